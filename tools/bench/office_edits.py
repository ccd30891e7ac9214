"""Edits Word files in LibreOffice through its interface; runs in a Python that has the module `uno`, without the program.

`python3 office_edits.py PIPE JOBS.json`: each job has `source`, `target`, `record` (whether changes are recorded) and `edits`: lists of a
kind, a text and a further text.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Run the jobs and end LibreOffice."""
    uno = importlib.import_module("uno")
    pipe, jobs = sys.argv[1:]
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    desktop = None
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            break
        except Exception:  # noqa: BLE001 - the errors of UNO have no common class
            time.sleep(0.5)
    assert desktop is not None
    for job in json.loads(Path(jobs).read_text(encoding="utf-8")):
        _run(desktop, job, uno)
    desktop.terminate()


def _run(desktop: Any, job: dict[str, Any], uno: Any) -> None:
    def setting(name: str, value: Any) -> Any:
        made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    document = desktop.loadComponentFromURL(
        Path(job["source"]).as_uri(), "_blank", 0, (setting("Hidden", True),)
    )
    document.RecordChanges = job["record"]
    for kind, text, other in job["edits"]:
        _edit(document, kind, text, other, uno)
    document.storeToURL(Path(job["target"]).as_uri(), (setting("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def _edit(document: Any, kind: str, text: str, other: str, uno: Any) -> None:
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = text, True
    found = document.findFirst(search)
    assert found is not None, text
    if kind == "edited":
        found.String = other
    elif kind == "formatted":
        found.CharWeight = 150.0
    elif kind == "deleted":
        cursor = found.Text.createTextCursorByRange(found)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.String = ""
    elif kind == "inserted":
        cursor = found.Text.createTextCursorByRange(found)
        cursor.gotoEndOfParagraph(False)
        paragraph_break = uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK")
        found.Text.insertControlCharacter(cursor, paragraph_break, False)
        found.Text.insertString(cursor, other, False)
    elif kind == "split":
        cursor = found.Text.createTextCursorByRange(found.getStart())
        paragraph_break = uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK")
        found.Text.insertControlCharacter(cursor, paragraph_break, False)


if __name__ == "__main__":
    main()
