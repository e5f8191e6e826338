"""The app under load: throughput, seconds, errors and memory, with 1 to 128 programs at once and a person at the page.

    python -m benchmarks.load [--seconds 60] [--clients 1 8 32 128] [--questions 10000] [--json FILE] [--plot FILE.png]

In: nothing; the app is started with a library of its own that holds the article that ships. Out: a table, with the engine
asked directly in this process as the baseline, before and after; the course of the app's memory over many questions.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from benchmarks.load import report
from benchmarks.load.app import running
from benchmarks.load.driving import Level, Memory, alone, level, memory
from benchmarks.load.questions import questions
from qa.config import Config
from qa.engine import Engine

NO_READER = ("--reader", "none")


def main() -> None:
    """Measure, and print."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="qa-load-") as name:
        folder = Path(name)
        levels = _levels(folder, options)
        course = _memory(folder, options) if options.questions else None
    if course:
        print(report.told(course))
    for told in report.errors(levels):
        print(told)
    if options.json:
        report.save_json(options.json, levels, course, {"seconds": options.seconds, "questions": options.questions})
    if options.plot:
        report.save_plot(options.plot, levels, course)


def _levels(folder: Path, options: argparse.Namespace) -> list[Level]:
    """The app with all that it has on, for each number of clients, between two measurements of the engine alone."""
    if not options.clients:
        return []
    engine = _engine(folder / "library", options.no_reader)
    asked = questions(engine.article(engine.library.ids()[0]).text)
    levels: list[Level] = []
    print(report.HEADINGS)

    def add(measured: Level) -> None:
        levels.append(measured)
        print(report.row(measured, next((one for one in levels if one.name.startswith("/")), None)), flush=True)

    add(alone(engine, asked, min(options.seconds, options.alone_seconds)))
    with running(folder / "app", *(NO_READER if options.no_reader else ())) as app:
        asyncio.run(level(app, options.endpoint, asked, 1, 1.0))  # what is done only once
        for n_clients in options.clients:
            add(asyncio.run(level(app, options.endpoint, asked, n_clients, options.seconds)))
    add(alone(engine, asked, min(options.seconds, options.alone_seconds)))
    return levels


def _memory(folder: Path, options: argparse.Namespace) -> Memory:
    engine = _engine(folder / "library")
    asked = questions(engine.article(engine.library.ids()[0]).text)
    # Without the reader ten thousand questions take minutes; it keeps nothing between questions.
    with running(folder / "memory", *(() if options.with_reader else NO_READER)) as app:
        return asyncio.run(memory(app, asked, options.questions))


def _engine(folder: Path, no_reader: bool = False) -> Engine:
    engine = Engine.open(folder, Config(reader="none" if no_reader else Config.reader))
    if not engine.library.ids():
        engine.add_corpus()
    return engine


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each number of clients (default: 60)")
    parser.add_argument("--alone-seconds", type=float, default=20.0, help="for the engine alone, twice (default: 20)")
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 8, 32, 128], help="programs at once (default: 1 8 32 128)")
    parser.add_argument("--endpoint", choices=("ask", "search"), default="ask", help="what they call (default: ask)")
    parser.add_argument("--no-reader", action="store_true", help="without the reader, so that the page's own work shows")
    parser.add_argument("--questions", type=int, default=10_000, help="over which memory is watched; 0 for none (default: 10000)")
    parser.add_argument("--with-reader", action="store_true", help="watch memory with the reader on, which takes an hour")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
