"""Moments, days and ids for acts.

Moments are in UTC; days are in the time zone of the computer.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import MAXYEAR, UTC, date, datetime, timedelta

from briefbuilder.domain.errors import BriefbuilderError


class Clock:
    """Returns moments that never run backwards and ids that sort by the moment of their creation."""

    def __init__(self) -> None:
        self._last = 0

    def now(self) -> str:
        """Return the moment as ISO 8601 in UTC with microseconds; each call returns a later one."""
        return _to_iso(self._tick())

    def second(self) -> str:
        """Return what the clock of this computer shows, even if it was set back, as ISO 8601 in UTC to the second."""
        return to_second(_to_iso(time.time_ns() // 1000))

    def today(self) -> date:
        """Return the day in the time zone of this computer, even if its clock was set back since the last moment."""
        return local_date(_to_iso(time.time_ns() // 1000))

    def continue_after(self, moment: str) -> None:
        """Return only later moments than an ISO 8601 one from now on; other texts and the last year of the calendar change nothing."""
        with suppress(ValueError, OverflowError):
            found = datetime.fromisoformat(moment).astimezone(UTC)
            if found.year < MAXYEAR:
                since = found - datetime.fromtimestamp(0, UTC)
                self._last = max(self._last, since // timedelta(microseconds=1))

    def new_id(self, kind: str) -> str:
        """Return a unique id that begins with a letter for its kind."""
        return f"{kind}{self._tick():013x}{os.urandom(3).hex()}"

    def _tick(self) -> int:
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return self._last


def to_second(moment: str) -> str:
    """Return an ISO 8601 moment in UTC without the parts of a second."""
    return f"{moment[:19]}Z"


def local_date(moment: str) -> date:
    """Return the day of an ISO 8601 moment in the time zone of this computer."""
    return datetime.fromisoformat(moment).astimezone().date()


class ClockError(BriefbuilderError):
    """The time zone of the computer cannot be used."""


def require_time_zone() -> None:
    """Raise ClockError if the time zone of the computer is a day or more away from UTC, as no zone on earth is."""
    try:
        datetime.now().astimezone()
    except ValueError as error:
        raise ClockError("time-zone-wrong", zone=os.environ.get("TZ", "")) from error


def _to_iso(microseconds: int) -> str:
    seconds, rest = divmod(microseconds, 1_000_000)
    whole = datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
    return whole.isoformat(timespec="microseconds").replace("+00:00", "Z")
