"""How follow-ups are understood, measured on pairs of questions.

In: JSON lines, {"article": a file beside it or "corpus", "before": …, "question": …, "understood_as": [every right
reading; "" for as typed], "held_out": true or false}. Out: how many were understood rightly, and how many questions that
stand by themselves had an old subject dragged to them.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from qa.config import CORPUS
from qa.engine import Engine
from qa.errors import InputError
from qa.language.phrases import words_of

Part = Literal["all", "tuning", "held-out"]
MAX_PAIRS = 10_000
# "Why are the wounds infected?" and "Why are wounds infected?" are one reading.
_LEFT_OUT = frozenset("the a an".split())


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, the one before it, and its right readings: "" stands for as typed."""

    article: str
    before: str
    question: str
    understood_as: tuple[str, ...]
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what was understood, and whether that was answered."""

    pair: Pair
    understood_as: str
    answered: bool

    @property
    def is_right(self) -> bool:
        """Whether it was understood in a right way."""
        return _words(self.understood_as) in [_words(text) for text in self.pair.understood_as]


@dataclass(frozen=True, slots=True)
class FollowUpReport:
    """Every pair as judged. Follow-ups are those with a reading other than as typed; the rest stand by themselves."""

    judged: tuple[Judged, ...]

    @property
    def leaning(self) -> list[Judged]:
        """The pairs whose question needs the one before it."""
        return [j for j in self.judged if "" not in j.pair.understood_as]

    @property
    def standing(self) -> list[Judged]:
        """The pairs whose question stands by itself."""
        return [j for j in self.judged if "" in j.pair.understood_as]

    @property
    def dragged(self) -> list[Judged]:
        """Those of them to which the old subject was dragged."""
        return [j for j in self.standing if not j.is_right]


def read_pairs(path: Path, part: Part = "all") -> list[Pair]:
    """The pairs of a file. Raises InputError where it cannot be read or holds something else."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError):
        raise InputError(f"The file {path} cannot be read as UTF-8 text.") from None
    if not lines or len(lines) > MAX_PAIRS:
        raise InputError(f"The file {path} holds {len(lines)} pairs; give 1 to {MAX_PAIRS:,}.")
    pairs = [_pair(line, number, path) for number, line in enumerate(lines, start=1)]
    return [pair for pair in pairs if part == "all" or pair.held_out == (part == "held-out")]


def _pair(line: str, number: int, path: Path) -> Pair:
    try:
        data = json.loads(line)
        texts = [data[key] for key in ("article", "before", "question")]
        readings = tuple(data["understood_as"])
        if not all(isinstance(text, str) for text in (*texts, *readings)) or not readings:
            raise TypeError
        return Pair(texts[0], texts[1], texts[2], readings, bool(data.get("held_out", False)))
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"Line {number} of {path} is no pair: it needs the texts article, before and question, and a list understood_as."
        ) from None


def evaluate_followups(
    pairs: Sequence[Pair], folder: Path, engine: Engine, progress: Callable[[], object] = lambda: None
) -> FollowUpReport:
    """Ask each pair's question of its article after the question before.

    Args:
        folder: where the articles that the pairs name lie.
        engine: of an empty library, to which the articles are added.

    Raises:
        InputError: an article cannot be read.
    """
    ids: dict[str, list[str]] = {}
    for name in dict.fromkeys(pair.article for pair in pairs):
        files = sorted(CORPUS.glob("*.md")) if name == "corpus" else [folder / name]
        ids[name] = [engine.add(file).article.id for file in files]
    judged = []
    for pair in pairs:
        answer = engine.ask(pair.question, ids[pair.article], [pair.before])
        judged.append(Judged(pair, answer.understood_as, not answer.declined))
        progress()
    return FollowUpReport(tuple(judged))


def report_lines(report: FollowUpReport) -> list[str]:
    """The figures, then each pair that was understood wrongly."""
    leaning, standing = report.leaning, report.standing
    n_right = sum(j.is_right for j in report.judged)
    wrong = [_wrong_line(j) for j in report.judged if not j.is_right]
    return [
        f"understood rightly          {_share(n_right, len(report.judged))}",
        f"  follow-ups                {_share(sum(j.is_right for j in leaning), len(leaning))}",
        f"  questions by themselves   {_share(sum(j.is_right for j in standing), len(standing))}",
        f"old subject dragged along   {_share(len(report.dragged), len(standing))}",
        f"follow-ups answered         {_share(sum(j.answered for j in leaning), len(leaning))}",
        *wrong,
    ]


def _wrong_line(judged: Judged) -> str:
    pair = judged.pair
    understood, right = (text or "as typed" for text in (judged.understood_as, pair.understood_as[0]))
    return f"wrong: after “{pair.before}”: “{pair.question}” as “{understood}”, not “{right}”"


def report_data(report: FollowUpReport) -> dict[str, Any]:
    """The figures and every pair as plain data."""
    return {
        "n_pairs": len(report.judged),
        "n_right": sum(j.is_right for j in report.judged),
        "n_follow_ups": len(report.leaning),
        "n_follow_ups_right": sum(j.is_right for j in report.leaning),
        "n_dragged": len(report.dragged),
        "pairs": [
            {
                "before": j.pair.before,
                "question": j.pair.question,
                "expected": list(j.pair.understood_as),
                "understood_as": j.understood_as,
                "right": j.is_right,
                "answered": j.answered,
            }
            for j in report.judged
        ],
    }


def _share(n: int, of: int) -> str:
    return f"{n}/{of}  {n / of:.3f}" if of else "none"


def _words(text: str) -> list[str]:
    return [word.text.replace("’", "'") for word in words_of(text) if word.text not in _LEFT_OUT]
