"""What reading a page loads: nothing that it does not need."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from briefbuilder.importers.reading import read_bytes
text = "The ministers of the two states agreed on Tuesday to keep common stocks of the gases that they need. " * 5
page = f"<html lang='en'><body><h1>Stocks of gases</h1><p>{text}</p><p>{text.lower()}</p></body></html>"
article = read_bytes(page.encode(), "a.html").article
assert len(article.blocks) == 2 and article.metadata.language == "en"
from briefbuilder.importers import ahead
print(*sorted(sys.modules))
import py3langid, urllib3, courlan, trafilatura.downloads
assert urllib3.PoolManager and courlan.check_url and trafilatura.downloads.fetch_url
"""


def test_a_plain_page_loads_no_language_model() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "trafilatura" in loaded
    assert loaded.isdisjoint({"numpy", "py3langid", "docx", "pypdfium2", "PySide6"})


def test_what_fetches_is_not_even_loaded_where_pages_are_read() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()).isdisjoint(
        {"urllib3", "courlan", "trafilatura.downloads", "http.client", "ssl"}
    )
