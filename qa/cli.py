"""The command line: python -m qa add | ask | search | list | remove | eval | cite | eval-citations.

In: arguments. Out: text or, with --json, data on standard output; exit code 0, or 2 with one
sentence on standard error.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from qa.answer import Answer, Related, Source
from qa.cli_citations import add_commands, reference_lines
from qa.config import CORPUS, Config, library_folder
from qa.engine import Added, Engine
from qa.errors import InputError, QAError
from qa.evaluation import Fraction, Judgement, evaluate, figures, load_questions
from qa.export import added_data, answer_data, evidence_data, summary_data
from qa.terminal import print_json as _print_json
from qa.terminal import printable as _printable
from qa.terminal import wrapped as _wrapped

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except QAError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("Interrupted; the library is as it was before.")
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
    print(f"error: {_printable(message)}", file=sys.stderr)
    return USAGE_ERROR


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", metavar="DIR", help="the library's folder (default: QA_LIBRARY, else ./library)")
    common.add_argument("--encoder", metavar="NAME", help="sentence-transformers name or folder (default: the packaged MiniLM)")
    common.add_argument("--reader", metavar="NAME", help='cross-encoder name or folder, or "none" (default: the one that ships)')
    common.add_argument("--json", action="store_true", help="print data instead of text")
    parser = argparse.ArgumentParser(prog="python -m qa", description="Ask an article, get the answer, see the proof.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    add = commands.add_parser("add", parents=[common], help="add articles from files or a folder")
    add.add_argument(
        "paths", nargs="+", type=Path, metavar="FILE", help="JATS XML, HTML, MHTML, a page saved as text, or Markdown; or a folder"
    )
    add.add_argument("--max-file-mb", type=_positive, metavar="MB", help="refuse larger files (default: 20)")
    add.set_defaults(run=_add)

    ask = commands.add_parser("ask", parents=[common], help="answer a question, with numbered sources")
    ask.add_argument("question")
    ask.add_argument("--article", action="append", default=[], metavar="ID", help="ask this article only (may be repeated)")
    ask.add_argument("--threshold", type=_share, metavar="P", help="decline below this confidence, 0 to 1 (default: the reader's)")
    ask.set_defaults(run=_ask)

    search = commands.add_parser("search", parents=[common], help="show ranked passages with each stage's score")
    search.add_argument("question")
    search.add_argument("--article", action="append", default=[], metavar="ID", help="search this article only (may be repeated)")
    search.add_argument("--limit", type=_count, default=5, metavar="N", help="passages to show (default: 5)")
    search.set_defaults(run=_search)

    listing = commands.add_parser("list", parents=[common], help="list the library's articles")
    listing.set_defaults(run=_list)

    remove = commands.add_parser("remove", parents=[common], help="remove articles from the library")
    remove.add_argument("ids", nargs="+", metavar="ID")
    remove.set_defaults(run=_remove)

    evaluation = commands.add_parser("eval", parents=[common], help="measure answers and refusals on a question file")
    evaluation.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    evaluation.add_argument(
        "--article", type=Path, metavar="FILE", help="measure on this article in a library of its own (default: the corpus)"
    )
    evaluation.add_argument("--max-file-mb", type=_positive, metavar="MB", help="refuse larger files (default: 20)")
    evaluation.set_defaults(run=_eval)
    add_commands(commands, common, _open)
    return parser


def _config(options: argparse.Namespace) -> Config:
    config = Config(
        encoder=options.encoder or os.environ.get("QA_ENCODER") or Config.encoder,
        reader=options.reader or os.environ.get("QA_READER") or Config.reader,
        threshold=getattr(options, "threshold", None),
    )
    megabytes = getattr(options, "max_file_mb", None)
    return replace(config, max_file_bytes=int(megabytes * 1e6)) if megabytes else config


def _open(options: argparse.Namespace, make: bool = False) -> Engine:
    """Open the library; one that was named must be there already unless it is to be made."""
    folder, named = library_folder(options.library)
    if named and not make and not folder.is_dir():
        raise InputError(f"There is no library in {folder}; make one with: python -m qa add FILE --library {folder}")
    return Engine.open(options.library, _config(options))


def _add(options: argparse.Namespace) -> int:
    engine = _open(options, make=True)
    results: list[Added] = []
    errors: list[str] = []
    for path in [file for given in options.paths for file in _files(given)]:
        with tqdm(desc=_printable(path.name)[:40], unit="text", leave=False, disable=None, delay=0.5) as bar:
            try:
                results.append(engine.add(path, partial(_advance, bar)))
            except InputError as error:
                errors.append(str(error))
                continue
        if not options.json:
            _print_added(results[-1])
    if options.json:
        _print_json([added_data(added) for added in results])
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
    answer = _open(options).ask(options.question, options.article)
    if options.json:
        _print_json(answer_data(answer))
    else:
        _print_answer(answer)
    return 0


def _search(options: argparse.Namespace) -> int:
    passages = _open(options).search(options.question, options.article, options.limit)
    if options.json:
        _print_json([evidence_data(evidence) for evidence in passages])
        return 0
    for number, evidence in enumerate(passages, start=1):
        scores = "  ".join(f"{stage} {score:.3f} (#{evidence.ranks[stage]})" for stage, score in evidence.scores.items())
        print(f"{number}. {_place(evidence.title, evidence.section)}\n   {scores}\n{_wrapped(evidence.text)}\n")
    return 0


def _list(options: argparse.Namespace) -> int:
    summaries = _open(options).articles()
    if options.json:
        _print_json([summary_data(summary) for summary in summaries])
        return 0
    for summary in summaries:
        print(f"{summary.id}  {_printable(summary.title)}")
        print(f"    {summary.n_sentences} sentences, {summary.n_passages} passages, {summary.n_citations} in-text citations")
        for line in (summary.authors, summary.published, *summary.notes, f"from {summary.source}"):
            if line:
                print(f"    {_printable(line)}")
    if not summaries:
        print("The library is empty.")
    return 0


def _remove(options: argparse.Namespace) -> int:
    engine = _open(options)
    known = engine.library.ids()
    if unknown := [article_id for article_id in options.ids if article_id not in known]:
        raise InputError(f"No article {unknown[0]} is in the library; nothing was removed. See: python -m qa list")
    for article_id in dict.fromkeys(options.ids):
        engine.remove(article_id)
    if options.json:
        _print_json({"removed": options.ids})
    else:
        print(f"Removed {len(set(options.ids))} article(s).")
    return 0


def _eval(options: argparse.Namespace) -> int:
    questions = load_questions(options.questions)
    config = _config(options)
    with tempfile.TemporaryDirectory(prefix="qa-eval-") as folder:
        engine = Engine.open(options.library or folder, config)
        if not options.library:
            for path in [options.article] if options.article else _files(CORPUS):
                engine.add(path)
        elif options.article:
            raise InputError("Give --article or --library, not both: --article is measured in a library of its own.")
        baseline = Engine(engine.library, engine.encoder, replace(config, reader="none"))
        with tqdm(total=2 * len(questions), unit="question", leave=False, disable=None) as bar:
            judged = {name: evaluate(which, questions, bar.update) for name, which in (("answer", engine), ("baseline", baseline))}
    measured = {name: figures(judgements) for name, judgements in judged.items()}
    misses = [judgement for judgement in judged["answer"] if judgement.miss]
    if options.json:
        _print_json(
            {
                **{name: _fraction_data(fraction) for name, fraction in measured["answer"].items()},
                "baseline": {name: _fraction_data(fraction) for name, fraction in measured["baseline"].items()},
                "misses": [{"id": j.gold.id, "question": j.gold.question, "miss": j.miss} for j in misses],
            }
        )
    else:
        _print_figures(measured["answer"], measured["baseline"], misses)
    return 0


def _print_added(added: Added) -> None:
    data = added_data(added)
    print(f"{data['article']}  {added.status}: {_printable(added.article.title)}")
    print(f"    {data['n_sentences']} sentences, {data['n_citations']} in-text citations, {data['n_references']} references listed")
    for note in added.article.notes:
        print(f"    {_printable(note)}")


def _print_answer(answer: Answer) -> None:
    if answer.declined:
        print(f"{answer.message}  (confidence {answer.confidence:.2f})")
        if answer.related:
            print("\nNot an answer, but related:")
        for related in answer.related:
            print(f"  - {_printable(related.text)}{_cites(related)}")
            print(f"    {_place(related.title, related.section)}")
        return
    print(_wrapped(" ".join(f"{sentence.text} [{sentence.source}]" for sentence in answer.sentences), indent=""))
    print(f"\nSources  (confidence {answer.confidence:.2f})")
    for source in answer.sources:
        print(f"[{source.number}] {_place(source.title, source.section)}")
        print(_wrapped(f"“{source.sentence}”{_cites(source)}", indent="    "))
        for work in source.works:
            print(reference_lines(work, indent="      "))


def _cites(source: Source | Related) -> str:
    return f" (the article cites {', '.join(source.references)})" if source.references else ""


def _print_figures(measured: dict[str, Fraction], baseline: dict[str, Fraction], misses: list[Judgement]) -> None:
    print(f"{'':18}{'answer':>14}{'baseline':>14}")
    for name, fraction in measured.items():
        print(f"{name:18}{_shown(fraction):>14}{_shown(baseline[name]):>14}")
    print("\nbaseline: the sentence with the highest cosine, declined under a fixed cosine")
    for judgement in misses:
        print(f"miss {judgement.gold.id}: {judgement.gold.question} — {judgement.miss}")


def _shown(fraction: Fraction) -> str:
    return f"{fraction.value:.3f} {fraction.count:>3}/{fraction.n}"


def _fraction_data(fraction: Fraction) -> dict[str, float]:
    return {"value": round(fraction.value, 4), "count": fraction.count, "n": fraction.n}


def _place(title: str, section: str) -> str:
    return _printable(f"{title}, {section}" if section else title)


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is not a size in MB")
    return value


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def _count(text: str) -> int:
    value = int(text)
    if not 0 < value <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and 1000")
    return value
