"""Reports: a study becomes a folder of figures, tables and a page to read; the folder becomes the page again."""

from slm_sim.report.folder import Folder, read_folder
from slm_sim.report.measuredfolder import MEASURE, measured_json, render_measured, write_measured
from slm_sim.report.provenance import now
from slm_sim.report.publish import render, write_folder
from slm_sim.report.staging import check_writable

__all__ = [
    "MEASURE",
    "Folder",
    "check_writable",
    "measured_json",
    "now",
    "read_folder",
    "render",
    "render_measured",
    "write_folder",
    "write_measured",
]
