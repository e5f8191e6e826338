"""Pages of one article become one, whatever their order and format; two articles stay two."""

from itertools import permutations

import pytest

from qa.adding import article_of
from qa.article import Article
from qa.readers import read_draft
from qa.readers.assembly import Draft, draft_from_json, draft_to_json
from qa.readers.pages.paginated import Page, grouped
from qa.readers.pages.paging import are_neighbours, number_in_name, place_of
from tests.conftest import SAVED_PAGE
from tests.storks import AUTHORS, N_PAGES, PAGES, REFERENCES, STANDFIRST, TITLE, html_page, text_page

BASE = "https://birds.example/article/storks"


def page(content: str, name: str) -> Page:
    return Page(read_draft(content.encode(), name), f"/saved/{name}", name)


def text(number: int, name: str = "", **changes: object) -> Page:
    return page(text_page(number, **changes), name or f"page-{number}.txt")  # type: ignore[arg-type]


def web(number: int, name: str = "", **changes: object) -> Page:
    return page(html_page(number, **changes), name or f"saved-{number * 7}.html")  # type: ignore[arg-type]


def one(pages: list[Page]) -> Article:
    (group,) = grouped(pages)
    return article_of(group)


def names(pages: list[Page]) -> list[list[str]]:
    return sorted([p.name for p in group] for group in grouped(pages))


def body(article: Article) -> list[tuple[str, str]]:
    return [(s.heading, " ".join(x.text for x in p)) for s in article.sections if s.kind == "body" for p in s.paragraphs]


@pytest.mark.parametrize("read", [text, web])
def test_all_pages_in_any_order_are_one_article_with_one_list(read: object) -> None:
    pages = [read(n) for n in range(1, N_PAGES + 1)]  # type: ignore[operator]
    article = one(pages)
    assert (article.title, article.authors) == (TITLE, AUTHORS)
    assert article.notes == ("All 6 pages of the article are included.",)
    assert [r.label for r in article.references] == [str(n) for n in range(1, 13)]
    cited = [label for sentence in article.sentences for label in sentence.references]
    assert cited == [str(n) for n in range(1, 13)]
    assert all(article.reference(label).raw == REFERENCES[int(label)] for label in cited)  # type: ignore[union-attr]
    assert article.text.count(STANDFIRST) == 1
    assert article.text.count(TITLE) == 1
    headings = list(dict.fromkeys(heading for heading, _ in body(article)))
    assert headings == ["", "Background", "Findings", "Management", "Costs", "Conclusion"]
    assert "The staff had seen no nest before, and the porters were the first" in article.text
    for order in ([3, 0, 5, 1, 4, 2], [5, 4, 3, 2, 1, 0]):
        assert one([pages[n] for n in order]) == article


def test_pages_in_files_of_their_title_or_of_any_name_are_one_article() -> None:
    content = [
        f"<html><body><h1>{TITLE}</h1><p>{PAGES[n][0][1]}</p><p>{PAGES[n][1][1]}</p><p>Page {n} of 6</p></body></html>" for n in (3, 4)
    ]
    assert len(one([page(content[0], f"{TITLE}.html"), page(content[1], f"{TITLE} (1).html")]).notes) == 2
    # Nothing but the name of a file in common.
    untitled = [content[n].replace(f"<h1>{TITLE}</h1>", "") for n in (0, 1)]
    assert len(names([page(untitled[0], "page.html"), page(untitled[1], "page.html")])) == 2


def test_pages_of_markdown_are_one_article() -> None:
    def note(number: int) -> Page:
        front = f"title: Storks\nauthors: [Ida Berg]\npage: {number}\npages: 6"
        return page(f"---\n{front}\n---\n\n## {PAGES[number][0][0]}\n\n{PAGES[number][0][1]}\n\n{PAGES[number][1][1]}\n", f"{number}.md")

    assert [heading for heading, _ in body(one([note(4), note(3)]))] == ["Findings", "Findings", "Management", "Management"]


def test_every_order_of_three_pages_gives_the_same() -> None:
    pages = [text(2), text(4), web(5)]
    assert len({one(list(order)).id for order in permutations(pages)}) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([1, 3, 4, 6], "Pages 2 and 5 of 6 are not included."),
        ([2, 3, 4, 5, 6], "Page 1 of 6 is not included."),
        ([1, 6], "Pages 2–5 of 6 are not included."),
        ([2, 4], "Pages 1, 3, 5 and 6 of 6 are not included."),
    ],
)
def test_what_is_missing_is_said_once(given: list[int], said: str) -> None:
    for read in (text, web):
        notes = one([read(n) for n in given]).notes
        assert notes[0] == said
        assert not any("This is page" in note for note in notes)
        assert ("The reference list is not on the pages" in " ".join(notes)) == (6 not in given)


def test_a_page_alone_is_as_it_was() -> None:
    assert one([text(4)]).notes[0] == "This is page 4 of 6 of the article; the other pages are not included."
    assert one([web(4)]).notes[0] == "This is page 4 of 6 of the article; the other pages are not included."


def test_a_page_given_twice_counts_once() -> None:
    once = one([text(3), text(4)])
    assert one([text(3), text(4), text(4, "page-4 (copy).txt"), text(3, "p3.txt")]).text == once.text
    # Saved as text and from the web, and under another page's number.
    mixed = one([text(3), text(4), web(4)])
    assert body(mixed) == body(once)
    assert body(one([text(3), text(4), text(4, "page-5.txt")])) == body(once)


def test_a_section_does_not_go_on_over_a_gap() -> None:
    article = one([text(1), text(2), text(4), text(5)])
    assert [heading for heading, _ in body(article)] == [
        "",
        "",
        "Background",
        "Background",
        "Management",
        "Management",
        "Management",
        "Costs",
    ]
    gap = one([text(2), text(5)])
    assert body(one([text(4), text(5)]))[2][0] == "Management"
    assert [heading for heading, _ in body(gap)] == ["", "", "", "", "Costs"]


def test_a_sentence_is_joined_only_where_it_plainly_goes_on() -> None:
    def told(first: str, second: str) -> list[str]:
        rest = "The nest was measured by two engineers, and then they went home again in the evening."
        pages = [
            page(f"<html><body><h1>Storks of the North</h1><p>{rest}</p><p>{first}</p><p>Page 1 of 2</p></body></html>", "1.html"),
            page(f"<html><body><h1>Storks of the North</h1><p>{second}</p><p>{rest[::-1]}</p><p>Page 2 of 2</p></body></html>", "2.html"),
        ]
        return [paragraph for _, paragraph in body(one(pages))][1:-1]

    goes_on = ("The porters who came in at dawn were the first to hear", "the clatter of the bills, and they told the others of it.")
    assert told(*goes_on) == [" ".join(goes_on)]
    assert told("The porters heard, at dawn and at night,", "the clatter of the bills on the roof.")[0].count("night, the") == 1
    assert told("The nests were of the kind called non-", "native by those who had never seen one.")[0].count("non-native") == 1
    ended = ("The porters who came in at dawn were the first to hear.", "the clatter of bills was heard by all the others too.")
    assert told(*ended) == list(ended)
    capital = ("The porters who came in at dawn were the first to hear of", "Storks that were seen on the roof of the laundry.")
    assert told(*capital) == list(capital)


def test_words_on_turning_the_page_and_what_every_page_ends_with_are_left_out() -> None:
    teaser = "Read the whole story of the storks in our book on birds and roofs, which is out now in all shops."

    def turning(number: int, over: str, under: str) -> Page:
        paragraphs = "".join(f"<p>{paragraph}</p>" for _, paragraph in PAGES[number])
        end = f"<p>{under}</p><p>{teaser}</p><p>Page {number} of 6</p>"
        return page(f"<html><body><h1>{TITLE}</h1><p>{over}</p>{paragraphs}{end}</body></html>", f"{number}.html")

    article = one(
        [turning(3, "Continued from page 2", "(continued on page 4)"), turning(4, "(Continued from previous page)", "Next: What it cost")]
    )
    assert [paragraph for _, paragraph in body(article) if "torks in our book" not in paragraph] == [
        paragraph for _, paragraph in body(one([text(3), text(4)])) if paragraph != STANDFIRST
    ]
    assert article.text.count(teaser) == 1
    assert article.text.endswith(teaser)
    assert "ontinued" not in article.text


def test_a_heading_that_goes_on_is_printed_once() -> None:
    pages = [
        page(f"<html><body><h1>{TITLE}</h1><h2>Findings</h2><p>{PAGES[3][0][1]}</p><p>Page 1 of 2</p></body></html>", "1.html"),
        page(
            f"<html><body><h1>{TITLE} (continued)</h1><h2>Findings (continued)</h2><p>{PAGES[4][0][1]}</p><p>Page 2 of 2</p></body></html>",
            "2.html",
        ),
    ]
    article = one(pages)
    assert article.title == TITLE
    assert [section.heading for section in article.sections if section.kind == "body"] == ["Findings"]


def test_two_articles_given_together_stay_two() -> None:
    other = text_page(2).replace(TITLE, "Case Report: Herons on a Hotel")
    assert names([text(1), page(other, "page-2.txt")]) == [["page-1.txt"], ["page-2.txt"]]
    # One title, and different authors, years, journals or numbers of pages.
    for changed in (
        text_page(2, authors="Ann Lee, MD, & Bo Chu, MD"),
        text_page(2).replace("May 17, 2018", "May 17, 2021"),
        text_page(2).replace("Issue: May 2018", "Issue: June 2017"),
        text_page(2, n_pages=4),
    ):
        assert len(names([text(1), page(changed, "page-2.txt")])) == 2
    # Nothing but the title in common, and the same article saved twice.
    plain = f"<html><body><h1>Editorial</h1><p>{STANDFIRST}</p><p>{PAGES[3][0][1]}</p></body></html>"
    assert len(names([page(plain, "may.html"), page(plain.replace("312", "313"), "june.html")])) == 2
    assert len(names([web(1), web(2, base="https://birds.example/article/storks-again")])) == 2


def test_two_articles_of_one_title_are_parted_by_their_pages_and_their_names() -> None:
    def column(year: str, number: int) -> Page:
        told = {
            1: f"In {year} the column told of birds on roofs, and of all those who feed them there.",
            2: f"Then {year} went on with cats.",
        }
        rest = f"It was a column of many words, and nobody in the {year} year of it thought that they were too many."
        content = f"Letter from the Editor\n\nBy Ann Lee\n\n{told[number]} {rest}\n\nPage: 1 2 | Single Page\n"
        return page(content, f"{year}-page-{number}.txt")

    given = [column("first", 1), column("second", 2), column("second", 1), column("first", 2)]
    assert names(given) == [["first-page-1.txt", "first-page-2.txt"], ["second-page-1.txt", "second-page-2.txt"]]


def test_parts_of_the_list_on_each_page_make_one_list() -> None:
    article = one([text(3, references=(5, 6, 7)), text(4, references=(8, 9)), text(5, references=(10, 11))])
    assert [r.label for r in article.references] == ["5", "6", "7", "8", "9", "10", "11"]
    # The whole list on each page.
    whole = one([text(3, references=tuple(REFERENCES)), text(4, references=tuple(REFERENCES))])
    assert [r.raw for r in whole.references] == list(REFERENCES.values())


def test_pages_that_count_their_works_anew_never_mix_two_lists() -> None:
    def own(number: int, work: str) -> Page:
        content = (
            f"<html><body><h1>{TITLE}</h1><p>By {AUTHORS}</p><p>Storks of page {number} nest on the roofs since the war.<a href='#r1'>"
            f"<sup>1</sup></a> {PAGES[number][0][1][:-1]}</p><p>Page {number} of 6</p><h2>References</h2><ol><li id='r1'>{work}</li>"
            f"<li id='r2'>Lind O. Another work of page {number}. Roofs. 2001;{number}:1–2.</li></ol></body></html>"
        )
        return page(content, f"{number}.html")

    article = one([own(3, "Berg I. On hay. Birds. 1999;1:5–9."), own(4, "Feld R. Chimneys of laundries. Heat. 2004;8:7–8.")])
    cited = {
        s.text[:18]: [article.reference(label).raw for label in s.references]
        for s in article.sentences
        if s.text.startswith("Storks of page")
    }  # type: ignore[union-attr]
    assert cited == {
        "Storks of page 3 n": ["Berg I. On hay. Birds. 1999;1:5–9."],
        "Storks of page 4 n": ["Feld R. Chimneys of laundries. Heat. 2004;8:7–8."],
    }
    assert any("count their references anew" in note for note in article.notes)
    assert len(article.references) == 4


def test_pages_without_numbers_of_their_own_are_in_the_order_of_their_names_or_as_given() -> None:
    named = one([text(4, "storks_4.txt"), text(3, "storks_3.txt")])
    assert named.notes[0] == "Pages 1, 2, 5 and 6 of 6 are not included."
    unnamed = one([text(3, "a.txt"), text(4, "b.txt")])
    assert unnamed.notes[0] == "These are 2 of 6 pages of the article, in the order given where a page does not tell its number."
    assert unnamed.text.index("312 kilograms") < unnamed.text.index("four hours")


@pytest.mark.parametrize(
    ("address", "stem", "number", "is_said"),
    [
        ("https://www.a.org/b/4/", "a.org/b", 4, False),
        ("http://a.org/b/page/2?utm_source=x", "a.org/b", 2, True),
        ("https://a.org/b.html?page=3&id=7", "a.org/b?id=7", 3, True),
        ("https://a.org/b-page-2.html", "a.org/b", 2, True),
        ("https://a.org/b_p12", "a.org/b", 12, True),
        ("https://a.org/b/", "a.org/b", 0, False),
        ("https://a.org/p/123", "a.org/p/123", 0, False),
        ("https://a.org/2018", "a.org/2018", 0, False),
        ("ftp://a.org/b/4", "", 0, False),
        ("page-4.txt", "", 0, False),
        ("https://[", "", 0, False),
    ],
)
def test_an_address_tells_its_page(address: str, stem: str, number: int, is_said: bool) -> None:
    place = place_of(address)
    assert (place.stem, place.page, place.is_said) == (stem, number, is_said)


def test_addresses_of_one_article_differ_in_the_number_only() -> None:
    first, second, third = (place_of(f"{BASE}{end}") for end in ("/", "/2", "/3/"))
    assert are_neighbours(first, second)
    assert are_neighbours(third, second)
    assert not are_neighbours(first, first)
    assert not are_neighbours(first, place_of("https://birds.example/article/herons/2"))


@pytest.mark.parametrize(
    ("name", "number"),
    [("page-4.txt", 4), ("storks_12.html", 12), ("Storks (3).txt", 3), ("storks.txt", 0), ("p2.html", 2), (f"{BASE}/5/", 5)],
)
def test_a_name_tells_its_page(name: str, number: int) -> None:
    assert number_in_name(name) == number


def html(pager: str, head: str = f"<link rel='canonical' href='{BASE}/2/'>", title: str = TITLE) -> Draft:
    paragraphs = f"<p>{PAGES[3][0][1]}</p><p>{PAGES[4][0][1]}</p>"
    content = f"<html><head>{head}<title>x</title></head><body><h1>{title}</h1>{paragraphs}{pager}</body></html>"
    return read_draft(content.encode(), "saved.html")


@pytest.mark.parametrize(
    ("pager", "told"),
    [
        (f"<div>Pages: <a href='{BASE}/'>1</a> 2 <a href='{BASE}/3/'>3</a></div>", (2, 3)),
        (
            "<ul><li><a href='../'>1</a></li><li class='current'>2</li><li><a href='../3/'>3</a></li></ul>",
            (2, 3),
        ),
        ("<nav><span>Page</span> <b>2</b> of <b>3</b></nav>", (2, 3)),
        (f"<p><a href='{BASE}/'>1</a> | <a href='#' aria-current='page'>2</a> | <a href='{BASE}/3/'>3</a></p>", (2, 3)),
        (f"<div><a href='{BASE}/'>1</a> <span>2</span> <span>…</span> <a href='{BASE}/12/'>12</a></div>", (2, 12)),
        # The pages of comments, and of a list of other articles.
        ("<div>Page: <a href='?comment-page=1'>1</a> 2 <a href='?comment-page=3'>3</a></div>", (0, 0)),
        ("<div>Page: <a href='/news/1'>1</a> 2 <a href='/news/3'>3</a></div>", (0, 0)),
        ("<p>It took 1 2 3 steps.</p>", (0, 0)),
    ],
)
def test_the_pager_of_a_web_page_is_read_and_is_no_text(pager: str, told: tuple[int, int]) -> None:
    draft = html(pager)
    assert (draft.page, draft.pages) == told
    if told[1]:
        assert [block.text for block in draft.blocks] == [block.text for block in html("").blocks]


def test_the_next_article_of_a_blog_is_no_next_page() -> None:
    others = {"prev": "herons", "next": "swifts"}
    head = f"<link rel='canonical' href='{BASE}'>" + "".join(
        f"<link rel='{rel}' href='https://birds.example/article/{other}'>" for rel, other in others.items()
    )
    draft = html("", head)
    assert (draft.page, draft.pages, draft.before, draft.after) == (0, 0, "", "")
    following = html("", f"<link rel='canonical' href='{BASE}'><link rel='next' href='{BASE}/2'>")
    assert (following.page, following.after) == (1, f"{BASE}/2")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (f"{TITLE} - Page 2 of 6", (TITLE, 2, 6)),
        (f"{TITLE} (page 3)", (TITLE, 3, 0)),
        (f"Page 2 of 6: {TITLE}", (TITLE, 2, 6)),
        (f"{TITLE} | Page 4 | The Ornithologist", (TITLE, 4, 0)),
        ("What a Page 2 Can Do", ("What a Page 2 Can Do", 0, 0)),
        ("Storks, Part 2", ("Storks, Part 2", 0, 0)),
        ("Page 3", ("Page 3", 0, 0)),
    ],
)
def test_a_title_is_without_its_page(title: str, told: tuple[str, int, int]) -> None:
    draft = html("", "", title)
    assert (draft.title, draft.page, draft.pages) == told


def test_pages_whose_titles_alone_count_them_are_joined() -> None:
    def titled(number: int) -> Page:
        content = f"<html><body><h1>{TITLE} (page {number})</h1><p>{PAGES[number][0][1]}</p><p>{PAGES[number][1][1]}</p></body></html>"
        return page(content, f"{'abc'[number - 1]}.html")

    assert one([titled(3), titled(1)]).notes == (
        "Page 2 is not included.",
        "The pages up to 3 are here; whether more follow, they do not say.",
        "The source has no reference list, so reference numbers cannot be looked up here.",
    )


def test_a_draft_outlives_being_kept() -> None:
    for draft in (web(6).draft, text(4).draft):
        assert draft_from_json(draft_to_json(draft)) == draft


def test_the_saved_page_joins_a_page_of_its_shape() -> None:
    if not SAVED_PAGE.is_file():
        pytest.skip("the saved page of the article is not on this machine")
    saved = page(SAVED_PAGE.read_text(encoding="utf-8"), SAVED_PAGE.name)
    authors = saved.draft.authors
    before = page(text_page(3, title=saved.draft.title, authors=authors), "refractory-calciphylaxis-page-3.txt")
    last = page(text_page(6, title=saved.draft.title, authors=authors), "refractory-calciphylaxis-page-6.txt")
    article = one([last, saved, before])
    assert article.notes[0] == "Pages 1, 2 and 5 of 6 are not included."
    assert article.notes[1].startswith("9 of 19 citations could not be found in the reference list: 13, 14")
    assert article.text.index("312 kilograms") < article.text.index("sodium thiosulfate") < article.text.index("share a house")
    assert {"11", "20"} <= {label for sentence in article.sentences for label in sentence.references}
    assert [r.label for r in article.references] == [str(n) for n in range(1, 13)]
