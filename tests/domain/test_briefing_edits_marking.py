"""A marking can be lowered only with a reason, which is recorded."""

from __future__ import annotations

import pytest

from briefbuilder.domain.briefing import Briefing, Lowering
from briefbuilder.domain.briefing_edits import is_downgrade, set_marking
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.marking import MarkingLevel, MarkingProfile

PROFILE = MarkingProfile(
    id="own",
    levels=tuple(
        MarkingLevel(id=name, rank=rank, texts={"und": name})
        for rank, name in enumerate(("open", "shut", "sealed"))
    ),
)
NOTE = Briefing(id="b", title="Note", template="note", language="en")


def test_a_mark_is_raised_without_a_word() -> None:
    raised = set_marking(NOTE, "sealed", PROFILE, "open")
    assert (raised.marking, raised.lowerings) == ("sealed", ())


@pytest.mark.parametrize(("after", "default"), [("open", "open"), (None, "open"), (None, None)])
def test_a_mark_is_not_lowered_without_a_reason(after: str | None, default: str | None) -> None:
    marked = set_marking(NOTE, "sealed", PROFILE, default)
    with pytest.raises(BriefingError, match="marking-lowered-without-reason"):
        set_marking(marked, after, PROFILE, default, reason=" ")


def test_the_error_for_a_missing_reason_names_both_levels() -> None:
    with pytest.raises(BriefingError) as caught:
        set_marking(set_marking(NOTE, "sealed", PROFILE, None), None, PROFILE, None)
    assert caught.value.parameters == {"before": "sealed", "after": "–"}


def test_the_reason_is_kept_with_both_levels_and_the_moment() -> None:
    marked = set_marking(NOTE, "sealed", PROFILE, "open")
    moment = "2026-11-25T08:30:00Z"
    lowered = set_marking(marked, None, PROFILE, "open", reason=" The source is public. ", moment=moment)
    assert lowered.marking is None
    assert lowered.lowerings == (
        Lowering(before="sealed", after="open", reason="The source is public.", moment=moment),
    )
    assert len(set_marking(lowered, "shut", PROFILE, "open").lowerings) == 1


def test_a_missing_or_unknown_marking_cannot_be_lowered() -> None:
    assert is_downgrade(PROFILE, None, "open") is False
    assert not is_downgrade(PROFILE, "unknown", "open")
    assert not is_downgrade(PROFILE, "open", None)
    assert is_downgrade(PROFILE, "shut", None)
