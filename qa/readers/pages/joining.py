"""The pages of one article put together: one text, one reference list, one note on what is missing.

In: pages in order, each once. Out: a draft. What every page repeats (standfirst, "continued from", teasers)
appears once; a sentence that breaks over two pages is joined where it plainly goes on; nothing else changes.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from qa.article import Citation, Reference
from qa.citations.numbers import remove_markers
from qa.readers.assembly import Block, Draft, told_apart
from qa.readers.pages.paginated import Page, numbers_of
from qa.readers.text.byline import parse_byline
from qa.text import alnum, one_line

# At the edges of a page stands what is repeated on each.
EDGE = 3
MIN_REPEATED_WORDS = 4
MAX_TURN_WORDS = 15
MIN_ALIKE = 0.6
_TURN = re.compile(
    r"\W*(?:\(?(?:story |article |text )?cont(?:inued|inues|['’]?d\.?|\.)(?: (?:from|on|at|overleaf|next)\b.*)?"
    r"|(?:on |go to |to |read )?(?:the )?(?:next|previous) page\b.*|next(?: up)?\s*[:»→].*|previous\s*[:«←].*|page \d{1,3} of \d{1,3})\W*",
    re.IGNORECASE,
)
_TURN_AT_END = re.compile(
    r"\s*[(\[](?:story |article |text )?cont(?:inued|inues|['’]?d\.?|\.) (?:on|overleaf)\b[^()\[\]]{0,40}[)\]]\W*$", re.IGNORECASE
)
_TURN_AT_START = re.compile(
    r"^\W*[(\[](?:story |article |text )?cont(?:inued|['’]?d\.?|\.)(?: from)?\b[^()\[\]]{0,40}[)\]]\W*", re.IGNORECASE
)
_CONTINUED = re.compile(r"\s*[-–—,:]?\s*[(\[]?(?:continued|cont['’]?d\.?|cont\.)[)\]]?$", re.IGNORECASE)
# What a text without its end can end with; a stop, a colon or a closed bracket or quotation may be an end.
_BREAKS_OFF = re.compile(r"[^\W_][,;]?$|[-–—,]$")


def joined(pages: Sequence[Page]) -> Draft:
    """One draft of all pages; that of a single page is as it was read."""
    if len(pages) == 1:
        return pages[0].draft
    numbers = numbers_of(pages)
    n_pages = max(page.draft.pages for page in pages)
    references, relabelled = _one_list([page.draft for page in pages], numbers)
    drafts = [replace(page.draft, blocks=blocks) for page, blocks in zip(pages, relabelled, strict=True)]
    first = _first_of(drafts)
    draft = Draft(
        title=first(lambda d: d.title),
        authors=first(lambda d: d.authors),
        publication=first(lambda d: d.publication),
        issue=first(lambda d: d.issue),
        published=first(lambda d: d.published),
        link=first(lambda d: d.link),
        canonical=first(lambda d: d.canonical),
        pages=n_pages,
        included=tuple(numbers),
        references=references,
        blocks=_one_text(drafts, numbers),
    )
    known = next((page.draft.title for page in pages if page.title), "")
    draft.title = known or draft.title
    draft.notes = (*_notes(numbers, n_pages), *_list_note(relabelled, drafts=[page.draft for page in pages]))
    return draft


def _first_of(drafts: Sequence[Draft]) -> Callable[[Callable[[Draft], str]], str]:
    return lambda fact: next(filter(None, map(fact, drafts)), "")


def _notes(numbers: Sequence[int], n_pages: int) -> list[str]:
    """What is included and what is not."""
    if 0 in numbers:
        of = f"{len(numbers)} of {n_pages} pages" if n_pages else f"{len(numbers)} pages"
        return [f"These are {of} of the article, in the order given where a page does not tell its number."]
    missing = [number for number in range(1, max(n_pages, *numbers) + 1) if number not in numbers]
    of = f" of {n_pages}" if n_pages else ""
    notes = []
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        notes.append(f"{'Page' if len(missing) == 1 else 'Pages'} {_listed(missing)}{of} {verb} not included.")
    elif n_pages:
        notes.append(f"All {n_pages} pages of the article are included.")
    if not n_pages:
        notes.append(f"The pages up to {max(numbers)} are here; whether more follow, they do not say.")
    return notes


def _listed(numbers: Sequence[int]) -> str:
    """[2, 3, 4, 6] as "2–4 and 6"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [part for low, high in runs for part in ([f"{low}–{high}"] if high > low + 1 else map(str, range(low, high + 1)))]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _list_note(relabelled: Sequence[list[Block]], drafts: Sequence[Draft]) -> list[str]:
    if all(blocks is draft.blocks for blocks, draft in zip(relabelled, drafts, strict=True)):
        return []
    return ["Pages of this article count their references anew; 2.1 stands for number 1 of page 2."]


def _one_list(drafts: Sequence[Draft], numbers: Sequence[int]) -> tuple[list[Reference], list[list[Block]]]:
    """The reference list of all pages, and the blocks of each page with labels that fit it.

    A page that counts its works anew gets labels of its own ("2.1"), so that no two works share one.
    """
    entries: dict[str, Reference] = {}
    blocks: list[list[Block]] = []
    for draft, number in zip(drafts, numbers, strict=True):
        own = {entry.label: entry for entry in draft.references}
        clashes = sum(label in entries and not _alike(entries[label], entry) for label, entry in own.items())
        told = draft.blocks
        if clashes:
            cited = told_apart(draft.blocks, draft.references)
            uses = {citation.label for block in cited for citation in block.citations or ()}
            if uses & own.keys():
                new = {label: f"{number or len(blocks) + 1}.{label}" for label in own}
                told = [
                    replace(b, citations=tuple(Citation(new.get(c.label, c.label), c.position) for c in b.citations or ())) for b in cited
                ]
            else:
                # Entries that no number leads to are counted on.
                new = {label: str(len(entries) + n) for n, label in enumerate(own, start=1)}
            own = {new[label]: replace(entry, label=new[label]) for label, entry in own.items()}
        for label, entry in own.items():
            entries.setdefault(label, entry)
        blocks.append(told)
    in_order = list(entries.values())
    if all(entry.label.isdecimal() and len(entry.label) < 6 for entry in in_order):
        in_order.sort(key=lambda entry: int(entry.label))
    return in_order, blocks


def _told(block: Block) -> Block:
    """A block with its citations told apart."""
    return block if block.citations is not None else Block(block.kind, *remove_markers(one_line(block.text)))


def _alike(one: Reference, other: Reference) -> bool:
    """Whether two entries of one label are one work, however each page prints it."""
    words = [set(re.findall(r"\w{3,}", entry.raw.lower())) for entry in (one, other)]
    least = min(map(len, words))
    return one.raw == other.raw or (least > 0 and len(words[0] & words[1]) >= MIN_ALIKE * least)


def _one_text(drafts: Sequence[Draft], numbers: Sequence[int]) -> list[Block]:
    """The text of all pages, without what each repeats, broken sentences joined."""
    title = _key(_first_of(drafts)(lambda d: d.title))
    feet = Counter(key for draft in drafts for key in _foot(draft))
    before: set[str] = set()
    laid: list[Block] = []
    for place, draft in enumerate(drafts):
        feet.subtract(_foot(draft))
        own = _without_repeats(draft.blocks, before, feet, title if place else "")
        before.update(_key(block.text) for block in own)
        if place and not 0 < numbers[place - 1] == numbers[place] - 1:
            # What stands behind a gap is not known to belong to the section before it.
            laid += own if own and own[0].kind == "heading" else [Block("heading", ""), *own]
        else:
            _lay_on(laid, own)
    return laid


def _foot(draft: Draft) -> set[str]:
    return {_key(block.text) for block in draft.blocks[-EDGE:]}


def _lay_on(laid: list[Block], own: list[Block]) -> None:
    """Lay the next page behind a page: with the sentence that breaks over both, in the section that goes on."""
    heading = next((block.text for block in reversed(laid) if block.kind == "heading"), "")
    if own and own[0].kind == "heading" and _key(own[0].text) == _key(heading):
        own = own[1:]
    if laid and own and own[0].kind == "paragraph" and _goes_on(laid[-1], own[0]):
        laid[-1] = _as_one(laid[-1], own[0])
        own = own[1:]
    laid += own


def _goes_on(block: Block, following: Block) -> bool:
    """Whether a sentence plainly breaks between two blocks: the one has no end, the other goes on in lower case.

    A short line without an end, at the foot of a page, may have been taken for a heading.
    """
    start = one_line(following.text).lstrip("“‘\"'([…. ")[:1]
    return start.islower() and bool(_BREAKS_OFF.search(one_line(block.text)))


def _as_one(block: Block, following: Block) -> Block:
    before, after = one_line(block.text), one_line(following.text)
    gap = "" if re.search(r"[^\W\d_][-‐]$", before) else " "
    if block.citations is None and following.citations is None:
        return Block("paragraph", before + gap + after)
    one, other = _told(block), _told(following)
    moved = tuple(Citation(c.label, len(one.text + gap) + c.position) for c in other.citations or ())
    return Block("paragraph", one.text + gap + other.text, (*(one.citations or ()), *moved))


def _without_repeats(blocks: Sequence[Block], before: Collection[str], behind: Counter[str], title: str) -> list[Block]:
    """A page's blocks without words on turning the page, and without what its edges repeat.

    Args:
        before: what was kept of the pages before it, as keys; of a repeated text the first stays.
        behind: how often each text stands at the foot of later pages; of what every page ends with the last stays.
        title: the article's, which later pages print again.
    """
    kept = []
    for number, block in enumerate(blocks):
        at_head, at_foot = number < EDGE, number >= len(blocks) - EDGE
        if at_head or at_foot:
            block = _without_turn(block)
            key = _key(block.text)
            n_words = len(block.text.split())
            is_long = block.kind == "paragraph" and n_words >= MIN_REPEATED_WORDS
            is_repeated = is_long and (key in before or (at_foot and behind[key] > 0))
            is_turn = n_words <= MAX_TURN_WORDS and bool(_TURN.fullmatch(block.text))
            is_front = bool(title) and at_head and (key == title or bool(parse_byline(block.text)))
            if not key or is_repeated or is_turn or is_front:
                continue
        kept.append(block)
    return kept


def _without_turn(block: Block) -> Block:
    """A block without "(continued on page 5)" at its end, or "(continued from page 4)" at its start."""
    if block.kind == "heading":
        text = _CONTINUED.sub("", block.text)
        return replace(block, text=text) if text and not block.citations else block
    end = _TURN_AT_END.search(block.text)
    text = block.text[: end.start()] if end else block.text
    start = _TURN_AT_START.match(text)
    cut = start.end() if start else 0
    if not end and not cut:
        return block
    citations = block.citations and tuple(Citation(c.label, min(max(0, c.position - cut), len(text) - cut)) for c in block.citations)
    return replace(block, text=text[cut:], citations=citations)


def _key(text: str) -> str:
    return alnum(_CONTINUED.sub("", text))
