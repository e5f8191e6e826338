"""What a Word file says by its styles, fields and frames, said in the plain way that its conversion understands.

In: the parts of a Word file. Out: the same, changed in place. What is hidden, drawn, floating or deleted is
gone; each paragraph's style is its role in the article; superscripts and bold words are so by themselves.
"""

from collections.abc import Iterator

from lxml import etree

from qa.readers.documents.docx_fields import settle_fields
from qa.readers.documents.docx_package import WordFile
from qa.readers.documents.docx_styles import Style, Styles, is_on, level_of, raised_by, value_of
from qa.readers.printed import raised
from qa.readers.tree import Element, children, descendants, first, name_of
from qa.readers.web.clean import drop

# Pictures, text boxes and embedded files; what is deleted or a remark on the text; formulas on lines of their own.
_DROPPED = "drawing pict object txbxContent del moveFrom annotationRef commentReference rt sectPr tblPr oMathPara".split()
_UNWRAPPED = ("dir", "bdo", "ruby", "rubyBase", "fldSimple")
_BIBLIOGRAPHY = ("bibliography", "Bibliographies", "MENDELEY_BIBLIOGRAPHY")
_NONE = Style()
MAX_JOINED_CHARS = 2_000


def settle(word: WordFile) -> None:
    """Settle all texts of a Word file."""
    notes = {kind: {value_of(note, "id") for note in children(root, kind[:-1])} for kind, root in word.texts.items() if kind != "document"}
    for root in word.texts.values():
        listed = settle_fields(root) | _bibliographies(root)
        _unwrap(root)
        for element in list(descendants(root, *_DROPPED)):
            parent = element.getparent()
            # Deleted paragraph marks and table rows are such by a sign in their properties, which the conversion knows.
            if parent is not None and not (name_of(element) == "del" and name_of(parent) in ("rPr", "trPr")):
                drop_word(element)
        for formula in list(descendants(root, "oMath")):
            _spell_out(formula, word_tag(root, "r"))
        for paragraph in list(descendants(root, "p")):
            _settle_paragraph(paragraph, word.styles, paragraph in listed)
        _drop_dangling(root, notes)
        _move_bookmarks(root)
        _join_drop_caps(root)


def word_tag(root: Element, name: str) -> str:
    """A name in the namespace of a Word document, strict or not."""
    return f"{{{etree.QName(root).namespace}}}{name}"


def drop_word(element: Element) -> None:
    """Remove an element; white space that stands behind it is none of the text."""
    element.tail = None
    drop(element)


def _bibliographies(root: Element) -> set[Element]:
    """The paragraphs in the frames that programs for references keep their list in."""
    found: set[Element] = set()
    for frame in descendants(root, "sdt"):
        properties = first(frame, "sdtPr")
        if properties is not None and any(name_of(e) in _BIBLIOGRAPHY or value_of(e).startswith(_BIBLIOGRAPHY) for e in properties.iter()):
            found.update(descendants(frame, "p"))
    return found


def _unwrap(root: Element) -> None:
    """Put what stands in wrappers that the conversion does not know into their place."""
    for element in list(descendants(root, *_UNWRAPPED)):
        parent = element.getparent()
        if parent is not None:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)


def _spell_out(formula: Element, run: str) -> None:
    """A formula as a run of its signs, the raised ones in characters of their own."""
    made = etree.Element(run)
    word = etree.SubElement(made, run[:-1] + "t")
    word.text = "".join(_signs(formula))
    formula.addprevious(made)
    drop_word(formula)


def _signs(element: Element) -> Iterator[str]:
    for child in element:
        name = name_of(child)
        if name == "t":
            yield str(child.text or "")
        elif name == "sup":
            yield raised("".join(_signs(child)))
        elif name == "den":
            yield "/" + "".join(_signs(child))
        else:
            yield from _signs(child)


def _settle_paragraph(paragraph: Element, styles: Styles, listed: bool) -> None:
    properties = first(paragraph, "pPr")
    own = value_of(first(properties, "pStyle"))
    style = styles.by_id.get(own or styles.default_paragraph, _NONE)
    role = style.role if style.role == "silent" else level_of(properties) or style.role
    if role == "silent":
        for child in list(paragraph):
            if name_of(child) != "pPr":
                paragraph.remove(child)
        return
    for run in list(descendants(paragraph, "r")):
        _settle_run(run, style, styles)
        _join_to_last(run)
    if properties is None:
        properties = etree.Element(word_tag(paragraph, "pPr"))
        paragraph.insert(0, properties)
    if (old := first(properties, "pStyle")) is not None:
        properties.remove(old)
    numbering = first(properties, "numPr")
    if numbering is None and style.numbering is not None:
        numbering = etree.fromstring(etree.tostring(style.numbering))
        properties.append(numbering)
    if listed and not role:
        role = "reference"
    if role:
        name = f"Heading{role[1]}" if role[0] == "h" else role.capitalize()
        etree.SubElement(properties, word_tag(paragraph, "pStyle")).set(word_tag(paragraph, "val"), f"QA{name}")


def _settle_run(run: Element, paragraph: Style, styles: Styles) -> None:
    """Leave of a run's properties what the conversion needs, in the run itself."""
    properties = first(run, "rPr")
    style = styles.by_id.get(value_of(first(properties, "rStyle")), _NONE)
    hidden = next((said for said in (is_on(first(properties, "vanish")), style.hidden, paragraph.hidden) if said is not None), False)
    if hidden:
        drop_word(run)
        return
    bold = next((said for said in (is_on(first(properties, "b")), style.bold, paragraph.bold) if said is not None), False)
    italic = is_on(first(properties, "i"))
    lift = raised_by(properties) or style.raised or paragraph.raised
    if properties is not None:
        run.remove(properties)
    made = etree.Element(word_tag(run, "rPr"))
    for name, wanted in (("b", bold), ("i", italic)):
        if wanted:
            etree.SubElement(made, word_tag(run, name))
    if lift in ("superscript", "subscript"):
        etree.SubElement(made, word_tag(run, "vertAlign")).set(word_tag(run, "val"), lift)
    run.insert(0, made)
    for broken in list(descendants(run, "cr")):
        broken.tag = word_tag(run, "br")
    for sign in list(descendants(run, "sym")):
        code = value_of(sign, "char")
        if not code or len(code) > 4 or any(c not in "0123456789abcdefABCDEF" for c in code):
            drop_word(sign)


def _join_to_last(run: Element) -> None:
    """Lay a run's words into the run before it where both are set alike: Word cuts sentences into many runs."""
    parent, before = run.getparent(), run.getprevious()
    if parent is None:
        return
    if len(run) < 2:
        drop_word(run)
    elif before is not None and _is_words(before) and _is_words(run) and _setting(before) == _setting(run):
        last = before[-1]
        last.text = str(last.text or "") + str(run[-1].text or "")
        last.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        parent.remove(run)


def _is_words(run: Element) -> bool:
    return name_of(run) == "r" and len(run) == 2 and name_of(run[1]) == "t" and len(str(run[1].text or "")) < MAX_JOINED_CHARS


def _setting(run: Element) -> list[tuple[str, str]]:
    return [(name_of(each), value_of(each)) for each in run[0]]


def _drop_dangling(root: Element, notes: dict[str, set[str]]) -> None:
    """References to notes that the file does not hold."""
    for kind in ("footnote", "endnote"):
        for reference in list(descendants(root, f"{kind}Reference")):
            if value_of(reference, "id") not in notes.get(f"{kind}s", set()):
                drop_word(reference)


def _move_bookmarks(root: Element) -> None:
    """A bookmark between two paragraphs is that of the one which follows."""
    following: Element | None = None
    for element in reversed(list(root.iter())):
        if name_of(element) == "p":
            following = element
        elif name_of(element) == "bookmarkStart" and following is not None:
            parent = element.getparent()
            if parent is not None and name_of(parent) in ("body", "tc", "sdtContent", "footnote", "endnote"):
                following.insert(1 if first(following, "pPr") is not None else 0, element)


def _join_drop_caps(root: Element) -> None:
    """The large first letter of a paragraph is a paragraph of its own in Word."""
    for paragraph in list(descendants(root, "p")):
        frame = first(paragraph, "pPr", "framePr")
        following = paragraph.getnext()
        if value_of(frame, "dropCap") not in ("drop", "margin") or following is None or name_of(following) != "p":
            continue
        place = 1 if first(following, "pPr") is not None else 0
        for run in reversed(children(paragraph, "r")):
            following.insert(place, run)
        drop_word(paragraph)
