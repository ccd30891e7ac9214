"""The parts of the template designer: its panes, toolbar, findings, line of the letterhead and table of texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFontDatabase, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolBar,
    QToolButton,
    QWidget,
)

from briefbuilder import app
from briefbuilder.app.resources import Resources
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Finding, Severity
from briefbuilder.domain.values import value
from briefbuilder.system.files import write_atomically
from briefbuilder.templating.edits import path_at, shown_path
from briefbuilder.templating.form import FormRow
from briefbuilder.templating.values import ANY_LANGUAGE
from briefbuilder.ui.action_table import QT_TRANSLATE_NOOP
from briefbuilder.ui.designer.yaml_editor import SEVERITY_COLOURS, SEVERITY_MARKS
from briefbuilder.ui.preview.template_cards import CardsView
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import language_name, language_names
from briefbuilder.ui.widgets.controls import SwitchBar, push_button, set_surface
from briefbuilder.ui.widgets.drawer import Drawer
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.labels import ElidedLabel, IconLabel
from briefbuilder.ui.widgets.layouts import column_layout, row_layout, split_panes
from briefbuilder.ui.widgets.plain import PlainLabel, plain_tip, set_tip
from briefbuilder.ui.widgets.rows import Index, RowsModel, RowsView, TreeModel, TreeNode, break_long_lines
from briefbuilder.yaml_tree import Path as Path_

if TYPE_CHECKING:
    from briefbuilder.templating.completion import EditingContext


SHORTCUTS: Mapping[str, tuple[str, str]] = {
    "new": (QT_TRANSLATE_NOOP("DesignerToolbar", "&New from this template …"), "Ctrl+N"),
    "empty": (QT_TRANSLATE_NOOP("DesignerToolbar", "New &empty template …"), "Ctrl+Shift+N"),
    "open": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Open file …"), "Ctrl+O"),
    "save": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Save"), "Ctrl+S"),
    "save-as": (QT_TRANSLATE_NOOP("DesignerToolbar", "Save &as …"), "Ctrl+Shift+S"),
    "undo": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Undo"), "Ctrl+Z"),
    "redo": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Redo"), "Ctrl+Y"),
    "form": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Form"), "Ctrl+1"),
    "texts": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Texts"), "Ctrl+2"),
    "yaml": (QT_TRANSLATE_NOOP("DesignerToolbar", "&YAML"), "Ctrl+3"),
    "templates": (QT_TRANSLATE_NOOP("DesignerToolbar", "Te&mplates"), "Ctrl+B"),
    "next": (QT_TRANSLATE_NOOP("DesignerToolbar", "Ne&xt issue"), "F8"),
    "previous": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Previous issue"), "Shift+F8"),
    "area": (QT_TRANSLATE_NOOP("DesignerToolbar", "Next pan&e"), "F6"),
    "guide": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Guide"), "F1"),
    "close": (QT_TRANSLATE_NOOP("DesignerToolbar", "&Close"), "Ctrl+W"),
}
"""The actions of the designer window: text and shortcut by name."""
_TOOLBAR_ACTIONS = {
    "templates": "panel-left-open", "new": "plus", "empty": "file-plus", "open": "folder-open", "save": "check", "undo": "undo-2", "redo": "redo-2",
}  # fmt: skip
"""The actions in the toolbar with their icons."""
_TEXTS = ("new", "save")
"""The actions whose text is beside the icon."""
_LANGUAGE_LENGTH = 12
"""The letters that the list of languages has room for: "Nederlands", "Português"."""


@value(kw_only=False)
class ListedFinding:
    """A finding with its text; `path` is that of the row of the form in which it is, `name` the name of that row."""

    finding: Finding
    words: str
    path: Path_ = ()
    name: str = ""


class TemplateFindingsModel(RowsModel[ListedFinding]):
    """The findings of a template with their texts, in the order of the file."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._own = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The listed findings."""
        return tuple(row.finding for row in self.rows)

    def show(self, rows: tuple[tuple[Finding, str], ...], own: str) -> None:
        """List findings with their texts; `own` is the path of the open file, which is not named."""
        if rows != tuple((row.finding, row.words) for row in self.rows) or own != self._own:
            self._own = own
            self.show_rows(ListedFinding(finding, words) for finding, words in rows)

    def find_rows(self, text: str, name_of: Callable[[Path_], str]) -> None:
        """Find the rows of the form in which the findings of a file with a text are; `name_of` returns the name of a row."""
        found = []
        for row in self.rows:
            place = row.finding.place
            path = shown_path(text, path_at(text, place.line or 1, place.column or 1))
            is_own = place.file == self._own
            found.append(replace(row, path=path, name=name_of(path)) if is_own else row)
        if tuple(found) != self.rows:
            self.rows = tuple(found)
            self.dataChanged.emit(self.index(0), self.index(len(found) - 1))

    def row_at(self, own: str, line: int) -> QModelIndex:
        """Return the first finding at a line of a file; the index is invalid if the line has no finding."""
        places = ((finding.place.file, finding.place.line or 1) for finding in self.findings)
        return next(
            (self.index(row) for row, place in enumerate(places) if place == (own, line)), QModelIndex()
        )

    def next_finding(self, own: str, here: tuple[int, int], step: int) -> Finding | None:
        """Return the next finding after a line and column of a file, or the previous one before it, wrapping around."""
        listed = self.findings
        found = [finding for finding in listed if finding.place.file == own] or list(listed)
        places = [((finding.place.line or 1, finding.place.column or 1), finding) for finding in found]
        if step > 0:
            return next((finding for place, finding in places if place > here), next(iter(found), None))
        return next(
            (finding for place, finding in reversed(places) if place < here), found[-1] if found else None
        )

    @property
    def faults(self) -> dict[Path_, tuple[str, Severity]]:
        """The errors and warnings of the file, by the paths of their rows in the form."""
        faults: dict[Path_, tuple[str, Severity]] = {}
        for row in self.rows:
            if row.finding.place.file == self._own and row.finding.severity != "hint":
                faults.setdefault(row.path, (row.words, row.finding.severity))
        return faults

    def row_data(self, row: ListedFinding, role: int) -> object:
        """Return a row's text with its location, its accessible text, and its colour."""
        severity, words, place = row.finding.severity, row.words, _location_text(row, self._own)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{SEVERITY_MARKS[severity]}  {place}  {words}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colours.colour(SEVERITY_COLOURS[severity])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = {
                "error": self.tr("Error"), "warning": self.tr("Warning"), "hint": self.tr("Hint"),
            }[severity]  # fmt: skip
            return self.tr("{severity} at {place}: {words}").format(severity=name, place=place, words=words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        return None


def _location_text(row: ListedFinding, own: str) -> str:
    """Return where a finding is: the row of the form, line and column, with the name of another file."""
    place = row.finding.place
    file = Path(place.file).name if place.file and place.file != own else None
    position = ":".join(str(part) for part in (file, place.line, place.column) if part is not None)
    return f"{row.name} ({position})" if row.name else position


class TemplateFindingsView(RowsView[ListedFinding]):
    """The list of findings; `go_requested` carries the finding that was activated."""

    go_requested = Signal(object)

    def __init__(self, model: TemplateFindingsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setAccessibleName(self.tr("Issues in the template"))
        break_long_lines(self)
        self.setMinimumHeight(theme.space(3))
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_activated)

    def show_empty_text(self, words: str) -> None:
        """Set the message for an empty list."""
        self.empty = words
        self.viewport().update()

    @Slot()
    def _on_activated(self) -> None:
        if self.current is not None:
            self.go_requested.emit(self.current.finding)


class DesignerToolbar(QToolBar):
    """The toolbar of the designer, with the switch between its form, its texts and its YAML."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        theme = services.theme
        self.setWindowTitle(self.tr("Template"))
        self.setMovable(False)
        self.setProperty("surface", "window")
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.switch = SwitchBar(
            (
                ("form", self.tr("Form"), "list"),
                ("texts", self.tr("Texts"), "languages"),
                ("yaml", self.tr("YAML"), "pen-line"),
            ),
            theme,
            self,
            name=self.tr("View of the template"),
        )
        self.language = QComboBox(self)
        self.language.setAccessibleName(self.tr("Language of the sample"))
        set_tip(self.language, self.tr("Language of the sample briefing"))
        # One width for all languages: the switch beside it stays where it is.
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.language.setMinimumContentsLength(_LANGUAGE_LENGTH)
        self.actions_by_name: dict[str, QAction] = {}
        self._worded: list[QToolButton] = []
        for name, (source, keys) in SHORTCUTS.items():
            text = QCoreApplication.translate("DesignerToolbar", source)
            action = QAction(text, window)
            action.setShortcut(QKeySequence(keys))
            set_tip(action, f"{text.replace('&', '').rstrip(' …')} ({action.shortcut().toString()})")
            window.addAction(action)
            self.actions_by_name[name] = action
        for name, icon in _TOOLBAR_ACTIONS.items():
            action = self.actions_by_name[name]
            action.setIcon(themed_icon(icon, theme))
            self.addAction(action)
            button = self.widgetForAction(action)
            if name in _TEXTS and isinstance(button, QToolButton):
                self._worded.append(button)
        self.addWidget(self._spring())
        self.addWidget(self.switch)
        self.addWidget(self._spring())
        self.addWidget(self.language)
        self.actions_by_name["templates"].setVisible(False)
        self._fit()

    def connect_actions(self, acts: Mapping[str, Callable[[], object]]) -> None:
        """Connect the actions, by their names in SHORTCUTS."""
        for name, action in self.actions_by_name.items():
            action.triggered.connect(acts[name])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the texts that do not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        style = Qt.ToolButtonStyle
        self.switch.fit(None)
        for shown in (style.ToolButtonTextBesideIcon, style.ToolButtonIconOnly):
            for button in self._worded:
                button.setToolButtonStyle(shown)
            if self._needed() <= self.width():
                return
        self.switch.fit(self.switch.minimumSizeHint().width() + self.width() - self._needed())

    def _needed(self) -> int:
        """Return the width of all tools in pixels."""
        layout = self.layout()
        assert layout is not None
        tools = (self.widgetForAction(action) for action in self.actions() if action.isVisible())
        gap, pad = layout.spacing(), 2 * layout.contentsMargins().left()
        return sum(tool.sizeHint().width() + gap for tool in tools) + pad

    def _spring(self) -> QWidget:
        spring = QWidget(self)
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return spring


def known_values(resources: Resources, language: str) -> EditingContext:
    """Return what completion and the form know beside the schema, and the language of their descriptions."""
    from briefbuilder.system.fonts import font_families
    from briefbuilder.templating.completion import EditingContext

    folders = tuple(folder for _, folder in reversed(resources.template_folders()))
    places = [folder / "styles" for folder in folders]
    styles = {file.stem for folder in places if folder.is_dir() for file in folder.glob("*.yaml")}
    shipped = {name for family in font_families().values() for name in (*family.draws, family.name)}
    fonts = sorted({*QFontDatabase.families(), *shipped}, key=str.casefold)
    return EditingContext(
        resources.profiles(),
        tuple(sorted(styles)),
        language,
        fonts=tuple(fonts),
        languages=language_names(),
        folders=folders,
    )


class LetterheadBar(QFrame):
    """Shows the Word file that gives paper and styles; `chosen` carries the name of another one, empty for none."""

    chosen = Signal(str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._path: Path | None = None
        theme = services.theme
        set_surface(self, "side", "bottom")
        sign = IconLabel("file-text", theme, "text", self, size=16)
        title = PlainLabel(self.tr("Letterhead document"), self)
        self.name = ElidedLabel(self, role="muted")
        choose, remove = self.tr("Choose a letterhead document"), self.tr("Remove the letterhead document")
        self._choose = push_button(self.tr("Choose …"), self, self._ask, name=choose, kind="small")
        self._remove = push_button(
            self.tr("Remove"), self, lambda: self.chosen.emit(""), name=remove, kind="small"
        )
        row_layout(
            self,
            sign,
            title,
            self.name,
            self._choose,
            self._remove,
            margins=theme.margins(10, 6, 10, 6),
            gap=theme.px(8),
            grows=self.name,
        )

    def show_document(self, name: str, template: Path | None, *, writable: bool) -> None:
        """Show the document of a template."""
        self._path = template
        self.name.setText(name or self.tr("none: paper and styles are those of the template"))
        self._choose.setEnabled(writable)
        self._remove.setVisible(bool(name))
        self._remove.setEnabled(writable)

    def _ask(self) -> None:
        if self._path is None:
            return
        prompter = self._services.prompter
        kinds = self.tr("Word files (*.docx *.dotx)")
        source = prompter.open_file(self.tr("Letterhead document"), kinds)
        if source is None:
            return
        try:
            data = app.letterheads.read_letterhead(source)
            if copy_beside(self._services, source, data, self._path):
                self.chosen.emit(source.name)
        except BriefbuilderError as error:
            prompter.show_error(error)


def copy_beside(services: Services, source: Path, data: bytes, template: Path) -> bool:
    """Put the data of a file beside a template, unless it is there already; return whether it is there then.

    The user is asked before another file of the same name is replaced.
    """
    target = template.parent / source.name
    if target.resolve() == source.resolve():
        return True
    question = QCoreApplication.translate(
        "LetterheadBar", "There is already a file {name} beside the template. Replace it?"
    )
    is_other = target.exists() and target.read_bytes() != data
    if is_other and not services.prompter.confirm(
        source.name, question.format(name=target.name), QCoreApplication.translate("LetterheadBar", "Replace")
    ):
        return False
    write_atomically(target, data)
    return True


class LabelsModel(TreeModel[FormRow]):
    """The texts; `changed` carries a path and its new text, or its new texts by language, None to remove it."""

    changed = Signal(object, object)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._languages: tuple[str, ...] = ()
        self._source = ""
        self.writable = False

    @property
    def _columns(self) -> tuple[str, ...]:
        """The languages of the columns: that to translate from, those of the template, and one for all if they are several."""
        everywhere = (ANY_LANGUAGE,) if self.is_multilingual else ()
        return (*((self._source,) if self._source else ()), *self._languages, *everywhere)

    @property
    def is_multilingual(self) -> bool:
        """Whether the template has several languages."""
        return len(self._languages) > 1

    def show_rows(self, rows: tuple[FormRow, ...], languages: tuple[str, ...], source: str = "") -> None:
        """Show other texts, in the languages of the template and one that it does not have, to translate from."""
        same = [row.path for row in rows] == [node.value.path for node in self.nodes]
        if same and (languages, source) == (self._languages, self._source):
            for node, row in zip(self.nodes, rows, strict=True):
                node.value = row
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._columns)))
            return
        self._languages, self._source = languages, source
        everywhere = self.tr("All languages")
        names = (everywhere if tag == ANY_LANGUAGE else language_name(tag) for tag in self._columns)
        self.columns = (self.tr("Text"), *names)
        self.show_nodes([TreeNode(row) for row in rows])

    def cell_data(self, node: TreeNode[FormRow], column: int, role: int) -> object:
        """Return the place of a text, or the text in a language; a missing one is marked, and one of the house style is grey."""
        text = self._text(node.value, column) if column else node.value.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        is_shown = role == Qt.ItemDataRole.DisplayRole
        if is_shown or column == 0:
            return text if is_shown else None
        colours, is_set = self._theme.colours, node.value.is_set
        is_own = not isinstance(node.value.value, str) or column == len(self._columns)
        is_own = is_own and not self._is_source(column)
        is_missing = not text and not self._stands_in(node.value, column)
        answers: dict[int, object] = {
            Qt.ItemDataRole.EditRole: text,
            Qt.ItemDataRole.ForegroundRole: None if is_set and is_own else colours.colour("muted"),
            Qt.ItemDataRole.BackgroundRole: QColor(colours.tinted_ground("warning")) if is_missing else None,
        }
        return answers.get(role)

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for the change of a text."""
        row, text = self.nodes[index.row()].value, str(value or "").strip()
        if role != Qt.ItemDataRole.EditRole or text == self._text(row, index.column()):
            return False
        language = self._columns[index.column() - 1]
        if language == ANY_LANGUAGE and not (isinstance(row.value, dict) and ANY_LANGUAGE in row.value):
            self.changed.emit(row.path, text or None)
            return True
        if isinstance(row.value, str) and self.is_multilingual:
            # A text for all languages stays that of the others.
            texts = {**dict.fromkeys(self._languages, row.value), language: text}
            self.changed.emit(row.path, {tag: each for tag, each in texts.items() if each})
            return True
        if row.value is None and isinstance(row.default, dict):
            # A text by language is taken as a whole: the other languages of the house style stay.
            self.changed.emit(row.path, {**row.default, language: text})
            return True
        path = row.path if isinstance(row.value, str) else (*row.path, language)
        self.changed.emit(path, text or None)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that texts can be edited in a template that is not read-only."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_editable = self.writable and index.column() and not self._is_source(index.column())
        return flags | Qt.ItemFlag.ItemIsEditable if is_editable else flags

    def _is_source(self, column: int) -> bool:
        return column == 1 and bool(self._source)

    def _stands_in(self, row: FormRow, column: int) -> bool:
        """Return whether no text is needed: for all languages, or with one in the general form of a language, "en" for "en-US"."""
        language = self._columns[column - 1]
        texts = row.value if row.is_set else row.default
        if not isinstance(texts, dict) or language == ANY_LANGUAGE or self._is_source(column):
            return True
        return bool(texts.get(base_language(language)) or texts.get(ANY_LANGUAGE))

    def _text(self, row: FormRow, column: int) -> str:
        texts = row.value if row.is_set else row.default
        if isinstance(texts, dict):
            return str(texts.get(self._columns[column - 1]) or "")
        return str(texts or "")


class _LabelsDelegate(QStyledItemDelegate):
    """Draws the background of a missing text, which the style sheet leaves out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        background = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(background, QColor):
            painter.fillRect(option.rect, background)
        super().paint(painter, option, index)


class LabelsView(QTableView):
    """The table of texts."""

    def __init__(self, model: LabelsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_LabelsDelegate(self))
        self.setAccessibleName(self.tr("Texts by language"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # The names of texts differ at their ends.
        model.modelReset.connect(self._show_whole_names)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(theme.px(140))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)

    @Slot()
    def _show_whole_names(self) -> None:
        if self.model().columnCount():
            self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)


class DesignerPanes(QWidget):
    """The cards, the template and its sample side by side; if that is too wide, the cards are in a drawer.

    `docked` says whether they are beside the template.
    """

    docked = Signal(bool)

    def __init__(
        self, cards: CardsView, template: QWidget, sample: QWidget, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        cards.setMinimumWidth(theme.px(240))
        self.splitter = split_panes(self, cards, template, sample, grows=template)
        self.splitter.setStretchFactor(2, 1)
        self.drawer = Drawer(self, "left", theme)
        self.drawer.set_width(theme.px(320))
        column_layout(self, self.splitter)
        cards.activated.connect(self.drawer.close_drawer)
        cards.clicked.connect(self.drawer.close_drawer)

    @property
    def _is_docked(self) -> bool:
        return self.drawer.content is None

    def show_cards(self) -> None:
        """Open or close the drawer, or go to the cards beside the template."""
        if self._is_docked:
            self._cards.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.drawer.toggle()

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which the cards are in the drawer."""
        hint = self.splitter.minimumSizeHint()
        cards = self._cards.minimumWidth() + self.splitter.handleWidth() if self._is_docked else 0
        return QSize(hint.width() - cards, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards into the drawer, or back."""
        super().resizeEvent(event)
        least = self.minimumSizeHint().width() + self._cards.minimumWidth() + self.splitter.handleWidth()
        is_docked = event.size().width() >= least
        if is_docked == self._is_docked:
            return
        if is_docked:
            self.drawer.take_content()
            self.splitter.insertWidget(0, self._cards)
            self.splitter.setStretchFactor(1, 1)
        else:
            self.drawer.set_content(self._cards)
        self.docked.emit(is_docked)
