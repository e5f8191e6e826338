"""Ours and its peers at the same work: the same texts, the same MiniLM weights, the same two threads.

    python -m benchmarks.peers --folder /var/tmp/peers --json peers.json --plot peers.png

In: a folder in which an environment is made for each system, at the first run (some minutes and 8 GB), and kept. Out: a
Markdown table on standard output. Only the making of environments uses the network.
"""

import argparse
import json
import platform
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.peers.report import plot, table
from benchmarks.peers.rounds import Samples, run
from benchmarks.peers.systems import SYSTEMS
from benchmarks.peers.texts import prepare
from benchmarks.peers.venvs import installed_bytes, interpreter, model_folder


def main() -> None:
    """Measure, and print; what was measured so far is printed when it is interrupted."""
    options = _options()
    if options.from_json:
        _show(*_load(options.from_json), options)
        return
    names = list(dict.fromkeys(options.only.split(","))) if options.only else list(SYSTEMS)
    if unknown := set(names) - set(SYSTEMS):
        sys.exit(f"There is no system {', '.join(sorted(unknown))}; there are {', '.join(SYSTEMS)}.")
    # One that asks another's library needs that other one.
    names = list(dict.fromkeys(wanted for name in names for wanted in (SYSTEMS[name].home, name)))
    options.folder.mkdir(parents=True, exist_ok=True)
    samples = {name: Samples(SYSTEMS[name]) for name in names}
    places = {}
    base = installed_bytes(interpreter(options.folder, SYSTEMS["plain"]))
    for name, of in samples.items():
        try:
            python = interpreter(options.folder, of.system)
            places[name] = python, model_folder(python)
        except RuntimeError as error:
            of.failure = str(error)
            continue
        if not of.system.library_of:
            of.add("installed", (size := installed_bytes(python)))
            of.add("beyond", max(0, size - base))
    if options.install_only:
        return
    texts = prepare(options.folder / "texts", options.n, options.sentences, options.articles, options.questions)
    sizes = {name: size for name, size in asdict(texts).items() if name.startswith("n_")}
    sizes |= {"rounds": options.rounds, "same_texts": int(options.same_texts)}
    # Told to end, it ends the process at work too, and prints what it has.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        for done in run(places, samples, texts, options.rounds, options.same_texts):
            print(done, file=sys.stderr, flush=True)
            _save(samples, sizes, options.json)
    except KeyboardInterrupt:
        print("interrupted; this is what was measured until then", file=sys.stderr)
    _save(samples, sizes, options.json)
    _show(samples, sizes, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--folder", type=Path, default=Path("/var/tmp/qa-peers"), help="where environments and texts are kept (default: %(default)s)"
    )
    parser.add_argument("--only", help=f"some systems, with commas between: {','.join(SYSTEMS)}")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: %(default)s)")
    parser.add_argument("--n", type=int, default=20, help="articles (default: %(default)s)")
    parser.add_argument("--sentences", type=int, default=120, help="sentences of each made-up article (default: %(default)s)")
    parser.add_argument("--articles", type=Path, help="a folder of articles as text or Markdown, instead of made-up ones")
    parser.add_argument("--questions", type=Path, help="a file with a question on each line")
    parser.add_argument("--same-texts", action="store_true", help="give our passages to all, instead of documents that each splits")
    parser.add_argument("--json", type=Path, help="write the raw samples")
    parser.add_argument("--plot", type=Path, help="draw (PNG)")
    parser.add_argument("--from-json", type=Path, help="measure nothing: the table and the plot of what --json wrote")
    parser.add_argument("--install-only", action="store_true", help="make the environments and end")
    return parser.parse_args()


def _save(samples: dict[str, Samples], sizes: dict[str, int], file: Path | None) -> None:
    if file is None:
        return
    told = {name: {"failure": of.failure, "values": of.values} for name, of in samples.items()}
    unfinished = file.with_name(file.name + ".unfinished")
    unfinished.write_text(json.dumps({"machine": _machine(), "sizes": sizes, "samples": told}, indent=1), encoding="utf-8")
    unfinished.replace(file)


def _load(file: Path) -> tuple[dict[str, Samples], dict[str, int]]:
    kept = json.loads(file.read_text(encoding="utf-8"))
    return {name: Samples(SYSTEMS[name], of["values"], of["failure"]) for name, of in kept["samples"].items()}, kept["sizes"]


def _show(samples: dict[str, Samples], sizes: dict[str, int], options: argparse.Namespace) -> None:
    how = "our passages given to all" if sizes["same_texts"] else "each splits as its documentation does"
    print(f"{sizes['n_documents']} articles, {sizes['n_sentences']} sentences, {sizes['n_chars']} characters; ", end="")
    print(f"{how}; medians of {sizes['rounds']} rounds\n")
    print(table(samples, sizes), flush=True)
    if options.plot:
        plot(samples, sizes, options.plot)


def _machine() -> str:
    return f"{platform.platform()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
