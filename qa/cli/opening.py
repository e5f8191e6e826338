"""Flags to the library and the settings that they name.

In: arguments. Out: an open Engine, or a Config.
"""

import argparse
import os
from dataclasses import replace
from pathlib import Path

from qa.config import STRICTNESS, Config, library_folder
from qa.engine import Engine
from qa.errors import InputError
from qa.library import has_library

# How a command names one article of the library.
ARTICLE = "its id, the beginning of it, or a part of its title"


def add_articles(command: argparse.ArgumentParser, does: str) -> None:
    """The flag for the articles that a command is about."""
    command.add_argument(
        "--article", action="append", default=[], metavar="ARTICLE", help=f"{does} this article only: {ARTICLE} (may be repeated)"
    )


def add_strictness(command: argparse.ArgumentParser) -> None:
    """The flag for how sure an answer has to be."""
    command.add_argument(
        "--strictness",
        choices=STRICTNESS,
        default=Config.strictness,
        help="how sure an answer has to be; of answers to the hard questions that the reader was calibrated on, 30, 20 or "
        "10 in a hundred are wrong (default: %(default)s)",
    )


def config_of(options: argparse.Namespace) -> Config:
    """The settings that the flags and the environment name."""
    config = Config(
        encoder=options.encoder or os.environ.get("QA_ENCODER") or Config.encoder,
        reader=options.reader or os.environ.get("QA_READER") or Config.reader,
        strictness=getattr(options, "strictness", Config.strictness),
        threshold=getattr(options, "threshold", None),
    )
    config = replace(config, networks=tuple(getattr(options, "allow_network", ())))
    megabytes = getattr(options, "max_file_mb", None)
    return replace(config, max_file_bytes=int(megabytes * 1e6)) if megabytes else config


def opened(options: argparse.Namespace, make: bool = False, asks: bool = False) -> Engine:
    """Open the library.

    Args:
        make: whether it is to be made; else one that was named must be there already.
        asks: whether it is asked something, so that the models can be loaded at once.
    """
    folder, named = library_folder(options.library)
    if named and not make and not has_library(folder):
        raise InputError(f"There is no library in {folder}; make one with: python -m qa add FILE --library {folder}")
    engine = Engine.open(options.library, config_of(options))
    if asks:
        engine.begin_loading()
    return engine


def files_in(path: Path) -> list[Path]:
    """The file, or the files of the folder. Raises InputError where it has none."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    if not files:
        raise InputError(f"The folder {path} holds no files.")
    return files
