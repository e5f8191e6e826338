"""A question's way through the system as HTML.

In: an Explanation, or two. Out: HTML in which everything that came from a person or a file is escaped.
"""

from collections.abc import Sequence

from qa.exploration.explain import STAGES, STEPS, Explained, Explanation
from qa.page.markup import sentence_id
from qa.page.safe import escape

N_SHOWN = 10
WELCOME = (
    '<div class="welcome"><h2>How does it find an answer?</h2><p>Ask a question and follow it: what each stage of the search makes of '
    "the passages, which words matched, how the order changes, and where the question lies among the passages. "
    "Turn the settings, and see what becomes of it.</p></div>"
)


def failed(message: str) -> str:
    """Why there is nothing to see."""
    return f'<p class="error" role="alert">{escape(message)}</p>'


def way(explanation: Explanation) -> str:
    """One question's way: what was looked up, each stage, each passage, and the time."""
    parts = (_said, _terms, _stages, _passages, _time)
    return f'<div role="status">{"".join(part(explanation) for part in parts)}</div>'


def compared(one: Explanation, other: Explanation) -> str:
    """Two settings side by side: what each said, and in which order it put the passages."""
    places = {_place(found): number for number, found in enumerate(one.passages, start=1)}
    columns = "".join(
        f'<div class="setting"><h3>{name}</h3><p class="aside">{_settings(explanation)}</p>{_said(explanation)}'
        f"<ol>{''.join(_listed(found, number, places if explanation is other else None) for number, found in _numbered(explanation))}</ol>"
        f"{_time(explanation)}</div>"
        for name, explanation in (("These settings", one), ("Other settings", other))
    )
    return f'<div class="settings" role="status">{columns}</div>'


def _said(explanation: Explanation) -> str:
    answer = explanation.answer
    text = answer.message if answer.declined else " ".join(s.text for s in answer.sentences)
    kind = "declined" if answer.declined else "said"
    return (
        f'<div class="{kind}"><p class="answer">{escape(text)}</p></div>'
        f'<p class="aside">confidence {answer.confidence:.2f}; below {explanation.threshold:.2f} nothing is answered</p>'
    )


def _terms(explanation: Explanation) -> str:
    if explanation.message:
        return f'<p class="aside">{escape(explanation.message)}</p>'
    looked_up = ", ".join(f"<b>{escape(term.word)}</b> (in {term.n_passages})" for term in explanation.terms)
    named = "; ".join(
        f"{escape(' '.join(term))}: {escape(', '.join(' '.join(name) for name in names))}"
        for term, names in explanation.other_names.items()
    )
    other = f" Also read for: {named}." if named else ""
    return f'<p class="aside">Words looked up in {explanation.n_passages} passages: {looked_up}.{other}</p>' if looked_up else ""


def _stages(explanation: Explanation) -> str:
    if not explanation.stages:
        return ""
    rows = "".join(
        f"<dt>{STAGES[stage][0]}</dt><dd>{STAGES[stage][1]}"
        + (f" <b>First: {escape(first.section or first.title)}</b>, “{escape(first.text[:90])} …”" if first else "")
        + "</dd>"
        for stage in explanation.stages
        for first in (explanation.firsts.get(stage),)
    )
    return f"<details><summary>The stages, and what each would have put first</summary><dl>{rows}</dl></details>"


def _passages(explanation: Explanation) -> str:
    items = "".join(
        f'<li>{_link(found)} <span class="aside">{_scores(explanation, found)}</span>'
        f"<p>{_marked(found.evidence.text, found.in_text)}</p></li>"
        for _, found in _numbered(explanation)
    )
    heading = "Passages in the final order, matched words marked"
    return f'<details open><summary>{heading}</summary><ol class="passages">{items}</ol></details>' if items else ""


def _scores(explanation: Explanation, found: Explained) -> str:
    scores, ranks = found.evidence.scores, found.evidence.ranks
    return ", ".join(f"{STAGES[stage][0].lower()} {scores[stage]:.2f} (#{ranks[stage]})" for stage in explanation.stages)


def _time(explanation: Explanation) -> str:
    parts = ", ".join(f"{STEPS[step]} {1000 * seconds:.0f} ms" for step, seconds in explanation.seconds.items() if step in STEPS)
    total = explanation.seconds.get("total", 0.0)
    return f'<p class="aside">Time: {parts}; in all {1000 * total:.0f} ms.</p>'


def _numbered(explanation: Explanation) -> list[tuple[int, Explained]]:
    return list(enumerate(explanation.passages[:N_SHOWN], start=1))


def _listed(found: Explained, number: int, places: dict[tuple[str, int], int] | None) -> str:
    moved = ""
    if places is not None:
        before = places.get(_place(found))
        moved = " (new)" if before is None else f" (was {before})" if before != number else ""
    return f"<li>{_link(found)}{moved}</li>"


def _link(found: Explained) -> str:
    evidence = found.evidence
    name = evidence.section or evidence.title
    return f'<a class="cite" href="#{sentence_id(evidence.article, evidence.start)}">{escape(name)}: {escape(evidence.text[:40])} …</a>'


def _place(found: Explained) -> tuple[str, int]:
    return found.evidence.article, found.evidence.start


def _settings(explanation: Explanation) -> str:
    config = explanation.config
    return f"{config.n_passages} passages, {100 * config.dense_weight:.0f} % meaning, threshold {explanation.threshold:.2f}"


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start < last:
            continue
        pieces += [escape(text[last:start]), f"<mark>{escape(text[start:end])}</mark>"]
        last = end
    return "".join([*pieces, escape(text[last:])])
