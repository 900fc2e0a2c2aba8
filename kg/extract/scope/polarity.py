"""Polarity: is the relation affirmed or denied where it is said?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.predicate import (
    Predicate,
    idioms,
    in_document,
    is_blocked,
    is_passive,
    named_ways,
    names_above,
    verb_lemmas,
)
from kg.extract.scope.surroundings import PRESUPPOSING, Step, clause_mark, way_up
from kg.model import Polarity
from kg.syntax.relations import (
    is_adverbial,
    is_any_auxiliary,
    is_any_coordinator,
    is_attributive,
    is_auxiliary,
    is_complement_clause,
    is_correlative,
    is_direct_object,
    is_doer,
    is_expletive,
    is_negation,
    is_nominal_argument,
    is_predicative,
    is_preposition,
    is_prepositional,
    is_prepositional_object,
    is_relative_clause,
    is_subject,
)
from kg.syntax.tree import upward
from kg.syntax.walks import objects_of_preposition, subject_before
from kg.syntax.words import (
    is_adjective,
    is_adposition,
    is_base_form,
    is_common_noun,
    is_ing_form,
    is_modal,
    is_noun,
    is_open_word,
    is_verbal,
)

CONTENT_NOUNS = frozenset(
    {"evidence", "proof", "sign", "indication", "question", "need", "trace", "doubt", "truth", "reason", "attempt"}
)
"""Nouns whose denial denies what they speak of ("no evidence that")."""

SHOWING = frozenset(
    {"show", "depict", "portray", "feature", "capture", "purport", "appear", "claim", "allege", "seem", "say"}
)
"""Verbs between footage and what is seen in it."""
SCARCELY = re.compile(
    r"\b(?:(?:not (?:a single|one|a|any|even (?:a|one))|hardly (?:a|an|any|anybody|anyone)"
    r"|scarcely (?:a|an|any|anybody|anyone)|not so much as an?)\b(?! few| little| only| but)"
    r"|barely (?:a|anybody|anyone)\b)"
)
"""Words in front of a noun that leave nobody."""


def polarity(predicate: Predicate, *, spoken: bool = False) -> Polarity:
    """Negated where an odd number of negations has the predicate in its scope.

    ``spoken`` says that the predicate is an act of speech: who dismisses a threat does not deny that it was made.
    """
    return "negated" if sum(number for number, _ in _negations(predicate, spoken=spoken)) % 2 else "affirmed"


def is_denied_outright(predicate: Predicate) -> bool:
    """True where the act is denied or prevented: nothing else can be meant.

    What else is said of it above may leave it as it was: "opposed the restrictions", "demanded an end to the attacks".
    """
    return any(number and outright for number, outright in _negations(predicate))


def _negations(predicate: Predicate, *, spoken: bool = False) -> Iterator[tuple[int, bool]]:
    """The number of negations of each step up from the predicate, and whether they are outright."""
    lexicon = load_lexicon()
    if _is_staged(predicate.token, lexicon):
        yield 1, True
        return
    yield int(_came_within(predicate.token)), True
    for step in way_up(predicate):
        if step.link in PRESUPPOSING:
            if _without_trace(step, lexicon):
                yield 1, True
                return
            charged = step.below is not None and step.below.lemma_.lower() in lexicon.charges
            if spoken and charged and step.below is not None and step.below.i == predicate.token.i:
                return  # "the allegation is false": it was made
            yield _denied_of_subject(step, lexicon), charged and is_verbal(predicate.token)
            return
        if step.link == "adverbial" and step.below is not None:
            undone = is_counterfactual(step.below) or _falls_short(step.token)
            yield _negated_clause(step.below, lexicon) or int(undone), True
            return
        if step.link == "conjunct":
            yield _shared_negation(step), True
            continue
        if step.link in {"object", "preposition", "modifier"} and not _passes(step, predicate, lexicon):
            return
        nobody = _lacks_evidence(step, lexicon) or _nobody_thinks(step, lexicon)
        supports = predicate.support is not None and step.token.i == predicate.support.i
        own = step.link == "self" or (supports and _nearly(step.token, lexicon))
        yield _own_negations(step, lexicon), own or nobody
        if step.link != "self":
            unsaying = lexicon.denying_verbs | lexicon.blocking_verbs
            dismissed = spoken and (
                dismisses(step) or (step.link == "object" and set(verb_lemmas(step.token)) & unsaying)
            )
            yield 0 if dismissed else _negating_word(step, lexicon), _unmakes(step, predicate, lexicon)


def _unmakes(step: Step, predicate: Predicate, lexicon: Lexicon) -> bool:
    """True where what is denied above is the act: "denied sending", "a hoax showed", but not "opposed the sending"."""
    if is_disbelieved(step.token, lexicon) or _lacks_evidence(step, lexicon):
        return True
    if dismisses(step) or drops_text(step):
        return True
    if step.link == "object":
        verbs = set(verb_lemmas(step.token))
        if verbs & lexicon.escaping_verbs or lexicon.negating_verbs.intersection(idioms(step.token)):
            return True
        spoken_of = is_verbal(predicate.token) and bool(verbs & lexicon.denying_verbs)
        unissued = in_document(predicate.token) and bool(verbs & lexicon.blocking_verbs)
        return spoken_of or unissued or bool(verbs & lexicon.preventing_verbs) or holds_back(step)
    return is_verbal(predicate.token)


def _lacks_evidence(step: Step, lexicon: Lexicon) -> bool:
    """ "No evidence that", "without any proof that", "found no truth in a story that"."""
    noun = step.token
    if step.link == "preposition" and is_verbal(noun):
        return any(_is_absent(one, lexicon) for one in filter(is_direct_object, noun.rights))
    return noun.lower_ == "nothing" or (is_noun(noun) and _is_absent(noun, lexicon))


def _is_absent(noun: Token, lexicon: Lexicon) -> bool:
    """ "No evidence", "not a trace"."""
    return noun.lemma_.lower() in CONTENT_NOUNS and _negative_phrase(noun, lexicon)


def _nobody_thinks(step: Step, lexicon: Lexicon) -> bool:
    """ "Nobody believes that", "hardly a diplomat thinks that"."""
    says = is_verbal(step.token) and bool(set(verb_lemmas(step.token)) & lexicon.reporting_verbs)
    return says and any(is_subject(child) and _negative_phrase(child, lexicon) for child in step.token.lefts)


def is_denied_above(predicate: Predicate) -> bool:
    """True where a clause or what is above it denies any deed: "would have barred", "nobody thinks", "framed for"."""
    lexicon = load_lexicon()
    if is_verbal(predicate.token) and (_would_have(predicate.token) or _is_staged(predicate.token, lexicon)):
        return True
    for step in way_up(predicate):
        if step.link in PRESUPPOSING or step.link == "adverbial":
            return False
        if step.link == "preposition" and is_verbal(step.token) and names_above(step.token) & lexicon.clearing_verbs:
            return is_verbal(predicate.token)
        if is_verbal(step.token) and (
            drops_text(step) or (step.link == "preposition" and _lacks_evidence(step, lexicon))
        ):
            return True
        if step.link == "complement" and step.below is not None and any(map(is_subject, step.below.lefts)):
            unsaid = is_verbal(step.token) and set(verb_lemmas(step.token)) & lexicon.denying_verbs
            if unsaid or _lacks_evidence(step, lexicon) or _nobody_thinks(step, lexicon):
                return True
    return False


def _without_trace(step: Step, lexicon: Lexicon) -> bool:
    """ "No trace of troops attacking", "found no truth in a post saying that"."""
    if step.below is None or not is_ing_form(step.below) or not is_prepositional_object(step.token):
        return False
    preposition = step.token.head
    if preposition.lower_ not in {"of", "in", "to", "for"}:
        return False
    above = preposition.head
    return any(_is_absent(noun, lexicon) for noun in (above, *filter(is_direct_object, above.rights)))


def _came_within(token: Token) -> bool:
    """ "Came within hours of invading", "was on the verge of expelling", "was seconds away from detaining"."""
    of = token.head
    if is_verbal(token) and of.lower_ == "from" and of.head.lower_ == "away":
        return True
    within = of.head.head
    near = is_verbal(token) and of.lower_ == "of" and of.head.lemma_.lower() in load_lexicon().near_miss_nouns
    if near and within.lemma_ == "make":
        return True  # "made a show of releasing"
    if near and is_preposition(within) and within.head.lower_ in {"was", "were", "been", "came", "come"}:
        return True
    return of.lower_ == "of" and is_common_noun(of.head) and within.lower_ == "within" and within.head.lemma_ == "come"


def _is_staged(token: Token, lexicon: Lexicon) -> bool:
    """ "Footage of an attack was staged", "the video of Mali bombing Chad turned out to be fake": it did not happen."""
    if is_verbal(token) and _is_made_up(token, lexicon):
        return any(is_subject(child) and child.lemma_.lower() in lexicon.showing_nouns for child in token.lefts)
    shown = _shown_in(token, lexicon)
    if shown is None:
        return False
    if _is_false_report(shown, lexicon):
        return True
    if any(_is_made_up(word, lexicon) for word in token.sent if word.i > token.i):
        return True
    false = lexicon.false_adjectives | lexicon.false_sources
    verb = shown.head
    if not is_subject(shown) or not is_verbal(verb) or any(map(is_negation, verb.children)):
        return False
    return any(word.i > shown.right_edge.i and word.lower_ in false for word in verb.subtree)


def _shown_in(token: Token, lexicon: Lexicon) -> Token | None:
    """The footage that a deed is in: "footage of an attack", "a clip purporting to show Mali bombing Chad"."""
    if is_verbal(token) and not is_ing_form(token):
        shown: Token = token.head
        told_of = is_relative_clause(token) and any(map(is_preposition, token.lefts))  # "the clip in which"
        return shown if told_of and shown.lemma_.lower() in lexicon.showing_nouns else None
    for word in upward(token):
        footage = (word, *filter(is_subject, word.lefts)) if word.i != token.i else (word,)
        for one in footage:
            if one.lemma_.lower() in lexicon.showing_nouns:
                return one
        if word.i != token.i and is_verbal(word):
            if word.lemma_.lower() not in SHOWING and not _is_made_up(word, lexicon):
                return None
    return None


def _is_made_up(verb: Token, lexicon: Lexicon) -> bool:
    """ "Was generated by artificial intelligence", "were created with a video game", "was fabricated"."""
    if not is_passive(verb) or any(map(is_negation, verb.children)):
        return False
    made = verb.lemma_.lower() in lexicon.making_verbs
    tools = (word for child in verb.rights if is_prepositional(child) for word in child.subtree)
    return made and any(word.lemma_.lower() in lexicon.making_tools for word in tools)


def is_stopped(predicate: Predicate) -> bool:
    """True where the nearest word above brings it to an end: "an end to sanctions", "stopped fighting"."""
    for step in way_up(predicate):
        if step.link not in {"self", "conjunct"} and not is_open_word(step.token):
            lexicon = load_lexicon()
            ends = step.link not in PRESUPPOSING and step.token.lemma_.lower() in lexicon.ending_words
            phrases = {name for name in names_above(step.token) if " " in name}
            return ends and not phrases & lexicon.negating_verbs  # "stopped short of" began nothing
    return False


def _own_negations(step: Step, lexicon: Lexicon) -> int:
    """1 where the word itself is negated: "not", "never", "no longer", "neither", or a negative subject or object."""
    token = step.token
    if token.lower_ == "nothing" and step.link == "complement":
        return 1  # "nothing to show that"
    if is_noun(token):
        return int(_negative_phrase(token, lexicon) or (step.link == "self" and _is_sham(token, lexicon)))
    if _would_have(token) or _nearly(token, lexicon):
        return 1
    for child in token.children:
        lower = child.lower_
        if step.below is not None and child.i == step.below.i:
            continue  # counted already
        if is_negation(child) or lower in {"not", "n't", "n’t", "never"}:
            if child.i + 1 < len(token.doc) and child.nbor().lower_ == "only":
                continue  # "not only condemned but also"
            return 1
        if is_adverbial(child) and lower == "longer" and any(part.lower_ == "no" for part in child.children):
            return 1
        if (is_any_coordinator(child) or is_adverbial(child)) and lower in {"neither", "nor"} and child.i < token.i:
            return 1
        if is_nominal_argument(child) and _negative_phrase(child, lexicon):
            return 1
    return 0


def _nearly(verb: Token, lexicon: Lexicon) -> bool:
    """ "Almost invaded", "all but invaded"."""
    if verb.doc[max(verb.i - 2, 0) : verb.i].text.lower() in lexicon.near_miss_adverbs:
        return True
    return any(is_adverbial(child) and child.lower_ in lexicon.near_miss_adverbs for child in verb.lefts)


def _negative_phrase(token: Token, lexicon: Lexicon) -> bool:
    if token.lower_ in {"none", "nobody", "nothing", "neither"}:
        return True
    words = token.doc[max(token.left_edge.i - 4, token.sent.start) : token.i + 1]
    if SCARCELY.search(words.text.lower()):  # "not a single soldier", "hardly anybody"
        if not any(is_negation(word) and is_verbal(word.head) for word in words):  # "is not a member" is one denial
            return True
    return any(is_correlative(child) and child.lower_ in lexicon.negating_determiners for child in token.lefts)


def _negating_word(step: Step, lexicon: Lexicon) -> int:
    """1 where the word above denies what is below it."""
    token = step.token
    if is_verbal(token):
        if named_ways(token) & (lexicon.negating_verbs | lexicon.denying_verbs):
            return 1
        if dismisses(step) or drops_text(step) or holds_back(step) or is_disbelieved(token, lexicon):
            return 1
        if step.link == "object" and set(verb_lemmas(token)) & lexicon.escaping_verbs:
            return 1
        if _yet_to(token, step.below):
            return 1
        return int(negative_predicate(token, step.below, lexicon))
    if is_noun(token):
        lemma = token.lemma_.lower()
        return int(lemma in lexicon.negating_nouns or _is_false_report(token, lexicon)) + int(lemma == "doubt")
    if is_adjective(token):
        return int(token.lower_ in lexicon.negating_predicates)
    return int(_leaves_out(token, lexicon))


def _leaves_out(preposition: Token, lexicon: Lexicon) -> bool:
    """ "Without", "instead of"."""
    words = {preposition.lower_, *(child.lower_ for child in preposition.lefts)}
    return bool(words & lexicon.negating_prepositions)


def drops_text(step: Step) -> bool:
    """ "Withdrew a bill sanctioning China", "dropped a plan to": what would have led to it comes to nothing."""
    lexicon = load_lexicon()
    droppable = lexicon.document_nouns | lexicon.planning_nouns
    if step.below is None or step.link not in {"object", "preposition"}:
        return False
    texts = objects_of_preposition(step.below) if is_adposition(step.below) else [step.below]
    verbs = (
        {f"{step.token.lemma_.lower()} {step.below.lower_}"} if is_adposition(step.below) else verb_lemmas(step.token)
    )
    return any(text.lemma_.lower() in droppable for text in texts) and bool(lexicon.dropping_verbs.intersection(verbs))


def dismisses(step: Step) -> bool:
    """ "Scoffed at the claim that", "brushed aside an allegation that": what the charge says is denied."""
    lexicon = load_lexicon()
    if step.below is None or step.link not in {"object", "preposition"}:
        return False
    charged = [step.below, *objects_of_preposition(step.below)] if is_adposition(step.below) else [step.below]
    if not any(word.lemma_.lower() in lexicon.charges for word in charged):
        return False
    return bool(named_ways(step.token) & lexicon.dismissing_verbs)


def holds_back(step: Step) -> bool:
    """ "Held up sanctions on", "delayed aid to": the measure is not taken, or not yet."""
    return step.below is not None and step.link == "object" and is_blocked(step.below, step.token)


def is_disbelieved(verb: Token, lexicon: Lexicon) -> bool:
    """ "Falsely claimed that", "a fake video shows": the article says that it is not so."""
    for child in verb.children:
        if is_adverbial(child) and child.lower_ in lexicon.false_adverbs:
            return True
        if is_doer(child):
            for word in (child, *(part for part in child.children if is_prepositional_object(part))):
                if word.lemma_.lower() in lexicon.false_sources or _is_false_report(word, lexicon):
                    return True
    return False


def _is_false_report(noun: Token, lexicon: Lexicon) -> bool:
    """ "False reports", "the doctored photograph"."""
    return is_common_noun(noun) and any(
        is_attributive(child) and child.lower_ in lexicon.false_adjectives and child.nbor(-1).lower_ != "as"
        for child in noun.lefts  # "rejected as false a report that" is one denial
    )


def _is_sham(noun: Token, lexicon: Lexicon) -> bool:
    """ "A mock attack", "the averted strike"."""
    return any(is_attributive(child) and child.lower_ in lexicon.negating_adjectives
               for child in noun.lefts)  # fmt: skip


def _would_have(verb: Token) -> bool:
    """ "Would have sanctioned": it did not."""
    auxiliaries = list(filter(is_any_auxiliary, verb.lefts))
    return any(child.lower_ in {"would", "'d", "’d"} and is_modal(child) for child in auxiliaries) and any(
        child.lower_ in {"have", "'ve", "’ve"} for child in auxiliaries
    )


def is_counterfactual(clause: Token) -> bool:
    """ "Had Iran attacked", "if Iran had attacked, Israel would have": a condition that was not met."""
    auxiliary = next((child for child in clause.lefts if is_auxiliary(child) and child.lower_ == "had"), None)
    if auxiliary is None:  # or taken for the verb that the clause hangs on
        apart = (
            clause.lower_ == "had" and clause.i == clause.left_edge.i and any(map(is_complement_clause, clause.rights))
        )
        return apart and _would_have(clause.head)
    subject = subject_before(clause)
    inverted = subject is not None and auxiliary.i < subject.left_edge.i
    return inverted or (clause_mark(clause) == "if" and _would_have(clause.head))


def _yet_to(token: Token, below: Token | None) -> bool:
    """ "Has yet to recognise"."""
    if below is None or not is_base_form(below) or token.lemma_ not in {"have", "be"}:
        return False
    return any(child.lower_ == "yet" for word in (token, below) for child in word.lefts) or any(
        child.lower_ == "yet" for child in token.rights
    )


def negative_predicate(verb: Token, below: Token | None, lexicon: Lexicon) -> bool:
    """ "Called it false that", "is out of the question"."""
    for child in verb.children:
        if below is not None and child.i == below.i:
            continue
        if is_predicative(child) and (
            child.lower_ in lexicon.negating_predicates or child.lemma_.lower() in lexicon.false_sources
        ):
            return True
        if (
            is_complement_clause(child)
            and verb.lemma_.lower() in {"turn", "prove"}
            and negative_predicate(child, below, lexicon)
        ):  # "turned out to be false"
            return True
        if is_preposition(child) and child.lower_ == "out" and any(part.lemma_ == "question" for part in child.subtree):
            return True
    return False


def _denied_of_subject(step: Step, lexicon: Lexicon) -> int:
    """What is said of a subject is not said of the event, save where it is called false or ruled out."""
    if step.link != "subject":
        return 0
    happens = set(verb_lemmas(step.token)) | {f"{step.token.lemma_} {child.lower_}" for child in step.token.rights}
    never = bool(happens & lexicon.happening_verbs) and any(
        is_negation(child) or child.lower_ == "never" for child in step.token.children
    )
    return int(never or negative_predicate(step.token, step.below, lexicon))


def _passes(step: Step, predicate: Predicate, lexicon: Lexicon) -> bool:
    """True where what stands above a noun says something about whether its event happens."""
    token = step.token
    if is_open_word(token) or (predicate.support is not None and token.i == predicate.support.i):
        return True
    if is_verbal(token):
        names = {*verb_lemmas(token), *(f"{token.lemma_.lower()} {child.lower_}" for child in token.children)}
        if step.below is not None and _leaves_out(step.below, lexicon):
            return False
        if dismisses(step) or _lacks_evidence(step, lexicon):
            return True
        accuses = in_document(token) and step.below is not None and is_adposition(step.below)
        if accuses or is_disbelieved(token, lexicon) or _governs_text(step) or drops_text(step):
            return True
        existential = token.lemma_ == "be" and any(map(is_expletive, token.children))
        return existential or bool(
            names & (lexicon.negating_verbs | lexicon.denying_verbs | lexicon.escaping_verbs | lexicon.planning_verbs
                     | lexicon.demanding_verbs | lexicon.possible_verbs | lexicon.support)
        )  # fmt: skip
    return token.lemma_.lower() in (
        CONTENT_NOUNS | lexicon.negating_nouns | lexicon.planning_nouns | lexicon.possible_nouns
        | lexicon.demanding_nouns | lexicon.reporting_nouns
    )  # fmt: skip


def _governs_text(step: Step) -> bool:
    """ "Backed a statement condemning Mali": what is done with the text is done with what it says."""
    text = step.below if step.below is None or not is_adposition(step.below) else step.below.head
    return text is not None and is_common_noun(text) and any(in_document(child) for child in text.rights)


def _negated_clause(clause: Token, lexicon: Lexicon) -> int:
    """ "Without expelling", "rather than sanction" as adverbial clauses."""
    return int(any(child.lower_ in lexicon.negating_prepositions for child in clause.lefts))


def _falls_short(far: Token) -> bool:
    """ "Did not go so far as to rebuke"."""
    return far.lower_ == "far" and far.head.lemma_ == "go" and any(map(is_negation, far.head.children))


def _shared_negation(step: Step) -> int:
    """ "did not attack or seize", "neither invaded nor shelled": the negation of the first verb reaches the second."""
    below = step.below
    joined = [child.lower_ for child in step.token.children if is_any_coordinator(child)]
    if "nor" in joined:
        return int(below is not None and not any(map(is_negation, below.children)))
    if below is None or any(is_subject(child) or is_auxiliary(child) for child in below.children):
        return 0
    return int("or" in joined and any(map(is_negation, step.token.children)))
