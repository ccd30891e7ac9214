"""The model of a line of a header or footer, of a template or of one of its parts."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from briefbuilder.templating.values import Conditions, TemplateValue, Texts


class HeaderFooterLine(TemplateValue):
    """One line of a header or footer."""

    start: Texts = Field(default_factory=dict)
    """The text at its start."""
    centre: Texts = Field(default_factory=dict)
    """The text in its middle."""
    end: Texts = Field(default_factory=dict)
    """The text at its end."""
    shown_when: Conditions = Field(default_factory=dict)
    """The values of fields with which the line is shown."""

    def texts(self) -> Iterator[str]:
        """Yield every text in it, in every language."""
        for texts in (self.start, self.centre, self.end):
            yield from texts.values()
