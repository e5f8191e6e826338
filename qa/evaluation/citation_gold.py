"""What a JATS article cites in which sentence: taken from its tags alone, for measuring readers.

In: the root of a JATS article. Out: its sentences with the works that each cites, and its entries.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from qa.evaluation.flattening import entry_line
from qa.sentences import sentence_spans

Element = etree._Element

_NO_TEXT = frozenset(
    ("table-wrap", "fig", "supplementary-material", "media", "graphic", "disp-formula", "ref-list", "fn", "tex-math", "label")
)
_DASH = re.compile(r"[\s\[\]()]*[–—‐‑−-][\s\[\]()]*")
# A citation as it stands in the text while sentences are told: a private character between two others.
_TOKEN = re.compile("\ue000([\ue100-\uf8ff])\ue001")
_TOKENS = r"(?:\ue000[\ue100-\uf8ff]\ue001)"
_FIRST = 0xE100


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence's words, and the places in the reference list (from 0) of the works it cites."""

    text: str
    works: frozenset[int]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The sentences of abstract, body and appendices; of each entry its label and its line."""

    sentences: tuple[GoldSentence, ...]
    labels: tuple[str, ...]
    entries: tuple[str, ...]


def gold_of(root: Element) -> GoldArticle:
    """The gold of one article."""
    refs = root.findall(".//ref-list/ref")
    places = {key: number for number, ref in enumerate(refs) for element in ref.iter() if (key := element.get("id"))}
    printed = ["".join(map(str, label.itertext())).strip("[]. ") if (label := ref.find(".//label")) is not None else "" for ref in refs]
    labels = printed if all(printed) and len(set(printed)) == len(printed) else [str(n) for n in range(1, len(refs) + 1)]
    sentences = [s for paragraph in _paragraphs(root) for s in _sentences(paragraph, places)]
    return GoldArticle(tuple(sentences), tuple(labels), tuple(map(entry_line, refs)))


def _paragraphs(root: Element) -> Iterator[Element]:
    parts = [a for a in root.iterfind(".//article-meta/abstract") if not a.get("abstract-type")]
    parts += [*root.iterfind("body"), *root.iterfind("back/sec"), *root.iterfind("back/app-group"), *root.iterfind("back/app")]
    for part in parts:
        for paragraph in part.iter("p"):
            above = {parent.tag for parent in paragraph.iterancestors()}
            if not above & _NO_TEXT and "p" not in above:
                yield paragraph


def _sentences(paragraph: Element, places: dict[str, int]) -> Iterator[GoldSentence]:
    cited: list[set[int]] = []
    text = _laid(paragraph, places, cited)
    # The marker's own signs go, and it stands before the stop that ends its sentence.
    text = re.sub(rf"\s*[\[(]+[\s,;]*({_TOKENS}(?:[\s,;–—‐‑−\[\]()-]|{_TOKENS})*?)[\s,;]*[\])]+", r"\1", text)
    text = re.sub(rf"(?<={chr(0xE001)})[\s,;–—‐‑−-]+(?=\ue000)", "", text)
    text = re.sub(rf"\s*([.!?][”’\"')\]]*)({_TOKENS}+)", r"\2\1", re.sub(rf"\s+({_TOKENS})", r"\1", text))
    text = " ".join(text.split())
    for start, end in sentence_spans(text):
        piece = text[start:end]
        works = set().union(*(cited[ord(sign) - _FIRST] for sign in _TOKEN.findall(piece)))
        yield GoldSentence(_TOKEN.sub("", piece), frozenset(works))


def _laid(element: Element, places: dict[str, int], cited: list[set[int]]) -> str:
    """The element's text with a token for each citation; a range's middle counts to its end."""
    text = str(element.text or "")
    last: tuple[int, int] | None = None  # where the text stood after the last citation, and its place
    for child in element:
        works = [places[key] for key in (child.get("rid") or "").split() if key in places] if child.tag == "xref" else []
        if works:
            if last and _DASH.fullmatch(text[last[0] :]) and last[1] < works[0]:
                works = [*range(last[1] + 1, works[0]), *works]
            cited.append(set(works))
            inner = "".join(map(str, child.itertext()))
            kept = inner if re.search(r"[A-Za-z]{2}|\d{4}", inner) else ""
            text += f"{kept}\ue000{chr(_FIRST + len(cited) - 1)}\ue001"
            last = (len(text), works[-1])
        elif isinstance(child.tag, str) and child.tag not in _NO_TEXT:
            text += _laid(child, places, cited)
        text += str(child.tail or "")
    return text
