"""Mentions that only the trained reader finds: common nouns, strangers and references, with the state they belong to.

Names with an identity keep it. Whom the rules left alone, or resolved to another state than the network is sure of,
gets the state that the network chose among those named near it; where two are equally good, nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.gazetteer.index import Gazetteer
from kg.gazetteer.names import citizen_entity
from kg.gazetteer.roles import role_entity, with_role
from kg.gazetteer.sector_words import sector_words
from kg.gazetteer.word_lists import no_actors, partitives
from kg.mentions.document import Actors
from kg.mentions.link import mentions_of, register_extensions
from kg.mentions.person_names import is_person_name, whole_name
from kg.mentions.persons import is_namesake
from kg.mentions.phrase import Phrase, name_span
from kg.mentions.reference import refers_back
from kg.mentions.role_nouns import role_noun
from kg.model import Article, Entity, MentionKind
from kg.reader.again import named_again, referring
from kg.reader.codes import code_of
from kg.reader.features import Key
from kg.reader.labels import PLOVER_SECTORS
from kg.reader.network import load_network
from kg.reader.scoring import ReadWindow, Scored, read_windows
from kg.resources import BASE
from kg.slug import slugify
from kg.syntax.relations import is_direct_argument
from kg.syntax.words import (
    is_adjective,
    is_number,
    is_personal_pronoun,
    is_plural_common_noun,
    is_pronoun,
    is_proper_noun,
    is_referring_word,
    is_standing_pronoun,
)

NEW = 0.15
"""Probability of taking part in a claim from which a word that the rules left alone is a mention."""
NEW_THING = 0.35
"""The same of a word that often means no actor: "it", "flight"."""
NEW_PLACE, NEW_DOER = 0.5, 0.4
"""The same of a place, where something only happened, and of a deed or thing, behind which somebody stands at most; the
second where the word is a verb's own subject or object ("a bomb kills", "seized villages").
"""
NEW_PERSON, PLAIN = 0.03, 0.9
"""The same of who can't but be somebody ("she", "officials", "Mendez"), where the state has at least the second."""
SURE = 0.4
"""Probability of its state from which a mention gets it."""
OVERRULE = 0.7
"""The same, where the rules said another."""
THINGS = frozenset({"it", "its", "itself"})
PLACES = frozenset({"GPE", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "DATE", "LANGUAGE"})
"""Labels of spaCy's named entities (OntoNotes 5) that are no actors, or are named by the gazetteer."""
EITHER, BOTH = 0.25, 0.75
"""Least probability of the second of two states, and of both together, for "the two countries"."""


@Language.factory("geopolitical_reader", requires=["doc._.actors"], assigns=["doc._.mentions"])
def create_reader(nlp: Language, name: str) -> MentionReader:
    """Entry point of the component; see :class:`MentionReader`."""
    return MentionReader()


class MentionReader:
    """Adds the network's mentions to ``doc._.actors``.

    ``doc.user_data["reader"]`` holds what the network made of each window, ``["mention_reasons"]`` why, by token.
    """

    def __init__(self) -> None:
        register_extensions()
        self.network = load_network()

    def __call__(self, doc: Doc) -> Doc:
        article = doc._.article or Article("", doc.text)
        read = read_windows(doc, article, self.network)
        doc.user_data["reader"] = read
        doc.user_data["mention_reasons"] = {}
        every = [(window, scored) for window in read for scored in window.mentions.values()]
        again = named_again(doc._.actors, [scored for _, scored in every])
        for window, scored in every:
            if not is_personal_pronoun(doc[scored.token]):
                _resolve(doc, window, again.get(scored.token, scored))
        for window, scored in every:
            if is_personal_pronoun(doc[scored.token]):
                _resolve(doc, window, referring(doc._.actors, scored))
        doc._.mentions = mentions_of(doc._.actors)
        return doc


def unsure_mentions(doc: Doc) -> Iterator[tuple[Token, tuple[tuple[str, float], ...]]]:
    """Mentions that take part in a claim and that no state could be told for, with the likeliest states."""
    for window in doc.user_data.get("reader", ()):
        for scored in window.mentions.values():
            token, share = doc[scored.token], scored.states[0][1] if scored.states else 0.0
            if scored.takes_part >= least_part(doc._.actors, token, share) and doc._.actors.at(token) is None:
                yield token, scored.states[:3]


def _resolve(doc: Doc, read: ReadWindow, scored: Scored) -> None:
    """Give a mention the state that the network chose, where that is better than what the rules said."""
    candidate = scored.candidate
    actors: Actors = doc._.actors
    token = doc[scored.token]
    codes = _chosen(actors, token, scored)
    if codes and len(own := _states_within(actors, token)) == 1:
        codes = own if own[0] in scored.keys else ()
    if candidate.fixed or not codes or set(codes) == set(candidate.codes):
        return
    if is_proper_noun(token) and len(name_span(token)) == 1 and is_namesake(actors, token):
        return
    found = [_entity(actors, token, code, scored.keys[code], scored, read) for code in codes]
    entities = tuple(dict.fromkeys(entity for entity, _ in found if entity is not None))
    if not entities:
        return
    start, end = read.window.token(candidate.start), read.window.token(candidate.end)
    actors.phrases[token.i] = Phrase(token.i, start, end, found[0][1], entities, plural=candidate.plural)
    shares = dict(scored.states)
    told = ", ".join(f"of {code} by {_words(read, scored.keys[code])} ({shares.get(code, 0.0):.2f})" for code in codes)
    doc.user_data["mention_reasons"][token.i] = f"learned: {told}, takes part in a claim ({scored.takes_part:.2f})"


def _chosen(actors: Actors, token: Token, scored: Scored) -> tuple[str, ...]:
    """The codes that a mention gets: one, two for "both countries", none where it is unsure or takes no part."""
    if not scored.states:
        return ()
    code, share = scored.states[0]
    if not scored.candidate.codes and scored.takes_part < least_part(actors, token, share):
        return ()
    if share >= (OVERRULE if scored.candidate.codes else SURE):
        return (code,)
    if not scored.candidate.codes and _means_several(token) and len(scored.states) > 1:
        other, second = scored.states[1]
        if second >= EITHER and share + second >= BOTH:
            return code, other
    return ()


def least_part(actors: Actors, token: Token, share: float) -> float:
    """Probability of taking part from which a word is a mention, by what it can mean; ``share`` is its state's."""
    if is_personal_pronoun(token):
        person = token.lower_ not in THINGS
    elif is_proper_noun(token):
        person = token.ent_type_ == "PERSON"
        if not person:
            return NEW_PLACE if token.ent_type_ in PLACES and not is_direct_argument(token) else NEW
    else:
        noun = token.lemma_.lower()
        if noun in no_actors() or (is_adjective(token) and not any(token.lefts)):
            return NEW_DOER if is_direct_argument(token) else NEW_PLACE
        person = role_noun(actors.gazetteer, token)[0] is not None or noun in {"other", "people"}
        if not person and (is_number(token) or noun in partitives() | sector_words().carriers or refers_back(token)):
            return NEW
    if person:
        return NEW_PERSON if share >= PLAIN else NEW
    return NEW_THING


def _states_within(actors: Actors, token: Token) -> tuple[str, ...]:
    """Codes of the states in a name: "[Turkish] Airlines" are of no other, wherever they fly."""
    if not is_proper_noun(token):
        return ()
    readings = (actors.gazetteer.lookup(part.text) for part in name_span(token))
    return tuple(dict.fromkeys(code_of(one.entity) for one, *_ in filter(None, readings) if one.kind == "demonym"))


def _means_several(token: Token) -> bool:
    """ "They", "both", "the two leaders", "the countries"."""
    if token.lower_ in {"they", "them", "their", "both"}:
        return True
    marks = {child.lower_ for child in token.lefts}
    return is_plural_common_noun(token) and bool(
        marks & {"two", "both"} or (marks & {"the", "these"} and refers_back(token))
    )


def _words(read: ReadWindow, key: Key) -> str:
    return "the article as a whole" if key.virtual else repr(" ".join(read.window.words[key.start : key.end]))


def _entity(
    actors: Actors, token: Token, code: str, key: Key, scored: Scored, read: ReadWindow
) -> tuple[Entity | None, MentionKind]:
    """Who a mention of a state or body is: the one referred to, a person, or those of the state in a sector."""
    owner = entity_of_code(actors.gazetteer, code, read)
    if owner is None or _is_beside(token, key, read):
        return None, "reference"
    if is_referring_word(token) or is_pronoun(token):
        return _antecedent(actors, key, read) or owner, "reference"
    sector = PLOVER_SECTORS.get(scored.sector, scored.sector)
    if is_proper_noun(token) and token.i not in actors.names:
        if token.ent_type_ == "PERSON":
            person = person_named(actors, token, owner, code, sector, told=not (key.title or key.virtual))
            if person is not None:
                return person, "person"  # else one of the state's people, whose name is unsure
        name = name_span(token).text
        if token.ent_type_ == "ORG" and owner.country:
            iri = f"{BASE}organisation/{owner.country.lower()}-{slugify(name)}"
            return Entity(iri, name, "Organisation", owner.country, sector, owner.id), "name"
    role, _ = role_noun(actors.gazetteer, token)
    if role is not None:
        return with_role(owner, role), "role"
    if owner.type in {"Country", "Territory"}:
        return role_entity(owner, sector), "role"
    return owner, "role"


def person_named(actors: Actors, token: Token, owner: Entity, code: str, sector: str, *, told: bool) -> Entity | None:
    """The person of a state whose name a token belongs to; a stranger needs two words and ``told``.

    ``told`` is whether the state stands beside the name, and not in the title of the article or nowhere.
    """
    name = whole_name(actors, name_span(token))
    known = _known(actors, name.text, code)
    if known is not None:
        return known
    if not told or not owner.country or len(name.text.split()) < 2 or not is_person_name(actors, name):
        return None
    part_of = owner.id if sector == "GOV" else None
    return replace(citizen_entity(name.text, owner.country), sector=sector, part_of=part_of)


def _known(actors: Actors, name: str, code: str) -> Entity | None:
    """Whom the text or, in full, the gazetteer knows by a name as one of a state or body."""
    person = actors.people.get(name.lower())
    if person is None and " " in name:
        holders = {one.person.id: one.person for one in actors.gazetteer.holders(name, date=actors.date)}
        person = next(iter(holders.values())) if len(holders) == 1 else None
    return person if person is not None and code_of(person) == code else None


def _is_beside(token: Token, key: Key, read: ReadWindow) -> bool:
    """True for a pronoun with the words that would say who it is as another argument of its verb.

    "They attacked Sudan" does not say that Sudan did (principle B of binding, Chomsky 1981).
    """
    if not is_standing_pronoun(token) or token.lower_.endswith(("self", "selves")) or key.virtual or key.title:
        return False
    other = token.doc[read.window.token(key.start) : read.window.token(key.end)].root
    return other.head.i == token.head.i and is_direct_argument(other) and is_direct_argument(token)


def entity_of_code(gazetteer: Gazetteer, code: str, read: ReadWindow) -> Entity | None:
    """The state with a code, or the body that is named in the window."""
    if len(code) == 3 and code in gazetteer.countries:
        return gazetteer.country(code)
    for named in read.window.named:
        if named.code == code:
            return named.entity
    return next((e for c in read.window.candidates for e in c.entities if code_of(e) == code), None)


def _antecedent(actors: Actors, key: Key, read: ReadWindow) -> Entity | None:
    """The actor whom the words of a key mean."""
    if key.virtual or key.title:
        return None
    for named in read.window.named:
        if named.start == key.start and named.end == key.end:
            return named.entity if named.kind in {"name", "person"} else None
    phrase = actors.phrases.get(read.window.token(key.start))
    return phrase.entities[0] if phrase and len(phrase.entities) == 1 else None
