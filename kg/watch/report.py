"""News as text, as JSON and as an Atom feed (RFC 4287) that has an entry a pass."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.graph.claims import ClaimRow
from kg.watch.news import News, relation_label
from kg.whole import whole_file

SHOWN = 50
"""Claims, denials, reversals and ties each that text and feed show; the JSON has all."""
ENTRIES = 50
"""Passes that the feed has."""
FEED = "news.atom"
REPORTS = "reports"
"""Folder of the reports, one a pass that found something, named by its time."""
ATOM = "http://www.w3.org/2005/Atom"


def headline(news: News) -> str:
    """As "3 new claims, 1 denial, 1 reversal, 2 first-time ties in 2 articles"."""
    counts = [(len(news.claims), "new claim"), (len(news.denials), "denial"), (len(news.reversals), "reversal"),
              (len(news.ties), "first-time tie")]  # fmt: skip
    said = ", ".join(_count(count, what) for count, what in counts if count or what == "new claim")
    return f"{said} in {_count(news.articles, 'article')}"


def as_text(news: News) -> str:
    """The report for a terminal or a mail."""
    lines = [f"{news.at:%Y-%m-%d %H:%M} UTC: {headline(news)}"]
    for title, items in _sections(news):
        lines += ["", title]
        lines += [("      " if number else "  ") + line for item in items[:SHOWN] for number, line in enumerate(item)]
        if len(items) > SHOWN:
            lines.append(f"  and {len(items) - SHOWN:,} more")
    return "\n".join([*lines, *(["", *(f"not read: {fault}" for fault in news.faults)] if news.faults else [])]) + "\n"


def as_json(news: News) -> dict[str, Any]:
    """The report as data."""
    return {
        "at": news.at.isoformat(), "headline": headline(news), "articles": news.articles,
        "claims": [_claim_json(claim) for claim in news.claims],
        "denials": [claim.id for claim in news.denials],
        "reversals": [{"affirmed": _claim_json(one.affirmed), "denied": _claim_json(one.denied)}
                      for one in news.reversals],
        "ties": [{"one": tie.one, "other": tie.other, "claims": [claim.id for claim in tie.claims]}
                 for tie in news.ties],
        "faults": list(news.faults), "html": _html(news),
    }  # fmt: skip


def write_report(folder: Path, news: News) -> Path:
    """Write a report as text and JSON, and the feed anew with the last of them; the path of the text.

    Raises:
        StoreError: it can't be written, or an earlier report not be read.
    """
    path = folder / REPORTS / f"{news.at:%Y%m%dT%H%M%SZ}.txt"
    with whole_file(path.with_suffix(".json")) as file:
        file.write(json.dumps(as_json(news), ensure_ascii=False, indent=1).encode())
    with whole_file(path) as file:
        file.write(as_text(news).encode())
    with whole_file(folder / FEED) as file:
        file.write(atom(folder))
    return path


def atom(folder: Path) -> bytes:
    """The feed of the last reports, the newest first."""
    from lxml import etree

    paths = sorted((folder / REPORTS).glob("*.json"), reverse=True)[:ENTRIES]
    try:
        reports = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder / REPORTS}: a report can't be read: {error}") from error
    name = uuid.uuid5(uuid.NAMESPACE_URL, folder.resolve().as_uri())
    feed = etree.Element("feed", nsmap={None: ATOM})  # type: ignore[dict-item]
    put = _putter(feed)
    put("id", name.urn)
    put("title", f"What is new in {folder.resolve().parent.name}")
    put("updated", reports[0]["at"] if reports else dt.datetime.now(dt.UTC).isoformat())
    put("generator", "kg watch")
    for report in reports:
        entry = etree.SubElement(feed, "entry")
        put = _putter(entry)
        put("id", uuid.uuid5(name, report["at"]).urn)
        put("title", report["headline"])
        put("updated", report["at"])
        etree.SubElement(etree.SubElement(entry, "author"), "name").text = "kg"
        put("content", report["html"]).set("type", "html")
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _putter(parent: Any) -> Callable[[str, str], Any]:
    from lxml import etree

    def put(name: str, text: str) -> Any:
        child = etree.SubElement(parent, name)
        child.text = "".join(one for one in text if one >= " " or one in "\n\t")  # what XML can't hold
        return child

    return put


def _sections(news: News) -> Iterator[tuple[str, list[list[str]]]]:
    """Title and items of each section that has any; an item is lines, the first of which says it."""
    reversals = [
        [f"{_statement(one.affirmed)}: affirmed {_when(one.affirmed)}, denied {_when(one.denied)}",
         _evidence(one.affirmed), _evidence(one.denied)]
        for one in news.reversals
    ]  # fmt: skip
    ties = [[f"{tie.one} – {tie.other}", *_first_lines(tie.claims)] for tie in news.ties]
    denials = list(_statements(news.denials))
    others = list(_statements([claim for claim in news.claims if claim.polarity != "negated"]))
    named = (("Reversals", reversals), ("Denials", denials), ("First-time ties", ties), ("New claims", others))
    yield from ((title, items) for title, items in named if items)


def _statements(claims: Sequence[ClaimRow]) -> Iterator[list[str]]:
    """What is claimed, each once, with the surest claim's words and the number of the others."""
    said: dict[tuple[str, ...], list[ClaimRow]] = {}
    for claim in claims:
        key = (claim.subject, claim.relation, claim.object, claim.polarity, claim.modality)
        said.setdefault(key, []).append(claim)
    yield from map(_first_lines, said.values())


def _first_lines(claims: Sequence[ClaimRow]) -> list[str]:
    first, more = claims[0], len(claims) - 1
    done = "" if first.modality == "actual" else f" ({first.modality})"
    return [_statement(first) + done + (f", and {_count(more, 'claim')} more" if more else ""), _evidence(first)]


def _html(news: News) -> str:
    parts = []
    for title, items in _sections(news):
        rows = "".join(
            f"<li>{escape(first)}{''.join(f'<br><small>{escape(line)}</small>' for line in more)}</li>"
            for first, *more in items[:SHOWN]
        )
        more = f"<p>and {len(items) - SHOWN:,} more</p>" if len(items) > SHOWN else ""
        parts.append(f"<h2>{title}</h2><ul>{rows}</ul>{more}")
    return "".join(parts)


def _statement(claim: ClaimRow) -> str:
    theme = f" [{claim.theme}]" if claim.theme else ""
    words = f"{claim.subject_label} {relation_label(claim)} {claim.object_label}{theme}"
    if claim.polarity == "negated":
        return f"denied: {words}" + (f", by {claim.speaker}" if claim.speaker else "")
    return words + (f", says {claim.speaker}" if claim.speaker else "")


def _evidence(claim: ClaimRow) -> str:
    where = ", ".join(one for one in (claim.source, str(claim.published or ""), claim.url) if one)
    return f"“{' '.join(claim.quote.split())}”" + (f" – {where}" if where else "")


def _when(claim: ClaimRow) -> str:
    return claim.happened.isoformat() if claim.happened else "without a date"


def _claim_json(claim: ClaimRow) -> dict[str, Any]:
    return {
        "id": claim.id, "subject": claim.subject_label, "relation": claim.relation, "object": claim.object_label,
        "polarity": claim.polarity, "modality": claim.modality, "speaker": claim.speaker, "theme": claim.theme,
        "confidence": claim.confidence, "date": claim.happened.isoformat() if claim.happened else None,
        "quote": claim.quote, "title": claim.title, "source": claim.source, "url": claim.url,
    }  # fmt: skip


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
