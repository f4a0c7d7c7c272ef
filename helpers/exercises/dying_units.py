"""The exercises of notebook 04: what a dead unit's weights still do, and how wide a network must be to be born alive."""

from ..experiments import measure_killing
from ..lessons import Exercise
from ..theory import born_dead_bounds


def coasted(velocity: float = 0.05, factor: float = 0.9, learning_rate: float = 0.1) -> float:
    """How far momentum alone still moves a weight."""
    distance = 0.0
    for _ in range(1000):
        velocity *= factor
        distance += learning_rate * velocity
    return distance


def steps_to_wake(bias: float = 0.5, nearest: float = -2.0, kept: float = 0.99) -> int:
    """Steps of weight decay until the example that comes closest switches the unit on."""
    steps, sum_of_inputs = 0, nearest
    while sum_of_inputs + bias <= 0:
        sum_of_inputs *= kept
        steps += 1
    return steps


def least_width(hidden: int, limit: float = 0.01) -> int:
    """The least width for which the upper bound on being born dead is below `limit`."""
    return next(width for width in range(1, 100) if born_dead_bounds(width, hidden + 1)[1] < limit)


def alive_again(**settings) -> int:
    """Killed units that are alive in the end."""
    result = measure_killing(**settings)
    return int((~result["dead_units"][result["killed_units"]]).sum())


EXERCISES = {
    "rolling on": Exercise(
        coasted,
        "A geometric series has a finite sum: momentum carries a dead weight some way, and then no farther.",
        tolerance=0.02,
        mistakes={
            "The gradient is zero from now on, so the first step already uses 0.9 times the velocity.": lambda: 0.05,
            "That is the sum of the velocities. Each moves the weight by learning rate times velocity.": lambda: 0.45,
            "That is the first step alone. The velocity is not gone after it.": lambda: 0.1 * 0.9 * 0.05,
        },
    ),
    "woken by decay": Exercise(
        steps_to_wake,
        "A positive bias waits for its weights to shrink. With a negative one this day would never come.",
        tolerance=0,
        mistakes={
            "Close. After this many steps z is still below zero.": lambda: steps_to_wake() - 1,
            "Close, but the unit was alive one step earlier.": lambda: steps_to_wake() + 1,
            "You let z itself shrink, or the bias too. Decay shrinks w · x and leaves the bias alone.": (
                lambda: steps_to_wake(bias=0.5, nearest=-1.5)
            ),
        },
    ),
    "wide enough": Exercise(
        lambda: least_width(20),
        "Each unit more halves the danger, and twice the depth costs one unit: width protects fast, depth kills slowly.",
        tolerance=0,
        mistakes={
            "Close. With this width the bound is still above 1 %.": lambda: least_width(20) - 1,
            "True of this width, but a smaller one is enough.": lambda: least_width(20) + 1,
            "That is enough for one hidden layer. The signal has to get through 20.": lambda: least_width(1),
        },
    ),
    "back in layer 3": Exercise(
        lambda: alive_again(killed_layer=3, margin=3.0),
        "Two layers lie below it, and 3 is far: only a few are fetched back.",
        tolerance=0,
        mistakes={
            "That is the margin of 1. Move margin to 3.": lambda: alive_again(killed_layer=3),
            "That is layer 5. Killed layer must be 3.": lambda: alive_again(killed_layer=5, margin=3.0),
            "Those are the units of the layer that are dead now.": (
                lambda: measure_killing(killed_layer=3, margin=3.0)["dead_units"][2].sum()
            ),
        },
    ),
}
