"""Money for what was reached: credits, bonuses, what is earned back, and rights to terminate.

terms        what credits depend on and no replication changes: lines, bases, caps, deadlines
windows      the windows of caps
deadlines    until when a credit must be claimed
workload     which periods may earn credits at all
reached      what families are told of a clause in a period
once         one incident, several misses
families     the twelve families by their words, which stand in
bands        bands, outage time, mean time
points       at-risk pool, service points, points table, breach count
rates        linear, per unit of time, bonus and malus
occurrences  ladder, persistent failure
repeats      chains of periods with the same failure
entries      from what is owed to entries of the ledger
settle       caps, minimum, claims
earnback     what is returned later
rights       triggers of a termination
price        all of it in order
"""

from __future__ import annotations

from slm_sim.sla.credits.price import charge
from slm_sim.sla.credits.terms import credit_lines
from slm_sim.sla.credits.workload import moments_counted

__all__ = ["charge", "credit_lines", "moments_counted"]
