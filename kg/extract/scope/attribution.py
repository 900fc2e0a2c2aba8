"""Attribution: who says so. The innermost speaker counts ("Kyiv says Moscow admitted" is Moscow's word)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.predicate import Predicate, in_document, is_passive, named_ways, verb_lemmas
from kg.extract.scope.polarity import dismisses, is_disbelieved, negative_predicate
from kg.extract.scope.surroundings import clause_mark, way_up
from kg.extract.subjects import subjects
from kg.mentions.noun_phrase import Actors, Phrase
from kg.mentions.turns import heads_turn, speaker_of_turn, turn_of
from kg.model import Entity
from kg.syntax.relations import (
    is_adverbial_clause,
    is_clausal_complement,
    is_complement_clause,
    is_conjunct,
    is_direct_object,
    is_loose_clause,
    is_negation,
    is_nominal_subject,
    is_open_complement,
    is_passive_agent,
    is_possessor,
    is_preposition,
    is_prepositional_object,
    is_source,
    is_subject,
)
from kg.syntax.words import is_common_noun, is_ing_form, is_pronoun, is_verb, is_verbal

VIEWS = frozenset({"view", "opinion", "word", "words", "account", "eye", "telling", "reckoning"})
TEMPORAL_MARKS = frozenset({"before", "after", "since", "when", "until", "till", "once"})
"""What such a clause says is taken for granted, in the article's own voice."""


def speaker(predicate: Predicate, actors: Actors) -> Entity | None:
    """Who says it, or None for the article's own voice and for speakers that could not be resolved."""
    lexicon = load_lexicon()
    above = list(_speakers_above(predicate, actors, lexicon))
    # a denial is the word of the one who denies, whoever made the claim that is denied
    unsaying = lexicon.denying_verbs | lexicon.dismissing_verbs
    denied = [(verb, who) for verb, who in above if named_ways(verb) & unsaying]
    for _, who in [*denied, *above][:1]:
        for token in who:
            phrase = speaking_phrase(actors, token)
            if phrase:
                return phrase.entities[0]
        return None
    return (
        _according_to(predicate, actors)
        or _headline_speaker(predicate.token, actors)
        or quoted_speaker(predicate.token, actors)
        or turn_speaker(predicate.token, actors)
    )


def turn_speaker(token: Token, actors: Actors) -> Entity | None:
    """Who is named before these words in a transcript."""
    turn = turn_of(token)
    if turn is None or not heads_turn(actors, turn, token):
        return None
    phrase = speaker_of_turn(actors, turn)
    return phrase.entities[0] if phrase else None


def unsaid(predicate: Predicate) -> bool:
    """True below a speech verb that is itself denied: "Ghana did not say that …" claims nothing."""
    lexicon = load_lexicon()
    for step in way_up(predicate):
        if step.below is None or step.link != "complement" or not is_verb(step.token):
            continue
        if step.token.lemma_ in {"say", "claim", "confirm", "report", "announce", "allege", "mention", "comment"}:
            if any(map(is_negation, step.token.children)) and is_clausal_complement(step.below):
                return step.token.lemma_ in lexicon.reporting_verbs
    return False


def _speakers_above(predicate: Predicate, actors: Actors, lexicon: Lexicon) -> Iterator[tuple[Token, list[Token]]]:
    """Reporting words above the predicate, innermost first, with the heads of their subjects."""
    for step in way_up(predicate):
        if step.below is None:
            yield from _parenthetical(step.token, lexicon)
            continue
        if step.link == "adverbial" and clause_mark(step.below) in TEMPORAL_MARKS:
            return
        token = step.token
        names = set(verb_lemmas(token)) if is_verbal(token) else set()
        if names and is_disbelieved(token, lexicon):
            continue  # "falsely claimed": the article says that it is not so
        if names & lexicon.reporting_verbs and step.link == "complement":
            if is_open_complement(step.below) and not names & lexicon.speaking_for_oneself:
                if not (is_ing_form(step.below) or names & {"say", "report", "believe", "accuse", "allege"}):
                    continue
            who = subject_of_speech(token, lexicon)
            if who:
                yield token, who
                continue
        if names & {"admit", "confess"} and step.link == "preposition" and step.below.lower_ == "to":
            yield token, subject_of_speech(token, lexicon)
            continue
        if names & {"accuse", "suspect", "blame", "charge", "cite", "condemn", "criticize", "criticise", "denounce"}:
            if step.link == "preposition" or (step.link == "object" and "cite" in names):
                who = subject_of_speech(token, lexicon)
                if who:
                    yield token, who
                    continue
        if (names & lexicon.denying_verbs and step.link == "object") or (names and dismisses(step)):
            who = subject_of_speech(token, lexicon)
            if who:
                yield token, who
                continue
        reports = is_common_noun(token) and token.lemma_.lower() in lexicon.reporting_nouns
        belied = reports and is_nominal_subject(token) and negative_predicate(token.head, token, lexicon)
        if reports and step.link == "complement" and not in_document(step.below) and not belied:
            owners = [phrase.head for phrase in actors.owners(token)]
            if owners:
                yield token, [token.doc[owners[0]]]
                continue
        for verb, who in _parenthetical(token, lexicon):
            if not _begins_after(step.below, verb):
                yield verb, who


def _begins_after(clause: Token, speech: Token) -> bool:
    """ "Togo shelled Benin, Mali said, and Niger left": the last is a statement of its own."""
    own = (is_adverbial_clause(clause) or is_conjunct(clause)) and any(map(is_subject, clause.lefts))
    return own and clause.left_edge.i > speech.i and not in_quotation(clause)


def in_quotation(token: Token) -> bool:
    """True between double quotation marks."""
    return _quotation_around(token) is not None


def _quotation_around(token: Token) -> tuple[int, int] | None:
    ranges = quotations(token.doc)
    if not ranges:
        return None
    start, end = ranges[max(bisect_left(ranges, (token.i, 0)) - 1, 0)]
    return (start, end) if start < token.i < end else None


def subject_of_speech(verb: Token, lexicon: Lexicon) -> list[Token]:
    """Heads of who speaks, also where the verb is passive."""
    if is_passive(verb):
        return [
            inner
            for child in verb.children
            if is_passive_agent(child)
            for inner in child.children
            if is_prepositional_object(inner)
        ]
    return subjects(verb, lexicon)


def _parenthetical(token: Token, lexicon: Lexicon) -> Iterator[tuple[Token, list[Token]]]:
    """ "…, officials said, …" where the parser hangs the speech verb below what is said."""
    for child in token.children:
        if is_loose_clause(child) and is_verb(child) and child.lemma_.lower() in (
            lexicon.reporting_verbs
        ):  # fmt: skip
            who = list(filter(is_nominal_subject, child.children))
            content = [part for part in child.children if is_direct_object(part) or is_complement_clause(part)]
            if (
                who
                and not content
                and all(not is_pronoun(part) or part.lower_ not in {"that", "which"} for part in who)
            ):
                yield child, who


def speaking_phrase(actors: Actors, token: Token) -> Phrase | None:
    """The actor that a speaker's head names or belongs to."""
    phrase = actors.at(token)
    if phrase:
        return phrase
    owners = actors.within(token)
    return owners[0] if owners else None


def _according_to(predicate: Predicate, actors: Actors) -> Entity | None:
    """The source of "according to", "per", "in X's view" or "as X put it", wherever in the sentence it stands."""
    for token in predicate.token.sent:
        sources: list[Token] = []
        if token.lower_ == "according":
            sources = [inner for child in token.children if child.lower_ == "to" for inner in child.children]
        elif token.lower_ == "per" and is_preposition(token):
            sources = list(token.children)
        elif token.lemma_ in VIEWS and is_prepositional_object(token) and token.head.lower_ in {"in", "by"}:
            sources = list(filter(is_possessor, token.lefts))
        elif (
            is_adverbial_clause(token)
            and token.lemma_ in {"put", "say", "claim", "describe"}
            and clause_mark(token) == "as"
        ):
            sources = list(filter(is_nominal_subject, token.lefts))
        for source in sources:
            if is_source(source):
                phrase = speaking_phrase(actors, source)
                return phrase.entities[0] if phrase else None
    return None


def _headline_speaker(token: Token, actors: Actors) -> Entity | None:
    """ "Kremlin: …" at the head of a sentence without a verb before the colon, or "…: minister" at its end."""
    sentence = token.sent
    colons = [part for part in sentence if part.text == ":"] or [
        part for part in sentence if part.text in {"-", "–", "—"} and part.whitespace_ and part.i > sentence.start
        and sentence.doc[part.i - 1].whitespace_
    ]  # fmt: skip
    if len(colons) != 1:
        return None
    colon = colons[0]
    before, after = sentence.doc[sentence.start : colon.i], sentence.doc[colon.i + 1 : sentence.end]
    for side in (before, after):
        if not 0 < len(side) <= 6 or side.start <= token.i < side.end:
            continue
        if any(map(is_verbal, side)):
            continue
        for part in reversed(list(side)):
            phrase = actors.at(part)
            if phrase:
                return phrase.entities[0]
    return None


def quoted_speaker(token: Token, actors: Actors) -> Entity | None:
    """The speaker of the direct quotation around a word, which may run over several sentences."""
    doc = token.doc
    around = _quotation_around(token)
    if around is None:
        return None
    start, end = around
    for place in dict.fromkeys([doc[end - 1].sent.start, doc[start].sent.start, doc[start].sent.start - 1]):
        if place >= 0:
            found = _speech_in(doc[place].sent, actors, start, end)
            if found:
                return found
    return None


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between double quotation marks. A mark without a partner ends with its paragraph."""
    cached = doc.user_data.get("quotations")
    if cached is not None:
        return cached  # type: ignore[no-any-return]
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for token in doc:
        if token.is_space and "\n" in token.text:
            opened = None
        elif token.text in {"“", "``"} or (token.text == '"' and opened is None):
            opened = token.i
        elif token.text in {"”", "''", '"'} and opened is not None:
            found.append((opened, token.i + 1))
            opened = None
    doc.user_data["quotations"] = found
    return found


def _speech_in(sentence: Span, actors: Actors, start: int, end: int) -> Entity | None:
    lexicon = load_lexicon()
    for token in sentence:
        if start <= token.i < end:
            continue
        if is_verb(token) and token.lemma_.lower() in lexicon.reporting_verbs:
            for who in subjects(token, lexicon):
                phrase = speaking_phrase(actors, who)
                if phrase:
                    return phrase.entities[0]
    return None
