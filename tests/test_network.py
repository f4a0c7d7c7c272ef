"""A network is the chain of layers its docstring says, alone or in a stack, and what flowed through it is all in the Trace."""

import numpy as np
import pytest

from helpers.activations import ACTIVATIONS, Activation
from helpers.initializers import INITIALIZERS
from helpers.network import Network

X = np.random.default_rng(0).standard_normal((6, 4))
LABELS = np.array([0, 1, 2, 0, 1, 2])


def same(one, other):
    assert len(one) == len(other)
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a, b)


# ---- Seeds


@pytest.mark.parametrize("init", INITIALIZERS)
def test_the_same_settings_give_the_same_network(init):
    one, again, other = (Network([4, 5, 5, 3], "tanh", init, seed=seed) for seed in (7, 7, 8))
    same(one.parameters, again.parameters)
    assert init == "zeros" or any((a != b).any() for a, b in zip(one.weights, other.weights, strict=True))


@pytest.mark.parametrize("init", INITIALIZERS)
def test_a_deeper_network_contains_the_shallower_one(init):
    shallow, deep = (Network([4, *[5] * depth, 3], "ReLU", init, seed=3) for depth in (2, 6))
    same(shallow.weights[:2], deep.weights[:2])
    if init != "LSUV":  # its output layer is fitted to what arrives there
        same(shallow.weights[-1:], deep.weights[-1:])


@pytest.mark.parametrize("init", INITIALIZERS)
@pytest.mark.parametrize("activation", ["ReLU", "PReLU", ["tanh", "abs"]], ids=str)
def test_replica_r_is_the_single_network_of_seed_plus_r(init, activation):
    stack = Network([4, 5, 5, 3], activation, init, seed=2, replicas=3, bias=0.1)
    trace = stack.backward(stack.forward(X), LABELS, l1=0.01)
    for replica in range(3):
        single = Network([4, 5, 5, 3], activation, init, seed=2 + replica, bias=0.1)
        same([weights[replica] for weights in stack.weights], single.weights)
        alone = single.backward(single.forward(X), LABELS, l1=0.01)
        assert trace.loss[replica] == pytest.approx(float(alone.loss), rel=1e-5)
        for ours, theirs in zip(
            [*trace.activations, *trace.deltas, *trace.weight_gradients, *trace.bias_gradients],
            [*alone.activations, *alone.deltas, *alone.weight_gradients, *alone.bias_gradients],
            strict=True,
        ):
            np.testing.assert_allclose(ours[replica], theirs, rtol=1e-4, atol=1e-6)
        for ours, theirs in zip(trace.slope_gradients, alone.slope_gradients, strict=True):
            assert (ours is None) == (theirs is None)
            if ours is not None:
                np.testing.assert_allclose(ours[replica], theirs, rtol=1e-4, atol=1e-6)


def test_every_replica_may_see_inputs_of_its_own():
    stack, inputs = Network([4, 5, 3], replicas=2), np.stack([X, -X])
    outputs = stack.forward(inputs).output
    for replica in range(2):
        np.testing.assert_allclose(
            outputs[replica], Network([4, 5, 3], seed=replica).forward(inputs[replica]).output, rtol=1e-5
        )


# ---- Forward and backward


def test_forward_by_hand():
    network = Network([4, 5, 3], "tanh", bias=0.3, dtype=float)
    trace = network.forward(X)
    hidden = np.tanh(X @ network.weights[0] + 0.3)
    np.testing.assert_allclose(trace.activations[0], hidden, rtol=1e-12)
    np.testing.assert_allclose(trace.output, hidden @ network.weights[1], rtol=1e-12)
    np.testing.assert_allclose(trace.derivatives[0], 1 - hidden**2, rtol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_shapes_and_precision_of_the_trace(activation, dtype):
    network = Network([4, 5, 6, 3], activation, dtype=dtype)
    trace = network.backward(network.forward(X), LABELS)
    assert trace.depth == 2 and trace.output is trace.activations[-1]
    assert [z.shape for z in trace.pre_activations] == [a.shape for a in trace.activations] == [(6, 5), (6, 6), (6, 3)]
    assert [delta.shape for delta in trace.deltas] == [(6, 5), (6, 6), (6, 3)]
    assert [slope.shape for slope in trace.derivatives] == [(6, 5), (6, 6)]
    assert [gradient.shape for gradient in trace.weight_gradients] == [(4, 5), (5, 6), (6, 3)]
    assert [gradient.shape for gradient in trace.bias_gradients] == [(5,), (6,), (3,)]
    for array in (
        *trace.pre_activations,
        *trace.activations,
        *trace.deltas,
        *trace.weight_gradients,
        *trace.bias_gradients,
    ):
        assert array.dtype == dtype


def test_targets_of_another_precision_do_not_change_the_networks():
    network = Network([4, 5, 3])
    trace = network.backward(network.forward(X), np.ones((6, 3)))
    assert {array.dtype for array in (*trace.deltas, *trace.weight_gradients, trace.loss)} == {np.dtype(np.float32)}


def test_deltas_do_not_depend_on_the_batch_and_gradients_are_its_mean():
    network = Network([4, 5, 3], "tanh", dtype=float)
    whole = network.backward(network.forward(X), LABELS)
    parts = [network.backward(network.forward(X[[i]]), LABELS[[i]]) for i in range(6)]
    np.testing.assert_allclose(whole.deltas[0], np.concatenate([part.deltas[0] for part in parts]), rtol=1e-12)
    np.testing.assert_allclose(
        whole.weight_gradients[0], np.mean([part.weight_gradients[0] for part in parts], axis=0), rtol=1e-10
    )
    assert whole.loss == pytest.approx(np.mean([part.loss for part in parts]))


def test_a_trace_keeps_what_flowed_when_the_network_moves_on():
    """Nothing is remembered between calls: a later pass, or a step of training, leaves an earlier Trace alone."""
    network = Network([4, 5, 3], "PReLU")
    trace = network.backward(network.forward(X), LABELS)
    kept = [array.copy() for array in (*trace.activations, *trace.deltas, *trace.weights, *trace.derivatives)]
    network.weights = [weights + 1 for weights in network.weights]
    network.backward(network.forward(-X), LABELS)
    same([*trace.activations, *trace.deltas, *trace.weights, *trace.derivatives], kept)


def test_backward_twice_is_backward_once():
    network = Network([4, 5, 5, 3], "tanh")
    trace = network.forward(X)
    first = [delta.copy() for delta in network.backward(trace, LABELS).deltas]
    same(network.backward(trace, LABELS).deltas, first)


def test_inputs_are_left_alone():
    before = X.copy()
    network = Network([4, 5, 3], "abs", dtype=float)
    network.backward(network.forward(X), LABELS)
    np.testing.assert_array_equal(X, before)


def test_a_network_without_hidden_layers_is_a_linear_map():
    network = Network([4, 3], dtype=float)
    trace = network.backward(network.forward(X), LABELS)
    np.testing.assert_allclose(trace.output, X @ network.weights[0], rtol=1e-12)
    assert trace.depth == 0 and len(trace.deltas) == 1


def test_a_diverging_network_comes_back_with_inf_and_without_a_warning():
    network = Network([4, 5, 5, 3], "ReLU", weight_scale=1e30)
    trace = network.backward(network.forward(X), LABELS)
    assert not np.isfinite(trace.output).all()


# ---- Which activation goes where


def test_a_list_mixes_and_a_tuple_goes_layer_by_layer():
    mixed = Network([4, 6, 6, 3], ["ReLU", "tanh"])
    layered = Network([4, 6, 6, 3], ("ReLU", "tanh"))
    nested = Network([4, 6, 6, 3], ["ReLU", ["ReLU", "tanh"]])
    assert [function.name for function in mixed.functions] == ["ReLU + tanh"] * 2
    assert [function.name for function in layered.functions] == ["ReLU", "tanh"]
    assert [function.name for function in nested.functions] == ["ReLU", "ReLU + tanh"]
    assert (layered.forward(X).activations[0] >= 0).all() and (layered.forward(X).activations[1] < 0).any()
    halves = mixed.forward(X).activations[0]
    assert (halves[:, :3] >= 0).all() and (halves[:, 3:] < 0).any()


def test_a_learners_own_activation_needs_no_menu():
    cube = Activation("cube", lambda z: z**3, lambda z: 3 * z**2)
    network = Network([4, 5, 3], cube, dtype=float)
    np.testing.assert_allclose(network.forward(X).activations[0], (X @ network.weights[0]) ** 3)


def test_learned_slopes_start_at_a_quarter_and_take_part():
    network = Network([4, 5, 3], "PReLU", dtype=float)
    assert network.slopes[0].item() == 0.25 and len(network.parameters) == 5
    network.slopes = [np.full((1, 1), 0.5)]
    z = X @ network.weights[0]
    np.testing.assert_allclose(network.forward(X).activations[0], np.where(z > 0, z, 0.5 * z))


def test_its_name_says_what_it_is():
    assert repr(Network([4, 5, 3])) == "Network(4-5-3, ReLU)"
    assert repr(Network([4, 5, 6, 3], ("tanh", "ReLU"), replicas=2)) == "Network(4-5-6-3, tanh, ReLU, stack of 2)"
