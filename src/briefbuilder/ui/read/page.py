"""The page Read: the list of articles, the open article and the rail side by side, or in drawers if it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.read.accept_strong import StrongSuggestions
from briefbuilder.ui.read.article_list import ArticlesPane
from briefbuilder.ui.read.article_pane import ArticlePane
from briefbuilder.ui.read.original_pane import OriginalPane, OriginalToggle
from briefbuilder.ui.read.rail import Rail
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.drawer import Drawer
from briefbuilder.ui.widgets.layouts import column_layout, split_panes
from briefbuilder.ui.widgets.timers import single_shot_timer

_LIST_FROM, _RAIL_FROM, _WIDE_FROM = 1180, 900, 1920
"""Widths of the page from which the list and the rail are beside the article, and from which both are wider."""
_LIST, _RAIL, _WIDE = 288, 304, 360
_RAIL_NARROW = 280
"""Width of the rail if the list is in a drawer."""
_LEAST = 200
_PANES = "read-panes"
_READ_AFTER = 3000
"""Milliseconds after which an article that is shown counts as read."""
_KEYS_IN_LIST = (
    "tag", "repeat-tag", "accept-suggestion", "reject-suggestion", "add-to-briefing",
    "previous-paragraph", "next-paragraph", "previous-section", "next-section",
)  # fmt: skip
"""The actions of the open article whose keys also work while the list has the focus."""


class ReadPage(QWidget):
    """Shows the list, the article with its source page, and the rail.

    The list and the rail can be hidden, remember their widths, and become drawers if the page is narrow. The page is
    complete when its `steps` are exhausted.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.steps = self._build()

    def _build(self) -> Iterator[None]:
        services = self._services
        self.articles = ArticlesPane(services, self)
        yield
        self.article = ArticlePane(services, self)
        yield
        self.original = OriginalPane(services, self)
        self.beside = OriginalToggle(services, self.article, self.original, self)
        yield
        self.rail = Rail(services, self.article, self)
        self.strong = StrongSuggestions(services, self.article, self.articles.chosen, self)
        yield
        middle = self.beside.splitter
        self._splitter = split_panes(self, self.articles, middle, self.rail, grows=middle)
        self.list_drawer = Drawer(self, "left", services.theme)
        self.rail_drawer = Drawer(self, "right", services.theme)
        self._widths = _stored_widths(services.settings.window_state(_PANES))
        self._scroll = ""
        self._awaits_article = False
        self._reading = single_shot_timer(self, self._on_read, _READ_AFTER)
        column_layout(self, self._splitter, gap=0)
        for pane in (self.articles, self.rail):
            pane.setMinimumWidth(services.theme.px(_LEAST))
        self._connect()
        # The panes are arranged in the first `resizeEvent`: until then the page is narrow, and they would become drawers.
        self.beside.restore()

    def _connect(self) -> None:
        articles, article, bar = self.articles, self.article, self.article.header
        articles.article_chosen.connect(self._on_chosen)
        articles.position_changed.connect(lambda: self.article.header.show_position(*articles.position))
        articles.model.searching_changed.connect(self._on_searching)
        articles.list_view.clicked.connect(self.list_drawer.close_drawer)
        articles.list_view.activated.connect(self.list_drawer.close_drawer)
        article.article_shown.connect(self._on_shown)
        for name in _KEYS_IN_LIST:
            articles.list_view.addAction(self._services.actions.action(name))
        articles.search_bar.show_requested.connect(partial(self._show_pane, articles, self.toggle_left))
        self.rail.show_requested.connect(partial(self._show_pane, self.rail, self.toggle_right))
        self.rail.suggestions.accept_all_button.clicked.connect(self.strong.accept_open)
        bar.list_requested.connect(self.toggle_left)
        bar.rail_toggled.connect(self.toggle_right)
        for drawer in (self.list_drawer, self.rail_drawer):
            drawer.closed.connect(self._show_panes)
        self._splitter.splitterMoved.connect(self._on_moved)
        self._services.links.unseen.changed.connect(self._on_unseen)
        self._services.theme.changed.connect(self._arrange)

    def toggle_left(self) -> None:
        """Show or hide the list."""
        self._toggle("list", self.articles, self.list_drawer)

    def toggle_right(self) -> None:
        """Show or hide the rail."""
        self._toggle("rail", self.rail, self.rail_drawer)

    def _toggle(self, name: str, pane: QWidget, drawer: Drawer) -> None:
        if drawer.content is not None:
            drawer.toggle()
        else:
            self._widths[name] = int(pane.isHidden())
            self._store()
            self._arrange()
        self._show_panes()

    def _show_pane(self, pane: QWidget, toggle: Callable[[], None]) -> None:
        """Show a pane if it is hidden or in a closed drawer."""
        if not pane.isVisibleTo(self):
            toggle()

    def focus_content(self) -> None:
        """Give the focus to the list, or to the article if the list is hidden."""
        if self.articles.isVisible() and self.list_drawer.content is None:
            self.articles.focus_content()
        else:
            view = self.article.canvas.view
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            # An empty dossier shows its first article later, whose keys work at once.
            self._awaits_article = not view.isVisible()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the panes that F6 walks through, from the left to the right."""
        source = (self.original,) if not self.original.isHidden() else ()
        return (self.articles.list_view, self.article.canvas.view, *source, self.rail)

    def state(self) -> dict[str, str]:
        """Return what is remembered of the dossier that is open."""
        reading = self.article.reading
        if reading is None:
            return {}
        return {"article": reading.article.id, "scroll": self.article.canvas.view.top_place()}

    def restore(self, state: Mapping[str, str]) -> None:
        """Show what was remembered of the dossier."""
        self.articles.choose_first()
        if state.get("article"):
            self.articles.choose(state["article"])
            self._scroll = state.get("scroll", "")
            if self.isVisible():
                QTimer.singleShot(0, self, self._restore_scroll)

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to where the article was left, once its lines have their width."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._restore_scroll)
        # The time in which an article counts as read is that in which it is seen.
        self._reading.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn panes into drawers, and back."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which the list and the rail are drawers."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.beside.splitter.minimumSizeHint().width()), hint.height())

    @Slot()
    def _restore_scroll(self) -> None:
        if self.article.reading is None:
            return  # the article is opened later
        place, self._scroll = self._scroll, ""
        if place:
            self.article.canvas.view.scroll_to_place(place)

    @Slot(object)
    def _on_chosen(self, article_id: str | None) -> None:
        """Open an article, if a search found it at its first hit."""
        words = self.articles.model.query.words
        self.article.finding.mark_searched(self.articles.model.phrases)
        is_new = self.article.reading is None or self.article.reading.article.id != article_id
        self.article.show_article(article_id)
        if words.strip() and is_new:
            passage = self.articles.found_passage()
            if passage is not None and passage.article == article_id:
                self.article.show_hit(passage)

    @Slot()
    def _on_searching(self) -> None:
        self.article.finding.mark_searched(self.articles.model.phrases)

    @Slot(str)
    def _on_shown(self, article_id: str) -> None:
        self.articles.choose(article_id)
        self._reading.start()
        if self._scroll and self.isVisible():
            QTimer.singleShot(0, self, self._restore_scroll)
        awaits, self._awaits_article = self._awaits_article, False
        if awaits and (not self.articles.isVisible() or self.list_drawer.content is not None):
            self.article.canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_read(self) -> None:
        reading = self.article.reading
        if reading is not None and self.article.isVisible():
            self.articles.read_marks.mark([reading.article.id], read=True)
            self._services.links.unseen.see(reading.article.id)

    @Slot()
    def _on_unseen(self) -> None:
        """Count what others changed in the open article as seen, after a while."""
        reading = self.article.reading
        if reading is not None and self._services.links.unseen.authors(reading.article.id):
            self._reading.start()

    @Slot()
    def _arrange(self) -> None:
        """Put the list and the rail beside the article, or into drawers, by the width of the page."""
        px, width = self._services.theme.px, self.width()
        is_wide = width >= px(_WIDE_FROM)
        fits_list, fits_rail = width >= px(_LIST_FROM), width >= px(_RAIL_FROM)
        self._dock(self.articles, self.list_drawer, docked=fits_list, at=0)
        self._dock(self.rail, self.rail_drawer, docked=fits_rail, at=self._splitter.count())
        if fits_list:
            self.articles.setVisible(self._widths.get("list", 1) > 0)
        if fits_rail:
            self.rail.setVisible(self._widths.get("rail", 1) > 0)
        usual_list, usual_rail = (_WIDE, _WIDE) if is_wide else (_LIST, _RAIL if fits_list else _RAIL_NARROW)
        list_width = px(self._widths.get(f"list-{is_wide:d}", usual_list))
        rail_width = px(self._widths.get(f"rail-{is_wide:d}", usual_rail) if fits_list else usual_rail)
        self.list_drawer.set_width(px(320))
        self.rail_drawer.set_width(px(_RAIL))
        sizes = {self.articles: list_width, self.rail: rail_width}
        rest = width
        for pane, size in sizes.items():
            if self._splitter.indexOf(pane) >= 0 and not pane.isHidden():
                rest -= size + 1
        widgets = [self._splitter.widget(place) for place in range(self._splitter.count())]
        self._splitter.setSizes([sizes.get(widget, rest) for widget in widgets if widget is not None])
        self._show_panes()

    def _dock(self, pane: QWidget, drawer: Drawer, *, docked: bool, at: int) -> None:
        is_docked = self._splitter.indexOf(pane) >= 0
        if docked and not is_docked:
            drawer.take_content()
            self._splitter.insertWidget(at, pane)
            self._splitter.setStretchFactor(self._splitter.indexOf(self.beside.splitter), 1)
        elif is_docked and not docked:
            drawer.set_content(pane)

    @Slot()
    def _show_panes(self) -> None:
        """Show on the bar which panes are open."""
        bar = self.article.header
        shows_list = self._splitter.indexOf(self.articles) >= 0 and not self.articles.isHidden()
        bar.list_button.setVisible(not shows_list)
        self.article.refresh_hint()
        bar.rail_button.setChecked(
            self.rail_drawer.is_open if self.rail_drawer.content is not None else not self.rail.isHidden()
        )

    @Slot()
    def _on_moved(self) -> None:
        """Remember the widths that the user gave to the list and the rail."""
        px = self._services.theme.px
        is_wide = self.width() >= px(_WIDE_FROM)
        if self.list_drawer.content is not None:
            return
        for name, pane in (("list", self.articles), ("rail", self.rail)):
            if not pane.isHidden():
                self._widths[f"{name}-{is_wide:d}"] = round(pane.width() * 1000 / px(1000))
        self._store()

    def _store(self) -> None:
        text = ",".join(f"{name}={width}" for name, width in sorted(self._widths.items()))
        self._services.settings.set_window_state(_PANES, text)


def _stored_widths(text: str | None) -> dict[str, int]:
    """Return the widths of panes by name, in pixels of the design; what is malformed is left out."""
    pairs = (pair.partition("=") for pair in (text or "").split(","))
    return {name: int(width) for name, _, width in pairs if width.isdecimal() and len(width) < 5}
