"""How browsers name the folder of what a page shows, which they save beside it."""

from __future__ import annotations

FOLDER_ENDINGS = ("_files", "_file", "_fichiers", "_archivos", "-Dateien")
"""What browsers add to a saved page's name, without its ending."""
