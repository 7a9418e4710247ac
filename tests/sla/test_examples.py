"""The worked examples of docs/measures.md, made here and looked up there."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from slm_sim.model.attainment import MET
from slm_sim.model.inwords import duration, hours, money, percent
from slm_sim.sla import clock_lines, compile_agreement, events_of, histories, readings_of
from slm_sim.sla.clocks import IN_TIME
from tests.sla.build import NAMES, Desk, Incident, Outage, agreement, given_up, incident, played, waiting

PAGE = Path(__file__).resolve().parents[2] / "docs" / "measures.md"
LATE = {"clock": "resolution", "within": "4 h"}
OLDER = {"clock": "resolution", "at_most": "4 h"}
SHARE = {"measure": "share in time", "clock": "resolution", "within": "4 h"}


def read(within: str, opened: str, *moments: str) -> str:
    target = {"measure": "share in time", "clock": "office", "within": within, "at_least": "90 %"}
    d = Desk(agreement({"t": target}))
    compiled = compile_agreement("sla", d.agreement, d.span)
    one = waiting(d.at(opened), *(d.at(moment) for moment in moments))
    workload, outcomes = played([one], d.span.horizon, d.axis)
    found = readings_of(compiled, compiled.clauses[0], workload, histories(workload, outcomes))
    due = d.axis.epoch + timedelta(minutes=int(found.due[0]))
    verdict = "in time" if found.state[0] == IN_TIME else "late"
    elapsed = hours(Fraction(int(found.elapsed[0]) * 60))
    return f"elapsed {elapsed}, due {due:%A %H:%M} for a target of {within}: {verdict}"


def clock_examples() -> list[str]:
    return [
        read("2 business hours", "2027-01-04 17:00", "2027-01-05 09:00"),
        read("4 business hours", "2027-01-04 08:00", "2027-01-04 09:00", "2027-01-04 10:00", "2027-01-04 13:01"),
        read("1 business day", "2027-01-08 11:00", "2027-01-11 11:00"),
        read("next business day 12:00", "2027-01-08 11:00", "2027-01-11 12:00"),
        read("next business day 12:00", "2027-01-08 20:00", "2027-01-11 12:00"),
    ]


def line_examples() -> list[str]:
    clock = {"stops": "resolved", "pauses_while_pending": ["customer"], "warns_at": ["75 %"]}
    d = Desk(agreement({"t": {**SHARE, "within": "1 h", "at_least": "90 %"}}, clocks={"resolution": clock}))
    compiled = compile_agreement("sla", d.agreement, d.span)
    happened = events_of(*played([waiting(0, 30, 100, 160)], d.span.horizon, d.axis))
    lines = clock_lines(compiled, compiled.clauses[0], happened, NAMES, 0, d.span.horizon)
    at, long = d.axis.moment_at, d.axis.seconds_in
    return [f"{at(line.moment):%a %H:%M} {line.what} ({line.why}), {duration(long(line.elapsed))}" for line in lines]


def january(target: dict[str, Any], incidents: list[Incident], down: int = 0, **sections: Any) -> str:
    outages = [Outage(100, 100 + down)] if down else []
    (found,) = Desk(agreement({"t": target}, **sections)).attain(incidents, outages)
    value = found.value(0)
    assert value is not None
    verdict = "met" if found.verdict[0] == MET else "missed"
    rule = " by the minimum-volume rule" if found.by_minimum_volume[0] else ""
    if target["measure"].endswith("percentile"):
        return f"{hours(value * 60)}: {verdict}"
    if target["measure"] == "number of misses":
        return f"{value} incidents: {verdict}"
    if target["measure"] == "availability":
        return f"{percent(value)}: {verdict}"
    return f"{found.numerator[0]}/{found.denominator[0]} = {percent(value)}: {verdict}{rule}"


def late(misses: int, in_all: int) -> list[Incident]:
    return [incident(n, n + (241 if n < misses else 240)) for n in range(in_all)]


def measure_examples() -> list[str]:
    uptime = {"measure": "availability", "service": "shop", "at_least": "99.9 %"}
    few = {"placed_by": "opened", "minimum_volume": {"below": "40 incidents", "allows": "2 misses"}}
    answer = {"measure": "share in time", "clock": "response", "within": "15 min", "at_least": "90 %"}
    calls = [incident(0, 30, 10), incident(5, 25, 6), given_up(7, 9)]
    soon: dict[str, Any] = {"measurement": {"short_abandons": "1 min"}}
    tens = [incident(n, n + 10 * (n + 1)) for n in range(10)]
    return [
        january(answer, calls),
        january(answer, calls, measurement={"placed_by": "due", "abandoned": "counts as missed"}),
        january({**SHARE, "at_least": "90 %"}, late(1, 10)),
        january({"measure": "90th percentile", "clock": "resolution", "at_most": "100 min"}, tens),
        january({"measure": "number of misses", **LATE, "at_most": "2 incidents"}, late(3, 5)),
        january({"measure": "abandonment", "at_most": "5 %"}, [*late(0, 19), given_up(0, 2)]),
        january({"measure": "abandonment", "at_most": "5 %"}, [*late(0, 19), given_up(0, 2), given_up(0, 1)], **soon),
        *backlog_examples(),
        january(uptime, [], 44),
        january(uptime, [], 45),
        by_intervals(),
        outages_in_words(),
        january({**SHARE, "at_least": "95 %"}, late(2, 39), measurement=few),
    ]


def backlog_examples() -> list[str]:
    end = 31 * 1440
    still_open = [incident(end - 60 * hour, None) for hour in (1, 2, 6)]
    mean, oldest = (
        ages[0].value(0)
        for which in ("mean", "oldest")
        for ages in [Desk(agreement({"t": {"measure": f"{which} backlog age", **OLDER}})).attain(still_open)]
    )
    assert mean is not None
    assert oldest is not None
    in_time = {"measure": "backlog in time", **LATE, "at_least": "95 %"}
    return [january(in_time, still_open), f"mean {hours(mean * 60)}, oldest {hours(oldest * 60)}"]


def by_intervals() -> str:
    terms = {"measure": "availability", "service": "shop", "interval": "5 min", "counts_above": "10 %"}
    outages = [Outage(100, 115, (200_000, 0)), Outage(500, 530, (100_000, 0))]
    (found,) = Desk(agreement({"t": {**terms, "at_least": "99.9 %"}})).attain([], outages)
    share = percent(Fraction(int(found.numerator[0]), int(found.denominator[0])))
    return f"{found.numerator[0]}/{found.denominator[0]} = {share}: {'met' if found.verdict[0] == MET else 'missed'}"


def outages_in_words() -> str:
    outages = [Outage(100, 160, (500_000, 0)), Outage(160, 190), Outage(3000, 3020)]
    targets = {
        which: {"measure": f"{which} outage", "service": "shop", "at_most": "2 h"} for which in ("total", "longest")
    }
    found = Desk(agreement(targets)).attain([], outages)
    total, longest = (hours((one.value(0) or 0) * Fraction(60)) for one in found)
    return f"total {total}, longest {longest}"


def credit_examples() -> list[str]:
    def charged(targets: list[str], band: str, fee: str) -> Desk:
        terms = {**SHARE, "at_least": "95 %", "credit": "s"}
        scheme = {
            "of": "fee",
            "bands": {"minor": {"below": "target", "credit": band}},
            "caps": {"service_period": "12 %"},
        }
        charges = {"fee": fee, "office-fee": fee}
        return Desk(agreement(dict.fromkeys(targets, terms), credits={"s": scheme}, charges=charges))

    (one,) = charged(["t"], "5 %", "188 000 GBP / month").charge(late(2, 25)).credits
    two = charged(["a", "b"], "8 %", "10 000 GBP / month").charge(late(20, 20)).credits
    return [*one.trace, " and ".join(money(credit.amount, credit.currency) for credit in two)]


def family_examples() -> list[str]:
    """The last step of a credit of each family: 23 of 25 in time on a promise of 95 %, or an hour down."""
    levels = {"minor": {"below": "target", "points": 1}, "serious": {"below": "93 %", "points": 3}}
    steps = {"few": {"from": 1, "credit": "2 %"}, "several": {"from": 3, "credit": "5 %"}}
    times = {"short": {"above": "43 min", "credit": "20 %"}, "long": {"above": "15 h", "credit": "40 %"}}
    rungs = {"first": "none", "second": "500 GBP", "each_more": "1 000 GBP", "window": "rolling 12 months"}
    sides = {"bonus": {"rate": "1 %", "cap": "1 %"}, "malus": {"rate": "1 %", "cap": "10 %"}}
    of_incidents: dict[str, dict[str, Any]] = {
        "at-risk pool": {"at_risk": "12 %"},
        "service points": {"levels": levels, "rate": "0.5 %"},
        "points table": {"levels": levels, "steps": steps},
        "breach count": {"steps": steps},
        "linear": {"rate": "1 %", "per": "1 point", "part_units": "do not count"},
        "per unit of time": {"rate": "5 %", "per": "30 min", "part_units": "count in full"},
        "bonus and malus": {"dead_band": "0.5 points", "per": "1 point", **sides},
        "ladder": rungs,
        "persistent failure": {"every": "2 failures", "window": "rolling 12 months", "credit": "5 %"},
    }
    of_outages: dict[str, dict[str, Any]] = {
        "outage time": {"bands": times, "time": "longest outage"},
        "mean time": {"bands": times},
    }
    share = {**SHARE, "at_least": "95 %", "weight": "30 %", "credit": "s"}
    uptime = {"measure": "availability", "service": "shop", "at_least": "99.9 %", "credit": "s"}

    def rule(target: dict[str, Any], family: str, words: dict[str, Any]) -> str:
        d = Desk(agreement({"t": target}, credits={"s": {"family": family, "of": "fee", **words}}))
        (credit,) = d.charge(late(2, 25), [Outage(100, 160)]).credits
        return f"{family}: {credit.trace[-1]}"

    return [
        *(rule(uptime, family, words) for family, words in of_outages.items()),
        *(rule(share, family, words) for family, words in of_incidents.items()),
    ]


def test_the_page_shows_what_the_examples_give() -> None:
    shown = [line.removeprefix("→ ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("→")]
    assert shown == [*clock_examples(), *line_examples(), *measure_examples(), *credit_examples(), *family_examples()]
