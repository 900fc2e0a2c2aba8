"""Files in, articles out; what can't be read is one Skip with file and line, and the rest is read all the same."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.model import Article
from kg.read import Note, Skip, read
from kg.read.jsonl import read_lines

Write = Callable[[str, str | bytes], str]

GOOD = "Fiji recalled its envoy from Tonga.\n"
HEAD = "---\ntitle: A quarrel at sea\ndate: 2023-05-04\nsource: Harbour Wire\n---\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file in a folder of its own and gives its path."""

    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


def one(path: str) -> Article | Skip:
    items = list(read([path]))
    assert len(items) == 1
    return items[0]


def article(path: str) -> Article:
    item = one(path)
    assert isinstance(item, Article), str(item)
    return item


def skip(path: str) -> Skip:
    item = one(path)
    assert isinstance(item, Skip), item
    return item


class TestText:
    @pytest.mark.parametrize(
        "text", ["  Fiji met Tonga.\r\n\r\nTonga left.\n\n", "Ünïcode “quotes”\t…\n", "No newline"]
    )
    def test_is_kept_to_the_letter_so_that_offsets_hold(self, write: Write, text: str) -> None:
        assert article(write("a.txt", text)).text == text

    def test_loses_only_its_byte_order_mark(self, write: Write) -> None:
        assert article(write("a.txt", b"\xef\xbb\xbf" + GOOD.encode())).text == GOOD

    def test_has_its_first_line_as_title_where_that_stands_alone(self, write: Write) -> None:
        assert article(write("a.txt", "Fiji recalls envoy\n\nThe envoy went home.")).title == "Fiji recalls envoy"
        assert article(write("b.txt", "Fiji recalls envoy\nwho went home.")).title is None

    def test_has_the_same_id_wherever_the_file_lies(self, write: Write) -> None:
        here, there, other = write("a.txt", GOOD), write("deep/b.txt", GOOD), write("c.txt", GOOD + "Tonga left.")
        assert article(here).id == article(there).id
        assert article(here).id != article(other).id


class TestMarkdown:
    def test_has_a_head_with_title_date_and_source_and_its_text_below(self, write: Write) -> None:
        found = article(write("a.md", HEAD + "\n" + GOOD))
        assert (found.title, found.source, found.published) == ("A quarrel at sea", "Harbour Wire", dt.date(2023, 5, 4))
        assert found.text == GOOD

    def test_needs_no_head(self, write: Write) -> None:
        found = article(write("a.md", "# Fiji recalls envoy\n\n" + GOOD))
        assert (found.title, found.text) == ("Fiji recalls envoy", "# Fiji recalls envoy\n\n" + GOOD)

    def test_takes_windows_line_ends(self, write: Write) -> None:
        found = article(write("a.md", (HEAD + GOOD).replace("\n", "\r\n")))
        assert (found.title, found.text) == ("A quarrel at sea", GOOD.replace("\n", "\r\n"))

    def test_keeps_its_id_when_only_the_head_changes(self, write: Write) -> None:
        plain, dated = write("a.md", "---\ntitle: A\n---\n" + GOOD), write("b.md", HEAD + GOOD)
        assert article(plain).id == article(dated).id

    def test_with_a_broken_head_is_skipped_and_names_the_line(self, write: Write) -> None:
        path = write("a.md", "---\ntitle: A\nsource: [Harbour\n---\n" + GOOD)
        found = skip(path)
        assert found.line in (3, 4)
        assert str(found).startswith(f"{path}:{found.line}: the YAML head is not valid: ")
        assert "\n" not in str(found)

    def test_with_a_day_that_does_not_exist_is_skipped(self, write: Write) -> None:
        assert "the YAML head is not valid: day is out of range" in str(
            skip(write("a.md", "---\ndate: 2023-02-31\n---\nX"))
        )

    def test_with_a_head_that_is_no_mapping_is_skipped(self, write: Write) -> None:
        assert "must be keys and values" in skip(write("a.md", "---\n- one\n- two\n---\n" + GOOD)).reason

    def test_with_a_head_nested_too_deep_is_skipped(self, write: Write) -> None:
        assert skip(write("a.md", f"---\ntitle: {'[' * 5000}\n---\nX")).reason == (
            "the YAML head is not valid: nested too deep"
        )

    def test_with_half_a_character_in_its_head_is_skipped(self, write: Write) -> None:
        reason = skip(write("a.md", '---\ntitle: "\\uD800"\n---\n' + GOOD)).reason
        assert reason.startswith("the YAML head is not valid: half a character")

    def test_takes_several_authors_and_nothing_that_is_nested(self, write: Write) -> None:
        found = article(write("a.md", f"---\nauthor: [Ana, Ben]\nsource: {{name: Wire}}\n---\n{GOOD}"))
        assert (found.author, found.source) == ("Ana, Ben", None)

    @pytest.mark.parametrize("body", ["", "\n", "\n \n\n"])
    def test_with_nothing_below_the_head_is_skipped(self, write: Write, body: str) -> None:
        assert skip(write("a.md", "---\ntitle: A\n---" + body)).reason == "no text below the YAML head"


class TestJsonLines:
    def test_are_an_article_a_line_with_its_metadata(self, write: Write) -> None:
        record = {"id": "7", "text": GOOD, "title": "A", "published": "2023-05-04", "source": "S", "url": "u:7"}
        found = article(write("a.jsonl", json.dumps(record) + "\n\n"))
        assert found == Article("7", GOOD, "A", dt.date(2023, 5, 4), "S", "u:7")

    def test_may_hold_a_line_separator_within_a_text(self, write: Write) -> None:
        text = "Fiji met Tonga.\u2028Tonga left.\x85"
        assert article(write("a.jsonl", json.dumps({"text": text}, ensure_ascii=False))).text == text

    @pytest.mark.parametrize(
        ("broken", "reason"),
        [
            ('{"id": "2", "text": "Fi', "not valid JSON: Unterminated string starting at at column 21"),
            ("[1, 2]", "a line must be an object"),
            ('{"id": "2"}', 'no "text"'),
            ('{"id": "2", "text": "  "}', 'no "text"'),
            ('{"id": "2", "text": 5}', 'no "text"'),
            ('{"id": "2", "text": "Fiji \\ud83d"}', "half a character"),
            ('{"id": ' + "9" * 5000 + "}", "not valid JSON: too long a number"),
            ("[" * 100_000, "not valid JSON: too long a number or too deep"),
        ],
        ids=["cut off", "list", "no text", "blank text", "number", "lone surrogate", "long number", "deep"],
    )
    def test_with_a_broken_line_keep_the_others(self, write: Write, broken: str, reason: str) -> None:
        path = write("a.jsonl", f'{{"id": "1", "text": "One."}}\n{broken}\n{{"id": "3", "text": "Three."}}\n')
        first, second, third = read([path])
        assert isinstance(second, Skip)
        assert str(second).startswith(f"{path}:2: {reason}")
        assert [item.id for item in (first, third) if isinstance(item, Article)] == ["1", "3"]

    def test_with_a_line_that_is_not_utf8_keep_the_others(self, write: Write) -> None:
        path = write("a.jsonl", b'{"id": "1", "text": "One."}\n{"text": "caf\xe9"}\n{"id": "3", "text": "Three."}')
        first, second, third = read([path])
        assert str(second).startswith(f"{path}:2: not UTF-8; convert it first")
        assert [item.id for item in (first, third) if isinstance(item, Article)] == ["1", "3"]

    def test_are_read_as_they_are_asked_for(self, write: Write) -> None:
        """A file larger than memory gives its first article at once."""

        def endless() -> Iterator[bytes]:
            while True:
                yield b'{"text": "Fiji met Tonga."}\n'

        first = next(read_lines(endless(), "endless.jsonl"))
        assert isinstance(first, Article)

    def test_that_are_binary_are_named_once(self, write: Write) -> None:
        path = write("a.jsonl", b"\x00\x01\n\x00\x02\n")
        assert str(skip(path)) == f"{path}: a binary file, not text"

    def test_may_begin_with_a_byte_order_mark(self, write: Write) -> None:
        assert article(write("a.jsonl", b'\xef\xbb\xbf{"id": "1", "text": "One."}\r\n')).id == "1"

    def test_without_ids_are_known_by_address_else_by_text(self, write: Write) -> None:
        lines = [{"text": "One.", "url": "u:1"}, {"text": "One, corrected.", "url": "u:1"}, {"text": "One."}]
        first, second, third, note = read([write("a.jsonl", "\n".join(map(json.dumps, lines)))])
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert isinstance(third, Article)
        assert second.id == f"{first.id}~2"
        assert third.id not in {first.id, second.id}
        assert isinstance(note, Note)

    @pytest.mark.parametrize("date", ["March 5", "12", "soon", "", 20230504, None, "25:61"])
    def test_with_no_full_date_have_none(self, write: Write, date: object) -> None:
        assert article(write("a.jsonl", json.dumps({"text": GOOD, "date": date}))).published is None

    @pytest.mark.parametrize("date", ["2023-05-04", "4 May 2023", "2023-05-04T23:30:00Z", "Thu, 04 May 2023 09:00 EST"])
    def test_take_any_common_spelling_of_a_date(self, write: Write, date: str) -> None:
        assert article(write("a.jsonl", json.dumps({"text": GOOD, "date": date}))).published == dt.date(2023, 5, 4)


class TestHtml:
    PAGE = """<html lang="en"><head><title>Fiji recalls envoy</title>
        <meta property="article:published_time" content="2023-05-04"></head>
        <body><nav><a href="/">Home</a> <a href="/sport">Cricket scores</a></nav>
        <article><h1>Fiji recalls envoy</h1>
        <p>Fiji recalled its envoy from Tonga on Thursday after a quarrel over the fishing grounds between them.</p>
        <p>Tonga said it regretted the step and hoped that the envoy would be back before the summer was over.</p>
        </article><footer>Subscribe to our newsletter</footer></body></html>"""

    def test_gives_the_main_text_without_menus(self, write: Write) -> None:
        found = article(write("a.html", self.PAGE))
        assert "Fiji recalled its envoy from Tonga on Thursday" in found.text
        assert "Tonga said it regretted the step" in found.text
        assert "Cricket" not in found.text
        assert "newsletter" not in found.text
        assert (found.title, found.published) == ("Fiji recalls envoy", dt.date(2023, 5, 4))

    @pytest.mark.parametrize("page", ["<html><body></body></html>", "<", "no tags at all"])
    def test_without_an_article_is_skipped(self, write: Write, page: str) -> None:
        assert skip(write("a.html", page)).reason == "no main text found in this page"


class TestBadInput:
    @pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"], ids=["empty", "blank", "byte order mark"])
    def test_empty(self, write: Write, content: bytes) -> None:
        for name in ("a.txt", "a.md", "a.html", "a.jsonl"):
            path = write(name, content)
            assert str(skip(path)) == f"{path}: the file is empty"

    def test_binary(self, write: Write) -> None:
        path = write("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
        assert str(skip(path)) == f"{path}: a binary file, not text"

    def test_not_utf8(self, write: Write) -> None:
        path = write("a.txt", "One line.\nAnother.\nThe café.\n".encode("latin-1"))
        assert str(skip(path)).startswith(f"{path}:3: not UTF-8; convert it first")

    @pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
    def test_utf16(self, write: Write, name: str) -> None:
        assert skip(write(name, GOOD.encode("utf-16"))).reason.startswith("UTF-16, not UTF-8; convert it first")

    def test_missing(self, tmp_path: Path) -> None:
        path = str(tmp_path / "nowhere.txt")
        assert str(skip(path)) == f"{path}: no such file or folder"

    def test_text_in_place_of_a_path(self) -> None:
        assert skip("Fiji met Tonga. " * 400).reason == "can't be read: File name too long"

    def test_format_that_is_not_known(self, write: Write) -> None:
        path = write("a.xls", GOOD)
        assert str(skip(path)).startswith(f"{path}: unknown format '.xls'; kg reads .txt, .md, .html, ")

    def test_folder_without_articles(self, write: Write) -> None:
        folder = str(Path(write("folder/picture.svg", "<svg/>")).parent)
        assert str(skip(folder)).startswith(f"{folder}: no articles in this folder")

    def test_does_not_stop_the_rest(self, write: Write) -> None:
        inputs = [write("a.txt", b""), write("b.txt", GOOD), "nowhere", write("c.txt", "Tonga left.")]
        assert [isinstance(item, Article) for item in read(inputs)] == [False, True, False, True]


class TestTooLarge:
    """Nothing is read for longer than ``longest`` characters could take up; what is left out is named."""

    def test_text(self, write: Write) -> None:
        short, long = write("a.txt", "Fiji met Tonga. " * 4), write("b.txt", "Fiji met Tonga. " * 5)
        one, other = read([short, long], longest=70)
        assert isinstance(one, Article)
        assert str(other) == (
            f"{long}: 80 characters, too long for one article; --longest, now 70 characters, can be raised"
        )

    def test_text_is_read_with_a_higher_limit(self, write: Write) -> None:
        path = write("a.txt", "Fiji met Tonga. " * 70_000)
        assert isinstance(one(path), Skip)
        assert isinstance(next(read([path], longest=2_000_000)), Article)

    def test_line_leaves_the_lines_around_it(self, write: Write) -> None:
        lines = [json.dumps({"id": name, "text": "Fiji met Tonga. " * count})
                 for name, count in (("first", 1), ("long", 10), ("longer", 1000), ("last", 2))]  # fmt: skip
        path = write("a.jsonl", "\n".join(lines))
        first, long, longer, last = read([path], longest=100)
        assert isinstance(first, Article)
        assert str(long).startswith(f"{path}:2: 160 characters")
        assert str(longer).startswith(f"{path}:3: more than 1,000 bytes")
        assert isinstance(last, Article)
        assert (first.id, last.id) == ("first", "last")

    def test_last_line(self, write: Write) -> None:
        path = write("a.jsonl", '{"text": "Fiji left."}\n{"text": "' + "x" * 5000 + '"}')
        assert [isinstance(item, Article) for item in read([path], longest=100)] == [True, False]

    @pytest.mark.parametrize("start", [b"", b"{"], ids=["text", "JSON lines"])
    def test_standard_input(self, start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(start + b"Fiji met Tonga. " * 1000)))
        (item,) = read(["-"], longest=100)
        assert "more than 1,000 bytes for one article" in str(item)

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
    def test_device_without_an_end(self, tmp_path: Path) -> None:
        link = tmp_path / "zero.txt"
        link.symlink_to("/dev/zero")
        for path in (link, tmp_path):
            assert str(skip(str(path))) == f"{link}: a device or a pipe, no file; kg reads standard input as -"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
    def test_pipe_into_which_nobody_writes(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.jsonl")
        assert skip(str(tmp_path)).reason.startswith("a device or a pipe")


class TestSeveralInputs:
    def test_folder_is_searched_through_in_order_of_name_without_its_readme(self, write: Write, tmp_path: Path) -> None:
        for name in ("b.md", "a.txt", "README.md", "deep/c.txt"):
            write(f"news/{name}", f"Text of {name}.")
        texts = [item.text for item in read([str(tmp_path / "news")]) if isinstance(item, Article)]
        assert texts == ["Text of a.txt.", "Text of b.md.", "Text of deep/c.txt."]

    def test_same_article_twice_is_read_once(self, write: Write) -> None:
        one, other = write("a.txt", GOOD), write("b.txt", GOOD)
        first, second = read([one, other])
        assert isinstance(first, Article)
        assert str(second) == f"{other}: article {first.id!r} was read before, from {one}"

    @pytest.mark.parametrize(
        ("content", "ids"),
        [
            (GOOD, 1),
            ("\n\n" + GOOD + "{braces}", 1),
            ('{"text": "One."}\n{"text": "Two."}\n', 2),
            ('\ufeff \n{"text": "One."}\n{"text": "Two."}', 2),
        ],
    )
    def test_standard_input_is_text_or_json_lines(
        self, monkeypatch: pytest.MonkeyPatch, content: str, ids: int
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        assert len([item for item in read(["-"]) if isinstance(item, Article)]) == ids

    def test_empty_standard_input_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
        assert [str(item) for item in read(["-"])] == ["standard input: the file is empty"]


@pytest.mark.parametrize(
    ("written", "day", "doubt"),
    [
        ("06.03.2024", "2024-03-06", None),
        ("13/04/2024", "2024-04-13", None),
        ("Wed, 06 Mar 2024 10:00:00 GMT", "2024-03-06", None),
        ("05/04/2024", "2024-05-04", "may be two days"),
        ("2024-13-45", None, "can't be read"),
        ("not a date", None, "can't be read"),
        (1709683200, None, "can't be read"),
        ("2024", None, "says no day"),
    ],
)
def test_a_date_that_is_unsure_or_unreadable_is_said_to_be_so(
    tmp_path: Path, written: object, day: str | None, doubt: str | None
) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "Peru thanked Chile.", "published": written}), encoding="utf-8")
    (article,) = read([str(path)])
    assert isinstance(article, Article)
    assert (article.published.isoformat() if article.published else None) == day
    assert (doubt or "") in (article.doubt or "")
    assert (article.doubt is None) == (doubt is None)
    assert doubt is None or f"{path}:1: " in (article.doubt or "")
