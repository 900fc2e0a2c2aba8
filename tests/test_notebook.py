"""The notebook runs from its own folder, as a newcomer would run it, and shows names, tables and a chart."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the cells show, by MIME type; run in a copy, so that the checkout stays as it is."""
    for package in ("nbconvert", "ipykernel", "pandas", "altair"):
        pytest.importorskip(package, reason="needs the extra 'notebook'")
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "notebooks", copy / "notebooks", ignore=shutil.ignore_patterns("first_steps_out"))
    shutil.copytree(ROOT / "data", copy / "data")
    own = {name: str(copy / name) for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR")}
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--output", "executed"]
    done = subprocess.run(
        [*command, "first_steps.ipynb"], cwd=copy / "notebooks", env={**os.environ, **own, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    executed = json.loads((copy / "notebooks" / "executed.ipynb").read_text(encoding="utf-8"))
    assert (copy / "notebooks" / "first_steps_out" / "iran.html").is_file()
    return [output["data"] for cell in executed["cells"] for output in cell.get("outputs", ()) if "data" in output]


def texts(outputs: list[dict[str, Any]], kind: str) -> list[str]:
    return ["".join(output[kind]) for output in outputs if kind in output]


def test_tables_are_data_frames_of_names(outputs: list[dict[str, Any]]) -> None:
    tables = texts(outputs, "text/html")
    assert all('class="dataframe"' in table for table in tables)
    denials, suppliers, actors, events = tables
    assert "Iran denied supplying drones to Russia" in denials
    assert "Houthi movement" in suppliers
    assert "United States" in actors
    assert "2022-" in events
    assert "attacks" in events or "assaults" in events


def test_nobody_is_shown_as_an_identifier(outputs: list[dict[str, Any]]) -> None:
    shown = "\n".join(texts(outputs, "text/html") + texts(outputs, "text/plain"))
    assert "wd:Q" not in shown
    assert "wikidata.org/entity" not in shown


def test_there_is_a_chart_that_fetches_nothing(outputs: list[dict[str, Any]]) -> None:
    (chart,) = [one for output in outputs for kind, one in output.items() if "vegalite" in kind]
    (rows,) = chart["datasets"].values()
    assert {row["quad"] for row in rows} >= {"material conflict", "verbal cooperation"}
    assert {row["day"][:7] for row in rows} == {f"2022-{month:02}" for month in range(1, 12)}


def test_the_notebook_is_kept_without_what_it_shows() -> None:
    """Outputs in the repository would go stale, and hide a cell that no longer runs."""
    notebook = json.loads((ROOT / "notebooks" / "first_steps.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [(cell["execution_count"], cell["outputs"]) for cell in cells] == [(None, [])] * len(cells)
