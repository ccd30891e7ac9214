"""Work that nobody watches."""

from __future__ import annotations

from briefbuilder.domain.progress import never_stop


def test_work_that_nobody_stops_goes_on() -> None:
    assert never_stop() is False
