"""Settings say which network meets which data; here they become that network and those examples."""

from __future__ import annotations

import numpy as np

from ..activations import sloped
from ..checks import check_count, check_number
from ..datasets import DATASETS, Dataset, Split
from ..network import Network, Trace, one_activation

DEEPEST, WIDEST = 200, 1024


def build(
    dataset, depth, width, activation, init, weight_scale, bias, seed, slope=None, training_examples=None, input_shift=0.0,
    **options,
) -> tuple[Network, Split]:  # fmt: skip
    """The network that the settings describe and the data it meets; ValueError names the setting that is wrong.

    `slope` replaces the slope below zero of an activation that has one; None leaves it as the menu has it.
    `training_examples` keeps only the first ones of the training set, `input_shift` is added to every input.
    """
    check_count("depth", depth, most=DEEPEST)
    check_count("width", width, most=WIDEST)
    check_number("weight_scale", weight_scale, -1e6, 1e6)
    check_number("bias", bias, -1e6, 1e6)
    check_count("seed", seed, least=0)
    if slope is not None:
        activation = sloped(one_activation(activation), slope)
    data: Dataset = DATASETS[dataset]
    split = prepared(data.load(seed=0), training_examples, input_shift)
    widths = [data.inputs, *[width] * depth, data.outputs]
    network = Network(
        widths, activation, init, weight_scale=weight_scale, bias=bias, seed=seed,
        inputs=split.train_inputs[:256], **options,
    )  # fmt: skip
    return network, split


def prepared(split: Split, training_examples: int | None, input_shift: float) -> Split:
    """The split with only its first training examples, and `input_shift` added to every input."""
    check_number("input_shift", input_shift, -1e6, 1e6)
    if training_examples is not None:
        check_count("training_examples", training_examples, most=len(split.train_inputs))
    if training_examples is None and not input_shift:
        return split  # a slider asks for it at every move
    shift, few = np.float32(input_shift), slice(training_examples)
    return Split(
        split.train_inputs[few] + shift, split.train_targets[few], split.test_inputs + shift, split.test_targets
    )


def one_pass(examples, **settings) -> tuple[Network, Split, Trace]:
    """The network that the settings describe, its data, and what flows when the first `examples` go forward and back."""
    network, split = build(**settings)
    x, y = first_examples(split, examples)
    return network, split, network.backward(network.forward(x), y)


def first_examples(split: Split, examples: int) -> tuple[np.ndarray, np.ndarray]:
    """The first `examples` training inputs and targets (all of them, if there are fewer)."""
    check_count("examples", examples)
    return split.train_inputs[:examples], split.train_targets[:examples]
