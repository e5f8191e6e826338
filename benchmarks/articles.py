"""Articles made up for measuring: JATS files of varied sentences with citations and a reference list.

In: a number, which is the seed. Out: an article as a publisher would tag it; the same number, the same article.
"""

import random
from pathlib import Path
from xml.sax.saxutils import escape

_SUBJECTS = "storks swifts barn owls hedgehogs beavers otters bats kestrels lapwings dormice newts cranes salmon eels oysters lynx".split()
_PLACES = "roofs rivers barns orchards marshes hedgerows quarries harbours islands meadows forests villages estuaries ponds".split()
_CAUSES = "frost drought flooding mowing pesticides traffic hunting noise light warming fences dredging grazing fires".split()
_VERBS = "declined recovered doubled halved moved nested wintered bred vanished returned stayed spread".split()
_NAMES = "Berg Holm Lee Park Smith Okafor Silva Rossi Novak Tanaka Khan Weber Dubois Larsen Mbeki Haddad".split()
_JOURNALS = ("Journal of Roof Ecology", "Annals of Field Counts", "River Studies", "Bird Letters")
_HEADINGS = ("Introduction", "Methods", "Results", "Discussion", "Conclusion")
N_REFERENCES = 30


def jats_article(number: int, n_sentences: int = 120) -> str:
    """A JATS article with five sections, `n_sentences` sentences and 30 references."""
    random_ = random.Random(number)
    subject, place = random_.choice(_SUBJECTS), random_.choice(_PLACES)
    title = f"{subject.capitalize()} among the {place}: count {number}"
    sections = []
    for place_in_article, heading in enumerate(_HEADINGS):
        count = n_sentences // len(_HEADINGS) + (place_in_article < n_sentences % len(_HEADINGS))
        sentences = [_sentence(random_, subject, place) for _ in range(count)]
        paragraphs = "".join(f"<p>{' '.join(sentences[start : start + 6])}</p>" for start in range(0, count, 6))
        sections.append(f"<sec><title>{heading}</title>{paragraphs}</sec>")
    references = "".join(_reference(random_, label) for label in range(1, N_REFERENCES + 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<article article-type="research-article"><front><journal-meta><journal-title-group>'
        f"<journal-title>{random_.choice(_JOURNALS)}</journal-title></journal-title-group></journal-meta><article-meta>"
        f"<title-group><article-title>{escape(title)}</article-title></title-group><contrib-group>"
        f'<contrib contrib-type="author"><name><surname>{random_.choice(_NAMES)}</surname><given-names>Ida</given-names></name></contrib>'
        f'</contrib-group><pub-date pub-type="epub"><year>{random_.randint(1995, 2025)}</year></pub-date></article-meta></front>'
        f"<body>{''.join(sections)}</body><back><ref-list>{references}</ref-list></back></article>"
    )


def write_articles(folder: Path, n_articles: int, n_sentences: int) -> list[Path]:
    """Write articles 0 to `n_articles` - 1 as files; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:05}.nxml" for number in range(n_articles)]
    for number, file in enumerate(files):
        file.write_text(jats_article(number, n_sentences), encoding="utf-8")
    return files


def _sentence(random_: random.Random, subject: str, place: str) -> str:
    share, year = random_.randint(2, 97), random_.randint(1990, 2024)
    cause, verb, where = random_.choice(_CAUSES), random_.choice(_VERBS), random_.choice(_PLACES)
    said = random_.choice(
        (
            f"Of {share * 7} {subject} counted among the {place} in {year}, {share}% {verb} after {cause}",
            f"The {subject} of the {where} {verb} in {year}, which {random_.choice(_NAMES)} and others put down to {cause}",
            f"We found that {cause} explains {share}.{share % 10}% of the variation between {place} and {where}",
            f"Where {cause} was rare, the {subject} {verb} within {share} weeks and kept to the {where} for {share % 9 + 2} years",
            f"No sign of {cause} was seen, although {share} of the {place} had been searched twice since {year}",
        )
    )
    if random_.random() < 0.4:
        first = random_.randint(1, N_REFERENCES - 1)
        said += f' [<xref ref-type="bibr" rid="B{first}">{first}</xref>,<xref ref-type="bibr" rid="B{first + 1}">{first + 1}</xref>]'
    return said + "."


def _reference(random_: random.Random, label: int) -> str:
    return (
        f'<ref id="B{label}"><label>{label}</label><element-citation publication-type="journal"><person-group person-group-type="author">'
        f"<name><surname>{random_.choice(_NAMES)}</surname><given-names>A</given-names></name></person-group>"
        f"<article-title>{random_.choice(_SUBJECTS).capitalize()} and {random_.choice(_CAUSES)}</article-title>"
        f"<source>{random_.choice(_JOURNALS)}</source><year>{random_.randint(1960, 2024)}</year><volume>{random_.randint(1, 90)}</volume>"
        f"<fpage>{label * 10}</fpage><lpage>{label * 10 + 9}</lpage></element-citation></ref>"
    )
