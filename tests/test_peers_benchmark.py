"""The benchmark of peers says what it measured: medians, ratios to ours, and who failed."""

from pathlib import Path

from benchmarks.peers.report import plot, table
from benchmarks.peers.rounds import Samples
from benchmarks.peers.systems import SYSTEMS

SIZES = {"n_sentences": 100, "n_chars": 1000}


def samples(seconds: list[float], n_passages: float, questions: list[float]) -> dict[str, list[float]]:
    return {"ingest": seconds, "n_passages": [n_passages] * len(seconds), "questions": questions, "cold": [1.0]}


def row(of: str, title: str) -> list[str]:
    return next([cell.strip() for cell in line.split("|")[2:-1]] for line in of.splitlines() if line.startswith(f"| {title}"))


def test_the_table_gives_medians_and_how_many_times_better_ours_is() -> None:
    made = table(
        {
            "ours": Samples(SYSTEMS["ours"], samples([1, 2, 9], 20, [0.010, 0.020, 0.030])),
            "txtai": Samples(SYSTEMS["txtai"], samples([4], 30, [0.010])),
        },
        SIZES,
    )
    assert row(made, "ingest, sentences/s") == ["50", "25 (2.0×)"]
    assert row(made, "ingest, own passages/s") == ["10.0", "7.5 (1.3×)"]
    assert row(made, "question, median, ms") == ["20.0", "10.0 (0.5×)"]
    assert row(made, "library on disk, MB") == ["–", "–"]


def test_a_system_that_failed_is_named_with_its_reason() -> None:
    assert "Haystack failed, ask: no such file" in table({"haystack": Samples(SYSTEMS["haystack"], {}, "ask: no such file")}, SIZES)


def test_the_plot_is_drawn_even_where_measures_are_missing(tmp_path: Path) -> None:
    plot({"ours": Samples(SYSTEMS["ours"], samples([1], 20, [0.01]))}, SIZES, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
