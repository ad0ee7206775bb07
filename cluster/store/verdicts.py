"""Asking how sure the verdicts of the past were."""

import json
from dataclasses import dataclass

from sqlalchemy import and_, select

from actors.asked import Asked
from actors.outcome import Outcome
from cluster.store.reading import Reading
from cluster.store.tables import AttemptRow, ExecutionRow, StepRow


@dataclass(frozen=True)
class Margin:
    """By how much one verdict was above its threshold, AT a time in an EXECUTION."""

    execution: int
    at: float
    margin: float


@dataclass(frozen=True)
class Passes:
    """The passes of one question in a CASE on devices of one MODEL, in order of time."""

    asked: Asked
    case: str
    model: str
    margins: list[Margin]


class Verdicts(Reading):
    """The part of the store that knows the verdicts that were judged by a threshold."""

    def latest(self, campaign: str) -> int | None:
        """Return the id of the newest execution of CAMPAIGN, or None if there is none."""
        query = select(ExecutionRow.id).where(ExecutionRow.campaign == campaign)
        rows = self._rows(query.order_by(ExecutionRow.id.desc()).limit(1))
        return rows[0]["id"] if rows else None

    def passes(self, since: float, *, campaign: str | None = None) -> list[Passes]:
        """Return the passes since then (Unix), of one CAMPAIGN or all, by what was asked.

        What has another setting, reference or threshold is another question.  Where no less
        than the whole score passes, as with what has to last, no pass has a margin.
        """
        columns = (StepRow.execution, StepRow.ended, StepRow.score, StepRow.threshold)
        of_attempt = and_(
            AttemptRow.execution == StepRow.execution,
            AttemptRow.job == StepRow.job,
            AttemptRow.number == StepRow.attempt,
        )
        query = (
            select(*columns, StepRow.asked, AttemptRow.case, AttemptRow.model)
            .join(AttemptRow, of_attempt)
            .where(StepRow.outcome == Outcome.PASS, StepRow.ended >= since)
            .where(StepRow.threshold < 1, StepRow.asked.is_not(None))
            .order_by(StepRow.ended)
        )
        if campaign is not None:
            query = query.join(ExecutionRow, ExecutionRow.id == StepRow.execution)
            query = query.where(ExecutionRow.campaign == campaign)
        found: dict[object, Passes] = {}
        for row in self._rows(query):
            asked = Asked.model_validate(row["asked"])
            same = _written(asked), row["threshold"], row["case"], row["model"]
            passes = found.setdefault(same, Passes(asked, row["case"], row["model"], []))
            margin = row["score"] - row["threshold"]
            passes.margins.append(Margin(row["execution"], row["ended"], margin))
        return list(found.values())


def _written(asked: Asked) -> str:
    """Return all of ASKED as a text, whatever order a database gives its keys."""
    return json.dumps(asked.model_dump(mode="json"), sort_keys=True)
