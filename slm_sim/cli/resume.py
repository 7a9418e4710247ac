"""What to do when a study ends before its time: how much has landed, and the command that goes on with it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from slm_sim.errors import StudyError, WriteError
from slm_sim.study import replications_landed


@contextmanager
def telling_how_to_resume(landing: Path, command: Sequence[str]) -> Iterator[None]:
    """Let an interruption and what goes wrong at run time say how to go on.

    landing  where the finished chunks lie, if there are any
    command  the command line that began the study
    """
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(*_how(landing, command)) from None
    except (StudyError, WriteError) as error:
        raise type(error)("\n".join([str(error), *_how(landing, command)])) from None


def as_called() -> list[str]:
    """The program as it was called, so that whoever repeats it from the same folder finds it again."""
    called = sys.argv[0]
    return [sys.executable, "-m", "slm_sim"] if Path(called).name == "__main__.py" else [called]


def _how(landing: Path, command: Sequence[str]) -> list[str]:
    landed = replications_landed(landing)
    if not landed:
        return []
    again = [*command, *(["--resume"] if "--resume" not in command else [])]
    return [f"{landed} replications are finished and kept in {landing}; go on with", f"  {shlex.join(again)}"]
