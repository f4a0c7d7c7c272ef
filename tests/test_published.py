"""Numbers that papers report, or that follow from them, come out of our networks: each test names its source.

[S] seen in the named source, [M] recalled from it, [D] derived, [R] measured independently.
"""

import numpy as np
import pytest

from helpers import probes
from helpers.activations import ACTIVATIONS
from helpers.initializers import INITIALIZERS, Initializer, uniform
from helpers.network import Network
from helpers.theory import born_dead_bounds, predicted_gradient_rms, propagate

# Glorot & Bengio 2010, equation 1 [S]: the "commonly used heuristic", U[-1/sqrt(n), 1/sqrt(n)], biases 0.
heuristic = Initializer(
    "heuristic", lambda rng, fan_in, fan_out, layer: uniform(rng, fan_in, fan_out, (3 * fan_in) ** -0.5)
)
RELU_STEP = (0.3183, 0.4937, 0.6048)


def normal_inputs(examples, width, seed=0):
    return np.random.default_rng([seed, 77]).standard_normal((examples, width))


def square(width, depth):
    return [width] * (depth + 2)


def random_signal_back(network, x):
    """A Trace whose backward pass starts from noise, not from the network's own output: targets drown the output."""
    targets = 1e6 * np.random.default_rng(5).standard_normal((len(x), network.widths[-1]))
    return network.backward(network.forward(x), targets)


def variance_factors(trace):
    """The mean factor a layer by which the variance of delta changes on its way to the input, one for each replica."""
    size = probes.gradient_rms(trace) ** 2
    return (size[..., 0] / size[..., -1]) ** (1 / (trace.depth - 1))


# ---- Glorot & Bengio 2010


@pytest.mark.parametrize("init, expected, tolerance", [(heuristic, 0.49, 0.01), ("Xavier", 0.76, 0.03)])
def test_mean_singular_value_of_a_tanh_layers_jacobian(init, expected, tolerance):
    """Section 4.2.1 [M: about 0.5 and 0.8]; layer 5 of five layers of 1000 units: .489 and .763 [R]; 8 s / (3 pi) [D]."""
    trace = Network([*square(1000, 5)[:-1], 2], "tanh", init).forward(normal_inputs(1, 1000))
    assert probes.jacobian_singular_values(trace, 5, 5).mean() == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize("name", ["linear", "tanh"])
def test_weight_gradients_keep_their_size_while_deltas_shrink(name):
    """Section 4.2.1 and figure 8 [M, D]: with the heuristic, deltas lose 2/3 of their variance a layer, weight gradients nothing."""
    network = Network(square(500, 10), name, heuristic, replicas=3)
    trace = random_signal_back(network, normal_inputs(200, 500))
    sizes = probes.weight_gradient_rms(trace) ** 2
    assert (sizes[:, 0] / sizes[:, -1]).mean() == pytest.approx(1, abs=0.1)
    if name == "linear":
        assert variance_factors(trace).mean() == pytest.approx(1 / 3, abs=0.01)


def test_with_sigmoid_weight_gradients_shrink_too():
    """FACTS 1b [R]: .0198 a layer, and 1.8e-15 in the variance of the weight gradients, over nine layers."""
    trace = random_signal_back(Network(square(500, 10), "sigmoid", heuristic, replicas=3), normal_inputs(200, 500))
    assert variance_factors(trace).mean() == pytest.approx(0.0198, rel=0.03)
    sizes = probes.weight_gradient_rms(trace) ** 2
    assert (sizes[:, 0] / sizes[:, -1]).mean() == pytest.approx(1.8e-15, rel=0.25, abs=0)


# ---- Glorot, Bordes & Bengio 2011


def test_half_of_a_rectifier_networks_activations_are_zero():
    """Section 3.1 [S]: "after uniform initialization ... around 50%"; in each of 10 layers of 500 units, 8 networks.

    One network's tenth layer lies within 0.04: its examples have become alike, so that its units are off for most at once.
    """
    network = Network(square(500, 10), "ReLU", "Xavier", replicas=8)
    zeros = probes.zero_fraction(network.forward(normal_inputs(200, 500)))
    np.testing.assert_allclose(zeros.mean(axis=0), 0.5, atol=0.02)


# ---- He et al. 2015


@pytest.mark.parametrize("name, init, weight_scale, factor", [
    ("ReLU", heuristic, 1, 1 / 6), ("ReLU", "LeCun", 1, 1 / 2), ("ReLU", "Xavier", 1, 1 / 2), ("ReLU", "He", 1, 1),
    ("ReLU", "He", 2**0.5, 2), ("leaky ReLU", "He", 1, 1.0001),
])  # fmt: skip
def test_relus_gradient_variance_changes_by_half_the_weight_variance_a_layer(name, init, weight_scale, factor):
    """Section 2.2 [M, D]: sigma_w^2 / 2, and (1 + a^2) / 2 of it with slope a; within 3 % (FACTS check 3)."""
    network = Network(square(500, 10), name, init, weight_scale=weight_scale, replicas=4)
    assert variance_factors(random_signal_back(network, normal_inputs(100, 500))).mean() == pytest.approx(
        factor, rel=0.03
    )


def test_pytorchs_default_costs_relu_five_sixths_of_the_gradients_variance_a_layer():
    """torch.nn.Linear [S] is the heuristic with biases: 1/6 +- .005 (FACTS check 12)."""
    network = Network(square(500, 10), "ReLU", "PyTorch default", replicas=4)
    network.biases = [np.zeros_like(bias) for bias in network.biases]
    assert variance_factors(random_signal_back(network, normal_inputs(100, 500))).mean() == pytest.approx(
        1 / 6, abs=0.005
    )


# ---- Hanin 2018; Hanin & Nica 2019


def test_the_exact_law_of_a_relu_networks_length():
    """FACTS 5 [D, R]: a layer multiplies the squared length by 2/n chi^2(Binomial(n, 1/2)); n = 50, depth 10, 100,000 draws."""
    rng, n, depth = np.random.default_rng(0), 50, 10
    ratios = np.prod(2 / n * rng.chisquare(np.maximum(rng.binomial(n, 0.5, (100_000, depth)), 1e-9)), axis=1)
    assert ratios.mean() == pytest.approx(1, abs=0.02)
    assert (ratios**2).mean() == pytest.approx((1 + 5 / n) ** depth, rel=0.10)
    assert np.log(ratios).var() == pytest.approx(1.09, abs=0.05)


def test_our_networks_follow_that_law():
    """E = 1 and E^2 = (1 + 5/n)^depth, for n = 20 and depth 4 (sum of 5/n is 1: heavier tails need more networks)."""
    network = Network(square(20, 4), "ReLU", "He", replicas=4000)
    x = normal_inputs(1, 20)
    trace = network.forward(x)
    ratios = np.square(trace.activations[3]).sum(axis=(-2, -1)) / np.square(x).sum()
    assert ratios.mean() == pytest.approx(1, abs=0.06)
    assert (ratios**2).mean() == pytest.approx(1.25**4, rel=0.15)


# ---- Poole et al. 2016, Schoenholz et al. 2017


def gaussian_weights(variance):
    def draw(rng, fan_in, fan_out, layer):
        return np.sqrt(variance / fan_in) * rng.standard_normal((fan_in, fan_out)), np.zeros(fan_out)

    return Initializer("gaussian", draw)


@pytest.mark.parametrize("name, variance, depth, tolerance", [
    ("tanh", 1.0, 20, 0.05), ("tanh", 2.25, 20, 0.05), ("tanh", 1 / 3, 10, 0.05), ("sigmoid", 1.0, 10, 0.05),
    ("sigmoid", 16.0, 10, 0.05), ("ReLU", 2.0, 20, 0.1), ("ReLU", 1.0, 20, 0.1),
])  # fmt: skip
def test_mean_field_theory_predicts_every_layer(name, variance, depth, tolerance):
    """FACTS check 6: log10 of delta^2 relative to the last layer's, and q_l, for 8 networks of width 512 on 64 inputs."""
    width, function = 512, ACTIVATIONS[name]
    x = normal_inputs(64, width)
    trace = random_signal_back(Network(square(width, depth), name, gaussian_weights(variance), replicas=8), x)
    squares = [variance / width] * (depth + 1)
    wave = propagate([function] * depth, square(width, depth), squares, [0] * depth, [0] * depth, [np.square(x).mean()])
    predicted = predicted_gradient_rms(wave, square(width, depth), squares, 1.0)
    measured = np.sqrt((probes.gradient_rms(trace) ** 2).mean(axis=0))
    error = 2 * np.log10((measured / measured[-1]) / (predicted / predicted[-1]))
    assert np.abs(error).max() <= tolerance
    q = (probes.pre_activation_rms(trace) ** 2).mean(axis=0)
    np.testing.assert_allclose(q, wave.variance[:, 0], rtol=0.2 if name == "ReLU" else 0.06)


def test_examples_grow_alike_with_depth_and_units_fall_silent_without_any_training():
    """FACTS check 6b: cosines of pairs after ReLU layers of He weights, theory and .320 .725 .867 .946 [R]; silent units
    0, .021, .116, .182, .253 in layers 1, 5, 10, 15, 20 [R], while the share of zeros stays near one half."""
    trace = Network(square(300, 20), "ReLU", "He", replicas=5).forward(normal_inputs(300, 300))
    theory, cosine = [], 0.0
    for _ in range(20):
        cosine = (np.sqrt(1 - cosine**2) + cosine * (np.pi - np.arccos(cosine))) / np.pi
        theory.append(cosine)
    np.testing.assert_allclose(theory[:3], RELU_STEP, atol=1e-4)
    for layer in (1, 5, 10, 20):
        unit = trace.activations[layer - 1] / np.linalg.norm(trace.activations[layer - 1], axis=-1, keepdims=True)
        cosines = unit @ unit.mT
        assert (cosines.sum(axis=(-2, -1)) - 300).mean() / (300 * 299) == pytest.approx(theory[layer - 1], abs=0.02)
    silent = probes.silent_fraction(trace).mean(axis=0)[[0, 4, 9, 14, 19]]
    np.testing.assert_allclose(silent, [0, 0.021, 0.116, 0.182, 0.253], atol=0.03)
    np.testing.assert_allclose(probes.zero_fraction(trace).mean(axis=0), 0.5, atol=0.04)


# ---- Saxe et al. 2014; Pennington et al. 2017


def eigenvalue_spread(name, init, depth, weight_scale=1.0, width=400):
    """Variance over squared mean of the eigenvalues of J J^T, J the input-to-last-layer Jacobian, mean of 3 networks."""
    network = Network(square(width, depth), name, init, weight_scale=weight_scale, replicas=3, dtype=float)
    eigenvalues = probes.jacobian_singular_values(network.forward(normal_inputs(1, width))) ** 2
    return (eigenvalues.var(axis=-1) / eigenvalues.mean(axis=-1) ** 2).mean()


def test_linear_orthogonal_networks_pass_everything_on_unchanged():
    """Saxe et al. 2014 [M, R]: at depth 20 every singular value is 1 within 1e-10."""
    trace = Network(square(200, 20), "linear", "orthogonal", dtype=float).forward(normal_inputs(1, 200))
    np.testing.assert_allclose(probes.jacobian_singular_values(trace), 1, atol=1e-10)


@pytest.mark.parametrize("name, init, weight_scale, expected, tolerance", [
    ("linear", "LeCun", 1, 5, 0.5), ("ReLU", "He", 1, 10, 1.5), ("ReLU", "orthogonal", 2**0.5, 5, 0.7),
])  # fmt: skip
def test_the_spread_of_the_jacobian_at_depth_5(name, init, weight_scale, expected, tolerance):
    """Pennington et al. 2017 [M]: depth (mu_2 / mu_1^2 - 1 - s_1): ReLU spreads with orthogonal weights too, no isometry."""
    assert eigenvalue_spread(name, init, 5, weight_scale) == pytest.approx(expected, abs=tolerance)


# ---- ReLU and its kin


def test_one_unit_with_abs_computes_xor_and_relu_needs_two():
    """FACTS 9 [R]: y = |x_1 - x_2| exactly."""
    corners, answers = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float), [0, 1, 1, 0]
    for name, hidden in [("abs", [[1], [-1]]), ("ReLU", [[1, -1], [-1, 1]])]:
        network = Network([2, len(hidden[0]), 1], name)
        network.weights = [np.array(hidden, np.float32), np.ones((len(hidden[0]), 1), np.float32)]
        assert network.forward(corners).output[:, 0].tolist() == answers


def test_abs_x_is_two_relus():
    """Lu et al. 2019, section 4 [S]: |x| = ReLU(x) + ReLU(-x)."""
    network = Network([1, 2, 1], "ReLU")
    network.weights = [np.array([[1, -1]], np.float32), np.ones((2, 1), np.float32)]
    x = np.linspace(-3, 3, 50)[:, None]
    np.testing.assert_array_equal(network.forward(x).output, np.abs(x.astype(np.float32)))


# ---- Dead from the start


@pytest.mark.parametrize("init", ["He", INITIALIZERS["He"].with_form("uniform")], ids=["normal", "uniform"])
@pytest.mark.parametrize("width, share", [(2, 0.92492), (3, 0.69934), (5, 0.24854)])
def test_one_inputs_signal_dies_as_often_as_the_upper_bound_says(init, width, share):
    """Lu et al. 2019 [M, D]: exact for one input that is not zero and any law symmetric about zero; 9 hidden layers."""
    network = Network([1, *[width] * 9, 1], "ReLU", init, replicas=3000)
    output = network.forward(np.ones((1, 1))).output.ravel()
    assert (output == 0).mean() == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 3000))
    assert born_dead_bounds(width, 10)[1] == pytest.approx(share, abs=1e-5)


@pytest.mark.parametrize("radius", [1, 3**0.5])
def test_a_units_chance_to_be_off_on_a_whole_interval(radius):
    """Shin & Karniadakis 2020 [M, D]: arctan(1 / r) / pi for one input in [-r, r], weight and bias drawn from one normal law."""
    normal = Initializer(
        "normal", lambda rng, fan_in, fan_out, layer: (rng.normal(size=(fan_in, fan_out)), rng.normal(size=fan_out))
    )
    trace = Network([1, 40_000, 1], "ReLU", normal).forward(np.linspace(-radius, radius, 5)[:, None])
    assert probes.dead_fraction(trace)[0] == pytest.approx(np.arctan(1 / radius) / np.pi, abs=0.01)


# ---- Is it for ever?


def test_plain_descent_does_not_move_a_dead_first_layer_unit_by_one_bit():
    """FACTS 10a [D]: its derivative is zero on every training example, so its gradient is exactly 0.0, at every step."""
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((200, 6)), rng.integers(3, size=200)
    network = Network([6, 20, 20, 3], "ReLU")
    network.biases[0] = np.where(np.arange(20) < 10, np.float32(-100), network.biases[0])
    assert probes.dead_mask(network.forward(x))[0].tolist() == [True] * 10 + [False] * 10
    start = [parameter.copy() for parameter in network.parameters]
    for _ in range(100):
        _, weight_gradients, bias_gradients = network.loss_and_gradients(x, y)
        network.weights = [
            old - np.float32(0.1) * step for old, step in zip(network.weights, weight_gradients, strict=True)
        ]
        network.biases = [
            old - np.float32(0.1) * step for old, step in zip(network.biases, bias_gradients, strict=True)
        ]
    assert (
        np.abs(network.weights[0] - start[0])[:, :10].max() == 0.0
        and np.abs(network.biases[0] - start[3])[:10].max() == 0.0
    )
    assert np.abs(network.weights[0] - start[0])[:, 10:].max() > 0.01
    assert (network.weights[1][:10] == start[1][:10]).all()  # nor do the weights that read it
