"""Words of a log become moments, exactly and in the declared zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from slm_sim.model.arrays import Bools, Ints, freeze_arrays
from slm_sim.model.dateformat import DateFormat
from slm_sim.model.incidentlog import NO_MOMENT

_ISO_MOMENT = r"\d{4}-?\d\d-?\d\d[T ]\d\d(?::?\d\d)(?::?\d\d(?:[.,]\d+)?)?"
_OFFSET = r"(?:Z|[+-]\d\d(?::?\d\d)?)"


@dataclass(frozen=True, eq=False)
class Moments:
    """What words say as moments, per word.

    at          milliseconds of Unix time, int64; NO_MOMENT where the word is missing or cannot be read
    unreadable  the word is there and is no date in the declared format
    twice       the clock showed that time twice, at the end of daylight saving; the first is taken
    skipped     the clock never showed it, at the start of daylight saving; the first moment after the gap is taken
    """

    at: Ints
    unreadable: Bools
    twice: Bools
    skipped: Bools

    def __post_init__(self) -> None:
        freeze_arrays(self)


def read_moments(words: Sequence[str], missing: Sequence[str], dates: DateFormat, zone: str) -> Moments:
    """The moments that words name in a format; times without an offset stand in the IANA zone `zone`."""
    text = pd.Series(list(words), dtype=object)
    absent = text.isin([*missing, ""]).to_numpy(dtype=bool)
    text = text.mask(pd.Series(absent))
    if dates.has_zone or dates.is_iso:
        aware = _with_offset(text, dates)
    else:
        aware = pd.Series(pd.NaT, index=text.index, dtype="datetime64[ms, UTC]")
    bare = text.mask(aware.notna())
    naive = (
        _without_offset(bare, dates)
        if not dates.has_zone
        else pd.Series(pd.NaT, index=text.index, dtype="datetime64[ms]")
    )
    first, second = (_localised(naive, zone, early) for early in (True, False))
    shown = first.dt.tz_convert(zone).dt.tz_localize(None)
    return Moments(
        at=_milliseconds(aware.fillna(first)),
        unreadable=~absent & (aware.isna() & naive.isna()).to_numpy(dtype=bool),
        twice=(first != second).to_numpy(dtype=bool) & naive.notna().to_numpy(dtype=bool),
        skipped=(shown != naive).to_numpy(dtype=bool) & naive.notna().to_numpy(dtype=bool),
    )


def format_that_reads(words: Sequence[str], but: DateFormat) -> tuple[DateFormat, int] | None:
    """Of the `USUAL` formats the one that reads most words, and how many; None if that is less than half of them.

    words  those that the declared format, `but`, does not read; the choice rests on the first `TRIED` different ones
    """
    if not words:
        return None
    text = pd.Series(list(words), dtype=object)
    tried = text.drop_duplicates().head(TRIED)
    usual = (DateFormat(words) for words in USUAL if words != but.words)
    best = max(usual, key=lambda one: int(_without_offset(tried, one).notna().sum()))
    many = int(_without_offset(text, best).notna().sum())
    return (best, many) if 2 * many >= len(text) else None


TRIED = 200
"""Different words on which a format is tried before all of them are counted."""

USUAL = tuple(
    f"{day} {clock}"
    for clock in ("HH:MM", "HH:MM:SS", "HH:MM:SS.fff", "hh:MM AM", "hh:MM:SS AM")
    for day in ("D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "YYYY-MM-DD", "D-M-YYYY", "M-D-YYYY", "D/M/YY", "M/D/YY")
)
"""Formats in which logs are often written; day before month where a date could be either."""


def _with_offset(text: pd.Series, dates: DateFormat) -> pd.Series:
    if dates.is_iso:
        text = text.where(text.str.fullmatch(_ISO_MOMENT + _OFFSET, na=False))
        return pd.to_datetime(text, format="ISO8601", utc=True, errors="coerce").astype("datetime64[ms, UTC]")
    return pd.to_datetime(text, format=dates.strptime, utc=True, errors="coerce").astype("datetime64[ms, UTC]")


def _without_offset(text: pd.Series, dates: DateFormat) -> pd.Series:
    if dates.is_iso:
        text = text.where(text.str.fullmatch(_ISO_MOMENT, na=False))
        return pd.to_datetime(text, format="ISO8601", errors="coerce").astype("datetime64[ms]")
    return pd.to_datetime(text, format=dates.strptime, errors="coerce").astype("datetime64[ms]")


def _localised(naive: pd.Series, zone: str, early: bool) -> pd.Series:
    choice = np.full(len(naive), early)
    local = naive.dt.tz_localize(zone, ambiguous=choice, nonexistent="shift_forward")
    return pd.Series(local.dt.tz_convert("UTC"))


def _milliseconds(moments: pd.Series) -> Ints:
    known = moments.notna().to_numpy(dtype=bool)
    at = moments.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[ms]").astype(np.int64)
    return np.asarray(np.where(known, at, NO_MOMENT))
