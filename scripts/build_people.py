"""Builds ontology/actors/people.tsv: people in office with their terms.

    python scripts/build_people.py SHARED/data

Sources: CountryInfo.120116.txt (Philip A. Schrodt, CC BY-SA 3.0; leaders 1960-2011, governments 2003-2011, US posts
since 1945) and world_leaders_wikidata_2022.csv (Wikidata, CC0; gives the Q-numbers of people). The built file is
CC BY-SA 3.0 for the first of them. Terms that the sources leave open end on the last day that they speak of.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rigour.territories import get_territory_by_qid

from kg.gazetteer.spelling import lookup_key
from kg.yaml_file import read_yaml

OUT = Path(__file__).resolve().parent.parent / "ontology" / "actors"
HEADER = """\
# People in office, built by scripts/build_people.py; mend the script or people_own.tsv, not this file.
# Sources: CountryInfo.120116 (Philip A. Schrodt, openeventdata/CountryInfo), licence CC BY-SA 3.0, which holds for this
# file too; world_leaders_wikidata_2022 (Wikidata, CC0). A term still open in a source ends on its last day.
"""
LAST_LEADERS, LAST_GOVERNMENT, FIRST_GOVERNMENT = "2012-01-31", "2011-02-28", "2003-01-01"
LOWER = frozenset(
    ["ad", "al", "ar", "as", "at", "az", "bin", "bint", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du",
     "e", "el", "ibn", "ud", "ul", "und", "ur", "uz", "van", "von", "y"]
)  # fmt: skip
DEPENDENCIES = frozenset(
    ["ABW", "AIA", "ASM", "BMU", "CCK", "COK", "CUW", "CXR", "CYM", "FLK", "FRO", "GGY", "GIB", "GRL", "GUM", "IMN",
     "JEY", "MNP", "MSR", "NCL", "NFK", "NIU", "PCN", "PRI", "PYF", "SHN", "SPM", "SXM", "TCA", "TKL", "VGB", "VIR",
     "WLF"]
)  # fmt: skip
"""Their chief ministers are no heads of government whom news means by a family name."""
SECTORS = {"MIL": "MIL", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY", "COP": "COP"}
FOREIGN_HEADS = re.compile(r"french co-?prince", re.I)
"""Heads of another state, who are no actor of this one."""
FOREIGN_POSTS = re.compile(
    r"occupation|civil administrator|governor|commissioner|french co-?prince|coprince|representative|\bresident", re.I
)
MENDED_CODES = {
    "GUINEA": "GIN", "GUATEMALA": "GTM", "ISRAEL": "ISR", "JAPAN": "JPN", "MYANMAR": "MMR", "TIMOR_LESTE": "TLS",
    "SERBIA_AND_MONTENEGRO": "SRB", "BOSNIAK/CROAT_FEDERATION": "BIH", "BOSNIAN_SERB_REPUBLICA": "BIH",
}  # fmt: skip
"""Blocks whose ISO code is missing or wrong in the source."""
MISPLACED_GOVERNMENTS = {"JERSEY": "GBR", "GUINEA": ""}
"""The British cabinet stands under Jersey; Guinea's is mixed with Guinea-Bissau's and left out."""
JUNK_PREFIXES = re.compile(r"^(Acting Minister|Foreign Minister|Prime Minister|Minister|Kpa|Gen\.?|Lt\.?|Dr\.?|Sir) ")


@dataclass(frozen=True, order=True)
class Row:
    """One term in office, as it stands in the file."""

    name: str
    id: str
    state: str
    sector: str
    office: str
    since: str
    until: str
    leader: str
    names: str


def main(folder: Path) -> None:
    """Writes people.tsv from the two sources."""
    countries = set(read_yaml(OUT / "countries.yaml"))
    wikidata = list(wikidata_rows(folder / "world_leaders_wikidata_2022.csv", countries))
    known = {(row.state, short_key(row.name)): row for row in wikidata}
    rows = set(wikidata)
    for row in country_info_rows(folder / "CountryInfo.120116.txt", countries):
        same = known.get((row.state, short_key(row.name)))
        if same is None:
            rows.add(row)
            continue
        others = [name for name in (row.name, *row.names.split("; ")) if name and name != same.name]
        rows.add(replace(row, name=same.name, id=same.id, names="; ".join(dict.fromkeys(others))))
    lines = ["\t".join(Row.__dataclass_fields__)]
    lines += ["\t".join(vars(row).values()) for row in sorted(rows)]
    (OUT / "people.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} terms of {len({(row.name, row.state) for row in rows})} people\n")


def short_key(name: str) -> str:
    """First and last word of a name, to know a person again."""
    words = lookup_key(name.replace("-", " ")).split()
    return f"{words[0]} {words[-1]}"


def wikidata_rows(path: Path, countries: set[str]) -> Iterator[Row]:
    """Heads of state and government with Q-numbers; years become their first and last day."""
    territories = set(read_yaml(OUT / "territories.yaml"))
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            territory = get_territory_by_qid(record["countryid"])
            state = (territory.alpha3 or "").upper() if territory else ""
            if territory and not state:
                state = territory.code if territory.code in territories else ""
            name = record["officeholderLabel"]
            unwanted = re.fullmatch(r"Q\d+", name) or FOREIGN_HEADS.search(record["positionLabel"])
            if state not in countries | territories or unwanted:
                continue
            office = re.sub(r" of (the )?[A-Z].*$", "", record["positionLabel"]).strip() or record["positionLabel"]
            since = f"{record['start_year']}-01-01" if record["start_year"] else ""
            until = f"{record['end_year']}-12-31" if record["end_year"] else ""
            yield Row(name, record["officeholder"], state, "GOV", office, since, until, "1", "")


def country_info_rows(path: Path, countries: set[str]) -> Iterator[Row]:
    """Leaders and members of government of every country block."""
    text = without_controls(path.read_text(encoding="latin-1"))
    text = text[text.index("<Doc>Version") :]
    for block in re.findall(r"<Country>(.*?)</Country>", text, re.S):
        country = (re.findall(r"<CountryName>(.*?)<", block) or [""])[0].strip()
        code = re.search(r"^<ISO3166-alpha3>\s*(\w{3})\s*<", block, re.M)
        state = MENDED_CODES.get(country) or (code.group(1) if code else "")
        if state not in countries:
            continue
        for part in re.findall(r"<Leaders>(.*?)</Leaders>", block, re.S):
            yield from leaders(part, state, "" if state in DEPENDENCIES else "1")
        for part in re.findall(r"<Government>(.*?)</Government>", block, re.S):
            cabinet_state = MISPLACED_GOVERNMENTS.get(country, state)
            if cabinet_state:
                yield from government(part, cabinet_state)


def leaders(part: str, state: str, leader: str) -> Iterator[Row]:
    """Lines under the tag that names their office."""
    office = ""
    for line in part.splitlines():
        tag = re.match(r"\s*<([^/][^>]*)>", line)
        if tag:
            office = singular(tag.group(1))
            continue
        if not line.strip() or line.lstrip().startswith(("#", "<")) or FOREIGN_POSTS.search(office):
            continue
        names = people(line)
        for since, until in terms(line, LAST_LEADERS, ""):
            if names:
                yield Row(names[0], "", state, "GOV", office, since, until, leader, "; ".join(names[1:]))


def government(part: str, state: str) -> Iterator[Row]:
    """Members of government with their posts in the comment; US posts are headed by one instead."""
    heading = ""
    for line in part.splitlines():
        titled = re.match(r"#<(.*)>", line)
        if titled:
            heading = singular(titled.group(1))
        if not line.strip() or line.startswith("#"):
            continue
        body, _, comment = line.partition("#")
        names = [name for name in people(body) if " " in name]
        posts = [post.strip(' "') for post in clean(comment).split(" & ")] if comment.strip() else [heading]
        codes = re.findall(r"\[[A-Z]{3}([A-Z]*) ([^\]]*)\]", body)
        if not names or not codes or (state == "USA" and "pro tempore" in heading):
            continue
        for number, (suffix, span) in enumerate(codes):
            post = posts[number] if len(posts) == len(codes) else " and ".join(posts)
            sector = next((SECTORS[code] for code in SECTORS if suffix.endswith(code)), "GOV")
            last = LAST_GOVERNMENT if state != "USA" else LAST_LEADERS
            for since, until in terms(f"[{span}]", last, FIRST_GOVERNMENT):
                yield Row(names[0], "", state, sector, post or "minister", since, until, "", "; ".join(names[1:]))


def people(line: str) -> list[str]:
    """Names before the first bracket: one, or synonyms in braces."""
    head = line.split("[")[0]
    raw = re.findall(r"\{([^}]*)\}", head) or [head]
    return list(dict.fromkeys(name for part in raw if (name := cased(part))))


def cased(raw: str) -> str:
    """MUAMMAR_AL-QADDAFI_ → Muammar al-Qaddafi."""
    words = re.sub(r'"[^"]*"', " ", raw).replace("_", " ").replace(",", " ").split()
    shown = []
    for number, word in enumerate(words):
        if re.fullmatch(r"I{1,3}|IV|VI{0,3}|IX|X{1,2}|XI{1,3}", word):
            shown.append(word)
        elif word.lower() in LOWER and number:
            shown.append(word.lower())
        else:
            parts = [part[:1] + part[1:].lower() for part in word.split("-")]
            if parts[0].lower() in LOWER and len(parts) > 1:
                parts[0] = parts[0].lower() if number else parts[0]
            shown.append(re.sub(r"^(Mc|O')([a-z])", lambda m: m.group(1) + m.group(2).upper(), "-".join(parts)))
    name = JUNK_PREFIXES.sub("", " ".join(shown))
    return "" if re.search(r"[\d()/]", name) or len(name) < 4 else name


def terms(line: str, last: str, first: str) -> list[tuple[str, str]]:
    """Spans [19690908 - 19790301], [>20070201] (still in office), [<20041231] (since before the first record)."""
    found = []
    for start, end in re.findall(r"\[(?!\w:)(\d{8})\s*-\s*(\d{8})\]", line):
        found.append((day(start), day(end)))
    found += [(day(start), last) for start in re.findall(r"\[>\s*(\d{8})\]", line)]
    found += [(first, day(end)) for end in re.findall(r"\[<\s*(\d{8})\]", line)]
    return [(since, until) for since, until in found if not since or not until or since <= until]


def day(digits: str) -> str:
    """20090231 → 2009-02-28: the source ends every month on its 31st."""
    year, month, date = int(digits[:4]), min(max(int(digits[4:6]), 1), 12), max(int(digits[6:]), 1)
    longest = 31 if month in {1, 3, 5, 7, 8, 10, 12} else 28 if month == 2 else 30
    return f"{year:04d}-{month:02d}-{min(date, longest):02d}"


def singular(title: str) -> str:
    """Presidents of the presidency → president of the presidency."""
    title = clean(re.sub(r"\(.*|U\.S\. ", "", title)).lower()
    title = re.split(r"[/,]", title)[0]
    for plural, one in (("chairmen", "chairman"), ("secretaries", "secretary"), ("chiefs", "chief"), ("heads", "head")):
        title = re.sub(rf"^(\w+ )?{plural}\b", rf"\g<1>{one}" if title.split()[0] != plural else one, title)
    head, rest = re.match(r"(.*?)((?: (?:of|to|for)\b.*)?)$", title).groups()  # type: ignore[union-attr]
    return (head[:-1] if head.endswith("s") and not head.endswith("ss") else head) + rest


def without_controls(text: str) -> str:
    """Control characters out, which stand in the source where an accented letter was lost."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("Z\x1aROUAL", "ZEROUAL"))


def clean(text: str) -> str:
    """Underscores to spaces, quotes and stray words out."""
    return " ".join(re.sub(r'"acting"|"', "", text.replace("_", " "), flags=re.I).split())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
