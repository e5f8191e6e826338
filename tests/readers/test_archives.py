"""A ZIP file is told by what it holds, and one that is damaged, locked or made to burst ends in one sentence."""

import io
import random
import zipfile

import pytest

from qa.errors import InputError
from qa.readers import read_draft
from qa.readers.assembly import assemble
from qa.readers.documents.archive import MAX_MEMBERS
from tests.office_files import PROSE, epub, paragraph, word, zipped

WORD = word(paragraph(PROSE + ".") + paragraph(PROSE + "."))
BOOK = epub({"a.xhtml": f"<p>{PROSE}.</p><p>{PROSE}.</p>"})
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="{}"/></Types>'
OFFICE = "application/vnd.openxmlformats-officedocument."


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        assemble(read_draft(data, "file.bin"), "file.bin")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", ["article.docx", "article.epub", "article.txt", "article.pdf", "article"])
@pytest.mark.parametrize("data", [WORD, BOOK], ids=["word", "epub"])
def test_the_format_is_told_by_content_not_by_the_name(data: bytes, name: str) -> None:
    assert PROSE in assemble(read_draft(data, name), name).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"[Content_Types].xml": TYPES.format(OFFICE + "spreadsheetml.sheet.main+xml"), "xl/workbook.xml": "<x/>"}), "Excel"),
        (zipped({"[Content_Types].xml": TYPES.format(OFFICE + "presentationml.presentation.main+xml")}), "PowerPoint"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenDocument"),
        (zipped({"Index/Document.iwa": "x"}), "Pages"),
        (zipped({"article.docx": WORD}), "unpack it"),
        (zipped({"page.html": "<html><p>Words.</p></html>"}), "unpack it"),
        (zipped({}), "unpack it"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    ],
)
def test_another_archive_is_named_with_what_to_do(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_word_file_within_a_word_file_is_not_opened() -> None:
    inner = word(paragraph("Words that stand in the file within the file."))
    outer = word(paragraph(PROSE + ".") + paragraph(PROSE + "."), more={"word/embeddings/inner.docx": inner})
    assert "within the file" not in assemble(read_draft(outer, "f"), "f").text


def test_a_member_that_would_burst_is_refused() -> None:
    assert "far larger unpacked" in refused(word(paragraph(PROSE), more={"word/media/bomb.bin": b"\0" * 20_000_000}))
    assert "far larger unpacked" in refused(word(paragraph(PROSE) + " " * 20_000_000))


def test_an_archive_of_masses_of_files_is_refused_before_it_is_listed() -> None:
    assert str(MAX_MEMBERS) in refused(zipped({f"{number}": b"" for number in range(MAX_MEMBERS + 1)}))


@pytest.mark.parametrize("path", ["../evil.xml", "/etc/evil.xml", "word/../../evil.xml", "..\\evil.xml", "x" * 600])
def test_a_name_that_leads_out_of_the_archive_is_refused(path: str) -> None:
    assert "name" in refused(zipped({path: "x", "word/document.xml": "<x/>"}))


def test_two_members_of_one_name_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", "<b/>")
    assert "same name" in refused(file.getvalue())


def test_a_locked_archive_says_so() -> None:
    data = bytearray(WORD)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    assert "locked with a password" in refused(bytes(data))


@pytest.mark.parametrize("data", [WORD, BOOK], ids=["word", "epub"])
def test_a_file_cut_short_anywhere_says_that_it_is_incomplete(data: bytes) -> None:
    for share in (0.1, 0.5, 0.9, 0.999):
        assert "damaged or incomplete" in refused(data[: int(len(data) * share)])


def read_or_refuse(data: bytes) -> bool:
    """Whether an article was read; an error of any other kind goes on to the test."""
    try:
        assemble(read_draft(data, "f"), "f")
    except InputError:
        return False
    return True


@pytest.mark.parametrize("data", [WORD, BOOK], ids=["word", "epub"])
def test_no_more_of_a_member_is_read_than_the_directory_states(data: bytes) -> None:
    names = [b"word/document.xml", b"OPS/a.xhtml"]
    place = max(data.rfind(name) for name in names) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    refused(data[: place + 24] + (9).to_bytes(4, "little") + data[place + 28 :])


@pytest.mark.parametrize("data", [WORD, BOOK], ids=["word", "epub"])
def test_flipped_bits_end_in_an_article_or_one_sentence(data: bytes) -> None:
    chance = random.Random(7)
    n_read = 0
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        n_read += read_or_refuse(bytes(broken))
    assert n_read < 300
