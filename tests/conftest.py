"""Fixtures that several test modules share: the graph of the sample articles, and data that lies beside the project."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.building import Summary, build
from kg.parse import Setup

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Built:
    """A build: its folder, what it said at the end, and its claims as read back from claims.jsonl."""

    out: Path
    summary: Summary
    claims: list[dict[str, Any]]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The articles of data/articles, built once; read only."""
    out = tmp_path_factory.mktemp("samples") / "out"
    summary = build([str(ROOT / "data" / "articles")], out)
    return Built(out, summary, read_lines(out / "claims.jsonl"))


@pytest.fixture(scope="session")
def ruled_samples(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same, read with frames alone: for tests of what is made of a graph, which new weights must not move."""
    out = tmp_path_factory.mktemp("ruled") / "out"
    summary = build([str(ROOT / "data" / "articles")], out, setup=Setup(reader="rules"))
    return Built(out, summary, read_lines(out / "claims.jsonl"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Evaluation data that is no part of the project: the folder KG_SHARED, else ``shared`` beside the checkout."""
    folder = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there; set KG_SHARED to the folder with eval/ and seed/")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, one for all tests; skips where it or its driver is not installed."""
    driver = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    if not CHROMIUM.exists():
        pytest.skip(f"needs {CHROMIUM} (apt-get install chromium)")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        yield browser
        browser.close()


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
