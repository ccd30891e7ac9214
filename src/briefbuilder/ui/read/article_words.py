"""Metadata of articles as text, and names of languages."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from briefbuilder.domain.article import Article, Metadata
from briefbuilder.ui.fuzzy import fold_text
from briefbuilder.ui.read.article_document import ArticleHeader


def header_of(article: Article, language: str) -> ArticleHeader:
    """Return the lines to show above an article, in the language of the window."""
    metadata = article.metadata
    first = (
        metadata.publication or "",
        date_text(metadata, language),
        ", ".join(metadata.authors),
        language_name(metadata.language),
    )
    lines = [" · ".join(part for part in first if part), metadata.url or "", rights_text(metadata)]
    lines.append(
        QCoreApplication.translate("ArticleHeader", "From the file {name}").format(name=article.original.name)
    )
    return ArticleHeader(
        title=title_of(metadata, article.original.name),
        lead=metadata.lead or "",
        details=tuple(line for line in lines if line),
    )


def title_of(metadata: Metadata, name: str) -> str:
    """Return the title, or the file's name if it is missing."""
    return metadata.title or name


def date_text(metadata: Metadata, language: str) -> str:
    """Return the date of publication in the format of a language, empty where it is unknown."""
    if metadata.published is None:
        return ""
    day = QDate(metadata.published.year, metadata.published.month, metadata.published.day)
    return QLocale(language).toString(day, "d MMM yyyy")


def language_name(tag: str | None) -> str:
    """Return the name of a language in the language of the window, else its native name, else its tag."""
    if not tag:
        return ""
    known = _language_names().get(tag.partition("-")[0].lower())
    return known or QLocale(tag).nativeLanguageName() or tag


def rights_text(metadata: Metadata) -> str:
    """Return the rights statement or the licence of the source."""
    rights = metadata.rights
    return rights.statement or rights.licence or ""


def languages() -> tuple[tuple[str, str], ...]:
    """Return the names and tags of the offered languages, sorted by name."""
    return tuple(sorted(((name, tag) for tag, name in _language_names().items()), key=_sort_key))


def _sort_key(pair: tuple[str, str]) -> str:
    return fold_text(pair[0])


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
