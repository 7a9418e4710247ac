"""`check` and `check_against`: what an experienced negotiator would say of a draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from slm_sim import checking
from slm_sim.answers.answer import Answer
from slm_sim.checking.played import REPLICATIONS
from slm_sim.model.review import Review
from slm_sim.model.round import Round
from slm_sim.report.findings import short
from slm_sim.rules import Rulebook, shipped_rulebook


def check(
    file: str | Path,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    replications: int = REPLICATIONS,
    rulebook: Rulebook | None = None,
) -> Answer[Review]:
    """Judge a scenario or an agreement by the rules.

    file            its path, or the name of one that ships with slm-sim
    select, ignore  which rules are asked: codes, how they begin, or names
    replications    terms of a scenario that are simulated at most; 0: none, and the rules that need it are silent
    rulebook        by which it is judged: the rules that ship with slm-sim, unless given

    Raises InputError with every problem of the file, and for codes that no rule has.
    """
    rules = rulebook or shipped_rulebook()
    found = checking.review(str(file), rules, select=select, ignore=ignore, replications=replications)
    return Answer(found, short.review_summary(found), short.review_frames(found))


def check_against(
    older: str | Path,
    newer: str | Path,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    replications: int = REPLICATIONS,
    rulebook: Rulebook | None = None,
) -> Answer[Round]:
    """Say what changed from one draft, or scenario, to another: values, findings, and the credits of simulated terms.

    The rest as in `check`. Raises InputError for two files of different kinds as well.
    """
    rules = rulebook or shipped_rulebook()
    found = checking.against(str(older), str(newer), rules, select=select, ignore=ignore, replications=replications)
    return Answer(found, short.round_summary(found), short.round_frames(found))
