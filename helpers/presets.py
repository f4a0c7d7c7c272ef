"""A preset is a phenomenon that a click brings about: the settings that cause it, and what to look at.

To add one, add a line to PRESETS; settings that are not named stand at what `Training` starts with.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .menu import Menu


@dataclass(frozen=True)
class Preset:
    """`look` says what to see, and when; `settings` are those in which it differs from an ordinary training."""

    name: str
    look: str
    settings: dict = field(default_factory=dict)


def preset(name: str, look: str, **settings) -> Preset:
    return Preset(name, look, settings)


PRESETS: dict[str, Preset] = Menu(
    "preset",
    {
        entry.name: entry
        for entry in (
            preset("healthy", "Play: the loss falls at once, and after 200 steps 95 % of the digits are right."),
            preset(
                "vanishing sigmoid",
                "Before the first step the gradient of layer 1 is gone. Play: the loss stands still.",
                depth=10, activation="sigmoid", init="Xavier",
            ),
            preset(
                "vanishing ReLU",
                "The derivative is 1 wherever a unit is on, and still the gradient fades: the weights are too small.",
                depth=20, init="PyTorch default",
            ),
            preset(
                "exploding",
                "Weights three times too large, in ten layers. One step, and the numbers are gone.",
                depth=10, weight_scale=3.0,
            ),
            preset(
                "diverging",
                "A good start, and a learning rate that is too high. Press Step a few times.",
                learning_rate=5.0,
            ),
            preset(
                "dying ReLU",
                "Adam with a rate that is too high: units die while the loss still falls. Play 100 steps.",
                optimizer="Adam", learning_rate=0.03,
            ),
            preset(
                "lethal biases",
                "Biases of −2: most units are off on most digits, and little is left to learn with.",
                depth=3, bias=-2.0,
            ),
            preset(
                "lethal biases, ELU",
                "The same start with ELU: no unit is ever without a slope, so it finds its way back.",
                depth=3, bias=-2.0, activation="ELU",
            ),
            preset(
                "born dead",
                "Two units a layer, ten layers: dead before the first step, and no step changes that.",
                dataset="|x|", depth=10, width=2,
            ),
            preset(
                "all weights zero",
                "Every hidden unit is dead from birth; only the output's biases learn how frequent each digit is.",
                init="zeros",
            ),
            preset(
                "sparse by L1",
                "A price on every activation. Play 300 steps: two thirds are zero, and 95 % of the digits are right.",
                l1=1e-2,
            ),
            preset(
                "strangled by L1",
                "The price is too high: the network goes silent, and accuracy goes with it.",
                l1=1e-1,
            ),
            preset(
                "saturated tanh",
                "Weights five times too large push tanh to its flat ends: a large loss, and fewer digits right in the end.",
                activation="tanh", init="Xavier", weight_scale=5.0,
            ),
            preset(
                "linear",
                "Without a nonlinearity depth is of no use: the two spirals cannot be told apart.",
                dataset="spirals", activation="linear", init="Xavier", learning_rate=0.02,
            ),
            preset(
                "spirals",
                "The same spirals with ReLU and Adam. Play 500 steps.",
                dataset="spirals", optimizer="Adam", learning_rate=0.01,
            ),
            preset(
                "XOR with two ReLUs",
                "Two units could solve it exactly. Whether they do is luck: try New seed, or three units.",
                dataset="XOR", depth=1, width=2, learning_rate=0.2,
            ),
            preset(
                "XOR with one |x|",
                "One unit is enough, from nearly any start.",
                dataset="XOR", depth=1, width=1, activation="abs", learning_rate=0.2,
            ),
        )
    },
)  # fmt: skip
