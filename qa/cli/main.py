"""The command line: python -m qa add | ask | search | explain | support | list | remove | cite | eval and what else measures.

In: arguments. Out: text or, with --json, data on standard output; exit code 0, or 2 with one
sentence on standard error.
"""

import argparse
import io
import math
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from tqdm import tqdm

from qa.cli import conversation
from qa.cli import support as claims
from qa.cli.citations import ARTICLE, add_commands
from qa.cli.explaining import add_explain
from qa.cli.formats import add_format, print_as
from qa.cli.printing import print_added, print_answer, print_evidence, print_report, print_summary
from qa.cli.terminal import print_json, printable
from qa.config import CORPUS, STRICTNESS, Config, library_folder
from qa.engine import Engine
from qa.errors import InputError, QAError
from qa.evaluation.measure import Within, measure
from qa.evaluation.metrics import SEED
from qa.evaluation.plots import check_plot_path, plot
from qa.evaluation.questions import read_questions
from qa.evaluation.questions.gold import QuestionSet
from qa.export import added_data, answer_data, evidence_data, report_data, summary_data
from qa.library import has_library
from qa.readers.fetching.address import is_address
from qa.readers.given import NotAdded

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # where a terminal knows few letters
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except QAError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("Interrupted; an article that was being added is not in the library, all else is as it was.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, MemoryError) as error:
        return _fail(f"The machine refused: {error or type(error).__name__}.")
    except Exception as error:
        if os.environ.get("QA_DEBUG"):
            raise
        return _fail(f"Something went wrong inside the program ({type(error).__name__}); QA_DEBUG=1 shows where.")


def _fail(message: str) -> int:
    print(f"error: {printable(message)}", file=sys.stderr)
    return USAGE_ERROR


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence, as all our errors."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE_ERROR, f"error: {printable(message)}; see: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--library", metavar="DIR", help="the library's folder (default: QA_LIBRARY, else ./library)")
    common.add_argument("--encoder", metavar="NAME", help="sentence-transformers name or folder (default: the packaged MiniLM)")
    common.add_argument("--reader", metavar="NAME", help='cross-encoder name or folder, or "none" (default: the one that ships)')
    common.add_argument("--json", action="store_true", help="print data instead of text")
    parser = _Parser(prog="python -m qa", description="Ask an article, get the answer, see the proof.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    add = commands.add_parser("add", parents=[common], help="add articles from files, folders or addresses")
    add.add_argument(
        "paths",
        nargs="+",
        metavar="FILE",
        help="PDF, Word (.docx), EPUB, JATS XML, HTML, MHTML, saved text, or Markdown; a folder; or an address (https://…); "
        "the pages of an article become one",
    )
    add.add_argument(
        "--allow-network",
        action="append",
        default=[],
        metavar="NET",
        help="let addresses lead to this network of your own too, for example 10.0.0.0/8 (may be repeated)",
    )
    add.add_argument("--max-file-mb", type=_positive, metavar="MB", help="refuse larger files (default: 20)")
    add.set_defaults(run=_add)

    ask = commands.add_parser("ask", parents=[common], help="answer a question, with numbered sources")
    ask.add_argument("question", nargs="+")
    ask.add_argument(
        "--article", action="append", default=[], metavar="ARTICLE", help=f"ask this article only: {ARTICLE} (may be repeated)"
    )
    ask.add_argument(
        "--after", action="append", default=[], metavar="QUESTION", help="the question before, if this one follows it up (may be repeated)"
    )
    ask.add_argument("--threshold", type=_share, metavar="P", help="decline below this confidence, 0 to 1 (default: the reader's)")
    add_strictness(ask)
    add_format(ask)
    ask.set_defaults(run=_ask)

    search = commands.add_parser("search", parents=[common], help="show ranked passages with each stage's score")
    search.add_argument("question", nargs="+")
    search.add_argument(
        "--article", action="append", default=[], metavar="ARTICLE", help=f"search this article only: {ARTICLE} (may be repeated)"
    )
    search.add_argument("--limit", type=_count, default=5, metavar="N", help="passages to show (default: 5)")
    search.set_defaults(run=_search)

    listing = commands.add_parser("list", parents=[common], help="list the library's articles")
    listing.set_defaults(run=_list)

    remove = commands.add_parser("remove", parents=[common], help="remove articles from the library")
    remove.add_argument("ids", nargs="+", metavar="ID", help="an id, or the beginning of one")
    remove.set_defaults(run=_remove)

    evaluation = commands.add_parser("eval", parents=[common], help="measure answers and refusals on a question set, beside baselines")
    evaluation.add_argument("questions", type=Path, metavar="QUESTIONS", help="JSON lines, or a file in the SQuAD format; .gz too")
    evaluation.add_argument(
        "--article", type=Path, metavar="FILE", help="measure on this article in a library of its own (default: the corpus)"
    )
    evaluation.add_argument(
        "--within", choices=("article", "library"), help="where a SQuAD-format question searches (default: the article it was asked of)"
    )
    add_strictness(evaluation)
    evaluation.add_argument(
        "--ablations", action="store_true", help="measure beside the product without each of its parts, not beside its rivals"
    )
    evaluation.add_argument("--limit", type=_limit, metavar="N", help="measure on a sample of N questions, the same each time")
    evaluation.add_argument("--plot", type=Path, metavar="FILE.png", help="draw risk against coverage, and calibration")
    evaluation.add_argument("--max-file-mb", type=_positive, metavar="MB", help="refuse larger files (default: 20)")
    evaluation.set_defaults(run=_eval)
    add_commands(commands, common, _open)
    add_explain(commands, common, _open, _share, _count)
    conversation.add_commands(commands, common, _open, lambda options, folder: Engine.open(folder, _config(options)))
    claims.add_commands(commands, common, _open, _config)
    return parser


def add_strictness(command: argparse.ArgumentParser) -> None:
    """The flag for how sure an answer has to be."""
    command.add_argument(
        "--strictness",
        choices=STRICTNESS,
        default=Config.strictness,
        help="how sure an answer has to be; of answers to the hard questions that the reader was calibrated on, 30, 20 or "
        "10 in a hundred are wrong (default: %(default)s)",
    )


def _config(options: argparse.Namespace) -> Config:
    config = Config(
        encoder=options.encoder or os.environ.get("QA_ENCODER") or Config.encoder,
        reader=options.reader or os.environ.get("QA_READER") or Config.reader,
        strictness=getattr(options, "strictness", Config.strictness),
        threshold=getattr(options, "threshold", None),
    )
    config = replace(config, networks=tuple(getattr(options, "allow_network", ())))
    megabytes = getattr(options, "max_file_mb", None)
    return replace(config, max_file_bytes=int(megabytes * 1e6)) if megabytes else config


def _open(options: argparse.Namespace, make: bool = False) -> Engine:
    """Open the library; one that was named must be there already unless it is to be made."""
    folder, named = library_folder(options.library)
    if named and not make and not has_library(folder):
        raise InputError(f"There is no library in {folder}; make one with: python -m qa add FILE --library {folder}")
    return Engine.open(options.library, _config(options))


def _add(options: argparse.Namespace) -> int:
    engine = _open(options, make=True)
    results: list[dict[str, Any]] = []  # no articles, which would fill the memory
    errors: list[str] = []
    given = [(where, "") for path in options.paths for where in ([path] if is_address(path) else _files(Path(path)))]
    with closing(_Bars()) as bars:
        for result in engine.add_all(given, bars):
            if isinstance(result, NotAdded):
                errors.append(str(result.error))
                continue
            if options.json:
                results.append(added_data(result))
            else:
                bars.close()
                print_added(result)
    if options.json:
        print_json(results)
    for message in errors:
        _fail(message)
    return USAGE_ERROR if errors else 0


def _advance(bar: "tqdm[Any]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    if not files:
        raise InputError(f"The folder {path} holds no files.")
    return files


def _ask(options: argparse.Namespace) -> int:
    engine = _open(options)
    answer = engine.ask(" ".join(options.question), [engine.meant(wanted) for wanted in options.article], options.after)
    if options.json:
        print_json(answer_data(answer))
    elif options.format == "text":
        print_answer(answer)
    else:
        print_as(options.format, [answer])
    return 0


def _search(options: argparse.Namespace) -> int:
    engine = _open(options)
    passages = engine.search(" ".join(options.question), [engine.meant(wanted) for wanted in options.article], options.limit)
    if options.json:
        print_json([evidence_data(evidence) for evidence in passages])
        return 0
    for number, evidence in enumerate(passages, start=1):
        print_evidence(number, evidence)
    return 0


def _list(options: argparse.Namespace) -> int:
    summaries = _open(options).articles()
    if options.json:
        print_json([summary_data(summary) for summary in summaries])
        return 0
    for summary in summaries:
        print_summary(summary)
    if not summaries:
        print("The library is empty.")
    return 0


def _remove(options: argparse.Namespace) -> int:
    engine = _open(options)
    # All are found before any is removed, and by nothing vaguer than an id.
    ids = list(dict.fromkeys(engine.meant(wanted, by_title=False) for wanted in options.ids))
    for article_id in ids:
        engine.remove(article_id)
    if options.json:
        print_json({"removed": ids})
    else:
        print(f"Removed {len(ids)} article(s).")
    return 0


def _eval(options: argparse.Namespace) -> int:
    questions = read_questions(options.questions)
    if options.plot:
        check_plot_path(options.plot)
    if options.limit:
        questions = questions.sample(options.limit, SEED)
    with tempfile.TemporaryDirectory(prefix="qa-eval-") as folder, closing(_Bars()) as bars:
        engine = _measured_engine(options, questions, Path(folder))
        within: Within = options.within or ("article" if questions.articles else "library")
        report = measure(questions, engine, Path(folder), within, bars, options.ablations)
    if options.plot:
        plot(report, options.plot)
    if options.json:
        print_json(report_data(report))
    else:
        print_report(report)
    return 0


def _measured_engine(options: argparse.Namespace, questions: QuestionSet, folder: Path) -> Engine:
    """The engine to measure: empty for a set that brings its articles, else on the articles that the options name."""
    if questions.articles and (options.article or options.library):
        raise InputError(f"{questions.name} brings its own articles; --article and --library go with a file of questions alone.")
    if options.within and not questions.articles:
        raise InputError(f"{questions.name} brings no articles; --within goes with a file in the SQuAD format.")
    if options.article and options.library:
        raise InputError("Give --article or --library, not both: --article is measured in a library of its own.")
    if options.library:
        return _open(options)
    engine = Engine.open(folder / "library", _config(options))
    if not questions.articles:
        for path in [options.article] if options.article else _files(CORPUS):
            engine.add(path)
    return engine


class _Bars:
    """A progress bar for each thing that is done, one after the other."""

    def __init__(self) -> None:
        self._doing = ""
        self._bar: tqdm[Any] | None = None

    def __call__(self, doing: str, done: int, total: int) -> None:
        if self._bar is None or doing != self._doing:
            self.close()
            self._doing, self._bar = doing, tqdm(desc=printable(doing)[:60], leave=False, disable=None)
        _advance(self._bar, done, total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._doing = ""


def _positive(text: str) -> float:
    return _number(text, 1e-6, 1e6, "a size in MB")


def _share(text: str) -> float:
    return _number(text, 0, 1, "a number from 0 to 1")


def _count(text: str, most: int = 1000) -> int:
    value = _number(text, 1, most, f"a whole number from 1 to {most}")
    if value != int(value):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to {most}")
    return int(value)


def _limit(text: str) -> int:
    return _count(text, 1_000_000)


def _number(text: str, least: float, most: float, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise argparse.ArgumentTypeError(f"{text} is not {what}")
    return value
