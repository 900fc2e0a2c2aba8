"""From frame matches to claims: who, to whom, how far it holds, who says so, when, and how sure we are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from kg.extract.arguments import verb_predicate
from kg.extract.confidence import confidence
from kg.extract.fill import Filler
from kg.extract.frames import Frame, FrameIndex, load_frames
from kg.extract.lexicon import load_lexicon
from kg.extract.match import Match, Rejection, match_frames
from kg.extract.membership import may_belong, membership_modality
from kg.extract.noun_arguments import noun_predicate, supporting_verb
from kg.extract.predicate import Predicate, idioms, verb_lemmas
from kg.extract.resolve import HOME, STATE_TYPES
from kg.extract.scope.attribution import speaker, unsaid
from kg.extract.scope.dates import claim_date
from kg.extract.scope.denials import denied_claims
from kg.extract.scope.fiction import imagined
from kg.extract.scope.modality import modality
from kg.extract.scope.polarity import is_denied_outright, is_stopped, polarity
from kg.extract.scope.reported import is_reported
from kg.extract.scope.surroundings import clause_mark
from kg.gazetteer.roles import role_entity
from kg.mentions.noun_phrase import Actors, Office, Phrase
from kg.mentions.reference import other_owner
from kg.model import Article, Claim, Entity, Evidence, Modality, Polarity
from kg.parse import original_place
from kg.partial_date import PartialDate
from kg.syntax.relations import is_adjectival_complement, is_adverbial_clause, is_numeral_modifier, is_premodifier
from kg.syntax.walks import is_infinitive
from kg.syntax.words import is_noun, is_possessive_pronoun, is_verbal
from kg.vocabulary import Vocabulary, announced_type, load_vocabulary

AGENT_NOUNS = frozenset({"member", "ally"})
"""Nouns that say their relation even in front of a name: "NATO member Montenegro"."""
SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"})
"""PLOVER types that are done by saying something."""


@dataclass(slots=True)
class Trace:
    """What was tried on a document, for ``kg explain``."""

    predicates: list[Predicate] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    dropped: list[tuple[Match, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim together with what it was made from, so that weaker doubles can be dropped."""

    claim: Claim
    match: Match
    real: bool = True
    """False for what is not said, or happens in a fiction."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that a frame makes, with the token of its trigger; ``kept`` is False for what the frames refused.

    Refused is what is unsaid, imagined, or said by another word: whoever reads further must not find it again.
    """

    claim: Claim
    trigger: int
    kept: bool
    outright: bool
    """True where what denies it is said of the trigger itself."""


def claims_of(doc: Doc, article: Article, *, trace: Trace | None = None) -> list[Claim]:
    """All claims of a parsed document with ``doc._.actors``, in text order, without doubles.

    What each frame told, refused or not, is left in ``doc.user_data["told"]`` (:class:`Told`).
    """
    actors: Actors = doc._.actors
    drafts: list[_Draft] = []
    for predicate, frames in predicates(doc, load_frames()):
        if trace:
            trace.predicates.append(predicate)
        for outcome in match_frames(predicate, frames, actors):
            if isinstance(outcome, Rejection):
                if trace:
                    trace.rejections.append(outcome)
                continue
            if trace:
                trace.matches.append(outcome)
            drafts.extend(_drafts(outcome, article, actors))
    kept, refused = _without_weaker([draft for draft in drafts if draft.real], trace)
    refused += [draft for draft in drafts if not draft.real]
    doc.user_data["told"] = [
        Told(draft.claim, draft.match.predicate.token.i, keeps, _is_outright(draft))
        for group, keeps in ((kept, True), (refused, False))
        for draft in group
    ]  # fmt: skip
    claims = [draft.claim for draft in kept]
    claims.extend(denied_claims([(draft.claim, draft.match.predicate.token) for draft in kept], actors, article))
    claims.extend(_office_claim(office, article, doc) for office in actors.offices)
    unique = {claim.id: claim for claim in claims}
    return sorted(
        unique.values(), key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.relation, claim.id)
    )


def _is_outright(draft: _Draft) -> bool:
    return draft.claim.polarity == "negated" and is_denied_outright(draft.match.predicate)


def predicates(doc: Doc, frames: FrameIndex) -> Iterator[tuple[Predicate, list[Frame]]]:
    """Words that some frame is triggered by, with their roles filled, and the frames to try."""
    for token in doc:
        if is_verbal(token) and not _only_enables(token):
            named = next((frames.verbs[name] for name in verb_lemmas(token) if name in frames.verbs), ())
            known = [*(frame for name in idioms(token) for frame in frames.verbs.get(name, ())), *named]
            if known:
                yield verb_predicate(token), list(dict.fromkeys(known))
        if is_noun(token):
            lemma = token.lemma_.lower()
            found = _noun_frames(token, lemma, frames)
            modifies = is_premodifier(token) and lemma not in AGENT_NOUNS
            if found and not modifies and not _is_name(doc, token):
                yield noun_predicate(token), found
        elif (
            is_adjectival_complement(token) and token.lower_ in frames.adjectives
        ):  # some parses take "concerned" for a verb
            yield _adjective_predicate(token), list(frames.adjectives[token.lower_])


def _only_enables(token: Token) -> bool:
    """ "Opened the bridge to allow deliveries" concedes nothing: it says what the opening is for."""
    enabling = token.lemma_.lower() in load_lexicon().enabling_verbs
    return enabling and is_adverbial_clause(token) and is_infinitive(token)


def _noun_frames(token: Token, lemma: str, frames: FrameIndex) -> list[Frame]:
    """Frames of a noun; one of two words ("air strike") goes before one of one."""
    found: list[Frame] = []
    if token.i > 1 and token.nbor(-1).text == "-":  # "build-up", "cease-fire"
        found.extend(frames.nouns.get(f"{token.doc[token.i - 2].lower_}-{lemma}", ()))
    if token.i > 0:
        found.extend(frames.nouns.get(f"{token.doc[token.i - 1].lower_} {lemma}", ()))
    found.extend(frame for frame in frames.nouns.get(lemma, frames.nouns.get(token.lower_, ())) if frame not in found)
    return found


def _is_name(doc: Doc, token: Token) -> bool:
    """True where the word is part of an actor's name ("Peace Accord Party")."""
    return token.i in doc._.actors.names


def _adjective_predicate(token: Token) -> Predicate:
    verb = verb_predicate(token.head)
    own = verb_predicate(token)
    roles = {**verb.roles, **{role: tokens for role, tokens in own.roles.items() if role != "agent"}}
    return Predicate(token, token.lower_, "adjective", roles)


def _is_pledge(predicate: Predicate) -> bool:
    """ "Pledged howitzers": a promise of what is given, in the verb that gives it."""
    lexicon = load_lexicon()
    words = set(verb_lemmas(predicate.token)) if predicate.kind == "verb" else set()
    return bool(words & lexicon.planning_verbs & lexicon.speaking_for_oneself)


def _drafts(match: Match, article: Article, actors: Actors) -> Iterator[_Draft]:
    predicate = match.predicate
    spoken = match.frame.plover in SPEECH
    said = polarity(predicate, spoken=spoken and predicate.kind == "noun")
    how = modality(predicate, spoken=spoken or match.frame.plover == "PROTEST")
    if how == "actual" and match.frame.plover == "AID" and _is_pledge(predicate):
        how = "planned"
    if said == "negated" and is_stopped(predicate):
        ending = load_vocabulary().relations[match.frame.relation].when_stopped
        if ending is not None:
            said, match = "affirmed", _as_ending(match, ending)
    if said == "negated" and how == "planned":
        how = "actual"  # "will not supply" denies, it does not plan
    real = not (unsaid(predicate) or imagined(predicate, load_vocabulary().relations[match.frame.relation].quad))
    who = speaker(predicate, actors)
    when = claim_date(predicate, article.published, how, spoken=spoken)
    deed = said == "affirmed" and how == "actual" and match.frame.plover is not None
    reported = not deed or is_reported(predicate)
    vocabulary = load_vocabulary()
    quad = vocabulary.relations[match.frame.relation].quad
    symmetric = vocabulary.relations[match.frame.relation].symmetric
    done: set[frozenset[str]] = set()
    for subject, object_ in _pairs(match):
        if object_.role == HOME and how in {"possible", "demanded"}:
            continue  # nobody named, and nothing done
        for source in subject.phrase.entities:
            for target in object_.phrase.entities:
                if object_.role == HOME and source.type in STATE_TYPES and match.frame.plover == "PROTEST":
                    continue  # a state that protests does not demonstrate at home
                if object_.role == HOME and source.id == target.id:
                    source = role_entity(source, "GOV")  # "Iraq imposed martial law" on itself
                if _is_own(source, target, object_.phrase, actors.doc) and quad == "materialConflict":
                    target = _of_other(actors, object_.phrase, source) or target
                domestic = quad == "materialConflict" or match.frame.plover == "CONCEDE" or object_.role == HOME
                if source.id == target.id or (not domestic and _belongs(source, target, object_.phrase, actors.doc)):
                    continue
                if _once(source, target, match, done, symmetric):
                    continue
                so = how
                if match.frame.relation == "memberOf":
                    if not may_belong(match, source, target):
                        continue
                    so = membership_modality(match, source, target, article, how) if said == "affirmed" else how
                claim = _claim(
                    match, subject, source, object_, target, article, actors.doc, said, so, who, when, vocabulary
                )
                claim = claim if reported else replace(claim, reported=False)
                yield _Draft(claim, match, real)


def _as_ending(match: Match, relation: str) -> Match:
    """The same match under the relation that says its end."""
    frame = replace(match.frame, relation=relation, plover=load_vocabulary().relations[relation].plover)
    return replace(match, frame=frame)


def _belongs(source: Entity, target: Entity, phrase: Phrase, doc: Doc) -> bool:
    """True where nothing is said between two actors: a person and their state, or a state and "its own" army."""
    if source.type == "Person" or target.type == "Person":
        return source.part_of == target.id or target.part_of == source.id
    return _is_own(source, target, phrase, doc)


def _is_own(source: Entity, target: Entity, phrase: Phrase, doc: Doc) -> bool:
    """ "Its army", where "its" was taken for the subject's."""
    own = any(map(is_possessive_pronoun, doc[phrase.start : phrase.end]))
    return own and source.country is not None and source.country == target.country


def _of_other(actors: Actors, phrase: Phrase, source: Entity) -> Entity | None:
    """Whose it is instead, where harm is done to it and nobody says "own"."""
    words = actors.doc[phrase.start : phrase.end]
    if any(token.lower_ == "own" for token in words):
        return None
    pronoun = next(filter(is_possessive_pronoun, words))
    return other_owner(actors, pronoun, source.country)


def _pairs(match: Match) -> Iterator[tuple[Filler, Filler]]:
    for subject in match.subjects:
        for object_ in match.objects:
            if match.reciprocal and subject.phrase == object_.phrase and len(subject.phrase.entities) < 2:
                continue
            yield subject, object_


def _once(source: Entity, target: Entity, match: Match, done: set[frozenset[str]], symmetric: bool) -> bool:
    """True for the second direction of a symmetric relation, which the ontology says already."""
    pair = frozenset((source.id, target.id))
    if not (symmetric and match.reciprocal):
        return False
    if pair in done:
        return True
    done.add(pair)
    return False


def _claim(
    match: Match, subject: Filler, source: Entity, object_: Filler, target: Entity, article: Article, doc: Doc,
    said: Polarity, how: Modality, who: Entity | None, when: PartialDate | None, vocabulary: Vocabulary,
) -> Claim:  # fmt: skip
    start, end = original_place(doc, *_quote(doc, match, subject.phrase, object_.phrase))
    sentences = doc.user_data["sentence_of"]
    return Claim(
        subject=source,
        relation=match.frame.relation,
        object=target,
        evidence=Evidence(article.id, sentences[match.predicate.token.i], article.text[start:end], start, end),
        rule=match.frame.name,
        plover=_event_type(match, said, how, vocabulary),
        context=match.frame.context,
        theme=_text(match.theme) if match.theme is not None else None,
        polarity=said,
        modality=how,
        attributed_to=who,
        date=when,
        confidence=confidence(match, subject, object_, how, said),
        subject_text=doc[subject.phrase.start : subject.phrase.end].text,
        object_text=doc[object_.phrase.start : object_.phrase.end].text,
    )


def _event_type(match: Match, said: Polarity, how: Modality, vocabulary: Vocabulary) -> str | None:
    """PLOVER codes the speech act of what is planned, unless it is done for another act."""
    frame = match.frame
    if how != "planned" or said == "negated" or frame.plover is None:
        return frame.plover
    if is_adverbial_clause(match.predicate.token) and is_infinitive(match.predicate.token):
        return frame.plover  # "opened fire to disperse them" acts, and announces nothing
    if any(clause_mark(child) == "unless" for child in match.predicate.token.children if is_adverbial_clause(child)):
        return "THREATEN"
    return announced_type(frame.plover, vocabulary.relations[frame.relation].quad)


def _quote(doc: Doc, match: Match, subject: Phrase, object_: Phrase) -> tuple[int, int]:
    """Shortest stretch of the sentence that holds subject, predicate, object and theme, as character offsets."""
    sentence = match.predicate.token.sent
    tokens = [match.predicate.token.i]
    if match.predicate.support is not None:
        tokens.append(match.predicate.support.i)
    for phrase in (subject, object_):
        if sentence.start <= phrase.start and phrase.end <= sentence.end:
            tokens.extend((phrase.start, phrase.end - 1))
    if match.theme is not None:
        tokens.append(match.theme.i)
    span = doc[min(tokens) : max(tokens) + 1]
    return span.start_char, span.end_char


def _text(token: Token) -> str:
    lefts = [child.i for child in token.lefts if is_premodifier(child) or is_numeral_modifier(child)]
    return token.doc[min([token.i, *lefts]) : token.i + 1].text


def _without_weaker(drafts: list[_Draft], trace: Trace | None) -> tuple[list[_Draft], list[_Draft]]:
    """Drop a claim that a better one in the same sentence already makes; one that is dropped beats nobody.

    Returns what is kept, and what was dropped because its verb says what became of it.
    """
    refused: list[_Draft] = []
    for beaten in (_less_specific, _said_by_its_verb, _part_of_another):
        kept: list[_Draft] = []
        together: dict[int, list[_Draft]] = defaultdict(list)
        for draft in drafts:
            together[_sentence(draft)].append(draft)
        for draft in drafts:
            others = (other for other in together[_sentence(draft)] if other is not draft)
            reason = next((why for other in others if (why := beaten(draft, other))), "")
            if not reason:
                kept.append(draft)
                continue
            if beaten is _said_by_its_verb:
                refused.append(draft)
            if trace and all(match is not draft.match for match, _ in trace.dropped):
                trace.dropped.append((draft.match, reason))
        drafts = kept
    return drafts, refused


def _sentence(draft: _Draft) -> int:
    token = draft.match.predicate.token
    return token.doc.user_data["sentence_of"][token.i]  # type: ignore[no-any-return]


def _same_actors(draft: _Draft, other: _Draft) -> bool:
    return draft.claim.subject.id == other.claim.subject.id and draft.claim.object.id == other.claim.object.id


def _less_specific(draft: _Draft, other: _Draft) -> str:
    """The same under a parent relation."""
    one, two = draft.claim, other.claim
    alike = (one.plover, one.polarity, one.modality) == (two.plover, two.polarity, two.modality)
    if _same_actors(draft, other) and alike and one.relation in load_vocabulary().ancestors(two.relation):
        return f"{other.match.frame.name} is more specific"
    return ""


def _said_by_its_verb(draft: _Draft, other: _Draft) -> str:
    """ "Lifted sanctions on": the verb's own frame says what became of the noun's event."""
    noun, verb = draft.match.predicate, other.match.predicate
    if noun.kind != "noun" or verb.kind != "verb" or not _is_under(noun.token, verb.token):
        return ""
    own = draft.claim.subject.country == other.claim.subject.country
    hosting = other.claim.relation == "mediatesBetween" and other.claim.modality != "actual"
    if (own or hosting) and any(token.i == noun.token.i for token in verb.roles.get("patient", [])):
        return f"{other.match.frame.name} says what happens to it"
    return ""


def _part_of_another(draft: _Draft, other: _Draft) -> str:
    """What another claim says in full, or how it is said."""
    one, two = draft.match, other.match
    generic = any(filler.role == "clause" for filler in one.objects) and draft.claim.plover != "THREATEN"
    if generic and draft.claim.subject.id == other.claim.subject.id:
        covered = draft.claim.plover in {other.claim.plover, "AGREE"} or other.claim.polarity == "negated"
        if covered and any(_in_one_clause(two.predicate.token, part) for part in one.predicate.roles.get("clause", [])):
            return f"{two.frame.name} says it in full"
    same_side = draft.claim.subject.country == other.claim.subject.country
    same = same_side and draft.claim.object.id == other.claim.object.id
    if same and two.frame.plover == "PROTEST" and draft.claim.plover in SPEECH:
        if two.predicate.token.is_ancestor(one.predicate.token):  # "went on strike to demand": what the protest is for
            return f"{two.frame.name} is how it is said"
    return ""


def _in_one_clause(token: Token, clause: Token) -> bool:
    return token.i == clause.i or token.is_ancestor(clause) or clause.is_ancestor(token)


def _is_under(noun: Token, verb: Token) -> bool:
    support, _ = supporting_verb(noun, load_lexicon())
    return (support is not None and support.i == verb.i) or noun.head.i == verb.i


def _office_claim(office: Office, article: Article, doc: Doc) -> Claim:
    span = doc[office.start : office.end]
    start, end = original_place(doc, span.start_char, span.end_char)
    return Claim(
        subject=office.person,
        relation="holdsOffice",
        object=office.body,
        evidence=Evidence(article.id, doc.user_data["sentence_of"][span.start], article.text[start:end], start, end),
        rule="lasting/office-title",
        theme=office.label,
        confidence=0.9,
        subject_text=office.person.label,
        object_text=office.body.label,
    )
