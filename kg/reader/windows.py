"""What the encoder reads: stretches of an article, each with its title, the words before it, and who is named in it.

A window holds whole sentences up to a number of word pieces. The title and the end of what stands before are read as
context; claims are looked for in the sentences of the window itself, so that each sentence is read for claims once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.scope.attribution import quotations
from kg.gazetteer.index import Gazetteer
from kg.mentions.document import Actors
from kg.mentions.phrase import Phrase, phrase_span
from kg.model import Article, Entity
from kg.reader.codes import code_of
from kg.reader.pieces import pieces_of
from kg.syntax.labels import part_of_speech, relation_label
from kg.syntax.words import is_personal_pronoun, is_phrase_head, is_plural_noun, is_wh_pronoun

MAIN = 110
"""Word pieces of the sentences that a window is read for, where one sentence alone is not longer."""
BEFORE = 64
"""Word pieces of context before them."""
TITLE = 28
LONGEST = 384
"""Word pieces of a window at most: what is beyond is not read."""
FIXED = frozenset({"name", "demonym", "place", "seat"})
"""Kinds of mention whose name says who it is: nothing is guessed for them."""
KINDS = ("none", "name", "demonym", "place", "seat", "role", "office", "person", "reference")
DEPENDENCIES = ("other", "nsubj", "nsubjpass", "dobj", "pobj", "poss", "compound", "amod", "conj", "appos", "agent",
                "attr", "ROOT", "nmod", "dative")  # fmt: skip
POS = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "OTHER")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the gazetteer in a window: words ``start`` to ``end``, and the code of its actor."""

    start: int
    end: int
    code: str
    entity: Entity
    kind: str
    title: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may head the mention of an actor, with what the gazetteer and the rules say of it.

    ``codes`` are those of the actors that the rules found for it, none where they found nobody.
    ``start`` and ``end`` are the words of its phrase.
    """

    head: int
    start: int
    end: int
    kind: str
    codes: tuple[str, ...]
    entities: tuple[Entity, ...]
    dependency: str
    pos: str
    plural: bool
    quoted: bool

    @property
    def fixed(self) -> bool:
        """True where the rules' reading stands, and no other state is looked for."""
        return self.kind in FIXED or len(self.codes) > 1


@dataclass(frozen=True, slots=True)
class Window:
    """Words with their pieces; ``sentences`` are word ranges (number in the document, start, end) to be read.

    ``offset`` is the token of the document that word ``first`` is; words before it are the title's.
    """

    words: tuple[str, ...]
    first: int
    offset: int
    sentences: tuple[tuple[int, int, int], ...]
    candidates: tuple[Candidate, ...]
    named: tuple[Named, ...]
    common: tuple[tuple[str, float], ...]
    """The codes that are named most in the whole article, with their share of all names."""

    def token(self, word: int) -> int:
        """Token of the document that a word of the window is."""
        return word - self.first + self.offset


def windows(doc: Doc, article: Article) -> Iterator[Window]:
    """The windows of a document with ``doc._.actors``, in order."""
    actors: Actors = doc._.actors
    title, title_names = _title(article.title or "", actors.gazetteer, actors)
    names = _names(actors)
    common = _common([*names.values(), *title_names])
    sentences = [(number, sentence.start, sentence.end) for number, sentence in enumerate(doc.sents)]
    lengths = [sum(len(pieces_of(doc[i].text)) for i in range(start, end)) for _, start, end in sentences]
    quoted = _quoted(doc)
    position = 0
    while position < len(sentences):
        stop, size = position, 0
        while stop < len(sentences) and (stop == position or size + lengths[stop] <= MAIN):
            size += lengths[stop]
            stop += 1
        start = position
        room = BEFORE
        while start > 0 and lengths[start - 1] <= room:
            start -= 1
            room -= lengths[start]
        before, main = sentences[start:position], sentences[position:stop]
        yield _window(doc, actors, before, main, title, title_names, names, common, quoted)
        position = stop


def _window(
    doc: Doc, actors: Actors, before: Sequence[tuple[int, int, int]], main: Sequence[tuple[int, int, int]],
    title: Sequence[str], title_names: Sequence[Named], names: dict[int, Named], common: tuple[tuple[str, float], ...],
    quoted: frozenset[int],
) -> Window:  # fmt: skip
    offset = (before or main)[0][1]
    end = main[-1][2]
    first = len(title)
    move = first - offset
    words = [*title, *(doc[i].text for i in range(offset, end))]
    candidates = tuple(
        candidate
        for _, start, stop in main
        for i in range(start, stop)
        if (candidate := _candidate(actors, doc[i], move, i in quoted)) is not None
    )
    named = [*title_names]
    seen: set[tuple[int, int]] = set()
    for i in range(offset, end):
        name = names.get(i)
        if name is not None and (name.start, name.end) not in seen and offset <= name.start and name.end <= end:
            seen.add((name.start, name.end))
            named.append(Named(name.start + move, name.end + move, name.code, name.entity, name.kind))
    numbered = tuple((number, start + move, stop + move) for number, start, stop in main)
    return Window(tuple(words), first, offset, numbered, candidates, tuple(named), common)


def _candidate(actors: Actors, token: Token, move: int, quoted: bool) -> Candidate | None:
    if (
        not is_phrase_head(token)
        and token.i not in actors.names
        and not (is_personal_pronoun(token) or is_wh_pronoun(token))
    ):
        return None
    phrase: Phrase | None = actors.at(token)
    kind: str
    entities: tuple[Entity, ...]
    inner = actors.names.get(token.i)
    if inner is not None and inner[0].root.i != token.i and phrase is None:
        return None  # a name is headed by one of its words
    if phrase is not None and phrase.entities:
        start, end, kind, entities = phrase.start, phrase.end, phrase.kind, phrase.entities
    else:
        start, end = phrase_span(actors.doc, token, actors)
        kind, entities = "none", ()
    start, end = max(min(start, token.i), token.sent.start), min(max(end, token.i + 1), token.sent.end)
    relation, word_class = relation_label(token), part_of_speech(token)
    return Candidate(
        token.i + move, start + move, end + move, kind, tuple(code_of(entity) for entity in entities), entities,
        relation if relation in DEPENDENCIES else "other", word_class if word_class in POS else "OTHER",
        is_plural_noun(token) or token.lower_ in {"they", "them", "their", "we", "us", "our"}, quoted,
    )  # fmt: skip


def _names(actors: Actors) -> dict[int, Named]:
    found = {}
    for i, (span, name) in actors.names.items():
        found[i] = Named(span.start, span.end, code_of(name.entity), name.entity, name.kind)
    return found


def _title(text: str, gazetteer: Gazetteer, actors: Actors) -> tuple[list[str], list[Named]]:
    """Words of a title, as many as a window has room for, and the names among them, longest first."""
    words: list[str] = []
    size = 0
    if not text:
        return [], []
    for token in _tokenizer().make_doc(text):
        size += len(pieces_of(token.text))
        if size > TITLE:
            break
        if not token.is_space:
            words.append(token.text)
    named: list[Named] = []
    position = 0
    while position < len(words):
        for length in range(min(5, len(words) - position), 0, -1):
            name = " ".join(words[position : position + length])
            readings = gazetteer.lookup(name, date=actors.date) if name[:1].isupper() else ()
            if readings:
                entity = readings[0].entity
                named.append(Named(position, position + length, code_of(entity), entity, readings[0].kind, title=True))
                position += length - 1
                break
        position += 1
    return words, named


@cache
def _tokenizer() -> Language:
    """Splits titles into words, and no more."""
    return spacy.blank("en")


def _common(names: Sequence[Named]) -> tuple[tuple[str, float], ...]:
    distinct = {(name.start, name.end, name.title): name.code for name in names}
    counts = Counter(distinct.values())
    total = sum(counts.values()) or 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((code, number / total) for code, number in ranked[:4])


def _quoted(doc: Doc) -> frozenset[int]:
    return frozenset(i for start, end in quotations(doc) for i in range(start, end))
