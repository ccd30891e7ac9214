"""The size and the font of the texts that are read and written, which are remembered, and how dates are written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QDateTime, QLocale

from briefbuilder.app.settings import Settings

_SCALES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""The sizes of a text, relative to the usual one."""
_FONT = "reader-font"


class TextLook:
    """How a text is shown: its `scale`, relative to the usual size, and whether its font has serifs.

    What is read and what is written have sizes of their own, by their `name`, and the same font.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings, self._name = settings, f"{name}-scale"

    @property
    def scale(self) -> float:
        """The size of the text, relative to the usual one."""
        kept = self._settings.window_state(self._name)
        return next((scale for scale in _SCALES if str(scale) == kept), 1.0)

    def resize(self, step: int) -> None:
        """Make the text larger (1), smaller (-1), or as large as usual (0)."""
        at = _SCALES.index(self.scale) + step if step else _SCALES.index(1.0)
        scale = _SCALES[min(max(at, 0), len(_SCALES) - 1)]
        self._settings.set_window_state(self._name, str(scale))

    @property
    def serif(self) -> bool:
        """Whether the font has serifs."""
        return self._settings.window_state(_FONT) != "sans"

    @serif.setter
    def serif(self, serif: bool) -> None:
        self._settings.set_window_state(_FONT, "serif" if serif else "sans")


def date_words(moment: date | QDateTime | None, locale: QLocale, pattern: str) -> str:
    """Return a day, or a moment in local time, in a pattern of Qt; empty for None and for what is no moment.

    German puts a full stop after the day, which the patterns of Qt leave to their caller.
    """
    if locale.language() == QLocale.Language.German:
        pattern = pattern.replace("d MMM", "d. MMM")
    if isinstance(moment, QDateTime):
        return locale.toString(moment.toLocalTime(), pattern) if moment.isValid() else ""
    return locale.toString(QDate(moment.year, moment.month, moment.day), pattern) if moment else ""
