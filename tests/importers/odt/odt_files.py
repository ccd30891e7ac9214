"""Make OpenDocument texts from fragments of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
TYPE = "application/vnd.oasis.opendocument.text"
PREFIXES = ("office", "text", "table", "style", "drawing", "manifest")
NAMESPACES = " ".join(
    f'xmlns:{"draw" if name == "drawing" else name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in PREFIXES
)
NAMESPACES += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(
    body: str, styles: str = "", *, before: str = "", files: Mapping[str, bytes | str] | None = None
) -> bytes:
    """Return an OpenDocument text with a body, automatic styles and further files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(zipfile.ZipInfo("mimetype"), TYPE)
        content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        container.writestr(
            "content.xml",
            f"{before}<office:document-content {NAMESPACES}>{content}</office:document-content>",
        )
        for name, data in (files or {}).items():
            container.writestr(name, data)
    return stream.getvalue()


def p(inner: str, style: str = "", tag: str = "p") -> str:
    """Return a paragraph."""
    return f'<text:{tag} text:style-name="{style}">{inner}</text:{tag}>'
