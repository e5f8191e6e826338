"""Journals of societies and clinics: the article as their pages have it when a browser saves them."""

from tests.publishers.article import (
    ABSTRACT,
    AFFILIATION,
    AUTHORS,
    BY_NAME,
    CAPTION,
    ENTRIES,
    TITLE,
    body,
    entries,
    linked,
    named,
    page,
    vancouver,
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
        f"</header><div><h3>Author details</h3><ol><li><h4>Ida Berg</h4><span>{AFFILIATION}</span></li></ol></div></section></div></main>"
    )


def jama() -> str:
    """JAMA: superscripts, a box of key points, entries in divs with their number beside them."""
    text = body(
        linked(lambda n: f'<a class="ref-link section-jump-link" href="#joi20r{n}">{n}</a>', "<sup>", "</sup>", dash="-"),
        raised=True,
        section='<div class="h3 section-type-section" data-id="{n}">{heading}</div>{text}'.replace(
            '<div class="h3', '<h2 class="h3'
        ).replace("</div>", "</h2>"),
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
    panel = (
        ""
        if popover
        else (
            '<div id="core-collateral-references" class="core-collateral"><h2>References</h2><div role="list">'
            f"{entries(form.format(id='core-collateral-'))}</div></div>"
        )
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
