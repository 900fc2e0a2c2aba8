"""What kind of word a token is: predicates over universal part-of-speech tags and Penn Treebank tags."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

TokenTest = Callable[[Token], bool]


def _is_part_of_speech(*names: str) -> TokenTest:
    wanted = frozenset(names)

    def is_so(token: Token) -> bool:
        return token.pos_ in wanted

    return is_so


def _is_tagged(*tags: str) -> TokenTest:
    wanted = frozenset(tags)

    def is_so(token: Token) -> bool:
        return token.tag_ in wanted

    return is_so


is_proper_noun = _is_part_of_speech("PROPN")
is_common_noun = _is_part_of_speech("NOUN")
is_noun = _is_part_of_speech("NOUN", "PROPN")
is_pronoun = _is_part_of_speech("PRON")
is_nominal = _is_part_of_speech("NOUN", "PROPN", "PRON")
"""Nouns and pronouns."""
is_phrase_head = _is_part_of_speech("NOUN", "PROPN", "PRON", "ADJ", "NUM")
"""What a noun phrase may be headed by: "the injured", "two"."""
is_verb = _is_part_of_speech("VERB")
"""Full verbs; "be" and "have" mostly are none."""
is_verbal = _is_part_of_speech("VERB", "AUX")
"""Verbs and auxiliaries."""
is_adjective = _is_part_of_speech("ADJ")
is_adverb = _is_part_of_speech("ADV")
is_number = _is_part_of_speech("NUM")
is_adposition = _is_part_of_speech("ADP")
"""Prepositions, and the particles of verbs."""
is_coordinating_conjunction = _is_part_of_speech("CCONJ")
is_determiner_word = _is_part_of_speech("DET")
is_attributive_word = _is_part_of_speech("ADP", "ADV", "ADJ", "SCONJ")
"""Words that lead from a preposition up to the verb."""
is_open_word = _is_part_of_speech("ADP", "ADV", "ADJ", "SCONJ", "PART")
"""Words other than nouns, verbs and pronouns that may say how far a clause holds."""
is_joining_word = _is_part_of_speech("CCONJ", "ADV", "PUNCT", "PART")
"""What may stand between two verbs of one subject."""
is_clause_opening = _is_part_of_speech("ADP", "SCONJ", "PART")
""" "In", "since", "to"."""
is_predicate_word = _is_part_of_speech("NOUN", "VERB", "AUX", "ADJ")
"""What may say something of a subject."""
ends_title = _is_part_of_speech("VERB", "AUX", "ADP", "CCONJ", "PUNCT")
"""What stands between a title and a name that it does not belong to."""
is_clause_word = _is_part_of_speech("VERB", "AUX", "PRON")
"""What shows that another clause has begun."""
is_part_of_name = _is_part_of_speech("PROPN", "NOUN", "ADJ", "PART")
"""What may stand before the last word of a name."""
may_be_role = _is_part_of_speech("NOUN", "PROPN", "ADJ", "VERB")
"""Words that a tagger takes role nouns for."""
may_mark_role = _is_part_of_speech("NOUN", "PROPN", "ADJ", "VERB", "NUM")
"""Words before a role noun that may say its sector."""
is_edge_before_name = _is_part_of_speech("DET", "PUNCT", "SPACE")
"""What stands before a name and is no part of it."""
is_layout = _is_part_of_speech("PUNCT", "SPACE")
"""Signs and line breaks."""
is_content_word = _is_part_of_speech("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")
"""Words with a meaning of their own."""

is_base_form = _is_tagged("VB")
""" "Attack" of "to attack"."""
is_ing_form = _is_tagged("VBG")
""" "Attacking"."""
is_past_participle = _is_tagged("VBN")
""" "Attacked" of "was attacked"."""
is_past_tense = _is_tagged("VBD")
""" "Attacked" of "Iran attacked"."""
is_present_tense = _is_tagged("VBP", "VBZ")
is_finite_form = _is_tagged("VBD", "VBP", "VBZ")
is_present_base = _is_tagged("VBP")
""" "Attack" of "they attack"."""
is_finite_or_modal = _is_tagged("VBD", "VBP", "VBZ", "MD")
is_finite_or_participle = _is_tagged("VBD", "VBP", "VBZ", "VBN")
"""Headlines have the participle for the past."""
is_past_form = _is_tagged("VBD", "VBN")
is_nonfinite = _is_tagged("VB", "VBG", "VBN")
is_describing_form = _is_tagged("VBN", "VBD", "VBG", "JJ")
"""What "-led" of "Saudi-led" may be taken for."""
is_modal = _is_tagged("MD")
is_singular_common_noun = _is_tagged("NN")
is_plural_common_noun = _is_tagged("NNS")
is_singular_name = _is_tagged("NNP")
is_singular_noun = _is_tagged("NN", "NNP")
is_plural_noun = _is_tagged("NNS", "NNPS")
is_positive_adjective = _is_tagged("JJ")
is_superlative = _is_tagged("JJS", "RBS")
is_article = _is_tagged("DT")
"""Articles and demonstratives."""
is_possessive_ending = _is_tagged("POS")
""" "'s"."""
is_standing_pronoun = _is_tagged("PRP")
""" "It", "they"; not "its"."""
is_possessive_pronoun = _is_tagged("PRP$")
""" "Its"."""
is_personal_pronoun = _is_tagged("PRP", "PRP$")
is_wh_pronoun = _is_tagged("WP", "WDT")
""" "Who", "which"."""
is_referring_word = _is_tagged("PRP", "PRP$", "WP", "WP$", "WDT", "DT")
"""What points to something said elsewhere."""
is_unfinite_helper = _is_tagged("MD", "TO")
""" "Will", "to"."""
is_conjunction_or_wh_adverb = _is_tagged("IN", "WRB")
""" "If", "when"."""


def has_same_form(token: Token, other: Token) -> bool:
    """Two verbs in the same tense and number ("condemns", "expels")."""
    return token.tag_ == other.tag_
