"""Who may look into which queue.

A *queue* holds the tickets that wait at one team, with one rank, of one *kind* and in one *band*. Categories that the
same teams can take are of one kind. A ticket is in band b when it has waited there longer than b of the waits for which
the team's helpers ask, so that a helper looks into the bands from its own on.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from slm_sim.engine.kernel.tables import UNLIMITED, Crew, column, read_only
from slm_sim.model.arrays import Bools, Ints
from slm_sim.model.organisation import Organisation
from slm_sim.model.policy import Policy

HELPER, HELPED, FROM_BAND = range(3)
"""The columns of a help: who helps whom, with tickets from which band on."""


ANY, PRE_EMPTING, CALLING = range(3)
"""Which ranks are looked for: all; those that pre-empt; those for which people on call are called."""


class Halls(NamedTuple):
    """The division of waiting tickets into queues.

    kinds  of each category; the last entry, which -1 finds, is for an unknown one, int64[categories + 1]
    takes  bool[teams, kinds]
    looks  which ranks are looked for at a team, bool[3, teams, ranks]
    waits  from which wait on a ticket is in a band, int64[teams, bands]
    helps  in the order in which they are looked at, int64[helps, 3]
    """

    kinds: Ints
    takes: Bools
    looks: Bools
    waits: Ints
    helps: Ints


def halls(organisation: Organisation, policy: Policy, crew: Crew) -> Halls:
    """The division that an organisation and its policy need."""
    teams = organisation.teams
    takes, kinds = np.unique(crew.percent > 0, axis=1, return_inverse=True)
    asked: list[list[int]] = [
        [0, *sorted({team.helps_after for team in teams if home in team.helps} - {0})] for home in range(len(teams))
    ]
    helps = [
        (helper, helped, asked[helped].index(team.helps_after))
        for helper, team in enumerate(teams)
        for helped in team.helps
    ]
    bands = max(map(len, asked), default=1)
    everything = np.ones_like(crew.calls)
    return Halls(
        kinds=column(kinds),
        takes=read_only(np.ascontiguousarray(takes)),
        looks=read_only(np.stack([everything, everything & policy.preempts, crew.calls])),
        waits=column(np.array([waits + [UNLIMITED] * (bands - len(waits)) for waits in asked]).reshape(-1, bands)),
        helps=column(np.array(helps, dtype=np.int64).reshape(-1, 3)),
    )
