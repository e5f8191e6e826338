"""Examples to padded tensors.

In: Examples. Out: batches of windows with the labels of their sentences, grouped by example, cut and
tokenized by the very functions that the reader uses (qa/windows.py).
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from qa.windows import MAX_SENTENCE, Window, stems, tokens, windows
from training.data import ANSWERS, Block, Example

Labelled = tuple[Window, list[int], set[int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of several examples; n = windows, s = most sentences, t = most tokens.

    labels: (n, s) ANSWERS, NOT or IGNORED (also padding); pointed: (n, t) whether a token is in the answer;
    owner: (n,) the example that a window belongs to; answerable: (n_examples,).
    """

    input_ids: Tensor
    token_type_ids: Tensor
    attention_mask: Tensor
    sentence_mask: Tensor
    labels: Tensor
    pointed: Tensor
    owner: Tensor
    answerable: Tensor


class Packer:
    """Cuts examples to windows."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._stems = stems(tokenizer)
        self._ids = lru_cache(maxsize=300_000)(lambda text: tokens(tokenizer, text))

    def pack(self, example: Example, rng: random.Random | None) -> list[Labelled]:
        """Windows of an example with the labels of their sentences and the answer's tokens.

        With `rng`, rows of sentences are broken at random, as retrieval breaks them.
        """
        question = tokens(self._tokenizer, example.question)
        packed: list[Labelled] = []
        for block in example.blocks:
            for start, end in _rows(len(block.sentences), rng):
                ids = [self._ids(s) for s in block.sentences]
                before = ids[start - 1] if start else self._ids(block.before)
                after = ids[end] if end < len(ids) else self._ids(block.after)
                at = start
                for window in windows(question, self._ids(block.heading), before, ids[start:end], after, self._stems):
                    numbers = range(at, at + len(window.spans))
                    pointed = {t for n, span in zip(numbers, window.spans, strict=True) for t in self._answer_tokens(block, n, span[0])}
                    packed.append((window, [block.labels[n] for n in numbers], pointed))
                    at += len(window.spans)
        return packed

    def _answer_tokens(self, block: Block, number: int, start: int) -> list[int]:
        """Positions of the tokens of sentence `number`'s answer in a window where the sentence begins at `start`."""
        place = block.answers[number] if block.answers else None
        if place is None:
            return []
        offsets = self._tokenizer.encode(block.sentences[number], add_special_tokens=False).offsets[:MAX_SENTENCE]
        return [start + k for k, (a, b) in enumerate(offsets) if a < place[1] and place[0] < b]


def _rows(n: int, rng: random.Random | None) -> list[tuple[int, int]]:
    """Sentences 0..n-1 as runs; at random whole, or broken in two or three."""
    if rng is None or n < 2 or rng.random() < 0.75:
        return [(0, n)]
    cuts = sorted({rng.randrange(1, n) for _ in range(rng.choice((1, 1, 2)))})
    return list(zip([0, *cuts], [*cuts, n], strict=True))


def batches(examples: Sequence[Example], packer: Packer, rng: random.Random, n_tokens: int) -> Iterator[Batch]:
    """Batches of at most about `n_tokens` padded tokens; examples of like length go together."""
    for start in range(0, len(examples), 256):
        pool = [p for e in examples[start : start + 256] if (p := packer.pack(e, rng))]
        pool.sort(key=lambda p: max(len(w.ids) for w, _, _ in p))
        groups: list[list[list[Labelled]]] = [[]]
        for packed in pool:
            longest = max(len(w.ids) for w, _, _ in packed)
            if groups[-1] and longest * (sum(map(len, groups[-1])) + len(packed)) > n_tokens:
                groups.append([])
            groups[-1].append(packed)
        rng.shuffle(groups)
        yield from (collate(group) for group in groups if group)


def collate(group: Sequence[Sequence[Labelled]]) -> Batch:
    """Pad the windows of several examples to one batch."""
    flat = [(number, *labelled) for number, packed in enumerate(group) for labelled in packed]
    n, t, s = len(flat), max(len(w.ids) for _, w, _, _ in flat), max(len(w.spans) for _, w, _, _ in flat)
    ids, types, attention = (torch.zeros(n, t, dtype=torch.long) for _ in range(3))
    mask, labels, pointed = torch.zeros(n, s, t), torch.full((n, s), -1), torch.zeros(n, t, dtype=torch.bool)
    for row, (_, window, marks, places) in enumerate(flat):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        types[row, : len(window.ids)] = torch.tensor(window.types)
        attention[row, : len(window.ids)] = 1
        for k, (a, b) in enumerate(window.spans):
            mask[row, k, a:b] = 1
        labels[row, : len(marks)] = torch.tensor(marks)
        pointed[row, list(places)] = True
    answerable = torch.tensor([any(label == ANSWERS for _, marks, _ in packed for label in marks) for packed in group])
    return Batch(ids, types, attention, mask, labels, pointed, torch.tensor([number for number, *_ in flat]), answerable)
