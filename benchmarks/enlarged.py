"""Shards as large as an archive out of a part of it: each article several times over, as if it were another one.

    kg extract part.jsonl --shards part
    python -m benchmarks.enlarged part --times 26 --days 75 --silent 0.22 --out large
    kg load large --out enlarged --no-write

Where reading a whole archive takes too long, a graph of its size can be measured all the same: what is asked of it does
not mind that it is made up. A copy has ids and days of its own (``--days`` later each), its letters are exchanged so
that no copy is taken for a reprint, and persons are others in each copy, up to :data:`PERSONS` of a name; all else is
the same, so that states have as many claims as in the whole. ``--silent`` says how many of the articles without a claim
are copied.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

from kg.extract import Reading
from kg.model import Article, Claim, Entity, Mention, UnresolvedMention
from kg.partial_date import PartialDate
from kg.shards.files import read_shards, write_shards

PERSONS = 17
"""Other persons in place of one at most: 77,000 claims of twenty years name 14,000 actors."""


class Copy:
    """The copy of this number: what stands in it for what is in the part."""

    def __init__(self, number: int, days: int) -> None:
        self.number = number
        self.later = dt.timedelta(days=days * number)
        self._letters, self._of_names = _exchanged(number), _exchanged(number % PERSONS)

    def text(self, text: str) -> str:
        """The same characters but for small letters, so that all offsets stay."""
        return text.translate(self._letters)

    def entity(self, entity: Entity) -> Entity:
        """Persons are others; all else stays."""
        which = self.number % PERSONS
        if entity.type != "Person" or not which:
            return entity
        return replace(entity, id=f"{entity.id}-{which}", label=entity.label.translate(self._of_names))

    def date(self, date: PartialDate | None) -> PartialDate | None:
        """Whole days come later, months and years stay."""
        if date is None or len(date.isoformat()) != len("2014-03-18"):
            return date
        return PartialDate.parse((dt.date.fromisoformat(date.isoformat()) + self.later).isoformat())

    def claim(self, claim: Claim) -> Claim:
        evidence = claim.evidence
        return replace(
            claim,
            subject=self.entity(claim.subject), object=self.entity(claim.object), date=self.date(claim.date),
            attributed_to=claim.attributed_to and self.entity(claim.attributed_to),
            evidence=replace(evidence, article=self.id(evidence.article), text=self.text(evidence.text)),
            subject_text=self.text(claim.subject_text), object_text=self.text(claim.object_text),
        )  # fmt: skip

    def mention(self, mention: Mention) -> Mention:
        return replace(mention, text=self.text(mention.text), entities=tuple(map(self.entity, mention.entities)))

    def unresolved(self, mention: UnresolvedMention) -> UnresolvedMention:
        return replace(mention, text=self.text(mention.text))

    def id(self, article: str) -> str:
        return f"{article}-{self.number}"

    def article(self, article: Article) -> Article:
        return replace(
            article, id=self.id(article.id), text=self.text(article.text),
            title=article.title and self.text(article.title), url=article.url and f"{article.url}#{self.number}",
            published=article.published and article.published + self.later,
        )  # fmt: skip

    def reading(self, reading: Reading) -> Reading:
        return Reading(
            self.article(reading.article), tuple(map(self.claim, reading.claims)),
            tuple(map(self.mention, reading.mentions)), tuple(map(self.unresolved, reading.unresolved)),
        )  # fmt: skip


def _exchanged(number: int) -> dict[int, int]:
    letters = random.Random(number).sample(ascii_lowercase, len(ascii_lowercase))
    return str.maketrans(ascii_lowercase, "".join(letters))


def enlarged(part: Path, times: int, days: int, silent: float) -> Iterator[Reading]:
    """What is in the shards of ``part``, and its copies, a copy after the other."""
    chosen = random.Random(0)
    readings = [one for one in read_shards([part], print) if one.claims or chosen.random() < silent]
    for number in range(times):
        copy = Copy(number, days)
        yield from map(copy.reading, readings) if number else readings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", type=Path, help="folder of shards")
    parser.add_argument("--times", type=int, default=6, help="how large it is made")
    parser.add_argument("--days", type=int, default=80, help="days from a copy to the next")
    parser.add_argument("--silent", type=float, default=1, help="share of articles without a claim")
    parser.add_argument("--out", type=Path, required=True, help="folder for the shards")
    options = parser.parse_args()
    for shard in write_shards(enlarged(options.part, options.times, options.days, options.silent), options.out):
        print(shard)


if __name__ == "__main__":
    main()
