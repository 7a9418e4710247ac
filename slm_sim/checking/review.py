"""One file against the rules: read, judged, and set beside what it accepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from slm_sim.checking.contradictions import contradictions
from slm_sim.checking.played import Progress, played, silently
from slm_sim.errors import InputError, Problem
from slm_sim.library import file_of_either
from slm_sim.model.acceptance import RuleTerms
from slm_sim.model.agreement import Agreement
from slm_sim.model.doubt import Doubt
from slm_sim.model.review import Acceptance, Review
from slm_sim.model.study import Study
from slm_sim.read import Reading, read_agreement, read_scenario
from slm_sim.read.checks.flaw import Path
from slm_sim.read.comments import acceptances_in
from slm_sim.read.kind import is_agreement
from slm_sim.read.tree import Table
from slm_sim.rules import Rulebook, facts_of, facts_of_agreement, judge, part_silences, silences
from slm_sim.rules.selection import selected
from slm_sim.rules.subjects import Subject
from slm_sim.rules.terms import codes_named, expect_known, settled, stated_acceptances, with_thresholds


@dataclass(frozen=True)
class Subjects:
    """A file as rules see it.

    facts  of all its parts
    terms  what it says to the rules itself
    files  every file that was read for it
    agreements  what findings call each, the path at which it stands, and what it says
    study   of its simulation
    doubts  what its drafts must settle before they are signed
    """

    kind: Literal["scenario", "agreement"]
    title: str
    facts: tuple[Subject, ...]
    terms: RuleTerms
    tree: Table
    files: tuple[str, ...]
    agreements: tuple[tuple[str, Path, Agreement], ...]
    study: Study | None = None
    doubts: tuple[Doubt, ...] = ()


def review(
    named: str,
    rulebook: Rulebook,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    replications: int = 0,
    progress: Progress = silently,
) -> Review:
    """What the rules have to say about a file.

    named     a scenario or an agreement: its path, or the name of one that ships with slm-sim
    rulebook  all rules, by which the codes that the file names are known
    select, ignore  which of them are asked
    replications    terms of a scenario that are simulated at most; 0: none, the rules that need it are silent
    progress        called with (replications done, at most)

    Raises `InputError` with every problem of the file, and for codes and thresholds in it that no rule has.
    """
    return review_of(named, read_subjects(named, replications, progress), rulebook, select, ignore)


def review_of(
    named: str, subjects: Subjects, rulebook: Rulebook, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> Review:
    """What the rules have to say about a file that was read; and, unless some are chosen, where drafts contradict."""
    select = tuple(select)
    acceptances = (*stated_acceptances(subjects.terms, subjects.tree), *_commented(subjects.files))
    expect_known(
        rulebook,
        [*codes_named(subjects.terms, subjects.tree), *((one.rule, one.place) for one in acceptances if one.line)],
    )
    asked, changes = with_thresholds(selected(rulebook, select, ignore), subjects.terms, subjects.tree)
    judged = (*judge(asked, subjects.facts), *(() if select else contradictions(subjects.doubts)))
    findings, accepted, idle = settled(judged, acceptances)
    silent = silences(asked, subjects.facts)
    kinds = {subject.kind for subject in subjects.facts}
    could = {checked.rule.code for checked in asked.rules if checked.rule.over in kinds}
    could -= {silence.code for silence in silent}
    return Review(
        file=named,
        kind=subjects.kind,
        title=subjects.title,
        judged=tuple(checked.rule.code for checked in asked.rules),
        findings=findings,
        accepted=accepted,
        idle=tuple(one for one in idle if one.rule in could),
        thresholds=changes,
        silences=silent,
        in_part=part_silences(asked, subjects.facts),
        replications=subjects.study.results.question.replications if subjects.study else 0,
    )


def read_subjects(
    named: str,
    replications: int = 0,
    progress: Progress = silently,
    alone_called: str = "",
    seed: int | None = None,
) -> Subjects:
    """A scenario or an agreement, with the facts of its parts; `InputError` with every problem of it.

    replications  terms of a scenario that are simulated at most
    alone_called  what findings call an agreement without a scenario, if not by its file
    seed          of the simulation, in place of the scenario's
    """
    path = file_of_either(named)
    if is_agreement(path):
        alone = read_agreement(path)
        name = alone_called or path.stem
        return Subjects(
            kind="agreement",
            title=alone.agreement.title,
            facts=tuple(facts_of_agreement(name, alone.agreement, alone.tree)),
            terms=RuleTerms(),
            tree=alone.tree,
            files=alone.files,
            agreements=((name, (), alone.agreement),),
            doubts=alone.doubts,
        )
    reading = read_scenario(path)
    simulated = replications and reading.scenario.agreements
    return subjects_of(reading, played(reading, replications, progress, seed) if simulated else None)


def subjects_of(reading: Reading, study: Study | None = None) -> Subjects:
    """A scenario that was read, with the facts of its parts, and those of a study of it."""
    scenario = reading.scenario
    return Subjects(
        kind="scenario",
        title=scenario.title,
        facts=facts_of(reading, study.results if study else None),
        terms=scenario.rules,
        tree=reading.tree,
        files=reading.files,
        agreements=tuple((name, ("agreements", name), one) for name, one in scenario.agreements.items()),
        study=study,
        doubts=reading.doubts,
    )


def _commented(files: Sequence[str]) -> tuple[Acceptance, ...]:
    """What comments accept in the files that were read."""
    found: list[Acceptance] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found += acceptances_in(file)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(found)
