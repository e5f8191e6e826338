"""From read sentences to an answer or a refusal, and from answers to figures."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.answer import Answer, AnswerSentence, Related, compose
from qa.article import Article, Citation, Reference, Section, Sentence
from qa.calibration import Judged
from qa.config import Config
from qa.engine import Engine
from qa.errors import InputError, ModelError
from qa.evaluation.judging import figures, judge
from qa.evaluation.questions import read_questions
from qa.evaluation.questions.gold import GoldQuestion
from qa.export import answer_data
from qa.retriever import Evidence, Retrieved
from qa.selection.candidates import ReadSentence, rank_passages
from qa.selection.choosing import choose, speaks_of_another, with_words
from qa.windows import Candidate
from tests.conftest import DATA

TEXTS = ("Storks nest on 212 roofs.", "They leave in August.", "Storks nest on 212 roofs here.", "Farmers mow late.")


def article() -> Article:
    sentences, start = [], 0
    for number, text in enumerate(TEXTS, start=1):
        sentences.append(Sentence(text, start, start + len(text), (Citation(str(number), start + len(text)),)))
        start += len(text) + 1
    section = Section("Nests", "body", (tuple(sentences),))
    return Article("Storks", "", "", "", "", "storks.txt", "", " ".join(TEXTS), (section,), (Reference("2", "Berg I. 2019."),))


def read(*probabilities: float) -> list[ReadSentence]:
    storks = article()
    pairs = zip(storks.sentences, probabilities, strict=True)
    return sorted((ReadSentence(storks, "Nests", s, {"reader": p}, alone=p) for s, p in pairs), key=lambda r: -r.probability)


def test_nothing_is_shown_below_the_threshold() -> None:
    assert choose(read(0.4, 0.3, 0.2, 0.1), 0.5, 4) == []
    assert choose([], 0.5, 4) == []


def test_a_further_sentence_is_shown_if_it_is_nearly_as_sure_and_says_something_else() -> None:
    assert [r.sentence.text for r in choose(read(0.9, 0.88, 0.89, 0.6), 0.5, 4)] == [TEXTS[0], TEXTS[1]]
    assert len(choose(read(0.9, 0.9, 0.9, 0.9), 0.5, 2)) == 2


def test_a_sentence_that_speaks_of_another_brings_it_along() -> None:
    assert [r.sentence.text for r in choose(read(0.1, 0.9, 0.2, 0.1), 0.5, 4)] == [TEXTS[1], TEXTS[0]]
    assert [r.sentence.text for r in choose(read(0.1, 0.9, 0.2, 0.1), 0.5, 1)] == [TEXTS[1]]
    answer = compose("?", choose(read(0.1, 0.9, 0.2, 0.1), 0.5, 4), read(0.1, 0.9, 0.2, 0.1), (), 1)
    assert [s.text for s in answer.sentences] == [TEXTS[0], TEXTS[1]]
    assert answer.best is not None
    assert answer.best.text == TEXTS[1]


@pytest.mark.parametrize(
    ("sentence", "speaks"),
    [
        ("It was replaced in 1934.", True),
        ("These areas are fatty.", True),
        ("Others suggest a second way.", True),
        ("It’s thought that rest helps.", False),
        ("It is important to drink.", False),
        ("Such as it is, the bridge holds.", False),
        ("Italy lies in the south.", False),
        ("Rest helps.", False),
    ],
)
def test_what_speaks_of_another_is_told_by_its_first_word(sentence: str, speaks: bool) -> None:
    assert speaks_of_another(sentence) == speaks


def test_a_passage_is_as_sure_as_its_surest_sentence() -> None:
    storks = article()

    def passage(*numbers: int) -> Retrieved:
        own = tuple(storks.sentences[n] for n in numbers)
        evidence = Evidence(storks.id, "", "", "", own[0].start, own[-1].end, {"fused": 1.0}, {"fused": 1})
        return Retrieved(evidence, storks, own, np.zeros(len(own), dtype=np.float32), "", "")

    unread, unsure, sure = passage(3), passage(0), passage(1, 2)
    ranked = rank_passages([unread, unsure, sure], [r for r in read(0.4, 0.2, 0.9, 0.0) if r.sentence.text != TEXTS[3]], 4.0)
    assert [(e.start, e.scores["reader"], e.ranks["reader"]) for e in ranked] == [
        (sure.evidence.start, 0.9, 1),
        (unsure.evidence.start, 0.4, 2),
        (unread.evidence.start, 0.0, 3),
    ]
    assert all(e.scores["fused"] == 1.0 for e in ranked)


def test_passages_that_are_about_as_sure_stand_in_the_order_of_retrieval() -> None:
    storks = article()

    def passage(number: int, fused: float) -> Retrieved:
        own = storks.sentences[number]
        evidence = Evidence(storks.id, "", "", "", own.start, own.end, {"fused": fused}, {"fused": 1})
        return Retrieved(evidence, storks, (own,), np.zeros(1, dtype=np.float32), "", "")

    found = [passage(0, 0.2), passage(1, 0.9)]
    assert [e.ranks for e in rank_passages(found, read(0.62, 0.58, 0.0, 0.0), 4.0)] == [
        {"fused": 1, "reader": 2, "final": 1},
        {"fused": 1, "reader": 1, "final": 2},
    ]
    assert [e.ranks["final"] for e in rank_passages(found, read(0.99, 0.05, 0.0, 0.0), 4.0)] == [1, 2]
    assert rank_passages(found, read(0.99, 0.05, 0.0, 0.0), 4.0)[0].start == storks.sentences[0].start
    assert rank_passages(found, read(0.62, 0.58, 0.0, 0.0), 0.0)[0].start == storks.sentences[0].start


def test_passages_go_by_their_sentences_alone_and_not_by_what_others_speak_against_them() -> None:
    storks = article()
    own = [storks.sentences[0], storks.sentences[1]]
    evidence = [Evidence(storks.id, "", "", "", s.start, s.end, {"fused": f}, {"fused": 1}) for s, f in zip(own, (0.2, 0.9), strict=True)]
    found = [Retrieved(e, storks, (s,), np.zeros(1, dtype=np.float32), "", "") for e, s in zip(evidence, own, strict=True)]
    # Each is good by itself; beside each other neither is sure, which says nothing about which is the better one.
    judged = [ReadSentence(storks, "Nests", s, {"reader": 0.5 * p}, alone=p) for s, p in zip(own, (0.99, 0.9), strict=True)]
    assert [e.scores["reader"] for e in rank_passages(found, judged, 2.0)] == [0.495, 0.45]
    assert rank_passages(found, judged, 2.0)[0].start == own[0].start
    assert rank_passages(found, judged, 4.0)[0].start == own[1].start


def test_the_words_that_answer_are_told_for_sentences_that_do() -> None:
    class Pointing:
        name, thresholds = "pointing", {"lenient": 0.3, "normal": 0.5, "strict": 0.7}

        def read(self, question: str, candidates: Sequence[Candidate], limit: int | None = None) -> Judged:
            raise AssertionError("nothing is to be read again")

        def answer_words(self, question: str, candidate: Candidate) -> tuple[int, int] | None:
            return 0, len(candidate.sentence.split()[0])

    own = [replace(r, candidate=Candidate("", "", r.sentence.text, "")) for r in read(0.9, 0.2, 0.8, 0.7)]
    told = with_words("?", own, Pointing(), 0.5)
    assert [r.words is not None for r in told] == [True, True, True, False]
    answer = compose("?", told[:3], told, (), 1)
    assert [s.text[slice(*s.words)] for s in answer.sentences if s.words] == [s.text.split()[0] for s in answer.sentences]


def test_sentences_stand_in_reading_order_and_carry_their_works() -> None:
    ranked = read(0.7, 0.9, 0.1, 0.8)
    answer = compose("?", ranked[:3], ranked, (), 1)
    assert [s.text for s in answer.sentences] == [TEXTS[0], TEXTS[1], TEXTS[3]]
    assert [s.source for s in answer.sentences] == [s.number for s in answer.sources] == [1, 2, 3]
    assert answer.best is not None
    assert answer.best.text == TEXTS[1]
    assert answer.confidence == 0.9
    assert [s.references for s in answer.sources] == [("1",), ("2",), ("4",)]
    assert [s.works for s in answer.sources] == [(), (Reference("2", "Berg I. 2019."),), ()]


def test_a_refusal_says_so_and_offers_what_is_related() -> None:
    ranked = read(0.4, 0.3, 0.2, 0.1)
    answer = compose("?", [], ranked, (), 1)
    assert answer.declined
    assert answer.message == "The article does not answer this."
    assert [r.text for r in answer.related] == list(TEXTS[:3])
    assert compose("?", [], [], (), 3).message == "None of the 3 articles answers this."


def test_data_has_the_promised_keys_and_numbers() -> None:
    ranked = read(0.9, 0.3, 0.2, 0.1)
    data = answer_data(compose("?", ranked[:1], ranked, (), 1))
    assert {"declined", "confidence", "sentences", "sources", "related", "scores", "seconds"} <= data.keys()
    assert {"text", "source", "article", "start", "end", "references"} <= data["sentences"][0].keys()
    assert data["sentences"][0]["references"] == [1]
    json.dumps(data)


def gold(answerable: bool = True, evidence: tuple[str, ...] = ("212",), references: tuple[str, ...] = ("1",)) -> GoldQuestion:
    return GoldQuestion("q", "?", answerable, evidence, references)


def answered(*sentences: tuple[str, str]) -> Answer:
    shown = tuple(AnswerSentence(text, n, "a", 0, 1, (label,), {}) for n, (text, label) in enumerate(sentences, start=1))
    candidates = tuple(Related("a", "", "", text, 0, 1, (), {}) for text, _ in sentences)
    return Answer("?", not shown, 0.9, sentences=shown, best=shown[0] if shown else None, candidates=candidates)


def test_outcomes_are_judged_and_counted() -> None:
    judgements = [
        judge(gold(), answered(("on 212 roofs", "1"))),
        judge(gold(), answered(("no roofs", "5"), ("on 212 roofs", "2"))),
        judge(gold(), answered()),
        judge(gold(), answered(("none", "1"))),
        judge(gold(answerable=False), answered()),
        judge(gold(answerable=False), answered(("on 212 roofs", "1"))),
    ]
    counts = {name: (figure.count, figure.n) for name, figure in figures(judgements).items()}
    assert (
        counts.items()
        >= {
            "hit_at_1": (1, 4),
            "hit_at_3": (2, 4),
            "first_right": (1, 4),
            "shown_right": (2, 4),
            "references_right": (1, 4),
            "answered": (3, 4),
            "declined_right": (1, 2),
            "answered_wrongly": (2, 6),
            "wrong_when_answered": (2, 4),
        }.items()
    )
    assert [bool(j.miss) for j in judgements] == [False, True, True, True, False, True]


@pytest.mark.parametrize("line", ["not json", "[1]", '{"question": "?"}', '{"answerable": true}'])
def test_a_broken_question_file_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "Why?", "answerable": false}\n' + line, encoding="utf-8")
    with pytest.raises(InputError, match="Line 2"):
        read_questions(file)
    with pytest.raises(InputError, match="cannot be read"):
        read_questions(tmp_path / "nothing")


def test_the_shipped_questions_can_be_answered_from_the_shipped_article(shipped: Article) -> None:
    for question in read_questions(DATA / "corpus-questions.jsonl").questions:
        if question.answerable:
            holding = [s for s in shipped.sentences if all(e.lower() in s.text.lower() for e in question.evidence)]
            assert holding, question
            assert not question.references or any(s.references == question.references for s in holding), question


def test_models_that_cannot_be_loaded_are_told(tmp_path: Path, shipped_file: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        Engine.open(tmp_path / "library", Config(encoder=str(tmp_path))).add(shipped_file)


def test_the_shipped_engine_answers_and_declines(tmp_path: Path, shipped_file: Path) -> None:
    engine = Engine.open(tmp_path / "library")
    engine.add(shipped_file)
    answer = engine.ask("What share of patients improved with hyperbaric oxygen?")
    assert answer.best is not None
    assert "58%" in answer.best.text
    assert answer.best.references == ("20",)
    assert {"encode", "retrieve", "read", "total"} == answer.seconds.keys()
    assert {"dense", "lexical", "fused", "sentence", "reader"} == answer.scores.keys()
    ranked = answer.passages
    assert [p.ranks["final"] for p in ranked] == list(range(1, len(ranked) + 1))
    assert [p.scores["final"] for p in ranked] == sorted((p.scores["final"] for p in ranked), reverse=True)
    assert answer.best.words is not None
    assert "58%" in answer.best.text[slice(*answer.best.words)]
    assert ranked[0].scores["reader"] == answer.scores["reader"]
    assert answer.best.text in ranked[0].text
    assert engine.search("What share of patients improved with hyperbaric oxygen?", limit=3) == list(ranked[:3])
    declined = engine.ask("What is the capital of France?")
    assert declined.declined
    assert declined.related
    assert not declined.sentences
    assert "Joey Kim" in engine.ask("Who wrote this article?").sentences[0].text
    for unnamed in ("when?", "What is it?"):
        assert engine.ask(unnamed).declined
        assert "say what it is about" in engine.ask(unnamed).message
