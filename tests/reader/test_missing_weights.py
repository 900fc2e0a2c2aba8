"""Without its weights the trained reader says what to do, and frames alone read on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.errors import InputError
from kg.parse import load_parser, load_pipeline
from kg.reader import network
from tests.conftest import read_lines


@pytest.fixture
def without_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The place where the weights should be and are not."""
    missing = tmp_path / "nowhere" / "reader.npz"
    monkeypatch.setattr(network, "reader_path", lambda name: missing.with_name(name))
    for cached in (network.load_network, load_pipeline, load_parser):
        cached.cache_clear()
    yield missing
    for cached in (network.load_network, load_pipeline, load_parser):
        cached.cache_clear()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("Canada imposed sanctions on Belarus.", encoding="utf-8")
    return path


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_the_network_names_the_file_and_what_to_do(without_weights: Path) -> None:
    with pytest.raises(InputError) as raised:
        network.load_network()
    assert str(raised.value) == (
        f"{without_weights}: the trained reader is not there: train it with `make model`, or use --reader rules"
    )


def test_commands_end_with_that_one_message_and_write_nothing(
    without_weights: Path, article: Path, tmp_path: Path
) -> None:
    for command in (["build", article, "--out", tmp_path / "out"], ["extract", article], ["mentions", article]):
        result = kg(*command)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"kg: {without_weights}: the trained reader is not there: ")
        assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_frames_alone_build_without_them(without_weights: Path, article: Path, tmp_path: Path) -> None:
    assert kg("build", article, "--reader", "rules", "--out", tmp_path / "out").exit_code == 0
    (claim,) = read_lines(tmp_path / "out" / "claims.jsonl")
    assert (claim["subject"]["country"], claim["relation"], claim["object"]["country"]) == ("CAN", "sanctions", "BLR")


def test_frames_alone_explain_without_them(without_weights: Path) -> None:
    result = kg("explain", "Canada imposed sanctions on Belarus.", "--reader", "rules")
    assert result.exit_code == 0
    assert "What was weighed" not in result.stdout
