"""Results made up by hand, so that pictures and labs are tested without any network."""

import numpy as np


def layer_result(gradient, **others):
    """What an experiment might return for these gradients: theory agrees, nothing is dead."""
    gradient = np.asarray(gradient, dtype=float)
    settings = dict(activation="tanh", init="Xavier", width=64, weight_scale=1.0, bias=0.0, dataset="digits", seed=0)
    result = dict(
        gradient_rms=gradient,
        predicted_gradient_rms=gradient,
        activation_std=np.full(gradient.shape, 0.5),
        predicted_activation_std=np.full(gradient.shape, 0.5),
        dead_fraction=np.zeros(gradient.shape),
        diverged=not np.isfinite(gradient).all(),
        depth=len(gradient),
    )
    return settings | result | others


def level(depth=10):
    """A gradient that falls while that of the weights does not."""
    return falling(depth) | {"weight_gradient_rms": np.full(depth, 1e-6)}


def falling(depth=10, factor=0.5, seed=0):
    """An experiment: the gradient is multiplied by `factor` on each step back."""
    gradient = (1 + seed) * 0.01 * factor ** np.arange(depth)[::-1]
    return layer_result(gradient, weight_scale=factor, seed=seed)


def slope_result(z=2.0, name="sigmoid"):
    grid = np.linspace(-8, 8, 321)
    value = 1 / (1 + np.exp(-grid))
    at = 1 / (1 + np.exp(-z))
    return dict(
        activation=name, z=z, value=at, derivative=at * (1 - at), largest_derivative=0.25,
        z_grid=grid, value_grid=value, derivative_grid=value * (1 - value),
    )  # fmt: skip


def chain_result(depth=20, slope=0.25, weight=1.0):
    gradient = 0.1 * (slope * weight) ** np.arange(depth, 0, -1)
    parts = dict(derivative_part=np.full(depth, slope), weight_part=np.full(depth, weight), output_gradient_rms=0.1)
    return layer_result(gradient, **parts)
