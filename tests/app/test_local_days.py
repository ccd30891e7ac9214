"""Days that a person reads are those of their place, while moments stay in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from briefbuilder.app.commands import briefings
from briefbuilder.app.commands.briefings import create_next_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.messages import Words
from briefbuilder.app.novelty import plan_novelty
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.templates import SampleSources, sample_input
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.errors import DossierError
from briefbuilder.importers.read import read_bytes
from briefbuilder.system.clock import Clock, local_date

BEFORE, AFTER = "2026-11-24T14:59:59", "2026-11-24T15:00:01"
"""A second before and after midnight in Tokyo, in UTC."""


@pytest.fixture(params=[(BEFORE, date(2026, 11, 24)), (AFTER, date(2026, 11, 25))], ids=["before", "after"])
def day(request: pytest.FixtureRequest, tokyo: pytest.MonkeyPatch) -> date:
    """The day in Tokyo, around whose beginning the clock stands still."""
    moment, there = request.param
    seconds = datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()
    tokyo.setattr("briefbuilder.system.clock.time.time_ns", lambda: int(seconds) * 1_000_000_000)
    assert isinstance(there, date)
    return there


def test_a_version_carries_the_time_that_the_clock_shows_after_it_was_set_back(session: Session) -> None:
    briefing = made(session)
    session.store.clock.continue_after("2039-01-01T00:00:00Z")
    session.store.apply(briefings.keep_version(session, briefing.id, "Draft"))
    (kept,) = session.store.versions(briefing.id)
    assert kept.id > briefing.id
    assert abs(datetime.fromisoformat(kept.created) - datetime.now(UTC)) < timedelta(minutes=10)


def made(session: Session) -> Briefing:
    act, briefing = briefings.compose_briefing(session, "thematic-briefing", "Note", [], {}, "en")
    session.store.apply(act)
    return briefing


def imported(session: Session, subject: str) -> str:
    (outcome,) = import_readings(
        session, [read_bytes(f"The ministers spoke of {subject}.".encode(), "a.txt")]
    )
    assert outcome.article
    return outcome.article


def test_one_clock_tells_the_moment_in_utc_and_the_day_at_its_place(day: date) -> None:
    clock = Clock()
    assert clock.second().startswith("2026-11-24T1")
    assert clock.second().endswith("Z")
    assert clock.today() == day
    assert local_date(clock.now()) == day


def test_a_new_briefing_bears_the_day_of_its_place(day: date, session: Session) -> None:
    briefing = made(session)
    assert briefing.fields["date"] == day.isoformat()
    assert briefing.created.startswith("2026-11-24T1")


def test_the_next_briefing_bears_the_day_of_its_place(day: date, session: Session) -> None:
    _, following = create_next_briefing(session, made(session).id, "Next")
    assert following.fields["date"] == day.isoformat()
    assert following.created.startswith("2026-11-24T1")


def test_what_is_exported_bears_the_day_of_its_place(day: date, session: Session) -> None:
    briefing = made(session)
    taken = snapshot(session, briefing.id)
    assert taken.today == day
    assert taken.moment.startswith("2026-11-24T1")


def test_a_sample_bears_the_day_of_its_place(day: date) -> None:
    resources = Resources()
    template = resources.template("thematic-briefing")
    sources = SampleSources(articles={}, pictures={}, topics={}, tags=(), shown=(), base=b"")
    sample = sample_input(template, "en", sources, resources.profile(template.marking.profile))
    assert sample.today == day
    assert sample.briefing.fields["date"] == day.isoformat()


@pytest.mark.usefixtures("tokyo")
def test_a_dossier_in_use_is_told_by_the_clock_of_the_computer() -> None:
    held = {"path": "a", "user": "anna", "host": "pc", "process": "4", "lock": "a.lock"}
    told = Words("en").error(DossierError("dossier-in-use", **held, since="2026-11-24T15:00:01+00:00"))
    assert "since 25 November 2026, 00:00. " in told
    # What stands in a damaged lock is told as it is.
    assert "since 2026. " in Words("en").error(DossierError("dossier-in-use", **held, since="2026"))


def test_what_is_imported_after_the_clock_was_set_back_is_new(
    monkeypatch: pytest.MonkeyPatch, resources: Resources, tmp_path: Path
) -> None:
    path, day = tmp_path / "back.dossier", datetime(2026, 11, 24, 12, tzinfo=UTC)

    def set_clock(now: datetime) -> None:
        nanoseconds = int(now.timestamp()) * 1_000_000_000
        monkeypatch.setattr("briefbuilder.system.clock.time.time_ns", lambda: nanoseconds)

    set_clock(day)
    with Session.create(path, resources) as session:
        first = imported(session, "chips")
        former = made(session)
    set_clock(day - timedelta(days=1))
    with Session.open(path, resources) as session:
        second = imported(session, "gallium")
        assert second in plan_novelty(session, former.id).later
        records = [session.store.record(name) for name in (first, second)]
        assert [one.imported for one in records if one] == sorted(one.imported for one in records if one)
        following = made(session)
        assert following.created >= former.created
        assert following.fields["date"] == "2026-11-23", "as the calendar on the wall"
    set_clock(day + timedelta(days=3))
    with Session.open(path, resources) as session:
        third = imported(session, "tin")
        assert plan_novelty(session, following.id).later[-1:] == (third,)
