"""A small scenario and a draft in a folder of their own, to be changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from slm_sim.library import rules_folder


def desk_in(folder: Path, *changes: tuple[str, str], rules: str = "") -> Path:
    """The base of the rules' cases: its draft with some texts replaced, its scenario with more under ``rules``."""
    for name in ("desk.yaml", "draft.yaml"):
        shutil.copy(rules_folder() / "base" / name, folder / name)
    text = (folder / "draft.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "draft.yaml").write_text(text, encoding="utf-8")
    desk = folder / "desk.yaml"
    desk.write_text(desk.read_text(encoding="utf-8").replace("rules:\n", f"rules:\n{rules}"), encoding="utf-8")
    return desk


PERFECT = ("P2: {within: 8 business hours, at_least: 90 %}", "P2: {within: 8 business hours, at_least: 100 %}")
"""A change on which SLM104 fires, on draft/resolution.P2."""
