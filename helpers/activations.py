"""An activation is the function a unit applies to its pre-activation, kept side by side with its derivative.

To add one, write its value and its derivative as two functions and add one line to ACTIVATIONS: what is in the list at
the end of this file can be chosen by name in every experiment, and in labs made with the menu [*ACTIVATIONS].
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from .checks import as_numbers, check_kind, check_number
from .menu import Menu
from .normal import cumulative, density


@dataclass(frozen=True)
class Activation:
    """An elementwise function and the derivative that backpropagation uses for it.

    `value(z)` and `derivative(z)` take float32 or float64 arrays of any shape and return the same shape.
    `surrogate` marks a derivative that is deliberately not the true one.
    `learned_slope` is the starting value of a slope that training adjusts; None when nothing is learned.
    `slope_derivative(z)` is the derivative of the value with respect to that slope.
    `with_slope(slope)` gives the same activation with another slope on its negative side.
    `groups` is how many activations share a layer.
    """

    name: str
    value: Callable[[np.ndarray], np.ndarray]
    derivative: Callable[[np.ndarray], np.ndarray]
    formula: str = ""
    source: str = ""
    surrogate: bool = False
    learned_slope: float | None = None
    slope_derivative: Callable[[np.ndarray], np.ndarray] | None = None
    with_slope: Callable[[float], Activation] | None = None
    groups: int = 1

    def __str__(self) -> str:
        return self.name


def identity(z):
    return z.copy()


def ones(z):
    return np.ones_like(z)


def sigmoid(z):
    """1 / (1 + e^-z), written so that neither tail overflows."""
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def sigmoid_derivative(z):
    """e^-|z| / (1 + e^-|z|)^2: h(1 - h) without its rounding to zero once h is close to 1."""
    decay = np.exp(-np.abs(z))
    return decay / np.square(1 + decay)


def tanh_derivative(z):
    """4 e^-2|z| / (1 + e^-2|z|)^2: 1 - h^2 without its rounding to zero once |h| is close to 1."""
    decay = np.square(np.exp(-np.abs(z)))
    return 4 * decay / np.square(1 + decay)


def relu(z):
    # An array of zeros, not the number 0: NumPy compares two arrays with vector instructions, twice as fast.
    return np.maximum(z, np.zeros_like(z))


def relu_derivative(z):
    """1 above zero, 0 at zero and below (the convention of PyTorch)."""
    return (z > 0).astype(z.dtype)


def two_slopes(z, slope):
    """1 above zero, `slope` at zero and below; `slope` is a number or an array that broadcasts."""
    return np.where(z > 0, z.dtype.type(1), np.asarray(slope, z.dtype))


def rectify(z, slope):
    return np.maximum(z, 0) + np.asarray(slope, z.dtype) * np.minimum(z, 0)


def exponential_linear(z, alpha):
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))


def exponential_linear_derivative(z, alpha):
    return two_slopes(z, alpha * np.exp(np.minimum(z, 0)))


def softplus(z):
    """log(1 + e^z), written so that the right tail does not overflow."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def gelu(z):
    return z * cumulative(z)


def gelu_derivative(z):
    return cumulative(z) + z * density(z)


def silu(z):
    return z * sigmoid(z)


def silu_derivative(z):
    return sigmoid(z) + z * sigmoid_derivative(z)


def leaky_relu(slope: float) -> Activation:
    """ReLU with a small fixed slope below zero."""
    check_number("slope", slope)
    return Activation(
        "leaky ReLU",
        value=lambda z: rectify(z, slope),
        derivative=lambda z: two_slopes(z, slope),
        formula=f"z above 0, {slope} z below",
        source="Maas et al. 2013",
        with_slope=leaky_relu,
    )


def prelu(slope) -> Activation:
    """Leaky ReLU whose slope is learned, one slope a layer, starting at 0.25; `slope` is a number, or one for each layer of a stack."""
    as_numbers("slope", slope)
    return Activation(
        "PReLU",
        value=lambda z: rectify(z, slope),
        derivative=lambda z: two_slopes(z, slope),
        formula="z above 0, (learned slope) z below",
        source="He et al. 2015",
        learned_slope=0.25,
        slope_derivative=lambda z: np.minimum(z, 0),
        with_slope=prelu,
    )


def necro_relu(slope: float) -> Activation:
    """ReLU forward, but backpropagation is told that the slope below zero is `slope`."""
    check_number("slope", slope)
    return Activation(
        "NecroReLU",
        value=relu,
        derivative=lambda z: two_slopes(z, slope),
        formula=f"max(0, z), with {slope} passed off as the slope below 0",
        source="stats.stackexchange.com/q/176794; a straight-through estimator (Bengio et al. 2013)",
        surrogate=True,
        with_slope=necro_relu,
    )


# Klambauer et al. 2017: the pair for which mean 0 and variance 1 is a fixed point.
SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772


def mixture(parts: Sequence[Activation]) -> Activation:
    """One layer shared by several activations: its units are split into equal contiguous groups."""

    if not isinstance(parts, list | tuple) or not parts or not all(isinstance(part, Activation) for part in parts):
        raise ValueError(f"parts must be one Activation or more, not {parts!r}")

    def grouped(functions, z):
        groups = np.array_split(z, len(functions), axis=-1)
        return np.concatenate([function(group) for function, group in zip(functions, groups)], axis=-1)

    learned = next((part.learned_slope for part in parts if part.learned_slope is not None), None)
    return Activation(
        " + ".join(part.name for part in parts),
        value=lambda z: grouped([part.value for part in parts], z),
        derivative=lambda z: grouped([part.derivative for part in parts], z),
        surrogate=any(part.surrogate for part in parts),
        learned_slope=learned,
        groups=len(parts),
        slope_derivative=lambda z: grouped([part.slope_derivative or np.zeros_like for part in parts], z),
        with_slope=lambda slope: mixture(
            [part if part.learned_slope is None else part.with_slope(slope) for part in parts]
        ),
    )


def sloped(activation: Activation, slope: float) -> Activation:
    """The same activation with another slope below zero, for PReLU with another one to start from.

    Raises ValueError for an activation that has no such slope.
    """
    check_kind("activation", activation, Activation)
    check_number("slope", slope)
    if activation.with_slope is None or activation.groups > 1:
        with_one = ", ".join(name for name, entry in ACTIVATIONS.items() if entry.with_slope)
        raise ValueError(f"{activation.name} has no slope to set; these have one: {with_one}")
    chosen = activation.with_slope(slope)
    return chosen if activation.learned_slope is None else replace(chosen, learned_slope=slope)


@lru_cache(maxsize=64)
def largest_derivative(activation: Activation, units: int, replicas: tuple[int, ...] = ()) -> np.ndarray:
    """The largest absolute derivative of each unit for pre-activations from -10 to 10, shape (*replicas, 1, units)."""
    z = np.broadcast_to(np.linspace(-10, 10, 401)[:, None], (*replicas, 401, units))
    return np.abs(activation.derivative(z)).max(axis=-2, keepdims=True)


ACTIVATIONS: dict[str, Activation] = Menu(
    "activation",
    {
        activation.name: activation
        for activation in (
            Activation("linear", identity, ones, "z"),
            Activation("sigmoid", sigmoid, sigmoid_derivative, "1 / (1 + e^-z)"),
            Activation("tanh", np.tanh, tanh_derivative, "(e^z - e^-z) / (e^z + e^-z)"),
            Activation("ReLU", relu, relu_derivative, "max(0, z)", "Glorot, Bordes & Bengio 2011"),
            leaky_relu(0.01),
            prelu(0.25),
            Activation(
                "ELU",
                lambda z: exponential_linear(z, 1.0),
                lambda z: exponential_linear_derivative(z, 1.0),
                "z above 0, e^z - 1 below",
                "Clevert et al. 2015",
            ),
            Activation(
                "SELU",
                lambda z: SELU_SCALE * exponential_linear(z, SELU_ALPHA),
                lambda z: SELU_SCALE * exponential_linear_derivative(z, SELU_ALPHA),
                "1.0507 z above 0, 1.7581 (e^z - 1) below",
                "Klambauer et al. 2017",
            ),
            Activation("softplus", softplus, sigmoid, "log(1 + e^z)", "Dugas et al. 2001"),
            Activation("GELU", gelu, gelu_derivative, "z P(N(0, 1) < z)", "Hendrycks & Gimpel 2016"),
            Activation("SiLU", silu, silu_derivative, "z sigmoid(z)", "Elfwing et al. 2017"),
            Activation("abs", np.abs, np.sign, "|z|"),
            necro_relu(0.1),
        )
    },
)
