"""The command explain: one question's way through the system, stage by stage.

In: arguments. Out: a table or data on standard output.
"""

import argparse
from dataclasses import asdict, replace
from typing import Any

from qa.cli.numbers import count, share
from qa.cli.opening import add_articles, opened
from qa.cli.terminal import print_json, printable, wrapped
from qa.exploration.explain import STAGES, STEPS, Explanation, explain
from qa.exploration.projection import METHOD
from qa.export import answer_data, evidence_data

COLUMN = 16
MAX_PLACE_CHARS = 40


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("question", nargs="+")
    add_articles(command, "ask")
    command.add_argument("--passages", type=count, metavar="N", help="passages that retrieval hands on (default: 10)")
    command.add_argument("--dense-weight", type=share, metavar="W", help="share of meaning beside words, 0 to 1 (default: 0.5)")
    command.add_argument("--threshold", type=share, metavar="P", help="decline below this confidence, 0 to 1 (default: the reader's)")
    command.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    engine = opened(options, asks=True)
    chosen = {"n_passages": options.passages, "dense_weight": options.dense_weight}
    engine = engine.under(replace(engine.config, **{name: value for name, value in chosen.items() if value is not None}))
    explanation = explain(engine, " ".join(options.question), [engine.meant(wanted) for wanted in options.article])
    if options.json:
        print_json(explanation_data(explanation))
    else:
        _print(explanation)
    return 0


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """An explanation as JSON types: the passages in their final order, with scores and ranks by stage."""
    plane, config = explanation.map.plane, explanation.config
    return {
        "question": explanation.question,
        "message": explanation.message,
        "settings": {"n_passages": config.n_passages, "dense_weight": config.dense_weight, "threshold": explanation.threshold},
        "terms": [asdict(term) for term in explanation.terms],
        "passages": [
            {
                **evidence_data(passage.evidence),
                "matched": [passage.evidence.text[start:end] for start, end in passage.in_text],
                "point": passage.point,
            }
            for passage in explanation.passages
        ],
        "firsts": {stage: evidence_data(evidence) for stage, evidence in explanation.firsts.items()},
        "map": {
            "method": METHOD,
            "explained": list(plane.explained) if plane else [],
            "n_passages": explanation.n_passages,
            "question": explanation.point,
        },
        "answer": answer_data(explanation.answer),
        "seconds": {step: round(seconds, 4) for step, seconds in explanation.seconds.items()},
    }


def _print(explanation: Explanation) -> None:
    config = explanation.config
    print(printable(explanation.question))
    print(
        f"{config.n_passages} passages at most of {explanation.n_passages}, meaning counts {config.dense_weight:.2f}, "
        f"declined below {explanation.threshold:.2f}"
    )
    if explanation.message:
        print(f"\n{wrapped(explanation.message, indent='')}")
    if explanation.terms:
        words = ", ".join(f"{term.word} ({term.n_passages})" for term in explanation.terms)
        print(f"\n{wrapped(f'Words looked up, and in how many passages they stand: {words}', indent='')}")
    if explanation.passages:
        _print_table(explanation)
    print("\nTime: " + ", ".join(f"{STEPS.get(step, 'in all')} {1000 * value:.0f} ms" for step, value in explanation.seconds.items()))


def _print_table(explanation: Explanation) -> None:
    stages = explanation.stages
    print("\n    " + "".join(f"{STAGES[stage][0]:{COLUMN}}" for stage in stages) + "passage")
    for number, passage in enumerate(explanation.passages, start=1):
        evidence = passage.evidence
        cells = (f"{evidence.scores[stage]:.2f} (#{evidence.ranks[stage]})" for stage in stages)
        place = printable(" – ".join(filter(None, (evidence.section, evidence.title))))[:MAX_PLACE_CHARS]
        print(f"{number:>2}. " + "".join(f"{cell:{COLUMN}}" for cell in cells) + place)
    print()
    for stage in stages:
        title, sentence = STAGES[stage]
        first = explanation.firsts.get(stage)
        alone = f" First by this: “{first.text[:80]}…”" if first else " It saw no passage."
        print(wrapped(f"{title}: {sentence}{alone}", indent=""))
