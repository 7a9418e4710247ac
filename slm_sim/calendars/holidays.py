"""Public holidays by country and subdivision."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from slm_sim.errors import nearest_word

NO_HOLIDAYS = "none"

_CODE = re.compile(r"([A-Z]{2})(?:-(\S.*))?")


class UnknownHolidays(ValueError):  # noqa: N818 - it names what was found; InputError is what a user meets
    """No public holidays are known under this code, or not for these years.

    code      the code that was found
    found     what is wrong with it, as a sentence without a full stop
    nearest   the closest code that would do, empty if none is close
    """

    def __init__(self, code: str, found: str, nearest: str = "") -> None:
        self.code, self.found, self.nearest = code, found, nearest
        super().__init__(found + (f" (nearest: {nearest})" if nearest else ""))


def holiday_dates(code: str, first: date, last: date) -> frozenset[date]:
    """The public holidays from `first` to `last`, both included, with the days off in lieu of those on a weekend.

    code    ISO 3166: a country (``IE``), or a country and its subdivision (``GB-ENG``, ``IN-KA``); a country alone
            means the holidays of the whole country; ``none`` has none

    Raises UnknownHolidays for a code that the library `holidays` does not know, and for years that it does not cover,
    for which it would answer that there are none.
    """
    if code == NO_HOLIDAYS:
        return frozenset()
    match = _CODE.fullmatch(code)
    if match is None:
        raise _unknown(code)
    country, subdivision = match.groups()
    calendar = _calendar_of(country)
    if calendar is None:
        raise _unknown(code)
    try:
        found = calendar(subdiv=subdivision, years=range(first.year, last.year + 1))
    except NotImplementedError:  # so the library refuses a subdivision; it lists in public only some that it takes
        raise _unknown(code) from None
    if first.year < found.start_year or last.year > found.end_year:
        years = f"from {found.start_year} to {found.end_year}, not from {first.year} to {last.year}"
        raise UnknownHolidays(code, f"the public holidays of {code!r} are known {years}")
    return frozenset(day for day in found if first <= day <= last)


@cache
def _calendar_of(country: str) -> Callable[..., Any] | None:
    """What makes the calendar of a country, None if the library has none.

    Loaded from its own file: the library's package of countries would load all 250, a tenth of the time of a start.
    """
    import holidays
    from holidays.registry import COUNTRIES

    home = next((module for module, names in COUNTRIES.items() if country in names), None)
    if home is None:
        return None
    file = Path(holidays.__file__).parent / "countries" / f"{home}.py"
    loader = SourceFileLoader(f"holidays.countries.{home}", str(file))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return cast(Callable[..., Any], getattr(module, country))


def _unknown(code: str) -> UnknownHolidays:
    from holidays import list_supported_countries

    countries = list_supported_countries(include_aliases=False)
    codes = [NO_HOLIDAYS, *countries, *(f"{country}-{part}" for country in countries for part in countries[country])]
    country = code[:2].upper()
    same_country = country if country in countries else ""
    nearest = nearest_word(code, codes) or nearest_word(code.upper(), codes) or same_country
    return UnknownHolidays(code, f"{code!r} is not a country or subdivision whose public holidays are known", nearest)
