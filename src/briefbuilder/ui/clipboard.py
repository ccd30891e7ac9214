"""Passages on the clipboard and in a drag: from articles, found sections and tags to the briefing's outline."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QUrl

from briefbuilder.domain.passage import Passage

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from briefbuilder.importers.pasted.article import ClipboardContent


# What the clipboard holds for an article: files, or one text in the forms that other programs offer it in.
#
# Nothing is fetched and no file that a text names is opened: forms are taken as bytes and read in a worker.

_NATIVE = 'application/x-qt-windows-mime;value="HTML Format"'
_RICH = (
    "text/rtf",
    "application/rtf",
    "text/richtext",
    'application/x-qt-windows-mime;value="Rich Text Format"',
)
_COPIED = "x-special/gnome-copied-files"
_SOURCES = (("chromium/x-source-url", "utf-8"), ("text/x-moz-url-priv", "utf-16-le"))


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files that were copied in a file manager; addresses of the network are left out."""
    urls = list(data.urls())
    if not urls and data.hasFormat(_COPIED):
        lines = bytes(data.data(_COPIED).data()).decode("utf-8", "replace").splitlines()
        urls = [QUrl(line.strip()) for line in lines[1:] if line.strip()]
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile())


def clipboard_offer(data: QMimeData) -> ClipboardContent:
    """Return the text that is on the clipboard in all its forms."""
    from briefbuilder.importers.pasted.article import ClipboardContent

    source = next((text for name, charset in _SOURCES if (text := _text(data, name, charset))), "")
    return ClipboardContent(
        html=data.html() if data.hasHtml() else "",
        cf_html=_bytes(data, _NATIVE),
        rtf=next((found for name in _RICH if (found := _bytes(data, name))), b""),
        text=data.text() if data.hasText() else "",
        source=source,
    )


def _bytes(data: QMimeData, name: str) -> bytes:
    return bytes(data.data(name).data()).rstrip(b"\0") if data.hasFormat(name) else b""


def _text(data: QMimeData, name: str, charset: str) -> str:
    found = bytes(data.data(name).data()) if data.hasFormat(name) else b""
    return found.decode(charset, "replace").strip("\0\ufeff \r\n")


PASSAGE_TYPE = "application/x-briefbuilder-passage"
"""The media type under which passages travel as a JSON list, beside their words as plain text."""


@cache
def _adapter() -> TypeAdapter[tuple[Passage, ...]]:
    """Return what reads and writes passages; the first window does without it."""
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Passage, ...])


def passages_to_mime(*passages: Passage) -> QMimeData:
    """Return what a drag or the clipboard carries for passages."""
    data = QMimeData()
    data.setData(PASSAGE_TYPE, QByteArray(_adapter().dump_json(passages)))
    data.setText("\n\n".join(passage.quote for passage in passages))
    return data


def passages_from_mime(data: QMimeData) -> tuple[Passage, ...]:
    """Return the passages that a drag or the clipboard carries, none where there are none or they are broken."""
    if not data.hasFormat(PASSAGE_TYPE):
        return ()
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(bytes(data.data(PASSAGE_TYPE).data()))
    except ValidationError:
        return ()


def passage_from_mime(data: QMimeData) -> Passage | None:
    """Return the first passage that a drag or the clipboard carries, None where there is none."""
    return next(iter(passages_from_mime(data)), None)
