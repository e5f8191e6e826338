"""Questions about the article itself are answered from its byline."""

import pytest

from qa.article import Article
from qa.selection.about import asked_facts, fact_sentences


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who wrote this article?", "Joey Kim"),
        ("who are the authors", "Irene Blanco"),
        ("List the authors of this article", "Irene Blanco"),
        ("What are the authors' names?", "Irene Blanco"),
        ("Who was it written by?", "Joey Kim"),
        ("how many authors", "Joey Kim"),
        ("By whom was this written?", "Joey Kim"),
        ("Is Irene Blanco one of the authors?", "Irene Blanco"),
        ("Who wrote the case report on calciphylaxis in lupus?", "Joey Kim"),
        ("When was it published?", "May 17, 2018"),
        ("What year was this case report published", "May 17, 2018"),
        ("publication date", "May 17, 2018"),
        ("Which journal published this?", "The Rheumatologist"),
        ("Where was this article published?", "The Rheumatologist"),
        ("In which issue did this appear?", "May 2018"),
        ("What's this article called?", "Refractory Calciphylaxis"),
        ("What is this article about?", "Refractory Calciphylaxis"),
    ],
)
def test_the_byline_answers_questions_about_the_article(shipped: Article, question: str, said: str) -> None:
    assert said in " ".join(s.text for s in fact_sentences(shipped, asked_facts(question, shipped)))


@pytest.mark.parametrize(
    "question",
    [
        "When do patients respond?",
        "Who should be involved in wound care?",
        "What did the authors conclude?",
        "What did the authors find?",
        "Why did the authors write this article?",
        "What do the authors of this report say about calciphylaxis?",
        "Who is this written for?",
        "What is the issue?",
        "When did lupus appear in print?",
        "How old was the patient?",
        "What year was sodium thiosulfate introduced?",
        "What is the most important issue in management?",
        "Who published the study of hyperbaric oxygen?",
        "When was this study done?",
        "Where does it appear?",
        "In what journal is reference 20?",
    ],
)
def test_a_question_on_the_subject_is_not_taken_for_one_on_the_article(shipped: Article, question: str) -> None:
    assert asked_facts(question, shipped) == []


def test_a_fact_that_a_copy_does_not_state_is_not_made_up(saved_page: Article) -> None:
    assert asked_facts("Which journal published this?", saved_page) == ["Publication"]
    assert fact_sentences(saved_page, ["Publication"]) == []


def test_facts_that_are_asked_together_are_told_together(shipped: Article) -> None:
    told = fact_sentences(shipped, asked_facts("Who are the authors, and when and in which journal was it published?", shipped))
    assert [s.text[:9] for s in told] == ["Joey Kim,", "May 17, 2", "May 2018", "The Rheum"]
