"""Mean-field theory predicts how large activations and gradients are in each layer of a wide random network.

A pre-activation is a sum of many independent terms, so it is treated as normal: N(bias mean, q_l). Then, with
m_l the mean square of the weights of layer l and N_l its width (Poole et al. 2016; Schoenholz et al. 2017),

    q_l = N_{l-1} m_l E[f(z_{l-1})^2] + bias variance                        forward
    E[delta_l^2] = N_{l+1} m_{l+1} E[f'(z_l)^2] E[delta_{l+1}^2]             backward

Averages over z are taken by quadrature, for any activation, also one that a learner has just defined.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .activations import ACTIVATIONS, Activation
from .checks import check_count, check_number
from .network import quietly
from .normal import density, quadrature

# Enough for every activation of the menu; an even number, so that ReLU's kink at zero falls between two points.
POINTS, FINE_POINTS = 400, 4000


@quietly
def moments(activation: Activation, q, mean=0.0, points: int = POINTS):
    """E[f(z)], E[f(z)^2] and E[f'(z)^2] for z ~ N(mean, q); q may be an array."""
    deviation = np.asarray(np.sqrt(q))[..., None]
    nodes, weights = quadrature(points)
    if mean:
        # Moved by less than a step, so that z = 0, where there may be a kink, still falls between two points.
        nodes = nodes + np.nan_to_num(np.mod(-mean / deviation, nodes[1] - nodes[0]))
        weights = density(nodes) / density(nodes).sum(axis=-1, keepdims=True)
    z = mean + deviation * nodes
    if activation.groups > 1:
        # One column for each activation that shares the layer, so that each is averaged over.
        z = np.repeat(z[..., None], activation.groups, axis=-1)
    value, slope = activation.value(z), activation.derivative(z)
    averaged = (value, np.square(value), np.square(slope))
    return tuple(np.vecdot(each.mean(axis=-1) if activation.groups > 1 else each, weights) for each in averaged)


class Wave(NamedTuple):
    """What theory expects in each hidden layer, input side first: arrays of shape (depth, groups of examples)."""

    variance: np.ndarray  # q_l, of the pre-activations
    mean: np.ndarray  # E[f(z)]
    square: np.ndarray  # E[f(z)^2]
    slope: np.ndarray  # E[f'(z)^2]


@quietly
def propagate(functions, widths, weight_mean_squares, bias_means, bias_variances, input_mean_square) -> Wave:
    """Follow the signal through the hidden layers.

    `widths` are inputs, hidden layers and outputs; the per-layer lists have an entry for each hidden layer at least;
    `input_mean_square` has one mean square input for each group of examples.
    """
    signal = np.asarray(input_mean_square, float)
    layers = []
    for layer, function in enumerate(functions):
        q = widths[layer] * weight_mean_squares[layer] * signal + bias_variances[layer]
        mean, signal, slope = moments(function, q, bias_means[layer])
        layers.append((q, mean, signal, slope))
    return Wave(*map(np.array, zip(*layers)))


@quietly
def predicted_gradient_rms(wave: Wave, widths, weight_mean_squares, output_gradient_rms: float) -> np.ndarray:
    """Predicted RMS of delta in each hidden layer, shape (depth,), given its RMS at the output.

    `weight_mean_squares` has one entry a layer, the output layer included.
    """
    factors = (np.array(widths[2:]) * np.asarray(weight_mean_squares[1:]))[:, None] * wave.slope
    growth = np.cumprod(factors[::-1], axis=0)[::-1]
    return output_gradient_rms * np.sqrt(growth.mean(axis=1))


@quietly
def predicted_activation_std(wave: Wave) -> np.ndarray:
    """Predicted standard deviation of the activations over units and examples, shape (depth,)."""
    return np.sqrt(np.maximum(wave.square.mean(axis=1) - np.square(wave.mean.mean(axis=1)), 0))


def fixed_point(
    activation, weight_variance: float, bias_variance: float = 0.0, bias_mean: float = 0.0
) -> tuple[float, float]:
    """(q, chi): where q = weight_variance E[f(z)^2] + bias_variance settles, and chi = weight_variance E[f'(z)^2] there.

    `weight_variance` is fan_in times the variance of a weight. chi < 1: gradients vanish with depth; chi > 1: they explode.
    q is 0 where the signal dies out and inf where it grows without end.
    Raises ValueError for a name that is not on the menu and a variance that is none.
    """
    check_laws(weight_variance, bias_variance, bias_mean)
    function = activation if isinstance(activation, Activation) else ACTIVATIONS[activation]

    def following(q):
        return weight_variance * float(moments(function, q, bias_mean, points=FINE_POINTS)[1]) + bias_variance

    q = settle(following, 1.0)
    slope = float(moments(function, min(max(q, 1e-12), 1e12), bias_mean, points=FINE_POINTS)[2])
    return (q if 1e-12 < q < 1e12 else 0.0 if q <= 1e-12 else np.inf), weight_variance * slope


def edge_of_chaos(activation, weight_variance: float, bias_variance: float = 0.0, bias_mean: float = 0.0) -> float:
    """The weight scale at which chi = 1, from 0.001 to 1000 and within 0.1 %; nan if there is none.

    `weight_variance` is that at scale 1; a weight scale multiplies weights, and leaves biases as they are.
    Raises ValueError as `fixed_point`.
    """
    check_laws(weight_variance, bias_variance, bias_mean)

    def chi(scale):
        return fixed_point(activation, scale**2 * weight_variance, bias_variance, bias_mean)[1]

    low, high = 1e-3, 1e3
    if not chi(low) < 1 < chi(high):
        return np.nan
    while high > 1.001 * low:
        middle = np.sqrt(low * high)
        low, high = (middle, high) if chi(middle) < 1 else (low, middle)
    return float(np.sqrt(low * high))


def check_laws(weight_variance, bias_variance, bias_mean) -> None:
    check_number("weight_variance", weight_variance, least=0)
    check_number("bias_variance", bias_variance, least=0)
    check_number("bias_mean", bias_mean)


def settle(following, q: float) -> float:
    """The limit of q, following(q), following(following(q)), ..., sped up by Aitken's extrapolation."""
    for _ in range(1000):
        once = following(q)
        twice = following(once)
        if abs(twice - once) <= 1e-13 * once or not 1e-12 < twice < 1e12:
            return twice
        bend = twice - 2 * once + q
        leap = q - (once - q) ** 2 / bend if bend else twice
        settling = abs(twice - once) < abs(once - q) and 0 < leap < 1e12
        q = leap if settling and abs(following(leap) - leap) < abs(twice - once) else twice
    return q


def born_dead_bounds(width: int, depth: int) -> tuple[float, float]:
    """Lower and upper bound for the probability that a He-initialized ReLU network of one input is constant from birth.

    `depth` counts the output layer: depth - 1 hidden layers of `width` units, zero biases (Lu et al. 2019, theorems 3.2 and 3.3).
    Raises ValueError for counts that make no such network.
    """
    check_count("width", width)
    check_count("depth", depth, least=2)
    one, none = 2.0**-width, 1 - 2.0**-width
    two = 1 - 2 * one - (width - 1) * one**2
    share = (1 - 2 * one) * none / (1 + (width - 1) * one)
    lower = 1 - none ** (depth - 2) + share * (two ** (depth - 2) - none ** (depth - 2))
    return lower, 1 - none ** (depth - 1)
