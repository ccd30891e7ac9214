"""The rows of the menu "Structure": what mends the article that is being read."""

from __future__ import annotations

from briefbuilder.ui.actionspec import QT_TRANSLATE_NOOP, ActionSpec

STRUCTURE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "make-heading-1", "structure", QT_TRANSLATE_NOOP("Actions", "Heading, level &1"), ("Ctrl+Alt+1",)
    ),
    ActionSpec(
        "make-heading-2", "structure", QT_TRANSLATE_NOOP("Actions", "Heading, level &2"), ("Ctrl+Alt+2",)
    ),
    ActionSpec(
        "make-heading-3", "structure", QT_TRANSLATE_NOOP("Actions", "Heading, level &3"), ("Ctrl+Alt+3",)
    ),
    ActionSpec(
        "make-paragraph",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "&Paragraph, not a heading"),
        ("Ctrl+Alt+4",),
    ),
    ActionSpec("make-list-item", "structure", QT_TRANSLATE_NOOP("Actions", "List &item"), ("Ctrl+Alt+5",)),
    ActionSpec("make-quotation", "structure", QT_TRANSLATE_NOOP("Actions", "&Quotation"), ("Ctrl+Alt+6",)),
    ActionSpec(
        "join-paragraphs",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "&Join with the next"),
        ("Ctrl+J",),
        gap=True,
    ),
    ActionSpec(
        "join-without-hyphen",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "Join without the &hyphen"),
        ("Ctrl+Alt+J",),
    ),
    ActionSpec("split-paragraph", "structure", QT_TRANSLATE_NOOP("Actions", "&Split …"), ("Ctrl+Shift+J",)),
    ActionSpec("leave-out", "structure", QT_TRANSLATE_NOOP("Actions", "Leave &out"), ("Ctrl+Del",), gap=True),
    ActionSpec("bring-back", "structure", QT_TRANSLATE_NOOP("Actions", "&Bring back"), ("Ctrl+Shift+Del",)),
    ActionSpec(
        "show-left-out",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "Show what was left o&ut"),
        ("Ctrl+Shift+O",),
        "dossier",
    ),
    ActionSpec(
        "paragraph-language",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "Lan&guage of the paragraph …"),
        ("Ctrl+Shift+L",),
        gap=True,
    ),
    ActionSpec(
        "use-as-title",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "Use as &title"),
        ("Ctrl+Shift+T",),
        gap=True,
    ),
    ActionSpec("use-as-lead", "structure", QT_TRANSLATE_NOOP("Actions", "Use as l&ead"), ("Ctrl+Shift+E",)),
    ActionSpec(
        "use-as-author", "structure", QT_TRANSLATE_NOOP("Actions", "Add as &author"), ("Ctrl+Shift+A",)
    ),
    ActionSpec("use-as-date", "structure", QT_TRANSLATE_NOOP("Actions", "Use as &date"), ("Ctrl+Shift+D",)),
    ActionSpec(
        "edit-details",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "Details of the a&rticle …"),
        ("Ctrl+Shift+M",),
    ),
    ActionSpec(
        "compare-original",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "&Compare with the original reading …"),
        (),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "take-back-corrections", "structure", QT_TRANSLATE_NOOP("Actions", "Take all corrections bac&k"), ()
    ),
)
