"""The rows of the menu "Briefing": the briefing in hand, its outline and its items, checks and export."""

from __future__ import annotations

from briefbuilder.ui.actionspec import QT_TRANSLATE_NOOP, ActionSpec

BRIEFING: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new-briefing",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "&New briefing …"),
        ("Ctrl+Shift+N",),
        bar=True,
    ),
    ActionSpec("follow-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "Ne&xt briefing like this …")),
    ActionSpec("rename-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "&Rename briefing …")),
    ActionSpec(
        "briefing-versions",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "&Versions …"),
        ("Ctrl+Shift+H",),
        "dossier",
    ),
    ActionSpec("remove-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "Remo&ve briefing …")),
    ActionSpec(
        "new-part", "briefing", QT_TRANSLATE_NOOP("Actions", "New &part …"), ("Ctrl+Shift+P",), gap=True
    ),
    ActionSpec("new-own-text", "briefing", QT_TRANSLATE_NOOP("Actions", "New own &text"), ("Ctrl+T",)),
    ActionSpec("gather", "briefing", QT_TRANSLATE_NOOP("Actions", "&Gather tagged passages"), ("Ctrl+G",)),
    ActionSpec("edit-item", "briefing", QT_TRANSLATE_NOOP("Actions", "&Edit"), ("F2",)),
    ActionSpec("insert-note", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert &note"), ("Ctrl+Alt+N",)),
    ActionSpec("insert-table", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert ta&ble"), ("Ctrl+Alt+T",)),
    ActionSpec(
        "next-misspelling", "briefing", QT_TRANSLATE_NOOP("Actions", "Next miss&pelt word"), ("Alt+F7",)
    ),
    ActionSpec("move-item-up", "briefing", QT_TRANSLATE_NOOP("Actions", "Move &up"), ("Alt+Up",), gap=True),
    ActionSpec("move-item-down", "briefing", QT_TRANSLATE_NOOP("Actions", "Move &down"), ("Alt+Down",)),
    ActionSpec("promote-item", "briefing", QT_TRANSLATE_NOOP("Actions", "One level &higher"), ("Alt+Left",)),
    ActionSpec("demote-item", "briefing", QT_TRANSLATE_NOOP("Actions", "One &level lower"), ("Alt+Right",)),
    ActionSpec("remove-item", "briefing", QT_TRANSLATE_NOOP("Actions", "Remove &from briefing"), ("Del",)),
    ActionSpec(
        "describe-picture",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "Descr&ibe picture …"),
        ("Ctrl+Alt+P",),
    ),
    ActionSpec(
        "set-release",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "&Who may see this …"),
        ("Ctrl+Shift+W",),
    ),
    ActionSpec(
        "show-source", "briefing", QT_TRANSLATE_NOOP("Actions", "&Show in article"), ("Ctrl+L",), "dossier"
    ),
    ActionSpec(
        "check-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "&Check"), ("F7",), "dossier", gap=True
    ),
    ActionSpec("mend-finding", "briefing", QT_TRANSLATE_NOOP("Actions", "&Mend"), ("F8",)),
    ActionSpec(
        "export-briefing",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "E&xport …"),
        ("Ctrl+E",),
        "dossier",
        bar=True,
    ),
)
