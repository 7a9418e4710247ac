from __future__ import annotations

from datetime import date

import pytest

from slm_sim.calendars import UnknownHolidays, holiday_dates


def year(code: str, number: int = 2027) -> frozenset[date]:
    return holiday_dates(code, date(number, 1, 1), date(number, 12, 31))


def test_england_2027_as_the_government_lists_them() -> None:
    # https://www.gov.uk/bank-holidays; Christmas Day and Boxing Day fall on a weekend and keep their date beside the
    # days in lieu.
    in_lieu = {date(2027, 12, 27), date(2027, 12, 28)}
    assert year("GB-ENG") == in_lieu | {
        date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31),
        date(2027, 8, 30), date(2027, 12, 25), date(2027, 12, 26),
    }  # fmt: skip


def test_a_subdivision_has_holidays_of_its_own() -> None:
    assert date(2027, 11, 1) in year("IN-KA"), "Karnataka Rajyotsava"
    assert date(2027, 11, 1) not in year("IN")
    assert date(2027, 3, 29) not in year("GB-SCT"), "Easter Monday is no holiday in Scotland"


def test_a_country_alone() -> None:
    assert date(2027, 3, 17) in year("IE")
    assert date(2027, 11, 25) in year("US")


def test_none_has_none() -> None:
    assert year("none") == frozenset()


def test_only_the_days_asked_for_both_ends_included() -> None:
    assert holiday_dates("GB-ENG", date(2027, 3, 26), date(2027, 3, 29)) == {date(2027, 3, 26), date(2027, 3, 29)}
    assert holiday_dates("GB-ENG", date(2026, 12, 26), date(2027, 1, 1)) >= {date(2026, 12, 28), date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        ("gb-eng", "GB-ENG"), ("GB-EGN", "GB-ENG"), ("GB_ENG", "GB-ENG"), ("GB-XYZ", "GB"), ("GB-", "GB"),
        ("USA", "US"), ("None", "none"), ("", ""), ("HolidayBase", ""), ("42", ""),
    ],
)  # fmt: skip
def test_an_unknown_code_names_the_nearest(code: str, nearest: str) -> None:
    with pytest.raises(UnknownHolidays, match="not a country or subdivision") as caught:
        year(code)
    assert (caught.value.code, caught.value.nearest) == (code, nearest)


def test_years_that_are_not_known_are_not_taken_for_years_without_holidays() -> None:
    with pytest.raises(UnknownHolidays, match=r"'GB-ENG' are known from 1872 to 2100, not from 2027 to 2150") as caught:
        holiday_dates("GB-ENG", date(2027, 1, 1), date(2150, 1, 1))
    assert caught.value.nearest == ""
