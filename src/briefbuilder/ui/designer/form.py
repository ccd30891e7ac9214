"""The form of a template: a tree of its keys with fields for their values, and the commands on its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QComboBox,
    QFrame,
    QLineEdit,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Severity
from briefbuilder.templating.edits import Settable
from briefbuilder.templating.form import FormRow
from briefbuilder.templating.lint import SINGLE_KINDS
from briefbuilder.ui.read.article_words import languages
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.choices import language_tag
from briefbuilder.ui.widgets.controls import icon_button, styled_frame
from briefbuilder.ui.widgets.labels import sized_font
from briefbuilder.ui.widgets.layouts import column_layout, row_layout
from briefbuilder.ui.widgets.menus import add_entry, open_menu_with
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, plain_tip
from briefbuilder.ui.widgets.rows import Index, RowDelegate, TreeModel, TreeNode, weighted
from briefbuilder.yaml_tree import Path, Value

_ROW, _FAULT, _SEVERITY, _COUNT = (int(Qt.ItemDataRole.UserRole) + number for number in range(4))
_OTHER = "other"
"""The last choice of a colour or a picture, which asks for another one."""
_LANGUAGES: Path = ("languages",)
"""The path of the list whose choices are added to it and taken out of it, instead of replacing it."""
_GROUPS = frozenset({"section", "list", "entry"})


_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"(\d),(\d)")
_SIX_DIGITS = re.compile(r"(?<![0-9a-z])[0-9a-f]{6}(?![0-9a-z])", re.IGNORECASE)


class FormModel(TreeModel[FormRow]):
    """The rows of a form in two columns; `changed` carries the path and the new value of a row, None to remove it."""

    changed = Signal(object, object)
    heights_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = (self.tr("Setting"), self.tr("Value"))
        self._nodes: dict[Path, TreeNode[FormRow]] = {}
        self._faults: Mapping[Path, tuple[str, Severity]] = {}
        self._inner: Mapping[Path, list[Severity]] = {}
        self.language = "en"
        self.writable = False

    def show_rows(self, rows: tuple[FormRow, ...]) -> None:
        """Show other rows; if the keys are the same, only the values change."""
        top = _nodes_of(rows)
        nodes = {node.value.path: node for node in _walk(top)}
        if list(nodes) == list(self._nodes):
            for path, node in self._nodes.items():
                before, node.value = node.value, nodes[path].value
                if before != node.value:
                    self._announce(path)
            return
        self._nodes = nodes
        self.show_nodes(top)

    def show_language(self, language: str) -> None:
        """Show the texts in another language."""
        if language != self.language:
            self.language = language
            for path, node in self._nodes.items():
                if node.value.kind in {"labels", "entry"}:
                    self._announce(path)

    def show_faults(self, faults: Mapping[Path, tuple[str, Severity]]) -> None:
        """Show the text of the first issue of each row, in the colour of its severity, and their number in the rows around it."""
        inner: dict[Path, list[Severity]] = {}
        for path, (_, severity) in faults.items():
            for length in range(1, len(path)):
                inner.setdefault(path[:length], []).append(severity)
        changed = [
            path
            for path in self._nodes
            if self._faults.get(path) != faults.get(path) or self._inner.get(path) != inner.get(path)
        ]
        self._faults, self._inner = faults, inner
        for path in changed:
            self._announce(path)
        if changed:
            self.heights_changed.emit()

    def index_of(self, path: Path, column: int = 0) -> QModelIndex:
        """Return the index of the row at a path, or of the nearest row around it."""
        for length in range(len(path), 0, -1):
            node = self._nodes.get(path[:length])
            if node is not None:
                return self.index_at(node, column)
        return QModelIndex()

    def cell_data(self, node: TreeNode[FormRow], column: int, role: int) -> object:
        """Return a key or a value, with its description and issue."""
        row = node.value
        fault, severity = self._faults.get(row.path, ("", None))
        inner = self._inner.get(row.path, [])
        severity = severity or ("error" if "error" in inner else next(iter(inner), None))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(row) if column == 0 else self._shown(row)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0 and row.kind != "entry":
            return f"{row.label} ({row.key})"
        described = fault or row.description
        answers: dict[int, object] = {
            _ROW: row,
            _FAULT: fault,
            _SEVERITY: severity,
            _COUNT: self.tr("%n issue(s)", "", len(inner)) if inner else "",
            Qt.ItemDataRole.ToolTipRole: plain_tip(described),
            Qt.ItemDataRole.AccessibleDescriptionRole: described,
            Qt.ItemDataRole.EditRole: self.text_of(row),
        }
        return answers.get(role)

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for the change of a value."""
        row = self.value(index)
        text = str(value).strip() if value is not None else ""
        if row is None or role != Qt.ItemDataRole.EditRole or text == self.text_of(row):
            return False
        path = row.path
        if row.kind == "labels" and not isinstance(row.value, str):
            if row.value is None and isinstance(row.default, dict):
                # A text by language is taken as a whole: the other languages of the house style stay.
                self.changed.emit(path, {**row.default, self.language: text})
                return True
            path = (*path, self.language)
        self.changed.emit(path, _parsed(row, text) if text else None)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that values can be edited in a template that is not read-only."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.value(index)
        if row is not None and index.column() == 1 and row.kind not in _GROUPS and self.writable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def text_of(self, row: FormRow) -> str:
        """Return the value of a row as text.

        A label is in the language of the form, or in its general form: "en" stands for a missing "en-US".
        """
        return self._in_language(row.value)

    def _in_language(self, value: Value) -> str:
        if not isinstance(value, dict):
            return _text(value)
        general = value.get(base_language(self.language))
        return _text(value.get(self.language, general))

    def name_at(self, path: Path) -> str:
        """Return the name of the row at a path, or of the nearest one around it, after those of the rows around that."""
        nodes = (self._nodes.get(path[:length]) for length in range(1, len(path) + 1))
        return " › ".join(self._name(node.value) for node in nodes if node is not None)

    def _name(self, row: FormRow) -> str:
        if row.kind != "entry" and row.label:
            return row.label
        label = self._in_language(row.default.get("label")) if isinstance(row.default, dict) else ""
        return label or row.label or self.tr("Line {number}").format(number=int(row.path[-1]) + 1)

    def _shown(self, row: FormRow) -> str:
        if row.kind == "list":
            return str(len(row.rows))
        if row.kind in _GROUPS:
            kind = row.default.get("kind") if isinstance(row.default, dict) else None
            return row.choices.get(_text(kind), _text(kind)) if row.kind == "entry" else ""
        text = self.text_of(row) or self._in_language(row.default)
        if row.unit and _NUMBER.fullmatch(text):
            return f"{text} {row.unit}"
        words = text.split(", ") if row.kind == "words" else [text]
        return ", ".join(row.choices.get(word) or row.choices.get(word.lower(), word) for word in words)

    def _announce(self, path: Path) -> None:
        node = self._nodes[path]
        self.dataChanged.emit(self.index_at(node, 0), self.index_at(node, 1))


def _nodes_of(rows: tuple[FormRow, ...]) -> list[TreeNode[FormRow]]:
    return [TreeNode(row, _nodes_of(row.rows)) for row in rows]


def _walk(nodes: Sequence[TreeNode[FormRow]]) -> Iterator[TreeNode[FormRow]]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if isinstance(value, str | int) else "…"


def _parsed(row: FormRow, text: str) -> Settable:
    """Return what the user wrote in the type that the template wants."""
    if row.kind == "words":
        words = tuple(word.strip() for word in text.split(",") if word.strip())
        return tuple(map(_tag_of, words)) if row.path == _LANGUAGES else words
    if row.kind == "colour":
        return _parse_colour(text)
    if tuple(row.choices) == ("true", "false") and text in row.choices:
        return text == "true"
    if row.kind == "number" or row.unit:
        # A decimal comma is what most of Europe writes.
        text = _DECIMAL_COMMA.sub(r"\1.\2", text)
        if _NUMBER.fullmatch(text):
            return int(text) if text.lstrip("+-").isdigit() else float(text)
    return text


def _tag_of(name: str) -> str:
    """Return the tag of a language by its name in the language of the window, in English or in itself."""
    named = {shown.casefold(): tag for shown, tag in languages()}
    return named.get(name.casefold()) or language_tag(name)


def _toggle_word(text: str, word: str) -> str:
    """Return a list of words with another one, or without it if it is there; none for an empty word."""
    words = [each.strip() for each in text.split(",") if each.strip()]
    kept = [each for each in words if each != word]
    return ", ".join(kept if kept != words else [*words, word]) if word else ""


def _parse_colour(text: str) -> str:
    """Return the six digits of a colour, also in its name and of one that the web knows by a word; else the text."""
    if digits := _SIX_DIGITS.search(text):
        return f"#{digits[0].lower()}"
    is_known = QColor.isValidColorName(text) and QColor(text).alpha() == 255
    return QColor(text).name() if is_known else text


class _ChoiceBox(QComboBox):
    """A list of choices whose arrow keys open it: they would choose the next value at once."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list with an arrow key."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.showPopup()
        else:
            super().keyPressEvent(event)


class FormDelegate(RowDelegate):
    """Draws the rows, with their issues below, and makes the fields in which values are edited."""

    picture_requested = Signal()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row, with a line for its issue."""
        fault = index.data(_FAULT)
        return QSize(0, self._theme.px(50 if fault else 30))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FormRow = index.data(_ROW)
        px, colours, fault = self._theme.px, self._theme.colours, str(index.data(_FAULT) or "")
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selected))
        whole = option.rect.adjusted(px(8) if index.column() else px(4), 0, -px(6), 0)
        line = QRect(whole.left(), whole.top(), whole.width(), px(30))
        is_key, is_group = index.column() == 0, row.kind in _GROUPS
        font = weighted(option.font) if is_key and is_group and len(row.path) == 1 else option.font
        is_strong = row.is_set or (is_key and is_group)
        if not is_key and row.kind == "colour" and str(index.data()):
            self._draw_swatch(painter, line, str(index.data(Qt.ItemDataRole.EditRole) or _text(row.default)))
            line.adjust(px(22), 0, 0, 0)
        token = "text" if is_strong else "muted"
        shown = str(index.data() or "")
        used = self._draw_text(painter, option, shown, line, token, font) + px(8)
        if is_key and shown.casefold() != row.key and not row.key.isdigit():
            small = sized_font(font, px(11), QFont.Weight.Normal)
            # Its first letters alone would tell nothing.
            if used + QFontMetrics(small).horizontalAdvance(row.key) <= line.width():
                self._draw_text(painter, option, row.key, line.adjusted(used, 0, 0, 0), "muted", small)
        count = str(index.data(_COUNT) or "")
        token = "danger" if index.data(_SEVERITY) == "error" else "warning"
        if count and not is_key:
            self._draw_text(painter, option, count, line.adjusted(used, 0, 0, 0), token, font)
        if fault and not is_key:
            below, small = whole.adjusted(0, px(28), 0, -px(4)), sized_font(option.font, px(12))
            self._draw_text(painter, option, fault, below, token, small)
        # Filled, since a smoothed line is drawn over two rows of pixels.
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(colours.line))

    def _draw_swatch(self, painter: QPainter, area: QRect, colour: str) -> None:
        size = self._theme.px(14)
        painter.setPen(QColor(self._theme.colours.field_edge))
        painter.setBrush(QColor(colour) if QColor.isValidColorName(colour) else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRect(area.left(), area.center().y() - size // 2, size, size), 3, 3)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a list of choices, in which another text can be written if that is allowed, or a field for text."""
        row: FormRow = index.data(_ROW)
        name = plain_text(row.label)
        if not row.choices and row.kind != "picture":
            field = QLineEdit(parent)
            field.setAccessibleName(name)
            field.setPlaceholderText(plain_text(_text(row.default)) if row.kind != "labels" else "")
            return field
        box = _ChoiceBox(parent)
        box.setAccessibleName(name)
        box.setProperty("kind", row.kind)
        box.setProperty("several", row.path == _LANGUAGES)
        box.addItem(self.tr("(not set)"), "")
        for choice, shown in row.choices.items():
            box.addItem(plain_text(shown), choice)
        if row.kind == "colour":
            for place in range(1, box.count()):
                box.setItemIcon(place, _swatch(str(box.itemData(place)), self._theme))
            box.addItem(self.tr("Other colour …"), _OTHER)
        if row.kind == "picture":
            box.addItem(self.tr("Other picture …"), _OTHER)
        if row.kind != "choice":
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            # It would complete a pattern such as "M" to the name of a choice.
            box.setCompleter(None)  # type: ignore[arg-type]
        box.activated.connect(partial(self._commit, box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the value in its field, unless the user has typed something there."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setProperty("value", text)
            self._show_choice(editor, text)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Store the value of a field."""
        text = editor.text() if isinstance(editor, QLineEdit) else None
        if isinstance(editor, QComboBox):
            place = editor.findText(editor.currentText())
            text = editor.itemData(place) if place >= 0 else editor.currentText()
        model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Let a field fill the value's cell, above an issue."""
        area = option.rect
        area.setHeight(self._theme.px(30))
        editor.setGeometry(area)

    @staticmethod
    def _show_choice(box: QComboBox, text: str) -> None:
        line = box.lineEdit()
        if line is not None and line.isModified():
            return
        place = box.findData(text)
        box.setCurrentIndex(max(0, place))
        if line is not None:
            if place < 0:
                line.setText(text)
            line.selectAll()

    def _commit(self, box: QComboBox, _index: int) -> None:
        if box.currentData() == _OTHER and box.property("kind") == "picture":
            self.closeEditor.emit(box)
            self.picture_requested.emit()
            return
        if box.property("several"):
            box.setEditText(_toggle_word(str(box.property("value")), str(box.currentData())))
        elif box.currentData() == _OTHER:
            colour = QColorDialog.getColor(QColor(str(box.property("value"))), box, self.tr("Colour"))
            box.setEditText(colour.name() if colour.isValid() else str(box.property("value")))
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def _swatch(colour: str, theme: Theme) -> QIcon:
    """Return a field of a colour, an empty one for none."""
    picture = QPixmap(theme.px(14), theme.px(14))
    picture.fill(QColor(colour) if QColor.isValidColorName(colour) else Qt.GlobalColor.transparent)
    return QIcon(picture)


class FormView(QTreeView):
    """The tree of a form; Enter and F2 edit a value. `picture_requested` asks for the file of the emblem."""

    picture_requested = Signal()

    def __init__(self, model: FormModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = model
        self.setModel(model)
        delegate = FormDelegate(theme, self)
        delegate.picture_requested.connect(self.picture_requested)
        self.setItemDelegate(delegate)
        self.setAccessibleName(self.tr("Settings of the template"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(theme.px(16))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._name_width, self._wide_name_width = theme.px(220), theme.px(320)
        self.setColumnWidth(0, self._name_width)
        self.header().setStretchLastSection(True)
        self.header().setSectionsMovable(False)
        self._open: set[Path] = {("page",), ("fonts",), ("fields",), ("parts",)}
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.heights_changed.connect(self.scheduleDelayedItemsLayout)
        self._current: Path = ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the values half of a narrow form, and two thirds of a wide one."""
        super().resizeEvent(event)
        width = event.size().width()
        narrow, wide = min(self._name_width, width // 2), min(self._wide_name_width, width // 3)
        self.setColumnWidth(0, max(narrow, wide))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit the value of the row with Enter."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        # The field of a value leaves Enter to the view, too, before it closes.
        if is_enter and self.currentIndex().isValid() and self.state() == QTreeView.State.NoState:
            index = self.currentIndex()
            value = index.siblingAtColumn(1)
            if value.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(value)
                self.edit(value)
            else:
                self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
            return
        super().keyPressEvent(event)

    def current_row(self) -> FormRow | None:
        """Return the current row."""
        return self._form.value(self.currentIndex())

    def choose(self, path: Path) -> None:
        """Make the row at a path the current one."""
        index = self._form.index_of(path, 1)
        if index.isValid():
            parent = index.parent()
            while parent.isValid():
                self.expand(parent)
                parent = parent.parent()
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        row = self._form.value(index)
        if row is not None:
            self._open.add(row.path)

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        row = self._form.value(index)
        if row is not None:
            self._open.discard(row.path)

    @Slot()
    def _remember(self) -> None:
        row = self.current_row()
        self._current = row.path if row is not None else ()

    @Slot()
    def _restore(self) -> None:
        for path in sorted(self._open, key=len):
            index = self._form.index_of(path)
            row = self._form.value(index)
            if row is not None and row.path == path:
                self.expand(index)
        if self._current:
            index = self._form.index_of(self._current, 1)
            self.setCurrentIndex(index)


class FormPane(QWidget):
    """The form with buttons for the entries of lists and the description of the current row.

    `add_requested` carries the path of a list, the kind of the entry and its place from 0, `move_requested` the path of an entry and -1
    or 1, `remove_requested` the path of a row.
    """

    add_requested = Signal(object, str, int)
    move_requested = Signal(object, int)
    remove_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = FormModel(self)
        self.view = FormView(self.model, theme, self)
        self._help = PlainLabel("", self, role="muted", wraps=True)
        self._help.setMinimumHeight(theme.px(36))
        self._menu = QMenu(self)
        self._add = icon_button(self.tr("Add an entry"), "plus", theme, self)
        open_menu_with(self._add, self._menu)
        self._up = icon_button(self.tr("Move up"), "arrow-up", theme, self, partial(self._ask_move, -1))
        self._down = icon_button(self.tr("Move down"), "arrow-down", theme, self, partial(self._ask_move, 1))
        self._remove = icon_button(self.tr("Remove"), "trash-2", theme, self, self._ask_remove)
        foot = styled_frame(self, "side", "top")
        row_layout(
            foot,
            self._help,
            self._add,
            self._up,
            self._down,
            self._remove,
            margins=theme.margins(10, 4, 6, 4),
            grows=self._help,
        )
        column_layout(self, self.view, foot, gap=0, grows=self.view)
        self.view.selectionModel().currentChanged.connect(self._show_row)
        self.model.modelReset.connect(self._show_row)
        self.model.dataChanged.connect(self._show_row)
        self.setFocusProxy(self.view)
        self._show_row()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of what can be edited."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._show_row()

    @Slot()
    def _show_row(self) -> None:
        row, writable = self.view.current_row(), self.model.writable
        self._help.setText(self._help_on(row) if row is not None else "")
        target = self._list_of(row)
        self._menu.clear()
        if row is not None and target is not None:
            inside = len(row.path) > len(target.path)
            place = (
                int(row.path[len(target.path)]) + 1 if inside and target.kind == "list" else len(target.rows)
            )
            for kind, shown in self._kinds_to_add(target):
                asked = partial(self.add_requested.emit, target.path, kind, place)
                add_entry(self._menu, shown, asked)
        is_entry = row is not None and isinstance(row.path[-1], int)
        here = self.view.currentIndex()
        last = self.model.rowCount(here.parent()) - 1
        self._add.setEnabled(writable and not self._menu.isEmpty())
        self._up.setEnabled(writable and is_entry and here.row() > 0)
        self._down.setEnabled(writable and is_entry and here.row() < last)
        self._remove.setEnabled(writable and row is not None and (row.is_set or is_entry))

    def _help_on(self, row: FormRow) -> str:
        """Return the description of a row, with the names of the values that its text may have."""
        if not row.placeholders:
            return row.description
        names = " ".join(f"{{{name}}}" for name in row.placeholders)
        values = self.tr("Values: {names}").format(names=names)
        return f"{row.description} {values}"

    def _kinds_to_add(self, target: FormRow) -> tuple[tuple[str, str], ...]:
        """Return the kinds of entries that a list can take, with their names: of some, a template has only one."""
        if not target.choices:
            return (("", self.tr("Entry")),)
        taken = {row.default.get("kind") for row in target.rows if isinstance(row.default, dict)}
        return tuple(named for named in target.choices.items() if named[0] not in SINGLE_KINDS & taken)

    def _list_of(self, row: FormRow | None) -> FormRow | None:
        """Return the list or the open section that a row is, or the nearest one around it."""
        for length in range(len(row.path) if row is not None else 0, 0, -1):
            found = self.model.value(self.model.index_of(row.path[:length])) if row is not None else None
            if found is not None and (found.kind == "list" or (found.kind == "section" and found.choices)):
                return found
        return None

    def _ask_move(self, step: int, _checked: bool = False) -> None:
        row = self.view.current_row()
        if row is not None:
            self.move_requested.emit(row.path, step)

    def _ask_remove(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.remove_requested.emit(row.path)
