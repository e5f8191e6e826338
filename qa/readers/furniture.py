"""What stands around an article on a saved page: menus, advertisements, sharing links, teasers, footers.

In: a line or a block of text. Out: whether it is furniture, and of which kind. The patterns are the
common words of web pages, none is a particular site's.
"""

import re

# From here on the page is about something else: other articles, comments, the site itself.
_END = re.compile(
    r"(?:related|recommended|similar|more|latest|trending|popular|recent|other|further)\s+"
    r"(?:articles?|posts?|stories|content|news|reading|items|links|from\b.*|in\b.*|on this topic)"
    r"|(?:you (?:may|might) also (?:like|enjoy|be interested in)|read (?:next|also)|up next|most (?:read|popular|viewed)"
    r"|don[’']t miss|about us|contact us|explore more|see also|also of interest|elsewhere on\b.*"
    r"|(?:leave|post) a (?:reply|comment)|(?:\d+ )?comments?(?: \(\d+\))?|add (?:a )?comment|join the (?:discussion|conversation)"
    r"|cited by|citing articles|back to top|site map|sitemap|about this (?:site|journal))\W*",
    re.IGNORECASE,
)
_END_START = re.compile(
    r"(?:copyright\s*(?:©|\(c\)|\d{4})|©\s*(?:copyright|\d{4})|\(c\) \d{4}|all rights reserved|filed under\b|tagged(?: with)?\b"
    r"|tags?:|categories:|posted in:?\b|topics:|share(?: this| on| via)?\s*(?::|$)|follow us\b)",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"(?:\W*(?:advertisements?|sponsored(?: content| post)?|ad|promoted)\W*$|ad goes here|adverti[sz]e(?:ment|r)?\b.{0,20}$"
    r"|(?:scroll|swipe|tap|click)(?: (?:down|here|up))? to\b"
    r"|article continues|continue reading|story continues|read more\b|learn more\b"
    r"|click here\b|skip to\b|jump to\b|print(?: this)?(?: page| article)?$|e-?mail(?: this)?(?: page| article)?$|share\b.{0,30}$|tweet$"
    r"|facebook$|twitter$|linkedin$|whatsapp$|pinterest$|reddit$|copy link$|download(?: pdf| article| citation)?$|pdf$|save$|bookmark$"
    r"|log ?in\b.{0,40}$|sign (?:in|up)\b.{0,60}$|register\b.{0,30}$|subscribe\b.{0,80}$|newsletter\b.{0,40}$|search\b.{0,30}$"
    r"|menu$|home$|previous(?: page| article| post)?$|next(?: page| article| post)?$|single page$|view all\b.{0,20}$"
    r"|open in\b.{0,30}$|loading\b.{0,10}$"
    r"|related:|see also:|also read:|read also:|watch:|video:|webinar:|podcast:|listen:|photo(?: credit)?s?:"
    r"|image(?: credit| source)?s?:|credit:"
    r"|\d+ (?:shares?|likes?|views?|min(?:ute)?s?(?: read)?)$|(?:estimated )?reading time\b|(?:reviewed|edited|fact[- ]checked) by\b"
    r"|last (?:updated|reviewed)\b.{0,40}$|cookie (?:preferences|settings|policy)|privacy(?: policy| notice)?$"
    r"|terms(?: of (?:use|service))?$)",
    re.IGNORECASE,
)
_HOUSE_SENTENCE = re.compile(
    r"\b(?:(?:we|this (?:web)?site|our partners) uses? (?:\w+ )?cookies|accept (?:all )?cookies"
    r"|by (?:continuing|using|browsing|clicking)\b.*\byou agree"
    r"|privacy policy|terms of (?:use|service)|all rights reserved|sign up (?:for|to)|subscribe (?:to our|now|today|here)|our newsletters?"
    r"|your (?:inbox|e-?mail address)|enable javascript|your browser|log ?in to|create an account|click (?:here|the link)|follow us on"
    r"|affiliate links?|may earn a commission|permission of the publisher)\b",
    re.IGNORECASE,
)
# "[4]Home", "#[1]RSS feed": links as a text browser numbers them.
_NUMBERED_LINK = re.compile(r"#?\s*\[\d{1,4}\]\S.{0,60}$")
_CAPTION = re.compile(
    r"(?:supplementa\w*\s+)?(?:table|fig(?:ure)?|box|chart|image|photo|video|scheme|exhibit|panel|plate|illustration)s?\.?\s*"
    r"(?:S?\d{1,3}[A-Za-z]?|[IVX]{1,4}|[A-H])?\s*(?:[.:|–—]|$)",
    re.IGNORECASE,
)
_PAGER = re.compile(r"(?:pages?\b\s*:?\s*)?((?:\d{1,3}\s+){1,40}\d{1,3})\b.{0,40}", re.IGNORECASE)
_PAGE_OF = re.compile(r"\bpage\s+(\d{1,3})\s*(?:of|/)\s*(\d{1,3})\b", re.IGNORECASE)
_TEASER = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:…|\.\.\.)?\s*(?:read|view|see) more)\W*$", re.IGNORECASE)
HOUSE_SENTENCE_MAX_WORDS = 80


def ends_article(text: str) -> bool:
    """Whether a block opens what follows an article: related articles, comments, the footer."""
    line = text.strip().split("\n", 1)[0]
    return bool(_END.fullmatch(line)) or bool(_END_START.match(line))


def is_furniture(text: str) -> bool:
    """Whether a block is something that stands between an article's paragraphs or around them."""
    if all(_PASSING.match(line.strip()) or _NUMBERED_LINK.match(line.strip()) for line in text.splitlines() if line.strip()):
        return True
    return len(text.split()) <= HOUSE_SENTENCE_MAX_WORDS and bool(_HOUSE_SENTENCE.search(text))


def is_caption(text: str) -> bool:
    """Whether a block is the caption of a table or figure ("Table 1. …"), not a sentence about it."""
    return bool(_CAPTION.match(text))


def is_teaser(text: str) -> bool:
    """Whether a block breaks off to be read on elsewhere."""
    return bool(_TEASER.search(text))


def page_count(text: str) -> tuple[int, int] | None:
    """(page, pages) if a block is a pager; page is 0 where it is not told which one this is."""
    if match := _PAGE_OF.search(text):
        page, pages = int(match[1]), int(match[2])
        return (page, pages) if page <= pages else None
    if match := _PAGER.fullmatch(text.strip()):
        numbers = [int(number) for number in match[1].split()]
        if numbers == list(range(1, len(numbers) + 1)):
            return 0, len(numbers)
    return None
