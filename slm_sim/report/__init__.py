"""Reports: a study becomes a folder of figures, tables and a page to read; the folder becomes the page again."""

from slm_sim.report.comparedfolder import COMPARE, compared_json, render_compared, write_compared
from slm_sim.report.folder import Folder, read_folder
from slm_sim.report.measuredfolder import MEASURE, measured_json, render_measured, write_measured
from slm_sim.report.provenance import now
from slm_sim.report.publish import render, write_folder
from slm_sim.report.staging import check_writable

__all__ = [
    "COMPARE",
    "MEASURE",
    "Folder",
    "check_writable",
    "compared_json",
    "measured_json",
    "now",
    "read_folder",
    "render",
    "render_compared",
    "render_measured",
    "write_compared",
    "write_folder",
    "write_measured",
]
