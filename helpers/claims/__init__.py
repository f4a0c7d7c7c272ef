"""The claims of the thread that this project grew out of: each with its experiment, its number and its verdict."""

from .claim import FAILS, HALF_TRUE, HOLDS, HOLDS_IF, NOT_SHOWN, WORDS, Axis, Claim
from .docket import CLAIMS
from .finding import Finding, Interval
from .published import caffenet
from .trial import Trial, hear, try_claim

__all__ = [
    "CLAIMS", "FAILS", "HALF_TRUE", "HOLDS", "HOLDS_IF", "NOT_SHOWN", "WORDS", "Axis", "Claim", "Finding", "Interval",
    "Trial", "caffenet", "hear", "try_claim",
]  # fmt: skip
