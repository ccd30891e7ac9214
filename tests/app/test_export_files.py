"""A briefing as files."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from tests.narrowing import not_none

from briefbuilder.app import checks, export
from briefbuilder.app.checks import with_claims
from briefbuilder.app.commands import articles, briefings, tags
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.workers import WorkerPool
from briefbuilder.composing.compose import compose_in_context
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText
from briefbuilder.domain.document import Document
from briefbuilder.domain.errors import CancelledError, DossierError, ExportError
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.export.pdf.writer import PdfExport, render_pdf


@pytest.fixture
def briefing(session: Session, article: Article, other: Article) -> Briefing:
    """A briefing of both articles, ready to go out."""
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    session.store.apply(tags.tag_section(session, other.id, 0, ["derisking", "semiconductors"]))
    act, made = briefings.compose_briefing(
        session, "thematic-briefing", "Nota sul derisking", ["derisking", "semiconductors"], {}, "it"
    )
    session.store.apply(act)
    return made


def test_both_files_are_written(session: Session, briefing: Briefing, tmp_path: Path) -> None:
    paths = (tmp_path / "b.docx", tmp_path / "b.PDF")
    told: list[float] = []
    report = export.export(session, briefing.id, paths, anyway=True, on_progress=told.append)
    assert paths[0].read_bytes().startswith(b"PK")
    assert paths[1].read_bytes().startswith(b"%PDF")
    assert report.paths == paths
    assert report.page_count >= 1
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_a_briefing_is_composed_once_for_its_check_and_its_files(
    session: Session, briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = with_claims(session, snapshot(session, briefing.id))
    expected, findings = export.build_all(data, export.FORMATS), checks.check_input(data)
    composed = Mock(side_effect=compose_in_context)
    monkeypatch.setattr("briefbuilder.composing.check.compose_in_context", composed)
    monkeypatch.setattr("briefbuilder.composing.compose.compose_in_context", composed)
    paths = {suffix: tmp_path / f"b{suffix}" for suffix in export.FORMATS}
    report = export.export(session, briefing.id, paths.values(), anyway=True)
    assert composed.call_count == 1
    assert {suffix: path.read_bytes() for suffix, path in paths.items()} == expected.files
    assert report.findings[: len(findings)] == findings


def test_files_without_pages_are_written_without_laying_any_out(
    session: Session, briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("pages were laid out")

    monkeypatch.setattr("briefbuilder.export.pdf.writer.render_pdf", never)
    paths = (tmp_path / "b.html", tmp_path / "b.MD")
    told: list[float] = []
    report = export.export(session, briefing.id, paths, anyway=True, on_progress=told.append)
    assert b"<h1" in paths[0].read_bytes()
    assert b"# Nota sul derisking" in paths[1].read_bytes()
    assert report.paths == paths
    assert report.page_count == 0
    assert told[-1] == pytest.approx(1.0)


def test_pages_are_laid_out_again_only_where_something_changed(
    session: Session, briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[Document] = []

    def render(document: Document, **options: Any) -> PdfExport:
        laid_out.append(document)
        return render_pdf(document, **options)

    def export_word(name: str) -> tuple[int, bytes]:
        report = export.export(session, briefing.id, [tmp_path / name], anyway=True)
        return report.page_count, (tmp_path / name).read_bytes()

    monkeypatch.setattr("briefbuilder.export.pdf.writer.render_pdf", render)
    first = export_word("first.docx")
    assert first[0] >= 1
    assert export_word("again.docx") == first
    found = [finding.code for finding in export.check_laid_out(session, briefing.id)]
    assert "pdf-glyph-missing" in found
    assert len(laid_out) == 1
    changed = replace(session.store.briefings()[0], title="Un altro titolo")
    session.store.apply(briefings.edit_briefing(session, changed, "edit-briefing"))
    export_word("changed.docx")
    assert len(laid_out) == 2
    monkeypatch.setattr("briefbuilder.system.fonts.describe_system_fonts", lambda: "another font")
    export_word("again.docx")
    assert len(laid_out) == 3
    monkeypatch.setattr("briefbuilder.export.identity.__version__", "9.9.9")
    export_word("again.docx")
    assert len(laid_out) == 4


def test_a_word_file_takes_its_page_numbers_from_the_pdf_before(
    session: Session, briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out = Mock(side_effect=render_pdf)
    monkeypatch.setattr("briefbuilder.export.pdf.writer.render_pdf", laid_out)
    word, pdf = tmp_path / "b.docx", tmp_path / "b.pdf"

    def export_to(path: Path) -> tuple[int, int, bytes]:
        """Return how often pages were laid out, the number of pages and the file."""
        laid_out.reset_mock()
        report = export.export(session, briefing.id, [path], anyway=True)
        return laid_out.call_count, report.page_count, path.read_bytes()

    first = export_to(word)
    assert first[0] == 1
    for purged in (True, False):
        if purged:
            session.store.purge()
        assert export_to(pdf)[:2] == (1, first[1]), "a PDF is always laid out"
        assert export_to(word) == (0, *first[1:])

    # Pages of another template, or damaged ones, are not taken.
    template = session.resources.template(briefing.template)
    other = replace(template, page=replace(template.page, size="A5"))
    with monkeypatch.context() as patched:
        patched.setattr(session.resources, "template", lambda _: other)
        assert export_to(word)[0] == 1
    assert export_to(word)[0] == 1
    stored = not_none(session.store.exports.last_pages(briefing.id, None))
    monkeypatch.setattr(session.store.exports, "last_pages", lambda *_: stored[:-9])
    assert export_to(word) == first


TEMPLATE = """version: 1
id: plain
name: {{it: plain}}
description: {{it: Un testo.}}
extends: house
marking: {{profile: eu, default: unclassified}}
limits: {{words: 2000{limits}}}
contents: {{show: {contents}}}
parts:
- key: text
  kind: topics
  label: {{it: Testo}}
  layout: parts
  limit: {{{lines}}}
"""
PLAIN = {"limits": "", "contents": "false", "lines": ""}
ASKING = ({"limits": ", pages: 4"}, {"contents": "true"}, {"lines": "lines: 20"})
"""What a template may ask for that only laid out pages show."""


def export_plain(
    tmp_path: Path, dossier: Path, resources: Resources, suffixes: tuple[str, ...], **asked: str
) -> export.BuiltFiles:
    """Export a briefing on a template that asks for no pages but for what is given."""
    (tmp_path / "plain.yaml").write_text(TEMPLATE.format(**PLAIN | asked), encoding="utf-8")
    own = Resources(templates=[tmp_path, resources.folder.parent / "templates"])
    with Session.open(dossier, own) as session:
        act, made = briefings.compose_briefing(session, "plain", "Nota", ["derisking"], {}, "it")
        session.store.apply(act)
        return export.build_all(snapshot(session, made.id), suffixes)


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_no_page_is_laid_out_for_a_text_that_needs_no_page_numbers(
    session: Session, briefing: Briefing, dossier: Path, resources: Resources, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, suffix: str,
) -> None:  # fmt: skip
    assert briefing.items
    session.store.close()
    monkeypatch.setattr("briefbuilder.export.pdf.writer.render_pdf", None)
    built = export_plain(tmp_path, dossier, resources, (suffix,))
    assert built.files[suffix].startswith(b"PK")
    assert built.page_count == 0


@pytest.mark.parametrize("asked", ASKING, ids=lambda asked: next(iter(asked)))
def test_a_limit_or_a_table_of_contents_lays_out_the_pages_of_a_word_file(
    session: Session,
    briefing: Briefing,
    dossier: Path,
    resources: Resources,
    tmp_path: Path,
    asked: dict[str, str],
) -> None:
    assert briefing.items
    session.store.close()
    word = export_plain(tmp_path, dossier, resources, (".docx",), **asked)
    both = export_plain(tmp_path, dossier, resources, (".docx", ".pdf"), **asked)
    assert word.page_count == both.page_count >= 1
    assert word.page_numbers.keys()
    assert sorted(word.page_numbers.values()) == sorted(both.page_numbers.values())


def test_two_exports_are_the_same_bytes_even_after_a_restart(
    session: Session, briefing: Briefing, dossier: Path, resources: Resources
) -> None:
    first = export.build_all(snapshot(session, briefing.id), export.FORMATS)
    session.store.close()
    with Session.open(dossier, resources) as again:
        assert export.build_all(snapshot(again, briefing.id), export.FORMATS) == first


def test_the_moment_of_an_export_is_that_of_the_last_change(session: Session, briefing: Briefing) -> None:
    made = snapshot(session, briefing.id).moment
    assert len(made) == len("2026-03-02T09:00:00Z")
    session.store.apply(tags.tag_section(session, session.store.articles()[0].id, 0, ["china"]))
    assert snapshot(session, briefing.id).moment == made


def test_a_snapshot_is_not_touched_by_later_acts_and_crosses_to_a_worker(
    session: Session, briefing: Briefing
) -> None:
    data = snapshot(session, briefing.id)
    here = export.build_all(data, [".pdf"]).files[".pdf"]
    edited = replace(briefing, title="Anderer Titel")
    session.store.apply(briefings.edit_briefing(session, edited, "edit-briefing"))
    assert pickle.loads(pickle.dumps(data)) == data
    with WorkerPool(warm=1) as pool:
        assert pool.run(export.build_all, data, [".pdf"]).files[".pdf"] == here


def test_the_preview_is_the_file_that_is_exported(session: Session, briefing: Briefing) -> None:
    data = snapshot(session, briefing.id)
    assert export.build_pdf(data).data == export.build_all(data, [".pdf"]).files[".pdf"]


def test_errors_block_an_export_unless_it_is_wanted_anyway(
    session: Session, briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings: tuple[Finding, ...] = (
        Finding(code="x", severity="error"),
        Finding(code="y", severity="warning"),
    )
    monkeypatch.setattr("briefbuilder.app.checks.language_findings", lambda _data: findings)
    target = tmp_path / "b.pdf"
    with pytest.raises(ExportError, match="export-blocked") as caught:
        export.export(session, briefing.id, [target])
    assert caught.value.parameters == {"count": "1", "title": briefing.title}
    assert not target.exists()
    export.export(session, briefing.id, [target], anyway=True)
    assert target.exists()
    findings = findings[1:]
    export.export(session, briefing.id, [target])


def test_a_quotation_whose_article_is_lost_is_found(session: Session, briefing: Briefing) -> None:
    record = session.store.articles()[0]
    removal = articles.remove_articles(session, [record.id])
    only = tuple(change for change in removal.changes if change.key.collection != "briefing")
    session.store.apply(replace(removal, changes=only))
    findings = checks.check(session, briefing.id)
    assert findings[0].severity == "error"
    with pytest.raises(ExportError, match="export-blocked"):
        export.export(session, briefing.id, [Path("never.pdf")])


def test_what_only_the_pages_show_is_found_and_reported(
    session: Session, briefing: Briefing, tmp_path: Path
) -> None:
    unseen = OwnText(id="own", blocks=(Paragraph(id="p", content=(Span("A sign of \U0001e900 Adlam"),)),))
    edited = briefing_edits.insert_item(briefing, briefing.parts[0].id, unseen)
    session.store.apply(briefings.edit_briefing(session, edited, "edit-briefing"))
    assert "pdf-glyph-missing" not in {finding.code for finding in checks.check(session, briefing.id)}
    shown = {finding.code for finding in export.check_laid_out(session, briefing.id)}
    report = export.export(session, briefing.id, [tmp_path / "b.docx"], anyway=True)
    assert "pdf-glyph-missing" in shown & {finding.code for finding in report.findings}


def test_cancelling_an_export_leaves_the_older_file(
    session: Session, briefing: Briefing, tmp_path: Path
) -> None:
    target = tmp_path / "b.docx"
    target.write_bytes(b"older")

    def cancel(share: float) -> None:
        if share > 0.3:
            raise CancelledError

    with pytest.raises(CancelledError):
        export.export(session, briefing.id, [target], anyway=True, on_progress=cancel)
    assert target.read_bytes() == b"older"
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_other_formats_and_briefings_are_told(session: Session, briefing: Briefing, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="export-format-unknown"):
        export.export(session, briefing.id, [tmp_path / "b.rtf"])
    with pytest.raises(DossierError, match="briefing-missing"):
        snapshot(session, "nowhere")


def closed(session: Session, briefing: Briefing, nodes: list[str]) -> Briefing:
    """Keep parts and items from everybody outside."""
    after = briefing_edits.set_release(briefing, nodes, Release(disclosure="closed"))
    session.store.apply(briefings.edit_briefing(session, after, "set-release"))
    return after


def test_an_audience_gets_no_word_and_no_source_that_it_may_not_see(
    session: Session, briefing: Briefing, article: Article, tmp_path: Path
) -> None:
    from briefbuilder.export.protection import find_withheld

    items = [
        item for item in briefing.items if isinstance(item, Excerpt) and item.passage.article == article.id
    ]
    assert items
    closed(session, briefing, [item.id for item in items])
    paths = tuple(tmp_path / f"b{suffix}" for suffix in export.FORMATS)
    report = export.export(session, briefing.id, paths, audience="Public", anyway=True)
    told = [finding for finding in report.findings if finding.code == "withheld"]
    assert {finding.place.item for finding in told} == {item.id for item in items}
    secrets = [*(item.passage.quote for item in items), article.metadata.title]
    for path in paths:
        assert find_withheld(path.read_bytes(), path.suffix, secrets) == ()
    house = export.build_all(snapshot(session, briefing.id), export.FORMATS)
    assert all(find_withheld(data, suffix, secrets) for suffix, data in house.files.items())


def test_nothing_is_written_where_closed_words_stand_elsewhere_too(
    session: Session, briefing: Briefing, tmp_path: Path
) -> None:
    excerpt = next(item for item in briefing.items if isinstance(item, Excerpt))
    again = replace(excerpt, id="again")
    twice = briefing_edits.insert_item(briefing, briefing.parts[0].id, again)
    session.store.apply(briefings.edit_briefing(session, twice, "add-excerpt"))
    closed(session, twice, [excerpt.id])
    with pytest.raises(ExportError, match="audience-leak") as caught:
        export.export(session, briefing.id, [tmp_path / "b.pdf"], audience="public", anyway=True)
    assert caught.value.parameters["quote"] in excerpt.passage.quote
    assert not list(tmp_path.glob("b.*"))


def test_an_audience_that_nothing_names_is_refused_with_those_that_are(
    session: Session, briefing: Briefing
) -> None:
    named = Release(disclosure="named", audiences=("Partners",))
    after = briefing_edits.set_release(briefing, [briefing.items[0].id], named)
    session.store.apply(briefings.edit_briefing(session, after, "set-release"))
    with pytest.raises(ExportError, match="audience-unknown") as caught:
        snapshot(session, briefing.id, "press")
    assert caught.value.parameters["known"] == "Partners, public"
    assert snapshot(session, briefing.id, " partners ").audience == "Partners"
