"""A ZIP file to a draft: told by what the archive holds whether it is a Word file, an EPUB, or something else.

In: bytes. Out: a draft, or an InputError that says what the file is and what to do with it.
"""

import re

from qa.errors import InputError
from qa.readers.assembly import Draft
from qa.readers.documents.archive import Archive, is_archive, open_archive, read_member
from qa.readers.documents.docx import read_docx
from qa.readers.documents.epub import read_epub

# By the content type of a package's main part.
_WORD = re.compile(
    rb"application/(?:vnd\.openxmlformats-officedocument\.wordprocessingml\.|vnd\.ms-word\.)"
    rb"(?:document|template)\b[\w.]*main\+xml"
)
_OFFICE = (
    (re.compile(rb"spreadsheetml|vnd\.ms-excel"), "an Excel workbook, which holds tables and no article"),
    (re.compile(rb"presentationml|vnd\.ms-powerpoint"), "a PowerPoint presentation, which holds slides and no article"),
    (re.compile(rb"ms-package\.3dmanufacturing|vnd\.ms-visio|vnd\.ms-project"), "an Office file without an article"),
)
_SAVE_AS = "Open it, save it as a Word file (.docx) or a web page (HTML), and add that."
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def is_package(data: bytes) -> bool:
    """Whether a file is a ZIP file, or one that is locked with a password within the older kind of Office file."""
    return is_archive(data) or (data.startswith(_OLD_OFFICE) and _LOCKED in data)


def read_package(data: bytes, name: str) -> Draft:
    """Read the article in a ZIP file. Raises InputError where the archive is damaged, dangerous, or holds no article."""
    if not is_archive(data):
        raise InputError(f"{name} is an Office file that is locked with a password; unlock it, save it again, and add that.")
    archive = open_archive(data, name)
    mimetype = (read_member(archive, "mimetype") or b"").strip() if _is_small(archive, "mimetype") else b""
    is_open_document = mimetype.startswith(b"application/vnd.oasis")
    if mimetype == b"application/epub+zip" or ("META-INF/container.xml" in archive.members and not is_open_document):
        return read_epub(archive)
    types = read_member(archive, "[Content_Types].xml")
    if types is not None:
        if _WORD.search(types) or "word/document.xml" in archive.members:
            return read_docx(archive)
        what = next((what for pattern, what in _OFFICE if pattern.search(types)), "an Office file of a kind that cannot be read")
        raise InputError(f"{name} is {what}; add the article's own file.")
    if is_open_document:
        raise InputError(f"{name} is an OpenDocument file, which cannot be read yet. {_SAVE_AS}")
    if "Index/Document.iwa" in archive.members or "index.apxl" in archive.members:
        raise InputError(f"{name} is a file of Apple's Pages, Numbers or Keynote, which cannot be read. {_SAVE_AS}")
    raise InputError(f"{name} is a ZIP file of other files; unpack it and add the article that is in it.")


def _is_small(archive: Archive, path: str) -> bool:
    return path in archive.members and archive.members[path].file_size < 1_000
