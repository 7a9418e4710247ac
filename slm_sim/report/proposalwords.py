"""A proposal in words: its answer, and its tables as text."""

from __future__ import annotations

from collections.abc import Sequence

from slm_sim.model.proposal import ClauseOffered, Offer, Proposal, Tried
from slm_sim.report.numbers import NBSP, NOTHING, amount, chance, count, money, points, promised
from slm_sim.report.summary import Summary, TextTable


def headline(proposal: Proposal) -> str:
    """The answer in a sentence or two."""
    asked = f"The draft is kept in {chance(proposal.as_asked.confidence, proposal.confidence)} of the months."
    offer = next(one for one in proposal.offers if one.name == "balanced")
    if offer.tried is None:
        wanted = promised(offer.wanted, "fraction")
        return f"{asked} No balanced offer{' can be' if offer.why else ' was found that is'} kept in {wanted} of them."
    changed = sum(clause.changed for clause in offer.clauses)
    what = "as it stands" if not changed else f"with {changed} of {len(offer.clauses)} promises changed"
    return f"{asked} The balanced offer, {what}, is kept in {chance(offer.tried.confidence, offer.wanted)}."


def proposal_title(proposal: Proposal) -> str:
    """What was asked, and on how many terms."""
    wanted = f"every promise of {proposal.agreement} kept in {promised(proposal.confidence, 'fraction')} of the months"
    terms = (
        f"chosen on {count(proposal.replications)} simulated terms, tried on {count(proposal.as_asked.terms)} others"
    )
    return f"{proposal.title}: {wanted}; {terms}"


def offers(proposal: Proposal) -> TextTable:
    """The draft and the offers, with what they came to on fresh terms."""
    heads = ("Offer", "Wanted", "Kept together", "Where it was chosen", "Worth", "Credits", "Worst credits", "Status")
    rows = [
        (
            "as asked",
            NOTHING,
            *_tried(proposal.as_asked, None, proposal.confidence),
            "0",
            *_owed(proposal.as_asked, proposal),
            NOTHING,
        )
    ]
    rows += [
        (
            one.name,
            promised(one.wanted, "fraction"),
            *_tried(one.tried, one, one.wanted),
            NOTHING if one.worth is None else _worth(one.worth, proposal),
            *_owed(one.tried, proposal),
            _status(one, proposal),
        )
        for one in proposal.offers
    ]
    return TextTable("Offers, on fresh terms", heads, tuple(rows))


def _status(offer: Offer, proposal: Proposal) -> str:
    settled = ("" if offer.settled else ", not settled") + ("" if offer.affordable else ", credits beyond their limits")
    if offer.worth is None or offer.bound is None or offer.status == "best":
        return f"{offer.status}{settled}"
    return f"{offer.status}, none is worth more than {_worth(offer.bound, proposal)}{settled}"


def _worth(figure: float, proposal: Proposal) -> str:
    """By how much more than the draft something is worth."""
    if not proposal.worth_in:
        return f"{figure:+.2f}".replace("-", "−")
    sign = "+" if figure > 0 else "−" if figure < 0 else ""
    return f"{sign}{money(abs(figure), proposal.worth_in)}"


def _tried(tried: Tried | None, offer: Offer | None, wanted: float) -> tuple[str, str]:
    chosen_on = NOTHING if offer is None or offer.chosen_on is None else f"{offer.chosen_on * 100:.1f}{NBSP}%"
    return (NOTHING if tried is None else chance(tried.confidence, wanted)), chosen_on


def _owed(tried: Tried | None, proposal: Proposal) -> tuple[str, str]:
    if tried is None or tried.credits is None or tried.worst is None:
        return NOTHING, NOTHING
    return amount(tried.credits, proposal.currency), money(tried.worst, proposal.currency)


def clauses(proposal: Proposal) -> tuple[TextTable, ...]:
    """What differs from the draft, a table for each offer; offers that promise the same share one."""
    heads = ("Clause", "The draft", "The offer", "Worth", "Kept")
    return tuple(
        TextTable(
            f"{_named(names)} offer{'s' if len(names) > 1 else ''}",
            heads,
            tuple(_clause(clause, proposal) for clause in found),
        )
        for names, found in _by_promises(proposal).items()
    )


def coincide(proposal: Proposal) -> tuple[str, ...]:
    """Which offers promise the same, a sentence for each set of them."""
    return tuple(
        f"{_named(names)} offers are the same: at the higher risk, no choice was found that is worth more."
        for names in _by_promises(proposal)
        if len(names) > 1
    )


def _named(names: Sequence[str]) -> str:
    """``The safe``, ``The safe and the balanced``, ``The safe, the balanced and the ambitious``."""
    *others, last = (f"the {name}" for name in names)
    return f"{', '.join(others)} and {last}".removeprefix(" and ").capitalize()


def _by_promises(proposal: Proposal) -> dict[tuple[str, ...], tuple[ClauseOffered, ...]]:
    """The clauses of the offers, by the names of those that promise the same."""
    promising: dict[tuple[str, ...], list[Offer]] = {}
    for one in proposal.offers:
        if one.clauses:
            promising.setdefault(tuple(clause.offered for clause in one.clauses), []).append(one)
    return {tuple(one.name for one in alike): alike[0].clauses for alike in promising.values()}


def _clause(clause: ClauseOffered, proposal: Proposal) -> tuple[str, str, str, str, str]:
    offered = clause.offered if clause.changed else "as asked"
    return clause.clause, clause.asked, offered, _worth(clause.worth, proposal), chance(clause.kept)


def levers(proposal: Proposal) -> TextTable:
    """What would make the promises of the draft easier to keep."""
    heads = ("Change", "Kept together", "Difference", "Enough")
    rows = tuple(
        (one.name, chance(one.confidence, proposal.confidence), points(one.difference), "yes" if one.enough else "no")
        for one in proposal.levers
    )
    return TextTable("What would make the draft easier to keep", heads, rows)


def reasons(proposal: Proposal) -> tuple[str, ...]:
    """Why offers are impossible, each reason once."""
    without: dict[str, list[str]] = {}
    for one in proposal.offers:
        if one.why:
            without.setdefault(one.why, []).append(f"{one.name} ({promised(one.wanted, 'fraction')})")
    return tuple(f"No {' or '.join(names)} offer: {why}" for why, names in without.items())


def achievable(proposal: Proposal) -> str:
    """What it takes to keep the draft, in a sentence; empty where nothing was tried."""
    if not proposal.levers:
        return ""
    enough = [one.name for one in proposal.levers if one.enough]
    if enough:
        return f"The draft could be signed as it stands with any of these alone: {'; '.join(enough)}."
    best = proposal.levers[0]
    kept = chance(best.confidence, proposal.confidence)
    return f"No single change is enough for the draft; the strongest is: {best.name} ({kept})."


def summary(proposal: Proposal) -> Summary:
    """The answer in short."""
    return Summary(
        title=proposal_title(proposal),
        headline=headline(proposal),
        warnings=proposal.warnings,
        tables=(offers(proposal), *clauses(proposal), levers(proposal)),
        remarks=tuple(said for said in (*reasons(proposal), *coincide(proposal), achievable(proposal)) if said),
    )
