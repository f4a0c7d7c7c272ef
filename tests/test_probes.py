"""Probes read what is there: hand-made Traces, whose answer can be worked out on paper, and a second route in plain NumPy."""

import numpy as np
import pytest

from helpers import probes
from helpers.activations import ACTIVATIONS, Activation, mixture
from helpers.network import Network, Trace
from helpers.probes import PROBES

NAN, INF = np.nan, np.inf


def trace_of(z, activation="ReLU", dtype=np.float64):
    """A Trace of one hidden layer whose pre-activations, (examples, units), are given; no network is involved."""
    z = np.array(z, dtype)
    function = ACTIVATIONS[activation] if isinstance(activation, str) else activation
    with np.errstate(all="ignore"):
        a = function.value(z)
    output = np.zeros((*z.shape[:-1], 1))
    return Trace(
        inputs=np.zeros((*z.shape[:-1], 2)), functions=[function], pre_activations=[z, output], activations=[a, output]
    )


def only(values):
    (value,) = np.asarray(values)
    return value


# ---- Inactive, silent, dead and diverged are four things

TRIPTYCH = [[1, -1, -1], [1, 1, -1]]  # unit 1 always active, unit 2 inactive on one example, unit 3 on both


def test_inactive_is_not_silent_and_silent_relu_units_are_dead():
    trace = trace_of(TRIPTYCH)
    assert only(probes.zero_fraction(trace)) == 0.5  # 3 of 6 activations
    assert probes.active_share(trace)[0].tolist() == [1, 0.5, 0]
    assert probes.silent_mask(trace)[0].tolist() == [False, False, True]
    assert probes.dead_mask(trace)[0].tolist() == [False, False, True]
    assert only(probes.silent_fraction(trace)) == only(probes.dead_fraction(trace)) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "name", ["linear", "sigmoid", "tanh", "leaky ReLU", "PReLU", "ELU", "SELU", "softplus", "GELU", "SiLU"]
)
def test_nothing_is_dead_where_the_derivative_is_never_exactly_zero(name):
    trace = trace_of([[1, -1, -9], [1, 1, -8]], name)
    assert only(probes.dead_fraction(trace)) == 0
    assert only(probes.zero_fraction(trace)) == 0 and only(probes.silent_fraction(trace)) == 0
    assert probes.active_share(trace)[0].tolist() == [1, 1, 1]
    assert probes.positive_share(trace)[0].tolist() == [1, 0.5, 0]


def test_necro_relu_units_may_be_silent_but_not_dead():
    trace = trace_of(TRIPTYCH, "NecroReLU")
    assert only(probes.zero_fraction(trace)) == 0.5 and only(probes.silent_fraction(trace)) == pytest.approx(1 / 3)
    assert only(probes.dead_fraction(trace)) == 0 and not probes.dead_mask(trace)[0].any()


def test_a_unit_dead_on_the_batch_is_alive_if_one_training_example_moves_it():
    batch, training_set = [[-1.0], [-2.0]], [[-1.0], [-2.0], [0.1]]
    assert only(probes.dead_fraction(trace_of(batch))) == 1
    assert only(probes.dead_fraction(trace_of(training_set))) == 0


def test_abs_at_zero_is_inactive_but_dead_only_if_it_stays_there():
    """|z| has no derivative at 0, taken as 0 there: one example elsewhere moves the unit."""
    at_zero_once = trace_of([[0.0, 0.0], [2.0, 0.0]], "abs")
    assert probes.active_share(at_zero_once)[0].tolist() == [0.5, 0]
    assert probes.dead_mask(at_zero_once)[0].tolist() == [False, True]


def test_tanh_and_linear_may_be_zero_without_being_dead():
    for name in ("tanh", "linear", "GELU", "SiLU", "ELU"):
        trace = trace_of([[0.0], [0.0]], name)
        assert only(probes.silent_fraction(trace)) == 1 and only(probes.dead_fraction(trace)) == 0


def test_a_saturated_sigmoid_in_float32_is_not_dead():
    """h (1 - h) rounds to 0 from z = 17 on; the derivative itself, 4e-8, does not."""
    trace = trace_of([[17.0, 0.0], [30.0, 0.0]], "sigmoid", np.float32)
    assert only(probes.saturated_fraction(trace)) == 0.5
    assert only(probes.dead_fraction(trace)) == 0


def test_a_sigmoid_so_far_out_that_its_derivative_underflows_is_dead():
    """Below 1e-45 there is no float32: nothing moves the unit, whatever the formula says."""
    assert only(probes.dead_fraction(trace_of([[200.0], [-300.0]], "sigmoid", np.float32))) == 1


def test_saturation_is_relative_to_the_activations_own_largest_derivative():
    z = [[0.0, 4.0], [0.0, -4.0]]  # sigmoid'(4) = 0.0177 = 7 % of 1/4, tanh'(4) = 0.0013
    assert only(probes.saturated_fraction(trace_of(z, "sigmoid"))) == 0
    assert only(probes.saturated_fraction(trace_of(z, "tanh"))) == 0.5


def test_a_mixed_layers_units_are_judged_by_their_own_activation():
    mixed = mixture([ACTIVATIONS["sigmoid"], ACTIVATIONS["tanh"], ACTIVATIONS["ReLU"]])
    trace = trace_of([[4.0, 4.0, 4.0], [4.0, 4.0, -4.0]], mixed)
    assert only(probes.saturated_fraction(trace)) == pytest.approx(3 / 6)
    assert only(probes.zero_fraction(trace)) == pytest.approx(1 / 6) and only(probes.dead_fraction(trace)) == 0


SHARES = [
    name for name, probe in PROBES.items() if probe.high == 1 and probe.reads == ("trace",) and probe.per != "unit"
]


@pytest.mark.parametrize("bad", [NAN, INF, -INF])
@pytest.mark.parametrize("name", SHARES)
def test_a_diverged_layer_has_no_share_neither_zero_nor_one(name, bad):
    trace = trace_of([[1.0, bad], [1.0, -1.0]])
    assert probes.diverged(trace)
    assert np.isnan(PROBES[name].measure(trace)).all()


@pytest.mark.parametrize("bad", [NAN, INF, -INF])
def test_a_diverged_unit_is_not_dead_and_its_neighbor_keeps_its_numbers(bad):
    trace = trace_of([[bad, -1.0, 1.0], [bad, -1.0, 1.0]])
    assert probes.dead_mask(trace)[0].tolist() == [False, True, False]
    assert probes.silent_mask(trace)[0].tolist() == [False, True, False]
    np.testing.assert_array_equal(probes.active_share(trace)[0], [NAN, 0, 1])


def test_divergence_that_shows_in_the_output_alone_is_divergence():
    trace = trace_of([[1.0]])
    trace.pre_activations[-1] = np.array([[INF]])
    assert probes.diverged(trace) and only(probes.zero_fraction(trace)) == 0


def test_a_dead_network_has_not_diverged():
    trace = trace_of([[-1.0, -1.0]])
    assert not probes.diverged(trace) and only(probes.dead_fraction(trace)) == 1


def test_a_replica_that_diverged_leaves_the_others_their_numbers():
    z = np.array([TRIPTYCH, np.full((2, 3), NAN)])
    np.testing.assert_array_equal(probes.zero_fraction(trace_of(z)), [[0.5], [NAN]])


# ---- Dormant units


def test_dormant_at_threshold_zero_is_dead_for_relu():
    """FACTS 10c: Sokar et al. 2023's score is zero exactly for the units that are zero on every example."""
    trace = trace_of([[1, 1e-9, -1, 0], [2, -1, -1, -3]])
    assert only(probes.dormant_fraction(trace, threshold=0)) == only(probes.dead_fraction(trace)) == 0.5
    assert only(probes.dormant_fraction(trace)) == 0.75


def test_dormant_is_measured_against_the_layers_average_not_its_loudest_unit():
    """The average is 0.755: 2.5 % of it is 0.0189."""
    assert only(probes.dormant_fraction(trace_of([[1.0, 1.0, 1.0, 0.020]]))) == 0
    assert only(probes.dormant_fraction(trace_of([[1.0, 1.0, 1.0, 0.018]]))) == 0.25


# ---- Sizes


def test_rms_does_not_underflow_in_float32():
    tiny = np.full((3, 4), 1e-30, np.float32)
    assert probes.rms(tiny) == pytest.approx(1e-30, rel=1e-6, abs=0)


def test_rms_is_over_examples_and_units_and_keeps_the_replicas():
    values = np.arange(24.0).reshape(2, 3, 4)
    np.testing.assert_allclose(probes.rms(values), [np.sqrt((part**2).mean()) for part in values])


def test_rms_says_inf_and_nan_without_a_warning():
    assert probes.rms(np.array([[INF]])) == INF and np.isnan(probes.rms(np.array([[NAN]])))


def measured(activation="ReLU", replicas=None, depth=3, **options):
    rng = np.random.default_rng(0)
    network = Network([5, *[7] * depth, 4], activation, replicas=replicas, **options)
    x, y = rng.standard_normal((30, 5)), rng.integers(4, size=30)
    return network.backward(network.forward(x), y), x, y


def test_layer_statistics_by_plain_numpy():
    trace, _, _ = measured("tanh")
    layers = range(trace.depth)
    plain = {
        "gradient_rms": [np.sqrt((trace.deltas[k].astype(float) ** 2).mean()) for k in layers],
        "weight_gradient_rms": [np.sqrt((trace.weight_gradients[k].astype(float) ** 2).mean()) for k in layers],
        "activation_mean": [trace.activations[k].astype(float).mean() for k in layers],
        "activation_std": [trace.activations[k].astype(float).std() for k in layers],
        "pre_activation_rms": [np.sqrt((trace.pre_activations[k].astype(float) ** 2).mean()) for k in layers],
    }
    for name, expected in plain.items():
        # Probes sum in the network's own float32.
        np.testing.assert_allclose(PROBES[name].measure(trace), expected, rtol=1e-6, atol=1e-8)


def test_a_histogram_counts_every_activation_once():
    trace = trace_of([[-9.0, -0.02, 0.0], [0.02, 1.0, 9.0]], "linear")
    (shares,) = probes.activation_histogram(trace)
    assert shares.sum() == pytest.approx(1) and shares.shape == (81,)
    assert shares[0] == shares[-1] == pytest.approx(1 / 6)  # what lies beyond counts in the outer bins
    assert shares[40] == pytest.approx(3 / 6)  # the middle bin holds zero and its neighborhood
    by_numpy = np.histogram([-0.02, 0, 0.02, 1], bins=81, range=(-4, 4))[0]
    np.testing.assert_allclose(shares[1:-1] * 6, by_numpy[1:-1])


def test_update_to_weight_ratio_is_the_learning_rate_times_gradient_over_weight_for_plain_descent():
    before, x, _ = measured()
    network = Network([5, 7, 7, 7, 4], "ReLU")
    network.weights = [
        matrix - 0.1 * gradient for matrix, gradient in zip(before.weights, before.weight_gradients, strict=True)
    ]
    expected = 0.1 * probes.weight_gradient_rms(before) / [probes.rms(matrix) for matrix in before.weights[:3]]
    np.testing.assert_allclose(probes.update_to_weight_ratio(before, network.forward(x)), expected, rtol=1e-4)


# ---- Spectra


def test_a_jacobian_is_what_small_changes_do():
    trace, x, _ = measured("tanh", dtype=float)
    network = Network([5, 7, 7, 7, 4], "tanh", dtype=float)
    for last in (2, 4):  # layer 4 is the output
        matrix = probes.jacobian(trace, 1, last, example=2)
        for unit, row in enumerate(matrix):
            step = 1e-6 * np.eye(5)[unit]
            up, down = (network.forward(x[2:3] + sign * step).activations[last - 1][0] for sign in (1, -1))
            np.testing.assert_allclose(row, (up - down) / 2e-6, atol=1e-8)


def test_a_stretch_is_the_product_of_its_layers():
    trace, _, _ = measured("tanh", dtype=float)
    whole = probes.jacobian(trace, 1, 3)
    np.testing.assert_allclose(whole, probes.jacobian(trace, 1, 1) @ probes.jacobian(trace, 2, 3), rtol=1e-12)
    np.testing.assert_allclose(
        probes.jacobian_singular_values(trace, 2, 3), np.linalg.svd(probes.jacobian(trace, 2, 3))[1], rtol=1e-12
    )


def test_the_singular_values_of_a_linear_layer_are_those_of_its_weights():
    trace, _, _ = measured("linear", dtype=float)
    expected = [np.linalg.svd(matrix)[1].mean() for matrix in trace.weights[:3]]
    np.testing.assert_allclose(probes.mean_singular_value(trace), expected, rtol=1e-12)


@pytest.mark.parametrize("activations, rank", [
    ([[1.0, 0], [0, 1]], 2),
    ([[1.0, 2], [2, 4]], 1),
    ([[0.0, 0], [0, 0]], 0),
    ([[3.0, 0, 0], [0, 3, 0], [0, 0, 3]], 3),
])  # fmt: skip
def test_effective_rank_counts_directions(activations, rank):
    assert only(probes.effective_rank(trace_of(activations, "linear"))) == pytest.approx(rank, abs=1e-6)


def test_effective_rank_lies_between_whole_numbers_when_directions_are_unequal():
    shares = np.array([0.75, 0.25])
    expected = np.exp(-(shares * np.log(shares)).sum())
    assert only(probes.effective_rank(trace_of([[3.0, 0], [0, 1]], "linear"))) == pytest.approx(expected)


# ---- Codes


def test_overlap_of_active_sets():
    one = trace_of([[1, 1, -1], [-1, -1, -1], [1, 1, 1]])
    other = trace_of([[-1, 1, 1], [-1, -1, -1], [1, 1, 1]])
    assert only(probes.active_overlap(one, other)) == pytest.approx((1 / 3 + 1 + 1) / 3)
    assert only(probes.active_overlap(one, one)) == 1


def test_overlap_of_codes_that_share_nothing():
    assert only(probes.active_overlap(trace_of([[1, -1]]), trace_of([[-1, 1]]))) == 0


def test_distinct_codes():
    z = np.where(np.array([[1, 0] * 6, [1, 0] * 6, [0, 1] * 6, [1, 0] * 5 + [0, 0]]), 1.0, -1.0)  # 12 units: two bytes
    assert only(probes.distinct_codes(trace_of(z))) == 3
    assert only(probes.distinct_codes(trace_of(z, "sigmoid"))) == 1


def clouds(rng, distance):
    labels = np.arange(200) % 2
    return rng.standard_normal((200, 3)) + distance * labels[:, None], labels


def test_a_linear_probe_tells_separate_classes_apart_and_mixed_ones_at_chance(rng):
    for distance, low, high in [(6.0, 0.99, 1.0), (0.0, 0.4, 0.6)]:
        (train, labels), (test, test_labels) = clouds(rng, distance), clouds(rng, distance)
        read, judged = (trace_of(points, "linear") for points in (train, test))
        for trace in (read, judged):
            trace.activations[-1] = np.zeros((200, 2))  # two classes
        assert low <= only(probes.linear_probe_accuracy(read, labels, judged, test_labels)) <= high


def test_a_linear_probe_is_a_ridge_regression():
    """Least squares with one more row for each unit, the square root of the penalty, is the same fit by another route."""
    trace, _, y = measured("ReLU", dtype=float)
    accuracies = probes.linear_probe_accuracy(trace, y, trace, y, ridge=0.5)
    for accuracy, features in zip(accuracies, trace.activations[:3], strict=True):
        centered, wanted = features - features.mean(axis=0), np.eye(4)[y]
        strength = np.sqrt(0.5 * np.square(centered).sum() / 7)
        rows = np.vstack([centered, strength * np.eye(7)])
        readout = np.linalg.lstsq(rows, np.vstack([wanted - wanted.mean(axis=0), np.zeros((7, 4))]), rcond=None)[0]
        assert accuracy == ((centered @ readout + wanted.mean(axis=0)).argmax(axis=1) == y).mean()


def test_a_linear_probe_of_a_dead_layer_answers_the_commonest_class():
    trace = trace_of([[-1.0]] * 5)
    trace.activations[-1] = np.zeros((5, 2))
    assert only(probes.linear_probe_accuracy(trace, [1, 1, 1, 0, 0], trace, [1, 1, 1, 1, 0])) == 0.8


# ---- The menu


def inputs_of(probe, trace, labels):
    return {"trace": [trace], "before": [trace] * 2, "one": [trace] * 2, "train": [trace, labels] * 2}[probe.reads[0]]


def test_every_probe_says_what_it_means_in_one_sentence():
    for name, probe in PROBES.items():
        assert probe.name == name and getattr(probes, name) is probe.measure
        assert probe.meaning.endswith(".") and 5 < len(probe.meaning.split()) < 30
        assert probe.unit and probe.low < probe.high


@pytest.mark.parametrize("activation", [*ACTIVATIONS, ["ReLU", "PReLU", "sigmoid"]], ids=str)
@pytest.mark.parametrize("name", PROBES)
def test_every_probe_keeps_to_its_range_and_a_stack_to_its_single_networks(name, activation):
    probe = PROBES[name]
    stack, _, labels = measured(activation, replicas=3)
    together = probe.measure(*inputs_of(probe, stack, labels))
    for replica in range(3):
        single = probe.measure(*inputs_of(probe, measured(activation, seed=replica)[0], labels))
        if probe.per == "direction":
            assert single.shape == (5,) and (np.diff(single) <= 0).all()
            together_here = together[replica]
        elif probe.per == "unit":
            assert [values.shape for values in single] == [(7,)] * 3
            together_here, single = [values[replica] for values in together], np.array(single)
        else:
            assert single.shape[0] == 3
            together_here = together[replica]
        assert (single >= probe.low).all() and (single <= probe.high * (1 + 1e-12)).all()
        np.testing.assert_allclose(together_here, single, rtol=2e-4, atol=1e-6)


@pytest.mark.parametrize("name", PROBES)
def test_no_probe_changes_the_trace(name):
    trace, _, labels = measured("PReLU")
    before = [z.copy() for z in (*trace.pre_activations, *trace.activations, *trace.deltas, *trace.weights)]
    PROBES[name].measure(*inputs_of(PROBES[name], trace, labels))
    after = [*trace.pre_activations, *trace.activations, *trace.deltas, *trace.weights]
    for was, now in zip(before, after, strict=True):
        np.testing.assert_array_equal(was, now)


@pytest.mark.parametrize("name", PROBES)
def test_every_probe_answers_a_network_that_diverged(name):
    x, labels = np.full((30, 5), 1e30), np.arange(30) % 4
    network = Network([5, 7, 7, 7, 4], "ReLU", weight_scale=1e6)
    trace = network.backward(network.forward(x), labels)
    assert probes.diverged(trace)
    PROBES[name].measure(*inputs_of(PROBES[name], trace, labels))  # every warning is an error here


@pytest.mark.parametrize("name", ["mean_singular_value", "jacobian_singular_values"])
def test_a_layer_that_diverged_stretches_by_no_number_though_relus_slope_is_known(name):
    trace = Network([5, 7, 7, 4], "ReLU", replicas=2).forward(np.ones((3, 5)))
    trace.pre_activations[0][0, 0, 0] = NAN
    diverged, sound = PROBES[name].measure(trace)
    assert np.isnan(diverged[0]) and np.isfinite(sound).all()
    assert np.isfinite(diverged[1:]).all() == (PROBES[name].per == "layer")


def test_a_learners_own_activation_is_probed_like_any_other():
    hard_tanh = Activation("hard tanh", lambda z: np.clip(z, -1, 1), lambda z: (np.abs(z) < 1).astype(z.dtype))
    trace = trace_of([[0.5, 2.0, 2.0], [3.0, 3.0, 0.0]], hard_tanh)
    assert probes.dead_mask(trace)[0].tolist() == [False, True, False]
    assert only(probes.silent_fraction(trace)) == 0  # stuck at 1, not at 0: dead without being silent
    assert only(probes.saturated_fraction(trace)) == pytest.approx(4 / 6)


def test_a_loss_beyond_every_float_is_divergence_though_all_activations_are_finite():
    network = Network([1, 4, 1], "linear", weight_scale=1e11)
    trace = network.backward(network.forward(np.ones((3, 1))), np.zeros((3, 1)))
    assert np.isfinite(trace.output).all() and not np.isfinite(trace.loss)
    assert probes.diverged(trace)
