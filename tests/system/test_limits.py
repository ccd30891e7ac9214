"""What a worker may take on each operating system, whichever one the tests run on."""

from __future__ import annotations

import signal
import sys
from types import ModuleType, SimpleNamespace

import pytest

from briefbuilder.system.limits import forbid_core_dumps, interrupts_blocked, limit_memory, start_method

AS, CORE, INFINITY = "as", "core", -1


class FakeResource(ModuleType):
    """The module `resource`, which notes the limits instead of setting them."""

    RLIMIT_AS, RLIMIT_CORE, RLIM_INFINITY = AS, CORE, INFINITY

    def __init__(self, hard: int = INFINITY) -> None:
        super().__init__("resource")
        self.hard = hard
        self.limits: dict[str, tuple[int, int]] = {}

    def getrlimit(self, _: str) -> tuple[int, int]:
        return (self.hard, self.hard)

    def setrlimit(self, which: str, limits: tuple[int, int]) -> None:
        self.limits[which] = limits


def use(monkeypatch: pytest.MonkeyPatch, platform: str, resource: FakeResource | None) -> None:
    monkeypatch.setattr("briefbuilder.system.limits.sys", SimpleNamespace(platform=platform))
    # Windows does not have the module.
    monkeypatch.setattr("briefbuilder.system.limits.resource", resource)


@pytest.mark.parametrize(("hard", "soft"), [(INFINITY, 1000), (3000, 1000), (500, 500)])
def test_memory_is_limited_on_linux(monkeypatch: pytest.MonkeyPatch, hard: int, soft: int) -> None:
    resource = FakeResource(hard)
    use(monkeypatch, "linux", resource)
    limit_memory(1000)
    assert resource.limits == {AS: (soft, hard)}
    forbid_core_dumps()
    assert resource.limits[CORE] == (0, 0)


def test_macos_has_no_limit_of_memory_but_one_of_core_dumps(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = FakeResource()
    use(monkeypatch, "darwin", resource)
    limit_memory(1000)
    forbid_core_dumps()
    assert resource.limits == {CORE: (0, 0)}


def test_windows_needs_no_module_that_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "win32", None)
    limit_memory(1000)
    forbid_core_dumps()
    use(monkeypatch, "linux", None)
    with pytest.raises(AttributeError):
        limit_memory(1000)


@pytest.mark.parametrize(
    ("platform", "method"), [("linux", "forkserver"), ("darwin", "spawn"), ("win32", "spawn")]
)
def test_workers_start_as_the_system_allows(
    monkeypatch: pytest.MonkeyPatch, platform: str, method: str
) -> None:
    use(monkeypatch, platform, FakeResource())
    assert start_method() == method


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot block signals")
def test_interrupts_are_blocked_for_a_while() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with interrupts_blocked():
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


def test_windows_does_not_block_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "win32", None)
    monkeypatch.delattr("signal.pthread_sigmask", raising=False)
    with interrupts_blocked():
        pass
