"""Every error that a user is told of.

An error carries a code and its parameters; the words for it, which say what to do, stand in
`resources/messages`. Whatever else is raised is a bug.
"""

from __future__ import annotations


class BriefbuilderError(Exception):
    """Something that could not be done, and that the user can do something about."""

    def __init__(self, code: str, **parameters: str) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        """Return the code with its parameters, for logs; users read the catalogue's words."""
        details = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        return f"{self.code} ({details})" if details else self.code

    def __reduce__(self) -> tuple[object, ...]:
        """Cross from a worker process with the parameters."""
        return _rebuilt, (type(self), self.code, self.parameters)


def _rebuilt(kind: type[BriefbuilderError], code: str, parameters: dict[str, str]) -> BriefbuilderError:
    return kind(code, **parameters)


class ImportRefusedError(BriefbuilderError):
    """A file that cannot become an article."""


class DossierError(BriefbuilderError):
    """A dossier that cannot be opened, read or written."""


class TemplateError(BriefbuilderError):
    """A template that is not there or holds faults."""


class BriefingError(BriefbuilderError):
    """A part, item or field that a briefing does not have, or a move that cannot be made."""


class CorrectionError(BriefbuilderError):
    """A correction of an article that does not fit its text, or would take a briefing's words away."""


class ExportError(BriefbuilderError):
    """A document that cannot be written."""


class CancelledError(BriefbuilderError):
    """The user stopped a long act; nothing was changed."""

    def __init__(self, code: str = "cancelled", **parameters: str) -> None:
        super().__init__(code, **parameters)
