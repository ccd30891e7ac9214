"""The quiet line below the header: what came in from other desks, and what keeps the exchange from going on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from briefbuilder.ui.frame.strips import NoticeStrip, StripAction
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.exchange.round import RoundReport

_MOST_NAMES = 3


class ExchangeLine(QObject):
    """Says in a strip, once, what the rounds report; `show` opens the list of what came in, `settle` what is to settle."""

    def __init__(
        self,
        services: Services,
        strip: NoticeStrip,
        show: Callable[[], None],
        settle: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._strip, self._show, self._settle = services, strip, show, settle
        self._taken: dict[str, int] = {}
        self._problem = ""
        strip.closed.connect(self._forget)

    @property
    def text(self) -> str:
        """What the line says, or an empty text."""
        return self._strip.text

    def clear(self) -> None:
        """Hide the line and forget what it said."""
        self._forget()
        self._problem = ""
        self._strip.clear()

    def tell(self, report: RoundReport) -> None:
        """Say what a round brought, or why there was none."""
        for source in report.sources:
            name = source.author or source.name
            self._taken[name] = self._taken.get(name, 0) + source.acts
        problem = self._problem_of(report)
        is_new = problem != self._problem
        self._problem = problem
        if report.taken or is_new:
            self._draw(report.to_settle)

    def tell_failure(self, text: str, *actions: StripAction) -> None:
        """Say why there are no more rounds, with buttons for what can be done."""
        self._problem = text
        self._draw(0, *actions)

    def _problem_of(self, report: RoundReport) -> str:
        words = []
        if report.problem is not None:
            words.append(self._services.words.error(report.problem))
        words += [
            self.tr("%n batch(es) of {name} are missing.", "", missing.batches).format(name=missing.name)
            for missing in report.missing
        ]
        if report.newer:
            words.append(self.tr("Other desks have a newer version of briefbuilder. Update this one."))
        if report.unfit:
            words.append(self.tr("%n value(s) came in only in part. Update briefbuilder.", "", report.unfit))
        words += [
            self.tr("The clock of {name} is %n minute(s) ahead.", "", minutes).format(name=name)
            for name, minutes in report.clocks
        ]
        if report.same_desk:
            words.append(self.tr("This dossier was copied or restored, and works on as another desk."))
        return " ".join(words)

    def _draw(self, to_settle: int, *more: StripAction) -> None:
        acts = sum(self._taken.values())
        words = [self._taken_text(acts)] if acts else []
        words += [self._problem] if self._problem else []
        if not words:
            self._strip.clear()
            return
        actions = [(self.tr("S&how"), self._show)] if acts else []
        actions += [(self.tr("To s&ettle …"), self._settle)] if to_settle and acts else []
        self._strip.show_notice(" ".join(words), *actions, *more)

    def _taken_text(self, acts: int) -> str:
        names = _listed(self._taken, QLocale(self._services.language))
        return self.tr("%n change(s) of {names} taken in.", "", acts).format(names=names)

    def _forget(self) -> None:
        self._taken.clear()


def _listed(names: Iterable[str], locale: QLocale) -> str:
    """Return some names as a list in a language, with the number of the others."""
    known = [name for name in names if name]
    shown = known[:_MOST_NAMES]
    if len(known) > _MOST_NAMES:
        shown.append(f"+{len(known) - _MOST_NAMES}")
    return locale.createSeparatedList(shown)
