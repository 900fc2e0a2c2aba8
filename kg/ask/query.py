"""The SPARQL that answers a question: claims that fit, with who is asked for, the quote and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.ask.meaning import Meaning
from kg.ask.period import Period
from kg.ask.wording import Wording
from kg.graph.identities import canonical
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import node, relation_iri, shorten
from kg.model import Claim, Entity
from kg.vocabulary import load_vocabulary

_BOTH_NEEDED = frozenset({"mediatesBetween"})
"""Relations of one act with several others, whose claims must stand in one article."""


def sparql(graph: KnowledgeGraph, wording: Wording, meaning: Meaning, *, any_polarity: bool = False) -> str:
    """The query. Actors that are named stand for all who belong to them, a relation for those below it.

    ``any_polarity`` leaves open whether it is affirmed or denied, done or only planned, and who says so.
    """
    joined = canonical(graph)
    variables = {name: f"?who{place or ''}" for place, (name, _) in enumerate(wording.unknowns)}
    lines: list[str] = []
    for place, claim in enumerate(meaning.claims):
        lines += _claim(claim, f"?claim{place or ''}", str(place or ""), variables, joined, any_polarity=any_polarity)
        if place and claim.relation in _BOTH_NEEDED:
            lines.append(f"?claim{place} prov:wasQuotedFrom ?article .")
    for name, kind in wording.unknowns:
        lines += _kind(variables[name], kind)
    if meaning.theme:
        lines += ["?claim kg:theme ?what .", f"FILTER (CONTAINS(LCASE(?what), {_text(meaning.theme)}))"]
    else:
        lines.append("OPTIONAL { ?claim kg:theme ?what }")
    lines += [
        "?claim kg:polarity ?polarity ; kg:modality ?modality ; oa:exact ?quote ; prov:wasQuotedFrom ?article ;",
        "       kg:confidence ?confidence ;",
        "       kg:subjectAs/kg:statedLabel ?subject ; kg:objectAs/kg:statedLabel ?object .",
        "OPTIONAL { ?claim kg:speakerAs/kg:statedLabel ?speaker }",
        "OPTIONAL { ?claim kg:date ?date ; kg:dateFrom ?from ; kg:dateUntil ?until }",
        "OPTIONAL { ?article schema:datePublished ?published }",
        "OPTIONAL { ?article dc:publisher ?source }",
        "BIND (COALESCE(?until, ?published) AS ?day)",
        *map(_holds, meaning.words),
        *_within(wording.period),
    ]
    names = [f"{variables[name]}Label" for name, _ in wording.unknowns]
    columns = [*(f"({label} AS {label.removesuffix('Label')}Is)" for label in names)]
    shown = (
        "?day ?date ?subject ?relation ?object ?what ?polarity ?modality ?speaker ?quote ?source ?confidence ?article "
        "?claim"
    )
    body = "\n".join(f"  {line}" for line in lines)
    order = " ".join([*names, "?day", "?claim"])
    return f"SELECT DISTINCT {' '.join(columns)} {shown}\nWHERE {{\n{body}\n}}\nORDER BY {order}"


def _claim(
    claim: Claim, name: str, suffix: str, variables: dict[str, str], joined: Mapping[str, str], *, any_polarity: bool
) -> list[str]:
    relation = load_vocabulary().relations[claim.relation]
    names = sorted({claim.relation, *load_vocabulary().descendants(claim.relation)})
    values = " ".join(shorten(str(node(relation_iri(one)).value)) for one in names)
    lines = [f"VALUES ?relation{suffix} {{ {values} }}", f"{name} rdf:predicate ?relation{suffix} ."]
    ends = [_end(claim.subject, f"?s{suffix}", variables, joined), _end(claim.object, f"?o{suffix}", variables, joined)]
    forth = f"{name} rdf:subject/kg:canonical {ends[0][0]} ; rdf:object/kg:canonical {ends[1][0]} ."
    back = f"{name} rdf:subject/kg:canonical {ends[1][0]} ; rdf:object/kg:canonical {ends[0][0]} ."
    lines += [line for _, more in ends for line in more]
    lines.append(f"{{ {forth} }} UNION {{ {back} }}" if relation.symmetric else forth)
    if any_polarity:
        return lines
    lines.append(f"{name} kg:polarity kg:{claim.polarity} ; kg:modality kg:{claim.modality} .")
    # Who plans something is not always told by themselves; who denies something is.
    if claim.attributed_to and (claim.polarity == "negated" or claim.attributed_to.id != claim.subject.id):
        lines += _speaker(claim, name, suffix, variables, joined)
    return lines


def _end(entity: Entity, variable: str, variables: dict[str, str], joined: Mapping[str, str]) -> tuple[str, list[str]]:
    if entity.label in variables:
        return variables[entity.label] + "Said", []
    iri = joined.get(entity.id, entity.id)
    return variable, [f"{variable} kg:partOf* {_term(iri)} ."]


def _speaker(claim: Claim, name: str, suffix: str, variables: dict[str, str], joined: Mapping[str, str]) -> list[str]:
    """Who says it: who is asked for, who is named, or the one who denies what they are said to have done."""
    speaker = claim.attributed_to
    assert speaker is not None
    variable = f"?speaks{suffix}"
    lines = [f"{name} kg:attributedTo/kg:canonical {variable} ."]
    if speaker.label in variables:
        asked = variables[speaker.label]
        if speaker.id in (claim.subject.id, claim.object.id):
            return [*lines, f"{variable} kg:partOf* ?whole{suffix} . {asked}Said kg:partOf* ?whole{suffix} ."]
        return [f"{name} kg:attributedTo/kg:canonical {asked}Said ."]
    end, more = _end(speaker, variable, variables, joined)
    return [*more, f"{name} kg:attributedTo/kg:canonical {end} ."]


def _kind(variable: str, kind: str) -> list[str]:
    """Who is asked for by class: states stand for those who belong to them, the rest are as they are said."""
    if kind == "Country":
        return [f"{variable}Said kg:partOf* {variable} . {variable} a kg:Country ; rdfs:label {variable}Label ."]
    lines = [f"BIND ({variable}Said AS {variable})", f"{variable} rdfs:label {variable}Label ."]
    return [*lines, f"{variable} a kg:{kind} ."] if kind else lines


def _within(period: Period) -> list[str]:
    tests = []
    if period.since:
        tests.append(f'COALESCE(?from, ?published) >= "{period.since}"^^xsd:date')
    if period.until:
        tests.append(f'COALESCE(?until, ?published) <= "{period.until}"^^xsd:date')
    return [f"FILTER ({' && '.join(tests)})"] if tests else []


def _holds(forms: Iterable[str]) -> str:
    """That the quote holds a word in one of its forms."""
    return f"FILTER ({' || '.join(f'CONTAINS(LCASE(?quote), {_text(form)})' for form in forms)})"


def _text(word: str) -> str:
    return str(ox.Literal(word))


def _term(iri: str) -> str:
    short = shorten(iri)
    return short if short != iri and not any(mark in short for mark in "%()',") else str(node(iri))
