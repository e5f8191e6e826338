"""One article in our own words, set in the markup that publishers' pages have when a browser saves them.

Each template follows the elements and attributes of one family of sites: how markers and entries are marked
and linked, what stands hidden in the text, and the furniture between the paragraphs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

TITLE = "White storks on village roofs: a survey of nests"
AUTHORS = ("Ida Berg", "Ole Holm", "Kim Lee")
NAMES = ("Berg et al., 2019", "Holm, 2018", "Chu and Roe, 2017", "Diaz et al., 2016", "Eder, 2015")
# ⟦…⟧ is a marker, as in print before the stop; "-" is a range.
SECTIONS = (
    (
        "Introduction",
        (
            "White storks nest on the roofs of many villages along the river⟦1⟧. They return in March from a journey of 10<sup>4</sup> km⟦2,3⟧. "
            "Farmers mow their meadows late for the sake of the young birds, which cannot fly before the end of July.",
            "Earlier surveys disagreed about the number of nests⟦2-4⟧. A fall in numbers was reported from the lower valley⟦1,5⟧, but "
            "not from the hills. We therefore counted all nests in 212 villages in two years.",
        ),
    ),
    (
        "Methods",
        (
            "Two of us walked through each village in May and noted every nest on a roof, a pole or a tree. "
            "Nest height was measured with a laser as described before⟦4⟧. Differences were taken as significant where <i>P</i> &lt; .05.",
        ),
    ),
    (
        "Results and discussion",
        (
            "We found 431 nests, of which 388 (90.0%) stood on roofs (<a href='#fig1'>Fig. 1</a>). The mean height was 9.4 m (SD 2.1 m). "
            "Nests on poles were lower than nests on roofs, and they lost more of their young to storms⟦5⟧.",
            "Our count is higher than that of the last survey⟦3⟧. Wet meadows nearby explained most of the difference between villages. "
            "The storks leave for Africa at the end of August, and nobody knows how many will come back.",
        ),
    ),
)
ABSTRACT = "Abstract words say in short what the survey of the nests found in the villages."
BY_NAME = ", ".join(AUTHORS)
CAPTION = "Caption words about where the nests of the storks stood in the villages of the valley in both years."
AFFILIATION = "Affiliation words of the Institute of Birds, University of the Valley, Riverton."
TABLE = (
    "<table><thead><tr><th>Village</th><th>Furniture words</th></tr></thead><tbody><tr><td>Riverton</td><td>12</td></tr></tbody></table>"
)
MARKER = re.compile(r"⟦([^⟧]+)⟧")


@dataclass(frozen=True, slots=True)
class Entry:
    """A work of the reference list."""

    n: int
    authors: tuple[str, ...]
    title: str
    year: str
    volume: str
    pages: str

    @property
    def doi(self) -> str:
        return f"10.1000/birds.{self.n}"


ENTRIES = (
    Entry(1, ("Berg I", "Lee K", "Holm O"), "Storks at home in the north", "2019", "4", "10–19"),
    Entry(2, ("Holm O",), "Nests counted from the air", "2018", "3", "1–9"),
    Entry(3, ("Chu B", "Roe C"), "Roofs and the birds on them", "2017", "1", "21–32"),
    Entry(4, ("Diaz D", "Ng P", "Orr M"), "Lasers for the height of trees", "2016", "9", "99–104"),
    Entry(5, ("Eder E",), "Storms in the upper valley", "2015", "2", "55–61"),
)

Cite = Callable[[list[str]], str]


def numbers(printed: str) -> list[int]:
    """The numbers that a marker names, a range by its ends as they are linked."""
    return [int(n) for n in re.split("[,-]", printed)]


def linked(link: Callable[[int], str], before: str, after: str, comma: str = ",", dash: str = "–") -> Callable[[str], str]:
    """Markers of linked numbers between brackets or superscript tags."""

    def cite(printed: str) -> str:
        joined = re.sub(r"\d+|,|-", lambda m: link(int(m[0])) if m[0].isdigit() else comma if m[0] == "," else dash, printed)
        return before + joined + after

    return cite


def named(link: Callable[[int, str], str], joined: str = "; ") -> Callable[[str], str]:
    """Markers of linked names and years in parentheses; a range is spelt out."""

    def cite(printed: str) -> str:
        one, *other = numbers(printed)
        works = range(one, other[0] + 1) if "-" in printed else [one, *other]
        return f" ({joined.join(link(n, NAMES[n - 1]) for n in works)})"

    return cite


def set_text(text: str, cite: Callable[[str], str], raised: bool) -> str:
    """A paragraph with its markers; superscripts stand behind the punctuation."""
    if raised:
        text = re.sub(r"(⟦[^⟧]+⟧)([.,])", r"\2\1", text)
    return MARKER.sub(lambda m: cite(m[1]), text)


def body(
    cite: Callable[[str], str],
    raised: bool = False,
    section: str = "<section id='s{n}'><h2>{heading}</h2>{text}</section>",
    paragraph: str = "<p id='p{n}'>{text}</p>",
    extra: str = "",
) -> str:
    """All sections; `extra` stands between the two paragraphs of the first and of the last."""
    laid = []
    for number, (heading, texts) in enumerate(SECTIONS, start=1):
        set_texts = [paragraph.format(n=f"{number}{place}", text=set_text(text, cite, raised)) for place, text in enumerate(texts)]
        laid.append(section.format(n=number, heading=heading, text=extra.join(set_texts)))
    return "".join(laid)


def expected() -> list[tuple[str, str, tuple[str, ...]]]:
    """Heading, sentence and labels, as they should be read."""
    found = []
    for heading, texts in SECTIONS:
        for text in texts:
            plain = re.sub(r"<[^>]+>", "", text.replace("10<sup>4</sup>", "10⁴").replace("&lt;", "<"))
            for sentence in re.split(r"(?<=[.])\s+(?=[A-Z])(?<!Fig\. )", plain):
                labels: list[str] = []
                for printed in MARKER.findall(sentence):
                    ends = numbers(printed)
                    labels += map(str, range(ends[0], ends[-1] + 1) if "-" in printed else ends)
                found.append((heading, MARKER.sub("", sentence), tuple(dict.fromkeys(labels))))
    return found


def vancouver(entry: Entry) -> str:
    """Berg I, Lee K. Title. Bird J. 2019;4:10–19."""
    return f"{', '.join(entry.authors)}. {entry.title}. <i>Bird J</i>. {entry.year};{entry.volume}:{entry.pages}."


def harvard(entry: Entry) -> str:
    """Berg I, Lee K (2019) Title. Bird J 4:10–19."""
    return f"{', '.join(entry.authors)} ({entry.year}) {entry.title}. <i>Bird J</i> {entry.volume}:{entry.pages}."


def entries(form: str, style: Callable[[Entry], str] = vancouver) -> str:
    """All entries, each set in `form` with {n}, {text}, {doi}, {title}, {year}, {volume}, {pages}."""
    return "".join(
        form.format(n=e.n, text=style(e), doi=e.doi, title=e.title, year=e.year, volume=e.volume, pages=e.pages, e=e) for e in ENTRIES
    )


def metas(names: bool = True) -> str:
    """The tags that scholarly search engines read."""
    people = "".join(f'<meta name="citation_author" content="{name}">' for name in AUTHORS) if names else ""
    return (
        f'<meta name="citation_title" content="{TITLE}">{people}<meta name="citation_journal_title" content="Journal of Birds">'
        '<meta name="citation_publication_date" content="2020/03/05"><meta name="citation_doi" content="10.1000/storks.7">'
    )


def page(main: str, head: str | None = None) -> str:
    """A saved page around its main part."""
    head = metas() if head is None else head
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Journal of Birds</title>{head}'
        "<script>var words='script words';</script></head><body>"
        '<div id="onetrust-banner-sdk" role="dialog"><p>We use cookies to improve your experience on furniture words of our site.</p></div>'
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/issues">All issues of furniture words</a></li></ul></nav></header>'
        f"{main}"
        '<footer><ul><li><a href="/about">About furniture words</a></li></ul><p>© 2020 Furniture words Publishing Ltd. All rights reserved.</p>'
        "</footer></body></html>"
    )
