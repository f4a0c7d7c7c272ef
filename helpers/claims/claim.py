"""A claim is a sentence of the thread, with the experiment that tries it and the rule that judges what comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .finding import Finding

HOLDS, HOLDS_IF, HALF_TRUE, FAILS, NOT_SHOWN = (
    "holds", "holds if …", "half true", "fails", "not shown at this size",
)  # fmt: skip
WORDS = (HOLDS, HOLDS_IF, HALF_TRUE, FAILS, NOT_SHOWN)


@dataclass(frozen=True)
class Axis:
    """Where a claim's numbers are drawn: their meaning with its unit, the ends, and the line that divides verdicts."""

    quantity: str
    low: float = 0.0
    high: float = 1.0
    scale: str = "linear"
    line: float | None = None
    line_name: str = ""


@dataclass(frozen=True)
class Claim:
    """`measure(seeds)` returns the numbers of each contender, one a seed; `judge(finding)` returns a key of `verdicts`.

    `says` is the claim in our words, `experiment` what is done to it, in one sentence. `headline` names the contender
    whose number stands in the ledger, or two of them whose difference does. `verdicts` holds each word that may come
    out, with the sentence that it then means. `lab` is the name of a lab and the settings that show the claim in it.
    """

    number: int
    topic: str
    notebook: str
    says: str
    experiment: str
    axis: Axis
    headline: str | tuple[str, str]
    measure: Callable[[Sequence[int]], dict[str, np.ndarray]]
    judge: Callable[[Finding], str]
    verdicts: dict[str, str]
    lab: tuple[str, dict]

    @property
    def name(self) -> str:
        return f"T{self.number}"

    def find(self, seeds: Sequence[int]) -> Finding:
        """What the experiment measures with these seeds."""
        return Finding(self.measure(seeds), self.axis.scale)
