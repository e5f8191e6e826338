"""Answers to the works that the articles cite where the answers stand.

In: answers. Out: entries of reference lists, each work once.
"""

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Answer
from qa.article import Reference
from qa.text import alnum

NO_WORKS = "No sentence of an answer here cites a work whose entry is in what was added."


def cited_works(answers: Sequence[Answer]) -> tuple[Reference, ...]:
    """The works in the order in which they are first cited; one that several articles cite is there once.

    Labels are as printed as long as they tell the works apart; else the works are numbered anew.
    """
    works: dict[str, Reference] = {}
    for answer in answers:
        for source in answer.sources:
            for work in source.works:
                works.setdefault(_identity(work), work)
    found = tuple(works.values())
    if len({work.label for work in found}) == len(found):
        return found
    return tuple(replace(work, label=str(number)) for number, work in enumerate(found, start=1))


def _identity(work: Reference) -> str:
    """The same for two entries of one work, as far as they tell."""
    if work.doi:
        return f"doi {work.doi.lower()}"
    return f"pmid {work.pmid}" if work.pmid else f"raw {alnum(work.raw)}"
