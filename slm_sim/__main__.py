"""``python -m slm_sim`` is ``slm-sim``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from signal import SIG_IGN, SIGINT, signal

from slm_sim.errors import INTERRUPTED


def start() -> None:
    """Carry out the command line, and end with an exit code.

    An interruption ends with 130 and is told in one line, whenever it comes: also while the program is being loaded.
    The process then ends here. If the interruption went through text that Python executes, as dataclasses have it
    while modules load, ``python -m`` would end by the signal although it was caught. Once an answer is given, an
    interruption that comes too late changes nothing.
    """
    try:
        from slm_sim.cli import main

        main()
    except SystemExit as ended:
        signal(SIGINT, SIG_IGN)
        if ended.code != INTERRUPTED:
            raise
    except KeyboardInterrupt:
        signal(SIGINT, SIG_IGN)
        sys.stderr.write("slm-sim: interrupted\n")
    for stream in sys.stdout, sys.stderr:
        with suppress(OSError):
            stream.flush()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    start()
