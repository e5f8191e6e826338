"""Ours and its peers at the same work, side by side: `python -m benchmarks.peers --help`, and docs/peers.md."""
