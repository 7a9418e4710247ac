"""A measured log as a folder, or as JSON.

::

    measure.json      all figures                     slm_sim.model.measured
    tables/           the same as tables              slm_sim.model.measuredtables; *.parquet and *.csv
    report.html       the page to read
    provenance.json   how they were made              slm_sim.report.provenance
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from slm_sim.errors import WriteError
from slm_sim.model.measured import Measured
from slm_sim.model.measuredtables import MEASURED_TABLES
from slm_sim.report.folder import PROVENANCE, REPORT, TABLE_FOLDER, as_json, read_facts
from slm_sim.report.measuredpage import measured_page
from slm_sim.report.provenance import provenance
from slm_sim.report.staging import staged

MEASURE = "measure.json"


def measured_json(measured: Measured) -> str:
    """The content of ``measure.json``."""
    return as_json(measured)


def write_measured(
    measured: Measured, folder: Path, *, command: Sequence[str], started: datetime, inputs: Iterable[str | Path] = ()
) -> Path:
    """Write what was measured into a folder, which appears whole or not at all; returns its report.

    A folder of results that stands there is replaced, anything else is left alone.

    inputs  files that were read beside the log and the agreements

    Raises WriteError if the folder cannot be written.
    """
    from slm_sim.report.measuredtables import table_of  # pandas and duckdb load where tables are written
    from slm_sim.report.tablefiles import write_table
    from slm_sim.study.inputs import digests

    read = digests([measured.log.file, *inputs, *(file for one in measured.agreements for file in one.files)])
    with staged(folder) as stage:
        (stage / MEASURE).write_text(measured_json(measured), encoding="utf-8")
        (stage / TABLE_FOLDER).mkdir()
        for table in MEASURED_TABLES:
            write_table(table, [table_of(table, measured)], stage / TABLE_FOLDER)
        (stage / REPORT).write_text(measured_page(measured), encoding="utf-8")
        made = provenance(None, read, command, started, workers=1)
        (stage / PROVENANCE).write_text(as_json(made), encoding="utf-8")
    return folder / REPORT


def render_measured(folder: Path) -> Path:
    """Make the report of a folder that `write_measured` wrote again, from its ``measure.json``; returns the report.

    Raises ResultsError if that cannot be read back, WriteError if the report cannot be written.
    """
    page = measured_page(read_facts(Measured, folder / MEASURE))
    try:
        (folder / REPORT).write_text(page, encoding="utf-8")
    except OSError as error:
        raise WriteError(f"{folder}: the report cannot be written here ({error.strerror})") from None
    return folder / REPORT
