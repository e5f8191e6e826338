"""Ask an article, get the answer, see the proof."""

from qa.config import Config
from qa.engine import Engine
from qa.errors import QAError

__all__ = ["Config", "Engine", "QAError"]
