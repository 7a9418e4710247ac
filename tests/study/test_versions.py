"""What two machines must share before what they play may be mixed."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.study import versions
from slm_sim.study.versions import PACKAGES, code_here, difference, told, versions_here

FOUND = dict.fromkeys(PACKAGES, "1.0")


def test_only_what_differs_is_told() -> None:
    here, other = told("0.1", "3.11.4", FOUND), told(None, "3.12.1", {**FOUND, "scipy": "2.0"})
    assert difference(here, told("0.1", "3.11.9", FOUND)) == ("", "")
    assert difference(other, here) == ("slm-sim none, Python 3.12, scipy 2.0", "slm-sim 0.1, Python 3.11, scipy 1.0")
    assert difference(here, {**here, "code": "more than is known here"}) == ("", "")
    assert difference(versions_here(), versions_here()) == ("", "")


def test_every_file_of_the_package_counts_and_ends_of_lines_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "study").mkdir()
    monkeypatch.setattr(versions, "__file__", str(tmp_path / "study" / "versions.py"))

    def digest(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        code_here.cache_clear()
        return code_here()

    first = digest("one.py", b"a = 1\n")
    assert digest("one.py", b"a = 1\r\n") == first
    assert digest("notes.txt", b"a = 1\n") == first
    found = [first, digest("one.py", b"a = 2\n"), digest("study/one.py", b""), digest("study/two.py", b"")]
    assert len(set(found)) == 4
    monkeypatch.undo()
    code_here.cache_clear()
