"""All passages of a library as points of a plane, so that those of like meaning stand near each other.

In: a library. Out: its map, fitted once for each version of the library. The plane is that of the two directions in
which the passages' vectors differ most (principal component analysis: Pearson, 1901; by singular value decomposition).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qa.encoder import Vectors
from qa.library import Library
from qa.text import one_line

METHOD = "principal component analysis (PCA)"
# More points than this can neither be told apart nor drawn quickly; of a larger library an even sample is taken.
MAX_POINTS = 2000
EXCERPT_CHARS = 160

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """Two orthogonal unit axes through the mean of vectors: `axes` has shape (2, dimension), `mean` (dimension,).

    `explained` is the share of the vectors' variance along each axis, 0 to 1.
    """

    mean: Vectors
    axes: Vectors
    explained: tuple[float, float]

    def points(self, vectors: Vectors) -> list[Point]:
        """Where vectors, shape (n, dimension), fall on the plane."""
        return [(float(x), float(y)) for x, y in (vectors - self.mean) @ self.axes.T]


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage on the map: where it stands in its article, how it begins, and its point."""

    article: str
    title: str
    section: str
    start: int
    excerpt: str
    point: Point


@dataclass(frozen=True, slots=True)
class PassageMap:
    """The map of a library: `n_passages` it has in all, of which `placed` are shown. Without passages there is no plane."""

    plane: Plane | None
    placed: tuple[Placed, ...]
    n_passages: int


def fit(vectors: Vectors) -> Plane:
    """The plane in which vectors, shape (n, dimension), n > 0, differ most; the same vectors give the same plane.

    An axis along which nothing differs is zero, so that all fall on the same line or point.
    """
    mean = vectors.mean(axis=0)
    _, spread, axes = np.linalg.svd(vectors - mean, full_matrices=False)
    shares = spread**2 / (float((spread**2).sum()) or 1.0)
    plane = np.zeros((2, vectors.shape[1]), dtype=np.float32)
    explained = [0.0, 0.0]
    for number in range(min(2, len(spread))):
        if spread[number] > 1e-6:
            # The decomposition leaves the sign open: the largest component is made positive.
            axis = axes[number]
            plane[number] = axis * np.sign(axis[np.argmax(np.abs(axis))])
            explained[number] = float(shares[number])
    return Plane(mean, plane, (explained[0], explained[1]))


def passage_map(library: Library) -> PassageMap:
    """The map of a library's passages; it is kept until the library changes. Raises LibraryError."""
    return _mapped(library, library.version())


@lru_cache(maxsize=16)
def _mapped(library: Library, version: str) -> PassageMap:  # the version is there to be a part of the key
    ids = library.passage_ids(library.ids())
    chosen = ids[np.unique(np.linspace(0, len(ids) - 1, min(len(ids), MAX_POINTS)).round().astype(int))] if len(ids) else ids
    known = library.passages([int(i) for i in chosen])
    stored = [known[i] for i in sorted(known)]
    if not stored:
        return PassageMap(None, (), 0)
    plane = fit(np.stack([passage.vector for passage in stored]))
    articles = {article_id: library.article(article_id) for article_id in {passage.article for passage in stored}}
    points = plane.points(np.stack([passage.vector for passage in stored]))
    placed = tuple(
        Placed(
            passage.article,
            articles[passage.article].title,
            passage.heading,
            passage.start,
            _excerpt(articles[passage.article].text[passage.start : passage.end]),
            point,
        )
        for passage, point in zip(stored, points, strict=True)
    )
    return PassageMap(plane, placed, len(ids))


def _excerpt(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= EXCERPT_CHARS else line[: EXCERPT_CHARS - 2].rsplit(" ", 1)[0] + " …"
