"""A study becomes a results folder; a results folder becomes its report."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from slm_sim.errors import WriteError
from slm_sim.model.study import Study
from slm_sim.report.folder import FIGURE_FOLDER, REPORT, read_folder, write_data
from slm_sim.report.html import page
from slm_sim.report.provenance import provenance
from slm_sim.report.staging import staged


def write_folder(
    study: Study,
    folder: Path,
    *,
    command: Sequence[str],
    started: datetime,
    workers: int,
    inputs: Iterable[str | Path] = (),
) -> Path:
    """Write everything that a study found into a folder, which appears whole or not at all; returns its report.

    A results folder that stands there is replaced, anything else is left alone.

    command  the command line that asked for the study
    started  when it began, aware
    workers  threads that shared the replications; 0 where a cluster played them
    inputs   files that were read beside those that the study names itself

    Raises WriteError if the folder cannot be written, ResultsError if a table is not what it is documented to be.
    """
    from slm_sim.study.inputs import digests

    read = {**digests(inputs), **study.inputs}
    with staged(folder) as stage:
        write_data(study, provenance(study.results.question.seed, read, command, started, workers), stage)
        render(stage)
    return folder / REPORT


def render(folder: Path) -> Path:
    """Make the report of a results folder and its figures, from what lies in it; returns the report.

    Raises ResultsError if the folder cannot be read back, WriteError if it cannot be written to.
    """
    from slm_sim.report.figures import TOKENS, draw

    content = read_folder(folder)
    figures = draw(content)
    text = page(content, figures, TOKENS)
    try:
        with TemporaryDirectory(dir=folder, prefix=".report-") as stage:
            drawings = Path(stage, FIGURE_FOLDER)
            drawings.mkdir()
            for figure in figures:
                (drawings / f"{figure.name}.svg").write_text(figure.svg, encoding="utf-8")
                (drawings / f"{figure.name}.png").write_bytes(figure.png)
            Path(stage, REPORT).write_text(text, encoding="utf-8")
            shutil.rmtree(folder / FIGURE_FOLDER, ignore_errors=True)
            drawings.rename(folder / FIGURE_FOLDER)
            Path(stage, REPORT).replace(folder / REPORT)
    except OSError as error:
        raise WriteError(f"{folder}: the report cannot be written here ({error.strerror})") from None
    return folder / REPORT
