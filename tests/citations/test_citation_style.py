"""An article's style is told by the whole of it: by what its list holds and by how it goes on citing."""

import pytest

from qa.article import Reference
from qa.readers.untagged import take_markers


def numbered(n: int) -> list[Reference]:
    return [Reference(str(number), f"Author{number} A. A title. J Things. {1990 + number};1:2.") for number in range(1, n + 1)]


ROUND = (
    "Nests grow (1). They are old (2, 3), as Lee et al. (4) saw, in the 1980s (5–7).",
    "Some fall (8), and MMP9 (9) is found in 2019 (10) (reviewed in 11).",
)


def read(texts: tuple[str, ...], n: int) -> list[tuple[str, list[str]]]:
    return [(left, [citation.label for citation in citations]) for left, citations in take_markers(texts, numbered(n))]


def test_numbers_in_round_brackets_are_citations_where_they_name_the_list() -> None:
    assert read(ROUND, 12) == [
        ("Nests grow. They are old, as Lee et al. saw, in the 1980s.", ["1", "2", "3", "4", "5", "6", "7"]),
        ("Some fall, and MMP9 is found in 2019.", ["8", "9", "10", "11"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We want (1) to count nests and (2) to weigh them and (3) to go.",
        "See equation (3), Eq. (4), Figure (2) and step (5).",
        "The mean was 5.2 (3), in 58% (12) of 40 (7) nests.",
        "A dose of ten (5 mg), f(3), Fe(3) and (3) alone; cm(3).",
        "It costs much (400) and more (77).",
    ],
)
def test_round_numbers_that_count_or_measure_stay(text: str) -> None:
    assert read((*ROUND, text), 12)[-1] == (text, [])


@pytest.mark.parametrize(
    "texts", [("We did (1) this. Others did that (2).", "See [1], [2], [3–9]."), ("The model (3) holds.", "And so does (4).")]
)
def test_round_numbers_are_no_citations_where_nothing_bears_them_out(texts: tuple[str, ...]) -> None:
    left = " ".join(text for text, _ in read(texts, 12))
    assert left.count("(") == 2


def test_without_a_list_round_numbers_that_count_up_are_citations() -> None:
    texts = ("Nests grow (21). They are old (22, 23), and fall (24).", "They burn (25–27), too (28).")
    assert read(texts, 0)[0] == ("Nests grow. They are old, and fall.", ["21", "22", "23", "24"])


def test_numbers_glued_to_names_are_no_citations_in_an_article_of_brackets() -> None:
    texts = ("Nests grow [1], as the caps gp120 and height2 show [2–6].", "They fall [7,8].")
    assert read(texts, 8)[0] == ("Nests grow, as the caps gp120 and height2 show.", ["1", "2", "3", "4", "5", "6"])


def test_a_number_glued_to_a_name_is_a_citation_where_the_article_glues_its_numbers() -> None:
    texts = (
        "Nests grow.1 They are old,2,3 as Felsenstein4 saw in RNAs5,6 of birds.7 They fall.8",
        "The gene Sirt1 and CD8 burn, reviewed in9 and PLCs.10",
    )
    (first, cited), (second, more) = read(texts, 10)
    assert (first, cited) == ("Nests grow. They are old, as Felsenstein saw in RNAs of birds. They fall.", list("12345678"))
    assert (second, more) == ("The gene Sirt1 and CD8 burn, reviewed in and PLCs.", ["9", "10"])


GLUED = (
    "Nests grow.1 They are old,2,3 and the ICP of ICP fell.4 IL-10 and GM3 and HIV-1 and gp1 burn in Web 2.0 of an ICP.5",
    "{}",
    "They fall.7,8 They burn, as ICP does, and ICP.9 Some go.10 More,11 too.12",
)


@pytest.mark.parametrize(
    ("printed", "text", "labels"),
    [
        ("They held IL-10.14 However, it fell.6", "They held IL-10. However, it fell.", "14 6"),
        ("They held GM3,14 which fell.6", "They held GM3, which fell.", "14 6"),
        ("They go (e.g.,14,15) and fell.6", "They go (e.g.,) and fell.", "14 15 6"),
        ("They go as in Ref.14 and others.6", "They go as in Ref. and others.", "14 6"),
        ("As text-mining14 finds, they fell.6", "As text-mining finds, they fell.", "14 6"),
        ("Most were tall (n=11)13,14 and fell.6", "Most were tall (n=11) and fell.", "13 14 6"),
        ("It was at pH 7.0,14 and fell.6", "It was at pH 7.0, and fell.", "14 6"),
        ("It follows HIV-16 as told.", "It follows HIV-1 as told.", "6"),
        ("It is Web 2.06 as told.6", "It is Web 2.06 as told.", "6"),
        ("It is of the year 20076 as told.", "It is of the year 2007 as told.", "6"),
        ("It fell as Kim et al.:6 so it is.", "It fell as Kim et al.: so it is.", "6"),
        ("It is PBunc::GFP.6 The rest fell.", "It is PBunc::GFP. The rest fell.", "6"),
        ("It fell by the formula6 of old.", "It fell by the formula of old.", "6"),
    ],
)
def test_a_number_that_may_be_part_of_a_name_is_a_citation_where_its_work_is_due(printed: str, text: str, labels: str) -> None:
    texts = tuple(text.format(printed) for text in GLUED)
    assert read(texts, 15)[1] == (text, labels.split())


@pytest.mark.parametrize(
    "text",
    [
        "The genes gp4, gp6 and gp13 and gp14 and gp6 and gp6 fell",
        "KAP7.1 is known and mm2 and log10 and SAMHD1 too",
        "An r of 0.36 and 2.56 and [0.5,6] stay",
        "It fell for about6 days, and the salts MgSO4, 1 mM CaCl2, 5 mM",
        "See table6 and Fig.6 and www.nests.org/a6 and STAT3-6a",
    ],
)
def test_a_number_of_a_name_stays_where_nothing_bears_it_out(text: str) -> None:
    texts = tuple(printed.format(text) for printed in GLUED)
    assert read(texts, 15)[1] == (text, [])


@pytest.mark.parametrize(
    ("printed", "text", "labels"),
    [
        ("They go (e.g., (13, 14)).", "They go (e.g.,).", "13 14"),
        ("First shown in (13): they go.", "First shown in: they go.", "13"),
        ("It was tall (a mean of 0.6; (13)).", "It was tall (a mean of 0.6;).", "13"),
        ("Puffin et al. (1) also saw it. Puffin et al. (2) did too.", "Puffin et al. also saw it. Puffin et al. did too.", "1 2"),
        ("Synthetic Biology (1) is young (see (2) for a review).", "Synthetic Biology is young (see for a review).", "1 2"),
        ("Conus solidus of Sowerby, 1850 (13), is old.", "Conus solidus of Sowerby, 1850, is old.", "13"),
        ("They were read with Structure 2.2 (12) here.", "They were read with Structure 2.2 here.", "12"),
        ("Of thirty-one (11) nests twenty (20) fell.", "Of thirty-one (11) nests twenty (20) fell.", ""),
    ],
)
def test_round_brackets_are_citations_where_the_article_cites_so_throughout(printed: str, text: str, labels: str) -> None:
    assert read((*ROUND, printed, "They fall (13, 14), and more (15)."), 20)[2] == (text, labels.split())


def test_where_equations_are_numbered_a_round_number_behind_in_may_be_one() -> None:
    assert read((*ROUND, "By equation (3) it falls, as in (3)."), 12)[-1] == ("By equation (3) it falls, as in (3).", [])


def test_of_two_stops_around_a_marker_one_is_left() -> None:
    assert read(("As Lee et al. [1]. Others fall [2].",), 2) == [("As Lee et al. Others fall.", ["1", "2"])]


@pytest.mark.parametrize("printed", ["Nests grow [3, p. 12].", "Nests grow [see 3].", "Nests grow (ref. 3).", "Nests grow.⁽³⁾"])
def test_a_word_beside_the_number_does_not_hide_it(printed: str) -> None:
    assert read((printed,), 3) == [("Nests grow.", ["3"])]
