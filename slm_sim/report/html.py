"""The report: one page that holds everything it needs, made from a results folder and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from slm_sim.report import answer, leads, numbers, rights
from slm_sim.report.busiest import busiest_teams
from slm_sim.report.folder import Folder
from slm_sim.report.heat import heat, unmeasured
from slm_sim.report.inline import inline
from slm_sim.report.measuredmoney import coins
from slm_sim.report.measuredwords import causes_in_words, credit_tables
from slm_sim.report.overview import columns, overviews
from slm_sim.report.words import day, span_in_words, span_noun

if TYPE_CHECKING:
    from slm_sim.report.figures import Drawn

FILTERS = {
    "amount": numbers.amount,
    "caused_by": causes_in_words,
    "chance": numbers.chance,
    "coins": coins,
    "counted": numbers.counted,
    "day": day,
    "duration": numbers.length,
    "lasting": numbers.lasting,
    "money": numbers.money,
    "number": numbers.count,
    "period": numbers.period,
    "promised": numbers.promised,
    "reached": numbers.reached,
    "share": numbers.share,
}
"""How templates write figures."""


def page(folder: Folder, figures: Sequence[Drawn], colours: Mapping[str, str]) -> str:
    """The report of a results folder as one HTML page, without scripts and without any outside request.

    figures  the drawn figures of the folder
    colours  the colours in them, by name, each to be replaced by the page's own
    """
    results = folder.results
    template = environment().get_template("report.html")
    return template.render(
        results=results,
        ledgers=tuple(zip(results.ledgers, folder.traced.ledgers, strict=True)) if folder.traced.ledgers else (),
        credit_tables=credit_tables,
        question=results.question,
        headline=answer.headline(results),
        cards=answer.cards(results),
        leads=leads,
        rights=rights,
        span=span_in_words(results.question),
        noun=span_noun(results.question),
        heat=heat(results),
        unmeasured=unmeasured(results),
        varied=columns(results),
        overviews=overviews(results),
        shown_teams=busiest_teams(results),
        pictures=_pictures(figures, colours),
    )


def environment() -> Environment:
    """The templates of this package, with the filters that write figures."""
    made = Environment(
        loader=PackageLoader("slm_sim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    return made


def _pictures(figures: Sequence[Drawn], colours: Mapping[str, str]) -> Callable[..., list[Markup]]:
    """A function from topics, and perhaps a subject, to the elements of their figures, in the order of drawing."""
    elements = [
        (figure.topic, figure.subject, inline(figure.svg, figure.name, figure.description, colours))
        for figure in figures
    ]

    def pictures(*topics: str, subject: str | None = None) -> list[Markup]:
        return [element for topic, of, element in elements if topic in topics and subject in (None, of)]

    return pictures
