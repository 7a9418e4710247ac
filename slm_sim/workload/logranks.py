"""The priorities of a log that states impact and urgency: the matrix of an agreement says which they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from slm_sim.errors import InputError, Place, Problem, nearest_word
from slm_sim.model.agreement import PriorityScheme
from slm_sim.model.arrays import Ints, firsts_of
from slm_sim.model.incidentlog import IncidentLog
from slm_sim.model.scenario import Scenario


def ranked(log: IncidentLog, scheme: PriorityScheme, at: Place) -> IncidentLog:
    """The log with the priority of each impact and urgency by a scheme's matrix; itself if it states priorities.

    at  where the scheme stands

    Raises `InputError` for an impact or an urgency that the matrix does not know.
    """
    if not log.names.pairs:
        return log
    rank = _ranks(log, scheme, at)
    owner = np.repeat(np.arange(log.incidents), np.diff(log.first_held))
    held = rank[log.held_priority]
    changes = (np.diff(owner, prepend=-1) != 0) | (np.diff(held, prepend=-1) != 0)
    return replace(
        log,
        names=replace(log.names, priorities=scheme.names, pairs=()),
        priority=rank[log.priority],
        first_held=firsts_of(owner[changes], log.incidents),
        held_priority=held[changes],
        held_from=log.held_from[changes],
    )


def ranked_for(scenario: Scenario, log: IncidentLog) -> IncidentLog:
    """As `ranked`, by the agreement that defines the priorities of a scenario."""
    governing = scenario.governing_agreement
    return ranked(log, governing.priorities if governing else PriorityScheme(), Place(log.file))


def _ranks(log: IncidentLog, scheme: PriorityScheme, at: Place) -> Ints:
    """The rank of each pair of impact and urgency, -1 of those that no incident had and the matrix does not know."""
    rank = np.full(len(log.names.pairs), -1)
    used = set(np.unique(log.held_priority).tolist())
    problems: list[Problem] = []
    for number, (impact, urgency) in enumerate(log.names.pairs):
        row = scheme.matrix.get(impact, {})
        if urgency in row:
            rank[number] = scheme.names.index(row[urgency])
        elif number in used:
            problems.append(_stranger(log, scheme, impact, urgency, at))
    if problems:
        raise InputError(dict.fromkeys(problems))
    return rank


def _stranger(log: IncidentLog, scheme: PriorityScheme, impact: str, urgency: str, at: Place) -> Problem:
    said = f"the mapping of {log.file} names impact and urgency in place of the priority"
    if not scheme.matrix:
        return Problem(at, f"{said}, and no matrix makes one of them", "'matrix:' of impact and urgency")
    what, word, known = ("impact", impact, tuple(scheme.matrix))
    if impact in known:
        what, word, known = "urgency", urgency, tuple(scheme.matrix[impact])
    return Problem(
        at, f"{said}, and the matrix knows no {what} {word!r}", f"one of {', '.join(known)}", nearest_word(word, known)
    )
