"""A comparison as a folder, or as JSON.

::

    compare.json      all figures                     slm_sim.model.compared
    tables/           the same as tables              slm_sim.model.comparedtables; *.parquet and *.csv
    report.html       the page to read
    figures/          its figures, *.svg and *.png
    provenance.json   how they were made              slm_sim.report.provenance
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from slm_sim.errors import WriteError
from slm_sim.model.compared import Compared
from slm_sim.model.comparedtables import COMPARED_TABLES
from slm_sim.report.comparedpage import compared_page
from slm_sim.report.folder import FIGURE_FOLDER, PROVENANCE, REPORT, TABLE_FOLDER, as_json, read_facts
from slm_sim.report.provenance import provenance
from slm_sim.report.staging import staged

COMPARE = "compare.json"


def compared_json(compared: Compared) -> str:
    """The content of ``compare.json``."""
    return as_json(compared)


def write_compared(
    compared: Compared,
    folder: Path,
    *,
    command: Sequence[str],
    started: datetime,
    workers: int,
    inputs: Iterable[str | Path] = (),
) -> Path:
    """Write a comparison into a folder, which appears whole or not at all; returns its report.

    A folder of results that stands there is replaced, anything else is left alone.

    inputs  files that were read

    Raises WriteError if the folder cannot be written.
    """
    from slm_sim.report.comparedtables import table_of  # pandas and duckdb load where tables are written
    from slm_sim.report.tablefiles import write_table
    from slm_sim.study.inputs import digests

    read = digests(inputs)
    with staged(folder) as stage:
        (stage / COMPARE).write_text(compared_json(compared), encoding="utf-8")
        (stage / TABLE_FOLDER).mkdir()
        for table in COMPARED_TABLES:
            write_table(table, [table_of(table, compared)], stage / TABLE_FOLDER)
        _render(compared, stage)
        made = provenance(compared.seed, read, command, started, workers)
        (stage / PROVENANCE).write_text(as_json(made), encoding="utf-8")
    return folder / REPORT


def render_compared(folder: Path) -> Path:
    """Make the report of a folder that `write_compared` wrote again, from its ``compare.json``; returns the report.

    Raises ResultsError if that cannot be read back, WriteError if the report cannot be written.
    """
    try:
        _render(read_facts(Compared, folder / COMPARE), folder)
    except OSError as error:
        raise WriteError(f"{folder}: the report cannot be written here ({error.strerror})") from None
    return folder / REPORT


def _render(compared: Compared, folder: Path) -> None:
    from slm_sim.report.figures import TOKENS
    from slm_sim.report.figures.compared import draw_compared

    figures = draw_compared(compared)
    (folder / FIGURE_FOLDER).mkdir(exist_ok=True)
    for figure in figures:
        (folder / FIGURE_FOLDER / f"{figure.name}.svg").write_text(figure.svg, encoding="utf-8")
        (folder / FIGURE_FOLDER / f"{figure.name}.png").write_bytes(figure.png)
    (folder / REPORT).write_text(compared_page(compared, figures, TOKENS), encoding="utf-8")
