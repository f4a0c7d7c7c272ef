"""The exercises of the notebooks: each computes its own right answer, so that none can go stale.

To add one, give it a name and an entry in EXERCISES, the list at the end of its notebook's file in this folder.
"""

from ..lessons import Exercise, Feedback
from ..menu import Menu
from . import (
    dying_units,
    keeping_units_alive,
    starting_well,
    switched_off,
    the_thread_on_trial,
    where_the_gradient_goes,
    your_own_activation,
)

EXERCISES: dict[str, Exercise] = Menu(
    "exercise",
    where_the_gradient_goes.EXERCISES
    | starting_well.EXERCISES
    | switched_off.EXERCISES
    | dying_units.EXERCISES
    | keeping_units_alive.EXERCISES
    | the_thread_on_trial.EXERCISES
    | your_own_activation.EXERCISES,
)


def check(name: str, answer) -> Feedback:
    """Feedback on the answer to the exercise of that name; raises UnknownName if there is none."""
    return EXERCISES[name].check(answer)
