"""Logs that cannot be read: one malformed file per message, each with its place, and never a traceback."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from slm_sim.errors import InputError, Place
from slm_sim.read.log import read_log
from slm_sim.read.mapping import read_mapping

LOGS = Path(__file__).parents[1] / "broken_logs"

MESSAGES = {
    "empty.csv": ("FILE: the log is empty; expected a header and at least one row"),
    "header-only.csv": ("FILE: the log holds no incidents; expected at least one row of data"),
    "latin-1.csv": (
        "FILE:4:48: byte 0xfc is not utf-8; expected the encoding in which the log was saved, in the mapping; "
        "'encoding: windows-1252' perhaps (see docs/logs.md)"
    ),
    "utf-16.csv": ("FILE:1:1: byte 0xff is not utf-8; expected 'encoding: utf-16' in the mapping (see docs/logs.md)"),
    "semicolons.csv": (
        "FILE:1:1: the header is no table with commas between the columns; expected 'delimiter: semicolon' in "
        "the mapping"
    ),
    "missing-column.csv": (
        "FILE:1:1: the log has no column 'team', which the mapping names as columns.team. Did you mean 'teem'?"
    ),
    "column-twice.csv": (
        "FILE:1:1: the log has no column 'resolved', which the mapping names as columns.resolved; expected "
        "one of its columns: number, state, opened, updated, priority, team\n"
        "FILE:1:1: the column 'opened' stands 2 times; expected it once"
    ),
    "quote-never-closed.csv": (
        "FILE:4:1: a quotation mark opens in this row and has not closed by line 5; expected the same mark at "
        "the end of the field"
    ),
    "text-after-quote.csv": (
        "FILE:4:1: text stands between a closing quotation mark and the delimiter; expected quotation marks "
        "around whole fields, doubled inside them"
    ),
    "not-gzip.csv.gz": (
        "FILE: the file is named .gz and is not a gzip file; expected a gzip file, or a name without .gz"
    ),
    "cut-short.csv.gz": (
        "FILE:LINE:1: the compressed file ends too early, after line LINE; expected the whole file: copy it again"
    ),
    "damaged.csv.gz": (
        "FILE:LINE:1: the compressed file is damaged, after line LINE; expected an undamaged file: copy it again"
    ),
    "workbook.csv": (
        "FILE: this is a zip file or an Excel workbook; expected a log saved as CSV or XES, plain or compressed by gzip"
    ),
    "no-date-fits.csv": (
        "FILE: no incident of the log can be used: 6 dates that are not written as D/M/YYYY HH:MM, such as "
        "line 2: '1-03-2016 08:00'; 1 incident of which no usable row is left, such as line 2: 'INC1'; "
        "expected at least one incident (see docs/logs.md)"
    ),
    "entities.xes": ("FILE:2:15: the file declares a document type; expected an XES log, which needs none"),
    "another-root.xes": ("FILE:2:1: the file holds <net>; expected an XES log, which holds <log>"),
    "torn.xes": ("FILE:6:3: this is not XML: mismatched tag; expected an XES log"),
    "no-events.xes": ("FILE: the log holds no incidents; expected at least one row of data"),
    "no-such-attribute.xes": (
        "FILE: the log has no column 'concept:name', which the mapping names as columns.state. Did you mean "
        "'concept:nam'?"
    ),
}


def test_every_file_has_its_message() -> None:
    assert set(MESSAGES) == {path.name for path in LOGS.iterdir() if path.suffix != ".yaml"}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_log_that_cannot_be_read_says_why_and_where(name: str) -> None:
    mapping = read_mapping(LOGS / ("xes.yaml" if ".xes" in name else "csv.yaml"))
    with pytest.raises(InputError) as caught:
        read_log(LOGS / name, mapping)
    message = str(caught.value).replace(str(LOGS / name), "FILE")
    if name.endswith(".gz"):  # how far reading comes depends on the buffers of the gzip module
        message = re.sub(r"(?<=FILE:)[1-9]\d*|(?<=after line )[1-9]\d*", "LINE", message)
    assert message == MESSAGES[name]


def test_a_log_without_an_end_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match=r"scenario.yaml:9:10: '.*pipe.csv' is a pipe or a device; expected a file"):
        read_log(tmp_path / "pipe.csv", read_mapping(LOGS / "csv.yaml"), Place("scenario.yaml", 9, 10))


def test_a_log_whose_path_the_system_refuses() -> None:
    with pytest.raises(InputError, match=r"'x{300}.csv' cannot be read: .*; expected a file that may be read"):
        read_log(Path(f"{300 * 'x'}.csv"), read_mapping(LOGS / "csv.yaml"))


def test_a_log_that_is_not_there() -> None:
    mapping, named_at = read_mapping(LOGS / "csv.yaml"), Place("scenario.yaml", 9, 10)
    with pytest.raises(InputError, match=r"there is no file .*Did you mean '.*empty.csv'"):
        read_log(LOGS / "emty.csv", mapping)
    with pytest.raises(InputError, match=r"scenario.yaml:9:10: there is no file"):
        read_log(LOGS / "nowhere" / "x.csv", mapping, named_at)
    with pytest.raises(InputError, match=r"is a folder"):
        read_log(LOGS, mapping)
