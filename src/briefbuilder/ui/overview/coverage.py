"""The tab with the numbers of articles and tags by topic, publication, country and week."""

from __future__ import annotations

from functools import partial
from typing import get_args

from PySide6.QtWidgets import QComboBox, QWidget

from briefbuilder.domain.coverage import Coverage, CoverageBy, CoverageRow
from briefbuilder.ui.overview.tab import OverviewTab
from briefbuilder.ui.overview.table import OverviewModel, OverviewTable, TableRow
from briefbuilder.ui.services import Services


class CoverageTab(OverviewTab):
    """A row with a bar for each topic, publication, country or week."""

    needed = frozenset({"article", "tag", "topic"})

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services, parent)
        self._model = OverviewModel(
            self, (self.tr("Topic"), self.tr("Articles"), self.tr("Tags")), bar=1, numbers=(2,)
        )
        self._table = OverviewTable(self._model, self.tr("Coverage"), (320, 0, 90), services.theme, self)
        names = {
            "topic": self.tr("Topic"),
            "outlet": self.tr("Publication"),
            "country": self.tr("Country"),
            "week": self.tr("Week"),
        }
        self.by = QComboBox(self)
        self.by.setAccessibleName(self.tr("Count by"))
        for by in get_args(CoverageBy):
            self.by.addItem(names[by], by)
        self.by.currentIndexChanged.connect(self.refill)
        # A row says all.
        self.detail.hide()
        self.lay_out((self.by,), ())

    def fill(self) -> None:
        """Count; the database does it in a moment."""
        from briefbuilder.app.coverage import dossier_coverage

        session = self._services.holder.session
        assert session is not None
        coverage = dossier_coverage(session, self.by.currentData())
        self._model.rename(0, self.by.currentText())
        most = max((row.articles for row in coverage.rows), default=0) or 1
        rows = [
            TableRow(value=row, cells=partial(self._cells, coverage, row), share=row.articles / most)
            for row in coverage.rows
        ]
        self.show_rows(rows, self.tr("Nothing to count yet."), self.tr("%n row(s)", "", len(rows)))

    def _unread(self) -> str:
        """Return nothing: counting does without the facts of articles."""
        return ""

    def _cells(self, coverage: Coverage, row: CoverageRow) -> tuple[str, ...]:
        from briefbuilder.app.coverage import coverage_label

        session = self._services.holder.session
        if session is None:
            return ()
        label = coverage_label(row, coverage.by, session.taxonomy, self._services.language)
        return label or self.tr("Not known"), str(row.articles), str(row.tags)
