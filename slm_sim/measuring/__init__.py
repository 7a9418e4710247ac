"""A real log held against agreements: what was reached and owed, each breach with its clock, and nothing simulated.

span       which stretch of time is measured
possible   what a log can tell of an agreement
events     what happened to each incident, and what the log leaves unsaid
held       facts of the log through the clocks, measures and credits of `slm_sim.sla`
breaches   every incident that counted against a promise
stillopen  those that are open within their targets, with the time that is left
claims     which credits must be claimed, by when, and what is said of it
money      credits and rights to terminate as facts
leftout    how many incidents no figure holds, and why
facts      the same as facts that can be written down
measure    from files to those facts
"""

from __future__ import annotations

from slm_sim.measuring.measure import measure, measure_log

__all__ = ["measure", "measure_log"]
