"""How the page holds under load, and what its memory does: python -m benchmarks.load [--help]."""
