"""A report to a picture: risk against coverage for every system, and the calibration of the product.

In: a Report and a path. Out: the file. matplotlib is loaded only when a picture is asked for.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import InputError
from qa.evaluation.judging import surest
from qa.evaluation.measure import Report
from qa.evaluation.metrics import calibration_bins, risk_coverage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".png", ".svg", ".pdf")
WIDTH_INCHES, HEIGHT_INCHES, DOTS_PER_INCH = 11, 4.6, 150


def check_plot_path(path: Path) -> None:
    """Raise InputError, before anything is measured, where no picture can be written."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"The plot {path} must end in one of {', '.join(SUFFIXES)}.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent} to write the plot to.")


def plot(report: Report, path: Path) -> None:
    """Draw a report. Raises InputError where the file cannot be written."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    _draw_risk_coverage(left, report)
    _draw_calibration(right, report)
    figure.suptitle(f"{report.name}: {report.n_questions} questions, each within one {report.within}")
    try:
        figure.savefig(path, dpi=DOTS_PER_INCH)
    except OSError as error:
        raise InputError(f"The plot {path} cannot be written: {error.strerror}.") from error


def _draw_risk_coverage(axes: "Axes", report: Report) -> None:
    for measured in report.measured:
        if "risk_coverage.area" in measured.figures:
            confidences, right, _ = surest(measured.judgements)
            coverages, risks = risk_coverage(confidences, right)
            area = measured.figures["risk_coverage.area"].value
            axes.plot(coverages, risks, label=f"{measured.system.name} (area {area:.3f})")
    axes.set(xlabel="coverage: share of questions answered", ylabel="risk: share of answers wrong", xlim=(0, 1), ylim=(0, 1))
    axes.set_title("Risk and coverage")
    axes.legend(loc="lower right")


def _draw_calibration(axes: "Axes", report: Report) -> None:
    ours = report.measured[0]
    confidences, right, _ = surest(ours.judgements)
    bins = calibration_bins(confidences, right)
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey", label="perfect")
    axes.plot([b.confidence for b in bins], [b.right for b in bins], marker="o", label=f"ours (ECE {ours.figures['ece'].value:.3f})")
    for b in bins:
        axes.annotate(str(b.n), (b.confidence, b.right), textcoords="offset points", xytext=(6, -10), fontsize=8, color="grey")
    axes.set(xlabel="confidence", ylabel="share of surest sentences that are right", xlim=(0, 1), ylim=(0, 1))
    axes.set_title("Calibration (numbers: questions)")
    axes.legend(loc="upper left")
