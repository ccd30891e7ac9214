"""The table of all actions, in the order of the menus.

Menus, the toolbar, the list of shortcuts and the user's guide read it. `actions.py` creates the QActions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Need = Literal["nothing", "dossier", "writable"]
MenuName = Literal["dossier", "edit", "article", "structure", "topics", "briefing", "view", "help"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action of the menus.

    `text` is English and is translated in the context "Actions". `keys` are portable key sequences. `needs` is
    what the action requires besides the handler's own condition. `bar` adds the action to the toolbar, `gap`
    puts a separator before it.
    """

    id: str
    menu: MenuName
    text: str
    keys: tuple[str, ...] = ()
    needs: Need = "writable"
    bar: bool = False
    gap: bool = False


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for lupdate, which recognizes this name; Qt's own function is typed to return object."""
    return text


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
    ActionSpec("adjust-tag", "article", QT_TRANSLATE_NOOP("Actions", "Adjust tag b&oundaries"), ("F4",)),
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
        QT_TRANSLATE_NOOP("Actions", "Accept all su&ggestions"),
        ("Ctrl++", "Ctrl+="),
    ),
    ActionSpec("raise-bar", "article", QT_TRANSLATE_NOOP("Actions", "Raise the t&hreshold"), ("]",)),
    ActionSpec("lower-bar", "article", QT_TRANSLATE_NOOP("Actions", "Lo&wer the threshold"), ("[",)),
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
        QT_TRANSLATE_NOOP("Actions", "Co&pies of this report"),
        ("Ctrl+Shift+Y",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "linked-articles",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Email and attachme&nts"),
        ("Ctrl+Shift+G",),
        "dossier",
    ),
    ActionSpec("newer-version", "article", QT_TRANSLATE_NOOP("Actions", "Replace with newer &version …")),
    ActionSpec(
        "waiting-tags", "article", QT_TRANSLATE_NOOP("Actions", "&Unplaced tags …"), ("Ctrl+Shift+U",)
    ),
    ActionSpec(
        "show-original",
        "article",
        QT_TRANSLATE_NOOP("Actions", "&Source page"),
        ("F6",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "save-original",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Save source pag&e as …"),
        ("Ctrl+Shift+S",),
        "dossier",
    ),
    ActionSpec(
        "edit-articles",
        "article",
        QT_TRANSLATE_NOOP("Actions", "Edit &details of selected articles …"),
        ("Ctrl+Alt+M",),
        gap=True,
    ),
    ActionSpec("remove-article", "article", QT_TRANSLATE_NOOP("Actions", "Re&move article …")),
)


BRIEFING: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new-briefing",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "&New briefing …"),
        ("Ctrl+Shift+N",),
        bar=True,
    ),
    ActionSpec("follow-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "New briefing from t&his …")),
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
    ActionSpec("new-own-text", "briefing", QT_TRANSLATE_NOOP("Actions", "New &text"), ("Ctrl+T",)),
    ActionSpec("gather", "briefing", QT_TRANSLATE_NOOP("Actions", "&Gather tagged passages"), ("Ctrl+G",)),
    ActionSpec("edit-item", "briefing", QT_TRANSLATE_NOOP("Actions", "&Edit"), ("F2",)),
    ActionSpec("insert-note", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert &note"), ("Ctrl+Alt+N",)),
    ActionSpec("insert-table", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert ta&ble"), ("Ctrl+Alt+T",)),
    ActionSpec(
        "next-misspelling", "briefing", QT_TRANSLATE_NOOP("Actions", "Next s&pelling error"), ("Alt+F7",)
    ),
    ActionSpec("move-item-up", "briefing", QT_TRANSLATE_NOOP("Actions", "Move &up"), ("Alt+Up",), gap=True),
    ActionSpec("move-item-down", "briefing", QT_TRANSLATE_NOOP("Actions", "Move &down"), ("Alt+Down",)),
    ActionSpec(
        "promote-item", "briefing", QT_TRANSLATE_NOOP("Actions", "Move out one &level"), ("Alt+Left",)
    ),
    ActionSpec("demote-item", "briefing", QT_TRANSLATE_NOOP("Actions", "M&ove in one level"), ("Alt+Right",)),
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
    ActionSpec("mend-finding", "briefing", QT_TRANSLATE_NOOP("Actions", "&Fix"), ("F8",)),
    ActionSpec(
        "export-briefing",
        "briefing",
        QT_TRANSLATE_NOOP("Actions", "E&xport …"),
        ("Ctrl+E",),
        "dossier",
        bar=True,
    ),
)


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
        QT_TRANSLATE_NOOP("Actions", "&Clear search and filters"),
        ("Ctrl+Shift+K",),
        "dossier",
    ),
    ActionSpec("save-search", "edit", QT_TRANSLATE_NOOP("Actions", "Sa&ve search …"), ("Ctrl+Alt+S",)),
    ActionSpec(
        "saved-searches",
        "edit",
        QT_TRANSLATE_NOOP("Actions", "Manage saved s&earches …"),
        ("Ctrl+Alt+F",),
        "dossier",
    ),
)


STRUCTURE: tuple[ActionSpec, ...] = (
    ActionSpec("make-heading-1", "structure", QT_TRANSLATE_NOOP("Actions", "Heading &1"), ("Ctrl+Alt+1",)),
    ActionSpec("make-heading-2", "structure", QT_TRANSLATE_NOOP("Actions", "Heading &2"), ("Ctrl+Alt+2",)),
    ActionSpec("make-heading-3", "structure", QT_TRANSLATE_NOOP("Actions", "Heading &3"), ("Ctrl+Alt+3",)),
    ActionSpec(
        "make-paragraph",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "&Paragraph"),
        ("Ctrl+Alt+4",),
    ),
    ActionSpec("make-list-item", "structure", QT_TRANSLATE_NOOP("Actions", "List &item"), ("Ctrl+Alt+5",)),
    ActionSpec("make-quotation", "structure", QT_TRANSLATE_NOOP("Actions", "&Quotation"), ("Ctrl+Alt+6",)),
    ActionSpec(
        "join-paragraphs",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "&Join with next paragraph"),
        ("Ctrl+J",),
        gap=True,
    ),
    ActionSpec(
        "join-without-hyphen",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "Join and remove &hyphen"),
        ("Ctrl+Alt+J",),
    ),
    ActionSpec(
        "split-paragraph", "structure", QT_TRANSLATE_NOOP("Actions", "&Split paragraph …"), ("Ctrl+Shift+J",)
    ),
    ActionSpec("leave-out", "structure", QT_TRANSLATE_NOOP("Actions", "E&xclude"), ("Ctrl+Del",), gap=True),
    ActionSpec("bring-back", "structure", QT_TRANSLATE_NOOP("Actions", "&Restore"), ("Ctrl+Shift+Del",)),
    ActionSpec(
        "show-left-out",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "Show excl&uded text"),
        ("Ctrl+Shift+O",),
        "dossier",
    ),
    ActionSpec(
        "paragraph-language",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "Paragraph lan&guage …"),
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
        QT_TRANSLATE_NOOP("Actions", "Edit artic&le details …"),
        ("Ctrl+Shift+M",),
    ),
    ActionSpec(
        "compare-original",
        "structure",
        QT_TRANSLATE_NOOP("Actions", "&Compare with imported text"),
        (),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "take-back-corrections", "structure", QT_TRANSLATE_NOOP("Actions", "Re&vert all corrections"), ()
    ),
)


TOPICS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "edit-topics", "topics", QT_TRANSLATE_NOOP("Actions", "&Edit topics …"), ("Ctrl+K",), "dossier"
    ),
    # Not Alt+T: T tags, also while a menu is open.
    ActionSpec(
        "choose-taxonomies",
        "topics",
        QT_TRANSLATE_NOOP("Actions", "Choose taxonomies for this &dossier …"),
        (),
        "dossier",
    ),
    ActionSpec("import-topics", "topics", QT_TRANSLATE_NOOP("Actions", "&Import topics …")),
    ActionSpec("export-topics", "topics", QT_TRANSLATE_NOOP("Actions", "E&xport topics …"), (), "dossier"),
    ActionSpec(
        "tag-found",
        "topics",
        QT_TRANSLATE_NOOP("Actions", "Tag all &results …"),
        ("Ctrl+Shift+R",),
        gap=True,
    ),
    ActionSpec(
        "tags-by-topic",
        "topics",
        QT_TRANSLATE_NOOP("Actions", "Ta&gs by topic"),
        ("F9",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "tag-matrix",
        "topics",
        QT_TRANSLATE_NOOP("Actions", "&Matrix of articles and topics"),
        ("Shift+F9",),
        "dossier",
    ),
)


TABLE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&New dossier …"), ("Ctrl+N",), "nothing"
    ),
    ActionSpec(
        "open-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&Open dossier …"), ("Ctrl+O",), "nothing"
    ),
    ActionSpec("save-copy", "dossier", QT_TRANSLATE_NOOP("Actions", "Save cop&y as …"), (), "dossier"),
    ActionSpec("backups", "dossier", QT_TRANSLATE_NOOP("Actions", "&Backups …"), (), "nothing"),
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
    ActionSpec("dossier-password", "dossier", QT_TRANSLATE_NOOP("Actions", "Passwor&d …"), gap=True),
    ActionSpec(
        "copy-dossier",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "Cop&y for handing on …"),
        needs="dossier",
        gap=True,
    ),
    ActionSpec("purge-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&Remove for good …")),
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
        QT_TRANSLATE_NOOP("Actions", "&Template designer"),
        ("Ctrl+Alt+D",),
        "nothing",
        gap=True,
    ),
    ActionSpec(
        "shared-templates",
        "dossier",
        QT_TRANSLATE_NOOP("Actions", "S&hared template folder …"),
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
        "focus-original", "view", QT_TRANSLATE_NOOP("Actions", "Go to &source page"), ("Ctrl+4",), "dossier"
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
        QT_TRANSLATE_NOOP("Actions", "Enlar&ge preview"),
        ("Ctrl+Alt++",),
        "dossier",
        gap=True,
    ),
    ActionSpec(
        "preview-smaller",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Shr&ink preview"),
        ("Ctrl+Alt+-",),
        "dossier",
    ),
    ActionSpec(
        "preview-width",
        "view",
        QT_TRANSLATE_NOOP("Actions", "Fit preview &width"),
        ("Ctrl+Alt+0",),
        "dossier",
    ),
    ActionSpec(
        "help-shortcuts", "help", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), ("F1",), "nothing"
    ),
    ActionSpec("about", "help", QT_TRANSLATE_NOOP("Actions", "&About briefbuilder"), (), "nothing", gap=True),
)
