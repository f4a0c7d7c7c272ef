"""A trial runs the experiment of every claim from a few seeds, and lets each claim's own rule judge what came out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..checks import check_count
from ..experiments import sweep
from .claim import Claim
from .docket import CLAIMS
from .finding import Finding
from .published import THEIRS

APART = 1000  # so many seeds lie between one `seed` of a trial and the next: no two trials share any


def hear(claim: str, seeds: int = 10, seed: int = 0) -> Finding:
    """What the experiment of one claim measures from `seeds` seeds; with another `seed` from as many that are all others.

    Raises UnknownName for a claim that is not on the docket, ValueError for counts that are none.
    """
    check_count("seeds", seeds, least=2, most=APART)
    check_count("seed", seed, least=0)
    return heard(CLAIMS[claim].name, seeds, seed)


@lru_cache(maxsize=512)  # the same claim and seeds give the same numbers, so they are computed once
def heard(claim: str, seeds: int, seed: int) -> Finding:
    return CLAIMS[claim].find(range(APART * seed, APART * seed + seeds))


def headline(claim: Claim, finding: Finding) -> dict:
    """`headline`, what the claim's number is the number of; `number`, an interval; where it compares two, `gaps` of each seed."""
    if isinstance(claim.headline, str):
        return {"headline": claim.headline, "number": finding[claim.headline], "gaps": None}
    sign = "/" if finding.scale == "log" else "−"
    gaps, number = finding.gaps(*claim.headline), finding.gap(*claim.headline)
    return {"headline": f" {sign} ".join(claim.headline), "number": number, "gaps": gaps}


def try_claim(claim, seeds=10, seed=0) -> dict:
    """Try one claim and judge it.

    Returns `claim`, `says`, `experiment`, `topic`, `notebook`; `seeds`, `seed`; `verdict` and its `meaning`; `headline`,
    `number`, (mean, low, high), and `gaps` (seeds,) where it compares two; `quantity`, `scale`, `limits`, `line`, `line_name` of the axis; `names` of the
    contenders, `theirs` (bool, published by others), `values` (an array each), and `mean`, `low`, `high` (contenders,).
    Raises ValueError for a claim that is not on the docket and for counts that are none.
    """
    tried, finding = CLAIMS[claim], hear(claim, seeds, seed)
    verdict = tried.judge(finding)
    return {
        **described(tried),
        **{"seeds": seeds, "seed": seed, "verdict": verdict, "meaning": tried.verdicts[verdict]},
        **headline(tried, finding),
        "names": tuple(finding.values),
        "theirs": np.array([name.endswith(THEIRS) for name in finding.values]),
        "values": tuple(finding.values.values()),
        **dict(zip(("mean", "low", "high"), np.transpose([finding[name] for name in finding.values]))),
    }


def described(claim: Claim) -> dict:
    """What a claim says of itself before it is tried."""
    axis = claim.axis
    return {
        **{"claim": claim.name, "says": claim.says, "experiment": claim.experiment},
        **{"topic": claim.topic, "notebook": claim.notebook},
        **{"quantity": axis.quantity, "scale": axis.scale, "limits": (axis.low, axis.high)},
        **{"line": axis.line, "line_name": axis.line_name},
    }


class Trial(dict):
    """`Trial(seeds=10)` tries all claims: for each name what `try_claim` returns.

    More seeds make the intervals narrower, and the trial longer in proportion. A stopped trial holds the claims that
    it got to. `executor` and `progress` as in `sweep`. Raises ValueError for counts that are none.
    """

    def __init__(self, seeds: int = 10, seed: int = 0, executor=None, progress=None):
        cells = [{"claim": name, "seeds": seeds, "seed": seed} for name in CLAIMS]
        tried = sweep(try_claim, cells, executor, progress)
        super().__init__({result["claim"]: result for result in tried if result is not None})
