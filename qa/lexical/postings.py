"""Posting lists of a range of passages: which tokens stand where, in arrays that are mapped from a file.

In: passages with ids from a range. Out: for a token or a phrase, the passages of the range that have it and how often.
A block is what the passages of its range say and nothing else; it is never changed, only made anew, from the passages or
from the blocks of the parts of its range.
"""

import hashlib
import json
import mmap
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.lexical.tokens import Tokenizer
from qa.storage.history import State
from qa.whole_file import written_whole

# A slot takes 16 bits.
MAX_SIZE = 2**16
_HEADER_BYTES = 256
_FORMAT = 1
_ABSENT = -1
# A place that no token takes parts the columns, so that no phrase is found across them.
_GAP = ""
# Slots, and how often each of their passages has what was looked up.
Posted = tuple[NDArray[np.uint16], NDArray[np.uint16]]


@dataclass(frozen=True, slots=True)
class Block:
    """Passages `first` to `first + size - 1`, each known by its slot, its place in this range; tokens by `key_of`.

    Attributes:
        version: of the library, when the block was made.
        removal: the library's last removal that is surely heeded here (qa/storage/history.py).
        keys: of the tokens, ascending, shape (n_tokens,).
        n_words: words of each passage, -1 where there is none of that id, shape (size,).
        starts: where each passage begins in the block's run of words, shape (size + 1,).
        postings, occurrences: where each token's begin, shape (n_tokens + 1,).
        places: of each occurrence in the block's run of words, ascending for each token, shape (n_occurrences,).
        slots, counts: of each posting its passage, ascending for each token, and how often that has the token, shape (n_postings,).
    """

    first: int
    version: str
    removal: int
    keys: NDArray[np.uint64]
    n_words: NDArray[np.int32]
    starts: NDArray[np.uint32]
    postings: NDArray[np.uint32]
    occurrences: NDArray[np.uint32]
    places: NDArray[np.uint32]
    slots: NDArray[np.uint16]
    counts: NDArray[np.uint16]

    @property
    def size(self) -> int:
        """How many ids its range has."""
        return len(self.n_words)


# In this order in the file, after its header; larger items first, so that all stand aligned.
_ARRAYS: dict[str, np.dtype[Any]] = {
    "keys": np.dtype("<u8"),
    "n_words": np.dtype("<i4"),
    "starts": np.dtype("<u4"),
    "postings": np.dtype("<u4"),
    "occurrences": np.dtype("<u4"),
    "places": np.dtype("<u4"),
    "slots": np.dtype("<u2"),
    "counts": np.dtype("<u2"),
}


def key_of(token: str) -> int:
    """A token's 64 bits; among a million tokens two are the same with a probability below 1e-7."""
    return int.from_bytes(hashlib.blake2b(token.encode(), digest_size=8).digest(), "little")


class _Numbers(dict[str, int]):
    """Each text's number, in the order of their first appearance."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def build(first: int, size: int, state: State, passages: Iterable[tuple[int, str, str]], tokenizer: Tokenizer) -> Block:
    """A block of passages: (id, heading, text), ascending, their ids from `first` to `first + size - 1`; size at most MAX_SIZE."""
    chunk_numbers = _Numbers({_GAP: 0})
    number_of = chunk_numbers.__getitem__
    chunks, n_chunks = array("I"), np.zeros(size + 1, dtype=np.int64)
    present = np.zeros(size, dtype=bool)
    for passage_id, heading, text in passages:
        # No token goes across white space, so that what stands between is tokenized once, however often it comes.
        passage = [*map(number_of, heading.split()), 0, *map(number_of, text.split()), 0]
        chunks.extend(passage)
        n_chunks[passage_id - first + 1] = len(passage)
        present[passage_id - first] = True
    tokens, keys, token_starts = _tokenized(list(chunk_numbers), tokenizer)
    run = np.frombuffer(chunks, dtype=np.uint32) if chunks else np.zeros(0, dtype=np.uint32)
    lengths = np.diff(token_starts)[run]
    ends = np.concatenate(([0], np.cumsum(lengths)))
    words = tokens[np.repeat(token_starts[:-1][run] - ends[:-1], lengths) + np.arange(ends[-1])]
    starts = ends[np.cumsum(n_chunks)]
    # The gaps have the token 0, which is no token's; sorted by token and place, they come first and are cut off.
    ordered = np.sort(words.astype(np.uint64) << np.uint64(32) | np.arange(len(words), dtype=np.uint64))[2 * int(present.sum()) :]
    token, places = (ordered >> np.uint64(32)).astype(np.uint32) - np.uint32(1), ordered.astype(np.uint32)
    slots = np.repeat(np.arange(size), np.diff(starts)).astype(np.uint16)[places]
    begins = np.flatnonzero(np.concatenate(([True], (token[1:] != token[:-1]) | (slots[1:] != slots[:-1])))[: len(token)])
    every = np.arange(len(keys) + 1)
    return Block(
        first,
        state.version,
        state.removal,
        keys,
        np.where(present, np.diff(starts) - 2, _ABSENT).astype(np.int32),
        starts.astype(np.uint32),
        np.searchsorted(token[begins], every).astype(np.uint32),
        np.searchsorted(token, every).astype(np.uint32),
        places,
        slots[begins],
        np.minimum(np.diff(np.append(begins, len(token))), np.iinfo(np.uint16).max).astype(np.uint16),
    )


def _tokenized(chunks: Sequence[str], tokenizer: Tokenizer) -> tuple[NDArray[np.uint32], NDArray[np.uint64], NDArray[np.int64]]:
    """The tokens of all chunks in a row, each as its key's place from 1; these keys; and where each chunk's tokens begin."""
    numbers = _Numbers()
    # The gap, which comes first, takes one place without a token.
    found = [[0], *([numbers[token] + 1 for token in tokens] for tokens in tokenizer.tokens(chunks[1:]))]
    keys = np.fromiter(map(key_of, numbers), dtype=np.uint64, count=len(numbers))
    order = np.argsort(keys)
    place = np.zeros(len(keys) + 1, dtype=np.uint32)
    place[order + 1] = np.arange(1, len(keys) + 1)
    starts = np.concatenate(([0], np.cumsum([len(tokens) for tokens in found])))
    return place[np.fromiter((n for tokens in found for n in tokens), dtype=np.int64, count=starts[-1])], keys[order], starts


def merge(blocks: Sequence[Block], state: State) -> Block:
    """One block of several whose ranges follow each other, at most MAX_SIZE passages together."""
    keys = np.unique(np.concatenate([block.keys for block in blocks]))
    rows = [np.searchsorted(keys, block.keys) for block in blocks]
    slots_before = np.cumsum([0, *(block.size for block in blocks)])
    places_before = np.cumsum([0, *(int(block.starts[-1]) for block in blocks)])
    postings, (slots, counts) = _joined(
        len(keys),
        rows,
        [block.postings for block in blocks],
        [(block.slots + np.uint16(before), block.counts) for block, before in zip(blocks, slots_before[:-1], strict=True)],
    )
    occurrences, (places,) = _joined(
        len(keys),
        rows,
        [block.occurrences for block in blocks],
        [(block.places + np.uint32(before),) for block, before in zip(blocks, places_before[:-1], strict=True)],
    )
    return Block(
        blocks[0].first,
        state.version,
        min(block.removal for block in blocks),
        keys,
        np.concatenate([block.n_words for block in blocks]),
        np.concatenate(
            [*(block.starts[:-1] + np.uint32(n) for block, n in zip(blocks, places_before[:-1], strict=True)), places_before[-1:]]
        ).astype(np.uint32),
        postings,
        occurrences,
        places,
        slots,
        counts,
    )


def _joined(
    n_keys: int, rows: Sequence[NDArray[np.intp]], begins: Sequence[NDArray[np.uint32]], columns: Sequence[tuple[NDArray[Any], ...]]
) -> tuple[NDArray[np.uint32], list[NDArray[Any]]]:
    """Where each key's list begins, and the lists' columns, of several blocks' lists one after the other for each key.

    Args:
        rows: of each block, the places of its keys among all.
        begins: of each block, where its lists begin.
        columns: of each block, what its lists hold.
    """
    lengths: list[NDArray[np.int64]] = [begin[1:].astype(np.int64) - begin[:-1] for begin in begins]
    length = np.zeros(n_keys, dtype=np.int64)
    for row, n in zip(rows, lengths, strict=True):
        length[row] += n
    begin = np.concatenate(([0], np.cumsum(length)))
    joined = [np.empty(begin[-1], dtype=values.dtype) for values in columns[0]]
    next_ = begin[:-1].copy()
    for row, n, from_, of_block in zip(rows, lengths, begins, columns, strict=True):
        to = np.repeat(next_[row] - from_[:-1], n) + np.arange(n.sum())
        for target, values in zip(joined, of_block, strict=True):
            target[to] = values
        next_[row] += n
    return begin.astype(np.uint32), joined


def find(block: Block, phrases: Sequence[Sequence[int]]) -> list[Posted]:
    """For each phrase, the keys of one or more tokens in a row: the slots of passages that have it, and how often."""
    wanted = np.array(sorted({key for phrase in phrases for key in phrase}), dtype=np.uint64)
    rows = np.searchsorted(block.keys, wanted)
    known = rows < len(block.keys)
    known[known] = block.keys[rows[known]] == wanted[known]
    row_of = dict(zip(wanted[known].tolist(), rows[known].tolist(), strict=True))
    return [_find(block, [row_of.get(key, -1) for key in phrase]) for phrase in phrases]


def _find(block: Block, rows: Sequence[int]) -> Posted:
    if not rows or min(rows) < 0:
        return block.slots[:0], block.counts[:0]
    if len(rows) == 1:
        begin, end = int(block.postings[rows[0]]), int(block.postings[rows[0] + 1])
        return block.slots[begin:end], block.counts[begin:end]
    # From the rarest token's places, those that have all the others at their distance.
    places = [block.places[int(block.occurrences[row]) : int(block.occurrences[row + 1])] for row in rows]
    rarest = min(range(len(rows)), key=lambda i: len(places[i]))
    begins = places[rarest].astype(np.int64) - rarest
    for distance, other in enumerate(places):
        at = np.searchsorted(other, begins + distance)
        at[at == len(other)] = 0
        begins = begins[other[at] == begins + distance]
    slots, counts = np.unique(np.searchsorted(block.starts, begins, side="right") - 1, return_counts=True)
    return slots.astype(np.uint16), np.minimum(counts, np.iinfo(np.uint16).max).astype(np.uint16)


def save(block: Block, path: Path) -> None:
    """Write a block, at once or not at all. Raises OSError."""
    arrays = [np.ascontiguousarray(getattr(block, name), dtype=dtype) for name, dtype in _ARRAYS.items()]
    header = {
        "format": _FORMAT,
        "first": block.first,
        "version": block.version,
        "removal": block.removal,
        "lengths": [len(values) for values in arrays],
    }
    with written_whole(path) as file:
        file.write(json.dumps(header).encode().ljust(_HEADER_BYTES))
        for values in arrays:
            file.write(values.tobytes())


def load(path: Path) -> Block:
    """Map a block's file. Raises OSError or ValueError where it is missing, damaged or of another format."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    header = json.loads(data[:_HEADER_BYTES])
    if not isinstance(header, dict) or header.get("format") != _FORMAT:
        raise ValueError(f"{path} has another format")
    lengths = header["lengths"]
    if len(data) != _HEADER_BYTES + sum(n * dtype.itemsize for n, dtype in zip(lengths, _ARRAYS.values(), strict=True)):
        raise ValueError(f"{path} is cut off")
    at, arrays = _HEADER_BYTES, dict[str, NDArray[Any]]()
    for (name, dtype), length in zip(_ARRAYS.items(), lengths, strict=True):
        arrays[name] = np.frombuffer(data, dtype=dtype, count=length, offset=at)
        at += length * dtype.itemsize
    return Block(header["first"], header["version"], header["removal"], **arrays)
