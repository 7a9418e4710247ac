"""From facts that a verb writes into a folder to an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from slm_sim.answers.answer import Written
from slm_sim.model.study import Tables
from slm_sim.model.tables import Table
from slm_sim.report.factsfolder import Facts, Kind, write_facts

if TYPE_CHECKING:
    from pandas import DataFrame


def told(
    kind: Kind[Facts],
    facts: Facts,
    *,
    asked: str,
    started: datetime,
    seed: int | None = None,
    workers: int = 1,
    inputs: Iterable[str | Path] = (),
    beside: Mapping[str, str] | None = None,
) -> Written[Facts]:
    """Facts as an answer.

    asked  the function that was called

    The others as in `slm_sim.report.factsfolder.write_facts`.
    """

    def parts(table: Table) -> Iterator[DataFrame]:
        yield kind.table_of(table, facts)

    def write(folder: Path) -> Path:
        return write_facts(
            kind, facts, folder,
            seed=seed, command=[asked], started=started, workers=workers, inputs=inputs, beside=beside,
        )  # fmt: skip

    return Written(
        results=facts,
        summary=kind.summary(facts),
        tables=Tables({table.name: partial(parts, table) for table in kind.tables}),
        draw=lambda: kind.draw(facts),
        files={**kind.beside(facts), **(beside or {})},
        write_to=write,
    )


def threads(asked: Mapping[str, object]) -> int:
    """The threads that the arguments of a call ask for: one unless they do, none of this machine for a cluster."""
    workers = asked.get("workers", 1)
    return 0 if asked.get("cluster") or not isinstance(workers, int) else workers
