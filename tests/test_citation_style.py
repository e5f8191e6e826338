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


def test_of_two_stops_around_a_marker_one_is_left() -> None:
    assert read(("As Lee et al. [1]. Others fall [2].",), 2) == [("As Lee et al. Others fall.", ["1", "2"])]


@pytest.mark.parametrize("printed", ["Nests grow [3, p. 12].", "Nests grow [see 3].", "Nests grow (ref. 3).", "Nests grow.⁽³⁾"])
def test_a_word_beside_the_number_does_not_hide_it(printed: str) -> None:
    assert read((printed,), 3) == [("Nests grow.", ["3"])]
