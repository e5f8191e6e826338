"""Typed results to text for a terminal.

In: an Answer, Evidence, Added, or ArticleSummary. Out: lines on standard output, in which nothing
that came from a file can be taken for a command.
"""

from qa.added import Added
from qa.answer import Answer, Related, Source
from qa.article import Reference
from qa.citations.links import links_of
from qa.cli.terminal import printable, wrapped
from qa.export import added_data
from qa.retriever import Evidence
from qa.storage.summary import ArticleSummary


def print_added(added: Added) -> None:
    """What became of a file, and what was understood of it."""
    data = added_data(added)
    print(f"{data['article']}  {added.status}: {printable(added.article.title)}")
    print(f"    {data['n_sentences']} sentences, {data['n_citations']} in-text citations, {data['n_references']} references listed")
    for note in (*added.article.notes, *added.hints, f"from {added.article.source}"):
        print(f"    {printable(note)}")


def print_answer(answer: Answer) -> None:
    """An answer with its numbered sources, or a refusal with what is related."""
    scope = f"{answer.asked_of}  " if answer.asked_of else ""
    if answer.understood_as:
        print(wrapped(f"Understood as: {answer.understood_as}", indent=""))
    if answer.declined:
        print(f"{answer.message}  {scope}(confidence {answer.confidence:.2f})")
        if answer.related:
            print("\nNot an answer, but related:")
        for related in answer.related:
            print(f"  - {printable(related.text)}{_cites(related)}")
            print(f"    {_place(related.title, related.section)}")
        return
    print(wrapped(" ".join(f"{sentence.text} [{sentence.source}]" for sentence in answer.sentences), indent=""))
    if answer.message:
        print(wrapped(answer.message, indent=""))
    print(f"\nSources  {scope}(confidence {answer.confidence:.2f})")
    for source in answer.sources:
        print(f"[{source.number}] {_place(source.name, source.section, source.page)}")
        print(wrapped(f"“{source.sentence}”{_cites(source)}", indent="    "))
        for work in source.works:
            print(reference_lines(work, indent="      "))


def reference_lines(work: Reference, indent: str = "") -> str:
    """A reference with its links, each on a line of its own so that it can be followed."""
    links = [f"{indent}    {printable(link)}" for link in links_of(work).values()]
    return "\n".join([wrapped(f"{work.label}. {work.raw}", indent), *links])


def _cites(source: Source | Related) -> str:
    return f" (the article cites {', '.join(source.references)})" if source.references else ""


def print_evidence(number: int, evidence: Evidence) -> None:
    """A retrieved passage with its score and rank in each stage."""
    scores = "  ".join(f"{stage} {score:.3f} (#{evidence.ranks[stage]})" for stage, score in evidence.scores.items())
    print(f"{number}. {_place(evidence.title, evidence.section)}\n   {scores}\n{wrapped(evidence.text)}\n")


def print_summary(summary: ArticleSummary) -> None:
    """An article in the list of articles."""
    print(f"{summary.id}  {printable(summary.title)}")
    print(f"    {summary.n_sentences} sentences, {summary.n_passages} passages, {summary.n_citations} in-text citations")
    for line in (summary.authors, summary.published, *summary.notes, f"from {summary.source}"):
        if line:
            print(f"    {printable(line)}")


def _place(title: str, section: str, page: int = 0) -> str:
    return printable(", ".join(filter(None, (title, section, f"p. {page}" if page else ""))))
