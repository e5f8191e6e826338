"""The page on a port: the visitors' libraries behind it, and the guard before it.

In: an engine and how to listen. Out: a page that is served until the program is stopped; what visitors had
of their own is removed then.
"""

import signal
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import gradio as gr
from starlette.middleware import Middleware

from qa.engine import Engine
from qa.page.guard import Guard
from qa.page.layout import build
from qa.page.sessions import kept_small
from qa.page.workspace import Libraries

HERE = Path(__file__).parent
STYLES = ("style.css", "conversation.css", "cards.css", "exporting.css", "supporting.css", "explaining.css")
# Each a function of what they share, called in this order once the page is there.
SCRIPTS = ("following.js", "cards.js", "conversation.js", "history.js", "supporting.js")
# Events in hand at once, those that wait in our lines included: were there more, the rest of the page would wait for them.
MAX_EVENTS = 512
FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the page is served, and whether assistants find its endpoints as tools; None leaves it to gradio and its variables."""

    host: str | None = None
    port: int | None = None
    share: bool | None = None
    open_browser: bool = False
    root_path: str | None = None
    mcp: bool = False


def serve(engine: Engine, shared: bool, listening: Listening) -> None:
    """Serve the page until the program is interrupted or ended.

    Args:
        shared: all visitors use and change the engine's library; else each who changes it gets a copy.

    Raises:
        OSError, ValueError: it cannot be served there.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    if listening.mcp:
        from qa.page import tools

        tools.install()
    libraries = Libraries(engine, shared)
    try:
        page = build(libraries)
        guard = Middleware(
            Guard, visitors=libraries.visitors, max_file_bytes=engine.config.max_file_bytes, uploads=lambda: page.upload_file_set
        )
        page.launch(
            server_name=listening.host,
            server_port=listening.port,
            share=listening.share,
            inbrowser=listening.open_browser,
            root_path=listening.root_path,
            mcp_server=listening.mcp,
            max_file_size=engine.config.max_file_bytes,
            max_threads=MAX_EVENTS,
            app_kwargs={"middleware": [guard], "lifespan": kept_small},
            theme=gr.themes.Base(primary_hue="teal", neutral_hue="gray", font=FONTS, font_mono=["ui-monospace", "monospace"]),
            css_paths=[HERE / name for name in STYLES],
            js=script(),
            footer_links=[],
            enable_monitoring=False,
            ssr_mode=False,
        )
    finally:
        libraries.close()


def script() -> str:
    """The page's scripts as the one function that gradio calls."""
    calls = "".join(f"({(HERE / name).read_text(encoding='utf-8').strip().removesuffix(';')})(page);" for name in SCRIPTS)
    return f"() => {{ const page = {{}}; {calls} }}"


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Being ended is like being interrupted: what is to be removed at the end is removed."""
    raise KeyboardInterrupt
