"""Reports: a study becomes a folder of figures, tables and a page to read; the folder becomes the page again.

What a study does not need is loaded by who does: `choicefolders` of comparisons and other choices, `measuredfolder`.
"""

from slm_sim.report.folder import Folder, as_json, read_folder
from slm_sim.report.provenance import now
from slm_sim.report.publish import render, write_folder
from slm_sim.report.staging import check_writable

__all__ = [
    "Folder",
    "as_json",
    "check_writable",
    "now",
    "read_folder",
    "render",
    "write_folder",
]
