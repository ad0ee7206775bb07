"""Asking how the edges of a map went."""

from sqlalchemy import and_, select

from cluster.records import EdgeHop
from cluster.store.reading import HOP_COLUMNS, Reading, hop_of
from cluster.store.tables import AttemptRow, HopRow

NEWEST = 20_000  # tries that are looked back on, at most


class Hops(Reading):
    """The part of the store that knows every try of an edge."""

    def hops(
        self,
        map: str | None = None,
        *,
        model: str | None = None,
        build: str | None = None,
        since: float = 0.0,
        limit: int = NEWEST,
    ) -> list[EdgeHop]:
        """Return the newest tries that ended since then (Unix), LIMIT at most, in order of time.

        Only those on one MAP, MODEL and BUILD, where they are given.
        """
        of_attempt = and_(
            AttemptRow.execution == HopRow.execution,
            AttemptRow.job == HopRow.job,
            AttemptRow.number == HopRow.attempt,
        )
        where = AttemptRow.execution, AttemptRow.device, AttemptRow.model, AttemptRow.build
        wanted = {HopRow.map: map, AttemptRow.model: model, AttemptRow.build: build}
        query = (
            select(*where, *HOP_COLUMNS)
            .join(AttemptRow, of_attempt)
            .where(HopRow.ended >= since)
            .where(*(column == value for column, value in wanted.items() if value is not None))
            .order_by(HopRow.ended.desc())
            .limit(limit)
        )
        return [
            EdgeHop(hop=hop_of(row), **{column.key: row[column.key] for column in where})
            for row in reversed(self._rows(query))
        ]
