"""`run`: a scenario played many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from slm_sim.answers.answer import Played
from slm_sim.answers.told import threads
from slm_sim.model.scenario import Scenario
from slm_sim.model.study import Study
from slm_sim.read import read_scenario
from slm_sim.report import now, write_folder
from slm_sim.report.terminal import summary
from slm_sim.study import run_study

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        files: tuple[str, ...] = ()
        known: dict[str, Any] = {}
        if not isinstance(scenario, Scenario):
            reading = read_scenario(scenario)
            scenario, files = reading.scenario, reading.files
            known = {"doubts": reading.doubts, "tree": reading.tree, "variations": reading.variations}
        study = ask(scenario, *args, **{**known, **kwargs})
        return _played(study, started, threads(kwargs), files)

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
        tables=study.tables,
        draw=draw,
        write_to=write,
        inputs=study.inputs,
        variations={name: _played(one, started, workers, files) for name, one in study.variations.items()},
    )


run = _answering(run_study)
