"""What all systems are given: document texts, our passages of them, and questions.

In: articles made up (benchmarks/articles.py) or a folder of text files. Out: files that every system reads.
"""

import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from lxml import etree

from benchmarks.articles import jats_article
from qa.config import Config
from qa.passages import passages_of
from qa.readers import read_article

N_QUESTIONS = 40
MIN_QUESTIONS = 6
_ANIMALS = "storks swifts owls hedgehogs beavers otters kestrels newts".split()
_ASKED = (
    "Where did the {} winter?",
    "What explains the decline of {}?",
    "How many {} were counted after the frost?",
    "How long did the {} keep to the quarries?",
    "Did the {} return to the meadows once there was no more traffic?",
)


@dataclass(frozen=True)
class Texts:
    """Documents in `documents` and our passages of them in `passages`, JSON lists of {name, file, text}, and their sizes."""

    documents: Path
    passages: Path
    questions: Path
    n_documents: int
    n_passages: int
    n_sentences: int
    n_chars: int


def prepare(folder: Path, n: int, n_sentences: int, articles: Path | None, questions: Path | None) -> Texts:
    """Write what the systems are given into `folder`.

    Args:
        n: how many articles, made up or of `articles`, in the order of their names.
        n_sentences: of each made-up article.
        articles: a folder of articles as text or Markdown.
        questions: a file with a question on each line.

    Raises:
        SystemExit: there is nothing to add or to ask.
    """
    files = _made(folder / "made", n, n_sentences) if articles is None else _found(articles, n)
    documents, passages, count = [], [], 0
    for file in files:
        article = read_article(file, Config().max_file_bytes)
        documents.append({"name": file.name, "file": str(file), "text": file.read_text(encoding="utf-8")})
        for passage in passages_of(article, Config().passage_words):
            passages.append({"name": file.name, "file": str(file), "text": passage.text})
            count += len(passage.sentences)
    asked = questions.read_text(encoding="utf-8").splitlines() if questions else [form.format(of) for form, of in product(_ASKED, _ANIMALS)]
    asked = list(dict.fromkeys(line.strip() for line in asked if line.strip()))[:N_QUESTIONS]
    if not passages or len(asked) < MIN_QUESTIONS:
        raise SystemExit(f"There must be an article at least, and {MIN_QUESTIONS} questions.")
    paths = [folder / f"{name}.json" for name in ("documents", "passages", "questions")]
    for path, content in zip(paths, (documents, passages, asked), strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    return Texts(*paths, len(files), len(passages), count, sum(len(document["text"]) for document in documents))


def _made(folder: Path, n: int, n_sentences: int) -> list[Path]:
    """Made-up articles as Markdown files, without their reference lists."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:05}.md" for number in range(n)]
    for number, file in enumerate(files):
        tree = etree.fromstring(jats_article(number, n_sentences).encode())
        blocks = ["# " + "".join(tree.find(".//article-title").itertext())]
        for section in tree.iterfind("./body/sec"):
            blocks += ["## " + section.findtext("title"), *("".join(paragraph.itertext()) for paragraph in section.iterfind("p"))]
        file.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return files


def _found(folder: Path, n: int) -> list[Path]:
    return sorted(path.absolute() for path in folder.rglob("*") if path.suffix in (".txt", ".md"))[:n]
