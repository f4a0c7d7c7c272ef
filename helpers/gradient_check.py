"""A gradient check moves one parameter a little both ways and asks whether the loss changes as backpropagation said."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from .checks import check_count, check_kind, check_number
from .losses import loss_and_delta
from .network import Network, check_inputs

# A kink between the two points spoils a difference, and a smaller step is less likely to straddle one but rounds more:
# each derivative is taken at all three steps, and of two neighboring steps the pair that agrees best counts.
STEPS = (1e-4, 1e-5, 1e-6)
# What rounding alone can do to a difference, in units of loss / step.
ROUNDING = 8 * np.finfo(float).eps


@dataclass(frozen=True)
class GradientCheck:
    """What a gradient check found.

    `worst` is the largest difference between backpropagation and the loss's own slope beyond what rounding explains,
    relative to the largest slope in the same array, in `where`; `unseen` names the arrays whose gradient is too small for float64 differences to see.
    `surrogates` names the activations whose derivative is deliberately not the true one.
    """

    worst: float
    where: str
    unseen: tuple[str, ...] = ()
    surrogates: tuple[str, ...] = ()
    on_kink: bool = False

    @property
    def agrees(self) -> bool:
        return self.worst < 1e-6

    def __str__(self) -> str:
        verdict = "agrees" if self.agrees else "does not agree"
        error = (
            f"relative error {self.worst:.1e}, in {self.where}" if self.worst else "rounding explains every difference"
        )
        return f"Backpropagation {verdict} with the loss: {error}.{self._why()}"

    def _why(self) -> str:
        why = ""
        if self.surrogates and not self.agrees:
            why = f" {', '.join(self.surrogates)} tells backpropagation a slope that its value does not have (a surrogate)."
        elif self.on_kink and not self.agrees:
            why = " A pre-activation is exactly 0: on a kink the loss has two slopes, and backpropagation picks one."
        return why + (f" Too small to be seen: the gradient of the {', '.join(self.unseen)}." if self.unseen else "")


def check_gradient(network: Network, x, y, l1: float = 0.0, entries: int = 10, seed: int = 0) -> GradientCheck:
    """Compare backpropagation with central differences of the loss, in float64, at up to `entries` places of each array.

    x and y are a batch as for `Network.loss_and_gradients`; the network itself is left alone.
    Raises ValueError for a stack of networks, for a batch that does not fit, and for a network that has diverged.
    """
    check_number("l1", l1, least=0)
    check_count("entries", entries)
    check_count("seed", seed, least=0)
    check_kind("network", network, Network)
    if network.replicas:
        raise ValueError(f"network must be one network, not a stack of {network.replicas}")
    network, x = in_double_precision(network), check_inputs("x", x, network.widths[0]).astype(float)
    trace, y = network.backward(network.forward(x), y, l1), np.asarray(y)
    if not np.isfinite(trace.loss):
        raise ValueError(
            f"the loss on this batch is {trace.loss}: the network has diverged, and has no gradient to check"
        )
    generator = np.random.default_rng(seed)
    errors, unseen = {}, []
    for name, array, gradient in parameters(network, trace):
        places = generator.permutation(array.size)[:entries]
        slopes = np.array([slope_at(network, x, y, l1, array, place) for place in places])
        noise = ROUNDING * max(1.0, abs(float(trace.loss))) / STEPS[1]
        difference, size = np.abs(slopes - gradient.flat[places]), max(np.abs(slopes).max(), np.abs(gradient).max())
        errors[name] = float(max(0.0, difference.max() - noise) / max(size, noise))
        if size <= noise:
            unseen.append(name)
    where = max(errors, key=errors.get)
    surrogates = dict.fromkeys(function.name for function in network.functions if function.surrogate)
    return GradientCheck(
        errors[where], where, tuple(unseen), tuple(surrogates), any((z == 0).any() for z in trace.pre_activations[:-1])
    )


def in_double_precision(network: Network) -> Network:
    """A copy whose arrays are float64, so that a difference of two losses keeps some digits."""
    copy = deepcopy(network)
    copy.dtype = np.dtype(float)
    copy.weights = [matrix.astype(float) for matrix in network.weights]
    copy.biases = [bias.astype(float) for bias in network.biases]
    copy.slopes = [None if slope is None else slope.astype(float) for slope in network.slopes]
    return copy


def parameters(network: Network, trace) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """The name, the array and the gradient of everything that training adjusts; layer 1 is nearest the input."""
    for layer in range(trace.depth + 1):
        yield f"weights of layer {layer + 1}", network.weights[layer], trace.weight_gradients[layer]
        yield f"biases of layer {layer + 1}", network.biases[layer], trace.bias_gradients[layer]
    for layer, slope in enumerate(network.slopes):
        if slope is not None:
            yield f"learned slope of layer {layer + 1}", slope, trace.slope_gradients[layer]


def slope_at(network: Network, x, y, l1: float, array: np.ndarray, place: int) -> float:
    """The loss's derivative by one entry of `array`, by central differences."""
    slopes = [central_difference(network, x, y, l1, array, place, step) for step in STEPS]
    disagreements = np.abs(np.diff(slopes))
    return slopes[1 + int(disagreements.argmin())]


def central_difference(network: Network, x, y, l1: float, array: np.ndarray, place: int, step: float) -> float:
    middle = array.flat[place]
    array.flat[place] = middle + step
    above = loss_of(network, x, y, l1)
    array.flat[place] = middle - step
    below = loss_of(network, x, y, l1)
    array.flat[place] = middle
    return (above - below) / (2 * step)


def loss_of(network: Network, x, y, l1: float) -> float:
    """The mean loss and the penalty on activations, from the forward pass alone."""
    trace = network.forward(x)
    penalty = sum(np.abs(activation).sum(axis=-1).mean() for activation in trace.activations[:-1])
    return float(loss_and_delta(trace.output, y)[0] + l1 * penalty)
