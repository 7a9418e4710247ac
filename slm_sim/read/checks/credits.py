"""Checks of credit schemes and of termination triggers: units that fit the promise, and names that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from slm_sim.model.agreement import Agreement
from slm_sim.model.creditfamilies import (
    BandsScheme,
    Beyond,
    BonusMalusScheme,
    LinearScheme,
    MeanTimeScheme,
    OutageTimeScheme,
    PointsTableScheme,
    ServicePointsScheme,
)
from slm_sim.model.creditmodifiers import EarnBack, TargetReset
from slm_sim.model.creditscheme import CreditScheme
from slm_sim.model.level import Count
from slm_sim.model.quantities import Length, Percent, Points
from slm_sim.model.triggers import ALL_CHARGES
from slm_sim.read.checks.flaw import Flaw, Path, unknown
from slm_sim.read.checks.promises import Promise, promises_of

FLOORS = ("forfeited_below", "forfeited_above")


def edges_of(scheme: CreditScheme | None) -> tuple[str, Mapping[str, Beyond]]:
    """The table of a scheme whose edges are levels of its promises, and the word for it; empty without one."""
    match scheme:
        case BandsScheme(bands=bands):
            return "bands", bands
        case ServicePointsScheme(levels=levels) | PointsTableScheme(levels=levels):
            return "levels", levels
        case _:
            return "", {}


def bands_of_time_are_times(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """The bands of an outage time or a mean time have edges in time, above which they apply."""
    for name, scheme in agreement.credits.items():
        if not isinstance(scheme, OutageTimeScheme | MeanTimeScheme):
            continue
        for band_name, band in scheme.bands.items():
            path = (*at, "credits", name, "bands", band_name)
            if band.above is None:
                found = f"bands of {scheme.family} apply above an edge, and this one below"
                yield Flaw((*path, "below"), found, "'above:'")
            elif isinstance(band.above, Percent | Count):
                found = f"'{band.above}' is no length of time, of which these bands are"
                yield Flaw((*path, "above"), found, "one such as 4 h")


def units_fit_the_promise(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """What a scheme counts by the unit, and the levels that it names, are in the unit of the promise."""
    told: set[Path] = set()
    for promise in promises_of(agreement, at):
        scheme = agreement.credits.get(promise.credit or "")
        for flaw in _misfits((*at, "credits", promise.credit or ""), scheme, promise) if scheme else ():
            if flaw.path not in told:
                told.add(flaw.path)
                yield flaw


def _misfits(path: Path, scheme: CreditScheme, promise: Promise) -> Iterator[Flaw]:
    level = promise.at_least or promise.at_most
    is_share = isinstance(level, Percent)
    for word in ("per", "dead_band") if isinstance(scheme, LinearScheme | BonusMalusScheme) else ():
        unit = getattr(scheme, word, None)
        if unit is not None and isinstance(unit, Points) != is_share:
            found = f"'{unit}' is no unit of {promise.clause}, which promises '{level}'"
            yield Flaw((*path, word), found, "one such as 1 point" if is_share else "one such as 30 min")
        elif isinstance(level, Count) or (isinstance(level, Length) and level.unit == "business day"):
            found = f"no distance can be counted from '{level}', which {promise.clause} promises"
            yield Flaw((*path, word), found, "a promise in hours or business hours")
    for below, stated in _levels(scheme):
        yield from _no_level((*path, *below), stated, promise)
    if isinstance(scheme.target_reset, TargetReset) and promise.target.measure.endswith("percentile"):
        found = f"{promise.clause} is a percentile: who would be late by another target is not known, so none is reset"
        yield Flaw((*path, "target_reset"), found, "'none', or a promise of a share in time or of a mean time")
    elif isinstance(scheme.target_reset, TargetReset):
        word, other = ("at_most", "at_least") if promise.at_least is not None else ("at_least", "at_most")
        if getattr(scheme.target_reset, word) is None:
            found = f"a target that is reset has its limit on the better side, and {promise.clause} says '{other}'"
            yield Flaw((*path, "target_reset", other), found, f"'{word}:'")


def _levels(scheme: CreditScheme) -> Iterator[tuple[Path, object]]:
    """The levels that a scheme names beside the near edges of its bands."""
    if isinstance(scheme, LinearScheme):
        yield ("counted_from",), scheme.counted_from
    for name in FLOORS:
        yield ("earn_back", name), getattr(scheme.earn_back, name, None)
    for name in ("at_most", "at_least"):
        yield ("target_reset", name), getattr(scheme.target_reset, name, None)
    for name, band in scheme.bands.items() if isinstance(scheme, BandsScheme) else ():
        for word in ("down_to", "up_to"):
            yield ("bands", name, word), getattr(band, word)


def _better_side(path: Path, promise: Promise) -> Iterator[Flaw]:
    """A word that ends with the side on which a promise is kept: nothing is ever missed there."""
    begins, _, side = str(path[-1]).rpartition("_")
    worse, promised = ("below", "at least") if promise.at_least is not None else ("above", "at most")
    if side != worse:
        found = f"'{path[-1]}' is on the better side of {promise.clause}, which promises {promised} "
        found += f"'{promise.at_least or promise.at_most}'"
        yield Flaw(path, found, f"'{begins}_{worse}:'" if begins else f"'{worse}:'")


def _no_level(path: Path, stated: object, promise: Promise) -> Iterator[Flaw]:
    level = promise.at_least or promise.at_most
    if not isinstance(stated, Length | Percent | Count) or level is None:
        return
    if type(stated) is not type(level):
        found = f"'{stated}' is no level of {promise.clause}, which promises '{level}'"
        yield Flaw(path, found, "a level in its unit")
    elif isinstance(stated, Length) and stated.unit == "business day":
        found = f"the level '{stated}' cannot be compared with a time that was reached"
        yield Flaw(path, found, "a level in hours or business hours")


def floors_lie_on_the_worse_side(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """What forfeits an earn-back lies on the side where a promise of its scheme is missed."""
    for name, scheme in agreement.credits.items():
        promises = [promise for promise in promises_of(agreement, at) if promise.credit == name]
        for floor in FLOORS if isinstance(scheme.earn_back, EarnBack) else ():
            if isinstance(getattr(scheme.earn_back, floor), str):
                continue
            flaws = [[*_better_side((*at, "credits", name, "earn_back", floor), promise)] for promise in promises]
            if flaws and all(flaws):
                yield from flaws[0]


def triggers_name_what_exists(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every clause and charge that a termination trigger names is one of the agreement's, and its levels fit."""
    promises = {promise.clause: promise for promise in promises_of(agreement, at)}
    for name, trigger in agreement.termination_triggers.items():
        path = (*at, "termination_triggers", name)
        if trigger.clause is not None:
            yield from _no_clause((*path, "clause"), trigger.clause, promises)
        if trigger.of != ALL_CHARGES:
            yield from unknown((*path, "of"), trigger.of, agreement.charges, "charge")
        if (promise := promises.get(trigger.clause or "")) is not None:
            for word in ("below", "above", "mean_below", "mean_above"):
                if getattr(trigger, word) is not None:
                    yield from _better_side((*path, word), promise)
                    yield from _no_level((*path, word), getattr(trigger, word), promise)


def _no_clause(path: Path, named: str, known: Collection[str]) -> Iterator[Flaw]:
    """The flaw of a clause that there is not; of a target with rows, each of them is one."""
    rows = [clause for clause in known if clause.startswith(f"{named}.")]
    if rows:
        yield Flaw(path, f"{named!r} is no clause: it has rows, and each is one", f"one of {', '.join(rows)}")
    else:
        yield from unknown(path, named, known, "clause")
