"""The words over an article: title, lead, and where and when it appeared. Nothing is made up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from briefbuilder.domain.article import Article, Metadata
from briefbuilder.ui.fuzzy import fold_text
from briefbuilder.ui.read.article_document import ArticleHeader


def header_of(article: Article, language: str) -> ArticleHeader:
    """Return the lines to show over an article, in the screen's language."""
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
    """Return the title, or the file's name where the text has none."""
    return metadata.title or name


def date_text(metadata: Metadata, language: str) -> str:
    """Return the date of publication as people of a language write it, empty where it is not known."""
    if metadata.published is None:
        return ""
    day = QDate(metadata.published.year, metadata.published.month, metadata.published.day)
    return QLocale(language).toString(day, "d MMM yyyy")


def language_name(tag: str | None) -> str:
    """Return a language's name in the screen's language where Qt knows it, else its own, else its tag."""
    if not tag:
        return ""
    known = _language_words().get(tag.partition("-")[0].lower())
    return known or QLocale(tag).nativeLanguageName() or tag


def rights_text(metadata: Metadata) -> str:
    """Return what the source says of its rights, to the letter."""
    rights = metadata.rights
    return rights.statement or rights.licence or ""


def languages() -> tuple[tuple[str, str], ...]:
    """Return the languages that are offered by name, each with its tag, in the order of their names."""
    return tuple(sorted(((name, tag) for tag, name in _language_words().items()), key=_folded))


def _folded(pair: tuple[str, str]) -> str:
    return fold_text(pair[0])


def _language_words() -> dict[str, str]:
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
