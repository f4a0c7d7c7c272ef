"""Results of claims made up by hand, as `try_claim` returns them."""

import numpy as np


def evidence_result(claim="T99", scale="linear", compared=True, **others):
    """Three contenders from four seeds, the last one published by others; the verdict rests on the first two."""
    values = (np.array([0.1, 0.2, 0.2, 0.3]), np.array([0.5, 0.6, 0.6, 0.7]), np.array([0.9]))
    mean = np.array([value.mean() for value in values])
    result = dict(
        claim=claim, says="One is <b>smaller</b> than the other.", experiment="Both & a third.", topic="size",
        notebook="01_where_the_gradient_goes", seeds=4, seed=0, verdict="half true", meaning="It is & is not.",
        headline="other − one" if compared else "one", number=(0.4, 0.3, 0.5) if compared else (0.2, 0.1, 0.3),
        gaps=values[1] - values[0] if compared else None, quantity="share", scale=scale, limits=(0.0, 1.0),
        line=0.5, line_name="one half", names=("one", "other", "third, theirs"), theirs=np.array([False, False, True]),
        values=values, mean=mean, low=mean - 0.05, high=mean + 0.05,
    )  # fmt: skip
    return result | others
