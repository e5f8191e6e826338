"""Made-up texts have the word statistics that measurements at scale depend on."""

from collections import Counter

import numpy as np

from benchmarks import synthetic
from benchmarks.growing import made_up, perturbed


def test_synthetic_texts_are_the_same_each_time_and_fall_off_as_zipf_found() -> None:
    texts = [synthetic.passages(number) for number in range(40)]
    assert synthetic.passages(3) == texts[3] != texts[4]
    assert synthetic.question(3, 5) == synthetic.question(3, 5)
    counted = Counter(word.strip(".").lower() for article in texts for passage in article for s in passage for word in s.split())
    total = sum(counted.values())
    assert 100 < total / (40 * synthetic.N_PASSAGES) < 200
    assert counted.most_common(1)[0][0] == "the"
    assert sum(n for _, n in counted.most_common(10)) / total > 0.15
    assert sum(n == 1 for n in counted.values()) / len(counted) > 0.3


def test_a_synthetic_article_is_one_as_any_and_perturbed_vectors_are_unit_vectors() -> None:
    article, passages = made_up(7)
    assert len(passages) == synthetic.N_PASSAGES
    assert all(article.text[s.start : s.end] == s.text for passage in passages for s in passage.sentences)
    assert all(passage.text == article.text[passage.start : passage.end] for passage in passages)
    vectors = perturbed(np.eye(4, dtype=np.float32), 9, seed=1)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert (vectors == perturbed(np.eye(4, dtype=np.float32), 9, seed=1)).all()
