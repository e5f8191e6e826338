"""A paginated article of six pages, in our own words, as it is saved as text and as HTML."""

import re

TITLE = "Case Report: White Storks on a Hospital Roof"
AUTHORS = "Ida Berg, MD, Olaf Lind, MD, & Rosa Feld, MD, MS"
N_PAGES = 6

_MENU = "\n".join(f"  • {item}" for item in ("Conditions", "Guidance", "Opinion", "Career", "Search"))
_TEASERS = """Related Articles

    Case Report: Swifts in a Chimney

    May 13, 2021

    Swifts are birds that rarely land, and a chimney is a place where they do. This case was seen in a town by the sea. In rare…

    Herons of the Harbour

    October 1, 2014

    Herons with a taste for goldfish are at risk

  • About Us
  • Contact Us
  • Copyright © 2025 by The Ornithologist. All rights reserved.
"""

STANDFIRST = "A pair of storks nested over an operating room, and the surgeons had to learn how to live with the noise."
# The numbers of references are glued on, as the text of a journal's page has them.
_TEXT = """
=== 1
A pair of white storks came to the roof of a district hospital in the last week of March.1 The nest stood over the second
operating room.

# Background
White storks return to the same nest for many years, and they defend it against all other birds.2,3 The staff had seen no nest
before, and the

=== 2
porters were the first to hear the clatter of the bills at dawn. The noise was measured at 68 decibels in the operating room.4

Surgeons complained of the noise in nine of ten operations, and two of them asked for a transfer to another hospital.

=== 3
# Findings
The nest weighed 312 kilograms when it was measured by two engineers with a crane.5 It had grown by forty kilograms within a
single summer.

Samples of the nest held hay, twigs and eleven surgical masks, which the birds had taken from the yard.6,7

=== 4
# Management
The nest was moved to a platform on the chimney of the laundry, which took four hours.8 The birds accepted the new place within
three days.

A second platform was built beside it in case a second pair would come.9

=== 5
Two years later five pairs bred on the roofs of the hospital, and the noise in the operating room fell to 31 decibels.10

# Costs
The platforms cost less than one day without the operating room, which the accountants found remarkable.11

=== 6
# Conclusion
Storks and surgeons can share a house if the nest stands on the right chimney. More hospitals should offer platforms before the
birds choose for themselves.12
"""


def _parts(page: str) -> list[tuple[str, str]]:
    """(heading or "", paragraph) of a page."""
    parts, heading = [], ""
    for block in page.strip().split("\n\n"):
        lines = block.strip().split("\n")
        heading = lines.pop(0)[2:] if lines[0].startswith("# ") else ""
        parts.append((heading, " ".join(lines)))
    return parts


PAGES = {int(page[:1]): _parts(page[1:]) for page in _TEXT.split("=== ")[1:]}
REFERENCES = {
    n: f"Feld R, Lind O. Storks and roofs, part {word}. Bird Med J. 20{n:02d};{n}(2):1{n}–2{n}."
    for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}


def text_page(
    number: int, n_pages: int = N_PAGES, references: tuple[int, ...] | None = None, title: str = TITLE, authors: str = AUTHORS
) -> str:
    """A page as a browser saves it as text; the last one has the reference list unless told otherwise."""
    body = "\n\n".join(f"{heading}\n\n{text}" if heading else text for heading, text in PAGES[number])
    listed = references if references is not None else tuple(REFERENCES) if number == n_pages else ()
    entries = "References\n\n" + "\n".join(f"  {n}. {REFERENCES[n]}" for n in listed) + "\n\n" if listed else ""
    pager = f"Page: {' '.join(str(n) for n in range(1, n_pages + 1))} | Single Page\nShare:\n\n"
    return (
        f"Webinar: Birds in Practice\n\nAn official publication of the Society of Roof Birds\n\n{_MENU}\n\n{title}\n\n"
        f"{authors}  |  Issue: May 2018  |  May 17, 2018\n\n{STANDFIRST}\n\n{body}\n\n{entries}{pager}"
        f"Filed under:Birds Tagged with:storksroofs\n\n{_TEASERS}"
    )


def html_page(number: int, base: str = "https://birds.example/article/storks", n_pages: int = N_PAGES, title: str = TITLE) -> str:
    """A page as a site of journals sends it: a pager without a mark, canonical and neighbours' addresses, notes linked."""

    def address(n: int) -> str:
        return f"{base}/" if n == 1 else f"{base}/{n}/"

    def marked(text: str) -> str:
        return re.sub(r"(?<=[a-z]\.)(\d+(?:,\d+)*)", r"<sup>\1</sup>", text)

    body = "".join((f"<h2>{heading}</h2>" if heading else "") + f"<p>{marked(text)}</p>" for heading, text in PAGES[number])
    neighbours = "".join(
        f'<link rel="{rel}" href="{address(n)}">' for rel, n in (("prev", number - 1), ("next", number + 1)) if 1 <= n <= n_pages
    )
    pager = " ".join(f"<span>{n}</span>" if n == number else f'<a href="{address(n)}"><span>{n}</span></a>' for n in range(1, n_pages + 1))
    entries = "".join(f'<li id="r{n}">{raw}</li>' for n, raw in REFERENCES.items()) if number == n_pages else ""
    suffix = f" - Page {number} of {n_pages}" if number > 1 else ""
    head = (
        f"<meta charset='utf-8'><title>{title}{suffix} - The Ornithologist</title>"
        f"<meta property='og:title' content='{title}{suffix} - The Ornithologist'>"
        f"<meta property='og:site_name' content='The Ornithologist'><link rel='canonical' href='{address(number)}'>{neighbours}"
    )
    byline = f"<p class='byline'>By {AUTHORS} | May 17, 2018</p><p><em>{STANDFIRST}</em></p>"
    below = f"<div class='page-links'>Page: {pager} | <a href='{base}/?singlepage=1'>Single Page</a></div>"
    listed = f"<h2>References</h2><ol>{entries}</ol>" if entries else ""
    return (
        f"<!doctype html><html><head>{head}</head><body><nav><a href='/'>Home</a> <a href='/jobs'>Jobs</a></nav>"
        f"<article><h1>{title}</h1>{byline}{body}{below}{listed}</article>"
        "<footer><p>Copyright © 2025 The Ornithologist</p></footer></body></html>"
    )
