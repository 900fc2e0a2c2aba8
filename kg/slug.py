"""Names as parts of an IRI."""

from __future__ import annotations

import re
from unicodedata import category

from anyascii import anyascii

_SEPARATORS = frozenset({"Zs", "Zl", "Zp", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "So", "Mc"})
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Lm", "Me", "No", "Sc", "Sk"})
_OTHER = re.compile(r"[^a-z0-9 ]+")


def slugify(text: str) -> str:
    """Lower-case ASCII words with hyphens between: "Recep Erdoğan" → "recep-erdogan", "O'Brien" → "o-brien".

    Control characters and marks that stand for no letter of their own go without a hyphen: "Sa`id" → "said".
    Empty where the text has no letter or digit.
    """
    plain = text.translate(_ASCII) if text.isascii() else anyascii("".join(map(_plain, text)))
    return "-".join(_OTHER.sub("", plain.lower()).split())


def _plain(character: str) -> str:
    kind = category(character)
    if kind in _SEPARATORS:
        return " "
    return "" if kind in _DROPPED else character


_ASCII = {code: _plain(chr(code)) for code in range(128)}
