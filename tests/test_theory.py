"""Mean-field theory predicts the published fixed points, gains and depth scales, by quadrature, for any activation."""

import numpy as np
import pytest

from helpers import theory
from helpers.activations import ACTIVATIONS, Activation, mixture
from helpers.theory import born_dead_bounds, fixed_point, moments, propagate

softsign = Activation("softsign", lambda z: z / (1 + np.abs(z)), lambda z: 1 / np.square(1 + np.abs(z)))


# ---- Averages over a normal pre-activation


@pytest.mark.parametrize("name, square, slope", [
    ("tanh", 0.394294, 0.464403), ("sigmoid", 0.293379, 0.044836), ("ReLU", 0.5, 0.5), ("ELU", 0.644945, 0.668102),
    ("softplus", 0.921246, 0.293379), ("SELU", 1.0, 1.071575), (softsign, 0.183014, 0.227671),
])  # fmt: skip
def test_gaussian_moments(name, square, slope):
    """FACTS 6 [R], to all digits given there; softsign stands for an activation that a learner has just defined.

    SELU's slope is scale^2 (1/2 + alpha^2 e^2 P(z < -2)) = 1.0715750 exactly; FACTS has 1.071623, wrong in its fifth digit.
    """
    function = ACTIVATIONS[name] if isinstance(name, str) else name
    _, found_square, found_slope = moments(function, 1.0, points=40000)
    assert found_square == pytest.approx(square, abs=1e-6) and found_slope == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("q, mean", [(1e-6, 0.0), (0.3, 0.5), (1.0, 0.0), (5.0, -1.0), (100.0, 3.0)])
def test_moments_by_a_second_route(name, q, mean):
    """Gauss-Legendre nodes on the two sides of the only place where a menu entry may have a kink."""
    nodes, weights = np.polynomial.legendre.leggauss(400)
    kink = np.clip(-mean / np.sqrt(q), -12, 12)
    totals = np.zeros(3)
    for low, high in [(-12, kink), (kink, 12)]:
        t = (high - low) / 2 * nodes + (high + low) / 2
        z = mean + np.sqrt(q) * t
        value, slope = ACTIVATIONS[name].value(z), ACTIVATIONS[name].derivative(z)
        mass = (high - low) / 2 * weights * np.exp(-(t**2) / 2) / np.sqrt(2 * np.pi)
        totals += [(mass * part).sum() for part in (value, value**2, slope**2)]
    for points, tolerance in [(theory.FINE_POINTS, 3e-5), (theory.POINTS, 3e-3)]:
        np.testing.assert_allclose(
            moments(ACTIVATIONS[name], q, mean, points), totals, rtol=tolerance, atol=tolerance / 10
        )


def test_a_mixed_layer_has_the_mean_of_its_parts_moments():
    mixed = mixture([ACTIVATIONS["tanh"], ACTIVATIONS["ReLU"]])
    parts = [moments(ACTIVATIONS[name], 1.0) for name in ("tanh", "ReLU")]
    np.testing.assert_allclose(moments(mixed, 1.0), np.mean(parts, axis=0), rtol=1e-12)


def test_selus_fixed_point_is_mean_0_and_variance_1():
    """Klambauer et al. 2017; FACTS 9 [R]: |mean| < 1e-6, |second moment - 1| < 1e-6."""
    mean, square, slope = moments(ACTIVATIONS["SELU"], 1.0, points=40000)
    assert abs(mean) < 1e-6 and abs(square - 1) < 1e-6 and slope == pytest.approx(1.071575, abs=1e-6)


@pytest.mark.parametrize("name, forward, backward", [
    ("tanh", 1.5925, 1.4674), ("sigmoid", 1.846, 4.7226), ("ReLU", np.sqrt(2), np.sqrt(2)), ("linear", 1, 1),
])  # fmt: skip
def test_gains(name, forward, backward):
    """FACTS 12 [R]: the weight deviation, times sqrt(fan_in), that keeps the signal's or the gradient's size at q = 1."""
    _, square, slope = moments(ACTIVATIONS[name], 1.0, points=theory.FINE_POINTS)
    assert square**-0.5 == pytest.approx(forward, abs=1e-3) and slope**-0.5 == pytest.approx(backward, abs=1e-3)


def test_the_gain_of_a_leaky_unit():
    """He et al. 2015, equation 15, as in torch.nn.init.calculate_gain [S]: sqrt(2 / (1 + a^2))."""
    for slope in (0.01, 0.25, 1.0):
        entry = ACTIVATIONS["leaky ReLU"].with_slope(slope)
        assert moments(entry, 1.0)[2] ** -0.5 == pytest.approx(np.sqrt(2 / (1 + slope**2)), rel=1e-6)


# ---- Where the signal settles

FIXED_POINTS = [
    ("tanh", 1 / 3, 0, 0, 0.3333), ("tanh", 1.0, 0.05, 0.193593, 0.759032), ("tanh", 1.21, 0, 0.112750, 1.010189),
    ("tanh", 1.5, 0, 0.286894, 1.040568), ("tanh", 1.69, 0.05, 0.527087, 0.984512), ("tanh", 2, 0, 0.617965, 1.105529),
    ("tanh", 25 / 9, 0, 1.178480, 1.209831), ("tanh", 4, 0, 2.121474, 1.362673),
    ("sigmoid", 1 / 3, 0, 0.085034, 0.020008), ("sigmoid", 1, 0, 0.264687, 0.055721),
    ("sigmoid", 4, 0, 1.196914, 0.171581), ("sigmoid", 16, 0, 5.855404, 0.398879),
    ("sigmoid", 256, 0, 118.75435, 1.553574),
]  # fmt: skip


@pytest.mark.parametrize("name, weight_variance, bias_variance, q, chi", FIXED_POINTS)
def test_fixed_points(name, weight_variance, bias_variance, q, chi):
    """Poole et al. 2016, Schoenholz et al. 2017; numbers of FACTS 6 [R].

    For sigmoid at 256 the numbers are mpmath's, 118.75435 and 1.553574; FACTS has 118.8479 and 1.552968, from 200
    Gauss-Hermite nodes, which are too few where sigmoid is nearly a step.
    """
    found_q, found_chi = fixed_point(name, weight_variance, bias_variance)
    assert found_q == pytest.approx(q, rel=1e-4, abs=1e-9) and found_chi == pytest.approx(chi, rel=2e-4)


def test_relu_is_critical_at_exactly_two_and_zero():
    """FACTS 6 [S, D]: chi is half the weight variance; at (2, 0) every q stays where it is."""
    assert fixed_point("ReLU", 2.0)[1] == pytest.approx(1, abs=1e-6)
    assert fixed_point("ReLU", 1.0) == (0, pytest.approx(0.5, abs=1e-6))
    assert fixed_point("ReLU", 2.5) == (np.inf, pytest.approx(1.25, abs=1e-6))
    q, chi = fixed_point("ReLU", 1.0, 0.5)
    assert (q, chi) == (pytest.approx(1.0, rel=1e-5), pytest.approx(0.5, abs=1e-6))


def test_tanh_settles_slowly_at_its_critical_point():
    """FACTS 6 [R]: with weight variance 1, q_l falls like 1 / (2 l), not exponentially: 2 l q_l = 1.014 at l = 100, q_0 = 1."""
    wave = propagate([ACTIVATIONS["tanh"]] * 101, [1] * 103, [1.0] * 102, [0] * 102, [0] * 102, [1.0])
    assert 2 * 100 * wave.variance[100, 0] == pytest.approx(1.014, abs=2e-3)


@pytest.mark.parametrize("name, weight_variance, ratios", [
    ("sigmoid", 1 / 3, (3.8e-4, 2.2e-8, 6.9e-17)), ("sigmoid", 1.0, (2.8e-3, 2.0e-6, 1.1e-12)),
    ("tanh", 1 / 3, (0.0832, 5.3e-3, 2.2e-5)), ("tanh", 1.0, (0.41, 0.281, 0.195)),
])  # fmt: skip
def test_predicted_fall_of_the_gradient(name, weight_variance, ratios):
    """FACTS 6 [D, R]: RMS delta of the first hidden layer over that of the last, at depth 5, 10 and 20, input variance 1."""
    for depth, ratio in zip((5, 10, 20), ratios, strict=True):
        widths, squares = [100] * (depth + 2), [weight_variance / 100] * (depth + 1)
        wave = propagate([ACTIVATIONS[name]] * depth, widths, squares, [0] * depth, [0] * depth, [1.0])
        predicted = theory.predicted_gradient_rms(wave, widths, squares, 1.0)
        assert predicted[0] / predicted[-1] == pytest.approx(ratio, rel=0.03, abs=0)


def test_thirty_layers_of_xaviers_relu():
    """He et al. 2015, section 2.2; FACTS 3 [D]: 29 steps of 1/sqrt(2) leave 2^-14.5 = 4.3e-5 of the gradient."""
    widths, squares = [100] * 32, [1 / 100] * 31
    wave = propagate([ACTIVATIONS["ReLU"]] * 30, widths, squares, [0] * 30, [0] * 30, [1.0])
    predicted = theory.predicted_gradient_rms(wave, widths, squares, 1.0)
    assert predicted[0] / predicted[-1] == pytest.approx(2**-14.5, rel=1e-4)


def test_he_and_others_worked_example():
    """He et al. 2015, section 2.2 [M; exact 16729 R]: from conv10 to conv2 of VGG-B with weights of deviation 0.01."""
    channels, factor = {64: 1, 128: 2, 256: 2, 512: 4}, 1.0
    for count, layers in channels.items():
        factor *= (9 * count * 0.01**2 * moments(ACTIVATIONS["ReLU"], 1.0)[2]) ** (layers / 2)
    assert 1 / factor == pytest.approx(16729, rel=1e-4)


def test_theory_follows_layers_of_unequal_width_and_biases():
    """By hand, for a linear network: q_1 = N_0 m_1 x^2 + var b; delta_1^2 = N_2 m_2 N_3 m_3 delta_3^2."""
    widths, squares = [3, 5, 7, 2], [0.2, 0.3, 0.4]
    wave = propagate([ACTIVATIONS["linear"]] * 2, widths, squares, [0.5, 0, 0], [0.1, 0.2, 0], [2.0])
    first = 3 * 0.2 * 2 + 0.1
    np.testing.assert_allclose(wave.variance[:, 0], [first, 5 * 0.3 * (first + 0.25) + 0.2], rtol=1e-6)
    predicted = theory.predicted_gradient_rms(wave, widths, squares, 3.0)
    np.testing.assert_allclose(predicted, [3 * np.sqrt(7 * 0.3 * 2 * 0.4), 3 * np.sqrt(2 * 0.4)], rtol=1e-6)


# ---- Born dead

BORN_DEAD = [
    (2, 3, 0.15625, 0.43750), (2, 5, 0.47668, 0.68359), (2, 10, 0.87026, 0.92492), (2, 20, 0.99267, 0.99577),
    (3, 3, 0.04297, 0.23438), (3, 5, 0.17331, 0.41382), (3, 10, 0.51339, 0.69934), (3, 20, 0.86352, 0.92090),
    (5, 10, 0.06399, 0.24854), (5, 20, 0.21379, 0.45296), (5, 50, 0.63610, 0.78896),
    (10, 10, 0.00008, 0.00875), (10, 20, 0.00034, 0.01839),
]  # fmt: skip


@pytest.mark.parametrize("width, depth, lower, upper", BORN_DEAD)
def test_born_dead_bounds(width, depth, lower, upper):
    """Lu et al. 2019, theorems 3.2 and 3.3 [M, re-derived D], to the five digits of FACTS 4."""
    assert born_dead_bounds(width, depth) == (pytest.approx(lower, abs=5.1e-6), pytest.approx(upper, abs=5.1e-6))


def test_born_dead_bounds_are_exact_where_they_can_be():
    """FACTS 4 [D]: three layers, of which two are hidden: 5/32 at width 2, 11/256 at width 3."""
    assert born_dead_bounds(2, 3)[0] == pytest.approx(5 / 32, abs=1e-12)
    assert born_dead_bounds(3, 3)[0] == pytest.approx(11 / 256, abs=1e-12)
    assert born_dead_bounds(2, 10)[1] == pytest.approx(1 - (1 - 1 / 4) ** 9, abs=1e-12)


@pytest.mark.parametrize("width", range(1, 11))
def test_born_dead_bounds_are_probabilities_in_order_and_rise_with_depth(width):
    bounds = np.array([born_dead_bounds(width, depth) for depth in range(2, 101)])
    assert (bounds >= 0).all() and (bounds <= 1).all()
    assert (bounds[:, 0] <= bounds[:, 1] + 1e-12).all()
    assert (np.diff(bounds, axis=0) >= -1e-12).all()
