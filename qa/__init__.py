"""Ask an article, get the answer, see the proof."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.config import Config
    from qa.engine import Engine
    from qa.errors import QAError

__all__ = ["Config", "Engine", "QAError"]


def __getattr__(name: str) -> Any:
    # Only where they are used: the process that reads files needs none of what the engine brings in.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from qa.config import Config
    from qa.engine import Engine
    from qa.errors import QAError

    return {"Config": Config, "Engine": Engine, "QAError": QAError}[name]
