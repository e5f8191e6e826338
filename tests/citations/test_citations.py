"""Markers become citations; whatever only looks like one stays in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.citations.numbers import MAX_RANGE, expand_labels, find_markers, remove_markers


@pytest.mark.parametrize(
    ("printed", "text", "labels"),
    [
        ("an amount of adipose tissue.1", "an amount of adipose tissue.", "1"),
        ("soft-tissue calcifications.8,9", "soft-tissue calcifications.", "8 9"),
        ("non-uremic disease.14,15,16 Some reports", "non-uremic disease. Some reports", "14 15 16"),
        ("as shown.12–15 Next", "as shown. Next", "12 13 14 15"),
        ("up to eight weeks.12,13 The rest", "up to eight weeks. The rest", "12 13"),
        ("Smith et al.12 reported it", "Smith et al. reported it", "12"),
        ("patients,12 of whom died", "patients, of whom died", "12"),
        ("saw 58% improve (2019).20 Then", "saw 58% improve (2019). Then", "20"),
        ("in 2018.20 The next", "in 2018. The next", "20"),
        ("release17 and arterioles3,4. Then", "release and arterioles. Then", "17 3 4"),
        ("found [1], and more [2–4,7].", "found, and more.", "1 2 3 4 7"),
        ("tissue.[1]–[3] These", "tissue. These", "1 2 3"),
        ("as Lee et al.,12 and Kim et al13 saw", "as Lee et al., and Kim et al saw", "12 13"),
        ("older than 65 years1, and men2,3 too", "older than 65 years, and men too", "1 2 3"),
        ("in Finland.2 3 Vitamin D acts on muscle,4–6 but", "in Finland. Vitamin D acts on muscle, but", "2 3 4 5 6"),
        ("systemic lupus (SLE)3 in 58%20 of them", "systemic lupus (SLE) in 58% of them", "3 20"),
        ("of the skin.^1 More^2,3 is", "of the skin. More is", "1 2 3"),
        ("occur.[1][note 1] Bone pain.[citation needed] It is[6]: 12–14 So", "occur. Bone pain. It is So", "1 6"),
        ("in tissue.¹² and bone³,⁴ too", "in tissue. and bone too", "12 3 4"),
    ],
)
def test_markers_leave_the_text_and_become_citations(printed: str, text: str, labels: str) -> None:
    left, citations = remove_markers(printed)
    assert left == text
    assert [citation.label for citation in citations] == labels.split()


@pytest.mark.parametrize(
    "text",
    [
        "In 2018, 46 cases showed that 58% improved.",
        "The dose was 2.5 mg of 1,000 given; p = 0.05, P<.001.",
        "IL-6, CO2, H2O, vitamin B12, COVID-19 and covid19 are names.",
        "See Table 1, Fig.2, No.5 and table2; H.264 too.",
        "10⁶ cells a m², R² = 0.85, χ² and 5 s⁻¹ of ¹⁸F-FDG, Ca²⁺",
        "PTH was 65.12 The next, at 37.5 °C and 10:30.",
        "a mean of 4 (95% CI [1–3]) in a range of [3–5] mg",
        "see [2018] and [text](address) and x[3](y)",
        "It grew (F[1,12] = 8.42, t[12] = 2.1) again.",
        "m^2 and 10^6 of the hormone[s] in weeks 1–3, caspase3, day1–3, (OH)2, at (n = 12)3",
        "from example.com.4 on, thiosulfate.5 g was given, rate.20% of",
    ],
)
def test_what_is_no_marker_is_left_alone(text: str) -> None:
    assert remove_markers(text) == (text, ())


def test_a_position_is_where_the_marker_stood() -> None:
    text, citations = remove_markers("It grew.3 It fell.4,5")
    assert [text[: citation.position] for citation in citations] == ["It grew.", "It grew. It fell.", "It grew. It fell."]


@pytest.mark.parametrize("printed", ["5–2", "1-2-3", f"1–{MAX_RANGE + 5}"])
def test_a_list_that_makes_no_sense_names_nothing(printed: str) -> None:
    assert expand_labels(printed) == ()


PIECES = st.lists(st.sampled_from([*"abz AZ.,;:!?()[]–-%'\"\n", "12", "3", "²", "⁶", " word", "tissue", "[1]", ".8,9 The"]), max_size=40)


@given(st.one_of(PIECES.map("".join), st.text(max_size=80)))
def test_removing_markers_cuts_exactly_their_spans(printed: str) -> None:
    markers = find_markers(printed)
    kept = list(printed)
    for marker in reversed(markers):
        del kept[marker.start : marker.end]
    text, citations = remove_markers(printed)
    assert text == "".join(kept)
    assert [c.label for c in citations] == [label for marker in markers for label in marker.labels]
    assert all(0 <= c.position <= len(text) for c in citations)
    assert all(a.end <= b.start for a, b in pairwise(markers))


@pytest.mark.parametrize("unit", ["1,", "1, ", "x.1,2–", "(1, ", "word.1 2 ", "e.g.,1,"])
def test_a_monstrous_row_of_numbers_is_read_in_the_end(unit: str) -> None:
    printed = unit * (60_000 // len(unit))
    assert len(remove_markers(printed)[0]) <= len(printed)
