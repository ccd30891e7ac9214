"""Packs the parts of an OpenDocument text as a file, reads them from it, and encrypts and decrypts them with a password.

Source of the encryption: OpenDocument 1.2 part 3, 3.4 and 4.8: AES-256 in CBC mode, with a key that PBKDF2 derives from the
password.
"""

from __future__ import annotations

import base64
import hashlib
import io
import secrets
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from briefbuilder.export.odt.xml import NAMESPACES, VERSION, Node, qn, sub

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
_MIMETYPE = "mimetype"
_EPOCH = (1980, 1, 1, 0, 0, 0)

_ROUNDS = 100_000
_KEY_SIZE, _BLOCK = 32, 16
_CHECKED = 1024
"""Bytes of the compressed part over which the checksum goes."""
_SHA256 = "http://www.w3.org/2000/09/xmldsig#sha256"
_CHECKSUM = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k"
_AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


def manifest(types: Mapping[str, str]) -> Node:
    """Return the manifest of parts, whose media types are given by name."""
    space = NAMESPACES["manifest"]
    root = etree.Element(f"{{{space}}}manifest", nsmap={"manifest": space})
    root.set(f"{{{space}}}version", VERSION)
    whole = {"manifest:full-path": "/", "manifest:version": VERSION, "manifest:media-type": MEDIA_TYPE}
    sub(root, "manifest:file-entry", whole)
    for name, media_type in types.items():
        sub(root, "manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": media_type})
    return root


def pack(files: Mapping[str, bytes], listed: Node, *, compress: bool = True) -> bytes:
    """Return a file of parts and their manifest: the media type first and not compressed, no times.

    Without `compress`, the parts are stored as they are.
    """
    stream = io.BytesIO()
    described = etree.tostring(listed, encoding="UTF-8", xml_declaration=True)
    entries = ((_MIMETYPE, MEDIA_TYPE.encode()), *files.items(), (MANIFEST, described))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, _EPOCH)
            is_plain = name == _MIMETYPE or (not compress and name in files)
            entry.compress_type = zipfile.ZIP_STORED if is_plain else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def read_files(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name, without its media type and its manifest."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in {_MIMETYPE, MANIFEST}}


def media_types(data: bytes) -> dict[str, str]:
    """Return the media types of the parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(MANIFEST))
    names = {entry.get(qn("manifest:full-path"), ""): entry for entry in root}
    return {name: entry.get(qn("manifest:media-type"), "") for name, entry in names.items() if name != "/"}


def encrypt_package(data: bytes, password: str) -> bytes:
    """Return an OpenDocument file whose parts open only with the password."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    files = read_files(data)
    listed = manifest(media_types(data))
    salt = secrets.token_bytes(_BLOCK)
    key = _derive_key(password, salt)
    entries = {entry.get(qn("manifest:full-path"), ""): entry for entry in listed}
    encrypted: dict[str, bytes] = {}
    for name, part in files.items():
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        compressed = packer.compress(part) + packer.flush()
        vector = secrets.token_bytes(_BLOCK)
        room = _BLOCK - len(compressed) % _BLOCK
        # Only the last byte of the padding says how long it is; the others are arbitrary.
        padded = compressed + bytes(room - 1) + bytes((room,))
        encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
        encrypted[name] = encryptor.update(padded) + encryptor.finalize()
        _describe(entries[name], part, compressed, salt, vector)
    return pack(encrypted, listed, compress=False)


def decrypt_package(data: bytes, password: str) -> dict[str, bytes] | None:
    """Return the decrypted parts of an encrypted file by name, None if the password is another one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(MANIFEST))
        result: dict[str, bytes] = {}
        for entry in root.iter(qn("manifest:file-entry")):
            described = entry.find(qn("manifest:encryption-data"))
            if described is None:
                continue
            name = entry.get(qn("manifest:full-path"), "")
            part = _decrypt_part(archive.read(name), described, password)
            if part is None:
                return None
            result[name] = part
    return result


def _decrypt_part(data: bytes, described: Node, password: str) -> bytes | None:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    derivation = described.find(qn("manifest:key-derivation"))
    algorithm = described.find(qn("manifest:algorithm"))
    if derivation is None or algorithm is None:
        return None
    salt = base64.b64decode(derivation.get(qn("manifest:salt"), ""))
    vector = base64.b64decode(algorithm.get(qn("manifest:initialisation-vector"), ""))
    decryptor = Cipher(algorithms.AES(_derive_key(password, salt)), modes.CBC(vector)).decryptor()
    padded = decryptor.update(data) + decryptor.finalize()
    compressed = padded[: -padded[-1]] if padded and 0 < padded[-1] <= _BLOCK else padded
    found = base64.b64encode(hashlib.sha256(compressed[:_CHECKED]).digest()).decode()
    if found != described.get(qn("manifest:checksum")):
        return None
    return zlib.decompress(compressed, -zlib.MAX_WBITS)


def _derive_key(password: str, salt: bytes) -> bytes:
    start = hashlib.sha256(password.encode()).digest()
    return hashlib.pbkdf2_hmac("sha1", start, salt, _ROUNDS, _KEY_SIZE)


def _describe(entry: Node, part: bytes, compressed: bytes, salt: bytes, vector: bytes) -> None:
    """Add to a part's entry in the manifest how it is encrypted."""
    entry.set(qn("manifest:size"), str(len(part)))
    checksum = base64.b64encode(hashlib.sha256(compressed[:_CHECKED]).digest()).decode()
    node = sub(
        entry,
        "manifest:encryption-data",
        {"manifest:checksum-type": _CHECKSUM, "manifest:checksum": checksum},
    )
    sub(
        node,
        "manifest:algorithm",
        {
            "manifest:algorithm-name": _AES,
            "manifest:initialisation-vector": base64.b64encode(vector).decode(),
        },
    )
    size = {"manifest:key-size": str(_KEY_SIZE)}
    sub(
        node,
        "manifest:key-derivation",
        {
            "manifest:key-derivation-name": "PBKDF2",
            "manifest:iteration-count": str(_ROUNDS),
            "manifest:salt": base64.b64encode(salt).decode(),
        }
        | size,
    )
    sub(
        node,
        "manifest:start-key-generation",
        {"manifest:start-key-generation-name": _SHA256} | size,
    )
