"""Two desks of one dossier: the window's, and a colleague's whose acts are carried over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.narrowing import not_none

from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.exchange.places import open_place, set_up_place
from briefbuilder.app.exchange.round import (
    Arrived,
    RoundReport,
    prepare_round,
    report_round,
    run_round,
    take_in_step,
)
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.briefing import Briefing, OwnText
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.exchange.records import decode_batch
from briefbuilder.ui.frame.window import MainWindow


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    """Paragraphs with ids by their numbers."""
    return tuple(Paragraph(id=f"p{number}", content=(Span(text),)) for number, text in enumerate(texts))


@dataclass
class TwoDesks:
    """The dossier of the window's desk, and a colleague's copy of it."""

    own: Session
    other: Session
    briefing: str
    item: str = "own"

    def edit(self, session: Session, change: Callable[[Briefing], Briefing], act: str = "edit-text") -> None:
        """Edit the briefing at one desk."""
        briefing = not_none(session.store.briefing(self.briefing))
        session.store.apply(edit_briefing(session, change(briefing), act))

    def write(self, session: Session, *texts: str) -> None:
        """Write the own text at one desk."""
        written = paragraphs(*texts)

        def change(briefing: Briefing) -> Briefing:
            item = briefing.item(self.item)
            assert item is not None
            return briefing_edits.replace_item(briefing, replace(item, blocks=written))

        self.edit(session, change)

    def text(self, session: Session) -> tuple[str, ...]:
        """The paragraphs of the own text at one desk."""
        briefing = session.store.briefing(self.briefing)
        item = briefing.item(self.item) if briefing is not None else None
        assert item is not None
        return tuple(block.text for block in item.blocks or ())

    def carry(self, to: Session | None = None) -> None:
        """Take over what one desk did, without a window."""
        target = to or self.own
        source = self.other if target is self.own else self.own
        source.store.seal()
        names = source.store.shared.following(target.store.shared.heads())
        pieces = [source.store.shared.piece(name) for name in source.store.shared.pieces_of(names)]
        target.store.keep_pieces(piece for piece in pieces if piece is not None)
        batches = [decode_batch(source.store.shared.batch(name), name) for name in names]
        target.store.take_in(batches)

    def meet(self) -> None:
        """Take over both ways what was done at the same time."""
        self.carry(self.own)
        self.carry(self.other)


@pytest.fixture
def desks(tmp_path: Path, resources: Resources, readings: tuple[ImportedArticle, ...]) -> Iterator[TwoDesks]:
    """Rossi, whose dossier a window shows and closes, and Weber, with a name that must not be interpreted."""
    own = Session.create(tmp_path / "Tokyo.dossier", resources)
    own.store.shared.author = "Rossi"
    import_readings(own, readings)
    template = resources.template("thematic-briefing")
    act, made = compose_briefing(own, template, "Tokyo", ["semiconductors"], {}, "en")
    own.store.apply(act)
    text = OwnText(id="own", blocks=paragraphs("The ministers met.", "They spoke of chips."))
    own.store.apply(
        edit_briefing(own, briefing_edits.insert_item(made, made.parts[0].id, text), "edit-briefing")
    )
    own.store.share()
    copy = tmp_path / "other" / "Tokyo.dossier"
    copy.parent.mkdir()
    own.store.copy_to(copy)
    other = Session.open(copy, resources)
    other.store.shared.author = "Weber <b>&x"
    yield TwoDesks(own, other, made.id)
    other.store.close()


def show_item(window: MainWindow, desks: TwoDesks) -> None:
    """Show the own text in the window."""
    window.services.modes.choose("brief")
    window.brief.current.select(desks.briefing)
    window.brief.outline.choose(desks.item)


class ColleagueAtFolder:
    """The colleague's side of a shared folder: one round at a time, in this process."""

    def __init__(self, desks: TwoDesks, folder: Path) -> None:
        self._session = desks.other
        self._place = open_place(str(folder), None)
        self._before: Arrived | None = None

    def exchange(self) -> RoundReport:
        """Write what the colleague did, and take in what is there."""
        while True:
            outgoing = prepare_round(self._session, None, self._before)
            arrived = self._before = run_round(outgoing, self._place, lambda: False)
            while take_in_step(self._session, arrived) is not None:
                pass
            if not arrived.more:
                return report_round(self._session, arrived)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place of exchange."""
    made = tmp_path / "share"
    made.mkdir()
    set_up_place(str(made))
    return made


@pytest.fixture
def colleague(desks: TwoDesks, folder: Path) -> ColleagueAtFolder:
    """Weber at the shared folder."""
    return ColleagueAtFolder(desks, folder)
