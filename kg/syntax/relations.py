"""How a word hangs on its head: predicates over the dependency labels of spaCy's English models (ClearNLP's scheme)."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

TokenTest = Callable[[Token], bool]


def _hangs_as(*labels: str) -> TokenTest:
    wanted = frozenset(labels)

    def hangs_so(token: Token) -> bool:
        return token.dep_ in wanted

    return hangs_so


is_nominal_subject = _hangs_as("nsubj")
""" "Iran attacked"."""
is_nominal_passive_subject = _hangs_as("nsubjpass")
""" "Iran was attacked"."""
is_subject = _hangs_as("nsubj", "nsubjpass")
"""A noun as subject, of an active or a passive verb."""
is_active_subject = _hangs_as("nsubj", "csubj", "expl")
"""A noun, a clause or an empty "it" as subject of an active verb."""
is_passive_subject = _hangs_as("nsubjpass", "csubjpass")
"""A noun or a clause as subject of a passive verb."""
is_passive_agent = _hangs_as("agent")
""" "By" before who does it: "attacked by Iran"."""
is_doer = _hangs_as("nsubj", "agent")
"""Subject of an active verb, or the "by" of a passive one."""
is_direct_object = _hangs_as("dobj")
""" "Attacked Iran"."""
is_affected = _hangs_as("dobj", "nsubjpass")
"""Whom a verb is done to: its object, or its subject in the passive."""
is_dative = _hangs_as("dative")
""" "Gave Iran arms"."""
is_prepositional_object = _hangs_as("pobj")
""" "Against Iran"."""
is_object = _hangs_as("dobj", "pobj")
"""Of a verb or of a preposition."""
is_core_argument = _hangs_as("nsubj", "dobj")
"""Subject or object of an active verb."""
is_nominal_argument = _hangs_as("nsubj", "nsubjpass", "dobj", "attr", "agent")
"""A noun that a verb needs."""
is_predicate_nominal = _hangs_as("attr")
""" "Is an ally"."""
is_object_predicate = _hangs_as("oprd")
""" "Called it genocide"."""
is_adjectival_complement = _hangs_as("acomp")
""" "Is ready"."""
is_predicative = _hangs_as("attr", "acomp", "oprd")
"""What is said of the subject or the object: "is an ally", "is ready", "called it genocide"."""
is_clausal_complement = _hangs_as("ccomp")
""" "Said that Iran attacked"."""
is_open_complement = _hangs_as("xcomp")
""" "Refused to attack"."""
is_complement_clause = _hangs_as("ccomp", "xcomp")
"""With a subject of its own or without."""
is_prepositional_complement = _hangs_as("pcomp")
""" "Of attacking Iran"."""
is_adverbial_clause = _hangs_as("advcl")
""" "After Iran attacked"."""
is_adnominal_clause = _hangs_as("acl")
""" "A plan to attack", "the ship seized by Iran"."""
is_relative_clause = _hangs_as("relcl")
""" "Iran, which attacked"."""
is_noun_clause = _hangs_as("acl", "relcl")
"""A clause that belongs to a noun."""
is_loose_clause = _hangs_as("ccomp", "parataxis", "dep")
"""A clause beside another that nothing joins, whatever the parser calls it."""
is_conjunct = _hangs_as("conj")
""" "Iran and Iraq": the second."""
is_coordinator = _hangs_as("cc")
""" "And"."""
is_any_coordinator = _hangs_as("cc", "preconj")
""" "Both", "and"."""
is_correlative = _hangs_as("cc", "preconj", "cc:preconj", "det")
"""A word that may be the "neither" or "nor" of a pair."""
is_apposition = _hangs_as("appos")
""" "Tehran, the capital"."""
is_compound_part = _hangs_as("compound")
""" "Oil minister"."""
is_name_part = _hangs_as("compound", "flat")
""" "Jane Doe"."""
is_adjectival_modifier = _hangs_as("amod")
""" "Iranian drones"."""
is_attributive = _hangs_as("amod", "compound")
"""Adjective or noun before a noun."""
is_noun_modifier = _hangs_as("compound", "nmod")
"""Noun before or beside a noun."""
is_bare_noun_modifier = _hangs_as("nmod")
"""A noun beside a noun, in no other relation."""
is_premodifier = _hangs_as("amod", "compound", "nmod")
"""Adjective or noun that marks a noun."""
is_possessor = _hangs_as("poss")
""" "Iran's drones"."""
is_prenominal = _hangs_as("amod", "compound", "nmod", "poss")
"""What marks a noun, possessors too."""
is_determiner = _hangs_as("det")
""" "The", "no"."""
is_counting_determiner = _hangs_as("det", "predet", "nummod")
""" "The", "all", "two"."""
is_specifier = _hangs_as("det", "predet", "nummod", "poss")
""" "The", "all", "two", "its"."""
is_numeral_modifier = _hangs_as("nummod")
""" "Two ships"."""
is_modifier = _hangs_as("amod", "compound", "nmod", "poss", "nummod", "quantmod", "det", "advmod", "npadvmod")
"""Anything that belongs to a noun phrase without a clause or preposition of its own."""
is_adverbial = _hangs_as("advmod")
""" "Never attacked"."""
is_noun_phrase_adverbial = _hangs_as("npadvmod")
""" "Last week"."""
is_negation = _hangs_as("neg")
""" "Not"."""
is_auxiliary = _hangs_as("aux")
""" "Will attack"."""
is_passive_auxiliary = _hangs_as("auxpass")
""" "Was attacked"."""
is_any_auxiliary = _hangs_as("aux", "auxpass")
"""Of an active or a passive verb."""
is_verb_opening = _hangs_as("aux", "auxpass", "advmod", "neg")
"""What may stand between a subject and its verb."""
is_clause_marker = _hangs_as("mark")
""" "That", "if", "after"."""
is_particle = _hangs_as("prt")
""" "Carry out"."""
is_preposition = _hangs_as("prep")
"""A preposition that hangs on a verb or noun."""
is_prepositional = _hangs_as("prep", "agent")
"""A preposition, the "by" of a passive verb included."""
is_preposition_or_particle = _hangs_as("prep", "agent", "prt")
"""A small word that hangs on a verb."""
is_expletive = _hangs_as("expl")
""" "There is", "it is"."""
is_unlabelled = _hangs_as("dep")
"""The parser does not say what it is."""
is_root = _hangs_as("ROOT")
"""The head of a sentence."""
is_subject_or_agent = _hangs_as("nsubj", "nsubjpass", "agent")
"""Where who acts or is acted upon stands first."""
is_acting = _hangs_as("nsubj", "nsubjpass", "agent", "poss", "dobj", "conj")
"""Where an actor stands rather than a place."""
is_direct_argument = _hangs_as("nsubj", "nsubjpass", "dobj", "dative")
"""Subject or object, without a preposition."""
is_verb_object = _hangs_as("dobj", "dative")
""" "Gave Iran arms": both."""
is_sign_of_passive = _hangs_as("agent", "auxpass", "nsubjpass")
"""What only a passive verb has."""
is_satellite = _hangs_as("prt", "prep", "advmod", "acomp")
"""What makes another verb of a verb: "stopped short of", "ruled out"."""
is_extension = _hangs_as("advmod", "acomp", "oprd")
""" "Brought closer together", "came under"."""
is_short_satellite = _hangs_as("prt", "prep", "acomp")
""" "Stopped short", "ruled out"."""
is_naming_complement = _hangs_as("oprd", "attr", "dobj", "ccomp")
""" "Called it genocide", wherever the parser hangs the name."""
is_said_of = _hangs_as("dobj", "attr", "oprd")
"""What somebody becomes or is made: "was named minister"."""
is_filled = _hangs_as("dobj", "oprd", "neg")
"""What follows a denial at once: "denied it", "did not"."""
is_content = _hangs_as("dobj", "xcomp", "ccomp", "prep", "dative", "nsubjpass", "oprd")
"""What a verb speaks of, wherever a parser hangs it."""
is_misplaced_noun = _hangs_as("npadvmod", "dep")
"""A noun that the parser has no place for."""
is_misplaced_subject = _hangs_as("npadvmod", "dep", "nsubj")
"""A noun in front of a verb, whatever the parser takes it for."""
is_noun_opening = _hangs_as("amod", "compound", "nmod", "advmod", "npadvmod")
"""What stands before a participle that marks a noun: "Saudi-led"."""
is_naming = _hangs_as("amod", "compound", "nmod", "nummod", "poss")
"""What belongs to the name of a thing: "the 2022 invasion"."""
is_mark_of_noun = _hangs_as("amod", "compound", "nummod", "poss")
"""What may stand before a noun that refers back."""
is_reduced_clause = _hangs_as("advcl", "xcomp", "ROOT")
"""Where a participle stands without a subject of its own."""
is_time_clause = _hangs_as("advcl", "pcomp", "pobj")
""" "After attacking", "after the attack"."""
is_source = _hangs_as("nsubj", "pobj", "poss")
"""Where who says something stands: "X said", "according to X", "X's claim"."""
is_clause_in_place_of_object = _hangs_as("dobj", "ccomp", "xcomp", "advcl")
"""What may take the place of a verb's object."""
is_predicated = _hangs_as(
    "oprd", "acomp", "attr", "pobj", "pcomp", "ccomp", "xcomp", "dobj", "amod", "conj", "advcl", "acl"
)
"""What may be said of something, wherever a parser hangs it."""
is_subject_or_expletive = _hangs_as("nsubj", "csubj", "expl", "nsubjpass", "csubjpass")
"""Whatever stands as subject of a verb, active or passive."""
is_nominal_complement = _hangs_as("dobj", "dative", "attr")
"""A noun behind a verb, without a preposition."""
completes_verb = _hangs_as("dobj", "xcomp", "ccomp", "acomp", "attr", "prep", "expl", "advcl")
"""What a verb needs or carries, so that it is not left for one said before."""
is_bound_to_verb = _hangs_as("dobj", "ccomp", "xcomp", "prep", "attr", "acomp", "nsubjpass")
"""What leaves a verb no room for another object."""
