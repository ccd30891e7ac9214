"""The texts of a review: what each change is, who made it, where it belongs, and what the whole file has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from PySide6.QtCore import QDateTime, QLocale, QObject, Qt

from briefbuilder.app.commands.word_changes import State
from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.domain.export_record import FIELD_ORIGIN, Form, FormRange
from briefbuilder.domain.visible_text import shorten
from briefbuilder.domain.word_changes import ChangeKind, Comparison, WordChange, joined_text
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import date_words
from briefbuilder.ui.widgets.plain import join_facts, with_label

_EDITS = frozenset({"edited", "typography", "note_edited"})
_SNIPPET = 120
"""Code points of the words of a change that a row shows."""


class ReviewTexts(QObject):
    """The texts of the changes of one comparison."""

    def __init__(self, services: Services, texts: BriefingTexts, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._locale = QLocale(services.language)
        self._dates: dict[tuple[str | None, str], str] = {}
        self._indexed: Briefing | None = None
        self._parts: Mapping[str, Part] = {}

    def kind(self, change: WordChange) -> str:
        """Return what was done, such as "Paragraph added"."""
        return self.tr("Reply") if change.reply_to is not None else self._kinds[change.kind]

    @cached_property
    def _kinds(self) -> Mapping[ChangeKind, str]:
        return {
            "edited": self.tr("Text changed"),
            "typography": self.tr("Typography"),
            "inserted": self.tr("Paragraph added"),
            "deleted": self.tr("Paragraph removed"),
            "moved": self.tr("Moved"),
            "split": self.tr("Paragraph split"),
            "joined": self.tr("Paragraphs joined"),
            "restyled": self.tr("Style changed"),
            "formatted": self.tr("Format changed"),
            "row_inserted": self.tr("Row added"),
            "row_deleted": self.tr("Row removed"),
            "column_inserted": self.tr("Column added"),
            "column_deleted": self.tr("Column removed"),
            "cell_inserted": self.tr("Cell added"),
            "cell_deleted": self.tr("Cell removed"),
            "table_inserted": self.tr("Table added"),
            "table_deleted": self.tr("Table removed"),
            "table_moved": self.tr("Table moved"),
            "note_edited": self.tr("Note changed"),
            "note_inserted": self.tr("Note added"),
            "note_deleted": self.tr("Note removed"),
            "picture_inserted": self.tr("Picture added"),
            "picture_deleted": self.tr("Picture removed"),
            "picture_replaced": self.tr("Picture replaced"),
            "picture_moved": self.tr("Picture moved"),
            "furniture": self.tr("Header or footer changed"),
            "comment": self.tr("Comment"),
            "highlighted": self.tr("Words highlighted or coloured"),
            "linked": self.tr("Link changed"),
        }

    def badges(self, change: WordChange, *, conflict: bool) -> tuple[str, ...]:
        """Return what asks for care: a changed quotation, a paragraph that was changed since, generated text."""
        badges = []
        if change.quotation:
            badges.append(self.tr("quotation"))
        if conflict:
            badges.append(self.tr("also changed here"))
        if change.is_report_only and not change.is_comment:
            badges.append(self.tr("from the template"))
        return tuple(badges)

    @staticmethod
    def icon(change: WordChange) -> str:
        """Return the name of the icon of a kind of change."""
        kind = change.kind
        icons = {
            "inserted": "plus",
            "deleted": "minus",
            "moved": "arrow-up-down",
            "split": "split",
            "joined": "merge",
            "restyled": "type",
            "formatted": "bold",
            "typography": "text-quote",
            "furniture": "layout-template",
            "comment": "message-square",
            "highlighted": "pen-line",
            "linked": "link",
            "edited": "pen-line",
        }
        if kind.startswith("note"):
            return "superscript"
        if kind.startswith("picture"):
            return "image"
        return icons.get(kind, "table-2")

    def state(self, change: WordChange, state: State) -> str:
        """Return the name of the state of a change; a comment is done, as nothing of it is taken."""
        if change.is_comment and state == "accepted":
            return self.tr("Done")
        return {
            "open": self.tr("Open"),
            "accepted": self.tr("Accepted"),
            "rejected": self.tr("Rejected"),
        }[state]

    def author(self, change: WordChange) -> str:
        """Return who made a change, as the file says."""
        return ", ".join(change.authors) or self.tr("Unknown author")

    def signature(self, change: WordChange) -> str:
        """Return who made a change and when, and whether Word recorded it."""
        when = self.moment(change.date)
        if change.tracked or change.kind == "comment":
            return join_facts((self.author(change), when))
        if change.partly_tracked:
            return join_facts((self.author(change), when, self.tr("partly made without Track Changes")))
        if change.author and when:
            saved = self.tr("made without Track Changes; last saved by {name}, {when}")
            return saved.format(name=change.author, when=when)
        return self.tr("made without Track Changes")

    def who_and_when(self, change: WordChange) -> str:
        """Return the author and the day of a change, for a row."""
        return ", ".join(filter(None, (*change.authors, self._date_words(change.date, "d MMM"))))

    def moment(self, date: str | None) -> str:
        """Return a date and time in the language of the window; empty for a text that is not a date."""
        return self._date_words(date, "d MMM yyyy, HH:mm")

    def _date_words(self, date: str | None, pattern: str) -> str:
        known = self._dates.get((date, pattern))
        if known is None:
            moment = QDateTime.fromString(date or "", Qt.DateFormat.ISODate)
            known = self._dates[date, pattern] = date_words(moment, self._locale, pattern)
        return known

    def snippet(self, comparison: Comparison, change: WordChange) -> str:
        """Return the words of a change on one line: old and new ones, or what was added or removed."""
        if change.is_comment:
            return shorten(change.comment or "", _SNIPPET)
        if change.kind in _EDITS and change.hunks:
            shown = comparison.record.paragraphs
            whole = joined_text(shown[number].text for number in change.paragraphs)
            hunk = change.hunks[0]
            old, new = shorten(whole[hunk.start : hunk.end], _SNIPPET), shorten(hunk.text, _SNIPPET)
            if old and new:
                return f"{old} → {new}"
            if new:
                return self.tr("Added: {words}").format(words=new)
            if old:
                return self.tr("Removed: {words}").format(words=old)
        return shorten(change.after or change.before, _SNIPPET)

    def detail(self, comparison: Comparison, change: WordChange) -> str:
        """Return what a change is whose words are the same: the new place, style or format; empty for others."""
        shown = comparison.record.paragraphs
        if change.kind in {"moved", "table_moved", "picture_moved"}:
            above = shorten(shown[change.behind].text, _SNIPPET) if change.behind is not None else ""
            if not above:
                return self.tr("Moved to the beginning")
            return self.tr("Moved below “{words}”").format(words=above)
        if change.kind == "restyled":
            old = shown[change.paragraphs[0]].style if change.paragraphs else ""
            return f"{old} → {change.style}" if old else change.style
        if change.kind == "formatted":
            return self._forms(change.after, change.forms)
        if change.kind.startswith("picture"):
            return self._picture(change.kind)
        return self._signs(comparison, change) if change.kind == "typography" else ""

    def _picture(self, kind: ChangeKind) -> str:
        return {
            "picture_inserted": self.tr("The file has a new picture here."),
            "picture_deleted": self.tr("The file no longer has this picture."),
            "picture_replaced": self.tr("The file has another picture here."),
        }.get(kind, "")

    def _signs(self, comparison: Comparison, change: WordChange) -> str:
        """Return the signs that were replaced, each once; spaces are named, since they look alike."""
        names = {
            "": self.tr("nothing"),
            " ": self.tr("space"),
            "\n": self.tr("line break"),
            "\u00a0": self.tr("no-break space"),
            "\u202f": self.tr("narrow no-break space"),
            "\u2009": self.tr("thin space"),
            "\u00ad": self.tr("soft hyphen"),
            "\u2011": self.tr("no-break hyphen"),
        }
        shown = comparison.record.paragraphs
        whole = joined_text(shown[number].text for number in change.paragraphs)
        pairs = ((whole[hunk.start : hunk.end], hunk.text) for hunk in change.hunks)
        lines = (f"{names.get(old, old)} → {names.get(new, new)}" for old, new in pairs)
        return "\n".join(dict.fromkeys(lines))

    def _forms(self, text: str, forms: Iterable[FormRange]) -> str:
        """Return the words that have a form, with its name."""
        names: Mapping[Form, str] = {
            "bold": self.tr("Bold"),
            "italic": self.tr("Italic"),
            "underline": self.tr("Underlined"),
            "strike": self.tr("Struck through"),
        }
        lines = (
            with_label(names[form_range.form], shorten(text[form_range.start : form_range.end], _SNIPPET))
            for form_range in forms
        )
        return "\n".join(lines) or self.tr("Plain text")

    def place(self, change: WordChange) -> str:
        """Return the heading of the part that a change belongs to."""
        part = self.part(change)
        if part is not None:
            return self._texts.heading(part)
        if change.kind == "furniture" or change.source in {"generated", "contents"}:
            return self.tr("From the template")
        if change.source in {"title", "field"}:
            return self.tr("Title and details")
        return self.tr("Other places")

    def part(self, change: WordChange) -> Part | None:
        """Return the part that a change belongs to, or None."""
        briefing = self._texts.briefing
        if briefing is None or not change.item or change.item.startswith(FIELD_ORIGIN):
            return None
        if briefing is not self._indexed:
            # Asked for each of hundreds of changes.
            self._indexed = briefing
            self._parts = {**briefing.holders(), **{part.id: part for part in briefing.walk()}}
        return self._parts.get(change.item) or self._parts.get(change.item.rpartition("-")[0])

    def about(self, comparison: Comparison) -> str:
        """Return how the export was found, when it was made and for whom, and who edited the file."""
        record = comparison.record
        found = {
            "id": self.tr("Export of {when}"),
            "text": self.tr("Export of {when}, recognized by its text"),
            "composed": self.tr(
                "Compared with the briefing as it is now: no export of this file is on record"
            ),
        }[comparison.found_by].format(when=self.moment(record.moment))
        audience = self.tr("for {name}").format(name=record.audience) if record.audience else ""
        names = ", ".join(comparison.editors)
        editors = self.tr("edited by {names}").format(names=names) if names else ""
        return " · ".join(filter(None, (" ".join(filter(None, (found, audience))), editors)))

    def counts(self, comparison: Comparison, states: Mapping[int, State]) -> str:
        """Return how many changes there are, and how many of them are still open."""
        left = sum(state == "open" for state in states.values())
        every = self.tr("%n change(s)", "", len(comparison.changes))
        still = self.tr("%n open", "", left)
        return f"{every} · {still}"
