"""The rows of the menu "Article": going through articles, tagging them, their copies and their original."""

from __future__ import annotations

from briefbuilder.ui.actionspec import QT_TRANSLATE_NOOP, ActionSpec

ARTICLE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "previous-article",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Previous article"),
        ("Alt+PgUp",),
        "dossier",
    ),
    ActionSpec(
        "next-article", "article", QT_TRANSLATE_NOOP("Actions", "Next article"), ("Alt+PgDown",), "dossier"
    ),
    ActionSpec(
        "previous-paragraph",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Previous paragraph"),
        ("Ctrl+Up",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "next-paragraph", "article", QT_TRANSLATE_NOOP("Actions", "Next paragraph"), ("Ctrl+Down",), "dossier"
    ),
    ActionSpec(
        "previous-section",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Previous section"),
        ("Ctrl+PgUp",),
        "dossier",
    ),
    ActionSpec(
        "next-section", "article", QT_TRANSLATE_NOOP("Actions", "Next section"), ("Ctrl+PgDown",), "dossier"
    ),
    ActionSpec("tag", "article", QT_TRANSLATE_NOOP("Actions", "&Tag …"), ("T",), bar=True, gap=True),
    ActionSpec("repeat-tag", "article", QT_TRANSLATE_NOOP("Actions", "Tag with the &last topic"), (".",)),
    ActionSpec("adjust-tag", "article", QT_TRANSLATE_NOOP("Actions", "Move an &edge of the tag"), ("F4",)),
    ActionSpec("remove-tag", "article", QT_TRANSLATE_NOOP("Actions", "&Remove tag"), ("Del",)),
    ActionSpec(
        "accept-suggestion",
        "article",
        QT_TRANSLATE_NOOP("Actions", "&Accept suggestion"),
        ("+", "="),
        gap=True,
    ),
    ActionSpec("reject-suggestion", "article", QT_TRANSLATE_NOOP("Actions", "Re&ject suggestion"), ("-",)),
    ActionSpec(
        "accept-all",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Accept a&ll of the article"),
        ("Ctrl++", "Ctrl+="),
    ),
    ActionSpec(
        "raise-bar", "article", QT_TRANSLATE_NOOP("Actions", "Accept all from a hi&gher score"), ("]",)
    ),
    ActionSpec(
        "lower-bar", "article", QT_TRANSLATE_NOOP("Actions", "Accept all from a lo&wer score"), ("[",)
    ),
    ActionSpec(
        "add-to-briefing",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Add to &briefing"),
        ("Ctrl+Return", "Ctrl+Enter"),
        bar=True,
        gap=True,
    ),
    ActionSpec("copy-article", "article", QT_TRANSLATE_NOOP("Actions", "&Copy text"), ("Ctrl+C",), "dossier"),
    ActionSpec(
        "show-copies",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Copies of this repor&t …"),
        ("Ctrl+Shift+Y",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "linked-articles",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Mail and attac&hments …"),
        ("Ctrl+Shift+G",),
        "dossier",
    ),
    ActionSpec("newer-version", "article", QT_TRANSLATE_NOOP("Actions", "Take in a newer &version …")),
    ActionSpec(
        "waiting-tags", "article", QT_TRANSLATE_NOOP("Actions", "Tags that &wait …"), ("Ctrl+Shift+U",)
    ),
    ActionSpec(
        "show-original",
        "article",
        QT_TRANSLATE_NOOP("Actions", "&Original beside the text"),
        ("F6",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "save-original",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Save origi&nal as …"),
        ("Ctrl+Shift+S",),
        "dossier",
    ),
    ActionSpec(
        "edit-articles",
        "article",
        QT_TRANSLATE_NOOP("Actions", "&Details of the chosen articles …"),
        ("Ctrl+Alt+M",),
        gap=True,
    ),
    ActionSpec("remove-article", "article", QT_TRANSLATE_NOOP("Actions", "Re&move article …")),
)
