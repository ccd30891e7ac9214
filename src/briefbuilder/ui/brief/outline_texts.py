"""The texts of outline rows: headings in the briefing's language, sources in the window's."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject

from briefbuilder.domain.briefing import Briefing, Excerpt, Item, Part
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import join_text
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.domain.changes import ArticleRecord
    from briefbuilder.domain.marking import MarkingProfile
    from briefbuilder.templating.model import Template

MAX_SNIPPET = 320
"""Maximum length of a snippet, in code points."""


class BriefingTexts(QObject):
    """The texts of the parts and items of a briefing."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._locale = QLocale(services.language)
        self._briefing: Briefing | None = None

    def set_briefing(self, briefing: Briefing | None) -> None:
        """Set the briefing."""
        self._briefing = briefing

    @property
    def template(self) -> Template | None:
        """The briefing's template, None if it is missing or not valid."""
        if self._briefing is None:
            return None
        try:
            return self._services.resources.template(self._briefing.template)
        except BriefbuilderError:
            return None

    @property
    def profile(self) -> MarkingProfile | None:
        """The marking profile of the template, None if it is missing."""
        template = self.template
        if template is None:
            return None
        try:
            return self._services.resources.profile(template.marking_profile)
        except BriefbuilderError:
            return None

    def heading(self, part: Part) -> str:
        """Return a part's heading as it is exported."""
        language = self._briefing.language if self._briefing else "en"
        if part.heading is not None:
            return part.heading
        session = self._services.holder.session
        topic = session.taxonomy.topic(part.topic) if session is not None and part.topic else None
        if topic is not None:
            return topic.name(language)
        template = self.template
        found = template.part(part.key) if template is not None else None
        if found is None:
            return part.topic or part.key
        from briefbuilder.templating.parts import heading_of

        return heading_of(found, language)

    def hint(self, part: Part) -> str:
        """Return the template's hint for a part, "" if it has none."""
        template = self.template
        found = template.part(part.key) if template is not None else None
        texts = getattr(found, "hint", {})
        from briefbuilder.templating.values import localized_text

        return localized_text(texts, self._services.language, "") if texts else ""

    def snippet(self, item: Item) -> str:
        """Return the first words of an item on one line, those of an excerpt in quotation marks."""
        text = item.passage.quote if isinstance(item, Excerpt) and item.blocks is None else ""
        lines = (text or join_text(item.blocks or ()))[: MAX_SNIPPET * 2].splitlines()
        words = _join_lines(lines)
        if len(words) > MAX_SNIPPET:
            words = words[:MAX_SNIPPET].rstrip() + "…"
        if isinstance(item, Excerpt):
            # French puts no-break spaces inside its quotation marks, which the locale data lack.
            french = self._locale.language() == QLocale.Language.French
            return self._locale.quoteString(f"\u00a0{words}\u00a0" if french else words)
        return words or self.tr("Empty: press Enter to write")

    def caption(self, item: Item) -> str:
        """Return the source of an excerpt or the kind of the item, with reliability and marking."""
        words = [self.source(item) if isinstance(item, Excerpt) else self.tr("Text")]
        if isinstance(item, Excerpt):
            words += [item.reliability or "", self.tr("edited") if item.blocks is not None else ""]
        words.append(self.marking(item.marking))
        words.append(self.release(item.release) or (self.tr("partly restricted") if item.releases else ""))
        return " · ".join(filter(None, words))

    def source(self, excerpt: Excerpt) -> str:
        """Return the publication and the date of the article that an excerpt quotes."""
        session = self._services.holder.session
        record = None
        # A damaged article is told where it is opened, and not each time that the outline is painted.
        with suppress(DossierError):
            record = session.store.record(excerpt.passage.article) if session is not None else None
        if record is None:
            return self.tr("Article not in this dossier")
        return " · ".join(filter(None, (source_name(record), self._day(record))))

    def release(self, release: Release | None) -> str:
        """Return who may see something, "" for everyone."""
        if release is None:
            return ""
        if release.disclosure == "named":
            return self.tr("only for {audiences}").format(audiences=", ".join(release.audiences))
        return self.tr("usable") if release.disclosure == "usable" else self.tr("not for disclosure")

    def marking(self, level_id: str | None) -> str:
        """Return a marking level as it is printed, "" for none."""
        profile = self.profile if level_id else None
        level = profile.level(level_id) if profile is not None and level_id else None
        if level is None:
            return level_id or ""
        return level.text(self._briefing.language if self._briefing else "en")

    def accessible_text(self, node: Part | Item) -> str:
        """Return the accessible text of a row."""
        if isinstance(node, Part):
            released = self.release(node.release)
            heading = f"{self.heading(node)} ({released})" if released else self.heading(node)
            return self.tr("Part: {heading}").format(heading=heading)
        kind = self.tr("Excerpt") if isinstance(node, Excerpt) else self.tr("Text")
        return self.tr("{kind}: {words} ({caption})").format(
            kind=kind, words=self.snippet(node), caption=self.caption(node)
        )

    def accepts_items(self, part: Part) -> bool:
        """Return whether a part can hold items; a list of sources or contents cannot."""
        template = self.template
        found = template.part(part.key) if template is not None else None
        return found is None or found.kind not in {"sources", "contents"}

    def _day(self, record: ArticleRecord) -> str:
        day = record.metadata.published
        return self._locale.toString(QDate(day.year, day.month, day.day), "d MMM yyyy") if day else ""


def _join_lines(lines: list[str]) -> str:
    """Join lines, with a dot after those that do not end with punctuation, such as headings."""
    words = ""
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        gap = "" if not words else " " if unicodedata.category(words[-1]).startswith("P") else " · "
        words += gap + line
    return words


def source_name(record: ArticleRecord) -> str:
    """Return the name of an article's source: publication, title or file name."""
    metadata = record.metadata
    return metadata.publication or metadata.title or record.original.name
