"""The endpoints as tools of the Model Context Protocol, served by gradio at /gradio_api/mcp/.

In: what the endpoints give. Out: the same as JSON text. (Gradio would write it as Python does, and look into
files that a result names.)
"""

import json
from typing import Any

import gradio.mcp
from mcp.types import TextContent


class Tools(gradio.mcp.GradioMCPServer):
    """Gradio's server, with results as JSON."""

    def postprocess_output_data(self, data: Any, root_url: str) -> Any:
        """What a tool gave."""
        return [TextContent(type="text", text=json.dumps(output, ensure_ascii=False)) for output in data]


def install() -> None:
    """Let gradio serve tools in this way; it has no other place to say so."""
    gradio.mcp.GradioMCPServer = Tools  # type: ignore[misc]
