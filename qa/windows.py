"""Sentences in context to the windows that the reader's model reads.

In: a tokenizer, a question and candidates. Out: token ids with the place of each sentence. Training cuts its
examples by these very functions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.language.words import FIRST_CONTENT_WORD, MAX_CHARS

# Limits in tokens. A window takes sentences until it is full, but always one.
MAX_WINDOW = 200
MAX_QUESTION = 40
MAX_HEADING = 12
MAX_SENTENCE = 96
MAX_NEIGHBOUR = 16
# Words beside the most pointed at belong to the answer where they have this share of its weight.
POINTED_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its surroundings: each "" where there is none.

    `heading` is what stands over it: the article's title and the section's heading.

    `nearness` is the fused score of its passage in retrieval, 0 to 1.

    `cosine` is between the MiniLM vectors of question and sentence, None where not known. It is worth
    giving: MiniLM as it came has seen more of the world than our training could show.
    """

    heading: str
    before: str
    sentence: str
    after: str
    cosine: float | None = None
    nearness: float = 0.0


@dataclass(frozen=True, slots=True)
class Window:
    """Model input: `ids` and `types` of n tokens; `spans` are the token ranges of the sentences to be judged."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def load_tokenizer(file: Path) -> Any:
    """The word-piece tokenizer, without truncation or padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokens(tokenizer: Any, text: str) -> list[int]:
    """Token ids of a text, without special tokens."""
    ids: list[int] = tokenizer.encode(text[:MAX_CHARS], add_special_tokens=False).ids
    return ids


def stems(tokenizer: Any) -> list[int]:
    """For each token id an id that it shares with other forms of the word (treated, treats, treating)."""
    first: dict[str, int] = {}
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    shared = [0] * (max(vocabulary.values()) + 1)
    for word, number in sorted(vocabulary.items(), key=lambda entry: entry[1]):
        shared[number] = first.setdefault(word if len(word) < 5 or word.startswith("##") else _ENDING.sub("", word), number)
    return shared


_ENDING = re.compile(r"(?<=[a-z]{3})(?:ations?|ments?|ings?|ions?|ies|ied|ed|es|s|ly|e|y)$")


def chains(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates that follow each other in their section, put in a row; each candidate once, in any case."""
    distinct = sorted(set(candidates), key=lambda c: (c.heading, c.before, c.sentence, c.after))
    following = {(c.heading, c.before, c.sentence): c for c in distinct}
    next_of = {c: following.get((c.heading, c.sentence, c.after)) for c in distinct if c.after}
    has_previous = {n for n in next_of.values() if n is not None}
    rows: list[list[Candidate]] = []
    seen: set[Candidate] = set()
    # Rows begin where nothing precedes; a ring (a text that repeats itself) has no such place and comes last.
    for first in sorted(distinct, key=lambda c: c in has_previous):
        row: list[Candidate] = []
        at: Candidate | None = first
        while at is not None and at not in seen:
            seen.add(at)
            row.append(at)
            at = next_of.get(at)
        if row:
            rows.append(row)
    return rows


def windows(
    question: list[int],
    heading: list[int],
    before: list[int],
    sentences: Sequence[list[int]],
    after: list[int],
    stems: list[int],
) -> Iterator[Window]:
    """Cut a row of sentences (token ids) into windows, in order, each sentence in exactly one.

    A window reads `[CLS] question [SEP] heading : …end of the sentence before, sentences, beginning of the
    next… [SEP]`. Tokens of the text are of type 2 where the question has the same word ("exact match" as
    in Chen et al. 2017, Reading Wikipedia to Answer Open-Domain Questions), else of type 1.
    """
    start = 0
    opening = [CLS, *question[:MAX_QUESTION], SEP]
    title = [*heading[:MAX_HEADING], COLON] if heading else []
    asked = {stems[i] for i in question[:MAX_QUESTION] if i >= FIRST_CONTENT_WORD}
    while start < len(sentences):
        previous = (sentences[start - 1][:MAX_SENTENCE] if start else before)[-MAX_NEIGHBOUR:]
        length = len(opening) + len(title) + len(previous) + MAX_NEIGHBOUR + 1
        ids, spans = [*opening, *title, *previous], []
        end = start
        while end < len(sentences) and (end == start or length + len(sentences[end][:MAX_SENTENCE]) <= MAX_WINDOW):
            piece = sentences[end][:MAX_SENTENCE] or [UNKNOWN]
            spans.append((len(ids), len(ids) + len(piece)))
            ids += piece
            length += len(piece)
            end += 1
        ids += [*(sentences[end] if end < len(sentences) else after)[:MAX_NEIGHBOUR], SEP]
        types = [*(0 for _ in opening), *(2 if stems[i] in asked else 1 for i in ids[len(opening) :])]
        yield Window(tuple(ids), tuple(types), tuple(spans))
        start = end


def sentence_mask(window: Window) -> NDArray[np.float32]:
    """1 where a token belongs to a sentence, else 0: shape (n_sentences, n_tokens)."""
    mask = np.zeros((len(window.spans), len(window.ids)), dtype=np.float32)
    for row, (start, end) in enumerate(window.spans):
        mask[row, start:end] = 1
    return mask


def pointed_words(sentence: str, offsets: Sequence[tuple[int, int]], weights: NDArray[np.float64]) -> tuple[int, int] | None:
    """The run of whole words that holds most of the weight of a sentence's tokens, as (start, end) in the sentence.

    Args:
        offsets: character span of each token; `weights`: of each, shape (n_tokens,), not negative.

    Returns:
        None where no short run holds most of it.
    """
    words: list[tuple[int, int]] = []
    held: list[float] = []
    for (start, end), weight in zip(offsets, weights / weights.sum(), strict=True):
        if words and not sentence[words[-1][1] : start].strip() and words[-1][1] == start:
            words[-1] = (words[-1][0], end)
            held[-1] += float(weight)
        else:
            words.append((start, end))
            held.append(float(weight))
    enough = POINTED_SHARE * max(held)
    first = last = int(np.argmax(held))
    # Over one word between two that are pointed at: "one or two weeks", "abdomen, thighs and buttocks".
    while step := next((n for n in (1, 2) if first - n >= 0 and held[first - n] >= enough), 0):
        first -= step
    while step := next((n for n in (1, 2) if last + n < len(held) and held[last + n] >= enough), 0):
        last += step
    if sum(held[first : last + 1]) < 0.5:
        return None
    start, end = words[first][0], words[last][1]
    return start, start + len(sentence[start:end].rstrip(".,;:!?"))


# Ids of BERT's uncased vocabulary.
UNKNOWN, CLS, SEP, COLON = 100, 101, 102, 1024
