"""Demonyms that do not mean the state they come from: "ethnic Albanians in Macedonia", "Syria's Kurds"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Span

from kg.gazetteer.index import Name
from kg.mentions.phrase import modifiers
from kg.model import Entity
from kg.syntax.relations import is_premodifier, is_preposition, is_prepositional_object
from kg.syntax.words import is_plural_noun

Names = Mapping[int, tuple[Span, Name]]
AT_HOME = frozenset({"in", "of", "from"})
IMMIGRANT_STATES = frozenset({"USA", "CAN", "AUS"})
"""Korean Americans are Americans; Bosnian Serbs are not Serbia's."""


def people_of(names: Names, span: Span, name: Name) -> Entity | None:
    """Whom a demonym means here: its state, the state where a people lives, or None where that is not said."""
    entity = name.entity
    ethnic = span.start > 0 and span.doc[span.start - 1].lower_ == "ethnic"
    stateless = entity.country is None and entity.type == "RoleActor" and not entity.label.endswith(" states")
    if not ethnic and not stateless:
        other = _state_before(names, span) if is_plural_noun(span.root) else None
        return other if other and other.country != entity.country and entity.country not in IMMIGRANT_STATES else entity
    home = _state_before(names, span) or _state_behind(names, span)
    if home is None:
        return None if ethnic else entity
    if ethnic:
        return home
    return replace(entity, country=home.country, label=f"{entity.label} of {home.label}", part_of=home.id,
                   id=f"{entity.id}-{(home.country or '').lower()}")  # fmt: skip


def _state_before(names: Names, span: Span) -> Entity | None:
    """ "Syria's Kurds", "Ecuadorean Indians": the state that owns or marks the people."""
    for modifier in modifiers(span.root):
        named = names.get(modifier.i)
        if named and named[0].start < span.start and _is_state(named[1].entity):
            return named[1].entity
    return None


def _state_behind(names: Names, span: Span) -> Entity | None:
    """ "Ethnic Albanian rebels in Macedonia", "Druze inhabitants of the Golan Heights"."""
    heads = [span.root]
    if is_premodifier(span.root):
        heads.append(span.root.head)
    for head in heads:
        for child in head.rights:
            if is_preposition(child) and child.lower_ in AT_HOME:
                for inner in child.children:
                    named = names.get(inner.i)
                    if is_prepositional_object(inner) and named and _is_state(named[1].entity):
                        return named[1].entity
    return None


def _is_state(entity: Entity) -> bool:
    return entity.type in {"Country", "Territory", "Place"} and entity.country is not None
