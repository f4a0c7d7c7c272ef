"""Training must follow PyTorch's loss curve step by step: same start, same batches, same rule."""

import numpy as np
import pytest

from helpers.datasets import DATASETS
from helpers.network import Network
from helpers.optimizers import OPTIMIZERS, SGD, Adam, Momentum, clipped, update

STEPS, BATCH = 200, 32
TORCH_OPTIMIZERS = {
    "SGD": lambda torch, groups, rate: torch.optim.SGD(groups, lr=rate),
    "momentum": lambda torch, groups, rate: torch.optim.SGD(groups, lr=rate, momentum=0.9),
    "Adam": lambda torch, groups, rate: torch.optim.Adam(groups, lr=rate),
}
RATES = {"SGD": 0.1, "momentum": 0.02, "Adam": 0.003}


@pytest.fixture(scope="module")
def digits():
    return DATASETS["digits"].load()


def batches():
    rng = np.random.default_rng(7)
    return [rng.integers(0, 1400, BATCH) for _ in range(STEPS)]


def rate_at(step, rate):
    """The learning rate is turned down half way, as a reader may do with a slider."""
    return rate if step < STEPS // 2 else rate / 3


def small_network(activation="ReLU", **options):
    return Network([64, 24, 16, 10], activation, dtype=np.float64, seed=3, **options)


def our_losses(split, optimizer, activation="ReLU", l1=0.0, **update_options):
    network, rule, losses = small_network(activation), OPTIMIZERS[optimizer](), []
    for step, rows in enumerate(batches()):
        trace = network.backward(network.forward(split.train_inputs[rows]), split.train_targets[rows], l1)
        losses.append(float(trace.loss))
        update(network, trace, rule, rate_at(step, RATES[optimizer]), **update_options)
    return losses


def torch_losses(split, optimizer, activation="ReLU", l1=0.0, weight_decay=0.0, clip_norm=None):
    torch = pytest.importorskip("torch")
    network = small_network(activation)
    weights, biases = (
        [torch.tensor(p, requires_grad=True) for p in part] for part in (network.weights, network.biases)
    )
    slopes = [torch.full((1,), 0.25, dtype=torch.float64, requires_grad=True) for _ in network.functions]
    groups = [{"params": weights, "weight_decay": weight_decay}, {"params": [*biases, *slopes], "weight_decay": 0.0}]
    rule, losses = TORCH_OPTIMIZERS[optimizer](torch, groups, RATES[optimizer]), []
    for step, rows in enumerate(batches()):
        for group in rule.param_groups:
            group["lr"] = rate_at(step, RATES[optimizer])
        signal, penalty = torch.tensor(split.train_inputs[rows], dtype=torch.float64), 0.0
        for layer, slope in enumerate(slopes):
            z = signal @ weights[layer] + biases[layer]
            signal = torch.relu(z) if activation == "ReLU" else torch.nn.functional.prelu(z, slope)
            penalty = penalty + l1 * signal.abs().sum(dim=1).mean()
        logits = signal @ weights[-1] + biases[-1]
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor(split.train_targets[rows])) + penalty
        rule.zero_grad()
        loss.backward()
        if clip_norm is not None:
            torch.nn.utils.clip_grad_norm_([*weights, *biases, *slopes], clip_norm)
        rule.step()
        losses.append(loss.item())
    return losses


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
@pytest.mark.parametrize(
    "options",
    [{}, {"weight_decay": 0.01}, {"clip_norm": 0.5}, {"l1": 0.001}, {"activation": "PReLU", "weight_decay": 0.01}],
    ids=["plain", "weight decay", "clipping", "L1", "PReLU slopes"],
)
def test_two_hundred_steps_follow_the_loss_curve_of_pytorch(digits, optimizer, options):
    ours, theirs = our_losses(digits, optimizer, **options), torch_losses(digits, optimizer, **options)
    assert np.abs(np.subtract(ours, theirs)).max() < 1e-8
    assert ours[-1] < 0.8 * ours[0]


def test_every_optimizer_of_the_menu_has_a_referee():
    assert set(OPTIMIZERS) == set(TORCH_OPTIMIZERS)


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
def test_a_stack_trains_each_replica_as_if_it_were_alone(digits, optimizer):
    x, y = digits.train_inputs[:BATCH], digits.train_targets[:BATCH]
    options = {"learning_rate": RATES[optimizer], "weight_decay": 0.01, "clip_norm": 0.5}

    def trained(network):
        rule = OPTIMIZERS[optimizer]()
        for _ in range(20):
            update(network, network.backward(network.forward(x), y), rule, **options)
        return network.weights[0]

    stack = trained(Network([64, 24, 16, 10], "PReLU", dtype=np.float64, seed=3, replicas=3))
    single = trained(Network([64, 24, 16, 10], "PReLU", dtype=np.float64, seed=5))
    np.testing.assert_allclose(stack[2], single, rtol=1e-10)


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
def test_parameters_are_replaced_and_never_written_into(digits, optimizer):
    network = small_network("PReLU")
    before = network.parameters
    kept = [parameter.copy() for parameter in before]
    trace = network.backward(network.forward(digits.train_inputs), digits.train_targets)
    update(network, trace, OPTIMIZERS[optimizer](), 0.1, weight_decay=0.1, clip_norm=1.0)
    assert all(np.array_equal(old, copy) for old, copy in zip(before, kept))
    assert all(not np.array_equal(old, new) for old, new in zip(before, network.parameters))


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
def test_float32_networks_stay_float32(digits, optimizer):
    network = Network([64, 24, 10], "PReLU")
    trace = network.backward(network.forward(digits.train_inputs), digits.train_targets)
    update(network, trace, OPTIMIZERS[optimizer](), np.float64(0.1), weight_decay=np.float64(0.1), clip_norm=1.0)
    assert {parameter.dtype for parameter in network.parameters} == {np.dtype(np.float32)}


def test_weight_decay_pulls_weights_and_nothing_else(digits):
    network = small_network("PReLU", bias=0.3)
    trace = network.backward(network.forward(digits.train_inputs), digits.train_targets)
    for gradients in (trace.weight_gradients, trace.bias_gradients, trace.slope_gradients):
        gradients[:] = [np.zeros_like(gradient) for gradient in gradients]
    weights, biases, slopes = network.weights, network.biases, network.slopes
    update(network, trace, OPTIMIZERS["SGD"](), 0.1, weight_decay=0.5)
    np.testing.assert_allclose(network.weights[0], weights[0] * 0.95)
    assert all(np.array_equal(*pair) for pair in zip(biases + slopes, network.biases + network.slopes))


def test_clipping_shortens_long_gradients_and_leaves_short_ones():
    gradients = [np.array([[[3.0]], [[0.3]]]), np.array([[4.0], [0.4]])]  # lengths 5 and 0.5 in a stack of two
    weights, biases = clipped(gradients, 1.0, replicas=2)
    np.testing.assert_allclose(weights.ravel(), [0.6, 0.3], rtol=1e-5)
    np.testing.assert_allclose(biases.ravel(), [0.8, 0.4], rtol=1e-5)


@pytest.mark.parametrize(
    "rule", [lambda number: SGD(), lambda number: Momentum(number), lambda number: Adam(number, number)]
)
def test_a_number_from_an_array_does_not_change_the_precision(rule, digits):
    network = Network([64, 8, 10])
    trace = network.backward(network.forward(digits.train_inputs[:8]), digits.train_targets[:8])
    half = np.float64(0.5)
    update(network, trace, rule(half), half, weight_decay=half, clip_norm=half)
    assert {parameter.dtype for parameter in network.parameters} == {np.dtype(np.float32)}
