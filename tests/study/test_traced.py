"""Whole ledgers of the replications that stand for all: which they are, and that their file can be audited."""

from __future__ import annotations

import gc
import json
import weakref
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from markupsafe import escape

from slm_sim.model.study import Study
from slm_sim.model.tracedtables import TRACED_TABLES
from slm_sim.pipeline import Prepared, play, prepare
from slm_sim.read import load_scenario
from slm_sim.report import html
from slm_sim.report.figures import TOKENS
from slm_sim.report.folder import as_json, read_folder, write_data
from slm_sim.report.numbers import NBSP
from slm_sim.report.provenance import provenance
from slm_sim.report.tablefiles import read_table
from slm_sim.sla import moments_counted
from slm_sim.study import run_study
from tests.sla.audit.naive_ledger import ledger_of
from tests.sla.audit.readback import ledgers_in
from tests.sla.audit.trace import audit
from tests.study.build import AGREEMENT, PROMISED, desk

SHIPPED = ("small-msp", "cloud-availability")
"""Incidents in bands, and outages in several families."""


@cache
def study(name: str) -> Study:
    return run_study(load_scenario(name), replications=4)


TIGHT = {**PROMISED, "agreements/shops/targets/resolution/at_least": "99 %"}


@cache
def small(replications: int = 5) -> Study:
    return run_study(desk(TIGHT), replications=replications)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_chosen_are_the_median_and_the_highest_of_the_terms(name: str) -> None:
    """Of four the lower one in the middle, as the figures have it; of several alike the first."""
    found = study(name)
    for penalty in found.results.penalties:
        chosen = [term for term in found.results.ledgers if term.agreement == penalty.agreement]
        terms = found.tables["terms"].query(f"agreement == '{penalty.agreement}'")
        amounts = terms["amount"].tolist()
        ordered = sorted(amounts)
        assert Decimal(chosen[0].amount) == ordered[1] == Decimal(str(penalty.p50.value))
        assert Decimal(chosen[-1].amount) == ordered[-1]
        for term in chosen:
            assert term.replication == terms["replication"].tolist()[amounts.index(Decimal(term.amount))]
        assert len(chosen) == (1 if ordered[1] == ordered[-1] else 2)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_written_ledger_follows_from_its_own_file(name: str) -> None:
    found = study(name)
    written = as_json(found.traced())
    ledgers = ledgers_in(written, found.results.question.tick_seconds)
    assert any(one.credits for one in ledgers)
    for ledger in ledgers:
        assert audit(ledger) == []
        assert all(credit.causes for credit in ledger.credits if credit.kind == "credit")
    changed = json.loads(written)
    entry = next(one for term in reversed(changed["ledgers"]) for one in term["credits"])
    entry["steps"][-1]["result"] = "1/7"
    assert any(map(audit, ledgers_in(json.dumps(changed), found.results.question.tick_seconds)))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_written_ledger_is_that_of_an_evaluator_who_knows_the_words_alone(name: str) -> None:
    """From what the replication reached, and the words of the agreement."""
    prepared: Prepared = prepare(load_scenario(name))
    names = [compiled.name for compiled in prepared.agreements]
    for term, chosen in zip(study(name).traced().ledgers, study(name).results.ledgers, strict=True):
        played = play(prepared, term.replication)
        number = names.index(term.agreement)
        compiled = prepared.agreements[number]
        expected = ledger_of(compiled, played.attainments[number], moments_counted(compiled, played.workload))
        found = [
            (f"{term.agreement}/{one.clause}", one.period, one.kind, Fraction(one.before_caps), Fraction(one.amount))
            for one in term.credits
        ]
        assert sorted(found) == sorted(expected)
        assert sum((Fraction(one.amount) for one in term.credits), Fraction(0)) == Fraction(chosen.amount)


def test_the_ledger_is_that_of_the_replication_that_was_played() -> None:
    found = small()
    for term in found.traced().ledgers:
        of_months = found.tables["charges"].query(f"replication == {term.replication}")
        assert of_months["amount"].tolist() == [Decimal(month.amount) for month in term.months]
        credits = found.tables["credits"].query(f"replication == {term.replication}")
        assert credits["amount"].tolist() == [Decimal(credit.amount) for credit in term.credits]
        assert credits["clause"].tolist() == [credit.clause for credit in term.credits]


def test_ledgers_are_played_once_and_kept_no_longer_than_their_study() -> None:
    found = run_study(desk(TIGHT), replications=1)
    kept = weakref.ref(found.traced())
    assert found.traced() is kept()
    del found
    gc.collect()
    assert kept() is None


def test_causes_are_incidents_of_the_incidents_table() -> None:
    """Each is late: it was resolved after the moment from which it counts."""
    found = small(1)
    (term,) = found.traced().ledgers
    assert term.credits
    assert (term.which, term.replication) == ("median and highest", 0)
    assert found.results.ledgers[0].because == "it is the only replication"
    rows = found.tables["incidents"].set_index("incident")
    causes = [cause for credit in term.credits for cause in credit.causes]
    assert causes
    for cause in causes:
        row = rows.loc[cause.incident]
        assert (cause.clause, cause.outage) == (f"resolution.{row['priority']}", "")
        assert cause.ended is not None
        assert cause.breached is not None
        begins, ends = datetime.fromisoformat(cause.breached), datetime.fromisoformat(cause.ended)
        assert ends == row["resolved"]
        assert (ends - begins).total_seconds() == cause.over


def test_an_agreement_without_credits_has_no_ledger() -> None:
    plain = {key: value for key, value in AGREEMENT.items() if key not in ("charges", "credits")}
    plain["targets"] = {"resolution": {**AGREEMENT["targets"]["resolution"], "credit": "none"}}
    found = run_study(desk({**PROMISED, "agreements/shops": plain}), replications=2)
    assert (found.results.ledgers, found.traced().ledgers) == ((), ())


def test_the_folder_holds_the_ledger_and_its_tables_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    shared = run_study(desk(TIGHT), replications=5, workers=2)
    for name, one in (("alone", small()), ("shared", shared)):
        (tmp_path / name).mkdir()
        write_data(one, provenance(1, {}, [], datetime(2020, 1, 1, tzinfo=UTC), 1), tmp_path / name)
    written = [path.relative_to(tmp_path / "alone") for path in (tmp_path / "alone").rglob("ledger*")]
    assert len(written) == 1 + 2 * len(TRACED_TABLES)
    for path in written:
        assert (tmp_path / "alone" / path).read_bytes() == (tmp_path / "shared" / path).read_bytes()
    folder = read_folder(tmp_path / "alone")
    assert folder.traced == small().traced()
    told = html.page(folder, (), TOKENS).replace(NBSP, " ")
    for term in folder.results.ledgers:
        assert f"the span with the {term.which} credits, {term.amount} EUR" in told
        assert f"Replication {term.replication}, for {term.because}." in told
    credits = [credit for term in folder.traced.ledgers for credit in term.credits]
    assert all(f"<li>{escape(words)}</li>" in told for credit in credits for words in credit.trace)
    entries, steps, causes = (read_table(table, tmp_path / "alone" / "tables") for table in TRACED_TABLES)
    assert entries["amount"].tolist() == [Decimal(credit.amount) for credit in credits]
    assert steps["words"].tolist() == [words for credit in credits for words in credit.trace]
    assert causes["incident"].tolist() == [cause.incident for credit in credits for cause in credit.causes]
