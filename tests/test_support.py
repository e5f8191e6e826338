"""A claim finds the sentence that supports it; one that says something else finds none."""

import json
from pathlib import Path

import pytest

from qa.article import Article
from qa.cli.main import main
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.claims import evaluate_claims, figures, read_claims
from qa.formats.citing import citation_text
from qa.page.supporting import supports
from qa.verification.figures import figures_agree
from qa.verification.opposites import contrary
from tests.conftest import DATA, NO_READER

CLAIMS = DATA / "claims.jsonl"
HELD_OUT = DATA / "claims-held-out.jsonl"
WALKING = DATA / "claims-article.md"
HOSTILE = '<img src=x onerror="alert(1)"> [a](javascript:alert(2)) ${alert(3)} {{value}} \u202egnp.exe'
SLEEP = "Their total sleep increased by 38 minutes a night"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, shipped_file: Path) -> Engine:
    """A library with the shipped article and the one that is made up for claims."""
    engine = Engine.open(tmp_path_factory.mktemp("claims") / "library", NO_READER)
    engine.add(shipped_file)
    engine.add(WALKING)
    return engine


@pytest.fixture(scope="module")
def walking(engine: Engine) -> Article:
    return engine.article(engine.meant("Night Walking"))


def test_a_claim_finds_the_sentence_that_says_it_with_the_works_cited_there(engine: Engine, walking: Article) -> None:
    (part,) = engine.support("Falls were recorded in 4 percent of walkers.").parts
    best = part.sentences[0]
    assert best.text.startswith("Falls were recorded in 4% of walkers")
    assert walking.text[best.start : best.end] == best.text
    assert best.section == "Results"
    assert best.references == ("5", "6")
    assert [work.raw for work in best.works] == [
        "Marsh K. Counting falls. J Inv Med. 2013;6:5-8.",
        "Olsen R. Falls at night. J Inv Med. 2014;7:91-96.",
    ]
    assert 0 < best.strength <= 1


@pytest.mark.parametrize(
    "claim",
    [
        "Falls were recorded in 40% of walkers.",
        "Falls were recorded in 9% of walkers.",
        "Blood pressure rose slightly in both groups.",
        "Snoring was affected.",
        "Melatonin was measured.",
        "Calciphylaxis is well understood.",
        "Sodium thiosulfate raises ionized calcium for a short time.",
        "All cases of calciphylaxis in patients with lupus ended in death from severe infection.",
        "Only sodium thiosulfate is the drug used most often.",
        "The capital of France is Paris.",
        "Calcium.",
    ],
)
def test_what_no_article_says_finds_no_support_and_is_not_called_false(engine: Engine, claim: str) -> None:
    found = engine.support(claim)
    assert not found.supported
    assert found.parts[0].sentences == ()
    assert found.parts[0].message.startswith("No support found. This does not mean that the claim is contradicted")


def test_each_sentence_of_a_claim_is_supported_by_itself(engine: Engine) -> None:
    found = engine.support(
        "Snoring was not affected. Melatonin was measured in all of them. The diagnosis of calciphylaxis is made on clinical grounds."
    )
    assert [bool(part.sentences) for part in found.parts] == [True, False, True]
    assert not found.supported


def test_only_the_chosen_articles_are_looked_in(engine: Engine, walking: Article, shipped: Article) -> None:
    claim = "The diagnosis of calciphylaxis is made on clinical grounds."
    assert engine.support(claim, [shipped.id]).supported
    assert not engine.support(claim, [walking.id]).supported


def test_a_name_that_the_article_abbreviates_counts_for_the_abbreviation(engine: Engine) -> None:
    assert engine.support("Calcium, phosphate and PTH levels belong in the workup.").supported


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("", "no words"),
        ("   ?! 12", "no words"),
        ("x" * 100_000, "100,000 characters"),
        ("It is so. " * 60, "60 sentences"),
        ("Это так.", "Cyrillic"),
        ("two " * 450, "450 words"),
    ],
)
def test_what_cannot_be_looked_up_is_told_in_one_sentence(engine: Engine, claim: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        engine.support(claim)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("It fell by 40%.", "It fell by 40 percent."),
        ("Eight weeks were enough.", "It took 8 weeks."),
        ("It took two weeks.", "It took one or two weeks."),
        ("There were 1,200 cases.", "They saw 1200 cases."),
        ("Over 51 cases are known.", "It was reported in more than 51 cases."),
        ("It hurt.", "It hurt for 3 days."),
        ("Of them 9% were men.", "There were 4% women and 9% men."),
    ],
)
def test_the_same_numbers_agree_however_they_are_written(claim: str, sentence: str) -> None:
    assert figures_agree(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("It fell by 60%.", "It fell by 40%."),
        ("It took two weeks.", "It took two days."),
        ("It took 8 mg.", "It took 8 patients."),
        ("Fewer than 51 cases are known.", "Over 51 cases are known."),
        ("More than 58% improved.", "58% of the patients improved."),
        ("Of them 4% were men.", "There were 4% women and 9% men."),
        ("There were 12 cases.", "There were cases."),
    ],
)
def test_other_numbers_units_and_bounds_do_not_agree(claim: str, sentence: str) -> None:
    assert not figures_agree(claim, sentence)


def test_the_contrary_is_told_by_what_stands_around_it() -> None:
    sentence = "sodium thiosulfate lowers ionized calcium and increases calcium excretion".split()
    assert contrary("thiosulfate raises ionized calcium".split(), sentence)
    assert not contrary("thiosulfate reduces ionized calcium".split(), sentence)
    assert not contrary("it raises calcium excretion".split(), sentence)
    assert not contrary("the sky is blue".split(), sentence)


def test_a_citation_to_copy_names_the_article_and_the_works(engine: Engine, walking: Article) -> None:
    best = engine.support("Their total sleep increased by 38 minutes a night.").parts[0].sentences[0]
    lines = citation_text(best, walking).split("\n")
    assert lines[0].startswith(f"“{SLEEP}")
    assert lines[1] == (
        "— Ada Quist, MD; Tomas Verne, PhD. Night Walking and Sleep in Older Adults. Journal of Invented Studies, March 3, 2021. Results."
    )
    assert lines[2:] == ["Cited there:", "4. Lund P. Total sleep time in trials. Sleep Inv. 2012;9:77-81."]


def test_a_citation_to_copy_says_which_works_this_copy_does_not_name(engine: Engine, shipped: Article) -> None:
    best = engine.support("In some cases a bone scan shows the calcification of soft tissue.").parts[0].sentences[0]
    assert citation_text(best, shipped).endswith("Cited there, but not in the reference list of this copy: 8, 9.")


def test_what_the_page_shows_of_a_hostile_claim_and_article_is_only_text(tmp_path: Path) -> None:
    saved = tmp_path / "hostile.md"
    saved.write_text(f"# {HOSTILE}\n\n" + "The zebra slept soundly after ${alert(3)} and {{value}}. " + "It is so. " * 20, encoding="utf-8")
    own = Engine.open(tmp_path / "library", NO_READER)
    own.add(saved)
    shown = supports(own, "The zebra slept soundly.", []) + supports(own, HOSTILE, [])
    assert "<blockquote>" in shown
    for sign in ("<img", "${", "{{", "\u202e"):
        assert sign not in shown
    assert 'class="error"' in supports(own, "", [])


def test_the_command_line_prints_the_support_or_that_there_is_none(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    library = str(engine.library.folder)
    assert main(["support", "Snoring was not affected by it.", "--library", library]) == 0
    assert "“Snoring was not affected.”" in capsys.readouterr().out
    assert main(["support", "Paris is in France.", "--library", library]) == 0
    assert "No support found." in capsys.readouterr().out
    assert main(["support", "Falls were recorded in 4% of walkers.", "--json", "--library", library]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["supported"]
    assert data["parts"][0]["sentences"][0]["references"] == [5, 6]
    assert data["parts"][0]["sentences"][0]["works"][0]["title"] == "Counting falls"
    assert main(["support", "", "--library", library]) == 2
    assert "The claim has no words" in capsys.readouterr().err


@pytest.mark.parametrize("file", [CLAIMS, HELD_OUT], ids=["the half that chose the settings", "the half that did not"])
def test_our_claims_are_supported_more_rightly_than_by_the_cosine_alone(
    engine: Engine, walking: Article, shipped: Article, file: Path
) -> None:
    report = evaluate_claims("claims", read_claims(file), engine, {"corpus": shipped.id, "walking": walking.id})
    ours, rival = figures(report), figures(report, rival=True)
    assert ours["precision"].value >= 0.85
    assert ours["precision"].value > rival["precision"].value
    assert ours["recall"].value >= 0.5


def test_every_claim_of_our_file_that_has_support_names_sentences_of_its_article(walking: Article, shipped: Article) -> None:
    texts = {"corpus": shipped.text, "walking": walking.text}
    for claim in [*read_claims(CLAIMS), *read_claims(HELD_OUT)]:
        assert bool(claim.evidence) == (claim.kind == "supported")
        assert all(part in texts[claim.article] for part in claim.evidence), claim.id


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"claim": ""}', '{"claim": "It was so. It was not.", "article": "x"}', '{"claim": "A", "evidence": "x", "article": "x"}'],
)
def test_a_line_that_is_no_claim_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match="Line 1 of"):
        read_claims(file)
