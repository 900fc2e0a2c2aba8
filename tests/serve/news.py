"""A little news of our own, and an article that tries to be markup, written into a graph on disk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from kg.graph.derive import derive
from kg.graph.store import open_graph
from kg.graph.write import add_claims
from kg.model import Article, Claim, Entity, Evidence
from kg.partial_date import PartialDate
from kg.resources import BASE

NORLAND = Entity(BASE + "entity/norland", "Norland", "Country", "NRL")
SULIA = Entity(BASE + "entity/sulia", "Sulia", "Country", "SUL")
PACT = Entity(BASE + "entity/lake-pact", "Lake Pact", "Organisation")
PREMIER = Entity(BASE + "person/ira-vane", "Ira Vane", "Person", "NRL", "GOV", NORLAND.id)

ARMS = Article(
    "arms-1",
    "Norland sold rifles to Sulia, the Lake Pact said, and sanctioned it a week later. "
    "Norland did not sell rifles to Sulia, Ira Vane said. Sulia will visit the Lake Pact.",
    "Rifles across the lake",
    dt.date(2020, 2, 3),
    "Lake Courier",
    "https://example.org/rifles",
    author="N. Quill",
)
RAID = Article(
    "raid/2",
    "Sulia raided Norland at dawn. Norland accused Sulia of it.",
    "Raid at dawn",
    dt.date(2021, 6, 7),
    "Shore Post",
)

ATTACK = (
    '</script><script>window.ran=1</script><img src=x onerror=\'window.ran=1\'>"onmouseover="window.ran=1" {{ 7*7 }}'
)
ODD = "\u202eevil\u2066 \u2028 \U0001f3db a\u0301 \u200b"
BAD_QUOTE = f"Norland armed {ATTACK}{ODD} Sulia"
BAD = Article(
    "../bad?<b>",
    f"It is said that {BAD_QUOTE}, and so on.",
    f"Bad news {ATTACK}",
    dt.date(2022, 1, 1),
    f"Source {ATTACK}",
    "javascript:window.ran=1",
    author=ATTACK,
)
VILLAIN = Entity(BASE + "entity/villain", f"Villain {ATTACK}", "ArmedGroup")


def claim(article: Article, quote: str, subject: Entity, relation: str, object: Entity, **more: Any) -> Claim:
    """A claim whose evidence is ``quote``, wherever that stands in the article."""
    start = article.text.index(quote)
    evidence = Evidence(article.id, 0, quote, start, start + len(quote))
    return Claim(subject, relation, object, evidence, "test/by-hand", **{"confidence": 0.9, **more})


SOLD = claim(ARMS, "Norland sold rifles to Sulia", NORLAND, "suppliesArmsTo", SULIA, attributed_to=PACT, theme="rifles")
SANCTIONED = claim(
    ARMS, "Norland sold rifles to Sulia, the Lake Pact said, and sanctioned it", NORLAND, "sanctions", SULIA,
    date=PartialDate(2020, 2, 10),
)  # fmt: skip
NOT_SOLD = claim(
    ARMS, "Norland did not sell rifles to Sulia", NORLAND, "suppliesArmsTo", SULIA, polarity="negated",
    attributed_to=PREMIER,
)  # fmt: skip
VISIT = claim(ARMS, "Sulia will visit the Lake Pact", SULIA, "visits", PACT, modality="planned")
RAIDED = claim(RAID, "Sulia raided Norland", SULIA, "attacks", NORLAND)
ACCUSED = claim(RAID, "Norland accused Sulia", NORLAND, "accuses", SULIA)
BAD_CLAIM = claim(BAD, BAD_QUOTE, VILLAIN, "suppliesArmsTo", SULIA, theme=f"arms {ATTACK}")


def articles() -> list[tuple[Article, list[Claim]]]:
    """Two plain articles and the hostile one."""
    return [(ARMS, [SOLD, SANCTIONED, NOT_SOLD, VISIT]), (RAID, [RAIDED, ACCUSED]), (BAD, [BAD_CLAIM])]


def write_graph(folder: Path, news: list[tuple[Article, list[Claim]]] | None = None) -> Path:
    """The graph of these articles, in ``folder/graph``; added to what is there."""
    with open_graph(folder / "graph", create=True) as graph:
        add_claims(graph, articles() if news is None else news)
        derive(graph)
    return folder / "graph"
