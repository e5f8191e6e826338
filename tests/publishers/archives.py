"""Archives and the large open-access houses: the article as their pages have it when a browser saves them."""

from tests.publishers.article import ABSTRACT, AFFILIATION, AUTHORS, BY_NAME, CAPTION, TABLE, TITLE, body, entries, linked, page


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
        "<ul><li><a>PPT PowerPoint slide</a></li><li><a>PNG larger image</a></li><li><a>TIFF original image</a></li></ul></div>"
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
            lambda n: (
                f'<a data-track="click" title="Berg, I. Furniture words. Bird J. 4, 10 (2019)." href="/articles/x1#ref-CR{n}" '
                f'id="ref-link-section-d1e{n}">{n}</a>'
            ),
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
        f"<p>{AFFILIATION}</p><p>Ida Berg, Ole Holm &amp; Kim Lee</p></li></ol><h3>Corresponding author</h3><p>Correspondence to <a>Ida Berg</a>, "
        'furniture words.</p></section><section data-title="Additional information"><h2>Additional information</h2><p><b>Publisher’s note</b> '
        "Springer Nature remains neutral with regard to furniture words in published maps and institutional affiliations.</p></section>"
        '<section data-title="About this article"><h2>About this article</h2><h3>Cite this article</h3><p>Berg, I., Holm, O. Furniture words. '
        "<i>J Birds</i> 12, 7 (2020). https://doi.org/10.1000/storks.7</p></section></div></article></main></div>"
    )
