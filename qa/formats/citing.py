"""A supporting sentence to text that is ready to copy: the quotation, the article, and the works that it cites there.

In: a SupportSentence and its article. Out: lines of plain text.
"""

from qa.article import Article
from qa.citations.links import links_of
from qa.support import SupportSentence
from qa.text import clean_line


def citation_text(sentence: SupportSentence, article: Article) -> str:
    """The sentence in quotation marks, the article below it, then each work that the article cites there."""
    lines = [f"“{clean_line(sentence.text)}”", f"— {_article_line(sentence, article)}"]
    if sentence.works:
        lines.append("Cited there:")
        lines += [f"{work.label}. {clean_line(work.raw)}{_links(links_of(work))}" for work in sentence.works]
    if missing := [label for label in sentence.references if label not in {work.label for work in sentence.works}]:
        lines.append(f"Cited there, but not in the reference list of this copy: {', '.join(missing)}.")
    return "\n".join(lines)


def _article_line(sentence: SupportSentence, article: Article) -> str:
    """Authors. Title. Publication, date. Section, page. Address; what is not known is left out."""
    published = ", ".join(filter(None, (article.publication, article.published or article.issue)))
    place = ", ".join(filter(None, (sentence.section, f"p. {sentence.page}" if sentence.page else "")))
    parts = [clean_line(part).rstrip(".") for part in (article.authors, article.title, published, place) if part]
    return ". ".join([*parts, article.link]) if article.link else f"{'. '.join(parts)}."


def _links(links: dict[str, str]) -> str:
    return "".join(f" {link}" for link in links.values())
