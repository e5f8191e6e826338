"""How well citations are read, by format: our readers' articles against the tags of the publisher.

In: JATS files. Out: for each format precision and recall of in-text citations, of the links from them to
the right entry, and of the entries; and every miss by name.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from qa.article import Article
from qa.errors import InputError
from qa.evaluation.citation_gold import GoldArticle, gold_of
from qa.evaluation.flattening import flatten
from qa.readers import read_article

FORMATS = {"jats": ".nxml", "html": ".html", "markdown": ".md", "text": ".txt"}
KINDS = ("citations", "links", "references")
# Shares of common words from which a sentence or an entry is the same in two readings.
SAME_SENTENCE = 0.5
SAME_ENTRY = 0.7


@dataclass(frozen=True, slots=True)
class Fraction:
    """`count` of `n`."""

    count: int
    n: int

    @property
    def value(self) -> float:
        """0 to 1; 0 where there was nothing to count."""
        return self.count / self.n if self.n else 0.0


@dataclass(slots=True)
class Tally:
    """Right ones, all that were read, all that there are."""

    right: int = 0
    read: int = 0
    gold: int = 0

    @property
    def precision(self) -> Fraction:
        """Right of all that were read."""
        return Fraction(self.right, self.read)

    @property
    def recall(self) -> Fraction:
        """Right of all that there are."""
        return Fraction(self.right, self.gold)


@dataclass(slots=True)
class CitationFigures:
    """Tallies by format and kind, and the misses as (format, file, what)."""

    tallies: dict[str, dict[str, Tally]] = field(default_factory=lambda: {f: {k: Tally() for k in KINDS} for f in FORMATS})
    misses: list[tuple[str, str, str]] = field(default_factory=list)
    n_articles: int = 0


def jats_files(folder: Path) -> list[Path]:
    """The JATS files in a folder. Raises InputError where there are none."""
    files = sorted(p for p in folder.glob("*") if p.suffix.lower() in (".nxml", ".xml")) if folder.is_dir() else []
    if not files:
        raise InputError(f"The folder {folder} holds no JATS files (.nxml, .xml).")
    return files


def evaluate_citations(files: Sequence[Path], max_bytes: int, tick: Callable[[], object] = lambda: None) -> CitationFigures:
    """Measure every format on every file; `tick` is called after each. Raises InputError on a file that is no JATS."""
    found = CitationFigures()
    with tempfile.TemporaryDirectory(prefix="qa-citations-") as folder:
        for file in files:
            root = _gold_root(file, max_bytes)
            gold = gold_of(root)
            found.n_articles += 1
            for name, ending in FORMATS.items():
                path = file
                if name != "jats":
                    path = Path(folder) / f"{file.stem}{ending}"
                    path.write_text(flatten(root)[name], encoding="utf-8")
                try:
                    article = read_article(path, max_bytes)
                except InputError as error:
                    found.misses.append((name, file.name, str(error)))
                    article = None
                _compare(article, gold, found, name, file.name)
                tick()
    return found


def report_data(found: CitationFigures) -> dict[str, Any]:
    """The figures as plain data: format, kind, then precision and recall with their counts."""
    figures: dict[str, Any] = {
        name: {
            kind: {
                "precision": round(tally.precision.value, 4),
                "recall": round(tally.recall.value, 4),
                "right": tally.right,
                "read": tally.read,
                "gold": tally.gold,
            }
            for kind, tally in tallies.items()
        }
        for name, tallies in found.tallies.items()
    }
    misses = [{"format": name, "file": file, "miss": what} for name, file, what in found.misses]
    return {**figures, "n_articles": found.n_articles, "misses": misses}


def report_lines(found: CitationFigures) -> list[str]:
    """The figures as a table, and the misses."""
    lines = [f"{found.n_articles} articles", f"{'':10}{'':12}{'precision':>22}{'recall':>22}"]
    for name, tallies in found.tallies.items():
        for kind, tally in tallies.items():
            shown = (f"{f.value:.4f} {f.count:>5}/{f.n:<5}" for f in (tally.precision, tally.recall))
            lines.append(f"{name:10}{kind:12}" + "".join(f"{figure:>22}" for figure in shown))
    return [*lines, "", *(f"miss {name} {file}: {what}" for name, file, what in found.misses)]


def _gold_root(file: Path, max_bytes: int) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        if file.stat().st_size > max_bytes:
            raise InputError(f"{file.name} is larger than {max_bytes / 1e6:g} MB.")
        root = etree.fromstring(file.read_bytes(), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise InputError(f"{file.name} cannot be read as XML: {' '.join(str(error).split())}.") from error
    if root.tag != "article" or root.find("body") is None:
        raise InputError(f"{file.name} is no JATS article with a body.")
    return root


def _compare(article: Article | None, gold: GoldArticle, found: CitationFigures, name: str, file: str) -> None:
    tallies = found.tallies[name]
    entries = _matched_entries(article, gold)
    read = _read_by_sentence(article, gold)
    _count(tallies["references"], len(set(entries.values())), len(article.references) if article else 0, len(gold.entries))
    for place in sorted(set(range(len(gold.entries))) - set(entries.values())):
        found.misses.append((name, file, f"entry {gold.labels[place]} not read: {gold.entries[place][:80]}"))
    for number, sentence in enumerate(gold.sentences):
        labels = read.pop(number, set())
        expected = {gold.labels[place] for place in sentence.works}
        linked = {entries[label] for label in labels if label in entries}
        _count(tallies["citations"], len(labels & expected), len(labels), len(expected))
        _count(tallies["links"], len(linked & sentence.works), len(linked), len(sentence.works))
        if labels != expected:
            missing, extra = ", ".join(sorted(expected - labels)), ", ".join(sorted(labels - expected))
            told = "; ".join(filter(None, (missing and f"missing {missing}", extra and f"too many {extra}")))
            found.misses.append((name, file, f"{told}: {sentence.text[:100]}"))
    for labels in read.values():  # sentences that no gold sentence resembles
        _count(tallies["citations"], 0, len(labels), 0)
        if labels:
            found.misses.append((name, file, f"too many {', '.join(sorted(labels))}: in a sentence that the article does not have"))


def _count(tally: Tally, right: int, read: int, gold: int) -> None:
    tally.right += right
    tally.read += read
    tally.gold += gold


def _words(text: str) -> list[str]:
    return re.findall(r"[a-zα-ω]+|\d+", text.lower())


def _matched_entries(article: Article | None, gold: GoldArticle) -> dict[str, int]:
    """The place in the gold list of each entry that was read, by its label."""
    matched: dict[str, int] = {}
    free = {place: set(_words(line)) for place, line in enumerate(gold.entries)}
    for reference in article.references if article else ():
        words = set(_words(reference.raw))
        best = max(free, key=lambda place: len(free[place] & words) / max(1, len(free[place] | words)), default=None)
        if best is not None and len(free[best] & words) >= SAME_ENTRY * max(1, len(free[best])) and reference.label not in matched:
            matched[reference.label] = best
            del free[best]
    return matched


def _read_by_sentence(article: Article | None, gold: GoldArticle) -> dict[int, set[str]]:
    """The labels that were read, by the number of the gold sentence; negative where there is none."""
    pairs: dict[tuple[str, str], list[int]] = {}
    sizes = []
    for number, sentence in enumerate(gold.sentences):
        own = _pairs(sentence.text)
        sizes.append(len(own))
        for pair in own:
            pairs.setdefault(pair, []).append(number)
    read: dict[int, set[str]] = {}
    last = -1
    body = [s for section in article.sections if section.kind == "body" for s in section.sentences] if article else []
    for ordinal, found in enumerate(body):
        own = _pairs(found.text)
        common = Counter(number for pair in own for number in pairs.get(pair, ()))
        shares = {n: c / max(1, min(sizes[n], len(own))) for n, c in common.items()}
        best = max(shares, key=lambda n: (round(shares[n], 1), common[n], -abs(n - last - 1)), default=-1)
        if best >= 0 and shares[best] >= SAME_SENTENCE:
            last = best
        else:
            best = -1 - ordinal
        read.setdefault(best, set()).update(found.references)
    return read


def _pairs(text: str) -> set[tuple[str, str]]:
    words = ["", *_words(text)]
    return set(pairwise(words))
