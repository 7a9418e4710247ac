"""`measure`: a ticket log held against agreements, without simulating."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from slm_sim import measuring
from slm_sim.answers.answer import Written
from slm_sim.answers.told import told
from slm_sim.library import file_of
from slm_sim.model.measured import Measured
from slm_sim.report import now
from slm_sim.report.measuredfolder import MEASUREMENT

Rest = ParamSpec("Rest")


def _answering(
    question: Callable[Concatenate[str | Path, str | Path, Rest], Measured],
) -> Callable[Concatenate[str | Path, str | Path, Rest], Written[Measured]]:
    @wraps(question)
    def answered(log: str | Path, mapping: str | Path, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Written[Measured]:
        started = now()
        found = question(log, mapping, *args, **kwargs)
        files = [file for agreement in found.agreements for file in agreement.files]
        inputs: list[str | Path] = [found.log.file, file_of("mapping", mapping), *files]
        return told(MEASUREMENT, found, asked="slm_sim.measure", started=started, inputs=inputs)

    return answered


measure = _answering(measuring.measure)
