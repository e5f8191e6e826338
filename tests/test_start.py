"""Asking on the command line loads nothing that asking does not need; the models are loaded once, beside other work."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cold import report_lines
from qa.config import Config
from qa.engine import Engine
from qa.errors import ModelError
from tests.conftest import REPOSITORY

NOT_NEEDED = {
    *("torch", "sentence_transformers", "transformers", "huggingface_hub", "sklearn", "scipy", "pandas"),
    *("gradio", "fastapi", "pydantic", "httpx", "httpcore", "requests", "asyncio", "ssl"),
    *("pypdfium2", "mammoth", "trafilatura", "lxml", "sentencex", "markdown_it", "yaml", "bibtexparser", "rispy", "lemminflect"),
    *("matplotlib", "plotly", "PIL", "tqdm"),
    *("qa.readers", "qa.ingest", "qa.evaluation", "qa.page", "qa.support", "qa.understanding.followup"),
}
MAIN = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from qa.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def modules_after(*arguments: str | Path) -> set[str]:
    """The modules that a command has loaded, with the packages that they are in."""
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *map(str, arguments)], cwd=REPOSITORY, capture_output=True, text=True, timeout=300, check=True
    )
    return {module.rsplit(".", n)[0] for module in done.stderr.split() for n in range(3)}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, shipped_file: Path) -> Path:
    folder = tmp_path_factory.mktemp("start") / "library"
    Engine.open(folder).add(shipped_file)
    return folder


def test_asking_loads_only_what_asking_needs(library: Path) -> None:
    loaded = modules_after("ask", "What is calciphylaxis?", "--library", library)
    assert {"onnxruntime", "faiss", "qa.asking"} <= loaded
    assert not loaded & NOT_NEEDED


def test_listing_loads_no_model(library: Path) -> None:
    assert not modules_after("list", "--library", library) & (NOT_NEEDED | {"onnxruntime", "tokenizers"})


def test_help_is_told_without_the_commands_being_loaded() -> None:
    loaded = modules_after("--help")
    assert "qa.cli.main" in loaded
    assert not {module for module in loaded if module.startswith(("qa.cli.commands", "qa.engine", "numpy"))}


def test_models_that_are_being_loaded_answer_as_those_that_are_loaded_when_needed(library: Path) -> None:
    begun, late = Engine.open(library), Engine.open(library)
    begun.begin_loading()
    assert begun.ask("What is calciphylaxis?").sentences == late.ask("What is calciphylaxis?").sentences


def test_a_model_that_cannot_be_loaded_beside_is_told_where_it_is_needed(library: Path) -> None:
    engine = Engine.open(library, Config(reader="/nowhere/at/all"))
    engine.begin_loading()
    with pytest.raises(ModelError, match="cannot be loaded"):
        engine.ask("What is calciphylaxis?")
    with pytest.raises(ModelError, match="cannot be loaded"):
        engine.load()


def test_the_benchmark_sets_each_beside_its_baseline() -> None:
    lines = report_lines({"ask": [1.0, 2.0], "torch": [4.0, 4.0], "app": [4.0, 4.0], "gradio": [2.0, 2.0]})
    assert lines[0].split() == ["ask", "1.50", "s", "1.00", "2.00"]
    assert lines[-2:] == [
        "ask takes 0.38 times as long as torch (median of the rounds)",
        "app takes 2.00 times as long as gradio (median of the rounds)",
    ]


def test_gradio_is_imported_without_parsing_its_components_for_stubs_and_works_as_ever() -> None:
    code = """
import ast
from qa.page.stubs import leave_out_stubs
leave_out_stubs()
parsed = []
parse = ast.parse
ast.parse = lambda source, *given, **named: (parsed.append(str(source)), parse(source, *given, **named))[1]
import gradio
with gradio.Blocks():
    gradio.Textbox().submit(str.upper, gradio.Textbox(), gradio.Textbox())
assert not any("class Textbox" in source for source in parsed)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
