"""Every format in, the same two reports out, with what is told about them."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model import Article
from kg.read import SUFFIXES, Note, Skip, read
from kg.read import formats as known_formats
from tests.conftest import ROOT
from tests.read import samples
from tests.read.samples import FIRST, PACKERS, SECOND, TEXT, TITLE, URL

DAY = dt.date(2023, 5, 4)


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    """Writes a file and gives its path."""

    def put(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return put


Put = Callable[[str, str | bytes], str]


def articles(*paths: str, columns: dict[str, str] | None = None) -> list[Article]:
    items = list(read(paths, columns=columns))
    assert [str(item) for item in items if isinstance(item, Skip)] == []
    return [item for item in items if isinstance(item, Article)]


def skips(*paths: str) -> list[str]:
    return [item.reason for item in read(paths) if isinstance(item, Skip)]


def told(article: Article) -> tuple[object, ...]:
    return article.title, article.published, article.source, article.url, article.author


TABLES: dict[str, Callable[[], bytes]] = {
    "news.csv": samples.csv_table,
    "semicolons.csv": lambda: samples.csv_table(";"),
    "news.tsv": lambda: samples.csv_table("\t"),
    "marked.csv": lambda: b"\xef\xbb\xbf" + samples.csv_table(),
    "news.parquet": samples.parquet,
    "array.json": lambda: json.dumps(samples.RECORDS, indent=2).encode(),
    "key.json": lambda: json.dumps({"status": "ok", "response": {"docs": samples.RECORDS}}).encode(),
    "lines.json": lambda: "\n".join(map(json.dumps, samples.RECORDS)).encode(),
}


class TestTables:
    @pytest.mark.parametrize("name", [name for name in TABLES if name != "lines.json"])
    def test_have_columns_that_are_known_by_their_names(self, put: Put, name: str) -> None:
        first, second = articles(put(name, TABLES[name]()))
        assert told(first) == (TITLE, DAY, "Harbour Wire", URL, "Ana Tui")
        assert (first.text, first.id, first.section) == (FIRST, "1", "World")
        assert (second.text, second.id, second.url, second.author) == (SECOND, "2", None, None)

    @pytest.mark.parametrize("name", ["news.csv", "news.parquet"])
    def test_say_which_columns_were_taken_for_what(self, put: Put, name: str) -> None:
        path = put(name, TABLES[name]())
        notes = [str(item) for item in read([path]) if isinstance(item, Note)]
        assert notes == [
            f"{path}: columns text=body,title=headline,published=date,source=outlet,url=link,author=byline,"
            "section=category,id=id (guessed from their names; --columns says others)"
        ]

    @pytest.mark.parametrize("name", list(TABLES))
    def test_take_columns_that_are_given(self, put: Put, name: str) -> None:
        content = TABLES[name]().replace(b"body", b"zorb").replace(b"headline", b"body    ".strip() + b"line")
        columns = {"text": "zorb", "title": "bodyline"}
        if name.endswith(".parquet"):
            records = [{**record, "zorb": record["body"], "bodyline": record["headline"]} for record in samples.RECORDS]
            content = samples.parquet([{k: v for k, v in record.items() if k not in ("body", "headline")}
                                       for record in records])  # fmt: skip
        found = articles(put(name, content), columns=columns)
        assert [(article.text, article.title) for article in found] == [(FIRST, TITLE), (SECOND, "Tonga regrets")]

    def test_without_a_text_column_are_skipped_and_say_which_there_are(self, put: Put) -> None:
        (reason,) = skips(put("a.csv", "when,what\n2023-05-04,Fiji left.\n"))
        assert reason == (
            "no column is known to hold a text: there are 'when', 'what'; name it with --columns text=NAME"
        )

    def test_with_a_column_that_is_not_there_are_skipped(self, put: Put) -> None:
        (item,) = read([put("a.csv", "body\nFiji left.\n")], columns={"text": "story"})
        assert isinstance(item, Skip)
        assert item.reason == "no column 'story' for text; there are 'body'"

    def test_of_headlines_alone_are_read(self, put: Put) -> None:
        (article,) = articles(put("a.csv", "headline,date\nFiji condemns Tonga,2023-05-04\n"))
        assert (article.text, article.title, article.published) == ("Fiji condemns Tonga", "Fiji condemns Tonga", DAY)

    def test_may_have_line_ends_and_marks_in_a_cell(self, put: Put) -> None:
        (article,) = articles(put("a.csv", 'text,title\n"Fiji met ""Tonga"",\nand left.",A\n'))
        assert article.text == 'Fiji met "Tonga",\nand left.'

    def test_with_a_broken_row_keep_the_others(self, put: Put) -> None:
        content = b"text,title\nOne.,A\nTwo.,B,C\n\xff\xfe.,D\n,\nFive.,E\n"
        items = list(read([put("a.csv", content)]))
        assert [item.text for item in items if isinstance(item, Article)] == ["One.", "Five."]
        assert [(item.line, item.kind) for item in items if isinstance(item, Skip)] == [(3, "broken"), (4, "not UTF-8")]

    def test_have_no_text_of_nothing(self, put: Put) -> None:
        records: list[dict[str, object]] = [{"text": "Fiji left.", "id": float("nan"), "title": None}]
        (article,) = articles(put("a.parquet", samples.parquet(records)))
        assert (article.text, article.title) == ("Fiji left.", None)
        assert article.id != "nan"


class TestJson:
    def test_may_be_one_record(self, put: Put) -> None:
        (article,) = articles(put("a.json", json.dumps({"title": TITLE, "text": FIRST, "tags": ["sea", "fish"]})))
        assert (article.title, article.text) == (TITLE, FIRST)

    def test_passes_over_what_is_nested_in_a_record(self, put: Put) -> None:
        record = {"text": FIRST, "meta": {"deep": {"deeper": [{"text": "no"}]}}, "authors": ["Ana", "Ben"], "id": 7}
        (article,) = articles(put("a.json", json.dumps([record])))
        assert (article.text, article.author, article.id) == (FIRST, "Ana, Ben", "7")

    def test_cut_off_keeps_what_came_before(self, put: Put) -> None:
        content = json.dumps([{"text": FIRST}, {"text": SECOND}])[:-30]
        first, second = read([put("a.json", content)])
        assert isinstance(first, Article)
        assert str(second).endswith("after 1 records")

    def test_without_a_text_names_its_keys(self, put: Put) -> None:
        assert skips(put("a.json", '[{"what": "Fiji left."}]')) == [
            "no text: there are the keys 'what'; name it with --columns text=KEY"
        ]


class TestDocuments:
    def test_pdf(self, put: Put) -> None:
        words = TEXT.replace("\n", " ").split()
        lines = [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]
        (article,) = articles(put("a.pdf", samples.pdf(lines, title=TITLE)))
        assert article.text == TEXT.replace("\n", " ")
        assert article.title == TITLE

    def test_pdf_with_words_that_are_broken_and_heads_on_every_page(self, put: Put) -> None:
        pages = [["Harbour Wire, page 1", "Fiji recalled its envoy from Tonga on Thurs-",
                  "day after a quarrel over the fish-"],
                 ["Harbour Wire, page 2", "ing grounds between them. A spokesman for the", "ministry said no more."],
                 ["Harbour Wire, page 3", "Tonga regretted the step, and hoped that"]]  # fmt: skip
        (article,) = articles(put("a.pdf", samples.pdf(*pages)))
        assert article.text == (
            "Fiji recalled its envoy from Tonga on Thursday after a quarrel over the fishing grounds between them. "
            "A spokesman for the ministry said no more.\nTonga regretted the step, and hoped that"
        )

    def test_pdf_with_a_password(self, put: Put) -> None:
        assert skips(put("a.pdf", samples.pdf([FIRST], encrypt="secret"))) == [
            "encrypted; save it without a password first"
        ]

    def test_pdf_of_pictures(self, put: Put) -> None:
        (reason,) = skips(put("a.pdf", samples.pdf([], [])))
        assert reason.startswith("no text in its 2 pages: they are pictures, of which OCR")

    @pytest.mark.parametrize(("name", "make"), [("a.docx", samples.docx), ("a.odt", samples.odt)])
    def test_of_word_processors(self, put: Put, name: str, make: Callable[[], bytes]) -> None:
        (article,) = articles(put(name, make()))
        assert (article.text, article.title, article.author) == (TEXT, TITLE, "Ana Tui")

    def test_rtf(self, put: Put) -> None:
        (article,) = articles(put("a.rtf", samples.RTF))
        assert (article.text, article.title) == (TEXT, TITLE)

    def test_old_word(self, put: Put) -> None:
        path = put("a.doc", b"\xd0\xcf\x11\xe0")
        (item,) = read([path])
        assert str(item) == f"{path}: the old format .doc is not read; save it as .docx"


class TestMail:
    def test_has_its_subject_as_title(self, put: Put) -> None:
        (article,) = articles(put("a.eml", samples.message()))
        assert told(article) == (TITLE, DAY, None, None, "Ana Tui <ana@harbour.example>")
        assert article.text.strip() == TEXT

    def test_of_html_has_a_line_a_paragraph(self, put: Put) -> None:
        html = f"<style>p {{}}</style><p>{FIRST}<p>Fiji&rsquo;s <b>envoy</b> left.</p>"
        (article,) = articles(put("a.eml", samples.message(html=html)))
        assert article.text == f"{FIRST}\nFiji’s envoy left."

    def test_with_attachments_has_them_read(self, put: Put) -> None:
        content = samples.message(FIRST, attached={"report.rtf": samples.RTF, "logo.png": b"\x89PNG"})
        first, second = articles(put("a.eml", content))
        assert (first.text.strip(), second.text) == (FIRST, TEXT)

    def test_of_a_mailbox(self, put: Put, tmp_path: Path) -> None:
        found = articles(put("a.mbox", samples.mbox(str(tmp_path))))
        assert [article.text.strip() for article in found] == [FIRST, SECOND]

    def test_without_a_head_is_skipped(self, put: Put) -> None:
        assert skips(put("a.eml", "\n\nFiji left.")) == ["no mail: it has no head with From, Date and Subject"]


class TestFeeds:
    def test_rss(self, put: Put) -> None:
        first, second = articles(put("feed.xml", samples.RSS))
        assert told(first) == (TITLE, DAY, "Harbour Wire", URL, None)
        assert (first.text, first.section) == (FIRST, "World")
        assert (second.text, second.title) == ("Samoa condemns Tonga", "Samoa condemns Tonga")

    def test_atom(self, put: Put) -> None:
        (article,) = articles(put("feed.atom", samples.ATOM))
        assert told(article) == (TITLE, DAY, "Harbour Wire", URL, "Ana Tui")
        assert article.text == FIRST

    def test_other_xml(self, put: Put) -> None:
        assert skips(put("a.xml", "<?xml version='1.0'?><songs><song/></songs>")) == ["XML, but no RSS or Atom feed"]


class TestPages:
    def test_have_what_they_say_about_themselves(self, put: Put) -> None:
        (article,) = articles(put("a.html", samples.HTML))
        assert told(article) == (TITLE, DAY, "Harbour Wire", URL, "Ana Tui")

    def test_in_a_declared_encoding_are_read(self, put: Put) -> None:
        page = samples.HTML.replace("<head>", '<head><meta charset="iso-8859-1">').replace(
            "Tonga said", "Tonga’s Sémisi said"
        )
        (article,) = articles(put("a.html", page.encode("cp1252")))
        assert "Tonga’s Sémisi said" in article.text

    def test_have_a_line_a_cell_and_an_item(self, put: Put) -> None:
        table = "<table><tr><th>Who</th></tr><tr><td>Fiji sanctioned Tonga.</td></tr></table>"
        more = f"{table}<ul><li>Samoa thanked Fiji</li></ul>"
        (article,) = articles(put("a.html", samples.HTML.replace("</article>", f"{more}</article>")))
        assert article.text.split("\n")[-3:] == ["Who", "Fiji sanctioned Tonga.", "Samoa thanked Fiji"]

    def test_take_no_date_of_what_they_point_to(self, put: Put) -> None:
        teaser = "<a href='/2'>Samoa votes</a> <span>7 August 2022</span>"
        page = f"<html><body><article><p>{FIRST}</p><p>{SECOND}</p>{teaser}</article>"
        (article,) = articles(put("a.html", page))
        assert article.published is None

    def test_of_a_live_blog_are_an_article_a_post(self, put: Put) -> None:
        time = '<time datetime="2023-05-0{0}T09:00">9.00</time>'
        post = '<div class="post" id="p{0}">' + time + "<h2>Post {0}</h2><p>{1}</p></div>"
        page = f"<html><body><main><h1>Live</h1>{post.format(5, SECOND)}{post.format(4, FIRST)}</main></body></html>"
        found = articles(put("a.html", page))
        assert [(one.published, one.title, one.text) for one in found] == [
            (dt.date(2023, 5, 5), "Post 5", f"Post 5\n{SECOND}"), (DAY, "Post 4", f"Post 4\n{FIRST}")
        ]  # fmt: skip

    def test_that_a_script_fills_are_read_from_their_structured_data(self, put: Put) -> None:
        about = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-05-04", "articleBody": TEXT}
        script = f'<script type="application/ld+json">{json.dumps(about)}</script>'
        page = f"<html><head>{script}</head><body><div></div></body></html>"
        (article,) = articles(put("a.html", page))
        assert (article.title, article.published, article.text.split()) == (TITLE, DAY, TEXT.split())


class TestWebArchives:
    @pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
    def test_give_the_page_with_its_address_and_the_day_it_was_fetched(self, put: Put, name: str) -> None:
        content = samples.warc({URL + "?2": ("text/html", samples.HTML.replace(URL, "").encode())})
        (article,) = articles(put(name, PACKERS[".gz"](content) if name.endswith(".gz") else content))
        assert (article.url, article.title, article.retrieved) == (URL + "?2", TITLE, dt.date(2023, 5, 6))

    def test_pass_over_pictures(self, put: Put) -> None:
        content = samples.warc({URL: ("text/html", samples.HTML.encode()), URL + ".png": ("image/png", b"\x89PNG")})
        assert len(articles(put("a.warc", content))) == 1


FILES: dict[str, str | bytes] = {"one.txt": FIRST, "deep/two.md": f"---\ntitle: B\n---\n{SECOND}",
                                 ".hidden/three.txt": "No.",
                                 "__MACOSX/._one.txt": b"\0"}  # fmt: skip


class TestArchives:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.zip", samples.zipped(FILES)), ("a.tar", samples.tarred(FILES)),
            ("a.tgz", samples.tarred(FILES, "w:gz")),
            ("a.tar.gz", samples.tarred(FILES, "w:gz")), ("a.tar.bz2", samples.tarred(FILES, "w:bz2")),
            ("a.tar.xz", samples.tarred(FILES, "w:xz")),
            ("nested.zip", samples.zipped({"in.tar.gz": samples.tarred(FILES, "w:gz")})),
            ("nested.tar", samples.tarred({"in.zip": samples.zipped(FILES)})),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )  # fmt: skip
    def test_have_their_files_read(self, put: Put, name: str, content: bytes) -> None:
        assert sorted(article.text for article in articles(put(name, content))) == [FIRST, SECOND]

    @pytest.mark.parametrize("packer", list(PACKERS))
    def test_packed_file_is_read_as_what_it_holds(self, put: Put, packer: str) -> None:
        pack = PACKERS[packer]
        found = articles(
            put(f"a.jsonl{packer}", pack(samples.json_lines().encode())), put(f"b.txt{packer}", pack(b"Fiji left."))
        )
        assert [article.text for article in found] == [FIRST, SECOND, "Fiji left."]

    def test_names_the_member_in_a_skip(self, put: Put) -> None:
        path = put("a.zip", samples.zipped({"good.txt": FIRST, "bad.txt": b"\0\1", "sheet.xlsx": b"PK"}))
        items = list(read([path]))
        assert [str(item).partition(": ")[0] for item in items if isinstance(item, Skip)] == [
            f"{path}/bad.txt", f"{path}/sheet.xlsx"
        ]  # fmt: skip
        assert [item.text for item in items if isinstance(item, Article)] == [FIRST]

    def test_page_that_was_saved_packed_is_read(self, put: Put) -> None:
        (article,) = articles(put("a.html", PACKERS[".gz"](samples.HTML.encode())))
        assert article.title == TITLE


def test_a_folder_of_all_formats_mixed(put: Put, tmp_path: Path) -> None:
    contents: dict[str, str | bytes] = {
        "a.txt": "Fiji left.", "b.md": "Fiji came.", "c.html": samples.HTML, "d.jsonl": '{"text": "Fiji slept."}',
        "e.csv": samples.csv_table(), "f.pdf": samples.pdf(["Fiji sang."]), "g.docx": samples.docx(),
        "h.rtf": samples.RTF, "i.eml": samples.message("Fiji danced."),
        "j.xml": samples.ATOM.replace(URL, URL + "?feed"), "k.zip": samples.zipped({"l.txt": "Fiji ate."}),
        "m.odt": samples.odt(), "n.png": b"\x89PNG", "README.md": "No article.",
    }  # fmt: skip
    for name, content in contents.items():
        put(f"mixed/{name}", content)
    items = list(read([str(tmp_path / "mixed")]))
    assert len([item for item in items if isinstance(item, Article)]) == 11
    assert [(Path(item.path).name, item.kind) for item in items if isinstance(item, Skip)] == [
        ("h.rtf", "read before"), ("m.odt", "read before"), ("n.png", "unknown format")
    ]  # fmt: skip


def test_a_missing_library_is_named_with_the_extra_that_brings_it(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_formats, "find_spec", lambda name: None)
    (reason,) = skips(put("a.pdf", samples.pdf(["Fiji left."])))
    assert reason == (".pdf needs the package pypdf, which is not installed: pip install 'geopolitical-kg[documents]'")


def test_no_library_is_loaded_that_a_format_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("Iran met Iraq.", encoding="utf-8")
    heavy = (
        "{'trafilatura', 'pyarrow', 'pypdf', 'docx', 'striprtf', 'warcio', 'feedparser', 'ijson', 'lxml', 'py3langid'}"
    )
    script = (
        f"import sys; from kg.read import read; list(read(['news.txt'])); print(sorted({heavy} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_every_suffix_is_in_the_table_of_formats() -> None:
    table = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    assert [suffix for suffix in SUFFIXES if f" {suffix}" not in table] == []
