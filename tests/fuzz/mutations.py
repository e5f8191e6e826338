"""A whole document to a broken one, the same for the same random numbers.

In: the bytes of a document, those of another, and a source of random numbers. Out: bytes. Archives are broken
as they are, or taken apart, broken within and packed again, so that what unpacks them does not shield the rest.
"""

import contextlib
import io
import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.fuzz.seeds import zipped

MAX_BYTES = 300_000
MAX_STEPS = 6
MAX_ELEMENTS = 5_000

_TOKENS = (
    # what gives structure to XML and HTML, and what attacks it
    *"< > </ /> <!-- --> <![CDATA[ ]]> <? ?> & &amp; &#0; &#x110000; &#55296; &nbsp; &x; <p> </p> <sup> </sup> <br/> <li>".split(),
    *"<ol> <table> <sec> <xref> <ref> <title> <body> <list> <div> <b> <i> <a> <section> <svg> <math> <template> <select>".split(),
    '<!DOCTYPE a [<!ENTITY x "y">]>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<xi:include href="/etc/passwd"/>',
    ' rid="B1"',
    ' id="ref1"',
    ' href="#ref1"',
    ' style="display:none"',
    ' xmlns="u"',
    ' xml:space="preserve"',
    # text and Markdown
    *"[1] [2–5,7] [1-99999999999] (3) ¹² ⁻¹ 10⁶ .1 ,2,3 et al., 2019 (Smith 2020a) Fig. doi:10.1000/x https://a.b".split(),
    *"1. 999. • * - # > ` ``` ~~~ | [ ]".split(),
    *"![ ]( ** __ \\ --- ... &c: *a &a !!python/object {{ }} <<: 1e999 0x10 9999999999999999999999 -1 NaN 0".split(),
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "\0",
    "\x0b\x0c\x1f\x7f\x85",
    "\u2028",
    "\ufeff",
    "\u202e",
    "\u200b",
    "a\u0301" * 20,
    "\U0001f9ec",
    "ﬁ",
    "𝟙²③",
    "٣",
    "References\n",
    "page 1 of 99999",
    "---\ntitle: x\n---\n",
    # MIME
    *"=3D == =\n ----x --x-- boundary= charset=utf-7 base64".split(" "),
    "Content-Type: text/html; charset=idna\r\n\r\n",
    "\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\n",
    # PDF
    *"<< >> [ ] ( ) obj endobj stream endstream xref trailer startxref %%EOF 1 R 2 R 0 R /Length".split(),
    *"/Kids /Parent /Filter /FlateDecode /ASCII85Decode /LZWDecode /Type /Page /Pages /Font /ObjStm /Encrypt /Prev /XRef".split(),
    *"/ToUnicode BT ET Tj TJ Td Tm T* Do q Q cm".split(),
)
TOKENS = tuple(token.encode("utf-8") for token in _TOKENS)
_XML_TEXTS = tuple(token for token in _TOKENS if not re.search("[\0-\x08\x0b-\x1f]", token))
_NUMBERS = (b"0", b"-1", b"1", b"255", b"256", b"65536", b"2147483648", b"4294967295", b"99999999999999999999", b"1.5", b"1e308")
_NUMBER = re.compile(rb"\d+")
_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f]")
_WORD = re.compile(rb"[A-Za-z0-9_:-]+|\s+|[^A-Za-z0-9_:\s-]")

Step = Callable[[bytes, bytes, random.Random], bytes]


def mutated(document: bytes, other: bytes, random_: random.Random) -> bytes:
    """A document with one to six things done to it, an archive or a tree with more."""
    if document.startswith(b"PK") and random_.random() < 0.75:
        return _repacked(document, other, random_)
    return _broken(document, other, random_)


def _broken(document: bytes, other: bytes, random_: random.Random) -> bytes:
    """Bytes broken anywhere; XML mostly as a tree, so that it stays well-formed and is read further."""
    if document.startswith(b"<?xml") and random_.random() < 0.7:
        with contextlib.suppress(etree.XMLSyntaxError):  # broken already
            return _other_tree(document, random_)
    return _broken_anywhere(document, other, random_)


def _other_tree(document: bytes, random_: random.Random) -> bytes:
    """A tree with elements moved, told again, renamed or taken out, and with other texts and attributes."""
    root = etree.fromstring(document, etree.XMLParser(resolve_entities=False))
    for _ in range(random_.choice((1, 2, 4, 10, 30))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        if len(elements) > MAX_ELEMENTS:
            break
        one, two = random_.choice(elements), random_.choice(elements)
        text = random_.choice((*_XML_TEXTS, two.text or "", (one.text or "")[:100] * random_.choice((2, 50, 3000))))
        way = random_.randrange(8)
        if way == 0:
            one.tag = two.tag
        elif way == 1:
            one.text = text
        elif way == 2:
            one.tail = text
        elif way == 3 and two.attrib:
            one.set(random_.choice(two.keys()), text[:2000] if random_.random() < 0.5 else random_.choice(two.values()))
        elif way == 4 and one.attrib:
            del one.attrib[random_.choice(one.keys())]
        elif way == 5 and (parent := one.getparent()) is not None:
            parent.remove(one)
        elif way == 6 and len(etree.tostring(one)) < 5000:
            copies = [deepcopy(one) for _ in range(random_.choice((1, 2, 30)))]  # all before any grows what is copied
            for copy in copies:
                two.insert(random_.randint(0, len(two)), copy)
        elif way == 7:
            for _ in range(random_.choice((1, 10, 150))):
                one = etree.SubElement(one, two.tag)
            one.text = text
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8")


def _broken_anywhere(document: bytes, other: bytes, random_: random.Random) -> bytes:
    is_text = b"\0" not in document[:200] and random_.random() < 0.6
    for _ in range(random_.randint(1, MAX_STEPS)):
        document = random_.choice(_STEPS)(document, other, random_)[:MAX_BYTES]
    # What is no text at all is refused at the door; mostly text is to come in broken.
    return _NOT_TEXT.sub("", document.decode("utf-8", "ignore")).encode() if is_text else document


def _repacked(document: bytes, other: bytes, random_: random.Random) -> bytes:
    """An archive with some members broken, renamed, told twice or left out."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    for _ in range(random_.randint(1, 3)):
        if not members:
            break
        number = random_.randrange(len(members))
        name, content = members[number]
        way = random_.random()
        if way < 0.8:
            members[number] = name, _broken(content, members[random_.randrange(len(members))][1], random_)
        elif way < 0.85:
            del members[number]
        elif way < 0.9:
            members[number] = random_.choice(("../../x", "/etc/x", name.upper(), "a" * 300, "word/document.xml", "\u202ex")), content
        elif way < 0.95:
            members.append((f"{number}.zip", document if random_.random() < 0.5 else other))
        else:
            members[number] = name, content[:200] + content[200:400] * random_.choice((10, 1000, 100_000))
    return zipped(list(dict(members).items()))


def _place(document: bytes, random_: random.Random) -> int:
    return random_.randint(0, len(document))


def _span(document: bytes, random_: random.Random) -> tuple[int, int]:
    start = _place(document, random_)
    return start, min(len(document), start + random_.choice((1, 2, 8, 40, 300, 2000)))


def _flip_bits(document: bytes, other: bytes, random_: random.Random) -> bytes:
    changed = bytearray(document)
    for _ in range(random_.choice((1, 1, 2, 8, 64)) if changed else 0):
        changed[random_.randrange(len(changed))] ^= 1 << random_.randrange(8)
    return bytes(changed)


def _set_bytes(document: bytes, other: bytes, random_: random.Random) -> bytes:
    changed = bytearray(document)
    for _ in range(random_.choice((1, 2, 8)) if changed else 0):
        changed[random_.randrange(len(changed))] = random_.choice((0, 1, 0x7F, 0x80, 0xC0, 0xED, 0xFF, random_.randrange(256)))
    return bytes(changed)


def _truncate(document: bytes, other: bytes, random_: random.Random) -> bytes:
    at = _place(document, random_)
    return document[:at] if random_.random() < 0.8 else document[at:]


def _delete(document: bytes, other: bytes, random_: random.Random) -> bytes:
    start, end = _span(document, random_)
    return document[:start] + document[end:]


def _repeat(document: bytes, other: bytes, random_: random.Random) -> bytes:
    start, end = _span(document, random_)
    times = min(random_.choice((2, 3, 20, 300, 5000)), MAX_BYTES // max(1, end - start))
    return document[:start] + document[start:end] * times + document[end:]


def _move(document: bytes, other: bytes, random_: random.Random) -> bytes:
    start, end = _span(document, random_)
    rest = document[:start] + document[end:]
    at = _place(rest, random_)
    return rest[:at] + document[start:end] + rest[at:]


def _splice(document: bytes, other: bytes, random_: random.Random) -> bytes:
    return document[: _place(document, random_)] + other[_place(other, random_) :]


def _insert_tokens(document: bytes, other: bytes, random_: random.Random) -> bytes:
    for _ in range(random_.choice((1, 1, 3, 10))):
        at = _place(document, random_)
        document = document[:at] + random_.choice(TOKENS) * random_.choice((1, 1, 1, 2, 50, 400)) + document[at:]
    return document


def _change_number(document: bytes, other: bytes, random_: random.Random) -> bytes:
    found = list(_NUMBER.finditer(document))
    if not found:
        return document
    number = random_.choice(found)
    return document[: number.start()] + random_.choice(_NUMBERS) + document[number.end() :]


def _swap_words(document: bytes, other: bytes, random_: random.Random) -> bytes:
    """Some tokens of the document in the places of others."""
    words = _WORD.findall(document)
    for _ in range(random_.choice((1, 3, 20)) if words else 0):
        words[random_.randrange(len(words))] = words[random_.randrange(len(words))]
    return b"".join(words)


_STEPS: tuple[Step, ...] = (
    _flip_bits,
    _set_bytes,
    _truncate,
    _delete,
    _repeat,
    _move,
    _splice,
    _insert_tokens,
    _insert_tokens,
    _change_number,
    _swap_words,
)
