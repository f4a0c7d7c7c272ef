"""A contest trains a whole field of contenders under the same conditions, from the same seeds: a `compare` for a lab."""

from __future__ import annotations

from ..checks import check_plain
from .comparison import compare
from .contenders import CONTENDERS, FIELDS, activation_of
from .kept import Kept

KEPT = Kept(room=32)


def contest(
    field="activations", bias=0.0, learning_rate=0.1, depth=3, width=32, batch_size=32, steps=300, seeds=10, seed=0,
    training_examples=None,
) -> dict:  # fmt: skip
    """What `compare` finds for the contenders of a field, and the settings.

    A contest is remembered: to look at it again takes no time. Raises ValueError naming the setting that is wrong.
    """
    settings = {"dataset": "digits"} | locals()
    for name, value in settings.items():
        check_plain(name, value)
    names = tuple(FIELDS[settings.pop("field")])
    # An activation that was defined anew is another one, under the same name.
    functions = tuple(activation_of(name) for name in names)
    contenders = {name: CONTENDERS[name] for name in names}
    return {"field": field} | KEPT.once((names, functions, *settings.values()), lambda: compare(contenders, **settings))
