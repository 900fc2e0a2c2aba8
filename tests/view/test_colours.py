"""The colours say what they mean to every reader."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.view.colours import load_colours
from kg.vocabulary import load_vocabulary

# How readers without one kind of cone see colours, in linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHT = {
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red (protanopia)": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "no green (deuteranopia)": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881),
    ),
    "no blue (tritanopia)": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039),
    ),
}  # fmt: skip


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_quad_categories_stay_apart_however_a_reader_sees_colour(theme: str, sight: str) -> None:
    quads = load_colours().quads
    for one, other in itertools.combinations(quads, 2):
        distance = math.dist(*(_lab(getattr(quads[name], theme), sight) for name in (one, other)))
        assert distance > 20, f"{one} and {other} are {distance:.0f} apart (CIE 1976) with {sight}; 2 is just visible"


@pytest.mark.parametrize(("theme", "paper"), [("light", "#FAFBFC"), ("dark", "#11161D")])
def test_every_line_stands_out_from_the_paper(theme: str, paper: str) -> None:
    for name, colour in load_colours().quads.items():
        lighter, darker = sorted((_luminance(getattr(colour, theme)), _luminance(paper)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 3, f"{name}: WCAG 2.1 asks for 3:1 for graphics"


def test_every_quad_category_has_a_colour() -> None:
    assert set(load_colours().quads) == set(load_vocabulary().quads)


def test_a_type_that_the_file_does_not_name_is_a_grey_dot() -> None:
    style = load_colours().type_style("Asteroid")
    assert (style.name, style.shape, style.colour) == ("Asteroid", "dot", load_colours().quads["lasting"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("quads: {lasting: {light: grey, dark: '#000000'}}\ntypes: {}", "quads: lasting: needs light and dark"),
        ("quads: {}\ntypes: {}", "quads: needs 'lasting'"),
        ("quads: 3", "needs types"),
        (
            "quads: {lasting: {light: '#000000', dark: '#000000'}}\n"
            "types: {Person: {name: Person, shape: heart, light: '#000000', dark: '#000000'}}",
            "types: Person: shape is 'heart'",
        ),
        ("quads: {lasting: {light: '#00", "not valid YAML"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "colours.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_colours(file)
    assert str(file) in str(caught.value)
    assert complaint in str(caught.value)


def _linear(colour: str) -> list[float]:
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def _luminance(colour: str) -> float:
    return _dot((0.2126, 0.7152, 0.0722), _linear(colour))


def _lab(colour: str, sight: str) -> tuple[float, float, float]:
    seen = [min(1, max(0, _dot(row, _linear(colour)))) for row in SIGHT[sight]]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (_dot(row, seen) / white for row, white in zip(to_xyz, (0.95047, 1, 1.08883), strict=True))
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _dot(row: tuple[float, ...], column: list[float]) -> float:
    return sum(a * b for a, b in zip(row, column, strict=True))
