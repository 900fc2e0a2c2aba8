"""Attribution: who says so. The innermost speaker counts ("Kyiv says Moscow admitted" is Moscow's word)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.arguments import Predicate, in_document, is_passive, subjects, verb_lemmas
from kg.extract.operators import Operators, load_operators
from kg.extract.polarity import is_disbelieved, negative_predicate
from kg.extract.surroundings import clause_mark, way_up
from kg.mentions.noun_phrase import Actors, Phrase
from kg.model import Entity

VIEWS = frozenset({"view", "opinion", "word", "words", "account", "eye", "telling", "reckoning"})
TEMPORAL_MARKS = frozenset({"before", "after", "since", "when", "until", "till", "once"})
"""What such a clause says is taken for granted, in the article's own voice."""


def speaker(predicate: Predicate, actors: Actors) -> Entity | None:
    """Who says it, or None for the article's own voice and for speakers that could not be resolved."""
    operators = load_operators()
    above = list(_speakers_above(predicate, actors, operators))
    # a denial is the word of the one who denies, whoever made the claim that is denied
    denied = [(verb, who) for verb, who in above if set(verb_lemmas(verb)) & operators.denying_verbs]
    for _, who in [*denied, *above][:1]:
        for token in who:
            phrase = speaking_phrase(actors, token)
            if phrase:
                return phrase.entities[0]
        return None
    return _according_to(predicate, actors) or _headline_speaker(predicate.token, actors) or _quoted(predicate, actors)


def unsaid(predicate: Predicate) -> bool:
    """True below a speech verb that is itself denied: "Ghana did not say that …" claims nothing."""
    operators = load_operators()
    for step in way_up(predicate):
        if step.below is None or step.link != "complement" or step.token.pos_ != "VERB":
            continue
        if step.token.lemma_ in {"say", "claim", "confirm", "report", "announce", "allege", "mention", "comment"}:
            if any(child.dep_ == "neg" for child in step.token.children) and step.below.dep_ == "ccomp":
                return step.token.lemma_ in operators.reporting_verbs
    return False


def _speakers_above(predicate: Predicate, actors: Actors, operators: Operators) -> Iterator[tuple[Token, list[Token]]]:
    """Reporting words above the predicate, innermost first, with the heads of their subjects."""
    for step in way_up(predicate):
        if step.below is None:
            yield from _parenthetical(step.token, operators)
            continue
        if step.link == "adverbial" and clause_mark(step.below) in TEMPORAL_MARKS:
            return
        token = step.token
        names = set(verb_lemmas(token)) if token.pos_ in {"VERB", "AUX"} else set()
        if names and is_disbelieved(token, operators):
            continue  # "falsely claimed": the article says that it is not so
        if names & operators.reporting_verbs and step.link == "complement":
            if step.below.dep_ == "xcomp" and not names & operators.speaking_for_oneself:
                if not (step.below.tag_ == "VBG" or names & {"say", "report", "believe", "accuse", "allege"}):
                    continue
            who = subject_of_speech(token, operators)
            if who:
                yield token, who
                continue
        if names & {"admit", "confess"} and step.link == "preposition" and step.below.lower_ == "to":
            yield token, subject_of_speech(token, operators)
            continue
        if names & {"accuse", "suspect", "blame", "charge", "cite", "condemn", "criticize", "criticise", "denounce"}:
            if step.link == "preposition" or (step.link == "object" and "cite" in names):
                who = subject_of_speech(token, operators)
                if who:
                    yield token, who
                    continue
        if names & operators.denying_verbs and step.link == "object":
            who = subject_of_speech(token, operators)
            if who:
                yield token, who
                continue
        reports = token.pos_ == "NOUN" and token.lemma_.lower() in operators.reporting_nouns
        belied = reports and token.dep_ == "nsubj" and negative_predicate(token.head, token, operators)
        if reports and step.link == "complement" and not in_document(step.below) and not belied:
            owners = [phrase.head for phrase in actors.owners(token)]
            if owners:
                yield token, [token.doc[owners[0]]]
                continue
        for verb, who in _parenthetical(token, operators):
            if not _begins_after(step.below, verb):
                yield verb, who


def _begins_after(clause: Token, speech: Token) -> bool:
    """ "Togo shelled Benin, Mali said, and Niger left": the last is a statement of its own."""
    own = clause.dep_ in {"conj", "advcl"} and any(child.dep_ in {"nsubj", "nsubjpass"} for child in clause.lefts)
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


def subject_of_speech(verb: Token, operators: Operators) -> list[Token]:
    """Heads of who speaks, also where the verb is passive."""
    if is_passive(verb):
        return [
            inner
            for child in verb.children
            if child.dep_ == "agent"
            for inner in child.children
            if inner.dep_ == "pobj"
        ]
    return subjects(verb, operators)


def _parenthetical(token: Token, operators: Operators) -> Iterator[tuple[Token, list[Token]]]:
    """ "…, officials said, …" where the parser hangs the speech verb below what is said."""
    for child in token.children:
        if child.dep_ in {"parataxis", "ccomp", "dep"} and child.pos_ == "VERB" and child.lemma_.lower() in (
            operators.reporting_verbs
        ):  # fmt: skip
            who = [part for part in child.children if part.dep_ == "nsubj"]
            content = [part for part in child.children if part.dep_ in {"ccomp", "dobj", "xcomp"}]
            if who and not content and all(part.pos_ != "PRON" or part.lower_ not in {"that", "which"} for part in who):
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
        elif token.lower_ == "per" and token.dep_ == "prep":
            sources = list(token.children)
        elif token.lemma_ in VIEWS and token.dep_ == "pobj" and token.head.lower_ in {"in", "by"}:
            sources = [child for child in token.lefts if child.dep_ == "poss"]
        elif (
            token.dep_ == "advcl" and token.lemma_ in {"put", "say", "claim", "describe"} and clause_mark(token) == "as"
        ):
            sources = [child for child in token.lefts if child.dep_ == "nsubj"]
        for source in sources:
            if source.dep_ in {"pobj", "poss", "nsubj"}:
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
        if any(part.pos_ in {"VERB", "AUX"} for part in side):
            continue
        for part in reversed(list(side)):
            phrase = actors.at(part)
            if phrase:
                return phrase.entities[0]
    return None


def _quoted(predicate: Predicate, actors: Actors) -> Entity | None:
    """The speaker of a direct quotation that runs over several sentences."""
    doc = predicate.token.doc
    around = _quotation_around(predicate.token)
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
    operators = load_operators()
    for token in sentence:
        if start <= token.i < end:
            continue
        if token.pos_ == "VERB" and token.lemma_.lower() in operators.reporting_verbs:
            for who in subjects(token, operators):
                phrase = speaking_phrase(actors, who)
                if phrase:
                    return phrase.entities[0]
    return None
