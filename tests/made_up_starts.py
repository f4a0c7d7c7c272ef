"""Results made up by hand for the pictures of how a network starts, so that these are tested without any network."""

import numpy as np

SETTINGS = dict(activation="tanh", init="Xavier", width=64, weight_scale=1.0, bias=0.0, dataset="digits", seed=0)


def histogram_result(saturated=(0.02, 0.1, 0.4), bins=81, **others):
    """A tanh network whose layers hold what is saturated in their outermost bins and the rest spread evenly."""
    saturated = np.asarray(saturated, dtype=float)
    histogram = np.repeat((1 - saturated)[:, None] / bins, bins, axis=1)
    histogram[:, [0, -1]] += saturated[:, None] / 2
    result = dict(
        bin_edges=np.linspace(-1, 1, bins + 1), histogram=histogram, low_end=True, high_end=True,
        saturated_fraction=saturated, zero_fraction=np.zeros(len(saturated)),
        diverged=not np.isfinite(saturated).all(), depth=len(saturated),
    )  # fmt: skip
    return SETTINGS | result | others
