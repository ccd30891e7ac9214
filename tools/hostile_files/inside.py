"""Hostile files that carry programs, other files, and orders to fetch something from elsewhere."""

from __future__ import annotations

import base64
import gzip

from hostile_files.made import ARTICLE, LONG, hostile, page, zipped
from hostile_files.office import DAMAGED, OFFICE, OPEN, PACKAGE, SPACES, WORD, P, T, laughs
from hostile_files.pdfs import FONT, WORDS, pdf, stream
from hostile_files.saved import HEAD as SAVED

AWAY = "http://192.0.2.1"
LINES = " ".join(WORDS.replace("40 700", f"40 {800 - 30 * number}") for number in range(10))
"""Enough text that the page is no mere invitation to open it in another program."""

PROGRAM = b"MZ" + bytes(200)


def _pdf() -> bytes:
    """Return a PDF with scripts, files, forms to send, sounds to play, and a page's text in a file elsewhere."""
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /Names << /JavaScript << /Names [(a) 6 0 R] >> /EmbeddedFiles << /Names [(a.exe) 7 0 R] >> >> /AF [7 0 R] /Collection << /View /T /D (a.exe) >> /AcroForm << /XFA 9 0 R /Fields [] /NeedAppearances true >> >>",
            2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R 10 0 R] /AA << /O 6 0 R >> /Annots [11 0 R 12 0 R 13 0 R] /Resources << /Font << /F1 5 0 R >> >> >>",
            4: stream(LINES),
            5: FONT,
            6: f"<< /S /JavaScript /JS (app.launchURL\\('{AWAY}/'\\); this.exportDataObject\\(0\\)) /Next << /S /ImportData /F (/etc/hostname) >> >>",
            7: "<< /Type /Filespec /F (../../a.exe) /UF (../../a.exe) /EF << /F 8 0 R >> >>",
            8: stream(PROGRAM, "/Type /EmbeddedFile"),
            9: stream(f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><script>xfa.host.gotoURL("{AWAY}")</script></template></xdp:xdp>'),
            10: f"<< /Length 0 /F << /FS /URL /F ({AWAY}/text) >> /FFilter /FlateDecode >>\nstream\n\nendstream",
            11: "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 7 0 R /Contents (a file) >>",
            12: f"<< /Type /Annot /Subtype /Link /Rect [0 0 600 800] /A << /S /SubmitForm /F << /FS /URL /F ({AWAY}) >> >> >>",
            13: "<< /Type /Annot /Subtype /Link /Rect [0 0 600 800] /A << /S /GoToR /F (\\\\\\\\192.0.2.1\\\\a.pdf) /D [0 /Fit] >> >>",
        }
    )  # fmt: skip


def _word() -> bytes:
    """Return a Word document with macros, objects, other documents in and outside of it, and fields that fetch."""
    fields = "".join(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{order}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        for order in (
            "DDEAUTO c:\\\\windows\\\\cmd.exe",
            "INCLUDETEXT file:///etc/hostname",
            f"INCLUDEPICTURE {AWAY}/a.png \\d",
            "MACROBUTTON Evil here",
        )
    )
    body = (
        f'{P}<w:altChunk r:id="c1"/><w:altChunk r:id="c2"/><w:altChunk r:id="c3"/><w:subDoc r:id="c2"/>{fields}'
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="Package" r:id="e1"/></w:object></w:r></w:p>'
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link" ProgID="htmlfile" r:id="c2" UpdateMode="Always"/></w:object></w:r></w:p>'
        '<w:p><w:hyperlink r:id="c4"><w:r><w:t>a link</w:t></w:r></w:hyperlink></w:p>'
    )
    related = (
        ("c1", "aFChunk", "inside.html", ""),
        ("c2", "aFChunk", f"{AWAY}/a.html!x-usc:{AWAY}", "External"),
        ("c3", "aFChunk", "document.xml", ""),
        ("c4", "hyperlink", "javascript:alert(1)", "External"),
        ("e1", "oleObject", "embeddings/oleObject1.bin", ""),
        ("m1", "vbaProject", "vbaProject.bin", ""),
    )
    rows = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode or "Internal"}"/>'
        for name, kind, target, mode in related
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
            "word/inside.html": page(f'<script>x</script><iframe src="{AWAY}"></iframe>'),
            "word/embeddings/oleObject1.bin": bytes.fromhex("d0cf11e0a1b11ae1") + PROGRAM,
            "word/vbaProject.bin": bytes.fromhex("d0cf11e0a1b11ae1") + PROGRAM,
        }
    )


def _open() -> bytes:
    """Return an OpenDocument text with macros, and with sections, frames and objects that lie elsewhere."""
    names = f'{SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="{OPEN}:drawing:1.0" xmlns:script="{OPEN}:script:1.0"'
    script = '<office:scripts><office:script script:language="ooo:Basic">Shell("/bin/sh")</office:script><office:event-listeners><script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:Evil?location=document"/></office:event-listeners></office:scripts>'
    sections = "".join(
        f'<text:section text:name="{number}"><text:section-source xlink:href="{address}"/><text:p>section {number}</text:p></text:section>'
        for number, address in enumerate(
            (f"{AWAY}/a.odt", "file:///etc/hostname", "content.xml", "../../../etc/hostname")
        )
    )
    objects = f'<text:p><draw:frame><draw:object xlink:href="{AWAY}/o"/></draw:frame><draw:frame><draw:object-ole xlink:href="./Object 1"/></draw:frame><draw:frame><draw:floating-frame xlink:href="file:///etc/hostname"/></draw:frame><draw:frame><draw:plugin xlink:href="{AWAY}/p"/></draw:frame><draw:frame><draw:applet xlink:href="{AWAY}/q"/></draw:frame></text:p>'
    dde = '<text:section text:name="d"><office:dde-source office:dde-application="soffice" office:dde-topic="/etc/hostname" office:dde-item="x" office:automatic-update="true"/><text:p>old</text:p></text:section>'
    body = f"<office:body><office:text>{T}{sections}{objects}{dde}</office:text></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}>{script}{body}</office:document-content>",
            "Basic/Standard/Evil.xml": "<module>Shell</module>",
            "Object 1": PROGRAM,
        }
    )


def _fetching() -> str:
    """Return a page with everything that a browser would fetch, or go to, on its own."""
    head = (
        f'<meta http-equiv="refresh" content="0;url={AWAY}/"><base href="{AWAY}/"><link rel="stylesheet" href="a.css"><link rel="preload" as="script" href="a.js">'
        f'<link rel="import" href="a.html"><link rel="dns-prefetch" href="//192.0.2.1"><link rel="icon" href="i.png"><style>@import url({AWAY}/b.css); p {{ background: url({AWAY}/c.png) }}</style>'
        f'<script src="{AWAY}/d.js"></script><script type="module">import "{AWAY}/e.js"</script>'
    )
    body = (
        f'<h1>Gases</h1><p>{LONG}</p><picture><source srcset="a.png 1x, {AWAY}/b.png 2x"><img srcset="c.png 480w, file:///etc/hostname 800w" sizes="50vw" src="d.png" ping="/e"></picture>'
        f'<iframe src="{AWAY}"></iframe><object data="{AWAY}/o"></object><embed src="file:///etc/hostname"><video poster="p.png" src="v.mp4" autoplay></video><audio src="a.mp3"></audio>'
        f'<form action="{AWAY}"><input type="image" src="f.png"></form><a href="javascript:alert(1)">a</a><a href="data:text/html,x">b</a>'
        '<svg><image href="http://192.0.2.1/s.png"/><use href="http://192.0.2.1/s.svg#a"/><foreignObject><iframe src="x"></iframe></foreignObject></svg>'
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/><p onclick="x()">{LONG.lower()}</p>'
    )
    return page(body, head)


def _drawing() -> str:
    """Return a page with a drawing that would unfold to a billion shapes, and one as a picture that laughs."""
    use = '<use href="#u{}"/>'
    uses = "".join(f'<g id="u{n}">{use.format(n - 1) * 10}</g>' for n in range(1, 10))
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg"><defs><g id="u0"><text>ha</text></g>{uses}</defs><use href="#u9"/></svg>'
    laughing = base64.b64encode(
        f'{laughs("svg")}<svg xmlns="http://www.w3.org/2000/svg"><text>&l;</text></svg>'.encode()
    ).decode()
    return page(
        f'<h1>Gases</h1><p>{LONG}</p>{drawn}<img src="data:image/svg+xml;base64,{laughing}" alt="a map"><p>{LONG.lower()}</p>'
    )


def _saved() -> bytes:
    return gzip.compress(
        f"{SAVED}--x\nContent-Type: text/html\nContent-Location: {AWAY}/p\n\n{page(LONG)}\n--x--\n".encode(),
        mtime=0,
    )


FILES = (
    hostile("programs-inside.pdf", _pdf, ARTICLE),
    hostile("programs-inside.docx", _word, ARTICLE, DAMAGED),
    hostile("programs-inside.odt", _open, ARTICLE),
    hostile("orders-to-fetch.html", _fetching, ARTICLE),
    hostile("drawing-that-unfolds.html", _drawing, ARTICLE),
    hostile("packed.mhtml", _saved, "import-format-not-read"),
    hostile("packed-bomb.html", lambda: gzip.compress(bytes(300_000_000), mtime=0), "import-format-not-read", quick=False),
    hostile("fields-in-fields.rtf", lambda: r"{\rtf1\ansi " + r"{\field{\*\fldinst INCLUDETEXT x}{\fldrslt " * 20_000 + LONG + "}" * 40_000 + rf"\par {LONG}\par}}", ARTICLE, "import-rtf-nested"),
)  # fmt: skip
