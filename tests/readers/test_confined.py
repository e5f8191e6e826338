"""A file that crashes, hangs or fills its reader costs one sentence, and the next file is read."""

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from qa.article import Article
from qa.errors import InputError
from qa.readers import confined, read_article, read_draft
from qa.readers.assembly import Draft
from qa.readers.confined import Limits, read_confined
from tests.conftest import MAX_BYTES, REPOSITORY

AMPLE = Limits(seconds=60, memory_bytes=2**30)


def crash(path: Path) -> Article:
    ctypes.string_at(0)
    return read_article(path, MAX_BYTES)


def leave(path: Path) -> Article:
    os._exit(0)


def hang_in_python(path: Path) -> Article:
    while True:
        pass


def hang_in_a_library(path: Path) -> Article:
    re.match(r"(?:a|a)*b", "a" * 40)  # holds the interpreter, so that no thread of ours runs
    return read_article(path, MAX_BYTES)


def fill_memory(path: Path) -> Article:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def fail(path: Path) -> Article:
    return [][1]


def chatter(path: Path) -> Article:
    print("hello")
    os.write(1, b"\0" * 100_000)
    sys.stderr.write("warning")
    assert sys.stdin.read() == ""
    return read_article(path, MAX_BYTES)


def worker_ids() -> set[int]:
    """The processes of the workers of this process that wait for a file."""
    return {worker._process.pid for worker in confined._slots.queue if worker is not None}


@pytest.mark.parametrize(
    ("read", "limits", "said"),
    [
        (crash, AMPLE, "its reader crashed"),
        (leave, AMPLE, "its reader crashed"),
        (hang_in_python, Limits(0.5, 2**30), "within 0 seconds|within 1 seconds"),
        (hang_in_a_library, Limits(0.5, 2**30), "within 0 seconds|within 1 seconds"),
        (fill_memory, Limits(60, 2**28), "within 0.25 GiB of memory"),
        (fail, AMPLE, r"its reader failed \(IndexError\)"),
    ],
)
def test_whatever_befalls_the_reader_is_one_sentence_and_the_next_file_is_read(
    shipped_file: Path, shipped: Article, read: "object", limits: Limits, said: str
) -> None:
    with pytest.raises(InputError, match=rf"^bad\.txt could not be read.*(?:{said})") as caught:
        read_confined(limits, "bad.txt", read, shipped_file)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES) == shipped


def test_a_refusal_is_told_as_it_is_and_keeps_the_worker(shipped_file: Path, tmp_path: Path) -> None:
    read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES)
    before = worker_ids()
    with pytest.raises(InputError, match=r"^There is no file .*nothing\.txt\.$"):
        read_confined(AMPLE, "nothing.txt", read_article, tmp_path / "nothing.txt", MAX_BYTES)
    read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES)
    assert worker_ids() == before
    assert len(before) >= 1


def draft_of(path: Path) -> Draft:
    return replace(read_draft(path.read_bytes(), path.name), title="\ud800")


def test_a_draft_may_be_made_too(shipped_file: Path) -> None:
    draft = read_confined(AMPLE, "good.md", draft_of, shipped_file)
    assert draft == draft_of(shipped_file)


def test_what_a_library_prints_or_reads_does_no_harm(shipped_file: Path, shipped: Article) -> None:
    assert read_confined(AMPLE, "good.md", chatter, shipped_file) == shipped


def test_reading_loads_no_model_library() -> None:
    code = "import sys, qa.readers; print([name for name in ('torch', 'numpy', 'faiss', 'trafilatura') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_worker_is_replaced_after_many_files(shipped_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    confined.end_workers()
    monkeypatch.setattr(confined, "MAX_FILES", 2)
    seen = []
    for _ in range(4):
        read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES)
        seen.append(worker_ids())
    assert [len(ids) for ids in seen] == [1, 0, 1, 0]
    assert seen[0] != seen[2]


def test_a_worker_that_was_killed_while_it_waited_is_replaced(shipped_file: Path, shipped: Article) -> None:
    read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES)
    for worker in confined._slots.queue:
        if worker is not None:
            worker._process.kill()
            worker._process.wait()
    assert read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES) == shipped


def test_several_threads_may_read_at_once(shipped_file: Path, shipped: Article) -> None:
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda _: read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES), range(24)))
    assert found == [shipped] * 24
    assert 1 <= len(worker_ids()) <= confined.MAX_WORKERS


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform does not fork")
def test_a_forked_process_has_workers_of_its_own(shipped_file: Path, shipped: Article) -> None:
    read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES)
    child = os.fork()
    if not child:
        code = 1
        with contextlib.suppress(BaseException):
            assert not worker_ids()
            code = int(read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES) != shipped)
            confined.end_workers()
        os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert read_confined(AMPLE, "good.md", read_article, shipped_file, MAX_BYTES) == shipped


def script(tmp_path: Path, body: str) -> "subprocess.Popen[str]":
    """A program as a user writes it: no main guard, started elsewhere than in our folder."""
    file = tmp_path / "script.py"
    file.write_text(
        "import sys\nprint('started', flush=True)\nfrom pathlib import Path\nfrom qa.readers import confined, read_article\n"
        "from qa.readers.confined import Limits, read_confined\n"
        f"file, ample = Path({str(next((REPOSITORY / 'corpus').glob('*.md')))!r}), Limits(60, 2**30)\n"
        f"read_confined(ample, 'good', read_article, file, {MAX_BYTES})\n"
        "print([worker._process.pid for worker in confined._slots.queue if worker][0], flush=True)\n" + body,
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    return subprocess.Popen(
        [sys.executable, str(file)],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def is_running(process_id: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noticed does not."""
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def ends(process_id: int) -> bool:
    """Whether a process ends within a minute."""
    for _ in range(600):
        if not is_running(process_id):
            return True
        time.sleep(0.1)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


@needs_proc
def test_a_script_without_a_main_guard_runs_once_and_leaves_no_process(tmp_path: Path) -> None:
    process = script(tmp_path, "print('done')\n")
    out, err = process.communicate(timeout=120)
    started, worker, done = out.split()
    assert (started, done, err, process.returncode) == ("started", "done", "", 0)
    assert not is_running(int(worker))


BUSY = "from tests.readers.test_confined import {busy}\nprint('busy', flush=True)\nread_confined(Limits(20, 2**30), 'bad', {busy}, file)\n"


@needs_proc
@pytest.mark.parametrize("body", ["import time\nprint('idle', flush=True)\ntime.sleep(60)\n", BUSY.format(busy="hang_in_python")])
def test_the_worker_ends_with_a_program_that_is_killed(tmp_path: Path, body: str) -> None:
    process = script(tmp_path, body)
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    worker = int(process.stdout.readline())
    process.stdout.readline()
    time.sleep(0.3)
    assert is_running(worker)
    process.kill()
    process.communicate(timeout=60)
    assert ends(worker)


@needs_proc
def test_an_interrupt_from_the_keyboard_ends_both_without_a_word_of_the_worker(tmp_path: Path) -> None:
    process = script(
        tmp_path,
        "try:\n " + BUSY.format(busy="hang_in_a_library").replace("\n", "\n ") + "\nexcept KeyboardInterrupt: print('interrupted')\n",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    worker = int(process.stdout.readline())
    assert process.stdout.readline() == "busy\n"
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the program and the worker alike
    out, err = process.communicate(timeout=60)
    assert (out, err, process.returncode) == ("interrupted\n", "", 0)
    assert not is_running(worker)


@needs_proc
def test_an_orphan_that_a_library_keeps_busy_ends_soon_after_its_time(tmp_path: Path) -> None:
    process = script(tmp_path, BUSY.format(busy="hang_in_a_library").replace("Limits(20", "Limits(2"))
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    worker = int(process.stdout.readline())
    assert process.stdout.readline() == "busy\n"
    time.sleep(0.5)
    process.kill()
    process.communicate(timeout=60)
    assert ends(worker)
