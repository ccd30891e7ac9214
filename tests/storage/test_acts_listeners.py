"""What listeners are told, and when."""

from __future__ import annotations

import pytest

from briefbuilder.domain.changes import Key
from briefbuilder.storage import acts as module
from briefbuilder.storage.acts import Listeners

ONE, TWO, THREE = (frozenset({Key("article", name)}) for name in ("a", "b", "c"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the listeners read, to be set by a test."""
    now = [100.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def heard() -> list[frozenset[Key]]:
    return []


@pytest.fixture
def listeners(clock: list[float], heard: list[frozenset[Key]]) -> Listeners:
    made = Listeners()
    made.add(heard.append)
    return made


def test_steps_that_follow_each_other_closely_are_told_together(
    listeners: Listeners, clock: list[float], heard: list[frozenset[Key]]
) -> None:
    listeners.notify_step(ONE, is_last=False)
    assert heard == [], "a step that writes does not wait for the views, too"
    assert listeners.notify_due()
    listeners.notify_step(TWO, is_last=False)
    assert not listeners.notify_due()
    assert heard == [ONE]
    clock[0] += 0.2
    listeners.notify_step(THREE, is_last=False)
    assert listeners.notify_due()
    assert heard == [ONE, TWO | THREE]
    clock[0] += 0.2
    assert not listeners.notify_due(), "there is nothing to tell"


def test_an_act_that_takes_a_moment_is_told_at_its_end_alone(
    listeners: Listeners, clock: list[float], heard: list[frozenset[Key]]
) -> None:
    listeners.begin_steps()
    listeners.notify_step(ONE, is_last=False)
    clock[0] += 0.1
    listeners.notify_step(TWO, is_last=True)
    assert heard == [ONE | TWO]


def test_views_that_need_long_are_told_less_often(
    listeners: Listeners, clock: list[float], heard: list[frozenset[Key]]
) -> None:
    def take_long(_keys: frozenset[Key]) -> None:
        clock[0] += 1.0

    listeners.add(take_long)
    listeners.notify_step(ONE, is_last=False)
    listeners.notify_due()
    clock[0] += 3.0
    listeners.notify_step(TWO, is_last=False)
    assert not listeners.notify_due()
    assert heard == [ONE]
    clock[0] += 1.0
    listeners.notify_step(THREE, is_last=False)
    assert listeners.notify_due()
    assert heard == [ONE, TWO | THREE]


def test_the_last_step_is_told_at_once(listeners: Listeners, heard: list[frozenset[Key]]) -> None:
    listeners.notify_step(ONE, is_last=False)
    listeners.notify_due()
    listeners.notify_step(TWO, is_last=True)
    assert heard == [ONE, TWO]


def test_what_was_put_off_goes_with_the_next(listeners: Listeners, heard: list[frozenset[Key]]) -> None:
    listeners.put_off(ONE)
    listeners.notify(TWO)
    listeners.notify(frozenset())
    assert heard == [ONE | TWO], "nobody is told of nothing"


def test_that_all_have_followed_is_told_once_after_a_change_within_a_change(listeners: Listeners) -> None:
    told: list[str] = []

    def change_more(keys: frozenset[Key]) -> None:
        told.append("first")
        if keys == ONE:
            listeners.notify(TWO)

    listeners.add(change_more, lambda: told.append(f"all, notifying: {listeners.is_notifying}"))
    end = listeners.add(lambda _keys: told.append("second"))
    listeners.notify(ONE)
    assert told == ["first", "first", "second", "second", "all, notifying: False"]
    end()
    listeners.notify(THREE)
    assert told[5:] == ["first", "all, notifying: False"]
