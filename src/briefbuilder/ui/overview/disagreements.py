"""The tab with the numbers about which the articles disagree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from briefbuilder.locales.dates import format_date
from briefbuilder.ui.overview.tab import OverviewTab
from briefbuilder.ui.overview.table import OverviewModel, OverviewTable, TableRow
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.disagreements import ArticleValue, DossierDisagreement
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.storage.blobs import PackedArticle

_DESCRIBED = 10
"""Disagreements that are described at once, on the window's thread."""


class DisagreementsTab(OverviewTab):
    """Each disagreement with its values below; Enter opens the article at the number."""

    needed = frozenset({"article"})

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services, parent)
        columns = (
            self.tr("Value"),
            self.tr("Publication"),
            self.tr("Date"),
            self.tr("Reliability"),
            self.tr("Sentence"),
        )
        self._table = OverviewTable(
            OverviewModel(self, columns),
            self.tr("Disagreements"),
            (120, 150, 110, 96, 0),
            services.theme,
            self,
            lines=2,
            grouped=True,
        )
        self.topic = self.topic_filter()
        self.topic.currentIndexChanged.connect(self.refill)
        self.open_button = QPushButton(self.tr("&Show in article"), self)
        self.open_button.clicked.connect(self._on_activated)
        self.lay_out((self.topic,), (self.open_button,))

    def fill(self) -> None:
        """Compare the articles."""
        topics = (self.topic.currentData(),) if self.topic.currentData() else ()
        self.start(self.tr("Comparing articles …"), partial(_compare, topics), self._show, _fetch)

    def describe(self, row: TableRow) -> str:
        """Return the sentence with its place."""
        from briefbuilder.app.disagreements import ArticleValue

        one = row.value
        if not isinstance(one, ArticleValue):
            return row.cell(0)
        place = "" if one.paragraph is None else f"¶{one.paragraph}"
        return "\n".join((" · ".join(part for part in (one.title, one.outlet, place) if part), one.sentence))

    def activate(self, row: TableRow) -> None:
        """Open the article at the number; of a disagreement, the first one."""
        from briefbuilder.app.disagreements import ArticleValue

        one = row.value if isinstance(row.value, ArticleValue) else row.below[0].value if row.below else None
        if isinstance(one, ArticleValue):
            self.open_place(self.passage_at(one.article, one.block, one.start, one.end))

    def show_enabled(self) -> None:
        """Enable the button where there is a row."""
        self.open_button.setEnabled(self.table.current_row() is not None)

    def _show(self, found: Sequence[DossierDisagreement]) -> None:
        session = self._services.holder.session
        topics = () if session is None else session.taxonomy.topics
        order = {topic.id: at for at, topic in enumerate(topics)}
        last = len(order)
        found = sorted(found, key=lambda one: min((order.get(t, last) for t in one.topics), default=last))
        self.show_rows(
            [self._row(one) for one in found],
            self.tr("No disagreements found."),
            self.tr("%n disagreement(s)", "", len(found)),
        )

    def _row(self, found: DossierDisagreement) -> TableRow:
        return TableRow(
            value=found,
            cells=partial(self._heading, found),
            below=[TableRow(value=one, cells=partial(self._cells, one)) for one in found.values],
            spans=True,
        )

    def _heading(self, found: DossierDisagreement) -> tuple[str]:
        session, language = self._services.holder.session, self._services.language
        title = self._services.words.text(f"quantity-{found.quantity}")
        if found.period is not None:
            title = f"{title} ({found.period})"
        topics = (
            () if session is None else (session.taxonomy.shown(one).name(language) for one in found.topics)
        )
        later = self.tr("later figure") if found.later else ""
        return (" · ".join(part for part in (title, later, ", ".join(topics)) if part),)

    def _cells(self, one: ArticleValue) -> tuple[str, ...]:
        day = "" if one.day is None else format_date(one.day, self._services.language, "medium")
        return one.text, one.outlet or one.title, day, one.reliability or "", one.sentence


def _compare(topics: tuple[str, ...], context: JobContext) -> tuple[DossierDisagreement, ...]:
    """Compare the articles of some topics, or all, on the job's thread."""
    from briefbuilder.app.disagreements import compare_articles
    from briefbuilder.app.evidence import SLICE, facts_rules

    def step(share: float) -> None:
        context.check()
        context.progress(share)

    def fetch(some: Sequence[str]) -> list[PackedArticle]:
        # Few at a time, so that the window is never busy for long.
        found: list[PackedArticle] = []
        for at in range(0, len(some), SLICE):
            found += context.request(("packed", tuple(some[at : at + SLICE])))
        return found

    facts_rules()  # Loaded here, since that takes a moment.
    names = context.request(("articles", topics))
    found = compare_articles(names, fetch, step)
    described: list[DossierDisagreement] = []
    for at in range(0, len(found), _DESCRIBED):
        described += context.request(("describe", found[at : at + _DESCRIBED]))
    return tuple(described)


def _fetch(session: Session, request: tuple[str, tuple[object, ...]]) -> object:
    from briefbuilder.app import disagreements

    answer = {
        "articles": disagreements.articles_to_compare,
        "packed": disagreements.packed_articles,
        "describe": disagreements.describe_disagreements,
    }
    return answer[request[0]](session, request[1])  # type: ignore[operator]
