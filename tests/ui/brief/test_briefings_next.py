"""A new briefing from another one keeps its structure, and one undo removes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbuilder.app.commands.tags import tag_section
from briefbuilder.domain.briefing import Excerpt

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def test_the_next_briefing_contains_passages_tagged_since(desk: Desk) -> None:
    former = desk.briefing
    (record,) = desk.session.store.articles()
    desk.session.apply(tag_section(desk.session, record.id, 1, ["eu-japan"]))
    known = {item.passage for item in former.items if isinstance(item, Excerpt)}
    new = [tag.passage for tag in desk.session.store.tags() if tag.passage not in known]
    desk.prompter.text = "Chips, Thursday"
    desk.services.actions.action("follow-briefing").trigger()
    assert desk.briefing.title == "Chips, Thursday"
    assert desk.briefing.id != former.id
    assert [part.topic for part in desk.briefing.walk()] == [part.topic for part in former.walk()]
    assert [item.passage for item in desk.briefing.items if isinstance(item, Excerpt)] == new
    assert desk.briefing.fields["reference"] == "12/26"
    desk.undo()
    assert desk.briefing == former
