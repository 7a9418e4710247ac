"""Two drafts against each other: values, findings, and the credits of the same simulated terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from slm_sim.checking.played import Progress, silently
from slm_sim.checking.review import read_subjects, review_of
from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.finding import Finding
from slm_sim.model.results import PenaltyResult, Results
from slm_sim.model.round import CreditMove, Round, ValueChanged
from slm_sim.read import in_words
from slm_sim.read.tree import Node, Table, plain
from slm_sim.rules import Rulebook

SAME_NAME = "draft"
"""What two agreements without a scenario are both called, so that their findings can be held against each other."""


def against(
    older: str,
    newer: str,
    rulebook: Rulebook,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    replications: int = 0,
    progress: Progress = silently,
) -> Round:
    """What changed from one draft, or scenario, to another; the arguments are those of `review`.

    Both are simulated with the chances of their own seeds: where the seed is one, they meet the same incidents. Raises
    `InputError` for two files of different kinds as well.
    """
    before, after = (read_subjects(named, replications, progress, SAME_NAME) for named in (older, newer))
    if before.kind != after.kind:
        found = f"{older} is {_a(before.kind)} and this is {_a(after.kind)}"
        raise InputError(Problem(Place(newer), found, "two of one kind"))
    reviews = [
        review_of(named, subjects, rulebook, select, ignore) for named, subjects in ((older, before), (newer, after))
    ]
    found_before, found_after = ({_key(one): one for one in found.findings} for found in reviews)
    return Round(
        older=reviews[0],
        newer=reviews[1],
        changes=tuple(_changes(before.tree, after.tree)),
        appeared=tuple(one for key, one in found_after.items() if key not in found_before),
        disappeared=tuple(one for key, one in found_before.items() if key not in found_after),
        credits=tuple(_moves(before.results, after.results)),
    )


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.subject


def _a(kind: str) -> str:
    return "an agreement" if kind == "agreement" else "a scenario"


def _changes(before: Table, after: Table) -> Iterator[ValueChanged]:
    old, new = dict(_values(before, ())), dict(_values(after, ()))
    for path, node in new.items():
        was, now = (in_words(plain(old[path])) if path in old else ""), in_words(plain(node))
        if was != now:
            yield ValueChanged(".".join(path), was, now, node.place)
    for path, node in old.items():
        if path not in new:
            yield ValueChanged(".".join(path), in_words(plain(node)), "", node.place)


def _values(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    """The single values and the lists of a tree, each with its path."""
    if isinstance(node, Table) and node.nodes:
        for key, below in node.nodes.items():
            yield from _values(below, (*path, key))
    else:
        yield path, node


def _moves(before: Results | None, after: Results | None) -> Iterator[CreditMove]:
    old, new = _paid(before), _paid(after)
    for name in old:
        if name in new:
            one, other = old[name], new[name]
            yield CreditMove(
                agreement=name,
                currency=other.currency,
                mean_before=one.mean.value,
                mean_after=other.mean.value,
                p95_before=one.p95.value,
                p95_after=other.p95.value,
            )


def _paid(results: Results | None) -> dict[str, PenaltyResult]:
    return {one.agreement: one for one in (results.penalties if results else ())}
