"""A headless Chromium that is cut off from the network, and pages opened in it from disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.view.opened import OpenPage


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., OpenPage]]:
    """Opens a file in a window of its own, with the network off."""
    contexts = []

    def open_file(path: Path, *, width: int = 1280, height: int = 800, theme: str = "light") -> OpenPage:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, offline=True)
        contexts.append(context)
        return OpenPage(context.new_page(), path)

    yield open_file
    for context in contexts:
        context.close()
