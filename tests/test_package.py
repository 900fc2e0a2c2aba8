"""The wheel holds all that kg needs, wherever it runs; no file of the repository names a package index."""

from __future__ import annotations

import email
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that the checkout stays as it is."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    copy, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("kg", "ontology", "data/reader"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
               "--no-build-isolation", "--no-index", "-w", str(folder), str(copy)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(unpacked: Path, cwd: Path, *command: str) -> str:
    """Run Python from another folder with nothing but the unpacked wheel in front of the installed packages."""
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_wheel_holds_the_whole_ontology(unpacked: Path) -> None:
    kept = {
        path.relative_to(unpacked / "kg" / "ontology")
        for path in (unpacked / "kg" / "ontology").rglob("*")
        if path.is_file()
    }
    there = {path.relative_to(ROOT / "ontology") for path in (ROOT / "ontology").rglob("*") if path.is_file()}
    assert Path("geopolitics.ttl") in kept
    assert kept == there


def test_wheel_says_its_licence_its_pythons_and_that_it_is_typed(unpacked: Path) -> None:
    (about,) = unpacked.glob("*.dist-info")
    metadata = email.message_from_string((about / "METADATA").read_text(encoding="utf-8"))
    assert metadata["License-Expression"] == "Apache-2.0"
    for version in ("3.11", "3.12", "3.13"):
        assert f"Programming Language :: Python :: {version}" in metadata.get_all("Classifier", [])
    for name in ("LICENSE", "NOTICE"):
        assert (about / "licenses" / name).read_bytes() == (ROOT / name).read_bytes()
    assert (unpacked / "kg" / "py.typed").is_file()


def test_what_an_old_pip_would_miss_is_asked_for_by_name(unpacked: Path) -> None:
    """jusText asks for lxml[html_clean]; before 23.3 pip finds no extra so spelled in lxml, and installs nothing."""
    (about,) = unpacked.glob("*.dist-info")
    metadata = email.message_from_string((about / "METADATA").read_text(encoding="utf-8"))
    assert any(wanted.startswith("lxml-html-clean") for wanted in metadata.get_all("Requires-Dist", []))


def test_data_under_another_licence_is_listed_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    licensed = {}
    for path in (ROOT / "ontology").rglob("*.*"):
        head = re.match(r"(?:#.*\n)*", path.read_text(encoding="utf-8"))
        if head and (found := re.findall(r"CC BY(?:-SA)? \d\.\d|CC0|\bMIT\b", head[0])):
            licensed[path.relative_to(ROOT).as_posix()] = found
    assert "ontology/actors/people.tsv" in licensed
    for name, licences in licensed.items():
        _, found, entry = notice.partition(name)
        assert found, f"{name} is not in NOTICE"
        assert [licence for licence in licences if licence not in entry.split("\n\n")[0]] == [], name


def test_citation_names_the_version_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (str(citation["version"]), citation["license"]) == (project["version"], project["license"])


def test_wheel_holds_no_tests_and_no_articles(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")} == {"kg"}


def test_kg_from_the_wheel_uses_its_own_ontology(unpacked: Path, tmp_path: Path) -> None:
    printed = run(
        unpacked, tmp_path, "-c", "from kg.resources import ontology_path; print(ontology_path('geopolitics.ttl'))"
    )
    assert Path(printed.strip()) == unpacked / "kg" / "ontology" / "geopolitics.ttl"


def test_kg_from_the_wheel_builds_and_answers_from_any_folder(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("Canada imposed sanctions on Belarus.", encoding="utf-8")
    run(unpacked, tmp_path, "-m", "kg", "build", "news.txt")
    answer = run(unpacked, tmp_path, "-m", "kg", "query", "out", "sanctions-network", "--format", "csv")
    assert "Canada" in answer
    assert "Belarus" in answer


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Files that git tracks."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_pinned_dependencies_have_versions_and_hashes_and_no_address(tracked: list[Path]) -> None:
    locks = [path for path in tracked if re.fullmatch(r"requirements.*\.lock", path.name)]
    assert {path.name for path in locks} >= {"requirements.lock", "requirements-test.lock"}
    for path in locks:
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name
        assert not re.search(r"^\s*(--index-url|--extra-index-url|--find-links|-i|-f)\b", text, re.MULTILINE), path.name
        unpinned = [entry.split()[0] for entry in re.split(r"(?<!\\)\n", text)
                    if re.match(r"\w", entry) and not ("==" in entry and "--hash=sha256:" in entry)]  # fmt: skip
        assert unpinned == [], path.name


def test_no_file_sets_a_package_index(tracked: list[Path]) -> None:
    """An address of an index in a file would send everybody's installs to one machine."""
    setting = re.compile(r"(?:index[-_]url|find[-_]links)\s*[=:]?\s*[\"']?\s*\w+://", re.IGNORECASE)
    named = []
    for path in tracked:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if setting.search(text):
            named.append(str(path.relative_to(ROOT)))
    assert named == []
