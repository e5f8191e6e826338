"""A running app, driven by many programs at once while a person asks on its page.

In: an app and questions. Out: measurements of each number of programs, and the course of memory.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from benchmarks.load.app import App
from benchmarks.load.clients import Outcome, Person, asked_by_program, http
from qa.engine import Engine

# Between two questions of the person who asks beside the programs.
PAUSE_SECONDS = 2.0
LATER_SECONDS = 1.0
N_SAMPLES = 100
N_MEMORY_CLIENTS = 8
QUESTIONS_A_VISIT = 50


@dataclass(frozen=True, slots=True)
class Level:
    """What one number of programs at once did to the app; each asks its next question when it has the answer to the last.

    Attributes:
        cpu_seconds: of the app's process; beside the engine alone it tells what the page's machinery takes.
    """

    name: str
    n_clients: int
    seconds: float
    outcomes: list[Outcome]
    person: list[Outcome] = field(default_factory=list)
    cpu_seconds: float = 0.0
    memory_mb: float = 0.0
    n_threads: int = 0

    @property
    def n_done(self) -> int:
        """Questions that were answered or declined."""
        return sum(outcome.what in ("answered", "declined") for outcome in self.outcomes)

    @property
    def per_second(self) -> float:
        """Questions done in a second."""
        return self.n_done / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor time for each question, those of the person included."""
        return 1000 * self.cpu_seconds / max(1, self.n_done + len(self.person))

    def count(self, what: str) -> int:
        """How many of the programs' questions ended so."""
        return sum(outcome.what == what for outcome in self.outcomes)

    def latency(self, percent: float, of_person: bool = False) -> float:
        """A percentile of seconds to an answer."""
        done = [o.seconds for o in (self.person if of_person else self.outcomes) if o.what in ("answered", "declined")]
        return float(np.percentile(done, percent)) if done else float("nan")


def alone(engine: Engine, asked: Iterator[str], seconds: float) -> Level:
    """The engine in this process, one question after the other: what there would be without a page."""
    engine.ask(next(asked))
    outcomes: list[Outcome] = []
    started, used = time.perf_counter(), time.process_time()
    while time.perf_counter() - started < seconds:
        since = time.perf_counter()
        answer = engine.ask(next(asked))
        outcomes.append(Outcome("declined" if answer.declined else "answered", time.perf_counter() - since))
    return Level("engine alone", 1, time.perf_counter() - started, outcomes, [], time.process_time() - used)


async def level(app: App, endpoint: str, asked: Iterator[str], n_clients: int, seconds: float) -> Level:
    """So many programs for so long, and until each has what it asked for last."""
    outcomes: list[Outcome] = []
    person: list[Outcome] = []
    started, used = time.perf_counter(), app.cpu_seconds()
    end = started + seconds

    async def program() -> None:
        async with http(app.address) as client:
            while time.perf_counter() < end:
                outcomes.append(await asked_by_program(client, endpoint, next(asked)))
                if outcomes[-1].what == "later":
                    await asyncio.sleep(LATER_SECONDS)

    async def at_the_page() -> None:
        async with Person(app.address) as somebody:
            await somebody.opens()
            while time.perf_counter() < end:
                person.append(await somebody.asks(next(asked)))
                await asyncio.sleep(min(PAUSE_SECONDS, max(0.0, end - time.perf_counter())))

    beside = asyncio.create_task(at_the_page())
    await asyncio.gather(*(program() for _ in range(n_clients)))
    took = time.perf_counter() - started
    await beside
    return Level(f"/{endpoint}", n_clients, took, outcomes, person, app.cpu_seconds() - used, app.memory_mb(), app.n_threads())


@dataclass(frozen=True, slots=True)
class Memory:
    """The app's memory over many questions.

    Attributes:
        samples: (questions done, MB) in their order, the first before any.
    """

    samples: list[tuple[int, float]]
    outcomes: list[Outcome]
    n_visits: int
    seconds: float

    @property
    def mb_per_1000(self) -> float:
        """The slope over the second half, by least squares: what each thousand questions adds for good."""
        late = self.samples[len(self.samples) // 2 :]
        return float(np.polyfit([n for n, _ in late], [mb for _, mb in late], 1)[0] * 1000) if len(late) > 2 else float("nan")


async def memory(app: App, asked: Iterator[str], n_questions: int) -> Memory:
    """Questions by a few programs, half to `ask` and half to `search`, with a visitor new to the page for every fiftieth."""
    samples = [(0, app.memory_mb())]
    outcomes: list[Outcome] = []
    started, n_visits, n_given = time.perf_counter(), 0, 0

    async def program(endpoint: str) -> None:
        nonlocal n_visits, n_given
        async with http(app.address) as client:
            while n_given < n_questions:
                n_given += 1
                visits = n_given % QUESTIONS_A_VISIT == 0
                outcomes.append(await asked_by_program(client, endpoint, next(asked)))
                if visits:
                    async with Person(app.address) as visitor:
                        await visitor.opens()
                        outcomes.append(await visitor.asks(next(asked)))
                        n_visits += 1
                if n_given - samples[-1][0] >= max(1, n_questions // N_SAMPLES):
                    samples.append((n_given, app.memory_mb()))

    await asyncio.gather(*(program("ask" if number % 2 else "search") for number in range(N_MEMORY_CLIENTS)))
    samples.append((n_given, app.memory_mb()))
    return Memory(samples, outcomes, n_visits, time.perf_counter() - started)
