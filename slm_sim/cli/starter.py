"""The starter scenario that ``slm-sim new`` writes: a small desk of two tiers with its agreement."""

from __future__ import annotations

from string import Template

_SCENARIO = Template("""\
# $name: a small service desk of two tiers. It runs as it is; replace what you know better.
#
#   words_with_underscores belong to the format, names-with-hyphens are yours
#   every figure carries its unit; a bare whole number counts what its key names
#   a time that varies is given by its median and its 90th percentile
#   "slm-sim show $file" prints what the file means, with everything that holds by default

schema: slm-sim/scenario-v1
title: $title
story: What does a year under this agreement look like, with this roster?

time:
  starts: 2027-01-01
  lasts: 12 months
  warm_up: 4 weeks                        # before the start, simulated and not counted

sites:
  head-office:
    time_zone: Europe/London              # IANA
    holidays: GB-ENG                      # ISO 3166: a country or its subdivision; or none
    shrinkage: 30 %                       # paid, but not at work: leave, sickness, breaks, training

workload:
  incidents: 600 / month
  profile:                                # in local time
    week: {Mon-Fri: 94 %, Sat-Sun: rest}
    day: {00:00-08:00: 4 %, 08:00-12:00: 46 %, 12:00-18:00: 44 %, 18:00-24:00: rest}
    holidays: 30 %                        # of the same weekday
  priority_mix: {P1: 2 %, P2: 10 %, P3: 58 %, P4: rest}

shifts:                                   # hours of the day, in local time
  early: {hours: 07:30-15:30}
  late: {hours: 10:30-18:30}

on_call_terms:                            # when nobody of the team is on the roster
  night-duty: {people: 1, priorities: [P1], callout: {median: 20 min, p90: 40 min}, cost: 6 GBP / h}

teams:
  first-line:
    tier: L1
    cost: 20 GBP / h
    headcount:                            # people on the roster; on a day that is not named, nobody
      early: {Mon-Fri: 2, holidays: 1}
      late: {Mon-Fri: 2, holidays: 1}
    minimum_cover: 1                      # shrinkage leaves at least one
    on_call: night-duty
    effort: {median: 12 min, p90: 35 min} # hands-on work of one visit
  second-line:
    tier: L2
    cost: 32 GBP / h
    headcount: {early: {Mon-Fri: 2, holidays: 0}}
    on_call: night-duty
    effort: {median: 35 min, p90: 110 min}

routing:
  starts_at: first-line
  by_team:
    first-line: {resolves: 72 %, reassigns_to: {second-line: 100 %}}
    second-line: {resolves: 96 %, reassigns_to: {first-line: 100 %}}

pending:                                  # waiting for somebody else; half of the effort before, half after
  customer: {share: 15 %, lasts: {median: 4 h, p90: 30 h}}

reopening: {share: 4 %, after: {median: 1 day, p90: 5 days}}

agreements: {$name-sla: agreements/$name-sla.yaml}

study:
  seed: 2027                              # the same seed gives the same results
  replications: 100                       # simulated years at most; fewer once ...
  precision: 5 points                     # ... the chance of every clause is known to within this

overlays:                                 # named changes: slm-sim run $file --overlay third-colleague
  third-colleague:
    story: One more person for the second line.
    cost: {once: 5 000 GBP}               # the roster prices the hours
    changes: {teams.second-line.headcount.early.Mon-Fri: up 1}
""")

_AGREEMENT = Template("""\
# The agreement of $name: what the customer and we promise each other.

schema: slm-sim/agreement-v1
type: SLA
title: $title
version: draft 1
parties: {customer: The customer, provider: The provider}
term: {starts: 2027-01-01, lasts: 2 years, bedding_in: none}
time_zone: Europe/London
holidays: GB-ENG
charges: {monthly-charge: 40 000 GBP / month}

scope: {included: Incidents about the service below, excluded: Service requests and changes}

calendars:                                # 24x7 is built in
  support-hours: {hours: {Mon-Fri: 08:00-18:00, holidays: closed}}

services:
  it-support: {agreed_service_time: support-hours}

priorities:
  meaning:                                # the most urgent first
    P1: Nobody can work
    P2: A team cannot work
    P3: One person cannot work
    P4: Work goes on as usual

clocks:
  response: {stops: first touch, calendar: support-hours, by_priority: {P1: {calendar: 24x7}}}
  resolution:
    stops: resolved
    pauses_while_pending: [customer]
    calendar: support-hours
    by_priority: {P1: {calendar: 24x7}}

measurement:
  service_period: calendar month
  placed_by: due                          # the month an incident counts in: opened, resolved or due
  rounding: none
  minimum_volume: {below: 20 incidents, allows: 1 miss}           # in such a month, instead of the percentage

exclusions: none

targets:                                  # on a part-time calendar say business hours or business days
  response:
    measure: share in time
    clock: response
    at_least: 90 %
    credit: none
    by_priority: {P1: {within: 1 h}, P2: {within: 2 business hours}, P3: {within: 1 business day}}
  resolution:
    measure: share in time
    clock: resolution
    at_least: 90 %
    credit: monthly-bands
    by_priority:
      P1: {within: 8 h}
      P2: {within: 1 business day}
      P3: {within: 3 business days}
      P4: {within: 5 business days}

credits:
  monthly-bands:
    of: monthly-charge
    bands: {missed: {below: target, credit: 2 %}, badly-missed: {below: 75 %, credit: 5 %}}
    caps: {service_period: 10 %, contract_year: none}
""")


def starter_scenario(name: str, file: str) -> str:
    """The text of a starter scenario; `file` is where it will stand."""
    return _SCENARIO.substitute(name=name, title=_title(name), file=file)


def starter_agreement(name: str) -> str:
    """The text of the agreement that the starter scenario of this name refers to."""
    return _AGREEMENT.substitute(name=name, title=f"IT support for {name}")


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
