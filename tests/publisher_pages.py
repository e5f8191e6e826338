"""The article of publishers.py as some twenty families of sites have it in a saved page.

All that is no part of the article holds "furniture words", "Caption words" or "Affiliation words".
"""

from tests.publishers import AFFILIATION, AUTHORS, CAPTION, ENTRIES, TITLE, body, entries, harvard, linked, named, page, vancouver

ABSTRACT = "Abstract words say in short what the survey of the nests found in the villages."
TABLE = "<table><thead><tr><th>Village</th><th>Furniture words</th></tr></thead><tbody><tr><td>Riverton</td><td>12</td></tr></tbody></table>"
BY_NAME = ", ".join(AUTHORS)


def pmc() -> str:
    """PubMed Central since 2024."""
    people = "".join(
        f'<a href="https://pubmed.ncbi.nlm.nih.gov/?term=x" class="usa-link" aria-describedby="id{n}"><span class="name western">{name}</span></a>'
        f'<div hidden="hidden" id="id{n}"><h3><span class="name western">{name}</span></h3><div class="p"><sup>1</sup>{AFFILIATION}</div></div>'
        f"<sup>1</sup>{', ' if n < 2 else ''}"
        for n, name in enumerate(AUTHORS)
    )
    figure = (
        '<figure class="fig xbox font-sm" id="fig1"><h3 class="obj_head">Fig. 1.</h3><p class="img-box"><a class="tileshop"><img alt="x"></a></p>'
        f'<div class="p text-right"><a class="usa-link">Open in a new tab</a></div><figcaption><p>{CAPTION}</p></figcaption></figure>'
        '<section class="tw xbox font-sm" id="tab1"><h3 class="obj_head">Table 1.</h3><div class="caption p"><p>Caption words of a table.</p>'
        f'</div><div class="tbl-box p">{TABLE}</div><div class="p text-right"><a>Open in a new tab</a></div>'
        '<div class="tw-foot p"><div class="fn" id="fn1"><p><sup>a</sup>Furniture words under the table, in a foot of its own.</p></div></div></section>'
    )
    text = body(
        linked(lambda n: f'<a href="#CR{n}" class="usa-link" aria-describedby="CR{n}">{n}</a>', " [", "]", ", "),
        section='<section id="Sec{n}"><h2 class="pmc_sec_title">{heading}</h2>{text}</section>',
        extra=figure,
    )
    listed = entries(
        '<li id="CR{n}"><span class="label">{n}.</span><cite>{text}</cite> [<a href="https://doi.org/{doi}" class="usa-link">DOI</a>] '
        '[<a class="usa-link">PubMed</a>] [<a href="https://scholar.google.com/x" class="usa-link">Google Scholar</a>]</li>'
    )
    return page(
        '<main id="main-content"><section class="pmc-alert"><p>As a library, NLM provides access to furniture words. Inclusion does not imply '
        "endorsement of furniture words by NLM.</p></section>"
        f'<article lang="en"><section aria-label="Article citation and metadata"><div>J Birds. 2020 Mar 5;12:7. doi: 10.1000/storks.7</div>'
        f'<section class="front-matter"><div class="ameta p"><hgroup><h1>{TITLE}</h1></hgroup><div class="cg p">{people}</div>'
        '<ul class="d-buttons"><li><button>Author information</button></li><li><button>Article notes furniture words</button></li></ul>'
        f'<div class="d-panels"><div id="aip_a" class="d-panel p" style="display: none"><div class="p"><sup>1</sup>{AFFILIATION}</div></div></div>'
        "<div>Received 2019 May 1; Accepted 2020 Jan 9.</div></div></section></section>"
        '<section aria-label="Article content"><section class="body main-article-body"><section class="abstract" id="abs1"><h2>Abstract</h2>'
        f"<p>{ABSTRACT}</p><section class='kwd-group'><p><strong>Keywords:</strong> furniture words, storks</p></section></section>{text}"
        f'<section class="ref-list" id="Bib1"><h2 class="pmc_sec_title">References</h2><section><ul class="ref-list font-sm">{listed}</ul>'
        "</section></section></section></section></article></main>"
        '<div class="courtesy-note">Articles from Journal of Birds are provided here courtesy of <strong>furniture words</strong></div>'
    )


def pmc_old() -> str:
    """PubMed Central before: superscripts, "Go to" links, pop-up figures."""
    figure = (
        '<div class="fig iconblock whole_rhythm clearfix" id="fig1"><div class="figpopup"><a><img></a><div class="small"><a>Open in a separate '
        f'window</a></div></div><div class="icnblk_cntnt"><div><a>Figure 1</a></div><div class="caption"><span>{CAPTION}</span></div></div></div>'
    )
    text = body(
        linked(lambda n: f'<a href="#B{n}" rid="B{n}" class=" bibr popnode">{n}</a>', "<sup>", "</sup>"),
        raised=True,
        section='<div id="s{n}" class="tsec sec"><div class="goto jig-ncbiinpagenav-goto-container"><a class="tgt_dark page-toc-label" href="#">'
        'Go to:</a></div><h2 class="head no_bottom_margin">{heading}</h2>{text}</div>',
        extra=figure,
    )
    listed = entries(
        '<div class="ref-cit-blk half_rhythm" id="B{n}">{n}. <span class="element-citation">{text} </span>'
        '[<a href="/pmc/articles/PMC1/">PMC free article</a>] [<a href="https://pubmed.ncbi.nlm.nih.gov/1234{n}">PubMed</a>] '
        "[<a>Google Scholar</a>]</div>"
    )
    return page(
        f'<div id="mc" class="article lit-style content"><div class="fm-sec"><h1 class="content-title">{TITLE}</h1><div class="half_rhythm">'
        f'<div class="contrib-group fm-author">{BY_NAME}</div></div><div class="fm-panel togglers">Author information Article notes Copyright and '
        f'License information Disclaimer furniture words</div></div>{text}<div id="idm1" class="tsec sec"><div class="goto"><a href="#">Go to:</a>'
        f'</div><h2 class="head">References</h2><div class="ref-list-sec sec" id="reference-list">{listed}</div></div></div>'
    )


def plos() -> str:
    """PLOS: numbers in brackets, author pop-ups, download links over each caption."""
    people = "".join(
        f'<li data-js-tooltip="tooltip_trigger"><a data-author-id="{n}" class="author-name">{name} ,</a><div id="author-meta-{n}" '
        f'class="author-info" data-js-tooltip="tooltip_target"><p class="roles">Roles furniture words</p><p>Affiliation {AFFILIATION}</p></div></li>'
        for n, name in enumerate(AUTHORS)
    )
    figure = (
        '<div class="figure" id="fig1" data-doi="10.1371/g1"><div class="img-box"><a><img></a></div><div class="figure-inline-download">Download:'
        '<ul><li><a>PPT PowerPoint slide</a></li><li><a>PNG larger image</a></li><li><a>TIFF original image</a></li></ul></div>'
        f'<div class="figcaption"><span>Figure 1. </span> Caption words of a title.</div><p class="caption_target"><a></a>{CAPTION}</p>'
        '<p class="caption_object"><a href="https://doi.org/10.1371/g1">https://doi.org/10.1371/g1</a></p></div>'
    )
    text = body(
        linked(lambda n: f'<a href="#pone.ref00{n}" class="ref-tip">{n}</a>', " [", "]"),
        section='<div id="section{n}" class="section toc-section"><a id="sec{n}" class="link-target"></a><h2>{heading}</h2>{text}</div>',
        paragraph='<a id="a.p{n}" name="a.p{n}" class="link-target"></a><p>{text}</p>',
        extra=figure,
    )
    listed = entries(
        '<li id="ref{n}"><span class="order">{n}.</span><a name="pone.ref00{n}" id="pone.ref00{n}" class="link-target"></a>{text}'
        '<ul class="reflinks" data-doi="{doi}"><li><a data-author="x" target="_new">View Article </a></li><li><a>PubMed/NCBI </a></li>'
        "<li><a>Google Scholar </a></li></ul></li>"
    )
    return page(
        f'<main id="main-content"><header><h1 id="artTitle">{TITLE}</h1><ul class="author-list clearfix" id="author-list">{people}</ul>'
        '<ul class="date-doi"><li>Published: March 5, 2020</li></ul></header><div class="article-content"><div id="figure-carousel-section">'
        f'<h2>Figures</h2></div><div class="article-text" id="artText"><div class="abstract toc-section"><h2>Abstract</h2><p>{ABSTRACT}</p></div>'
        '<div class="articleinfo"><p><strong>Citation: </strong>Berg I, Holm O, Lee K (2020) Furniture words. PLoS ONE 7(10): e1.</p>'
        "<p><strong>Editor: </strong>Furniture words, University of the Hills</p><p><strong>Received:</strong> May 1, 2019; "
        "<strong>Accepted:</strong> January 9, 2020; furniture words</p><p><strong>Copyright:</strong> © 2020 Berg et al. This is an open-access "
        f"article distributed under the terms of furniture words.</p></div>{text}"
        f'<div class="section toc-section"><h2>References</h2><ol class="references">{listed}</ol></div></div></div></main>'
        '<aside class="article-aside"><h3>Subject Areas</h3><p>For more information about furniture words, click here.</p></aside>'
    )


def springer() -> str:
    """Springer, BMC and Nature: superscript links whose title is the whole entry; labels set by CSS."""
    figure = (
        '<div class="c-article-section__figure js-c-reading-companion-figures-item" id="fig1"><figure><figcaption><b>Fig. 1: Caption words.</b>'
        f'</figcaption><div class="c-article-section__figure-content"><div class="c-article-section__figure-description"><p>{CAPTION}</p></div></div>'
        '<div class="u-text-right u-hide-print"><a class="c-article__pill-button"><span>Full size image</span></a></div></figure></div>'
    )
    text = body(
        linked(
            lambda n: f'<a data-track="click" title="Berg, I. Furniture words. Bird J. 4, 10 (2019)." href="/articles/x1#ref-CR{n}" '
            f'id="ref-link-section-d1e{n}">{n}</a>',
            "<sup>",
            "</sup>",
        ),
        raised=True,
        section='<section aria-labelledby="Sec{n}" data-title="{heading}"><div class="c-article-section"><h2 class="c-article-section__title">'
        '{heading}</h2><div class="c-article-section__content">{text}</div></div></section>',
        extra=figure,
    )
    listed = entries(
        '<li class="c-article-references__item js-c-reading-companion-references-item" data-counter="{n}."><p class="c-article-references__text" '
        'id="ref-CR{n}">{text}</p><p class="c-article-references__links u-hide-print"><a href="https://doi.org/{doi}">Article</a>&nbsp;'
        "<a>PubMed</a>&nbsp;<a>Google Scholar</a>&nbsp;</p></li>"
    )
    return page(
        f'<div class="u-container" id="main-content"><main class="c-article-main-column"><article><div class="c-article-header"><header><ul '
        f'class="c-article-identifiers"><li>Article</li><li>Open access</li><li>Published: <time datetime="2020-03-05">05 March 2020</time></li></ul>'
        f'<h1 class="c-article-title">{TITLE}</h1><ul class="c-article-author-list"><li>{BY_NAME}</li></ul></header></div>'
        '<div class="c-article-body"><section data-title="Abstract"><div class="c-article-section" id="Abs1-section"><h2>Abstract</h2><div '
        f'class="c-article-section__content"><p>{ABSTRACT}</p></div></div></section><div data-test="cobranding-download"></div>'
        '<section class="u-mb-48"><div id="inline-recommendations" role="complementary"><h3>Similar content being viewed by others</h3><div>'
        '<article><h3><a href="/articles/y">Furniture words of another study of owls in barns</a></h3><div>Article 3 May 2018</div></article>'
        f'</div></div></section><div class="main-content">{text}</div>'
        '<section data-title="Data availability"><h2>Data availability</h2><p>Abstract words: all data are kept by the authors of the survey.</p></section>'
        '<div id="MagazineFulltextArticleBodySuffix"><section aria-labelledby="Bib1" data-title="References"><div class="c-article-section">'
        '<h2 class="c-article-section__title" id="Bib1">References</h2><div class="c-article-section__content"><div data-container-section='
        f'"references"><ol class="c-article-references">{listed}</ol><p class="c-article-references__download"><a>Download references</a></p></div>'
        '</div></div></section></div><section data-title="Author information"><h2>Author information</h2><h3>Authors and Affiliations</h3><ol><li>'
        f'<p>{AFFILIATION}</p><p>Ida Berg, Ole Holm &amp; Kim Lee</p></li></ol><h3>Corresponding author</h3><p>Correspondence to <a>Ida Berg</a>, '
        'furniture words.</p></section><section data-title="Additional information"><h2>Additional information</h2><p><b>Publisher’s note</b> '
        "Springer Nature remains neutral with regard to furniture words in published maps and institutional affiliations.</p></section>"
        '<section data-title="About this article"><h2>About this article</h2><h3>Cite this article</h3><p>Berg, I., Holm, O. Furniture words. '
        "<i>J Birds</i> 12, 7 (2020). https://doi.org/10.1000/storks.7</p></section></div></article></main></div>"
    )


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
        linked(lambda n: f'<span><a href="#jb-bib-000{n}" class="bibLink tab-link" data-tab="pane-pcw-references">{n}</a></span>', "<sup>", "</sup>"),
        raised=True,
        section='<section class="article-section__content" id="jb-sec-{n}"><h2 class="article-section__title section__title">{n} {heading}</h2>'
        "{text}</section>",
        extra=f'<section class="article-section__inline-figure"><figure class="figure" id="fig1"><a><img></a><figcaption>{CAPTION}<a>Open in figure '
        "viewer</a><a>PowerPoint</a></figcaption></figure></section>",
    )
    listed = entries(
        '<li data-bib-id="jb-bib-000{n}"><span class="bullet">{n}</span>{text}<div class="extra-links getFTR"><a href="https://doi.org/{doi}">'
        "<span>10.1000/x</span></a><a class='visitable'>PubMed</a><a>Web of Science®</a><a>Google Scholar</a></div></li>"
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
        'class="ref-content" data-id="B{n}">' + ('<span class="label title-label" id="label-B{n}">{n}.</span>' if raised else "") + '<div class='
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


def mdpi() -> str:
    """MDPI: paragraphs are divs, figures at the end and again in hidden boxes."""
    figure = f'<div class="html-fig_description"><b>Figure 1.</b> {CAPTION}</div>'
    text = body(
        linked(lambda n: f'<a href="#B{n}-birds-12-00007" class="html-bibr">{n}</a>', " [", "]"),
        section='<section id="sec{n}-birds-12-00007" type="intro"><h2 data-nested="1"> {n}. {heading}</h2>{text}</section>',
        paragraph='<div class="html-p">{text}</div>',
        extra=f'<div class="html-fig-wrap" id="fig1"><div class="html-fig_img"><img></div>{figure}</div><div class="html-fig_show mfp-hide" '
        f'id="fig_body1"><div class="html-caption"><b>Figure 1.</b> {CAPTION}</div></div>',
    )
    listed = entries(
        '<li id="B{n}-birds-12-00007" class="html-x" data-content="{n}.">{text} [<a class="google-scholar">Google Scholar</a>] '
        '[<a href="https://doi.org/{doi}" class="cross-ref">CrossRef</a>]</li>'
    )
    return page(
        f'<article class="original"><div class="html-article-content"><h1 class="title hypothesis_container">{TITLE}</h1><div class="art-authors">by '
        f'<span class="inlineblock"><div class="profile-card-drop">Ida Berg</div><div class="dropdown-content" style="display:none">SciProfiles '
        'Furniture words</div></span>, Ole Holm and Kim Lee</div><div class="art-affiliations"><div class="affiliation"><div class="affiliation-name">'
        f'{AFFILIATION}</div></div></div><div class="bib-identity"><em>Birds</em> <b>2020</b>, 12(7), 7</div><div class="pubhistory"><span>Submission '
        'received: 1 May 2019 / Accepted: 9 January 2020 / Published: 5 March 2020</span></div><div class="art-abstract"><h2>Abstract</h2><div '
        f'class="html-p">{ABSTRACT}</div></div><div class="art-keywords">Keywords: <a>furniture words</a>; <a>nest</a></div>'
        f'<div class="html-body">{text}</div><div class="html-back"><section class="html-notes"><h2>Author Contributions</h2><div class="html-p">Abstract '
        'words: all authors counted nests and wrote the text.</div></section><section id="html-references_list"><h2>References</h2><ol class="html-xx">'
        f'{listed}</ol></section><section><div class="html-fig_desc"><b>Figure 1.</b> {CAPTION}</div></section></div></div>'
        '<div class="html-footer"><b>Disclaimer/Publisher’s Note:</b> The statements, opinions and data contained in all publications are solely those '
        'of furniture words.</div></article><div class="cite-box"><h2>Share and Cite</h2><p><b>MDPI and ACS Style</b></p><p>Berg, I.; Holm, O.; Lee, K. '
        "Furniture words. <i>Birds</i> <b>2020</b>, <i>12</i>, 7.</p></div>"
    )


def elife() -> str:
    """eLife: authors and years as links; each entry holds lists of its own; reviews behind the article."""
    text = body(
        named(lambda n, name: f'<a href="#bib{n}">{name}</a>'),
        section='<section class="article-section" id="s{n}"><header class="article-section__header"><h2 class="article-section__header_text">{heading}'
        '</h2></header><div class="article-section__body">{text}</div></section>',
        paragraph='<p class="paragraph">{text}</p>',
        extra='<div id="fig1" class="asset-viewer-inline"><div class="asset-viewer-inline__header_panel"><div class="asset-viewer-inline__header_text">'
        '<span>Figure 1</span></div><div class="figure-link"><a>Download asset</a><a>Open asset</a></div></div><figure class="captioned-asset">'
        f"<figcaption><h6>Caption words.</h6><p>{CAPTION}</p></figcaption></figure></div>",
    )
    listed = entries(
        '<li class="reference-list__item"><div class="reference-list__ordinal_number">{n}</div><div class="reference" data-popup-label="x" id="bib{n}">'
        '<div class="reference__title">{title}</div><ol class="reference__authors_list"><li class="reference__author"><a>{e.authors[0]}</a></li>'
        '<li class="reference__author"><a>Furness Q</a></li></ol><span class="reference__authors_list_suffix"> ({year})</span><div class='
        '"reference__origin"><i>Bird Journal</i> <b>{volume}</b>:{pages}.</div><span class="doi"><a href="https://doi.org/{doi}">https://doi.org/{doi}'
        '</a></span><ul class="reference__abstracts"><li><a>PubMed</a></li><li><a>Google Scholar</a></li></ul></div></li>'
    )
    return page(
        f'<main role="main" class="main" id="maincontent"><header class="content-header"><h1 class="content-header__title">{TITLE}</h1><div class='
        f'"authors"><ol class="author_list"><li>{AUTHORS[0]}</li><li>{AUTHORS[1]}</li><li>{AUTHORS[2]}</li></ol><ol class="institution_list"><li>'
        f'{AFFILIATION}</li></ol></div></header><div class="main-content-grid"><section class="article-section" id="abstract"><header><h2>Abstract</h2>'
        f'</header><div class="article-section__body"><p class="paragraph">{ABSTRACT}</p></div></section>{text}<section class="article-section" '
        f'id="references"><header class="article-section__header"><h2>References</h2></header><div class="article-section__body"><ol class='
        f'"reference-list">{listed}</ol></div></section><section class="article-section" id="info"><header><h2>Article and author information</h2>'
        f'</header><div><h3>Author details</h3><ol><li><h4>Ida Berg</h4><span>{AFFILIATION}</span></li></ol></div></section></div></main>'
    )


def jama() -> str:
    """JAMA: superscripts, a box of key points, entries in divs with their number beside them."""
    text = body(
        linked(lambda n: f'<a class="ref-link section-jump-link" href="#joi20r{n}">{n}</a>', "<sup>", "</sup>", dash="-"),
        raised=True,
        section='<div class="h3 section-type-section" data-id="{n}">{heading}</div>{text}'.replace('<div class="h3', '<h2 class="h3').replace(
            "</div>", "</h2>"
        ),
        paragraph='<p class="para">{text}</p>',
        extra='<div class="figure-table-wrapper figure" id="fig1"><div class="figure-table-label"><span>Figure. </span>Caption words.</div><a><img></a>'
        f'<div class="caption"><p class="para">{CAPTION}</p></div></div>',
    )
    listed = entries(
        '<div class="reference"><a class="reference-number section-jump-link" id="joi20r{n}">{n}.</a><div class="reference-content">{text}<span '
        'class="crossref-doi"><a class="crossref-doi" href="https://doi.org/{doi}">doi:{doi}</a></span><div class="pubmed-links"><a>PubMed</a><a>Google '
        "Scholar</a><a>Crossref</a></div></div></div>"
    )
    return page(
        f'<div class="article-full-text"><h1 class="meta-article-title">{TITLE}</h1><div class="meta-authors">{BY_NAME}</div><div class='
        f'"author-affiliations" style="display:none"><p>{AFFILIATION}</p></div><div class="boxed key-points"><h3>Key Points</h3><p class="para"><strong>'
        "Question</strong> Abstract words ask how many storks nest on the roofs of villages.</p></div><h2>Abstract</h2>"
        f'<p class="para"><strong>Importance</strong> {ABSTRACT}</p>{text}<div class="h3 back-top"><a>Back to top</a></div><h2>Article Information</h2>'
        f'<p class="para"><strong>Corresponding Author:</strong> Ida Berg, {AFFILIATION}</p><h2 class="h3">References</h2><div class="references">'
        f"{listed}</div></div>"
    )


def highwire() -> str:
    """BMJ and bioRxiv: entries hold a list of authors and an arrow back to the text."""
    text = body(
        linked(lambda n: f'<a id="xref-ref-{n}-1" class="xref-bibr" href="#ref-{n}">{n}</a>', "<sup>", "</sup>", " "),
        raised=True,
        section='<div class="section" id="sec-{n}"><h2>{heading}</h2>{text}</div>',
        extra='<div id="fig1" class="fig pos-float odd"><div class="highwire-figure"><div class="fig-inline-img-wrapper"><a><img></a></div><ul '
        'class="highwire-figure-links inline"><li class="download-fig"><a>Download figure</a></li><li class="new-tab"><a>Open in new tab</a></li><li>'
        '<a>Download powerpoint</a></li></ul></div><div class="fig-caption"><span class="fig-label">Fig 1</span> <p class="first-child">'
        f'{CAPTION}</p><div class="sb-div caption-clear"></div></div></div>',
    )
    listed = entries(
        '<li><span class="ref-label">{n}.</span><a class="rev-xref-ref" href="#xref-ref-{n}-1" title="View reference {n} in text" id="ref-{n}">↵</a>'
        '<div class="cit ref-cit ref-journal" data-doi="{doi}"><div class="cit-metadata"><ol class="cit-auth-list"><li><span class="cit-auth">'
        '{e.authors[0]}</span>, </li><li><span class="cit-auth">Furness Q</span></li></ol><cite>. <span class="cit-article-title">{title}</span>. '
        '<abbr class="cit-jnl-abbrev">Bird J</abbr> <span class="cit-pub-date">{year}</span>;<span class="cit-vol">{volume}</span>:{pages}.</cite>'
        '</div><div class="cit-extra"><a class="cit-ref-sprinkles cit-ref-sprinkles-doi" href="https://doi.org/{doi}"><span>OpenUrl</span></a>'
        "<a><span>CrossRef</span></a><a><span>PubMed</span></a><a><span>Google Scholar</span></a></div></div></li>"
    )
    return page(
        f'<div class="highwire-article-citation"><h1 class="highwire-cite-title">{TITLE}</h1><div class="highwire-cite-authors">{BY_NAME}</div></div>'
        f'<div class="article fulltext-view"><div class="section abstract" id="abstract-1"><h2>Abstract</h2><p>{ABSTRACT}</p></div>{text}<div class='
        f'"section fn-group" id="fn-group-1"><h2>Footnotes</h2><ul><li class="fn"><p>Abstract words: contributors and sources of the funds.</p></li>'
        f'<li class="fn"><p>Abstract words: competing interests are none.</p></li></ul></div><div class="section ref-list" id="ref-list-1"><h2>'
        f'References</h2><ol class="cit-list">{listed}</ol></div></div><div class="pane"><h2>View Abstract</h2></div>'
    )


def literatum(popover: bool = False) -> str:
    """NEJM, SAGE, Science, Lancet: doc-biblioref roles, the list twice, or each entry in a pop-up behind its marker."""

    def link(n: int) -> str:
        shown = (
            f'<span class="dropBlock__holder js--reference" data-db-target-of="db{n}"><span class="references-dropblock">{vancouver(ENTRIES[n - 1])} Google Scholar'
            "</span></span>"
            if popover
            else ""
        )
        where = "" if popover else f"core-collateral-r{n}"
        return f'<a href="#{where}" role="doc-biblioref" data-xml-rid="r{n}" id="body-ref-{n}">{n}</a>{shown}'

    text = body(
        linked(link, "<sup>", "</sup>"),
        raised=True,
        section='<section id="sec-{n}"><h2>{heading}</h2>{text}</section>',
        paragraph='<div role="paragraph">{text}</div>',
        extra=f'<div class="figure-wrap"><figure id="fig1" class="graphic"><img><figcaption>{CAPTION}</figcaption></figure></div>',
    )
    form = (
        '<div role="listitem" data-has="label"><div class="label">{{n}}.</div><div class="citations" id="{id}r{{n}}"><div class="citation"><div '
        'class="citation-content">{{text}}</div><div class="external-links"><div class="core-xlink-crossref"><a href="https://doi.org/{{doi}}">Crossref'
        '</a></div><div class="core-xlink-google-scholar"><a>Google Scholar</a></div></div></div></div></div>'
    )
    panel = "" if popover else (
        '<div id="core-collateral-references" class="core-collateral"><h2>References</h2><div role="list">'
        f"{entries(form.format(id='core-collateral-'))}</div></div>"
    )
    return page(
        f'<main><article data-type="research-article"><header><div class="core-container"><h1 property="name">{TITLE}</h1><div class="contributors">'
        f'<span class="authors">Authors: {BY_NAME}</span> <span>Author Info &amp; Affiliations</span></div></div></header><section id="bodymatter" '
        f'property="articleBody"><div class="core-container"><section id="abstract" property="abstract"><h2 property="name">Abstract</h2><div role='
        f'"paragraph">{ABSTRACT}</div></section>{text}</div></section><section id="backmatter"><div class="core-container"><section id="notes"><h2>'
        "Notes</h2><div role='doc-footnote'>Abstract words: this article was published on March 5, 2020, at the site of the journal.</div></section>"
        f'<section id="bibliography" role="doc-bibliography"><h2>References (5)</h2><div role="list">{entries(form.format(id=""))}</div></section>'
        f"</div></section></article></main>{panel}"
    )


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
        f'</em></strong> Abstract words: she counts birds at the institute.</p><h4>References</h4><ol>{entries("<li>{{text}}</li>".replace("{{", "{").replace("}}", "}"))}</ol>'
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


PAGES = {
    "pmc": pmc,
    "pmc old": pmc_old,
    "plos": plos,
    "springer nature": springer,
    "sciencedirect": sciencedirect,
    "sciencedirect by name": lambda: sciencedirect(by_name=True),
    "wiley": wiley,
    "oxford": silverchair,
    "oxford by name": lambda: silverchair(raised=False),
    "frontiers": frontiers,
    "mdpi": mdpi,
    "elife": elife,
    "jama": jama,
    "highwire": highwire,
    "nejm": literatum,
    "lancet": lambda: literatum(popover=True),
    "taylor & francis": taylor,
    "cambridge": cambridge,
    "hindawi": hindawi,
    "peerj": peerj,
    "jmir": jmir,
    "wikipedia": wikipedia,
    "wordpress": wordpress,
}
