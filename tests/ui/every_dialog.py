"""A window with content in every pane, and every dialog of the program with content."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from briefbuilder.app.commands import briefings
from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.fixes import Duplicates
from briefbuilder.app.commands.revisions import UnplacedPassage
from briefbuilder.app.commands.tags import accept_all
from briefbuilder.app.exchange.settings import DeskMemory
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.release import PUBLIC, Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Evidence, Suggestion
from briefbuilder.exchange.merge import Conflict, StoredWrite
from briefbuilder.exchange.records import FieldKey
from briefbuilder.ui.brief.briefings import NoveltyDialog
from briefbuilder.ui.brief.export import ExportChoice, ExportDialog
from briefbuilder.ui.brief.item_editor import DisclosureDialog
from briefbuilder.ui.brief.new_briefing import NewBriefingDialog
from briefbuilder.ui.brief.outline_texts import BriefingTexts
from briefbuilder.ui.brief.right_panel import DuplicatesDialog
from briefbuilder.ui.brief.versions import VersionsDialog
from briefbuilder.ui.exchange.dialogs import (
    DesksDialog,
    PlaceDialog,
    SendDialog,
    ShareDialog,
    TakenInAct,
    TakenInDialog,
)
from briefbuilder.ui.exchange.settle import SettleDialog, TwoLineRow
from briefbuilder.ui.frame.backups import BackupsDialog
from briefbuilder.ui.frame.dossiers import CopiedBriefingsDialog
from briefbuilder.ui.frame.recents import RecentSearchDialog
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.help.commands import AboutDialog, ReportDialog, ShortcutDialog
from briefbuilder.ui.overview.dialog import DossierOverviewDialog
from briefbuilder.ui.read.accept_strong import AcceptStrongDialog, ArticleSuggestions, SectionSuggestions
from briefbuilder.ui.read.article_details import BulkDetailsDialog, LanguageDialog
from briefbuilder.ui.read.comparisons import CompareDialog, CopiesDialog, CopyShown, UnplacedTagsDialog
from briefbuilder.ui.read.list_title import SavedSearchCommands, SavedSearchesDialog
from briefbuilder.ui.read.watched_folders import ChooseFilesDialog, WatchedFoldersDialog
from briefbuilder.ui.services import Services
from briefbuilder.ui.settings import SettingsDialog, TaxonomiesDialog
from briefbuilder.ui.topics.commands import TopicsDialog
from briefbuilder.ui.topics.overview import MatrixDialog, TagOverviewDialog
from briefbuilder.ui.topics.topic_box import TopicChooser
from briefbuilder.ui.topics.tree import TopicForm
from briefbuilder.ui.widgets.dialogs import LineDialog, ListDialog, NewPasswordDialog, PasswordDialog

TITLE = "Tokyo"
OWN_TEXT = "Said to nobody."


def tagged_and_composed(session: Session, resources: Resources, language: str = "en") -> Briefing:
    """Fill a dossier: tags, and a briefing in which something is not for everybody."""
    session.store.apply(accept_all(session, 0.5))
    template = resources.template("thematic-briefing")
    act, made = compose_briefing(session, template, TITLE, ["semiconductors"], {}, language)
    session.store.apply(act)
    closed = OwnText(
        id="own",
        blocks=(Paragraph(id="p", content=(Span(OWN_TEXT),)),),
        release=Release(disclosure="closed"),
    )
    after = briefing_edits.insert_item(made, made.parts[0].id, closed)
    session.store.apply(edit_briefing(session, after, "edit-briefing"))
    return after


def show_all(window: MainWindow, session: Session) -> None:
    """Give every pane of a window something to show."""
    window.articles.choose(session.store.articles()[0].id)
    window.services.actions.action("show-original").trigger()
    window.read.original.message.label.setText(session.store.path.stem)
    window.articles.waiting.show_files([session.store.path], [session.store.path])


def pen_in_tag_box(window: MainWindow) -> None:
    """Open the box in which a topic is typed."""
    QTest.keyClick(window.article.canvas.view, Qt.Key.Key_T)


def dialogs_of(window: MainWindow, session: Session) -> tuple[QDialog, ...]:
    """Return the dialogs, filled."""
    return (
        *_of_articles(window, session),
        *_of_topics(window, session),
        *_of_briefings(window, session),
        *_of_exchange(window, session),
    )


def style_sheet_of(widget: QWidget | None) -> str:
    """Return the style sheet of a widget, its own or that of what it belongs to; empty for none."""
    while widget is not None and not widget.styleSheet():
        widget = widget.parentWidget()
    return widget.styleSheet() if widget is not None else ""


def _of_articles(window: MainWindow, session: Session) -> tuple[QDialog, ...]:
    services, theme = window.services, window.services.theme
    record = session.store.articles()[0]
    article, tag = session.store.article(record.id), session.store.tags()[0]
    suggestion = Suggestion(
        topic=tag.topic, score=0.9, evidence=(Evidence(text=record.metadata.title, start=0, end=1),)
    )
    title, saved = record.metadata.title, window.articles.findChild(SavedSearchCommands)
    section = SectionSuggestions(0, title, (suggestion,))
    strong = tuple(ArticleSuggestions(each, title, (section,)) for each in (record.id, "other"))
    assert saved is not None
    return (
        AboutDialog(theme, window),
        CopiedBriefingsDialog(session.store.briefings(), theme, window),
        ShortcutDialog(services.actions, theme, window),
        AcceptStrongDialog(strong, 0, session.taxonomy, services, window),
        BulkDetailsDialog(2, theme, window),
        LanguageDialog(None, "it", theme, window),
        ChooseFilesDialog([session.store.path], theme, window),
        WatchedFoldersDialog(lambda: [session.store.path], lambda: None, lambda _: None, theme, window),
        SavedSearchesDialog(saved, services, window),
        RecentSearchDialog(services, window),
        CompareDialog(article, article, session.store.corrected_text(record.id), services, window),
        CopiesDialog(article.blocks[0].text, (CopyShown(record.id, title, title),), theme, window),
        UnplacedTagsDialog(
            (UnplacedPassage(tags=(tag,), place=tag.passage, similarity=0.8),), (title,), theme, window
        ),
        ListDialog("⟦⟧", "⟦⟧", (title,), theme, window),
        BackupsDialog(services, session.store.path, None, window),
        SettingsDialog(services, window),
        ReportDialog(services, window),
        LineDialog("⟦⟧", "⟦⟧", "⟦⟧", "⟦⟧", window.header),
        PasswordDialog("⟦⟧", "⟦⟧", window.header),
        NewPasswordDialog(theme, "⟦⟧", "⟦⟧", "⟦⟧", "⟦⟧", window),
    )


def _of_exchange(window: MainWindow, session: Session) -> tuple[QDialog, ...]:
    services, theme, words = window.services, window.services.theme, session.store.path.stem
    briefing = session.store.briefings()[0]
    item = next(one.id for one in briefing.items)
    blocks = [{"kind": "paragraph", "id": "p", "content": [{"kind": "span", "text": words}]}]
    writes = tuple(
        StoredWrite(batch=name, act=0, clock=0, author=f"⟦{words}⟧ {name}", value=value)
        for name, value in (("a", blocks), ("b", []))
    )
    keys = (
        FieldKey("briefing", briefing.id, item, "blocks"),
        FieldKey("article", session.store.articles()[0].id, "", f"fields.{words}"),
    )
    conflicts = tuple(Conflict(key, "text", blocks, writes) for key in keys)
    acts = tuple(TakenInAct(words, 0, "edit-text", (key,), {"title": words}, is_new=True) for key in keys)
    return (
        ShareDialog(words, theme, window),
        PlaceDialog(
            services, DeskMemory(name=words, place=words, key_file=words), window, offers_server=True
        ),
        SendDialog([words], theme, window),
        DesksDialog("⟦⟧", [TwoLineRow(words, words, "user")], theme, window),
        SettleDialog(services, lambda: conflicts, lambda _conflicts, _choice: None, window),
        TakenInDialog(services, (*acts, replace(acts[0], author="⟦⟧")), window),
    )


def _of_topics(window: MainWindow, session: Session) -> tuple[QDialog, ...]:
    services, taxonomy = window.services, session.taxonomy
    return (
        TopicsDialog(services, window.make_pages().topics.commands, window),
        TopicForm(services, taxonomy.topics[0], lambda _: None, window),
        TopicChooser(services, "⟦⟧", "⟦⟧", window),
        TagOverviewDialog(services, session, session.store.articles()[0].id, window),
        MatrixDialog(services, session, window),
        DossierOverviewDialog(services, lambda _: None, window),
        TaxonomiesDialog(services, window.make_pages().topics.shared, ("economic-security",), window),
    )


def _of_briefings(window: MainWindow, session: Session) -> tuple[QDialog, ...]:
    services, briefing = window.services, session.store.briefings()[0]
    session.store.apply(briefings.keep_version(session, briefing.id, session.store.path.stem))
    fault = Finding(code="title-empty", severity="error", place=Place(field="title"))
    return (
        NewBriefingDialog(services, session, window),
        ExportDialog(
            services,
            briefing.title,
            (fault, replace(fault, severity="hint")),
            ExportChoice(folder=str(session.store.path.parent), name=briefing.title),
            (PUBLIC,),
            window,
        ),
        _of_duplicates(services, briefing, window),
        VersionsDialog(services, briefing, window),
        NoveltyDialog(services, session, briefing, window),
        DisclosureDialog(services, briefing.title, Release(disclosure="closed"), (), window),
    )


def _of_duplicates(services: Services, briefing: Briefing, window: MainWindow) -> QDialog:
    """The dialog for a passage that two parts quote."""
    texts = BriefingTexts(services, window)
    texts.briefing = briefing
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    part = next(part for part in briefing.walk() if excerpt not in part.items)
    twice = briefing_edits.insert_item(briefing, part.id, replace(excerpt, id="again"))
    return DuplicatesDialog(
        services, texts, twice, (Duplicates(excerpt.passage, ("again", excerpt.id)),), window
    )
