"""The clipboard and drag and drop: what is handed to other programs and comes from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QUrl

from briefbuilder.domain.passage import Passage
from briefbuilder.typed_json import json_adapter

if TYPE_CHECKING:
    from briefbuilder.importers.pasted.article import ClipboardContent


# Articles on the clipboard: files, or one text in several formats. The formats are read in a worker process;
# no address is fetched and no file named in the text is opened.

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
    """Return the local files that were copied in a file manager."""
    urls = list(data.urls())
    if not urls and data.hasFormat(_COPIED):
        lines = bytes(data.data(_COPIED).data()).decode("utf-8", "replace").splitlines()
        urls = [QUrl(line.strip()) for line in lines[1:] if line.strip()]
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile())


def clipboard_content(data: QMimeData) -> ClipboardContent:
    """Return the text on the clipboard in all its formats."""
    from briefbuilder.importers.pasted.article import ClipboardContent

    source = next((text for name, charset in _SOURCES if (text := _text(data, name, charset))), "")
    return ClipboardContent(
        html=data.html() if data.hasHtml() else "",
        cf_html=_bytes(data, _NATIVE),
        rtf=next((content for name in _RICH if (content := _bytes(data, name))), b""),
        text=data.text() if data.hasText() else "",
        source=source,
    )


def _bytes(data: QMimeData, name: str) -> bytes:
    return bytes(data.data(name).data()).rstrip(b"\0") if data.hasFormat(name) else b""


def _text(data: QMimeData, name: str, charset: str) -> str:
    found = bytes(data.data(name).data()) if data.hasFormat(name) else b""
    return found.decode(charset, "replace").strip("\0\ufeff \r\n")


PASSAGE_TYPE = "application/x-briefbuilder-passage"
"""Media type of a JSON list of passages; their text is added as plain text."""


_Passages = tuple[Passage, ...]


def passages_to_mime(*passages: Passage) -> QMimeData:
    """Return passages as data for the clipboard or a drag."""
    data = QMimeData()
    data.setData(PASSAGE_TYPE, QByteArray(json_adapter(_Passages).write(passages)))
    data.setText("\n\n".join(passage.quote for passage in passages))
    return data


def passages_from_mime(data: QMimeData) -> tuple[Passage, ...]:
    """Return the passages in the data of the clipboard or a drag; none if they are missing or malformed."""
    if not data.hasFormat(PASSAGE_TYPE):
        return ()
    from pydantic_core import ValidationError

    try:
        found: _Passages = json_adapter(_Passages).read(bytes(data.data(PASSAGE_TYPE).data()))
    except ValidationError:
        return ()
    return found


def passage_from_mime(data: QMimeData) -> Passage | None:
    """Return the first passage in the data of the clipboard or a drag, or None."""
    return next(iter(passages_from_mime(data)), None)
