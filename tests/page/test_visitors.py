"""Each visitor has a library of his own, which nobody else sees and which ends with him; or all share the operator's."""

import time
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest

from qa.config import Config
from qa.engine import Engine
from qa.errors import InputError, LibraryError
from qa.page.visitors import Visitors
from qa.page.workspace import Libraries, WorkspaceLimits
from tests.conftest import NO_READER
from tests.pages import Visitor, running
from tests.test_across import STORKS


def storks(folder: Path, village: str = "Altdorf", roofs: int = 212) -> Path:
    file = folder / f"{village}.md"
    file.write_text(STORKS.format(village=village, roofs=roofs, author="Berg"), encoding="utf-8")
    return file


@pytest.fixture
def libraries(corpus_engine: Engine) -> Iterator[Libraries]:
    libraries = Libraries(corpus_engine, shared=False, limits=WorkspaceLimits(max_visitors=2, busy_idle_seconds=60))
    yield libraries
    libraries.close()


def visitor(libraries: Libraries) -> gr.Request:
    return gr.Request(cookies={libraries.visitors.cookie: libraries.visitors.new()})


def test_only_a_cookie_that_this_run_gave_names_a_visitor() -> None:
    visitors = Visitors()
    value = visitors.new()
    assert visitors.known({visitors.cookie: value})
    number, signature = value.split(".")
    altered = (f"{number[:-1]}x.{signature}", f"{number}.{signature[:-1]}g", f"{value}.{signature}")
    for forged in (*altered, number, "", ".", f"{number}.", "é.é"):
        assert not visitors.known({visitors.cookie: forged})
    assert not Visitors().known({visitors.cookie: value})
    assert visitors.new() != visitors.new()


def test_visitors_copies_of_an_article_are_in_memory_once(libraries: Libraries, corpus_engine: Engine, tmp_path: Path) -> None:
    (held,) = corpus_engine.library.ids()
    copies = [libraries.to_change(visitor(libraries)) for _ in range(2)]
    one, other = (copy.article(held) for copy in copies)
    assert one is other
    copies[0].add(storks(tmp_path))
    assert copies[1].library.ids() == [held]


def test_a_visitor_reads_the_apps_library_until_he_changes_it(libraries: Libraries, corpus_engine: Engine, tmp_path: Path) -> None:
    one, other = visitor(libraries), visitor(libraries)
    before = corpus_engine.library.ids()
    assert libraries(one).library.ids() == before
    assert not libraries.has_own(one)
    added = libraries.to_change(one).add(storks(tmp_path))
    assert libraries(one).library.ids() == [*before, added.article.id]
    assert libraries(other).library.ids() == corpus_engine.library.ids() == before
    libraries.to_change(other, adds=False).remove(before[0])
    assert libraries(other).library.ids() == []
    assert corpus_engine.library.ids() == before


def test_all_engines_share_the_models(libraries: Libraries) -> None:
    one = visitor(libraries)
    common, own = libraries(one), libraries.to_change(one)
    assert own is not common
    assert own.encoder is common.encoder
    assert own.reader is common.reader


def test_the_library_that_all_read_cannot_be_changed_by_mistake(libraries: Libraries, tmp_path: Path) -> None:
    common = libraries(visitor(libraries))
    with pytest.raises(LibraryError, match="only read"):
        common.add(storks(tmp_path))
    with pytest.raises(LibraryError, match="only read"):
        common.remove(common.library.ids()[0])


def test_a_program_without_cookies_is_known_by_its_session(libraries: Libraries, tmp_path: Path) -> None:
    one, other = gr.Request(session_hash="a", cookies={}), gr.Request(session_hash="b", cookies={})
    libraries.to_change(one).add(storks(tmp_path))
    assert libraries(one).library.ids() != libraries(other).library.ids()
    with pytest.raises(InputError, match="cookie"):
        libraries.to_change(gr.Request(cookies={}))


def test_libraries_are_bounded_in_number_and_size(corpus_engine: Engine) -> None:
    libraries = Libraries(corpus_engine, shared=False, limits=WorkspaceLimits(max_visitors=2, max_bytes=1, busy_idle_seconds=60))
    one, two, three = (visitor(libraries) for _ in range(3))
    for each in (one, two):
        libraries.to_change(each, adds=False)
    with pytest.raises(InputError, match="no room for another"):
        libraries.to_change(three, adds=False)
    with pytest.raises(InputError, match="library is full"):
        libraries.to_change(one)
    assert libraries(one) is not libraries(three)
    libraries.close()


def test_who_is_away_makes_room_for_others(corpus_engine: Engine, tmp_path: Path) -> None:
    libraries = Libraries(corpus_engine, shared=False, limits=WorkspaceLimits(max_visitors=1, busy_idle_seconds=0))
    one, two = visitor(libraries), visitor(libraries)
    folder = libraries.to_change(one).library.folder
    time.sleep(0.01)
    libraries.to_change(two)
    assert not folder.exists()
    assert not libraries.has_own(one)
    libraries.close()


def test_a_library_is_removed_after_idle_time_and_at_the_end(corpus_engine: Engine) -> None:
    libraries = Libraries(corpus_engine, shared=False, limits=WorkspaceLimits(idle_seconds=3600))
    one = visitor(libraries)
    folder = libraries.to_change(one).library.folder
    libraries.remove_idle()
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o077 == 0
    libraries.close()
    assert not folder.parent.exists()
    with pytest.raises(InputError):
        libraries.to_change(one)


def test_an_operators_library_is_the_same_for_all(tmp_path: Path) -> None:
    engine = Engine.open(tmp_path / "library", NO_READER)
    libraries = Libraries(engine, shared=True)
    added = libraries.to_change(visitor(libraries)).add(storks(tmp_path))
    assert libraries(visitor(libraries)).library.ids() == engine.library.ids() == [added.article.id]
    libraries.close()
    assert engine.library.ids() == [added.article.id]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("private")
    with running(folder) as address:
        yield address, folder


def test_two_visitors_never_see_each_others_files_or_chats(app: tuple[str, Path], tmp_path: Path) -> None:
    address, _ = app
    one, other = Visitor(address), Visitor(address)
    assert "Storks of Altdorf" in one.send(storks(tmp_path))["report"]
    mine = one.ask("On how many roofs do white storks nest?")
    assert "212" in mine
    seen = other.ask("On how many roofs do white storks nest?")
    assert "Altdorf" not in seen
    assert "212" not in seen
    target = mine.split('href="#s-')[1].split("-")[0]
    shown = {
        who: who.http.post(
            "/gradio_api/component_server",
            json={"component_id": who.by_name["shown"], "fn_name": "article_markup", "data": [target], "session_hash": who.session},
        ).json()
        for who in (one, other)
    }
    assert "Storks of Altdorf" in shown[one][target]
    assert shown[other] == {}
    # The same browser in another tab is the same visitor, with a conversation of its own.
    tab = Visitor(address)
    tab.http.cookies = one.http.cookies
    assert "212" in tab.ask("On how many roofs do white storks nest?")


def test_a_cookie_is_out_of_reach_of_scripts_and_of_other_sites(app: tuple[str, Path]) -> None:
    opened = Visitor(app[0]).opened
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    behind_tls = Visitor(app[0]).http.get("/", headers={"x-forwarded-proto": "https"})
    assert "Secure" in behind_tls.headers["set-cookie"]


def test_a_file_that_was_sent_is_shown_to_nobody(app: tuple[str, Path], tmp_path: Path) -> None:
    one = Visitor(app[0])
    sent = one.sent(storks(tmp_path))
    for name in (sent["path"], sent["path"].replace("/", "%2F"), "/." + sent["path"], sent["path"] + "/../" + Path(sent["path"]).name):
        answer = one.http.get(f"/gradio_api/file={name}")
        assert answer.status_code == 403
        assert "Storks" not in answer.text


def test_what_visitors_had_is_gone_when_the_program_ends(tmp_path: Path) -> None:
    with running(tmp_path, "--reader", "none") as address:
        Visitor(address).send(storks(tmp_path))
        assert [*tmp_path.glob("qa-visitors-*/*/library.sqlite3")]
    assert not [*tmp_path.glob("qa-visitors-*")]
    assert Engine.open(tmp_path / "here" / "library", Config(reader="none")).library.ids()
