"""How well spans that were found agree with those that are true."""

from collections.abc import Sequence

from tests.bench.clip import Span

TOLERANCE = 0.2 + 1e-6  # seconds, at both ends


class Score:
    """Counts of spans: TOLD by a detector, TRUE, and right, which are both."""

    def __init__(self) -> None:
        self.told = self.true = self.right = 0

    def add(self, told: Sequence[Span], true: Sequence[Span]) -> list[Span]:
        """Take in what was TOLD of one clip and what is TRUE; return what was told wrongly."""
        left, wrong = list(true), []
        for span in told:
            meant = next((other for other in left if _agree(span, other)), None)
            if meant is None:
                wrong.append(span)
            else:
                left.remove(meant)
        self.told += len(told)
        self.true += len(true)
        self.right += len(told) - len(wrong)
        return wrong

    @property
    def precision(self) -> float:
        """The part of what was told that is true; 1 where nothing was told."""
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """The part of what is true that was told; 1 where nothing is."""
        return self.right / self.true if self.true else 1.0


def _agree(one: Span, other: Span) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))
