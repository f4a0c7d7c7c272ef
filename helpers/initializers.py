"""An initializer draws the weights and biases a layer starts with.

To add one, write a function that draws one layer and add one line to INITIALIZERS, the menu at the end of this file.
Every function takes a random generator, fan-in, fan-out and the layer's number (1 is nearest the input),
and returns weights of shape (fan_in, fan_out) and biases of shape (fan_out,).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .menu import Menu

# Lu et al. 2019: the deviation for which randomized asymmetric initialization keeps the mean square length.
RAI_DEVIATION = float(-2 * np.sqrt(2) / (3 * np.sqrt(np.pi)) + np.sqrt(1 + 8 / (9 * np.pi)))


@dataclass(frozen=True)
class Initializer:
    """A named way to draw one layer.

    `draw(generator, fan_in, fan_out, layer) -> (weights, biases)`.
    `fit(weights, inputs) -> weights` rescales drawn weights to the layer's inputs of shape (batch, fan_in);
    None for the initializers that do not look at data.
    `with_form(form)` gives the same variance in another form, "normal" or "uniform"; None where variance is not the law.
    """

    name: str
    draw: Callable
    law: str = ""
    source: str = ""
    fit: Callable | None = None
    with_form: Callable[[str], Initializer] | None = None


def drawn(initializer: Initializer, generator, fan_in: int, fan_out: int, layer: int):
    """The weights and biases that an initializer draws for a layer; ValueError unless their shapes are those of the layer."""
    drawing = initializer.draw(generator, fan_in, fan_out, layer)
    came = [np.shape(array) for array in (drawing if isinstance(drawing, tuple | list) else (drawing,))]
    right = [(fan_in, fan_out), (fan_out,)]
    if came != right:
        shapes, others = (" and ".join(map(str, shapes)) for shapes in (right, came))
        raise ValueError(f"init {initializer.name!r} must draw weights and biases of shapes {shapes}, not {others}")
    return drawing


def normal(generator, fan_in, fan_out, deviation):
    return deviation * generator.standard_normal((fan_in, fan_out)), np.zeros(fan_out)


def uniform(generator, fan_in, fan_out, deviation):
    """Uniform on [-sqrt(3) deviation, sqrt(3) deviation], so that `deviation` is the standard deviation."""
    limit = np.sqrt(3) * deviation
    return generator.uniform(-limit, limit, (fan_in, fan_out)), np.zeros(fan_out)


FORMS: dict[str, Callable] = Menu("form", {"normal": normal, "uniform": uniform})


def by_variance(name: str, variance: Callable, form: str, law: str, source: str) -> Initializer:
    """An initializer whose weights have the variance `variance(fan_in, fan_out)`, in the form its paper gives or another."""

    def draw(generator, fan_in, fan_out, layer):
        return FORMS[form](generator, fan_in, fan_out, np.sqrt(variance(fan_in, fan_out)))

    return Initializer(
        name,
        draw,
        f"{form}, variance {law}",
        source,
        with_form=lambda other: by_variance(name, variance, other, law, source),
    )


def draw_zeros(generator, fan_in, fan_out, layer):
    return np.zeros((fan_in, fan_out)), np.zeros(fan_out)


def draw_orthogonal(generator, fan_in, fan_out, layer):
    """Orthonormal columns (or rows, if fan-out is larger), uniform over all such matrices: QR with its signs fixed."""
    gaussian = generator.standard_normal((max(fan_in, fan_out), min(fan_in, fan_out)))
    basis, triangle = np.linalg.qr(gaussian)
    basis *= np.sign(np.diag(triangle))
    return (basis if fan_in >= fan_out else basis.T), np.zeros(fan_out)


def draw_pytorch(generator, fan_in, fan_out, layer):
    """Weights and biases both uniform on [-1/sqrt(fan_in), 1/sqrt(fan_in)]."""
    weights, _ = uniform(generator, fan_in, fan_out, np.sqrt(1 / (3 * fan_in)))
    limit = 1 / np.sqrt(fan_in)
    return weights, generator.uniform(-limit, limit, fan_out)


def draw_randomized_asymmetric(generator, fan_in, fan_out, layer):
    """One entry of each unit's weights and bias is positive, drawn from Beta(2, 1); the first layer is He's."""
    if layer == 1:
        return normal(generator, fan_in, fan_out, np.sqrt(2 / fan_in))
    table = RAI_DEVIATION / np.sqrt(fan_in) * generator.standard_normal((fan_in + 1, fan_out))
    table[generator.integers(fan_in + 1, size=fan_out), np.arange(fan_out)] = generator.beta(2, 1, fan_out)
    return table[:-1], table[-1]


def fit_unit_variance(weights, inputs):
    """Divide the weights by the deviation of the pre-activations they give (Mishkin & Matas 2015, algorithm 1).

    Where next to nothing arrives, behind a saturated layer, say, no weight of float32 could make up for it: they stay as drawn.
    """
    deviation = np.std(inputs @ weights)
    return weights / deviation if deviation > 1e-30 else weights


INITIALIZERS: dict[str, Initializer] = Menu(
    "init",
    {
        initializer.name: initializer
        for initializer in (
            Initializer("zeros", draw_zeros, "W = 0", "Rumelhart et al. 1986, the problem of symmetry breaking"),
            by_variance(
                "small normal",
                lambda fan_in, fan_out: 0.01**2,
                "normal",
                "0.01^2",
                "Krizhevsky et al. 2012",
            ),
            by_variance(
                "LeCun",
                lambda fan_in, fan_out: 1 / fan_in,
                "normal",
                "1/fan_in",
                "LeCun et al. 1998, section 4.6",
            ),
            by_variance(
                "Xavier",
                lambda fan_in, fan_out: 2 / (fan_in + fan_out),
                "uniform",
                "2/(fan_in + fan_out)",
                "Glorot & Bengio 2010, normalized initialization",
            ),
            by_variance(
                "He",
                lambda fan_in, fan_out: 2 / fan_in,
                "normal",
                "2/fan_in",
                "He et al. 2015, section 2.2",
            ),
            Initializer("orthogonal", draw_orthogonal, "orthonormal columns or rows", "Saxe et al. 2014"),
            Initializer(
                "PyTorch default",
                draw_pytorch,
                "weights and biases U(-r, r), r = 1/sqrt(fan_in)",
                "torch.nn.Linear.reset_parameters",
            ),
            Initializer(
                "LSUV",
                draw_orthogonal,
                "orthonormal, then unit variance on data",
                "Mishkin & Matas 2015",
                fit=fit_unit_variance,
            ),
            Initializer(
                "RAI",
                draw_randomized_asymmetric,
                "N(0, 0.36/fan_in), one entry Beta(2, 1)",
                "Lu et al. 2019, randomized asymmetric initialization",
            ),
        )
    },
)
