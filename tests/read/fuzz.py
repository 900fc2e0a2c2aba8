"""Files of every format, broken at random: each must end in articles and named skips, and in no error.

python -m tests.read.fuzz SECONDS [SEED]
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
from collections import Counter

from kg.model import Article
from kg.read import Note, Settings, Skip, read_stream
from tests.read import samples


def seeds() -> dict[str, bytes]:
    """A whole file of each format, by its suffix."""
    with tempfile.TemporaryDirectory() as folder:
        mailbox = samples.mbox(folder)
    files: dict[str, str | bytes] = {"a.txt": samples.TEXT, "b.html": samples.HTML}
    return {
        ".txt": samples.TEXT.encode(),
        ".md": f"---\ntitle: A\n---\n{samples.TEXT}".encode(),
        ".html": samples.HTML.encode(),
        ".jsonl": samples.json_lines().encode(),
        ".json": f"[{samples.json_lines().replace(chr(10), ',')}]".encode(),
        ".csv": samples.csv_table(),
        ".parquet": samples.parquet(),
        ".pdf": samples.pdf([samples.FIRST], [samples.SECOND]),
        ".docx": samples.docx(),
        ".odt": samples.odt(),
        ".rtf": samples.RTF,
        ".mbox": mailbox,
        ".eml": samples.message(html="<p>Fiji left.", attached={"a.rtf": samples.RTF}),
        ".rss": samples.RSS.encode(),
        ".atom": samples.ATOM.encode(),
        ".warc": samples.warc(),
        ".zip": samples.zipped(files),
        ".tar": samples.tarred(files),
        ".tgz": samples.tarred(files, "w:gz"),
        **{suffix: pack(samples.RTF) for suffix, pack in samples.PACKERS.items()},
    }


def broken(content: bytes, chance: random.Random) -> bytes:
    """The file with some of its bytes changed, cut out, doubled or cut off."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(found) + 1)
        size = chance.choice((1, 1, 2, 8, 100))
        piece = bytes(found[at : at + size])
        mark = chance.choice((b"\0", b"\xff\xff\xff\xff", b"{", b"<", b'"', b"\r\n\r\n", b"9999999999", b"&a;"))
        found[at : at + size] = chance.choice((chance.randbytes(size), b"", piece * chance.choice((2, 50)), mark))
    return bytes(found[: chance.randrange(len(found) + 1)] if chance.random() < 0.2 else found)


def outcome(suffix: str, content: bytes) -> Counter[str]:
    """How often what came of it."""
    items = read_stream(io.BytesIO(content), f"fuzz{suffix}", suffix, Settings())
    kinds = [item.kind if isinstance(item, Skip) else type(item).__name__ for item in items]
    assert all(kind in (Article.__name__, Note.__name__) or kind for kind in kinds)
    return Counter(kinds)


def main(seconds: float, seed: int) -> None:
    """Break and read files until the time is up; print how many, and what came of them."""
    chance, files, found, number, slowest = random.Random(seed), seeds(), Counter[str](), 0, 0.0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        suffix = chance.choice(list(files))
        content = broken(files[suffix], chance)
        begun = time.process_time()
        try:
            found += outcome(suffix, content)
        except BaseException:
            with open(f"fuzz_{seed}_{number}{suffix}", "wb") as file:  # noqa: PTH123
                file.write(content)
            raise
        slowest = max(slowest, time.process_time() - begun)
        number += 1
    print(f"{number:,} files, the slowest {slowest:.1f} s; {dict(found.most_common())}")  # noqa: T201


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
