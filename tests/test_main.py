"""However and whenever a command is interrupted, it ends with 130 and one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

THROUGH_TEXT = """
from slm_sim.__main__ import start
from slm_sim.cli import rules

def interrupted(**_):
    exec("raise KeyboardInterrupt")

rules.rules.callback = interrupted
start()
"""
TOO_LATE = """
import atexit, os, signal
from slm_sim.__main__ import start

signal.signal(signal.SIGINT, signal.default_int_handler)
atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))
start()
"""


def ended(module: str, arguments: list[str], folder: Path) -> tuple[int, str]:
    """Exit code, and what is written to standard error, of a module that is run with a folder before the package."""
    command, beside = [sys.executable, "-m", module, *arguments], os.pathsep.join([str(folder), str(ROOT)])
    found = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": beside}, capture_output=True, text=True, check=False
    )
    return found.returncode, found.stderr


def test_an_interruption_within_executed_text_is_an_exit_code_and_no_signal(tmp_path: Path) -> None:
    """Python ends by the signal where an interruption, even one that is caught, has passed through such text."""
    (tmp_path / "through_text.py").write_text(THROUGH_TEXT, encoding="utf-8")
    assert ended("through_text", ["rules"], tmp_path) == (130, "slm-sim: interrupted\n")


def test_an_interruption_while_the_program_is_loaded_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    assert ended("slm_sim", ["--version"], tmp_path) == (130, "slm-sim: interrupted\n")


def test_an_interruption_after_the_answer_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "too_late.py").write_text(TOO_LATE, encoding="utf-8")
    assert ended("too_late", ["--version"], tmp_path) == (0, "")
