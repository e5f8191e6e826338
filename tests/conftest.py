"""What several test modules share: the shipped article, one encoder, one library to ask."""

from pathlib import Path

import pytest
from hypothesis import settings

from qa.article import Article
from qa.config import CORPUS, Config
from qa.encoder import Encoder
from qa.engine import Engine
from qa.readers import read_article

REPOSITORY = Path(__file__).resolve().parent.parent
SAVED_PAGE = REPOSITORY.parent / "shared" / "articles" / "refractory-calciphylaxis-page-4.txt"
DATA = Path(__file__).resolve().parent / "data"
MAX_BYTES = Config().max_file_bytes
NO_READER = Config(reader="none")

# No test is judged by the clock.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shipped_file() -> Path:
    (file,) = CORPUS.glob("*.md")
    return file


@pytest.fixture(scope="session")
def shipped(shipped_file: Path) -> Article:
    return read_article(shipped_file, MAX_BYTES)


@pytest.fixture(scope="session")
def saved_page() -> Article:
    if not SAVED_PAGE.is_file():
        pytest.skip("the saved page of the article is not on this machine")
    return read_article(SAVED_PAGE, MAX_BYTES)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="session")
def corpus_engine(tmp_path_factory: pytest.TempPathFactory, shipped_file: Path) -> Engine:
    """An engine on a library with the shipped article, for tests that only read."""
    engine = Engine.open(tmp_path_factory.mktemp("corpus") / "library", NO_READER)
    engine.add(shipped_file)
    return engine
