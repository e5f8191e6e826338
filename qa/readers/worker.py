"""The process that reads files, one after the other: `python -m qa.readers.worker`, started by qa/readers/confined.py.

In: requests on standard input, each a length and a pickle of (memory limit in bytes, seconds, function,
arguments, named arguments). Out: answers on standard output, each a length, a kind and an article as JSON,
a text or a message. It ends with its standard input, that is with the program that started it, whatever ended that.
"""

import os
import pickle
import queue
import signal
import struct
import threading
import traceback
from typing import IO

from qa.article import Article, article_to_json
from qa.errors import InputError

READY, ARTICLE, TEXT, REFUSAL, FAILURE, OUT_OF_MEMORY = b"r", b"a", b"t", b"i", b"f", b"m"
_LENGTH = struct.Struct("<Q")
# An orphan that libraries keep too busy to notice is ended by the system this long after its time.
GRACE_SECONDS = 2.0


def send(stream: IO[bytes], message: bytes) -> None:
    """Write a message. Raises OSError where the other side has ended."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes], most: int = 2**63) -> bytes:
    """Read a message. Raises EOFError where the other side has ended, or would say more than `most` bytes."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > most:
        raise EOFError
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], n_bytes: int) -> bytes:
    data = stream.read(n_bytes)
    if len(data) < n_bytes:
        raise EOFError
    return data


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that people see, which ends this one
    requests, answers = _own_streams()
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    send(answers, READY)
    while True:
        send(answers, _answer(waiting.get()))
        _alarm(0)


def _own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, taken away from whatever a library prints or reads."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(2 if os.environ.get("QA_DEBUG") else nowhere, 1)
    return requests, answers


def _listen(requests: IO[bytes], waiting: "queue.SimpleQueue[bytes]") -> None:
    """Hand on requests; where they end, so does the process, busy or not."""
    try:
        while True:
            waiting.put(receive(requests))
    except (EOFError, OSError):
        os._exit(0)


def _answer(request: bytes) -> bytes:
    try:
        memory_bytes, seconds, read, args, kwargs = pickle.loads(request)
        del request
        limit_memory(memory_bytes)
        _alarm(seconds + GRACE_SECONDS)
        result: Article | str = read(*args, **kwargs)
        kind, text = (TEXT, result) if isinstance(result, str) else (ARTICLE, article_to_json(result))
        return kind + text.encode("utf-8", "surrogatepass")
    except InputError as error:
        return REFUSAL + str(error).encode("utf-8", "surrogatepass")
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:
        traceback.print_exc()
        return FAILURE + type(error).__name__.encode()


def limit_memory(memory_bytes: int) -> None:
    """Let the process have this much memory, and write no dump when it crashes."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Data is what fills memory; the address space holds the libraries too, and is limited where data is not.
    for kind, most in ((resource.RLIMIT_DATA, memory_bytes), (resource.RLIMIT_AS, 2 * memory_bytes)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
