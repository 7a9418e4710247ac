from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from jinja2 import TemplateAssertionError

from slm_sim.model.judged import RulesResult
from slm_sim.model.study import Study
from slm_sim.report import Folder, html, write_folder
from slm_sim.report.figures import TOKENS
from slm_sim.report.figures.penalties import distribution
from slm_sim.report.numbers import NBSP, chance
from slm_sim.report.provenance import provenance
from tests.report.example import TEAMS, example

VOID = {"meta", "br", "hr", "img", "link", "input"}
SECTIONS = ["assumptions", "clauses", "credits", "rules", "teams", "times", "made"]
STARTED = datetime(2020, 1, 1, tzinfo=UTC)


class Outline(HTMLParser):
    """The elements that are open, to find out whether all are closed in order, and the ids that were met."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action", "data", "srcset")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    return parser


def page(study: Study) -> str:
    """The page of a study without its figures, which take the most time."""
    made = provenance(1, study.inputs, ["slm-sim"], STARTED, 1)
    return html.page(Folder(Path(), study.results, dict(study.tables), made), (), TOKENS).replace(NBSP, " ")


@pytest.fixture(scope="module")
def drawn_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("drawn") / "results"
    study = example(replications=20, log=True)
    report = write_folder(study, folder, command=["slm-sim"], started=STARTED, workers=1)
    return report.read_text(encoding="utf-8")


def test_the_page_is_well_formed_and_its_ids_are_unique(drawn_page: str) -> None:
    found = outline(drawn_page)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))


def test_the_page_asks_nothing_of_the_network_and_runs_nothing(drawn_page: str) -> None:
    found = outline(drawn_page)
    assert not {"script", "link", "iframe", "img", "object", "embed", "base", "form"} & set(found.tags)
    assert all(link.startswith("#") and link[1:] in found.ids for link in found.links)
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)|\son[a-z]+=", drawn_page)


def test_every_figure_has_words_and_follows_the_colours_of_the_page(drawn_page: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", drawn_page, re.DOTALL)
    assert len(pictures) == 2 + 2 * len(TEAMS) + 1 + 4
    for picture in pictures:
        assert re.search(r'role="img" aria-label="[^"]{20,}"', picture)
        assert not [colour for colour in TOKENS.values() if colour in picture]
        assert not re.search(r"<svg[^>]*\s(?:width|height)=", picture)


def test_the_sections_stand_in_order() -> None:
    found = outline(page(example(replications=2)))
    assert [name for name in found.ids if name in SECTIONS] == SECTIONS
    assert "log" not in found.ids


def test_the_answer_comes_before_everything_else() -> None:
    text = page(example())
    top = text[: text.index('id="assumptions"')]
    for word in (
        "No steady state",
        "all 8 monthly clauses hold together",
        "resolution.P1",
        "P95",
        "cap",
        "luck decides",
    ):
        assert word in top, word
    assert top.index("No steady state") < top.index("hold together")


def test_every_clause_and_month_has_its_chance() -> None:
    study = example(replications=50)
    text = page(study)
    for clause in study.results.clauses:
        assert clause.promise in text
        assert chance(clause.chance).replace(NBSP, " ") in text
        for part in clause.periods:
            assert chance(part.chance).replace(NBSP, " ") in text


def test_findings_are_told_open_ones_first_then_accepted_ones_and_changed_thresholds_with_their_reasons() -> None:
    study = example(replications=2)
    text = page(study)
    told = [
        "Open findings: 1 high. Accepted: 1. Of 83 rules 19 had nothing to judge by",
        "pharmacy-sla/resolution.P1",
        "it takes 20 incidents",
        "Measure over a quarter.",
        "agreements/pharmacy-sla.yaml:58:19",
        "Accepted with a reason: 1",
        "pharmacy-sla/response.P1",
        "A quarter was refused; we price the risk.",
        "service-desk.yaml:77:5",
        "SLM501 busy",
        "85 %",
        "90 %",
        "Nobody waits for this team at night.",
    ]
    section = text[text.index('id="rules"') :]
    places = [section.index(word) for word in told]
    assert places == sorted(places)
    assert 'id="rules"' not in page(replace(study, results=study.results.model_copy(update={"rules": None})))


def test_what_kept_the_rules_from_being_asked_is_told() -> None:
    study = example(replications=2)
    rules = RulesResult(problems=("desk.yaml:7:5: there is no rule 'SLM999'",))
    text = page(replace(study, results=study.results.model_copy(update={"rules": rules})))
    section = text[text.index('id="rules"') :]
    assert section.index("The rules could not be asked") < section.index("there is no rule &#39;SLM999&#39;")


def test_overlays_are_told_with_before_and_after() -> None:
    text = page(example(replications=2))
    row = text[text.index("teams.branch-support.headcount.office.Mon-Fri") :]
    assert re.match(r"[^<]*</code></th><td[^>]*>6</td><td[^>]*>8</td>", row)


def test_a_team_without_steady_state_has_no_mean() -> None:
    text = page(example(replications=20))
    (row,) = re.findall(r'<tr class="lost">.*?</tr>', text, re.DOTALL)
    assert "engineering" in row
    assert "no steady state" in row


def test_text_of_the_scenario_can_do_no_harm() -> None:
    text = page(example(replications=2, title="<script>alert('x')</script> & Sons"))
    assert "<script" not in text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; Sons" in text


def test_one_replication_has_no_intervals_and_says_so() -> None:
    text = page(example(replications=1))
    assert "(no interval)" in text
    assert "In the one simulated year" in text
    assert "uncertain, for it needs 20 simulated years" in text
    assert "one year in twenty costs more" not in text


def test_without_credits_the_page_says_so() -> None:
    assert "No clause carries a service credit" in page(example(replications=2, credits=False))


def test_a_period_without_data_shows_no_chance() -> None:
    text = page(example(replications=2, no_data=True))
    assert len(re.findall(r'<td class="shade0"[^>]*nothing to count[^>]*>–</td>', text)) == 2


def test_who_gave_up_is_told_where_anybody_did() -> None:
    study = example(replications=2)
    rows = study.results.times
    first = rows[0].model_copy(update={"abandoned": 0.37})
    told = page(replace(study, results=study.results.model_copy(update={"times": (first, *rows[1:])})))
    assert "Some customers gave up before anybody began" in told
    assert told.count(">Given up</th>") == told.count("<td>37 %</td>") == 2
    silent = page(study).lower()
    assert "gave up" not in silent
    assert "given up" not in silent


def test_of_many_teams_the_ten_busiest_are_shown() -> None:
    names = [*TEAMS, *(f"group-{number:02d}" for number in range(74))]
    text = page(example(replications=2, teams=names))
    assert "The 10 busiest teams of 78" in text
    assert "The 10 busiest of 78 teams are shown." in text
    assert "group-05" in text
    assert "group-06" not in text.replace(names[-1], "")


def test_a_replay_shows_its_log() -> None:
    text = page(example(replications=2, log=True))
    for word in ("17 136", "date that cannot be read", "not known", "Only that somebody waited", "1 - Critical"):
        assert word in text, word
    assert "they hold fixed the incidents of the log" in text


def test_what_a_template_does_not_know_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "FILTERS", {name: f for name, f in html.FILTERS.items() if name != "lasting"})
    with pytest.raises(TemplateAssertionError, match="No filter named 'lasting'"):
        page(example(replications=2))


def test_what_credits_are_made_of_is_told_where_any_scheme_knows_it() -> None:
    study = example(replications=20)
    (penalty,) = study.results.penalties
    parts = {
        "credits": penalty.mean,
        "returned": penalty.p50,
        "by_family": {"bands": penalty.mean, "linear": penalty.p50},
    }
    told = page(
        replace(study, results=study.results.model_copy(update={"penalties": (penalty.model_copy(update=parts),)}))
    )
    for word in (
        "Mean before anything is set off",
        "Earned back, mean",
        "after caps, less what is earned back<",
        "linear",
    ):
        assert word in told, word
    silent = page(study)
    for word in ("set off", "arned back", "Bonuses", "below the minimum", "claimed in time", "by family"):
        assert word not in silent, word


def test_bonuses_are_drawn_below_zero() -> None:
    (penalty,) = example(replications=20).results.penalties
    owed = np.linspace(-40_000, 50_000, 20)
    picture = distribution(penalty, owed)
    assert "20 simulated spans" in picture.description
    assert "−25k" in picture.svg
