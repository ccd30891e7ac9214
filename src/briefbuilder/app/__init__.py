"""Use cases without Qt.

A module is imported when it is first used, as in `app.export.build_pdf`: most are not needed to show the first window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbuilder.lazy_modules import import_when_used

if TYPE_CHECKING:
    from briefbuilder.app import actors as actors
    from briefbuilder.app import checks as checks
    from briefbuilder.app import chronology as chronology
    from briefbuilder.app import commands as commands
    from briefbuilder.app import coverage as coverage
    from briefbuilder.app import disagreements as disagreements
    from briefbuilder.app import dossier_copies as dossier_copies
    from briefbuilder.app import evidence as evidence
    from briefbuilder.app import evidence_pack as evidence_pack
    from briefbuilder.app import exchange as exchange
    from briefbuilder.app import export as export
    from briefbuilder.app import export_input as export_input
    from briefbuilder.app import export_records as export_records
    from briefbuilder.app import fault_reports as fault_reports
    from briefbuilder.app import guide as guide
    from briefbuilder.app import letterheads as letterheads
    from briefbuilder.app import messages as messages
    from briefbuilder.app import novelty as novelty
    from briefbuilder.app import passwords as passwords
    from briefbuilder.app import pictures as pictures
    from briefbuilder.app import policy as policy
    from briefbuilder.app import query_names as query_names
    from briefbuilder.app import read_files as read_files
    from briefbuilder.app import resources as resources
    from briefbuilder.app import returned as returned
    from briefbuilder.app import search_dossiers as search_dossiers
    from briefbuilder.app import session as session
    from briefbuilder.app import settings as settings
    from briefbuilder.app import spelling as spelling
    from briefbuilder.app import taxonomies as taxonomies
    from briefbuilder.app import templates as templates
    from briefbuilder.app import verify_pack as verify_pack
    from briefbuilder.app import warm_up as warm_up
    from briefbuilder.app import watched_folders as watched_folders
    from briefbuilder.app import workers as workers

__getattr__ = import_when_used(__name__)
