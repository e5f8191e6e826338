"""The large publishing houses: the article as their pages have it when a browser saves them."""

from tests.publishers.article import ABSTRACT, AFFILIATION, AUTHORS, BY_NAME, CAPTION, TABLE, TITLE, body, entries, linked, named, page


def sciencedirect(by_name: bool = False) -> str:
    """ScienceDirect as its script leaves it: paragraphs are divs, markers and entries meet only by back links."""
    link = (
        '<a class="anchor anchor-primary" href="#bib{n}" name="bbib{n}" id="bbib{n}" data-xocs-content-type="reference" data-xocs-content-id='
        '"bib{n}"><span class="anchor-text-container"><span class="anchor-text">{text}</span></span></a>'
    )
    cite = (
        named(lambda n, name: link.format(n=n, text=name))
        if by_name
        else linked(lambda n: link.format(n=n, text=f"[{n}]"), " ", "", ", ", "–")
    )
    figure = (
        f'<figure class="figure text-xs" id="fig1"><span><img><ol class="links-for-figure"><li><a>Download: Download high-res image (120KB)</a></li>'
        f'<li><a>Download full-size image</a></li></ol></span><span class="captions text-s"><p>Fig. 1. {CAPTION}</p></span></figure>'
        f'<div class="tables frame-topbot" id="tbl1"><span class="captions text-s"><p><span class="label">Table 1</span>. Caption words.</p></span>'
        f'<div class="groups">{TABLE}</div></div>'
    )
    text = body(
        cite,
        section='<section id="sec{n}"><h2 id="st{n}" class="u-h4 u-margin-l-top u-margin-xs-bottom">{n}. {heading}</h2>{text}</section>',
        paragraph='<div class="u-margin-s-bottom" id="p00{n}">{text}</div>',
        extra=figure,
    )
    label = '<a class="anchor anchor-primary" href="#bbib{n}" id="ref-id-bib{n}"><span>{label}</span></a>'
    listed = entries(
        '<li><span class="label u-font-sans">'
        + label.replace("{label}", "Berg et al., {year}" if by_name else "[{n}]")
        + '</span><span class="reference" id="h{n}"><div class="contribution"><div class="authors u-font-sans">{e.authors[0]}</div>'
        '<div id="ref-id-h{n}" class="title text-m">{title}</div></div><div class="host u-font-sans">Bird J., {volume} ({year}), pp. {pages}, '
        '<a href="https://doi.org/{doi}">{doi}</a></div><div class="ReferenceLinks u-font-sans"><a><span>View PDF</span></a><a><span>View article'
        "</span></a><a><span>View in Scopus</span></a><a><span>Google Scholar</span></a></div></span></li>"
    )
    return page(
        '<main><article class="col-lg-12"><div class="Publication" id="publication"><div><h2 id="publication-title"><a>Journal of Birds</a></h2>'
        f'<div class="text-xs"><a>Volume 12</a>, 2020, 7</div></div></div><h1 id="screen-reader-main-title" class="Head"><span class="title-text">'
        f'{TITLE}</span></h1><div class="Banner" id="banner"><div class="wrapper truncated"><div class="AuthorGroups"><div class="author-group">'
        f'<span class="sr-only">Author links open overlay panel</span>{BY_NAME}</div></div><button>Show more</button></div></div>'
        '<div class="LinkSection"><span>Add to Mendeley</span> <span>Share</span> <span>Cite</span></div><div class="Abstracts" id="abstracts">'
        '<div class="abstract author-highlights" id="ab1"><h2>Highlights</h2><div><ul class="list"><li class="react-xocs-list-item"><span '
        'class="list-label">•</span><span><div class="u-margin-s-bottom">Abstract words: most nests of storks stand on roofs.</div></span></li></ul>'
        f'</div></div><div class="abstract author" id="ab2"><h2>Abstract</h2><div><div class="u-margin-s-bottom">{ABSTRACT}</div></div></div></div>'
        '<div class="Keywords"><h2>Keywords</h2><div class="keyword"><span>Furniture words</span></div><div class="keyword"><span>Nest</span></div></div>'
        f'<div class="Body" id="body"><div>{text}</div></div><div class="Appendices"></div><section class="bibliography" id="cebibl1"><h2 class='
        f'"section-title">References</h2><section class="bibliography-sec" id="bs1"><ol class="references" id="reference-links-bs1">{listed}</ol>'
        '</section></section><div class="related-content-links"><h2>Cited by (12)</h2><ul><li><h3><a>Furniture words and the owls</a></h3></li></ul>'
        '</div><div class="Copyright"><span>© 2020 Furniture words.</span></div></article><div class="RelatedContent"><section><h2>Recommended '
        "articles</h2><p>Furniture words about other birds that you may like to read in this journal.</p></section></div></main>"
    )


def wiley() -> str:
    """Wiley: superscript numbers, an accordion of references that are known by data-bib-id."""
    text = body(
        linked(
            lambda n: f'<span><a href="#jb-bib-000{n}" class="bibLink tab-link" data-tab="pane-pcw-references">{n}</a></span>',
            "<sup>",
            "</sup>",
        ),
        raised=True,
        section='<section class="article-section__content" id="jb-sec-{n}"><h2 class="article-section__title section__title">{n} {heading}</h2>'
        "{text}</section>",
        extra=f'<section class="article-section__inline-figure"><figure class="figure" id="fig1"><a><img></a><figcaption>{CAPTION}<a>Open in figure '
        "viewer</a><a>PowerPoint</a></figcaption></figure></section>",
    )
    listed = entries(
        '<li data-bib-id="jb-bib-000{n}"><span class="bullet">{n}</span>{text}<div class="extra-links getFTR"><a href="https://doi.org/{doi}">'
        "<span>{doi}</span></a><a class='visitable'>PubMed</a><a>Web of Science®</a><a>Google Scholar</a></div></li>"
    )
    return page(
        f'<main id="article__content"><article><div class="article-citation"><h1 class="citation__title">{TITLE}</h1><div class="loa-wrapper '
        f'loa-authors"><div class="accordion-tabbed"><span>{BY_NAME}</span><div class="author-info accordion-tabbed__content" style="display: none;">'
        f'<p>{AFFILIATION}</p><p>Contribution: furniture words</p></div></div></div></div><section class="article-section article-section__abstract">'
        f'<h3>Abstract</h3><div class="article-section__content en main"><p>{ABSTRACT}</p></div></section><section class="article-section '
        f'article-section__full">{text}</section><section class="article-section article-section__references" id="references-section"><div class='
        '"article-accordion accordion-tabbed"><div class="accordion__control" role="button"><h2 class="article-section__header">REFERENCES</h2></div>'
        f'<div class="accordion__content"><ul class="rlist separator">{listed}</ul></div></div></section><section class="article-section '
        'article-section__citedBy cited-by"><h2>Citing Literature</h2><p>Furniture words of those who cite this article in other journals.</p>'
        '</section></article></main><section class="pane-pcw-related"><h2>Recommended</h2><p>Furniture words about the birds of other valleys.</p>'
        "</section>"
    )


def silverchair(raised: bool = True) -> str:
    """Oxford Academic: links to nowhere, the entry in reveal-id; family names in boxes of their own."""
    link = (
        '<span class="xrefLink" id="jumplink-B{n}"></span><a href="javascript:;" reveal-id="B{n}" data-open="B{n}" class="link link-ref link-reveal '
        'xref-bibr">{text}</a>'
    )
    cite = linked(lambda n: link.format(n=n, text=n), "<sup>", "</sup>") if raised else named(lambda n, name: link.format(n=n, text=name))
    figure = (
        '<div data-id="F1" data-content-id="F1" class="fig fig-section js-fig-section"><div class="graphic-wrap"><img><div class="graphic-bottom">'
        f'<div class="label fig-label">Figure 1.</div><div class="caption fig-caption"><p class="chapter-para">{CAPTION}</p></div>'
        '<div class="ajax-articleFigures"><a>Open in new tab</a><a>Download slide</a></div></div></div></div>'
        f'<div class="table-full-width-wrap"><div class="table-wrap"><div class="table-wrap-title"><span class="label title-label">Table 1.</span>'
        f'<div class="caption"><p class="chapter-para">Caption words of a table.</p></div></div>{TABLE}</div></div>'
    )
    text = body(
        cite,
        raised,
        section='<h2 scrollto-destination="{n}" id="{n}" class="section-title js-splitscreen-section-title">{heading}</h2>{text}',
        paragraph='<p class="chapter-para">{text}</p>',
        extra=figure,
    )
    listed = entries(
        '<div content-id="B{n}" class="js-splitview-ref-item" data-legacy-id="B{n}"><div class="refLink-parent"><span class="refLink"><a name='
        '"jumplink-B{n}" href="javascript:;" aria-label="jumplink-B{n}" data-id=""></a></span></div><div class="ref false"><div id="ref-auto-B{n}" '
        'class="ref-content" data-id="B{n}">'
        + ('<span class="label title-label" id="label-B{n}">{n}.</span>' if raised else "")
        + "<div class="
        '"mixed-citation citation">{text}<div class="citation-links"><div class="citation-links-compatibility"><a>Google Scholar</a></div><div>'
        '<a href="https://doi.org/{doi}">Crossref</a></div><span class="inst-open-url-holders">Search ADS</span></div></div></div></div></div>'
    )
    people = "".join(
        f'<div class="al-author-name-more js-flyout-wrap"><a class="linked-name js-linked-name-trigger">{name}</a><div class="al-author-info-wrap '
        f'arrow-up" style="display:none"><div class="info-card-author"><div class="info-card-affilitation">{AFFILIATION}</div></div></div></div>'
        for name in AUTHORS
    )
    return page(
        f'<div class="article-browse_content"><div class="article-body"><div id="ContentTab"><div class="title-wrap"><h1 class="wi-article-title">'
        f'{TITLE}</h1></div><div class="wi-authors"><div class="al-authors-list">{people}</div></div><div class="pub-history-wrap"><div>Published: '
        '05 March 2020</div></div><div class="widget-items" data-widgetname="ArticleFulltext"><h2 class="abstract-title">Abstract</h2>'
        f'<section class="abstract"><p class="chapter-para">{ABSTRACT}</p></section><div class="article-metadata-panel"><div class="kwd-group">'
        f'<a>furniture words</a>, <a>storks</a></div></div>{text}<h2 class="backreferences-title js-splitscreen-backreferences-title" '
        f'scrollto-destination="9">References</h2><div class="ref-list js-splitview-ref-list">{listed}</div><div class="copyright">© The Author(s) '
        '2020. Published by furniture words.</div></div></div></div></div><div class="sidebar"><h3>Citing articles via</h3><p>Furniture words in a bar '
        "at the side of the page, about alerts.</p></div>"
    )


def frontiers() -> str:
    """Frontiers: numbers in parentheses, entries are paragraphs."""
    text = body(
        linked(lambda n: f'<a href="#B{n}">{n}</a>', " (", ")", ", "),
        section='<a id="h{n}" name="h{n}"></a><h2>{heading}</h2>{text}',
        paragraph='<p class="mb15">{text}</p>',
        extra='<div class="DottedLine"></div><div class="Imageheaders">FIGURE 1</div><div class="FullWidth"><a name="F1"><img></a>'
        f'<p><strong>Figure 1</strong>. {CAPTION}</p></div><div class="clear"></div><div class="DottedLine mb15"></div>',
    )
    listed = entries(
        '<div class="References" style="margin-bottom:0.5em;"><p class="ReferencesCopy1"><a name="B{n}" id="B{n}"></a>{n}. {text} doi: {doi}</p>'
        '<p class="ReferencesCopy2"><a href="https://pubmed.ncbi.nlm.nih.gov/1234{n}">PubMed Abstract</a> | <a href="https://doi.org/{doi}">CrossRef Full '
        "Text</a> | <a>Google Scholar</a></p></div>"
    )
    return page(
        f'<main><div class="article-section"><div class="JournalAbstract"><div class="AbstractTitle"><h1>{TITLE}</h1></div><div class="authors">'
        f'{BY_NAME}</div><ul class="notes"><li><sup>1</sup>{AFFILIATION}</li></ul><p>{ABSTRACT}</p></div><div class="JournalFullText">{text}'
        f'<h2>References</h2>{listed}<div class="thinLineM20"></div><p><strong>Keywords:</strong> furniture words, storks, nests</p><p><strong>Citation:'
        "</strong> Berg I, Holm O and Lee K (2020) Furniture words. <i>Front. Birds</i> 12:7. doi: 10.1000/storks.7</p><p>Received: 01 May 2019; "
        "Accepted: 09 January 2020;<br>Published: 05 March 2020, furniture words.</p><p>Edited by:<br><a>Furniture words</a>, University of the Hills"
        "</p><p>Copyright © 2020 Berg, Holm and Lee. This is an open-access article distributed under the terms of furniture words.</p>"
        '<p id="fn1">*Correspondence: Ida Berg, furniture words</p></div></div></main>'
    )
