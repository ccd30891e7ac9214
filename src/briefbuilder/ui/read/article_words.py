"""Metadata of articles as text, and names of languages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt

from briefbuilder.domain.article import Article, Metadata, Section
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.inline import numeric_block_text
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import PASTED
from briefbuilder.domain.passage import may_have_powers
from briefbuilder.ui.fuzzy import fold_text
from briefbuilder.ui.read.article_document import ArticleHeader, HeaderField
from briefbuilder.ui.text_look import date_words


def header_of(article: Article, language: str) -> ArticleHeader:
    """Return the lines to show above an article, in the language of the window; an outlet is not also its own author."""
    metadata = article.metadata
    authors = [name for name in metadata.authors if name != metadata.publication]
    parts: tuple[tuple[HeaderField, str], ...] = (
        ("publication", metadata.publication or ""),
        ("published", date_text(metadata, language)),
        ("authors", ", ".join(authors)),
        ("language", language_name(metadata.language)),
    )
    return ArticleHeader(
        title=title_of(metadata, article.original.name),
        lead=metadata.lead or "",
        details=tuple(part for part in parts if part[1]),
    )


def source_file_text(record: ArticleRecord, language: str) -> str:
    """Return the name of the file that an article was imported from, or the day on which it was pasted."""
    if not is_pasted(record):
        return record.original.name
    day = QDateTime.fromString(record.imported, Qt.DateFormat.ISODateWithMs).toLocalTime().date()
    text = QLocale(language).toString(day, QLocale.FormatType.ShortFormat) if day.isValid() else ""
    return QCoreApplication.translate("ArticleHeader", "Pasted on {day}").format(day=text)


def is_pasted(record: ArticleRecord) -> bool:
    """Return whether an article came from the clipboard: its importer says so in a notice."""
    return any(notice.code == PASTED for notice in record.notices)


def title_of(metadata: Metadata, name: str) -> str:
    """Return the title, or the file's name if it is missing."""
    return metadata.title or name


def section_name(sections: Sequence[Section], index: int) -> str:
    """Return the heading of a section, else its first words; empty if there is no section of that index."""
    if not 0 <= index < len(sections):
        return ""
    found = sections[index]
    text = found.heading.text if found.heading is not None else found.text
    if may_have_powers(text[:200]):
        blocks = found.all_blocks if found.heading is None else (found.heading,)
        text = "\n".join(map(numeric_block_text, blocks))
    return " ".join(text[:200].split())


def date_text(metadata: Metadata, language: str) -> str:
    """Return the date of publication in the format of a language, empty if it is unknown."""
    return date_words(metadata.published, QLocale(language), "d MMM yyyy")


def short_date_text(metadata: Metadata, language: str) -> str:
    """Return the date of publication for a narrow column: the day of this year, else the month."""
    if metadata.published is None:
        return ""
    is_recent = metadata.published.year == QDate.currentDate().year()
    return date_words(metadata.published, QLocale(language), "d MMM" if is_recent else "MMM yyyy")


def language_name(tag: str | None) -> str:
    """Return the name of a language in the language of the window, else its native name, else its tag."""
    if not tag:
        return ""
    known = _language_names().get(base_language(tag))
    return known or QLocale(tag).nativeLanguageName() or tag


def rights_text(metadata: Metadata) -> str:
    """Return the rights statement or the licence of the source."""
    rights = metadata.rights
    return rights.statement or rights.licence or ""


def read_authors(words: str) -> tuple[str, ...]:
    """Return the names of authors that are written with semicolons between them, since a name may have a comma.

    Commas divide them if there is no semicolon and each name has several words: "Ada Rossi, Jo Smith".
    """
    listed = words.split(",")
    has_whole_names = ";" not in words and all(len(name.split()) > 1 for name in listed)
    names = (" ".join(name.split()) for name in (listed if has_whole_names else words.split(";")))
    return tuple(dict.fromkeys(name for name in names if name))


def languages() -> tuple[tuple[str, str], ...]:
    """Return the names and tags of the offered languages, sorted by name."""
    return tuple(
        sorted(((name, tag) for tag, name in _language_names().items()), key=lambda pair: fold_text(pair[0]))
    )


def _language_names() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "ar": translate("ArticleHeader", "Arabic"),
        "bg": translate("ArticleHeader", "Bulgarian"),
        "cs": translate("ArticleHeader", "Czech"),
        "da": translate("ArticleHeader", "Danish"),
        "de": translate("ArticleHeader", "German"),
        "el": translate("ArticleHeader", "Greek"),
        "en": translate("ArticleHeader", "English"),
        "es": translate("ArticleHeader", "Spanish"),
        "et": translate("ArticleHeader", "Estonian"),
        "fi": translate("ArticleHeader", "Finnish"),
        "fr": translate("ArticleHeader", "French"),
        "ga": translate("ArticleHeader", "Irish"),
        "hi": translate("ArticleHeader", "Hindi"),
        "hr": translate("ArticleHeader", "Croatian"),
        "hu": translate("ArticleHeader", "Hungarian"),
        "id": translate("ArticleHeader", "Indonesian"),
        "it": translate("ArticleHeader", "Italian"),
        "ja": translate("ArticleHeader", "Japanese"),
        "ko": translate("ArticleHeader", "Korean"),
        "lt": translate("ArticleHeader", "Lithuanian"),
        "lv": translate("ArticleHeader", "Latvian"),
        "mt": translate("ArticleHeader", "Maltese"),
        "nl": translate("ArticleHeader", "Dutch"),
        "pl": translate("ArticleHeader", "Polish"),
        "pt": translate("ArticleHeader", "Portuguese"),
        "ro": translate("ArticleHeader", "Romanian"),
        "ru": translate("ArticleHeader", "Russian"),
        "sk": translate("ArticleHeader", "Slovak"),
        "sl": translate("ArticleHeader", "Slovenian"),
        "sv": translate("ArticleHeader", "Swedish"),
        "tr": translate("ArticleHeader", "Turkish"),
        "uk": translate("ArticleHeader", "Ukrainian"),
        "zh": translate("ArticleHeader", "Chinese"),
    }
