"""Automatic backups as the user's settings have them."""

from __future__ import annotations

from pathlib import Path

from briefbuilder.app.settings import Settings
from briefbuilder.storage.backups import BackupPlan
from briefbuilder.system.paths import backups_folder


def backup_plan(settings: Settings) -> BackupPlan:
    """Return where backups are kept, and how many of a dossier."""
    chosen = settings.backups
    return BackupPlan(folder=Path(chosen.folder) if chosen.folder else backups_folder(), keep=chosen.keep)
