"""The acts that the benchmark of holds does: those of the main job on many articles, and others on long briefings."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QTableView
from tamperings import ALL, Tampering

from bench.generated import Vocabulary
from bench.holds import OPEN_GOAL, Desk, main, print_measure
from bench.holds_dossiers import (
    ARTICLES,
    FEWER,
    FEWEST,
    ITEMS,
    LONG_NAME,
    MOST_ITEMS,
    PAGES,
    act_at_other_desk,
)
from briefbuilder.app.exchange.places import open_place
from briefbuilder.app.exchange.round import exchange_all
from briefbuilder.app.export import export
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Settings
from briefbuilder.domain.briefing import OwnText
from briefbuilder.ui.bootstrap import Program
from briefbuilder.ui.exchange.rounds import OpenPlace
from briefbuilder.ui.help.guide import GuideWindow


def _open(desk: Desk, name: str, articles: int, what: str = "") -> None:
    desk.act(f"open {articles} articles{what}", partial(desk.window.dossiers.open_path, desk.folder / name))


def _read(desk: Desk) -> None:
    """Open, read, search, import and tag."""
    window = desk.window
    few = partial(window.dossiers.open_path, desk.folder / "few.dossier")
    took: list[float] = []
    view = window.articles.list_view
    desk.act(
        f"open {FEWEST} articles", lambda: took.append(desk.until_painted(few, view)), lambda: bool(took)
    )
    print_measure(f"open {FEWEST} articles: until the list is painted", took[0], "", OPEN_GOAL)
    _open(desk, "many.dossier", ARTICLES, " for the first time")
    articles, article = window.articles, window.article
    is_read = partial(_is_read, desk)
    _read_long(desk)
    desk.act_by_keys("up the list by keys", "Up", articles.list_view, 20)
    desk.live(is_read)
    words = Vocabulary.invented(60_000).words
    line = articles.search_bar.line
    desk.act("search, letter by letter", partial(desk.type, f"{words[30]} {words[500]}", line))
    desk.act("all articles again", articles.search_bar.show_all)
    _import_pages(desk)
    desk.act("from section to section", partial(desk.press, "Ctrl+PgDown", article.canvas.view, 5))

    def tag() -> None:
        desk.press("T", article.canvas.view)
        desk.type("semico", window.read.rail.box.line)
        desk.press("Return", window.read.rail.box.line)

    desk.act("tag a section", tag)
    _accept(desk)


def _is_read(desk: Desk) -> bool:
    reading = desk.window.article.reading
    return reading is not None and not reading.waiting


def _read_long(desk: Desk) -> None:
    """Read the article of 100,000 words."""
    records = desk.session.store.articles()
    long = next(record.id for record in records if record.original.name == LONG_NAME)
    choose = partial(desk.window.articles.choose, long)
    desk.act("an article of 100,000 words, never matched", choose, partial(_is_read, desk))


def _import_pages(desk: Desk) -> None:
    """Import pages, and read the last one."""
    desk.prompter.on_dialog = desk.look
    imported: list[object] = []
    importing = desk.window.make_pages().importing
    importing.finished.connect(lambda: imported.append(True))
    desk.act(
        f"import {PAGES} pages while reading",
        partial(importing.start, [desk.folder / "pages"]),
        lambda: bool(imported),
    )
    _read_last(desk)


def _read_last(desk: Desk) -> None:
    page = desk.session.store.articles()[-1].id
    desk.act("an imported article", partial(desk.window.articles.choose, page), partial(_is_read, desk))


def _accept(desk: Desk) -> None:
    desk.prompter.on_dialog = desk.agree
    store = desk.session.store
    before = store.count("tag")
    desk.act("accept all suggestions", desk.trigger("accept-all"), lambda: not store.act_running)
    assert store.count("tag") > before, "nothing was accepted"


def _undo_and_redo(desk: Desk, what: str) -> None:
    store = desk.session.store
    for name in ("undo", "redo"):
        desk.act(f"{name} {what}", desk.trigger(name), lambda: not store.act_running)


def _write(desk: Desk) -> None:
    """Compose, gather, write, check and export."""
    _open(desk, "many.dossier", ARTICLES)
    desk.trigger("mode-brief")()
    desk.live()
    brief = desk.window.brief
    desk.prompter.on_dialog = desk.agree
    desk.act("new briefing", desk.trigger("new-briefing"))
    desk.act("gather", desk.trigger("gather"))
    brief.panel.show_panel("details")
    templates = next(
        box for box in brief.panel.details.findChildren(QComboBox) if box.findData("eu-fiche") >= 0
    )

    def switch() -> None:
        templates.setCurrentIndex(templates.findData("eu-fiche"))
        templates.activated.emit(templates.currentIndex())

    desk.act("switch the template", switch)
    _show_note(desk)
    desk.act_by_keys("down the outline by keys", "Down", brief.outline, 20)
    _type_in_item(desk)
    desk.act("check", desk.trigger("check-briefing"))
    brief.panel.show_panel("preview")
    desk.prompter.on_dialog = desk.look
    desk.act("matrix of articles and topics", desk.trigger("tag-matrix"))
    desk.act("tags by topic", desk.trigger("tags-by-topic"))
    desk.act("overview of the dossier", desk.trigger("dossier-overview"))
    desk.prompter.on_dialog = desk.agree
    exported: list[object] = []
    brief.panel.exporter.finished.connect(lambda _paths: exported.append(True))
    desk.act("export to PDF and DOCX", desk.trigger("export-briefing"), lambda: bool(exported))
    desk.act("template designer", desk.trigger("design-templates"))
    designer = desk.window.designing.designer
    assert designer is not None
    desk.live(lambda: not designer.busy)
    designer.close()


def _show_note(desk: Desk) -> None:
    """Show the longest briefing."""
    brief = desk.window.brief
    note = next(one for one in desk.session.store.briefings() if sum(1 for _ in one.items) == ITEMS)
    brief.current.select(note.id)
    desk.live()


def _type_in_item(desk: Desk) -> None:
    brief = desk.window.brief
    briefing = brief.current.briefing
    assert briefing is not None
    own = next(item.id for item in briefing.items if isinstance(item, OwnText))

    def write() -> None:
        brief.outline.choose(own)
        desk.trigger("edit-item")()
        desk.type("Nel 2024 il governo ha speso 3,2 miliardi. ", brief.item_panel.editor)
        desk.press("Esc", brief.item_panel.editor)

    desk.act("type in an item", write)


def _undo(desk: Desk) -> None:
    """Change, undo and redo, and remove articles."""
    _open(desk, "many.dossier", ARTICLES)
    _change(desk)
    _remove(desk, 1000)


def _share(desk: Desk) -> None:
    """Do the same in a dossier that several desks share, and let what another desk did come in."""
    _open(desk, "shared.dossier", ARTICLES, " of a shared dossier")
    _change(desk)
    _take_in(desk)


def _change(desk: Desk) -> None:
    """Import, tag, write and remove; undo and redo each."""
    desk.trigger("mode-read")()
    _import_pages(desk)
    _undo_and_redo(desk, f"importing {PAGES} pages")
    _read_last(desk)
    _accept(desk)
    _undo_and_redo(desk, "accepting")
    _read_long(desk)
    desk.trigger("mode-brief")()
    _show_note(desk)
    _type_in_item(desk)
    _undo_and_redo(desk, "typing")
    desk.act("move an item", partial(desk.press, "Alt+Up", desk.window.brief.outline))
    _undo_and_redo(desk, "moving")
    desk.trigger("mode-read")()
    desk.live()
    _remove(desk, 100)


def _remove(desk: Desk, count: int) -> None:
    desk.prompter.on_dialog = desk.agree
    desk.act(f"select {count}", partial(_select, desk.window.articles.list_view, count))
    store = desk.session.store
    desk.act(f"remove {count}", desk.trigger("remove-article"), lambda: not store.act_running)
    _undo_and_redo(desk, f"removing {count}")
    desk.act(f"undo removing {count} again", desk.trigger("undo"), lambda: not store.act_running)


def _take_in(desk: Desk) -> None:
    """Take in a day of another desk, first in mode Read and then in mode Brief."""
    place = desk.folder / "place"
    rounds = desk.window.exchange.rounds
    with Session.open(desk.folder / "other.dossier", Resources()) as other:
        other.store.shared.author = "Weber"
        for mode, number in (("read", 0), ("brief", 1)):
            act_at_other_desk(other, desk.folder / "pages", number)
            exchange_all(other, open_place(str(place), None), None, lambda: False)
            wanted = other.store.shared.names()
            desk.trigger(f"mode-{mode}")()
            desk.live()
            desk.act(
                f"changes of another desk in the mode {mode.capitalize()}",
                lambda: rounds.start(OpenPlace(open_place(str(place), None))),
                lambda wanted=wanted: wanted <= desk.session.store.shared.names() and not rounds.running,  # type: ignore[misc]
            )
            rounds.stop()


def _select(view: QTableView, count: int) -> None:
    """Select rows from the first on."""
    model = view.model()
    view.selectionModel().setCurrentIndex(model.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    rows = QItemSelection(model.index(0, 0), model.index(count - 1, 0))
    view.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.Select)


def _wide(desk: Desk) -> None:
    """Open and use a dossier with wide briefings."""
    window = desk.window
    _open(desk, "wide.dossier", FEWER, " with wide briefings")
    desk.act("mode Brief", desk.trigger("mode-brief"))
    brief = window.brief
    for one in desk.session.store.briefings()[-2:]:
        desk.act(f"show a briefing with {MOST_ITEMS} items", partial(brief.current.select, one.id))
    desk.act_by_keys("down the outline by keys", "Down", brief.outline, 40)
    desk.act("to the end of the outline", partial(desk.press, "End", brief.outline))
    desk.act("move an item", partial(desk.press, "Alt+Up", brief.outline, 3))
    desk.act("check", desk.trigger("check-briefing"))
    desk.act("undo", desk.trigger("undo"))
    pages = brief.panel.preview.view
    desk.act("preview", partial(brief.panel.show_panel, "preview"), lambda: pages.page_count > 1)
    desk.act(f"scroll through {pages.page_count} pages", partial(desk.press, "PgDown", pages, 20))
    assert pages.current_page > 1, "the keys did not arrive"
    desk.act("to the last page", partial(desk.press, "End", pages))
    desk.act("larger pages", partial(desk.press, "+", pages, 4))
    desk.act("smaller pages", partial(desk.press, "-", pages, 8))
    desk.act("mode Read", desk.trigger("mode-read"))


def _further(desk: Desk) -> None:
    """Do what is not part of the main job in a long briefing."""
    window = desk.window
    desk.prompter.on_dialog = desk.look
    _open(desk, "wide.dossier", FEWER, " with wide briefings")
    desk.act("mode Brief", desk.trigger("mode-brief"))
    brief, outline = window.brief, window.brief.outline
    brief.current.select(desk.session.store.briefings()[-1].id)
    desk.live()
    desk.act("settings", desk.trigger("settings"))
    desk.act("guide", desk.trigger("guide"))
    guide = next(one for one in QApplication.topLevelWidgets() if isinstance(one, GuideWindow))
    desk.act("search the guide, letter by letter", partial(desk.type, "briefing part", guide.search))
    guide.close()
    desk.act("palette", desk.trigger("palette"))
    desk.act("palette, letter by letter", partial(desk.type, "exp brie", window.palette_overlay.field))
    window.palette_overlay.close_palette()
    desk.act("checks of a long briefing", partial(brief.panel.show_panel, "checks"))
    desk.act("statements to check", partial(_repeat, desk, "next-claim", 10))
    outline.setFocus()
    desk.act("select all items", outline.selectAll)
    desk.act("drop 100 items elsewhere", partial(_drop, desk))
    desk.act("undo", desk.trigger("undo"))
    returned = _returned_file(desk)
    desk.act("a returned file", partial(brief.returned.start, returned), lambda: brief.reviews)
    desk.act("from change to change", partial(_repeat, desk, "next-change", 10))
    store = desk.session.store
    desk.act("accept all changes", desk.trigger("accept-all-changes"), lambda: not store.act_running)
    _undo_and_redo(desk, "accepting")
    desk.act("end of the review", brief.end_review)


def _encrypted(desk: Desk) -> None:
    """Open an encrypted dossier."""
    _open(desk, "few.dossier", FEWEST)
    secret = desk.folder / "secret.dossier"
    desk.act(
        "open an encrypted dossier",
        partial(desk.window.dossiers.open_path, secret),
        lambda: desk.session.store.path == secret,
    )


def _switch(desk: Desk) -> None:
    """Give the window of a dossier with wide briefings another language."""
    own = desk.window
    own.services.holder.replace(None)
    settings = Settings(desk.folder / "languages.json")
    program = Program(desk.application, Resources(), settings, "en")
    program.show(desk.folder / "wide.dossier")
    for mode, language in (("read", "it"), ("brief", "de")):
        assert program.window is not None
        desk.window = before = program.window
        desk.trigger(f"mode-{mode}")()
        desk.live()
        settings.language = language
        desk.act(
            f"another language in the mode {mode.capitalize()}",
            before.rebuild_requested.emit,
            lambda before=before: program.window is not before,  # type: ignore[misc]
        )
    assert program.window is not None
    program.window.close()
    program.close()
    desk.window = own


def _tampered(desk: Desk) -> None:
    """Open every tampered dossier, and print what the window says of it."""
    sample = desk.folder / "sample.dossier"
    # In a separate process, whose workers end with it.
    make = "import sys, pathlib, tamperings; tamperings.make_sample(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", make, str(sample)], check=True)
    for tampering in (Tampering("untampered", lambda _: None), *ALL):
        # The dossier before may still be open, if looking through it failed.
        path = desk.folder / f"{tampering.name}.dossier"
        path.write_bytes(sample.read_bytes())
        tampering.apply(path)
        desk.prompter.heard.clear()
        desk.prompter.errors.clear()
        desk.act(tampering.name, partial(_look_through, desk, path))
        errors = [desk.window.services.words.error(error) for error in desk.prompter.errors]
        for text in dict.fromkeys([*desk.prompter.heard, *errors]):
            print(f"      {text}", flush=True)


def _look_through(desk: Desk, path: Path) -> None:
    """Open a dossier, look at an article, the checks and the preview of a briefing, and close it."""
    window = desk.window
    if not window.dossiers.open_path(path):
        return
    desk.trigger("mode-read")()
    desk.pause()
    window.articles.list_view.setCurrentIndex(window.articles.model.index(0, 0))
    desk.pause(300)
    desk.trigger("mode-brief")()
    for panel in ("checks", "preview"):
        window.brief.panel.show_panel(panel)
        desk.pause(300)
    window.dossiers.close()


def _repeat(desk: Desk, action: str, times: int) -> None:
    for _ in range(times):
        desk.trigger(action)()
        desk.pause()


def _drop(desk: Desk) -> None:
    """Drop the items of some parts at the end of another one."""
    outline = desk.window.brief.outline
    model = outline.model()
    parts = [model.index(row, 0) for row in range(model.rowCount())]
    rows = [model.index(row, 0, part) for part in parts[-8:-1] for row in range(model.rowCount(part))]
    target = parts[-1]
    model.dropMimeData(model.mimeData(rows[:100]), Qt.DropAction.MoveAction, -1, 0, target)


def _returned_file(desk: Desk) -> Path:
    """Export the briefing that is open, and write a Word file in which each tenth paragraph has another word."""
    briefing = desk.window.brief.current.briefing
    assert briefing is not None
    sent, back = desk.folder / "sent.docx", desk.folder / "back.docx"
    export(desk.session, briefing.id, [sent], anyway=True)
    with zipfile.ZipFile(sent) as read, zipfile.ZipFile(back, "w") as written:
        for name in read.namelist():
            data = read.read(name)
            written.writestr(name, _edited(data) if name == "word/document.xml" else data)
    return back


def _edited(data: bytes) -> bytes:
    pieces = data.decode().split("</w:t>")
    return "</w:t>".join(
        f"{piece} davvero" if number % 10 == 5 else piece for number, piece in enumerate(pieces)
    ).encode()


ACTS = {
    "read": _read,
    "write": _write,
    "undo": _undo,
    "share": _share,
    "wide": _wide,
    "further": _further,
    "encrypted": _encrypted,
    "language": _switch,
    "tampered": _tampered,
}

if __name__ == "__main__":
    main(ACTS[sys.argv[2]])
