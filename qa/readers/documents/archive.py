"""A ZIP file from anywhere, opened so that nothing in it can fill the memory or lead out of it.

In: bytes. Out: the names of its members, and the content of those that are asked for, or an InputError.
Nothing is ever written to disk, and an archive within the archive is never opened.
"""

import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from qa.errors import InputError

MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 40_000_000
MAX_TOTAL_BYTES = 1_000_000_000
MAX_NAME_CHARS = 500
# Repetitive XML packs about 50 to 1; what packs far better was made to burst.
MAX_RATIO, MIN_RATIO_BYTES = 200, 5_000_000

_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY = b"PK\x01\x02"
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP file that passed the checks: its file's name, and its members by their paths in it."""

    name: str
    members: dict[str, zipfile.ZipInfo]
    file: zipfile.ZipFile


def is_archive(data: bytes) -> bool:
    """Whether a file is a ZIP file."""
    return data.startswith(_STARTS)


def open_archive(data: bytes, name: str) -> Archive:
    """Open a ZIP file.

    Raises:
        InputError: it is damaged, locked, larger unpacked than an article is, or its members' names make no sense.
    """
    # Counted before the library makes an object of each.
    if data.count(_ENTRY) > MAX_MEMBERS:
        raise InputError(f"{name} holds more than {MAX_MEMBERS} files, which no article does; add the article's own file.")
    try:
        file = zipfile.ZipFile(BytesIO(data))
    except _DAMAGE as error:
        raise _damaged(name) from error
    members: dict[str, zipfile.ZipInfo] = {}
    for info in file.infolist():
        path = info.filename.replace("\\", "/")
        if len(path) > MAX_NAME_CHARS or path.startswith("/") or ".." in path.split("/"):
            raise InputError(f"{name} holds a file whose name leads out of it, which no article's does; save the article again.")
        if path in members:
            raise InputError(f"{name} holds two files of the same name, so that it is not clear which counts; save the article again.")
        if info.flag_bits & 1:
            raise InputError(f"{name} is locked with a password; unlock it, save it again, and add that.")
        members[path] = info
    _check_sizes(name, file.infolist())
    return Archive(name, members, file)


def read_member(archive: Archive, path: str) -> bytes | None:
    """The content of a member, None where there is none of that path. Raises InputError where it is damaged or too large."""
    info = archive.members.get(path)
    if info is None:
        return None
    if info.file_size > MAX_MEMBER_BYTES:
        raise InputError(f"{archive.name} holds more than {MAX_MEMBER_BYTES / 1e6:g} MB in one of its texts; add the article alone.")
    try:
        with archive.file.open(info) as member:
            # Never more than was declared, whatever the packed data would give.
            return member.read(info.file_size)
    except _DAMAGE as error:
        raise _damaged(archive.name) from error


def _check_sizes(name: str, infos: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    bursts = any(info.file_size > max(MIN_RATIO_BYTES, MAX_RATIO * info.compress_size) for info in infos)
    if total > MAX_TOTAL_BYTES or bursts or total > max(MIN_RATIO_BYTES, MAX_RATIO * packed):
        raise InputError(f"{name} would be far larger unpacked than an article is ({total / 1e6:.0f} MB), and was not opened.")


def _damaged(name: str) -> InputError:
    return InputError(f"{name} is a damaged or incomplete ZIP, Word or EPUB file; download or save it again.")
