"""A review: what rules found in one file, what of it was accepted and why, and what they could not judge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from slm_sim.errors import Place
from slm_sim.model.finding import Finding, Silence


@dataclass(frozen=True)
class Acceptance:
    """That findings of a rule stay as they are.

    rule      its code
    reason    why
    place     where it is said
    subjects  whose findings; none: of every subject
    line      a comment accepts only what stands in this line of its file; 0: wherever it stands
    """

    rule: str
    reason: str
    place: Place
    subjects: tuple[str, ...] = ()
    line: int = 0

    def covers(self, finding: Finding) -> bool:
        """Whether this accepts a finding."""
        if finding.code != self.rule or (self.subjects and finding.subject not in self.subjects):
            return False
        return not self.line or (finding.place.file, finding.place.line) == (self.place.file, self.line)


@dataclass(frozen=True)
class Accepted:
    """A finding that stays as it is."""

    finding: Finding
    acceptance: Acceptance


@dataclass(frozen=True)
class ThresholdChange:
    """A threshold that the file has changed: of which rule, from what to what, and why."""

    rule: str
    parameter: str
    usual: str
    value: str
    reason: str
    place: Place


@dataclass(frozen=True)
class Review:
    """What rules have to say about one file.

    file          the file, as it was called
    kind          scenario, or an agreement by itself
    title         of what it holds
    judged        the codes of the rules that were asked
    findings      in the order of the rules, then of the subjects
    accepted      findings that stay as they are
    idle          acceptances that accept nothing, of rules that could judge
    thresholds    what the file changes of the rules
    silences      rules that had nothing to judge by
    in_part       rules that judged some of what they look at, and had nothing to judge the rest by
    replications  simulated terms behind the findings, 0 where nothing was simulated
    """

    file: str
    kind: Literal["scenario", "agreement"]
    title: str
    judged: tuple[str, ...]
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    idle: tuple[Acceptance, ...] = ()
    thresholds: tuple[ThresholdChange, ...] = ()
    silences: tuple[Silence, ...] = ()
    in_part: tuple[Silence, ...] = ()
    replications: int = 0
