"""Broken documents through the reader, in a process that is watched.

In: a format, how many, a seed. Out: what became of them, and each that did harm: another error than ours, a
message of several lines, an article that is not whole, a crash, a hang, or too much memory.
"""

import multiprocessing
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection

from qa.article import Article, article_from_json, article_to_json
from qa.errors import InputError
from qa.readers import read_draft
from qa.readers.assembly import assemble
from qa.readers.worker import limit_memory
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import SEEDS

# Of the processor, so that a busy machine makes no hang; on the clock for what waits, and where processor time has no alarm.
MAX_SECONDS, MAX_WAIT_SECONDS = 10.0, 60.0
MAX_MEMORY_BYTES = 2**30
MAX_MESSAGE_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that did harm: its file name and bytes, and what happened."""

    name: str
    data: bytes
    what: str


@dataclass(slots=True)
class Outcome:
    """What became of the inputs of one format; the slowest as (seconds of the processor, number)."""

    n: int = 0
    n_articles: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)


def document(kind: str, number: int, seed: int) -> tuple[str, bytes]:
    """The broken document of this number, as (file name, bytes)."""
    random_ = random.Random(f"{seed} {kind} {number}")
    name, whole = random_.choice(_seeds(kind))
    _, other = random_.choice(_seeds(random_.choice(list(SEEDS)) if random_.random() < 0.2 else kind))
    return name, mutated(whole, other, random_)


@cache
def _seeds(kind: str) -> list[tuple[str, bytes]]:
    return SEEDS[kind]()


def fuzz(kind: str, n: int, seed: int) -> Outcome:
    """Read `n` broken documents of a format."""
    outcome = Outcome()
    while outcome.n < n:
        for number, seconds, article, message, harm in _watched(kind, outcome.n, n, seed):
            outcome.n = number + 1
            outcome.slowest = max(outcome.slowest, (seconds, number))
            if harm:
                outcome.findings.append(Finding(*document(kind, number, seed), harm))
            elif article:
                outcome.n_articles += 1
            else:
                outcome.refusals[message] += 1
    return outcome


Result = tuple[int, float, bool, str, str]


def _watched(kind: str, start: int, end: int, seed: int) -> Iterator[Result]:
    """The results from `start` on, until `end` or until the process that reads crashes or hangs, which is the last result."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_read_many, args=(kind, start, end, seed, there), daemon=True)
    process.start()
    there.close()
    number = start
    try:
        here.recv()  # it has begun
        while number < end:
            if not here.poll(MAX_WAIT_SECONDS):
                yield number, MAX_WAIT_SECONDS, False, "", f"hang of more than {MAX_WAIT_SECONDS:g} seconds on the clock"
                return
            yield here.recv()
            number += 1
    except EOFError:
        process.join()
        hung = hasattr(signal, "SIGPROF") and process.exitcode == -signal.SIGPROF
        yield number, 0.0, False, "", f"hang of more than {MAX_SECONDS:g} seconds" if hung else f"crash (exit code {process.exitcode})"
    finally:
        process.kill()
        process.join()


def _read_many(kind: str, start: int, end: int, seed: int, say: Connection) -> None:
    limit_memory(MAX_MEMORY_BYTES)
    say.send("begun")
    for number in range(start, end):
        name, data = document(kind, number, seed)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, MAX_SECONDS)  # ends the process when it rings
        started = time.process_time()
        article, message, harm = try_one(name, data)
        say.send((number, time.process_time() - started, article, message, harm))


def try_one(name: str, data: bytes) -> tuple[bool, str, str]:
    """Read one input; returns whether it is an article, the refusal without the file's name, and the harm, "" if none."""
    try:
        article = assemble(read_draft(data, name), name)
    except InputError as error:
        message = str(error)
        well_said = message.count("\n") == 0 and 0 < len(message) <= MAX_MESSAGE_CHARS and message.endswith(".")
        return False, message.replace(name, "…"), "" if well_said else f"message: {message[:200]!r}"
    except BaseException:
        return False, "", traceback.format_exc()
    try:
        check(article)
    except Exception:
        return False, "", traceback.format_exc()
    return True, "", ""


def check(article: Article) -> None:
    """Raise AssertionError where an article does not hang together, or another error where it cannot be kept."""
    text = "\n\n".join(" ".join(s.text for s in paragraph) for section in article.sections for paragraph in section.paragraphs)
    assert text == article.text
    for sentence in article.sentences:
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert all(sentence.start <= citation.position <= sentence.end for citation in sentence.citations)
    kept = article_to_json(article)
    kept.encode("utf-8")
    assert article_from_json(kept) == article
    assert article.title
    assert article.id
