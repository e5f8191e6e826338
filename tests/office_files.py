"""Small Word files and EPUBs, made part by part as the programs that write them do."""

import io
import zipfile
from collections.abc import Mapping

from qa.article import Article
from qa.readers import read_draft
from qa.readers.assembly import assemble

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    f'xmlns:r="{_OFFICE}"'
)
PROSE = (
    "White storks nest on two hundred and twelve roofs of the village in every year, and nobody in the houses below minds "
    "their noise in spring or the branches that fall on the street"
)
ENTRIES = (
    "Berg I, Lee K. Storks at home. Bird J. 2019;4:10–19.",
    "Holm O. Nests counted. Bird J. 2018;3:1–9.",
    "Chu B. Roofs. Roof J. 2017;1:1–2.",
    "Ann D. Frogs. Frog J. 2016;9:3–4.",
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def zipped(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def sup(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def bold(text: str) -> str:
    return run(text, "<w:b/>")


def paragraph(*runs: str, style: str = "", numbered: bool = False, properties: str = "") -> str:
    if style:
        properties += f'<w:pStyle w:val="{style}"/>'
    if numbered:
        properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def field(code: str, *runs: str) -> str:
    """A field with its code cut into two runs, as Word likes to."""
    half = len(code) // 2
    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in (code[:half], code[half:]))
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{codes}{separate}{''.join(runs)}{end}"


def style(key: str, name: str, kind: str = "paragraph", based_on: str = "", says: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{base}{says}</w:style>'


def notes(kind: str, texts: Mapping[int, str]) -> str:
    """A part with notes by id; Word keeps a note for the line that parts notes from text, too."""
    own = "".join(f'<w:{kind} w:id="{key}"><w:p>{run(" " + text)}</w:p></w:{kind}>' for key, text in texts.items())
    return f'<w:{kind}s {W}><w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>{own}</w:{kind}s>'


def word(body: str, parts: Mapping[str, str] | None = None, links: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file; `parts` by their name ("styles", "footnotes"), `more` by path."""
    parts = parts or {}
    related = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    relationships = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/word/document.xml" '
            f'ContentType="{_WORD}.document.main+xml"/></Types>',
            "_rels/.rels": f'{relationships}<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"{relationships}{related}{links}</Relationships>",
            **{f"word/{name}.xml": content for name, content in parts.items()},
            **(more or {}),
        }
    )


def epub(
    documents: Mapping[str, str],
    facts: str = "",
    guide: str = "",
    properties: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
) -> bytes:
    """An EPUB; a document that is no whole page is put into one."""
    items = "".join(
        f'<item id="d{number}" href="{path}" media-type="application/xhtml+xml" properties="{(properties or {}).get(path, "")}"/>'
        for number, path in enumerate(documents)
    )
    spine = "".join(f'<itemref idref="d{number}"/>' for number in range(len(documents)))
    page = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>t</title></head><body>{}</body></html>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
            "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:opf="http://www.idpf.org/2007/opf"><metadata>{facts}</metadata><manifest>{items}</manifest>'
            f"<spine>{spine}</spine><guide>{guide}</guide></package>",
            **{
                f"OPS/{path}": content if content.startswith(("<?xml", "<!")) else page.replace("{}", content)
                for path, content in documents.items()
            },
            **(more or {}),
        }
    )


STYLES = (
    f"<w:styles {W}>"
    + style("T", "Title")
    + style("H", "heading 1")
    + style("Sec", "Section Head", based_on="H")
    + style("Cap", "caption")
    + style("Toc", "toc 1")
    + style("Lvl", "My Level", says='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("Heavy", "Heavy", says="<w:rPr><w:b/></w:rPr>")
    + style("Cit", "Cite Number", kind="character", says='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    + style("Gone", "Gone", kind="character", says="<w:rPr><w:vanish/></w:rPr>")
    + style("Ent", "EndNote Bibliography")
    + "</w:styles>"
)
TITLE = paragraph("Storks on roofs", style="T")
NUMBERED = paragraph("References", style="H") + "".join(paragraph(entry, numbered=True) for entry in ENTRIES)
PARTS = {"styles": STYLES, "numbering": NUMBERING}


def read_word(body: str, parts: dict[str, str] | None = None, **more: object) -> Article:
    return assemble(read_draft(word(body, PARTS | (parts or {}), **more), "file.docx"), "file.docx")  # type: ignore[arg-type]


def body_of(article: Article) -> list[tuple[str, str]]:
    return [(section.heading, s.text) for section in article.sections if section.kind == "body" for s in section.sentences]


def cited(article: Article) -> list[tuple[str, ...]]:
    return [s.references for s in article.sentences if s.references]


def raw(article: Article) -> list[str]:
    return [reference.raw for reference in article.references]


def typed(*labels: str) -> str:
    return "".join(paragraph(f"{label}{entry}") for label, entry in zip(labels, ENTRIES, strict=False))
