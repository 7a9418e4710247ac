"""What a signed agreement must state; a draft may leave it out, and is then played with a default that is named."""

from __future__ import annotations

from collections.abc import Iterator

from slm_sim.model.agreement import Agreement
from slm_sim.model.block import Block
from slm_sim.model.measurement import OF_DOWNTIME
from slm_sim.read.checks.flaw import Flaw, Path
from slm_sim.read.shape import fields_of

OF_INCIDENTS = ("placed_by", "minimum_volume")
"""What only measures of incidents need to know."""

OF_AVAILABILITY = ("partial_outage", "planned_maintenance")

OF_RESOLUTION = ("after_priority_change", "after_reopening")
"""What only a clock that may be interrupted needs to know."""

OF_SCHEMES = ("claim", "repeat_multiplier", "minimum_payable", "earn_back", "part_units", "remedy")

OF_CAPS = ("service_period", "contract_year")


def silences(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """Every word on which money or a verdict depends is stated, if only as ``none``."""
    yield from _unstated(agreement, at, ("exclusions",))
    yield from _unstated(agreement.term, (*at, "term"), ("bedding_in",))
    yield from _of_measurement(agreement, at)
    for name, clock in agreement.clocks.items():
        words = () if clock.is_response else OF_RESOLUTION
        yield from _unstated(clock, (*at, "clocks", name), ("calendar", *words))
    for name, target in agreement.targets.items():
        if target.measure in OF_DOWNTIME:
            yield from _unstated(target, (*at, "targets", name), OF_AVAILABILITY)
    for name, scheme in agreement.credits.items():
        path = (*at, "credits", name)
        yield from _unstated(scheme, path, OF_SCHEMES)
        if "caps" in scheme.model_fields_set:
            yield from _unstated(scheme.caps, (*path, "caps"), OF_CAPS)
        else:
            windows = " and ".join(OF_CAPS)
            yield Flaw((*path, "caps"), "'caps' is not stated", f"'caps:' with {windows}; a draft takes none for both")


def _of_measurement(agreement: Agreement, at: Path) -> Iterator[Flaw]:
    """How attainment is counted; what all targets say themselves need not be said for all of them."""
    counts = [target for target in agreement.targets.values() if target.measure not in OF_DOWNTIME]
    words = ("service_period", "rounding", *(OF_INCIDENTS if counts else ()))
    for word in words:
        asked = counts if word in OF_INCIDENTS else agreement.targets.values()
        if any(word not in target.measurement.model_fields_set for target in asked):
            yield from _unstated(agreement.measurement, (*at, "measurement"), (word,))


def _unstated(block: Block, path: Path, words: tuple[str, ...]) -> Iterator[Flaw]:
    """The words of a block that it has and does not state, each with the default that stands for it."""
    fields = fields_of(type(block))
    for word in words:
        if word in fields and word not in block.model_fields_set:
            default = fields[word].default
            taken = f"'{word}: {'none' if default == {} else default}', which a draft takes, or another"
            expected = f"'{word}:'; a draft does without" if default == "" else taken
            yield Flaw((*path, word), f"{word!r} is not stated", expected)
