"""What the page shows of a question's way is safe, and in the order of the stages."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.exploration.explain import STAGES, explain
from qa.page import explained, plots

HOSTILE = "<script>alert(1)</script> & {x} storks"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("explained")
    text = "\n\n".join(
        (
            "# Storks &lt;b&gt; of the town",
            "## Roofs &lt;i&gt;",
            "Forty storks nest on the roofs of the old town, where &lt;img src=x&gt; is painted. They came back in March of last year. "
            "People count their nests each spring and write the numbers into a book that is kept in the town hall.",
            "## Winter",
            "Storks winter in Africa, south of the great desert. The journey takes them many weeks. Some stay in Spain, where "
            "they find food on the fields all the year round. Young birds fly farther than old ones.",
        )
    )
    (folder / "storks.md").write_text(text, encoding="utf-8")
    engine = Engine.open(folder / "library")
    engine.add(folder / "storks.md")
    return engine


def test_the_pictures_have_a_bar_and_a_place_for_each_passage_and_stage(engine: Engine) -> None:
    way = explain(engine, "Where do storks winter?")
    bars = plots.scores(way)
    assert [trace.x[0] for trace in bars.data] == [way.passages[0].evidence.scores[stage] for stage in way.stages]
    assert [a.text for a in bars.layout.annotations] == [STAGES[stage][0] for stage in way.stages]
    lines = plots.orders(way).data
    assert len(lines) == len(way.passages)
    for places in zip(*(line.y for line in lines), strict=True):
        assert min(places) == 1


def test_the_map_shows_every_passage_and_the_question(engine: Engine) -> None:
    way = explain(engine, "Where do storks winter?")
    drawn = plots.passage_map(way)
    assert sum(len(trace.x) for trace in drawn.data) == way.n_passages + 1
    assert drawn.data[-1].name == "your question"


def test_nothing_of_a_text_or_a_question_is_taken_for_html(engine: Engine, tmp_path: Path) -> None:
    way = explain(engine, HOSTILE)
    told = explained.way(way) + explained.compared(way, explain(engine.under(replace(engine.config, dense_weight=1.0)), HOSTILE))
    drawn = plots.scores(way).to_json() + plots.orders(way).to_json() + plots.passage_map(way).to_json()
    assert "{x}" not in told
    for hostile in ("<script", "<img", "<i>"):
        assert hostile not in told
        assert hostile not in drawn.replace("\\u003c", "<")
    assert "storks" in told


def test_other_settings_tell_where_a_passage_was(engine: Engine) -> None:
    one = explain(engine, "Where do storks winter?")
    turned = replace(one, passages=one.passages[::-1])
    assert "(was 2)" in explained.compared(one, turned)
    assert "(new)" in explained.compared(replace(one, passages=one.passages[:1]), turned)
