"""Sentences end where a reader would end them, and nothing of the text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.sentences import sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["Typical areas are the abdomen and thighs.", "These hold much fat."],
        ["Smith et al. (2019) found that E. coli grew at 37.5 °C.", "See Fig. 2 for details."],
        ["They got 5 mg/kg i.v. every 2 h.", "Dr. Kim disagreed."],
        ["The P. falciparum strain (cf. Table 1) was resistant, i.e. it survived.", "S. aureus was not."],
        ["Approx. half of the tumors, etc. were cut out.", "Others were not."],
        ["mRNA was measured.", "pH was 7.4.", "α-Synuclein was found."],
        ["Such nights are rare at 2,400 m.", "In the valley they are not."],
        ["Platelets were below 100 × 109/L.", "COVID-19 played no part."],
        ["Infants born at < 28 wk. were given 5 mg.", "Others were not."],
        ["There are two reasons: 1. To see it.", "2. To show it in Fig. 2.", "The score: 32.", "It was low."],
        ["It fell.", "(The others had moved away.)", "Their group (cluster 1) rose.", "In (cluster 2) it fell."],
        ["It was measured by LC-MS/MS.", "von Willebrand factor was normal.", "(ii) is backed by mice."],
        ["He got 2 g i.v. b.i.d. Ig was not given.", "Both non-S. aureus strains, An. gambiae etc. lived."],
        ['"Is it so?" he asked.', "Yes!", "It is so."],
    ],
)
def test_sentences_are_told_apart(sentences: list[str]) -> None:
    text = " ".join(sentences)
    found = [text[start:end] for start, end in sentence_spans(text)]
    assert found == sentences or found == [" ".join(sentences)] * (len(sentences) == 1)


WORDS = st.lists(
    st.sampled_from("The Dr. et al. e.g. Fig. 2 U.S. is α. 3.5 end. (See x.) ! ? … \u2028 \u00a0 é. 😀. m. a".split(" ")), max_size=30
)


@given(st.one_of(WORDS.map(" ".join), st.text(max_size=120)))
def test_only_white_space_lies_outside_the_sentences(text: str) -> None:
    position = 0
    for start, end in sentence_spans(text):
        assert start < end
        assert text[start:end] == text[start:end].strip()
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()


def test_a_long_paragraph_is_split_as_a_short_one() -> None:
    one = "White storks nest on 212 roofs. “Do they return?” asks Dr. Berg. They do (in March, e.g. on the 3rd) and stay; see Fig. 2. "
    n_words = 40_000 // len(one)
    text = (one * n_words).strip()
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    assert sentences == [one[start:end] for start, end in sentence_spans(one)] * n_words
    assert " ".join(sentences) == text
    endless = "storks and " * 5_000
    assert sentence_spans(endless) == [(0, len(endless) - 1)]
    unbroken = "“" * 60_000 + "x" * 60_000
    assert sentence_spans(unbroken) == [(0, len(unbroken))]
