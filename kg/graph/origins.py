"""Where an article comes from: near copies of each other have one origin, so that forty reprints count once.

An article's signature is a MinHash of its runs of words (Broder 1997, as the library datasketch has it), kept with it
in the graph, so that copies are found without the texts. Two articles are copies where their runs of words are alike
by ``ALIKE``; where both credit the same news agency, ``ALIKE_BY_CREDIT`` will do.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
import pyoxigraph as ox
from networkx.utils import UnionFind
from numpy.typing import NDArray

from kg.graph.claims import select
from kg.graph.outlets import outlet_quads
from kg.graph.remote import Native
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import ORIGINS, PREFIXES, node
from kg.graph.wires import credits_read
from kg.model import Article
from kg.resources import BASE

PERMUTATIONS = 128
SCHEME = "affine32"
"""Datasketch's hash values of 32 bits."""
RUN = 4
"""Words in a run; short enough for a paragraph to leave a trace, long enough for two reports of one event to differ."""
ALIKE = 0.4
"""Share of runs (Jaccard) from which two articles are one: a reprint cut to half, or with a paragraph added, is."""
ALIKE_BY_CREDIT = 0.2
BANDS, BANDS_BY_CREDIT = (42, 3), (64, 2)
"""How many bands of how many hash values: 94 % of pairs that are just alike enough share one, 0.5 % of strangers do."""
HEAD = 300
"""Characters at the beginning in which a credit is looked for."""
_WORD = re.compile(r"\w+")


def signature(text: str) -> str:
    """128 hash values of 32 bits as base64, the same on every machine; empty for a text without words."""
    from datasketch import MinHash

    words = _WORD.findall(text.casefold())
    if not words:
        return ""
    runs = sorted({" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))})
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1, scheme=SCHEME)
    sketch.update_batch([run.encode() for run in runs])
    return base64.b64encode(np.asarray(sketch.hashvalues, dtype="<u4").tobytes()).decode("ascii")


def wire_credit(article: Article) -> str | None:
    """The news agency that an article credits: its source, or a credit at its head or in a line at its foot."""
    names, head, foot = credits_read()
    if article.source and (agency := names.get(article.source.casefold())):
        return agency
    found = head.search(article.text[:HEAD]) or foot.search(article.text)
    return names[found.group("agency").casefold()] if found else None


def origin_quads(graph: KnowledgeGraph) -> Iterator[ox.Quad]:
    """``kg:origin`` of every article: the first by IRI of those that are copies of each other, itself where none is;
    and its outlets.
    """
    articles = sorted(row["article"] for row in select(graph, "SELECT ?article { ?article a schema:NewsArticle }"))
    signatures = ((row["article"], row["signature"]) for row in select(graph, _EVERY_SIGNATURE))
    credits_ = {row["article"]: row["credit"]
                for row in select(graph, "SELECT ?article ?credit { ?article kg:wireCredit ?credit }")}  # fmt: skip
    found = _origins(articles, signatures, credits_)
    for article in articles:
        yield ox.Quad(node(article), node(BASE + "origin"), node(found.get(article, article)), ORIGINS)
    yield from outlet_quads(graph)


def changed_origins(graph: KnowledgeGraph, touched: Collection[ox.NamedNode]) -> dict[str, str]:
    """Article → origin, for all that may have another one, as these articles came, changed or went.

    Only groups of copies that one of them was in, or now is alike to, are formed anew; each that is there is compared
    with all others, as brute force over signatures takes less than an index of them.
    """
    native = graph.native
    there = [article for article in touched if native.contains_named_graph(article)]
    roots = {root for article in touched for root in _objects(native, article, _ORIGIN, ORIGINS)}
    near = _alike(graph, [article.value for article in there])
    roots |= {root for article in near for root in _objects(native, node(article), _ORIGIN, ORIGINS)}
    members = {article.value for article in there}
    for root in roots:
        for quad in native.quads_for_pattern(None, _ORIGIN, root, ORIGINS):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject not in touched:
                members.add(quad.subject.value)
    sketches, credits_ = _kept(native, members, _SIGNATURE), _kept(native, members, _CREDIT)
    found = origins(sketches, credits_)
    return {article: found.get(article, article) for article in sorted(members)}


def _alike(graph: KnowledgeGraph, articles: Sequence[str]) -> set[str]:
    """All articles that are copies of one of these."""
    native = graph.native
    own = _kept(native, articles, _SIGNATURE)
    if not own:
        return set()
    names: list[str] = []
    packed: list[bytes] = []
    for article, signature_ in _signatures(native):
        names.append(article)
        packed.append(base64.b64decode(signature_))
    sketches = np.frombuffer(b"".join(packed), dtype="<u4").reshape(len(names), PERMUTATIONS)
    place = {name: row for row, name in enumerate(names)}
    found: set[str] = set()
    for article in own:
        sketch = sketches[place[article]]
        found.update(names[row] for row in _copies_of(sketch, sketches, ALIKE, BANDS))
        for agency in _objects(native, node(article), _CREDIT, node(article)):
            quads = native.quads_for_pattern(None, _CREDIT, agency, None)
            among = [name for name in (quad.subject.value for quad in quads) if name in place]  # type: ignore[union-attr]
            rows = sketches[[place[name] for name in among]]
            found.update(among[row] for row in _copies_of(sketch, rows, ALIKE_BY_CREDIT, BANDS_BY_CREDIT))
    return found


def _signatures(native: Native) -> Iterator[tuple[str, str]]:
    """Article and signature, of all; as text, which takes a fifth of the time of terms one by one."""
    found = native.query(_EVERY_SIGNATURE, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    table = found.serialize(format=ox.QueryResultsFormat.TSV)
    assert table is not None
    for line in table.decode("utf-8").splitlines()[1:]:
        article, _, kept = line.partition("\t")
        yield article[1:-1], kept[1:-1]


def _copies_of(
    sketch: NDArray[np.uint32], sketches: NDArray[np.uint32], alike: float, bands: tuple[int, int]
) -> list[int]:
    """Rows that :func:`_unite` joins with this one: alike, and with a whole band in common."""
    count, size = bands
    rows = np.flatnonzero((sketches == sketch).mean(axis=1) >= alike)
    equal = (sketches[rows] == sketch)[:, : count * size].reshape(len(rows), count, size)
    return rows[equal.all(axis=2).any(axis=1)].tolist()  # type: ignore[no-any-return]


def _kept(native: Native, articles: Iterable[str], kind: ox.NamedNode) -> dict[str, str]:
    """Article → its signature or credit, for those that have one."""
    return {
        article: value.value for article in articles for value in _objects(native, node(article), kind, node(article))
    }


def _objects(
    native: Native, subject: ox.NamedNode, predicate: ox.NamedNode, graph: ox.NamedNode
) -> Iterator[ox.NamedNode | ox.Literal]:
    for quad in native.quads_for_pattern(subject, predicate, None, graph):
        yield quad.object  # type: ignore[misc]


def origins(signatures: Mapping[str, str], credits_: Mapping[str, str]) -> dict[str, str]:
    """Article → origin, for articles with a signature; the order in which they are given makes no difference."""
    return {
        **{article: article for article in signatures},
        **_origins(sorted(signatures), signatures.items(), credits_),
    }


def _origins(
    articles: Sequence[str], signatures: Iterable[tuple[str, str]], credits_: Mapping[str, str]
) -> dict[str, str]:
    """Origins of those of the sorted ``articles`` that have a signature, of which each is held once and unpacked."""
    number = {article: row for row, article in enumerate(articles)}
    sketches = np.empty((len(articles), PERMUTATIONS), dtype="<u4")
    rows: dict[bytes, int] = {}
    place: dict[int, int] = {}
    """Article's number → row of its sketch: those that are word for word alike are compared once."""
    for article, text in signatures:
        if text and article in number:
            packed = base64.b64decode(text)
            row = rows.setdefault(hashlib.blake2b(packed, digest_size=16).digest(), len(rows))
            place[number[article]] = row
            sketches[row] = np.frombuffer(packed, dtype="<u4")
    sketches = sketches[: len(rows)]
    wires: dict[str, set[int]] = defaultdict(set)
    for article, credit in credits_.items():
        if number.get(article) in place:
            wires[credit].add(place[number[article]])
    copies: UnionFind[int] = UnionFind(range(len(sketches)))
    _unite(copies, sketches, range(len(sketches)), ALIKE, BANDS)
    for among in wires.values():
        _unite(copies, sketches, sorted(among), ALIKE_BY_CREDIT, BANDS_BY_CREDIT)
    first: dict[int, str] = {}
    return {articles[one]: first.setdefault(copies[place[one]], articles[one]) for one in sorted(place)}


def _unite(
    copies: UnionFind[int], sketches: NDArray[np.uint32], among: Sequence[int], alike: float, bands: tuple[int, int]
) -> None:
    """Join rows that are alike; only those that share a whole band of their signatures are compared, and once."""
    count, size = bands
    rows = np.asarray(among, dtype=np.int64)
    for band in range(count):
        keys = np.ascontiguousarray(sketches[rows, band * size : (band + 1) * size])
        _, group, sizes = np.unique(keys.view(f"V{4 * size}").reshape(-1), return_inverse=True, return_counts=True)
        order = np.argsort(group, kind="stable")
        shared = sizes[group[order]] > 1
        starts = np.flatnonzero(np.diff(group[order][shared], prepend=-1))
        for members in np.split(rows[order][shared], starts[1:]):
            _unite_group(copies, sketches, members, alike)


def _unite_group(
    copies: UnionFind[int], sketches: NDArray[np.uint32], members: NDArray[np.int64], alike: float
) -> None:
    """Compare each with those behind it that it is not joined with yet."""
    roots = np.array([copies[member] for member in members.tolist()])
    for at, one in enumerate(members.tolist()):
        others = at + 1 + np.flatnonzero(roots[at + 1 :] != roots[at])
        if not len(others):
            continue
        near = others[(sketches[members[others]] == sketches[one]).mean(axis=1) >= alike]
        if len(near):
            copies.union(one, *members[near].tolist())
            roots[np.isin(roots, roots[near])] = roots[at]


_EVERY_SIGNATURE = "SELECT ?article ?signature { ?article kg:signature ?signature }"
_ORIGIN, _SIGNATURE, _CREDIT = node(BASE + "origin"), node(BASE + "signature"), node(BASE + "wireCredit")
