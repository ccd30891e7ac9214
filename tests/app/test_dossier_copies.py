"""A file that also holds an article that goes does not stay because of one that stays."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefbuilder.app.commands import articles, briefings, tags
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.dossier_copies import copy_without_history, originals_left_out
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import ImportedArticle, Picture
from briefbuilder.domain.briefing import Briefing, OwnText, Part
from briefbuilder.domain.changes import ArticleRecord, ChangeSet, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.text import Figure, join_text
from briefbuilder.importers.read import finish, finish_part, parse, parse_part, read_contents

OPEN = "The ministers met in Riga and spoke of chips."
SECRET = "The envoy named the red line of 40 quetzalcoatl ships."


def wire_file(*texts: str) -> bytes:
    """Return the export of an agency with an article for each text."""
    return "".join(
        f"ZCZC123{day}/SXA\nXES\nR ECO S0A QBXB\nNews of the day {day}\n   (ANSA) - RIGA, 0{day} MAR - {text}\n"
        f"     XRS-RSS/ABC\n0{day}-MAR-25 10:15 NNNN\n"
        for day, text in enumerate(texts, 4)
    ).encode()


def mail(text: str, *attached: tuple[bytes, str]) -> bytes:
    """Return a mail with attached files."""
    made = EmailMessage()
    made["From"], made["Subject"] = "desk@example.org", "Chips in Riga"
    made.set_content(f"{text}\n")
    for data, name in attached:
        if name.endswith(".eml"):
            made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        else:
            made.add_attachment(data.decode(), filename=name)
    return made.as_bytes()


NOTE = f"The red line\n\n{SECRET}\n".encode()
MIXED = {
    "wire.txt": wire_file(OPEN, SECRET),
    "letter.eml": mail(OPEN, (NOTE, "line.txt")),
    "outer.eml": mail(OPEN, (mail("Words in between.", (NOTE, "line.txt")), "inner.eml")),
    "export.eml": mail(OPEN, (wire_file("Another item of the wire.", SECRET), "wire.txt")),
}
REFERENCES = f"TY  - NEWS\nTI  - One\nAB  - {OPEN}\nER  -\n\nTY  - NEWS\nTI  - Two\nAB  - {SECRET}\nER  -\n"
APART = {"list.ris": REFERENCES.encode()}


def take(session: Session, data: bytes, name: str) -> list[ArticleRecord]:
    """Import a file, and return the articles that were read from it and from what it contains."""
    contents = finish(parse(data, name), data, name, Path(name))
    readings = read_contents(
        contents, Path(name), lambda part: finish_part(parse_part(part), part, Path(name))
    )
    outcomes = import_readings(session, [one for one in readings if isinstance(one, ImportedArticle)])
    return [session.store.existing_record(one.article) for one in outcomes if one.article is not None]


def words_of(session: Session, record: ArticleRecord) -> str:
    return join_text(session.store.article(record.id).blocks)


def drop_secret(session: Session, records: list[ArticleRecord]) -> ArticleRecord:
    """Remove the articles with secret words, and return the one with open words."""
    gone = [one.id for one in records if SECRET in words_of(session, one)]
    assert len(gone) == 1
    (kept,) = (one for one in records if OPEN in words_of(session, one))
    session.store.apply(articles.remove_articles(session, gone))
    return kept


def holds(path: Path, word: str = "quetzalcoatl") -> bool:
    """Return whether a word is in a file, as it is or compressed."""
    data = path.read_bytes()
    starts = (
        place for place in range(len(data) - 1) if data[place : place + 2] in {b"\x78\x9c", b"\x78\x5e"}
    )
    return word.encode() in data or any(
        word.encode() in inflate(memoryview(data)[place:]) for place in starts
    )


def inflate(data: memoryview) -> bytes:
    try:
        return zlib.decompressobj().decompress(data[:200_000])
    except zlib.error:
        return b""


def purged(session: Session, _target: Path) -> Path:
    session.store.purge()
    return session.store.path


def copied(session: Session, target: Path) -> Path:
    copy_without_history(session.store, target)
    return target


@pytest.fixture
def empty(tmp_path: Path, resources: Resources) -> Session:
    return Session.create(tmp_path / "own.dossier", resources)


@pytest.mark.parametrize("leave", [purged, copied])
@pytest.mark.parametrize("name", MIXED)
@pytest.mark.parametrize("shared", [False, True])
def test_a_file_with_a_removed_article_goes_and_the_other_article_is_whole(
    empty: Session,
    resources: Resources,
    tmp_path: Path,
    name: str,
    leave: Callable[[Session, Path], Path],
    shared: bool,
) -> None:
    if shared:
        empty.store.share()
    kept = drop_secret(empty, take(empty, MIXED[name], name))
    text = words_of(empty, kept)
    assert name in {original.name for original in originals_left_out(empty.store)}
    assert holds(empty.store.path)
    path = leave(empty, tmp_path / "copy.dossier")
    empty.store.close()
    assert not holds(path)
    with Session.open(path, resources) as left:
        assert words_of(left, kept) == text
        assert originals_left_out(left.store) == ()
        with pytest.raises(DossierError, match="original-removed"):
            left.store.packed_original(kept.id)


@pytest.mark.parametrize("leave", [purged, copied])
@pytest.mark.parametrize("name", [*MIXED, *APART])
def test_a_file_of_which_all_stays_is_kept(
    empty: Session, resources: Resources, tmp_path: Path, name: str, leave: Callable[[Session, Path], Path]
) -> None:
    records = take(empty, (MIXED | APART)[name], name)
    assert len(records) >= 2
    assert originals_left_out(empty.store) == ()
    path = leave(empty, tmp_path / "copy.dossier")
    empty.store.close()
    with Session.open(path, resources) as left:
        assert all(left.store.original(one.id) for one in records)


def test_references_are_kept_each_with_its_own_lines(empty: Session, tmp_path: Path) -> None:
    kept = drop_secret(empty, take(empty, APART["list.ris"], "list.ris"))
    assert originals_left_out(empty.store) == ()
    assert OPEN.encode() in empty.store.original(kept.id)
    path = copied(empty, tmp_path / "copy.dossier")
    empty.store.close()
    assert not holds(path)


def test_a_removed_mail_goes_and_its_attachment_stays(
    empty: Session, resources: Resources, tmp_path: Path
) -> None:
    records = take(empty, mail(SECRET, (f"Riga\n\n{OPEN}\n".encode(), "riga.txt")), "letter.eml")
    kept = drop_secret(empty, records)
    path = copied(empty, tmp_path / "copy.dossier")
    empty.store.close()
    assert not holds(path)
    with Session.open(path, resources) as left:
        assert OPEN.encode() in left.store.original(kept.id)


def test_a_file_from_which_a_former_version_was_read_goes(empty: Session, tmp_path: Path) -> None:
    records = take(empty, MIXED["wire.txt"], "wire.txt")
    (secret,) = (one for one in records if SECRET in words_of(empty, one))
    (newer,) = take(empty, b"News of the day 5\n\nThe envoy said nothing.\n", "newer.txt")
    empty.store.apply(articles.remove_articles(empty, [newer.id]))
    after = replace(secret, original=newer.original, text=newer.text, revision=2)
    empty.store.apply(ChangeSet(act="revise-article", changes=(change_of(secret, after),)))
    assert "wire.txt" in {original.name for original in originals_left_out(empty.store)}
    path = copied(empty, tmp_path / "copy.dossier")
    empty.store.close()
    assert not holds(path)


def test_a_copy_of_a_briefing_has_no_file_with_an_article_that_it_does_not_quote(
    empty: Session, resources: Resources, tmp_path: Path
) -> None:
    records = take(empty, MIXED["wire.txt"], "wire.txt")
    (kept,) = (one for one in records if OPEN in words_of(empty, one))
    empty.store.apply(tags.tag_section(empty, kept.id, 0, ["derisking"]))
    act, made = briefings.compose_briefing(empty, "thematic-briefing", "Note", ["derisking"], {}, "en")
    empty.store.apply(act)
    assert originals_left_out(empty.store) == ()
    assert [original.name for original in originals_left_out(empty.store, [made.id])] == ["wire.txt"]
    target = tmp_path / "copy.dossier"
    copy_without_history(empty.store, target, [made.id])
    empty.store.close()
    assert not holds(target)
    with Session.open(target, resources) as left:
        assert OPEN in words_of(left, kept)
        assert left.store.tags(kept.id)


def test_what_was_erased_with_a_file_can_be_imported_again(empty: Session) -> None:
    kept = drop_secret(empty, take(empty, MIXED["wire.txt"], "wire.txt"))
    empty.store.purge()
    take(empty, MIXED["wire.txt"], "wire.txt")
    assert empty.store.original(kept.id) == MIXED["wire.txt"]
    assert originals_left_out(empty.store) == ()
    empty.store.close()


def test_a_copy_of_a_briefing_has_the_pictures_of_its_texts_and_no_others(
    empty: Session, resources: Resources, tmp_path: Path
) -> None:
    pictures = {
        name: Picture(media_type="image/png", data=name.encode() * 9) for name in ("c" * 64, "d" * 64)
    }
    for name, picture in zip(pictures, ("one", "two"), strict=True):
        text = OwnText(id="i", blocks=(Figure(id="f", picture=name, alternative_text=picture),))
        part = Part(id="p", key="text", items=(text,))
        made = Briefing(id=picture, title=picture, template="thematic-briefing", language="en", parts=(part,))
        empty.store.apply(ChangeSet(act="add", changes=(change_of(None, made),), pictures=pictures))
    copy_without_history(empty.store, tmp_path / "copy.dossier", ["two"])
    empty.store.close()
    with Session.open(tmp_path / "copy.dossier", resources) as left:
        assert left.store.pictures(pictures) == {"d" * 64: pictures["d" * 64]}
