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


def correlation_result(mean=(0.3, 0.6, 0.8), cosine=0.0, **others):
    """Pairs that grow alike, as theory expects."""
    mean, grid = np.asarray(mean, dtype=float), np.linspace(-1, 1, 81)
    result = dict(
        cosine=cosine, cosine_mean=mean, cosine_std=np.full(len(mean), 0.1), predicted_cosine=mean,
        cosine_grid=grid, predicted_step=(grid + 1) / 2, diverged=False, depth=len(mean), dataset="random pairs",
    )  # fmt: skip
    return SETTINGS | result | others


def phase_result(depth=3, weight_scale=1.0, edge=1.0, ratio=None, **others):
    """A map whose ratio is the weight scale to the power of the depth, and a cell of it in which all is steady."""
    depths, scales = np.arange(1, 51), np.geomspace(0.1, 10, 31)
    result = dict(
        depth=depth, weight_scale=weight_scale, map_depths=depths, map_scales=scales, edge=edge, level=np.full(50, edge),
        map_ratio=scales ** depths[:, None] if ratio is None else ratio, map_diverged=np.zeros((50, 31), bool),
        gradient_rms=np.full(depth, 0.1), predicted_gradient_rms=np.full(depth, 0.1), activation_std=np.full(depth, 0.5),
        dead_fraction=np.zeros(depth), diverged=False,
    )  # fmt: skip
    return SETTINGS | result | others


def grid_result(depth=5, ratio=((1.0, 1e-6), (0.5, 0.0)), accuracy=((0.95, 0.1), (0.9, 0.1)), **others):
    """Two activations with two inits: one start of each learns, the one whose gradient was level."""
    ratio, accuracy = np.array(ratio), np.array(accuracy)
    result = dict(
        depth=depth, activations=["tanh", "ReLU"], inits=["Xavier", "zeros"], untrained_gradient_ratio=ratio,
        test_accuracy=accuracy, diverged=np.zeros(ratio.shape), reached=np.ones(ratio.shape, bool), width=32,
        dataset="digits", steps=300, seeds=1, optimizer="SGD", learning_rate=0.05,
    )  # fmt: skip
    return result | others


def training_map_result(
    slope=0.1, bias=-1.0, accuracy=((0.5, 0.1), (0.9, 0.3)), dead=((0.1, 0.2), (0.0, 0.0)), **others
):
    """Slopes 0 and 0.1 at biases of -1 and -2, two seeds each that are a little above and below the mean; the rival has 95 %."""
    accuracy, dead = np.array(accuracy), np.array(dead)
    apart = np.array([-0.05, 0.05])
    result = dict(
        axes={"slope": [0.0, 0.1], "bias": [-1.0, -2.0]}, slope=slope, bias=bias, activation="leaky ReLU", learning_rate=0.1,
        accuracy_map=accuracy, dead_map=dead, test_accuracy=accuracy[..., None] + apart, dead_share=dead[..., None] + [0, 0],
        diverged=np.zeros((2, 2, 2)), rival="ELU", rival_accuracy=np.array([0.95, 0.6]), seeds=2, depth=3, width=32,
        dataset="digits", steps=300,
    )  # fmt: skip
    return result | others
