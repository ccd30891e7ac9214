"""Subtitles and transcripts of meetings become paragraphs of speech."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importers.readable import block_texts

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.read import read_bytes

SUBTITLES = Path(__file__).parents[2] / "data" / "subtitles"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_transcript_names_who_speaks_and_begins_paragraphs_at_pauses(charset: str) -> None:
    data = (SUBTITLES / "meeting.vtt").read_text("utf-8").encode(charset)
    reading = read_bytes(data, "meeting.vtt")
    assert block_texts(reading) == [
        "Anna Rossi: The stocks are enough for the winter, I think & hope.",
        "Jörg Müller: And in spring? We need 3.4 million tonnes.",
        "Jörg Müller: Let us meet in June.",
    ]
    assert (reading.article.metadata.title, reading.article.metadata.language) == ("meeting", "en")


def test_lines_that_live_subtitles_repeat_stand_once() -> None:
    reading = read_bytes((SUBTITLES / "speech.srt").read_bytes(), "speech.srt")
    assert block_texts(reading) == ["We keep stocks of gas until 2027."]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (3, ["Anna Rossi: We agree.", "Max Kern: So do we: at once."]),
        (1, ["We agree. Note: this is speech. So be it."]),
    ],
)
def test_names_before_a_colon_are_speakers_where_most_lines_have_them(
    share: int, expected: list[str]
) -> None:
    named = ["Anna Rossi: We agree.", "Max Kern: So do we: at once."]
    lines = named if share > 1 else ["We agree.", "Note: this is speech.", "So be it."]
    cues = "\n\n".join(f"00:0{index}.000 --> 00:0{index + 1}.000\n{line}" for index, line in enumerate(lines))
    assert block_texts(read_bytes(f"WEBVTT\n\n{cues}\n".encode(), "a.vtt")) == expected


def test_a_long_speech_is_divided_after_sentences() -> None:
    line = "The ministers keep the stocks of all gases until the spring of the year."
    cues = "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{line}{n}.\n\n" for n in range(12))
    found = block_texts(read_bytes(cues.encode(), "a.srt"))
    assert len(found) == 2
    assert all(text.endswith(".") for text in found)


def test_subtitles_without_words_are_refused() -> None:
    with pytest.raises(ImportRefusedError, match="import-empty"):
        read_bytes(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", "a.vtt")


def test_an_older_transcript_of_teams_has_the_speaker_above_the_text() -> None:
    text = (
        "0:0:3.210 --> 0:0:6.120\nRossi, Anna\nGood morning.\n\n0:0:9.500 --> 0:0:14.0\nOzols, Janis\nThank you.\n\n"
        "0:0:15.500 --> 0:0:24.40\nOzols, Janis\nWe begin.\n"
    )
    article = read_bytes(text.encode(), "a.txt").article
    assert [block.text for block in article.blocks] == [
        "Rossi, Anna: Good morning.",
        "Ozols, Janis: Thank you. We begin.",
    ]
