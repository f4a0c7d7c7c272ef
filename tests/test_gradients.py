"""Backpropagation through whole networks gives the gradient of the loss: central differences and HIPS autograd say so.

The cases run over ACTIVATIONS itself, so that a new entry is among them. Weights are scaled until the gradient neither
vanishes nor explodes: differences of a loss in float64 cannot see a gradient of 1e-12, and a check that sees nothing proves nothing.
"""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from autograd.extend import defvjp, primitive

from helpers.activations import ACTIVATIONS, Activation
from helpers.gradient_check import check_gradient
from helpers.network import Network

DEPTHS = (1, 3, 20)
EXAMPLES, INPUTS, CLASSES = 6, 3, 4
MIXTURES = {
    "mixed in each layer": ["tanh", "PReLU", "GELU"],
    "one a layer": ("ReLU", "PReLU", "softplus"),
    "both": ["sigmoid", ["ReLU", "PReLU"], "ELU"],
}


def batch(kind="labels"):
    generator = np.random.default_rng(1)
    x = generator.standard_normal((EXAMPLES, INPUTS))
    return x, generator.integers(CLASSES, size=EXAMPLES) if kind == "labels" else generator.standard_normal(
        (EXAMPLES, CLASSES)
    )


def living_network(activation, depth, seed=0):
    """A float64 network with random biases, scaled so that the gradient is of one size from end to end."""

    def build(scale):
        network = Network([INPUTS, *[5] * depth, CLASSES], activation, "He", weight_scale=scale, seed=seed, dtype=float)
        generator = np.random.default_rng(seed)
        network.biases = [0.3 * generator.standard_normal(bias.shape) for bias in network.biases]
        return network

    def farthest_from_a_tenth(network):
        trace = network.backward(network.forward(batch()[0]), batch()[1])
        return max(abs(np.log10(np.abs(gradient).max() + 1e-99) + 1) for gradient in trace.weight_gradients)

    return min((build(scale) for scale in (0.5, 0.7, 0.85, 1, 1.2, 1.4, 2, 2.8, 4, 5.6, 8)), key=farthest_from_a_tenth)


# ---- Central differences


def assert_gradient_is_right(network, kind="labels", l1=0.0, entries=12):
    result = check_gradient(network, *batch(kind), l1=l1, entries=entries)
    assert not result.unseen, "a gradient too small to be checked: choose other weights"
    assert result.worst < 1e-7 and result.agrees, str(result)


true_derivatives = [name for name, entry in ACTIVATIONS.items() if not entry.surrogate]
"""NecroReLU is left to the test that expects it to fail."""


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", true_derivatives)
def test_central_differences_for_every_activation_and_depth(name, depth):
    assert_gradient_is_right(living_network(name, depth), entries=12 if depth < 20 else 4)


@pytest.mark.parametrize("name", true_derivatives)
def test_central_differences_with_the_penalty_on_activations(name):
    assert_gradient_is_right(living_network(name, 3), l1=0.1)


@pytest.mark.parametrize("name", true_derivatives)
def test_central_differences_with_the_squared_error(name):
    assert_gradient_is_right(living_network(name, 3), kind="values")


@pytest.mark.parametrize("activation", MIXTURES.values(), ids=MIXTURES)
def test_central_differences_for_several_activations_in_one_network(activation):
    assert_gradient_is_right(living_network(activation, 3), l1=0.1)


def test_the_check_fails_for_necro_relu_and_says_why():
    result = check_gradient(living_network("NecroReLU", 3), *batch())
    assert result.worst > 0.01 and not result.agrees
    assert "does not agree" in str(result) and "NecroReLU" in str(result) and "surrogate" in str(result)


def test_the_check_says_when_the_loss_has_two_slopes():
    network = Network([INPUTS, 4, CLASSES], "ReLU", "zeros", bias=0.0)
    network.weights[1] = np.ones_like(network.weights[1]) * [1, 2, 3, 4]
    result = check_gradient(network, *batch())
    assert not result.agrees and "exactly 0" in str(result)


def test_the_check_says_which_gradients_no_difference_can_see():
    network = Network([INPUTS, *[5] * 20, CLASSES], "sigmoid", "LeCun")
    result = check_gradient(network, *batch(), entries=2)
    assert result.agrees and "weights of layer 1" in result.unseen and "Too small to be seen" in str(result)


def test_the_check_works_on_single_precision_networks_and_leaves_them_alone():
    network = Network([INPUTS, 5, 5, CLASSES], "PReLU")
    before = [parameter.copy() for parameter in network.parameters]
    assert check_gradient(network, *batch(), l1=0.01).worst < 1e-7
    for was, now in zip(before, network.parameters, strict=True):
        assert now.dtype == np.float32
        np.testing.assert_array_equal(now, was)


@pytest.mark.parametrize("wrong", [1.001, -1.0, 0.0])
def test_the_check_sees_a_derivative_that_is_off_by_a_thousandth(wrong):
    tanh = ACTIVATIONS["tanh"]
    entry = Activation("mine", tanh.value, lambda z: wrong * tanh.derivative(z))
    assert not check_gradient(living_network(entry, 3), *batch()).agrees


# ---- HIPS autograd: a second route through the whole network, for any entry


def autograd_activation(function: Activation):
    """An activation as autograd sees it: its value, and its derivatives by z and by its learned slope."""
    if function.slope_derivative:

        @primitive
        def value(z, slope):
            return function.with_slope(slope).value(z)

        by_z = lambda ans, z, slope: lambda g: g * function.with_slope(slope).derivative(z)  # noqa: E731
        by_slope = lambda ans, z, slope: lambda g: (g * function.slope_derivative(z)).sum(keepdims=True)  # noqa: E731
        defvjp(value, by_z, by_slope)
        return value
    value = primitive(lambda z, slope: function.value(z))
    defvjp(value, lambda ans, z, slope: lambda g: g * function.derivative(z), None)
    return value


def autograd_loss(network, x, y, l1):
    """The loss as a function of (weights, biases, slopes), written out anew."""
    functions = [autograd_activation(function) for function in network.functions]

    def loss(weights, biases, slopes):
        signal, penalty = x, 0.0
        for function, matrix, bias, slope in zip(functions, weights, biases, slopes):
            signal = function(anp.dot(signal, matrix) + bias, slope)
            penalty = penalty + l1 * anp.sum(anp.abs(signal)) / len(x)
        output = anp.dot(signal, weights[-1]) + biases[-1]
        if y.ndim == 2:
            return anp.mean((output - y) ** 2) + penalty
        largest = anp.max(output, axis=1, keepdims=True)
        log_total = largest[:, 0] + anp.log(anp.sum(anp.exp(output - largest), axis=1))
        return anp.mean(log_total - output[anp.arange(len(y)), y]) + penalty

    return loss


def assert_autograd_agrees(network, kind="labels", l1=0.0, rtol=1e-10):
    x, y = batch(kind)
    trace = network.backward(network.forward(x), y, l1)
    slopes = [np.zeros((1, 1)) if slope is None else slope for slope in network.slopes]
    theirs = autograd.value_and_grad(lambda parts: autograd_loss(network, x, y, l1)(*parts))
    loss, (weights, biases, slopes) = theirs((list(network.weights), list(network.biases), slopes))
    assert float(trace.loss) == pytest.approx(float(loss), rel=1e-12)
    ours = [*trace.weight_gradients, *trace.bias_gradients, *trace.slope_gradients]
    for mine, other in zip(ours, [*weights, *biases, *slopes], strict=True):
        if mine is not None:
            np.testing.assert_allclose(mine, other, rtol=rtol, atol=rtol * np.abs(other).max())


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_autograd_for_every_activation_and_depth(name, depth):
    assert_autograd_agrees(living_network(name, depth), l1=0.05)
    assert_autograd_agrees(living_network(name, depth), kind="values")


@pytest.mark.parametrize("activation", MIXTURES.values(), ids=MIXTURES)
def test_autograd_for_several_activations_in_one_network(activation):
    assert_autograd_agrees(living_network(activation, 3), l1=0.05)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_autograd_agrees_on_a_gradient_that_has_vanished(name):
    """Differences cannot follow it here, but relative accuracy is kept all the way down."""
    assert_autograd_agrees(Network([INPUTS, *[5] * 20, CLASSES], name, "LeCun", weight_scale=0.5, dtype=float))


# ---- The recurrence itself (Rumelhart, Hinton & Williams 1986)


def test_the_derivative_belongs_outside_the_product_with_the_weights():
    """FACTS 11: delta_l = (delta_(l+1) @ W.T) * f'(z_l). With f' inside, on square layers where shapes allow it, it is wrong."""
    network = living_network("tanh", 3)
    trace = network.backward(network.forward(batch()[0]), batch()[1])
    for layer in range(1, 3):
        following, matrix = trace.deltas[layer], network.weights[layer]
        right = (following @ matrix.T) * trace.derivatives[layer - 1]
        inside = (following * trace.derivatives[layer]) @ matrix.T
        np.testing.assert_allclose(trace.deltas[layer - 1], right, rtol=1e-12)
        assert np.abs(inside - right).max() / np.abs(right).max() > 1e-2


def test_a_small_tanh_network_of_the_papers_size():
    """FACTS 11: 3-4-2, central differences with step 1e-5, relative error below 1e-7."""
    x = np.random.default_rng(0).standard_normal((5, 3))
    assert (
        check_gradient(Network([3, 4, 2], "tanh", dtype=float), x, np.array([0, 1, 1, 0, 1]), entries=99).worst < 1e-7
    )


def test_an_activations_derivative_from_its_own_output():
    """FACTS 11: tanh' = 1 - h^2, sigmoid' = h (1 - h), softplus' = 1 - e^-h, ELU' = h + 1 below zero, ReLU' = [h > 0]."""
    z = np.linspace(-3, 3, 100)
    h = {name: ACTIVATIONS[name].value(z) for name in ACTIVATIONS}
    slope = {name: ACTIVATIONS[name].derivative(z) for name in ACTIVATIONS}
    np.testing.assert_allclose(slope["tanh"], 1 - h["tanh"] ** 2, rtol=1e-10)
    np.testing.assert_allclose(slope["sigmoid"], h["sigmoid"] * (1 - h["sigmoid"]), rtol=1e-10)
    np.testing.assert_allclose(slope["softplus"], 1 - np.exp(-h["softplus"]), rtol=1e-10)
    np.testing.assert_allclose(slope["ELU"], np.where(z < 0, h["ELU"] + 1, 1), rtol=1e-10)
    np.testing.assert_array_equal(slope["ReLU"], h["ReLU"] > 0)


def test_a_network_that_has_diverged_has_no_gradient_to_check():
    network = Network([INPUTS, 5, CLASSES])
    network.weights[0][:] = np.nan
    with pytest.raises(ValueError, match="the loss on this batch is nan: the network has diverged"):
        check_gradient(network, *batch())
