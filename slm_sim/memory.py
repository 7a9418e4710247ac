"""Memory that is freed is kept for the next replication, and is not searched where little can be found."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_LARGEST = 31 << 20
"""Bytes; glibc goes along with blocks of up to 32 MiB."""


def keep_freed_memory() -> None:
    """Let the allocator keep what is freed, instead of handing it back to the system.

    A replication frees the same few megabytes again and again. Handed back and asked for anew, page by page, they cost
    the main thread a third of its time. Once a program has freed a block that glibc had mapped by itself, glibc keeps
    all smaller ones (mallopt(3), M_MMAP_THRESHOLD). The block is never written to, so it takes no memory; other
    allocators take no notice.
    """
    import numpy as np  # `--help` loads this file, and nothing heavy

    np.empty(_LARGEST, dtype=np.uint8)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let Python's collector of cycles rest, where many objects are made that all stay.

    It looks at all objects again and again while their number grows: a tenth of the time of a start.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()
