"""A question that sets articles side by side becomes one question for each of them; any other question stays whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.engine import Engine
from qa.understanding.comparing import parts_of

TITLES = (
    "Gout",
    "Shingles",
    "Celiac disease",
    "Celiac Disease",
    "Whipple’s Disease",
    "Parkinson disease",
    "Lupus Nephritis",
    "Nephrotic Syndrome in Adults",
    "The Treatment of Scurvy at Sea",
)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("How are gout and shingles treated?", ["How are gout treated?", "How are shingles treated?"]),
        (
            "How are celiac disease and Whipple's disease treated?",
            ["How are celiac disease treated?", "How are Whipple's disease treated?"],
        ),
        ("Which drugs are used for gout and for shingles?", ["Which drugs are used for gout?", "Which drugs are used for shingles?"]),
        ("What causes gout, shingles, or scurvy?", ["What causes gout?", "What causes shingles?", "What causes scurvy?"]),
        (
            "How many people have gout, and how many have Parkinson disease?",
            ["How many people have gout?", "how many have Parkinson disease?"],
        ),
        ("Gout vs. shingles: which hurts more?", ["Gout: which hurts more?", "shingles: which hurts more?"]),
        (
            "How are lupus nephritis and nephrotic syndrome diagnosed?",
            ["How are lupus nephritis diagnosed?", "How are nephrotic syndrome diagnosed?"],
        ),
        ("How is gout treated?", []),
        ("How are gout and migraine treated?", []),
        ("Does gout occur with shingles?", []),
        ("Are men and women with celiac disease treated alike?", []),
        ("Which is the treatment of scurvy?", []),
        ("and, or gout and", []),
    ],
)
def test_only_joined_subjects_of_titles_are_parted(question: str, parts: list[str]) -> None:
    assert [part.question for part in parts_of(question, TITLES)] == parts


def test_a_part_knows_the_articles_on_its_subject() -> None:
    celiac, whipple = parts_of("How are celiac disease and Whipple disease treated?", TITLES)
    assert [title for title in TITLES if celiac.is_about(title)] == ["Celiac disease", "Celiac Disease"]
    assert [title for title in TITLES if whipple.is_about(title)] == ["Whipple’s Disease"]


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=8))
def test_nothing_typed_breaks_it(question: str, titles: list[str]) -> None:
    assert len(parts_of(question, titles)) != 1


def test_each_article_answers_its_part_and_what_none_answers_is_said(tmp_path: Path) -> None:
    engine = Engine.open(tmp_path / "library")
    texts = {
        "Gout": "Gout is treated with colchicine and with rest of the joint.[1] Purines in food lead to attacks at night. "
        "The big toe is the joint that hurts most often.",
        "Shingles": "Shingles is treated with acyclovir within three days.[1] The rash stays on one side of the body. "
        "The pain can last for months after the rash has healed.",
    }
    for title, text in texts.items():
        file = tmp_path / f"{title}.md"
        file.write_text(f"# {title}\n\n{text} {'It is common in old age, and nobody knows why. ' * 3}\n", encoding="utf-8")
        engine.add(file)
    answer = engine.ask("How are gout and shingles treated?")
    told = {source.title: source.sentence for source in answer.sources}
    assert "colchicine" in told["Gout"]
    assert "acyclovir" in told["Shingles"]
    assert answer.message == ""
    assert answer.confidence == max(c.scores["reader"] for c in answer.candidates)
    assert answer.best is not None
    assert answer.best.scores["reader"] == max(s.scores.get("reader", 0) for s in answer.sentences)
    halved = engine.ask("Which joint hurts most often in gout and in shingles?")
    assert {source.title for source in halved.sources} == {"Gout"}
    assert halved.message == "Not answered: Which joint hurts most often in shingles?"
    assert engine.ask("How are gout and shingles spelt in Finnish?").declined
