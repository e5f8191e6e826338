"""Work waits in a bounded line in which one visitor holds up nobody else, and everybody knows how many are before him."""

import asyncio

import pytest

from qa.errors import InputError
from qa.page import line as line_module
from qa.page.line import Line, Place, in_turn
from tests.pages import in_a_loop


async def served(line: Line, place: Place, order: list[str], told: list[int] | None = None) -> None:
    try:
        async for n_before in line.turn(place):
            if told is not None:
                told.append(n_before)
        order.append(f"{place.who}{place.number}")
        await asyncio.sleep(0)
    finally:
        line.leave(place)


def test_each_visitor_has_one_turn_before_any_has_a_second() -> None:
    async def test() -> None:
        line, order = Line(), []  # type: ignore[var-annotated]
        places = [line.join(who) for who in "aaaabc"]
        await asyncio.gather(*(served(line, place, order) for place in places))
        assert order == ["a1", "b5", "c6", "a2", "a3", "a4"]

    in_a_loop(test)


def test_who_waits_is_told_how_many_are_before_him() -> None:
    async def test() -> None:
        line, order, told = Line(), [], []  # type: ignore[var-annotated]
        first, second, third = (line.join(who) for who in "abc")
        await asyncio.gather(served(line, first, order), served(line, second, order), served(line, third, order, told))
        assert told == [2, 1, 0]

    in_a_loop(test)


def test_no_visitor_fills_the_line_and_the_line_is_bounded() -> None:
    async def test() -> None:
        line = Line(max_waiting=3, max_each=2)
        line.join("a")
        line.join("a")
        with pytest.raises(InputError, match="waiting already"):
            line.join("a")
        line.join("b")
        last = line.join("c")
        with pytest.raises(InputError, match="Too many people"):
            line.join("d")
        line.leave(last)
        line.join("d")

    in_a_loop(test)


def test_as_many_as_may_are_served_at_once_and_no_more() -> None:
    async def test() -> None:
        line, now, most = Line(n_served=2), 0, 0

        async def one(place: Place) -> None:
            nonlocal now, most
            async for _ in line.turn(place):
                pass
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1
            line.leave(place)

        await asyncio.gather(*(one(line.join(str(n))) for n in range(20)))
        assert (now, most) == (0, 2)

    in_a_loop(test)


def test_who_leaves_while_he_waits_holds_up_nobody() -> None:
    async def test() -> None:
        line, order = Line(), []  # type: ignore[var-annotated]
        first, second, third = (line.join(who) for who in "abc")
        gone = asyncio.create_task(served(line, second, order))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.gather(served(line, first, order), served(line, third, order))
        assert order == ["a1", "c3"]

    in_a_loop(test)


def test_who_never_comes_for_his_turn_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "CLAIM_SECONDS", 0.01)

    async def test() -> None:
        line, order = Line(), []  # type: ignore[var-annotated]
        absent, waiting = line.join("a"), line.join("b")
        await served(line, waiting, order)
        assert order == ["b2"]
        with pytest.raises(InputError, match="its turn came"):
            await served(line, absent, order)

    in_a_loop(test)


def test_who_has_his_turn_for_a_while_leaves_it_to_the_next_however_it_ends() -> None:
    async def test() -> None:
        line, order = Line(), []  # type: ignore[var-annotated]

        async def one(who: str) -> None:
            async with in_turn(line, who):
                await asyncio.sleep(0)
                order.append(who)
                if who == "a":
                    raise ValueError

        await asyncio.gather(*(one(who) for who in "abc"), return_exceptions=True)
        assert order == ["a", "b", "c"]

    in_a_loop(test)
