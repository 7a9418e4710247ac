"""Figures that fit each other: shares that add up, spreads that their shape can have, one currency, sensible times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from slm_sim.model.agreement import Agreement
from slm_sim.model.block import Block, CountBlock, SpreadBlock, shares
from slm_sim.model.demand import Channel, SynthesisedWorkload, channel_shares
from slm_sim.model.money import Money, MoneyRate
from slm_sim.model.quantities import Length, NotationError, Percent
from slm_sim.model.scenario import Scenario
from slm_sim.model.staffing import Effort
from slm_sim.read.checks.flaw import Flaw, Path, blocks_within

FIGURES = {
    "lognormal": ("median", "p90"),
    "gamma": ("median", "p90"),
    "weibull": ("median", "p90"),
    "exponential": ("mean",),
    "constant": ("median",),
    "empirical": ("values",),
}
"""What each shape is described by: all of it, and nothing else."""

BUSINESS_HOUR = "business hour"


def shares_add_up(scenario: Scenario) -> Iterator[Flaw]:
    """The shares of customers, of categories and of impacts are each a whole."""
    workload = scenario.workload
    if not isinstance(workload, SynthesisedWorkload):
        return
    parts: dict[str, Mapping[str, Percent | str]] = {
        "customers": {name: row.share for name, row in workload.customers.items()},
        "categories": {name: row.share for name, row in workload.categories.items()},
        "impact": {name: row.share for name, row in (workload.impact or {}).items()},
    }
    for part, rows in parts.items():
        try:
            shares(rows) if rows else None
        except NotationError as error:
            yield Flaw(("workload", part), error.found, error.expected)
    total = sum((share.fraction for share in workload.exclusions.values()), Fraction(0))
    if total > 1:
        yield Flaw(("workload", "exclusions"), f"the exclusions add up to {Percent(total)}", "100 % or less")


def channel_shares_add_up(scenario: Scenario) -> Iterator[Flaw]:
    """The shares of the channels are a whole, for every priority."""
    channels = scenario.workload.channels if isinstance(scenario.workload, SynthesisedWorkload) else {}
    rows = (row for channel in channels.values() for row in channel.by_priority)
    for priority in (None, *dict.fromkeys(rows)) if channels else ():
        try:
            channel_shares(channels, priority)
        except NotationError as error:
            of = f" of incidents of {priority}" if priority else ""
            yield Flaw(("workload", "channels"), f"{error.found}{of}", error.expected)


def pending_shares_leave_room(scenario: Scenario) -> Iterator[Flaw]:
    """A visit waits for one reason at most, so the shares of all reasons add up to 100 % or less for every team."""
    for team in scenario.teams:
        stated = [
            reason.by_team[team].share if team in reason.by_team else reason.share
            for reason in scenario.pending.values()
        ]
        total = sum((share.fraction for share in stated), Fraction(0))
        if total > 1:
            yield Flaw(
                ("pending",), f"{Percent(total)} of the visits to {team!r} would wait", "100 % or less over all reasons"
            )
            return


def spreads_fit_their_shape(scenario: Scenario) -> Iterator[Flaw]:
    """Every spread states the figures that its shape needs, and no others; the 90th percentile exceeds the median."""
    for path, spread, stated in _spreads(scenario):
        needed = FIGURES[spread.shape]
        for figure in ("median", "p90", "mean", "values"):
            if figure in stated and figure not in needed:
                found = f"{figure!r} does not describe a spread of shape {spread.shape!r}"
                yield Flaw((*path, figure), found, f"{' and '.join(needed)}, or another shape")
            if figure in needed and getattr(spread, figure) is None:
                yield Flaw(path, f"a spread of shape {spread.shape!r} lacks {figure!r}", " and ".join(needed))
        yield from _disorder(path, spread)


def _spreads(scenario: Scenario) -> Iterator[tuple[Path, SpreadBlock, set[str]]]:
    """Every spread with its path and the words that it states; a row by priority takes over the others."""
    for path, block in blocks_within(scenario):
        if isinstance(block, SpreadBlock) and "by_priority" not in path:
            yield path, block, block.model_fields_set
        for at, rule, row in _rows(block):
            whole = {name: getattr(rule, name) for name in SpreadBlock.model_fields}
            stated = {word: getattr(row, word) for word in row.model_fields_set}
            yield (*path, *at), SpreadBlock.model_construct(**{**whole, **stated}), row.model_fields_set


def _rows(block: Block) -> Iterator[tuple[Path, SpreadBlock, SpreadBlock]]:
    """The rows by priority of a block's spread: where, the rule, and what differs."""
    if isinstance(block, Effort):
        yield from ((("by_priority", name), block, row) for name, row in block.by_priority.items())
    elif isinstance(block, Channel):
        for name, row in block.by_priority.items():
            if row.patience:
                yield ("by_priority", name, "patience"), block.patience or SpreadBlock(), row.patience


def _disorder(path: Path, spread: SpreadBlock) -> Iterator[Flaw]:
    median, p90 = spread.median, spread.p90
    if median and p90 and (median.unit == BUSINESS_HOUR) != (p90.unit == BUSINESS_HOUR):
        yield Flaw(
            (*path, "p90"), f"'{p90}' stands beside a median of '{median}'", "both in business hours, or neither"
        )
    elif median and p90 and p90.seconds <= median.seconds:
        found = f"the 90th percentile '{p90}' does not lie above the median '{median}'"
        yield Flaw((*path, "p90"), found, "a longer one, or 'shape: constant' with the median alone")
    for figure in ("median", "mean"):
        length = getattr(spread, figure)
        if length and not length.amount and spread.shape != "constant":
            yield Flaw((*path, figure), f"a {figure} of '{length}' leaves nothing to vary", "a length above 0")
    if spread.values is not None:
        yield from _values(path, spread.values)


def _values(path: Path, values: Mapping[str, Percent | str]) -> Iterator[Flaw]:
    for text in values:
        try:
            length = Length.parse(text)
            length.seconds  # noqa: B018 - months and years have none
        except NotationError as error:
            yield Flaw((*path, "values", text), error.found, error.expected)
        except KeyError:
            yield Flaw(
                (*path, "values", text), f"{text!r} is no fixed length of time", "one such as 20 h or 3 business hours"
            )
    try:
        shares(values)
    except NotationError as error:
        yield Flaw((*path, "values"), error.found, error.expected)


def business_hours_have_a_calendar(scenario: Scenario) -> Iterator[Flaw]:
    """Business hours stand only in waits and patience, beside the calendar that they are counted in."""
    for path, block, _ in _spreads(scenario):
        if path[0] == "pending" or path[:2] == ("workload", "channels"):
            continue
        for figure in ("median", "p90", "mean"):
            length = getattr(block, figure)
            if length and length.unit == BUSINESS_HOUR:
                yield Flaw((*path, figure), f"'{length}' has no calendar here", "clock time such as 20 min or 4 h")


def counts_fit(scenario: Scenario) -> Iterator[Flaw]:
    """The 90th percentile of a count is no smaller than its median."""
    for path, block in blocks_within(scenario):
        if isinstance(block, CountBlock) and block.p90 < block.median:
            found = f"the 90th percentile {block.p90:g} lies below the median {block.median:g}"
            yield Flaw((*path, "p90"), found, "the median or more")


def one_currency(scenario: Scenario) -> Iterator[Flaw]:
    """All money in a scenario is in one currency."""
    yield from _strangers(_money(scenario), "one currency in a scenario")


def one_currency_of_an_agreement(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """As `one_currency`, of an agreement that is read alone."""
    yield from _strangers(_money_of(agreement, at), "one currency in an agreement")


def _strangers(money: Iterable[tuple[Path, Money | MoneyRate]], expected: str) -> Iterator[Flaw]:
    """The amounts that are in another currency than the first."""
    first: MoneyRate | Money | None = None
    for path, amount in money:
        first = first or amount
        if amount.currency != first.currency:
            yield Flaw(path, f"'{amount}' stands beside '{first}'", expected, first.currency)


def _money_within(path: Path, block: object) -> Iterator[tuple[Path, Money | MoneyRate]]:
    """The money in a block and in the blocks and tables below it."""
    if isinstance(block, Money | MoneyRate):
        yield path, block
    rows = block if isinstance(block, dict) else dict(block) if isinstance(block, Block) else {}
    for name, value in rows.items():
        yield from _money_within((*path, str(name)), value)


def _money_of(agreement: Agreement, at: Path) -> Iterator[tuple[Path, Money | MoneyRate]]:
    for part in ("charges", "credits", "termination_triggers"):
        yield from _money_within((*at, part), getattr(agreement, part))


def _money(scenario: Scenario) -> Iterator[tuple[Path, Money | MoneyRate]]:
    for name, agreement in scenario.agreements.items():
        yield from _money_of(agreement, ("agreements", name))
    for path, block in blocks_within(scenario):
        for name in ("cost", "once", "running", "costs", "saves"):
            if isinstance(money := getattr(block, name, None), Money | MoneyRate):
                yield (*path, name), money
