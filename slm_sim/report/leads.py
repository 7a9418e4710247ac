"""What to see in each section of the report, in one sentence."""

from __future__ import annotations

from pathlib import PurePath

from slm_sim.model.finding import by_severity
from slm_sim.model.judged import RulesResult
from slm_sim.model.results import LogResult, Results
from slm_sim.report.answer import COSTS, high_end, kept_periods
from slm_sim.report.busiest import MOST_TEAMS
from slm_sim.report.numbers import amount, chance, count, difference, length, period, share
from slm_sim.report.overview import credits_of
from slm_sim.report.words import span_in_words, span_noun

SAFE = 0.9
BUSY = 0.85


def of_assumptions(results: Results) -> str:
    """What the figures rest on, in short."""
    question = results.question
    noun = span_noun(question)
    many = question.replications
    times = f"one simulated {noun}" if many == 1 else f"{count(many)} simulated {noun}s"
    names = " and ".join(overlay.name for overlay in results.overlays)
    changed = f", with {names} in force" if names else ""
    return f"Everything below rests on {times}, {span_in_words(question)}{changed}, and on what is assumed here."


def of_clauses(results: Results) -> str:
    """The weakest clause in its weakest period."""
    cells = [
        (part.chance.value, number, place)
        for number, clause in enumerate(results.clauses)
        for place, part in enumerate(clause.periods)
        if part.chance is not None
    ]
    if not cells:
        return "No clause had anything to count in any period of the span."
    _, number, place = min(cells)
    clause, part = results.clauses[number], results.clauses[number].periods[place]
    if results.question.replications == 1:
        return f"Weakest: {clause.clause}, kept in {kept_periods(clause, results.question)} of its periods."
    safe = sum(clause.chance is not None and clause.chance.value >= SAFE for clause in results.clauses)
    return (
        f"Weakest: {clause.clause} in {period(part.period)}, kept with a chance of {chance(part.chance)}; "
        f"{safe} of {len(results.clauses)} clauses are kept in at least nine periods of ten."
    )


def of_ledgers(results: Results) -> str:
    """Which replications are told whole."""
    played = len({term.replication for term in results.ledgers})
    which = "one replication" if played == 1 else f"{count(played)} replications"
    return f"Every credit of {which}, from the clause and its rule to what was counted, step by step, and to the money."


def of_variations(results: Results) -> str:
    """How many variations there are, and which costs least."""
    stated, *others = results.variations
    many = f"{count(len(others))} variation{'' if len(others) == 1 else 's'}"
    said = f"{many} of the scenario, met by the same incidents, efforts and absences as the scenario as stated."
    not_paid = {penalty.agreement for penalty in results.penalties if penalty.flow != "paid"}
    costs = [figure for figure in stated.figures if figure.figure == "credits" and figure.agreement not in not_paid]
    for cost in costs:
        found = [(credits_of(variation, cost.agreement), variation.name) for variation in others]
        compared = [(figure.difference, name) for figure, name in found if figure is not None and figure.difference]
        least, name = min(compared, key=lambda row: row[0].value, default=(None, ""))
        if least is not None and least.value < 0:
            said += f" Under {cost.agreement}, variation {name} costs least: {difference(least, cost.currency or '')}."
    return said


def of_penalties(results: Results) -> str:
    """What the credits of the only agreement that has any come to; of several, how many, and what is left of them."""
    if not results.penalties:
        return "No clause carries a service credit, so nothing is paid, whatever is missed."
    if len(results.penalties) == 1:
        return each_penalty(results)[0]
    balance = results.balance
    net = "" if balance is None else f" Paid less received, that is {amount(balance.net, balance.currency)} on average."
    return f"{len(results.penalties)} agreements carry service credits.{net}"


def each_penalty(results: Results) -> tuple[str, ...]:
    """Mean and 95th percentile of each agreement's credits, a text each."""
    noun = span_noun(results.question)
    return tuple(
        f"Under {penalty.agreement} a {noun} {COSTS[penalty.flow]} {amount(penalty.mean, penalty.currency)} "
        f"in service credits on average. {high_end(results.question, penalty)}."
        for penalty in results.penalties
    )


def of_teams(results: Results) -> str:
    """The teams that cannot keep up, or else the busiest."""
    many = len(results.teams)
    shown = f" The {MOST_TEAMS} busiest of {many} teams are shown." if many > MOST_TEAMS else ""
    lost = [team.team for team in results.teams if not team.steady]
    if lost:
        cannot = "cannot keep up: its backlog grows" if len(lost) == 1 else "cannot keep up: their backlogs grow"
        return f"{', '.join(lost)} {cannot} to the end of the span, so no mean is given.{shown}"
    busy = [(team.occupancy.value, team.team) for team in results.teams if team.occupancy is not None]
    if not busy:
        return f"No team has a stated number of people, so nobody is too busy, and nothing waits for people.{shown}"
    most, name = max(busy)
    much = "; above 85 % queues grow fast" if most > BUSY else ""
    return f"No team is overloaded; the busiest is {name}, busy {share(most)} of its time at work{much}.{shown}"


def of_times(results: Results) -> str:
    """What takes most of the time of the most urgent priority that has any."""
    for row in results.times:
        whole = sum(row.parts.values())
        if whole > 0:
            part, seconds = max(row.parts.items(), key=lambda item: item[1])
            return (
                f"An incident of {row.priority} takes {length(whole)} on average; the largest part of it, "
                f"{share(seconds / whole)}, is {part}."
            )
    return "No incident that was opened in the span was resolved."


def of_log(log: LogResult) -> str:
    """How much of the log was played, and what is not claimed."""
    return (
        f"{count(log.played)} of the {count(log.incidents)} incidents in {PurePath(log.file).name} were played; where "
        "observed and simulated times differ, the scenario is not yet a picture of this organisation."
    )


def of_rules(rules: RulesResult) -> str:
    """How many findings are open and how many accepted, of how many rules."""
    if rules.problems:
        return "The rules could not be asked, because of what the scenario says to them."
    found = by_severity(one.severity for one in rules.findings) or "none"
    return (
        f"Open findings: {found}. Accepted: {len(rules.accepted)}. Of {rules.asked} rules {rules.silent} had nothing "
        "to judge by; those on simulated risk are asked by slm-sim check."
    )
