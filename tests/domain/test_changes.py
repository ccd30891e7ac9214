"""Changes are undone, and errors are pickled."""

from __future__ import annotations

import pickle
from dataclasses import replace

from briefbuilder.domain.article import Metadata, Original
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Setting, change_of, key_named
from briefbuilder.domain.corrections import RemovalCorrection
from briefbuilder.domain.errors import CancelledError, ImportRefusedError
from briefbuilder.domain.marking import MarkingLevel, MarkingProfile
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Topic


def change(name: str, before: str | None, after: str | None) -> Change:
    return Change(
        key=Key("setting", name),
        before=None if before is None else Setting(id=name, value=before),
        after=None if after is None else Setting(id=name, value=after),
    )


def test_a_set_knows_its_keys_and_drops_changes_that_change_nothing() -> None:
    done = ChangeSet(
        act="set", changes=(change("a", None, "1"), change("a", "1", "2"), change("b", "x", None))
    )
    assert done.keys == {Key("setting", "a"), Key("setting", "b")}
    assert done.without_empty_changes() == done
    empty = replace(done, changes=(*done.changes, change("c", "x", "x")), parameters={"title": "Talks"})
    assert empty.without_empty_changes() == replace(done, parameters={"title": "Talks"})


def test_the_highest_mark_of_several_wins_and_unknown_ones_do_not_count() -> None:
    levels = tuple(
        MarkingLevel(id=name, rank=rank, texts={"en": name.upper()}) for rank, name in enumerate("abc")
    )
    profile = MarkingProfile(id="house", levels=levels)
    assert profile.highest(["a", "c", "b", "unknown"]) == levels[2]
    assert profile.highest([]) is None
    assert profile.highest(["unknown"]) is None


def test_a_mark_of_one_language_is_never_translated() -> None:
    level = MarkingLevel(id="amber", rank=2, texts={"en": "TLP:AMBER"})
    assert level.text("it") == "TLP:AMBER"


def test_a_topic_is_named_in_the_language_or_the_nearest_there_is() -> None:
    topic = Topic(id="chips", names={"en": "Chips", "it": "Semiconduttori"})
    assert topic.name("it-CH") == "Semiconduttori"
    assert topic.name("fr") == "Chips"
    assert Topic(id="chips").name("fr") == "chips"


def test_errors_cross_a_process_with_code_and_parameters() -> None:
    error = pickle.loads(pickle.dumps(ImportRefusedError("file-too-large", name="x.html", limit="50 MB")))
    assert isinstance(error, ImportRefusedError)
    assert (error.code, error.parameters) == ("file-too-large", {"name": "x.html", "limit": "50 MB"})
    assert str(error) == "file-too-large (name=x.html, limit=50 MB)"
    assert isinstance(pickle.loads(pickle.dumps(CancelledError())), CancelledError)


def test_an_article_is_corrected_if_its_text_or_its_metadata_were_changed() -> None:
    original = Original(sha256="0" * 64, media_type="text/plain", name="a.txt", size=1)
    record = ArticleRecord(id="a", metadata=Metadata(title="New"), original=original, text="1" * 64)
    assert record.revision == 1
    assert record.is_corrected is False
    assert replace(record, corrections=(RemovalCorrection(block="b"),)).is_corrected is True
    assert replace(record, read=Metadata(title="Old")).is_corrected is True
    blocks = (Paragraph(id="b1", content=(Span("Words"),)),)
    article = replace(record, revision=2).with_blocks(blocks)
    assert (article.id, article.blocks, article.original, article.revision) == ("a", blocks, original, 2)
    assert article.metadata == record.metadata
    assert record.with_blocks(blocks, Metadata(title="Other")).metadata.title == "Other"


def test_a_change_belongs_to_the_collection_of_its_value() -> None:
    one, other = Topic(id="chips"), Topic(id="chips", own=True)
    key = Key("topic", "chips")
    for before, after in ((one, other), (None, other), (one, None)):
        assert change_of(before, after) == Change(key=key, before=before, after=after)
    assert key_named("topic", "chips") == key
    assert key_named("unknown", "chips") is None
    assert key_named(3, "chips") is None


def test_the_values_after_a_set_are_those_of_the_last_changes() -> None:
    done = ChangeSet(
        act="set", changes=(change("a", None, "1"), change("a", "1", "2"), change("b", "x", None))
    )
    assert done.values_after == {
        Key("setting", "a"): Setting(id="a", value="2"),
        Key("setting", "b"): None,
    }
