"""Articles of very many sections: the work of each command grows no faster than the article."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import accept_all, remove_tags, tag_hits
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.cli.context import tagged_sections
from briefbuilder.domain.briefing import Briefing
from briefbuilder.importers.read import read_bytes

MOST_GROWTH = 14.0
"""The most that CPU time may grow where the article grows five times: a square would be 25."""


class Timer:
    """The CPU time of each step of a long article."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, step: str, work: Callable[[], object]) -> None:
        # A full collection of what other tests have left would count as work of this step.
        gc.collect()
        gc.disable()
        begun = time.process_time()
        work()
        self.seconds[step] = time.process_time() - begun
        gc.enable()


@pytest.fixture
def measured(tmp_path: Path, resources: Resources) -> Callable[[int], dict[str, float]]:
    """Import an article of so many sections, tag, compose and untag it, and return the time of each step."""

    def run(count: int) -> dict[str, float]:
        text = "".join(
            f"# Semiconductors {number}\n\nThe derisking of semiconductors, and rare earths {number}.\n\n"
            for number in range(count)
        )
        timer = Timer()
        with Session.create(tmp_path / f"{count}.dossier", resources) as session:
            session.apply(import_readings(session, [read_bytes(text.encode(), "long.md")])[0])
            (record,) = session.store.articles()
            article = session.store.article(record.id)
            topics = [topic.id for topic in session.taxonomy.topics[:2]]
            hits = [(record.id, section.index) for section in article.sections]
            timer("tag hits", lambda: session.apply(tag_hits(session, hits, topics)))
            timer("accept", lambda: session.apply(accept_all(session, 0.3)))
            timer("accept again", lambda: accept_all(session, 0.3))
            timer("show", lambda: tagged_sections(article, session.store.tags(record.id)))
            briefing = _compose(session)
            timer("snapshot", lambda: snapshot(session, briefing.id))
            names = [tag.id for tag in session.store.tags(record.id)]
            assert len(names) > 3 * count
            timer("remove", lambda: remove_tags(session, names))
        return timer.seconds

    return run


def _compose(session: Session) -> Briefing:
    topics = [topic for topic, _ in session.search.topics()]
    template = session.resources.template("thematic-briefing")
    act, briefing = compose_briefing(session, template, "Long", topics, {}, "en")
    session.apply(act)
    return briefing


def test_five_times_the_sections_take_about_five_times_the_time(
    measured: Callable[[int], dict[str, float]],
) -> None:
    measured(50)  # what is loaded at first use is not counted
    short, long = measured(100), measured(500)
    grown = {step: long[step] / max(short[step], 0.02) for step in short}
    assert not {step: times for step, times in grown.items() if times > MOST_GROWTH}
