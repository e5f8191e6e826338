"""Text of people and files made fit to stand in HTML.

In: any text. Out: HTML that shows it, and does nothing else.
"""

import html

from qa.text import clean_text

# Braces and dollars would be taken for a template by gradio's HTML component.
_TEMPLATE_SIGNS = {ord("$"): "&#36;", ord("{"): "&#123;", ord("}"): "&#125;", ord("`"): "&#96;"}


def escape(text: str) -> str:
    """Text made safe for HTML content and quoted attributes, without invisible characters."""
    return html.escape(clean_text(text)).translate(_TEMPLATE_SIGNS)
