"""Queues from which the first and any other ticket can be taken: pairing heaps, whose links lie in the tickets' rows.

A ticket is in at most one queue. Adding one takes a moment, taking one out on average as many as the logarithm of the
queue's length. Source: Fredman, Sedgewick, Sleator and Tarjan, "The pairing heap: a new form of self-adjusting heap",
Algorithmica 1 (1986).
"""

from __future__ import annotations

from slm_sim.compiler import part
from slm_sim.model.arrays import Ints

ORDER, CHILD, NEXT, BACK = range(4)
"""The first columns of a ticket: what orders it in the queue it is in; the first of those below it; the one beside it;
the one of which it is the first below, or beside which it is."""

NONE = -1
"""No ticket."""


@part
def add(tickets: Ints, tops: Ints, queue: int, ticket: int, order: int) -> None:
    """Put a ticket into a queue, whose top is `tops[queue]`; no other there may have the same order."""
    tickets[ticket, ORDER] = order
    tickets[ticket, CHILD] = NONE
    top = tops[queue]
    tops[queue] = ticket if top == NONE else meld(tickets, top, ticket)


@part
def remove(tickets: Ints, tops: Ints, queue: int, ticket: int) -> None:
    """Take a ticket out of the queue in which it is."""
    below = united(tickets, tickets[ticket, CHILD])
    if tops[queue] == ticket:
        tops[queue] = below
        return
    back, beside = tickets[ticket, BACK], tickets[ticket, NEXT]
    if tickets[back, CHILD] == ticket:
        tickets[back, CHILD] = beside
    else:
        tickets[back, NEXT] = beside
    if beside != NONE:
        tickets[beside, BACK] = back
    if below != NONE:
        tops[queue] = meld(tickets, tops[queue], below)


@part
def meld(tickets: Ints, one: int, other: int) -> int:
    """Make the first of two tops the top of both."""
    if tickets[other, ORDER] < tickets[one, ORDER]:
        one, other = other, one
    child = tickets[one, CHILD]
    tickets[one, CHILD] = other
    tickets[other, NEXT] = child
    tickets[other, BACK] = one
    if child != NONE:
        tickets[child, BACK] = other
    return one


@part
def united(tickets: Ints, ticket: int) -> int:
    """Make one top of a ticket and all beside it: two by two, and then, from the last pair on, one after the other."""
    pairs = NONE
    while ticket != NONE:
        pair, beside = ticket, tickets[ticket, NEXT]
        ticket = NONE
        if beside != NONE:
            ticket = tickets[beside, NEXT]
            pair = meld(tickets, pair, beside)
        tickets[pair, NEXT] = pairs
        pairs = pair
    top = NONE
    while pairs != NONE:
        pair = pairs
        pairs = tickets[pair, NEXT]
        top = pair if top == NONE else meld(tickets, top, pair)
    return top
