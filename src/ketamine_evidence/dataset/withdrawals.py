"""Records that were withdrawn: what is said of them, and which record took their place in the end."""

from __future__ import annotations

from collections.abc import Iterable

from ketamine_evidence.records.evidence import Withdrawn


def successor_of(one: Withdrawn, withdrawn: Iterable[Withdrawn]) -> str | None:
    """Follow a withdrawn record's successors to the one that is still there; None where there is none.

    Examples:
        >>> first = Withdrawn(id="a.r001", version="2.0.0", reason="split", successor="a.r002")
        >>> second = Withdrawn(id="a.r002", version="3.0.0", reason="read again", successor="a.r003")
        >>> successor_of(first, [first, second])
        'a.r003'
    """
    gone = {other.id: other for other in withdrawn}
    seen = {one.id}
    successor = one.successor
    while successor in gone:
        if successor in seen:
            return None
        seen.add(successor)
        successor = gone[successor].successor
    return successor


def notice(one: Withdrawn, withdrawn: Iterable[Withdrawn]) -> str:
    """Say of a withdrawn record since when it is gone, why, and what to take instead.

    Examples:
        >>> notice(Withdrawn(id="a.r001", version="2.0.0", reason="said twice", successor="a.r002"), [])
        'a.r001 was withdrawn in data version 2.0.0: said twice; take a.r002 instead'
    """
    successor = successor_of(one, withdrawn)
    instead = f"take {successor} instead" if successor is not None else "nothing takes its place"
    return f"{one.id} was withdrawn in data version {one.version}: {one.reason}; {instead}"


def cycles(withdrawn: Iterable[Withdrawn]) -> list[tuple[str, ...]]:
    """Give each circle of withdrawn records that name one another as successors, from its least id on.

    Examples:
        >>> a = Withdrawn(id="a", version="2.0.0", reason="said twice", successor="b")
        >>> b = Withdrawn(id="b", version="2.0.0", reason="said twice", successor="a")
        >>> cycles([b, a])
        [('a', 'b')]
    """
    after = {one.id: one.successor for one in withdrawn}
    found: set[tuple[str, ...]] = set()
    for start in after:
        chain = [start]
        while (successor := after.get(chain[-1])) is not None and successor not in chain:
            chain.append(successor)
        if successor is not None:
            circle = chain[chain.index(successor) :]
            least = circle.index(min(circle))
            found.add((*circle[least:], *circle[:least]))
    return sorted(found)
