"""Each finding is reported at its place, and disappears when the problem is fixed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.narrowing import of_type
from tests.template_files import parse_template

from briefbuilder.app.messages import Words, read_catalogue
from briefbuilder.composing.check import check, check_lines, check_pages, has_page_limits
from briefbuilder.domain.article import Metadata
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import (
    ignore_findings,
    ignored_finding,
    insert_item,
    insert_part,
    move_item,
    remove_part,
    replace_item,
    set_field,
    set_part_heading,
)
from briefbuilder.domain.document import Document, DocumentPicture, DrawnHeading, DrawnQuotation, content_text
from briefbuilder.domain.links import is_usable_link
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.passage import PassageBuilder
from briefbuilder.domain.text import Figure, Heading, NoteReference, Paragraph, Span
from briefbuilder.export.labels import iter_contents
from briefbuilder.templating.checks import CHECKS
from briefbuilder.templating.model import Template

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


NOWHERE = ("https:///path", "https://?q=1", "http://[::1/", "mailto:nobody", "mailto:@example.eu")


def found(findings: tuple[Finding, ...], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def part_of(briefing: Briefing, key: str) -> Part:
    return next(part for part in briefing.walk() if part.key == key)


def first_excerpt(briefing: Briefing) -> Excerpt:
    return next(item for item in briefing.items if isinstance(item, Excerpt))


def own(text: str, item_id: str = "own1") -> OwnText:
    return OwnText(id=item_id, blocks=(Paragraph(id="o1", content=(Span(text),)),))


def test_a_fresh_briefing_is_not_blocked(desk: Desk) -> None:
    findings = desk.check(desk.briefing())
    assert [finding for finding in findings if finding.severity == "error"] == []
    (empty,) = found(findings, "part-required-empty")
    assert empty.severity == "warning"
    assert empty.parameters == {"part": "Key points"}


def test_errors_come_first(desk: Desk) -> None:
    findings = desk.check(replace(desk.briefing(), title=" "))
    order = [("error", "warning", "hint").index(finding.severity) for finding in findings]
    assert order == sorted(order)
    assert findings[0].code == "title-empty"


def test_a_filled_part_is_no_longer_reported(desk: Desk) -> None:
    briefing = desk.briefing()
    filled = insert_item(briefing, part_of(briefing, "key-points").id, own("Tokyo wants a deal."))
    assert found(desk.check(filled), "part-required-empty") == []


def test_a_blank_text_does_not_fill_a_part(desk: Desk) -> None:
    briefing = desk.briefing()
    blank = insert_item(briefing, part_of(briefing, "key-points").id, own("  \n "))
    assert len(found(desk.check(blank), "part-required-empty")) == 1


def test_a_required_part_that_was_taken_out_is_reported(desk: Desk) -> None:
    briefing = desk.briefing()
    gone = remove_part(briefing, part_of(briefing, "key-points").id)
    assert len(found(desk.check(gone), "part-required-empty")) == 1


def test_a_topic_without_passages_has_no_heading(desk: Desk) -> None:
    briefing = desk.briefing(topics=("trade", "derisking"))
    composition = desk.compose(briefing)
    headings = [
        content_text(each.content) for each in composition.document.elements if isinstance(each, DrawnHeading)
    ]
    assert headings == ["De-risking", "Sources"]
    (empty,) = found(composition.findings, "topic-empty")
    assert empty.parameters == {"topic": "Trade"}
    assert empty.place.part == part_of(briefing, "topics").id


def test_a_topic_whose_passages_stand_elsewhere_is_not_called_untagged(desk: Desk) -> None:
    briefing = desk.briefing()
    (part,) = [one for one in briefing.walk() if one.topic == "semiconductors"]
    for item in part.items:
        briefing = move_item(briefing, item.id, briefing.parts[0].id, 0)
    tagged = {"semiconductors": tuple(tag.passage for tag in desk.tags if tag.topic == "semiconductors")}
    inputs = replace(desk.inputs(briefing, None), tagged=tagged)
    assert found(check(inputs), "topic-empty") == []
    assert part.id in [one.place.part for one in found(check(inputs), "part-empty")]
    untagged = check(replace(inputs, tagged={}))
    assert [one.place.part for one in found(untagged, "topic-empty")] == [part.id]


def test_a_required_field_that_is_empty_shows_its_gap(desk: Desk) -> None:
    briefing = set_field(desk.briefing(), "date", "")
    (missing,) = found(desk.check(briefing), "field-required-empty")
    assert (missing.severity, missing.place.field) == ("error", "date")
    assert "[to be completed]" in _drawn_text(desk.compose(briefing).document)


@pytest.mark.parametrize(
    ("template", "field", "value", "code"),
    [
        ("thematic-briefing", "date", "tomorrow", "field-date-invalid"),
        ("press-review", "edition", "night", "field-choice-unknown"),
        ("press-review", "colour", "blue", "field-unknown"),
    ],
)
def test_a_field_with_a_wrong_value_is_reported(
    desk: Desk, template: str, field: str, value: str, code: str
) -> None:
    used = desk.template(template)
    briefing = set_field(desk.briefing(used), field, value)
    (wrong,) = found(desk.check(briefing, used), code)
    assert wrong.place.field == field


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        ("31.05.2026", "it", "31 maggio 2026"),
        ("27 novembre 2026", "fr", "27 novembre 2026"),
        ("2026年11月27日", "en", "27 November 2026"),
    ],
)
def test_a_date_in_the_form_of_the_language_is_understood(
    desk: Desk, value: str, language: str, shown: str
) -> None:
    briefing = set_field(desk.briefing(language=language), "date", value)
    composition = desk.compose(briefing)
    assert found(composition.findings, "field-date-invalid") == []
    assert shown in _drawn_text(composition.document)


def _drawn_text(document: Document) -> str:
    return "\n".join(map(content_text, iter_contents(document)))


def test_a_date_whose_day_and_month_can_be_exchanged_is_reported_with_both(desk: Desk) -> None:
    briefing = set_field(desk.briefing(), "date", "05/06/2026")
    (wrong,) = found(desk.check(briefing), "field-date-ambiguous")
    assert (wrong.severity, wrong.place.field) == ("error", "date")
    assert (wrong.parameters["first"], wrong.parameters["second"]) == ("5 June 2026", "6 May 2026")


def test_a_number_in_the_form_of_the_language_is_understood(desk: Desk) -> None:
    template = numbers(desk)
    briefing = set_field(desk.briefing(template, "it"), "for", "9,5")
    codes = {finding.code for finding in desk.check(briefing, template)}
    assert not codes & {"field-number-invalid", "field-number-range"}
    for value, count in (("0", 0), ("10", 0), ("10,5", 1), ("-1", 1)):
        briefing = set_field(desk.briefing(template, "it"), "for", value)
        assert len(found(desk.check(briefing, template), "field-number-range")) == count


def numbers(desk: Desk) -> Template:
    text = (desk.root / "templates" / "thematic-briefing.yaml").read_text("utf-8")
    named = r"- key: for\n  kind: text\n(  label: .*\n)  sample: .*\n"
    text = re.sub(named, r"- key: for\n  kind: number\n\1  minimum: 0\n  maximum: 10\n", text)
    template, findings = parse_template(text.encode(), str(desk.root / "templates" / "numbers.yaml"))
    assert template is not None, findings
    return template


@pytest.mark.parametrize(("value", "code"), [("ten", "field-number-invalid"), ("11", "field-number-range")])
def test_a_number_that_is_none_or_too_large_is_reported(desk: Desk, value: str, code: str) -> None:
    template = numbers(desk)
    briefing = set_field(desk.briefing(template), "for", value)
    assert len(found(desk.check(briefing, template), code)) == 1


def test_a_lost_passage_is_an_error_and_its_words_stay(desk: Desk) -> None:
    briefing = desk.briefing()
    excerpt = first_excerpt(briefing)
    lost = replace(excerpt, passage=replace(excerpt.passage, quote="Words that\nare gone"))
    composition = desk.compose(replace_item(briefing, lost))
    (error,) = found(composition.findings, "quotation-lost")
    assert (error.severity, error.place.item) == ("error", excerpt.id)
    assert error.parameters["quote"].startswith("Words that")
    drawn = next(
        each
        for each in composition.document.elements
        if isinstance(each, DrawnQuotation) and each.origin == excerpt.id
    )
    assert [content_text(paragraph) for paragraph in drawn.paragraphs] == ["Words that", "are gone"]


def test_an_excerpt_of_an_article_that_is_gone_keeps_its_words(desk: Desk) -> None:
    briefing = desk.briefing()
    without = replace(desk, articles={})
    composition = without.compose(briefing)
    excerpts = [item for item in briefing.items if isinstance(item, Excerpt)]
    assert len(found(composition.findings, "excerpt-without-article")) == len(excerpts) > 1
    notes = [content_text(note.content) for note in composition.document.notes]
    assert "[source not found in the dossier]." not in notes
    assert "[source not found in the dossier]" in notes


def test_an_edited_excerpt_is_reported_and_marked(desk: Desk) -> None:
    briefing = desk.briefing(topics=("derisking",))
    excerpt = of_type(briefing.items[-1], Excerpt)
    edited = replace(excerpt, blocks=(Paragraph(id="e1", content=(Span("Controls stay national."),)),))
    changed = replace_item(briefing, edited)
    assert [one.place.item for one in found(desk.check(changed), "quotation-differs")] == [excerpt.id]
    notes = desk.compose(changed).document.notes
    assert content_text(notes[-1].content).endswith("[edited]")
    article = desk.articles[excerpt.passage.article]
    kept = replace(
        excerpt, blocks=tuple(block for block in article.blocks if block.id in excerpt.passage.blocks)
    )
    for without in (replace(desk, articles={}), desk.with_article(replace(article, blocks=()))):
        # The words of the passage tell what was edited where its article is gone or has another text.
        assert len(found(without.check(changed), "quotation-differs")) == 1
        assert found(without.check(replace_item(briefing, kept)), "quotation-differs") == []


def test_the_same_passage_twice_is_reported(desk: Desk) -> None:
    briefing = desk.briefing(topics=("derisking",))
    assert found(desk.check(briefing), "excerpt-duplicate") == []
    again = replace(first_excerpt(briefing), id="again")
    (twice,) = found(desk.check(insert_item(briefing, briefing.parts[-1].id, again)), "excerpt-duplicate")
    assert twice.severity == "warning"


def test_the_same_words_from_a_copy_of_an_article_are_reported(desk: Desk) -> None:
    briefing = desk.briefing(topics=("derisking",))
    first = first_excerpt(briefing)
    words = first.passage.quote + " and so on" * 10
    copies = [
        replace(first, id=name, passage=replace(first.passage, article=name, quote=quote))
        for name, quote in (("one", words), ("two", words.replace(" ", "  ")), ("short", "A"), ("other", "A"))
    ]
    for copy in copies:
        briefing = insert_item(briefing, briefing.parts[-1].id, copy)
    assert len(found(desk.check(briefing), "excerpt-duplicate")) == 1


def test_a_sentence_and_the_passage_that_has_it_are_reported(desk: Desk) -> None:
    briefing = desk.briefing(topics=("derisking",))
    whole = first_excerpt(briefing)
    passage = whole.passage
    words = replace(passage, blocks=passage.blocks[:1], end=passage.start + 9, quote=passage.quote[:9])
    alone = replace(whole, id="alone", passage=words)
    for index in (0, 99):
        twice = insert_item(briefing, briefing.parts[-1].id, alone, index)
        (reported,) = found(desk.check(twice), "excerpt-duplicate")
        assert (reported.place.item, reported.parameters["first"]) == ("alone", whole.id)
    elsewhere = replace(alone, passage=replace(words, article="another"))
    assert not found(desk.check(insert_item(briefing, briefing.parts[-1].id, elsewhere)), "excerpt-duplicate")


def test_reserved_rights_are_reported_once_for_each_article(desk: Desk) -> None:
    (reserved,) = found(desk.check(desk.briefing()), "rights-reserved")
    assert reserved.parameters["statement"] == "Riproduzione riservata"
    assert reserved.place.article == "a1"


def test_what_a_source_does_not_say_is_reported(desk: Desk) -> None:
    findings = desk.check(desk.briefing())
    gaps = {one.code for one in findings if one.place.article == "a2" and one.code.startswith("source-")}
    assert gaps == {"source-without-outlet", "source-without-date", "source-without-url"}
    bare = replace(desk.articles["a2"], metadata=Metadata())
    codes = {one.code for one in desk.with_article(bare).check(desk.briefing())}
    assert {"source-without-title", "language-unknown"} <= codes


def test_a_reliability_code_must_be_an_admiralty_code(desk: Desk) -> None:
    briefing = desk.briefing(topics=("semiconductors",))
    excerpt = first_excerpt(briefing)
    assert len(found(desk.check(briefing), "reliability-missing")) == 1
    good = replace_item(briefing, replace(excerpt, reliability="B2"))
    assert found(desk.check(good), "reliability-missing") == []
    bad = replace_item(briefing, replace(excerpt, reliability="G9"))
    assert len(found(desk.check(bad), "reliability-invalid")) == 1


def test_too_many_words_are_counted(desk: Desk) -> None:
    briefing = desk.briefing()
    part = part_of(briefing, "key-points")
    long = insert_item(briefing, part.id, own("word " * 2_050))
    findings = desk.check(long)
    (too_long,) = found(findings, "part-too-long")
    assert too_long.parameters == {"part": "Key points", "count": "2050", "limit": "200"}
    assert len(found(findings, "briefing-too-long")) == 1


def test_too_many_pages_are_counted(desk: Desk) -> None:
    template = desk.template("meeting-brief")
    inputs = desk.inputs(desk.briefing(template), template)
    assert check_pages(inputs, 2, {}) == ()
    (finding,) = check_pages(inputs, 3, {})
    assert (finding.code, finding.severity) == ("too-many-pages", "warning")
    review = desk.template("press-review")
    assert check_pages(desk.inputs(desk.briefing(review), review), 90, {}) == ()


def test_a_language_that_the_template_does_not_speak_is_reported(desk: Desk) -> None:
    assert len(found(desk.check(desk.briefing(language="pl")), "language-not-in-template")) == 1
    assert found(desk.check(desk.briefing(language="it-CH")), "language-not-in-template") == []


def test_an_empty_briefing_is_an_error(desk: Desk) -> None:
    assert len(found(desk.check(desk.briefing(topics=())), "no-content")) == 1


def test_parts_and_topics_that_are_not_known_are_drawn_and_reported(desk: Desk) -> None:
    briefing = insert_part(desk.briefing(), Part(id="x", key="annex", heading="Annex", items=(own("Text"),)))
    briefing = insert_part(
        briefing, Part(id="y", key="topics", topic="lost-topic", items=(own("Text", "o2"),))
    )
    composition = desk.compose(briefing)
    assert [one.place.part for one in found(composition.findings, "part-unknown")] == ["x"]
    assert [one.place.part for one in found(composition.findings, "topic-unknown")] == ["y"]
    headings = [content_text(e.content) for e in composition.document.elements if isinstance(e, DrawnHeading)]
    assert {"Annex", "lost-topic"} <= set(headings)


def test_a_parts_own_heading_replaces_the_label(desk: Desk) -> None:
    briefing = desk.briefing()
    renamed = set_part_heading(briefing, part_of(briefing, "topics").id, "Staying in business")
    headings = [
        content_text(e.content)
        for e in desk.compose(renamed).document.elements
        if isinstance(e, DrawnHeading)
    ]
    assert headings[0] == "Staying in business"


def test_the_missing_pictures_of_an_article_are_one_finding_that_is_ignored_once(desk: Desk) -> None:
    article = desk.articles["a1"]
    lost = tuple(Figure(id=f"lost{number}") for number in range(3))
    bare = desk.with_article(replace(article, blocks=(*article.blocks, *lost)))
    quoted = PassageBuilder(bare.articles["a1"]).of(tuple(block.id for block in lost))
    briefing = desk.briefing()
    part = next(part for part in briefing.walk() if any(isinstance(item, Excerpt) for item in part.items))
    texts = (OwnText(id="own", blocks=lost[:2]),)
    for item in (Excerpt(id="lost", passage=quoted), *texts):
        briefing = insert_item(briefing, part.id, item)
    several = found(bare.check(briefing), "picture-missing")
    assert [(one.place.article, one.parameters["count"]) for one in several] == [("a1", "3"), (None, "2")]
    ignored = ignore_findings(briefing, several[:1], "A map")
    assert [
        ignored_finding(ignored, one) is not None for one in found(bare.check(ignored), "picture-missing")
    ] == [
        True,
        False,
    ]


def test_the_unreadable_pictures_of_an_article_are_one_finding(desk: Desk) -> None:
    lost = tuple("12"[number] * 64 for number in range(2))
    figures = tuple(Figure(id=f"f{number}", picture=name) for number, name in enumerate(lost))
    pictures = {**desk.pictures, **dict.fromkeys(lost, DocumentPicture())}
    used = replace(desk, pictures=pictures, unreadable=frozenset(lost))
    briefing = used.briefing()
    briefing = insert_item(briefing, briefing.parts[0].id, OwnText(id="own", blocks=figures))
    (finding,) = found(used.check(briefing), "picture-left-out")
    assert finding.parameters["count"] == "2"
    assert Words("en").finding(finding).startswith("2 pictures cannot be read.")


def test_pictures_without_bytes_or_description_are_reported(desk: Desk) -> None:
    briefing = desk.briefing()
    without = replace(desk, pictures={})
    assert [one.parameters["name"] for one in found(without.check(briefing), "picture-missing")] == [
        "Il porto di Kobe"
    ]
    article = desk.articles["a1"]
    blocks = tuple(
        replace(block, alternative_text="") if isinstance(block, Figure) else block
        for block in article.blocks
    )
    bare = desk.with_article(replace(article, blocks=blocks))
    assert len(found(bare.check(briefing), "alternative-text-missing")) == 1
    assert found(desk.check(briefing), "alternative-text-missing") == []


def test_unsafe_links_broken_notes_and_unwritable_characters_are_reported(desk: Desk) -> None:
    content: tuple[Span | NoteReference, ...] = (
        Span("see "),
        Span("here", link="file:///etc/passwd"),
        *(Span("nowhere", link=link) for link in NOWHERE),
        Span(" or "),
        Span("there", link="https://example.eu/"),
        NoteReference("gone", "7"),
        Span(" bell\x07"),
    )
    briefing = desk.briefing()
    item = OwnText(id="own1", blocks=(Paragraph(id="o1", content=content),))
    composition = desk.compose(insert_item(briefing, part_of(briefing, "key-points").id, item))
    assert [one.parameters["link"] for one in found(composition.findings, "link-dropped")] == [
        "file:///etc/passwd",
        *NOWHERE,
    ]
    assert [one.parameters["mark"] for one in found(composition.findings, "note-missing")] == ["7"]
    assert [one.parameters["characters"] for one in found(composition.findings, "characters-unwritable")] == [
        "U+0007"
    ]


def test_titles_headings_and_fields_are_on_one_clean_line(desk: Desk) -> None:
    briefing = set_field(replace(desk.briefing(), title="Two\nlines\x00"), "for", "A\x0bB")
    briefing = set_part_heading(briefing, part_of(briefing, "topics").id, " Own\n heading ")
    composition = desk.compose(briefing)
    assert composition.document.title == "Two lines\ufffd"
    headings = [content_text(e.content) for e in composition.document.elements if isinstance(e, DrawnHeading)]
    assert "Own heading" in headings
    places = {one.place.field for one in found(composition.findings, "characters-unwritable")}
    assert places == {"title", "for"}


def test_notes_of_text_that_is_not_quoted_are_reported(desk: Desk) -> None:
    composition = desk.compose(desk.briefing(topics=("derisking",)))
    assert [one.parameters["quote"] for one in found(composition.findings, "note-elsewhere")] == [
        "Discorso del 3 luglio."
    ]


def test_a_template_decides_how_grave_a_finding_is(desk: Desk) -> None:
    text = (desk.root / "templates" / "thematic-briefing.yaml").read_text("utf-8")
    template, _ = parse_template(
        (text + "  rights-reserved: error\n").encode(), str(desk.root / "templates" / "strict.yaml")
    )
    assert template is not None
    assert [one.severity for one in found(desk.check(desk.briefing(), template), "rights-reserved")] == [
        "error"
    ]


def test_own_headings_never_jump_a_level(desk: Desk) -> None:
    blocks = (
        Heading(id="h1", level=4, content=(Span("First"),)),
        Heading(id="h2", level=6, content=(Span("Second"),)),
        Paragraph(id="p", content=(Span("Text"),)),
    )
    briefing = desk.briefing()
    filled = insert_item(briefing, part_of(briefing, "key-points").id, OwnText(id="own1", blocks=blocks))
    levels = [each.level for each in desk.compose(filled).document.elements if isinstance(each, DrawnHeading)]
    assert levels[:3] == [1, 2, 3]


def test_checks_every_finding_has_words(desk: Desk) -> None:
    known = read_catalogue(desk.root / "resources" / "messages" / "en.yaml")
    assert [code for code in CHECKS if code not in known] == []


def test_lines_of_a_part_are_those_of_all_its_items(desk: Desk) -> None:
    text = (
        "version: 1\nid: note\nname: Note\nlanguages: [en]\nmarking: {profile: none}\n"
        "parts:\n- {key: points, kind: written, label: Points, limit: {lines: 5}}\n"
    )
    template, faults = parse_template(text.encode(), "note.yaml")
    assert template is not None, faults
    inner = Part(id="inner", key="inner", items=(OwnText(id="c"),))
    part = Part(id="p", key="points", items=(OwnText(id="a"), OwnText(id="b")), parts=(inner,))
    inputs = desk.inputs(replace(desk.briefing(template), parts=(part,)), template)
    assert check_lines(inputs, {"a": 2, "c": 3, "other": 9}) == ()
    (found_one,) = check_lines(inputs, {"a": 3, "c": 3})
    assert found_one.place.part == "p"
    assert found_one.parameters == {"part": "Points", "count": "6", "limit": "5"}
    assert has_page_limits(inputs)
    assert not has_page_limits(replace(inputs, briefing=replace(inputs.briefing, parts=(inner,))))


def test_a_dropped_link_is_reported_with_its_first_two_hundred_characters(desk: Desk) -> None:
    link = "file:///" + "x" * 300
    briefing = desk.briefing()
    item = OwnText(id="own1", blocks=(Paragraph(id="o1", content=(Span("here", link=link),)),))
    composition = desk.compose(insert_item(briefing, part_of(briefing, "key-points").id, item))
    (told,) = found(composition.findings, "link-dropped")
    assert told.parameters["link"] == link[:200]


def test_a_link_that_hides_its_host_is_reported_and_printed_as_text(desk: Desk) -> None:
    link = "https://bank.example@evil.example/" + "x" * 300
    expected = {"link": link[:200], "host": "evil.example"}
    briefing = desk.briefing(topics=("derisking",))
    item = OwnText(id="own1", blocks=(Paragraph(id="o1", content=(Span("the bank", link=link),)),))
    composition = desk.compose(insert_item(briefing, part_of(briefing, "key-points").id, item))
    assert [one.parameters for one in found(composition.findings, "link-disguised")] == [expected]
    assert "the bank" in repr(composition.document)
    assert "evil" not in repr(composition.document)
    article = desk.articles["a1"]
    disguised = desk.with_article(replace(article, metadata=replace(article.metadata, url=link)))
    (told,) = found(disguised.check(briefing), "link-disguised")
    assert (told.place.article, told.parameters) == ("a1", expected), "once, however often it is cited"
    document = disguised.compose(briefing).document
    assert "https://evil.example/" in repr(document)
    assert link not in repr(document)
    assert found(desk.check(briefing), "link-disguised") == []


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("https://example.eu", True),
        ("HTTP://example.eu/a?b#c", True),
        ("https://.", False),
        ("https://", False),
        ("https:///path", False),
        ("https://[broken", False),
        ("https://example.eu/a b", False),
        ("mailto:a@b.eu", True),
        ("mailto:a@.", False),
        ("mailto:@b.eu", False),
        ("mailto:ab.eu", False),
        ("javascript:x", False),
    ],
)
def test_only_links_with_a_host_or_a_mailbox_are_exported(link: str, leads: bool) -> None:
    assert is_usable_link(link) is leads


def test_a_part_for_topics_without_topics_is_empty_and_otherwise_each_empty_topic_is_reported(
    desk: Desk,
) -> None:
    alone = replace(desk.briefing(), parts=(Part(id="p", key="topics"),))
    assert [one.place.part for one in found(desk.check(alone), "part-empty")] == ["p"]
    inner = tuple(Part(id=name, key="topics", topic=name) for name in ("derisking", "trade"))
    several = replace(alone, parts=(Part(id="p", key="topics", parts=inner),))
    assert found(desk.check(several), "part-empty") == []
    assert [one.place.part for one in found(desk.check(several), "topic-empty")] == ["derisking", "trade"]
    written = replace(alone, parts=(Part(id="p", key="outlook", parts=inner),))
    assert [one.place.part for one in found(desk.check(written), "topic-empty")] == []
