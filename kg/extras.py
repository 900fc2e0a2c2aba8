"""Packages that are no dependency: imported when they are needed, and named where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import KgError


def notebook_package(name: str) -> Any:
    """A package of the extra ``notebook``.

    Raises:
        KgError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise KgError(f"this needs {name}: pip install 'geopolitical-kg[notebook]'") from error
