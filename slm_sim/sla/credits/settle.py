"""Settling: caps, the minimum that is paid, and claims, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from slm_sim.model.money import Money
from slm_sim.model.step import Input, Step, StepKind
from slm_sim.sla.credits.reached import Due
from slm_sim.sla.credits.terms import Line
from slm_sim.sla.credits.windows import Cap, Window


@dataclass(frozen=True, eq=False)
class Entry:
    """A credit on its way into the ledger.

    number   of the service period in the line
    before   what is owed before caps, in whole coins
    coins    what is left of it, in the currency's smallest units
    """

    line: Line
    position: int
    number: int
    due: Due
    before: Fraction
    coins: int
    steps: tuple[Step, ...]
    capped: bool = False

    @property
    def amount(self) -> Fraction:
        """What is left of it, in units of the currency."""
        return Fraction(self.coins, self.line.coins)

    @property
    def when(self) -> tuple[int, int]:
        """The end and the start of the period."""
        period = self.line.periods[self.number]
        return period.end, period.start


Used = dict[tuple[str, str, tuple[str, str]], int]
"""What was paid in each window of a cap, in the smallest units of its currency."""


def settled(
    entries: Iterable[Entry], unclaimed: Set[tuple[str, str]], claimed: Set[tuple[str, str]] = frozenset()
) -> list[Entry]:
    """The entries after caps, minimum and claims; what the provider earns is not touched.

    In the order of time, and within a period in that of the clauses, each credit takes what is left of its caps, in
    every window that holds it. What falls short of the minimum or is not claimed uses up no cap of later periods.

    unclaimed  (clause, period) of the credits that nobody claims, as the ledger names them
    claimed    of those that are known to have been claimed; of any other that must be it is assumed
    """
    used, found = Used(), list[Entry]()
    in_order = sorted(entries, key=lambda entry: (*entry.when, entry.position))
    for _, together in groupby(in_order, key=lambda entry: entry.when):
        period = _capped(list(together), used)
        period = [_claimed(entry, unclaimed, claimed) for entry in _above_minimum(period)]
        for entry in period:
            _use(used, entry)
        found += period
    return found


def _capped(entries: Sequence[Entry], used: Used) -> list[Entry]:
    """The credits of one period, each cut to what is left of its caps."""
    now, found = dict(used), list[Entry]()
    for entry in entries:
        if entry.coins > 0:
            for cap in entry.line.caps[entry.number]:
                entry = _cut(entry, cap, now)
            _use(now, entry)
        found.append(entry)
    return found


def _use(used: Used, entry: Entry) -> None:
    if entry.coins > 0:
        for cap in entry.line.caps[entry.number]:
            for window in cap.windows:
                key = _key(entry, window)
                used[key] = used.get(key, 0) + entry.coins


def _key(entry: Entry, window: Window) -> tuple[str, str, tuple[str, str]]:
    return entry.line.name, entry.line.charge, window.key


def _cut(entry: Entry, cap: Cap, used: Used) -> Entry:
    """A credit cut to what is left of one cap, in the window with the least room."""
    rooms = [one.limit - used.get(_key(entry, one), 0) for one in cap.windows]
    left = min(rooms)
    window, unit, currency = cap.windows[rooms.index(left)], entry.line.coins, entry.line.rate.currency
    coins = min(entry.coins, left)
    inputs: dict[str, Input] = {"cap": cap.name, "window": window.label, "before": entry.amount}
    inputs |= {
        "limit": Fraction(window.limit, unit),
        "used": Fraction(window.limit - left, unit),
        "left": Fraction(left, unit),
    }
    said = f"cap of {_named(cap)} {cap.said}" + ("" if cap.said.endswith(currency) else " = {limit:money}")
    if coins < entry.coins:
        said += ": {left:money} left, so {before:money} becomes {result:money}"
    else:
        said += ": met exactly" if coins == left else ": not reached"
    step = Step("cap", inputs, Fraction(coins, unit), currency, said)
    return replace(entry, coins=coins, steps=(*entry.steps, step), capped=entry.capped or coins == left)


def _named(cap: Cap) -> str:
    return "{cap} ({window})" if cap.name.startswith("rolling") else "the {cap}"


def _above_minimum(entries: Sequence[Entry]) -> list[Entry]:
    """The credits of one period, without those of a scheme and charge that together fall short of its minimum."""
    together: dict[tuple[str, str], int] = {}
    for entry in entries:
        account = entry.line.name, entry.line.charge
        together[account] = together.get(account, 0) + max(entry.coins, 0)
    found = []
    for entry in entries:
        minimum = entry.line.scheme.minimum_payable
        if isinstance(minimum, Money) and entry.coins > 0:
            total = Fraction(together[entry.line.name, entry.line.charge], entry.line.coins)
            enough = total >= minimum.amount
            said = "{total:money} of the period, at least {minimum:money}: " + ("paid" if enough else "not paid")
            inputs: dict[str, Input] = {"total": total, "minimum": minimum.amount, "before": entry.amount}
            entry = _stepped(entry, "minimum payable", inputs, entry.coins if enough else 0, said)
        found.append(entry)
    return found


def _claimed(entry: Entry, unclaimed: Set[tuple[str, str]], claimed: Set[tuple[str, str]]) -> Entry:
    """A credit as it stands once its deadline is over: lost, if nobody claimed it."""
    deadline = entry.line.deadlines[entry.number]
    if deadline is None or entry.coins <= 0:
        return entry
    named = entry.line.key, entry.line.periods[entry.number].label
    lost = named in unclaimed
    inputs: dict[str, Input] = {
        "deadline": deadline.day.isoformat(),
        "counted_from": deadline.counted_from,
        "before": entry.amount,
        "claimed": "no" if lost else "yes" if named in claimed else "assumed",
    }
    said = "to be claimed by {deadline}, counted from {counted_from}: "
    if lost:
        said += "nobody did, {before:money} is lost"
    else:
        said += "claimed" if named in claimed else "taken as claimed"
    return _stepped(entry, "claim", inputs, 0 if lost else entry.coins, said)


def _stepped(entry: Entry, kind: StepKind, inputs: dict[str, Input], coins: int, said: str) -> Entry:
    step = Step(kind, inputs, Fraction(coins, entry.line.coins), entry.line.rate.currency, said)
    return replace(entry, coins=coins, steps=(*entry.steps, step))
