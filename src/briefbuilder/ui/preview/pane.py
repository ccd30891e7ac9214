"""The preview and its tools, recipient and zoom, and the printing of its pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QObject, QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.release import PUBLIC
from briefbuilder.system.files import write_atomically
from briefbuilder.ui.brief.export import export_file_name
from briefbuilder.ui.preview.drawing import (
    BuiltPreview,
    build_preview,
    build_printed_pages,
    render_sealed,
    select_pages,
)
from briefbuilder.ui.preview.view import PreviewView, page_image
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import ActionToolButton, styled_frame
from briefbuilder.ui.widgets.labels import ElidedComboBox
from briefbuilder.ui.widgets.layouts import STRETCH, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip

_MAX_RESOLUTION = 300
"""Dots per inch in which pages are drawn; printers with more enlarge them."""


class PreviewPane(QWidget):
    """A PreviewView; registers the zoom actions. `tools` is the row of its tools, which the owner places.

    `audience_chosen` carries the chosen recipient, None for the internal version.
    """

    audience_chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/export-a-briefing")
        self.view = PreviewView(services.theme, self)
        self._actions = services.actions
        for name, run in (
            ("preview-larger", self.view.zoom_in),
            ("preview-smaller", self.view.zoom_out),
            ("preview-width", self.view.fit_width),
        ):
            services.actions.register(name, run, enabled=lambda: self.view.page_count > 0)
        self._audience = self._audience_choice()
        self._strip = self._audience_strip(services)
        self.zoom_label = PlainLabel("", self, role="muted")
        self.zoom_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom_label.setMinimumWidth(services.theme.px(44))
        self.tools = self._tool_row(services)
        column_layout(self, self._strip, self.view, grows=self.view, gap=0)
        self.view.state_changed.connect(self._on_state)
        self._on_state()

    def _audience_choice(self) -> ElidedComboBox:
        choice = ElidedComboBox(5, self)
        choice.setAccessibleName(self.tr("Recipient of the preview and the check"))
        tip = self.tr(
            "Preview and check the export for a recipient, without the content that they may not see."
        )
        set_tip(choice, tip)
        choice.setSizeAdjustPolicy(ElidedComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setObjectName("preview-audience")
        choice.currentIndexChanged.connect(self._on_audience)
        return choice

    def _audience_strip(self, services: Services) -> QFrame:
        """Return the row with the choice of recipients, which is shown if there are some."""
        theme = services.theme
        strip = styled_frame(self, "side", "bottom")
        label = PlainLabel(self.tr("Recipient"), strip, role="caption")
        label.setBuddy(self._audience)
        row_layout(
            strip,
            label,
            self._audience,
            margins=theme.margins(16, 4, 12, 4),
            gap=theme.px(8),
            grows=self._audience,
        )
        strip.hide()
        return strip

    def _tool_row(self, services: Services) -> QWidget:
        action, theme = services.actions.action, services.theme
        tools = QWidget(self)
        row_layout(
            tools,
            STRETCH,
            ActionToolButton(action("preview-smaller"), "minus", theme, tools),
            self.zoom_label,
            ActionToolButton(action("preview-larger"), "plus", theme, tools),
            ActionToolButton(action("preview-width"), "move-horizontal", theme, tools),
            gap=theme.px(2),
        )
        return tools

    @property
    def audience(self) -> str | None:
        """The recipient whose export is shown, None for the internal version."""
        chosen: str | None = self._audience.currentData()
        return chosen

    def offer_audiences(self, audiences: tuple[str, ...]) -> None:
        """Set the recipients to choose from and keep the choice; with none the choice is hidden."""
        offered = (None, *audiences)
        known = tuple(self._audience.itemData(row) for row in range(self._audience.count()))
        if known == offered:
            return
        before = self.audience
        self._audience.blockSignals(True)
        self._audience.clear()
        self._audience.addItem(self.tr("Internal version"), None)
        for name in audiences:
            shown = self.tr("For the public") if name == PUBLIC else self.tr("For {name}").format(name=name)
            self._audience.addItem(plain_text(shown), name)
        self._audience.setCurrentIndex(offered.index(before) if before in offered else 0)
        self._audience.blockSignals(False)
        self._strip.setVisible(bool(audiences))
        if self.audience != before:
            self.audience_chosen.emit(self.audience)

    @Slot()
    def _on_audience(self) -> None:
        self.audience_chosen.emit(self.audience)

    @Slot()
    def _on_state(self) -> None:
        zoom = self.tr("{zoom} %").format(zoom=round(self.view.zoom * 100))
        self.zoom_label.setText(zoom if self.view.page_count else "")
        self._actions.refresh()


def print_pages(services: Services, briefing: Briefing, audience: str | None, over: QWidget) -> None:
    """Build a briefing's pages for a recipient, ask for the printer over a widget, and print them; errors are shown.

    What may not be exported is not printed.
    """
    session = services.holder.session
    if session is None:
        return
    try:
        source = app.export_input.snapshot(session, briefing.id, audience)
        app.export.require_allowed(source)
    except BriefbuilderError as error:
        services.prompter.show_error(error)
        return

    def done(built: BuiltPreview) -> None:
        _ask_printer(services, briefing.title, built, over)

    work = partial(build_preview, source, (), 1.0, build=build_printed_pages)
    services.jobs.start(work, done, services.show_failure)


def create_printer(title: str) -> QPrinter:
    """Return a printer whose dialog suggests the name of a file that a title can have."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    # Qt puts a suffix in place of what follows the last full stop.
    printer.setDocName(export_file_name(title, ".pdf"))
    return printer


def _ask_printer(services: Services, title: str, built: BuiltPreview, over: QWidget) -> None:
    printer = create_printer(title)
    printer.setPageLayout(_page_layout(built.sizes[0]))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, over)
    dialog.setMinMax(1, len(built.sizes))
    if not services.prompter.run(dialog):
        return

    def done(count: int) -> None:
        services.toasts.show(PrintingTexts().printed(count))

    services.jobs.start(partial(_print, printer, built), done, services.show_failure)


class PrintingTexts(QObject):
    """The texts of printing; the translation tools know plurals only of classes."""

    def printed(self, count: int) -> str:
        """Return what is said after pages were sent to the printer."""
        return self.tr("%n page(s) sent to the printer", "", count)


def _page_layout(size: tuple[float, float]) -> QPageLayout:
    """Return the layout for a page, with its width and height in points."""
    width, height = size
    upright = QPageSize(
        QSizeF(min(size), max(size)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    landscape = QPageLayout.Orientation.Landscape
    orientation = landscape if width > height else QPageLayout.Orientation.Portrait
    return QPageLayout(upright, orientation, QMarginsF())


def printed_pages(printer: QPrinter, count: int) -> tuple[int, ...]:
    """Return the numbers of the pages to draw, from 0, in their order.

    A printer that cannot repeat pages, such as one that writes a file, gets them once for each copy.
    """
    ranges = printer.pageRanges()
    pages = [page for page in range(count) if ranges.isEmpty() or ranges.contains(page + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return tuple(pages * copies)
    return tuple(page for page in pages for _ in range(copies))


def _print(printer: QPrinter, built: BuiltPreview, context: JobContext) -> int:
    """Print the chosen pages and return their number; runs in a job's thread.

    A PDF gets the pages themselves, with their text. Any other printer gets a picture of each.
    """
    pages = printed_pages(printer, len(built.sizes))
    if pages and _writes_same_paper(printer, built):
        data = context.pool.run(
            select_pages, built.data, pages, result_type=bytes, cancelled=context.cancelled
        )
        write_atomically(Path(printer.outputFileName()), data)
        return len(pages)
    scale = min(printer.resolution(), _MAX_RESOLUTION) / 72
    painter = QPainter()
    if not pages or not painter.begin(printer):
        raise BriefbuilderError("print-failed")
    try:
        for number, page in enumerate(pages):
            context.check()
            (drawn,) = render_sealed(built.data, (page,), scale, context).images
            if number:
                printer.newPage()
            _draw_page(painter, page_image(drawn), QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)))
    except CancelledError:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _writes_same_paper(printer: QPrinter, built: BuiltPreview) -> bool:
    """Return whether a printer writes a PDF that can have the pages as they are: in colour, and on their own paper."""
    size = _page_layout(built.sizes[0]).pageSize()
    return (
        printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
        and printer.colorMode() == QPrinter.ColorMode.Color
        and printer.pageLayout().pageSize().isEquivalentTo(size)
    )


def _draw_page(painter: QPainter, image: QImage, paper: QRectF) -> None:
    """Draw a page as large as the paper allows, turned if the paper is upright and the page is not, or the reverse."""
    if (image.width() > image.height()) != (paper.width() > paper.height()):
        image = image.transformed(QTransform().rotate(90))
    size = QSizeF(image.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF(), size)
    place.moveCenter(paper.center())
    painter.drawImage(place, image)
