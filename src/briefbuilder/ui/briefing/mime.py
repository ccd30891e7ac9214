"""Nodes of an outline in a drag; passages from an article travel as `ui.passages` says."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData

NODES = "application/x-briefbuilder-nodes"


@dataclass(frozen=True, slots=True)
class DraggedNodes:
    """Nodes of one briefing, in the order of reading."""

    briefing: str
    nodes: tuple[str, ...]


def nodes_to_mime(dragged: DraggedNodes, text: str) -> QMimeData:
    """Return the nodes as a drag carries them, with their words for other programs."""
    data = QMimeData()
    data.setData(NODES, "\n".join((dragged.briefing, *dragged.nodes)).encode())
    data.setText(text)
    return data


def nodes_from_mime(data: QMimeData) -> DraggedNodes | None:
    """Return the nodes that a drag carries, or None."""
    if not data.hasFormat(NODES):
        return None
    briefing, *nodes = bytes(data.data(NODES).data()).decode(errors="replace").split("\n")
    return DraggedNodes(briefing, tuple(nodes)) if nodes else None
