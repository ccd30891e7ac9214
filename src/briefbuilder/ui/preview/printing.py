"""Prints the pages of a briefing: those of its PDF, drawn in the resolution of the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.preview.drawing import BuiltPreview, build_preview, render_sealed
from briefbuilder.ui.preview.view import page_image
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefbuilder.app.jobs import JobContext

_MAX_RESOLUTION = 300
"""Dots per inch in which pages are drawn; printers with more enlarge them."""


def print_pages(services: Services, briefing: Briefing, audience: str | None, over: QWidget) -> None:
    """Build a briefing's pages for a recipient, ask for the printer, and print them; errors are shown."""
    from briefbuilder.app.export_input import snapshot

    session = services.holder.session
    if session is None:
        return
    try:
        source = snapshot(session, briefing.id, audience)
    except BriefbuilderError as error:
        services.prompter.show_error(error)
        return

    def work(context: JobContext) -> BuiltPreview:
        return build_preview(source, (), 1.0, context)

    def done(built: BuiltPreview) -> None:
        _ask_printer(services, briefing.title, built, over)

    services.jobs.start(work, done, lambda error: _on_failed(services, error))


def _ask_printer(services: Services, title: str, built: BuiltPreview, over: QWidget) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(_page_layout(built.sizes[0]))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, over)
    dialog.setMinMax(1, len(built.sizes))
    agreed = services.prompter.run(dialog)
    dialog.deleteLater()
    if not agreed:
        return

    def work(context: JobContext) -> int:
        return _print(context, printer, built)

    def done(count: int) -> None:
        services.toasts.show(PrintingTexts().printed(count))

    services.jobs.start(work, done, lambda error: _on_failed(services, error))


class PrintingTexts(QObject):
    """The texts of printing; plurals need an object of their own."""

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


def _print(context: JobContext, printer: QPrinter, built: BuiltPreview) -> int:
    """Draw the chosen pages on the printer, one after the other, and return their number; runs in a job's thread."""
    first = printer.fromPage() or 1
    last = min(printer.toPage() or len(built.sizes), len(built.sizes))
    scale = min(printer.resolution(), _MAX_RESOLUTION) / 72
    painter = QPainter()
    if not painter.begin(printer):
        raise BriefbuilderError("print-failed")
    try:
        for number in range(first - 1, last):
            context.check()
            (page,) = render_sealed(built.data, (number,), scale, context).images
            if number >= first:
                printer.newPage()
            image = page_image(page)
            painter.drawImage(QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)), image)
    except CancelledError:
        printer.abort()
        raise
    finally:
        painter.end()
    return last - first + 1


def _on_failed(services: Services, error: Exception) -> None:
    if isinstance(error, BriefbuilderError):
        services.prompter.show_error(error)
    elif not isinstance(error, CancelledError):
        raise error
