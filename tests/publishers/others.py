"""University presses, small publishers, an encyclopedia and a magazine: the article as their pages have it when a browser saves them."""

from tests.publishers.article import ABSTRACT, AFFILIATION, BY_NAME, CAPTION, TITLE, body, entries, harvard, linked, named, page


def taylor() -> str:
    """Taylor & Francis: words for screen readers in each marker, links to "#" with data-rid, author-year."""

    def link(n: int, name: str) -> str:
        return (
            f'<span class="ref-lnk lazy-ref bibr"><span class="off-screen">Citation</span><a data-rid="CIT000{n}" data-reflink="_i{n}" href="#">'
            f'<span class="off-screen">Citation</span>{name}</a></span>'
        )

    text = body(
        named(link),
        section='<div id="S00{n}" class="NLM_sec NLM_sec_level_1"><h2 class="section-heading-2">{heading}</h2>{text}</div>',
        extra='<div class="figure figureViewer"><div class="hidden figureViewerArticleInfo"><span class="figViewerTitle">Furniture words</span></div>'
        f'<div class="figureThumbnailContainer"><div class="figureInfo"><p class="captionText"><span class="captionLabel">Figure 1.</span> {CAPTION}</p>'
        '<div class="figureDownloadOptions"><a>Display full size</a></div></div></div></div>',
    )
    listed = entries(
        '<li id="CIT000{n}"><span><span class="hlFld-ContribAuthor">{text}</span><span class="ref-links"><span class="xlinks-container"><span '
        "class='googleScholar-container'><a>[Google Scholar]</a></span></span></span></span></li>",
        harvard,
    )
    return page(
        f'<main><div class="hlFld-Title"><h1><span class="NLM_article-title">{TITLE}</span></h1></div><div class="literatumAuthors"><span>{BY_NAME}</span>'
        f'<span class="overlay" style="display:none">{AFFILIATION}</span></div><div class="itemPageRangeHistory">Received 01 May 2019, Accepted 09 Jan '
        f'2020</div><div class="hlFld-Abstract"><h2>ABSTRACT</h2><p>{ABSTRACT}</p></div><div class="abstractKeywords"><p class="kwd-title">KEYWORDS: '
        f'</p><ul><li>Furniture words</li><li>storks</li></ul></div><div class="hlFld-Fulltext">{text}</div><h2 id="_i99">References</h2><ul class='
        f'"references" id="references-Section">{listed}</ul></main><div class="related-articles"><h2>Related research</h2><p>People also read furniture '
        "words that other readers of this article have read.</p></div>"
    )


def cambridge() -> str:
    """Cambridge Core: "Reference Berg" for screen readers in each marker, names and year apart, entries in a circle list."""

    def link(n: int, name: str) -> str:
        people, year = name.rsplit(", ", 1)
        return (
            f'<a class="xref bibr" href="#r{n}"><span class="show-for-sr">Reference {people} and others</span>{people},</a> '
            f'<a class="xref bibr" href="#r{n}"><span class="show-for-sr">Reference {people} and others</span>{year}</a>'
        )

    text = body(
        named(link),
        section='<div class="sec intro" data-magellan-destination="s{n}" id="s{n}"><h2>{heading}</h2>{text}</div>',
        paragraph='<p class="p">{text}</p>',
        extra='<section><div class="fig" data-magellan-destination="fig1" id="fig1"><div class="figure-thumb"><img></div><div class="caption"><p class="p">'
        f'<span class="label">Figure 1.</span> {CAPTION}</p></div></div></section>',
    )
    listed = entries(
        '<div id="r{n}" class="circle-list__item"><div class="circle-list__item__grouped"><div class="circle-list__item__grouped__content">{text}'
        '</div><div class="circle-list__item__number"><a href="https://doi.org/{doi}">CrossRef</a><a>Google Scholar</a></div></div></div>',
        harvard,
    )
    return page(
        f'<main><hgroup><h1>{TITLE}</h1></hgroup><p>Published online by Cambridge University Press: 05 March 2020</p><div class="contributors-details">'
        f'<a>{BY_NAME}</a></div><div class="abstract-content"><h2>Abstract</h2><div class="abstract"><p>{ABSTRACT}</p></div></div><div class='
        f'"article research-article NLM"><div class="body">{text}</div></div><div id="references-list" class="ref-list"><h2>References</h2><div class='
        f'"circle-list">{listed}</div></div></main><div class="cited-by"><h2>Cited by</h2><p>Furniture words of those that cite this article.</p></div>'
    )


def hindawi() -> str:
    """Hindawi: plain linked numbers; nothing but ids in the list."""
    text = body(
        linked(lambda n: f'<a href="#B{n}">{n}</a>', " [", "]", ", "),
        section='<div class="xml-content"><h4 class="header" id="s{n}">{n}. {heading}</h4>{text}</div>',
        extra=f'<div class="floats-partial"><div class="fig" id="fig1"><img><div><b>Figure 1 </b></div><div>{CAPTION}</div></div></div>',
    )
    listed = entries(
        '<li id="B{n}"><div class="referenceContent"><p class="referenceText">{text}</p><div class="reflinks">View at: <a>Publisher Site</a> | <a>Google '
        "Scholar</a></div></div></li>"
    )
    return page(
        f'<div class="mainContent"><h1 class="article_title">{TITLE}</h1><div class="articleHeader__authors">{BY_NAME}</div><div class="article_body">'
        f'<div class="xml-content"><h4 class="header">Abstract</h4><p>{ABSTRACT}</p></div>{text}<div class="xml-content"><h4 class="header">Data '
        f"Availability</h4><p>Abstract words: the data are kept at the institute of the authors.</p></div><h4 class='header'>References</h4><ol>{listed}</ol>"
        '<div class="copyright"><h4 class="header">Copyright</h4><p>Copyright © 2020 Ida Berg et al. This is an open access article distributed under '
        "furniture words.</p></div></div></div>"
    )


def peerj() -> str:
    """PeerJ: names and years with data-jats-rid; entries begin with authors and year."""
    text = body(
        named(lambda n, name: f'<a class="xref xref-bibr" href="#ref-{n}" data-jats-ref-type="bibr" data-jats-rid="ref-{n}">{name}</a>'),
        section='<section class="sec" id="sec-{n}"><h2 class="heading">{heading}</h2>{text}</section>',
        extra=f'<figure class="fig" id="fig1" itemprop="image"><div class="image-container"><img></div><figcaption><h4>Figure 1: Caption words.</h4>'
        f'<div class="caption"><p>{CAPTION}</p></div><div class="article-image-download">DOI: 10.7717/fig-1</div></figcaption></figure>',
    )
    listed = entries(
        '<li class="ref" id="ref-{n}"><div class="citation"><span class="citation-authors-year"><b><span class="name">{e.authors[0]}</span>. </b>{year}. </span>'
        '<cite itemprop="name">{title}.</cite> <span class="source">Bird Journal</span> <b>{volume}</b>:{pages} <a href="https://doi.org/{doi}">'
        "<i class='icon'></i></a></div></li>"
    )
    return page(
        f'<article itemscope itemtype="http://schema.org/ScholarlyArticle"><header><div class="self-citation"><p>Berg I, Holm O, Lee K. 2020. '
        f'<span>Furniture words</span>. PeerJ 12:e7</p></div><h1 class="article-title" itemprop="name headline">{TITLE}</h1><div class="article-authors">'
        f'{BY_NAME}</div></header><div class="abstract" itemprop="description"><h2>Abstract</h2><p>{ABSTRACT}</p></div><main>{text}</main><footer>'
        f'<section class="ref-list-container" id="references"><h2 class="heading">References</h2><ul class="ref-list">{listed}</ul></section></footer>'
        "</article>"
    )


def jmir() -> str:
    """JMIR: footnote links in brackets, h4 headings, the id inside the entry."""
    text = body(
        linked(lambda n: f'<a class="footers" href="#ref{n}" rel="footnote">{n}</a>', " [", "]"),
        section='<h4 class="h4-border-top" id="H{n}">{heading}</h4>{text}',
        paragraph='<p class="abstract-paragraph">{text}</p>',
        extra=f'<figure id="fig1"><a name="figure1">&#8206;</a><img class="figure-image"><figcaption><span class="typcn">Figure 1.</span> {CAPTION}</figcaption></figure>',
    )
    listed = entries(
        '<li><span id="ref{n}">{text} [<a href="https://doi.org/{doi}">FREE Full text</a>] [<a>CrossRef</a>] [<a href="https://pubmed.ncbi.nlm.nih.gov/1234{n}">'
        "Medline</a>]</span></li>"
    )
    return page(
        f'<main class="article"><h1>{TITLE}</h1><div class="authors-for-screen"><ul><li>{BY_NAME}</li></ul></div><div class="main-article-content"><article><h3 '
        f'class="h3-main">Abstract</h3><p class="abstract-sub">{ABSTRACT}</p><h4>{"Keywords"}</h4><p>furniture words; storks; <a>nests</a></p>{text}<h4 class="h4-border-top">'
        f'References</h4><div class="footnotes"><ol>{listed}</ol></div><hr><h4 class="h4-border-top">Abbreviations</h4><div class="table"><table><tr><td>'
        'SD: furniture words</td></tr></table></div><p style="font-style: italic">Edited by G Furniture words; submitted 01.05.19; published 05.03.20</p>'
        f"<p><b>Copyright</b></p><p>©Ida Berg, Ole Holm, Kim Lee. Originally published in the Journal of furniture words.</p></article></div></main>"
    )


def wikipedia() -> str:
    """Wikipedia: bracketed links in superscripts, back links, an edit link at each heading, notes apart from works."""
    text = body(
        lambda printed: "".join(
            f'<sup id="cite_ref-Name{n}_{n}-0" class="reference"><a href="#cite_note-Name{n}-{n}"><span class="cite-bracket">[</span>{n}<span '
            'class="cite-bracket">]</span></a></sup>'
            for n in (range(int(printed[0]), int(printed[2]) + 1) if "-" in printed else map(int, printed.split(",")))
        ),
        raised=True,
        section='<div class="mw-heading mw-heading2"><h2 id="s{n}">{heading}</h2><span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a '
        'href="/w/x"><span>edit</span></a><span class="mw-editsection-bracket">]</span></span></div>{text}',
        extra=f'<figure class="mw-default-size" typeof="mw:File/Thumb" id="fig1"><a><img></a><figcaption>{CAPTION}</figcaption></figure>',
    )
    listed = entries(
        '<li id="cite_note-Name{n}-{n}"><span class="mw-cite-backlink">^ <a href="#cite_ref-Name{n}_{n}-0"><sup><i><b>a</b></i></sup></a> <a '
        'href="#cite_ref-Name{n}_{n}-1"><sup><i><b>b</b></i></sup></a></span> <span class="reference-text"><cite class="citation journal cs1">{text} '
        '<a href="/wiki/Doi">doi</a>:<a class="external text" href="https://doi.org/{doi}">{doi}</a>.</cite></span></li>'
    )
    return page(
        f'<main id="content" class="mw-body"><header><h1 id="firstHeading"><span class="mw-page-title-main">{TITLE}</span></h1></header><div id="bodyContent">'
        '<div id="siteSub" class="noprint">From Wikipedia, the free furniture words</div><div class="mw-content-ltr mw-parser-output"><div role="note" class='
        f'"hatnote navigation-not-searchable">For other furniture words, see <a>Stork</a>.</div><table class="infobox"><tr><th>Furniture words</th></tr></table>'
        f'<p>Abstract words: <b>storks</b> nest on the roofs of villages in the north of the old world.</p>{text}<div class="mw-heading mw-heading2"><h2>See also</h2>'
        '</div><ul><li><a>Furniture words</a></li></ul><div class="mw-heading mw-heading2"><h2 id="References">References</h2><span class="mw-editsection">[<a>edit'
        f'</a>]</span></div><div class="mw-references-wrap mw-references-columns"><ol class="references">{listed}</ol></div><div class="mw-heading mw-heading2">'
        '<h2>External links</h2></div><ul><li><a>Furniture words on the net of all nets</a></li></ul><div role="navigation" class="navbox"><table><tr><td>Furniture '
        "words</td></tr></table></div></div></div></main>",
        head="",
    )


def wordpress() -> str:
    """The Rheumatologist and other WordPress magazines: raised numbers without links, boxes of other articles."""
    text = body(
        lambda printed: f"<sup>{printed.replace('-', '–')}</sup>",
        raised=True,
        section="<h3>{heading}</h3>{text}",
        paragraph="<p>{text}</p>",
        extra='<div class="ad-wrap"><p>ad goes here:advert-1</p><p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE</p></div><div class="rum-explore"><h4>Explore This Issue</h4>'
        '<a>May 2020 furniture words</a></div><div class="wp-caption alignright" id="fig1"><img><p class="wp-caption-text">FIGURE 1: Caption words.</p></div>',
    )
    return page(
        f'<div id="content"><article class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><p class="entry-meta">'
        '<time class="entry-time">March 5, 2020</time> &nbsp;•&nbsp; By <span class="entry-author">Ida Berg, MD, Ole Holm, MD, &amp; Kim Lee, PhD</span></p></header>'
        f'<div class="entry-content"><p>Abstract words open the report from the villages of the valley, where storks are at home.</p>{text}<hr><p><strong><em>Ida Berg, MD,'
        f"</em></strong> Abstract words: she counts birds at the institute.</p><h4>References</h4><ol>{entries('<li>{{text}}</li>'.replace('{{', '{').replace('}}', '}'))}</ol>"
        '<div class="page-links">Page: <span>1</span> <a>2</a> | <a>Single Page</a></div></div><footer class="entry-footer"><p class="entry-meta">Filed Under: <a>Furniture '
        "words</a> Tagged With: <a>nest</a></p></footer></article><div class='related'><h3>Related Articles</h3><ul><li><h4>Furniture words of owls</h4><p>Furniture words in a "
        "teaser that breaks off…</p></li></ul></div></div>",
        head='<meta property="og:site_name" content="Journal of Birds"><meta property="article:published_time" content="2020-03-05T08:00:00+00:00">',
    )


def no_list() -> str:
    """A page whose reference list is loaded by a script that never ran."""
    text = body(linked(lambda n: f'<a href="#bib{n}" class="bibLink">{n}</a>', "<sup>", "</sup>"), raised=True)
    return page(
        f"<main><h1>{TITLE}</h1>{text}<section id='references-section'><h2>References</h2><p>Loading furniture words…</p></section></main>"
    )
