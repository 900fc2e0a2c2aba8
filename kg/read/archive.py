"""Archives and packed files: .zip, .tar, .gz, .bz2, .xz. Members are read where they lie, none is unpacked to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from kg.read.skip import Skip, UnreadableError
from kg.read.source import Item, Source

DEEPEST = 3
"""Archives within archives."""
FREE, RATIO = 1 << 24, 200
"""Bytes that may come out of anything, and how many times as many as go in beyond: text packs to a tenth, bombs to less
than a thousandth."""
BROKEN: tuple[type[Exception], ...] = (
    OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError,
)  # fmt: skip


def is_hidden(name: str) -> bool:
    """Whether a member or file is none of the user's: ``.git/…``, ``__MACOSX/…``, a readme."""
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in parts) or (
        bool(parts) and parts[-1].lower() == "readme.md"
    )


def read_zip(source: Source) -> Iterator[Item]:
    """What its members hold, in order of name."""
    _check_depth(source)
    stream: BinaryIO = source.stream if _seekable(source) else io.BytesIO(source.document())
    try:
        package = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableError(f"no whole zip archive: {error}") from error
    members = sorted((one for one in package.infolist() if not one.is_dir() and not is_hidden(one.filename)),
                     key=lambda one: one.filename)  # fmt: skip
    if not members:
        raise UnreadableError("an archive without files", kind="empty")
    for member in members:
        name = member.filename
        if member.flag_bits & 1:
            yield Skip(f"{source.name}/{name}", None, "encrypted; unpack the archive with its password first",
                       kind="encrypted")  # fmt: skip
            continue
        try:
            with package.open(member) as file:
                unpacked = _Unpacked(file, lambda member=member: member.compress_size)  # type: ignore[misc]
                yield from source.read_inside(name, unpacked, PurePosixPath(name).suffix.lower())
        except BROKEN as error:
            yield Skip(f"{source.name}/{name}", None, f"can't be unpacked: {error}")


def read_tar(source: Source) -> Iterator[Item]:
    """What its files hold, in their order; links are not followed."""
    _check_depth(source)
    found = 0
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as package:
            for member in package:
                if is_hidden(member.name) or member.isdir():
                    continue
                found += 1
                file = package.extractfile(member) if member.isreg() else None
                if file is None:
                    yield Skip(f"{source.name}/{member.name}", None, "a link or device in an archive, no file",
                               kind="no file")  # fmt: skip
                    continue
                yield from source.read_inside(member.name, _Counted(file), PurePosixPath(member.name).suffix.lower())
    except BROKEN as error:
        raise UnreadableError(f"a broken tar archive behind {found} files: {error}") from error
    if not found:
        raise UnreadableError("an archive without files", kind="empty")


def read_gzip(source: Source) -> Iterator[Item]:
    """What a file packed with gzip holds."""
    return _read_packed(source, lambda stream: gzip.GzipFile(fileobj=stream))


def read_bzip2(source: Source) -> Iterator[Item]:
    """What a file packed with bzip2 holds."""
    return _read_packed(source, bz2.BZ2File)


def read_xz(source: Source) -> Iterator[Item]:
    """What a file packed with xz holds."""
    return _read_packed(source, lambda stream: lzma.LZMAFile(stream))


def _read_packed(source: Source, unpack: Callable[[Any], Any]) -> Iterator[Item]:
    _check_depth(source)
    packed = _Counted(source.stream)
    name = PurePosixPath(source.name)
    suffix = (
        PurePosixPath(name.stem).suffix.lower()
        if name.suffix.lower() in _PACKED
        else _INSIDE.get(name.suffix.lower(), "")
    )
    try:
        stream = _Unpacked(unpack(packed), lambda: packed.count)
        yield from source.read_inside("", stream, suffix)
    except BROKEN as error:
        raise UnreadableError(f"can't be unpacked: {error}") from error


_PACKED = frozenset({".gz", ".bz2", ".xz", ".lzma"})
_INSIDE = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def _check_depth(source: Source) -> None:
    if source.depth >= DEEPEST:
        raise UnreadableError(f"archives within archives, more than {DEEPEST} deep", kind="too deep")


def _seekable(source: Source) -> bool:
    return source.stream.seekable()


class _Counted(io.RawIOBase):
    """A stream that counts what was read of it."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self.stream.read(len(buffer))
        buffer[: len(content)] = content
        self.count += len(content)
        return len(content)


class _Unpacked(_Counted):
    """What comes out of a packed stream; an error where that is out of all proportion to what went in."""

    def __init__(self, stream: Any, packed: Callable[[], int]) -> None:
        super().__init__(stream)
        self.packed = packed

    def readinto(self, buffer: Any) -> int:
        read = super().readinto(buffer)
        if self.count > FREE and self.count > RATIO * max(self.packed(), 1):
            raise UnreadableError(
                f"unpacks to more than {RATIO} times its size: a bomb, or nothing to read", kind="too large"
            )
        return read
