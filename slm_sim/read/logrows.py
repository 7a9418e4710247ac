"""The rows of a log that can be used, in the order of their incidents and moments; every other row is counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.incidentlog import NO_MOMENT
from slm_sim.model.inwords import count
from slm_sim.model.mapping import MOMENTS, Mapping
from slm_sim.read.logdefects import Defects
from slm_sim.read.logtable import LogTable, WordColumn

ROW_LEFT_OUT = "the row is left out"


@dataclass(frozen=True, eq=False)
class Rows:
    """Usable rows, sorted by incident, then moment, then place in the file.

    number    what the log calls the incidents that have rows, in the order of their appearance
    incident  index into number, int64[rows]
    line      where each row begins
    at        the moment of each row; with one row per incident, its opening
    moments   the moment columns, by the mapping's word; NO_MOMENT where a row states none
    columns   the word columns, by the mapping's word
    """

    number: tuple[str, ...]
    incident: Ints
    line: Ints
    at: Ints
    moments: dict[str, Ints]
    columns: dict[str, WordColumn]

    def __post_init__(self) -> None:
        freeze_arrays(self)


def usable_rows(table: LogTable, mapping: Mapping, defects: Defects) -> Rows:
    """The rows of a table that name an incident and a moment; notes every row that does not, and rows that repeat."""
    defects.note(
        "malformed_row",
        "rows with too many or too few fields",
        ROW_LEFT_OUT,
        [line for line, _ in table.malformed],
        [text for _, text in table.malformed],
    )
    moments = _moments(table, mapping, defects)
    keep = known_words(table.columns["incident"], mapping)
    defects.note("incident_missing", "rows that name no incident", ROW_LEFT_OUT, table.line[~keep])
    keep &= ~_repeated(table, mapping, keep, defects)
    at = moments["updated" if "updated" in moments else "opened"]
    keep &= _with_moment(at, table, mapping, keep, defects)
    _note_lost(table, keep, defects)
    return _in_order(table, moments, at, keep, mapping, defects)


def known_words(column: WordColumn, mapping: Mapping) -> Bools:
    """Which rows hold a word in a column, and not a sign that it is missing."""
    absent = np.array([word in ("", *mapping.file.missing) for word in column.words], dtype=bool)
    return np.asarray(~absent[column.code])


def _moments(table: LogTable, mapping: Mapping, defects: Defects) -> dict[str, Ints]:
    # loads pandas, which reading a scenario does without
    from slm_sim.read.logdates import format_that_reads, read_moments

    file, found = mapping.file, {}
    unreadable: list[tuple[int, str]] = []
    twice: list[tuple[int, str]] = []
    skipped: list[tuple[int, str]] = []
    for ours in MOMENTS:
        if ours not in table.columns:
            continue
        column = table.columns[ours]
        read = read_moments(column.words, file.missing, file.dates, file.time_zone)
        found[ours] = read.at[column.code]
        for flags, cells in ((read.unreadable, unreadable), (read.twice, twice), (read.skipped, skipped)):
            cells += [
                (int(table.line[row]), column.words[column.code[row]]) for row in np.flatnonzero(flags[column.code])
            ]
    done = "the value counts as missing; where it is the moment of the row itself, the row is left out"
    if fits := format_that_reads([word for _, word in unreadable], file.dates):
        form, many = fits
        which = "all of them" if many == len(unreadable) else f"{count(many)} of these {count(len(unreadable))}"
        done += f"; {which} are written as {form}"
    for kind, what, then, cells in (
        ("unreadable_date", f"dates that are not written as {file.dates}", done, unreadable),
        (
            "ambiguous_time",
            f"times that clocks in {file.time_zone} show twice, as summer time ends",
            "the first is taken",
            twice,
        ),
        (
            "skipped_time",
            f"times that clocks in {file.time_zone} never show, as summer time begins",
            "the first moment after the gap is taken",
            skipped,
        ),
    ):
        cells.sort()
        defects.note(kind, what, then, [line for line, _ in cells], [repr(word) for _, word in cells])
    return found


def _repeated(table: LogTable, mapping: Mapping, keep: Bools, defects: Defects) -> Bools:
    """Rows to leave out because an earlier one is the same, or stands for the same incident in a log of incidents."""
    rows = np.flatnonzero(keep)
    again = np.zeros(table.rows, dtype=bool)
    again[rows] = True
    again[rows[np.unique(table.key[rows], return_index=True)[1]]] = False
    leave = mapping.defects.duplicate_row == "leave out" or mapping.file.one_row_per == "incident"
    done = "the first of them counts, the others are left out" if leave else "every one of them counts"
    defects.note("duplicate_row", "rows that repeat an earlier row in every field", done, table.line[again])
    out = again if leave else np.zeros(table.rows, dtype=bool)
    if mapping.file.one_row_per == "incident":
        column = table.columns["incident"]
        rows = np.flatnonzero(keep & ~out)
        twice = np.zeros(table.rows, dtype=bool)
        twice[rows] = True
        twice[rows[np.unique(column.code[rows], return_index=True)[1]]] = False
        texts = (repr(column.words[code]) for code in column.code[twice])
        done = "the first row of each counts, the others are left out"
        defects.note("incident_twice", "rows for an incident that has had its one row", done, table.line[twice], texts)
        out = out | twice
    return out


def _with_moment(at: Ints, table: LogTable, mapping: Mapping, keep: Bools, defects: Defects) -> Bools:
    word, kind = ("updated", "moment_missing") if "updated" in table.columns else ("opened", "opened_missing")
    silent = keep & ~known_words(table.columns[word], mapping)
    what = "rows that do not say when" if word == "updated" else "incidents that do not say when they were opened"
    defects.note(kind, what, ROW_LEFT_OUT, table.line[silent])
    return np.asarray(at != NO_MOMENT)


def _note_lost(table: LogTable, keep: Bools, defects: Defects) -> None:
    column = table.columns["incident"]
    lost = np.setdiff1d(column.code, column.code[keep])
    first = {int(code): row for row, code in reversed(list(enumerate(column.code)))} if len(lost) else {}
    rows = [first[int(code)] for code in lost if column.words[code]]
    defects.note(
        "incident_without_rows",
        "incidents of which no usable row is left",
        "the incident is left out",
        table.line[rows],
        [repr(column.words[column.code[row]]) for row in rows],
    )


def _in_order(
    table: LogTable, moments: dict[str, Ints], at: Ints, keep: Bools, mapping: Mapping, defects: Defects
) -> Rows:
    names = table.columns["incident"]
    rows = np.flatnonzero(keep)
    codes, first, incident = np.unique(names.code[rows], return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    incident = rank[incident]
    together = np.argsort(incident, kind="stable")
    earlier = np.zeros(len(rows), dtype=bool)
    same = np.diff(incident[together]) == 0
    earlier[together[1:]] = same & (np.diff(at[rows][together]) < 0)
    defects.note(
        "rows_out_of_order",
        "rows that are older than the row above them of the same incident",
        "the rows of each incident are put in order",
        table.line[rows][earlier],
    )
    order = rows[np.lexsort((at[rows], incident))]
    place = np.empty(table.rows, dtype=np.int64)
    place[rows] = incident
    return Rows(
        number=tuple(names.words[code] for code in codes[np.argsort(first)]),
        incident=place[order],
        line=table.line[order],
        at=at[order],
        moments={word: values[order] for word, values in moments.items()},
        columns={word: WordColumn(column.words, column.code[order]) for word, column in table.columns.items()},
    )
