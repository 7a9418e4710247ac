"""Reports: a study becomes a folder of figures, tables and a page to read; the folder becomes the page again."""

from slm_sim.report.choicefolders import COMPARISON, FRONTIER, PROPOSAL, SENSITIVITY, STAFFING
from slm_sim.report.factsfolder import render_facts, write_facts
from slm_sim.report.folder import Folder, as_json, read_folder
from slm_sim.report.measuredfolder import MEASUREMENT
from slm_sim.report.provenance import now
from slm_sim.report.publish import render, write_folder
from slm_sim.report.staging import check_writable

__all__ = [
    "COMPARISON",
    "FRONTIER",
    "MEASUREMENT",
    "PROPOSAL",
    "SENSITIVITY",
    "STAFFING",
    "Folder",
    "as_json",
    "check_writable",
    "now",
    "read_folder",
    "render",
    "render_facts",
    "write_facts",
    "write_folder",
]
