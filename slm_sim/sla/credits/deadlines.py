"""Until when a credit must be claimed: so many days after the report of its period, or after the period itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from slm_sim.calendars import holiday_dates
from slm_sim.model.attainment import Period
from slm_sim.sla.compiled import CompiledAgreement

_REPORT = re.compile(r"(?P<count>\d+)(st|nd|rd|th) (?P<business>business )?day of the next month")
_CLAIM = re.compile(r"within (?P<days>\d+) days of the (?P<of>report|month)")


@dataclass(frozen=True)
class Deadline:
    """The last local date on which a credit can be claimed, counted from another.

    counted_from  ``the report of 2027-02-05`` or ``the end of the period``
    """

    day: date
    counted_from: str


def claim_deadline(compiled: CompiledAgreement, claim: str, period: Period) -> Deadline | None:
    """By when the credit of a period must be claimed, None where it need not be.

    A report whose day the agreement states as a number of days of the next month is due on that day; where it states
    none, the days count from the last day of the period.
    """
    stated = _CLAIM.fullmatch(claim)
    if stated is None:
        return None
    zone = ZoneInfo(compiled.agreement.time_zone)
    after = compiled.span.axis.moment_at(period.end).astimezone(zone).date()
    reported = report_day(compiled, after) if stated["of"] == "report" else None
    first, said = (after - timedelta(days=1), "the end of the period") if reported is None else (reported, "the report")
    said = said if reported is None else f"{said} of {reported.isoformat()}"
    return Deadline(first + timedelta(days=int(stated["days"])), said)


def report_day(compiled: CompiledAgreement, next_month: date) -> date | None:
    """The day of the report on a period that ended before `next_month`; None where the agreement names no such day.

    Business days are Monday to Friday without the holidays of the agreement.
    """
    stated = _REPORT.fullmatch(compiled.agreement.measurement.report)
    if stated is None:
        return None
    days = int(stated["count"])
    if not stated["business"]:
        return next_month + timedelta(days=days - 1)
    off = holiday_dates(compiled.agreement.holidays, next_month, next_month + timedelta(days=2 * days + 31))
    day = next_month - timedelta(days=1)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in off
    return day
