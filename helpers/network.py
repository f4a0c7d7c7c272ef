"""A network is a chain of layers, z = a @ W + b and a = f(z), that can be run forward and backward.

    inputs -> W, b -> f -> ... -> W, b -> f -> W, b -> output

Everything that flows is returned in a Trace. Nothing is remembered between calls but weights, biases and learned slopes.
A stack of R networks of one shape has one axis in front of all: W is (R, fan_in, fan_out), a is (R, batch, units).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .activations import ACTIVATIONS, Activation, mixture
from .checks import as_numbers, check_count, check_kind, check_number
from .initializers import INITIALIZERS, Initializer, drawn
from .losses import check_targets, loss_of

# A diverging network is something to look at, not a bug: its inf and nan come back in the Trace, without warnings.
quietly = np.errstate(over="ignore", invalid="ignore", divide="ignore")


@dataclass
class Trace:
    """What flowed through a network: one entry a layer, hidden layers first, the output layer last.

    `pre_activations[l]` and `activations[l]` are (batch, units), with a replica axis in front for a stack;
    the last activation is the output itself. `functions` are the hidden layers' activations, `weights` the matrices used.
    After `Network.backward`: `deltas[l]`, the derivative of each example's own loss by its pre-activations
    (so its size does not depend on the batch), and the gradients of the mean loss.
    """

    inputs: np.ndarray
    weights: list[np.ndarray] = field(default_factory=list)
    functions: list[Activation] = field(default_factory=list)
    pre_activations: list[np.ndarray] = field(default_factory=list)
    activations: list[np.ndarray] = field(default_factory=list)
    loss: np.ndarray | float | None = None
    deltas: list[np.ndarray] | None = None
    weight_gradients: list[np.ndarray] | None = None
    bias_gradients: list[np.ndarray] | None = None
    slope_gradients: list[np.ndarray | None] | None = None

    @property
    def output(self) -> np.ndarray:
        return self.activations[-1]

    @property
    def depth(self) -> int:
        """The number of hidden layers."""
        return len(self.functions)

    @cached_property
    @quietly
    def derivatives(self) -> list[np.ndarray]:
        """f'(z) of each hidden layer, as backpropagation uses it."""
        return [f.derivative(z) for f, z in zip(self.functions, self.pre_activations)]

    def layer_inputs(self, layer: int) -> np.ndarray:
        """What layer number `layer` (0 is nearest the input) multiplies with its weights."""
        return self.activations[layer - 1] if layer else self.inputs


class Network:
    """A fully connected network of the given widths, inputs first and outputs last.

    `activation` is a name or an Activation; a list of them shares every hidden layer between them;
    a tuple (or a list that contains lists) has one entry a hidden layer.
    `weight_scale` multiplies all initial weights; `bias` is added to the initial bias of hidden units.
    `replicas=R` stacks R networks; replica r equals the single network with `seed + r`.
    `inputs` are the examples that a data-dependent init (LSUV) fits; standard normal ones when None.
    Layer l's random numbers depend on the seed and on l only: a deeper network contains the shallower one.

    Raises ValueError for widths, names, seeds or scales that make no network.
    """

    def __init__(
        self,
        widths: Sequence[int],
        activation="ReLU",
        init="He",
        *,
        weight_scale: float = 1.0,
        bias: float = 0.0,
        seed: int = 0,
        replicas: int | None = None,
        dtype=np.float32,
        inputs: np.ndarray | None = None,
    ):
        check_widths(widths)
        check_number("weight_scale", weight_scale)
        check_number("bias", bias)
        check_count("seed", seed, least=0)
        if replicas is not None:
            check_count("replicas", replicas)
        self.widths = tuple(int(width) for width in widths)
        self.dtype = check_precision(dtype)
        self.replicas = replicas
        self.functions = layer_activations(activation, len(self.widths) - 2)
        if inputs is not None:
            inputs = check_inputs("inputs", inputs, self.widths[0])
        initializer = init if isinstance(init, Initializer) else INITIALIZERS[init]
        draws = [
            self._draw(initializer, weight_scale, bias, seed + replica, inputs) for replica in range(replicas or 1)
        ]
        self.weights, self.biases = ([self._stacked(arrays) for arrays in zip(*part)] for part in zip(*draws))
        self.slopes = [self._first_slope(function) for function in self.functions]

    def __repr__(self) -> str:
        shape = "-".join(map(str, self.widths))
        stack = f", stack of {self.replicas}" if self.replicas else ""
        names = dict.fromkeys(function.name for function in self.functions)
        return f"Network({shape}, {', '.join(names)}{stack})"

    def _draw(self, initializer, weight_scale, bias, seed, inputs):
        """The weights and biases of one network, input side first."""
        signal = initializer.fit and (standard_inputs(self.widths[0], seed) if inputs is None else inputs)
        weights, biases = [], []
        for layer, (fan_in, fan_out) in enumerate(zip(self.widths, self.widths[1:]), start=1):
            is_output = layer == len(self.widths) - 1
            generator = np.random.default_rng([seed, 0 if is_output else layer])
            matrix, offsets = drawn(initializer, generator, fan_in, fan_out, layer)
            if not is_output:
                offsets = offsets + bias
            if initializer.fit:
                matrix = initializer.fit(matrix, signal)
                signal = signal if is_output else self.functions[layer - 1].value(signal @ matrix + offsets)
            weights.append(weight_scale * matrix)
            biases.append(offsets)
        return weights, biases

    @quietly
    def _stacked(self, arrays):
        return (np.stack(arrays) if self.replicas else arrays[0]).astype(self.dtype)

    def _first_slope(self, function):
        if function.learned_slope is None:
            return None
        leading = (self.replicas,) if self.replicas else ()
        return np.full((*leading, 1, 1), function.learned_slope, self.dtype)

    @property
    def parameters(self) -> list[np.ndarray]:
        """All that training adjusts: weights, biases and learned slopes."""
        return [*self.weights, *self.biases, *(slope for slope in self.slopes if slope is not None)]

    def bound_functions(self) -> list[Activation]:
        """The hidden layers' activations, with the slopes learned so far."""
        return [f if slope is None else f.with_slope(slope) for f, slope in zip(self.functions, self.slopes)]

    @quietly
    def forward(self, x: np.ndarray) -> Trace:
        """Run a batch x of shape (batch, inputs), or (R, batch, inputs) for a stack, through all layers.

        Raises ValueError for an x that does not fit or is not finite.
        """
        inputs = check_inputs("x", x, self.widths[0], self.replicas).astype(self.dtype, copy=False)
        trace = Trace(inputs, list(self.weights), self.bound_functions())
        for z, signal in self.flow(inputs):
            trace.pre_activations.append(z)
            trace.activations.append(signal)
        return trace

    def flow(self, signal: np.ndarray):
        """Yield each layer's pre-activations and activations, input side first, as a checked batch passes; none is kept."""
        functions = self.bound_functions()
        for layer, (matrix, bias) in enumerate(zip(self.weights, self.biases)):
            z = signal @ matrix
            z += bias[..., None, :]
            is_output = layer == len(functions)
            signal = z if is_output else functions[layer].value(z).astype(self.dtype, copy=False)
            yield z, signal

    @quietly
    def backward(self, trace: Trace, y: np.ndarray, l1: float = 0.0) -> Trace:
        """Complete the Trace with the loss, the deltas and the gradients, walking from the output to the input.

        delta_l = (delta_{l+1} @ W_{l+1}.T) * f'(z_l);  dLoss/dW_l = a_{l-1}.T @ delta_l / batch (Rumelhart et al. 1986).
        `l1` weighs a penalty on the activations: the mean over examples of the sum of |a| over all hidden units.
        Raises ValueError for targets that do not fit, and an l1 below 0.
        """
        check_number("l1", l1, least=0)
        check_kind("trace", trace, Trace)
        trace.loss, delta = loss_of(trace.output, check_targets("y", y, trace.output))
        trace.deltas = [None] * trace.depth + [delta]
        trace.slope_gradients = [None] * trace.depth
        for layer in reversed(range(trace.depth)):
            delta = delta @ trace.weights[layer + 1].mT
            if l1:
                trace.loss = trace.loss + l1 * np.abs(trace.activations[layer]).sum(axis=-1).mean(axis=-1)
                delta += l1 * np.sign(trace.activations[layer])
            if self.slopes[layer] is not None:
                trace.slope_gradients[layer] = slope_gradient(trace, layer, delta)
            # Not kept: a derivative is cheaper to compute again, when a probe asks, than to store at every step.
            delta *= trace.functions[layer].derivative(trace.pre_activations[layer])
            trace.deltas[layer] = delta
        self._weigh(trace)
        return trace

    def _weigh(self, trace):
        """Gradients of the mean loss by weights and biases."""
        batch = trace.inputs.shape[-2]
        share = np.full((1, batch), 1 / batch, self.dtype)
        trace.weight_gradients = [
            trace.layer_inputs(layer).mT @ delta * share[0, 0] for layer, delta in enumerate(trace.deltas)
        ]
        # A matrix product with 1/batch averages over the examples faster than a sum does.
        trace.bias_gradients = [(share @ delta)[..., 0, :] for delta in trace.deltas]

    def loss_and_gradients(self, x, y, l1: float = 0.0):
        """(loss, weight_gradients, bias_gradients) of the mean loss on the batch x with targets y.

        Raises ValueError if x or y do not fit the network.
        """
        trace = self.backward(self.forward(x), y, l1)
        return trace.loss, trace.weight_gradients, trace.bias_gradients


def slope_gradient(trace: Trace, layer: int, arriving: np.ndarray) -> np.ndarray:
    """Gradient of the mean loss by a layer's learned slope, shape (..., 1, 1)."""
    effect = arriving * trace.functions[layer].slope_derivative(trace.pre_activations[layer])
    return effect.sum(axis=(-2, -1), keepdims=True) / effect.shape[-2]


def standard_inputs(count: int, seed: int, examples: int = 256) -> np.ndarray:
    return np.random.default_rng([seed, 2**31]).standard_normal((examples, count))


def layer_activations(activation, depth: int) -> list[Activation]:
    """One Activation a hidden layer, from a name, a list to mix within each layer, or one entry a layer."""
    if isinstance(activation, tuple) or (isinstance(activation, list) and any(isinstance(a, list) for a in activation)):
        if len(activation) != depth:
            raise ValueError(f"activation has {len(activation)} entries for {depth} hidden layers; give one a layer")
        return [one_activation(entry) for entry in activation]
    return [one_activation(activation)] * depth


def one_activation(entry) -> Activation:
    if isinstance(entry, Activation):
        return entry
    if isinstance(entry, str):
        return ACTIVATIONS[entry]
    if not isinstance(entry, list) or not entry:
        raise ValueError(f"activation must be a name, an Activation or a list of them, not {entry!r}")
    return mixture([one_activation(part) for part in entry])


def check_widths(widths) -> None:
    if isinstance(widths, str) or not np.iterable(widths) or len(widths) < 2:
        raise ValueError(f"widths must name at least inputs and outputs, such as [64, 10], not {widths!r}")
    for place, width in enumerate(widths):
        check_count(f"widths[{place}]", width)


def check_precision(dtype) -> np.dtype:
    if isinstance(dtype, str | type | np.dtype) and dtype in ("float32", "float64", float, np.float32, np.float64):
        return np.dtype(dtype)
    raise ValueError(f"dtype must be float32 or float64, not {dtype!r}")


def check_inputs(name: str, x, count: int, replicas: int | None = None) -> np.ndarray:
    """x as an array, if it is (batch, count) or (replicas, batch, count), finite, with an example; ValueError if not."""
    x = as_numbers(name, x)
    if x.ndim not in (2, 3) or x.shape[-1] != count or 0 in x.shape or (x.ndim == 3 and x.shape[0] != replicas):
        raise ValueError(f"{name} must have shape {one_of_shapes(('batch', count), replicas)}, not {x.shape}")
    # One sum is half the cost of looking at each number, which is needed only if the sum is not finite.
    if not np.isfinite(x.sum()) and not np.isfinite(x).all():
        raise ValueError(f"{name} must hold finite numbers only; it holds nan or inf")
    return x


def one_of_shapes(shape: tuple, replicas: int | None) -> str:
    single = ", ".join(map(str, shape))
    return f"({single})" + (f" or ({replicas}, {single})" if replicas else "") + " with at least one example"
