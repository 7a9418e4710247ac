"""Judgements about agreements: rules, each in a file of its own, over facts.

    vocabulary   the facts that rules read: the rule writer's reference
    scan         what a condition reads, and that its cost is bounded
    conditions   conditions in CEL, compiled and evaluated
    sayings      what its checker says, in words
    messages     messages with figures
    rulebook     rules, checked against the facts
    subjects     facts of one part of an agreement, ready to be judged
    facts        facts from models; demand, capacity, promises and money work them out
    judge        rules over facts become findings
    cases        each rule is tried on the drafts in its file

docs/rules.md lists the facts and the rules that ship with slm-sim.
"""

from __future__ import annotations

from slm_sim.rules.facts import facts_of, facts_of_agreement
from slm_sim.rules.judge import judge, part_silences, silences
from slm_sim.rules.rulebook import Rulebook, load_rulebook, shipped_rulebook

__all__ = [
    "Rulebook",
    "facts_of",
    "facts_of_agreement",
    "judge",
    "load_rulebook",
    "part_silences",
    "shipped_rulebook",
    "silences",
]
