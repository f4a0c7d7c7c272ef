"""Every activation of the menu is what its formula says, keeps its true derivative beside it, and survives any float.

The tests run over ACTIVATIONS itself: a new entry is under all of them. One without a formula below is compared with
finite differences where the others are compared with mpmath and PyTorch, and the name of the test says so.
"""

from functools import lru_cache

import mpmath
import numpy as np
import pytest

from helpers.activations import ACTIVATIONS, largest_derivative, leaky_relu, mixture, necro_relu, prelu, sloped

everything = pytest.mark.parametrize("name", ACTIVATIONS)
refereed = pytest.mark.parametrize(
    "name", ACTIVATIONS, ids=lambda name: name if name in FORMULAS else f"{name}, by finite differences"
)
both_precisions = pytest.mark.parametrize("dtype", [np.float32, np.float64])

LINE = np.concatenate([np.linspace(-50, 50, 500), np.linspace(-3, 3, 122), [-1e-8, 1e-8, -1e-30, 1e-30]])


def test_the_menu_has_the_names_of_the_design():
    names = "linear, sigmoid, tanh, ReLU, leaky ReLU, PReLU, ELU, SELU, softplus, GELU, SiLU, abs, NecroReLU"
    assert [name for name in ACTIVATIONS if name in FORMULAS] == names.split(", ")


# ---- Against formulas that are not ours, with 60 digits


EXACTLY = {
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "tanh": mpmath.tanh,
    "ReLU": lambda z: max(z, 0),
    "leaky ReLU": lambda z: z if z > 0 else mpmath.mpf(0.01) * z,
    "PReLU": lambda z: z if z > 0 else z / 4,
    "ELU": lambda z: z if z > 0 else mpmath.expm1(z),
    "SELU": lambda z: mpmath.mpf(1.0507009873554805) * (z if z > 0 else 1.6732632423543772 * mpmath.expm1(z)),
    "softplus": lambda z: mpmath.log1p(mpmath.exp(z)),
    "GELU": lambda z: z * mpmath.ncdf(z),
    "SiLU": lambda z: z / (1 + mpmath.exp(-z)),
    "abs": abs,
}


FORMULAS = [*EXACTLY, "NecroReLU"]  # the last has a value to compare, and a derivative that no formula gives


@lru_cache
def exact_on_the_line(name):
    """The value and the derivative at each z of LINE, rounded to float64 once."""
    with mpmath.workdps(60):
        points = [mpmath.mpf(float(z)) for z in LINE]
        values = [float(EXACTLY[name](point)) for point in points]
        slopes = [float(mpmath.diff(EXACTLY[name], point, h=mpmath.mpf("1e-40"))) for point in points]
    return np.array(values), np.array(slopes)


@pytest.mark.parametrize("name", EXACTLY)
def test_value_and_derivative_to_twelve_digits_in_both_tails(name):
    value, derivative = exact_on_the_line(name)
    # Below 1e-290 float64 itself loses digits; 4e-16 is one rounding where a curve crosses zero (GELU', SiLU').
    np.testing.assert_allclose(ACTIVATIONS[name].value(LINE), value, rtol=1e-12, atol=1e-290)
    crosses_zero = 4e-16 if name in ("GELU", "SiLU") else 1e-290
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(LINE), derivative, rtol=1e-12, atol=crosses_zero)


def torch_values(name, z):
    torch = pytest.importorskip("torch")
    f = torch.nn.functional
    function = {
        "linear": lambda z: z * 1,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "ReLU": f.relu,
        "leaky ReLU": lambda z: f.leaky_relu(z, 0.01),
        "PReLU": lambda z: f.prelu(z, torch.tensor([0.25], dtype=z.dtype)),
        "ELU": f.elu,
        "SELU": f.selu,
        "softplus": lambda z: f.softplus(z, threshold=1000),  # beyond its default of 20 PyTorch answers with z itself
        "GELU": f.gelu,
        "SiLU": f.silu,
        "abs": torch.abs,
        "NecroReLU": lambda z: f.leaky_relu(z, 0.1) + (f.relu(z) - f.leaky_relu(z, 0.1)).detach(),
    }[name]
    leaf = torch.tensor(z, requires_grad=True)
    value = function(leaf)
    (derivative,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach().numpy(), derivative.numpy()


@pytest.mark.parametrize("name", FORMULAS)
def test_value_and_derivative_agree_with_pytorch_wherever_pytorch_is_accurate(name):
    """PyTorch forms tanh' = 1 - h^2, sigmoid' = h (1 - h) and GELU = z (1 + erf) / 2 from rounded parts, which leaves few
    digits, or none, in a tail. There the test above, with 60 digits, is the referee."""
    ours = ACTIVATIONS[name].value(LINE), ACTIVATIONS[name].derivative(LINE)
    exact = exact_on_the_line(name) if name in EXACTLY else ours  # NecroReLU's derivative is not a true one
    for mine, theirs, truth in zip(ours, torch_values(name, LINE), exact, strict=True):
        accurate = np.abs(theirs - truth) <= 5e-13 * np.abs(truth)
        assert accurate[np.abs(LINE) < 2].mean() > 0.95
        np.testing.assert_allclose(mine[accurate], theirs[accurate], rtol=1e-12, atol=1e-290)


@pytest.mark.parametrize("name", FORMULAS)
def test_at_zero_the_conventions_are_pytorchs(name):
    zero = np.zeros(1)
    value, derivative = torch_values(name, zero)
    np.testing.assert_allclose(ACTIVATIONS[name].value(zero), value, rtol=1e-15)
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(zero), derivative, rtol=1e-15)


def test_relu_is_closed_at_zero():
    assert ACTIVATIONS["ReLU"].derivative(np.array([-0.0, 0.0])).tolist() == [0, 0]


# ---- Over the whole menu, also an entry nobody else knows


def central_difference(function, z, step=1e-5):
    return (function(z + step) - function(z - step)) / (2 * step)


def five_point_difference(function, z, step=1e-3):
    """The slope of a smooth function to about 1e-13 of its size (its error is step^4 / 30 times the fifth derivative)."""
    near, far = central_difference(function, z, step), central_difference(function, z, 2 * step)
    return (4 * near - far) / 3


@refereed
def test_the_derivative_is_the_slope_of_the_value_unless_it_is_marked_surrogate(name):
    entry = ACTIVATIONS[name]
    z = LINE[np.abs(LINE) > 3e-3]  # at a kink there is no slope to compare with
    error = np.abs(entry.derivative(z) - five_point_difference(entry.value, z)).max()
    if entry.surrogate:
        assert error > 0.01, "a surrogate is a derivative that the value does not have"
    else:
        assert error < 1e-10


@everything
@both_precisions
@pytest.mark.parametrize("shape", [(3,), (2, 3), (4, 2, 3), (1, 1), (0, 3)])
def test_precision_and_shape_are_kept_and_the_input_is_left_alone(name, dtype, shape):
    z = np.random.default_rng(0).standard_normal(shape).astype(dtype)
    before = z.copy()
    for function in (ACTIVATIONS[name].value, ACTIVATIONS[name].derivative):
        answer = function(z)
        assert answer.dtype == dtype and answer.shape == shape
        assert not np.shares_memory(answer, z)
    np.testing.assert_array_equal(z, before)


@everything
@both_precisions
def test_no_float_is_too_large(name, dtype):
    """Half the largest float, because SELU of the largest one is beyond it; every warning is an error here."""
    largest = np.finfo(dtype).max
    z = np.array([-largest / 2, -1e30, -1e10, -1000, -100, 0, 100, 1000, 1e10, 1e30, largest / 2], dtype)
    assert np.isfinite(ACTIVATIONS[name].value(z)).all()
    assert np.isfinite(ACTIVATIONS[name].derivative(z)).all()
    if name != "SELU":
        edge = np.array([-largest, largest])
        assert np.isfinite(ACTIVATIONS[name].value(edge)).all()
        assert np.isfinite(ACTIVATIONS[name].derivative(edge)).all()


@everything
def test_single_precision_is_the_same_function(name):
    entry, single = ACTIVATIONS[name], LINE.astype(np.float32)
    for function in (entry.value, entry.derivative):
        np.testing.assert_allclose(function(single), function(single.astype(float)), rtol=2e-4, atol=3e-7)


@everything
def test_a_nan_is_not_made_to_look_like_a_number(name):
    with np.errstate(invalid="ignore"):
        assert np.isnan(ACTIVATIONS[name].value(np.array([np.nan]))).all()


@everything
def test_the_largest_derivative_is_the_largest_on_the_line(name):
    z = np.linspace(-10, 10, 40001)
    found = largest_derivative(ACTIVATIONS[name], 5)
    assert found.shape == (1, 5)
    np.testing.assert_allclose(found, np.abs(ACTIVATIONS[name].derivative(z)).max(), rtol=1e-3)


# ---- Slopes that can be set or learned


@pytest.mark.parametrize("name", [name for name, entry in ACTIVATIONS.items() if entry.slope_derivative])
def test_the_derivative_by_a_learned_slope(name):
    entry = ACTIVATIONS[name]
    difference = central_difference(lambda slope: entry.with_slope(slope).value(LINE), entry.learned_slope)
    np.testing.assert_allclose(entry.slope_derivative(LINE), difference, rtol=1e-9, atol=1e-12)


def test_prelu_starts_at_a_quarter():
    """He et al. 2015, section 2.2."""
    assert ACTIVATIONS["PReLU"].learned_slope == 0.25
    assert ACTIVATIONS["PReLU"].value(np.array([-2.0])) == -0.5


@pytest.mark.parametrize("make", [leaky_relu, prelu, necro_relu])
def test_a_slope_may_be_set(make):
    z = np.array([-2.0, 3.0])
    assert make(0.5).derivative(z).tolist() == [0.5, 1]
    assert make(0.5).with_slope(0.125).derivative(z).tolist() == [0.125, 1]


def test_any_entry_with_a_slope_can_have_another():
    z = np.array([-2.0, 3.0])
    for name in ("leaky ReLU", "NecroReLU", "PReLU"):
        assert sloped(ACTIVATIONS[name], 0.5).name == name
    assert sloped(ACTIVATIONS["leaky ReLU"], 0.5).value(z).tolist() == [-1, 3]
    assert sloped(ACTIVATIONS["NecroReLU"], 0.5).derivative(z).tolist() == [0.5, 1]
    assert sloped(ACTIVATIONS["PReLU"], 0.5).learned_slope == 0.5
    with pytest.raises(ValueError, match="ELU has no slope to set; these have one: leaky ReLU, PReLU, NecroReLU"):
        sloped(ACTIVATIONS["ELU"], 0.5)


@pytest.mark.parametrize("slope", [0.01, 0.1, 1.0])
def test_necro_relu_is_relu_forward_to_the_last_bit(slope):
    """The idea of stats.stackexchange.com/q/176794: the forward pass stays sparse, the backward pass never closes."""
    entry = necro_relu(slope)
    assert entry.surrogate
    assert entry.value(LINE).tobytes() == ACTIVATIONS["ReLU"].value(LINE).tobytes()
    assert (entry.derivative(LINE[LINE < 0]) == slope).all()


# ---- Several activations in one layer


def test_a_mixture_gives_each_part_an_equal_group_of_units():
    z = np.random.default_rng(0).standard_normal((5, 7))
    names = ["ReLU", "tanh", "SiLU"]
    mixed = mixture([ACTIVATIONS[name] for name in names])
    for function, of in (("value", mixed.value), ("derivative", mixed.derivative)):
        groups = zip(names, [slice(0, 3), slice(3, 5), slice(5, 7)], strict=True)
        expected = [getattr(ACTIVATIONS[name], function)(z[:, units]) for name, units in groups]
        np.testing.assert_array_equal(of(z), np.concatenate(expected, axis=1))


def test_a_mixture_is_surrogate_if_a_part_is_and_learns_if_a_part_does():
    plain, necro, learning = (ACTIVATIONS[name] for name in ("ReLU", "NecroReLU", "PReLU"))
    assert mixture([plain, necro]).surrogate and not mixture([plain, learning]).surrogate
    assert mixture([plain, learning]).learned_slope == 0.25 and mixture([plain, necro]).learned_slope is None


def test_a_mixture_learns_only_the_slope_of_the_part_that_has_one():
    z = np.full((1, 2), -2.0)
    mixed = mixture([ACTIVATIONS["leaky ReLU"], ACTIVATIONS["PReLU"]])
    np.testing.assert_allclose(mixed.with_slope(0.5).value(z), [[-0.02, -1.0]])
    np.testing.assert_array_equal(mixed.slope_derivative(z), [[0, -2]])


def test_a_narrow_layer_goes_to_the_first_parts():
    z = np.full((1, 1), -2.0)
    mixed = mixture([ACTIVATIONS["abs"], ACTIVATIONS["ReLU"]])
    assert mixed.value(z).tolist() == [[2.0]] and mixed.derivative(z).tolist() == [[-1.0]]
