"""The one table of actions, in the order of the menus: the rows of some menus stand in files of their own.

Menus, the toolbar, the shortcut help and the user's guide read it; `actions.py` makes QActions of it.
"""

from __future__ import annotations

from briefbuilder.ui.actionspec import QT_TRANSLATE_NOOP, ActionSpec
from briefbuilder.ui.article_actions import ARTICLE
from briefbuilder.ui.briefing_actions import BRIEFING
from briefbuilder.ui.library_actions import LIBRARY
from briefbuilder.ui.structure_actions import STRUCTURE
from briefbuilder.ui.topic_actions import TOPICS

TABLE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&New dossier …"), ("Ctrl+N",), "nothing"
    ),
    ActionSpec(
        "open-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&Open dossier …"), ("Ctrl+O",), "nothing"
    ),
    ActionSpec(
        "import-files",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "&Import articles …"),
        ("Ctrl+I",),
        bar=True,
        gap=True,
    ),
    ActionSpec(
        "import-folder", "dossier", QT_TRANSLATE_NOOP("Actions", "Import &folder …"), ("Ctrl+Shift+I",)
    ),
    ActionSpec(
        "paste-article", "dossier", QT_TRANSLATE_NOOP("Actions", "&Paste as article"), ("Ctrl+Shift+V",)
    ),
    ActionSpec(
        "import-waiting",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "Import &new files"),
        ("Ctrl+Alt+I",),
        gap=True,
    ),
    ActionSpec("watched-folders", "dossier", QT_TRANSLATE_NOOP("Actions", "&Watched folders …")),
    ActionSpec(
        "close-dossier",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "&Close dossier"),
        ("Ctrl+W",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "design-templates",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "&Template designer …"),
        ("Ctrl+Alt+D",),
        "nothing",
        gap=True,
    ),
    ActionSpec(
        "shared-templates",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "S&hared folder of templates …"),
        needs="nothing",
    ),
    ActionSpec("quit", "dossier", QT_TRANSLATE_NOOP("Actions", "&Quit"), ("Ctrl+Q",), "nothing", gap=True),
    ActionSpec("undo", "edit", QT_TRANSLATE_NOOP("Actions", "&Undo"), ("Ctrl+Z",), bar=True),
    ActionSpec("redo", "edit", QT_TRANSLATE_NOOP("Actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), bar=True),
    ActionSpec(
        "find-articles",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "&Search articles"),
        ("Ctrl+F",),
        "dossier",
        gap=True,
    ),
    *LIBRARY,
    *ARTICLE,
    *STRUCTURE,
    *TOPICS,
    *BRIEFING,
    ActionSpec(
        "focus-articles", "view", QT_TRANSLATE_NOOP("Actions", "Go to &articles"), ("Ctrl+1",), "nothing"
    ),
    ActionSpec(
        "focus-article", "view", QT_TRANSLATE_NOOP("Actions", "Go to a&rticle text"), ("Ctrl+2",), "nothing"
    ),
    ActionSpec(
        "focus-briefing", "view", QT_TRANSLATE_NOOP("Actions", "Go to &briefing"), ("Ctrl+3",), "nothing"
    ),
    ActionSpec(
        "focus-original", "view", QT_TRANSLATE_NOOP("Actions", "Go to &original"), ("Ctrl+4",), "dossier"
    ),
    ActionSpec(
        "outline-cards",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Outline as &cards or as a tree"),
        ("Ctrl+Alt+K",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "preview-larger",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Preview &larger"),
        ("Ctrl+Alt++",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "preview-smaller",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Preview &smaller"),
        ("Ctrl+Alt+-",),
        "dossier",
    ),
    ActionSpec(
        "preview-width",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Preview to the &width"),
        ("Ctrl+Alt+0",),
        "dossier",
    ),
    ActionSpec(
        "help-shortcuts", "help", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), ("F1",), "nothing"
    ),
    ActionSpec("about", "help", QT_TRANSLATE_NOOP("Actions", "&About briefbuilder"), (), "nothing", gap=True),
)
