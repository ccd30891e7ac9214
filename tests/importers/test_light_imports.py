"""Reading a page loads only the modules that it needs."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from briefbuilder.importers.language import load_identifier
from briefbuilder.importers.read import read_bytes
text = "The ministers of the two states agreed on Tuesday to keep common stocks of the gases that they need. " * 5
page = f"<html lang='en'><body><h1>Stocks of gases</h1><p>{text}</p><p>{text.lower()}</p></body></html>"
article = read_bytes(page.encode(), "a.html").article
assert len(article.blocks) == 2 and article.metadata.language == "en"
print(load_identifier.cache_info().currsize, *sys.modules)
"""


def test_a_plain_page_loads_no_language_model_and_no_library_of_other_formats() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    models, *loaded = run.stdout.split()
    assert models == "0"
    assert "trafilatura" in loaded
    assert set(loaded).isdisjoint({"docx", "reportlab", "pypdfium2", "PySide6"})


def test_the_reader_of_a_word_file_that_comes_back_loads_no_importer_of_articles() -> None:
    """It reads each Word file that is written, too."""
    program = "import sys, briefbuilder.returned.reader\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()).isdisjoint(
        {"briefbuilder.importers.docx.runs", "briefbuilder.importers.clean", "briefbuilder.importers.draft"}
    )
