"""Progress on standard error.

In: what is being done, and how much of it is done. Out: a bar for each thing, on a terminal only.
"""

from typing import Any

from tqdm import tqdm

from qa.cli.terminal import printable


class Bars:
    """A progress bar for each thing that is done, one after the other."""

    def __init__(self) -> None:
        self._doing = ""
        self._bar: tqdm[Any] | None = None

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Tell how much of a thing is done."""
        if self._bar is None or doing != self._doing:
            self.close()
            self._doing, self._bar = doing, tqdm(desc=printable(doing)[:60], leave=False, disable=None)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
        self._doing = ""
