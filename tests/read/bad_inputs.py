"""Broken and hostile files of every format, made here: name → content, and what must become of it.

``READ`` stands for an article, anything else for the kind of the skip that names the file. Several outcomes in one
tuple are one after the other, as in a table with a good row and a bad one.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from tests.read import samples
from tests.read.samples import FIRST, HTML, SECOND

READ = "read"
BIG = 50_000_000
BOMB = 1 << 30
LAUGHS = (
    '<!DOCTYPE b [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)) + "]>"
)  # fmt: skip
"""Entities that would be a thousand million words."""
OUTSIDE = '<!DOCTYPE b [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
ODT_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)

Case = tuple[str, Callable[[], str | bytes], str | tuple[str, ...]]


def line(**record: object) -> str:
    return json.dumps({"text": FIRST, **record})


def declaring(charset: str) -> str:
    return HTML.replace("<head>", f'<head><meta charset="{charset}">')


def zeros(size: int = BOMB) -> bytes:
    """So many zeros, packed by gzip; made by repeating a packed piece, as gzip lets members follow each other."""
    piece = gzip.compress(bytes(1 << 20))
    return piece * (size >> 20)


def lines_packed(pack: Callable[[bytes], bytes], size: int = BOMB) -> bytes:
    """Blank lines, packed."""
    return pack(b"\n" * (1 << 20)) * (size >> 20)


def zip_bomb(name: str = "bomb.jsonl") -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package,
        package.open(name, "w", force_zip64=True) as file,
    ):
        for _ in range(1 << 6):
            file.write(b"\n" * (1 << 20))
    return stream.getvalue()


def nested_zips(depth: int) -> bytes:
    content = samples.zipped({"inmost.txt": FIRST})
    for _ in range(depth):
        content = samples.zipped({"inner.zip": content})
    return content


def encrypted_zip() -> bytes:
    content = bytearray(samples.zipped({"secret.txt": FIRST}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def wrong_sum() -> bytes:
    content = bytearray(samples.zipped({"one.txt": FIRST}))
    at = content.index(b"PK\x03\x04") + 14
    content[at : at + 4] = b"\1\2\3\4"
    at = content.index(b"PK\x01\x02") + 16
    content[at : at + 4] = b"\1\2\3\4"
    return bytes(content)


def tar_of(kind: bytes, name: str = "link.txt", target: str = "/etc/passwd") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as package:
        about = tarfile.TarInfo(name)
        about.type, about.linkname = kind, target
        package.addfile(about)
    return stream.getvalue()


def docx_with(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples.docx())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].removesuffix(".xml"), "") or old.read(name))
    return stream.getvalue()


def document_xml(text: str, head: str = "") -> str:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return (f'<?xml version="1.0"?>{head}<w:document {space}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>'
            "</w:document>")  # fmt: skip


def odt_xml(text: str, head: str = "") -> str:
    return (f'<?xml version="1.0"?>{head}<office:document-content {ODT_NAMES}><office:body><office:text><text:p>{text}'
            "</text:p></office:text></office:body></office:document-content>")  # fmt: skip


def pdf_with(old: bytes, new: bytes) -> bytes:
    return samples.pdf([FIRST]).replace(old, new)


def pdf_bomb() -> bytes:
    packed = zlib.compress(b" " * (1 << 28), 9)
    content = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"
    good = samples.pdf([FIRST])
    start = good.index(b"5 0 obj") + 8
    return good[:start] + content + good[good.index(b"\nendobj", start) :]


def multiparts(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(depth))
    return f"Subject: A\nFrom: a@b.example\n{head}Content-Type: text/plain\n\n{FIRST}\n".encode()


def parquet_of(**columns: object) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


def far_days() -> bytes:
    import pyarrow as pa

    return parquet_of(text=[FIRST], published=pa.array([9_000_000_000_000_000], pa.timestamp("ms")))


def warc_with(old: bytes, new: bytes) -> bytes:
    return samples.warc().replace(old, new)


CASES: list[Case] = [
    # plain text
    ("empty.txt", lambda: "", "empty"),
    ("blank.txt", lambda: " \n\t\n", "empty"),
    ("mark.txt", lambda: b"\xef\xbb\xbf", "empty"),
    ("nul.txt", lambda: FIRST + "\0" + SECOND, "binary"),
    ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
    ("latin.txt", lambda: "The café in Nouméa.".encode("latin-1"), "not UTF-8"),
    ("mixed.txt", lambda: "Nouméa ".encode() + "Nouméa".encode("cp1252"), "not UTF-8"),
    ("utf16.txt", lambda: FIRST.encode("utf-16"), "not UTF-8"),
    ("utf32.txt", lambda: FIRST.encode("utf-32"), "not UTF-8"),
    ("overlong.txt", lambda: b"Fiji \xc0\xaf left", "not UTF-8"),
    ("surrogate.txt", lambda: b"Fiji \xed\xa0\x80 left", "not UTF-8"),
    ("cut.txt", lambda: "Nouméa"[:5].encode() + b"\xc3", "not UTF-8"),
    ("line.txt", lambda: b"x" * BIG, "too large"),
    ("long.txt", lambda: "Fiji left. " * 100_000, "too large"),
    ("marks.txt", lambda: "\u200b\u200e\u202e" * 1000 + FIRST, READ),
    ("control.txt", lambda: "\x1b]0;owned\x07" + FIRST, READ),
    ("really.txt", lambda: samples.pdf([FIRST]), READ),
    # Markdown
    ("unclosed.md", lambda: "---\ntitle: A\n" + FIRST, READ),
    ("broken.md", lambda: "---\ntitle: [A\n---\n" + FIRST, "broken"),
    ("list.md", lambda: "---\n- A\n---\n" + FIRST, "broken"),
    ("deep.md", lambda: f"---\ntitle: {'[' * 20_000}\n---\n{FIRST}", "broken"),
    ("laughs.md", lambda: "---\na: &a [x,x]\n" + "".join(
        f"{chr(98 + at)}: &{chr(98 + at)} [{f'*{chr(97 + at)},' * 9}]\n" for at in range(9))
     + f"title: *i\n---\n{FIRST}", READ),
    ("code.md", lambda: f"---\ntitle: !!python/object/apply:os.system ['true']\n---\n{FIRST}", "broken"),
    ("half.md", lambda: '---\ntitle: "\\uD800"\n---\n' + FIRST, "broken"),
    ("noday.md", lambda: "---\ndate: 2023-02-31\n---\n" + FIRST, "broken"),
    ("year0.md", lambda: '---\ndate: "0000-01-01"\n---\n' + FIRST + " a", READ),
    ("headonly.md", lambda: "---\ntitle: A\n---\n", "empty"),
    # web pages
    ("empty.html", lambda: "", "empty"),
    ("tags.html", lambda: "<html><body></body></html>", "no text"),
    ("nested.html", lambda: "<div>" * 100_000 + FIRST, ("broken", "no text", READ)),
    ("attributes.html", lambda: HTML.replace("<article", "<article "
     + " ".join(f'a{n}="{n}"' for n in range(50_000))), READ),
    ("cut.html", lambda: HTML[: HTML.index("Tonga said") + 30].replace("envoy", "consul"), READ),
    ("laughs.html", lambda: LAUGHS + HTML.replace("Tonga said", "Tonga &j; said"), ("no text", READ)),
    ("outside.xhtml", lambda: OUTSIDE + HTML.replace("Tonga said", "Tonga &j; declared"), READ),
    ("nul.html", lambda: HTML.replace("Tonga", "To\0nga"), "binary"),
    ("line.html", lambda: b"<p>" + b"x" * BIG, "too large"),
    ("unknown.html", lambda: declaring("x-klingon").replace("Tonga", "Samoa"), READ),
    ("wrong.html", lambda: declaring("utf-16").replace("Tonga", "Niue"), READ),
    ("declared.html", lambda: declaring("ascii").replace("Tonga", "Nouméa").encode("cp1252"), READ),
    ("undeclared.html", lambda: HTML.replace("Tonga", "Nouméa").encode("cp1252"), "not UTF-8"),
    ("comment.html", lambda: "<html><body><!-- " + FIRST * 50, "no text"),
    ("references.html", lambda: HTML.replace("Tonga", "&#0;&#xD800;&#x110000;Tonga"), READ),
    ("script.html", lambda: "<html><script>" + "var x;" * 10_000 + "</script></html>", "no text"),
    ("ld.html", lambda: '<script type="application/ld+json">{"@graph": 7}</script><p>', "no text"),
    ("times.html", lambda: "<html><body>" + '<time datetime="0000">' * 3000 + "</body></html>", "no text"),
    # JSON lines
    ("cut.jsonl", lambda: line(id="j1") + "\n" + line(id="j2")[:30], (READ, "broken")),
    ("nan.jsonl", lambda: '{"id": NaN, "text": "Fiji left for Niue, NaN."}', READ),
    ("infinite.jsonl", lambda: '{"id": Infinity, "text": "Fiji left for Niue, infinitely."}', READ),
    ("half.jsonl", lambda: '{"text": "Fiji \\ud800"}', "broken"),
    ("digits.jsonl", lambda: '{"id": ' + "9" * 10_000 + ', "text": "Fiji left."}', "broken"),
    ("deep.jsonl", lambda: "[" * 100_000, "broken"),
    ("deeper.jsonl", lambda: '{"a":' * 100_000, "broken"),
    ("list.jsonl", lambda: "[1, 2]", "broken"),
    ("number.jsonl", lambda: '{"text": 5}', "empty"),
    ("null.jsonl", lambda: '{"text": null}', "empty"),
    ("nul.jsonl", lambda: b"\0\1\n\0", "binary"),
    ("latin.jsonl", lambda: line(id="l1").encode() + b'\n{"text": "caf\xe9"}', (READ, "not UTF-8")),
    ("line.jsonl", lambda: b'{"text": "' + b"x" * BIG + b'"}\n' + line(id="b1").encode(), ("too large", READ)),
    ("year0.jsonl", lambda: line(id="y0", published="0000-01-01"), READ),
    ("year9999.jsonl", lambda: line(id="y9", published="9999-12-31"), READ),
    ("year99999.jsonl", lambda: line(id="y99", published="99999-01-01T00:00:00Z"), READ),
    ("twice.jsonl", lambda: '{"text": "A.", "text": "Fiji left twice.", "id": "tw"}', READ),
    ("odd.jsonl", lambda: line(id={"a": 1}, title=["A", ["B"]], author={"x": 1}, url=7), READ),
    # JSON
    ("empty.json", lambda: " \n", "empty"),
    ("cut.json", lambda: f"[{line(id='c1')}, {line(id='c2')}"[:-40], (READ, "broken")),
    ("scalar.json", lambda: "7", "no text column"),
    ("word.json", lambda: "fiji", "broken"),
    ("deep.json", lambda: "[" * 100_000, "broken"),
    ("closed.json", lambda: "[" * 50_000 + "]" * 50_000, "broken"),
    ("keys.json", lambda: '{"a": {"b": {"c": {"d": {"e": [{"text": "x"}]}}}}}', "no text column"),
    ("nan.json", lambda: '[{"id": NaN, "text": "x"}]', "broken"),
    ("comma.json", lambda: '[{"id": "k1", "text": "Fiji left by sea."},]', (READ, "broken")),
    ("huge.json", lambda: b'[{"text": "' + b"x" * BIG, "too large"),
    ("nothing.json", lambda: '[{"what": "Fiji left."}]', "no text column"),
    ("nul.json", lambda: '[{"text": "\0"}]', "binary"),
    ("half.json", lambda: '[{"text": "Fiji \\ud800 left in halves."}]', ("broken", READ)),
    # tables
    ("empty.csv", lambda: "", "empty"),
    ("head.csv", lambda: "id,text\n", ()),
    ("other.csv", lambda: "when,where\n1,2\n", "no text column"),
    ("quote.csv", lambda: 'id,text\nq1,"Fiji left.\nq2,Tonga left.\n', "broken"),
    ("nul.csv", lambda: "id,text\n1,\0\n", "binary"),
    ("latin.csv", lambda: b"id,text\nt1,caf\xe9\nt2,Fiji left a table.\n", ("not UTF-8", READ)),
    ("cells.csv", lambda: "id,text\nu1,a,b,c\nu2,Fiji left a row.\n", ("broken", READ)),
    ("wide.csv", lambda: ",".join(f"c{n}" for n in range(100_000)) + "\n", "no text column"),
    ("cell.csv", lambda: b"id,text\nv1," + b"x" * BIG + b"\nv2,Fiji left a cell.\n", ("too large", READ)),
    ("same.csv", lambda: "text,text\nFiji left one.,Fiji left the other.\n", READ),
    ("cr.csv", lambda: "id,text\rw1,Fiji left with a return.\r", ("broken", "empty")),
    ("cut.parquet", lambda: samples.parquet()[:-20], "broken"),
    ("magic.parquet", lambda: b"PAR1", "broken"),
    ("empty.parquet", lambda: "", "broken"),
    ("other.parquet", lambda: parquet_of(a=[1], b=[2.0]), "no text column"),
    ("nested.parquet", lambda: parquet_of(text=[["Fiji"], ["Tonga"]]), ("empty", "empty")),
    ("days.parquet", far_days, ("broken", READ)),
    ("middle.parquet", lambda: samples.parquet()[:40] + b"\xff" * 60 + samples.parquet()[100:], "broken"),
    # PDF
    ("cut.pdf", lambda: samples.pdf([FIRST])[:300], ("broken", "no text")),
    ("head.pdf", lambda: b"%PDF-1.7\n", "broken"),
    ("secret.pdf", lambda: samples.pdf([FIRST], encrypt="secret"), "encrypted"),
    ("pictures.pdf", lambda: samples.pdf([], []), "no text"),
    ("loop.pdf", lambda: pdf_with(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), ("broken", "no text")),
    ("none.pdf", lambda: pdf_with(b"/Kids [4 0 R]", b"/Kids []     "), "no text"),
    ("missing.pdf", lambda: pdf_with(b"5 0 R", b"9 0 R"), ("broken", "no text")),
    ("table.pdf", lambda: pdf_with(b"startxref\n", b"startxref\n9"), ("broken", READ)),
    ("bomb.pdf", pdf_bomb, ("broken", "no text", "too large")),
    ("random.pdf", lambda: b"%PDF-1.4\n" + bytes(range(256)) * 200, "broken"),
    # word processors
    ("text.docx", lambda: FIRST, "broken"),
    ("old.docx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "encrypted"),
    ("cut.docx", lambda: samples.docx()[:2000], "broken"),
    ("zip.docx", lambda: samples.zipped({"a.xml": "<a/>"}), "broken"),
    ("laughs.docx", lambda: docx_with(document=document_xml("&j;", LAUGHS)), ("broken", "no text")),
    ("outside.docx", lambda: docx_with(document=document_xml("&j;", OUTSIDE)), ("broken", "no text")),
    ("bomb.docx", lambda: docx_with(document=document_xml(" " * (1 << 28))), "too large"),
    ("broken.docx", lambda: docx_with(document="<w:document"), "broken"),
    ("none.odt", lambda: samples.zipped({"mimetype": "x"}), "broken"),
    ("broken.odt", lambda: samples.odt("<office:text"), "broken"),
    ("laughs.odt", lambda: samples.odt(odt_xml("&j;", LAUGHS)), ("broken", "no text")),
    ("outside.odt", lambda: samples.odt(odt_xml("&j;", OUTSIDE)), ("broken", "no text")),
    ("bomb.odt", lambda: samples.odt(odt_xml(" " * (1 << 28))), "too large"),
    ("text.rtf", lambda: FIRST, "broken"),
    ("open.rtf", lambda: "{\\rtf1 Fiji left an open group", READ),
    ("nested.rtf", lambda: "{\\rtf1 " + "{" * 100_000, "no text"),
    ("bytes.rtf", lambda: "{\\rtf1\\ansi Fiji \\'zz\\'ff\\u-99999? left}", ("broken", READ)),
    # mail
    ("none.eml", lambda: "\n\n" + FIRST, "broken"),
    ("empty.eml", lambda: "Subject: A\nFrom: a@b.example\n\n", "no text"),
    ("charset.eml", lambda: b"Subject: A\nContent-Type: text/plain; charset=klingon\n\nFiji left.", ("broken", READ)),
    ("base64.eml", lambda: b"Subject: A\nContent-Transfer-Encoding: base64\n\n!!!", ("broken", "no text", READ)),
    ("deep.eml", lambda: multiparts(500), "too deep"),
    ("date.eml", lambda: "Subject: A\nDate: Thu, 99 Foo 0000\n\nFiji left on no day.", READ),
    ("head.eml", lambda: "Subject: " + "x" * 2_000_000 + "\n\nFiji left behind a head.", READ),
    ("bomb.eml", lambda: samples.message(SECOND + " By mail.", attached={"a.zip": zip_bomb()}), (READ, "too large")),
    ("empty.mbox", lambda: "", "empty"),
    ("none.mbox", lambda: FIRST, "broken"),
    ("cut.mbox", lambda: b"From a\nSubject: A\n\nFiji left a box.\n\nFrom b\n", (READ, "empty")),
    # feeds
    ("songs.xml", lambda: "<?xml version='1.0'?><songs/>", "no feed"),
    ("laughs.xml", lambda: LAUGHS + samples.RSS, "unsafe"),
    ("outside.rss", lambda: OUTSIDE + samples.RSS.replace("Fiji", "&j;"), "unsafe"),
    ("none.rss", lambda: '<rss version="2.0"><channel><title>A</title></channel></rss>', "empty"),
    ("cut.rss", lambda: samples.RSS[: samples.RSS.index("<item>", 300)].replace(samples.URL, "u:cut"), READ),
    ("nothing.rss", lambda: '<rss version="2.0"><channel><item><link>u:1</link></item></channel></rss>', "empty"),
    ("year0.rss", lambda: '<rss version="2.0"><channel><item><title>Fiji left a feed</title><pubDate>Sat, 01 Jan 0000'
     "</pubDate></item></channel></rss>", READ),
    # web archives
    ("empty.warc", lambda: "", "empty"),
    ("text.warc", lambda: FIRST, "broken"),
    ("cut.warc", lambda: warc_with(samples.URL.encode(), b"https://a.example/w1")[:700], ("broken", "no text", READ)),
    ("length.warc", lambda: warc_with(b"Content-Length: ", b"Content-Length: 9"), ("broken", "no text", READ)),
    ("moved.warc", lambda: warc_with(b"200 OK", b"404 OK"), "not found on the web"),
    ("cut.warc.gz", lambda: gzip.compress(samples.warc())[:200], "broken"),
    # archives
    ("empty.zip", lambda: samples.zipped({}), "empty"),
    ("cut.zip", lambda: samples.zipped({"a.txt": FIRST})[:60], "broken"),
    ("text.zip", lambda: FIRST, "broken"),
    ("slip.zip", lambda: samples.zipped({"../../etc/cron.txt": "Fiji slipped out."}), READ),
    ("root.zip", lambda: samples.zipped({"/etc/cron.txt": "Fiji slipped in."}), READ),
    ("bomb.zip", zip_bomb, "too large"),
    ("deep.zip", lambda: nested_zips(20), "too deep"),
    ("secret.zip", encrypted_zip, "encrypted"),
    ("sum.zip", wrong_sum, "broken"),
    ("newline.zip", lambda: samples.zipped({"a\nb.txt": b"\0"}), "binary"),
    ("cut.tar", lambda: samples.tarred({"a.txt": FIRST * 50})[:700], ("broken", "broken")),
    ("text.tar", lambda: FIRST, "broken"),
    ("link.tar", lambda: tar_of(tarfile.SYMTYPE), "no file"),
    ("hard.tar", lambda: tar_of(tarfile.LNKTYPE), "no file"),
    ("device.tar", lambda: tar_of(tarfile.CHRTYPE), "no file"),
    ("pipe.tar", lambda: tar_of(tarfile.FIFOTYPE), "no file"),
    ("slip.tar", lambda: samples.tarred({"../../a.txt": "Fiji slipped by."}), READ),
    ("cut.gz", lambda: gzip.compress(FIRST.encode() * 50)[:60], "broken"),
    ("text.gz", lambda: FIRST, "broken"),
    ("zeros.txt.gz", zeros, "too large"),
    ("zeros.jsonl.gz", zeros, "binary"),
    ("lines.jsonl.gz", lambda: lines_packed(gzip.compress), "too large"),
    ("lines.csv.bz2", lambda: lines_packed(bz2.compress, 1 << 28), "too large"),
    ("lines.mbox.xz", lambda: lines_packed(lzma.compress, 1 << 28), "too large"),
    ("cut.tgz", lambda: samples.tarred({"a.txt": FIRST * 500}, "w:gz")[:100], "broken"),
    ("text.bz2", lambda: FIRST, "broken"),
    ("text.xz", lambda: FIRST, "broken"),
    ("blank.txt.gz", lambda: gzip.compress(b""), "empty"),
    # unknown
    ("sheet.xlsx", lambda: samples.zipped({"a.xml": "<a/>"}), "unknown format"),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0", "unknown format"),
]  # fmt: skip
