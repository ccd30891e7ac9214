"""A session reads, applies, takes back, and tells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefbuilder.app.commands import articles, tags, taxonomy
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, ImportedArticle
from briefbuilder.domain.changes import ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query


def test_a_session_reopens_with_all_that_was_done(
    session: Session, dossier: Path, resources: Resources, article: Article
) -> None:
    session.store.apply(tags.tag_section(session, article.id, 0, ["derisking"]))
    original = session.store.original(article.id)
    stored = session.store.tags()
    session.store.close()
    with Session.open(dossier, resources) as again:
        assert again.store.article(article.id) == article
        assert again.store.tags() == stored
        assert again.store.original(article.id) == original
        assert again.store.undo_name is not None
        assert again.store.undo_name.act == "tag-passage"


def test_listeners_hear_each_act_undo_and_redo(session: Session, article: Article) -> None:
    heard: list[frozenset[Key]] = []
    leave = session.store.listeners.add(heard.append)
    act = tags.tag_section(session, article.id, 0, ["derisking"])
    session.store.apply(act)
    session.store.undo()
    session.store.redo()
    leave()
    session.store.undo()
    assert heard == [act.keys] * 3


def test_a_listener_may_leave_while_it_is_told(session: Session, article: Article) -> None:
    heard: list[str] = []

    def once(_: frozenset[Key]) -> None:
        heard.append("once")
        leave()

    leave = session.store.listeners.add(once)
    session.store.listeners.add(lambda _: heard.append("always"))
    session.store.apply(tags.tag_section(session, article.id, 0, ["derisking"]))
    session.store.undo()
    assert heard == ["once", "always", "always"]


def test_an_act_that_changes_nothing_is_no_act(session: Session, article: Article) -> None:
    heard: list[frozenset[Key]] = []
    session.store.listeners.add(heard.append)
    session.store.apply(ChangeSet(act="nothing", changes=()))
    session.store.apply(tags.tag_section(session, article.id, 0, []))
    assert heard == []
    assert session.store.undo_name is not None
    assert session.store.undo_name.act == "import-articles"


def test_undo_at_the_beginning_and_redo_at_the_end_do_nothing(session: Session) -> None:
    assert (session.store.undo(), session.store.redo()) == (None, None)
    assert (session.store.can_undo, session.store.can_redo) == (False, False)


def test_reading_after_each_act_is_what_a_fresh_session_reads(
    session: Session, dossier: Path, resources: Resources, article: Article, other: Article
) -> None:
    assert [record.id for record in session.store.articles()] == [article.id, other.id]
    session.store.apply(tags.tag_section(session, other.id, 0, ["derisking", "china"]))
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    session.store.apply(articles.remove_articles(session, [article.id]))
    session.store.undo()
    seen = (
        session.store.articles(),
        session.store.tags(),
        session.store.tags(article.id),
        session.store.topics(),
    )
    session.store.close()
    with Session.open(dossier, resources) as again:
        assert (
            again.store.articles(),
            again.store.tags(),
            again.store.tags(article.id),
            again.store.topics(),
        ) == seen


def test_an_unknown_article_is_told(session: Session) -> None:
    for ask in (session.store.article, session.store.original):
        with pytest.raises(DossierError, match="article-missing"):
            ask("nowhere")
    assert session.store.record("nowhere") is None


def test_own_topics_join_those_that_ship(session: Session) -> None:
    shipped = session.base_taxonomy()
    session.store.apply(taxonomy.add_topic(session, "Piano Mattei", "it"))
    joined = session.taxonomy
    assert joined.topics[:-1] == shipped.topics
    assert joined.topics[-1].own
    session.store.undo()
    assert session.taxonomy == shipped


def test_suggestions_leave_out_what_is_tagged_or_judged(session: Session, article: Article) -> None:
    def open_topics() -> set[str]:
        return {one.topic for section in session.suggestions.for_article(article) for one in section}

    assert {"derisking", "semiconductors"} <= open_topics()
    index = next(
        number
        for number, section in enumerate(session.suggestions.for_article(article))
        if any(one.topic == "derisking" for one in section)
    )
    session.store.apply(tags.tag_section(session, article.id, index, ["derisking"]))
    assert "derisking" not in {one.topic for one in session.suggestions.for_article(article)[index]}
    session.store.undo()
    session.store.apply(tags.reject_suggestion(session, article.id, index, "derisking"))
    assert "derisking" not in {one.topic for one in session.suggestions.for_article(article)[index]}


def test_a_session_opens_without_the_heavy_libraries() -> None:
    libraries = ("docx", "lxml", "reportlab", "trafilatura", "py3langid", "pypdfium2", "PySide6", "numpy")
    heavy = (*libraries, "briefbuilder.app.suggestions")
    code = (
        "import sys\n"
        "import briefbuilder.app.session, briefbuilder.app.resources\n"
        "import briefbuilder.app.messages, briefbuilder.app.settings, briefbuilder.app.export\n"
        "assert 'briefbuilder.app.workers' not in sys.modules\n"
        "import briefbuilder.app.jobs\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_dossier_of_one_desk_loads_nothing_for_shared_ones(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from briefbuilder.app.resources import Resources\n"
        "from briefbuilder.app.session import Session\n"
        "from briefbuilder.domain.changes import ChangeSet, Setting, change_of\n"
        "import briefbuilder.app.export\n"
        "session = Session.create(Path(sys.argv[1]), Resources())\n"
        "session.store.apply(ChangeSet(act='edit', changes=(change_of(None, Setting(id='a', value='b')),)))\n"
        "session.store.undo()\n"
        "session.store.close()\n"
        "shared = ('briefbuilder.exchange', 'briefbuilder.storage.shared_', 'briefbuilder.storage.own_acts')\n"
        "print([name for name in sys.modules if name.startswith(shared) and not name.endswith('.shared_state')])\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.dossier")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_searching_while_listening_sees_the_act(session: Session, article: Article) -> None:
    found: list[int] = []
    session.store.listeners.add(
        lambda _: found.append(len(session.search.find_sections(Query(words="derisking"))))
    )
    session.store.undo()
    session.store.redo()
    assert found == [0, len(session.search.find_sections(Query(words="derisking")))]
    assert found[1] > 0


def test_imports_in_one_act_keep_their_order(session: Session, read: Callable[..., ImportedArticle]) -> None:
    texts = [f"Titolo {number}\n\nUn paragrafo numero {number} di testo." for number in (3, 1, 2)]
    import_readings(session, [read(text) for text in texts])
    session.store.undo()
    session.store.redo()
    assert [session.store.original(record.id) for record in session.store.articles()] == [
        text.encode() for text in texts
    ]
