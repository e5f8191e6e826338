"""The command: python -m tests.fuzz --n 10000 [--format html] [--seed 1], or --replay FILE.

In: how many broken documents of which formats. Out: counts, and the harmful ones as files to replay; exit code
1 where there are any.
"""

import argparse
import sys
import time
from pathlib import Path

from qa.readers.worker import limit_memory
from tests.fuzz.running import MAX_MEMORY_BYTES, fuzz, try_one
from tests.fuzz.seeds import SEEDS

N_REFUSALS_SHOWN = 4


def main() -> int:
    """Fuzz, print, and save what did harm."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--n", type=int, default=10_000, help="broken documents of each format (default: 10000)")
    parser.add_argument("--format", action="append", choices=list(SEEDS), help="this format only (may be repeated; default: all)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other documents (default: 1)")
    parser.add_argument("--out", type=Path, default=Path("fuzz-findings"), help="folder for what did harm (default: fuzz-findings)")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="read this file, as saved, and say what happens")
    options = parser.parse_args()
    limit_memory(MAX_MEMORY_BYTES)  # what breaks the documents is held to it too
    if options.replay:
        article, message, harm = try_one(options.replay.name, options.replay.read_bytes())
        print(harm or ("article" if article else message))
        return int(bool(harm))
    return max([_one_format(kind, options) for kind in options.format or SEEDS])


def _one_format(kind: str, options: argparse.Namespace) -> int:
    started = time.perf_counter()
    outcome = fuzz(kind, options.n, options.seed)
    print(
        f"{kind:9} {outcome.n} inputs in {time.perf_counter() - started:.0f} s: {outcome.n_articles} articles, "
        f"{outcome.refusals.total()} refused, {len(outcome.findings)} harmful; "
        f"slowest {outcome.slowest[0]:.1f} s (number {outcome.slowest[1]})"
    )
    for message, count in outcome.refusals.most_common(N_REFUSALS_SHOWN):
        print(f"    {count:6} {message[:120]}")
    for number, finding in enumerate(outcome.findings):
        file = options.out / f"{kind}-{options.seed}-{number}" / finding.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(finding.data)
        print(f"    {file}: {finding.what.strip().splitlines()[-1]}")
    sys.stdout.flush()
    return int(bool(outcome.findings))


if __name__ == "__main__":
    sys.exit(main())
