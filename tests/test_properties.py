"""Whatever a reader sets, the numbers are finite or said to be diverged, shares are shares, and nothing warns or hangs.

pyproject.toml makes every warning an error, and tests/conftest.py makes the examples the same in each run.
"""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.activations import ACTIVATIONS
from helpers.datasets import DATASETS
from helpers.experiments import measure_chain, measure_layers, measure_slope
from helpers.initializers import INITIALIZERS
from helpers.losses import loss_and_delta
from helpers.network import Network
from helpers.probes import PROBES
from helpers.theory import born_dead_bounds, fixed_point

SHARES = ("zero_fraction", "saturated_fraction", "dead_fraction")
SIZES = ("gradient_rms", "weight_gradient_rms", "activation_mean", "activation_std")
PREDICTED = ("predicted_gradient_rms", "predicted_activation_std")

names = st.sampled_from([*ACTIVATIONS])
scales = st.one_of(st.sampled_from([0.0, 1.0, -1.0, 1e-6, 1e6, -1e6, 1.5]), st.floats(-1e6, 1e6), st.floats(0.01, 100))
anything = st.fixed_dictionaries({
    "dataset": st.sampled_from([*DATASETS]),
    "depth": st.integers(1, 60),
    "width": st.integers(1, 64),
    "activation": st.one_of(names, st.lists(names, min_size=1, max_size=4)),
    "init": st.sampled_from([*INITIALIZERS]),
    "weight_scale": scales,
    "bias": scales,
    "seed": st.integers(0, 2**64),
    "examples": st.integers(1, 600),
})  # fmt: skip


def same(one, other):
    assert one.keys() == other.keys()
    for key in one:
        np.testing.assert_array_equal(one[key], other[key], err_msg=key)


@settings(max_examples=120)
@given(anything)
@example({"depth": 60, "weight_scale": 1e6})
@example({"depth": 60, "weight_scale": 1e-6, "activation": "sigmoid"})
@example({"depth": 1, "width": 1, "init": "zeros", "examples": 1})
@example({"depth": 6, "width": 64, "weight_scale": 300.0, "activation": "linear", "dataset": "|x|"})
@example({"depth": 60, "bias": -1e6})
@example({"depth": 12, "activation": "SELU", "init": "LSUV", "weight_scale": -1e6, "bias": 1e6})
def test_measure_layers_at_any_setting(asked):
    result = measure_layers(**asked)
    depth = result["depth"]
    for key in (*SIZES, *SHARES, *PREDICTED):
        assert result[key].shape == (depth,), key
    for key in SHARES:
        assert ((result[key] >= 0) & (result[key] <= 1) | np.isnan(result[key])).all(), key
    assert isinstance(result["diverged"], bool)
    if not result["diverged"]:
        for key in (*SIZES, *SHARES):
            assert np.isfinite(result[key]).all(), key
        assert np.isfinite(result["loss"])
    for key in ("gradient_rms", "weight_gradient_rms", "activation_std", *PREDICTED):
        assert not (result[key] < 0).any(), key
    assert (result["zero_fraction"] >= 0).any() or result["diverged"]
    assert all(result[key] == value for key, value in asked.items() if key != "examples")


@settings(max_examples=20)
@given(anything)
def test_the_same_settings_give_the_same_numbers(asked):
    same(measure_layers(**asked), measure_layers(**asked))
    del asked["examples"]
    same(measure_chain(**asked), measure_chain(**asked))


@settings(max_examples=80)
@given(anything)
@example({"depth": 60, "weight_scale": 1e6})
@example({"depth": 60, "init": "zeros"})
def test_measure_chain_at_any_setting(asked):
    result = measure_chain(**asked)
    for key in ("weight_part", "derivative_part", "gradient_rms", "open_path_share"):
        assert result[key].shape == (result["depth"],)
    if not result["diverged"]:
        gradient, output = result["gradient_rms"], result["output_gradient_rms"]
        assert np.isfinite(gradient).all() and np.isfinite(output)
        assert ((result["open_path_share"] >= 0) & (result["open_path_share"] <= 1)).all()
        factors = result["weight_part"] * result["derivative_part"]
        alive = gradient > 1e-30  # below, float32 runs out of digits
        np.testing.assert_allclose((factors * np.append(gradient[1:], output))[alive], gradient[alive], rtol=1e-3)


@settings(max_examples=60)
@given(names, st.floats(-1e30, 1e30))
def test_measure_slope_at_any_point(name, z):
    result = measure_slope(name, z)
    assert np.isfinite(result["value"]) and np.isfinite(result["derivative"])


@settings(max_examples=60)
@given(anything, st.integers(1, 4))
def test_every_probe_of_any_network(asked, replicas):
    """Not the Jacobians and ranks of every one: those are the probes that cost, and they take a smaller net here."""
    depth, width = min(asked["depth"], 8), min(asked["width"], 12)
    split = DATASETS[asked["dataset"]].load()
    widths = [split.train_inputs.shape[1], *[width] * depth, DATASETS[asked["dataset"]].outputs]
    network = Network(
        widths, asked["activation"], asked["init"], weight_scale=asked["weight_scale"], bias=asked["bias"],
        seed=asked["seed"], replicas=replicas, inputs=split.train_inputs[:50],
    )  # fmt: skip
    x, y = split.train_inputs[:40], split.train_targets[:40]
    trace = network.backward(network.forward(x), y)
    labels = np.zeros(40, int) if y.ndim == 2 else y
    for probe in PROBES.values():
        inputs = {"trace": [trace], "before": [trace] * 2, "one": [trace] * 2, "train": [trace, labels] * 2}
        answer = probe.measure(*inputs[probe.reads[0]])
        for numbers in answer if probe.per == "unit" else [answer]:
            assert len(numbers) == replicas
            known = numbers[np.isfinite(numbers)]
            assert (known >= probe.low).all() and (known <= probe.high * (1 + 1e-6)).all(), probe.name


@settings(max_examples=40)
@given(names, st.floats(0, 1e4), st.floats(0, 1e3))
def test_fixed_points_are_found_or_said_to_be_0_or_inf(name, weight_variance, bias_variance):
    q, chi = fixed_point(name, weight_variance, bias_variance)
    assert q >= 0 and chi >= 0 and not np.isnan(chi)
    if 0 < q < np.inf:
        assert q >= bias_variance * (1 - 1e-6)


@given(st.integers(1, 2000), st.integers(2, 5000))
def test_born_dead_bounds_are_always_probabilities(width, depth):
    lower, upper = born_dead_bounds(width, depth)
    assert -1e-12 <= lower <= upper + 1e-12 <= 1 + 2e-12


@settings(max_examples=60)
@given(st.lists(st.floats(-(2.0**100), 2.0**100, width=32), min_size=3, max_size=3), st.integers(0, 2))
def test_the_loss_of_any_logits_is_finite_and_its_delta_sums_to_zero(logits, label):
    loss, delta = loss_and_delta(np.array([logits], np.float32), np.array([label]))
    assert np.isfinite(loss) and loss >= 0
    assert abs(delta.sum()) < 1e-5 and (np.abs(delta) <= 1).all()
