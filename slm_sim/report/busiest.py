"""Which teams a report shows one by one: a log may know dozens of groups, and nobody reads dozens of panels."""

from __future__ import annotations

from slm_sim.model.results import Results, TeamResult

MOST_TEAMS = 10


def busiest_teams(results: Results) -> tuple[TeamResult, ...]:
    """The teams with the most work, in the order of the scenario; all of them where they are few."""
    chosen = sorted(results.teams, key=lambda team: (team.unlimited, -team.visits, team.team))[:MOST_TEAMS]
    return tuple(team for team in results.teams if team in chosen)
