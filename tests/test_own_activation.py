"""An activation defined in a cell: it works everywhere at once, and a broken one is told what is broken."""

import math

import ipywidgets as widgets
import numpy as np
import pytest

from helpers.activations import ACTIVATIONS
from helpers.datasets import DATASETS
from helpers.experiments import Training, measure_histograms, measure_layers, measure_slope
from helpers.gradient_check import check_gradient
from helpers.lab import Lab
from helpers.network import Network
from helpers.own_activation import define_activation
from helpers.pictures import LayerPicture, SlopePicture


@pytest.fixture(autouse=True)
def menu_as_it_was():
    before = dict(ACTIVATIONS)
    yield
    ACTIVATIONS.clear()
    ACTIVATIONS.update(before)


# ---- One that works


@pytest.mark.parametrize("derivative", [None, np.cos])
def test_it_is_on_the_menu_and_in_the_next_lab(derivative):
    define_activation("sine", np.sin, derivative)
    lab = Lab(measure_layers, LayerPicture(), activation=[*ACTIVATIONS]).show(activation="sine")
    assert "sine, He, 10 layers" in lab.page.text
    lab.close()


@pytest.mark.parametrize(
    "value",
    [
        lambda z: np.maximum(z, 0),
        lambda z: z / (1 + np.exp(-z)),
        lambda z: z * np.tanh(np.log1p(np.exp(z))),
        lambda z: z,
        lambda z: z > 0,
        lambda z: np.where(z > 0, z, np.sin(z)),
        lambda z: list(np.clip(z, -1, 1)),
    ],
)
def test_it_runs_through_network_training_and_histograms(value):
    define_activation("mine", value)
    assert not measure_layers(activation="mine", depth=3)["diverged"]
    assert measure_histograms(activation="mine", depth=2)["histogram"].sum(axis=1) == pytest.approx(1)
    training = Training(activation=["mine", "ReLU"], depth=2, width=8)
    training.step(3)
    assert np.isfinite(training.measure()["train_loss"])


@pytest.mark.parametrize("precision", [np.float32, np.float64])
@pytest.mark.parametrize("name", ["tanh", "ReLU", "softplus", "GELU", "leaky ReLU"])
def test_a_derivative_taken_numerically_is_the_true_one_in_the_precision_of_z(name, precision):
    define_activation("mine", ACTIVATIONS[name].value)
    z = np.linspace(-7, 7, 999).astype(precision)[:, None]
    taken = ACTIVATIONS["mine"].derivative(z)
    smooth = np.abs(z) > 1e-3
    assert taken.dtype == precision and taken.shape == z.shape
    assert np.allclose(taken[smooth], ACTIVATIONS[name].derivative(z)[smooth], atol=1e-6)


def test_a_numerical_derivative_keeps_dead_units_dead():
    define_activation("mine", lambda z: np.maximum(z, 0))
    assert not ACTIVATIONS["mine"].derivative(np.linspace(-9, -0.1, 50)).any()
    own, built_in = (measure_layers(activation=name, bias=-3.0, width=16, depth=3) for name in ("mine", "ReLU"))
    assert np.array_equal(own["dead_fraction"], built_in["dead_fraction"]) and own["dead_fraction"].any()


@pytest.mark.parametrize("derivative", [None, np.cos])
def test_a_whole_network_of_it_passes_the_gradient_check(derivative):
    define_activation("sine", np.sin, derivative)
    split = DATASETS["digits"].load()
    network = Network([64, 8, 8, 10], "sine", "Xavier", dtype=float)
    assert check_gradient(network, split.train_inputs[:20], split.train_targets[:20]).agrees


def test_an_alias_or_a_view_of_z_does_not_reach_the_network():
    define_activation("mine", lambda z: z)
    z = np.ones((2, 3))
    assert ACTIVATIONS["mine"].value(z) is not z and not np.shares_memory(ACTIVATIONS["mine"].value(z), z)


def test_the_same_name_again_replaces_it_and_is_measured_anew():
    define_activation("mine", np.tanh)
    lab = Lab(measure_slope, SlopePicture(), activation=[*ACTIVATIONS], z=(-8.0, 8.0, 0.1)).show(
        activation="mine", z=1.0
    )
    before = lab.result["derivative"]
    define_activation("mine", np.sin)
    assert lab.show().result["derivative"] != before
    lab.close()


# ---- Its theory


@pytest.mark.parametrize(
    ("name", "gain", "gradient_gain", "critical"),
    [
        ("tanh", 1.5925, 1.4674, 1.0),  # exact gains at q = 1
        ("sigmoid", 1.846, 4.7226, 103),
        ("ReLU", math.sqrt(2), math.sqrt(2), 2.0),
        ("leaky ReLU", math.sqrt(2 / 1.0001), math.sqrt(2 / 1.0001), 2 / 1.0001),
        ("abs", 1.0, 1.0, 1.0),
    ],
)
def test_its_theory_is_that_of_the_literature(name, gain, gradient_gain, critical):
    told = define_activation("mine", ACTIVATIONS[name].value, ACTIVATIONS[name].derivative)
    assert told.gains == pytest.approx((gain, gradient_gain), rel=1e-3)
    assert told.critical_weight_variance == pytest.approx(critical, rel=4e-3)


def test_the_fixed_point_is_that_of_he_weights():
    q, chi = define_activation("mine", np.tanh).fixed_point
    assert (q, chi) == (pytest.approx(0.617965, rel=1e-4), pytest.approx(1.105529, rel=1e-4))


def test_a_function_without_a_slope_has_no_critical_variance_and_says_so():
    told = define_activation("step", lambda z: z > 0)
    assert np.isnan(told.critical_weight_variance) and "none: χ does not cross 1" in str(told)


def test_what_is_told_names_the_derivative_and_the_forecast():
    assert "taken numerically" in str(define_activation("mine", np.sin))
    assert "agrees with finite differences" in str(define_activation("mine", np.sin, np.cos))
    assert "a surrogate" in str(define_activation("mine", np.sin, np.sin, surrogate=True))
    assert "gradients vanish with depth" in str(define_activation("mine", lambda z: z / (1 + np.exp(-z))))
    assert "q grows without end" in str(define_activation("mine", lambda z: 2 * z))


# ---- One that does not


def no_return(z):
    np.maximum(z, 0)


def in_place(z):
    z[z < 0] = 0
    return z


BROKEN = {
    "truth value of an array.*np.where": lambda z: z if z > 0 else 0,
    "`if`, `and`, `max` and `min` look at one number": lambda z: max(0, z),
    "np.maximum and np.minimum compare two": lambda z: np.max(0, z),
    "np.exp in place of math.exp": lambda z: math.exp(z),
    r"for shape \(2001,\) it gives shape \(\)": lambda z: np.max(z),
    "np.full_like": lambda z: 1,
    "same number for every z": np.ones_like,
    "begin with `return`": no_return,
    "changes z itself": in_place,
    "not elementwise.*sum, mean": lambda z: z - z.mean(),
    "not elementwise.*cumulative": lambda z: np.cumsum(z, axis=-1) / 1e4,
    "called again with the same z": lambda z: z + np.random.default_rng().normal(size=z.shape),
    r"nan at z = -0.1 \(50.0% of the places": np.sqrt,
    "nan at z = .*float32.*np.clip": lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
    "nan at z = 0 ": lambda z: z * np.log(np.abs(z)),
    "inf at z = 0 .*divided by 0": lambda z: 1 / z,
    "inf at z = .*grows too fast": lambda z: np.exp(z * z),
    "NameError.*misspelled": lambda z: no_such_name(z),  # noqa: F821
    "called with one argument": lambda z, slope: z,
    "real numbers; it gives complex": lambda z: z + 1j,
    "real numbers; it gives <U": lambda z: "z",
    "rows of different lengths": lambda z: [[1.0], [1.0, 2.0]],
    "must be a function of z.*not ndarray": np.tanh(np.ones(3)),
    "must be a function of z.*not str": "tanh",
    "ZeroDivisionError": lambda z: z / 0 if z is None else 1 // 0,
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_value_is_told_what_is_broken_and_stays_off_the_menu(message):
    with pytest.raises(ValueError, match="(?s)" + message):
        define_activation("mine", BROKEN[message])
    assert "mine" not in ACTIVATIONS


@pytest.mark.parametrize(
    ("value", "derivative", "message"),
    [
        (np.tanh, lambda x: 1 - x**2, "fits if it is given the unit's output"),
        (lambda z: 1 / (1 + np.exp(-z)), lambda h: h * (1 - h), "fits if it is given the unit's output"),
        (np.cos, np.sin, "sign is wrong everywhere"),
        (np.sin, np.sin, "It is the value itself"),
        (np.sin, lambda z: 2 * np.cos(z), "the value rises by -1 for each 1 that z does, and derivative says -2"),
        (np.sin, lambda z: 1, "derivative must give one number for each number in z"),
        (np.sin, np.sqrt, "derivative is nan"),
        (np.sin, 1.0, "derivative must be a function of z"),
    ],
)
def test_a_wrong_derivative_is_told_what_it_looks_like(value, derivative, message):
    with pytest.raises(ValueError, match=message):
        define_activation("mine", value, derivative)
    assert "mine" not in ACTIVATIONS


@pytest.mark.parametrize("name", [*ACTIVATIONS])
def test_no_right_derivative_is_called_wrong(name):
    activation = ACTIVATIONS[name]
    told = define_activation("mine", activation.value, activation.derivative, surrogate=activation.surrogate)
    assert told.error is None or told.error < 1e-6


def test_a_surrogate_is_allowed_only_where_it_is_declared():
    slope = ACTIVATIONS["NecroReLU"].derivative
    with pytest.raises(ValueError, match="surrogate=True"):
        define_activation("mine", ACTIVATIONS["ReLU"].value, slope)
    define_activation("mine", ACTIVATIONS["ReLU"].value, slope, surrogate=True)
    assert ACTIVATIONS["mine"].surrogate
    with pytest.raises(ValueError, match="give it as derivative"):
        define_activation("mine", np.sin, surrogate=True)


@pytest.mark.parametrize("name", ["ReLU", "relu", "Leaky ReLU"])
def test_built_in_activations_cannot_be_overwritten(name):
    with pytest.raises(ValueError, match="is built in; give yours a name of its own"):
        define_activation(name, np.sin)
    assert name in ("relu", "Leaky ReLU") or ACTIVATIONS[name].source != "defined by the reader"


@pytest.mark.parametrize("name", ["", " mine", "two\nlines", "x" * 17, 3, None, ["a"], "a $x$"])
def test_a_name_that_no_menu_can_show_is_refused(name):
    with pytest.raises(ValueError, match="name must"):
        define_activation(name, np.sin)


def test_markup_in_a_name_is_text_wherever_it_is_shown():
    name = "<img src=x>"
    told = define_activation(name, np.sin)
    lab = Lab(measure_layers, LayerPicture(), activation=[*ACTIVATIONS]).show(activation=name)
    shown = [part.value for part in _all(lab.page.box) if isinstance(part, widgets.HTML)] + [told._repr_html_()]
    assert any("&lt;img src=x" in text for text in shown) and not any("<img" in text for text in shown)
    lab.close()


def _all(widget):
    return [widget, *(part for child in getattr(widget, "children", ()) for part in _all(child))]
