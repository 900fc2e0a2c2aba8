"""Precision, recall and F1 of claims against gold sentences, at event, pair and triple level.

The levels are those of the PLOVER gold standard's scorer: the event types of a sentence; the unordered pairs of
countries that an event joins; directed (source country, type, target country) triples. All are micro-averaged over
sentences; pairs and triples count only sentences in which every gold actor has a country.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NO_COUNTRY = frozenset({None, "", "IGO", "NGO", "IMG", "ISM"})
"""Codes of actors without a state: international, non-governmental, militant and media."""
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)

Triple = tuple[str, str | None, str]


@dataclass(frozen=True, slots=True)
class Score:
    """``hit`` right of ``said``, of ``gold`` to be found; ratios are 0 where there is nothing to divide by."""

    hit: int
    said: int
    gold: int

    @property
    def precision(self) -> float:
        return self.hit / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by level, how many gold sentences there are, and how many count for pairs and triples."""

    event: Score
    pair: Score
    triple: Score
    sentences: int
    scored_for_pairs: int

    def to_json(self) -> dict[str, Any]:
        """Ratios to four places, as the scorer of the gold data prints them."""
        levels = {
            name: {"precision": round(score.precision, 4), "recall": round(score.recall, 4), "f1": round(score.f1, 4),
                   "hit": score.hit, "said": score.said, "gold": score.gold}
            for name, score in (("event", self.event), ("pair", self.pair), ("triple", self.triple))
        }  # fmt: skip
        return {**levels, "sentences": self.sentences, "scored_for_pairs": self.scored_for_pairs}


@dataclass(frozen=True, slots=True)
class Band:
    """Claims with confidence from ``low`` up to ``high``: how many, and how many of them are a gold triple."""

    low: float
    high: float
    said: int
    hit: int


def evaluate(gold: Sequence[Mapping[str, Any]], claims: Iterable[Mapping[str, Any]]) -> Evaluation:
    """Score claims (as ``kg extract`` writes them) against gold records ``{"id", "text", "events"}``."""
    triples: dict[str, set[Triple]] = defaultdict(set)
    events: dict[str, set[str | None]] = defaultdict(set)
    for claim in claims:
        events[claim["article"]].add(event_type(claim))
        triple = claim_triple(claim)
        if triple:
            triples[claim["article"]].add(triple)
    scorable = [record for record in gold if _has_countries(record)]
    gold_triples = {record["id"]: _gold_triples(record) for record in scorable}
    return Evaluation(
        event=_score({r["id"]: {event["event"] for event in r["events"]} for r in gold}, events),
        pair=_score({key: _pairs(value) for key, value in gold_triples.items()},
                    {key: _pairs(triples[key]) for key in gold_triples}),
        triple=_score(gold_triples, {key: triples[key] for key in gold_triples}),
        sentences=len(gold),
        scored_for_pairs=len(scorable),
    )  # fmt: skip


def reliability(gold: Sequence[Mapping[str, Any]], claims: Iterable[Mapping[str, Any]]) -> list[Band]:
    """Share of right triples by confidence, over the sentences that count for triples.

    Lasting facts, which have no event type and so no place in the gold data, are left out.
    """
    gold_triples = {record["id"]: _gold_triples(record) for record in gold if _has_countries(record)}
    counts = [[0, 0] for _ in BANDS[:-1]]
    for claim in claims:
        triple = claim_triple(claim)
        if triple and claim["plover"] and claim["article"] in gold_triples:
            band = max(number for number, low in enumerate(BANDS[:-1]) if claim["confidence"] >= low)
            counts[band][0] += 1
            counts[band][1] += triple in gold_triples[claim["article"]]
    return [
        Band(low, min(high, 1.0), said, hit) for low, high, (said, hit) in zip(BANDS, BANDS[1:], counts, strict=False)
    ]


def event_type(claim: Mapping[str, Any]) -> str | None:
    """The PLOVER type; what is denied counts as REJECT, which is PLOVER's word for a refusal."""
    return "REJECT" if claim.get("polarity") == "negated" else claim["plover"]


def claim_triple(claim: Mapping[str, Any]) -> Triple | None:
    """Countries of subject and object around the event type; None where an actor has no country."""
    subject, object_ = ((claim[side] or {}).get("country") for side in ("subject", "object"))
    if subject in NO_COUNTRY or object_ in NO_COUNTRY:
        return None
    return str(subject), event_type(claim), str(object_)


def _has_countries(record: Mapping[str, Any]) -> bool:
    codes = [actor.get("country") for event in record["events"] for actor in event["source"] + event["target"]]
    return bool(codes) and not NO_COUNTRY & set(codes) and bool(_gold_triples(record))


def _gold_triples(record: Mapping[str, Any]) -> set[Triple]:
    """An event with several sources and no target is reciprocal."""
    found: set[Triple] = set()
    for event in record["events"]:
        sources = [actor.get("country") for actor in event["source"]]
        targets = [actor.get("country") for actor in event["target"]]
        found |= {
            (one, event["event"], other) for one in sources for other in targets or sources if targets or one != other
        }
    return found


def _pairs(triples: Iterable[Triple]) -> set[frozenset[str]]:
    return {frozenset((one, other)) for one, _, other in triples}


def _score(gold: Mapping[str, set[Any]], found: Mapping[str, set[Any]]) -> Score:
    empty: set[Any] = set()
    return Score(
        hit=sum(len(gold[key] & found.get(key, empty)) for key in gold),
        said=sum(len(found.get(key, empty)) for key in gold),
        gold=sum(len(gold[key]) for key in gold),
    )
