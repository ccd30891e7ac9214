"""Changes made in Word are accepted into the briefing or rejected, each as one act that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.narrowing import not_none, of_type

from briefbuilder.app.commands import briefings, tags
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.word_changes import (
    accept_changes,
    all_changes,
    begin_acceptance,
    change_states,
    present_text,
    put_text_below,
    refusal,
    reject_changes,
    take_returned_text,
)
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.word_changes.returned_blocks import ReturnedTextError
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.export_record import (
    CellPosition,
    ExportedParagraph,
    ExportRecord,
    FormRange,
    block_digest,
)
from briefbuilder.domain.passage import quoted_blocks
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import (
    Block,
    Cell,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Row,
    Span,
    Table,
    join_text,
)
from briefbuilder.domain.word_changes import PARAGRAPH_END, Comparison, Hunk, WordChange, joined_text
from briefbuilder.importers.read import read_bytes

ARTICLE = "# Talks\n\nMinisters agreed to meet.\n\nThey will meet again in Łódź.\n"
CLOSED = Release(disclosure="closed")


def paragraph(name: str, *content: Span | NoteReference | str) -> Paragraph:
    return Paragraph(
        id=name, content=tuple(Span(each) if isinstance(each, str) else each for each in content)
    )


def row(*texts: str) -> Row:
    return Row(
        cells=tuple(
            Cell(blocks=(paragraph(f"c-{text}", text),) if text else ()) for text in texts
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    resources = Resources(templates=[Resources().folder.parent / "templates"])
    with Session.create(tmp_path_factory.mktemp("word") / "work.dossier", resources) as session:
        (outcome,) = import_readings(session, [read_bytes(ARTICLE.encode(), "talks.md")])
        assert outcome.article is not None
        session.store.apply(tags.tag_section(session, outcome.article, 0, ["derisking"]))
        yield session


TABLE = Table(id="t", rows=(row("Country", "2026"), row("Japan", "41"), row("Korea", "9")), header_rows=1)
LEAD = OwnText(
    id="lead",
    blocks=(
        paragraph("a", "Talks go on ", Span("here", link="https://a.example/"), "."),
        paragraph("b", "They are slow", NoteReference("n"), " so far."),
        ListItem(id="c", content=(Span("One point."),), starts=True),
        ListItem(id="d", content=(Span("Another point."),)),
        Note(id="n", content=(Span("Since March."),)),
    ),
)
FACTS = OwnText(id="facts", blocks=(paragraph("e", "The figures follow."), TABLE))
LATER = OwnText(id="later", blocks=(paragraph("f", "A vote is due."), paragraph("g", "It may slip.")))


@pytest.fixture
def briefing(opened: Session) -> Briefing:
    act, made = briefings.compose_briefing(
        opened,
        "thematic-briefing",
        "Chip talks",
        ["derisking"],
        {"date": "2026-11-27", "reference": "EAP 12"},
        "en",
    )
    quoting = next(part for part in made.walk() if any(isinstance(item, Excerpt) for item in part.items))
    first = made.parts[0]
    made = briefing_edits.set_items(made, first.id, (LEAD, FACTS))
    made = briefing_edits.set_items(made, quoting.id, (*quoting.items, LATER))
    opened.store.apply(replace(act, changes=(replace(act.changes[0], after=made),)))
    return made


def drawn_paragraphs(session: Session, briefing: Briefing) -> Iterator[ExportedParagraph]:
    """The paragraphs that an export of a briefing has, each with a portion mark."""
    yield ExportedParagraph(text=f"SUBJECT: {briefing.title}", source="title", style="Title")
    yield ExportedParagraph(text="Date")
    yield ExportedParagraph(text="27 November 2026", source="field", origin="field:date")
    yield ExportedParagraph(text="EAP 12", source="field", origin="field:reference")
    for part in briefing.walk():
        if not any(each.items for each in (part, *part.parts)):
            continue
        yield ExportedParagraph(
            text=f"{part.key} heading", source="heading", origin=part.id, style="heading 1"
        )
        for item in part.items:
            if isinstance(item, OwnText):
                yield from drawn_blocks(item.id, item.blocks)
            else:
                article = session.store.article(item.passage.article)
                for block in quoted_blocks(article, item.passage):
                    yield ExportedParagraph(
                        text=f"“{block.text}”",
                        source="quotation",
                        origin=item.id,
                        block=block.id,
                        digest=block_digest(block.text),
                    )
                yield ExportedParagraph(text="Source: Talks", origin=item.id)


def drawn_blocks(item: str, blocks: tuple[Block, ...]) -> Iterator[ExportedParagraph]:
    for block in blocks:
        if isinstance(block, Table):
            for at, each in enumerate(block.rows):
                for column, cell in enumerate(each.cells):
                    yield ExportedParagraph(
                        text=cell.text,
                        source="own",
                        origin=item,
                        block=block.id,
                        cell=CellPosition(table=0, row=at, column=column),
                    )
        else:
            part = "note" if isinstance(block, Note) else "body"
            yield ExportedParagraph(
                text=block.text if part == "note" else f"(U) {block.text}",
                part=part,  # type: ignore[arg-type] # one of its names
                source="own",
                origin=item,
                block=block.id,
                digest=block_digest(block.text),
            )


class Returned:
    """A returned file: the record of an export, and changes of its paragraphs."""

    def __init__(self, session: Session, briefing: Briefing) -> None:
        paragraphs = tuple(drawn_paragraphs(session, briefing))
        self.session = session
        self.record = ExportRecord(id="x1", briefing=briefing.id, paragraphs=paragraphs)
        self.changes: list[WordChange] = []

    def at(self, text: str) -> int:
        """The number of the paragraph that contains a text."""
        return next(n for n, one in enumerate(self.record.paragraphs) if text in one.text)

    def change(self, kind: str, *texts: str, behind: str | None = None, **named: Any) -> int:
        """Add a change of the paragraphs that contain some texts; return its number."""
        numbers = tuple(map(self.at, texts))
        first = self.record.paragraphs[numbers[0]] if numbers else None
        change = WordChange(
            number=len(self.changes) + 1,
            key=f"k{len(self.changes)}",
            kind=kind,  # type: ignore[arg-type] # one of the kinds
            paragraphs=numbers,
            item=first.origin if first else None,
            block=(first.block or None) if first else None,
            source=first.source if first else "own",
            behind=None if behind is None else self.at(behind),
        )
        self.changes.append(replace(change, **named))
        return len(self.changes)

    def edit(self, text: str, old: str, new: str, **named: Any) -> int:
        """Add a change that replaces some words of the paragraph that contains a text."""
        drawn = self.record.paragraphs[self.at(text)].text
        start = drawn.index(old)
        hunk = Hunk(start=start, end=start + len(old), text=new)
        after = drawn.replace(old, new, 1)
        kind = str(named.pop("kind", "edited"))
        return self.change(kind, text, hunks=(hunk,), before=drawn, after=after, **named)

    @property
    def comparison(self) -> Comparison:
        return Comparison(record=self.record, found_by="id", changes=tuple(self.changes))

    def accept(self, *numbers: int) -> Briefing:
        """Accept changes, all if none is named, and return the briefing; it must be possible."""
        chosen = numbers or tuple(change.number for change in self.changes)
        made = accept_changes(self.session, self.comparison, chosen)
        assert made.refused == {}
        self.session.store.apply(made.change_set)
        return self.briefing

    def why_not(self, number: int) -> str:
        found = refusal(self.session, self.comparison, self.changes[number - 1])
        return found.code if found is not None else ""

    @property
    def briefing(self) -> Briefing:
        return not_none(self.session.store.briefing(self.record.briefing))

    def texts(self, item: str) -> list[str]:
        found = self.briefing.item(item)
        assert found is not None
        return [block.text for block in found.blocks or ()]

    def part_of(self, item: str) -> Part:
        return not_none(self.briefing.parent_of(item))


@pytest.fixture
def returned(opened: Session, briefing: Briefing) -> Returned:
    return Returned(opened, briefing)


def excerpt_of(briefing: Briefing) -> Excerpt:
    return next(item for item in briefing.items if isinstance(item, Excerpt))


def test_an_edited_paragraph_keeps_its_link(returned: Returned) -> None:
    returned.edit("Talks go on", "go", "went")
    block = returned.accept().item("lead")
    assert block is not None
    assert block.blocks is not None
    assert block.blocks[0].content == (
        Span("Talks went on "),
        Span("here", link="https://a.example/"),
        Span("."),
    )


def test_a_line_break_is_taken(returned: Returned) -> None:
    returned.edit("Talks go on", "go on", "go\non", kind="typography")
    returned.accept()
    assert returned.texts("lead")[0] == "Talks go\non here."


def test_accepting_is_one_act_and_undo_restores_everything(returned: Returned, briefing: Briefing) -> None:
    numbers = [returned.edit("Talks go on", "go", "went"), returned.edit("A vote", "due", "set")]
    returned.accept(*numbers)
    assert set(change_states(returned.session, returned.comparison).values()) == {"accepted"}
    returned.session.store.undo()
    assert returned.briefing == briefing
    assert set(change_states(returned.session, returned.comparison).values()) == {"open"}


def test_many_changes_accepted_in_steps_are_the_same_act(returned: Returned, briefing: Briefing) -> None:
    edits = [returned.edit("Talks go on", "go", "went"), returned.edit("A vote", "due", "set")]
    refused = returned.edit("Source: Talks", "Source", "From")
    numbers = [*edits, refused, *(returned.change("comment", "A vote") for _ in range(20))]
    at_once = accept_changes(returned.session, returned.comparison, numbers)
    run, accepting = begin_acceptance(returned.session, returned.comparison, numbers)
    steps = 0
    while not run.done:
        run.step(0)
        steps += 1
    act = not_none(run.finish())
    assert steps > len(numbers)
    assert (act.act, act.parameters) == (at_once.change_set.act, at_once.change_set.parameters)
    assert [change.key for change in act.changes] == [change.key for change in at_once.change_set.changes]
    assert act.changes[0] == at_once.change_set.changes[0]
    assert accepting.refused.keys() == at_once.refused.keys() == {refused}
    returned.session.store.undo()
    assert returned.briefing == briefing
    assert set(change_states(returned.session, returned.comparison).values()) == {"open"}


def test_one_change_is_accepted_and_the_others_are_rejected(returned: Returned) -> None:
    kept = returned.edit("Talks go on", "go", "went")
    dropped = [returned.edit("A vote", "due", "set"), returned.change("deleted", "It may slip")]
    returned.accept(kept)
    returned.session.store.apply(reject_changes(returned.session, returned.comparison, dropped))
    assert returned.texts("lead")[0] == "Talks went on here."
    assert returned.texts("later") == ["A vote is due.", "It may slip."]
    states = change_states(returned.session, returned.comparison)
    assert states == {kept: "accepted", dropped[0]: "rejected", dropped[1]: "rejected"}


def test_the_same_change_is_not_accepted_twice(returned: Returned) -> None:
    number = returned.edit("Talks go on", "go", "went")
    returned.accept(number)
    assert (
        accept_changes(returned.session, returned.comparison, [number])
        .change_set.without_empty_changes()
        .changes
        == ()
    )


def test_an_unknown_number_is_told(returned: Returned) -> None:
    with pytest.raises(DossierError, match="word-change-unknown"):
        accept_changes(returned.session, returned.comparison, [1])


def test_a_portion_mark_cannot_be_changed(returned: Returned) -> None:
    assert returned.why_not(returned.edit("Talks go on", "(U)", "(S)")) == "word-change-generated"


def test_generated_text_is_told_only(returned: Returned) -> None:
    assert returned.why_not(returned.edit("Source: Talks", "Source", "From")) == "word-change-generated"


def test_the_title_of_a_quoted_article_is_told_only(returned: Returned) -> None:
    quoted = excerpt_of(returned.briefing)
    at = returned.at("Source: Talks")
    shown = list(returned.record.paragraphs)
    shown[at] = ExportedParagraph(text="Talks in Tokyo", source="heading", origin=quoted.id)
    returned.record = replace(returned.record, paragraphs=tuple(shown))
    assert returned.why_not(returned.edit("Talks in Tokyo", "Tokyo", "Seoul")) == "word-change-generated"
    assert returned.why_not(returned.change("deleted", "Talks in Tokyo")) == "word-change-generated"


def test_a_title_is_taken_without_its_label(returned: Returned) -> None:
    returned.edit("Chip talks", "Chip", "New chip")
    assert returned.accept().title == "New chip talks"


def test_a_date_is_parsed(returned: Returned) -> None:
    returned.edit("27 November 2026", "27 November", "4 December")
    assert returned.accept().fields["date"] == "2026-12-04"


def test_a_date_that_is_none_is_refused(returned: Returned) -> None:
    number = returned.edit("27 November 2026", "27 November 2026", "as soon as possible")
    assert returned.why_not(number) == "word-change-value"


@pytest.mark.parametrize("filled", ["EAP 14", "[EAP 14]", "[to be completed] EAP 14"])
def test_an_empty_field_is_filled_in(opened: Session, briefing: Briefing, filled: str) -> None:
    fields = {name: text for name, text in briefing.fields.items() if name != "reference"}
    empty = replace(briefing, fields=fields)
    opened.store.apply(briefings.edit_briefing(opened, empty, "edit-fields"))
    returned = Returned(opened, empty)
    blank = "[to be completed]"
    shown = [replace(one, text=blank) if one.text == "EAP 12" else one for one in returned.record.paragraphs]
    returned.record = replace(returned.record, paragraphs=tuple(shown))
    returned.edit(blank, blank, filled)
    assert returned.accept().fields["reference"] == "EAP 14"


def test_a_text_field_is_taken(returned: Returned) -> None:
    returned.edit("EAP 12", "12", "13")
    assert returned.accept().fields["reference"] == "EAP 13"


def test_an_entry_of_a_list_field_is_taken_and_the_others_stay(opened: Session) -> None:
    act, made = briefings.compose_briefing(
        opened, "submission", "Chips", ["derisking"], {"annexes": "Terms\nWomen's costs\nMap"}, "en"
    )
    opened.store.apply(act)
    returned = Returned(opened, made)
    entry = ExportedParagraph(text="B. Women’s costs", source="field", origin="field:annexes")
    returned.record = replace(returned.record, paragraphs=(*returned.record.paragraphs, entry))
    returned.edit("B. Women’s costs", "costs", "costs by option")
    assert returned.accept().fields["annexes"] == "Terms\nWomen's costs by option\nMap"


def test_a_split_and_a_joined_paragraph(returned: Returned) -> None:
    drawn = "(U) Talks go on here."
    returned.change(
        "split", "Talks go on", hunks=(Hunk(start=12, end=13, text=PARAGRAPH_END),), pieces=("", "")
    )
    end = len(returned.record.paragraphs[returned.at("A vote")].text)
    returned.change("joined", "A vote", "It may", hunks=(Hunk(start=end, end=end + 5, text=" "),))
    returned.accept()
    assert drawn[4:12] == returned.texts("lead")[0]
    assert returned.texts("lead")[1] == "on here."
    assert returned.texts("later") == ["A vote is due. It may slip."]


def test_text_inserted_twice_at_one_place_keeps_its_order(returned: Returned) -> None:
    first = returned.change("inserted", behind="Talks go on", after="First.", pieces=("First.",))
    second = returned.change(
        "inserted",
        behind="Talks go on",
        after="(U) Second.",
        pieces=("(U) Second.",),
        piece_styles=("List Bullet",),
    )
    returned.accept(first)
    returned.accept(second)
    assert returned.texts("lead")[:3] == ["Talks go on here.", "First.", "Second."]
    item = returned.briefing.item("lead")
    assert item is not None
    assert item.blocks is not None
    assert item.blocks[2].kind == "list_item"


def test_text_behind_a_deleted_paragraph_goes_behind_the_one_before(returned: Returned) -> None:
    returned.change("deleted", "They are slow")
    returned.change("inserted", behind="They are slow", after="They stall.", pieces=("They stall.",))
    returned.accept()
    assert returned.texts("lead")[:3] == ["Talks go on here.", "They stall.", "One point."]


def test_text_behind_a_quotation_becomes_own_text(returned: Returned) -> None:
    quoted = excerpt_of(returned.briefing)
    returned.change("inserted", behind="Source: Talks", after="We agree.", pieces=("We agree.",))
    returned.accept()
    part = returned.part_of(quoted.id)
    at = part.items.index(quoted)
    made = of_type(part.items[at + 1], OwnText)
    assert join_text(made.blocks) == "We agree."
    assert part.items[at + 2].id == "later"


def test_text_behind_a_heading_begins_the_part(returned: Returned) -> None:
    key = returned.part_of("lead").key
    returned.change("inserted", behind=f"{key} heading", after="In short:", pieces=("In short:",))
    returned.accept()
    assert returned.texts("lead")[:2] == ["In short:", "Talks go on here."]


def test_a_new_heading_of_a_part_begins_one_with_what_follows(returned: Returned) -> None:
    old = returned.part_of("lead")
    for text, style in (
        ("Outlook", "heading 1"),
        ("It is open.", "Normal"),
        ("Talks go on.", "Normal"),
        ("Next", "Heading 1"),
        ("More.", ""),
    ):
        returned.change("inserted", behind="Another point", after=text, pieces=(text,), style=style)
    returned.accept()
    lead, new, last = of_type(returned.briefing, Briefing).parts[:3]
    assert lead.id == old.id
    assert [item.id for item in lead.items] == ["lead"]
    assert (new.heading, last.heading) == ("Outlook", "Next")
    assert [item.text for item in new.items] == ["It is open.\nTalks go on."]
    assert [item.text for item in last.items] == ["More.", *(item.text for item in old.items[1:])]


def test_a_new_part_can_stand_before_all_others(returned: Returned) -> None:
    old = returned.briefing.parts
    for text, style in (("Summary", "heading 1"), ("All is well.", "Normal"), ("Risks", "heading 1")):
        returned.change("inserted", behind="EAP 12", after=text, pieces=(text,), style=style)
    returned.accept()
    first, second, *others = returned.briefing.parts
    assert (first.heading, second.heading, tuple(others)) == ("Summary", "Risks", old)
    assert [item.text for item in first.items] == ["All is well."]


def test_a_part_moves_before_all_others(returned: Returned) -> None:
    last = next(part for part in reversed(returned.briefing.parts) if part.items)
    numbers = [
        n
        for n, one in enumerate(returned.record.paragraphs)
        if one.origin in {last.id, *(item.id for item in last.items)}
    ]
    returned.change("moved", behind="EAP 12", paragraphs=tuple(numbers), source="heading")
    returned.accept()
    assert returned.briefing.parts[0] == last


def test_a_new_heading_within_a_text_stays_in_it(returned: Returned) -> None:
    parts = len(returned.briefing.parts)
    returned.change("inserted", behind="One point", after="Aside", pieces=("Aside",), style="heading 1")
    returned.change("inserted", behind="Another point", after="Detail", pieces=("Detail",), style="heading 2")
    returned.accept()
    assert len(returned.briefing.parts) == parts
    assert {"Aside", "Detail"} <= set(returned.texts("lead"))


def test_a_deleted_paragraph_takes_its_note_along(returned: Returned) -> None:
    returned.change("deleted", "They are slow")
    returned.accept()
    assert returned.texts("lead") == ["Talks go on here.", "One point.", "Another point."]


def test_an_item_without_paragraphs_is_removed(returned: Returned) -> None:
    returned.change("deleted", "A vote")
    returned.change("deleted", "It may slip")
    assert returned.accept().item("later") is None


def test_a_paragraph_moves_within_its_text(returned: Returned) -> None:
    returned.change("moved", "Talks go on", behind="They are slow")
    returned.accept()
    assert returned.texts("lead")[:2] == ["They are slow so far.", "Talks go on here."]


def test_a_paragraph_moves_to_the_beginning_of_its_part(returned: Returned) -> None:
    texts = returned.texts("lead")
    heading = next(one for one in returned.record.paragraphs if one.source == "heading")
    returned.change("moved", "Another point", behind=heading.text)
    returned.accept()
    assert returned.texts("lead") == ["Another point.", *(text for text in texts if text != "Another point.")]


def test_a_moved_paragraph_takes_its_note_to_another_text(returned: Returned) -> None:
    returned.change("moved", "They are slow", behind="A vote")
    returned.accept()
    assert returned.texts("lead") == ["Talks go on here.", "One point.", "Another point."]
    assert returned.texts("later")[:2] == ["A vote is due.", "They are slow so far."]
    assert "Since March." in returned.texts("later")


def test_a_restricted_paragraph_stays_restricted_where_it_goes(opened: Session, briefing: Briefing) -> None:
    closed = replace(LEAD, releases={"b": CLOSED})
    opened.store.apply(
        briefings.edit_briefing(opened, briefing_edits.replace_item(briefing, closed), "edit-briefing")
    )
    returned = Returned(opened, briefing)
    returned.change("moved", "They are slow", behind="A vote")
    returned.accept()
    item = returned.briefing.item("later")
    assert item is not None
    assert item.releases["b"] == CLOSED


def test_a_whole_text_moves_as_an_item(returned: Returned) -> None:
    returned.change("moved", "A vote", "It may slip", behind="Another point")
    part = returned.part_of("lead")
    returned.accept()
    moved = not_none(returned.briefing.part(part.id))
    assert [item.id for item in moved.items] == ["lead", "later", "facts"]


def test_a_whole_part_moves_with_its_edited_words(returned: Returned) -> None:
    key, quoting = returned.part_of("lead").key, returned.part_of("later")
    texts = [
        f"{key} heading",
        *(
            one.text
            for one in returned.record.paragraphs
            if one.origin in {"lead", "facts"} and one.part == "body"
        ),
    ]
    numbers = [n for n, one in enumerate(returned.record.paragraphs) if one.text in texts]
    joined = joined_text(returned.record.paragraphs[number].text for number in numbers)
    hunks = tuple(
        Hunk(start=joined.index(old), end=joined.index(old) + len(old), text=new)
        for old, new in (("go on", "went on"), ("(U) The figures follow", "Figures follow"))
    )
    returned.change("moved", behind="It may slip", paragraphs=tuple(numbers), source="heading", hunks=hunks)
    order = [part.id for part in returned.briefing.walk()]
    after = [part.id for part in returned.accept().walk()]
    first = returned.part_of("lead").id
    assert order.index(first) < order.index(quoting.id)
    assert after.index(first) > after.index(quoting.id)
    assert sorted(after) == sorted(order)
    assert (returned.texts("lead")[0], returned.texts("facts")[0]) == (
        "Talks went on here.",
        "Figures follow.",
    )


def test_styles_and_forms(returned: Returned) -> None:
    returned.change("restyled", "Another point", style="Body Text")
    start = len("(U) Talks ")
    returned.change("formatted", "Talks go on", forms=(FormRange(start=start, end=start + 2, form="bold"),))
    item = returned.accept().item("lead")
    assert item is not None
    assert item.blocks is not None
    assert item.blocks[0].content[1] == Span("go", bold=True)
    assert item.blocks[3].kind == "paragraph"


def test_notes(returned: Returned) -> None:
    returned.edit("Since March", "March", "April", kind="note_edited")
    returned.change("note_inserted", behind="A vote", after="By the Diet.")
    returned.accept()
    assert "Since April." in returned.texts("lead")
    assert returned.texts("later") == ["A vote is due.", "It may slip.", "By the Diet."]
    returned.change("note_deleted", "Since March")
    returned.accept(3)
    item = returned.briefing.item("lead")
    assert item is not None
    assert item.blocks is not None
    assert returned.texts("lead") == [
        "Talks go on here.",
        "They are slow so far.",
        "One point.",
        "Another point.",
    ]
    assert not any(isinstance(inline, NoteReference) for inline in item.blocks[1].content)


def test_a_new_note_stands_where_its_mark_stands_in_the_file(returned: Returned) -> None:
    returned.edit("A vote is due", "due", "set")
    marked = "(U) A vote is set."
    returned.change(
        "note_inserted", behind="A vote", after="By the Diet.", pieces=(marked,), note_place=len("(U) A vote")
    )
    item = returned.accept().item("later")
    assert item is not None
    assert item.blocks is not None
    assert isinstance(item.blocks[0], Paragraph)
    before, mark, after = item.blocks[0].content
    assert (before, after) == (Span("A vote"), Span(" is set."))
    assert isinstance(mark, NoteReference)


def test_a_note_in_a_new_paragraph_is_not_added_to_the_one_above(returned: Returned) -> None:
    text = "The Diet sits until June."
    new = returned.change("inserted", behind="A vote", pieces=(text,), piece_styles=("Body Text",))
    note = returned.change("note_inserted", behind="A vote", after="Or July.", pieces=(text,), note_place=8)
    assert returned.why_not(note) == "word-change-note-first"
    item = returned.accept(new, note).item("later")
    assert item is not None
    assert item.blocks is not None
    assert not any(isinstance(inline, NoteReference) for inline in item.blocks[0].content)
    assert isinstance(item.blocks[1], Paragraph)
    assert [inline.text for inline in item.blocks[1].content] == ["The Diet", "", " sits until June."]


def table_of(returned: Returned) -> list[list[str]]:
    item = returned.briefing.item("facts")
    assert item is not None
    assert item.blocks is not None
    table = of_type(item.blocks[1], Table)
    return [[cell.text for cell in each.cells] for each in table.rows]


def cell(at: int, column: int) -> CellPosition:
    return CellPosition(table=0, row=at, column=column)


def test_cells_rows_and_columns(returned: Returned) -> None:
    edited = returned.edit("41", "41", "14", cell=cell(1, 1))
    deleted = returned.change("row_deleted", "Japan", cell=cell(1, 0))
    added = returned.change("row_inserted", cell=cell(2, 0), pieces=("Taiwan", "20"), after="Taiwan\n20")
    column = returned.change(
        "column_inserted", cell=cell(0, 1), pieces=("2027", "1", "2"), after="2027\n1\n2"
    )
    returned.accept(edited)
    assert table_of(returned) == [["Country", "2026"], ["Japan", "14"], ["Korea", "9"]]
    returned.accept(added)
    assert table_of(returned)[3] == ["Taiwan", "20"]
    returned.accept(deleted)
    assert table_of(returned) == [["Country", "2026"], ["Korea", "9"], ["Taiwan", "20"]]
    returned.accept(column)
    assert table_of(returned)[0] == ["Country", "2026", "2027"]
    returned.change("column_deleted", "Country", cell=cell(0, 0))
    returned.accept(5)
    assert table_of(returned)[0] == ["2026", "2027"]


def test_text_behind_a_table_is_not_put_into_its_last_cell(returned: Returned) -> None:
    returned.change("inserted", behind="9", after="So much for that.", pieces=("So much for that.",))
    returned.changes[0] = replace(returned.changes[0], behind=returned.at("Korea") + 1)
    returned.accept()
    assert returned.texts("facts")[2] == "So much for that."


def test_a_changed_quotation_is_left_out_of_all_and_accepted_alone(returned: Returned) -> None:
    quoted = returned.edit("Ministers agreed", "agreed", "refused", quotation=True)
    own = returned.edit("Talks go on", "go", "went")
    every = all_changes(returned.session, returned.comparison)
    assert (every.numbers, every.quotations) == ((own,), (quoted,))
    before = excerpt_of(returned.briefing)
    assert before.blocks is None
    after = excerpt_of(returned.accept(quoted))
    assert after.blocks is not None
    assert "Ministers refused to meet." in [block.text for block in after.blocks]
    assert after.passage == before.passage


def test_a_paragraph_within_a_quotation_is_put_into_it(returned: Returned) -> None:
    quoted = returned.change(
        "inserted", behind="Ministers agreed", after="So they say.", pieces=("So they say.",), quotation=True
    )
    after = excerpt_of(returned.accept(quoted))
    assert after.blocks is not None
    assert [block.text for block in after.blocks][-2:] == ["So they say.", "They will meet again in Łódź."]


def test_the_changed_text_of_a_quotation_is_put_below_it(returned: Returned) -> None:
    number = returned.edit("Ministers agreed", "agreed", "refused", quotation=True)
    quoted = excerpt_of(returned.briefing)
    returned.session.store.apply(put_text_below(returned.session, returned.comparison, number))
    assert excerpt_of(returned.briefing) == quoted
    part = returned.part_of(quoted.id)
    made = of_type(part.items[part.items.index(quoted) + 1], OwnText)
    assert "refused" in join_text(made.blocks)
    assert change_states(returned.session, returned.comparison)[number] == "accepted"


def test_a_paragraph_that_was_rewritten_since_the_export_is_a_conflict(returned: Returned) -> None:
    number = returned.edit("Talks go on", "go", "went", conflict=True)
    blocks = (
        paragraph("a", "Talks went well ", Span("here", link="https://a.example/"), "."),
        *LEAD.blocks[1:],
    )
    now = briefing_edits.replace_item(returned.briefing, replace(LEAD, blocks=blocks))
    returned.session.store.apply(briefings.edit_briefing(returned.session, now, "edit-briefing"))
    assert returned.why_not(number) == "word-change-conflict"
    assert all_changes(returned.session, returned.comparison).conflicts == (number,)
    returned.session.store.apply(take_returned_text(returned.session, returned.comparison, number))
    item = returned.briefing.item("lead")
    assert item is not None
    assert item.blocks is not None
    assert item.blocks[0].content == (
        Span("Talks went on "),
        Span("here", link="https://a.example/"),
        Span("."),
    )


def test_corrections_of_two_readers_in_one_paragraph_are_both_taken(returned: Returned) -> None:
    returned.accept(returned.edit("Talks go on", "go", "went"))
    returned.changes.clear()
    second = returned.edit("Talks go on", "here", "there", conflict=True, key="other")
    same_words = returned.edit("Talks go on", "go", "run", conflict=True, key="third")
    gone = returned.change("deleted", "Talks go on", conflict=True, key="fourth")
    every = all_changes(returned.session, returned.comparison)
    assert (every.numbers, every.conflicts) == ((), (second, same_words, gone))
    returned.accept(second)
    assert returned.texts("lead")[0] == "Talks went on there."
    returned.changes = [replace(one, conflict=True) for one in returned.changes]
    assert returned.why_not(same_words) == "word-change-conflict"


def test_a_correction_that_two_readers_made_is_accepted_from_both(returned: Returned) -> None:
    returned.accept(returned.edit("Talks go on", "go", "went"))
    returned.accept(returned.edit("Talks go on", "here", "there", key="second"))
    returned.changes.clear()
    again = returned.edit("Talks go on", "go", "went", conflict=True, key="other")
    returned.accept(again)
    assert returned.texts("lead")[0] == "Talks went on there."


def test_a_new_paragraph_that_a_second_reader_corrected_is_not_taken_twice(returned: Returned) -> None:
    first, note = "The Commission wants a mandate in January.", "Press release, 3 March."
    returned.change("inserted", behind="Talks go on", after=first, pieces=(first,))
    returned.change(
        "note_inserted", behind="Talks go on", after=note, pieces=("Talks go on here.",), note_place=5
    )
    returned.accept()
    count = len(returned.texts("lead"))
    returned.changes.clear()
    other = "The Council meets on Monday."
    corrected, new_note = first.replace("in", "by"), note.replace("3", "4")
    second = returned.change("inserted", behind="Talks go on", after=corrected, pieces=(corrected,), key="s")
    third = returned.change("note_inserted", behind="Talks go on", after=new_note, key="t")
    fourth = returned.change("inserted", behind="Talks go on", after=other, pieces=(other,), key="u")
    assert [returned.why_not(each) for each in (second, third, fourth)] == ["word-change-conflict"] * 2 + [""]
    changes = returned.comparison.changes
    assert present_text(returned.session, returned.comparison, changes[second - 1]) == first
    every = all_changes(returned.session, returned.comparison)
    assert (every.numbers, every.conflicts) == ((fourth,), (second, third))
    for number in (second, third):
        returned.session.store.apply(take_returned_text(returned.session, returned.comparison, number))
    returned.accept(fourth)
    assert {corrected, new_note, other} <= {*returned.texts("lead")}
    assert len(returned.texts("lead")) == count + 1


def test_a_new_row_that_a_second_reader_corrected_is_not_taken_twice(returned: Returned) -> None:
    at: dict[str, Any] = {"cell": cell(1, 0), "behind": "Japan"}
    returned.accept(returned.change("row_inserted", pieces=("Taiwan", "20"), after="Taiwan | 20", **at))
    rows = len(table_of(returned))
    returned.changes.clear()
    second = returned.change("row_inserted", pieces=("Taiwan", "21"), after="Taiwan | 21", key="other", **at)
    assert returned.why_not(second) == "word-change-conflict"
    present = present_text(returned.session, returned.comparison, returned.changes[-1])
    assert present == "Taiwan | 20"
    returned.session.store.apply(take_returned_text(returned.session, returned.comparison, second))
    assert (table_of(returned)[2], len(table_of(returned))) == (["Taiwan", "21"], rows)
    third = returned.change("row_inserted", pieces=("Malaysia", "7"), after="Malaysia | 7", key="more", **at)
    returned.accept(third)
    assert len(table_of(returned)) == rows + 1


def test_new_texts_that_are_only_like_those_of_another_reader_replace_none_of_them(
    returned: Returned,
) -> None:
    first = "China: exports fell by 3 per cent in March."
    others = [first.replace("China", name) for name in ("India", "Chile")]
    returned.accept(returned.change("inserted", behind="Talks go on", after=first, pieces=(first,)))
    at: dict[str, Any] = {"cell": cell(1, 0), "behind": "Japan"}
    returned.accept(
        returned.change("row_inserted", pieces=("Korea, the North", ""), after="Korea, the North | ", **at)
    )
    returned.changes.clear()
    both = returned.change(
        "inserted", behind="Talks go on", after="\n".join(others), pieces=tuple(others), key="s"
    )
    row = returned.change(
        "row_inserted", pieces=("Korea, the South", "9"), after="Korea, the South | 9", key="t", **at
    )
    for number in (both, row):
        assert returned.why_not(number) == "word-change-conflict"
        with pytest.raises(ReturnedTextError, match="word-change-structure"):
            take_returned_text(returned.session, returned.comparison, number)
        returned.session.store.apply(put_text_below(returned.session, returned.comparison, number))
    assert {first, *others} <= {*returned.texts("lead")}
    assert sorted(row for row in table_of(returned) if "Korea, " in row[0]) == [
        ["Korea, the North", ""],
        ["Korea, the South", "9"],
    ]


def test_a_paragraph_that_was_rewritten_since_is_moved_with_its_new_words(returned: Returned) -> None:
    returned.accept(returned.edit("Talks go on", "go", "went"))
    returned.changes.clear()
    moved = returned.change("moved", "Talks go on", behind="A vote", conflict=True, key="other")
    assert all_changes(returned.session, returned.comparison).numbers == (moved,)
    returned.accept(moved)
    assert returned.texts("lead")[0] != "Talks went on here."
    texts = [block.text for item in returned.briefing.items for block in item.blocks or ()]
    assert texts[texts.index("A vote is due.") + 1] == "Talks went on here."


def test_a_second_change_of_a_paragraph_is_no_conflict_of_the_first(returned: Returned) -> None:
    first = returned.edit("Talks go on", "go", "went")
    returned.accept(first)
    second = returned.edit("Talks go on", "on", "by", conflict=True)
    returned.accept(second)
    assert returned.texts("lead")[0] == "Talks went by here."


def test_a_second_change_is_a_conflict_where_its_words_were_rewritten(returned: Returned) -> None:
    returned.accept(returned.edit("Talks go on", "go", "went"))
    blocks = (paragraph("a", "Talks went by there."), *LEAD.blocks[1:])
    now = briefing_edits.replace_item(returned.briefing, replace(LEAD, blocks=blocks))
    returned.session.store.apply(briefings.edit_briefing(returned.session, now, "edit-briefing"))
    for known in (True, False):
        second = returned.edit("Talks go on", "here", "now", conflict=known)
        assert returned.why_not(second) == "word-change-conflict"


def test_a_paragraph_that_is_gone_is_told(returned: Returned) -> None:
    number = returned.edit("A vote", "due", "set")
    gone = briefing_edits.remove_item(returned.briefing, "later")
    returned.session.store.apply(briefings.edit_briefing(returned.session, gone, "edit-briefing"))
    assert returned.why_not(number) == "word-change-gone"


def test_an_excerpt_that_an_audience_saw_in_pieces_is_found(returned: Returned) -> None:
    quoted = excerpt_of(returned.briefing)
    number = returned.edit("They will meet", "again", "once more", quotation=True)
    at = returned.at("They will meet")
    shown = list(returned.record.paragraphs)
    shown[at] = replace(shown[at], origin=f"{quoted.id}-1")
    returned.record = replace(returned.record, paragraphs=tuple(shown))
    after = excerpt_of(returned.accept(number))
    assert after.blocks is not None
    assert after.blocks[-1].text == "They will meet once more in Łódź."


def test_a_comment_is_marked_as_done(returned: Returned, briefing: Briefing) -> None:
    number = returned.change("comment", "A vote", comment="Really?")
    assert returned.accept(number) == briefing
    assert change_states(returned.session, returned.comparison)[number] == "accepted"


def test_rejected_changes_leave_the_briefing(returned: Returned, briefing: Briefing) -> None:
    number = returned.edit("A vote", "due", "set")
    returned.session.store.apply(reject_changes(returned.session, returned.comparison, [number]))
    assert returned.briefing == briefing
    deleted = returned.change("deleted", "A vote")
    with pytest.raises(ReturnedTextError):
        take_returned_text(returned.session, returned.comparison, deleted)
