"""An article's texts are encoded once, and its passages get their vectors from their sentences."""

from pathlib import Path

import numpy as np

from benchmarks.ingest import count, measure, read
from benchmarks.kills import CheapEncoder
from qa.encoder import Encoder
from qa.passages import passages_of
from qa.readers import read_article
from qa.vectors.encoding import encoded


def test_each_sentence_is_encoded_once_and_a_passage_is_the_mean_of_its_sentences(shipped_file: Path) -> None:
    passages = passages_of(read_article(shipped_file, 10**7), 150)
    done: list[tuple[int, int]] = []
    vectors, own = encoded(CheapEncoder(), passages, lambda *numbers: done.append(numbers))
    n_sentences = sum(len(passage.sentences) for passage in passages)
    assert done[-1] == (n_sentences, n_sentences)
    assert [len(of_passage) for of_passage in own] == [len(passage.sentences) for passage in passages]
    for vector, of_passage in zip(vectors, own, strict=True):
        mean = of_passage.mean(axis=0)
        assert np.allclose(vector, mean / np.linalg.norm(mean), atol=1e-6)


def test_a_passage_is_nearest_to_a_question_about_it(shipped_file: Path) -> None:
    passages = passages_of(read_article(shipped_file, 10**7), 150)
    encoder = Encoder()
    vectors, _ = encoded(encoder, passages)
    best = passages[int(np.argmax(vectors @ encoder.encode(["How long until patients respond to treatment?"])[0]))]
    assert "within one or two weeks" in best.text


def test_the_benchmark_times_the_same_texts_for_all() -> None:
    articles = read(None, 1)
    articles = [articles[0][:1]]
    texts = count(articles)
    assert (texts.n_articles, texts.n_passages, texts.n_sentences) == (1, 1, len(articles[0][0].sentences))
    assert [len(timed.seconds) for timed in measure(articles, 2)] == [2, 2, 2]
