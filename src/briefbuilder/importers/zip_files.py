"""How a ZIP file begins, and what reading a damaged one raises."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

ZIP_MAGIC = b"PK\x03\x04"

ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(ValueError, OSError, RuntimeError),
)
"""What the standard library raises if a ZIP is damaged or compressed in an unknown way."""
