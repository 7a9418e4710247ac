"""Rules in words: the explanation of one, and the page of all with the facts that they read."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.rule import GROUPS, Case, Rule
from slm_sim.read import in_words
from slm_sim.rules import Rulebook
from slm_sim.rules.vocabulary import SUBJECTS, WITHIN_AGREEMENT, FactWord, words_of_subject

COMMAND = "slm-sim rules --format markdown > docs/rules.md"

_HEAD = f"""# Rules

What the rules that ship with slm-sim check, and the facts that a rule may read. Made from the rules themselves by
`{COMMAND}`. How to write a rule stands in [writing-rules.md](writing-rules.md).
"""
_UNITS = {"": "number", "share": "share of one", "hours": "hours", "months": "months"}
_KINDS = {"truth": "true or false", "text": "text", "texts": "list of texts"}


def rules_page(rulebook: Rulebook) -> str:
    """The page of all rules and all facts, in Markdown."""
    return "\n".join([_HEAD, *_index(rulebook), *_rules(rulebook), *_facts()])


def explanation(rule: Rule) -> str:
    """One rule in Markdown that reads well in a terminal: what it does, why, its limits, and its cases."""
    return "\n".join([f"# {rule.code} {rule.name}", "", *_sections(rule)])


def _index(rulebook: Rulebook) -> Iterator[str]:
    yield from ("| code | allow ... | severity | over | checks |", "|---|---|---|---|---|")
    for checked in rulebook.rules:
        rule = checked.rule
        name = f"[{rule.code}](#{rule.code.lower()}-{rule.name.lower()})"
        yield f"| {name} | {rule.name} | {rule.severity} | {rule.over} | {_flat(rule.checks)} |"
    yield ""


def _rules(rulebook: Rulebook) -> Iterator[str]:
    for group in GROUPS.values():
        of_group = [checked.rule for checked in rulebook.rules if checked.rule.group == group]
        if of_group:
            yield from (f"## {group[0].upper()}{group[1:]}", "")
        for rule in of_group:
            yield from (f"### {rule.code} {rule.name}", "", *_sections(rule))


def _sections(rule: Rule) -> Iterator[str]:
    yield from (f"{rule.severity} · over each {rule.over} · since {rule.since}", "")
    yield from (f"**What it checks.** {_flat(rule.checks)}", "", f"**Why.** {_flat(rule.why)}", "")
    yield from ("**Fires when**", "", *(f"    {line}" for line in rule.when.splitlines()), "")
    if rule.parameters:
        thresholds = ", ".join(f"`{name}` {parameter}" for name, parameter in rule.parameters.items())
        yield from (f"**Thresholds.** {thresholds}", "")
    if rule.needs:
        yield from (f"**Silent without** {', '.join(f'`{name}`' for name in rule.needs)}.", "")
    yield from (f"**Says.** {_flat(rule.message)}", "", f"**What to do.** {_flat(rule.advice)}", "")
    if rule.limits:
        yield from (f"**Limits.** {_flat(rule.limits)}", "")
    yield from (f"**Rests on** {_references(rule)}.", "", "**Cases**", "")
    yield from (_case(name, case) for name, case in rule.cases.items())
    yield ""


def _references(rule: Rule) -> str:
    if rule.references == "practice":
        return "practice"
    return "; ".join(
        f"{name}: <{page.url}>, opened {page.opened.isoformat()}{f', {page.says}' if page.says else ''}"
        for name, page in rule.references.items()
    )


def _case(name: str, case: Case) -> str:
    changes = "; ".join(f"`{path}: {in_words(value)}`" for path, value in case.changes.items()) or "the base as it is"
    fired = ", ".join(case.subjects) or "nothing"
    story = f" {_flat(case.story)}" if case.story else ""
    return f"- {name}: {changes} → fires on {fired}.{story}"


def _facts() -> Iterator[str]:
    yield from ("## Facts", "")
    yield from (
        "A fact marked with * may be absent: a rule that reads it lists it under `needs`, and is silent then.",
        "",
    )
    for subject, facts in SUBJECTS.items():
        outer = " It also has the facts of its agreement." if subject in WITHIN_AGREEMENT else ""
        yield from (f"### Facts of each {subject}", "", f"{(facts.__doc__ or '').strip()}{outer}", "")
        yield from ("| fact | is | meaning |", "|---|---|---|")
        yield from (_fact(word) for word in words_of_subject(subject).values())
        yield ""


def _fact(word: FactWord) -> str:
    kind = _UNITS[word.unit] if word.kind == "number" else _KINDS[word.kind]
    return f"| `{word.name}`{'*' if word.optional else ''} | {kind} | {word.meaning} |"


def _flat(text: str) -> str:
    return " ".join(text.split())
