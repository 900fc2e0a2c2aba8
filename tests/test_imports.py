"""Data flows one way: read → parse → mentions → extract → graph → query → view → build → command line."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from tests.conftest import ROOT

STEPS = (
    ("errors",),
    ("extras", "resources", "slug", "batches", "limits", "partial_date", "printable", "stopping", "whole"),
    ("yaml_file",),
    ("model", "vocabulary"),
    ("read",),
    ("fetch",),
    ("gazetteer", "syntax"),
    ("parse",),
    ("mentions",),
    ("extract",),
    ("languages",),
    ("reader", "shards"),
    ("graph",),
    ("table", "correction_file"),
    ("analyse", "query", "networks", "relation_history", "search", "identity"),
    ("view", "data_frames", "ask"),
    ("charts", "check"),
    ("serve", "export"),
    ("building", "evaluate", "explain", "gold", "who"),
    ("remove", "correct", "applying", "loading", "watch"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""Parts of kg in order; a part imports from earlier steps and from itself only."""

RANK = {part: number for number, step in enumerate(STEPS) for part in step}
SOURCES = sorted((ROOT / "kg").rglob("*.py"))


def part_of(module: str) -> str:
    return module.split(".")[1]


def module_name(source: Path) -> str:
    return ".".join(source.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(source: Path, package: str = "kg") -> set[str]:
    """Modules of a package that a file imports anywhere in it, also within functions."""
    found = set()
    for statement in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.ImportFrom):
            assert statement.level == 0, f"{source}: write imports in full"
            found.add(statement.module or "")
        elif isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
    return {module for module in found if f"{module}.".startswith(f"{package}.")} - {"kg"}


def test_every_part_has_its_place() -> None:
    assert {part_of(module_name(source)) for source in SOURCES if module_name(source) != "kg"} == set(RANK)


@pytest.mark.parametrize("source", [source for source in SOURCES if module_name(source) != "kg"], ids=module_name)
def test_module_imports_only_what_stands_before_it(source: Path) -> None:
    own = part_of(module_name(source))
    wrong = {module for module in imported(source) if part_of(module) != own and RANK[part_of(module)] >= RANK[own]}
    assert wrong == set()


def test_no_module_waits_for_itself() -> None:
    """Within a part, too, imports make no circle."""
    open_: dict[str, set[str]] = {
        module_name(source): imported(source) for source in SOURCES if module_name(source) != "kg"
    }
    while ready := {module for module, needed in open_.items() if not needed & open_.keys() - {module}}:
        open_ = {module: needed for module, needed in open_.items() if module not in ready}
    assert open_ == {}


def test_names_are_known_without_a_parser() -> None:
    found = {module for source in (ROOT / "kg" / "gazetteer").glob("*.py") for module in imported(source, "spacy")}
    assert found == set()


def test_public_names_are_sorted_and_can_be_imported() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert set(kg.__all__) == {
        "Article", "Claim", "Entity", "build", "extract_claims", "network", "open_graph", "relations", "run_query",
        "write_page",
    }  # fmt: skip
    for name in kg.__all__:
        assert getattr(kg, name).__name__ == name


def test_no_public_name_is_a_submodule_too() -> None:
    """Importing the submodule would put it in the place of the function."""
    assert (
        set(kg.__all__) & {part_of(module_name(source)) for source in SOURCES if module_name(source) != "kg"} == set()
    )


def test_every_module_can_be_imported_under_another_name() -> None:
    """A function of its name in the package above would be imported in its place."""
    names = [module_name(source) for source in SOURCES if source.stem != "__main__"]
    lines = ["import types"]
    for name in names:
        lines += [f"import {name} as imported", f"assert isinstance(imported, types.ModuleType), {name!r}"]
    check = "from kg import build, network, relations; print(build.__name__, network.__name__, relations.__name__)"
    script = "\n".join([*lines, check])
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("build network relations\n", "")


def test_importing_kg_loads_no_language_model() -> None:
    loaded = "import sys, kg.cli; print(sorted({'spacy', 'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_reading_plain_text_loads_no_reader_of_web_pages(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("Iran met Iraq.", encoding="utf-8")
    script = (
        "import sys, kg.building as b; list(b.readable(['news.txt'], b.SkipLog())); print('trafilatura' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'no_such_name'"):
        kg.no_such_name  # noqa: B018
