"""The names of acts as the window shows them, and who did something in a shared dossier, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from briefbuilder.app.messages import act_text
from briefbuilder.domain.changes import ChangeSet, Key
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import moment_words


def describe_act(services: Services, act: ChangeSet) -> str:
    """Return the name of an act, with the names of topics instead of their ids; "" if this version has no words for it."""
    return act_text(services.words, replace(act, parameters=_with_topic_names(services, act.parameters)))


def _with_topic_names(services: Services, parameters: Mapping[str, str]) -> dict[str, str]:
    named = dict(parameters)
    if ids := named.get("topic", ""):
        topics = map(services.holder.taxonomy.shown, ids.split(", "))
        named["topic"] = ", ".join(topic.name(services.language) for topic in topics)
    return named


def written_text(services: Services, key: Key, node: str = "") -> str:
    """Return who wrote a value, or a part or item in it, last and when; "" if the dossier is not shared."""
    session = services.holder.session
    if session is None or not session.store.is_shared:
        return ""
    written = session.store.shared.written(key, node)
    if written is None:
        return ""
    author = written.author or QCoreApplication.translate("WrittenText", "Unknown author")
    return ", ".join(filter(None, (author, moment_words(written.moment, services.language))))
