"""Flags and environment to a running page.

In: command-line arguments. Out: a served page until it is stopped; exit code 0, or 2 with one sentence.
"""

import argparse
import os
import socket
import sys
from collections.abc import Sequence

from qa.config import STRICTNESS, Config, library_folder
from qa.encoder import stay_offline
from qa.engine import Engine
from qa.errors import InputError, QAError
from qa.page.stubs import leave_out_stubs

USAGE_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the page and serve it until it is interrupted."""
    options = _parser().parse_args(arguments)
    config = Config(
        encoder=options.encoder or os.environ.get("QA_ENCODER") or Config.encoder,
        reader=options.reader or os.environ.get("QA_READER") or Config.reader,
        strictness=options.strictness,
    )
    # Before gradio is imported: it brings the hub's client in, and asks its own server for news.
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    # It sums up its last events after each one, for a view that we do not show; that takes longer than encoding the question.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**9))
    os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "100")
    leave_out_stubs()
    stay_offline(config.encoder, config.reader)
    try:
        _check_address(options.host)
        engine = Engine.open(options.library, config)
        if not engine.library.ids():
            engine.add_corpus()
        engine.begin_loading()  # while gradio is imported, which takes longer
        return _serve(engine, options)
    except QAError as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE_ERROR
    except KeyboardInterrupt:
        return 0


def _serve(engine: Engine, options: argparse.Namespace) -> int:
    from qa.page.serving import Listening, serve

    engine.load()  # a model that cannot be loaded is told now, not at the first question
    where = Listening(options.host, options.port, options.share or None, options.open, options.root_path, options.mcp)
    try:
        # A library that the operator names is meant for all; the default one stays as it is, and each visitor has his own.
        serve(engine, library_folder(options.library)[1], where)
    except (OSError, ValueError) as error:
        print(f"error: The page cannot be served: {' '.join(str(error).split())}", file=sys.stderr)
        return USAGE_ERROR
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python app.py",
        description="Ask an article in the browser.",
        epilog="The variables GRADIO_SERVER_NAME, GRADIO_SERVER_PORT, GRADIO_SHARE and GRADIO_ROOT_PATH work as in any gradio app.",
    )
    parser.add_argument("--host", help="address to listen on (GRADIO_SERVER_NAME; default: 127.0.0.1)")
    parser.add_argument("--port", type=_port, help="port to listen on (GRADIO_SERVER_PORT; default: the first free from 7860)")
    parser.add_argument("--share", action="store_true", help="make a public link through gradio's servers (GRADIO_SHARE)")
    parser.add_argument("--root-path", help="path under which a proxy serves the page (GRADIO_ROOT_PATH)")
    parser.add_argument("--mcp", action="store_true", help="let assistants use the library too, as tools (MCP) at /gradio_api/mcp/")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    parser.add_argument(
        "--library",
        metavar="DIR",
        help="a library for all visitors (QA_LIBRARY; default: ./library, of which each visitor who changes it gets a copy)",
    )
    parser.add_argument("--encoder", metavar="NAME", help="sentence-transformers name or folder (default: the packaged MiniLM)")
    parser.add_argument("--reader", metavar="NAME", help='cross-encoder name or folder, or "none" (default: the one that ships)')
    parser.add_argument(
        "--strictness",
        choices=STRICTNESS,
        default=Config.strictness,
        help="how sure an answer has to be; of answers to hard questions 30, 20 or 10 in a hundred are wrong (default: %(default)s)",
    )
    return parser


def _check_address(host: str | None) -> None:
    """Refuse what gradio would meet with a traceback, or try again and again."""
    variable = os.environ.get("GRADIO_SERVER_PORT")
    if variable is not None:
        try:
            _port(variable)
        except argparse.ArgumentTypeError as error:
            # Gradio reads the variable as it is imported, even if --port is given.
            raise InputError(f"GRADIO_SERVER_PORT: {error}") from None
    name = host or os.environ.get("GRADIO_SERVER_NAME") or "127.0.0.1"
    try:
        family, kind, _, _, address = socket.getaddrinfo(name.strip("[]"), 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.bind(address)
    except (OSError, UnicodeError):
        raise InputError(f"The page cannot be served at {name}: this is not an address of this machine; try 127.0.0.1.") from None


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not a port; give a number from 1 to 65535")
    return int(text)
