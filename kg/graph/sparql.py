"""SPARQL text from users: what it may not do, and how values get into it.

The text is cut into tokens by the grammar of SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#sparqlGrammar), so
that a word inside a string, an IRI or a comment is never taken for a keyword. Oxigraph's parser has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.terms import PREFIXES

_TOKEN = re.compile(
    r"""
      (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string>  \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<comment> \#[^\n\r]* )
    | (?P<variable> [?$]\w+ )
    | (?P<tag>     @[A-Za-z][\w-]* )
    | (?P<name>    (?:[^\W\d][\w.-]*)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])* )
    | (?P<word>    [^\W\d]\w* )
    | (?P<mark>    [^\s] )
    """,
    re.VERBOSE | re.DOTALL,
)
_FROM = re.compile(r"(?<![?$\w:])FROM\b", re.IGNORECASE)
Token = tuple[str, str, int]
"""Kind, text and end of a token."""
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@lru_cache(maxsize=64)
def check_query(text: str) -> None:
    """Refuse what is no query, or reaches out of the graph.

    Raises:
        QueryError: an update, SERVICE, or a syntax error with line, column and what to do.
    """
    words = [value.upper() for kind, value, _ in tokens(text) if kind == "word"]
    forms = [word for word in words if word not in {"PREFIX", "BASE"}]
    if forms and forms[0] in _UPDATES:
        raise QueryError(f"{forms[0]} would change the graph: queries only read (SELECT, ASK, CONSTRUCT, DESCRIBE)")
    if "SERVICE" in words or any(_hides_service(value) for kind, value, _ in tokens(text) if kind == "iri"):
        raise QueryError("SERVICE is refused: a query reads this graph only and calls no other server")
    if not forms:
        raise QueryError("the query is empty: write SELECT …, or the name of a query (`kg query DIR --list`)")
    try:
        # On an empty store this parses and does little else.
        ox.Store().query(text, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise QueryError(explain_syntax_error(text, str(error))) from error


def query_form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, for a query that :func:`check_query` lets pass."""
    words = (value.upper() for kind, value, _ in tokens(text) if kind == "word")
    return next((word for word in words if word in _FORMS), "SELECT")


def _hides_service(iri: str) -> bool:
    """``FILTER(?a<?b)SERVICE?c#>``: where ``<`` compares, what looks like an IRI is none."""
    return ")" in iri and "SERVICE" in iri.upper()


def explain_syntax_error(text: str, error: str) -> str:
    """Line, column and what to do, for a query that Oxigraph refuses with ``error``.

    Oxigraph's own position lies behind the place as far as its longest keyword, so the place is looked for here.
    """
    prefixes = _prefixes(text)
    found = list(tokens(text))
    open_brackets: list[tuple[str, int]] = []
    started = False
    for position, (kind, value, end) in enumerate(found):
        start = end - len(value)
        declares = position > 0 and found[position - 1][1].upper() == "PREFIX"
        if kind == "word" and not started and value.upper() not in {"PREFIX", "BASE"}:
            started = True
            if value.upper() not in _FORMS:
                return (
                    f"{_place(text, start)}: {value!r} begins no query; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
                )
        elif kind == "name" and not declares and (prefix := value.partition(":")[0]) not in {"_", *prefixes}:
            known = ", ".join(PREFIXES)
            return f"{_place(text, start)}: the prefix {prefix!r} is not declared; known without PREFIX are {known}"
        elif value in _CLOSING and kind == "mark":
            open_brackets.append((value, start))
        elif value in _CLOSING.values() and kind == "mark":
            if not open_brackets:
                return f"{_place(text, start)}: {value!r} closes nothing"
            if _CLOSING[open_brackets[-1][0]] != value:
                break
            open_brackets.pop()
    if open_brackets:
        bracket, start = open_brackets[-1]
        return f"{_place(text, start)}: this {bracket!r} is never closed; add {_CLOSING[bracket]!r}"
    return _parser_message(text, error)


def _parser_message(text: str, error: str) -> str:
    # Imported here because pyparsing takes as long to load as most queries to run.
    from pyparsing.exceptions import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except ParseException as failure:
        rest = text[failure.loc :].split()
        found = f"from {rest[0]!r} on" if rest else "at its end"
        return f"{_place(text, failure.loc)}: can't be read {found}; check the statement that begins there"
    reason = re.search(r"The [A-Z][^,\[\]]+", error)
    return f"{_place(text, 0)}: {reason[0].strip() if reason else error}"


def _place(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return f"syntax error in line {line}, column {column}"


def named_sources(text: str) -> list[str]:
    """IRIs, or prefixed names, that FROM and FROM NAMED give."""
    if not _FROM.search(text):  # before a query that lists thousands of things is cut into tokens
        return []
    found: list[str] = []
    words = [(kind, value) for kind, value, _ in tokens(text)]
    for position, (kind, value) in enumerate(words):
        if kind == "word" and value.upper() == "FROM":
            rest = words[position + 1 : position + 3]
            target = rest[1:] if rest and rest[0][1].upper() == "NAMED" else rest
            found += [_expand(text, value) for _, value in target[:1]]
    return found


def variables(text: str) -> set[str]:
    """Names of the variables that occur in a query."""
    return {value[1:] for kind, value, _ in tokens(text) if kind == "variable"}


def bind(text: str, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with variables bound, by a VALUES clause at the head of its outermost pattern.

    Values are terms, written by Oxigraph's own serializer: nothing in them can be read as SPARQL.

    Raises:
        QueryError: the query has no pattern in braces that could hold them.
    """
    if not values:
        return text
    start = pattern_start(text)
    if start is None:
        raise QueryError("parameters need a query with a WHERE { … } pattern")
    names = " ".join(f"?{name}" for name in values)
    terms = " ".join(str(term) for term in values.values())
    return f"{text[:start]} VALUES ({names}) {{ ({terms}) }}{text[start:]}"


def pattern_start(text: str) -> int | None:
    """Offset behind the brace that opens the outermost pattern; None where there is no such brace."""
    depth = 0
    construct = False
    template = False
    for kind, value, end in tokens(text):
        if kind == "word" and value.upper() == "CONSTRUCT":
            construct = True
        elif kind == "word" and value.upper() == "WHERE" and construct and not template:
            return None  # CONSTRUCT WHERE { … }: the pattern is the template and holds triples only
        elif value in "()" and kind == "mark":
            depth += 1 if value == "(" else -1
        elif kind == "mark" and value == "{" and depth == 0:
            if not construct or template:
                return end
            template = True
            depth += 1000  # inside the template, until its brace closes
        elif kind == "mark" and value == "}" and depth >= 1000:
            depth -= 1000
    return None


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[Token, ...]:
    """Kind, text and end of each token; comments are left out."""
    return tuple(
        (match.lastgroup, match.group(), match.end())
        for match in _TOKEN.finditer(text)
        if match.lastgroup and match.lastgroup != "comment"
    )


def _expand(text: str, name: str) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return _prefixes(text).get(prefix, prefix + ":") + local


def _prefixes(text: str) -> dict[str, str]:
    """The prefixes that a query may use: ours, and those that it declares."""
    known = dict(PREFIXES)
    found = [(kind, value) for kind, value, _ in tokens(text)]
    for (_, word), (_, name), (kind, iri) in zip(found, found[1:], found[2:], strict=False):
        if word.upper() == "PREFIX" and kind == "iri":
            known[name.removesuffix(":")] = iri[1:-1]
    return known
