"""Small whole documents of each format, from which broken ones are made.

In: nothing. Out: for each format the documents, as (file name, bytes). A new format is one more entry of SEEDS.
"""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

from benchmarks.articles import jats_article

_PROSE = (
    "White storks nest on 212 roofs in the village. They return in March and leave for Africa at the end of August. "
    "A pair raises three young in a good year. Farmers mow late for them, and the village pays for the nests."
)
_ENTRIES = (
    "Holm OA, Berg I. Nests and roofs. Bird J. 2019;4(2):10-19. doi:10.1000/birds.1",
    "Smith J, Lee K, et al. Storks of the marsh. Roof Stud. 2001;12:100-9. PMID: 1234567",
    "Okafor N. A letter about storks. Annals of Field Counts, 1999.",
)

_JATS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article"><front><journal-meta><journal-title-group>
<journal-title>Bird J</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="doi">10.1000/birds.7</article-id><title-group><article-title>Storks on <italic>212</italic> roofs</article-title>
<subtitle>A count</subtitle></title-group><contrib-group><contrib contrib-type="author"><name><surname>Berg</surname>
<given-names>Ida</given-names></name><xref ref-type="aff" rid="a1">1</xref></contrib><contrib><collab>The Stork Group</collab></contrib>
</contrib-group><pub-date pub-type="epub"><day>5</day><month>3</month><year>2020</year></pub-date><volume>12</volume><issue>3</issue>
<abstract><sec><title>Aims</title><p>We counted storks&nbsp;&ndash; twice.</p></sec></abstract></article-meta></front>
<body><sec id="s1"><title>Counts</title><p>PROSE <sup><xref ref-type="bibr" rid="B1">1</xref>–<xref ref-type="bibr" rid="B3">3</xref></sup>
Of 10<sup>6</sup> birds (<xref ref-type="bibr" rid="B2">Smith et al., 2001</xref>; <xref ref-type="fig" rid="F1">Figure 1</xref>) few stayed.
<list list-type="bullet"><list-item><p>frogs</p></list-item><list-item><p>mice and <bold>voles</bold></p></list-item></list> They slept.</p>
<fig id="F1"><label>1</label><caption><p>Caption.</p></caption></fig><table-wrap><table><tr><td>7</td></tr></table></table-wrap>
<p>PROSE<fn id="f"><p>Note.</p></fn> <inline-formula><alternatives><tex-math>\\alpha</tex-math><mml:math
xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>α</mml:mi></mml:math></alternatives></inline-formula> [<xref ref-type="bibr"
rid="B1 B2">1,2</xref>].</p><sec><title>Deeper</title><disp-quote><p>PROSE</p></disp-quote></sec></sec></body>
<back><ref-list><title>References</title><ref id="B1"><label>1.</label><element-citation publication-type="journal">
<person-group person-group-type="author"><name><surname>Holm</surname><given-names>Ole A</given-names></name><etal/></person-group>
<article-title>Nests</article-title><source>Bird J</source><year>2019</year><volume>4</volume><fpage>10</fpage><lpage>19</lpage>
<pub-id pub-id-type="doi">10.1000/birds.1</pub-id></element-citation></ref><ref id="B2"><mixed-citation>Smith J. Storks. 2001.</mixed-citation>
</ref><ref id="B3"><label>3</label><note><p>A letter, 1999.</p></note></ref></ref-list></back></article>""".replace("PROSE", _PROSE)

_HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Storks on the roof | Bird J</title>
<meta name="citation_title" content="Storks on the roof"><meta name="citation_author" content="Berg, Ida">
<meta name="citation_journal_title" content="Bird J"><meta name="citation_publication_date" content="2020/03/05">
<script type="application/ld+json">{"@type": "Article", "headline": "Storks on the roof", "author": [{"name": "Ida Berg"}]}</script>
<style>p { color: red }</style></head><body><nav><ul><li><a href="/">Home</a></li></ul></nav><main><article><h1>Storks on the roof</h1>
<p class="byline">By Ida Berg</p><h2>Counts</h2><p>PROSE<sup><a href="#ref1">1</a>–<a href="#ref3">3</a></sup> They eat:</p>
<ul><li>frogs</li><li>mice <b>and</b> voles</li></ul><p>PROSE [<a href="#ref2">2</a>] About 10<sup>6</sup> &amp; more.<br>So.</p>
<figure><img src="data:image/png;base64,AAAA"><figcaption>Figure 1. A nest.</figcaption></figure><table><tr><td>1</td></tr></table>
<h2>Management</h2><blockquote><p>PROSE<sup><a href="#ref2">2</a></sup></p></blockquote><div style="display:none">Hidden</div>
<h2>References</h2><ol><li id="ref1">ENTRY1 <a href="https://doi.org/10.1000/birds.1">Article</a></li><li id="ref2">ENTRY2</li>
<li id="ref3">ENTRY3</li></ol></article></main><footer>© 2020 Bird J. All rights reserved.</footer></body></html>"""

_TEXT = """Home
News
Storks on the Roof

By Ida Berg, MD, & Bo Chu  |  Issue: May 2018  |  May 17, 2018

ADVERTISEMENT
PROSE.1 They came back,2,3 and stayed [1–3].

Clinical Presentation

PROSE (Smith et al., 2001; Holm and Berg 2019a). Doses of 10 mg (95% CI 1.2–3.4) and 10⁶ m² ¹⁸F were seen.¹,²

Figure 1. A nest on a roof.
View Large

Management: PROSE²
\t• frogs
\t• mice

Pages: 1 2 3 4 5 6 | Single Page

References

1. ENTRY1
2. ENTRY2
3. ENTRY3

Related Articles
Swifts in the barn
© 2018 Bird J
"""

_MARKDOWN = """---
title: Storks on the roof
authors: [Ida Berg, Bo Chu]
publication: Bird J
date: 2018-05-17
page: 4
pages: 6
source: https://example.org/storks
---

# Storks on the roof

PROSE [1,2]

## Counts & **places**

1. PROSE *They left* [1-3]. `code` <b>html</b> ![nest](nest.png) [link](https://example.org)
2. frogs
   - mice

> PROSE [2]

| a | b |
|---|---|
| 1 | 2 |

```python
print(1)
```

## References

1. ENTRY1
2. ENTRY2
3. ENTRY3
"""


def _filled(template: str) -> str:
    for number, entry in enumerate(_ENTRIES, start=1):
        template = template.replace(f"ENTRY{number}", entry)
    return template.replace("PROSE", _PROSE)


def _jats() -> list[tuple[str, bytes]]:
    return [("storks.nxml", _JATS.encode()), ("count.xml", jats_article(3, 20).encode())]


def _html() -> list[tuple[str, bytes]]:
    page = _filled(_HTML)
    blog = f"<html><body><h1>Storks</h1>{''.join(f'<p>{_PROSE}[{n}]</p>' for n in range(1, 5))}<h3>References</h3><p>1. {_ENTRIES[0]}</p></body></html>"
    return [("storks.html", page.encode()), ("blog.htm", blog.encode()), ("wide.html", page.encode("utf-16"))]


def _mhtml() -> list[tuple[str, bytes]]:
    head = 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n'
    page = _filled(_HTML)
    parts = {
        "quoted-printable": page.replace("=", "=3D").replace("–", "=E2=80=93").replace("©", "=C2=A9"),
        "base64": base64.encodebytes(page.encode()).decode(),
        "8bit": page,
    }
    return [
        (
            f"{name}.mhtml",
            (
                f"{head}----x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {name}\r\n"
                f"Content-Location: https://example.org/\r\n\r\n{content}\r\n----x\r\nContent-Type: image/png\r\n\r\nAAAA\r\n----x--\r\n"
            ).encode(),
        )
        for name, content in parts.items()
    ]


def _markdown() -> list[tuple[str, bytes]]:
    text = _filled(_MARKDOWN)
    return [("storks.md", text.encode()), ("plain.md", text.split("---\n", 2)[2].encode())]


def _text() -> list[tuple[str, bytes]]:
    text = _filled(_TEXT)
    wrapped = "\n\n".join("\n".join(paragraph[n : n + 72] for n in range(0, len(paragraph), 72)) for paragraph in text.split("\n\n"))
    return [("storks-page-4.txt", text.encode()), ("wrapped.txt", wrapped.encode("cp1252", "replace")), ("wide.txt", text.encode("utf-16"))]


def _pdf() -> list[tuple[str, bytes]]:
    return [("storks.pdf", pdf(compressed=False)), ("packed.pdf", pdf(compressed=True))]


def pdf(compressed: bool) -> bytes:
    """A PDF of two pages with a text layer."""
    lines = _filled(_TEXT).encode("ascii", "ignore").decode().replace("\t", " ").split("\n")
    wrapped = [line[n : n + 80] for line in lines for n in range(0, max(1, len(line)), 80)]
    half = len(wrapped) // 2
    contents = []
    for page in (wrapped[:half], wrapped[half:]):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in page)
        contents.append(f"BT /F1 10 Tf 12 TL 50 780 Td\n{shown}ET".encode())
    filter_ = b""
    if compressed:
        contents, filter_ = [zlib.compress(content) for content in contents], b" /Filter /FlateDecode"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] >>",
        *(b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F1 7 0 R >> >> >>" % n for n in (5, 6)),
        *(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), filter_, content) for content in contents),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (Storks on the roof) /Author (Ida Berg) >>",
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R /Info 8 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def _escaped(text: str) -> str:
    return re.sub(r"([()\\])", r"\\\1", text)


def zipped(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP archive; its first member is stored, as EPUB wants it, the others are packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, content) in enumerate(members):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return out.getvalue()


def _docx() -> list[tuple[str, bytes]]:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"

    def paragraph(text: str, style: str = "", raised: str = "") -> str:
        mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{raised}</w:t></w:r>' if raised else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style or "Normal"}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{mark}</w:p>'

    body = "".join(
        (
            paragraph("Storks on the roof", "Title"),
            paragraph("Ida Berg, MD, and Bo Chu"),
            paragraph("Counts", "Heading1"),
            paragraph(_PROSE, raised="1–3"),
            f'<w:p><w:r><w:t>{_PROSE}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:hyperlink r:id="rId9" xmlns:r="{relations}">'
            "<w:r><w:t>a link</w:t></w:r></w:hyperlink></w:p>",
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>frogs</w:t></w:r></w:p>',
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            paragraph("Management", "Heading2"),
            paragraph(f"{_PROSE} [2] (Smith et al., 2001)"),
            paragraph("References", "Heading1"),
            *(paragraph(f"{number}. {entry}") for number, entry in enumerate(_ENTRIES, start=1)),
        )
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/></w:style>'
        for name, shown in (("Normal", "Normal"), ("Title", "Title"), ("Heading1", "heading 1"), ("Heading2", "heading 2"))
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{office}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("footnotes", "footnotes"))
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{relations}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate((("styles", "styles.xml"), ("footnotes", "footnotes.xml")), start=1)
    )
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {word}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packages}/relationships">{links}<Relationship Id="rId9" '
        f'Type="{relations}/hyperlink" Target="https://example.org/" TargetMode="External"/></Relationships>',
        "word/styles.xml": f"<w:styles {word}>{styles}</w:styles>",
        "word/footnotes.xml": f'<w:footnotes {word}><w:footnote w:id="2"><w:p><w:r><w:t>{_ENTRIES[2]}</w:t></w:r></w:p></w:footnote></w:footnotes>',
    }
    return [("storks.docx", zipped([(name, (declaration + content).encode()) for name, content in members.items()]))]


def _epub() -> list[tuple[str, bytes]]:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{}</title></head><body>{}</body></html>'
    items = "".join(f"<p id='r{n}'>{n}. {entry}</p>" for n, entry in enumerate(_ENTRIES, start=1))
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/content.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier><dc:title>Storks on the roof</dc:title>'
        "<dc:creator>Ida Berg</dc:creator><dc:language>en</dc:language><dc:date>2020-03-05</dc:date></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="c1" href="one.xhtml" media-type="application/xhtml+xml"/><item id="c2" href="two.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="c1"/><itemref idref="c2"/></spine></package>',
        "OEBPS/nav.xhtml": page.format("Contents", '<nav epub:type="toc"><ol><li><a href="one.xhtml">Counts</a></li></ol></nav>'),
        "OEBPS/one.xhtml": page.format(
            "Counts", f'<h1>Storks on the roof</h1><h2>Counts</h2><p>{_PROSE}<sup><a href="two.xhtml#r1">1</a></sup></p><p>{_PROSE} [2]</p>'
        ),
        "OEBPS/two.xhtml": page.format("More", f"<h2>Management</h2><p>{_PROSE}<sup>3</sup></p><h2>References</h2>{items}"),
    }
    return [("storks.epub", zipped([(name, content.encode()) for name, content in members.items()]))]


SEEDS: dict[str, Callable[[], list[tuple[str, bytes]]]] = {
    "jats": _jats,
    "html": _html,
    "mhtml": _mhtml,
    "markdown": _markdown,
    "text": _text,
    "pdf": _pdf,
    "docx": _docx,
    "epub": _epub,
}
