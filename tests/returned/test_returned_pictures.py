"""Pictures and formulas that were changed in Word are told, each at its place, and taken where that is possible."""

from __future__ import annotations

import base64
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph
from openxml_audit import OpenXmlValidator
from PIL import Image
from tests.narrowing import not_none, of_type

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.word_changes import (
    accept_changes,
    all_changes,
    begin_acceptance,
    put_text_below,
    refusal,
)
from briefbuilder.app.export import export
from briefbuilder.app.resources import Resources
from briefbuilder.app.returned import compare_document, find_record, take_pictures
from briefbuilder.app.session import Session
from briefbuilder.app.workers import WorkerPool
from briefbuilder.domain.article import Picture
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import replace_item
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.export_record import CellPosition
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import PUBLIC, Release
from briefbuilder.domain.text import Block, Figure, Paragraph, Span
from briefbuilder.domain.word_changes import Comparison, ReturnedPicture, WordChange
from briefbuilder.importers.read import read_bytes
from briefbuilder.returned.document import ReturnedDocument
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.views import Unit, accepted_view, original_view

FIRST = "The delegation will travel in March and return in April."
SECOND = "Our position has not changed since the last Council."
THIRD = "Shortages teach governments geography, as carmakers learned."
QUOTED = "Exports of gallium fell by a third in the first half of the year, the ministry said on Friday."


def drawn(colour: str, size: int = 24) -> bytes:
    """A picture of one colour."""
    stream = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(stream, "png")
    return stream.getvalue()


def article() -> bytes:
    addresses = [
        f"data:image/png;base64,{base64.b64encode(drawn(colour)).decode()}"
        for colour in ("red", "green", "blue")
    ]
    figures = "".join(
        f'<figure><img src="{address}" alt="Chart {at}"></figure><p>{QUOTED} And {at} more.</p>'
        for at, address in enumerate(addresses, 1)
    )
    text = (
        f"<html><body><article><h1>Gallium</h1><p>{QUOTED}</p>{figures}<p>{THIRD}</p></article></body></html>"
    )
    return text.encode()


@dataclass(frozen=True, slots=True)
class Case:
    """An open dossier with a briefing, and its export."""

    session: Session
    path: Path

    def compare(self, change: Callable[[WordDocument], None] = lambda _: None) -> Comparison:
        """Compare the export after a change."""
        word = docx.Document(str(self.path))
        change(word)
        stream = io.BytesIO()
        word.save(stream)
        document = read_returned(stream.getvalue(), "back.docx")
        compared = compare_document(find_record(self.session, "brief", document), document)
        with WorkerPool(warm=0) as pool:
            return take_pictures(compared, document, pool)

    def colour(self, figure: Figure) -> object:
        """The colour of a stored picture."""
        name = figure.picture or ""
        data = self.session.store.pictures([name])[name].data
        with Image.open(io.BytesIO(data)) as image:
            return image.convert("RGB").getpixel((5, 5))

    def own(self) -> tuple[Block, ...]:
        """The blocks of the own text."""
        briefing = not_none(self.session.store.briefing("brief"))
        item = of_type(briefing.item("own"), OwnText)
        return item.blocks


@pytest.fixture(scope="module")
def resources(root: Path) -> Resources:
    """What ships, loaded once for all tests."""
    return Resources(templates=[root / "templates"])


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, resources: Resources) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    with Session.create(folder / "a.dossier", resources) as session:
        import_readings(session, [read_bytes(article(), "a.html")])
        (source,) = (session.store.article(one.id) for one in session.store.articles())
        figures = [block for block in source.blocks if isinstance(block, Figure)]
        assert len(figures) == 3
        own = (
            Paragraph(id="p1", content=(Span(FIRST),)),
            Figure(id="f1", picture=figures[0].picture, media_type="image/png", alternative_text="Red"),
            Paragraph(id="p2", content=(Span(SECOND),)),
            Figure(
                id="f2",
                content=(Span("Stocks by country"),),
                picture=figures[1].picture,
                media_type="image/png",
                alternative_text="Green",
            ),
            Paragraph(id="p3", content=(Span(THIRD),)),
        )
        at = source.blocks.index(figures[2])
        shown = source.blocks[at : at + 2]
        quote = shown[1].text
        passage = Passage(
            article=source.id,
            blocks=tuple(block.id for block in shown),
            start=0,
            end=len(quote),
            quote="\n".join(block.text for block in shown),
        )
        items = (OwnText(id="own", blocks=own), Excerpt(id="quoted", passage=passage))
        part = Part(id="part", key="", heading="Background", items=items)
        briefing = Briefing(
            id="brief",
            title="Chips",
            template="thematic-briefing",
            language="en",
            fields={"date": "2026-11-27"},
            created="2026-11-27T09:00:00Z",
            parts=(part,),
        )
        change = Change(key=Key("briefing", "brief"), before=None, after=briefing)
        session.store.apply(ChangeSet(act="compose-briefing", changes=(change,)))
        export(session, "brief", [folder / "chips.docx"], anyway=True)
    return folder


@pytest.fixture
def case(tmp_path: Path, exported: Path, resources: Resources) -> Iterator[Case]:
    path = Path(shutil.copyfile(exported / "a.dossier", tmp_path / "a.dossier"))
    with Session.open(path, resources) as session:
        yield Case(session, exported / "chips.docx")


def pictures(word: WordDocument) -> list[WordParagraph]:
    """The paragraphs with pictures."""
    return [
        WordParagraph(one, word._body)
        for one in word.element.body.iter(qn("w:p"))
        if one.find(f".//{qn('w:drawing')}") is not None
    ]


def behind(word: WordDocument, text: str) -> WordParagraph:
    return next(
        WordParagraph(one, word._body)
        for one in word.element.body.iter(qn("w:p"))
        if text in one.xpath("string(.)")
    )


def blip(paragraph: WordParagraph) -> Any:
    """The element that names the part of the picture in a paragraph."""
    return next(iter(paragraph._p.iter(qn("a:blip"))))


def remove(paragraph: WordParagraph) -> None:
    element: Any = paragraph._p
    element.getparent().remove(element)


def told(comparison: Comparison) -> list[tuple[str, str, str, str | None]]:
    return [(one.kind, one.before, one.after, one.block) for one in comparison.changes]


def text_above(comparison: Comparison, change: WordChange) -> str:
    assert change.behind is not None
    return comparison.record.paragraphs[change.behind].text


def delete_first(word: WordDocument) -> None:
    remove(pictures(word)[0])


def delete_captioned(word: WordDocument) -> None:
    remove(pictures(word)[1])


def test_a_file_saved_again_has_no_changed_pictures(case: Case) -> None:
    comparison = case.compare()
    assert sum(len(one.pictures) for one in comparison.record.paragraphs) == 3
    assert told(comparison) == []


def test_a_deleted_picture_is_taken_out_of_the_own_text_and_undo_puts_it_back(case: Case) -> None:
    before = case.own()
    comparison = case.compare(delete_first)
    assert told(comparison) == [("picture_deleted", "Red", "", "f1")]
    made = accept_changes(case.session, comparison, (1,))
    case.session.store.apply(made.change_set)
    assert [block.id for block in case.own()] == ["p1", "p2", "f2", "p3"]
    case.session.store.undo()
    assert case.own() == before


def test_the_caption_of_a_deleted_picture_stays_unless_it_was_deleted_too(case: Case) -> None:
    comparison = case.compare(delete_captioned)
    assert told(comparison) == [("picture_deleted", "Green", "", "f2")]
    case.session.store.apply(accept_changes(case.session, comparison, (1,)).change_set)
    assert [(one.kind, one.text) for one in case.own()][3] == ("paragraph", "Stocks by country")
    case.session.store.undo()

    def delete_both(word: WordDocument) -> None:
        delete_captioned(word)
        remove(behind(word, "Stocks by country"))

    comparison = case.compare(delete_both)
    assert {one.kind for one in comparison.changes} == {"picture_deleted", "deleted"}
    numbers = [one.number for one in comparison.changes]
    case.session.store.apply(accept_changes(case.session, comparison, numbers).change_set)
    assert [block.id for block in case.own()] == ["p1", "f1", "p2", "p3"]


def test_a_caption_that_is_deleted_alone_leaves_the_picture(case: Case) -> None:
    def delete_caption(word: WordDocument) -> None:
        remove(behind(word, "Stocks by country"))

    comparison = case.compare(delete_caption)
    assert [one.kind for one in comparison.changes] == ["deleted"]
    case.session.store.apply(accept_changes(case.session, comparison, (1,)).change_set)
    (figure,) = (block for block in case.own() if block.id == "f2")
    assert isinstance(figure, Figure)
    assert figure.content == ()


def test_a_replaced_picture_is_taken_with_the_caption_of_the_former_one(case: Case) -> None:
    def replace_second(word: WordDocument) -> None:
        name, _ = word.part.get_or_add_image(io.BytesIO(drawn("black")))
        blip(pictures(word)[1]).set(qn("r:embed"), name)

    comparison = case.compare(replace_second)
    assert told(comparison) == [("picture_replaced", "Green", "Green", "f2")]
    case.session.store.apply(accept_changes(case.session, comparison, (1,)).change_set)
    figure = of_type(next(block for block in case.own() if block.id == "f2"), Figure)
    assert (figure.text, figure.alternative_text) == ("Stocks by country", "Green")
    assert case.colour(figure) == (0, 0, 0)
    case.session.store.undo()
    assert case.colour(of_type(next(block for block in case.own() if block.id == "f2"), Figure)) == (
        0,
        128,
        0,
    )


def test_a_moved_picture_moves_in_the_briefing_and_one_with_its_caption_not_alone(case: Case) -> None:
    def move_first(word: WordDocument) -> None:
        behind(word, THIRD)._p.addnext(pictures(word)[0]._p)

    comparison = case.compare(move_first)
    (change,) = comparison.changes
    assert (change.kind, change.block, text_above(comparison, change)) == ("picture_moved", "f1", THIRD)
    case.session.store.apply(accept_changes(case.session, comparison, (1,)).change_set)
    assert [block.id for block in case.own()] == ["p1", "p2", "f2", "p3", "f1"]
    case.session.store.undo()

    def move_second(word: WordDocument) -> None:
        behind(word, FIRST)._p.addnext(pictures(word)[1]._p)

    comparison = case.compare(move_second)
    (change,) = comparison.changes
    assert (change.kind, change.block) == ("picture_moved", "f2")
    error = not_none(refusal(case.session, comparison, change))
    assert error.code == "word-change-structure"


def test_pictures_that_changed_places_are_told(case: Case) -> None:
    def exchange(word: WordDocument) -> None:
        first, second = (blip(one) for one in pictures(word)[:2])
        name = qn("r:embed")
        one, other = first.get(name), second.get(name)
        first.set(name, other)
        second.set(name, one)

    assert [one.kind for one in case.compare(exchange).changes] == ["picture_moved", "picture_moved"]


def with_metadata(colour: str) -> bytes:
    exif, stream = Image.Exif(), io.BytesIO()
    exif[0x010E] = "SECRETPLACE"
    Image.new("RGB", (24, 24), colour).save(stream, "JPEG", exif=exif, quality=100)
    return stream.getvalue()


def test_a_new_picture_is_taken_without_its_metadata(case: Case) -> None:
    def insert(word: WordDocument) -> None:
        behind(word, FIRST).add_run().add_picture(io.BytesIO(with_metadata("yellow")))
        added = behind(word, SECOND).insert_paragraph_before()
        added.add_run().add_picture(io.BytesIO(drawn("navy")))
        (about,) = added._p.iter(qn("wp:docPr"))
        about.set("descr", "A navy field")

    comparison = case.compare(insert)
    assert [(one.kind, text_above(comparison, one)) for one in comparison.changes] == [
        ("picture_inserted", FIRST),
        ("picture_inserted", FIRST),
    ]
    assert all_changes(case.session, comparison).numbers == (1, 2)
    before = case.own()
    case.session.store.apply(accept_changes(case.session, comparison, (1, 2)).change_set)
    new = [of_type(block, Figure) for block in case.own() if block not in before]
    assert [one.alternative_text for one in new] == ["", "A navy field"]
    assert [block for block in case.own() if block not in new] == list(before)
    assert case.own().index(new[0]) == 1
    assert case.colour(new[1]) == (0, 0, 128)
    picture = case.session.store.pictures([new[0].picture or ""])[new[0].picture or ""]
    assert (picture.media_type, b"SECRETPLACE" in picture.data) == ("image/jpeg", False)
    case.session.store.undo()
    assert case.own() == before


def test_pictures_that_are_accepted_in_steps_are_stored_and_come_back_with_redo(case: Case) -> None:
    def insert(word: WordDocument) -> None:
        for colour in ("navy", "yellow"):
            added = pictures(word)[0].insert_paragraph_before()
            added.add_run().add_picture(io.BytesIO(drawn(colour)))

    before = case.own()
    run, _ = begin_acceptance(case.session, case.compare(insert), (1, 2))
    while not run.done:
        run.step(0)
    colours = [case.colour(block) for block in case.own() if isinstance(block, Figure)]
    assert (0, 0, 128) in colours
    assert (255, 255, 0) in colours
    case.session.store.undo()
    assert case.own() == before
    case.session.store.redo()
    assert [case.colour(block) for block in case.own() if isinstance(block, Figure)] == colours


def test_a_picture_that_cannot_be_read_or_stands_in_a_table_is_not_taken(case: Case) -> None:
    def insert(word: WordDocument) -> None:
        name, _ = word.part.get_or_add_image(io.BytesIO(drawn("yellow")))
        word.part.related_parts[name]._blob = b"not a picture"
        run = behind(word, FIRST).add_run()
        run.add_picture(io.BytesIO(drawn("navy")))
        blip(behind(word, FIRST)).set(qn("r:embed"), name)

    comparison = case.compare(insert)
    (change,) = comparison.changes
    assert (change.kind, change.after) == ("picture_inserted", FIRST)
    assert not_none(refusal(case.session, comparison, change)).code == "word-change-picture"
    in_cell = replace(change, cell=CellPosition(table=0, row=0, column=0), picture="d" * 16)
    held = ReturnedPicture(picture=Picture(media_type="image/png", data=drawn("navy")))
    other = replace(comparison, changes=(in_cell,), pictures={"d" * 16: held})
    assert not_none(refusal(case.session, other, in_cell)).code == "word-change-picture"


def test_a_recorded_deletion_of_a_picture_has_its_author(case: Case) -> None:
    def record(word: WordDocument) -> None:
        run: Any = pictures(word)[0]._p.find(qn("w:r"))
        about = 'w:id="91" w:author="Ann" w:date="2026-11-20T10:00:00Z"'
        mark: Any = parse_xml(f"<w:del {nsdecls('w')} {about}/>")
        run.addprevious(mark)
        mark.append(run)

    (change,) = case.compare(record).changes
    assert (change.kind, change.author, change.tracked) == ("picture_deleted", "Ann", True)


def test_a_picture_of_a_quotation_is_left_out_of_all(case: Case) -> None:
    def delete_quoted(word: WordDocument) -> None:
        remove(pictures(word)[2])

    comparison = case.compare(delete_quoted)
    (change,) = comparison.changes
    assert (change.kind, change.item, change.quotation) == ("picture_deleted", "quoted", True)
    every = all_changes(case.session, comparison)
    assert (every.numbers, every.quotations) == ((), (1,))


def test_a_replaced_picture_of_a_quotation_is_put_below_it_as_a_picture(case: Case) -> None:
    def replace_quoted(word: WordDocument) -> None:
        name, _ = word.part.get_or_add_image(io.BytesIO(drawn("black")))
        blip(pictures(word)[2]).set(qn("r:embed"), name)

    comparison = case.compare(replace_quoted)
    case.session.store.apply(put_text_below(case.session, comparison, 1))
    briefing = not_none(case.session.store.briefing("brief"))
    _, quoted, below = briefing.parts[0].items
    assert of_type(quoted, Excerpt).blocks is None
    (figure,) = of_type(below, OwnText).blocks
    assert case.colour(of_type(figure, Figure)) == (0, 0, 0)


def formula(inner: str) -> str:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return f"<m:oMath {space} {nsdecls('w')}>{inner}</m:oMath>"


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def test_a_formula_that_was_put_in_is_told_as_a_line_of_text(case: Case) -> None:
    fraction = f"<m:f><m:num>{term('a')}</m:num><m:den>{term('b')}</m:den></m:f>"

    def insert(word: WordDocument) -> None:
        gone = f'<w:del w:id="92" w:author="Ann" w:date="2026-11-20T10:00:00Z">{term("z")}</w:del>'
        paragraph: Any = behind(word, FIRST)._p
        paragraph.append(parse_xml(formula(term("x=") + fraction + gone)))

    (change,) = case.compare(insert).changes
    assert (change.kind, change.before, change.after) == ("edited", FIRST, f"{FIRST}x=a/b")


def seen(
    data: bytes, view: Callable[[ReturnedDocument], tuple[Unit, ...]]
) -> list[tuple[str, tuple[str, ...]]]:
    """The text and the pictures of each paragraph of a file as one way of looking at its recorded changes shows them."""
    units = view(read_returned(data, "a.docx"))
    shown = ((unit.key, tuple(picture.digest for picture in unit.pictures)) for unit in units)
    return [one for one in shown if any(one)]


@pytest.mark.parametrize("change", ["inserted", "removed", "replaced"])
def test_changed_pictures_are_recorded_so_that_word_can_take_them_back(
    case: Case, tmp_path: Path, change: str
) -> None:
    before = case.path.read_bytes()
    briefing = not_none(case.session.store.briefing("brief"))
    item = of_type(briefing.item("own"), OwnText)
    first, red, *others = item.blocks
    new = drawn("black", 30)
    held = {sha256(new).hexdigest(): Picture(media_type="image/png", data=new)}
    (name,) = held
    black = Figure(id="new", picture=name, media_type="image/png", alternative_text="Black")
    blocks = {
        "inserted": (first, black, red, *others),
        "removed": (first, *(block for block in others if not isinstance(block, Figure))),
        "replaced": (first, replace(of_type(red, Figure), picture=name), *others),
    }[change]
    after = replace_item(briefing, replace(item, blocks=blocks))
    case.session.store.apply(edit_briefing(case.session, after, "edit-text", held))
    path, plain = tmp_path / "marked.docx", tmp_path / "plain.docx"
    export(case.session, "brief", [path], anyway=True, since=("", "Changes"))
    export(case.session, "brief", [plain], anyway=True)
    data = path.read_bytes()
    assert seen(data, original_view) == seen(before, accepted_view)
    assert seen(data, accepted_view) == seen(plain.read_bytes(), accepted_view)
    assert seen(data, original_view) != seen(data, accepted_view)
    found = OpenXmlValidator().validate(path)
    assert [one.description for one in found.errors] == []


def test_a_picture_that_is_withheld_since_stays_out_of_a_marked_export(case: Case, tmp_path: Path) -> None:
    export(case.session, "brief", [tmp_path / "all.docx"], audience=PUBLIC, anyway=True)
    briefing = not_none(case.session.store.briefing("brief"))
    item = of_type(briefing.item("own"), OwnText)
    after = replace_item(briefing, replace(item, releases={"f1": Release(disclosure="closed")}))
    case.session.store.apply(edit_briefing(case.session, after, "restrict"))
    path = tmp_path / "marked.docx"
    export(case.session, "brief", [path], audience=PUBLIC, anyway=True, since=("", "Changes"))
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    assert not any(b'descr="Red"' in part for part in parts)
    assert drawn("red") not in parts
    assert drawn("green") in parts
