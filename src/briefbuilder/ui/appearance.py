"""The style sheet of the window: the few things that a palette cannot say. Sizes follow the font."""

from __future__ import annotations

from briefbuilder.ui.theme import Theme

_SHEET = """
QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{ background: {panel}; color: {text}; border: 1px solid {line}; padding: {xs}px; }}
QMenuBar {{ background: {window}; border-bottom: 1px solid {line}; }}
QMenuBar::item {{ padding: {xs}px {s}px; background: transparent; }}
QMenuBar::item:selected {{ background: {selected}; color: {text}; border-radius: {xs}px; }}
QMenu {{ background: {paper}; border: 1px solid {line}; padding: {xs}px; }}
QMenu::item {{ padding: {xs}px {l}px {xs}px {m}px; border-radius: {xs}px; }}
QMenu::item:selected {{ background: {selected}; color: {text}; }}
QMenu::item:disabled {{ color: {faint}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {xs}px {s}px; }}
QToolBar {{ background: {window}; border: none; border-bottom: 1px solid {line}; padding: {xs}px {s}px; spacing: {xs}px; }}
QToolBar::separator {{ width: 1px; background: {line}; margin: {xs}px {s}px; }}
QToolButton {{ border: 1px solid transparent; border-radius: {xs}px; padding: {xs}px {s}px; color: {text}; }}
QToolButton#letter {{ padding: {xs}px; }}
QToolButton:hover {{ background: {current}; border-color: {line}; }}
QToolButton:pressed, QToolButton:checked {{ background: {selected}; border-color: {accent}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {faint}; }}
QToolButton::menu-indicator {{ image: none; }}
QStatusBar {{ background: {window}; border-top: 1px solid {line}; color: {muted}; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:hover {{ background: {accent}; }}
#pane-header {{ background: {window}; border-bottom: 1px solid {line}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
#pane-title {{ font-weight: 600; color: {text}; }}
#empty-text, #muted, #found {{ color: {muted}; }}
#muted[over="true"] {{ color: {warning}; }}
#strip {{ background: {panel}; border-top: 1px solid {line}; }}
#strip-title {{ color: {muted}; font-weight: 600; }}
QLineEdit, QPlainTextEdit {{
  background: {paper}; border: 1px solid {line}; border-radius: {xs}px; padding: {xs}px {s}px;
  selection-background-color: {accent}; selection-color: {accent_text};
}}
QComboBox, QAbstractSpinBox {{ min-height: {field}px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {accent}; }}
QLineEdit[wrong="true"] {{ border-color: {danger}; border-width: 2px; }}
QPushButton {{
  background: {paper}; border: 1px solid {line}; border-radius: {xs}px; padding: {xs}px {m}px; color: {text};
}}
QPushButton:hover {{ background: {current}; border-color: {accent}; }}
QPushButton:pressed {{ background: {selected}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
QPushButton:disabled {{ color: {faint}; background: {panel}; border-color: {line}; }}
QPushButton:default, QPushButton#primary {{ background: {accent}; border-color: {accent}; color: {accent_text}; }}
QPushButton:default:hover, QPushButton#primary:hover {{ border-color: {text}; }}
QPushButton#primary:disabled, QPushButton:default:disabled {{
  background: {panel}; border-color: {line}; color: {faint};
}}
QListView, QTreeView, QTableView, QTextEdit {{ background: {paper}; border: none; outline: none; }}
QDialog QListView, QDialog QTreeView, QDialog QTableView, QDialog QTextEdit {{
  border: 1px solid {line}; border-radius: {xs}px;
}}
QDialog QListView:focus, QDialog QTreeView:focus, QDialog QTableView:focus {{ border-color: {accent}; }}
QTableView {{ alternate-background-color: {panel}; gridline-color: {line}; }}
QTableView::item {{ border: none; padding: {xs}px {s}px; color: {text}; }}
QTableView::item:focus {{ background: transparent; }}
QTableView::item:selected {{ background: {selected}; color: {text}; }}
QHeaderView::section {{
  background: {window}; color: {muted}; border: none; border-bottom: 1px solid {line};
  padding: {xs}px {s}px; font-weight: 600;
}}
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked,
QListView::indicator:unchecked, QTreeView::indicator:unchecked {{
  width: {box}px; height: {box}px; border: 1px solid {muted}; background: {paper}; border-radius: 2px;
}}
QRadioButton::indicator:unchecked {{ border-radius: {half}px; }}
QTreeView::item, QListView::item {{ padding: {xs}px; }}
QTreeView::item:selected, QListView::item:selected {{ background: {selected}; color: {text}; }}
QProgressBar {{ background: {desk}; border: none; border-radius: {xs}px; max-height: {s}px; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {xs}px; }}
#tag-box {{ background: {paper}; border: 1px solid {accent}; border-radius: {s}px; }}
#card {{ background: {paper}; border: 1px solid {line}; border-radius: {s}px; }}
#card[chosen="true"] {{ border-color: {accent}; background: {current}; }}
#card[below="true"] {{ border-style: dashed; }}
#notice {{ background: {warning_wash}; color: {text}; border-bottom: 1px solid {line}; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {bar}px; margin: 0; }}
QScrollBar::handle {{ background: {scroll}; border-radius: {round}px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: {l}px; }}
QScrollBar::handle:horizontal {{ min-width: {l}px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme."""
    colours = theme.colours
    bar = theme.space(0.75)
    sizes = {
        "xs": theme.space(0.22), "s": theme.space(0.42), "m": theme.space(0.85), "l": theme.space(1.7),
        "bar": bar, "round": max(1, bar // 2 - 2), "box": theme.space(0.62), "half": theme.space(0.62) // 2 + 1, "field": theme.space(1.25),
    }  # fmt: skip
    names = (
        "window", "panel", "paper", "text", "muted", "line", "accent", "accent_text", "selected", "current",
        "desk", "warning_wash", "warning", "danger",
    )  # fmt: skip
    values = {name: colours.colour(name).name() for name in names}
    scroll = "#566170" if theme.dark else "#b9c0ca"
    faint = "#6d7784" if theme.dark else "#98a1ad"
    return _SHEET.format(**values, **sizes, scroll=scroll, faint=faint)
