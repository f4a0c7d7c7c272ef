"""The whole network, forward and backward, against PyTorch in float64: nothing of ours is used but the initial weights."""

from dataclasses import replace

import numpy as np
import pytest

from helpers.activations import ACTIVATIONS
from helpers.network import Network

torch = pytest.importorskip("torch")
F = torch.nn.functional

TORCH = {
    "linear": lambda z, slope: z,
    "sigmoid": lambda z, slope: torch.sigmoid(z),
    "tanh": lambda z, slope: torch.tanh(z),
    "ReLU": lambda z, slope: F.relu(z),
    "leaky ReLU": lambda z, slope: F.leaky_relu(z, 0.01),
    "PReLU": lambda z, slope: F.prelu(z, slope.reshape(1)),
    "ELU": lambda z, slope: F.elu(z),
    "SELU": lambda z, slope: F.selu(z),
    "softplus": lambda z, slope: F.softplus(z, threshold=1000),
    "GELU": lambda z, slope: F.gelu(z),
    "SiLU": lambda z, slope: F.silu(z),
    "abs": lambda z, slope: torch.abs(z),
    "NecroReLU": lambda z, slope: F.leaky_relu(z, 0.1) + (F.relu(z) - F.leaky_relu(z, 0.1)).detach(),
}
everything = pytest.mark.parametrize(
    "name", ACTIVATIONS, ids=lambda name: name if name in TORCH else f"{name}, which PyTorch does not have"
)
MIXTURES = {
    "mixed in each layer": ["tanh", "PReLU", "GELU"],
    "one a layer": ("ReLU", "PReLU", "softplus"),
    "both": ["sigmoid", ["ReLU", "PReLU"], "ELU"],
}


class OfTheMenu(torch.autograd.Function):
    """An entry that PyTorch does not have, by its own value and derivatives: what is left to PyTorch is the network.

    That those derivatives are right is for finite differences to say, in test_activations.py and test_gradients.py.
    """

    @staticmethod
    def forward(context, z, slope, entry):
        context.save_for_backward(z, slope)
        context.entry = entry
        return torch.from_numpy(with_slope(entry, slope).value(z.numpy()))

    @staticmethod
    def backward(context, arriving):
        (z, slope), entry = context.saved_tensors, context.entry
        by_z = arriving * torch.from_numpy(with_slope(entry, slope).derivative(z.numpy()))
        if entry.learned_slope is None:
            return by_z, None, None
        return by_z, (arriving * torch.from_numpy(entry.slope_derivative(z.numpy()))).sum().reshape(slope.shape), None


def with_slope(entry, slope):
    return entry if entry.learned_slope is None else entry.with_slope(slope.numpy())


def counterpart(name):
    """What PyTorch has under another name, or the entry itself where it has nothing of the kind."""
    return TORCH.get(name) or (lambda z, slope: OfTheMenu.apply(z, slope, ACTIVATIONS[name]))


def parts_by_layer(activation, depth):
    """Names that share each hidden layer."""
    if isinstance(activation, tuple) or (
        isinstance(activation, list) and any(isinstance(entry, list) for entry in activation)
    ):
        return [entry if isinstance(entry, list) else [entry] for entry in activation]
    return [activation if isinstance(activation, list) else [activation]] * depth


def layer(parts, z, slope):
    groups = torch.tensor_split(z, len(parts), dim=-1)
    return torch.cat([counterpart(name)(group, slope) for name, group in zip(parts, groups, strict=True)], dim=-1)


def torch_gradients(network, activation, x, y, l1):
    """The loss and the gradients by every weight, bias and learned slope."""
    leaves = lambda arrays: [torch.tensor(array, requires_grad=True) for array in arrays]  # noqa: E731
    weights, biases = leaves(network.weights), leaves(network.biases)
    slopes = leaves([np.full((1, 1), 0.25) if slope is None else slope for slope in network.slopes])
    signal, penalty = torch.tensor(x), 0.0
    for parts, matrix, bias, slope in zip(
        parts_by_layer(activation, len(slopes)), weights, biases, slopes, strict=False
    ):
        signal = layer(parts, signal @ matrix + bias, slope)
        penalty = penalty + l1 * signal.abs().sum() / len(x)
    output = signal @ weights[-1] + biases[-1]
    loss = F.cross_entropy(output, torch.tensor(y)) if y.ndim == 1 else F.mse_loss(output, torch.tensor(y))
    loss = loss + penalty
    gradients = torch.autograd.grad(loss, [*weights, *biases, *slopes], allow_unused=True)
    return loss.item(), [None if gradient is None else gradient.numpy() for gradient in gradients]


def assert_pytorch_agrees(activation, depth, l1=0.0, squared=False, **options):
    rng = np.random.default_rng(2)
    x = rng.standard_normal((8, 5))
    y = rng.standard_normal((8, 4)) if squared else rng.integers(4, size=8)
    network = Network([5, *[7] * depth, 4], activation, **options, dtype=float)
    network.biases = [bias + 0.2 * rng.standard_normal(bias.shape) for bias in network.biases]
    trace = network.backward(network.forward(x), y, l1)
    loss, gradients = torch_gradients(network, activation, x, y, l1)
    assert float(trace.loss) == pytest.approx(loss, rel=1e-12)
    ours = [*trace.weight_gradients, *trace.bias_gradients, *trace.slope_gradients]
    for mine, theirs in zip(ours, gradients, strict=True):
        if mine is not None:
            np.testing.assert_allclose(mine, theirs, rtol=0, atol=1e-10 * np.abs(theirs).max())


@pytest.mark.parametrize("depth", [1, 3, 20])
@everything
def test_every_activation_and_depth(name, depth):
    assert_pytorch_agrees(name, depth)
    assert_pytorch_agrees(name, depth, squared=True, init="LeCun")


@pytest.mark.parametrize("depth", [1, 3, 20])
@everything
def test_the_penalty_on_activations(name, depth):
    assert_pytorch_agrees(name, depth, l1=0.01)


@pytest.mark.parametrize("name", TORCH)
def test_an_entry_that_pytorch_does_not_have_would_be_compared_as_well(name, monkeypatch):
    monkeypatch.delitem(TORCH, name)
    assert_pytorch_agrees(name, 3, l1=0.01)


def test_a_network_that_uses_another_derivative_than_the_entrys_is_found_out(monkeypatch):
    tanh = ACTIVATIONS["tanh"]
    network = Network([5, 7, 7, 4], replace(tanh, derivative=lambda z: 1.001 * tanh.derivative(z)), dtype=float)
    monkeypatch.setitem(globals(), "Network", lambda *_, **__: network)
    monkeypatch.delitem(TORCH, "tanh")
    with pytest.raises(AssertionError):
        assert_pytorch_agrees("tanh", 2)


@pytest.mark.parametrize("activation", MIXTURES.values(), ids=MIXTURES)
def test_several_activations_in_one_network(activation):
    assert_pytorch_agrees(activation, 3)
    assert_pytorch_agrees(activation, 3, l1=0.01, squared=True)


def test_pytorchs_own_initialization_has_the_law_of_the_entry_named_after_it():
    """torch.nn.Linear: weights and biases uniform on [-1/sqrt(fan_in), 1/sqrt(fan_in)]."""
    torch.manual_seed(0)
    theirs = torch.nn.Linear(400, 300)
    ours = Network([400, 300, 2], "ReLU", "PyTorch default", seed=0)
    for mine, other in [(ours.weights[0], theirs.weight), (ours.biases[0], theirs.bias)]:
        other = other.detach().numpy()
        quantiles = np.linspace(0, 1, 11)
        np.testing.assert_allclose(np.quantile(mine, quantiles), np.quantile(other, quantiles), atol=0.008)
        assert np.abs(mine).max() <= 1 / 20
