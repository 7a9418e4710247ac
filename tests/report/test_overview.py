"""Variations side by side, from results that nobody simulated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slm_sim.model.estimate import Estimate
from slm_sim.model.results import Results
from slm_sim.model.study import Study
from slm_sim.model.varied import VariationResult, VariedFigure
from slm_sim.report import html
from slm_sim.report.figures import TOKENS, draw
from slm_sim.report.figures.variations import MOST_ROWS, credits_by_variation
from slm_sim.report.folder import Folder
from slm_sim.report.leads import of_variations
from slm_sim.report.numbers import NBSP, difference, points
from slm_sim.report.overview import CREDIT_HEADS, MOST_COLUMNS, columns, overviews
from slm_sim.report.provenance import now, provenance
from slm_sim.report.terminal import MOST_VARIATIONS, summary
from tests.report.example import example

RATE, LEVEL = "outages.faulty-release.rate", "agreements.sla.targets.availability.by_service.orders.at_least"


def about(value: float, half: float) -> Estimate:
    return Estimate(value, value - half, value + half, 0.95, "by hand")


def figures(chance: float, credits: float, compared: bool) -> tuple[VariedFigure, ...]:
    rest: dict[str, Any] = {"agreement": "sla", "clause": None, "currency": "EUR"}
    return (
        VariedFigure(
            figure="chance",
            agreement="sla",
            clause="availability.orders",
            currency=None,
            estimate=about(chance, 0.02),
            difference=about(chance - 0.6, 0.01) if compared else None,
        ),
        VariedFigure(
            figure="credits",
            **rest,
            estimate=about(credits, 500),
            difference=about(credits - 9000, 100) if compared else None,
        ),
        VariedFigure(figure="credits p95", **rest, estimate=about(2 * credits, 900), difference=None),
    )


def variation(name: str, values: dict[str, str], chance: float, credits: float) -> VariationResult:
    stated = name == "as stated"
    folder = "" if stated else f"variations/{name}"
    return VariationResult(name=name, values=values, folder=folder, figures=figures(chance, credits, not stated))


def results(*more: VariationResult) -> Results:
    found = (
        variation("as stated", {RATE: "4 / year", LEVEL: "99.95 %"}, 0.6, 9000),
        variation("calm", {RATE: "2 / year"}, 0.8, 4000),
        variation("strict", {LEVEL: "99.99 %"}, 0.602, 12_000),
        *more,
    )
    return example(replications=20).results.model_copy(update={"variations": found})


def test_every_varied_path_is_a_column_and_what_is_not_varied_is_as_stated() -> None:
    assert [(varied.path, varied.short) for varied in columns(results())] == [
        (RATE, "faulty-release.rate"),
        (LEVEL, "orders.at_least"),
    ]
    credits, chances = overviews(results())
    assert credits.title == "sla: service credits of the whole span"
    assert credits.heads == CREDIT_HEADS
    assert [row.values for row in credits.rows] == [
        ("4 / year", "99.95 %"),
        ("2 / year", "as stated"),
        ("as stated", "99.99 %"),
    ]
    told = [[cell.figure.replace(NBSP, " ") for cell in row.cells] for row in credits.rows]
    assert told[0][1] == "–"
    assert told[1] == ["4 000 EUR (3 500 to 4 500)", "−5 000 EUR (−5 100 to −4 900)", "8 000 EUR"]
    assert told[2][1] == "+3 000 EUR (2 900 to 3 100)"
    assert chances.heads == ("availability.orders",)
    differs = [row.cells[0].differs.replace(NBSP, " ") for row in chances.rows]
    assert differs == ["", "+20 points (19 to 21)", ""], "a difference in doubt is not shown"


def test_of_many_paths_each_variation_lists_its_own() -> None:
    many = variation("many", {f"teams.t{number}.cost": "1 EUR / h" for number in range(MOST_COLUMNS)}, 0.6, 9000)
    assert columns(results(many)) == ()
    row = overviews(results(many))[0].rows[1]
    assert row.values == ("faulty-release.rate: 2 / year",)


def test_a_path_is_known_by_as_much_of_its_end_as_tells_it_from_the_others() -> None:
    early, late = "teams.desk.headcount.early.Mon-Fri", "teams.experts.headcount.early.Mon-Fri"
    varied = variation("as stated", {early: "2", late: "3"}, 0.6, 9000)
    found = results().model_copy(update={"variations": (varied,)})
    assert [column.short for column in columns(found)] == [
        "desk.headcount.early.Mon-Fri",
        "experts.headcount.early.Mon-Fri",
    ]


def test_the_lead_names_the_cheapest() -> None:
    lead = of_variations(results()).replace(NBSP, " ")
    assert lead.startswith("2 variations of the scenario, met by the same incidents")
    assert lead.endswith("Under sla, variation calm costs least: −5 000 EUR (−5 100 to −4 900).")


def test_the_page_and_the_figures_show_them(tmp_path: Path) -> None:
    study = example(replications=20)
    varied = Study(results(), study.tables, {})
    tables = {name: study.tables[name] for name in study.tables}
    folder = Folder(tmp_path, varied.results, tables, provenance(7, {}, [], now(), 1))
    drawings = draw(folder)
    (drawing,) = [one for one in drawings if one.topic == "variations"]
    assert "calm 4 000 EUR (3 500 to 4 500)" in drawing.description.replace(NBSP, " ")
    page = html.page(folder, drawings, TOKENS)
    assert '<section id="variations">' in page
    assert f'title="{LEVEL}"' in page
    without = Folder(tmp_path, study.results, tables, folder.provenance)
    assert 'id="variations"' not in html.page(without, (), TOKENS)


def test_a_figure_of_very_many_shows_those_that_differ_most() -> None:
    rows = [("as stated", about(100, 1)), *((str(number), about(100 + number, 1)) for number in range(1, 101))]
    description = credits_by_variation("sla", "EUR", rows).description.replace(NBSP, " ")
    assert description.count(" EUR (") == MOST_ROWS
    assert "100 200 EUR" in description
    assert "; 20 120 EUR" not in description


def test_the_terminal_tells_what_the_first_ones_cost() -> None:
    more = [variation(f"v{number}", {RATE: "1 / year"}, 0.6, 9000) for number in range(30)]
    (table,) = [table for table in summary(results(*more)).tables if table.title.startswith("Variations")]
    assert table.heads == ("Variation", "faulty-release.rate", "orders.at_least", *CREDIT_HEADS)
    assert len(table.rows) == MOST_VARIATIONS


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (about(0.156, 0.02), "+16 points (14 to 18)"),
        (about(-0.0031, 0.0004), "−0.31 points (−0.35 to −0.27)"),
        (about(0.0, 0.0), "0 points (0 to 0)"),
        (Estimate(0.5, None, None, 0.95, "alone"), "+50 points (no interval)"),
    ],
)
def test_differences_of_chances_are_told_in_points(estimate: Estimate, text: str) -> None:
    assert points(estimate).replace(NBSP, " ") == text


def test_differences_of_money_have_a_sign() -> None:
    assert difference(about(120, 10), "GBP").replace(NBSP, " ") == "+120 GBP (110 to 130)"
    assert difference(about(-120, 10), "GBP").replace(NBSP, " ") == "−120 GBP (−130 to −110)"
