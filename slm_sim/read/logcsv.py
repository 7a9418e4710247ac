"""A log in CSV: header, rows, and the line on which each of them begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.mapping import Mapping
from slm_sim.read.logfile import damage_reported, opened_log, undecodable
from slm_sim.read.logtable import Gatherer, LogTable, column_problems

if TYPE_CHECKING:
    import _csv

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}


def read_csv(path: Path, mapping: Mapping, named_at: Place | None = None) -> LogTable:
    """The rows of a CSV log in the columns that the mapping names.

    Raises `InputError` for a log without rows, in another encoding or with another delimiter than the mapping states,
    for a column that is missing or stands twice, and for quotation marks that do not pair.
    """
    encoding = mapping.file.encoding
    with opened_log(path, named_at) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="")
        lines = csv.reader(text, delimiter=_DELIMITERS[mapping.file.delimiter], strict=True)
        try:
            with damage_reported(path, lambda: lines.line_num):
                return _gathered(_numbered(lines, str(path)), mapping, str(path))
        except UnicodeDecodeError:
            raise InputError(undecodable(path, encoding)) from None


def _numbered(lines: _csv.Reader, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; empty lines are no rows."""
    while True:
        began = lines.line_num + 1
        try:
            row = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(_quoting(error, file, began, lines.line_num)) from None
        if row:
            yield began, row


def _gathered(rows: Iterator[tuple[int, list[str]]], mapping: Mapping, file: str) -> LogTable:
    began, header = next(rows, (1, []))
    _check_header(header, mapping, Place(file, began, 1))
    wanted = mapping.columns.stated
    gatherer = Gatherer(file, tuple(wanted))
    positions = [header.index(theirs) for theirs in wanted.values()]
    pick = itemgetter(*positions)
    for began, row in rows:
        if len(row) == len(header):
            gatherer.add(began, pick(row), row)
        else:
            gatherer.malformed.append((began, f"{len(row)} fields in place of {len(header)}"))
    return gatherer.table()


def _check_header(header: list[str], mapping: Mapping, place: Place) -> None:
    if not header:
        raise InputError(Problem(Place(place.file), "the log is empty", "a header and at least one row"))
    wanted = mapping.columns.stated
    problems = column_problems(wanted, header, place)
    if problems and (word := _delimiter_of(header, mapping)):
        found = f"the header is no table with {mapping.file.delimiter}s between the columns"
        raise InputError(Problem(place, found, f"'delimiter: {word}' in the mapping"))
    for theirs in wanted.values():
        if header.count(theirs) > 1:
            problems.append(Problem(place, f"the column {theirs!r} stands {header.count(theirs)} times", "it once"))
    if problems:
        raise InputError(problems)


def _delimiter_of(header: list[str], mapping: Mapping) -> str:
    """The delimiter with which the header would hold more of the wanted columns than with the stated one."""
    stated = _DELIMITERS[mapping.file.delimiter]
    wanted = set(mapping.columns.stated.values())
    found = {word: len(wanted & set(stated.join(header).split(sign))) for word, sign in _DELIMITERS.items()}
    best = max(found, key=lambda word: found[word])
    return best if found[best] > len(wanted & set(header)) else ""


def _quoting(error: csv.Error, file: str, began: int, reached: int) -> Problem:
    if "end of data" in str(error) or "field limit" in str(error):
        found = f"a quotation mark opens in this row and has not closed by line {reached}"
        return Problem(Place(file, began, 1), found, "the same mark at the end of the field")
    found = "text stands between a closing quotation mark and the delimiter"
    return Problem(Place(file, reached, 1), found, "quotation marks around whole fields, doubled inside them")
