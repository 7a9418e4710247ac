"""`run`: a scenario played many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from slm_sim.answers.answer import Played
from slm_sim.answers.told import threads
from slm_sim.model.scenario import Scenario
from slm_sim.model.study import Study, Tables
from slm_sim.model.tables import Table
from slm_sim.model.tracedtables import TRACED_TABLES
from slm_sim.read import read_scenario
from slm_sim.report import now, write_folder
from slm_sim.report.terminal import summary
from slm_sim.study import run_study

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from slm_sim.report.figures import Drawn

Rest = ParamSpec("Rest")


def _answering(
    question: Callable[Concatenate[Scenario, Rest], Study],
) -> Callable[Concatenate[Scenario | str | Path, Rest], Played]:
    """A function that plays a scenario, or the file of one with what reading it has shown."""
    ask: Callable[..., Study] = question

    @wraps(question)
    def answered(scenario: Scenario | str | Path, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Played:
        started = now()
        if isinstance(scenario, Scenario):
            return _played(ask(scenario, *args, **kwargs), started, threads(kwargs), ())
        reading = read_scenario(scenario)
        known: dict[str, Any] = {"doubts": reading.doubts, "tree": reading.tree, "variations": reading.variations}
        study = ask(reading.scenario, *args, **{**known, **kwargs})
        from slm_sim.checking.ofstudy import with_rules  # the rules load when there is something to report

        return _played(with_rules(study, reading), started, threads(kwargs), reading.files)

    return answered


def _played(study: Study, started: datetime, workers: int, files: Iterable[str]) -> Played:
    def draw() -> Sequence[Drawn]:
        from slm_sim.report.figures import draw  # matplotlib loads where something is drawn

        return draw(study)

    def write(folder: Path) -> Path:
        return write_folder(study, folder, command=["slm_sim.run"], started=started, workers=workers, inputs=files)

    return Played(
        results=study.results,
        summary=summary(study.results),
        tables=study.tables.beside(_ledgers(study)),
        draw=draw,
        write_to=write,
        inputs=study.inputs,
        variations={name: _played(one, started, workers, files) for name, one in study.variations.items()},
    )


def _ledgers(study: Study) -> Tables:
    """The tables of the ledgers that are written whole."""

    def parts(table: Table) -> Iterator[DataFrame]:
        from slm_sim.report.tracedtables import table_of  # pandas loads where a table is made

        yield table_of(table, study.traced())

    return Tables({table.name: partial(parts, table) for table in TRACED_TABLES})


run = _answering(run_study)
