"""A contender is a name and the settings in which its training differs from the others'.

CONTENDERS, the list below, is the menu of the races: to add one, add one line; one without an activation has ReLU.
FIELDS says which of them are compared with each other.
"""

from __future__ import annotations

from ..activations import ACTIVATIONS, Activation
from ..menu import Menu

CONTENDERS: dict[str, dict] = Menu(
    "contender",
    {
        # "leaky ReLU" and "NecroReLU" take the slope that is set for all; the others have what their names say.
        "ReLU": {"activation": "ReLU"},
        "leaky ReLU": {"activation": "leaky ReLU"},
        "leaky 0.01": {"activation": "leaky ReLU", "slope": 0.01},
        "leaky 0.03": {"activation": "leaky ReLU", "slope": 0.03},
        "leaky 0.1": {"activation": "leaky ReLU", "slope": 0.1},
        "leaky 0.3": {"activation": "leaky ReLU", "slope": 0.3},
        "PReLU": {"activation": "PReLU", "slope": 0.25},
        "ELU": {"activation": "ELU"},
        "SELU": {"activation": "SELU"},
        "softplus": {"activation": "softplus"},
        "GELU": {"activation": "GELU"},
        "SiLU": {"activation": "SiLU"},
        "NecroReLU": {"activation": "NecroReLU"},
        "NecroReLU 0.1": {"activation": "NecroReLU", "slope": 0.1},
        "NecroReLU 0.3": {"activation": "NecroReLU", "slope": 0.3},
        "tanh": {"activation": "tanh"},
        "ReLU + low rate": {"activation": "ReLU", "learning_rate": 0.03},
        "ReLU + clipping": {"activation": "ReLU", "clip_norm": 1.0},
        "ReLU + RAI": {"activation": "ReLU", "init": "RAI"},
        "ReLU + LSUV": {"activation": "ReLU", "init": "LSUV"},
        "ReLU + decay": {"activation": "ReLU", "weight_decay": 0.01},
        "ReLU + Adam": {"activation": "ReLU", "optimizer": "Adam", "learning_rate": 0.003},
    },
)

FIELDS: dict[str, list[str]] = Menu(
    "field",
    {
        "activations": [
            "ReLU", "leaky 0.01", "leaky 0.1", "PReLU", "ELU", "SELU", "softplus", "GELU", "SiLU", "NecroReLU 0.1",
        ],
        "slopes": ["ReLU", "leaky 0.01", "leaky 0.03", "leaky 0.1", "leaky 0.3", "NecroReLU 0.1", "NecroReLU 0.3"],
        "ReLU with help": [
            "ReLU", "ReLU + low rate", "ReLU + clipping", "ReLU + RAI", "ReLU + LSUV", "ReLU + decay", "ReLU + Adam",
        ],
    },
)  # fmt: skip


def activation_of(name: str) -> Activation:
    """The activation that a contender trains with; ValueError for a name that is not on the menu."""
    return ACTIVATIONS[CONTENDERS[name].get("activation", "ReLU")]
