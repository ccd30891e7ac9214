"""A program that tries to break out of a sealed process; it prints what each attempt came to, as JSON.

Run as `python sealed_attacks.py MODE USER`. The mode is "sealed", "unsealed" (what the attempts come to without a seal),
"loading" (while it may read one file), "loaded" (after that), or names what the kernel lacks: "no-namespaces", "no-landlock" or "no-seccomp". USER is a number.
"""

from __future__ import annotations

import _thread
import ctypes
import errno
import json
import mmap
import os
import signal
import struct
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from briefbuilder.system import sandbox
from briefbuilder.system.sandbox import ReadableFiles, SealLimits, seal

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
LIMITS = SealLimits(memory=1 << 30, seconds=1)
FOLDER = tempfile.mkdtemp()
FILE, NEW = (str(Path(FOLDER, name)).encode() for name in ("file", "new"))
PARENT = os.getpid()
AT = ctypes.c_int(-100)
NOTHING = ctypes.c_void_p(0)
EMPTY = (ctypes.c_char_p * 2)(b"/bin/true", None)
BLOCK = ctypes.create_string_buffer(4096)


def call(number: int, *arguments: object) -> Callable[[], int]:
    """Return an attempt that makes a system call of x86-64."""
    return lambda: int(LIBC.syscall(ctypes.c_long(number), *arguments))


def long(number: int) -> ctypes.c_long:
    return ctypes.c_long(number)


def spin() -> int:
    while True:
        pass


def take_memory() -> int:
    try:
        return len(bytearray(2 << 30)) and 0
    except MemoryError:
        ctypes.set_errno(errno.ENOMEM)
        return -1


def thread() -> int:
    try:
        _thread.start_new_thread(len, ("",))
    except RuntimeError:
        ctypes.set_errno(errno.EAGAIN)
        return -1
    return 0


def legacy_call() -> int:
    """Ask for the process id by the interrupt of 32-bit programs."""
    return int(LEGACY())


def send_signal_by_descriptor() -> int:
    """Let the kernel send a signal to the parent when a pipe can be read."""
    done = [LIBC.fcntl(descriptors[-1], option, ctypes.c_long(to)) for option, to in ((8, PARENT), (10, 0))]
    return int(min(done))


CODE = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
CODE.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
LEGACY = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(CODE)))
descriptors: list[int] = []

ATTACKS: Mapping[str, Callable[[], int]] = {
    "read a file": call(2, b"/etc/passwd", long(0)),
    "read a file by openat": call(257, AT, b"/etc/passwd", long(0)),
    "read a file by openat2": call(437, AT, b"/etc/passwd", BLOCK, long(24)),
    "list a folder": call(257, AT, FOLDER.encode(), long(os.O_DIRECTORY)),
    "create a file": call(257, AT, NEW, long(os.O_CREAT | os.O_WRONLY), long(0o600)),
    "create a file by creat": call(85, NEW, long(0o600)),
    "write a file": call(257, AT, FILE, long(os.O_WRONLY | os.O_TRUNC)),
    "make a file in memory": call(319, b"x", long(0)),
    "cut a file": call(76, FILE, long(0)),
    "rename a file": call(82, FILE, NEW),
    "link a file": call(86, FILE, NEW),
    "link by name": call(88, FILE, NEW),
    "remove a file": call(87, FILE),
    "change the mode of a file": call(90, FILE, long(0o777)),
    "make a folder": call(83, NEW, long(0o700)),
    "make a device": call(133, NEW, long(0o10600), long(0)),
    "change the folder": call(80, FOLDER.encode()),
    "watch files": call(253),
    "look at a file": call(4, b"/etc/passwd", BLOCK),
    "name a file by handle": call(303, AT, b"/etc/passwd", BLOCK, BLOCK, long(0)),
    "internet socket": call(41, long(2), long(1), long(0)),
    "internet socket, version 6": call(41, long(10), long(2), long(0)),
    "local socket": call(41, long(1), long(1), long(0)),
    "kernel socket": call(41, long(16), long(3), long(0)),
    "pair of sockets": call(53, long(1), long(1), long(0), BLOCK),
    "start a program": call(59, b"/bin/true", EMPTY, NOTHING),
    "start a program by descriptor": call(322, AT, b"/bin/true", EMPTY, NOTHING, long(0)),
    "fork": call(57),
    "vfork": call(435, BLOCK, long(88)),
    "clone": call(56, long(17), NOTHING, NOTHING, NOTHING, NOTHING),
    "thread": thread,
    "signal the parent": call(62, long(PARENT), long(0)),
    "signal all": call(62, long(-1), long(0)),
    "signal a thread of the parent": call(234, long(PARENT), long(PARENT), long(0)),
    "queue a signal": call(129, long(PARENT), long(0), BLOCK),
    "descriptor of the parent": call(434, long(PARENT), long(0)),
    "signal by descriptor": send_signal_by_descriptor,
    "trace": call(101, long(0), long(0), long(0), long(0)),
    "read the parent's memory": call(310, long(PARENT), BLOCK, long(0), BLOCK, long(0), long(0)),
    "lower the parent's limits": call(302, long(PARENT), long(7), NOTHING, BLOCK),
    "set its own limits": call(160, long(4), ctypes.create_string_buffer(16)),
    "change the priority": call(141, long(0), long(0), long(5)),
    "new namespace": call(272, long(0x10000000)),
    "change the user": call(105, long(os.getuid())),
    "change the root": call(161, b"/"),
    "mount": call(165, b"none", FOLDER.encode(), b"tmpfs", long(0), NOTHING),
    "executable memory": call(9, NOTHING, long(4096), long(7), long(0x22), long(-1), long(0)),
    "make memory executable": lambda: int(
        LIBC.mprotect(ctypes.c_void_p(ctypes.addressof(BLOCK) & ~4095), long(4096), 7)
    ),
    "io_uring": call(425, long(1), ctypes.create_string_buffer(120)),
    "performance counters": call(298, BLOCK, long(0), long(-1), long(-1), long(0)),
    "page faults": call(323, long(1)),
    "keys": call(250, long(0), long(-3), long(1)),
    "shared memory": call(29, long(0), long(4096), long(0o1600)),
    "messages": call(68, long(0), long(0o1600)),
    "type into the terminal": call(16, long(0), long(0x5412), b"x"),
    "process control": call(157, long(15), b"x", long(0), long(0), long(0)),
    "read the file that may be loaded": call(257, AT, FILE, long(0)),
    "open the file that may be loaded to write": call(257, AT, FILE, long(os.O_RDWR)),
    "other numbers": call(0x40000000 | 39),
    "interrupt of 32-bit programs": legacy_call,
    "endless loop": spin,
    "two gigabytes": take_memory,
}


def tell(attack: Callable[[], int]) -> bytes:
    """Return what an attempt came to in this process."""
    ctypes.set_errno(0)
    return b"done" if attack() >= 0 else errno.errorcode.get(ctypes.get_errno(), "?").encode()


LOADED = ReadableFiles(
    load=lambda: Path(os.fsdecode(FILE)).read_bytes() == b"text" or os._exit(9), paths=(FILE.decode(),)
)


def attempt(attack: Callable[[], int], mode: str) -> str:
    """Return what an attempt came to in a process of its own."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        descriptors.append(writing)
        try:
            if mode == "loading":
                files = ReadableFiles(load=lambda: os.write(writing, tell(attack)), paths=(FILE.decode(),))
                seal(writing, LIMITS, PARENT, files)
                os._exit(0)
            if mode != "unsealed":
                seal(writing, LIMITS, PARENT, LOADED if mode == "loaded" else None)
            found = tell(attack).decode()
        except BaseException:  # noqa: BLE001 - the copy of this program must not go on
            found = traceback.format_exc()
        os.write(writing, found.encode())
        os._exit(0)
    os.close(writing)
    told = os.read(reading, 4096).decode()
    os.close(reading)
    status = os.waitpid(process, 0)[1]
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return told or "gone"


def hide(first: int, last: int, error: int) -> None:
    """Let the kernel refuse some system calls, as one does that lacks them."""
    answer = (6, 0, 0, 0x00050000 | error)
    program = [(0x20, 0, 0, 0), (0x35, 0, 2, first), (0x25, 1, 0, last), answer, (6, 0, 0, 0x7FFF0000)]
    packed = b"".join(struct.pack("=HBBI", *one) for one in program)
    stored = ctypes.create_string_buffer(packed, len(packed))
    header = ctypes.create_string_buffer(struct.pack("@HxxxxxxP", len(program), ctypes.addressof(stored)))
    assert LIBC.prctl(38, long(1), long(0), long(0), long(0)) == 0
    assert LIBC.prctl(22, long(2), header, long(0), long(0)) == 0


def parts() -> dict[str, bool]:
    """Return the parts of the seal that took hold."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        seal(writing, LIMITS, PARENT)
        os.write(writing, json.dumps(sandbox.sealed_parts()).encode())
        os._exit(0)
    os.wait()
    found: dict[str, bool] = json.loads(os.read(reading, 4096))
    return found


def main(mode: str, user: int) -> None:
    """Try everything and print what it came to."""
    Path(os.fsdecode(FILE)).write_bytes(b"text")
    if user:
        os.chown(FOLDER, user, user)
        os.chown(FILE, user, user)
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    if mode == "no-namespaces":
        hide(272, 272, errno.EPERM)
    if mode == "no-landlock":
        hide(444, 446, errno.ENOSYS)
    if mode == "no-seccomp":
        vars(sandbox)["ARCHITECTURES"] = {}
    endless = {"endless loop", "two gigabytes", "fork", "vfork", "clone"} if mode == "unsealed" else set()
    # It takes a second, and the limit that ends it hangs neither on Landlock nor on namespaces.
    skipped = {"endless loop"} if mode in {"no-namespaces", "no-landlock", "loaded"} else endless
    found = {name: attempt(attack, mode) for name, attack in ATTACKS.items() if name not in skipped}
    sys.stdout.write(json.dumps({"parts": parts() if mode != "unsealed" else {}, "found": found}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
