"""The gradio page: markup (HTML), layout (components and events), start (flags and launch). No retrieval here."""
