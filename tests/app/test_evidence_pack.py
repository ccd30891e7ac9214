"""An evidence pack of a briefing: what it holds, what it leaves out, and what its check names."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from briefbuilder.app.commands import articles, briefings, tags
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.evidence_pack import (
    MANIFEST,
    SUMS,
    BuiltPack,
    PackInput,
    build_pack,
    prepare_pack,
    zip_files,
)
from briefbuilder.app.session import Session
from briefbuilder.app.verify_pack import PackCheck, check_files, verify_pack
from briefbuilder.app.workers import WorkerPool
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article, ImportedArticle, Rights
from briefbuilder.domain.briefing import Briefing, Dated, Excerpt, OwnText, Part
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.inline import plain_digits
from briefbuilder.domain.passage import passage_blocks, passage_of
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers.read import finish, finish_part, parse, parse_part, read_contents
from briefbuilder.templating.parts import ChronologyPart

DOCUMENTS = {".docx": b"a Word file", ".pdf": b"%PDF a file"}


@pytest.fixture
def briefing(session: Session, article: Article, other: Article) -> Briefing:
    session.store.apply(tags.tag_section(session, article.id, 1, ["derisking"]))
    session.store.apply(tags.tag_section(session, other.id, 0, ["derisking"]))
    act, made = briefings.compose_briefing(session, "thematic-briefing", "Nota", ["derisking"], {}, "it")
    session.store.apply(act)
    return made


@pytest.fixture
def given(session: Session, briefing: Briefing) -> PackInput:
    return prepare_pack(session, briefing.id)[0]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes], Path]:
    def written(data: bytes) -> Path:
        path = tmp_path / "pack.zip"
        path.write_bytes(data)
        return path

    return written


def _files(pack: BuiltPack) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _broken(checks: tuple[PackCheck, ...]) -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.name, one.why) for one in checks if not one.holds]


def _import(session: Session, data: bytes, name: str) -> list[str]:
    """Import a file, tag the first section of each article, and return their ids."""
    contents = finish(parse(data, name), data, name, Path(name))
    readings = [one for one in contents if isinstance(one, ImportedArticle)]
    ids = [one.article or "" for one in import_readings(session, readings)]
    for article in ids:
        session.store.apply(tags.tag_section(session, article, 0, ["derisking"]))
    return ids


def _compose(session: Session) -> Briefing:
    act, made = briefings.compose_briefing(session, "thematic-briefing", "Note", ["derisking"], {}, "en")
    session.store.apply(act)
    return made


def test_a_pack_holds_documents_originals_and_the_place_of_each_quotation(
    given: PackInput, article: Article
) -> None:
    pack = build_pack(given, DOCUMENTS)
    files = _files(pack)
    assert files["nota.docx"] == DOCUMENTS[".docx"]
    by_hash = {
        hashlib.sha256(made).hexdigest() for name, made in files.items() if name.startswith("originals/")
    }
    assert article.original.sha256 in by_hash
    listed = files["statements.txt"].decode()
    assert "Derisking e catene di fornitura" in listed
    assert "¶2–4" in listed
    texts = next(made.decode() for name, made in files.items() if name.startswith("texts/001"))
    assert "[3] Il derisking riduce la dipendenza" in texts


def test_the_hashes_are_in_the_format_of_sha256sum(given: PackInput) -> None:
    files = _files(build_pack(given, DOCUMENTS))
    lines = files[SUMS].decode().splitlines()
    assert len(lines) == len(files) - 1
    for line in lines:
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_the_same_content_gives_the_same_pack(given: PackInput) -> None:
    assert build_pack(given, DOCUMENTS).data == build_pack(given, DOCUMENTS).data


def test_an_untouched_pack_holds(given: PackInput, write: Callable[[bytes], Path]) -> None:
    checks = verify_pack(write(build_pack(given, DOCUMENTS).data))
    assert _broken(checks) == []
    assert {one.kind for one in checks} == {"document", "original", "statement"}
    assert [one.why for one in checks] == [None] * len(checks)


def test_any_changed_byte_is_named(given: PackInput, write: Callable[[bytes], Path]) -> None:
    data = build_pack(given, DOCUMENTS).data
    for place in range(0, len(data), 67):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        try:
            _, _, checks = check_files(write(changed))
        except ExportError as error:
            assert error.code in {"pack-foreign", "pack-manifest-changed", "pack-newer"}  # noqa: PT017 - else it is named
        else:
            assert any(not one.holds for one in checks), place


@pytest.mark.parametrize("name", ["nota.pdf", "statements.txt", "README.txt", MANIFEST, SUMS])
def test_a_changed_file_is_named(given: PackInput, write: Callable[[bytes], Path], name: str) -> None:
    pack = build_pack(given, DOCUMENTS)
    files = _files(pack)
    changed = files | {name: files[name].replace(b"e", b"f", 1).replace(b"P", b"Q", 1)}
    try:
        _, _, checks = check_files(write(zip_files(changed)))
    except ExportError as error:
        assert (name, error.code) == (MANIFEST, "pack-manifest-changed")  # noqa: PT017 - the other way to name it
        return
    assert name in {one.name for one in checks if not one.holds}


def test_a_changed_original_is_named_with_the_statements_that_stand_on_it(
    given: PackInput, write: Callable[[bytes], Path]
) -> None:
    files = _files(build_pack(given, DOCUMENTS))
    name = next(name for name in files if name.startswith("originals/001"))
    files[name] = files[name].replace(b"derisking riduce", b"derisking aumenta")
    broken = _broken(verify_pack(write(zip_files(files))))
    assert ("original", name, "pack-file-changed") in broken
    assert any(
        kind == "statement" and why in {"pack-source-changed", "pack-words-not-in-original"}
        for kind, _, why in broken
    )


def test_a_missing_and_an_added_file_are_named(given: PackInput, write: Callable[[bytes], Path]) -> None:
    files = _files(build_pack(given, DOCUMENTS))
    del files["nota.pdf"]
    files["extra.txt"] = b"more"
    broken = _broken(verify_pack(write(zip_files(files))))
    assert ("document", "nota.pdf", "pack-file-missing") in broken
    assert ("document", "extra.txt", "pack-file-added") in broken


def test_words_that_the_original_does_not_have_are_named(
    given: PackInput, write: Callable[[bytes], Path]
) -> None:
    """Also where every hash was made anew: the statement no longer stands on its source."""
    name = next(iter(given.articles))
    forged = {**given.originals, name: b"Un altro testo, che non parla di nulla di tutto questo.\n"}
    broken = _broken(verify_pack(write(build_pack(replace(given, originals=forged), DOCUMENTS).data)))
    assert {why for _, _, why in broken} == {"pack-words-not-in-original"}


def test_a_passage_with_a_typed_label_holds_where_the_original_is_read_as_a_list(
    session: Session, write: Callable[[bytes], Path]
) -> None:
    """Older imports have the labels of lists in their texts."""
    page = (
        "<html lang='en'><body><article><h1>The agreement of two ports</h1><p>Two ports signed it on Monday.</p>"
        "{}<p>It will be in force from January, as both ports said on Monday.</p></article></body></html>"
    )
    typed = "(ii) The Parties shall meet once a year in order to review the agreement."
    (imported,) = _import(session, page.format(f"<p>{typed}</p>").encode(), "ports.html")
    made = _compose(session)
    given = prepare_pack(session, made.id)[0]
    for label, broken in (("(ii)", set()), ("(iii)", {"pack-words-not-in-original"})):
        entries = (
            f"<li>(i) They shall tell their plans every year.</li><li>{typed.replace('(ii)', label)}</li>"
        )
        original = page.format(f"<ul style='list-style-type: none'>{entries}</ul>").encode()
        pack = build_pack(replace(given, originals={imported: original}), DOCUMENTS)
        assert {why for _, _, why in _broken(verify_pack(write(pack.data)))} == broken


def test_claims_of_own_text_are_listed_with_what_the_source_says(
    session: Session, briefing: Briefing, article: Article
) -> None:
    text = "Il vertice sul derisking ospitava 27 ministri, dice l'Unione europea."
    own = OwnText(id="o1", blocks=(Paragraph(id="p1", content=(Span(text),)),))
    part = next(part for part in briefing.walk() if part.items)
    session.store.apply(
        briefings.edit_briefing(session, briefing_edits.insert_item(briefing, part.id, own), "edit-item")
    )
    pack = build_pack(prepare_pack(session, briefing.id)[0], DOCUMENTS)
    claims = {one.text: one for one in pack.manifest.statements if one.kind != "quotation"}
    assert (
        claims["27 ministri"].outcome == "not-found"
        if "27 ministri" in claims
        else claims["27"].outcome == "not-found"
    )
    (union,) = (one for text, one in claims.items() if "Unione" in text)
    assert union.outcome == "found"
    assert union.places[0].paragraph in {1, 2}
    assert "non trovato negli articoli citati" in _files(pack)["statements.txt"].decode()


def test_a_source_that_a_row_of_a_chronology_only_names_is_a_place_of_its_statement(given: PackInput) -> None:
    day = date(2026, 11, 3)
    dated = Dated(first=day, last=day, event="e1")
    excerpts = [item for item in given.data.briefing.items if isinstance(item, Excerpt)]
    shown, other = (next(one for one in excerpts if one.passage.article == name) for name in given.articles)
    part = Part(id="c1", key="chronology", items=tuple(replace(one, dated=dated) for one in (shown, other)))
    spec = ChronologyPart(key="chronology", kind="chronology", label={"it": "Cronologia"})
    data = replace(
        given.data,
        briefing=replace(given.data.briefing, parts=(part,)),
        template=replace(given.data.template, parts=(spec,)),
    )
    (statement,) = build_pack(replace(given, data=data, claims=()), DOCUMENTS).manifest.statements
    assert (statement.kind, statement.text) == ("quotation", shown.passage.quote)
    assert {place.source for place in statement.places} == {1, 2}


def test_a_statement_without_a_place_is_not_called_correct(
    given: PackInput, write: Callable[[bytes], Path]
) -> None:
    files = _files(build_pack(given, DOCUMENTS))
    manifest = json.loads(files[MANIFEST])
    manifest["statements"][0]["places"] = []
    checks = verify_pack(write(zip_files({**files, MANIFEST: json.dumps(manifest).encode()})))
    first, second = [one for one in checks if one.kind == "statement"][:2]
    assert (first.state, first.why) == ("cli-verify-unchecked", "pack-statement-without-place")
    assert second.state == "cli-verify-ok"


def test_originals_with_reserved_rights_stay_out_and_are_named(
    session: Session, briefing: Briefing, article: Article
) -> None:
    reserved = replace(article.metadata, rights=Rights(statement="Riproduzione riservata", reserved=True))
    session.store.apply(articles.edit_metadata(session, article.id, reserved))
    pack = build_pack(prepare_pack(session, briefing.id)[0], DOCUMENTS)
    assert pack.left_out == ((article.id, article.original.sha256, "rights-reserved"),)
    assert not any(name.startswith(("originals/001", "texts/001")) for name in _files(pack))
    listed = _files(pack)["statements.txt"].decode()
    assert "diritti riservati" in listed
    assert article.original.sha256 in listed


def test_originals_under_embargo_stay_out(session: Session, briefing: Briefing, article: Article) -> None:
    held = replace(article.metadata, embargo=datetime(2190, 1, 1, tzinfo=UTC))
    session.store.apply(articles.edit_metadata(session, article.id, held))
    assert prepare_pack(session, briefing.id)[0].reasons == {article.id: "embargo"}


def test_originals_of_marked_quotations_stay_out(
    session: Session, briefing: Briefing, article: Article
) -> None:
    item = next(
        one for one in briefing.items if isinstance(one, Excerpt) and one.passage.article == article.id
    )
    marked = briefing_edits.replace_item(briefing, replace(item, marking="restreint-ue"))
    session.store.apply(briefings.edit_briefing(session, marked, "edit-item"))
    assert prepare_pack(session, briefing.id)[0].reasons == {article.id: "marked"}


def test_a_recipient_gets_neither_withheld_sources_nor_their_names(
    session: Session, briefing: Briefing, article: Article
) -> None:
    item = next(
        one for one in briefing.items if isinstance(one, Excerpt) and one.passage.article == article.id
    )
    closed = briefing_edits.set_release(briefing, [item.id], Release(disclosure="closed"))
    session.store.apply(briefings.edit_briefing(session, closed, "edit-item"))
    pack = build_pack(prepare_pack(session, briefing.id, "public")[0], DOCUMENTS)
    everything = b"\n".join(_files(pack).values())
    assert article.metadata.title.encode() not in everything
    assert article.original.sha256.encode() not in everything
    assert b"rare" not in everything


def test_a_recipient_gets_no_words_of_a_withheld_paragraph_of_an_edited_excerpt(
    session: Session, briefing: Briefing, article: Article
) -> None:
    item = next(
        one for one in briefing.items if isinstance(one, Excerpt) and one.passage.article == article.id
    )
    first, *rest = passage_blocks(article, item.passage)
    assert rest
    edited = replace(item, blocks=(Paragraph(id=first.id, content=(Span("Edited."),)), *rest))
    closed = replace(edited, releases={first.id: Release(disclosure="closed")})
    session.store.apply(
        briefings.edit_briefing(session, briefing_edits.replace_item(briefing, closed), "edit-item")
    )
    pack = build_pack(prepare_pack(session, briefing.id, "public")[0], DOCUMENTS)
    told = b"\n".join(_files(pack).values()).decode(errors="replace")
    assert first.text not in told
    assert "Edited." not in told
    assert rest[0].text in told


@pytest.mark.parametrize("as_mail", [False, True])
def test_an_original_that_holds_a_withheld_article_beside_the_quoted_one_stays_out(
    session: Session,
    as_mail: bool,
) -> None:
    shown, hidden = (
        "The ministers met in Riga and spoke of chips.",
        "The envoy named the red line of 40 ships.",
    )
    if as_mail:
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "desk@example.org", "Chips in Riga"
        mail.set_content(f"{shown}\n")
        mail.add_attachment(f"The red line\n\n{hidden}\n", filename="line.txt")
        data, name = mail.as_bytes(), "letter.eml"
    else:
        items = "".join(
            f"ZCZC123{day}/SXA\nXES\nR ECO S0A QBXB\nNews of the day {day}\n   (ANSA) - RIGA, 0{day} MAR - {text}\n"
            f"     XRS-RSS/ABC\n0{day}-MAR-25 10:15 NNNN\n"
            for day, text in ((4, shown), (5, hidden))
        )
        data, name = items.encode(), "wire.txt"
    contents = finish(parse(data, name), data, name, Path(name))
    readings = list(
        read_contents(contents, Path(name), lambda part: finish_part(parse_part(part), part, Path(name)))
    )
    outcomes = import_readings(session, [one for one in readings if isinstance(one, ImportedArticle)])
    for outcome in outcomes:
        session.store.apply(tags.tag_section(session, outcome.article or "", 0, ["derisking"]))
    made = _compose(session)
    (secret,) = (one.id for one in made.items if isinstance(one, Excerpt) and "red line" in one.passage.quote)
    closed = briefing_edits.set_release(made, [secret], Release(disclosure="closed"))
    session.store.apply(briefings.edit_briefing(session, closed, "edit-item"))
    whole = build_pack(prepare_pack(session, made.id)[0], DOCUMENTS)
    reason = "mail" if as_mail else None
    assert {source.reason for source in whole.manifest.sources if source.media_type != "text/plain"} <= {
        reason
    }
    pack = build_pack(prepare_pack(session, made.id, "public")[0], DOCUMENTS)
    assert [source.reason for source in pack.manifest.sources] == ["mail" if as_mail else "withheld"]
    assert not any(made.startswith("originals/") for made in _files(pack))
    assert "red line" not in b"".join(_files(pack).values()).decode(errors="replace")


def test_a_mail_is_in_a_pack_as_its_text_without_headers_and_recipients(
    session: Session, write: Callable[[bytes], Path]
) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["To"] = (
        "desk@example.org",
        "Chips in Riga",
        "colleague@mission.example",
    )
    mail["Cc"], mail["X-Internal-Route"] = "cabinet@mission.example", "relay-7.internal.example"
    mail.set_content("The ministers met in Riga and spoke of chips.\n")
    _import(session, mail.as_bytes(), "letter.eml")
    made = _compose(session)
    pack = build_pack(prepare_pack(session, made.id)[0], DOCUMENTS)
    (source,) = pack.manifest.sources
    assert (source.reason, source.file, source.sha256) == (
        "mail",
        None,
        hashlib.sha256(mail.as_bytes()).hexdigest(),
    )
    files = _files(pack)
    assert b"spoke of chips" in files[source.text or ""]
    told = b"".join(files.values()).decode(errors="replace")
    for word in ("colleague@", "cabinet@", "relay-7", "X-Internal"):
        assert word not in told
    assert "Original not included: a mail" in told
    checks = verify_pack(write(pack.data))
    assert _broken(checks) == []
    assert {check.why for check in checks if check.kind == "statement"} == {"pack-original-left-out"}


def test_words_that_the_text_of_a_mail_does_not_have_are_named(
    session: Session, write: Callable[[bytes], Path]
) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "desk@example.org", "Chips in Riga"
    mail.set_content("The ministers met in Riga and spoke of chips.\n")
    _import(session, mail.as_bytes(), "letter.eml")
    made = _compose(session)
    files = _files(build_pack(prepare_pack(session, made.id)[0], DOCUMENTS))
    (text,) = (name for name in files if name.startswith("texts/"))
    files[text] = files[text].replace(b"chips", b"ships")
    assert "statement" in {kind for kind, _, _ in _broken(verify_pack(write(zip_files(files))))}


@pytest.mark.parametrize("purged", [False, True])
def test_a_file_that_held_a_removed_article_stays_out_and_the_text_of_the_other_is_there(
    session: Session, purged: bool
) -> None:
    texts = ((4, "The ministers met in Riga and spoke of chips."), (5, "The envoy named a secret line."))
    wire = "".join(
        f"ZCZC123{day}/SXA\nXES\nR ECO S0A QBXB\nNews of the day {day}\n   (ANSA) - RIGA, 0{day} MAR - {text}\n"
        f"     XRS-RSS/ABC\n0{day}-MAR-25 10:15 NNNN\n"
        for day, text in texts
    )
    ids = _import(session, wire.encode(), "wire.txt")
    session.store.apply(articles.remove_articles(session, ids[1:]))
    made = _compose(session)
    if purged:
        session.store.purge()
    pack = build_pack(prepare_pack(session, made.id)[0], DOCUMENTS)
    (source,) = pack.manifest.sources
    assert (source.reason, source.file) == ("removed", None)
    told = b"".join(_files(pack).values()).decode(errors="replace")
    assert "spoke of chips" in told
    assert "secret line" not in told


def test_an_original_with_an_endless_suffix_is_read_without_it(
    given: PackInput, write: Callable[[bytes], Path]
) -> None:
    pack = build_pack(given, DOCUMENTS)
    files = _files(pack)
    name = next(source.file for source in pack.manifest.sources if source.file)
    manifest = files.pop(MANIFEST).decode().replace(name, f"{name}.{'x' * 300}")
    files[f"{name}.{'x' * 300}"] = files.pop(name)
    checks = verify_pack(write(zip_files({**files, MANIFEST: manifest.encode()})))
    assert any(not one.holds for one in checks)


def test_no_original_is_prepared_again_for_each_statement(
    given: PackInput, write: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = build_pack(given, DOCUMENTS)
    manifest = json.loads(_files(pack)[MANIFEST])
    manifest["statements"] *= 50
    data = zip_files({**_files(pack), MANIFEST: json.dumps(manifest).encode()})
    prepared: list[int] = []

    def count(text: str) -> str:
        prepared.append(len(text))
        return plain_digits(text)

    monkeypatch.setattr("briefbuilder.app.verify_pack.plain_digits", count)
    checks = verify_pack(write(data))
    assert sum(one.kind == "statement" for one in checks) == len(manifest["statements"])
    longest = max(prepared)
    assert sum(length == longest for length in prepared) == 1


def test_all_originals_are_read_by_the_same_workers(
    given: PackInput, write: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = build_pack(given, DOCUMENTS)
    assert sum(source.file is not None for source in pack.manifest.sources) > 1
    started: list[int] = []
    start = WorkerPool.__init__

    def counted(pool: WorkerPool, *given: Any, **named: Any) -> None:
        started.append(1)
        start(pool, *given, **named)

    monkeypatch.setattr(WorkerPool, "__init__", counted)
    assert not _broken(verify_pack(write(pack.data)))
    assert len(started) == 1


def test_a_pack_with_far_too_many_places_is_refused_before_they_are_searched(
    given: PackInput, write: Callable[[bytes], Path]
) -> None:
    files = _files(build_pack(given, DOCUMENTS))
    manifest = json.loads(files[MANIFEST])
    source = next(one for one in manifest["sources"] if one["text"] and one["file"])
    words = next(
        place["text"]
        for statement in manifest["statements"]
        for place in statement["places"]
        if place["source"] == source["number"]
    )
    long = f"[1] {'x' * 200_000}{words}\n".encode()
    files[source["text"]] = long
    place = {"source": source["number"], "paragraph": 1, "text": words}
    manifest["statements"] = [{**manifest["statements"][0], "places": [place] * 60_000}]
    files[MANIFEST] = json.dumps(manifest).encode()
    with pytest.raises(ExportError, match="pack-too-many-places"):
        verify_pack(write(zip_files(files)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"not a ZIP at all" * 50,
        zip_files({"a.txt": b"a"}),
        zip_files({MANIFEST: b"[" * 90_000}),
    ],
)
def test_other_files_are_refused_in_a_sentence(data: bytes, write: Callable[[bytes], Path]) -> None:
    with pytest.raises(ExportError) as refused:
        verify_pack(write(data))
    assert refused.value.code in {"pack-foreign", "pack-manifest-changed"}


def test_a_file_over_a_gigabyte_is_refused_without_reading_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.app.verify_pack.read_regular_file", None)
    path = tmp_path / "large.zip"
    with path.open("wb") as stream:
        stream.truncate(2**30 + 1)
    with pytest.raises(ExportError, match="pack-too-large"):
        verify_pack(path)


def test_compressed_packs_are_refused_before_they_are_unpacked(write: Callable[[bytes], Path]) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b"0" * 30_000_000)
    with pytest.raises(ExportError, match="pack-foreign"):
        verify_pack(write(written.getvalue()))


def test_powers_are_written_as_such_and_hold(session: Session, write: Callable[[bytes], Path]) -> None:
    page = (
        "<html lang='en'><body><article><h1>The field of the port</h1><p>The field measures 10<sup>3</sup> metres, the port said.</p>"
        "<p>It will be larger by 10<sup>−6</sup> of all fields next year, as the port said on Monday.</p></article></body></html>"
    )
    _import(session, page.encode(), "field.html")
    made = _compose(session)
    own = OwnText(id="own", blocks=(Paragraph(id="o", content=(Span("The field measures 103 metres."),)),))
    session.store.apply(
        briefings.edit_briefing(session, briefing_edits.insert_item(made, made.parts[0].id, own), "edit")
    )
    pack = build_pack(prepare_pack(session, made.id)[0], DOCUMENTS)
    files = _files(pack)
    told = files["statements.txt"].decode() + "".join(
        data.decode() for name, data in files.items() if name.startswith("texts/")
    )
    assert "103 metres, the port" not in told
    assert told.count("10³ metres, the port") == 2
    assert "10⁻⁶ of all" in told
    assert not _broken(verify_pack(write(pack.data)))
    (claim,) = (one for one in pack.manifest.statements if one.kind == "quantity")
    assert claim.outcome != "found"


def test_a_pack_tells_the_day_of_the_briefing_and_no_time_of_its_drafting(given: PackInput) -> None:
    files = _files(build_pack(given, DOCUMENTS))
    assert json.loads(files[MANIFEST])["moment"] == given.data.today.isoformat()
    clock = given.data.moment[11:19].encode()
    assert re.fullmatch(rb"\d\d:\d\d:\d\d", clock)
    assert [name for name, data in files.items() if clock in data] == []


def test_a_recipient_is_not_told_what_a_withheld_paragraph_says_of_a_claim(session: Session) -> None:
    text = (
        "Chips and duties\n\nThe Commission met on Monday in Brussels to prepare the file of 12 pages.\n\n"
        "The tariff will be 47.3 percent from July. Minister Rossi told the cabinet so.\n\n"
        "A fourth paragraph speaks of the weather in Lisbon and nothing else at all.\n"
    )
    (imported,) = _import(session, text.encode(), "chips.txt")
    made = _compose(session)
    item = next(one for one in made.items if isinstance(one, Excerpt))
    (secret,) = (
        block.id
        for block in passage_blocks(session.store.article(imported), item.passage)
        if "tariff" in block.text
    )
    words = "A tariff may reach 47.3 percent, says Rossi. The file has 12 pages."
    own = OwnText(id="o1", blocks=(Paragraph(id="p1", content=(Span(words),)),))
    closed = briefing_edits.set_block_releases(made, item.id, [secret], Release(disclosure="closed"))
    part = next(part for part in closed.walk() if part.items)
    session.store.apply(
        briefings.edit_briefing(session, briefing_edits.insert_item(closed, part.id, own), "edit-item")
    )

    def claims(audience: str | None) -> dict[str, int]:
        statements = build_pack(prepare_pack(session, made.id, audience)[0], DOCUMENTS).manifest.statements
        return {one.text: len(one.places) for one in statements if one.kind != "quotation"}

    assert claims(None) == {"47.3 percent": 1, "Rossi": 1, "12": 1}
    assert claims("public") == {"12": 1}


def test_a_recipient_is_not_told_of_words_after_those_that_are_quoted(session: Session) -> None:
    text = (
        "Chips and duties\n\nThe Commission met 312 people on Monday in Brussels to prepare the file of 12 pages.\n\n"
        "The tariff will be 47.3 percent from July. Minister Rossi told the cabinet so.\n"
    )
    (imported,) = _import(session, text.encode(), "chips.txt")
    made = _compose(session)
    item = next(one for one in made.items if isinstance(one, Excerpt))
    article = session.store.article(imported)
    first, tariff = (
        next(block for block in passage_blocks(article, item.passage) if word in block.text)
        for word in ("Commission", "tariff")
    )
    opening = passage_of(article, (first,), 0, first.text.index(" on Monday"))
    part = next(part for part in made.walk() if part.items)
    changed = briefing_edits.replace_item(made, replace(item, passage=passage_of(article, (tariff,))))
    changed = briefing_edits.insert_item(changed, part.id, replace(item, id="x2", passage=opening))
    changed = briefing_edits.set_release(changed, [item.id], Release(disclosure="closed"))
    own = OwnText(
        id="o1", blocks=(Paragraph(id="p1", content=(Span("The file has 12 pages for 312 people."),)),)
    )
    session.store.apply(
        briefings.edit_briefing(session, briefing_edits.insert_item(changed, part.id, own), "edit-item")
    )
    statements = build_pack(prepare_pack(session, made.id, "public")[0], DOCUMENTS).manifest.statements
    assert [one.text for one in statements if one.kind == "quantity"] == ["312"]
