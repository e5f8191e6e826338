"""The line in which work waits for its turn: bounded, fair, and each in it knows how many are before him.

In: who wants something done. Out: his turn, or a sentence that the line is full. Of visitors who wait, each
has one turn before any has a second (start-time fair queueing; Goyal, Vin and Cheng, 1996), so that one visitor
can neither fill the line nor hold it up. For the event loop of the page's server only.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from qa.errors import InputError

CLAIM_SECONDS = 10.0


@dataclass(eq=False)
class Place:
    """Somebody's place in the line; smaller rounds come first, then who came first."""

    who: str
    round: int
    number: int
    claimed: bool = False


class Line:
    """A line before something that few can use at a time."""

    def __init__(self, n_served: int = 1, max_waiting: int = 100, max_each: int = 4) -> None:
        """Args: n_served: how many have their turn at once. max_waiting: in all. max_each: of one visitor, his turn included."""
        self.n_served = n_served
        self._max_waiting = max_waiting
        self._max_each = max_each
        self._waiting: list[Place] = []
        self._served: list[Place] = []
        self._round = 0
        self._n_joined = 0
        self._moved = asyncio.Event()

    def join(self, who: str) -> Place:
        """Take a place at the end of the line. Raises InputError where it is full, or holds enough of this visitor's."""
        own = [place for place in (*self._waiting, *self._served) if place.who == who]
        if len(own) >= self._max_each:
            raise InputError(f"{self._max_each} requests of yours are waiting already; try again once they are done.")
        if len(self._waiting) >= self._max_waiting:
            raise InputError("Too many people are waiting just now; try again in a minute.")
        self._n_joined += 1
        place = Place(who, max([self._round, *(place.round + 1 for place in own)]), self._n_joined)
        self._waiting.append(place)
        self._waiting.sort(key=lambda waiting: (waiting.round, waiting.number))
        self._call()
        return place

    async def turn(self, place: Place) -> AsyncIterator[int]:
        """Wait for the turn; gives how many are before, at once and each time that changes, and ends when it has come.

        Raises:
            InputError: the place was given up because nobody came for the turn.
        """
        told = -1
        while True:
            moved = self._moved
            waits = place in self._waiting
            n_before = self._waiting.index(place) + len(self._served) if waits else 0
            if n_before != told:
                told = n_before
                yield n_before
            elif waits:
                await moved.wait()
            else:
                break
        if place not in self._served:
            raise InputError("The page was away when its turn came; try again.")
        place.claimed = True

    def leave(self, place: Place) -> None:
        """Give up a place, before the turn or after it."""
        for line in (self._waiting, self._served):
            with suppress(ValueError):
                line.remove(place)
        self._call()

    def _call(self) -> None:
        while self._waiting and len(self._served) < self.n_served:
            place = self._waiting.pop(0)
            self._round = place.round
            self._served.append(place)
            asyncio.get_running_loop().call_later(CLAIM_SECONDS, self._pass_over, place)
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def _pass_over(self, place: Place) -> None:
        """Whoever closed the page while he waited shall not hold up the others."""
        if not place.claimed and place in self._served:
            self.leave(place)


@asynccontextmanager
async def in_turn(line: Line, who: str) -> AsyncIterator[None]:
    """Somebody's turn while this lasts, once it has come. Raises InputError as `Line.join` and `Line.turn`."""
    place = line.join(who)
    try:
        async for _ in line.turn(place):
            pass
        yield
    finally:
        line.leave(place)
