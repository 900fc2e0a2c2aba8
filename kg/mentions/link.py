"""spaCy component ``geopolitical_actors``: who is named in a Doc, as ``doc._.actors`` and ``doc._.mentions``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.gazetteer.index import Gazetteer, Name, load_gazetteer
from kg.gazetteer.issuer import issuers
from kg.mentions.disambiguate import choose_reading
from kg.mentions.name_matcher import NameMatcher
from kg.mentions.noun_phrase import Actors, resolve
from kg.mentions.offices import note_offices
from kg.mentions.reference import refer, relational_nouns
from kg.model import Article, Mention, MentionKind
from kg.parse.letter_case import read_headlines


@Language.factory(
    "geopolitical_actors", assigns=["doc._.actors", "doc._.mentions"], requires=["token.dep", "token.pos", "doc.ents"]
)
def create_actor_linker(nlp: Language, name: str) -> ActorLinker:
    """Entry point of the component; see :class:`ActorLinker`."""
    linker = ActorLinker(nlp, load_gazetteer())
    read_headlines(nlp, linker.gazetteer)
    return linker


class ActorLinker:
    """Names from the gazetteer first (longest wins), then titles, roles, people and references around them."""

    def __init__(self, nlp: Language, gazetteer: Gazetteer) -> None:
        register_extensions()
        self.gazetteer = gazetteer
        loose = {name.text for name in gazetteer.names if not name.exact_case}
        self.exact = NameMatcher(nlp, {name.text for name in gazetteer.names if name.exact_case}, "ORTH")
        self.any_case = NameMatcher(nlp, loose, "LOWER")
        self.lower_case = frozenset(text for text in loose if text.islower())

    def __call__(self, doc: Doc) -> Doc:
        article: Article | None = doc._.article
        date = article.published if article else None
        doc.user_data["sentence_of"] = {
            token.i: number for number, sentence in enumerate(doc.sents) for token in sentence
        }
        doc.user_data["role_mentions"] = {}
        names: dict[int, tuple[Span, Name]] = {}
        found = [(span, self.gazetteer.lookup(span.text, date=date)) for span in self._spans(doc)]
        nearby = {country for _, readings in found if readings and (country := readings[0].entity.country)
                  and all(reading.entity.country == country for reading in readings)}  # fmt: skip
        behind_a_town = -1
        for span, readings in found:
            if span.start == behind_a_town:
                continue  # "Paris, [Texas]" is one place, and Texas does nothing there
            reading = choose_reading(span, readings, nearby)
            if reading is not None:
                behind_a_town = span.end + 1 if reading not in readings else -1
                names.update(dict.fromkeys(range(span.start, span.end), (span, reading)))
        actors = Actors(
            doc, self.gazetteer, date, names, resolve, refer=refer, relational=relational_nouns(),
            issuers=issuers(article, self.gazetteer),
        )  # fmt: skip
        note_offices(actors)
        doc._.actors = actors
        doc._.mentions = mentions_of(actors)
        return doc

    def _spans(self, doc: Doc) -> list[Span]:
        return filter_spans([span for span in [*self.exact(doc), *self.any_case(doc)] if self._is_name(span)])

    def _is_name(self, span: Span) -> bool:
        """Lower-case hits are words, not names ("turkey", "chad"), save where the gazetteer writes them so."""
        return any(character.isupper() for character in span.text) or span.text in self.lower_case


def mentions_of(actors: Actors) -> list[Mention]:
    """Every phrase of a document that means somebody, in order, one for each stretch of text."""
    mentions: dict[tuple[int, int], Mention] = {}
    reasons: dict[int, str] = actors.doc.user_data.get("mention_reasons", {})
    for token in actors.nouns():
        phrase = actors.at(token)
        if phrase is None or not phrase.entities:
            continue
        span = actors.doc[phrase.start : phrase.end]
        why = reasons.get(token.i, WHY[phrase.kind])
        mentions[(span.start_char, span.end_char)] = Mention(
            span.start_char, span.end_char, span.text, phrase.kind, phrase.entities, why
        )
    return [mentions[key] for key in sorted(mentions)]


WHY: dict[MentionKind, str] = {
    "name": "a name of the gazetteer",
    "demonym": "a people or an adjective of the gazetteer",
    "place": "a place of the gazetteer",
    "seat": "a seat of power of the gazetteer",
    "role": "a role noun with whose it is",
    "office": "an office with whose it is",
    "person": "a person known or introduced with an office",
    "reference": "refers back to who was spoken of",
}
"""What speaks for a mention of each kind that the rules resolved."""


def register_extensions() -> None:
    """``doc._.article`` (set by the caller, optional), ``doc._.actors``, ``doc._.mentions``, ``doc._.claims``."""
    for name, default in (("article", None), ("actors", None), ("mentions", None), ("claims", None)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
