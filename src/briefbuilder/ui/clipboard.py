"""The clipboard and drag and drop: what is handed to other programs and comes from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
_TEXTS = frozenset({"text/plain", "text/plain;charset=utf-8", "text/uri-list"})
"""The formats that Qt reads as plain text."""
_COPIED = "x-special/gnome-copied-files"
_SOURCES = (("chromium/x-source-url", "utf-8"), ("text/x-moz-url-priv", "utf-16-le"))


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files that were copied in a file manager."""
    # Asked once: a program that does not answer is waited for five seconds at each question.
    formats = data.formats()
    urls = list(data.urls()) if formats else []
    if not urls and _COPIED in formats:
        lines = bytes(data.data(_COPIED).data()).decode("utf-8", "replace").splitlines()
        urls = [QUrl(line.strip()) for line in lines[1:] if line.strip()]
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile())


def clipboard_content(data: QMimeData) -> ClipboardContent:
    """Return the text on the clipboard in all its formats."""
    from briefbuilder.importers.pasted.article import ClipboardContent

    formats = data.formats()

    def content(name: str) -> bytes:
        return bytes(data.data(name).data()) if name in formats else b""

    sources = (content(name).decode(charset, "replace") for name, charset in _SOURCES)
    return ClipboardContent(
        html=data.html() if "text/html" in formats else "",
        cf_html=content(_NATIVE).rstrip(b"\0"),
        rtf=next(filter(None, map(content, _RICH)), b"").rstrip(b"\0"),
        text=data.text() if not _TEXTS.isdisjoint(formats) else "",
        source=next(filter(None, (text.strip("\0\ufeff \r\n") for text in sources)), ""),
    )


def has_text(data: QMimeData) -> bool:
    """Return whether there is text in any format."""
    return not _TEXTS.union(_RICH, ("text/html", _NATIVE)).isdisjoint(data.formats())


PASSAGE_TYPE = "application/x-briefbuilder-passage"
"""Media type of a JSON list of passages; their text is added as plain text."""


_Passages = tuple[Passage, ...]


def passages_to_mime(passages: Iterable[Passage], quote: Callable[[Passage], str]) -> QMimeData:
    """Return passages as data for the clipboard or a drag; `quote` gives the words of each, with raised digits as such."""
    passages = tuple(passages)
    data = QMimeData()
    data.setData(PASSAGE_TYPE, QByteArray(json_adapter(_Passages).write(passages)))
    data.setText("\n\n".join(map(quote, passages)))
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
