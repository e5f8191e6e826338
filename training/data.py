"""Data sets to examples: a question with the sentences it is asked of, each marked as answering or not.

In: the folder of the data sets (SQuAD 2.0, MedQuAD, PubMedQA; see README.md), and our own questions on some
of their texts. Out: `Example`s by article.
"""

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.sentences import sentence_spans

ANSWERS, NOT, IGNORED = 1, 0, -1

# The articles of SQuAD 2.0's dev set, by use. No article has two uses.
TUNE = ("French_and_Indian_War", "Packet_switching")
CALIBRATE = ("Warsaw", "Scottish_Parliament", "Imperialism")
TEST = ("1973_oil_crisis", "Harvard_University", "Steam_engine")

WRITTEN = Path(__file__).parent / "questions.jsonl.gz"
CONTRAST = Path(__file__).parent / "contrast.jsonl.gz"
PAPERS = Path(__file__).parent / "papers.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive sentences of a section; `labels[i]` says whether sentence i answers.

    `answers[i]` is where in sentence i the answer stands (character span), None if that is not known.
    """

    sentences: tuple[str, ...]
    labels: tuple[int, ...]
    answers: tuple[tuple[int, int] | None, ...] = ()
    heading: str = ""
    before: str = ""
    after: str = ""

    def blank(self) -> "Block":
        """The same sentences, none of which answers."""
        return Block(self.sentences, (NOT,) * len(self.sentences), (), self.heading, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the blocks it is asked of. It is unanswerable where no sentence is labelled ANSWERS."""

    question: str
    blocks: tuple[Block, ...]
    source: str

    @property
    def answerable(self) -> bool:
        """Whether any sentence answers."""
        return any(label == ANSWERS for block in self.blocks for label in block.labels)


@dataclass(frozen=True, slots=True)
class Article:
    """A SQuAD article: its paragraphs and, for each, its examples (one block each: the paragraph)."""

    title: str
    paragraphs: tuple[Block, ...]
    examples: tuple[tuple[Example, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a MedQuAD page: the question and kind of question that it answers, and its sentences."""

    question: str
    kind: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A MedQuAD page about one disease, drug or test (`focus`)."""

    url: str
    focus: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Abstract:
    """A PubMedQA abstract: its question, its parts (label, sentences) and its conclusion's sentences."""

    question: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    conclusion: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A MedQuAD page or a PubMedQA abstract (`key`: its address, or its question): the sentences of its sections, and
    the questions written for it."""

    key: str
    sections: tuple[tuple[str, ...], ...]
    examples: tuple[Example, ...]


def split(text: str) -> list[tuple[int, int]]:
    """Sentence spans of a text of several paragraphs."""
    return [
        (line.start() + start, line.start() + end) for line in re.finditer(r"[^\n]+", text) for start, end in sentence_spans(line.group())
    ]


def squad(file: Path) -> list[Article]:
    """Read a file in SQuAD 2.0's format; the first of several gold answers marks the place in the sentence."""
    articles = []
    for article in _json(file)["data"]:
        paragraphs, examples = [], []
        for paragraph in article["paragraphs"]:
            spans = split(paragraph["context"])
            sentences = tuple(paragraph["context"][a:b] for a, b in spans)
            paragraphs.append(Block(sentences, (NOT,) * len(spans)))
            examples.append(tuple(_asked(sentences, spans, qa) for qa in paragraph["qas"]))
        articles.append(Article(article.get("title") or "", tuple(paragraphs), tuple(examples)))
    return articles


def _asked(sentences: tuple[str, ...], spans: list[tuple[int, int]], qa: dict[str, Any]) -> Example:
    """The example of one question; a sentence answers if a gold answer overlaps it."""
    golds = [(g["answer_start"], g["answer_start"] + len(g["text"])) for g in qa["answers"]]
    labels, places = [], []
    for start, end in spans:
        inside = [(a, b) for a, b in golds if a < end and start < b]
        labels.append(ANSWERS if inside else NOT)
        places.append((max(inside[0][0], start) - start, min(inside[0][1], end) - start) if inside else None)
    return Example(" ".join(qa["question"].split()), (Block(sentences, tuple(labels), tuple(places)),), "squad")


def medquad(file: Path) -> list[Page]:
    """Read MedQuAD, grouped to pages; sections that hold no sentence are left out."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in map(json.loads, _lines(file)):
        rows[row["url"]].append(row)
    pages = []
    for url, entries in rows.items():
        sections = [Section(re.sub(r"\s+\?", "?", e["question"]), e["qtype"], _prose(e["answer"])) for e in entries]
        pages.append(Page(url, entries[0]["focus"], tuple(s for s in sections if s.sentences)))
    return pages


def fold(name: str, n_folds: int = 20) -> int:
    """The fold of a page or abstract, the same in every run: 0 is for calibration, 1 for tests, the rest for training."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % n_folds


def held_out(document: Document) -> int:
    """The fold of a document with written questions, of ten: a larger share than of pages is kept from training."""
    return fold(document.key, 10)


def pubmedqa(file: Path) -> list[Abstract]:
    """Read PubMedQA's labelled set."""
    return [
        Abstract(
            entry["QUESTION"],
            tuple((label, sentences_of(text)) for label, text in zip(entry["LABELS"], entry["CONTEXTS"], strict=True)),
            sentences_of(entry["LONG_ANSWER"]),
        )
        for entry in _json(file).values()
    ]


def written(file: Path = WRITTEN) -> list[Document]:
    """Our own questions: written by hand for sections of pages and abstracts, the answering sentences marked.

    CONTRAST holds pairs: a question, and the same with a small change that leaves it without an answer. PAPERS
    holds questions on abstracts that stand by themselves, as one asks them who searches a long paper.

    Each line of the file holds a document: its sections, a heading and sentences each, and its questions, with
    the numbers of the sentences that answer and of those that arguably do (these count neither way).
    """
    documents = []
    for row in map(json.loads, _lines(file)):
        sections = [tuple(section["sentences"]) for section in row["sections"]]
        examples = []
        for asked in row["questions"]:
            marks = {**dict.fromkeys(asked["doubtful"], IGNORED), **dict.fromkeys(asked["answers"], ANSWERS)}
            blocks, first = [], 1
            for sentences in sections:
                blocks.append(Block(sentences, tuple(marks.get(first + i, NOT) for i in range(len(sentences)))))
                first += len(sentences)
            examples.append(Example(asked["question"], tuple(blocks), "written"))
        documents.append(Document(row["key"], tuple(sections), tuple(examples)))
    return documents


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text."""
    return tuple(" ".join(text[a:b].split()) for a, b in split(text))


def _prose(text: str) -> tuple[str, ...]:
    """The running sentences of a page's section: its "Key Points" digest and bare list marks are left out."""
    text = re.sub(r"^Key Points\s*\n.*?\n\s*\n", "", text, flags=re.S)
    pieces = re.split(r"\s*\n\s*\n\s*|\s{3,}-\s+|\n", text)
    found = [s for piece in pieces for s in sentences_of(" ".join(piece.split()))]
    return tuple(s for s in found if len(s.split()) >= 4 and not s.endswith("?") and not _BOILERPLATE.search(s))


_BOILERPLATE = re.compile(
    r"^(These resources address|The Human Phenotype Ontology|If the information is available|You can use the MedlinePlus|"
    r"Signs and Symptoms Approximate|The resources below|How might .* be treated|Frequently?|The HPO)"
    r"|Genetic Testing Registry|ClinicalTrials.gov"
)


def _json(file: Path) -> Any:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        return json.load(stream)


def _lines(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        yield from stream


def n_sentences(blocks: Iterable[Block]) -> int:
    """Sentences in all."""
    return sum(len(block.sentences) for block in blocks)
