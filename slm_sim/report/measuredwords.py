"""What was measured on a log as plain text and rows; whoever writes to a terminal decides how they look there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import PurePath

from slm_sim.model.inwords import cut, in_number
from slm_sim.model.measured import Breach, LogSpoken, Measured, MeasuredAgreement, MeasuredClause, MeasuredPeriod
from slm_sim.model.measuredmoney import MeasuredCredit, MeasuredRight
from slm_sim.model.traced import TracedTerm
from slm_sim.report.measuredmoney import all_due, claim_table, coins, due_in_words
from slm_sim.report.numbers import NBSP, NOTHING, clock_time, count, incidents, period, share
from slm_sim.report.summary import Summary, TextTable
from slm_sim.report.words import between, day


@dataclass(frozen=True)
class ClockTold:
    """One breach: the incident, the clause and period, what happened in words, and its clock line by line."""

    incident: str
    where: str
    times: str
    lines: tuple[tuple[str, ...], ...]


def measured_title(agreement: MeasuredAgreement) -> str:
    """The agreement and what of it was measured: ``Support (signed 2027): 1 Apr 2027 to 30 Jun 2027``."""
    version = f" ({agreement.version})" if agreement.version else ""
    return f"{agreement.title}{version}: {between(agreement.starts, agreement.ends)}"


def log_in_words(log: LogSpoken) -> str:
    """The log in a sentence."""
    noun = "incident" if log.incidents == 1 else "incidents"
    which = f"{count(log.incidents)} {noun} of {PurePath(log.file).name}"
    opened = f"opened {day(log.first_opened)} to {day(log.last_opened)}"
    return f"{which}, {opened}; it speaks until {day(log.until)}"


def problems_in_words(log: LogSpoken) -> str:
    """What was wrong with the log in a sentence: each kind with its count, an example and what was done; or nothing."""
    kinds = (
        f"{count(one.count)} × {in_number(one.count, one.kind)}"
        f"{f' ({one.examples[0]})' if one.examples else ''}: {one.done}"
        for one in log.problems
    )
    return f"The log does not read as the mapping says: {'; '.join(kinds)}." if log.problems else ""


def headline(agreement: MeasuredAgreement) -> str:
    """What is due and to whom, and how many promises were kept in how many of the periods that have data."""
    return " ".join((*due_in_words(agreement), _kept_in_words(agreement)))


def _kept_in_words(agreement: MeasuredAgreement) -> str:
    missed = sum(any(part.verdict == "missed" for part in clause.periods) for clause in agreement.clauses)
    told = sum(any(part.verdict != "no data" for part in clause.periods) for clause in agreement.clauses)
    silent = len(agreement.clauses) - told
    if not told:
        return "Nothing could be judged."
    apart = f"; of {silent} more nothing could be judged" if silent else ""
    if not missed:
        kept = f"All {told} clauses were kept in all of their periods" if told > 1 else "The one clause was kept"
        return f"{kept}{apart}."
    if told == 1:
        return f"The one clause was missed in at least one period{apart}."
    return f"{missed} of {told} clauses {'was' if missed == 1 else 'were'} missed in at least one period{apart}."


def reached_in_words(part: MeasuredPeriod, unit: str, places: int = 4) -> str:
    """What was reached in a period, cut after so many decimals and never rounded across an edge."""
    if part.attainment is None:
        return NOTHING
    if unit == "incidents":
        return incidents(part.attainment)
    if unit == "seconds":
        return clock_time(Fraction(part.exact))
    reached = _percentage(part.exact, places)
    return f"{reached}, rounded {_percentage(part.rounded)}" if part.rounded else reached


def _percentage(share: str, places: int = 4) -> str:
    return f"{cut(Fraction(share) * 100, places)}{NBSP}%"


def missed_in_words(part: MeasuredPeriod, clause: MeasuredClause) -> str:
    """How many incidents missed the promise, nothing where only all of them together can."""
    return NOTHING if clause.measure in TOGETHER else count(part.misses)


def clause_table(agreement: MeasuredAgreement) -> TextTable:
    """A row per clause and period; a clause that the log cannot tell has one that says why."""
    heads = ("Clause", "Period", "Reached", "Verdict", "Counted", "Missed", "Undecided", "Unknown", "Excluded")
    rows = tuple(row for one in agreement.clauses for row in _rows(one))
    kept = [place for place in range(len(heads)) if place < ALWAYS or any(row[place] not in EMPTY for row in rows)]
    title = "Clause by period"
    if any(part.by_minimum_volume for one in agreement.clauses for part in one.periods):
        title += f" ({BY_VOLUME} by the minimum-volume rule)"
    return TextTable(title, tuple(heads[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows))


ALWAYS, EMPTY = 6, ("0", NOTHING)
"""Columns that are always shown; the others only if one of their rows holds more than this."""

TOGETHER = ("mean time", "mean backlog age", "oldest backlog age")
"""Measures that incidents miss together, none of them alone."""

BY_VOLUME = "*"
"""Marks a verdict of the minimum-volume rule."""


def _rows(clause: MeasuredClause) -> Iterator[tuple[str, ...]]:
    if clause.not_in_the_log:
        yield clause.clause, NOTHING, NOTHING, "not in the log", *[NOTHING] * 5
    elif not clause.periods:
        yield clause.clause, NOTHING, NOTHING, "not measured", *[NOTHING] * 5
    for number, part in enumerate(clause.periods):
        counted, missed = count(part.counted), missed_in_words(part, clause)
        apart = map(count, (part.undecided, part.unknown, part.excluded))
        verdict = f"{part.verdict}{BY_VOLUME}" if part.by_minimum_volume else part.verdict
        reached = reached_in_words(part, clause.unit)
        yield clause.clause if not number else "", period(part.period), reached, verdict, counted, missed, *apart


def credit_tables(agreement: MeasuredAgreement | TracedTerm) -> tuple[TextTable, ...]:
    """The credits, and what falls due month by month; empty tables are left out, and cents shown alike in both."""
    due = [amount for credit in agreement.credits for amount in (credit.before_caps, credit.amount)]
    due += [amount for month in agreement.months for amount in (month.charges, month.before_caps, month.amount)]
    cents = 2 if any(Fraction(amount).denominator > 1 for amount in due) else 0
    credits = TextTable(
        "Service credits",
        ("Clause", "Period", "Rule", "Before caps", "Due"),
        tuple(
            (
                credit.clause,
                period(credit.period),
                credit.rule if credit.kind == "credit" else credit.kind,
                coins(credit.before_caps, credit.currency, cents),
                coins(credit.amount, credit.currency, cents),
            )
            for credit in agreement.credits
        ),
    )
    months = TextTable(
        "What falls due",
        ("Month", "Charges", "Before caps", "Credits", "Cap"),
        tuple(
            (
                period(month.period),
                coins(month.charges, month.currency, cents),
                coins(month.before_caps, month.currency, cents),
                coins(month.amount, month.currency, cents),
                "reached" if month.cap_reached else "not reached",
            )
            for month in agreement.months
        ),
    )
    return tuple(table for table in (credits, months) if table.rows)


def causes_in_words(credit: MeasuredCredit) -> str:
    """The incidents and outages that a credit rests on, each once, an outage with the incident that ends with it."""
    told = (
        f"{cause.outage} ({cause.incident})" if cause.outage and cause.incident else cause.outage or cause.incident
        for cause in credit.causes
    )  # fmt: skip
    return ", ".join(dict.fromkeys(told))


def summary(measured: Measured) -> Summary:
    """What was reached on each agreement, in short."""
    told = [f"{measured_title(one)}: {headline(one)}" for one in measured.agreements]
    rights = (f"Right to terminate: {right}" for one in measured.agreements for right in rights_in_words(one))
    return Summary(
        title=log_in_words(measured.log),
        headline=" ".join((*all_due(measured), *told)),
        grounds=problems_in_words(measured.log),
        warnings=(*measured.log.warnings, *(warned for one in measured.agreements for warned in one.warnings)),
        tables=tuple(table for one in measured.agreements for table in _tables(one)),
        remarks=tuple(rights),
    )


def _tables(agreement: MeasuredAgreement) -> tuple[TextTable, ...]:
    money = (*credit_tables(agreement), claim_table(agreement))
    return (clause_table(agreement), *money, open_table(agreement, FEW))


FEW = 10
"""Open incidents of each agreement that are told in short."""


def rights_in_words(agreement: MeasuredAgreement) -> tuple[str, ...]:
    """The rights to terminate, a text for each trigger: ``three in Mar 2027 (because of Feb 2027, Mar 2027)``."""
    by_trigger: dict[str, list[MeasuredRight]] = {}
    for right in agreement.rights:
        by_trigger.setdefault(right.trigger, []).append(right)
    return tuple(f"{trigger} in {'; in '.join(map(_arisen, rights))}" for trigger, rights in by_trigger.items())


def _arisen(right: MeasuredRight) -> str:
    return f"{period(right.period)} (because of {', '.join(map(period, right.because))})"


def open_table(agreement: MeasuredAgreement, most: int) -> TextTable:
    """The open incidents with the least time left, a row each, and how many there are."""
    shown = agreement.open[:most]
    some = f"{count(len(shown))} of " if len(shown) < len(agreement.open) else ""
    return TextTable(
        f"Open within target, the least time left first ({some}{count(len(agreement.open))})",
        ("Incident", "Clause", "Clock", "Used", "Warned at", "Left", "Due"),
        tuple(
            (
                f"{one.incident} ({one.priority})",
                one.clause,
                one.clock,
                share(one.used),
                one.warned or NOTHING,
                clock_time(one.left),
                at(one.due) if one.due else NOTHING,
            )
            for one in shown
        ),
    )


def breach_in_words(breach: Breach) -> ClockTold:
    """A breach with the lines of its clock."""
    if breach.elapsed is None or breach.over is None:
        times = f"on {at(breach.breached)}" if breach.breached else "the log does not say when"
    else:
        times = f"{breach.target} promised, {clock_time(breach.elapsed)} elapsed, {clock_time(breach.over)} over"
    return ClockTold(
        f"{breach.incident} ({breach.priority})",
        f"{breach.clause}, {period(breach.period)}",
        times,
        tuple(
            (at(line.moment) if line.moment else NOTHING, line.what, line.why, clock_time(line.elapsed))
            for line in breach.lines
        ),
    )


def at(moment: str) -> str:
    """A moment as people write it, in its own zone: ``Tue 1 Mar 2016 13:27``, with seconds where there are any."""
    local = datetime.fromisoformat(moment)
    seconds = f":{local:%S}" if local.second else ""
    return f"{local:%a} {local.day} {local:%b %Y %H:%M}{seconds}"
