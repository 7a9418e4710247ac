from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from slm_sim.memory import without_collecting
from tests import needs

FAULTS = """
import resource, sys
import numpy as np
from slm_sim.memory import keep_freed_memory

if sys.argv[1] == "kept":
    keep_freed_memory()
faults = []
for _ in range(6):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    blocks = [np.full(1 << 20, 1, dtype=np.uint8) for _ in range(20)]
    del blocks
    faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
print(min(faults))
"""
PAGES = 20 * (1 << 20) // os.sysconf("SC_PAGE_SIZE")


def page_faults(way: str) -> int:
    """Of twenty blocks, once such blocks have been freed; what others have set for the allocator is left out."""
    untold = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    asked = [sys.executable, "-c", FAULTS, way]
    return int(subprocess.run(asked, check=True, capture_output=True, text=True, env=untold).stdout)


@needs.glibc
def test_what_is_freed_is_not_asked_for_again() -> None:
    assert page_faults("kept") < PAGES / 10 < PAGES / 2 < page_faults("handed back")


@without_collecting()
def fails_unless_the_collector_rests() -> None:
    raise KeyError(gc.isenabled())


def test_the_collector_rests_and_works_again_whatever_happens() -> None:
    with pytest.raises(KeyError, match="False"):
        fails_unless_the_collector_rests()
    assert gc.isenabled()
    gc.disable()
    with without_collecting():
        pass
    assert not gc.isenabled()
    gc.enable()
