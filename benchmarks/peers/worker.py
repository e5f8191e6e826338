"""One system at work in an interpreter of its own: `python -m benchmarks.peers.worker MODULE ingest|ask JSON`.

In: a module of this package with the verbs `load(model_folder) -> models`, `ingest(models, texts, folder, split) -> n_passages`,
`open_library(models, folder) -> library`, `ask(library, question, n) -> texts`; and as JSON what to do it with. Out: lines of
JSON on standard output; whatever else prints goes to standard error. Only the standard library is imported here.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

N_PASSAGES = 10
N_FIRST = 3


def main() -> None:
    """Do what the arguments say."""
    name, verb, order = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    # Libraries print as they like; what the runner reads is ours alone.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    started = time.perf_counter()
    module = importlib.import_module(f"benchmarks.peers.{name}")
    imported = time.perf_counter()
    models = module.load(Path(order["model"]))
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(order["threads"])
    seconds = {"import": imported - started, "load": time.perf_counter() - imported}
    for line in (ingest if verb == "ingest" else ask)(module, models, order):
        print(json.dumps({**line, "seconds": seconds}), file=out, flush=True)


def ingest(module: Any, models: Any, order: dict[str, Any]) -> Any:
    """Take texts in, in a new folder, the model warm; yields the seconds and the number of passages."""
    texts = json.loads(Path(order["texts"]).read_text(encoding="utf-8"))
    folder, first = Path(order["folder"]), Path(order["first"])
    module.ingest(models, texts[:1], first, order["split"])
    started = time.perf_counter()
    n_passages = module.ingest(models, texts, folder, order["split"])
    yield {"ingest": time.perf_counter() - started, "n_passages": n_passages}


def ask(module: Any, models: Any, order: dict[str, Any]) -> Any:
    """Ask a library; yields a line at the first passages, and one with the seconds of each question and of opening it again."""
    questions = json.loads(Path(order["questions"]).read_text(encoding="utf-8"))
    folder = Path(order["folder"])
    library = module.open_library(models, folder)
    found = module.ask(library, questions[0], N_PASSAGES)
    yield {"n_found": len(found)}
    for question in questions[1:N_FIRST]:
        module.ask(library, question, N_PASSAGES)
    each = []
    for question in questions[N_FIRST:-1]:
        started = time.perf_counter()
        module.ask(library, question, N_PASSAGES)
        each.append(time.perf_counter() - started)
    started = time.perf_counter()
    module.ask(module.open_library(models, folder), questions[-1], N_PASSAGES)
    yield {"questions": each, "open": time.perf_counter() - started}


if __name__ == "__main__":
    main()
