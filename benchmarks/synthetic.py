"""Texts with the word statistics of real ones, made up: for measuring what depends on how often words occur.

In: the number of an article, which is the seed. Out: its passages, each a list of sentences, and questions about
passages; the same number, the same texts. Words fall off as Zipf found for languages (the word of rank r occurs as
1 / r; Zipf, 1949): the first are English function words, the others made up of syllables, with endings that a stemmer
takes off. Half of an article's words are drawn from its own subject, so that articles differ as real ones do.
"""

import random
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

N_WORDS = 200_000
N_PASSAGES = 16
N_SENTENCES = (6, 8)  # of a passage, at least and at most
N_SENTENCE_WORDS = (10, 32)
N_QUESTION_WORDS = (3, 6)
SUBJECT_SHARE = 0.5
N_SUBJECT_WORDS = 2_000

_FUNCTION_WORDS = (
    "the of and in to a with for was were is that by as on at from or be an are this which not had have it patients than "
    "between after these no also we their has been may both but who all there when its can other into during more one such "
    "most two only using however our after they each each some through then study results group treatment clinical years "
    "disease cases data significant associated compared higher risk three first based effect reported showed analysis"
).split()
_ONSETS = "b c d f g h j l m n p r s t v w br cl cr dr fl gr pl pr sc sp st th tr ch sh".split()
_VOWELS = "a e i o u ai ea io ou".split()
_CODAS = ["", "", "", "", "n", "r", "s", "l", "t", "m", "x", "nd", "st"]
_ENDINGS = ["", "", "", "s", "s", "ed", "ing", "ation", "ic", "al", "ity", "ly"]


@lru_cache(maxsize=1)
def words() -> list[str]:
    """The vocabulary, most frequent first; its words are unlike each other."""
    random_ = random.Random(0)
    made = dict.fromkeys(_FUNCTION_WORDS)
    while len(made) < N_WORDS:
        n_syllables = random_.randint(1, 3) + (len(made) > N_WORDS // 20)
        syllables = [random_.choice(_ONSETS) + random_.choice(_VOWELS) + random_.choice(_CODAS) for _ in range(n_syllables)]
        made["".join(syllables) + random_.choice(_ENDINGS)] = None
    return list(made)


@lru_cache(maxsize=1)
def _zipf() -> NDArray[np.float64]:
    """The share of all words that the words up to each rank make up."""
    shares = 1 / np.arange(1, N_WORDS + 1)
    return np.cumsum(shares) / shares.sum()


@lru_cache(maxsize=1)
def _subject_zipf() -> NDArray[np.float64]:
    shares = 1 / np.arange(1, N_SUBJECT_WORDS + 1)
    return np.cumsum(shares) / shares.sum()


def passages(article: int) -> list[list[str]]:
    """The N_PASSAGES passages of an article, each its sentences; about 150 words a passage."""
    random_ = np.random.default_rng((1, article))
    subject = random_.integers(len(_FUNCTION_WORDS), N_WORDS, N_SUBJECT_WORDS)
    # A subject's own words are mostly not rare in the language.
    subject = np.where(random_.random(N_SUBJECT_WORDS) < 0.7, subject // 20 + len(_FUNCTION_WORDS), subject)
    n_sentences = random_.integers(N_SENTENCES[0], N_SENTENCES[1] + 1, N_PASSAGES)
    lengths = random_.integers(N_SENTENCE_WORDS[0], N_SENTENCE_WORDS[1] + 1, n_sentences.sum())
    n_words = int(lengths.sum())
    ranks = np.searchsorted(_zipf(), random_.random(n_words))
    own = (random_.random(n_words) < SUBJECT_SHARE) & (ranks >= len(_FUNCTION_WORDS))
    ranks[own] = subject[np.searchsorted(_subject_zipf(), random_.random(int(own.sum())))]
    vocabulary = words()
    text = [vocabulary[rank] for rank in np.minimum(ranks, N_WORDS - 1)]
    made, at, sentence = [], 0, 0
    for count in n_sentences:
        made.append([])
        for length in lengths[sentence : sentence + count]:
            line = " ".join(text[at : at + length])
            made[-1].append(f"{line[0].upper()}{line[1:]}.")
            at += length
        sentence += count
    return made


def question(article: int, passage: int, seed: int = 0) -> str:
    """A question made of words of a passage, each word as likely as it is frequent there."""
    random_ = np.random.default_rng((2, article, passage, seed))
    content = [word.strip(".").lower() for sentence in passages(article)[passage] for word in sentence.split()]
    content = [word for word in content if word not in _FUNCTION_WORDS] or content
    n_words = int(random_.integers(N_QUESTION_WORDS[0], N_QUESTION_WORDS[1] + 1))
    return f"What is the {' '.join(random_.choice(content, n_words))}?"
