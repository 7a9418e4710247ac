"""A log in XES (IEEE 1849), read as a stream: an event is a row, its trace's attributes have ``case:`` before the key.

Document types and entities are refused: a log has no use for them, and a short file can unfold to gigabytes by them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.mapping import Mapping
from slm_sim.read.logfile import damage_reported, opened_log
from slm_sim.read.logtable import Gatherer, LogTable, column_problems

CHUNK = 1 << 16
CASE = "case:"
_ATTRIBUTES = frozenset(("string", "date", "int", "float", "boolean", "id"))


def read_xes(path: Path, mapping: Mapping, named_at: Place | None = None) -> LogTable:
    """The events of an XES log in the columns that the mapping names; an attribute that an event lacks is empty.

    Raises `InputError` for a file that is not well-formed, is no XES log, declares a document type, holds no events, or
    nowhere has an attribute that the mapping names.
    """
    wanted = mapping.columns.stated
    scan = _Scan(str(path), Gatherer(str(path), tuple(wanted)), tuple(wanted.values()))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: scan.start(tag, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = scan.end
    parser.StartDoctypeDeclHandler = lambda *_: scan.refuse(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
    with opened_log(path, named_at) as stream, damage_reported(path, lambda: parser.CurrentLineNumber):
        try:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            place = Place(str(path), error.lineno, error.offset + 1)
            raise InputError(
                Problem(place, f"this is not XML: {expat.ErrorString(error.code)}", "an XES log")
            ) from None
    table = scan.gatherer.table()
    if problems := column_problems(wanted, sorted(scan.seen), Place(str(path))):
        raise InputError(problems)
    return table


@dataclass
class _Scan:
    """Where the parser stands: the tags above it, the attributes of the trace, and its events so far."""

    file: str
    gatherer: Gatherer
    keys: tuple[str, ...]
    seen: set[str] = field(default_factory=set)
    above: list[str] = field(default_factory=list)
    trace: dict[str, str] = field(default_factory=dict)
    events: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def refuse(self, line: int, column: int) -> NoReturn:
        raise InputError(
            Problem(Place(self.file, line, column), "the file declares a document type", "an XES log, which needs none")
        )

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        name = tag.rpartition(" ")[2]
        if not self.above and name != "log":
            raise InputError(
                Problem(Place(self.file, line, 1), f"the file holds <{name}>", "an XES log, which holds <log>")
            )
        if name == "trace":
            self.trace, self.events = {}, []
        elif name == "event":
            self.events.append((line, {}))
        elif name in _ATTRIBUTES and "key" in attributes:
            self.attribute(attributes["key"], attributes.get("value", ""))
        self.above.append(name)

    def attribute(self, key: str, value: str) -> None:
        """Keep an attribute of a trace or an event; what stands deeper, or elsewhere, is not asked for."""
        if self.above[-2:] == ["trace", "event"]:
            self.events[-1][1][key] = value
        elif self.above[-1:] == ["trace"]:
            self.trace[CASE + key] = value

    def end(self, tag: str) -> None:
        self.above.pop()
        if tag.rpartition(" ")[2] != "trace":
            return
        for line, attributes in self.events:
            row = self.trace | attributes
            self.seen.update(row)
            whole = [part for key in sorted(row) for part in (key, row[key])]
            self.gatherer.add(line, [row.get(key, "") for key in self.keys], whole)
        if not self.events:
            self.gatherer.malformed.append((0, f"trace {self.trace.get(CASE + 'concept:name', '')!r} without events"))
