"""Work that nobody watches."""

from __future__ import annotations

from briefbuilder.domain.progress import never_stop, report_elements


def test_work_that_nobody_stops_goes_on() -> None:
    assert never_stop() is False


def test_a_writer_reports_every_fiftieth_of_its_elements() -> None:
    shares: list[float] = []
    report = report_elements(100, shares.append)
    for count in range(1, 101):
        report(count)
    assert shares == [0.4, 0.8]
