"""People in office: who held which office of which state or organisation, and when.

Read from ontology/actors: people_own.tsv, kept by hand, and people.tsv, which scripts/build_people.py makes. Rows are
found by the words of their names, and made into terms when a name with such a word is asked for, so that twenty
thousand of them load in a moment.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, repeat

from kg.gazetteer.bodies import body_entries
from kg.gazetteer.records import Holding, Name
from kg.gazetteer.same_person import Person, same_people
from kg.gazetteer.spelling import lookup_key, plain_text, spellings
from kg.gazetteer.states import countries, territory_entities
from kg.gazetteer.tables import Row, read_rows
from kg.model import Entity
from kg.resources import BASE, WIKIDATA
from kg.slug import slugify

FILES = ("people_own.tsv", "people.tsv")
COLUMNS = ["name", "id", "state", "sector", "office", "since", "until", "leader", "names"]
NAME, ID, STATE, LEADER, NAMES = map(COLUMNS.index, ("name", "id", "state", "leader", "names"))
FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "SGP", "KHM", "VNM"})
TWO_FAMILY_NAMES = frozenset(
    ["ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GNQ", "GTM", "HND", "MEX", "NIC", "PAN", "PER",
     "PRT", "PRY", "SLV", "URY", "VEN"]
)  # fmt: skip
PARTICLES = frozenset(
    ["abdul", "abu", "al", "ben", "bin", "da", "de", "del", "der", "dos", "el", "la", "le", "van", "von"]
)
SOURCE_ENDS = frozenset({"2011-02-28", "2012-01-31"})
"""Last days of the sources of people.tsv: whether a term that ends there went on is not known."""
ORDINAL = re.compile(r"[ivx]+|jr\.?|sr\.?")
_WORD = re.compile(r"[^\s;,-]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a file: a person in an office, all as text."""

    row: Row
    name: str
    id: str
    state: str
    sector: str
    office: str
    since: str
    until: str
    leader: str
    names: str

    def other_names(self) -> list[str]:
        """Other spellings of the person's name."""
        if not self.names:
            return []
        return [name.strip() for name in re.split(r"[;,]", self.names) if name.strip()]


@dataclass(frozen=True)
class People:
    """Terms in office by lookup key of a full or family name, and the Q-number of a person where a source gives it."""

    own: Sequence[Row]
    made: Sequence[Row]
    by_word: tuple[Mapping[str, Sequence[Row]], ...]
    """Rows of each file by the words of their names."""
    identifiers: Mapping[Person, str]
    same: Mapping[Person, Person]
    labels: Mapping[Person, str]
    """Names by hand of people whom a source identifies."""
    _by_key: dict[str, dict[str, list[Term]]] = field(default_factory=dict, repr=False, compare=False)
    """Terms by key, of the rows with a word that was asked for."""

    @property
    def terms(self) -> Iterator[Term]:
        """All terms in office, in the order of the files."""
        return map(_term, (*self.own, *self.made))

    def holdings(self, name: str) -> list[Holding]:
        """Terms of people with this name."""
        key = lookup_key(name)
        word = (_words(key) or [""])[-1]
        terms = self._by_key.get(word)
        if terms is None:
            terms = self._by_key[word] = _terms_by_key(row for rows in self.by_word for row in rows.get(word, ()))
        return [self.holding(term) for term in terms.get(key, ())]

    def holding(self, term: Term) -> Holding:
        """The term as objects; raises VocabularyError where a date is none."""
        try:
            since, until = _day(term.since, last=False), _day(term.until, last=True)
        except ValueError as error:
            raise term.row.error(str(error)) from error
        open_at_end = term.until in SOURCE_ENDS and term.row.path.name != FILES[0]
        return Holding(self.person(term), term.office, term.state, since, until, term.leader == "1", open_at_end)

    def person(self, term: Term) -> Entity:
        """The person; speaks for the state, organisation or group through ``part_of``."""
        person = self.same.get((term.name, term.state), (term.name, term.state))
        identifier = self.identifiers.get(person)
        owner = owners()[term.state]
        return Entity(
            id=f"{WIKIDATA}{identifier}" if identifier else f"{BASE}person/{slugify(person[0])}",
            label=self.labels.get(person, person[0]),
            type="Person",
            country=owner.country,
            sector=term.sector,
            part_of=owner.id,
        )


@cache
def owners() -> dict[str, Entity]:
    """States by alpha-3 code, and territories, organisations and groups by their key: whose offices people hold."""
    return territory_entities() | {entry.key: entity for entry, entity in body_entries()} | countries()


@cache
def load_people() -> People:
    """All terms in office; raises VocabularyError naming file and line."""
    own, made = (tuple(_rows(file)) for file in FILES)
    made_by_word = _by_word(made)
    identifiers = {_person(row): row.cells[ID] for row in (*own, *made) if row.cells[ID]}
    by_hand = _names(own)
    # one who bears a name kept by hand has its last word
    last_words = {(_words(lookup_key(name)) or [""])[-1] for names in by_hand.values() for name in names}
    namesakes = (row for word in last_words for row in made_by_word.get(word, ()))
    same = same_people(by_hand, _names(namesakes), identifiers)
    labels = {same[person]: person[0] for person in sorted(by_hand, reverse=True) if person in same}
    return People(own, made, (_by_word(own), made_by_word), identifiers, same, labels)


def people_names() -> Iterator[Name]:
    """Names for the matcher: full ones of heads of state and government, and all that are listed by hand."""
    people = load_people()
    seen: set[Person] = set()
    leaders = (row for row in people.made if row.cells[LEADER] == "1")
    # where a family name is listed by hand, it is enough alone ("Gadhafi")
    for row, by_hand in chain(zip(people.own, repeat(True)), zip(leaders, repeat(False))):
        term = _term(row)
        new = [
            text
            for text in (term.name, *term.other_names())
            if (by_hand or " " in text) and " of " not in text and (text, term.state) not in seen
        ]
        if new:
            person = people.person(term)
            seen.update((text, term.state) for text in new)
            for text in spellings(new):
                yield Name(text, person, "person", True)


def _rows(file: str) -> Iterator[Row]:
    known = owners()
    for row in read_rows(file, COLUMNS):
        if row.cells[STATE] not in known:
            raise row.error(f"state {row.cells[STATE]!r} is no country, organisation or group we know")
        yield row


def _term(row: Row) -> Term:
    return Term(row, *row.cells)


def _person(row: Row) -> Person:
    return row.cells[NAME], row.cells[STATE]


def _names(rows: Iterable[Row]) -> dict[Person, frozenset[str]]:
    """All names of each person of the rows."""
    found: dict[Person, frozenset[str]] = {}
    for row in rows:
        found[_person(row)] = found.get(_person(row), frozenset()) | {row.cells[NAME], *_term(row).other_names()}
    return found


def _by_word(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    names = plain_text("\n".join([f"{row.cells[NAME]} {row.cells[NAMES]}" for row in rows]))
    for row, line in zip(rows, names.split("\n")):
        for word in set(_words(line)):
            found.setdefault(word, []).append(row)
    return found


def _words(key: str) -> list[str]:
    return _WORD.findall(key)


def _terms_by_key(rows: Iterable[Row]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in map(_term, rows):
        for key in _keys(term):
            found.setdefault(key, []).append(term)
    return found


def _keys(term: Term) -> set[str]:
    key = lookup_key(term.name.split(" of ")[0])  # "Salman of Saudi Arabia"
    keys = {key, *(lookup_key(name) for name in term.other_names())} if term.names else {key}
    words = [word for word in key.split() if not ORDINAL.fullmatch(word)]
    if len(words) == 1:
        return keys | set(words)
    if len(words) == 0:
        return keys
    keys.update((words[-1], " ".join(words)))
    if words[-1][:3] in {"al-", "el-"}:
        keys.add(words[-1][3:])
    if words[-2] in PARTICLES:
        keys.add(f"{words[-2]} {words[-1]}")
    if term.state in FAMILY_NAME_FIRST:
        keys.add(words[0])
    if len(words) > 2:
        keys.add(f"{words[0]} {words[-1]}")
        if term.state in TWO_FAMILY_NAMES:
            keys.add(f"{words[-2]} {words[-1]}")
            if words[-2] not in PARTICLES:
                keys.update((words[-2], f"{words[0]} {words[-2]}"))
    return keys


def _day(text: str, *, last: bool) -> dt.date | None:
    """Years and months ("2011", "2011-07") stand for their first or last day; an empty text for no known day."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12 if last else 1
    if len(parts) == 3:
        return dt.date(year, month, parts[2])
    if not last:
        return dt.date(year, month, 1)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
