"""How a log writes its dates, in words: ``D/M/YYYY HH:MM``, ``YYYY-MM-DD HH:MM:SS.fff`` or ``ISO 8601``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from slm_sim.model.quantities import NotationError, Quantity

ISO = "ISO 8601"

_DIRECTIVES = {
    "YYYY": "%Y",
    "YY": "%y",
    "Mon": "%b",
    "DD": "%d",
    "D": "%d",
    "HH": "%H",
    "H": "%H",
    "hh": "%I",
    "h": "%I",
    "SS": "%S",
    "S": "%S",
    "fff": "%f",
    "ffffff": "%f",
    "AM": "%p",
    "zone": "%z",
}
_WORD = re.compile(r"YYYY|YY|Mon|MM?|DD?|HH?|hh?|SS?|ffffff|fff|AM|zone")
_PUNCTUATION = re.compile(r"[-/.:, T]")


@dataclass(frozen=True)
class DateFormat(Quantity):
    """A format of dates and clock times.

    The words: YYYY or YY, MM or M (minutes after the hour, else a month), Mon (Jan to Dec), DD or D, HH or H (hh
    or h with AM), SS or S, fff or ffffff for fractions, ``zone`` for an offset such as +01:00. Digits need no padding.
    """

    words: str

    notation = "a format of dates"
    examples = ("D/M/YYYY HH:MM", "YYYY-MM-DD HH:MM:SS.fff", ISO)
    pattern = rf"{ISO}|(?:{_WORD.pattern}|{_PUNCTUATION.pattern})+"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a format; `NotationError` unless it fixes day, month, year, hour and minute, each of them once."""
        found = cls(cls.match(text).string.strip())
        if found.is_iso:
            return found
        directives = re.findall(r"%.", found.strptime)
        repeated = [word for word in directives if directives.count(word) > 1]
        clock = {"%I", "%p"} if "%p" in directives else {"%H"}
        month = {"%b"} if "%b" in directives else {"%m"}
        year = {"%y"} if "%y" in directives else {"%Y"}
        lacking = {"%d", "%M"} | clock | month | year
        if repeated or not lacking <= set(directives):
            raise NotationError(
                f"{text!r} does not fix day, month, year, hour and minute, each of them once",
                "such as " + " or ".join(cls.examples),
            )
        return found

    @property
    def is_iso(self) -> bool:
        """Whether dates follow ISO 8601, each with or without an offset."""
        return self.words == ISO

    @property
    def has_zone(self) -> bool:
        """Whether each date states its offset from UTC."""
        return "zone" in self.words

    @property
    def strptime(self) -> str:
        """The format in the directives of `strptime`."""
        written = ""
        for part in re.findall(rf"{_WORD.pattern}|.", self.words):
            if part in ("MM", "M"):
                after_hour = "%H" in written or "%I" in written
                written += "%M" if after_hour and "%M" not in written else "%m"
            else:
                written += _DIRECTIVES.get(part, part)
        return written

    def __str__(self) -> str:
        return self.words
