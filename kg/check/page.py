"""A checked draft as one HTML file that fetches nothing: its sentences coloured, what the sources say beside them."""

from __future__ import annotations

from html import escape

from kg.check.draft import Checked, CheckedSentence, in_words
from kg.check.ground import VERDICTS
from kg.graph.claims import ClaimRow

_STYLE = """
:root { --supported: #d5ecd8; --only-planned: #dfe6f5; --no-ground: #e9e9ec; --dated-otherwise: #fbe6b8;
  --disputed: #fbd9b5; --contradicted: #f7c9c9; --ink: #1b2430; --quiet: #5b6675; --paper: #fff; --line: #dde2e8; }
@media (prefers-color-scheme: dark) { :root { --supported: #1f4a2a; --only-planned: #2a3a5e; --no-ground: #3a3f47;
  --dated-otherwise: #5c4a12; --disputed: #66400f; --contradicted: #6b2424; --ink: #e6eaf0; --quiet: #9ba7b6;
  --paper: #11161d; --line: #2b3542; } }
body { margin: 0 auto; max-width: 1200px; padding: 20px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
section { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 24px; padding: 10px 0;
  border-top: 1px solid var(--line); }
section > p { margin: 0; font: 18px/1.6 Georgia, serif; }
section > p span, .key { border-radius: 3px; padding: 1px 3px; background: var(--of); }
ul { margin: 0; padding: 0; list-style: none; font-size: 14.5px; }
li { margin: 0 0 10px; }
li > b { background: var(--of); border-radius: 3px; padding: 1px 6px; }
blockquote { margin: 3px 0 3px 10px; padding-left: 10px; border-left: 3px solid var(--line); }
small, .quiet { color: var(--quiet); }
@media (max-width: 700px) { section { grid-template-columns: 1fr; gap: 6px; } }
"""
QUOTES = 5
"""Quotes shown for each side of a claim."""


def page_html(sentences: list[CheckedSentence], title: str) -> str:
    """The page; every text of the draft and of the articles is escaped."""
    keys = " ".join(f'<span class="key" style="--of: var(--{_name(verdict)})">{verdict}</span>' for verdict in VERDICTS)
    rows = "\n".join(map(_section, sentences))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark"><title>{escape(title)}</title><style>{_STYLE}</style></head>
<body><h1>{escape(title)}</h1><p>{keys}</p>
{rows}
</body></html>
"""


def _section(sentence: CheckedSentence) -> str:
    text = escape(" ".join(sentence.text.split()))
    if sentence.verdict:
        text = f'<span style="--of: var(--{_name(sentence.verdict)})">{text}</span>'
    items = "".join(map(_item, sentence.checked)) or '<li class="quiet">no claim was read here</li>'
    return f"<section><p>{text}</p><ul>{items}</ul></section>"


def _item(one: Checked) -> str:
    ground = one.ground
    quotes = "".join(map(_quote, (*ground.claims[:QUOTES], *ground.against[:QUOTES])))
    more = len(ground.claims[QUOTES:]) + len(ground.against[QUOTES:])
    rest = f"<small>and {more} more</small>" if more else ""
    label = f'<b style="--of: var(--{_name(ground.verdict)})">{ground.verdict}</b>'
    return f"<li>{label} {escape(in_words(one.claim))}{quotes}{rest}</li>"


def _quote(row: ClaimRow) -> str:
    marks = [row.source or row.article, row.happened.isoformat() if row.happened else None,
             f"says {row.speaker}" if row.speaker else None, "denied" if row.polarity == "negated" else None,
             row.modality if row.modality != "actual" else None]  # fmt: skip
    return f"<blockquote>{escape(row.quote)}<br><small>{escape(', '.join(filter(None, marks)))}</small></blockquote>"


def _name(verdict: str) -> str:
    return verdict.replace(" ", "-")
