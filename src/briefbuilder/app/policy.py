"""What an administrator allows on this machine: marks from a certain level up need accredited systems.

The file lies where only an administrator can write, so that no user enables a mark for herself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from briefbuilder.domain.marking import MarkingProfile

_LARGEST = 64 * 1024


def policy_file() -> Path:
    """Return the administrator's file: `administrator.yaml` in the machine's own folder of settings."""
    from platformdirs import site_config_path

    return site_config_path("briefbuilder", appauthor=False) / "administrator.yaml"


def allowed_levels(path: Path | None = None) -> Mapping[str, str]:
    """Return the highest level that each marking profile may go to, by their ids; none where nothing is said.

    A file that cannot be understood allows nothing.
    """
    from briefbuilder.templating.tree import TreeError
    from briefbuilder.templating.treereader import read_tree

    try:
        with (path or policy_file()).open("rb") as stream:
            value = read_tree(stream.read(_LARGEST)).value
    except (OSError, TreeError):
        return {}
    allowed = value.get("markings") if isinstance(value, dict) and value.get("version") == 1 else None
    if not isinstance(allowed, dict):
        return {}
    return {name: level for name, level in allowed.items() if isinstance(level, str)}


def allowing(profile: MarkingProfile, allowed: Mapping[str, str]) -> MarkingProfile:
    """Return a profile whose levels up to the allowed one need no further leave."""
    highest = profile.level(allowed.get(profile.id, ""))
    if highest is None:
        return profile
    levels = tuple(
        replace(level, restricted=level.restricted and level.rank > highest.rank) for level in profile.levels
    )
    return replace(profile, levels=levels)
