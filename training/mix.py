"""The training mix: examples drawn anew for every pass over the data.

In: documents, articles, pages and abstracts. Out: shuffled `Example`s, the same for the same seed and pass.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from training.data import ANSWERS, IGNORED, NOT, Abstract, Article, Block, Document, Example, Page
from training.noise import made_unanswerable, names, typed
from training.rules import ATTRIBUTES, about, attribute_question, content_words, keywords, rewritten

HEADINGS = {
    "information": "Overview", "symptoms": "Symptoms", "treatment": "Treatment", "causes": "Causes",
    "exams and tests": "Diagnosis", "outlook": "Prognosis", "prevention": "Prevention", "inheritance": "Genetics",
    "genetic changes": "Genetics", "frequency": "Epidemiology",
}  # fmt: skip
PARAPHRASES = {
    "information": ("What is {x}?", "what's {x}", "{x}", "Tell me about {x}", "What does {x} mean?"),
    "frequency": ("How common is {x}?", "How many people have {x}?", "Is {x} rare?"),
    "inheritance": ("Is {x} inherited?", "Do children get {x} from their parents?", "how is {x} passed on"),
    "genetic changes": ("Which gene causes {x}?", "What mutations are behind {x}?"),
}
KIND_OF = {"exams and tests": "diagnosis"}
ATTRIBUTE = {a.name: a for a in ATTRIBUTES}


@dataclass(frozen=True, slots=True)
class Sources:
    """What a pass draws from; `searched` are questions with what search finds for them elsewhere (see mined.py)."""

    written: Sequence[Document]
    contrasts: Sequence[Document]
    searched: Sequence[tuple[Example, tuple[Block, ...]]]
    articles: Sequence[Article]
    pages: Sequence[Page]
    abstracts: Sequence[Abstract]


def draw(sources: Sources, size: dict[str, int], seed: int) -> list[Example]:
    """Examples of one pass; `size` gives how many of each source: "written", "contrast", "searched", "squad" in percent of all."""
    rng = random.Random(seed)
    mixed = written_examples(sources.written, rng, size.get("written", 100))
    if "contrast" in size:
        mixed += contrast_examples(sources.contrasts, rng, size["contrast"])
    if "searched" in size:
        mixed += searched_examples(sources.searched, rng, size["searched"])
    mixed += squad_examples(sources.articles, rng, size.get("squad", 100))
    mixed += _several(size.get("medquad", 0), lambda: medquad_example(rng.choice(sources.pages), rng))
    mixed += _several(size.get("pubmedqa", 0), lambda: pubmedqa_example(rng.choice(sources.abstracts), rng))
    blocks = passage_pool(sources.articles, sources.pages, sources.abstracts)
    mixed += _several(size.get("rules", 0), lambda: rule_example(*rng.choice(blocks[rng.choice(list(blocks))]), rng))
    rng.shuffle(mixed)
    return mixed


def _several(n: int, make: Callable[[], Example | None]) -> list[Example]:
    """n examples, or as many as 4 n tries give."""
    found: list[Example] = []
    for _ in range(4 * n):
        if len(found) >= n:
            break
        if made := make():
            found.append(made)
    return found


def written_examples(documents: Sequence[Document], rng: random.Random, percent: int) -> list[Example]:
    """The written questions, on their document or a part of it; some with the answering sentences cut out, or turned unanswerable."""
    found = []
    for document in documents:
        for example in document.examples:
            if rng.random() * 100 > percent:
                continue
            blocks, way = example.blocks, rng.random()
            text = " ".join(s for block in blocks for s in block.sentences)
            question = example.question
            if example.answerable and way < 0.07:
                blocks = tuple(without_answers(block) for block in blocks)
            elif example.answerable and way < 0.12 and (made := made_unanswerable(question, text, text, rng)):
                question, blocks = made, tuple(block.blank() for block in blocks)
            if rng.random() < 0.8:
                shorter = [_shortened(block, rng) for block in blocks]
                kept = [b for b in shorter if ANSWERS in b.labels or rng.random() < 0.25]
                blocks = tuple(kept or [rng.choice(shorter)])
            found.append(Example(typed(question, rng) if rng.random() < 0.5 else question, blocks, "written"))
    return found


def contrast_examples(documents: Sequence[Document], rng: random.Random, percent: int) -> list[Example]:
    """Both questions of each pair on the same sentences, those that answer the first one among them."""
    found = []
    for document in documents:
        for could, cannot in zip(document.examples[::2], document.examples[1::2], strict=True):
            if rng.random() * 100 > percent:
                continue
            label_of = {s: label for block in cannot.blocks for s, label in zip(block.sentences, block.labels, strict=True)}
            blocks = could.blocks
            if rng.random() < 0.8:
                blocks = tuple(b for b in (_shortened(block, rng) for block in blocks) if ANSWERS in b.labels or rng.random() < 0.25)
            changed = tuple(replace(b, labels=tuple(label_of[s] for s in b.sentences)) for b in blocks)
            asked = [typed(e.question, rng) if rng.random() < 0.3 else e.question for e in (could, cannot)]
            found += [Example(asked[0], blocks, "contrast"), Example(asked[1], changed, "contrast")]
    return found


def searched_examples(searched: Sequence[tuple[Example, tuple[Block, ...]]], rng: random.Random, percent: int) -> list[Example]:
    """Questions on their text among windows of others that search finds as near; some without what answers."""
    found = []
    for example, elsewhere in searched:
        if rng.random() * 100 > percent:
            continue
        blocks = example.blocks
        if example.answerable and rng.random() < 0.06:
            blocks = tuple(without_answers(block) for block in blocks)
        elif rng.random() < 0.6:
            shorter = [_shortened(block, rng) for block in blocks]
            blocks = tuple(b for b in shorter if ANSWERS in b.labels or rng.random() < 0.4)
        others = rng.sample(elsewhere, rng.randint(min(1, len(elsewhere)), len(elsewhere)))
        mixed = [*blocks, *others]
        rng.shuffle(mixed)
        if mixed:
            found.append(Example(typed(example.question, rng) if rng.random() < 0.3 else example.question, tuple(mixed), "searched"))
    return found


def _shortened(block: Block, rng: random.Random, n_sentences: int = 7) -> Block:
    """A run of the block's sentences, with all those that answer where they fit."""
    n = len(block.sentences)
    marked = [i for i, label in enumerate(block.labels) if label == ANSWERS] or [rng.randrange(n)]
    low, high = max(0, marked[-1] - n_sentences + 1), min(marked[0], max(0, n - n_sentences))
    start = rng.randint(min(low, high), max(low, high))
    end = max(start + n_sentences, marked[-1] + 1)
    before = block.sentences[start - 1] if start else ""
    after = block.sentences[end] if end < n else ""
    return Block(block.sentences[start:end], block.labels[start:end], block.answers[start:end], block.heading, before, after)


def squad_examples(articles: Sequence[Article], rng: random.Random, percent: int) -> list[Example]:
    """Questions on their paragraph, beside another paragraph of the article, on that one alone, and made unanswerable."""
    found = []
    for article in articles:
        pairs = [(i, e) for i, es in enumerate(article.examples) for e in es]
        near = nearest_paragraphs([e.question for _, e in pairs], article.paragraphs)
        for (i, example), order in zip(pairs, near, strict=True):
            if rng.random() * 100 > percent:
                continue
            own = example.blocks[0]
            others = [article.paragraphs[k] for k in order if k != i][:3] or [own.blank()]
            other = rng.choice(others)
            heading = article.title.replace("_", " ") if rng.random() < 0.2 else ""
            way = rng.random()
            if example.answerable and way < 0.17:
                made = made_unanswerable(example.question, " ".join(own.sentences), " ".join(other.sentences), rng)
                swapped = _example(made, (own.blank(),), heading, "squad swapped", rng) if made else None
                found.append(swapped or _example(example.question, (own,), heading, "squad", rng))
            elif example.answerable and way < 0.22:
                found.append(_example(example.question, (other,), heading, "squad elsewhere", rng))
            elif example.answerable and way < 0.27 and len(own.sentences) > 2:
                found.append(_example(example.question, (without_answers(own),), heading, "squad without", rng))
            else:
                blocks = (own, other) if rng.random() < 0.2 else (own,)
                found.append(_example(example.question, blocks, heading, "squad", rng))
                if not example.answerable:
                    found.append(_example(example.question, (own,), heading, "squad", rng))
    return found


def nearest_paragraphs(questions: Sequence[str], paragraphs: Sequence[Block]) -> list[list[int]]:
    """For each question the paragraphs by likeness of words (TF-IDF cosine), nearest first."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    texts = vectorizer.fit_transform([" ".join(p.sentences) for p in paragraphs])
    likeness = (vectorizer.transform(questions) @ texts.T).toarray()
    return [list(row) for row in (-likeness).argsort(axis=1, kind="stable")]


def without_answers(block: Block) -> Block:
    """The block with the sentences cut out that answer or arguably do."""
    left = tuple(s for s, label in zip(block.sentences, block.labels, strict=True) if label == NOT)
    return Block(left or ("",), (NOT,) * max(1, len(left)))


def medquad_example(page: Page, rng: random.Random) -> Example | None:
    """A page's question with its section and others of the page; or, with that section taken out, unanswerable."""
    if len(page.sections) < 2 and rng.random() < 0.6:
        return None
    section = rng.choice(page.sections)
    others = [s for s in page.sections if s is not section and s.kind != section.kind and s.question != section.question]
    rng.shuffle(others)
    question = _medquad_question(page, section.kind, section.question, rng)
    titled = rng.random() < 0.3
    start = rng.randrange(max(1, len(section.sentences) - 4)) if rng.random() < 0.2 else 0
    chosen = section.sentences[start : start + rng.randint(2, 6)]
    answers = Block(chosen, (ANSWERS,) * len(chosen), (), HEADINGS.get(section.kind, "") if titled else "")
    negatives = []
    told = ATTRIBUTE[KIND_OF.get(section.kind, section.kind)].told if KIND_OF.get(section.kind, section.kind) in ATTRIBUTE else None
    for other in others[: rng.choice((1, 1, 2))]:
        n = rng.randint(2, 5)
        # A sentence of another section may well answer too; where its words hint at that it does not count.
        labels = tuple(IGNORED if told and told.search(s) else NOT for s in other.sentences[:n])
        negatives.append(Block(other.sentences[:n], labels, (), HEADINGS.get(other.kind, "") if titled else ""))
    if negatives and rng.random() < 0.35:
        if IGNORED in [label for b in negatives for label in b.labels]:
            return None
        return Example(typed(question, rng), tuple(negatives), "medquad without")
    blocks = [answers, *negatives]
    rng.shuffle(blocks)
    return Example(typed(question, rng), tuple(blocks), "medquad")


def _medquad_question(page: Page, kind: str, question: str, rng: random.Random) -> str:
    """The page's own wording or another for the same kind."""
    name = KIND_OF.get(kind, kind)
    thing = page.focus if rng.random() < 0.8 else rng.choice(("this", "it", "the disease", "the condition"))
    if rng.random() < 0.65 and kind in PARAPHRASES:
        return rng.choice(PARAPHRASES[kind]).replace("{x}", thing)
    if rng.random() < 0.65 and name in ATTRIBUTE:
        return about(ATTRIBUTE[name], thing, "others", rng)
    return question.replace("What is (are)", "What is").replace("Do you have information about", "Tell me about")


def pubmedqa_example(abstract: Abstract, rng: random.Random) -> Example | None:
    """The title's question: its conclusion answers; an abstract's background and methods alone do not."""
    asides = []
    for label, sentences in abstract.parts:
        # A result may well answer too, so it does not count.
        mark = IGNORED if "RESULT" in label.upper() or "CONCL" in label.upper() else NOT
        asides.append(Block(sentences[:6], (mark,) * len(sentences[:6]), (), label.title() if rng.random() < 0.3 else ""))
    question = typed(abstract.question, rng)
    if rng.random() < 0.35:
        plain = [b for b in asides if IGNORED not in b.labels]
        return Example(question, tuple(plain[:2]), "pubmedqa without") if plain else None
    if not abstract.conclusion:
        return None
    conclusion = Block(abstract.conclusion[:5], (ANSWERS,) * len(abstract.conclusion[:5]), (), "Conclusion" if rng.random() < 0.3 else "")
    return Example(question, (*rng.sample(asides, min(len(asides), 1)), conclusion), "pubmedqa")


Passage = tuple[Block, tuple[str, ...]]


def passage_pool(articles: Sequence[Article], pages: Sequence[Page], abstracts: Sequence[Abstract]) -> dict[str, list[Passage]]:
    """Passages by source, each with the things that may be asked about in it."""
    squad = [(p, tuple(names(" ".join(p.sentences)))) for a in articles for p in a.paragraphs]
    med: list[Passage] = [(Block(s.sentences[:7], (NOT,) * len(s.sentences[:7])), (page.focus,)) for page in pages for s in page.sections]
    pub = []
    for a in abstracts:
        sentences = tuple(s for _, part in a.parts for s in part) + a.conclusion
        things = tuple(w for w in dict.fromkeys(content_words(a.question)) if len(w) > 5)
        for k in range(0, len(sentences), 6):
            pub.append((Block(sentences[k : k + 6], (NOT,) * len(sentences[k : k + 6])), things))
    return {"squad": squad, "medquad": med, "pubmedqa": pub}


def rule_example(block: Block, things: Sequence[str], rng: random.Random) -> Example | None:
    """A question made by rule from a passage: on an attribute, a rewritten sentence, or keywords."""
    if not block.sentences:
        return None
    way = rng.random()
    if way < 0.42:
        made = attribute_question(block, things, rng, answerable=way < 0.12)
        return Example(typed(made[0], rng), (made[1],), "rule attribute") if made else None
    k = rng.randrange(len(block.sentences))
    if way < 0.8:
        rewrite = rewritten(block.sentences[k], rng)
        if not rewrite:
            return None
        question, place = rewrite
        if rng.random() < 0.25:
            swapped = made_unanswerable(question, " ".join(block.sentences), "", rng)
            return Example(typed(swapped, rng), (block.blank(),), "rule swapped") if swapped else None
        if rng.random() < 0.2:
            return Example(typed(question, rng), (_cut(block, k),), "rule without")
        return Example(typed(question, rng), (_only(block, k, place),), "rule rewrite")
    asked = keywords(block, k, rng)
    if not asked:
        return None
    if rng.random() < 0.3 and len(block.sentences) > 1:
        return Example(typed(asked, rng), (_cut(block, k),), "rule without")
    return Example(typed(asked, rng), (_only(block, k, None),), "rule keywords")


def _cut(block: Block, k: int) -> Block:
    left = block.sentences[:k] + block.sentences[k + 1 :]
    return Block(left or ("",), (NOT,) * max(1, len(left)))


def _only(block: Block, k: int, place: tuple[int, int] | None) -> Block:
    labels = tuple(ANSWERS if i == k else NOT for i in range(len(block.sentences)))
    return Block(block.sentences, labels, tuple(place if i == k else None for i in range(len(block.sentences))), block.heading)


def _example(question: str, blocks: tuple[Block, ...], heading: str, source: str, rng: random.Random) -> Example:
    titled = tuple(Block(b.sentences, b.labels, b.answers, heading, b.before, b.after) for b in blocks)
    return Example(typed(question, rng), titled, source)
