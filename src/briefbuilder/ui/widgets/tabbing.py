"""The order in which the Tab key goes: as one reads, also to widgets that were made later than their neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def tab_through(first: QWidget, following: Iterable[QWidget]) -> None:
    """Have the Tab key go from a widget to some others in their order, and then on as before."""
    for one, other in pairwise((first, *following)):
        QWidget.setTabOrder(one, other)
