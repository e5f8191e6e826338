"""Made-up texts have the word statistics that measurements at scale depend on."""

from collections import Counter

from benchmarks import synthetic


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
