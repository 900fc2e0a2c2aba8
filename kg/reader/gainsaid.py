"""What the network may not say, since the words say otherwise: what is unsaid, imagined, denied, or done by others."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract.claims import Told
from kg.extract.lexicon import load_lexicon
from kg.extract.predicate import in_document, names_above
from kg.extract.scope.attribution import unsaid
from kg.extract.scope.denials import is_bare_denial
from kg.extract.scope.fiction import dreamt, imagined
from kg.model import Claim
from kg.parse import original_place
from kg.parse.addressed import ADDRESSED
from kg.reader.codes import code_of
from kg.reader.labels import EITHER_WAY, VOTES
from kg.reader.scoring import Scores
from kg.reader.trigger import heads_of, predicate_of, top_relation, trigger_of
from kg.syntax.relations import is_adnominal_clause, is_affected, is_relative_clause, is_subject
from kg.syntax.tree import climb, upward
from kg.syntax.words import is_adposition, is_common_noun, is_verbal
from kg.vocabulary import load_vocabulary


def gainsaid(doc: Doc, scores: Scores, subject: str, object_: str, told: Sequence[Told]) -> str:
    """Why a statement of the network's own does not hold; empty where nothing speaks against it.

    ``subject`` and ``object_`` are the codes of the actors, ``told`` what the frames made of the same sentence.
    """
    trigger, frames = trigger_of(doc, scores)
    predicate = predicate_of(trigger)
    if unsaid(predicate) or dreamt(predicate) or imagined(predicate, top_relation(scores.type).quad):
        return "unsaid or imagined"
    if is_verbal(trigger):
        lexicon = load_lexicon()
        if not frames and names_above(trigger) & (lexicon.escaping_verbs | lexicon.clearing_verbs):
            return "is what somebody escaped or was cleared of"
        if scores.type == "PROTEST" and is_bare_denial(trigger, lexicon):
            return "is a denial"
    if scores.subject is not None and in_document(trigger) and _keeps_back(doc[scores.subject], trigger.head):
        return "is said in a text that is blocked"
    if any(_of_text_only(head, trigger) for head in heads_of(doc, scores)[-1:]):
        return "is done with a text"
    if _tells(doc, scores):
        return "is told, not done"
    same_pair = [one for one in told if sides(one.claim) == (subject, object_)]
    if any(not one.kept and scores.type in types(one.claim) for one in same_pair):
        return "refused by a frame"
    if any(one.trigger == trigger.i and one.claim.relation in VOTES and sides(one.claim)[0] == subject for one in told):
        return "is a vote"
    at_trigger = [one.claim for one in same_pair if one.kept and one.trigger == trigger.i]
    if any(scores.type in types(claim) or claim.relation in VOTES for claim in at_trigger):
        return "told by a frame"
    if any(one.kept and _is_under(trigger, doc[one.trigger]) for one in same_pair):
        return "its verb says what became of it"
    by_trigger = [one for one in told if one.trigger == trigger.i or _is_under(doc[one.trigger], trigger)]
    if by_trigger and all(not one.kept or one.claim.polarity == "negated" for one in by_trigger):
        if not any(scores.type in types(one.claim) and sides(one.claim)[0] == subject for one in by_trigger):
            return "its word is denied"
    for one in by_trigger:
        same_deed = one.kept and scores.type in types(one.claim) and sides(one.claim)[1] == object_
        if same_deed and scores.subject is not None and scores.type not in EITHER_WAY:
            if not _stands_beside(doc[scores.subject], one, doc):
                return "its word has another doer"
    doers, targets = {sides(one.claim)[0] for one in by_trigger}, {sides(one.claim)[1] for one in by_trigger}
    if by_trigger and subject not in doers and object_ not in targets:
        return "its word is another pair's"
    other = object_ if subject in doers else subject
    if by_trigger and (subject not in doers or object_ not in targets):
        for one in told:
            if one.kept and one.trigger != trigger.i and other in sides(one.claim):
                if not {subject, object_} <= set(sides(one.claim)) and not _share(one, by_trigger):
                    return "one of them is another clause's"
    settled = [one.claim for one in same_pair if one.kept]
    if not frames and settled and all(_not_done(claim) for claim in settled):
        return "is not done by the frames"
    return ""


def _tells(doc: Doc, scores: Scores) -> bool:
    """ "Egypt to Ethiopia: stop filling the dam": who tells and who is told, by themselves, do nothing else."""
    places = (scores.subject, scores.object)
    lines: Sequence[tuple[int, int]] = doc.user_data.get(ADDRESSED, ())
    return any(all(place is not None and start <= place < colon for place in places) for start, colon in lines)


def _stands_beside(doer: Token, one: Told, doc: Doc) -> bool:
    """True for one who is joined by "and" to somebody whom the frame has as doer there, and does the same."""
    quote = one.claim.evidence
    for place in {word.i for word in (doer, *doer.conjuncts)}:
        phrase = doc._.actors.at(doc[place])
        if phrase is not None and one.claim.subject in phrase.entities:
            start, end = original_place(doc, doc[place].idx, doc[place].idx + len(doc[place]))
            if quote.start <= start and end <= quote.end:
                return True
    return False


def sides(claim: Claim) -> tuple[str, str]:
    """Codes of subject and object."""
    return code_of(claim.subject), code_of(claim.object)


def types(claim: Claim) -> set[str | None]:
    """The event type as told, and that of the deed."""
    return {claim.plover, load_vocabulary().relations[claim.relation].plover}


def _share(one: Told, others: Sequence[Told]) -> bool:
    """True where two words of a sentence have an actor in common."""
    return any(set(sides(one.claim)) & set(sides(other.claim)) for other in others)


def _not_done(claim: Claim) -> bool:
    return claim.polarity == "negated" or claim.modality != "actual"


def _is_under(noun: Token, verb: Token) -> bool:
    """ "Lifted sanctions": the noun is what the verb is done with."""
    return is_common_noun(noun) and noun.head.i == verb.i and is_affected(noun)


def _keeps_back(actor: Token, text: Token) -> bool:
    """True for who blocks or drops a text: "France blocked a draft chiding Cameroon"."""
    lexicon = load_lexicon()
    verb = climb(text.head, is_adposition)
    stops = is_verbal(verb) and names_above(verb) & (
        lexicon.blocking_verbs | lexicon.dropping_verbs | lexicon.denying_verbs
    )
    return bool(stops) and actor.head.i == verb.i and is_subject(actor)


def _of_text_only(actor: Token, trigger: Token) -> bool:
    """ "Backed a resolution that condemned Mali": what is done with the text is not done to whom it speaks of."""
    documents = load_lexicon().document_nouns
    for word in upward(actor):
        if word.i == trigger.i:
            return False
        if (is_adnominal_clause(word) or is_relative_clause(word)) and word.head.lemma_.lower() in documents:
            return trigger.i != word.head.i and trigger.is_ancestor(word)
    return False
