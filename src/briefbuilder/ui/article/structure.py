"""What the menu "Structure" does to the article that is being read: form, joints, boilerplate, metadata.

It acts on the paragraphs of the words that are chosen, on the paragraph that is the target, and else on the one with
the caret. Errors are told through the prompter; every act is one step of the history.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.article.acts import ArticleActs
from briefbuilder.ui.article.heading import language_name
from briefbuilder.ui.article.view import ArticleView
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.acts.metadata import Role
    from briefbuilder.app.session import Session
    from briefbuilder.domain.changes import ArticleRecord, ChangeSet
    from briefbuilder.domain.corrections import Form

_FORMS: tuple[tuple[str, Form, int], ...] = (
    ("make-heading-1", "heading", 1),
    ("make-heading-2", "heading", 2),
    ("make-heading-3", "heading", 3),
    ("make-paragraph", "paragraph", 0),
    ("make-list-item", "list_item", 0),
    ("make-quotation", "quote", 0),
)
_ROLES: tuple[tuple[str, Role], ...] = (
    ("use-as-title", "title"),
    ("use-as-lead", "lead"),
    ("use-as-author", "author"),
    ("use-as-date", "date"),
)
Making = Callable[["Session", str], "ChangeSet"]


class Structure(QObject):
    """The acts of one pane. `left_out_toggled` asks to draw anew, `hinted` carries what to say meanwhile."""

    message = Signal(str)
    hinted = Signal(str)
    left_out_toggled = Signal()

    def __init__(self, services: Services, acts: ArticleActs, view: ArticleView, pane: QWidget) -> None:
        super().__init__(pane)
        self._services = services
        self._acts = acts
        self._view = view
        self._pane = pane
        view.cut_chosen.connect(self._on_cut_chosen)
        view.cut_left.connect(self.leave_cut)
        self._register()

    @property
    def shows_left_out(self) -> bool:
        """Whether what was left out is to be shown, and not only a line for it."""
        return self._services.actions.action("show-left-out").isChecked()

    def subjects(self) -> tuple[str, ...]:
        """Return the ids of the paragraphs that an act is for."""
        reading = self._acts.reading
        if reading is None or reading.target is None:
            return ()
        target = reading.target
        if target.kind != "section":
            return target.passage.blocks
        blocks = tuple(block.id for block in reading.sections[target.section].all_blocks)
        caret = self._view.caret_point()
        return (caret[0],) if caret is not None and caret[0] in blocks else blocks[:1]

    @Slot()
    def leave_cut(self) -> None:
        """Split nothing after all."""
        self._view.set_cutting(False)
        self.hinted.emit("")

    def _register(self) -> None:
        board, pane = self._services.actions, self._pane
        for name, form, level in _FORMS:
            board.register(name, partial(self._shape, form, level), enabled=self._has_subjects, widget=pane)
        for name, role in _ROLES:
            board.register(name, partial(self._use, role), enabled=self._acts.has_target, widget=pane)
        for name, run, enabled in (
            ("join-paragraphs", self._join, self._has_subjects),
            ("join-without-hyphen", self._join_without_hyphen, self._has_subjects),
            ("split-paragraph", self._begin_cut, self._has_subjects),
            ("leave-out", self._leave_out, self._has_subjects),
            ("bring-back", self._bring_back, self._has_left_out),
            ("paragraph-language", self._name_language, self._has_subjects),
            ("edit-details", self._edit_details, self._acts.reads),
            ("show-left-out", self.left_out_toggled.emit, self._has_left_out),
            ("compare-original", self._compare, self._is_corrected),
            ("take-back-corrections", self._take_back, self._is_corrected),
        ):
            board.register(name, run, enabled=enabled, widget=pane)
        board.action("show-left-out").setCheckable(True)

    def _has_subjects(self) -> bool:
        return bool(self.subjects())

    def _has_left_out(self) -> bool:
        return self._acts.reading is not None and bool(self._acts.reading.text.left_out)

    def _is_corrected(self) -> bool:
        record = self._record()
        return record is not None and record.is_corrected

    def _record(self) -> ArticleRecord | None:
        session, reading = self._services.holder.session, self._acts.reading
        return session.record(reading.article.id) if session is not None and reading is not None else None

    # Paragraphs ------------------------------------------------------------------------------

    def _shape(self, form: Form, level: int) -> None:
        from briefbuilder.app.acts.repairing import shape_blocks

        names = self.subjects()
        self._do(lambda session, article: shape_blocks(session, article, names, form, level))

    def _join(self) -> None:
        from briefbuilder.app.acts.repairing import join_blocks

        names, words = self.subjects(), ""
        if self._hyphens():
            words = self.tr("Joined with the hyphen. Undo and join without it if it only broke a word.")
        self._do(lambda session, article: join_blocks(session, article, names), words=words)

    def _join_without_hyphen(self) -> None:
        from briefbuilder.app.acts.repairing import join_blocks

        names = self.subjects()
        self._do(lambda session, article: join_blocks(session, article, names, keep_hyphens=False))

    def _hyphens(self) -> bool:
        """Tell whether a hyphen breaks a word where the paragraphs would be joined."""
        from briefbuilder.domain.corrections import breaks_a_word

        reading, names = self._acts.reading, self.subjects()
        blocks = reading.article.blocks if reading is not None else ()
        places = [place for place, block in enumerate(blocks) if block.id in names]
        if not places:
            return False
        last = max(places) if len(places) > 1 else places[0] + 1
        members = blocks[places[0] : last + 1]
        return any(breaks_a_word(one, other) for one, other in pairwise(members))

    def _begin_cut(self) -> None:
        reading, names = self._acts.reading, self.subjects()
        placed = self._view.paper.places.of(names[0]) if names else None
        if reading is None or placed is None:
            return
        position = self._view.textCursor().position()
        if not placed.start <= position <= placed.end:
            position = placed.start
        self._view.place_caret(position)
        self._view.ensureCursorVisible()
        self._view.setFocus()
        self._view.set_cutting(True)
        self.hinted.emit(
            self.tr(
                "Put the caret where the second part begins. Enter splits there, Esc leaves the paragraph whole."
            )
        )

    @Slot()
    def _on_cut_chosen(self) -> None:
        from briefbuilder.app.acts.repairing import divide_block

        place = self._view.caret_point()
        self.leave_cut()
        if place is not None:
            self._do(lambda session, article: divide_block(session, article, *place))

    def _leave_out(self) -> None:
        from briefbuilder.app.acts.repairing import leave_out

        names = self.subjects()
        self._do(lambda session, article: leave_out(session, article, names))

    def _bring_back(self) -> None:
        from briefbuilder.app.acts.repairing import bring_back

        ghosts = self._view.ghosts()
        if not ghosts:
            self.message.emit(self.tr("Put the caret on the line of what was left out first."))
            return
        names = tuple(dict.fromkeys(name for ghost in ghosts for name in ghost.blocks))
        self._do(lambda session, article: bring_back(session, article, names))

    def _name_language(self) -> None:
        from briefbuilder.app.acts.repairing import name_language
        from briefbuilder.ui.article.languagechoice import LanguageDialog

        reading, names = self._acts.reading, self.subjects()
        if reading is None or not names:
            return
        block = reading.article.block(names[0])
        present = block.language if block is not None else None
        own = reading.article.metadata.language
        dialog = LanguageDialog(present, own, self._services.theme, self._pane.window())
        if self._run(dialog):
            chosen = dialog.language
            spoken = language_name(chosen or own) or self.tr("not known")
            words = self.tr("Language of the paragraph: {language}").format(language=spoken)
            self._do(lambda session, article: name_language(session, article, names, chosen), words=words)

    # Metadata --------------------------------------------------------------------------------

    def _use(self, role: Role) -> None:
        from briefbuilder.app.acts.metadata import use_words
        from briefbuilder.domain.passage import passage_of

        reading = self._acts.reading
        if reading is None or reading.target is None:
            return
        passage = reading.target.passage
        if reading.target.kind == "section":
            block = reading.article.block(next(iter(self.subjects()), ""))
            if block is None:
                return
            passage = passage_of(reading.article, (block,))
        self._do(lambda session, _article: use_words(session, passage, role))

    def _edit_details(self) -> None:
        from briefbuilder.app.acts.metadata import edit_metadata, other_titles
        from briefbuilder.ui.article.details import ArticleDetails

        record = self._record()
        if record is None:
            return
        dialog = ArticleDetails(
            record.metadata,
            record.read or record.metadata,
            other_titles(record),
            self._services.theme,
            self._pane.window(),
        )
        if self._run(dialog):
            changed = dialog.metadata
            self._do(lambda session, article: edit_metadata(session, article, changed), told=False)

    # The whole article -----------------------------------------------------------------------

    def _compare(self) -> None:
        from briefbuilder.ui.article.compare import CompareDialog

        session, reading = self._services.holder.session, self._acts.reading
        if session is None or reading is None:
            return
        read = session.as_read(reading.article.id)
        self._run(CompareDialog(read, reading.article, reading.text, self._services, self._pane.window()))

    def _take_back(self) -> None:
        from briefbuilder.app.acts.repairing import take_back_all

        self._do(take_back_all)

    def _run(self, dialog: QDialog) -> bool:
        agreed = self._services.prompter.run(dialog)
        dialog.deleteLater()
        return agreed

    def _do(self, make: Making, *, told: bool = True, words: str = "") -> None:
        """Apply an act, asking first where tags go with it, and tell its name or what else `words` say of it."""
        session, reading = self._services.holder.session, self._acts.reading
        if session is None or session.read_only or reading is None:
            return
        try:
            act = make(session, reading.article.id)
            if all(change.before == change.after for change in act.changes):
                if told:
                    self.message.emit(self.tr("Nothing changes: it is so already."))
                return
            if not self._may_go(int(act.parameters["tags"])):
                return
            self._services.holder.apply(act)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return
        self._tell(act, words)

    def _may_go(self, tags: int) -> bool:
        if not tags:
            return True
        question = self.tr(
            "%n tag(s) lie on these words alone and would go with them. You can undo this.", "", tags
        )
        return self._services.prompter.confirm(self.tr("Tags go with it"), question, self.tr("Go on"))

    def _tell(self, act: ChangeSet, words: str) -> None:
        from briefbuilder.app.history import act_words

        done = self.tr("Done: {act}.").format(act=act_words(self._services.words, act))
        told = [words or done]
        if excerpts := int(act.parameters["excerpts"]):
            told.append(self.tr("%n excerpt(s) in briefings changed with it.", "", excerpts))
        self.message.emit(" ".join(told))
