"""What the rows of the outline show: headings in the briefing's language, sources in the window's."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.domain.inline import numeric_block_text
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Figure, Span, Table
from briefbuilder.locales.dates import format_period
from briefbuilder.templating.parts import gathers_topics, printed_heading
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import date_words
from briefbuilder.ui.widgets.choices import language_name
from briefbuilder.ui.widgets.plain import join_facts, plain_text
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.templating.model import Template

MAX_SNIPPET = 320
"""Maximum length of a snippet, in code points."""
_MAX_TITLE = 160
"""Maximum length of a title, in code points; no pane is wide enough for more."""


LAST_PLAIN = chr(0x24F)
"""The last character of the scripts that are never taller than the line of the window's font (Latin)."""


class BriefingTexts(QObject):
    """The texts of the parts and items of a `briefing`."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._locale = QLocale(services.language)
        self.briefing: Briefing | None = None
        self._kept: tuple[str, Template | None] | None = None
        self._forgetting = single_shot_timer(self, self._forget)

    @property
    def template(self) -> Template | None:
        """The briefing's template, None if it is missing or not valid."""
        if self.briefing is None:
            return None
        name = self.briefing.template
        if self._kept is None or self._kept[0] != name:
            # Every row asks for it, and its files are looked at each time: it is kept until the window processes events.
            self._kept = name, self._read_template(name)
            self._forgetting.start()
        return self._kept[1]

    def _read_template(self, name: str) -> Template | None:
        try:
            return self._services.resources.template(name)
        except BriefbuilderError:
            return None

    def _forget(self) -> None:
        self._kept = None

    @property
    def gathers(self) -> bool:
        """Whether the template has a part that is filled with tagged passages."""
        template = self.template
        return template is not None and any(map(gathers_topics, template.parts))

    @property
    def profile(self) -> MarkingProfile | None:
        """The marking profile of the template, None if it is missing."""
        template = self.template
        if template is None:
            return None
        try:
            return self._services.resources.profile(template.marking.profile)
        except BriefbuilderError:
            return None

    def heading(self, part: Part) -> str:
        """Return a part's heading as it is exported."""
        language = self.briefing.language if self.briefing else "en"
        topic, template = self._services.holder.taxonomy.topic(part.topic or ""), self.template
        spec = template.part(part.key) if template is not None else None
        return printed_heading(part, topic, spec, language)

    def hint(self, part: Part) -> str:
        """Return the template's hint for a part, "" if it has none."""
        template = self.template
        found = template.part(part.key) if template is not None else None
        return localized_text(getattr(found, "hint", {}), self._services.language)

    def about(self) -> tuple[str, ...]:
        """Return the names of the briefing's template, marking and language, without those that are missing."""
        briefing, template = self.briefing, self.template
        if briefing is None:
            return ()
        name = template.label(self._services.language) if template is not None else briefing.template
        marking = briefing.marking or (template.marking.default if template is not None else None)
        return tuple(filter(None, (name, self.marking(marking), language_name(briefing.language))))

    def title(self, item: Item) -> str:
        """Return the first line of an item, the caption of a table, or what is to be written in an empty text."""
        first = _first_line(self._words(item, _first_line(item.text)))
        if self.icon(item) == "table-2":
            return self._table_caption(item) or first.replace("\t", " · ")
        return f"{self._dated(item)}{first}" if first else self._prompt(item)

    def quote(self, passage: Passage, shown: str | None = None) -> str:
        """Return the words of a passage with raised digits as such, at least in those that are `shown` of it."""
        session = self._services.holder.session
        return session.store.quote_of(passage, shown) if session is not None else passage.quote

    def _words(self, item: Item, shown: str | None = None) -> str:
        """Return the words of an item, with raised digits as such, at least in those that are `shown` of it."""
        if isinstance(item, Excerpt) and item.blocks is None:
            return self.quote(item.passage, shown)
        return "\n".join(map(numeric_block_text, item.blocks or ()))

    def _dated(self, item: Item) -> str:
        """Return the date of an event before its words, "" for an item without one."""
        dated = item.dated if isinstance(item, Excerpt) else None
        if dated is None:
            return ""
        return f"{format_period(dated.first, dated.last, dated.grain, self._services.language)} · "

    def _table_caption(self, item: Item) -> str:
        """Return the caption of a table, which its text leaves out, "" if it has none."""
        blocks = item.blocks or ()
        session = self._services.holder.session
        if isinstance(item, Excerpt) and item.blocks is None and session is not None:
            # A damaged article is reported where it is opened, and not each time that the outline is painted.
            with suppress(DossierError):
                article = session.store.article(item.passage.article)
                blocks = tuple(block for block in article.blocks if block.id in item.passage.blocks)
        table = next((block for block in blocks if isinstance(block, Table)), None)
        return "".join(span.text for span in table.content if isinstance(span, Span)) if table else ""

    def _prompt(self, item: Item) -> str:
        """Return what is to be written in an empty text: the hint of its part, if the template has one."""
        holder = self.briefing.parent_of(item.id) if self.briefing is not None else None
        return (self.hint(holder) if holder is not None else "") or self.tr("Empty text")

    def icon(self, item: Item) -> str:
        """Return the name of the icon for an item's kind."""
        if isinstance(item, Excerpt) and item.blocks is None:
            return "table-2" if len(item.passage.blocks) == 1 and "\t" in item.passage.quote else "quote"
        blocks = item.blocks or ()
        if any(isinstance(block, Table) for block in blocks[:1]):
            return "table-2"
        if any(isinstance(block, Figure) for block in blocks[:1]):
            return "image"
        return "quote" if isinstance(item, Excerpt) else "pen-line"

    def origin(self, item: Item) -> tuple[str, str]:
        """Return the line below an item's title: where it is from, and what is shown whole after that."""
        if not isinstance(item, Excerpt):
            return self.tr("Text"), self.marking(item.marking)
        record = self._record(item)
        if record is None:
            return self.tr("Article not in this dossier"), ""
        edited = self.tr("edited") if item.blocks is not None else ""
        rest = (self._day(record), item.reliability or "", edited, self.marking(item.marking))
        return record.metadata.source_name(record.original.name), join_facts(rest)

    def _record(self, excerpt: Excerpt) -> ArticleRecord | None:
        session = self._services.holder.session
        with suppress(DossierError):
            return session.store.record(excerpt.passage.article) if session is not None else None
        return None

    def citation(self, excerpt: Excerpt) -> str:
        """Return the publication of an excerpt's article and its date in full."""
        record = self._record(excerpt)
        if record is None:
            return self.tr("Article not in this dossier")
        long = date_words(record.metadata.published, self._locale, "d MMMM yyyy")
        return join_facts((record.metadata.source_name(record.original.name), long), ", ")

    def snippet(self, item: Item) -> str:
        """Return the first words of an item on one line, those of an excerpt in quotation marks."""
        first = item.text[: MAX_SNIPPET * 2]
        words = _join_lines(self._words(item, first)[: MAX_SNIPPET * 2].splitlines())
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
        return join_facts(words)

    def source(self, excerpt: Excerpt) -> str:
        """Return the publication and the date of the article that an excerpt quotes."""
        record = self._record(excerpt)
        if record is None:
            return self.tr("Article not in this dossier")
        return join_facts((record.metadata.source_name(record.original.name), self._day(record)))

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
        return level.text(self.briefing.language if self.briefing else "en")

    def accessible_text(self, node: Part | Item) -> str:
        """Return the accessible text of a row."""
        if isinstance(node, Part):
            released = self.release(node.release)
            heading = f"{self.heading(node)} ({released})" if released else self.heading(node)
            return self.tr("Part: {heading}").format(heading=heading)
        kind = self.tr("Excerpt") if isinstance(node, Excerpt) else self.tr("Text")
        return self.tr("{kind}: {words} ({caption})").format(
            kind=kind, words=f"{self._dated(node)}{self.snippet(node)}", caption=self.caption(node)
        )

    def accepts_items(self, part: Part) -> bool:
        """Return whether a part can hold items; a list of sources or contents cannot."""
        template = self.template
        found = template.part(part.key) if template is not None else None
        return found is None or found.kind not in {"sources", "contents"}

    def _day(self, record: ArticleRecord) -> str:
        return date_words(record.metadata.published, self._locale, "d MMM yyyy")


def _join_lines(lines: list[str]) -> str:
    """Join lines, with a dot after those that do not end with punctuation, such as headings."""
    words = ""
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        gap = "" if not words else " " if unicodedata.category(words[-1]).startswith("P") else " · "
        words += gap + line
    return words


def _first_line(text: str) -> str:
    """Return the first line of a text that is not empty, cut to what a row can show."""
    start = text.lstrip()[: _MAX_TITLE * 2]
    return " ".join(start.splitlines()[0].split(" "))[:_MAX_TITLE].rstrip() if start else ""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """What a row shows of a part or an item, safe to be drawn.

    `caption` is the line below the title, where an item is from, and `end` what is shown whole after it; beside a part
    `caption` says who may see it. `hint` says what an empty part is for. `is_tall` says whether the texts have
    scripts that may be taller than the window's font.
    """

    node: str
    title: str
    caption: str = ""
    end: str = ""
    icon: str = ""
    is_part: bool = False
    is_released: bool = False
    count: int = 0
    hint: str = ""

    @property
    def is_tall(self) -> bool:
        """Whether a text is in a script that may be taller than the window's font."""
        return max(max(self.title, default=""), max(self.caption, default="")) > LAST_PLAIN


def item_row(texts: BriefingTexts, item: Excerpt | OwnText) -> OutlineRow:
    """Return what the row of an item shows."""
    caption, end = texts.origin(item)
    return OutlineRow(
        node=item.id,
        title=plain_text(texts.title(item)),
        caption=plain_text(caption),
        end=plain_text(end),
        icon=texts.icon(item),
        is_released=item.release is not None or bool(item.releases),
    )


def part_row(texts: BriefingTexts, part: Part) -> OutlineRow:
    """Return what the row of a part shows."""
    return OutlineRow(
        node=part.id,
        title=plain_text(texts.heading(part)),
        caption=plain_text(texts.release(part.release)),
        is_part=True,
        count=len(part.items),
        hint=plain_text(texts.hint(part)),
    )
