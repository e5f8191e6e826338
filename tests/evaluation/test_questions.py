"""Question files of both formats are read as they are; what is neither is told in one sentence."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.errors import InputError
from qa.evaluation.questions import read_questions
from qa.evaluation.questions.gold import GoldQuestion
from qa.evaluation.questions.squad import read_squad

CONTEXT = (
    "Storks in Poland\n\nStorks nest on roofs  in\nPoland.1 They eat frogs [2, 3] and mice.\n\n"
    "In winter they fly to Africa [4]. Storks nest on cliffs there. Few stay."
)


def squad(*answers: str, context: str = CONTEXT, occurrence: int = 0, **more: Any) -> dict[str, Any]:
    """A set of one question; each answer stands where the context has it for the (occurrence + 1)th time."""
    starts = []
    for answer in answers:
        start = -1
        for _ in range(occurrence + 1):
            start = context.index(answer, start + 1)
        starts.append(start)
    gold = [{"text": answer, "answer_start": start} for answer, start in zip(answers, starts, strict=True)]
    qa = {"id": "q", "question": "What of the storks?", "answers": gold, **more}
    return {"data": [{"title": "White_stork", "paragraphs": [{"context": context, "qas": [qa]}]}]}


def located(*answers: str, **more: Any) -> list[str]:
    found = read_squad(squad(*answers, **more), Path("storks.json"))
    (article,), (question,) = found.articles, found.questions
    assert question.article == article.id
    return [article.text[start:end] for start, end in question.spans]


def test_a_context_becomes_an_article_of_our_own_sentences() -> None:
    (article,) = read_squad(squad("frogs"), Path("storks.json")).articles
    body = [s.text for section in article.sections if section.kind == "body" for s in section.sentences]
    assert article.title == "White stork"
    assert body[1:3] == ["Storks nest on roofs in Poland.", "They eat frogs and mice."]
    assert [s.references for s in article.sentences if "frogs" in s.text] == [("2", "3")]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("roofs  in\nPoland", "roofs in Poland"),
        ("roofs  in\nPoland.1 They", "roofs in Poland. They"),
        ("eat frogs [2, 3] and", "eat frogs and"),
        ("mice.\n\nIn winter", "mice.\n\nIn winter"),
        (" Few stay.", "Few stay."),
    ],
)
def test_an_answer_is_located_though_white_space_and_markers_change(answer: str, text: str) -> None:
    (found,) = located(answer)
    assert " ".join(found.split()) == " ".join(text.split())


def test_answers_are_located_in_a_context_that_cites_by_names_and_round_numbers() -> None:
    cited = "".join(
        f"Storks of place {n} nest on roofs (Holm and Berg, 20{n}; Lee et al., 20{n}a), as others saw ({n}, {n + 1}). "
        for n in range(10, 40)
    )
    context = cited + "Last, they eat frogs. " + cited
    qas = [{"id": "1", "question": "What do they eat?", "answers": [{"text": "they eat frogs", "answer_start": context.index("they eat")}]}]
    found = read_squad({"data": [{"title": "Storks", "paragraphs": [{"context": context, "qas": qas}]}]}, Path("storks.json"))
    ((start, end),) = found.questions[0].spans
    assert found.articles[0].text[start:end] == "they eat frogs"


def test_of_several_places_the_one_meant_is_taken() -> None:
    for occurrence, following in enumerate((" roofs", " cliffs")):
        found = read_squad(squad("Storks nest on", occurrence=occurrence), Path("storks.json"))
        ((_, end),) = found.questions[0].spans
        assert found.articles[0].text[end:].startswith(following)


PLAIN = CONTEXT.replace(".1 ", ". ").replace(" [2, 3]", "").replace(" [4]", "")


@given(st.integers(0, len(PLAIN) - 1), st.integers(1, 40))
def test_any_words_of_a_context_are_located_in_its_article(start: int, n_chars: int) -> None:
    text = PLAIN[start : start + n_chars]
    assume(text.strip())
    data = squad(context=PLAIN, answers=[{"text": text, "answer_start": start}])
    found = read_squad(data, Path("storks.json"))
    ((first, last),) = found.questions[0].spans
    assert "".join(found.articles[0].text[first:last].split()) == "".join(text.split())


def test_any_of_several_gold_answers_is_kept_and_each_place_once() -> None:
    assert located("frogs", "frogs", "eat frogs") == ["frogs", "eat frogs"]


def test_an_answer_that_is_not_near_its_offset_is_not_located() -> None:
    data = squad("frogs", context=CONTEXT + " Nothing of that kind is told of cranes." * 40)
    answer = data["data"][0]["paragraphs"][0]["qas"][0]["answers"][0]
    answer["answer_start"] = 1500
    (question,) = read_squad(data, Path("storks.json")).questions
    assert question.answerable
    assert not question.is_located


def test_impossible_questions_are_unanswerable() -> None:
    (question,) = read_squad(squad(is_impossible=True), Path("storks.json")).questions
    assert not question.answerable
    assert question.is_located


def test_contexts_that_are_the_same_are_one_article() -> None:
    data = squad("frogs")
    data["data"] *= 2
    found = read_squad(data, Path("storks.json"))
    assert len(found.articles) == 1
    assert [q.article for q in found.questions] == [found.articles[0].id] * 2


def test_gzip_and_plain_files_of_both_formats_are_read_alike(tmp_path: Path) -> None:
    contents = {"squad.json": json.dumps(squad("frogs")), "lines.jsonl": '{"question": "Why?", "answerable": false}\n' * 2}
    for name, content in contents.items():
        plain, packed = tmp_path / name, tmp_path / f"{name}.gz"
        plain.write_text(content, encoding="utf-8")
        packed.write_bytes(gzip.compress(content.encode()))
        assert read_questions(plain).questions == read_questions(packed).questions
        assert bool(read_questions(plain).articles) == (name == "squad.json")


def test_a_line_tells_evidence_and_references(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('\n{"question": "How many\u2028 roofs?", "answerable": true, "evidence": ["212"], "references": [4]}', encoding="utf-8")
    assert read_questions(file).questions == (GoldQuestion("2", "How many roofs?", True, ("212",), ("4",)),)


def test_a_sample_is_seeded_and_keeps_the_order(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(f'{{"id": {n}, "question": "Why {n}?", "answerable": false}}\n' for n in range(50)), encoding="utf-8")
    whole = read_questions(file)
    chosen = [int(q.id) for q in whole.sample(10, seed=1).questions]
    assert chosen == sorted(chosen) == [int(q.id) for q in whole.sample(10, seed=1).questions]
    assert chosen != [int(q.id) for q in whole.sample(10, seed=2).questions]
    assert whole.sample(99, seed=1) == whole


def broken(**change: Any) -> str:
    data = squad("frogs")
    data["data"][0]["paragraphs"][0]["qas"][0].update(change)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no questions"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'[{"question": "Why?"}]', "Line 1"),
        (b'{"question": "Why?", "answerable": "no"}', "Line 1"),
        (b'{"question": "Why?", "answerable": true, "evidence": "212"}', "Line 1"),
        (b'{"question": " ", "answerable": true}', "Line 1 .* question is empty"),
        (b"[" * 100_000, "Line 1"),
        (gzip.compress(b"{}" * 1000)[:-12], "damaged or cut off"),
        (b"\x1f\x8bnonsense", "damaged or cut off"),
        (b'{"data": []}', "holds no questions"),
        (b'{"data": [1]}', r'data\[0\] .* no "paragraphs"'),
        (b'{"data": [{"paragraphs": [{"qas": []}]}]}', r'paragraphs\[0\] in data\[0\] .* no "context"'),
        (b'{"data": [{"paragraphs": [{"context": " ", "qas": []}]}]}', "empty context"),
        (broken(question=None).encode(), r'qas\[0\] .* no "question"'),
        (broken(question="?").encode(), "no words"),
        (broken(answers=[{"text": "frogs", "answer_start": "4"}]).encode(), 'no "answer_start" that is a whole number'),
        (broken(answers=[{"text": "frogs", "answer_start": 4000}]).encode(), "starts at 4000"),
        (broken(answers=[{"text": "frogs", "answer_start": -1}]).encode(), "starts at -1"),
        (broken(answers=[{"text": " ", "answer_start": 1}]).encode(), "is empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_in_neither_format_is_told_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "questions"
    file.write_bytes(content)
    with pytest.raises(InputError, match=said) as told:
        read_questions(file)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_questions(path)
