"""What each part of finding supports is worth: precision and recall on our claims without it.

python -m benchmarks.support_parts [CLAIMS.jsonl ...]
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from qa.config import CORPUS, Config
from qa.engine import Engine
from qa.evaluation.claims import GoldClaim, read_claims
from qa.retriever import retrieve
from qa.support import STRANGE_WEIGHT, THRESHOLD, UNMET_WEIGHT, Compared, compare

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
REASONS = ("other numbers", "the contrary", "the claim goes further", "one denies")
Strength = Callable[[Compared], float]


def main() -> None:
    """Measure and print."""
    files = [Path(argument) for argument in sys.argv[1:]] or [DATA / "claims.jsonl", DATA / "claims-held-out.jsonl"]
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine.open(Path(folder) / "library", Config(reader="none"))
        articles = {
            "corpus": engine.add(next(CORPUS.glob("*.md"))).article.id,
            "walking": engine.add(DATA / "claims-article.md").article.id,
        }
        for file in files:
            claims = read_claims(file)
            compared = [_compared(engine, claim, articles[claim.article]) for claim in claims]
            print(f"\n{file.name:36}{'precision':>10}{'recall':>8}")
            for name, strength in _variants().items():
                print(f"{name:36}{_figures(claims, compared, strength)}")


def _variants() -> dict[str, Strength]:
    def made(unmet: float = UNMET_WEIGHT, strange: float = STRANGE_WEIGHT, without: tuple[str, ...] = ()) -> Strength:
        def strength(c: Compared) -> float:
            ruled_out = c.agreement.against not in ("", *without)
            return 0.0 if ruled_out else c.cosine - unmet * c.agreement.unmet - strange * c.agreement.strange

        return strength

    without_rules = {f"without the rule: {reason}": made(without=(reason,)) for reason in REASONS}
    return {
        "all": made(),
        "without unmet": made(unmet=0),
        "without strange": made(strange=0),
        **without_rules,
        "no rules": made(without=REASONS),
    }


def _compared(engine: Engine, claim: GoldClaim, article: str) -> list[Compared]:
    query = engine.encoder.encode([claim.claim])[0]
    return compare(
        claim.claim, retrieve(engine.library, claim.claim, query, engine.config.n_passages, engine.config.dense_weight, [article])
    )


def _figures(claims: list[GoldClaim], compared: list[list[Compared]], strength: Strength) -> str:
    counts: Counter[str] = Counter()
    for claim, sentences in zip(claims, compared, strict=True):
        counts["due"] += bool(claim.evidence)
        best = max(sentences, key=strength)
        if strength(best) >= THRESHOLD:
            counts["shown"] += 1
            counts["right"] += any(part in best.sentence.text for part in claim.evidence)
    return f"{counts['right'] / max(1, counts['shown']):>10.3f}{counts['right'] / counts['due']:>8.3f}"


if __name__ == "__main__":
    main()
