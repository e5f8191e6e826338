"""The shipped restatement carries every fact of the article's page, in words of our own."""

import re
from pathlib import Path

import pytest

from qa.article import Article

RUN = 8
# What one sentence says, and the works cited in it.
FACTS = [
    ("necrosis", "ischemic", ""),
    ("pain", "before", ""),
    ("abdomen", "thighs", "buttocks", ""),
    ("adipose", "1"),
    ("clinical", "diagnosis", ""),
    ("biopsy", "ulcers", "infections", ""),
    ("bone scan", "calcification", "8 9"),
    ("reversed", "causes", ""),
    ("calcium", "phosphate", "pth", ""),
    ("cancers", "connective tissue", "10"),
    ("sodium thiosulfate", "most", ""),
    ("chelation", "calcium", ""),
    ("animal", "ionized calcium", "urine", "11"),
    ("51 cases", ""),
    ("one or two weeks", "pain", "eight weeks", "12 13"),
    ("bisphosphonates", "treatment", ""),
    ("pamidronate", "etidronate", "uremic", "six", ""),
    ("non-uremic", "two reported cases", "bisphosphonates", "14 15 16"),
    ("two days", "pamidronate", ""),
    ("macrophages", "inflammatory cytokines", "not known", "17"),
    ("calcium phosphate crystals", "ectopic", "15"),
    ("cinacalcet", "hyperparathyroidism", "calcimimetics", ""),
    ("nine cases", "adjunctive", "18"),
    ("calcium receptor", "pth", ""),
    ("wound management", "most important", ""),
    ("mortality", "infections", "specialist", ""),
    ("severe cases", "surgical debridement", ""),
    ("wound healing", "hyperbaric oxygen", ""),
    ("fibroblasts", "neoangiogenesis", "arterioles", "reperfusion", "19"),
    ("oxygen", "organisms", "infected", ""),
    ("46 cases", "58%", "hyperbaric oxygen", "20"),
    ("poorly understood", "outcomes", ""),
    ("non-uremic", "rare", ""),
    ("rarer", "connective tissue disease", ""),
    ("systemic lupus erythematosus", "sle", "death", "infection", ""),
]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact[0])
def test_every_fact_of_the_page_stands_in_a_sentence_with_its_references(shipped: Article, fact: tuple[str, ...]) -> None:
    *words, labels = fact
    holding = [s for s in shipped.sentences if all(word in s.text.lower() for word in words)]
    assert any(list(s.references) == labels.split() for s in holding)


def test_every_sentence_of_the_page_has_its_counterpart(shipped: Article) -> None:
    body = [s for section in shipped.sections if section.kind == "body" for s in section.sentences]
    assert len(body) == len(FACTS)
    assert [section.heading for section in shipped.sections if section.kind == "body"] == [
        "Clinical Presentation & Diagnosis",
        "Management",
        "Conclusion",
    ]


def test_the_front_matter_says_where_it_comes_from(shipped: Article) -> None:
    assert shipped.title == "Case Report: Refractory Calciphylaxis in Lupus"
    for name in ("Joey Kim", "Navneet Kaur", "Phillip Zhang", "Irene Blanco"):
        assert name in shipped.authors
    assert (shipped.publication, shipped.issue, shipped.published) == ("The Rheumatologist", "May 2018", "May 17, 2018")
    assert shipped.link.startswith("https://www.the-rheumatologist.org/")
    assert "page 4 of 6" in shipped.notes[0]
    assert "reference list is not on this page" in shipped.notes[1]


def test_no_run_of_eight_words_is_shared_with_the_page(shipped_file: Path) -> None:
    page = Path(__file__).parents[2] / "shared" / "articles" / "refractory-calciphylaxis-page-4.txt"
    if not page.is_file():
        pytest.skip("the saved page of the article is not on this machine")
    ours = _runs(shipped_file.read_text(encoding="utf-8").split("---", 2)[2])
    assert ours
    assert not ours & _runs(page.read_text(encoding="utf-8"))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9%]+", re.sub(r"\[[\d,]+\]|(?<=[a-z.])\d[\d,]*", "", text.lower()))
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
