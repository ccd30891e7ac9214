"""The rows of the menu "Topics": the taxonomy of the dossier, and what is tagged with it."""

from __future__ import annotations

from briefbuilder.ui.actionspec import QT_TRANSLATE_NOOP, ActionSpec

TOPICS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "edit-topics", "topics", QT_TRANSLATE_NOOP("Actions", "&Edit topics …"), ("Ctrl+K",), "dossier"
    ),
    # Not T: that tags, also while a menu is open.
    ActionSpec(
        "choose-taxonomies",
        "topics",
        QT_TRANSLATE_NOOP("Actions", "Taxonomies of this &dossier …"),
        (),
        "dossier",
    ),
    ActionSpec("import-topics", "topics", QT_TRANSLATE_NOOP("Actions", "&Import topics …")),
    ActionSpec("export-topics", "topics", QT_TRANSLATE_NOOP("Actions", "E&xport topics …"), (), "dossier"),
    ActionSpec(
        "tag-found",
        "topics",
        QT_TRANSLATE_NOOP("Actions", "Tag all that was &found …"),
        ("Ctrl+Shift+R",),
        gap=True,
    ),
    ActionSpec(
        "tags-by-topic",
        "topics",
        QT_TRANSLATE_NOOP("Actions", "Ta&gs by topic …"),
        ("F9",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "tag-matrix",
        "topics",
        QT_TRANSLATE_NOOP("Actions", "&Matrix of articles and topics …"),
        ("Shift+F9",),
        "dossier",
    ),
)
