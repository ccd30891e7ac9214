"""What is read from the sample articles belongs to one version of the rules."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from briefbuilder.app.evidence import blocks_of, facts_rules, read_facts
from briefbuilder.app.read_files import read_paths
from briefbuilder.domain.article import ImportedArticle

VERSION, DIGEST = 30, "8bc4a20cfb5a5952"


def test_another_fact_or_key_of_the_sample_articles_needs_another_version(root: Path) -> None:
    pytest.importorskip("text_to_num")
    read = []
    # Files are read beside each other, and come as they are ready.
    samples = read_paths(sorted((root / "resources" / "samples").iterdir()))
    for found in sorted(samples, key=lambda one: str(one.path)):
        assert isinstance(found, ImportedArticle)
        metadata = found.article.metadata
        blocks = blocks_of(found.article)
        order = {block.id: number for number, block in enumerate(blocks)}
        facts = read_facts(blocks, metadata.language or "", metadata.published)
        read += [(order[fact.block], fact.start, fact.end, fact.stated, fact.keys) for fact in facts]
    assert len(read) > 50
    # Dossiers read their articles again by the version alone: raise FACTS_VERSION, then write both here.
    assert (facts_rules(), sha256(repr(read).encode()).hexdigest()[:16]) == (VERSION, DIGEST)
