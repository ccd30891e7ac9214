"""Page images stay until sharper ones arrive, and are dropped far from the visible pages."""

from __future__ import annotations

from briefbuilder.domain.page_images import PageImage
from briefbuilder.ui.preview.view import KEPT_NEIGHBOURS, PageImageCache


def drawn(*pages: int, scale: float = 1.0) -> tuple[PageImage, ...]:
    return tuple(
        PageImage(page=page, width=2, height=1, stride=8, scale=scale, data=bytes(8)) for page in pages
    )


def test_an_image_is_sharp_only_for_its_build_and_scale() -> None:
    pictures = PageImageCache()
    pictures.store(drawn(0), 1)
    assert pictures.is_sharp(0, 1.0)
    assert not pictures.is_sharp(0, 1.5)
    assert not pictures.is_sharp(1, 1.0)
    pictures.mark_stale(1)
    assert not pictures.is_sharp(0, 1.0)
    assert pictures.image(0) is not None, "it stays until its page is drawn anew"


def test_pages_that_no_longer_exist_have_no_image() -> None:
    pictures = PageImageCache()
    pictures.store(drawn(0, 1, 7), 2)
    assert pictures.image(7) is None
    pictures.mark_stale(1)
    assert pictures.image(1) is None


def test_images_far_from_the_visible_pages_are_dropped() -> None:
    pictures = PageImageCache()
    pictures.store(drawn(*range(20)), 20)
    pictures.evict_distant(range(10, 12))
    held = [page for page in range(20) if pictures.image(page) is not None]
    assert held == list(range(10 - KEPT_NEIGHBOURS, 12 + KEPT_NEIGHBOURS))
