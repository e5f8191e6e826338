"""The command eval: answers and refusals measured on a question set, beside baselines.

In: arguments. Out: a report as text or data on standard output, and as a picture.
"""

import argparse
import tempfile
from contextlib import closing
from pathlib import Path

from qa.cli.bars import Bars
from qa.cli.numbers import limit, positive
from qa.cli.opening import add_strictness, config_of, files_in, opened
from qa.cli.terminal import print_json, printable
from qa.config import CORPUS
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.measure import Within, measure
from qa.evaluation.metrics import SEED
from qa.evaluation.plots import check_plot_path, plot
from qa.evaluation.questions import read_questions
from qa.evaluation.questions.gold import QuestionSet
from qa.evaluation.reporting import report_data, report_lines


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("questions", type=Path, metavar="QUESTIONS", help="JSON lines, or a file in the SQuAD format; .gz too")
    command.add_argument(
        "--article", type=Path, metavar="FILE", help="measure on this article in a library of its own (default: the corpus)"
    )
    command.add_argument(
        "--within", choices=("article", "library"), help="where a SQuAD-format question searches (default: the article it was asked of)"
    )
    add_strictness(command)
    command.add_argument(
        "--ablations", action="store_true", help="measure beside the product without each of its parts, not beside its rivals"
    )
    command.add_argument("--limit", type=limit, metavar="N", help="measure on a sample of N questions, the same each time")
    command.add_argument("--plot", type=Path, metavar="FILE.png", help="draw risk against coverage, and calibration")
    command.add_argument("--max-file-mb", type=positive, metavar="MB", help="refuse larger files (default: 20)")
    command.set_defaults(run=_eval)


def _eval(options: argparse.Namespace) -> int:
    questions = read_questions(options.questions)
    if options.plot:
        check_plot_path(options.plot)
    if options.limit:
        questions = questions.sample(options.limit, SEED)
    with tempfile.TemporaryDirectory(prefix="qa-eval-") as folder, closing(Bars()) as bars:
        engine = _measured_engine(options, questions, Path(folder))
        within: Within = options.within or ("article" if questions.articles else "library")
        report = measure(questions, engine, Path(folder), within, bars, options.ablations)
    if options.plot:
        plot(report, options.plot)
    if options.json:
        print_json(report_data(report))
    else:
        print("\n".join(map(printable, report_lines(report))))
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
        return opened(options)
    engine = Engine.open(folder / "library", config_of(options))
    if not questions.articles:
        for path in [options.article] if options.article else files_in(CORPUS):
            engine.add(path)
    return engine
