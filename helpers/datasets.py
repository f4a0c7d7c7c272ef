"""A data set is what a network learns from: inputs, the targets wanted for them, and examples kept back for testing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

import numpy as np

from .checks import check_count
from .data_files import read_data_file
from .menu import Menu

Examples = tuple[np.ndarray, np.ndarray]  # inputs (examples, inputs) and targets, one row for each


class Split(NamedTuple):
    """Inputs: float32 (examples, inputs). Targets: int64 class labels (examples,), or float32 (examples, outputs)."""

    train_inputs: np.ndarray
    train_targets: np.ndarray
    test_inputs: np.ndarray
    test_targets: np.ndarray


@dataclass(frozen=True, eq=False)
class Dataset:
    """One entry of the menu; `draw(rng)` returns its training and its test examples, before standardization."""

    name: str
    meaning: str
    source: str
    inputs: int
    outputs: int
    draw: Callable[[np.random.Generator], tuple[Examples, Examples]] = field(repr=False)
    task: str = "classification"
    standardize: bool = True  # False where the law of the inputs already has mean 0 and variance 1

    def load(self, seed: int = 0) -> Split:
        """The `Split` of this seed, in random order, read-only and remembered; raises ValueError for a bad seed."""
        check_count("seed", seed, least=0)
        return _load(self, int(seed))


@lru_cache(maxsize=32)  # a slider asks for the same split at every move
def _load(dataset: Dataset, seed: int) -> Split:
    (train_inputs, train_targets), (test_inputs, test_targets) = dataset.draw(np.random.default_rng(seed))
    if dataset.standardize:
        train_inputs, test_inputs = _standardized(train_inputs, test_inputs)
    target_type = np.int64 if dataset.task == "classification" else np.float32
    split = Split(
        train_inputs.astype(np.float32),
        train_targets.astype(target_type),
        test_inputs.astype(np.float32),
        test_targets.astype(target_type),
    )
    for array in split:
        array.setflags(write=False)
    return split


def _standardized(train: np.ndarray, test: np.ndarray) -> Examples:
    mean, std = train.mean(axis=0), train.std(axis=0)
    std[std == 0] = 1  # a pixel that is blank in every training image stays blank
    return (train - mean) / std, (test - mean) / std


def _shuffled(inputs: np.ndarray, targets: np.ndarray, rng: np.random.Generator) -> Examples:
    order = rng.permutation(len(inputs))
    return inputs[order], targets[order]


def _divided(pool: Callable[[], Examples]):
    """A `draw` that divides a fixed pool of examples at random: 80 % to train on, 20 % to test on."""

    def draw(rng):
        inputs, targets = _shuffled(*pool(), rng)
        train = round(0.8 * len(inputs))
        return (inputs[:train], targets[:train]), (inputs[train:], targets[train:])

    return draw


def _sampled(law: Callable[[int, np.random.Generator], Examples]):
    """A `draw` that samples `law(examples, rng)` twice: 800 examples to train on, 200 new ones to test on."""

    def draw(rng):
        return _shuffled(*law(800, rng), rng), _shuffled(*law(200, rng), rng)

    return draw


def _digits() -> Examples:
    table = np.loadtxt(BytesIO(read_data_file("digits.csv")), delimiter=",", skiprows=1)
    return table[:, :-1], table[:, -1]


def _parity(bits: int = 10) -> Examples:
    patterns = np.arange(2**bits)[:, None] >> np.arange(bits) & 1
    return 2.0 * patterns - 1, patterns.sum(axis=1) % 2


def _two_classes(curve: np.ndarray, other: np.ndarray, noise: float, rng: np.random.Generator) -> Examples:
    points = np.concatenate([curve, other])
    return points + noise * rng.standard_normal(points.shape), np.repeat([0, 1], [len(curve), len(other)])


def _on_circle(angle: np.ndarray, radius=1.0) -> np.ndarray:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _two_moons(examples: int, rng: np.random.Generator) -> Examples:
    upper, lower = rng.uniform(0, np.pi, (2, examples // 2))
    return _two_classes(_on_circle(upper), [1, 0.5] - _on_circle(lower), 0.1, rng)


def _circles(examples: int, rng: np.random.Generator) -> Examples:
    outer, inner = rng.uniform(0, 2 * np.pi, (2, examples // 2))
    return _two_classes(_on_circle(outer), _on_circle(inner, radius=0.5), 0.08, rng)


def _spirals(examples: int, rng: np.random.Generator) -> Examples:
    along = np.sqrt(rng.uniform(0.02, 1, (2, examples // 2)))  # the root spaces points evenly along the arm
    arm, opposite = (_on_circle(3 * np.pi * t, radius=t) for t in along)
    return _two_classes(arm, -opposite, 0.02, rng)


def _xor(examples: int, rng: np.random.Generator) -> Examples:
    corners = rng.permutation(np.arange(examples) % 4)
    signs = 2.0 * np.stack([corners // 2, corners % 2], axis=1) - 1
    return signs + 0.25 * rng.standard_normal(signs.shape), (signs.prod(axis=1) < 0)


def _absolute_value(examples: int, rng: np.random.Generator) -> Examples:
    # One point from each of `examples` equal slices, so that a sample is as even as its law: mean 0, variance 1.
    evenly = (np.arange(examples) + rng.random(examples)) / examples
    inputs = np.sqrt(3) * (2 * evenly[:, None] - 1)
    return inputs, np.abs(inputs)


_ENTRIES = (
    Dataset(
        "digits",
        "8×8 grey-level images of handwritten digits; tell which of the ten digits it is.",
        "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998, 10.24432/C50P49, CC BY 4.0",
        inputs=64,
        outputs=10,
        draw=_divided(_digits),
    ),
    Dataset(
        "two moons",
        "Points on two half circles that reach into each other; tell which half circle.",
        "drawn here",
        inputs=2,
        outputs=2,
        draw=_sampled(_two_moons),
    ),
    Dataset(
        "circles",
        "Points on a ring and on a smaller ring inside it; tell which ring.",
        "drawn here",
        inputs=2,
        outputs=2,
        draw=_sampled(_circles),
    ),
    Dataset(
        "spirals",
        "Points on two arms that wind one and a half times around each other; tell which arm.",
        "drawn here, after K. Lang and M. Witbrock, Learning to tell two spirals apart, 1988",
        inputs=2,
        outputs=2,
        draw=_sampled(_spirals),
    ),
    Dataset(
        "XOR",
        "Points around the four corners of a square; tell whether the two coordinates differ in sign.",
        "drawn here, after M. Minsky and S. Papert, Perceptrons, 1969",
        inputs=2,
        outputs=2,
        draw=_sampled(_xor),
    ),
    Dataset(
        "parity",
        "Each of the 1,024 patterns of ten bits, once; tell whether the number of ones is odd.",
        "drawn here, after M. Minsky and S. Papert, Perceptrons, 1969",
        inputs=10,
        outputs=2,
        draw=_divided(_parity),
    ),
    Dataset(
        "|x|",
        "Numbers spread evenly between −√3 and √3; give their absolute value.",
        "drawn here, after L. Lu, Y. Shin, Y. Su and G. Karniadakis, Dying ReLU and initialization, 2019",
        inputs=1,
        outputs=1,
        draw=_sampled(_absolute_value),
        task="regression",
        standardize=False,
    ),
)

DATASETS: dict[str, Dataset] = Menu("dataset", {dataset.name: dataset for dataset in _ENTRIES})
