"""A comparison in words: its answer, and its tables as text."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.compared import CandidateResult, Compared, ComparedFigure, EffectRange, InterventionFact
from slm_sim.model.estimate import Estimate
from slm_sim.report.numbers import NOTHING, chance, count, difference, figure_of, money, points
from slm_sim.report.summary import Summary, TextTable
from slm_sim.report.words import between

SAVED = ("credits", "staff")
SINGLE = (
    "Replications above zero: the share of single simulated spans that would pay if the whole horizon were like one of "
    "them. It is not the chance that the net benefit, which is a mean over all of them, is above zero."
)


def headline(compared: Compared) -> str:
    """The answer in a sentence or two."""
    best, *others = compared.candidates
    tied = [one.name for one in others if one.standing == "not told apart"]
    if tied:
        return f"Cannot tell these apart: {_listed([best.name, *tied])}.{_dropped(others)}"
    if not best.parts:
        return "Leave it as it is: every intervention is worse, beyond doubt."
    won = NOTHING if best.net_benefit is None else _gain(best.net_benefit, compared)
    return f"{best.name} is best, beyond doubt. Net benefit {won} over {horizon(compared)}."


def _dropped(others: list[CandidateResult]) -> str:
    worse = [one.name for one in others if one.standing == "worse"]
    return f" Worse beyond doubt: {_listed(worse)}." if worse else ""


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def compared_title(compared: Compared) -> str:
    """What was compared, over which span, and how much of the budget that took."""
    budget = f"{count(compared.played)} of {count(compared.budget)} replications"
    return f"{compared.title}: {between(compared.starts, compared.ends)}, {budget}, money over {horizon(compared)}"


def horizon(compared: Compared) -> str:
    """The horizon, and the discount if there is one."""
    discount = f" at a discount of {compared.discount * 100:g} % a year" if compared.discount else ""
    return f"{compared.horizon_months:.4g} months{discount}"


def ended(compared: Compared) -> str:
    """Why the race ended."""
    return {
        "one is left": "It ended as soon as one candidate was left.",
        "budget spent": "It ended when the budget was spent.",
        "out of time": "It ended when time ran out.",
        "interrupted": "It was interrupted.",
    }[compared.stopped]


def ranking(compared: Compared) -> TextTable:
    """The candidates by rank, with their money."""
    heads = ("Candidate", "Standing", "Net benefit", "Replications above zero", "Paid back", "Replications")
    rows = tuple(
        (
            one.name,
            standing(one),
            NOTHING if one.net_benefit is None else _gain(one.net_benefit, compared),
            NOTHING if one.positive is None else figure_of(chance(one.positive)),
            paid_back(one),
            count(one.replications),
        )
        for one in compared.candidates
    )
    return TextTable(f"Net benefit over {horizon(compared)}", heads, rows)


def standing(one: CandidateResult) -> str:
    """``best``, ``not told apart from the best`` or ``worse than X``."""
    if one.standing == "worse":
        return f"worse than {one.worse_than}"
    return "best" if one.standing == "best" else "not told apart from the best"


def paid_back(one: CandidateResult) -> str:
    """The month in which a candidate has paid for itself."""
    if not one.parts:
        return NOTHING
    if one.payback is None:
        return "not within the horizon"
    return f"month {one.payback}" if one.payback else "at once"


def monthly(compared: Compared) -> TextTable:
    """What a month of each candidate costs, against the scenario as stated."""
    heads = ("Candidate", "Credits", "Difference", "Staff", "Difference ")
    rows = []
    for one in compared.candidates:
        cells: list[str] = []
        for name in SAVED:
            figure = next(found for found in one.figures if found.figure == name)
            cells += [
                NOTHING if figure.estimate is None else money(figure.estimate.value, compared.currency),
                NOTHING if figure.difference is None else _gain(figure.difference, compared),
            ]
        rows.append((one.name, *cells))
    return TextTable("A month with it in place", heads, tuple(rows))


def chances(compared: Compared) -> TextTable:
    """The chance of each clause in any one period: as stated, and how far each candidate moves it beyond doubt."""
    shown = _as_stated_first(compared)
    rows = tuple((called, *(_chance(_figure(one, *key)) for one in shown)) for called, key in _clauses(compared))
    return TextTable(
        "Chance that each clause is kept in a period, and differences beyond doubt",
        ("Clause", *(one.name for one in shown)),
        rows,
    )


def moved(compared: Compared) -> TextTable:
    """The clauses whose chance a candidate moves beyond doubt, a candidate a row, for where columns are dear."""
    as_stated, *others = _as_stated_first(compared)
    rows = tuple(
        (called, one.name, _chance(_figure(as_stated, *key)), chance(found.estimate), points(found.difference))
        for called, key in _clauses(compared)
        for one in others
        if (found := _figure(one, *key)) and found.estimate and found.difference and found.difference.beyond_doubt
    )
    heads = ("Clause", "Candidate", "As stated", "With it", "Difference")
    return TextTable("Chance that a clause is kept in a period, where a difference is beyond doubt", heads, rows)


def _as_stated_first(compared: Compared) -> list[CandidateResult]:
    return sorted(compared.candidates, key=lambda one: bool(one.parts))


def _clauses(compared: Compared) -> list[tuple[str, tuple[str, str]]]:
    """What each clause with a chance is called here, and its agreement and id."""
    found = (figure for one in _as_stated_first(compared) for figure in one.figures if figure.figure == "chance")
    keys = list(dict.fromkeys((figure.agreement, figure.clause) for figure in found))
    several = len({agreement for agreement, _ in keys}) > 1
    return [(f"{agreement}/{clause}" if several else clause, (agreement, clause)) for agreement, clause in keys]


def _figure(one: CandidateResult, agreement: str, clause: str) -> ComparedFigure | None:
    key = ("chance", agreement, clause)
    return next((found for found in one.figures if (found.figure, found.agreement, found.clause) == key), None)


def _chance(found: ComparedFigure | None) -> str:
    if found is None or found.estimate is None:
        return NOTHING
    if found.difference is None:
        return chance(found.estimate)
    told = f", {points(found.difference)}" if found.difference.beyond_doubt else ""
    return figure_of(chance(found.estimate)) + told


def effects(compared: Compared) -> TextTable:
    """What each intervention is believed to do, what it costs, and on what evidence."""
    heads = ("Intervention", "Costs", "In place", "Effect as written", "Makes of it", "Evidence")
    rows = []
    for one in compared.interventions:
        for number, effect in enumerate(one.effects):
            about = (one.name, cost(one, compared.currency), lead(one)) if number == 0 else ("", "", "")
            evidence = (one.evidence or "not stated") if number == 0 else ""
            rows.append((*about, f"{effect.path}: {effect.phrase or 'a table'}", made(effect), evidence))
    return TextTable("What each intervention is believed to do", heads, tuple(rows))


def made(effect: EffectRange) -> str:
    """``60 % to 65 % (63 % to 69 %)``."""
    believed = f" ({effect.low} to {effect.high})" if effect.low is not None else ""
    return f"{effect.before} to {effect.best}{believed}"


def cost(one: InterventionFact, currency: str) -> str:
    """``52 000 GBP once, 2 400 GBP a month``."""
    parts = [f"{money(one.once, currency)} once"] if one.once else []
    parts += [f"{money(one.running, currency)} a month"] if one.running else []
    return ", ".join(parts) or "none"


def lead(one: InterventionFact) -> str:
    """``after 3 months``, or at once."""
    return f"after {one.lead_months:.3g} months" if one.lead_months else "at once"


def interactions(compared: Compared) -> TextTable:
    """What combinations bring beyond the sum of their parts."""
    heads = ("Combination", "Net benefit", "Replications")
    rows = tuple(
        (one.combination, _gain(one.beyond_the_sum, compared), count(one.replications)) for one in compared.interactions
    )
    return TextTable("Together, beyond the sum of each alone", heads, rows)


def pairs(compared: Compared) -> TextTable:
    """Every pair against each other."""
    rows = tuple(
        (
            pair.one,
            pair.other,
            _gain(pair.difference, compared),
            pair.verdict or "not told apart",
            count(pair.replications),
        )
        for pair in compared.pairs
    )
    heads = ("Candidate", "Against", "Net benefit, difference", "Better", "Replications")
    return TextTable("Pair by pair", heads, rows)


def summary(compared: Compared) -> Summary:
    """The answer in short."""
    spread = f"Uncertain effects were played at {compared.points} points that cover their ranges evenly."
    return Summary(
        title=compared_title(compared),
        headline=headline(compared),
        warnings=compared.warnings,
        tables=(ranking(compared), monthly(compared), moved(compared), interactions(compared)),
        remarks=(SINGLE, *_beliefs(compared), *((spread,) if compared.points > 1 else ())),
    )


def _beliefs(compared: Compared) -> Iterator[str]:
    """What each intervention is believed to do, costs and rests on."""
    for one in compared.interventions:
        told = f"{one.name}: costs {cost(one, compared.currency)}, in place {lead(one)}"
        changes = "; ".join(f"{effect.path}: {made(effect)}" for effect in one.effects)
        yield f"{told}; evidence: {one.evidence or 'not stated'}; changes {changes}"


def _gain(estimate: Estimate, compared: Compared) -> str:
    if estimate.low == estimate.high and estimate.low is not None:
        return f"{'+' if estimate.value > 0 else ''}{money(estimate.value, compared.currency)} (always)"
    return difference(estimate, compared.currency)
