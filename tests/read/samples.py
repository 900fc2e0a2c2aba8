"""Small files of every format, made in the tests: each holds the same two reports in our own words."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import mailbox
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

FIRST = "Fiji recalled its envoy from Tonga on Thursday after a quarrel over the fishing grounds between them."
SECOND = "Tonga said that it regretted the step and hoped that the envoy would be back before the summer."
TEXT = f"{FIRST}\n{SECOND}"
TITLE = "Fiji recalls envoy"
URL = "https://harbour.example/envoy"

RECORDS = [
    {"id": "1", "headline": TITLE, "body": FIRST, "date": "2023-05-04", "outlet": "Harbour Wire", "link": URL,
     "byline": "Ana Tui", "category": "World"},
    {"id": "2", "headline": "Tonga regrets", "body": SECOND, "date": "2023-05-05", "outlet": "Harbour Wire", "link": "",
     "byline": "", "category": "World"},
]  # fmt: skip

HTML = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE}</title>
<meta property="article:published_time" content="2023-05-04"><meta name="author" content="Ana Tui">
<meta property="og:site_name" content="Harbour Wire"><meta property="og:url" content="{URL}"></head>
<body><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"""

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title>
<item><title>{TITLE}</title><link>{URL}</link><pubDate>Thu, 04 May 2023 09:00:00 GMT</pubDate>
<category>World</category><description>&lt;p&gt;{FIRST}&lt;/p&gt;</description></item>
<item><title>Samoa condemns Tonga</title><link>https://harbour.example/2</link></item></channel></rss>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Wire</title>
<entry><title>{TITLE}</title><link href="{URL}"/><published>2023-05-04T09:00:00Z</published>
<author><name>Ana Tui</name></author><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"""

RTF = ("{\\rtf1\\ansi{\\info{\\title " + TITLE + "}}" + FIRST + "\\par\n" + SECOND + "\\par}").encode("ascii")


def csv_table(delimiter: str = ",") -> bytes:
    """The records as a table with a head."""
    rows = [list(RECORDS[0]), *(list(record.values()) for record in RECORDS)]
    quoted = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return ("\r\n".join(quoted) + "\r\n").encode()


def parquet(records: list[dict[str, object]] | None = None) -> bytes:
    """The records as a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records or RECORDS), stream)
    return stream.getvalue()


def pdf(*pages: list[str], title: str = "", encrypt: str = "") -> bytes:
    """A PDF whose pages show these lines, one below the other."""
    from pypdf import PdfReader, PdfWriter

    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>",
               f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]  # fmt: skip
    for at, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> >>")  # fmt: skip
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    if not title and not encrypt:
        return out.getvalue()
    writer = PdfWriter(clone_from=PdfReader(out))
    if title:
        writer.add_metadata({"/Title": title})
    if encrypt:
        writer.encrypt(encrypt, algorithm="AES-256")
    again = io.BytesIO()
    writer.write(again)
    return again.getvalue()


def docx() -> bytes:
    """A document of two paragraphs and a table of one cell."""
    import docx as library

    document = library.Document()
    document.core_properties.title, document.core_properties.author = TITLE, "Ana Tui"
    document.add_paragraph(FIRST)
    document.add_table(1, 1).cell(0, 0).text = SECOND
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def odt(content: str | None = None) -> bytes:
    """A document of two paragraphs."""
    names = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
             'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
             'xmlns:dc="http://purl.org/dc/elements/1.1/"')  # fmt: skip
    body = content or (f"<office:document-content {names}><office:body><office:text><text:p>{FIRST}</text:p>"
                       f"<text:p>{SECOND.replace(' ', '<text:s/>', 1)}</text:p></office:text></office:body>"
                       "</office:document-content>")  # fmt: skip
    about = (f"<office:document-meta {names}><office:meta><dc:title>{TITLE}</dc:title><dc:creator>Ana Tui</dc:creator>"
             "</office:meta></office:document-meta>")  # fmt: skip
    return zipped({"content.xml": body, "meta.xml": about})


def message(text: str = TEXT, html: str | None = None, attached: Mapping[str, bytes] | None = None) -> bytes:
    """A mail."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        TITLE,
        "Ana Tui <ana@harbour.example>",
        "Thu, 04 May 2023 09:00:00 +0000",
    )
    mail.set_content(html or text, subtype="html" if html else "plain")
    for name, content in (attached or {}).items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def mbox(folder: str) -> bytes:
    """A mailbox of two mails; ``folder`` is for the library to work in."""
    box = mailbox.mbox(f"{folder}/box")
    for text in (FIRST, SECOND):
        box.add(message(text))
    box.close()
    with open(f"{folder}/box", "rb") as file:  # noqa: PTH123
        return file.read()


def warc(pages: Mapping[str, tuple[str, bytes]] | None = None) -> bytes:
    """A web archive: address → media type and content, each fetched on 6 May 2023."""
    records = []
    for url, (media, content) in (pages or {URL: ("text/html; charset=utf-8", HTML.encode())}).items():
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + content
        head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-05-06T10:00:00Z\r\n"
                "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
                f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n")  # fmt: skip
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(records)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def tarred(files: Mapping[str, str | bytes], mode: str = "w") -> bytes:
    """A tar archive of these files; ``mode`` as tarfile has it."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as package:  # type: ignore[call-overload]
        for name, content in files.items():
            content = content.encode() if isinstance(content, str) else content
            about = tarfile.TarInfo(name)
            about.size = len(content)
            package.addfile(about, io.BytesIO(content))
    return stream.getvalue()


def json_lines() -> str:
    """The records as JSON lines under the names of the contract."""
    names = {"headline": "title", "body": "text", "outlet": "source", "link": "url", "byline": "author",
             "category": "section"}  # fmt: skip
    return "\n".join(json.dumps({names.get(key, key): value for key, value in record.items()}) for record in RECORDS)


PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
