"""Finding what supports a claim: the claim's box, and the sentences that are found, ready to be cited.

In: a desk. Out: components in the place where this is called, with what happens between them.
"""

import gradio as gr

from qa.engine import Engine
from qa.errors import QAError
from qa.formats.citing import citation_text
from qa.page.desk import Desk
from qa.page.markup import sentence_id
from qa.page.mishaps import went_wrong
from qa.page.safe import escape
from qa.page.turns import still_there
from qa.page.works import links
from qa.support import ClaimPart, SupportSentence

WELCOME = (
    '<div class="welcome"><h2>Which sentence bears this out?</h2><p>Paste a claim of one or more sentences. You get the sentences of the '
    "article that say the same, each with the works that the article cites there, ready to be copied. "
    "Claims that go further than the article, or turn it round, find no support.</p></div>"
)
LOOKING = '<p class="thinking" role="status">Looking for sentences that say the same …</p>'


def build(desk: Desk) -> None:
    """The way of a claim."""
    with gr.Column(elem_id="supporting"):
        claim = gr.Textbox(label="Your claim", placeholder="Paste a sentence, or several", lines=3, max_lines=8, elem_id="claim")
        find = gr.Button("Find support", variant="primary", elem_id="find-support")
        found = gr.HTML(WELCOME, elem_id="supports")

    def search(text: str, articles: list[str], request: gr.Request) -> str:
        return supports(desk.engine_for(request), text, articles)

    for event in (claim.submit, find.click):
        event(lambda: LOOKING, outputs=found, show_progress="hidden", api_visibility="private", queue=False).then(
            search, [claim, desk.chosen], found, show_progress="hidden", api_visibility="private", concurrency_id="support"
        )


def supports(engine: Engine, claim: str, articles: list[str]) -> str:
    """What is found for a claim, or one sentence that says why nothing could be looked up, as HTML."""
    try:
        support = engine.support(claim, still_there(engine, articles))
        parts = "".join(_part(engine, part) for part in support.parts)
    except QAError as error:
        return f'<p class="error" role="alert">{escape(str(error))}</p>'
    except Exception:
        return f'<p class="error" role="alert">{went_wrong("the claim could not be looked up")}</p>'
    return f'<div role="status">{parts}</div>'


def _part(engine: Engine, part: ClaimPart) -> str:
    heading = f'<h3 class="claimed">{escape(part.claim)}</h3>'
    if not part.sentences:
        first, _, rest = part.message.partition(". ")
        said = f'<div class="declined"><p class="answer">{escape(first)}.</p><p class="aside">{escape(rest)}</p></div>'
        return f'<section class="claim-part">{heading}{said}</section>'
    cards = "".join(_card(engine, sentence) for sentence in part.sentences)
    return f'<section class="claim-part">{heading}<ol class="supports">{cards}</ol></section>'


def _card(engine: Engine, sentence: SupportSentence) -> str:
    target = sentence_id(sentence.article, sentence.start)
    place = ", ".join(filter(None, (sentence.name, sentence.section, f"p. {sentence.page}" if sentence.page else "")))
    to_copy = citation_text(sentence, engine.article(sentence.article))
    return (
        f"<li><blockquote>{escape(sentence.text)}</blockquote>"
        f'<p class="place"><a class="cite" href="#{target}">{escape(place)}</a></p>{_cited(sentence)}'
        f'<p class="doing"><button type="button" class="copy">Copy as citation</button>'
        f'<span class="aside">agreement {sentence.strength:.2f}</span></p>'
        f'<pre class="to-copy" hidden>{escape(to_copy)}</pre></li>'
    )


def _cited(sentence: SupportSentence) -> str:
    """The works that the article cites there; those that cannot be followed are said to be missing."""
    if not sentence.references:
        return '<p class="aside">The article cites nothing here: it says this itself.</p>'
    labels = ", ".join(map(escape, sentence.references))
    works = "".join(f"<li>{escape(work.label)}. {escape(work.raw)}{links(work)}</li>" for work in sentence.works)
    listed = f"<ul>{works}</ul>" if works else " The reference list is not in what was added."
    return f'<div class="cites">The article cites {labels} here.{listed}</div>'
