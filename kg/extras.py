"""Packages that are no dependency: imported when they are needed, and named where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kg.errors import KgError


def extra_package(name: str, extra: str) -> Any:
    """A package, or a module of one, that an extra brings.

    Raises:
        KgError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise KgError(f"this needs {package}: pip install 'geopolitical-kg[{extra}]'") from error


def notebook_package(name: str) -> Any:
    """A package of the extra ``notebook``.

    Raises:
        KgError: it is not installed.
    """
    return extra_package(name, "notebook")
