"""Errors that are shown to the user.

An error has a code and parameters; its message is in `resources/messages`. Any other exception is a bug.
"""

from __future__ import annotations

from functools import partial


class BriefbuilderError(Exception):
    """An error that the user can do something about."""

    def __init__(self, code: str, **parameters: str) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        """Return the code with its parameters, for logs."""
        details = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        return f"{self.code} ({details})" if details else self.code

    def __reduce__(self) -> tuple[object, ...]:
        """Support pickling: keyword parameters are not restored by default."""
        return partial(type(self), self.code, **self.parameters), ()


class ImportRefusedError(BriefbuilderError):
    """A file that cannot become an article."""


class DossierError(BriefbuilderError):
    """A dossier that cannot be opened, read or written."""


class TemplateError(BriefbuilderError):
    """A template that is missing or invalid."""


class BriefingError(BriefbuilderError):
    """A part, item or field that a briefing does not have, or an edit that is not possible."""


class CorrectionError(BriefbuilderError):
    """A correction that does not fit the article's text, or would remove words that a briefing quotes."""


class ExportError(BriefbuilderError):
    """A document that cannot be written."""


class ExchangeError(BriefbuilderError):
    """A batch, a file of changes or a place of exchange that cannot be read or written."""


class CancelledError(BriefbuilderError):
    """The user cancelled a long operation; nothing was changed."""

    def __init__(self, code: str = "cancelled", **parameters: str) -> None:
        super().__init__(code, **parameters)
