"""Text as it is read: odd apostrophes, broken encodings, invisible, decomposed and disguised characters put right, and
lines left out that are no part of it.

The text of the article stays as it is; :meth:`Normalised.original` leads back to it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from kg.parse.boilerplate import boilerplate_pattern

_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphen, zero-width and direction marks: Unicode's default ignorables that stand in running text."""
_CONTROLS = "\\x00-\\x08\\x0e-\\x1f\\x7f"
"""What no text holds; tabs and ends of lines and pages are none of them."""
_COLOUR = r"\x1b\[[\d;]{0,20}[A-Za-z]"
"""What a terminal takes for an order to change its colour."""
_APOSTROPHES = "`\u00b4\u02b9\u02bb\u02bc\u02c8\u055a\u2018\u201b\u2032\uff07"
"""The curly one stays, save in "n't" (the parser knows only a straight one there) and where its bytes were broken."""
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_SPACES}]")
_CONTINUED = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
"""What Windows-1252 makes of the later bytes of a character in UTF-8."""

_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u0501\u04bb\u03bf"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0408\u0405"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcxyijsdhoABEKMHOPCTXYIJSABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters that look like Latin ones (Unicode Technical Standard 39), which hide a name."""
_LOOK = "".join(map(chr, _LOOKALIKES))

_ODD = (
    rf"(?P<broken>\u00e2\u20ac[{_CONTINUED}]|[\u00c2\u00c3][\u0080-\u00bf{_CONTINUED}])"
    rf"|(?P<invisible>(?:{_COLOUR}|[{_INVISIBLE}{_CONTROLS}])+)"
    rf"|(?P<entity>&(?:#\d{{1,7}}|#x[0-9a-fA-F]{{1,6}}|[A-Za-z]{{2,8}});)"
    rf"|(?<=[^\W\d_])(?P<apostrophe>[{_APOSTROPHES}]|(?<=[nN])\u2019(?=[tT]\b))(?=[^\W\d_])"
    rf"|(?P<space>[{_SPACES}])"
    r"|(?P<decomposed>[^\W\d_][\u0300-\u036f]+)"
    rf"|(?P<lookalike>(?<=[A-Za-z])[{_LOOK}]+|[{_LOOK}]+(?=[A-Za-z]))"
)


_ELISION = {True: r"(?<=[^\W\d_])(?P<elision>\u2019)(?=[^\W\d_])", False: "(?P<elision>(?!))"}


@cache
def _pattern(elisions: bool) -> re.Pattern[str]:
    return re.compile(f"(?P<boilerplate>{boilerplate_pattern()})|{_ODD}|{_ELISION[elisions]}")


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` to be read; ``starts`` and ``ends`` are offsets in the original of each of its characters.

    Both are None where nothing had to be changed.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of ``text[start:end]``, which is not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise(text: str, *, elisions: bool = False) -> Normalised:
    """The text to be read for ``text``; with ``elisions`` the curly apostrophe too becomes straight ("l’Iran")."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _pattern(elisions).finditer(text):
        _keep(text[done : match.start()], done, pieces, starts, ends)
        put = _instead(match)
        pieces.append(put)
        starts.extend([match.start()] * len(put))
        ends.extend([match.end()] * len(put))
        done = match.end()
    if not pieces:
        return Normalised(text)
    _keep(text[done:], done, pieces, starts, ends)
    return Normalised("".join(pieces), tuple(starts), tuple(ends))


def _keep(piece: str, at: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
    pieces.append(piece)
    starts.extend(range(at, at + len(piece)))
    ends.extend(range(at + 1, at + len(piece) + 1))


def _instead(match: re.Match[str]) -> str:
    found = match.group()
    if match["invisible"] or match["boilerplate"]:
        return ""
    if match["apostrophe"] or match["elision"]:
        return "'"
    if match["space"]:
        return " "
    if match["decomposed"]:
        return unicodedata.normalize("NFC", found)
    if match["lookalike"]:
        return found.translate(_LOOKALIKES)
    if match["entity"]:
        written = _SPACE.sub(" ", html.unescape(found))
        return "'" if written == "\u2019" else written
    decoded = _decoded(found)
    return "'" if decoded == "\u2019" else decoded


def _decoded(found: str) -> str:
    """What was UTF-8 before somebody read it as Windows-1252: "\u00e2\u20ac\u2122" is an apostrophe."""
    try:
        return b"".join(_byte(character) for character in found).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return found


def _byte(character: str) -> bytes:
    """Its byte in Windows-1252, in which five bytes are not defined and stand for themselves."""
    return bytes([ord(character)]) if "\u0080" <= character <= "\u009f" else character.encode("cp1252")
