"""How the verbs that look for an answer in many studies begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from slm_sim.cli.doubts import tell_doubts
from slm_sim.cli.progress import progress_bar
from slm_sim.model.doubt import Doubt
from slm_sim.report import check_writable
from slm_sim.study.ahead import compiled_ahead


@contextmanager
def looking(title: str, doubts: Iterable[Doubt], out: Path | None) -> Iterator[Callable[[int, int], None]]:
    """Tell the doubts, make sure of the folder, and have compiled what is needed later; gives a bar to be moved.

    The bar is told (done, at most), as in `slm_sim.cli.progress`.
    """
    tell_doubts(doubts)
    if out is not None:
        check_writable(out)
    click.get_current_context().with_resource(compiled_ahead())
    with progress_bar(title) as progress:
        yield progress
