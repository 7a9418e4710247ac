"""Chance becomes arrays: what arrives and what has to be done about it, drawn before time moves.

synthesis   a stated demand: arrivals, mix, lives, outages, maintenance, backlog
replay      a ticket log, to be played again
logranks    its priorities, where it states impact and urgency and a matrix makes them
logfacts    a ticket log as it is, as if it had been played
"""

from __future__ import annotations

from slm_sim.workload.logfacts import recorded
from slm_sim.workload.logplayed import places, ticks_of
from slm_sim.workload.logranks import ranked, ranked_for
from slm_sim.workload.observed import observed
from slm_sim.workload.replay import PreparedReplay, prepare_replay, replay
from slm_sim.workload.synthesise import PreparedSynthesis, prepare_synthesis, synthesise

__all__ = [
    "PreparedReplay",
    "PreparedSynthesis",
    "observed",
    "places",
    "prepare_replay",
    "prepare_synthesis",
    "ranked",
    "ranked_for",
    "recorded",
    "replay",
    "synthesise",
    "ticks_of",
]
