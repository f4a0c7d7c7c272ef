"""Two inputs become one with depth, or part: theory by closed forms and a second quadrature, networks by theory."""

import numpy as np
import pytest

from helpers import palette
from helpers.activations import ACTIVATIONS, Activation, mixture
from helpers.correlation import degree_shares, follow_pair, product_mean
from helpers.experiments import measure_correlation
from helpers.experiments.correlation import random_pairs
from helpers.network import Network
from helpers.pictures import CorrelationPicture
from tests.made_up_starts import correlation_result

COSINES = np.array([-1, -0.9, -0.3, 0, 0.3, 0.7, 0.9, 0.99, 0.999, 1])


# ---- Theory


def test_relu_by_its_closed_form():
    """Cho & Saul 2009; FACTS 6: c' = [sqrt(1 - c^2) + c (pi - arccos c)] / pi."""
    exact = (np.sqrt(1 - COSINES**2) + COSINES * (np.pi - np.arccos(COSINES))) / np.pi
    shares = degree_shares(ACTIVATIONS["ReLU"], 1.0)
    np.testing.assert_allclose(product_mean(shares, COSINES) / shares.sum(), exact, atol=5e-5)


def test_the_sign_by_its_closed_form():
    """Sheppard 1899: E[sign u sign v] = 2/pi arcsin c. A jump asks for more degrees than a kink, hence the tolerance."""
    sign = Activation("sign", np.sign, np.zeros_like)
    np.testing.assert_allclose(
        product_mean(degree_shares(sign, 1.0), COSINES), 2 / np.pi * np.arcsin(COSINES), atol=0.02
    )


def by_grid(function, q, cosine, mean, points=800):
    """E[f(u) f(v)] by the trapezoidal rule in two dimensions, FACTS 6: v = c u + sqrt(1 - c^2) w."""
    z = np.linspace(-8, 8, points)
    mass = np.exp(-(z**2) / 2)
    mass /= mass.sum()
    u, w = z[:, None], z[None]
    one, other = mean + np.sqrt(q) * u, mean + np.sqrt(q) * (cosine * u + np.sqrt(1 - cosine**2) * w)
    return mass @ (function(one) * function(other)) @ mass


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("q, mean, cosine", [(0.01, 0, 0.5), (1, 0, -0.8), (5, -1, 0.9), (100, 2, 0.3)])
def test_every_activation_by_a_quadrature_in_two_dimensions(name, q, mean, cosine):
    function = ACTIVATIONS[name]
    shares = degree_shares(function, q, mean)
    expected = by_grid(function.value, q, cosine, mean)
    assert product_mean(shares, cosine) == pytest.approx(expected, abs=2e-3 * shares.sum())


def test_degrees_of_an_odd_activation_are_odd():
    shares = degree_shares(ACTIVATIONS["tanh"], 1.0)
    assert shares[:200:2].sum() < 1e-20 and shares[1] > 0.3


def test_a_mixed_layer_has_the_mean_of_its_parts():
    parts = [ACTIVATIONS["tanh"], ACTIVATIONS["ReLU"]]
    mean = np.mean([degree_shares(part, 1.0) for part in parts], axis=0)
    np.testing.assert_allclose(degree_shares(mixture(parts), 1.0), mean, atol=1e-12)


def theory(activation, depth, weight_variance, bias_variance=0.0, cosine=0.0, mean_square=1.0):
    squares, variances = [weight_variance] * (depth + 1), [bias_variance] * (depth + 1)
    widths, grid = [1] * (depth + 2), np.array([cosine])
    return follow_pair(
        [ACTIVATIONS[activation]] * depth, widths, squares, [0.0] * (depth + 1), variances, mean_square, cosine, grid
    )


def test_relus_published_way_to_one():
    """FACTS 6 [R]: at criticality 0 -> .3183 -> .4937 -> .6048 ... .7359 (5), .8715 (10), .9484 (20), .9720 (30)."""
    found = theory("ReLU", 30, 2.0).cosine
    assert found[[0, 1, 2, 4, 9, 19, 29]] == pytest.approx(
        [0.3183, 0.4937, 0.6048, 0.7359, 0.8715, 0.9484, 0.9720], abs=2e-4
    )


def test_one_stays_one():
    for name in ACTIVATIONS:
        assert theory(name, 3, 1.5, 0.1, cosine=1.0).cosine == pytest.approx([1, 1, 1], abs=1e-12)


def test_the_map_is_the_last_layers_step():
    pair = theory("tanh", 5, 2.0, cosine=0.4)
    before = theory("tanh", 4, 2.0, cosine=0.4).cosine[-1]
    again = follow_pair(
        [ACTIVATIONS["tanh"]] * 5, [1] * 7, [2.0] * 6, [0.0] * 6, [0.0] * 6, 1.0, 0.4, np.array([before])
    )
    assert again.step[0] == pytest.approx(pair.cosine[-1], abs=1e-12)


def test_tanh_merges_inputs_in_the_ordered_phase_and_parts_them_in_the_chaotic_one():
    """Poole et al. 2016, figure 2: with biases, small weights drive every pair to cosine 1, large ones to less."""
    assert theory("tanh", 300, 0.5, 0.3, cosine=0.0).cosine[-1] == pytest.approx(1, abs=1e-4)
    from_far, from_near = (theory("tanh", 300, 16.0, 0.3, cosine=cosine).cosine[-1] for cosine in (0.0, 0.99))
    assert from_far == pytest.approx(from_near, abs=1e-4) and from_near < 0.5


# ---- The experiment


@pytest.mark.parametrize("cosine", [-1, -0.5, 0, 0.3, 0.999, 1])
def test_pairs_have_the_cosine_asked_for(cosine):
    one, other = random_pairs(cosine, 16, 10, seed=0)
    np.testing.assert_allclose((one * other).sum(axis=1), 16 * cosine, atol=1e-9)
    np.testing.assert_allclose([(one**2).mean(axis=1), (other**2).mean(axis=1)], 1)


def test_wide_relu_networks_are_where_theory_says():
    """FACTS 6b: mean pair cosine of He networks within .02 of .318 (layer 1), .736 (5), .872 (10), .948 (20)."""
    found = np.mean([measure_correlation(width=300, depth=20, seed=seed)["cosine_mean"] for seed in range(5)], axis=0)
    assert found[[0, 4, 9, 19]] == pytest.approx([0.318, 0.736, 0.872, 0.948], abs=0.02)


@pytest.mark.parametrize("settings", [
    {"activation": "tanh", "init": "Xavier", "weight_scale": 2.0, "cosine": 0.9}, {"init": "PyTorch default", "cosine": -1.0},
    {"activation": "sigmoid", "init": "Xavier"}, {"activation": "linear", "init": "orthogonal", "cosine": 0.3},
    {"activation": "SELU", "init": "LeCun", "cosine": 0.5, "bias": 0.2}, {"activation": ["tanh", "ReLU"], "init": "LeCun"},
])  # fmt: skip
def test_theory_holds_for_other_starts(settings):
    result = measure_correlation(width=512, depth=10, **settings)
    np.testing.assert_allclose(result["cosine_mean"], result["predicted_cosine"], atol=0.03)


def test_the_cosine_by_a_second_route():
    result = measure_correlation(cosine=0.5, width=8, depth=2, activation="tanh", init="Xavier", pairs=1)
    network, signals = Network([8, 8, 8, 1], "tanh", "Xavier"), random_pairs(0.5, 8, 1, 0)[:, 0]
    for layer in range(2):
        signals = np.tanh(signals @ network.weights[layer])
        one, other = signals
        expected = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
        assert result["cosine_mean"][layer] == pytest.approx(expected, abs=1e-6)


def test_activations_too_small_to_square_still_have_a_cosine():
    result = measure_correlation(init="small normal", depth=25)
    assert result["cosine_mean"][-1] == pytest.approx(result["predicted_cosine"][-1], abs=0.05)


def test_a_network_of_zeros_has_no_cosine():
    result = measure_correlation(init="zeros", depth=3)
    assert np.isnan(result["cosine_mean"]).all() and not result["diverged"]


@pytest.mark.parametrize("settings, words", [
    ({"cosine": 1.5}, "cosine must lie between -1 and 1, not 1.5"), ({"width": 1}, "width must be a whole number from 2"),
    ({"pairs": 0}, "pairs must be a whole number of at least 1"), ({"seed": -1}, "seed must be"),
    ({"activation": "relu"}, "did you mean 'ReLU'"),
])  # fmt: skip
def test_a_wrong_setting_is_named(settings, words):
    with pytest.raises(ValueError, match=words):
        measure_correlation(**settings)


# ---- The picture


def says(*values, **others):
    return CorrelationPicture().describe(correlation_result(*values, **others))


@pytest.mark.parametrize("mean, start, words", [
    ([0.3, 0.8], 0.0, "two inputs of cosine 0 leave layer 2 with cosine 0.8: more alike than before. Theory expected 0.8."),
    ([0.9, 0.995], 0.5, "with cosine 0.995: they have become one."),
    ([1.0, 1 - 2e-6], 0.5, "with cosine 1 - 2e-6: they have become one."),
    ([0.5, 0.2], 0.9, "less alike than before"), ([0.5, 0.52], 0.5, "about as alike as before"),
    ([0.999, 1.0], 1.0, "they were one from the start"),
    ([0.5, np.nan], 0.0, "every activation in layer 2 is zero, dead or too small for float32: nothing tells the two inputs apart."),
])  # fmt: skip
def test_the_sentence_says_what_becomes_of_two_inputs(mean, start, words):
    assert words in says(mean, start)


def test_the_sentence_names_divergence_and_what_theory_missed():
    assert "diverged: layer 2 became inf or nan." in says([0.5, np.nan], diverged=True)
    assert "diverged: the output became inf or nan." in says([0.5, 0.6], diverged=True)
    words = says([0.3, 0.8], predicted_cosine=np.array([0.3, 0.6]))
    assert "Theory expected 0.6; the two disagree: in layer 2 0.8 was measured and 0.6 expected." in words
    assert "Theory has no prediction here." in says(predicted_cosine=np.full(3, np.nan))


def test_each_layer_is_a_point_on_the_way_and_a_step():
    left, right = CorrelationPicture().draw(correlation_result([0.3, 0.6, 0.8], 0.1)).axes
    measured = [line.get_xydata().tolist() for line in left.lines if line.get_color() == palette.LIGHT.measured]
    assert [[1, 0.3], [2, 0.6], [3, 0.8]] in measured
    steps = next(line for line in right.lines if line.get_color() == palette.LIGHT.measured)
    np.testing.assert_allclose(steps.get_xydata(), [[0.1, 0.3], [0.3, 0.6], [0.6, 0.8]])


@pytest.mark.parametrize("depth", [1, 3, 50])
def test_axes_stay_the_same_at_every_depth(depth):
    picture = CorrelationPicture()
    limits = [(axes.get_xlim(), axes.get_ylim()) for axes in picture.draw(correlation_result()).axes]
    figure = picture.draw(correlation_result(np.linspace(-1, 1, depth)))
    assert [(axes.get_xlim(), axes.get_ylim()) for axes in figure.axes] == limits
