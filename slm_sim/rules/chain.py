"""The chain behind a promise: what teams and suppliers promise on the way, and what a service depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from slm_sim.model.agreement import Agreement
from slm_sim.model.clause import Clause
from slm_sim.model.clockterms import Clock
from slm_sim.model.phrases import Phrase
from slm_sim.model.quantities import Percent
from slm_sim.rules.coverage import open_week
from slm_sim.rules.pauses import begins_in_a_pause, pauses_while
from slm_sim.rules.setting import Setting
from slm_sim.rules.targettimes import elapsed_hours, stops_at, within_hours
from slm_sim.rules.worstopening import OpenWeek, WorstOpening, worst_opening


@dataclass(frozen=True)
class Links:
    """Promises that one promise rests on, by their keys, and their product."""

    names: tuple[str, ...]
    value: Fraction


@dataclass(frozen=True)
class Chain:
    """Times that one promise rests on, by their keys, kept to their last moment from the worst opening of a week on.

    share  of the promised time that passes meanwhile
    """

    names: tuple[str, ...]
    worst: WorstOpening
    share: Fraction


def serial_links(setting: Setting, agreement: Agreement, clause: Clause) -> Chain | None:
    """The times promised in OLAs and underpinning contracts on the way of a resolution; None where there are none.

    Of each team and each supplier the longest time for such incidents counts, once. Teams that no such incident reaches
    are left out, and times that begin with a pause of the promise's own clock.
    """
    if agreement.type != "SLA" or clause.within is None or not stops_at(agreement, clause, "resolved"):
        return None
    promised, week = within_hours(agreement, clause), open_week(agreement, clause.calendar)
    longest: dict[tuple[str, str | None], tuple[Fraction, str, OpenWeek, Fraction]] = {}
    for name, other, link in _underpinning(setting):
        if not _on_the_way(setting, agreement, clause, other, link):
            continue
        elapsed, hours = elapsed_hours(other, link), within_hours(other, link)
        of_link = open_week(other, link.calendar)
        if not elapsed or not hours or of_link is None:
            continue
        found = (elapsed, link.key, of_link, hours)
        longest[name, link.team] = max(found, longest.get((name, link.team), found), key=lambda one: one[:2])
    if not longest or not promised or week is None:
        return None
    worst = worst_opening(week, [(of_link, hours) for _, _, of_link, hours in longest.values()])
    return Chain(tuple(key for _, key, _, _ in longest.values()), worst, worst.used / promised)


def _on_the_way(setting: Setting, agreement: Agreement, clause: Clause, other: Agreement, link: Clause) -> bool:
    """Whether a promise of a link is about the incidents of a clause, and about time that its clock counts."""
    return (
        _alike(link, clause)
        and (link.team is None or setting.passes(link.team, clause.priority))
        and not stops_at(other, link, "first touch")
        and not begins_in_a_pause(other, link, agreement, clause)
    )


def components(known: Iterable[Clause], agreement: Agreement, clause: Clause) -> Links | None:
    """The availabilities promised of what a service depends on; None where none is promised.

    known  the clauses of this agreement and of those beside it
    """
    if clause.measure != "availability" or clause.service not in agreement.services:
        return None
    known = tuple(known)
    found: dict[str, tuple[str, Fraction]] = {}
    for service in agreement.services[clause.service].depends_on:
        promised = [(link.key, level) for link in known if (level := _promised(link, service)) is not None]
        if promised:
            found[service] = min(promised, key=lambda one: one[1])
    if not found:
        return None
    keys, levels = zip(*found.values(), strict=True)
    return Links(keys, prod(levels, start=Fraction(1)))


def teams_without_promise(setting: Setting) -> tuple[str, ...] | None:
    """Teams on the way of incidents that promise nothing where others do; None where no team promises anything."""
    promising = {link.team for _, _, link in _underpinning(setting) if link.team is not None}
    if not promising:
        return None
    return tuple(team for team in setting.scenario.teams if team not in promising and setting.passes(team, None))


def waits_without_promise(setting: Setting, agreement: Agreement, clock: Clock) -> tuple[str, ...] | None:
    """Pending reasons for which a clock of an SLA runs on, and whose time no OLA or underpinning contract bounds.

    None where incidents wait for nobody, and for clocks of other agreements.
    """
    reasons = setting.scenario.pending
    if agreement.type != "SLA" or not reasons:
        return None
    bounding = [
        of_link
        for _, other, link in _underpinning(setting)
        if (of_link := other.clocks.get(link.clock or "")) is not None and not stops_at(other, link, "first touch")
    ]
    return tuple(
        reason
        for reason in reasons
        if not pauses_while(clock, reason) and not any(_runs_while(of_link, reason) for of_link in bounding)
    )


def _runs_while(clock: Clock, reason: str) -> bool:
    """Whether a clock that has begun measures the time in which an incident waits for this reason."""
    begins_with = Phrase("pending"), Phrase("pending", reason)
    begun = any(moment.words != "pending" or moment in begins_with for moment in clock.starts.phrases)
    return begun and not pauses_while(clock, reason)


def _underpinning(setting: Setting) -> Iterator[tuple[str, Agreement, Clause]]:
    for name, agreement in setting.scenario.agreements.items():
        if agreement.type != "SLA":
            yield from ((name, agreement, link) for link in setting.promised[name])


def _alike(link: Clause, clause: Clause) -> bool:
    """Whether a promise of a link can be about the incidents of a clause."""
    return link.within is not None and all(
        getattr(link, word) is None or getattr(link, word) == getattr(clause, word) or getattr(clause, word) is None
        for word in ("priority", "service", "category", "customer")
    )


def _promised(link: Clause, service: str) -> Fraction | None:
    """The availability that a clause promises of a service; None if it does not."""
    about = link.measure == "availability" and link.service == service and link.direction == "at least"
    return link.level.fraction if about and isinstance(link.level, Percent) else None
