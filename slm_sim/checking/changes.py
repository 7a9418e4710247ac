"""Which values two drafts state otherwise, and which clauses that touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slm_sim.errors import Place
from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.round import ClauseChanged, PartChanged, ValueChanged
from slm_sim.read import in_words
from slm_sim.read.checks.flaw import Path
from slm_sim.read.checks.promises import promises_of
from slm_sim.read.paths import place_of
from slm_sim.read.tree import Node, Table, plain
from slm_sim.sla.clauses import clauses
from slm_sim.study.words import promise

NAMED_WITHIN = ("calendars", "clocks", "credits", "services", "targets", "termination_triggers")
"""Sections of an agreement of which each entry is a part of its own."""

Places = tuple[tuple[str, Path, Agreement], ...]
"""Agreements: what findings call each, the path at which it stands, and what it says."""


@dataclass(frozen=True)
class _Row:
    """A clause, the path of its row, the paths of the parts that it rests on, and its place."""

    clause: Clause
    path: Path
    rests_on: frozenset[Path]
    place: Place


def changes(
    before: Table, older: Places, after: Table, newer: Places
) -> tuple[tuple[ClauseChanged, ...], tuple[PartChanged, ...]]:
    """What changed from one tree with its agreements to another: of every clause, and what is no clause's own."""
    was, now = dict(_rows(before, older)), dict(_rows(after, newer))
    owners = {row.path: key for key, row in [*was.items(), *now.items()]}
    agreements = tuple(dict.fromkeys(at for _, at, _ in (*newer, *older)))
    own: dict[str, list[ValueChanged]] = {}
    parts: dict[Path, list[ValueChanged]] = {}
    for path, changed in _values_changed(before, after):
        rows = [path[:end] for end in range(len(path), 0, -1) if path[:end] in owners]
        if rows:
            own.setdefault(owners[rows[0]], []).append(changed)
        else:
            parts.setdefault(_part(path, agreements), []).append(changed)
    keys = tuple(dict.fromkeys((*now, *was)))
    rests_on = {key: {part for of in (was, now) if key in of for part in of[key].rests_on} for key in keys}
    found = tuple(
        ClauseChanged(
            clause=key,
            place=(now.get(key) or was[key]).place,
            before=promise(was[key].clause) if key in was else "",
            after=promise(now[key].clause) if key in now else "",
            values=tuple(own.get(key, ())),
            through=tuple(_text(part) for part in parts if part in rests_on[key]),
        )
        for key in keys
    )
    return found, tuple(
        PartChanged(_text(part), tuple(values), tuple(one.clause for one in found if _text(part) in one.through))
        for part, values in parts.items()
    )


def _rows(tree: Table, agreements: Places) -> Iterator[tuple[str, _Row]]:
    for name, at, agreement in agreements:
        for clause, row in zip(clauses(name, agreement), promises_of(agreement, at), strict=True):
            rests_on = frozenset((*at, *part) for part in _rests_on(clause, agreement))
            yield clause.key, _Row(clause, row.path, rests_on, place_of(tree, row.path))


def _rests_on(clause: Clause, agreement: Agreement) -> Iterator[Path]:
    """The parts of its agreement that decide whether a clause is kept and what it costs, if not."""
    yield from (("measurement",), ("exclusions",), ("maintenance_windows",), ("holidays",), ("time_zone",))
    yield "targets", clause.id.partition(".")[0]
    if clause.clock is not None:
        yield "clocks", clause.clock
    if clause.calendar is not None:
        yield "calendars", clause.calendar
    if clause.service is not None:
        yield "services", clause.service
    if clause.credit is not None:
        yield "credits", clause.credit
        yield ("charges",)


def _part(path: Path, agreements: Sequence[Path]) -> Path:
    for at in agreements:
        inner = path[len(at) :]
        if path[: len(at)] == at and inner:
            return (*at, *inner[: 2 if inner[0] in NAMED_WITHIN else 1])
    return path[:2]


def _text(path: Path) -> str:
    return ".".join(path)


def _values_changed(before: Table, after: Table) -> Iterator[tuple[Path, ValueChanged]]:
    """In the order of the newer file, then what only the older one has."""
    old, new = dict(_values(before, ())), dict(_values(after, ()))
    for path in dict.fromkeys((*new, *old)):
        was, now = _words(old, path), _words(new, path)
        if was != now:
            yield path, ValueChanged(_text(path), was, now, (new.get(path) or old[path]).place)


def _words(values: Mapping[Path, Node], path: Path) -> str:
    return in_words(plain(values[path])) if path in values else ""


def _values(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """The single values and the lists of a tree, each with its path."""
    if isinstance(node, Table) and node.nodes:
        for key, below in node.nodes.items():
            yield from _values(below, (*path, key))
    else:
        yield path, node
