"""Terms that can never do what they are there for: a clock that cannot run, a rule that nobody can break."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.clockterms import OPENING
from slm_sim.model.measurement import MinimumVolume
from slm_sim.model.phrases import Phrase
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.checks.moments import day_after

HANDED_ON = ("assigned to", "assigned to team", "reassigned", "priority changes", "priority becomes")
"""Moments that may end one run of a clock and begin the next, as where each team's visit is timed."""

NEW, IN_PROGRESS, PENDING = map(Phrase, ("new", "in progress", "pending"))


def clocks_stop_later(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A clock stops at another moment than it starts; only a hand-over may do both, beside another stop."""
    for name, clock in agreement.clocks.items():
        both = [moment for moment in clock.stops.phrases if moment in clock.starts.phrases]
        only = len(both) == len(clock.stops.phrases)
        for moment in both if only else [one for one in both if one.words not in HANDED_ON]:
            found = f"the clock {name!r} starts and stops at the same moment, {str(moment)!r}"
            yield Flaw((*at, "clocks", name, "stops"), found, "a moment that comes after its start")


def clocks_can_run(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A clock from the opening does not stand still in every state of which the agreement speaks."""
    waits = _waits(agreement)
    for name, clock in agreement.clocks.items():
        if clock.pauses_while is None or clock.starts != OPENING:
            continue
        states = (NEW,) if clock.is_response else (NEW, IN_PROGRESS, *waits)
        still = (*clock.pauses_while.phrases, *(Phrase("pending", reason) for reason in clock.pauses_while_pending))
        if all(state in still or (state.words == "pending" and PENDING in still) for state in states):
            found = f"the clock {name!r} stands still while {' or '.join(map(str, states))}, and so it never runs"
            yield Flaw((*at, "clocks", name, "pauses_while"), found, "a state in which it runs")


def _waits(agreement: Agreement) -> tuple[Phrase, ...]:
    """The reasons to be pending of which the clocks of an agreement speak; pending alone if they name none."""
    said = [phrase for clock in agreement.clocks.values() for _, phrase in clock.phrases if phrase.words == "pending"]
    listed = [Phrase("pending", name) for clock in agreement.clocks.values() for name in clock.pauses_while_pending]
    named = tuple(dict.fromkeys((*(phrase for phrase in said if phrase.name), *listed)))
    return named or tuple(said[:1])


def bedding_in_ends(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """The bedding-in is over before the term is."""
    term = agreement.term
    if isinstance(term.bedding_in, str):
        return
    settled, ends = day_after(term.starts, term.bedding_in), day_after(term.starts, term.lasts)
    if settled and ends and settled >= ends:
        found = f"a bedding-in of '{term.bedding_in}' leaves nothing of a term of '{term.lasts}', and no credit is due"
        yield Flaw((*at, "term", "bedding_in"), found, "a shorter one, or none")


def volumes_can_be_missed(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """A minimum-volume rule allows fewer misses than there are incidents below its volume."""
    stated: list[tuple[Path, object]] = [((), agreement.measurement.minimum_volume)]
    stated += [(("targets", name), one.measurement.minimum_volume) for name, one in agreement.targets.items()]
    for path, rule in stated:
        if isinstance(rule, MinimumVolume) and rule.allows >= rule.below:
            found = f"{rule.allows} misses are allowed among fewer than {rule.below} incidents, so it is never broken"
            yield Flaw((*at, *path, "measurement", "minimum_volume", "allows"), found, f"fewer than {rule.below}")
