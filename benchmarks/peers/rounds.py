"""Rounds over the systems, each task in a new process, taking turns, so that a noisy machine harms all alike.

In: systems with their interpreters, and texts. Out: samples, by system and measure, as they come.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any

from benchmarks.peers.systems import ROOT, SYSTEMS, System
from benchmarks.peers.texts import Texts

N_THREADS = 2
TASK_SECONDS = 1800
SAMPLING_SECONDS = 0.05
_QUIET = {
    **{f"{library}_NUM_THREADS": str(N_THREADS) for library in ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "RAYON")},
    **dict.fromkeys(("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK", "PYTHONUNBUFFERED"), "1"),
    **dict.fromkeys(("HAYSTACK_TELEMETRY_ENABLED", "ANONYMIZED_TELEMETRY", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"), "False"),
    "TOKENIZERS_PARALLELISM": "true",
    "PYTHONPATH": str(ROOT),
}


@dataclass
class Samples:
    """What was measured of one system: `values` in seconds or bytes by measure, one for each round (`questions`: one for each question)."""

    system: System
    values: dict[str, list[float]] = field(default_factory=dict)
    failure: str = ""

    def add(self, measure: str, *values: float) -> None:
        """Keep values of a measure."""
        self.values.setdefault(measure, []).extend(values)


def run(places: dict[str, tuple[Path, str]], samples: dict[str, Samples], texts: Texts, n_rounds: int, same: bool) -> Iterator[str]:
    """Measure in rounds; each changes `samples` and yields what was done. A system that fails once is left out from there on.

    Args:
        places: by system its interpreter and the folder of the model.
        same: give our passages to all, instead of documents that each splits.
    """
    with tempfile.TemporaryDirectory(prefix="qa-peers-") as scratch:
        for number in range(n_rounds):
            # Another one begins each round, and every second round goes backwards.
            names = list(samples)
            turn = number % len(names)
            for verb in ("ingest", "ask"):
                order = names[turn:] + names[:turn]
                for name in order if number % 2 == 0 else order[::-1]:
                    if samples[name].failure or samples[SYSTEMS[name].home].failure or (verb == "ingest" and SYSTEMS[name].library_of):
                        continue
                    yield f"round {number + 1} of {n_rounds}: {verb} {name}"
                    try:
                        _task(verb, samples[name], places[name], texts, Path(scratch), same)
                    except (RuntimeError, OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
                        samples[name].failure = f"{verb}: {error}"


def _task(verb: str, samples: Samples, place: tuple[Path, str], texts: Texts, scratch: Path, same: bool) -> None:
    system, (python, model) = samples.system, place
    folder = scratch / system.home
    order: dict[str, Any] = {"model": model, "threads": N_THREADS, "folder": str(folder)}
    if verb == "ingest":
        shutil.rmtree(folder, ignore_errors=True)
        first = scratch / "first"
        shutil.rmtree(first, ignore_errors=True)
        folder.mkdir()
        first.mkdir()
        # Ours is given files in any case, of which it makes just these passages.
        split = system.name == "ours" or (system.split and not same)
        order |= {"texts": str(texts.documents if split else texts.passages), "first": str(first), "split": split}
    else:
        order |= {"questions": str(texts.questions)}
    lines, peak = _worker(python, [system.name, verb, json.dumps(order)])
    told = lines[-1][1]
    if verb == "ingest":
        samples.add("ingest", told["ingest"])
        samples.add("n_passages", told["n_passages"])
        samples.add("peak", peak)
        samples.add("library", sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))
    else:
        samples.add("cold", lines[0][0])
        samples.add("import_and_load", sum(told["seconds"].values()))
        samples.add("open", told["open"])
        samples.add("questions", *told["questions"])


def _worker(python: Path, arguments: list[str]) -> tuple[list[tuple[float, dict[str, Any]]], float]:
    """The lines that a worker writes, each with the seconds since its start, and the most memory that it had, in bytes."""
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryDirectory() as nowhere:
        started = time.perf_counter()
        command = [python, "-m", "benchmarks.peers.worker", *arguments]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **_QUIET}, cwd=nowhere, text=True, start_new_session=True
        )
        watch, limit = _Watch(process.pid), Timer(TASK_SECONDS, process.kill)
        limit.start()
        lines = []
        try:
            assert process.stdout
            lines = [(time.perf_counter() - started, json.loads(line)) for line in process.stdout]
            process.wait()
        finally:
            limit.cancel()
            if process.poll() is None:
                process.kill()
                process.wait()
            peak = watch.end()
        if process.returncode or not lines:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            raise RuntimeError(said[-1] if said else f"ended with {process.returncode}")
    return lines, peak


class _Watch(Thread):
    """The most memory that a process and those that it started had resident together, in bytes; 0 where the platform does not tell."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._peak, self._done = pid, 0.0, Event()
        self.start()

    def run(self) -> None:
        """Look, until told to end."""
        while sys.platform == "linux" and not self._done.wait(SAMPLING_SECONDS):
            self._peak = max(self._peak, sum(_resident(pid) for pid in _with_children(self._pid)))

    def end(self) -> float:
        """Stop looking; returns the peak."""
        self._done.set()
        self.join()
        return self._peak


def _with_children(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0.0
