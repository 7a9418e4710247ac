"""A measured log as a folder of facts: its JSON, its tables and its page, which has no figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slm_sim.model.measured import Measured
from slm_sim.model.measuredtables import MEASURED_TABLES
from slm_sim.model.tables import Table
from slm_sim.report.factsfolder import Kind
from slm_sim.report.measuredpage import measured_page
from slm_sim.report.measuredwords import summary

if TYPE_CHECKING:
    from pandas import DataFrame


def _measured_table(table: Table, measured: Measured) -> DataFrame:
    from slm_sim.report.measuredtables import table_of

    return table_of(table, measured)


MEASUREMENT = Kind(
    "measure.json", Measured, MEASURED_TABLES, _measured_table, summary, lambda measured, *_: measured_page(measured)
)
