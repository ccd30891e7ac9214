"""Who wrote something in a shared dossier, and when; nothing of it is in any export."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from briefbuilder.domain.changes import Key
from briefbuilder.ui.services import Services


def written_text(services: Services, key: Key, node: str = "") -> str:
    """Return who wrote a value, or a part or item in it, last and when; "" where the dossier is not shared."""
    session = services.holder.session
    if session is None or not session.store.shared.is_shared:
        return ""
    written = session.store.shared.written(key, node)
    if written is None:
        return ""
    moment = QDateTime.fromString(written.moment, Qt.DateFormat.ISODate).toLocalTime()
    shown = QLocale(services.language).toString(moment, "d MMM yyyy, HH:mm") if moment.isValid() else ""
    author = written.author or QCoreApplication.translate("WrittenText", "Unknown author")
    return ", ".join(filter(None, (author, shown)))
