"""The details of an article: how each is shown, written and read back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from briefbuilder import app
from briefbuilder.domain.article import Metadata
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.ui.read.article_words import (
    date_text,
    language_name,
    read_authors,
    rights_text,
    source_file_text,
)
from briefbuilder.ui.services import Services


@dataclass(frozen=True, slots=True)
class DetailField:
    """The name of a detail, and how it is shown, read back, and written if it is written otherwise than shown.

    `read` raises ValueError if the words cannot be read; a detail without it is not edited as text.
    """

    name: str
    shown: Callable[[ArticleRecord], str]
    read: Callable[[Metadata, str], Metadata] | None = None
    written: Callable[[ArticleRecord], str] | None = None
    optional: bool = False

    def write(self, record: ArticleRecord) -> str:
        """Return a detail as it is written."""
        return (self.written or self.shown)(record)


def detail_fields(language: str) -> dict[str, DetailField]:
    """Return the details in the order in which they are listed; dates are shown in a language."""
    translate = QCoreApplication.translate
    return {
        "title": DetailField(
            translate("ArticleDetails", "Title"),
            lambda record: record.metadata.title,
            lambda metadata, words: replace(metadata, title=words),
        ),
        "publication": DetailField(
            translate("ArticleDetails", "Publication"),
            lambda record: record.metadata.publication or "",
            lambda metadata, words: replace(metadata, publication=words or None),
        ),
        "authors": DetailField(
            translate("ArticleDetails", "Authors"),
            lambda record: ", ".join(record.metadata.authors),
            lambda metadata, words: replace(metadata, authors=read_authors(words)),
            lambda record: "; ".join(record.metadata.authors),
        ),
        "published": DetailField(
            translate("ArticleDetails", "Date"),
            lambda record: date_text(record.metadata, language),
            lambda metadata, words: replace(metadata, published=_day_in(words)),
            lambda record: record.metadata.published.isoformat() if record.metadata.published else "",
        ),
        "language": DetailField(
            translate("ArticleDetails", "Language"),
            lambda record: language_name(record.metadata.language),
            written=lambda record: record.metadata.language or "",
        ),
        "url": DetailField(
            translate("ArticleDetails", "Link"),
            lambda record: record.metadata.url or "",
            lambda metadata, words: replace(metadata, url=words or None),
        ),
        "rights": DetailField(
            translate("ArticleDetails", "Rights"),
            lambda record: rights_text(record.metadata),
            lambda metadata, words: replace(
                metadata, rights=replace(metadata.rights, statement=words or None)
            ),
            lambda record: record.metadata.rights.statement or "",
        ),
        "file": DetailField(
            translate("ArticleDetails", "File"), lambda record: source_file_text(record, language)
        ),
        "lead": DetailField(
            translate("ArticleDetails", "Lead"),
            lambda record: record.metadata.lead or "",
            lambda metadata, words: replace(metadata, lead=words or None),
            optional=True,
        ),
        "licence": DetailField(
            translate("ArticleDetails", "Licence"),
            lambda record: record.metadata.rights.licence or "",
            lambda metadata, words: replace(metadata, rights=replace(metadata.rights, licence=words or None)),
            optional=True,
        ),
        "embargo": DetailField(
            translate("ArticleDetails", "Embargo"),
            lambda record: _moment_text(record.metadata.embargo),
            lambda metadata, words: replace(metadata, embargo=_moment_in(words)),
            optional=True,
        ),
    }


def store_detail(services: Services, article: str, detail: DetailField, text: str) -> None:
    """Store what was written for an article that may no longer be the open one, or say that it is no date."""
    session = services.holder.session
    record = session.store.record(article) if session is not None and services.holder.writable else None
    if record is None or detail.read is None:
        return
    words = " ".join(text.split())
    try:
        changed = detail.read(record.metadata, words)
    except ValueError:
        said = QCoreApplication.translate("FieldEditor", "“{words}” is not a date")
        services.toasts.show(said.format(words=words))
        return
    if changed != record.metadata:
        services.apply(app.commands.articles.edit_metadata, record.id, changed)


def _day_in(words: str) -> date | None:
    """Return the day in the given words, None for none; raises ValueError if there is no day in them."""
    day = app.commands.articles.parse_day(words) if words else None
    if words and day is None:
        raise ValueError(words)
    return day


def _moment_text(moment: datetime | None) -> str:
    with suppress(OverflowError):  # The first and last days of the calendar have none in some time zones.
        moment = moment and moment.astimezone()
    return moment.isoformat(sep=" ", timespec="minutes")[:16] if moment is not None else ""


def _moment_in(words: str) -> datetime | None:
    """Return the date and time in the given words, in the user's time zone; raises ValueError if it is invalid."""
    try:
        return datetime.fromisoformat(words).astimezone() if words else None
    except OverflowError as error:
        raise ValueError(words) from error
