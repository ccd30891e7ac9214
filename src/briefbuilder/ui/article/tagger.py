"""Tags, suggestions and own topics as acts on the open dossier; errors are told through the prompter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefbuilder.app.acts import tagging as tag_acts
from briefbuilder.app.acts import topics as topic_acts
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Suggestion, Tag, Topic
from briefbuilder.ui.article.target import Target
from briefbuilder.ui.services import Services


class Tagger:
    """The acts of the article's pane; each does nothing without a dossier that may be changed."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def tag(self, target: Target, topic: str) -> bool:
        """Put a topic on a target; True where it was done."""

        def act(session: Session) -> ChangeSet:
            if target.kind == "section":
                return tag_acts.tag_section(session, target.passage.article, target.section, [topic])
            return tag_acts.tag_passage(session, target.passage, [topic])

        return self._do(act)

    def create_topic(self, target: Target, name: str) -> str | None:
        """Make a topic of the user's own, put it on a target in the same act, and return its id."""
        made: list[str] = []

        def act(session: Session) -> ChangeSet:
            adding = topic_acts.add_topic(session, name, self._services.language)
            made.extend(change.after.id for change in adding.changes if isinstance(change.after, Topic))
            tag = Tag(id=session.clock.new_id("t"), topic=made[0], passage=target.passage)
            putting = Change(key=Key("tag", tag.id), before=None, after=tag)
            return replace(adding, changes=(*adding.changes, putting))

        return made[0] if self._do(act) else None

    def remove(self, tags: list[Tag]) -> bool:
        """Take tags off."""
        return self._do(lambda session: tag_acts.remove_tags(session, [tag.id for tag in tags]))

    def move(self, tag: Tag, passage: Passage) -> bool:
        """Have a tag lie on other words of its article."""
        return self._do(lambda session: tag_acts.move_tag(session, tag, passage))

    def accept(self, article: str, section: int, suggestion: Suggestion) -> bool:
        """Accept one suggestion."""
        return self._do(lambda session: tag_acts.accept_suggestions(session, article, section, [suggestion]))

    def reject(self, article: str, section: int, suggestion: Suggestion) -> bool:
        """Reject one suggestion; it will not be made again."""
        return self._do(
            lambda session: tag_acts.reject_suggestion(session, article, section, suggestion.topic)
        )

    def accept_all(self, article: str, found: Sequence[Sequence[Suggestion]]) -> bool:
        """Accept suggestions for an article, some for each section, as one act."""

        def act(session: Session) -> ChangeSet:
            sets = [
                tag_acts.accept_suggestions(session, article, index, suggestions)
                for index, suggestions in enumerate(found)
                if suggestions
            ]
            changes = tuple(change for each in sets for change in each.changes)
            return ChangeSet(act="accept-suggestions", changes=changes, parameters=_parameters(changes))

        return self._do(act)

    def _do(self, act: Callable[[Session], ChangeSet]) -> bool:
        session = self._services.holder.session
        if session is None or session.read_only:
            return False
        try:
            self._services.holder.apply(act(session))
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return False
        return True


def _parameters(changes: tuple[Change, ...]) -> dict[str, str]:
    tags = [change.after for change in changes if isinstance(change.after, Tag)]
    return {"count": str(len(tags)), "topic": ", ".join(sorted({tag.topic for tag in tags}))}
