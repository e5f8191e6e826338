"""What stands around an article on a saved page: menus, advertisements, sharing links, teasers, footers.

In: a line or a block of text. Out: whether it is furniture, and of which kind. The patterns are the
common words of web pages, none is a particular site's.
"""

import re
from itertools import pairwise

# Headings of an article's apparatus: what publishers print about it.
_APPARATUS = re.compile(
    r"(?:author (?:information|details|affiliations|notes|info & affiliations)|authors?(?: and|,|[’']) affiliations?|affiliations"
    r"|(?:about|cite|citing|share|rate) this (?:article|paper|chapter|page)|how to cite(?: this (?:article|paper))?"
    r"|(?:share and )?cite(?: as)?"
    r"|article (?:and author )?(?:information|notes|history|metrics|menu|details)|(?:article )?metrics|information & authors"
    r"|(?:rights|reprints?|copyright|licen[sc]e)(?: (?:and|&) (?:permissions?|rights?|licen[sc](?:e|ing)(?: information)?))?"
    r"|open access|permissions"
    r"|key ?words?|subject (?:areas?|terms)|index terms|peer review(?: information| file)?|publisher[’']s note|corresponding authors?"
    r"|figures?(?: (?:and|&) tables?)?|citations?|download references|view abstract|associated data|external links|further reading"
    r"|(?:\d+\.?\s+)?references?(?: and notes| cited| list)?(?: \(\d+\))?|bibliography|works cited|literature cited)[\W\d]*",
    re.IGNORECASE,
)
_APPARATUS_LINE = re.compile(
    r"\W*(?:(?:key ?words?(?: and phrases)?|citation|(?:academic |handling )?editors?|edited by|reviewed by"
    r"|correspondence(?: to)?|corresponding authors?"
    r"|subject areas?|abbreviated title|running (?:title|head)|how to cite(?: this article)?|doi|pmc?id)\s*[:—]"
    r"|(?:submission )?received:?\s+\d.{0,40}(?:accepted|revised|published)"
    r"|(?:received|accepted|revised|submitted|published(?: online)?):\s"
    r"|edited by .{1,80}; submitted|copyright(?:\s*[:©(]|$|\s+\d{4}\b|:)|©|publisher[’']?s note\b|disclaimer/publisher[’']s note"
    r"|correspondence to\b.{1,60}$|go to:?$|back to top$|open in a (?:separate window|new tab)$|download (?:figure|asset|references)$)",
    re.IGNORECASE,
)
# From here on the page is about something else: other articles, comments, the site itself.
_OTHER_ARTICLES = re.compile(
    r"(?:(?:related|recommended|similar|more|latest|trending|popular|recent|other|further)\s+"
    r"(?:articles?|posts?|stories|content|news|reading|items|links|topics|from\b.{1,40}|in\b.{1,40}|on this \w+)"
    r"|(?:similar )?content being viewed by others"
    r"|you (?:may|might) also (?:like|enjoy|be interested in)|read (?:next|also)|up next|most (?:read|popular|viewed)"
    r"|don[’']t miss|explore (?:more|this \w+)|also (?:by|in) this \w+|see also|also of interest|elsewhere on\b.{1,40})[^\w.]*",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:about us|contact us|(?:leave|post) a (?:reply|comment)|comments|\d+ comments?(?: \(\d+\))?|comments? \(\d+\)|add (?:a )?comment"
    r"|join the (?:discussion|conversation)|cited by(?: \(\d+\))?|citing (?:articles?(?: via)?|literature)"
    r"|related (?:research|information)|recommended|back to top|site map|sitemap|about this (?:site|journal|article))\W*"
    r"|--|(?:copyright\s*(?:©|\(c\)|\d{4})|©\s*(?:copyright|\d{4})|\(c\) \d{4}|all rights reserved|follow us\b).*",
    re.IGNORECASE,
)
# Labels that mostly stand under an article, and on some pages over it.
_FOOT = re.compile(r"(?:filed under\b|tagged(?: with)?\b|tags?:|categories:|posted in:?\b|topics:)", re.IGNORECASE)
# "Full size image", "Open in a new tab", "View Large": what stands under a figure.
_FIGURE_LINK = re.compile(
    r"\W*(?:full[- ]size (?:image|table|figure)|open in (?:a )?new tab|(?:view|see|click for)\b.{0,12}\b(?:larger?|full)\b.{0,20}"
    r"|enlarge(?: this)?(?: image| figure)?|download (?:slide|figure|image|powerpoint).{0,20}|figure viewer.{0,20}"
    r"|open in figure viewer.{0,20})\W*",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"(?:\W*(?:advertisements?|sponsored(?: content| post)?|ad|promoted)\W*$|ad goes here|adverti[sz]e(?:ment|r)?\b.{0,20}$"
    r"|(?:scroll|swipe|tap|click)(?: (?:down|here|up))? to\b"
    r"|article continues|continue reading|story continues|read more\b|learn more\b"
    r"|click here\b|skip to\b|jump to\b|print(?: this)?(?: page| article)?$|e-?mail(?: this)?(?: page| article)?$"
    r"|share(?: (?:this|on|via|to|with|by|now|article|story|page|full)\b.{0,30})?\W*$|tweet$"
    r"|facebook$|twitter$|linkedin$|whatsapp$|pinterest$|reddit$|copy link$|download(?: (?:pdf|article|citations?|references))?$"
    r"|pdf$|save$|bookmark$"
    r"|log ?in\b.{0,40}$|sign (?:in|up)\b.{0,60}$|register(?: (?:now|here|today|for|to)\b.{0,30})?$"
    r"|subscribe\b.{0,80}$|newsletter\b.{0,40}$"
    r"|search(?: (?:the|this|our|for)\b.{0,30})?\W*$"
    r"|menu$|home$|previous(?: page| article| post)?$|next(?: page| article| post)?$|single page$|view all\b.{0,20}$"
    r"|loading\W*$|\[?\s?edit(?: source)?\s?\]?$|unsubscribe\b|manage (?:your )?preferences"
    r"|related:|see also:|main articles?:|further information:|also read:|read also:|watch:|video:|webinar:|podcast:|listen:"
    r"|photo(?:graph(?:y|s|er)?)?s?(?: credits?)?(?: by)?:"
    r"|image(?: credit| source)?s?:|credit:"
    r"|\d+ (?:shares?|likes?|views?|min(?:ute)?s?(?: read)?|(?:minute|hour|day|week|month|year)s? ago)$"
    r"|(?:estimated )?reading time\b"
    r"|(?:\w+ )?(?:reviewed|edited|fact[- ]checked) by\b.{0,80}$"
    r"|last (?:updated|reviewed)\b.{0,40}$|cookie (?:preferences|settings|policy)|privacy(?: policy| notice)?$"
    r"|terms(?: of (?:use|service))?$)",
    re.IGNORECASE,
)
_HOUSE_SENTENCE = re.compile(
    r"\b(?:(?:we|this (?:web)?site|our partners) uses? (?:\w+ )?cookies|accept (?:all )?cookies"
    r"|by (?:continuing|using|browsing|clicking)\b.*\byou agree"
    r"|privacy policy|terms of (?:use|service)|all rights reserved|sign up (?:for|to)|subscribe (?:to our|now|today|here)|our newsletters?"
    r"|your (?:inbox|e-?mail address)|enable javascript|your browser|log ?in to|create an account|click (?:here|the link)|follow us on"
    r"|open[- ]access article (?:distributed|published|licensed)? ?(?:under|which)|provided here courtesy of"
    r"|affiliate links?|may earn a commission|permission of the publisher"
    r"|you (?:are )?receiv(?:e|ed|ing) this (?:letter|e-?mail|message|newsletter)|unsubscribe)\b",
    re.IGNORECASE,
)
# "[4]Home", "#[1]RSS feed": links as a text browser numbers them.
_NUMBERED_LINK = re.compile(r"#?\s*\[\d{1,4}\]\S.{0,60}$")
# "Fig. 6 A shows", "Fig. 5 C and D": a sentence about a part of a figure.
_TOLD = (
    r"(?:shows?|displays?|depicts?|illustrates?|presents?|plots?|gives?|summari[sz]es?|compares?|demonstrates?|indicates?|reports?|lists?"
    r"|represents?|contains?|reveals?|describes?|provides?|is|are|was|were)"
)
_CAPTION = re.compile(
    r"(?:supplementa\w*\s+)?(?:table|fig(?:ure)?|box|chart|image|photo|video|scheme|exhibit|panel|plate|illustration)s?\.?\s*"
    r"(?:(?:S?\d{1,3}[A-Za-z]?|[IVX]{1,4}|[A-H])\s*(?:[.:|–—]|$)|(?:[.:|–—](?!\s*S?\d)|$)"
    rf"|S?\d{{1,3}}[A-Za-z]?\s+(?-i:[A-Z])(?!(?:,?\s(?:and\s)?(?-i:[A-H])\b[\w\s,()]{{0,40}})?,?\s+{_TOLD}\b|\s(?:and|to|&)\s[A-H]\b))",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(r"(?:supplementa\w*\s+)?(?:table|fig(?:ure)?)s?\.?\s*S?\d{1,3}[.:]?", re.IGNORECASE)
_PAGER = re.compile(
    r"(?:\W*\b(?:pages?|previous|prev)\b\W*){0,2}((?:(?:\d{1,3}|…|\.{3})[ |·,]+){1,40}\d{1,3})"
    r"(?:\W+(?:next|last|single|view|all|show|»|›|>).{0,30})?\W*",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"\bpage\s+(\d{1,3})\s*(?:of|/)\s*(\d{1,3})\b", re.IGNORECASE)
_TEASER = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:…|\.\.\.)?\s*(?:read|view|see) more)\W*$", re.IGNORECASE)
HOUSE_SENTENCE_MAX_WORDS = 80
MAX_PAGER_WORDS = 15


def ends_article(text: str) -> bool:
    """Whether a block opens what follows an article: related articles, comments, the footer."""
    line = text.strip().split("\n", 1)[0]
    return bool(_END.fullmatch(line)) or heads_other_articles(text)


def heads_other_articles(text: str) -> bool:
    """Whether a block is the heading over links to other articles."""
    return bool(_OTHER_ARTICLES.fullmatch(text.strip()))


def heads_apparatus(text: str) -> bool:
    """Whether a block is the heading over what a publisher prints about an article, or over its reference list."""
    return bool(_APPARATUS.fullmatch(text.strip()))


def is_apparatus_line(text: str) -> bool:
    """Whether a block is a line of that kind without a heading: "Keywords: …", "Received: …", "© 2020 …"."""
    return bool(_APPARATUS_LINE.match(text.strip()))


def is_foot(text: str) -> bool:
    """Whether a block files the article: its tags, topics and categories."""
    return bool(_FOOT.match(text.strip()))


def is_link(text: str) -> bool:
    """Whether a block is a link alone, as a text browser numbers it."""
    return bool(_NUMBERED_LINK.match(text.strip()))


def is_figure_link(text: str) -> bool:
    """Whether a block is the link under a figure or table that shows it in full."""
    return bool(_FIGURE_LINK.fullmatch(text.strip()))


def is_bare_label(text: str) -> bool:
    """Whether a block is the number of a figure or table and nothing else."""
    return bool(_BARE_LABEL.fullmatch(text.strip()))


def is_furniture(text: str) -> bool:
    """Whether a block is something that stands between an article's paragraphs or around them."""
    line = text.strip()
    if _PASSING.match(line) or is_figure_link(line):
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
    if (match := _PAGE_OF.search(text)) and len(text.split()) <= MAX_PAGER_WORDS:
        page, pages = int(match[1]), int(match[2])
        return (page, pages) if page <= pages else None
    if match := _PAGER.fullmatch(text.strip()):
        numbers = [int(number) if number.isdigit() else 0 for number in re.findall(r"\d+|…|\.{3}", match[1])]
        # An ellipsis stands for the numbers that it leaves out.
        if numbers[0] == 1 and all(not a or not b or b == a + 1 for a, b in pairwise(numbers)):
            return 0, numbers[-1]
    return None
