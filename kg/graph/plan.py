"""How a named query is asked so that its cost stays bounded on a large graph: the same question in other words.

Oxigraph looks each statement of a claim up on its own, a random place of the disk each; over all claims of a large
graph that takes several times as long as reading each predicate once and joining by hash. It does that for patterns in
subqueries, so that every triple pattern becomes one. Where the parameters or a constant leave few things to speak of,
these are found first and listed, and the pattern stays as it is. The queries themselves stay as they are written.

What is rewritten is the SPARQL that ontology/queries is written in, which is not all of it: a group with anything else
in it is left as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import pyoxigraph as ox

from kg.graph.claims import select
from kg.graph.sparql import Token, pattern_start, tokens
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import node

FEW = 1_000
"""Things that are listed at most; looked up one by one, a claim costs a quarter of a millisecond."""

_NAMED = r"\?\w+|\w+:\w+"
"""A variable, or a constant with its prefix."""

Terms = Mapping[str, ox.NamedNode | ox.Literal]


class _OtherSparqlError(Exception):
    """Something that is not rewritten."""


@dataclass(frozen=True, slots=True)
class _Triple:
    subject: str
    path: tuple[str, ...]
    object: str

    def text(self) -> str:
        return f"{self.subject} {'/'.join(self.path)} {self.object} ."


@dataclass(slots=True)
class _Group:
    """A group's parts in their order: triple patterns, and all else as it is written and as it is rewritten.

    Filters are kept apart, as tokens.
    """

    parts: list[_Triple | tuple[str, str]] = field(default_factory=list)
    filters: list[Sequence[Token]] = field(default_factory=list)

    @property
    def triples(self) -> list[_Triple]:
        return [part for part in self.parts if isinstance(part, _Triple)]

    def main(self) -> str:
        """The variable that most is said of."""
        subjects = Counter(one.subject for one in self.triples for _ in one.path if one.subject.startswith("?"))
        return max(subjects, key=lambda one: (subjects[one], one), default="")


def plan(graph: KnowledgeGraph, text: str, values: Terms, *, listing: bool = True) -> str:
    """A named query, with ``values`` bound already, in words that Oxigraph answers sooner; the answers are the same.

    Without ``listing`` few things are not listed by name: of a query with paths of any length that is the quicker way.
    """
    start = pattern_start(text)
    if start is None:
        return text
    found = tokens(text)
    first = next(place for place, token in enumerate(found) if token[2] >= start)
    try:
        writer = _Writer(graph, values, text, listing)
        body, end = writer.group(found, first + 1)
    except _OtherSparqlError:
        return text
    return f"{text[:start]}{body}{text[found[end][2] - 1 :]}"


class _Writer:
    def __init__(self, graph: KnowledgeGraph, values: Terms, source: str, listing: bool) -> None:
        self.graph, self.values, self.source, self.listing = graph, values, source, listing
        self.numbers = count()

    def group(self, found: Sequence[Token], at: int, outer: Sequence[Sequence[Token]] = ()) -> tuple[str, int]:
        """What stands between the brace before ``at`` and the one that closes it, rewritten; the place of that one.

        ``outer`` are filters that what is found must pass later on.
        """
        if found[at][1].upper() == "SELECT":
            return self._subquery(found, at)
        group, end = self._read(found, at, outer)
        return self._write(group, outer), end

    def _subquery(self, found: Sequence[Token], at: int) -> tuple[str, int]:
        opening = at
        while found[opening][1] != "{":
            opening += 1
        body, end = self.group(found, opening + 1)
        closing = _closing(found, at)
        return f"{self._text(found[at : opening + 1])} {body} {self._text(found[end:closing])}", closing

    def _text(self, found: Sequence[Token]) -> str:
        return self.source[found[0][2] - len(found[0][1]) : found[-1][2]] if found else ""

    def _read(self, found: Sequence[Token], at: int, outer: Sequence[Sequence[Token]]) -> tuple[_Group, int]:
        group = _Group(filters=list(_filters(found, at)))
        while (word := found[at][1]) != "}":
            upper = word.upper()
            if upper == "FILTER":
                end = _end_of_filter(found, at + 1)
            elif upper == "BIND":
                end = _closing(found, at + 2) + 1
                group.parts.append((self._text(found[at:end]),) * 2)
            elif upper == "VALUES":
                end = next(place for place in range(at, len(found)) if found[place][1] == "{")
                end = _closing(found, end + 1) + 1
                group.parts.append((self._text(found[at:end]),) * 2)
            elif upper == "OPTIONAL":
                closing = _closing(found, at + 2)
                inner = found[at + 2 : closing]
                body = written = self._text(inner)
                if inner[0][1].upper() == "SELECT" or not any(one[1].upper() == "FILTER" for one in inner):
                    # A filter in it may speak of what is outside, but for that of a subquery.
                    body = self.group(found, at + 2)[0]
                group.parts.append((f"OPTIONAL {{ {written} }}", f"OPTIONAL {{ {body} }}"))
                end = closing + 1
            elif word == "{":
                end = self._braces(found, at, group, [*outer, *group.filters])
            elif word == ".":
                end = at + 1
            else:
                end = self._triples(found, at, group)
            at = end
        return group, at

    def _braces(self, found: Sequence[Token], at: int, group: _Group, outer: Sequence[Sequence[Token]]) -> int:
        begin, bodies = at, []
        while True:
            body, end = self.group(found, at + 1, outer)
            bodies.append(f"{{ {body} }}")
            if found[end + 1][1].upper() != "UNION":
                break
            at = end + 2
        body = " UNION ".join(bodies)
        written = body if found[begin + 1][1].upper() == "SELECT" else self._text(found[begin : end + 1])
        group.parts.append((written, body))
        return end + 1

    def _triples(self, found: Sequence[Token], at: int, group: _Group) -> int:
        subject = _term(found[at])
        at += 1
        while True:
            path: list[str] = []
            while found[at][1] == "a" or found[at][0] in ("name", "iri"):
                element = found[at][1]
                at += 1
                if found[at][1] in "*+":
                    element += found[at][1]
                    at += 1
                path.append(element)
                if found[at][1] != "/":
                    break
                at += 1
            if not path:
                raise _OtherSparqlError
            group.parts.append(_Triple(subject, tuple(path), _term(found[at])))
            at += 1
            if found[at][1] != ";":
                return at
            at += 1

    def _write(self, group: _Group, outer: Sequence[Sequence[Token]]) -> str:
        kept, seeds = self._seeds(group.filters, group)
        seeds += self._seeds(outer, group)[1]
        filters = [f"FILTER {self._text(one)}" for one in kept]
        listed = self._listed(group, seeds) if self.listing else None
        if listed is not None:
            plain = [part.text() if isinstance(part, _Triple) else part[0] for part in group.parts]
            return "\n".join([listed, *plain, *filters])
        parts = [
            text for part in group.parts for text in (self._hashed(part) if isinstance(part, _Triple) else part[1:])
        ]
        return "\n".join([*seeds, *parts, *filters])

    def _hashed(self, triple: _Triple) -> Iterator[str]:
        """The steps of a path, each a subquery, but for any number of steps between two variables."""
        for subject, step, value in self._steps(triple):
            names = list(dict.fromkeys(one for one in (subject, value) if one.startswith("?")))
            plain = f"{subject} {step} {value} ."
            is_plain = not names or (step[-1] in "*+" and len(names) == 2)
            yield plain if is_plain else f"{{ SELECT {' '.join(names)} {{ {plain} }} }}"

    def _steps(self, triple: _Triple) -> list[tuple[str, str, str]]:
        between = [f"?between{next(self.numbers)}" for _ in triple.path[1:]]
        return list(zip([triple.subject, *between], triple.path, [*between, triple.object], strict=True))

    def _seeds(self, filters: Sequence[Sequence[Token]], group: _Group) -> tuple[list[Sequence[Token]], list[str]]:
        """Filters that stay, and for those that parameters make to a choice its pattern."""
        kept, seeds = [], []
        for one in filters:
            choice = self._choice(one, group)
            if choice is None:
                kept.append(one)
            elif choice:
                seeds.append(f"{{ SELECT DISTINCT {group.main()} {{ {choice} }} }}")
        return kept, seeds

    def _choice(self, expression: Sequence[Token], group: _Group) -> str | None:
        """The pattern of those of the main variable that an expression chooses; empty for none at all, and None where
        that can't be said.
        """
        while expression[0][1] == "(" and _closing(expression, 1) == len(expression) - 1:
            expression = expression[1:-1]
        for mark, joint in (("|", " UNION "), ("&", " ")):
            parts = _split(expression, mark)
            if len(parts) > 1:
                choices = [self._choice(part, group) for part in parts]
                if None in choices:
                    return None
                if mark == "&" and "" in choices:
                    return ""
                return joint.join(f"{{ {one} }}" for one in choices if one)
        said = " ".join(self._text(expression).split())
        if match := re.fullmatch(r"! ?BOUND ?\( ?\?(\w+) ?\)", said):
            return "" if match[1] in self.values else None
        if match := re.fullmatch(rf"EXISTS {{ (\?\w+) (\S+\*) ({_NAMED}) }}", said):
            variable, path, value = match[1], match[2].split("/"), self._value(match[3])
        elif match := re.fullmatch(rf"({_NAMED}) = ({_NAMED})", said):
            sides = sorted(match.groups(), key=lambda one: self._value(one) is not None)
            variable, path, value = sides[0], [], self._value(sides[1])
        else:
            return None
        main = group.main()
        triple = next((one for one in group.triples if one.object == variable and one.subject == main), None)
        if value is None or (variable != main and triple is None):
            return None
        whole = [*(triple.path if triple else ()), *path]
        if any(step[-1] in "*+" for step in whole[: len(whole) - len(path)]):
            return None
        if not whole:
            return f"VALUES {main} {{ {value} }}"
        steps = self._steps(_Triple(main, tuple(whole), value))
        return " ".join(f"{subject} {step} {term} ." for subject, step, term in reversed(steps))

    def _value(self, named: str) -> str | None:
        """What a name stands for: a parameter for its value, a constant for itself."""
        return str(self.values[named[1:]]) if named[1:] in self.values else None if named[0] == "?" else named

    def _listed(self, group: _Group, seeds: Sequence[str]) -> str | None:
        """Few things that the group is about, by name."""
        variable = group.main()
        candidates = [" ".join(seeds)] if seeds else list(_by_constants(group, variable))
        for pattern in candidates:
            asked = f"SELECT DISTINCT {variable} {{ {pattern} }} LIMIT {FEW + 1}"
            number = next(select(self.graph, f"SELECT (COUNT(*) AS ?n) {{ {{ {asked} }} }}"))
            if int(number["n"]) <= FEW:
                rows = sorted(row[variable[1:]] for row in select(self.graph, asked))
                # As a subquery, since Oxigraph else goes through the whole group for each row of what is joined to it.
                listed = " ".join(str(node(row)) for row in rows)
                return f"{{ SELECT {variable} {{ VALUES {variable} {{ {listed} }} }} }}"
        return None


def _by_constants(group: _Group, main: str) -> Iterator[str]:
    """Patterns of what most is said of that may leave few: a constant, or a relation of which few are meant."""
    known = {one.subject: one.text() for one in group.triples if one.subject != main and not one.object.startswith("?")}
    for part in group.parts:
        if not isinstance(part, _Triple) and (match := re.match(r"VALUES (\?\w+) {", part[0])):
            known[match[1]] = part[0]
    for triple in group.triples:
        if triple.subject == main and len(triple.path) == 1 and triple.path[0][-1] not in "*+":
            if not triple.object.startswith("?"):
                yield triple.text()
            elif triple.object in known:
                yield f"{known[triple.object]} {triple.text()}"


def _term(token: Token) -> str:
    if token[0] not in ("variable", "name", "iri") and token[1] not in ("true", "false"):
        raise _OtherSparqlError
    return token[1]


def _closing(found: Sequence[Token], at: int) -> int:
    """The place of the bracket that closes the one before ``at``."""
    depth = 1
    while True:
        if found[at][0] == "mark":
            depth += (found[at][1] in "({[") - (found[at][1] in ")}]")
        if not depth:
            return at
        at += 1


def _end_of_filter(found: Sequence[Token], at: int) -> int:
    while found[at][1] not in "({":
        at += 1
    return _closing(found, at + 1) + 1


def _filters(found: Sequence[Token], at: int) -> Iterator[Sequence[Token]]:
    """The filters of a group that begins at ``at``, without those of groups in it."""
    while found[at][1] != "}":
        if found[at][1].upper() == "FILTER":
            end = _end_of_filter(found, at + 1)
            yield found[at + 1 : end]
            at = end
        else:
            at = _closing(found, at + 1) + 1 if found[at][1] in "({" else at + 1


def _split(expression: Sequence[Token], mark: str) -> list[Sequence[Token]]:
    """The parts of an expression between ``||`` or ``&&``, outside brackets."""
    parts: list[Sequence[Token]] = []
    depth = begin = at = 0
    while at < len(expression):
        kind, value, _ = expression[at]
        if kind == "mark":
            depth += (value in "({[") - (value in ")}]")
            if value == mark and not depth:
                parts.append(expression[begin:at])
                begin = at = at + 2
                continue
        at += 1
    return [*parts, expression[begin:]]
