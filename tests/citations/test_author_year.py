"""Names and years become citations where the reference list has them, and nothing is guessed."""

import pytest

from qa.article import Reference
from qa.citations.names import NameIndex, Names
from qa.citations.references import parsed
from qa.readers.untagged import take_markers

ENTRIES = (
    "Smith J, Lee K, Park S. A title. J Things. 2019;1:2–9.",
    "Lee K, Park S. Another. J Things. 2020a;1:3–4.",
    "Lee K, Park S. Third. J Things. 2020b;1:5.",
    "Smith, J. (2019). Alone. Nature 1, 2.",
    "O’Brien P, García-Márquez G (2015) Stuff. Cell 3: 4",
    "van den Berg AB, et al. Bones. Bone. 2001;3:4.",
    "World Health Organization. Global report. Geneva; 2018.",
    "Centers for Disease Control and Prevention. Reports. 2020.",
    "Lee K, Jones B. Deep. In press.",
    "Müller Ö. Über. Z Bio. 1999;2:1.",
    "d'Angelo R, Wu X. Wow. J Z. 2012;3:1.",
    "De Silva P, Perera K. Tea. J Tea. 2003;1:1.",
    "Smith J, Lee K. Pairs. J Things. 2017a;1:2.",
    "Smith J, Lee K. Other pairs. J Things. 2017b;1:2.",
    "———. 2021. By the same two. J Things 1:9–10.",
    "De D, Wu X. Rice. J Rice. 1996;1:1.",
    "Meyer-Lindenberg A, Zink C. Brains. J Brain. 2008;1:1.",
)
LIST = [parsed(Reference(str(number), entry)) for number, entry in enumerate(ENTRIES, start=1)]
# What shows that the article cites by names.
ELSEWHERE = "As in (Smith et al., 2019), (Lee and Park, 2020a), (van den Berg et al., 2001), (Müller, 1999), (De Silva & Perera, 2003)."


def read(text: str, references: list[Reference] = LIST) -> tuple[str, list[str]]:
    left, citations = take_markers([text, ELSEWHERE], references)[0]
    assert all(0 <= citation.position <= len(left) for citation in citations)
    return left, [citation.label for citation in citations]


@pytest.mark.parametrize(
    ("printed", "text", "labels"),
    [
        ("It grew (Smith et al., 2019; Lee and Park, 2020a).", "It grew.", ["1", "2"]),
        ("It grew (Smith et al. 2019, Müller 1999).", "It grew.", ["1", "10"]),
        ("(Smith, 2019; Lee & Park, 2020a,b) It grew.", "It grew.", ["4", "2", "3"]),
        ("It grew (e.g. Smith 2019; see also Lee and Park 2020b, p. 12).", "It grew.", ["4", "3"]),
        ("It grew (reviewed in Müller, 1999, pp. 3–5) fast.", "It grew fast.", ["10"]),
        ("In bones [van den Berg et al., 2001] and elsewhere.", "In bones and elsewhere.", ["6"]),
        ("Smith et al. (2019) showed it.", "Smith et al. (2019) showed it.", ["1"]),
        ("Lee and Park (2020a,b) disagree.", "Lee and Park (2020a,b) disagree.", ["2", "3"]),
        ("However, O'Brien and Garcia-Marquez (2015) agree.", "However, O'Brien and Garcia-Marquez (2015) agree.", ["5"]),
        ("Müller’s (1999) work, Smith's (2019) too.", "Müller’s (1999) work, Smith's (2019) too.", ["10", "4"]),
        ("D’Angelo and Wu (2012), De Silva and Perera (2003).", "D’Angelo and Wu (2012), De Silva and Perera (2003).", ["11", "12"]),
        ("It is so (Meyer‐Lindenberg and Zink, 2008).", "It is so.", ["17"]),
        ("It is rice (De et al., 1996; De D et al, 1996).", "It is rice.", ["16", "16"]),
        ("It spreads (WHO, 2018; Centers for Disease Control, 2020; CDC 2020).", "It spreads.", ["7", "8", "8"]),
        ("The World Health Organization (2018) says so.", "The World Health Organization (2018) says so.", ["7"]),
        ("It is deep (Lee and Jones, in press).", "It is deep.", ["9"]),
        ("They are two (Smith and Lee, 2021).", "They are two.", ["15"]),
        ("On a scale (0–10; Müller, 1999).", "On a scale (0–10).", ["10"]),
    ],
)
def test_names_and_years_lead_to_their_entries(printed: str, text: str, labels: list[str]) -> None:
    assert read(printed) == (text, labels)


@pytest.mark.parametrize(
    ("printed", "text", "labels"),
    [
        ("It is so (Smith and Lee, 2017).", "It is so.", ["Smith and Lee 2017"]),
        ("It is so (Lee and Park, 2020).", "It is so.", ["Lee and Park 2020"]),
        ("It is so (Kim et al., 2011; Brown, 2012).", "It is so.", ["Kim et al. 2011", "Brown 2012"]),
        ("However, Kim et al (2011) said so.", "However, Kim et al (2011) said so.", ["Kim et al. 2011"]),
        ("It is so (Smith, 2003).", "It is so.", ["Smith 2003"]),
    ],
)
def test_what_the_list_lacks_or_has_twice_is_kept_as_printed_and_not_guessed(printed: str, text: str, labels: list[str]) -> None:
    assert read(printed) == (text, labels)


@pytest.mark.parametrize(
    "text",
    [
        "It was bought (Sigma, 2019) in town (Geneva, 2019).",
        "It began in May (2019), in March 2019, in the year (2019), on 3 May 2019.",
        "It held (n = 3), (Figure 3), (Fig. 2), (95% CI 1–3), (p = 0.01) in 2019.",
        "He wrote (K. Lee, unpublished data) and (Lee, personal communication).",
        "The code (version 2019) of Table 2019 and ICD-10 (2019) and $2019 and 2001–2019.",
        "H2O, CO2, Ca2+, 10⁶ cells a m², ¹⁸F and Smith† grew.",
    ],
)
def test_years_and_names_that_cite_nothing_are_left_alone(text: str) -> None:
    assert read(text) == (text, [])


def test_an_article_of_numbers_does_not_cite_by_names() -> None:
    texts = ["Smith et al. (2019) grew it [1] in bones [6] and tea [12].", "More [2–5,7]."]
    (left, citations), _ = take_markers(texts, LIST)
    assert left == "Smith et al. (2019) grew it in bones and tea."
    assert [citation.label for citation in citations] == ["1", "6", "12"]


def test_without_a_list_names_are_citations_where_their_form_leaves_no_doubt() -> None:
    texts = ["It grew (Smith et al., 2019) in Geneva (Sigma, 2018).", "It fell (Kim et al., 2011)."]
    (left, citations), _ = take_markers(texts, [])
    assert left == "It grew in Geneva (Sigma, 2018)."
    assert [citation.label for citation in citations] == ["Smith et al. 2019"]


def test_two_entries_that_fit_name_none() -> None:
    index = NameIndex.of(LIST)
    assert index.find(Names(("Smith", "Lee")), "2017") is None
    assert index.find(Names(("Smith", "Lee")), "2017b") == "14"
    assert index.find(Names(("Smith",), others=True), "2019") == "1"
    assert index.find(Names(("Nobody",)), "2019") is None


@pytest.mark.parametrize(
    "piece", ["(Smith et al., 2019; ", "(", "Smith and ", "2019, ", "Smith 2020a,b,c ", "A", "(Smith 2019 [", "word (3) "]
)
def test_a_monstrous_paragraph_is_read_in_the_end(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    ((left, citations),) = take_markers([text], LIST)
    assert len(left) <= len(text)
    assert all(0 <= citation.position <= len(left) for citation in citations)


def test_a_mass_of_entries_by_one_author_is_read_in_the_end() -> None:
    same = [Reference(str(number), "Smith J, Lee K. A title. J Things. 2019;1:2.") for number in range(5_000)]
    text = "It grew (Smith and Lee, 2019). " * 5_000
    assert take_markers([text], same) == [(text, ())]
