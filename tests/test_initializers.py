"""Every initializer of the menu draws by the law it states, and repeats itself."""

import numpy as np
import pytest

from helpers.activations import ACTIVATIONS
from helpers.datasets import DATASETS
from helpers.initializers import INITIALIZERS, RAI_DEVIATION
from helpers.network import Network

everything = pytest.mark.parametrize("name", INITIALIZERS)
shapes = pytest.mark.parametrize("fan_in, fan_out", [(7, 5), (5, 7), (1, 4), (4, 1), (1, 1)])


def draw(name, fan_in, fan_out, seed=0, layer=2):
    return INITIALIZERS[name].draw(np.random.default_rng(seed), fan_in, fan_out, layer)


def test_the_menu_has_the_names_of_the_design():
    names = "zeros, small normal, LeCun, Xavier, He, orthogonal, PyTorch default, LSUV, RAI".split(", ")
    assert [name for name in INITIALIZERS if name in names] == names


@everything
@shapes
def test_shapes_and_finite_numbers(name, fan_in, fan_out):
    weights, biases = draw(name, fan_in, fan_out)
    assert weights.shape == (fan_in, fan_out) and biases.shape == (fan_out,)
    assert np.isfinite(weights).all() and np.isfinite(biases).all()


@everything
def test_a_seed_repeats_itself_and_another_differs(name):
    weights, again, other = (draw(name, 20, 30, seed)[0] for seed in (0, 0, 1))
    np.testing.assert_array_equal(weights, again)
    assert name == "zeros" or not np.array_equal(weights, other)


@everything
def test_every_entry_states_its_law_and_source(name):
    entry = INITIALIZERS[name]
    assert entry.name == name and entry.law and entry.source


VARIANCES = {
    "zeros": lambda n, m: 0,
    "small normal": lambda n, m: 0.01**2,  # Krizhevsky et al. 2012
    "LeCun": lambda n, m: 1 / n,
    "Xavier": lambda n, m: 2 / (n + m),  # Glorot & Bengio 2010 [S]
    "He": lambda n, m: 2 / n,  # He et al. 2015 [S]
    "PyTorch default": lambda n, m: 1 / (3 * n),  # torch.nn.Linear [S]
}


@pytest.mark.parametrize("name", VARIANCES)
@pytest.mark.parametrize("fan_in, fan_out", [(400, 400), (800, 200), (200, 800)])
def test_variance_and_mean_of_the_weights(name, fan_in, fan_out):
    weights, _ = draw(name, fan_in, fan_out)
    expected = VARIANCES[name](fan_in, fan_out)
    assert weights.var() == pytest.approx(expected, rel=0.02)
    assert abs(weights.mean()) <= 5 * np.sqrt(expected / weights.size)


@pytest.mark.parametrize("fan_in", [10, 100, 1000])
def test_pytorchs_default_is_a_third_over_fan_in(fan_in):
    """FACTS check 12 [S, R]: n Var W = 1/3 +- .01; biases of the same law."""
    weights, biases = draw("PyTorch default", fan_in, 5000)
    assert fan_in * weights.var() == pytest.approx(1 / 3, abs=0.01)
    assert max(np.abs(weights).max(), np.abs(biases).max()) <= fan_in**-0.5
    assert fan_in * biases.var() == pytest.approx(1 / 3, abs=0.01)


@pytest.mark.parametrize(
    "name, kurtosis", [("Xavier", 1.8), ("PyTorch default", 1.8), ("He", 3), ("LeCun", 3), ("small normal", 3)]
)
def test_uniform_or_normal_as_the_source_says(name, kurtosis):
    """The fourth moment over the squared variance: 9/5 for a uniform law, 3 for a normal one."""
    weights, _ = draw(name, 500, 500)
    assert (weights**4).mean() / weights.var() ** 2 == pytest.approx(kurtosis, rel=0.03)


def test_xaviers_limit_is_the_published_one():
    """Glorot & Bengio 2010, equation 16 [S]: sqrt(6) / sqrt(n_j + n_(j+1))."""
    weights, _ = draw("Xavier", 300, 500)
    assert np.abs(weights).max() == pytest.approx(np.sqrt(6 / 800), rel=1e-3) and np.abs(weights).max() <= np.sqrt(
        6 / 800
    )


@shapes
def test_orthogonal_columns_or_rows(fan_in, fan_out):
    weights, _ = draw("orthogonal", fan_in, fan_out)
    product = weights.T @ weights if fan_in >= fan_out else weights @ weights.T
    np.testing.assert_allclose(product, np.eye(min(fan_in, fan_out)), atol=1e-12)


def test_orthogonal_matrices_have_no_favorite_direction():
    """QR with its signs fixed is uniform: without, the diagonal would be negative more often than not."""
    draws = np.array([draw("orthogonal", 3, 3, seed)[0] for seed in range(2000)])
    np.testing.assert_allclose(draws.mean(axis=0), 0, atol=0.05)
    np.testing.assert_allclose((draws**2).mean(axis=0), 1 / 3, atol=0.03)


def test_only_pytorch_and_rai_draw_biases():
    for name in INITIALIZERS:
        assert draw(name, 30, 30)[1].any() == (name in ("PyTorch default", "RAI"))


# ---- LSUV


@pytest.mark.parametrize(
    "activation, before", [("ReLU", (0.45, 0.55)), ("tanh", (0.393, 0.397)), ("sigmoid", (0.27, 0.32))]
)
def test_lsuv_needs_one_rescale(activation, before):
    """Mishkin & Matas 2015; FACTS check 8: variance 1.000 in every layer, and before its one rescale, from layer 2 on,
    E f^2 of a unit normal: about .5 for ReLU, .394 for tanh, .27 to .32 for sigmoid [R]. Layer 1 needs next to none."""
    x = np.random.default_rng(0).standard_normal((500, 200))
    network = Network([200] * 12, activation, "LSUV", inputs=x, dtype=float)
    variances = [z.var() for z in network.forward(x).pre_activations]
    np.testing.assert_allclose(variances, 1, atol=1e-3)
    rescaled = np.array(
        [200 / np.square(matrix).sum() for matrix in network.weights]
    )  # an orthonormal matrix sums to 200
    assert rescaled[0] == pytest.approx(1, abs=0.02)
    assert before[0] < rescaled[1:].mean() < before[1]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_lsuv_gives_unit_variance_with_any_activation_and_bias(activation):
    x = np.random.default_rng(0).standard_normal((300, 20))
    network = Network([20, 30, 10, 40, 5], activation, "LSUV", inputs=x, dtype=float)
    np.testing.assert_allclose([z.var() for z in network.forward(x).pre_activations], 1, atol=1e-9)


def test_lsuv_of_inputs_that_are_all_zero_stays_finite():
    network = Network([5, 6, 2], "ReLU", "LSUV", inputs=np.zeros((4, 5)))
    assert all(np.isfinite(matrix).all() for matrix in network.weights)


def test_lsuv_behind_a_saturated_layer_stays_within_float32():
    """What passes eight layers of one sigmoid here is 1e-63: dividing by its deviation would leave every float32."""
    inputs = DATASETS["digits"].load().train_inputs[:256]
    network = Network([64, *[1] * 8, 10], "sigmoid", "LSUV", bias=-1.0, seed=1, inputs=inputs)
    assert all(np.isfinite(matrix).all() for matrix in network.weights)


# ---- RAI


def test_the_deviation_of_rai():
    """Lu et al. 2019 [M; constant R]: -2 sqrt(2) / (3 sqrt(pi)) + sqrt(1 + 8 / (9 pi)) = 0.6007, about sqrt(0.36)."""
    assert pytest.approx(0.6007, abs=5e-5) == RAI_DEVIATION


def test_rai_has_one_beta_entry_a_unit_anywhere_among_weights_and_bias():
    """[M]: each unit's weights and bias are N(0, sigma^2 / fan_in) but for one, Beta(2, 1): mean 2/3, variance 1/18."""
    fan_in, units = 4, 40_000
    table = np.vstack(draw("RAI", fan_in, units))
    normal_variance = RAI_DEVIATION**2 / fan_in
    second_moment = (4 / 5 * normal_variance) + 1 / 5 * (1 / 18 + 4 / 9)
    np.testing.assert_allclose(table.mean(axis=1), 2 / 3 / 5, atol=0.01)
    np.testing.assert_allclose((table**2).mean(axis=1), second_moment, rtol=0.03)


def test_rais_first_layer_is_hes():
    weights, biases = draw("RAI", 300, 300, layer=1)
    assert weights.var() == pytest.approx(2 / 300, rel=0.03) and not biases.any()


def test_rai_keeps_the_mean_square_length_through_a_layer():
    """What its deviation is chosen for [M]: E of the next layer's squared length over this one's does not exceed 1 by much."""
    fan, x = 200, np.abs(np.random.default_rng(0).standard_normal(200))
    ratios = []
    for seed in range(20):
        weights, biases = draw("RAI", fan, fan, seed)
        ratios.append(np.square(np.maximum(x @ weights + biases, 0)).sum() / np.square(x).sum())
    assert 0.3 < np.mean(ratios) < 1.5


# ---- What a network makes of it


def test_weight_scale_multiplies_every_weight_and_bias_shifts_hidden_units_only():
    for name in INITIALIZERS:
        plain = Network([6, 5, 5, 3], "tanh", name, dtype=float)
        changed = Network([6, 5, 5, 3], "tanh", name, weight_scale=3.0, bias=0.5, dtype=float)
        if INITIALIZERS[name].fit is None:
            for was, now in zip(plain.weights, changed.weights, strict=True):
                np.testing.assert_allclose(now, 3 * was, rtol=1e-12)
        for was, now, shift in zip(plain.biases, changed.biases, [0.5, 0.5, 0], strict=True):
            np.testing.assert_allclose(now, was + shift, rtol=1e-12)


@pytest.mark.parametrize("name", ["small normal", "LeCun", "Xavier", "He"])
def test_both_forms_have_the_variance_of_the_law(name):
    """Glorot & Bengio 2010 give the uniform form, He et al. 2015 the normal one; torch.nn.init has both of each."""
    drawn = {}
    for form in ("normal", "uniform"):
        initializer = INITIALIZERS[name].with_form(form)
        drawn[form] = Network([300, 500, 10], "linear", initializer).weights[0].astype(float)
        assert form in initializer.law and initializer.name == name
    assert drawn["normal"].var() == pytest.approx(drawn["uniform"].var(), rel=0.02)
    assert np.abs(drawn["uniform"]).max() <= np.sqrt(3) * 1.02 * drawn["normal"].std() < np.abs(drawn["normal"]).max()


def test_a_form_that_is_not_on_the_menu_is_answered_with_the_menu():
    with pytest.raises(ValueError, match="no form named 'gaussian'; choose one of: normal, uniform"):
        Network([3, 4, 2], init=INITIALIZERS["He"].with_form("gaussian"))
