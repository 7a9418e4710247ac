"""What some tests need that is not everywhere, each with the reason why they are left out where it is missing."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest

_LOGS = Path(__file__).parents[2] / "shared" / "data"
SERVICENOW = _LOGS / "servicenow_2016_mar_apr.csv.gz"
ITALIAN = _LOGS / "helpdesk_italian.csv.gz"
"""Public ticket logs that the project does not ship, where somebody has put them beside the checkout."""

_UNCOMPILED = os.environ.get("NUMBA_DISABLE_JIT") == "1"

compiler = pytest.mark.skipif(
    _UNCOMPILED, reason="NUMBA_DISABLE_JIT=1: nothing is compiled or kept, and this test is about what is"
)
speed = pytest.mark.skipif(
    _UNCOMPILED, reason="NUMBA_DISABLE_JIT=1: bounds of 2 % take millions of customers, which is hours of plain Python"
)
glibc = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc",
    reason="keep_freed_memory rests on a rule of glibc for large blocks (mallopt(3)); other allocators have none",
)
servicenow = pytest.mark.skipif(
    not SERVICENOW.is_file(),
    reason=f"needs {SERVICENOW.name} in shared/data beside the checkout: the incidents opened from 29 February to "
    "30 April 2016 of the log with doi 10.24432/C57S4H (UCI 498, CC BY 4.0)",
)
italian = pytest.mark.skipif(
    not ITALIAN.is_file(),
    reason=f"needs {ITALIAN.name} in shared/data beside the checkout: the event log of the help desk of an Italian "
    "software company (4TU research data, Polato)",
)
