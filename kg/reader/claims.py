"""From weighed statements to claims: those of frames with a new confidence, and those that only the network found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.claims import SPEECH
from kg.extract.frames import Frame
from kg.extract.predicate import Predicate
from kg.extract.scope.attribution import speaker, turn_speaker
from kg.extract.scope.dates import unless_over
from kg.extract.scope.denials import denial_of
from kg.extract.scope.modality import modality as modality_of
from kg.extract.scope.polarity import is_denied_above, is_denied_outright, polarity
from kg.extract.scope.reported import is_reported
from kg.mentions.link import register_extensions
from kg.mentions.phrase import Phrase
from kg.model import Article, Claim, Entity, Evidence, Modality, Polarity
from kg.parse import original_place
from kg.reader.codes import code_of
from kg.reader.labels import MODALITIES, VOTES
from kg.reader.mentions import entity_of_code
from kg.reader.network import Network, load_network
from kg.reader.scoring import Scores, likeliest_modality
from kg.reader.signs import signs
from kg.reader.statements import BELIEVED, HEARD, Statement, is_echo, statements
from kg.reader.trigger import heads_of, predicate_of, top_relation, trigger_of
from kg.reader.weigh import probabilities
from kg.syntax.relations import is_conjunct, is_direct_object, is_prepositional_object, is_subject
from kg.syntax.walks import subject_before
from kg.vocabulary import load_vocabulary

NEGATED = 0.5
"""Probability from which a claim is denied; from DENIED on where the words around its trigger deny as well."""
DENIED = 0.2
DOUBTED = 0.3
"""Probability below which whom the rules take for the speaker is not believed to be."""
UNSAID = 0.15
"""Probability below which a claim is not believed to be in the text's own voice, where the rules find no speaker."""
SILENT = 0.05
"""Probability below which the network has nothing to say of a statement."""
MEDIATION = "mediatesBetween"
"""The relation in which a third joins two others."""
RELIED_ON = 0.4
"""Probability from which what a reliable frame finds is kept."""
CLOSE = 10
"""Words of the quote up to which a frame's word and actors stand close together."""
UNLIKELY = 0.15
"""Share below which the network does not believe a modality that the rules told."""
SAID = 0.5
"""Probability from which somebody is the speaker."""


@Language.factory(
    "geopolitical_weighing", default_config={"least": None}, requires=["doc._.claims"], assigns=["doc._.claims"]
)
def create_weighing(nlp: Language, name: str, least: float | None) -> Weighing:
    """Entry point of the component; see :class:`Weighing`."""
    return Weighing(least)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The probability ``least`` from which a claim is kept.

    With ``reliable``, frames that are no worse than frames on the whole, more is kept, with the probability it has:
    what one of these finds between two states that stand close to its word, where the network is silent or from
    RELIED_ON on; and what any frame says that one state did not do to another, since a denial that is lost misleads
    more than a doubtful one.
    """

    least: float
    reliable: frozenset[str] = frozenset()

    def of(self, one: Statement) -> float:
        """The threshold for a statement."""
        if not self.reliable or one.key[1] == one.key[3]:
            return self.least
        if any(claim.polarity == "negated" or claim.relation in VOTES for claim in one.ruled):
            return 0.0
        if any(map(self._is_reliable, one.ruled)):
            return 0.0 if one.scores is None or one.scores.probability < SILENT else min(self.least, RELIED_ON)
        return self.least

    def _is_reliable(self, claim: Claim) -> bool:
        return claim.rule in self.reliable and len(claim.evidence.text.split()) <= CLOSE


class Weighing:
    """Turns the frames' claims in ``doc._.claims`` into those of network and frames, each with its probability.

    ``least`` is the probability from which a claim is kept; None for the one that the weights bring.
    """

    def __init__(self, least: float | None) -> None:
        register_extensions()
        self.network = load_network()
        self.least = threshold(self.network, least)

    def __call__(self, doc: Doc) -> Doc:
        ruled: list[Claim] = doc._.claims
        article = doc._.article or Article(ruled[0].evidence.article if ruled else "", doc.text)
        doc._.claims = weighed(doc, article, ruled, self.network, self.least)
        return doc


def threshold(network: Network, least: float | None) -> Threshold:
    """The one that somebody asked for, for all claims; else the one that the weights bring."""
    if least is not None:
        return Threshold(least)
    about = network.about
    reliable = frozenset(rule for rule, share in about["frames"].items() if share >= about["frame"])
    return Threshold(float(network.weights["threshold"]), reliable)


def weighed(doc: Doc, article: Article, ruled: Sequence[Claim], network: Network, least: Threshold) -> list[Claim]:
    """The claims of a document that are right with a probability of ``least`` or more, in text order."""
    kept = [claim for claim in ruled if claim.plover is None]
    own: list[tuple[Statement, Claim]] = []
    for one, probability in _together(weighed_statements(doc, ruled, network)):
        if probability >= least.of(one):
            found = list(claims_of_statement(doc, article, one, probability))
            if one.ruled:
                kept.extend(found)
            else:
                own.extend((one, claim) for claim in found)
    framed: dict[int, list[Claim]] = defaultdict(list)
    for claim in kept:
        framed[claim.evidence.sentence].append(claim)
    once = list(_each_deed_once(doc, own, kept))
    kept.extend(claim for one, claim in once if not is_echo(doc, one, framed))
    unique = {claim.id: claim for claim in kept}
    return sorted(
        unique.values(), key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.relation, claim.id)
    )


def _together(weighed: Sequence[tuple[Statement, float]]) -> list[tuple[Statement, float]]:
    """Whoever mediates between one mediates between the other as well: both are as likely as the likelier."""
    best: dict[tuple[str, str], float] = {}
    for one, probability in weighed:
        for claim in one.ruled:
            if claim.relation == MEDIATION:
                key = (claim.rule, claim.subject.id)
                best[key] = max(best.get(key, 0.0), probability)
    return [
        (one, max(probability, *(best.get((claim.rule, claim.subject.id), 0.0) for claim in one.ruled), 0.0))
        for one, probability in weighed
    ]


def _deeds(doc: Doc, claims: Sequence[Claim]) -> set[tuple[int, str, str]]:
    """For each of the frames' claims the word that tells the deed, and who does it to whom."""
    trigger = {(told.claim.rule, told.claim.evidence): told.trigger for told in doc.user_data.get("told", ())}
    return {
        (trigger[claim.rule, claim.evidence], claim.subject.id, claim.object.id)
        for claim in claims
        if (claim.rule, claim.evidence) in trigger
    }


def _each_deed_once(
    doc: Doc, own: Sequence[tuple[Statement, Claim]], framed: Sequence[Claim]
) -> Iterator[tuple[Statement, Claim]]:
    """Of the network's claims, for each word and the two it speaks of, the likeliest, where no frame tells more.

    What could as well be of one type as of another, an expulsion coercion or a sanction, is one deed all the same.
    """
    told = _deeds(doc, framed)
    best: dict[tuple[int, str, str], tuple[Statement, Claim]] = {}
    for one, claim in own:
        if one.scores is None:
            continue
        deed = trigger_of(doc, one.scores)[0].i, claim.subject.id, claim.object.id
        if deed not in told and (deed not in best or claim.confidence > best[deed][1].confidence):
            best[deed] = one, claim
    yield from best.values()


def weighed_statements(doc: Doc, ruled: Sequence[Claim], network: Network) -> list[tuple[Statement, float]]:
    """Whatever a document may state, with the probability that it does."""
    every = statements(doc, ruled, network)
    return list(zip(every, probabilities(signs(every, network), network.weights)))


def claims_of_statement(doc: Doc, article: Article, one: Statement, probability: float) -> Iterator[Claim]:
    """The claims that make a statement: a frame's, which say more, else the network's own."""
    if one.ruled:
        yield from (_reweighed(doc, article, claim, one, probability) for claim in one.ruled)
    elif one.scores is not None:
        yield _claim(doc, article, one, probability)


def _claim(doc: Doc, article: Article, one: Statement, probability: float) -> Claim:
    """The network's own claim."""
    scores = one.scores
    if scores is None or one.subject is None or one.object is None:
        raise ValueError("a claim of the network's own needs its scores and both actors")
    phrases = [doc._.actors.at(doc[token]) for token in (scores.subject, scores.object) if token is not None]
    heads = heads_of(doc, scores)
    trigger, frames = trigger_of(doc, scores)
    predicate = predicate_of(trigger)
    said, modality = _scope(predicate, scores, sure=bool(frames))
    told = speaker(predicate, doc._.actors)
    who = told if _is_believed(told, scores) else _speaker(doc, one)
    if said == "negated" and who is None:
        who = _denier(doc, trigger)
    relation, context = _relation(frames, scores.type)
    start, end = original_place(doc, *_quote(doc, [trigger, *heads], [phrase for phrase in phrases if phrase]))
    return Claim(
        subject=one.subject,
        relation=relation,
        object=one.object,
        evidence=Evidence(article.id, scores.sentence, article.text[start:end], start, end),
        rule=f"reader/{scores.type.lower()}",
        plover=scores.type,
        context=context,
        polarity=said,
        modality=modality,
        attributed_to=who,
        reported=said != "affirmed" or modality != "actual" or is_reported(predicate),
        confidence=probability,
        subject_text=_words(doc, scores.subject),
        object_text=_words(doc, scores.object),
    )


def _reweighed(doc: Doc, article: Article, claim: Claim, one: Statement, probability: float) -> Claim:
    """A frame's claim with its probability; denied, of another modality or speaker where the network is sure."""
    told = claim
    claim = replace(claim, confidence=probability)
    if one.scores is None or one.scores.probability < HEARD:
        return claim  # how far something holds is not known by who does not believe it
    disputed = len({ruled.polarity for ruled in one.ruled}) > 1
    if one.scores.negated >= NEGATED and not disputed:
        claim = replace(claim, polarity="negated")
    denier = claim.polarity == "negated" and claim.attributed_to is not None
    doubted = not denier and _said_by(claim.attributed_to, one.scores) < DOUBTED
    if doubted and not _stands_beside_speaker(doc, told, one.scores):
        claim = replace(claim, attributed_to=_speaker(doc, one))
    if load_vocabulary().relations[claim.relation].plover != one.key[2]:
        return claim  # the statement is how it was announced, not what was
    how = _denied(claim.polarity, _modality(claim.modality, one.scores))
    if how != claim.modality and claim.modality != "possible":  # what only might be is never told as done
        done = how == "actual" and claim.modality == "planned"
        kind = load_vocabulary().relations[claim.relation].plover if done else claim.plover
        claim = replace(claim, modality=how, plover=kind, date=unless_over(claim.date, article.published, how))
    return claim


def _stands_beside_speaker(doc: Doc, claim: Claim, scores: Scores) -> bool:
    """ "Fiji blamed Laos and Mali bombed Chad": the likeliest speaker has a clause beside this one, not above."""
    place = scores.speakers[0][2] if scores.speakers else None
    trigger = next((told.trigger for told in doc.user_data.get("told", ()) if told.claim == claim), None)
    if place is None or trigger is None or not is_subject(doc[place]):
        return False
    verb, own = doc[trigger], subject_before(doc[trigger])
    beside = is_conjunct(verb) and verb.head.i == doc[place].head.i
    with_object = any(map(is_direct_object, verb.head.children))
    return beside and own is not None and own.i != place and with_object


def _is_believed(who: Entity | None, scores: Scores) -> bool:
    """True where the network does not speak against what the rules found: who says so, or that nobody does."""
    return _said_by(who, scores) >= (DOUBTED if who else UNSAID)


def _said_by(who: Entity | None, scores: Scores) -> float:
    """Probability that somebody, or the text's own voice, says so; 1 where it was not asked."""
    if not scores.speakers:
        return 1.0
    shares = {code: share for code, share, _ in scores.speakers}
    return shares.get(code_of(who), 0.0) if who else 1 - sum(shares.values())


def _scope(predicate: Predicate, scores: Scores, *, sure: bool) -> tuple[Polarity, Modality]:
    """How far a claim of the network holds, by the network and by what the words around its trigger say.

    ``sure`` says that the trigger is a word for such an event, so that what denies it denies the claim: outright, or
    where the network does not wholly disbelieve it. What denies its whole clause from above does so of any word.
    """
    if is_denied_above(predicate) or (sure and is_denied_outright(predicate)):
        least = 0.0
    else:
        least = BELIEVED if sure else DENIED
    spoken = scores.type in SPEECH and predicate.kind == "noun"
    denied = scores.negated >= least and polarity(predicate, spoken=spoken) == "negated"
    said: Polarity = "negated" if denied or scores.negated >= NEGATED else "affirmed"
    return said, _denied(said, _modality(modality_of(predicate), scores))


def _denied(said: Polarity, how: Modality) -> Modality:
    """ "Will not supply" denies, it does not plan."""
    return "actual" if said == "negated" and how == "planned" else how


def _modality(told: Modality, scores: Scores) -> Modality:
    """What the rules told, unless the network thinks it unlikely."""
    return told if scores.modality[MODALITIES.index(told)] >= UNLIKELY else likeliest_modality(scores.modality)


def _speaker(doc: Doc, one: Statement) -> Entity | None:
    """Who says so by the network, else whose turn of a transcript it is; None for the text's own voice."""
    scores, read = one.scores, one.read
    if scores is None or read is None or not scores.speakers or scores.speakers[0][1] < SAID:
        place = (
            next((token for token in (scores.subject, scores.object) if token is not None), None) if scores else None
        )
        return turn_speaker(doc[place], doc._.actors) if place is not None else None
    code, _, token = scores.speakers[0]
    phrase: Phrase | None = doc._.actors.at(doc[token]) if token is not None else None
    if token is not None and is_prepositional_object(doc[token]) and doc[token].head.lower_ == "in":
        home: Phrase | None = doc._.actors.at(doc[token].head.head)  # "the Kenyan embassy in Dodoma said"
        if home is not None and is_subject(doc[token].head.head) and len(home.entities) == 1:
            return home.entities[0]
    for entity in phrase.entities if phrase else ():
        if code_of(entity) == code:
            return entity
    return entity_of_code(doc._.actors.gazetteer, code, read)


def _denier(doc: Doc, trigger: Token) -> Entity | None:
    """Who denies, where the word that tells it is of a reply: "Bangkok dismissed the allegation"."""
    verbs = sorted({trigger.i, trigger.head.i})
    replies = (denial_of(doc[verb], doc._.actors) for verb in verbs)
    return next((reply.denier for reply in replies if reply is not None), None)


def _words(doc: Doc, token: int | None) -> str:
    phrase: Phrase | None = doc._.actors.at(doc[token]) if token is not None else None
    return doc[phrase.start : phrase.end].text if phrase else ""


def _relation(frames: Sequence[Frame], kind: str) -> tuple[str, str | None]:
    """The relation that all frames of a trigger have in common, and their context; else the event type's own."""
    vocabulary, top = load_vocabulary(), top_relation(kind).name
    if not frames or any(frame.relation == MEDIATION for frame in frames):  # these two talk: a third mediates
        return top, None
    shared: list[str] = [frames[0].relation, *vocabulary.ancestors(frames[0].relation)]
    for frame in frames[1:]:
        above = {frame.relation, *vocabulary.ancestors(frame.relation)}
        shared = [name for name in shared if name in above]
    contexts = {frame.context for frame in frames}
    return (shared[0] if shared else top), (contexts.pop() if len(contexts) == 1 else None)


def _quote(doc: Doc, tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[int, int]:
    """Shortest stretch of the sentence that holds the actors and the trigger, as character offsets."""
    sentence = tokens[0].sent
    places = [token.i for token in tokens]
    for phrase in phrases:
        if sentence.start <= phrase.start and phrase.end <= sentence.end:
            places.extend((phrase.start, phrase.end - 1))
    span = doc[min(places) : max(places) + 1]
    return span.start_char, span.end_char
