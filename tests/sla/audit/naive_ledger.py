"""Credits once more, from the words of an agreement and the numbers that were reached, by docs/measures.md alone.

Slow and plain on purpose. Charges are by the month, in a currency of a hundred pence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from slm_sim.model.attainment import Attainment, Period
from slm_sim.model.clause import Clause
from slm_sim.model.money import Money
from slm_sim.model.quantities import Length
from slm_sim.sla.compiled import CompiledAgreement
from tests.sla.audit.naive_families import local, multiplied, owed
from tests.sla.audit.naive_reached import Row, left_out, rows_of, scaled

Entry = tuple[str, str, str, Fraction, Fraction]
"""Clause or scheme, period, kind, and the amount before and after caps, minimum and claim."""

TOGETHER = ("points table", "breach count")
A_YEAR = Fraction("365.2425")
MONTHS = {
    "week": 12 * 7 / A_YEAR,
    "calendar month": Fraction(1),
    "calendar quarter": Fraction(3),
    "contract year": Fraction(12),
}
"""Months of charges in a service period; weeks are those of a mean year."""


@dataclass
class Owing:
    """A credit on its way."""

    line: int
    key: str
    scheme: str
    charge: str
    period: Period
    number: int
    rows: Sequence[Row]
    before: Fraction
    amount: Fraction


def pence(amount: Fraction) -> Fraction:
    """Rounded half up, away from zero."""
    sign = 1 if amount >= 0 else -1
    return sign * Fraction(floor(abs(amount) * 100 + Fraction(1, 2)), 100)


def ledger_of(
    compiled: CompiledAgreement,
    attainments: Sequence[Attainment],
    opened: Any = None,
    unclaimed: Set[tuple[str, str]] = frozenset(),
) -> list[Entry]:
    """All entries, in any order."""
    rows = [rows_of(compiled, found, clause) for found, clause in zip(attainments, compiled.clauses, strict=True)]
    rows = [_open(compiled, number, row, opened) for number, row in enumerate(rows)]
    rows = _largest_only(compiled, rows)
    owing, kept = list[Owing](), dict[int, list[bool | None]]()
    for line, numbers in enumerate(_lines(compiled)):
        found, kept[line] = _line(compiled, line, numbers, rows)
        owing += found
    _settle(compiled, owing, unclaimed)
    entries = [
        (one.key, one.period.label, "credit" if one.before > 0 else "bonus", one.before, one.amount) for one in owing
    ]
    return entries + [back for one in owing if one.amount > 0 for back in _returned(compiled, one, kept[one.line])]


def _scheme(compiled: CompiledAgreement, clause: Clause) -> Any:
    return compiled.agreement.credits[clause.credit or ""]


def _is_together(scheme: Any) -> bool:
    return scheme.family in TOGETHER or getattr(scheme, "counted", "") == "all together"


def _charge(compiled: CompiledAgreement, clause: Clause) -> str:
    of = str(_scheme(compiled, clause).of)
    return of if of != "charge of the service" else str(compiled.agreement.services[clause.service or ""].charge)


def _lines(compiled: CompiledAgreement) -> list[list[int]]:
    """Clauses that are priced together, each by itself unless the family counts all of a scheme."""
    groups: dict[Any, list[int]] = {}
    for number, clause in enumerate(compiled.clauses):
        if clause.credit is not None:
            alone = None if _is_together(_scheme(compiled, clause)) else number
            groups.setdefault((clause.credit, _charge(compiled, clause), clause.period, alone), []).append(number)
    return list(groups.values())


def _open(compiled: CompiledAgreement, number: int, rows: Sequence[Row | None], opened: Any) -> list[Row | None]:
    """Without the periods that begin in the bedding-in, and those with more incidents than agreed."""
    found, limit = list(rows), compiled.agreement.workload_limit
    for place, period in enumerate(compiled.periods[number]):
        too_many = False
        if limit is not None and opened is not None:
            kind = compiled.clauses[number].period
            months = Fraction(kind.split()[1]) if kind.startswith("rolling") else MONTHS[kind]
            most = limit.incidents.count * Fraction(months, {"month": 1, "year": 12}[limit.incidents.per])
            too_many = sum(period.start <= tick < period.end for tick in opened.tolist()) > most
        if not period.credits or too_many:
            found[place] = None
    return found


def _largest_only(compiled: CompiledAgreement, rows: list[list[Row | None]]) -> list[list[Row | None]]:
    found = [list(row) for row in rows]
    groups = defaultdict[tuple[str, str], list[int]](list)
    for number, clause in enumerate(compiled.clauses):
        if clause.credit and _scheme(compiled, clause).one_incident_several_misses == "largest only":
            groups[clause.credit, clause.period].append(number)
    for numbers in groups.values():
        alone = {n: _alone(compiled, n, rows[n]) for n in numbers}
        costs = [alone.get(n, []) for n in range(len(rows))]
        for period in range(len(rows[numbers[0]])):
            judged = left_out([rows[n][period] for n in numbers], costs, numbers)
            for n, row in zip(numbers, judged, strict=True):
                found[n][period] = row
    return found


def _alone(compiled: CompiledAgreement, number: int, rows: Sequence[Row | None]) -> list[Fraction]:
    scheme = _scheme(compiled, compiled.clauses[number]).model_copy(update={"repeat_multiplier": "none"})
    told = [[] if row is None else [row] for row in rows]
    return [one[0] if one else Fraction(0) for one in owed(scheme, told, _bases(compiled, number), compiled)]


def _bases(compiled: CompiledAgreement, number: int) -> list[Fraction]:
    clause = compiled.clauses[number]
    scheme, rate = _scheme(compiled, clause), compiled.agreement.charges[_charge(compiled, clause)]
    assert rate.per == "month"
    assert rate.currency in ("EUR", "GBP")
    months = Fraction(MONTHS.get(clause.period, 1))
    if isinstance(scheme.charged_for, Length):
        months = scheme.charged_for.amount * {"month": 1, "year": 12}[scheme.charged_for.unit]
    return [rate.amount * months] * len(compiled.periods[number])


def _line(
    compiled: CompiledAgreement, line: int, numbers: Sequence[int], rows: Sequence[Sequence[Row | None]]
) -> tuple[list[Owing], list[bool | None]]:
    clause, periods = compiled.clauses[numbers[0]], compiled.periods[numbers[0]]
    scheme, together = _scheme(compiled, clause), _is_together(_scheme(compiled, clause))
    told = [[row for n in numbers if (row := rows[n][p]) is not None] for p in range(len(periods))]
    costs = owed(scheme, told, _bases(compiled, numbers[0]), compiled)
    missed = [not together and any(row.missed for row in one) for one in told]
    states = [
        cost[1] if cost and cost[0] > 0 else "missed" if miss else None
        for cost, miss in zip(costs, missed, strict=True)
    ]
    factors = [Fraction(1)] * len(periods)
    if scheme.repeat_multiplier != "none" and scheme.family != "points table":
        factors = multiplied(states, scheme.repeat_multiplier)
    key = f"{compiled.name}/credits.{clause.credit}" if together else clause.key
    found, kept = list[Owing](), list[bool | None]()
    for number, cost in enumerate(costs):
        amount = cost[0] if cost else Fraction(0)
        kept.append(None if not told[number] else amount <= 0 and not missed[number])
        due = pence(amount * (factors[number] if amount > 0 else 1))
        if due:
            name, charge = clause.credit or "", _charge(compiled, clause)
            found.append(Owing(line, key, name, charge, periods[number], number, told[number], due, due))
    return found, kept


def _settle(compiled: CompiledAgreement, owing: list[Owing], unclaimed: Set[tuple[str, str]]) -> None:
    """Caps, minimum and claim, period by period; earlier periods use up what they paid, and nothing more."""
    owing.sort(key=lambda one: (one.period.end, one.period.start, one.line))
    for place, one in enumerate(owing):
        scheme = compiled.agreement.credits[one.scheme]
        same = [o for o in owing if (o.scheme, o.charge) == (one.scheme, one.charge) and o.amount > 0]
        if one.before > 0:
            before = [o for o in owing[:place] if o in same]
            for limit, holds in _windows(compiled, one):
                one.amount = min(one.amount, limit - sum((o.amount for o in before if holds(o)), Fraction(0)))
        last = place + 1 == len(owing) or owing[place + 1].period != one.period
        if last:
            _pay_out(compiled, [o for o in owing if o.period == one.period], unclaimed)
        assert scheme is not None


def _pay_out(compiled: CompiledAgreement, now: Sequence[Owing], unclaimed: Set[tuple[str, str]]) -> None:
    sums = defaultdict[tuple[str, str], Fraction](Fraction)
    for one in now:
        sums[one.scheme, one.charge] += max(one.amount, Fraction(0))
    for one in now:
        scheme = compiled.agreement.credits[one.scheme]
        minimum = scheme.minimum_payable
        is_short = isinstance(minimum, Money) and sums[one.scheme, one.charge] < minimum.amount
        is_lost = scheme.claim != "automatic" and (one.key, one.period.label) in unclaimed
        if one.before > 0 and (is_short or is_lost):
            one.amount = Fraction(0)


def _windows(compiled: CompiledAgreement, one: Owing) -> list[tuple[Fraction, Any]]:
    """Each cap that an entry has to keep: its limit, and which other entries lie in its window."""
    caps, rate = compiled.agreement.credits[one.scheme].caps, compiled.agreement.charges[one.charge]

    def limit(cap: Any, months: Fraction) -> Fraction:
        amount = cap.amount if isinstance(cap, Money) else cap.fraction * rate.amount * months
        return Fraction(floor(amount * 100), 100)

    def month(o: Owing) -> int:
        moment = local(compiled, o.period.end - 1)
        return moment.year * 12 + moment.month

    def year(o: Owing) -> int:
        return sum(one.start < o.period.end for one in compiled.years)

    own = next(MONTHS.get(c.period, 1) for c in compiled.clauses if c.key == one.rows[0].clause.key)
    term = compiled.agreement.term.lasts
    whole = term.amount * {"month": 1, "year": 12}[term.unit]
    found: list[tuple[Fraction, Any]] = []
    if caps.service_period != "none":
        found.append((limit(caps.service_period, Fraction(own)), lambda o: o.period == one.period))
    for length, cap in caps.rolling.items():
        count = int(length.amount) * {"month": 1, "year": 12}[length.unit]
        for first in range(month(one) - count + 1, month(one) + 1) if cap != "none" else ():
            found.append((limit(cap, Fraction(count)), lambda o, f=first, n=count: f <= month(o) < f + n))
    if caps.contract_year != "none":
        left = whole - 12 * (year(one) - 1)
        found.append((limit(caps.contract_year, min(left, Fraction(12))), lambda o: year(o) == year(one)))
    if caps.term != "none":
        found.append((limit(caps.term, whole), lambda o: True))
    return found


def _returned(compiled: CompiledAgreement, one: Owing, kept: Sequence[bool | None]) -> list[Entry]:
    terms = compiled.agreement.credits[one.scheme].earn_back
    if isinstance(terms, str):
        return []
    for row in one.rows:
        at_least = row.clause.direction == "at least"
        floor_ = terms.forfeited_below if at_least else terms.forfeited_above
        if not isinstance(floor_, str):
            at = scaled(floor_, row.tick)
            if row.value < at if at_least else row.value > at:
                return []
    met = 0
    for number in range(one.number + 1, len(kept)):
        if kept[number] is False:
            return []
        met += kept[number] is True
        if met == terms.periods_met:
            back = -pence(one.amount * terms.returns.fraction)
            place = next(n for n, c in enumerate(compiled.clauses) if c.key == one.rows[0].clause.key)
            label = compiled.periods[place][number].label
            return [(one.key, label, "earn-back", back, back)] if back else []
    return []
