"""Two edits of one text become one, by paragraphs and sentences."""

from __future__ import annotations

import random
from typing import Any

from briefbuilder.exchange.text_merge import merge_texts


def _paragraph(name: str, *sentences: str, **more: Any) -> dict[str, Any]:
    text = " ".join(sentences)
    content = [{"text": text, "bold": False, "kind": "span"}] if text else []
    return {"id": name, "content": content, "kind": "paragraph", **more}


def _texts(blocks: list[Any]) -> dict[str, str]:
    return {block["id"]: "".join(span.get("text", "") for span in block["content"]) for block in blocks}


A, B, C, D = "The minister spoke.", "Exports fell by 4.5 per cent.", "Talks go on?", "Nobody left."


def test_edits_of_different_paragraphs_are_both_kept() -> None:
    base = [_paragraph("p1", A), _paragraph("p2", B)]
    merged = merge_texts(base, [_paragraph("p1", C), base[1]], [base[0], _paragraph("p2", D)])
    assert merged.clean
    assert _texts(merged.blocks) == {"p1": C, "p2": D}


def test_edits_of_different_sentences_of_a_paragraph_are_both_kept() -> None:
    base = [_paragraph("p1", A, B, C)]
    merged = merge_texts(
        base, [_paragraph("p1", "She spoke.", B, C)], [_paragraph("p1", A, B, "Talks ended!")]
    )
    assert merged.clean
    assert _texts(merged.blocks) == {"p1": f"She spoke. {B} Talks ended!"}


def test_no_sentence_is_made_of_two_wordings() -> None:
    base = [_paragraph("p1", A, "The EU must now act.", B)]
    earlier = [_paragraph("p1", A, "The EU must not act.", B)]
    later = [_paragraph("p1", A, "The EU must now wait.", B)]
    merged = merge_texts(base, earlier, later)
    assert not merged.clean
    assert _texts(merged.blocks) == {"p1": f"{A} The EU must now wait. {B}"}


def test_sentences_added_by_both_at_one_place_are_both_kept() -> None:
    base = [_paragraph("p1", A)]
    merged = merge_texts(base, [_paragraph("p1", A, B)], [_paragraph("p1", A, C)])
    assert merged.clean
    assert _texts(merged.blocks) == {"p1": f"{A} {B} {C}"}


def test_sentences_without_spaces_between_them_are_told_apart() -> None:
    base = [_paragraph("p1", "首相が述べた。輸出は減った。協議は続く。")]
    earlier = [_paragraph("p1", "大臣が述べた。輸出は減った。協議は続く。")]
    later = [_paragraph("p1", "首相が述べた。輸出は減った。協議は終わった。")]
    merged = merge_texts(base, earlier, later)
    assert merged.clean
    assert _texts(merged.blocks) == {"p1": "大臣が述べた。輸出は減った。協議は終わった。"}


def test_paragraphs_added_by_both_follow_those_they_were_put_behind() -> None:
    base = [_paragraph("p1", A), _paragraph("p2", B)]
    earlier = [base[0], _paragraph("x1", C), base[1]]
    later = [base[0], base[1], _paragraph("y1", D)]
    merged = merge_texts(base, earlier, later)
    assert merged.clean
    assert list(_texts(merged.blocks)) == ["p1", "x1", "p2", "y1"]


def test_a_paragraph_removed_by_one_and_changed_by_the_other_stays() -> None:
    base = [_paragraph("p1", A), _paragraph("p2", B)]
    removed, changed = [base[0]], [base[0], _paragraph("p2", C)]
    for earlier, later in ((removed, changed), (changed, removed)):
        merged = merge_texts(base, earlier, later)
        assert not merged.clean
        assert _texts(merged.blocks) == {"p1": A, "p2": C}


def test_a_paragraph_removed_by_one_alone_goes() -> None:
    base = [_paragraph("p1", A), _paragraph("p2", B)]
    for earlier, later in (([base[0]], base), (base, [base[0]])):
        merged = merge_texts(base, earlier, later)
        assert merged.clean
        assert _texts(merged.blocks) == {"p1": A}


def test_an_order_changed_by_one_stays_with_the_other_s_words() -> None:
    base = [_paragraph("p1", A), _paragraph("p2", B), _paragraph("p3", C)]
    moved = [base[2], base[0], base[1]]
    changed = [base[0], _paragraph("p2", D), base[2]]
    for earlier, later in ((moved, changed), (changed, moved)):
        merged = merge_texts(base, earlier, later)
        assert merged.clean
        assert _texts(merged.blocks) == {"p3": C, "p1": A, "p2": D}


def test_formats_and_notes_go_with_their_sentences() -> None:
    note = {"note": "n1", "mark": "1", "kind": "note_reference"}
    bold = {"text": "Exports", "bold": True, "kind": "span"}
    base = [
        {
            "id": "p1",
            "kind": "paragraph",
            "content": [{"text": f"{A} Exports fell.", "bold": False, "kind": "span"}],
        }
    ]
    formatted = [
        {
            "id": "p1",
            "kind": "paragraph",
            "content": [
                {"text": f"{A} ", "bold": False, "kind": "span"},
                bold,
                {"text": " fell.", "bold": False, "kind": "span"},
                note,
            ],
        }
    ]
    merged = merge_texts(base, formatted, [_paragraph("p1", "She spoke.", "Exports fell.")])
    assert merged.clean
    content = merged.blocks[0]["content"]
    assert bold in content
    assert content[-1] == note
    assert _texts(merged.blocks) == {"p1": "She spoke. Exports fell."}


def test_a_heading_made_by_one_keeps_the_words_of_the_other() -> None:
    base = [_paragraph("p1", A)]
    merged = merge_texts(base, [{**base[0], "kind": "heading", "level": 2}], [_paragraph("p1", C)])
    assert merged.clean
    assert merged.blocks == [{**_paragraph("p1", C), "kind": "heading", "level": 2}]


def test_a_table_changed_by_both_is_told() -> None:
    def table(cell: str) -> dict[str, Any]:
        return {
            "id": "t",
            "kind": "table",
            "content": [],
            "rows": [{"cells": [{"blocks": [_paragraph("c", cell)]}]}],
        }

    merged = merge_texts([table("1")], [table("2")], [table("3")])
    assert not merged.clean
    assert merged.blocks == [table("3")]


def test_no_sentence_that_one_wrote_is_lost_unless_it_is_told() -> None:
    """What only one side wrote stands, or the merge says that it is not clean; most are."""
    chance = random.Random(12)
    clean = 0
    for number in range(600):
        base = [[f"Sentence {row} {place}." for place in range(4)] for row in range(3)]
        sides = [_edited(base, chance, f"{side}{number}") for side in "ab"]
        one, two = (
            [_paragraph(f"p{row}", *sentences) for row, sentences in enumerate(side)] for side in sides
        )
        merged = merge_texts([_paragraph(f"p{row}", *each) for row, each in enumerate(base)], one, two)
        there = " ".join(_texts(merged.blocks).values())
        written = [
            sentence
            for side in sides
            for sentences, before in zip(side, base, strict=True)
            for sentence in sentences
            if sentence not in before
        ]
        missing = [sentence for sentence in written if sentence not in there]
        assert not (merged.clean and missing), missing
        clean += merged.clean
    assert 400 < clean < 600


def _edited(base: list[list[str]], chance: random.Random, name: str) -> list[list[str]]:
    text = [list(sentences) for sentences in base]
    for step in range(chance.randrange(1, 4)):
        row = chance.choice(text)
        place = chance.randrange(len(row) + 1)
        if place == len(row) or chance.random() < 0.4:
            row.insert(place, f"New {name} {step}.")
        elif chance.random() < 0.5:
            row[place] = f"Changed {name} {step}."
        elif len(row) > 1:
            del row[place]
    return text


def test_edits_that_overlap_are_one_and_those_behind_them_stay() -> None:
    said = [f"Sentence {letter} stands here." for letter in "ABCDEFGH"]
    earlier = [said[0], "The first desk wrote this.", *said[4:]]
    later = ["The second desk wrote that.", *said[2:7], "It wrote this, too."]
    merged = merge_texts(*([_paragraph("p1", *some)] for some in (said, earlier, later)))
    assert not merged.clean
    assert _texts(merged.blocks) == {"p1": " ".join(later)}
    merged = merge_texts(*([_paragraph("p1", *some)] for some in (said, earlier, [*said[:7], later[-1]])))
    assert merged.clean
    assert _texts(merged.blocks) == {"p1": " ".join([*earlier[:-1], later[-1]])}
