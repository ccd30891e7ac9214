"""The table of all actions, in the order of the menus.

Menus, the command palette, the list of shortcuts and the user's guide read it. `actions.py` creates the QActions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Need = Literal["nothing", "dossier", "writable"]
MenuName = Literal[
    "dossier", "exchange", "edit", "article", "structure", "topics", "briefing", "view", "help"
]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action of the menus and of the command palette.

    `text` is English and is translated in the context "Actions". `keys` are portable key sequences; none has Ctrl and
    Alt, which is AltGr on Windows. `needs` is what the action requires besides the handler's own condition. `icon` is
    the name of an icon in `resources/icons`. An action with `in_menu=False` is only in context menus and in the
    palette. `gap` puts a separator before it. `words` are other words, separated by commas, by which the palette finds it;
    they are translated too.
    """

    id: str
    menu: MenuName
    text: str
    keys: tuple[str, ...] = ()
    needs: Need = "writable"
    icon: str = ""
    in_menu: bool = True
    gap: bool = False
    words: str = ""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for lupdate, which recognizes this name; Qt's own function is typed to return object."""
    return text


# One action a line: id, menu, text, keys, needs and icon.
# fmt: off
DOSSIER: tuple[ActionSpec, ...] = (
    ActionSpec("new-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&New dossier …"), ("Ctrl+N",), "nothing", "plus"),
    ActionSpec("open-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&Open dossier …"), ("Ctrl+O",), "nothing", "folder-open"),
    ActionSpec("try-sample", "dossier", QT_TRANSLATE_NOOP("Actions", "&Try the sample"), (), "nothing", "play", in_menu=False),
    ActionSpec("import-files", "dossier", QT_TRANSLATE_NOOP("Actions", "&Import articles …"), ("Ctrl+I",), "writable", "file-plus", gap=True),
    ActionSpec("import-folder", "dossier", QT_TRANSLATE_NOOP("Actions", "Import &folder …"), ("Ctrl+Shift+I",), "writable", "folder-input"),
    ActionSpec("paste-article", "dossier", QT_TRANSLATE_NOOP("Actions", "&Paste as article"), ("Ctrl+Shift+V",), "writable", "clipboard-paste", in_menu=False),
    ActionSpec("import-waiting", "dossier", QT_TRANSLATE_NOOP("Actions", "Import &new files"), (), "writable", "folder-sync", in_menu=False),
    ActionSpec("watched-folders", "dossier", QT_TRANSLATE_NOOP("Actions", "&Watched folders …"), (), "writable", "folder-sync"),
    ActionSpec("save-copy", "dossier", QT_TRANSLATE_NOOP("Actions", "Save cop&y as …"), (), "dossier", "copy", gap=True),
    ActionSpec("copy-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "Copy for &handing on …"), (), "dossier", "share-2"),
    ActionSpec("backups", "dossier", QT_TRANSLATE_NOOP("Actions", "&Backups …"), (), "nothing", "archive-restore"),
    ActionSpec("dossier-password", "dossier", QT_TRANSLATE_NOOP("Actions", "Passwor&d …"), (), "writable", "key-round"),
    ActionSpec("purge-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "Remove for &good …"), (), "writable", "trash-2"),
    ActionSpec("print", "dossier", QT_TRANSLATE_NOOP("Actions", "Prin&t …"), ("Ctrl+P",), "dossier", "printer", gap=True),
    ActionSpec("design-templates", "dossier", QT_TRANSLATE_NOOP("Actions", "Te&mplate designer"), (), "nothing", "layout-template"),
    ActionSpec("shared-templates", "dossier", QT_TRANSLATE_NOOP("Actions", "S&hared template folder …"), (), "nothing", "folder", in_menu=False),
    ActionSpec("settings", "dossier", QT_TRANSLATE_NOOP("Actions", "&Settings …"), ("Ctrl+,",), "nothing", "settings"),
    ActionSpec("close-dossier", "dossier", QT_TRANSLATE_NOOP("Actions", "&Close dossier"), ("Ctrl+W",), "dossier", "x", gap=True),
    ActionSpec("verify-pack", "dossier", QT_TRANSLATE_NOOP("Actions", "&Verify an evidence pack …"), (), "nothing", "list-checks", in_menu=False),
    ActionSpec("quit", "dossier", QT_TRANSLATE_NOOP("Actions", "&Quit"), ("Ctrl+Q",), "nothing", "log-out"),
)

EXCHANGE: tuple[ActionSpec, ...] = (
    ActionSpec("share-dossier", "exchange", QT_TRANSLATE_NOOP("Actions", "&Share this dossier …"), (), "writable", "share-2"),
    ActionSpec("exchange-place", "exchange", QT_TRANSLATE_NOOP("Actions", "&Place of exchange …"), (), "writable", "folder-sync"),
    ActionSpec("exchange-now", "exchange", QT_TRANSLATE_NOOP("Actions", "E&xchange now"), ("Ctrl+F5",), "writable", "refresh-cw"),
    ActionSpec("send-changes", "exchange", QT_TRANSLATE_NOOP("Actions", "Se&nd changes …"), (), "writable", "mail", gap=True),
    ActionSpec("take-in-changes", "exchange", QT_TRANSLATE_NOOP("Actions", "&Take in changes …"), (), "writable", "file-input"),
    ActionSpec("show-taken-in", "exchange", QT_TRANSLATE_NOOP("Actions", "Changes of &others"), ("Ctrl+F9",), "dossier", "history", gap=True),
    ActionSpec("settle-changes", "exchange", QT_TRANSLATE_NOOP("Actions", "To s&ettle …"), ("Ctrl+F7",), "dossier", "merge"),
    ActionSpec("show-desks", "exchange", QT_TRANSLATE_NOOP("Actions", "&Desks"), (), "dossier", "users"),
)

EDIT: tuple[ActionSpec, ...] = (
    ActionSpec("undo", "edit", QT_TRANSLATE_NOOP("Actions", "&Undo"), ("Ctrl+Z",), "writable", "undo-2"),
    ActionSpec("redo", "edit", QT_TRANSLATE_NOOP("Actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "writable", "redo-2"),
    ActionSpec("cut", "edit", QT_TRANSLATE_NOOP("Actions", "Cu&t"), ("Ctrl+X",), "nothing", "scissors", gap=True),
    ActionSpec("copy", "edit", QT_TRANSLATE_NOOP("Actions", "&Copy"), ("Ctrl+C",), "nothing", "copy"),
    ActionSpec("paste", "edit", QT_TRANSLATE_NOOP("Actions", "&Paste"), ("Ctrl+V",), "nothing", "clipboard-paste"),
    ActionSpec("copy-formatted", "edit", QT_TRANSLATE_NOOP("Actions", "Copy as &formatted text"), (), "dossier", "clipboard-copy"),
    ActionSpec("find-in-article", "edit", QT_TRANSLATE_NOOP("Actions", "Find in &article"), ("Ctrl+F",), "dossier", "text-search", gap=True),
    ActionSpec("copy-article", "edit", QT_TRANSLATE_NOOP("Actions", "Copy te&xt of the article"), (), "dossier", "copy", in_menu=False),
    ActionSpec("find-next", "edit", QT_TRANSLATE_NOOP("Actions", "Find &next"), ("F3",), "dossier", "chevron-down", in_menu=False),
    ActionSpec("find-previous", "edit", QT_TRANSLATE_NOOP("Actions", "Find pre&vious"), ("Shift+F3",), "dossier", "chevron-up", in_menu=False),
    ActionSpec("find-articles", "edit", QT_TRANSLATE_NOOP("Actions", "&Search articles"), ("Ctrl+Shift+F",), "dossier", "search"),
    ActionSpec("filter-articles", "edit", QT_TRANSLATE_NOOP("Actions", "&Filter articles"), (), "dossier", "list-filter", in_menu=False),
    ActionSpec("sort-articles", "edit", QT_TRANSLATE_NOOP("Actions", "S&ort articles"), (), "dossier", "list-ordered", in_menu=False),
    ActionSpec("show-all-articles", "edit", QT_TRANSLATE_NOOP("Actions", "C&lear search and filters"), ("Ctrl+Shift+K",), "dossier", "x", in_menu=False),
    ActionSpec("save-search", "edit", QT_TRANSLATE_NOOP("Actions", "Sa&ve search …"), (), "writable", "bookmark-check", in_menu=False),
    ActionSpec("saved-searches", "edit", QT_TRANSLATE_NOOP("Actions", "Manage saved s&earches …"), (), "dossier", "list", in_menu=False),
    ActionSpec("search-recent", "edit", QT_TRANSLATE_NOOP("Actions", "Search &recent dossiers …"), (), "nothing", "search", in_menu=False),
    ActionSpec("palette", "edit", QT_TRANSLATE_NOOP("Actions", "Search or run a co&mmand …"), ("Ctrl+K", "Ctrl+Shift+P"), "nothing", "search"),
)

ARTICLE: tuple[ActionSpec, ...] = (
    ActionSpec("previous-article", "article", QT_TRANSLATE_NOOP("Actions", "Previous article"), ("Alt+PgUp",), "dossier", "chevron-left"),
    ActionSpec("next-article", "article", QT_TRANSLATE_NOOP("Actions", "Next article"), ("Alt+PgDown",), "dossier", "chevron-right"),
    ActionSpec("previous-paragraph", "article", QT_TRANSLATE_NOOP("Actions", "Previous paragraph"), ("Ctrl+Up",), "dossier", "arrow-up", in_menu=False),
    ActionSpec("next-paragraph", "article", QT_TRANSLATE_NOOP("Actions", "Next paragraph"), ("Ctrl+Down",), "dossier", "arrow-down", in_menu=False),
    ActionSpec("previous-section", "article", QT_TRANSLATE_NOOP("Actions", "Previous section"), ("Ctrl+PgUp",), "dossier", "chevron-up", in_menu=False),
    ActionSpec("next-section", "article", QT_TRANSLATE_NOOP("Actions", "Next section"), ("Ctrl+PgDown",), "dossier", "chevron-down", in_menu=False),
    ActionSpec("tag", "article", QT_TRANSLATE_NOOP("Actions", "&Tag …"), ("T",), "writable", "tag", gap=True),
    ActionSpec("repeat-tag", "article", QT_TRANSLATE_NOOP("Actions", "Tag with the &last topic"), (".",), "writable", "repeat", in_menu=False),
    ActionSpec("adjust-tag", "article", QT_TRANSLATE_NOOP("Actions", "Adjust tag b&oundaries"), ("F4",), "writable", "move-horizontal", in_menu=False),
    ActionSpec("remove-tag", "article", QT_TRANSLATE_NOOP("Actions", "&Remove tag"), ("Del",), "writable", "x", in_menu=False),
    ActionSpec("accept-suggestion", "article", QT_TRANSLATE_NOOP("Actions", "&Accept suggestion"), ("+", "="), "writable", "check", in_menu=False),
    ActionSpec("reject-suggestion", "article", QT_TRANSLATE_NOOP("Actions", "Re&ject suggestion"), ("-",), "writable", "x", in_menu=False),
    ActionSpec("accept-all", "article", QT_TRANSLATE_NOOP("Actions", "Accept strong su&ggestions …"), ("Ctrl+Shift+A",), "writable", "list-checks"),
    ActionSpec("add-to-briefing", "article", QT_TRANSLATE_NOOP("Actions", "Add to &briefing"), ("Ctrl+Return", "Ctrl+Enter"), "writable", "list-plus"),
    ActionSpec("mark-unread", "article", QT_TRANSLATE_NOOP("Actions", "Mark as &unread"), (), "dossier", "eye-off", gap=True),
    ActionSpec("show-copies", "article", QT_TRANSLATE_NOOP("Actions", "Co&pies of this report"), ("Ctrl+Shift+Y",), "dossier", "copy", in_menu=False),
    ActionSpec("linked-articles", "article", QT_TRANSLATE_NOOP("Actions", "Email and attachme&nts"), ("Ctrl+Shift+G",), "dossier", "paperclip", in_menu=False),
    ActionSpec("newer-version", "article", QT_TRANSLATE_NOOP("Actions", "Replace with newer &version …"), (), "writable", "refresh-cw", in_menu=False),
    ActionSpec("waiting-tags", "article", QT_TRANSLATE_NOOP("Actions", "&Unplaced tags …"), ("Ctrl+Shift+U",), "writable", "tags", in_menu=False),
    ActionSpec("show-original", "article", QT_TRANSLATE_NOOP("Actions", "S&ource page"), ("F5",), "dossier", "columns-2"),
    ActionSpec("save-original", "article", QT_TRANSLATE_NOOP("Actions", "Save source pag&e as …"), ("Ctrl+Shift+S",), "dossier", "download", in_menu=False),
    ActionSpec("edit-articles", "article", QT_TRANSLATE_NOOP("Actions", "Edit &details of selected articles …"), (), "writable", "pen-line", in_menu=False),
    ActionSpec("remove-article", "article", QT_TRANSLATE_NOOP("Actions", "Re&move article"), ("Del",), "writable", "trash-2"),
)

STRUCTURE: tuple[ActionSpec, ...] = (
    ActionSpec("make-heading-1", "structure", QT_TRANSLATE_NOOP("Actions", "Heading &1"), (), "writable", "heading-2"),
    ActionSpec("make-heading-2", "structure", QT_TRANSLATE_NOOP("Actions", "Heading &2"), (), "writable", "heading-2"),
    ActionSpec("make-heading-3", "structure", QT_TRANSLATE_NOOP("Actions", "Heading &3"), (), "writable", "heading-2"),
    ActionSpec("make-paragraph", "structure", QT_TRANSLATE_NOOP("Actions", "&Paragraph"), (), "writable", "pilcrow"),
    ActionSpec("make-list-item", "structure", QT_TRANSLATE_NOOP("Actions", "List &item"), (), "writable", "list"),
    ActionSpec("make-quotation", "structure", QT_TRANSLATE_NOOP("Actions", "&Quotation"), (), "writable", "quote"),
    ActionSpec("join-paragraphs", "structure", QT_TRANSLATE_NOOP("Actions", "&Join with next paragraph"), ("Ctrl+J",), "writable", "merge", gap=True),
    ActionSpec("join-without-hyphen", "structure", QT_TRANSLATE_NOOP("Actions", "Join and remove &hyphen"), (), "writable", "merge"),
    ActionSpec("split-paragraph", "structure", QT_TRANSLATE_NOOP("Actions", "&Split paragraph …"), ("Ctrl+Shift+J",), "writable", "split"),
    ActionSpec("leave-out", "structure", QT_TRANSLATE_NOOP("Actions", "E&xclude"), ("Ctrl+Del",), "writable", "eye-off", gap=True),
    ActionSpec("bring-back", "structure", QT_TRANSLATE_NOOP("Actions", "&Restore"), ("Ctrl+Shift+Del",), "writable", "rotate-ccw"),
    ActionSpec("show-left-out", "structure", QT_TRANSLATE_NOOP("Actions", "Show excl&uded text"), ("Ctrl+Shift+O",), "dossier", "eye"),
    ActionSpec("paragraph-language", "structure", QT_TRANSLATE_NOOP("Actions", "Paragraph lan&guage …"), ("Ctrl+Shift+L",), "writable", "languages", gap=True),
    ActionSpec("use-as-title", "structure", QT_TRANSLATE_NOOP("Actions", "Use as &title"), ("Ctrl+Shift+T",), "writable", "type", gap=True),
    ActionSpec("use-as-lead", "structure", QT_TRANSLATE_NOOP("Actions", "Use as l&ead"), (), "writable", "text-quote"),
    ActionSpec("use-as-author", "structure", QT_TRANSLATE_NOOP("Actions", "Add as &author"), (), "writable", "user"),
    ActionSpec("use-as-date", "structure", QT_TRANSLATE_NOOP("Actions", "Use as &date"), ("Ctrl+Shift+D",), "writable", "calendar"),
    ActionSpec("edit-details", "structure", QT_TRANSLATE_NOOP("Actions", "Edit artic&le details …"), ("Ctrl+Shift+M",), "writable", "pen-line"),
    ActionSpec("compare-original", "structure", QT_TRANSLATE_NOOP("Actions", "&Compare with imported text"), (), "dossier", "columns-2", gap=True),
    ActionSpec("take-back-corrections", "structure", QT_TRANSLATE_NOOP("Actions", "Re&vert all corrections"), (), "writable", "rotate-ccw"),
)

TOPICS: tuple[ActionSpec, ...] = (
    ActionSpec("edit-topics", "topics", QT_TRANSLATE_NOOP("Actions", "&Edit topics …"), (), "dossier", "tags"),
    ActionSpec("choose-taxonomies", "topics", QT_TRANSLATE_NOOP("Actions", "Choose taxonomies for this &dossier …"), (), "dossier", "library"),
    ActionSpec("import-topics", "topics", QT_TRANSLATE_NOOP("Actions", "&Import topics …"), (), "writable", "file-input", gap=True),
    ActionSpec("export-topics", "topics", QT_TRANSLATE_NOOP("Actions", "E&xport topics …"), (), "dossier", "share-2"),
    ActionSpec("tag-found", "topics", QT_TRANSLATE_NOOP("Actions", "Tag all &results …"), ("Ctrl+Shift+R",), "writable", "tag", gap=True),
    ActionSpec("tags-by-topic", "topics", QT_TRANSLATE_NOOP("Actions", "Ta&gs by topic"), ("F9",), "dossier", "tags"),
    ActionSpec("tag-matrix", "topics", QT_TRANSLATE_NOOP("Actions", "&Matrix of articles and topics"), ("Shift+F9",), "dossier", "grid-3x3", in_menu=False),
    ActionSpec("dossier-overview", "topics", QT_TRANSLATE_NOOP("Actions", "&Overview of the dossier"), (), "dossier", "library", words=QT_TRANSLATE_NOOP("Actions", "disagreements, contradictions, chronology, actors, coverage")),
)

BRIEFING: tuple[ActionSpec, ...] = (
    ActionSpec("new-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "&New briefing …"), ("Ctrl+Shift+N",), "writable", "plus"),
    ActionSpec("follow-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "New briefing from t&his …"), (), "writable", "copy", in_menu=False),
    ActionSpec("rename-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "&Rename briefing …"), (), "writable", "pen-line", in_menu=False),
    ActionSpec("briefing-versions", "briefing", QT_TRANSLATE_NOOP("Actions", "&Versions …"), ("Ctrl+Shift+H",), "dossier", "file-clock"),
    ActionSpec("changes-since-export", "briefing", QT_TRANSLATE_NOOP("Actions", "Changes since the last exp&ort"), (), "dossier", "file-clock", in_menu=False),
    ActionSpec("remove-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "Re&move briefing …"), (), "writable", "trash-2"),
    ActionSpec("new-own-text", "briefing", QT_TRANSLATE_NOOP("Actions", "New &text"), ("Ctrl+T",), "writable", "pen-line", gap=True),
    ActionSpec("new-part", "briefing", QT_TRANSLATE_NOOP("Actions", "New &part …"), (), "writable", "rows-3"),
    ActionSpec("gather", "briefing", QT_TRANSLATE_NOOP("Actions", "&Gather tagged passages"), ("Ctrl+G",), "writable", "wand-sparkles"),
    ActionSpec("edit-item", "briefing", QT_TRANSLATE_NOOP("Actions", "&Edit"), ("F2",), "writable", "pen-line", in_menu=False),
    ActionSpec("quote-more", "briefing", QT_TRANSLATE_NOOP("Actions", "Quote one &more sentence"), ("Alt+Shift+Right",), "writable", "quote", in_menu=False),
    ActionSpec("quote-less", "briefing", QT_TRANSLATE_NOOP("Actions", "Quote one senten&ce less"), ("Alt+Shift+Left",), "writable", "quote", in_menu=False),
    ActionSpec("insert-note", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert &note"), (), "writable", "superscript", in_menu=False),
    ActionSpec("insert-table", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert ta&ble"), (), "writable", "table", in_menu=False),
    ActionSpec("insert-picture", "briefing", QT_TRANSLATE_NOOP("Actions", "Insert &picture …"), (), "writable", "image", in_menu=False, words=QT_TRANSLATE_NOOP("Actions", "image, photo, chart, map, figure")),
    ActionSpec("next-misspelling", "briefing", QT_TRANSLATE_NOOP("Actions", "Next s&pelling error"), ("Alt+F7",), "writable", "spell-check", in_menu=False),
    ActionSpec("next-claim", "briefing", QT_TRANSLATE_NOOP("Actions", "Next statement to check"), ("Shift+F8",), "dossier", "chevron-down", in_menu=False),
    ActionSpec("previous-claim", "briefing", QT_TRANSLATE_NOOP("Actions", "Previous statement to check"), ("Shift+F7",), "dossier", "chevron-up", in_menu=False),
    ActionSpec("cite-claim", "briefing", QT_TRANSLATE_NOOP("Actions", "Make the source a footnote"), (), "writable", "superscript", in_menu=False),
    ActionSpec("move-item-up", "briefing", QT_TRANSLATE_NOOP("Actions", "Move &up"), ("Alt+Up",), "writable", "arrow-up", in_menu=False),
    ActionSpec("move-item-down", "briefing", QT_TRANSLATE_NOOP("Actions", "Move &down"), ("Alt+Down",), "writable", "arrow-down", in_menu=False),
    ActionSpec("promote-item", "briefing", QT_TRANSLATE_NOOP("Actions", "Move out one &level"), ("Alt+Left",), "writable", "indent-decrease", in_menu=False),
    ActionSpec("demote-item", "briefing", QT_TRANSLATE_NOOP("Actions", "M&ove in one level"), ("Alt+Right",), "writable", "indent-increase", in_menu=False),
    ActionSpec("remove-item", "briefing", QT_TRANSLATE_NOOP("Actions", "Remove &from briefing"), ("Del",), "writable", "trash-2", in_menu=False),
    ActionSpec("describe-picture", "briefing", QT_TRANSLATE_NOOP("Actions", "Descr&ibe picture …"), (), "writable", "image", in_menu=False),
    ActionSpec("resize-picture", "briefing", QT_TRANSLATE_NOOP("Actions", "Ma&ke picture larger or smaller"), (), "writable", "image", in_menu=False, words=QT_TRANSLATE_NOOP("Actions", "full width of the text, size")),
    ActionSpec("set-release", "briefing", QT_TRANSLATE_NOOP("Actions", "&Who may see this …"), ("Ctrl+Shift+W",), "writable", "users", in_menu=False),
    ActionSpec("peek-source", "briefing", QT_TRANSLATE_NOOP("Actions", "&Show in article"), ("Ctrl+L",), "dossier", "panel-left-open", gap=True),
    ActionSpec("show-source", "briefing", QT_TRANSLATE_NOOP("Actions", "Open in &Read"), (), "dossier", "book-open", in_menu=False),
    ActionSpec("check-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "&Check"), ("F7",), "dossier", "list-checks", gap=True),
    ActionSpec("mend-finding", "briefing", QT_TRANSLATE_NOOP("Actions", "&Fix"), ("F8",), "writable", "wand-sparkles", in_menu=False),
    ActionSpec("ignore-finding", "briefing", QT_TRANSLATE_NOOP("Actions", "I&gnore …"), (), "writable", "eye-off", in_menu=False),
    ActionSpec("fix-duplicates", "briefing", QT_TRANSLATE_NOOP("Actions", "Fix all &duplicates …"), (), "writable", "copy", in_menu=False),
    ActionSpec("longest-items", "briefing", QT_TRANSLATE_NOOP("Actions", "Show the &longest items"), (), "dossier", "arrow-up-down", in_menu=False),
    ActionSpec("export-briefing", "briefing", QT_TRANSLATE_NOOP("Actions", "E&xport …"), ("Ctrl+E",), "dossier", "file-down"),
    ActionSpec("export-again", "briefing", QT_TRANSLATE_NOOP("Actions", "Export &again to the same place"), ("Ctrl+Shift+E",), "dossier", "refresh-cw"),
    ActionSpec("review-corrections", "briefing", QT_TRANSLATE_NOOP("Actions", "Review corrections from &Word …"), (), "writable", "file-input"),
    ActionSpec("accept-change", "briefing", QT_TRANSLATE_NOOP("Actions", "Accept change"), ("A",), "writable", "check", in_menu=False),
    ActionSpec("reject-change", "briefing", QT_TRANSLATE_NOOP("Actions", "Reject change"), ("R",), "writable", "x", in_menu=False),
    ActionSpec("next-change", "briefing", QT_TRANSLATE_NOOP("Actions", "Next open change"), ("N",), "dossier", "chevron-down", in_menu=False),
    ActionSpec("accept-all-changes", "briefing", QT_TRANSLATE_NOOP("Actions", "Accept all changes"), (), "writable", "list-checks", in_menu=False),
    ActionSpec("reject-all-changes", "briefing", QT_TRANSLATE_NOOP("Actions", "Reject all changes"), (), "writable", "x", in_menu=False),
    ActionSpec("use-returned-text", "briefing", QT_TRANSLATE_NOOP("Actions", "Use the file’s text"), (), "writable", "file-input", in_menu=False),
    ActionSpec("put-change-below", "briefing", QT_TRANSLATE_NOOP("Actions", "Add the changed quotation below as text"), (), "writable", "list-plus", in_menu=False),
)

VIEW: tuple[ActionSpec, ...] = (
    ActionSpec("mode-read", "view", QT_TRANSLATE_NOOP("Actions", "&Read"), ("Ctrl+1",), "dossier", "book-open"),
    ActionSpec("mode-brief", "view", QT_TRANSLATE_NOOP("Actions", "&Brief"), ("Ctrl+2",), "dossier", "pen-line"),
    ActionSpec("next-pane", "view", QT_TRANSLATE_NOOP("Actions", "&Next pane"), ("F6",), "nothing", "chevron-right", in_menu=False),
    ActionSpec("previous-pane", "view", QT_TRANSLATE_NOOP("Actions", "&Previous pane"), ("Shift+F6",), "nothing", "chevron-left", in_menu=False),
    ActionSpec("left-pane", "view", QT_TRANSLATE_NOOP("Actions", "&Left pane"), ("Ctrl+B",), "dossier", "panel-left", gap=True),
    ActionSpec("right-pane", "view", QT_TRANSLATE_NOOP("Actions", "R&ight pane"), ("Ctrl+Shift+B",), "dossier", "panel-right"),
    ActionSpec("focus-article", "view", QT_TRANSLATE_NOOP("Actions", "Go to a&rticle text"), (), "dossier", "book-open", in_menu=False),
    ActionSpec("focus-original", "view", QT_TRANSLATE_NOOP("Actions", "Go to so&urce page"), (), "dossier", "columns-2", in_menu=False),
    ActionSpec("text-larger", "view", QT_TRANSLATE_NOOP("Actions", "Lar&ger"), ("Ctrl++", "Ctrl+="), "nothing", "zoom-in", gap=True),
    ActionSpec("text-smaller", "view", QT_TRANSLATE_NOOP("Actions", "S&maller"), ("Ctrl+-",), "nothing", "zoom-out"),
    ActionSpec("text-normal", "view", QT_TRANSLATE_NOOP("Actions", "N&ormal size"), ("Ctrl+0",), "nothing", "a-large-small"),
    ActionSpec("preview-larger", "view", QT_TRANSLATE_NOOP("Actions", "Enlar&ge preview"), (), "dossier", "zoom-in", in_menu=False),
    ActionSpec("preview-smaller", "view", QT_TRANSLATE_NOOP("Actions", "Shr&ink preview"), (), "dossier", "zoom-out", in_menu=False),
    ActionSpec("preview-width", "view", QT_TRANSLATE_NOOP("Actions", "Fit preview &width"), (), "dossier", "move-horizontal", in_menu=False),
)

HELP: tuple[ActionSpec, ...] = (
    ActionSpec("guide", "help", QT_TRANSLATE_NOOP("Actions", "&Guide"), ("F1",), "nothing", "circle-help"),
    ActionSpec("first-steps", "help", QT_TRANSLATE_NOOP("Actions", "&First steps"), (), "nothing", "play"),
    ActionSpec("help-shortcuts", "help", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), ("Shift+F1",), "nothing", "keyboard"),
    ActionSpec("whats-new", "help", QT_TRANSLATE_NOOP("Actions", "&What is new"), (), "nothing", "lightbulb", gap=True),
    ActionSpec("report-problem", "help", QT_TRANSLATE_NOOP("Actions", "&Report a problem …"), (), "nothing", "bug"),
    ActionSpec("about", "help", QT_TRANSLATE_NOOP("Actions", "&About briefbuilder"), (), "nothing", "info"),
)
# fmt: on

TABLE: tuple[ActionSpec, ...] = (
    *DOSSIER,
    *EXCHANGE,
    *EDIT,
    *ARTICLE,
    *STRUCTURE,
    *TOPICS,
    *BRIEFING,
    *VIEW,
    *HELP,
)
