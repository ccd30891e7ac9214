"""The rows of the table of actions that look for articles."""

from __future__ import annotations

from briefbuilder.ui.actionspec import QT_TRANSLATE_NOOP, ActionSpec

LIBRARY: tuple[ActionSpec, ...] = (
    ActionSpec(
        "filter-articles",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "&Filter articles"),
        ("Ctrl+Shift+F",),
        "dossier",
    ),
    ActionSpec(
        "sort-articles", "edit", QT_TRANSLATE_NOOP("Actions", "S&ort articles"), ("Ctrl+Alt+O",), "dossier"
    ),
    ActionSpec(
        "show-all-articles",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "Show &all articles"),
        ("Ctrl+Shift+K",),
        "dossier",
    ),
    ActionSpec("save-search", "edit", QT_TRANSLATE_NOOP("Actions", "Sa&ve search …"), ("Ctrl+Alt+S",)),
    ActionSpec(
        "saved-searches",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "Saved s&earches …"),
        ("Ctrl+Alt+F",),
        "dossier",
    ),
)
