"""Functions of the program replaced by others while it runs, wherever a module, a class or a table holds them."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from benchmarks.ablation_rules import Rule
from kg.extract.predicate import Predicate

_ATTRIBUTES: list[int | str] = ["HEAD", "DEP", "TAG", "POS", "LEMMA"]


@contextmanager
def replaced(module: str, name: str, by: Callable[..., Any]) -> Iterator[None]:
    """One function or method (``Class.method``) replaced in all of ``kg``, and put back."""
    owner, _, method = name.rpartition(".")
    home: Any = importlib.import_module(module)
    if owner:
        own = getattr(home, owner)
        old = vars(own)[method]
        setattr(own, method, by)
        try:
            yield
        finally:
            setattr(own, method, old)
        return
    old = getattr(home, name)
    changed: list[tuple[dict[str, Any], str, Any]] = []
    for other in [module for key, module in sys.modules.items() if key.startswith("kg.")]:
        content = vars(other)
        for key, value in list(content.items()):
            new = _swapped(value, old, by)
            if new is not value:
                changed.append((content, key, value))
                content[key] = new
    try:
        yield
    finally:
        for content, key, value in changed:
            content[key] = value


def _swapped(value: Any, old: Any, new: Any) -> Any:
    """``value`` with ``old`` replaced, in tables of functions too; ``value`` itself where it holds none."""
    if value is old:
        return new
    if type(value) is tuple:
        parts = tuple(_swapped(part, old, new) for part in value)
        if any(one is not other for one, other in zip(parts, value)):
            return parts
    return value


def function_of(rule: Rule) -> Callable[..., Any]:
    """The rule itself."""
    found: Any = importlib.import_module(rule.module)
    for part in rule.name.split("."):
        found = getattr(found, part)
    return found  # type: ignore[no-any-return]


@dataclass(slots=True)
class Switches:
    """Which rule is switched off, and while ``watching`` which rules ``acted``."""

    off: Rule | None = None
    watching: bool = False
    acted: set[str] = field(default_factory=set)

    def under(self, rule: Rule) -> Callable[..., Any]:
        """The rule under these switches. It acts where it answers or writes something else than it would when off."""
        original = function_of(rule)

        def switched(*given: Any, **named: Any) -> Any:
            if self.off is rule:
                return rule.off(*given, **named)
            if not self.watching:
                return original(*given, **named)
            before = _state(given) if rule.writes else None
            result = original(*given, **named)
            if rule.writes:
                acts = _state(given) != before
            else:
                result = list(result) if hasattr(result, "__next__") else result
                acts = result != rule.off(*given, **named)
            if acts:
                self.acted.add(rule.title)
            return result

        return switched


def _state(given: tuple[Any, ...]) -> object:
    """What a rule may write on: the roles of a predicate, else the parse of the document."""
    for one in given:
        if isinstance(one, Predicate):
            return {role: [token.i for token in tokens] for role, tokens in one.roles.items()}
    for one in given:
        if isinstance(one, Token | Doc):
            doc = one.doc if isinstance(one, Token) else one
            return doc.to_array(_ATTRIBUTES).tobytes()
    raise TypeError("a rule that writes takes a predicate, a word or a document")


class WatchedWords(Set[str]):
    """Words by effect that count in ``read`` each time one of them is found in a text."""

    def __init__(self, parts: Mapping[str, frozenset[str]], read: Counter[tuple[str, str]]) -> None:
        self.parts = parts
        self.read = read

    def __contains__(self, word: object) -> bool:
        hits = [(effect, str(word)) for effect, words in self.parts.items() if word in words]
        self.read.update(hits)
        return bool(hits)

    def __iter__(self) -> Iterator[str]:
        return iter({word for words in self.parts.values() for word in words})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __and__(self, other: Any) -> Any:
        return frozenset(word for word in other if word in self)

    __rand__ = intersection = __and__

    def __or__(self, other: Any) -> Any:
        more = other.parts if isinstance(other, WatchedWords) else {"": frozenset(other)}
        return WatchedWords({**self.parts, **more}, self.read)

    __ror__ = __or__
