"""Text of articles, files and topics is shown as plain text: Qt never interprets it as HTML."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QAction, QImage, QPainter, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

import briefbuilder.ui
from briefbuilder.app.messages import Words
from briefbuilder.ui.prompter import QtPrompter
from briefbuilder.ui.widgets.labels import ElidedLabel, sized_font
from briefbuilder.ui.widgets.plain import PlainLabel, isolate, looks_like_html, plain_tip, set_tip, show_tip

HOSTILE = ('<img src="file:///etc/passwd">', "<b>x</b> & y")
OURS = {"p", "br"}
"""The elements that escaped text stands in."""
INSTEAD = {
    "setToolTip": "set_tip", "setWhatsThis": "set_tip", "showText": "show_tip", "QLabel": "PlainLabel",
    "QMessageBox": "message_box", "QErrorMessage": "message_box", "QProgressDialog": "PlainLabel",
    "setTabToolTip": "plain_tip", "insertHtml": "insertText", "appendHtml": "insertText", "setMarkdown": "insertText",
}  # fmt: skip
ARABIC = "\u0623\u0639\u0644\u0646\u062a (G7 2026) \u062e\u0637\u0629"
QUESTIONS = {"information", "warning", "critical", "question", "about"}


def seen(tip: object) -> str:
    """Return what a person reads in a tool tip, which Qt shows as HTML where it looks like HTML."""
    text = str(tip or "")
    if not looks_like_html(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


class _Tags(HTMLParser):
    """Collects the names of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.names.add(tag)


def elements(tip: object) -> set[str]:
    """Return the elements that Qt would draw of a tool tip."""
    parser = _Tags()
    if looks_like_html(str(tip or "")):
        parser.feed(str(tip))
    return parser.names


def is_plain(tip: object, said: str) -> bool:
    """Tell whether a tool tip shows what is said, and nothing else of it is HTML."""
    return said in seen(tip) and elements(tip) <= OURS


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE, "", "plain", "a < b", "one\ntwo", "<b>one</b>\n  two\n\nthree", "&lt;img&gt;", "AT&amp;T", "<?xml x",
        "<qt>x", '<p style="white-space: pre-wrap; margin: 0">x</p>', "</p><img src=x>", "\n<b>x</b>",
    ],
)  # fmt: skip
def test_a_tip_shows_its_text_letter_by_letter(text: str) -> None:
    assert seen(plain_tip(text)) == text
    assert elements(plain_tip(text)) <= OURS


def test_text_that_is_no_html_stays_as_it_is() -> None:
    assert plain_tip("Trade & chips: a < b") == "Trade & chips: a < b"


def test_a_widget_with_an_escaped_tip_is_described_in_its_own_words(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("<b>x</b>")
    assert label.accessibleDescription() == "<b>x</b>"
    label.setText("An ordinary title")
    assert label.accessibleDescription() == ""
    label.setAccessibleDescription("Its own")
    label.setText("<i>y</i>")
    assert label.accessibleDescription() == "Its own"


def test_a_label_never_shows_html(qtbot: QtBot) -> None:
    label = PlainLabel("<b>x</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() > PlainLabel("x").sizeHint().width() * 2


def test_a_tip_that_is_shown_at_once_is_plain(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    show_tip(widget.mapToGlobal(widget.rect().center()), "<b>x</b> & y", widget)
    tips = [each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel")]
    assert any(isinstance(tip, QLabel) and seen(tip.text()) == "<b>x</b> & y" for tip in tips)


# The widgets themselves ------------------------------------------------------------------------


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_tip_of_an_action_is_plain(qtbot: QtBot, hostile: str) -> None:
    action = QAction("Open")
    set_tip(action, hostile)
    assert is_plain(action.toolTip(), hostile)


def test_message_boxes_and_questions_show_names_of_files_as_they_are(qtbot: QtBot, hostile: str) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    prompter = QtPrompter(Words("en"), owner)
    formats: list[tuple[str, bool]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(10, look)
            return
        if isinstance(dialog, QMessageBox):
            formats.append((dialog.text(), dialog.textFormat() == Qt.TextFormat.PlainText))
        else:
            label = not_none(dialog.findChild(QLabel))
            formats.append((label.text(), label.textFormat() == Qt.TextFormat.PlainText))
        dialog.reject()

    asked: tuple[Callable[[], object], ...] = (
        lambda: prompter.confirm("Remove", hostile, "Remove"),
        lambda: prompter.show_message("Told", hostile, [hostile]),
        lambda: prompter.ask_text("Name", hostile, "Rename"),
        lambda: prompter.ask_password("Password", hostile),
    )
    for ask in asked:
        QTimer.singleShot(10, look)
        ask()
    assert formats == [(hostile, True)] * 4


OF_PROGRAM = Path("help/guide.py")
"""It renders the documentation of the program alone, as Markdown without HTML."""


# The sources ------------------------------------------------------------------------------------


def faults_in(source: str) -> list[tuple[int, str]]:
    """Return lines that set a tool tip, return one or make a label without the functions of widgets/plain.py."""
    tree = ast.parse(source)
    above = {inner: outer for outer in ast.walk(tree) for inner in ast.iter_child_nodes(outer)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in QUESTIONS and getattr(getattr(node.func, "value", None), "id", "") == "QMessageBox":
                found.append((node.lineno, f"QMessageBox.{name}: use message_box of widgets/plain.py"))
            if _doubles_ampersands(node):
                found.append((node.lineno, "replace: use button_text of widgets/plain.py"))
            if name in INSTEAD:
                found.append((node.lineno, f"{name}: use {INSTEAD[name]} of widgets/plain.py"))
        elif isinstance(node, ast.ClassDef):
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            if bases & {"QLabel", "QMessageBox"}:
                found.append((node.lineno, f"class {node.name}: derive it from a class of widgets/plain.py"))
            if any(base.endswith("Model") for base in bases):
                found += [
                    (line, f"{node.name}: mark its data and headerData as plain_roles")
                    for line in _bare(node)
                ]
        elif isinstance(node, ast.Attribute) and node.attr == "ToolTipRole" and not _is_plain(node, above):
            found.append((node.lineno, "ToolTipRole: return plain_tip(...) for this role alone"))
    return found


def _doubles_ampersands(call: ast.Call) -> bool:
    texts = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    return getattr(call.func, "attr", "") == "replace" and texts == ["&", "&&"]


def _bare(model: ast.ClassDef) -> Iterator[int]:
    """Yield the lines of `data` and `headerData` of a model that are not marked."""
    for node in model.body:
        if isinstance(node, ast.FunctionDef) and node.name in {"data", "headerData"}:
            marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
            if "plain_roles" not in marks:
                yield node.lineno


def _is_plain(role: ast.AST, above: Mapping[ast.AST, ast.AST]) -> bool:
    """Tell whether what is given for the role comes from plain_tip."""
    outer = above[role]
    if isinstance(outer, ast.Dict):
        place = next(place for place, key in enumerate(outer.keys) if key is role)
        return _is_made(outer.values[place])
    if isinstance(outer, ast.Call):
        return any(map(_is_made, outer.args))
    if isinstance(outer, ast.Compare | ast.MatchValue) and not (
        isinstance(outer, ast.Compare) and not isinstance(outer.ops[0], ast.Eq)
    ):
        branch = above[outer]
        body = branch.body if isinstance(branch, ast.If | ast.match_case) else []
        returned = [node.value for part in body for node in ast.walk(part) if isinstance(node, ast.Return)]
        return bool(returned) and all(value is not None and _is_made(value) for value in returned)
    return False


def _is_made(value: ast.expr) -> bool:
    first = value.values[0] if isinstance(value, ast.BoolOp) else value
    return isinstance(first, ast.Call) and isinstance(first.func, ast.Name) and first.func.id == "plain_tip"


def test_every_tool_tip_and_label_of_the_window_is_plain() -> None:
    folder = Path(briefbuilder.ui.__file__).parent
    found = [
        f"{path.relative_to(folder)}:{line}: {fault}"
        for path in sorted(folder.rglob("*.py"))
        if path.relative_to(folder) not in {Path("widgets/plain.py"), OF_PROGRAM}
        for line, fault in faults_in(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "label.setToolTip(title)",
        "item.setWhatsThis(title)",
        "QToolTip.showText(place, title)",
        "QLabel(title, self)",
        "class Line(QLabel): pass",
        "QMessageBox.information(self, title, title)",
        "QMessageBox(self)",
        "page.insertHtml(title)",
        "action.setText(title.replace('&', '&&'))",
        "class Rows(QAbstractListModel):\n    def data(self, index, role):\n        return title",
        "def data(role):\n    if role == Qt.ItemDataRole.ToolTipRole:\n        return title",
        "def data(role):\n    if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DisplayRole}:\n        return title",
        "combo.setItemData(0, title, Qt.ItemDataRole.ToolTipRole)",
        "shown = {Qt.ItemDataRole.ToolTipRole: title}",
    ],
)
def test_each_way_around_is_found(source: str) -> None:
    assert faults_in(source)


@pytest.mark.parametrize(
    "source",
    [
        "set_tip(label, title)",
        "class Rows(QAbstractListModel):\n    @plain_roles\n    def data(self, index, role):\n        return title",
        "def data(role):\n    if role == Qt.ItemDataRole.ToolTipRole:\n        return plain_tip(title) or None",
        "combo.setItemData(0, plain_tip(title), Qt.ItemDataRole.ToolTipRole)",
        "shown = {Qt.ItemDataRole.ToolTipRole: plain_tip(title)}",
    ],
)
def test_what_is_plain_is_let_pass(source: str) -> None:
    assert not faults_in(source)


def test_a_title_that_is_written_from_the_right_keeps_the_order_of_its_words(qtbot: QtBot) -> None:
    def drawn(text: str, *, from_right: bool) -> QImage:
        picture = QImage(400, 30, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(picture.rect(), int(flags), text)
        painter.end()
        return picture

    assert drawn(isolate(ARABIC), from_right=False) == drawn(ARABIC, from_right=True)
    assert drawn(ARABIC, from_right=False) != drawn(ARABIC, from_right=True), "the order of Qt differs"
    # The second line of a Latin title that begins with an Arabic word is read from the left.
    assert isolate(ARABIC, f"Title {ARABIC}") == f"\u2066{ARABIC}\u2069"
    assert isolate("Title") == "Title"


def test_a_separator_does_not_stand_before_the_ellipsis(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    text = "Thematic briefing  ·  RESTRICTED  ·  French"
    label.setText(text)
    shown = set()
    for width in range(label.fontMetrics().horizontalAdvance(text) + 2, 60, -1):
        label.resize(width, 20)
        shown.add(label.shown_text())
    assert text in shown
    assert "Thematic briefing…" in shown
    assert not any(each.endswith(("·…", " …")) for each in shown)


def test_a_long_text_takes_as_many_lines_as_it_may(qtbot: QtBot) -> None:
    label = ElidedLabel(lines=2)
    qtbot.addWidget(label)
    text = "EU–Japan digital partnership: semiconductors and de-risking"
    label.setText(text)
    line, whole = label.fontMetrics().height(), label.fontMetrics().horizontalAdvance(text) + 2
    both = label.fontMetrics().size(0, "one\ntwo").height()
    assert [label.heightForWidth(width) for width in (whole, whole * 2 // 3, whole // 4)] == [
        line,
        both,
        both,
    ]
    label.resize(whole * 2 // 3, 2 * line)
    assert label.shown_text().replace("\n", " ") == text
    label.resize(whole // 4, 2 * line)
    assert label.shown_text().count("\n") == 1
    assert label.shown_text().endswith("…")


def test_no_part_of_the_last_line_is_cut_off(qtbot: QtBot) -> None:
    label = ElidedLabel(lines=2)
    qtbot.addWidget(label)
    label.setText("semiconductors and de-risking")
    for pixels in range(11, 31):
        label.setFont(sized_font(label.font(), pixels))
        width = label.fontMetrics().horizontalAdvance("semiconductors and")
        label.resize(width, label.heightForWidth(width))
        lowest = label.fontMetrics().boundingRect(QRect(0, 0, 900, 900), 0, label.shown_text()).height()
        assert lowest <= label.height(), f"{pixels} pixels"
