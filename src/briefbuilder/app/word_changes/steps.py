"""What the steps of applying changes share: the comparison, the blocks, and the ids of what is new."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefbuilder.app.word_changes.exported_blocks import ExportedBlocks
from briefbuilder.domain.briefing import Briefing, Item, OwnText
from briefbuilder.domain.word_changes import Comparison, WordChange

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_ID_DIGITS = 12
TEXT_KINDS = frozenset({"edited", "typography", "split", "joined", "note_edited"})
"""The kinds of changes of text where it is, which may add paragraphs to those they name."""


class ChangeSteps:
    """Applies some kinds of changes to the blocks of a briefing.

    New blocks and items have ids that follow from their change, so that later changes find them, also when the file
    is compared again.
    """

    def __init__(self, session: Session, comparison: Comparison, blocks: ExportedBlocks) -> None:
        self._session = session
        self._comparison = comparison
        self._blocks = blocks

    @property
    def briefing(self) -> Briefing:
        """The briefing with the changes applied so far."""
        return self._blocks.briefing

    def new_id(self, change: WordChange, number: int = 0) -> str:
        """Return the id of a new block or item of a change."""
        key = f"{self._comparison.record.id}:{change.key}"
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]
        return f"w{digest}{f'-{number}' if number else ''}"

    def is_row(self, item: Item) -> bool:
        """Return whether an item is a row of a part that is a table."""
        part = self.briefing.parent_of(item.id)
        tables = self._session.resources.template(self.briefing.template).table_parts
        return isinstance(item, OwnText) and part is not None and part.key in tables
