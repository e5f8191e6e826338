"""A question file to a QuestionSet: unpack, tell the format by content, hand over.

In: a path to JSON lines or to a SQuAD-format file, plain or gzip-compressed. Out: a QuestionSet, or an
InputError that says what is wrong with the file. Nothing of it is ever used for training.
"""

import gzip
import io
import json
import zlib
from pathlib import Path

from qa.errors import InputError
from qa.evaluation.questions.gold import QuestionSet
from qa.evaluation.questions.lines import read_lines
from qa.evaluation.questions.squad import is_squad, read_squad

# Unpacked; the whole of SQuAD 2.0 has 46 MB.
MAX_BYTES = 200_000_000
_GZIP = b"\x1f\x8b"


def read_questions(path: Path) -> QuestionSet:
    """Read a question file.

    Raises:
        InputError: the file cannot be read or unpacked, is in neither format, or holds no questions.
    """
    text = _text(path)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None  # many lines of JSON are no JSON
    questions = read_squad(data, path) if is_squad(data) else read_lines(text, path)
    if not questions.questions:
        raise InputError(f"The question file {path} holds no questions.")
    return questions


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if data.startswith(_GZIP):
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError(f"The question file {path} is larger than {MAX_BYTES / 1e6:g} MB; split it.")
        return data.decode("utf-8-sig")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"The question file {path} cannot be unpacked: its gzip data is damaged or cut off.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise InputError(f"The question file {path} cannot be read: {reason}.") from error
