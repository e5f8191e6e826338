"""Answers and articles to HTML.

In: typed results. Out: HTML in which everything that came from a person or a file is escaped. A
sentence of an article has the id `s-ARTICLE-START`; a number in an answer is a link to it.
"""

from collections.abc import Iterable, Sequence

from qa.answer import Answer, AnswerSentence, Related, Source
from qa.article import Article, Section, Sentence
from qa.page.safe import escape as escape
from qa.page.turns import Turn
from qa.page.works import entry, entry_id, list_id, superscripts
from qa.retriever import Evidence

N_PASSAGES_SHOWN = 5
WELCOME = (
    '<div class="welcome"><h2>What would you like to know?</h2><p>The answer is in the article’s own words, '
    "and each number leads to the sentence where it stands. If the article does not say, you will be told.</p></div>"
)


def sentence_id(article: str, start: int) -> str:
    """The HTML id of a sentence in the reading pane."""
    return f"s-{article}-{start}"


def turn(said: Turn) -> str:
    """What was said to a question, and what can be done with it."""
    if said.error:
        return f'<p class="error">{escape(said.error)}</p>{_acts(said)}'
    if said.answer is None:
        return '<p class="thinking">Reading the article …</p>'
    understood = said.answer.understood_as
    read_as = f'<p class="understood">Understood as: {escape(understood)}</p>' if understood else ""
    return f"{read_as}{_refusal(said.answer) if said.answer.declined else _answered(said.answer)}{_acts(said)}"


def article(shown: Article) -> str:
    """An article as the reading pane has it: one element."""
    front = {section.heading: section for section in shown.sections if section.kind == "front"}
    facts = [_fact(shown, front[heading]) for heading in front if heading not in ("Title", "Authors")]
    title = _fact(shown, front["Title"]) if "Title" in front else escape(shown.title)
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in shown.notes)
    if shown.link:
        facts.append(f'<a href="{escape(shown.link)}" rel="noopener noreferrer" target="_blank">Original</a>')
    authors = _fact(shown, front["Authors"]) if "Authors" in front else ""
    byline = "".join(f'<p class="byline">{line}</p>' for line in (authors, " · ".join(facts)) if line)
    body = "".join(_section(shown, section) for section in shown.sections if section.kind == "body")
    return f"<article><h2>{title}</h2>{byline}{notes}{body}{_references(shown)}</article>"


def _acts(said: Turn) -> str:
    acts = [("again", "Ask again", "")]
    if said.answer:
        acts = [("copy", "Copy", ""), *([] if said.answer.declined else [("like", "Like", ' aria-pressed="false"')]), *acts]
    buttons = "".join(f'<button type="button" class="act" data-act="{act}"{state}>{name}</button>' for act, name, state in acts)
    return f'<div class="acts">{buttons}</div>'


def _answered(answer: Answer) -> str:
    listed = {source.number: tuple(work.label for work in source.works) for source in answer.sources}
    sentences = " ".join(f"<span>{_worded(s)}{_proof(s, listed[s.source])}</span>" for s in answer.sentences)
    sources = "".join(_source(source) for source in answer.sources)
    unanswered = f'<p class="aside">{escape(answer.message)}</p>' if answer.message else ""
    return f'<p class="answer">{sentences}</p>{unanswered}<ol class="sources">{sources}</ol>{_scope(answer)}{_scores(answer)}'


def _worded(sentence: AnswerSentence) -> str:
    """A sentence, the words in it that answer set bold."""
    start, end = sentence.words or (0, 0)
    bold = f"<b>{escape(sentence.text[start:end])}</b>" if end > start else ""
    return f"{escape(sentence.text[:start])}{bold}{escape(sentence.text[end:])}"


def _scope(answer: Answer) -> str:
    """What was asked, where it was not the whole library."""
    return f'<p class="aside scope">{escape(answer.asked_of)}</p>' if answer.asked_of else ""


def _proof(sentence: AnswerSentence, listed: Sequence[str]) -> str:
    """What the article cites for a sentence, and the number that leads to where it stands."""
    cited = superscripts(sentence.article, sentence.references, listed) if sentence.references else ""
    return cited + _number(sentence.source, sentence_id(sentence.article, sentence.start))


def _number(number: int, target: str) -> str:
    return f'<a class="cite" href="#{target}" aria-label="Source {number}: show the sentence in the article">[{number}]</a>'


def _source(source: Source) -> str:
    works = "".join(f"<li>{entry(work)}</li>" for work in source.works)
    cites = ""
    if source.references:
        labels = ", ".join(escape(label) for label in source.references)
        where = f"<ul>{works}</ul>" if works else " The reference list is not in what was added."
        cites = f'<span class="cites">The article cites {labels} here.{where}</span>'
    target = sentence_id(source.article, source.start)
    place = ", ".join(filter(None, (source.name, source.section, f"p. {source.page}" if source.page else "")))
    quote = f'<q class="said" hidden>{escape(source.sentence)}</q>'
    link = f'<button type="button" class="act" data-link="{target}" aria-label="Copy a link to source {source.number}">Copy link</button>'
    return f'<li value="{source.number}"><a class="cite" href="#{target}">{escape(place)}</a> {link}{quote}{cites}</li>'


def _refusal(answer: Answer) -> str:
    related = "".join(_related(r) for r in answer.related)
    offered = f'<p class="aside">Not an answer, but related:</p><ul class="related">{related}</ul>' if related else ""
    return f'<div class="declined"><p class="answer">{escape(answer.message)}</p>{offered}</div>{_scope(answer)}{_scores(answer)}'


def _related(related: Related) -> str:
    target = sentence_id(related.article, related.start)
    place = ", ".join(part for part in (related.title, related.section) if part)
    cites = f" · cites {', '.join(related.references)}" if related.references else ""
    return f'<li>{escape(related.text)}<span class="cites"><a class="cite" href="#{target}">{escape(place)}</a>{escape(cites)}</span></li>'


def _scores(answer: Answer) -> str:
    """How the answer was found, folded away until it is asked for."""
    candidates = "".join(
        f'<tr><td>{escape(c.text)}</td><td class="score">{c.scores.get("sentence", 0):.2f}</td>'
        f'<td class="score">{c.scores.get("reader", 0):.2f}</td></tr>'
        for c in answer.candidates[:N_PASSAGES_SHOWN]
    )
    stages = tuple(answer.passages[0].scores) if answer.passages else ()
    passages = "".join(_passage(evidence, stages) for evidence in answer.passages[:N_PASSAGES_SHOWN])
    seconds = ", ".join(f"{stage} {1000 * value:.0f} ms" for stage, value in answer.seconds.items())
    passage_table = _table(f"Passages, by the {stages[-1]} score", ("passage", *stages), passages) if passages else ""
    return (
        f'<details class="scores"><summary>How this was found · confidence {answer.confidence:.2f}</summary>'
        f"{_table('Sentences, by the probability that they answer', ('sentence', 'cosine', 'reader'), candidates)}{passage_table}"
        f'<p class="aside">{escape(seconds)}</p></details>'
    )


def _table(caption: str, heads: Iterable[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    table = f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide" tabindex="0">{table}</div>'


def _passage(evidence: Evidence, stages: Iterable[str]) -> str:
    cells = "".join(f'<td class="score">{evidence.scores[stage]:.2f}<small> #{evidence.ranks[stage]}</small></td>' for stage in stages)
    return f"<tr><td><b>{escape(evidence.section)}</b> {escape(evidence.text)}</td>{cells}</tr>"


def _fact(article: Article, section: Section) -> str:
    return " ".join(_sentence(article, sentence) for sentence in section.sentences)


def _section(article: Article, section: Section) -> str:
    heading = f"<h3>{escape(section.heading)}</h3>" if section.heading else ""
    paragraphs = "".join(f"<p>{' '.join(_sentence(article, sentence) for sentence in paragraph)}</p>" for paragraph in section.paragraphs)
    return heading + paragraphs


def _sentence(article: Article, sentence: Sentence) -> str:
    """A sentence with its superscripts where they were printed."""
    pieces, last = [], sentence.start
    listed = [work.label for work in article.references] if sentence.citations else []
    for position in sorted({citation.position for citation in sentence.citations}):
        pieces.append(escape(article.text[last:position]))
        labels = [citation.label for citation in sentence.citations if citation.position == position]
        pieces.append(superscripts(article.id, labels, listed))
        last = position
    pieces.append(escape(article.text[last : sentence.end]))
    return f'<span id="{sentence_id(article.id, sentence.start)}" tabindex="-1">{"".join(pieces)}</span>'


def _references(article: Article) -> str:
    place = list_id(article.id)
    if article.references:
        entries = "".join(f'<li id="{entry_id(article.id, work.label)}" tabindex="-1">{entry(work)}</li>' for work in article.references)
        return f'<h3 id="{place}" tabindex="-1">References</h3><ul class="references">{entries}</ul>'
    if any(sentence.citations for sentence in article.sentences):
        return (
            f'<p class="note" id="{place}" tabindex="-1">The reference list is not in what was added, '
            "so the numbers cannot be followed further here.</p>"
        )
    return ""
