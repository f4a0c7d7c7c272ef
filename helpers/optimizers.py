"""An optimizer turns gradients into steps: how far each parameter moves, from its gradients now and before.

To add one, write a class whose `steps(gradients, learning_rate)` returns one step for each gradient,
and add one line to OPTIMIZERS, the menu below them.
"""

from __future__ import annotations

import numpy as np

from .checks import check_kind, check_number
from .menu import Menu
from .network import Network, Trace, quietly

LONGEST = 0.999999  # the decay of an average; with 1 it would never leave its start


class SGD:
    """step = learning_rate * gradient (Robbins & Monro 1951); it remembers nothing."""

    def steps(self, gradients: list[np.ndarray], learning_rate: float) -> list[np.ndarray]:
        check_step(gradients, learning_rate)
        return [learning_rate * gradient for gradient in gradients]


class Momentum:
    """velocity = decay * velocity + gradient; step = learning_rate * velocity (Polyak 1964, as torch.optim.SGD has it)."""

    def __init__(self, decay: float = 0.9):
        check_number("decay", decay, 0, 1)
        self.decay = float(decay)
        self.velocities: list = []

    def steps(self, gradients: list[np.ndarray], learning_rate: float) -> list[np.ndarray]:
        check_step(gradients, learning_rate)
        velocities = self.velocities or [0] * len(gradients)
        self.velocities = [self.decay * v + gradient for v, gradient in zip(velocities, gradients)]
        return [learning_rate * velocity for velocity in self.velocities]


class Adam:
    """step = learning_rate * mean / (sqrt(square) + epsilon), with running averages of the gradient and its square.

    The averages start at zero; dividing by 1 - decay^t makes up for it (Kingma & Ba 2015, algorithm 1).
    """

    def __init__(self, mean_decay: float = 0.9, square_decay: float = 0.999, epsilon: float = 1e-8):
        check_number("mean_decay", mean_decay, 0, LONGEST)
        check_number("square_decay", square_decay, 0, LONGEST)
        check_number("epsilon", epsilon, least=0)
        self.mean_decay, self.square_decay, self.epsilon = float(mean_decay), float(square_decay), float(epsilon)
        self.means: list = []
        self.squares: list = []
        self.time = 0

    def steps(self, gradients: list[np.ndarray], learning_rate: float) -> list[np.ndarray]:
        check_step(gradients, learning_rate)
        self.time += 1
        self.means = running(self.means, gradients, self.mean_decay)
        self.squares = running(self.squares, [gradient * gradient for gradient in gradients], self.square_decay)
        rate = learning_rate / (1 - self.mean_decay**self.time)
        spread = (1 - self.square_decay**self.time) ** 0.5
        return [rate * m / (np.sqrt(s) / spread + self.epsilon) for m, s in zip(self.means, self.squares)]


def running(averages: list, values: list[np.ndarray], decay: float) -> list[np.ndarray]:
    """Exponential running averages, moved on by one value each; they start at zero."""
    return [decay * average + (1 - decay) * value for average, value in zip(averages or [0] * len(values), values)]


def check_step(gradients: list[np.ndarray], learning_rate: float) -> None:
    """ValueError unless there are gradients to follow, and a rate to follow them at."""
    check_number("learning_rate", learning_rate, least=0)
    if not isinstance(gradients, list | tuple) or not all(isinstance(gradient, np.ndarray) for gradient in gradients):
        raise ValueError(f"gradients must be a list of arrays, one a parameter, not {gradients!r}")


OPTIMIZERS: dict[str, type] = Menu("optimizer", {"SGD": SGD, "momentum": Momentum, "Adam": Adam})


@quietly
def update(
    network: Network,
    trace: Trace,
    optimizer,
    learning_rate: float,
    weight_decay: float = 0.0,
    clip_norm: float | None = None,
) -> None:
    """Replace the network's parameters by those one step of the optimizer further, given a backpropagated Trace.

    `weight_decay` adds weight_decay * W to the gradient of each weight matrix, and of no bias or learned slope.
    `clip_norm` shortens each network's whole gradient to this length where it is longer (Pascanu et al. 2013).
    Raises ValueError naming the argument that is wrong, such as a Trace of another network.
    """
    check_pair(network, trace)
    if not callable(getattr(optimizer, "steps", None)):
        raise ValueError(f"optimizer must have steps(gradients, learning_rate), such as SGD(), not {optimizer!r}")
    check_number("learning_rate", learning_rate, least=0)
    check_number("weight_decay", weight_decay, least=0)
    if clip_norm is not None:
        check_number("clip_norm", clip_norm, least=0)
    gradients = parameter_gradients(trace)
    if clip_norm is not None:
        gradients = clipped(gradients, float(clip_norm), network.replicas or 1)
    if weight_decay:
        decay = [float(weight_decay) * weights for weights in network.weights]
        gradients[: len(decay)] = [gradient + pull for gradient, pull in zip(gradients, decay)]
    # float(): a numpy float64 would turn float32 parameters into float64 ones.
    steps = optimizer.steps(gradients, float(learning_rate))
    replace_parameters(network, [now - step for now, step in zip(network.parameters, steps)])


def check_pair(network: Network, trace: Trace) -> None:
    """ValueError unless the Trace is one of this network's, with its gradients."""
    check_kind("network", network, Network)
    check_kind("trace", trace, Trace)
    if trace.weight_gradients is None:
        raise ValueError("trace holds no gradients yet: complete it with network.backward(trace, y)")
    shapes, wanted = ([weights.shape for weights in one.weights] for one in (trace, network))
    if shapes != wanted:
        raise ValueError(f"trace must come from this network, with weights of shapes {wanted}; its own are {shapes}")


def parameter_gradients(trace: Trace) -> list[np.ndarray]:
    """The gradients of the mean loss in the order of `Network.parameters`."""
    slopes = [gradient for gradient in trace.slope_gradients if gradient is not None]
    return [*trace.weight_gradients, *trace.bias_gradients, *slopes]


def replace_parameters(network: Network, parameters: list[np.ndarray]) -> None:
    """Give the network new arrays, in the order of `Network.parameters`; the old ones stay as they were."""
    layers, supply = len(network.weights), iter(parameters)
    network.weights = [next(supply) for _ in range(layers)]
    network.biases = [next(supply) for _ in range(layers)]
    network.slopes = [None if slope is None else next(supply) for slope in network.slopes]


def clipped(gradients: list[np.ndarray], norm: float, replicas: int = 1) -> list[np.ndarray]:
    """The gradients, scaled down together so that their common length is at most `norm`, each replica by itself."""
    rows = [gradient.reshape(replicas, -1) for gradient in gradients]
    length = np.sqrt(sum(np.square(row).sum(axis=1) for row in rows))
    # 1e-6 as in torch.nn.utils.clip_grad_norm_.
    share = np.minimum(1, norm / (length + 1e-6))[:, None]
    return [(row * share).reshape(gradient.shape) for row, gradient in zip(rows, gradients)]
