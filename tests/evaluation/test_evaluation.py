"""A question set comes out as figures that follow from the answers, for the product and its rivals alike."""

import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from qa.answer import Answer, AnswerSentence, Related
from qa.article import Article
from qa.cli.main import main
from qa.config import Config
from qa.encoder import Encoder
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.baselines import OVERLAP_CHARS, WINDOW_CHARS, windows_of
from qa.evaluation.judging import figures, judge, rank
from qa.evaluation.measure import Report, all_asks, measure
from qa.evaluation.plots import check_plot_path, plot
from qa.evaluation.questions.gold import GoldQuestion, QuestionSet
from qa.evaluation.questions.squad import read_squad
from qa.evaluation.reporting import report_data
from qa.library import Library

TEXTS = {
    "Storks": (
        "The white stork nests on the roofs of farmhouses. A pair raises three or four young in a good year.\n\n"
        "It feeds on frogs [1], mice and large insects. In August the storks leave for Africa. "
        "They cross the Bosporus because warm air rises over land only."
    ),
    "Lighthouses": (
        "The first lighthouse of the bay was built in 1842 by the engineer Anna Berg. Its lamp burned rape oil.\n\n"
        "The tower is 31 metres high. The keeper wound the clockwork every four hours. It was automated in 1978."
    ),
    "Cheese": (
        "The cheese ripens for nine months in a cellar of sandstone. Its rind is washed with brine twice a week.\n\n"
        "Only milk of cows that graze above 1,200 metres is used. The wheels weigh about thirty kilograms."
    ),
}
ASKED = {
    "Storks": (("Where does the white stork nest?", "roofs of farmhouses"), ("What does it feed on?", "frogs [1], mice and large insects")),
    "Lighthouses": (("Who built the first lighthouse of the bay?", "Anna Berg"), ("How high is the tower?", "31 metres")),
    "Cheese": (("How long does the cheese ripen?", "nine months"), ("How much do the wheels weigh?", "about thirty kilograms")),
}


def squad(impossible: bool = False) -> dict[str, Any]:
    data: list[dict[str, Any]] = []
    for title, context in TEXTS.items():
        qas: list[dict[str, Any]] = [
            {"id": f"{title} {n}", "question": q, "answers": [{"text": a, "answer_start": context.index(a)}], "is_impossible": False}
            for n, (q, a) in enumerate(ASKED[title])
        ]
        if impossible:
            qas.append({"id": f"{title} x", "question": "What is the capital of France?", "answers": [], "is_impossible": True})
        data.append({"title": title, "paragraphs": [{"context": context, "qas": qas}]})
    return {"data": data}


def question_set(impossible: bool = False) -> QuestionSet:
    return read_squad(squad(impossible), Path("tiny.json"))


def measured(tmp_path: Path, encoder: Encoder, within: Any, questions: QuestionSet) -> Report:
    engine = Engine(Library(tmp_path / "library", encoder.fingerprint), encoder, Config())
    return measure(questions, engine, tmp_path, within)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Report:
    return measured(tmp_path_factory.mktemp("within-article"), encoder, "article", question_set())


def gold(*spans: tuple[int, int], article: str = "storks") -> GoldQuestion:
    return GoldQuestion("q", "?", True, article=article, spans=spans)


def place(start: int, end: int, article: str = "storks") -> Related:
    return Related(article, "", "", "x" * (end - start), start, end, (), {})


def test_a_place_contains_a_span_that_lies_inside_it_in_the_right_article() -> None:
    assert rank([place(0, 10)], gold((2, 10))) == 1
    assert rank([place(0, 10)], gold((2, 11))) == 0
    assert rank([place(3, 10)], gold((2, 10))) == 0
    assert rank([place(0, 10, "lighthouse"), place(0, 10)], gold((2, 4))) == 2
    assert rank([place(0, 10), place(20, 30)], gold((90, 99), (21, 22))) == 2
    assert rank([place(0, 10)], gold()) == 0


def test_a_span_over_two_sentences_is_contained_in_both_shown_but_in_neither_alone() -> None:
    def shown(*spans: tuple[int, int]) -> Answer:
        sentences = tuple(AnswerSentence("", n, "storks", a, b, (), {}) for n, (a, b) in enumerate(spans, start=1))
        return Answer("?", False, 0.9, sentences=sentences, best=sentences[0], candidates=tuple(place(a, b) for a, b in spans))

    over_both = gold((5, 18))
    both = judge(over_both, shown((0, 10), (11, 20)))
    assert (both.shown_right, both.first_right, both.sentence_rank) == (True, False, 0)
    assert judge(over_both, shown((11, 20), (0, 10))).shown_right
    assert not judge(over_both, shown((0, 10), (14, 20))).shown_right
    assert not judge(over_both, shown((6, 10), (11, 20))).shown_right


def test_strings_of_evidence_may_stand_in_several_places() -> None:
    roofs, frogs = Related("a", "", "", "On ROOFS.", 0, 9, (), {}), Related("a", "", "", "Of frogs.", 10, 19, (), {})
    both = GoldQuestion("q", "?", True, evidence=("roofs", "frogs"))
    assert rank([roofs, frogs], both) == 2
    assert rank([roofs], both) == 0


def test_a_refusal_of_what_has_no_answer_is_right_and_an_answer_is_wrong() -> None:
    nowhere = GoldQuestion("q", "?", False, article="storks")
    answer = Answer("?", False, 0.9, sentences=(AnswerSentence("", 1, "storks", 0, 9, (), {}),), candidates=(place(0, 9),))
    judged = [judge(nowhere, answer, 0), judge(nowhere, Answer("?", True, 0.1), 1), judge(gold((0, 5)), answer, 2)]
    found = figures(judged)
    assert (found["declined_right"].count, found["declined_right"].n) == (1, 2)
    assert (found["wrong_when_answered"].count, found["wrong_when_answered"].n) == (1, 2)
    assert (found["answered"].count, found["answered"].n) == (1, 1)
    assert found["answerability.auroc"].value == 0.75
    assert found["references_right"].n == found["seconds"].n == 0


def test_without_impossible_questions_each_is_also_asked_of_another_article() -> None:
    questions = question_set()
    asks, said = all_asks(questions, "article")
    own, elsewhere = asks[0::2], asks[1::2]
    assert "another article" in said
    assert [a.number for a in own] == [a.number for a in elsewhere] == list(range(6))
    assert all(a.articles == (a.gold.article,) and a.gold.answerable for a in own)
    assert all(len(a.articles) == 1 and not a.gold.answerable for a in elsewhere)
    assert all(a.articles != b.articles for a, b in zip(own, elsewhere, strict=True))
    assert (asks, said) == all_asks(questions, "article")


def test_over_a_library_a_question_is_also_asked_of_all_articles_but_its_own() -> None:
    asks, said = all_asks(question_set(), "library")
    assert "all articles but its own" in said
    assert all(a.articles == () for a in asks[0::2])
    assert all(len(a.articles) == 2 and o.gold.article not in a.articles for o, a in zip(asks[0::2], asks[1::2], strict=True))


def test_impossible_questions_of_the_file_are_taken_instead() -> None:
    asks, said = all_asks(question_set(impossible=True), "article")
    assert said == "those of the file"
    assert len(asks) == 9
    assert sum(not ask.gold.answerable for ask in asks) == 3


def test_windows_cover_the_body_and_overlap(shipped: Article) -> None:
    windows = windows_of(shipped)
    body = [s for section in shipped.sections if section.kind == "body" for s in section.sentences]
    assert (windows[0].start, windows[-1].end) == (body[0].start, body[-1].end)
    assert all(WINDOW_CHARS / 2 < len(w.text) <= WINDOW_CHARS for w in windows[:-1])
    assert all(one.end - other.start == OVERLAP_CHARS for one, other in pairwise(windows))
    assert all(w.text == shipped.text[w.start : w.end] for w in windows)


def test_every_system_finds_what_is_said_in_so_many_words(report: Report) -> None:
    assert [m.system.name for m in report.measured] == ["ours", "no_reader", "dense", "bm25", "windows"]
    assert (report.n_questions, report.n_articles, report.n_not_located) == (6, 3, 0)
    for m in report.measured:
        assert m.figures["passage.contain@5"].count == m.figures["passage.contain@5"].n == 6, m.system.name
        assert m.figures["answerability.auroc"].value > 0.5, m.system.name
        assert m.figures["seconds"].value > 0
    ours = report.measured[0].figures
    assert ours["sentence.contain@3"].count >= 5
    assert ours["answerability.auroc"].n == ours["ece"].n == ours["risk_coverage.area"].n == 12


def test_deeper_is_never_worse_and_intervals_hold_their_values(report: Report) -> None:
    for m in report.measured:
        for kind in ("passage", "sentence"):
            depths = [m.figures[f"{kind}.contain@{k}"].value for k in (1, 3, 5) if f"{kind}.contain@{k}" in m.figures]
            assert depths == sorted(depths)
        assert all(f.low <= f.value <= f.high for f in m.figures.values() if f.n)


def test_what_would_mean_nothing_for_a_system_is_not_told(report: Report) -> None:
    told = {m.system.name: set(m.figures) for m in report.measured}
    assert "ece" not in told["bm25"]
    assert told["windows"] == {"passage.contain@1", "passage.contain@3", "passage.contain@5", "mrr", "answerability.auroc", "seconds"}


def test_in_one_library_only_the_right_article_counts(tmp_path: Path, encoder: Encoder) -> None:
    questions = question_set(impossible=True)
    found = measured(tmp_path, encoder, "library", questions).measured[0]
    answerable = [j for j in found.judgements if j.gold.answerable]
    assert {e.article for e in answerable[0].answer.passages} == {a.id for a in questions.articles}
    for j in answerable:
        assert not j.passage_rank or j.answer.passages[j.passage_rank - 1].article == j.gold.article
    assert found.figures["declined_right"].n == 3


def test_a_question_that_is_refused_as_such_counts_as_declined(tmp_path: Path, encoder: Encoder) -> None:
    questions = question_set()
    russian = GoldQuestion("r", "Где гнездится аист?", False, article=questions.articles[0].id)
    found = measured(tmp_path, encoder, "article", QuestionSet("tiny", (russian,), questions.articles[:1])).measured[0]
    assert found.judgements[0].answer.declined
    assert "Cyrillic" in found.judgements[0].answer.message


def test_a_picture_is_drawn(report: Report, tmp_path: Path) -> None:
    for suffix, start in ((".png", b"\x89PNG"), (".svg", b"<?xml")):
        file = tmp_path / f"plot{suffix}"
        plot(report, file)
        assert file.read_bytes().startswith(start)
    for wrong in (tmp_path / "plot.doc", tmp_path / "nowhere" / "plot.png"):
        with pytest.raises(InputError):
            check_plot_path(wrong)


def test_the_report_as_data_has_its_promised_keys(report: Report) -> None:
    data = json.loads(json.dumps(report_data(report), allow_nan=False))
    keys = {f"{kind}.contain@{k}" for kind in ("passage", "sentence") for k in (1, 3, 5)}
    keys |= {"answer.contain", "mrr", "answerability.auroc", "answered", "wrong_when_answered", "ece", "risk_coverage.area", "seconds"}
    assert keys <= data.keys()
    assert all(data[key].keys() >= {"value", "low", "high", "n"} for key in keys)
    assert data["references_right"]["value"] is None
    assert data["baselines"].keys() == {"no_reader", "dense", "bm25", "windows"}


def test_the_product_is_measured_without_each_of_its_parts(tmp_path: Path, encoder: Encoder) -> None:
    engine = Engine(Library(tmp_path / "library", encoder.fingerprint), encoder, Config())
    report = measure(question_set(), engine, tmp_path, "article", ablations=True)
    assert [m.system.name for m in report.measured] == [
        "ours",
        "no_lexical",
        "no_dense",
        "no_reader",
        "no_equivalents",
        "half_read",
        "no_fused_order",
    ]
    ours, no_lexical, no_dense, no_reader, *_ = [[p for j in m.judgements for p in j.answer.passages] for m in report.measured]
    assert all(p.ranks["fused"] == p.ranks["dense"] for p in no_lexical)
    assert all(p.ranks["fused"] == p.ranks["lexical"] for p in no_dense)
    assert all("final" in p.ranks for p in ours)
    assert not any("final" in p.ranks for p in no_reader)


def test_a_compressed_set_is_measured_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, picture = tmp_path / "tiny.json.gz", tmp_path / "plot.png"
    file.write_bytes(gzip.compress(json.dumps(squad()).encode()))
    assert main(["eval", str(file), "--json", "--limit", "2", "--plot", str(picture)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["n_questions"], data["passage.contain@5"]["n"], data["answerability.auroc"]["n"]) == (2, 2, 4)
    assert "another article" in data["unanswerable"]
    assert picture.is_file()
    assert main(["eval", str(file), "--within", "library"]) == 0
    shown = capsys.readouterr().out
    assert "6 questions, 3 article(s), each within the library" in shown
    assert "all articles but its own" in shown
    assert "windows: 1000-character windows" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tiny.json", "--article", "tiny.json"], "brings its own articles"),
        (["tiny.json", "--library", "."], "brings its own articles"),
        (["tiny.json", "--plot", "plot.doc"], "must end in"),
        (["lines.jsonl", "--within", "article"], "brings no articles"),
        (["lines.jsonl", "--article", "tiny.json", "--library", "."], "not both"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_that_do_not_go_together_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (tmp_path / "tiny.json").write_text(json.dumps(squad()), encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text('{"question": "Why?", "answerable": false}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["eval", *arguments]) == 2
    assert said in capsys.readouterr().err
