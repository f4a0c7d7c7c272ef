"""The labs behind the ledger: each claim names one of them, and the settings that show what it is about.

To add one, write a function that makes the lab and add it to LABS, the menu at the end of this file.
"""

from ..activations import ACTIVATIONS
from ..controls import log_range
from ..datasets import DATASETS
from ..experiments import (
    CONTENDERS,
    PLANES,
    Duel,
    PlaneTraining,
    Race,
    Training,
    measure_born_dead,
    measure_chain,
    measure_code,
    measure_counts,
    measure_killing,
    measure_layers,
    measure_overlap,
    measure_separability,
    measure_slope,
)
from ..initializers import INITIALIZERS
from ..lab import Lab
from ..live import LiveLab
from ..menu import Menu
from ..pictures import (
    BornDeadPicture,
    ChainPicture,
    CodePicture,
    CountsPicture,
    DuelPicture,
    HingePicture,
    LayerPicture,
    LossPicture,
    OverlapPicture,
    RacePicture,
    RasterPicture,
    SeparabilityPicture,
    SlopePicture,
    SparsityPicture,
)

BIASES, RATES = (-3.0, 1.0, 0.5), log_range(0.001, 3)
PENALTIES = [0.0, 0.003, 0.01, 0.03, 0.1, 0.3]
CODES = {"activation": ["ReLU", "tanh", "softplus"], "l1": [0.0, 0.01, 0.03]}


def network() -> dict:
    """The menus of a network; made when asked for, so that a reader's own activations are in it."""
    return {"depth": (1, 50), "activation": [*ACTIVATIONS], "init": [*INITIALIZERS]}


def slope():
    return Lab(measure_slope, SlopePicture(), activation=[*ACTIVATIONS], z=(-8.0, 8.0, 0.1))


def layers():
    return Lab(measure_layers, LayerPicture(), **network())


def leaky_layers(activation="leaky ReLU", slope=0.5, depth=30, init="He", seed=0):
    """`measure_layers` for an activation that has a slope to set."""
    return measure_layers(**locals())


def leak():
    menus = {"slope": log_range(0.01, 1), "activation": ["leaky ReLU", "PReLU", "NecroReLU"]}
    return Lab(leaky_layers, LayerPicture(), **network() | menus)


def chain():
    return Lab(measure_chain, ChainPicture(), **network(), weight_scale=(0.5, 16.0, 0.5))


def zeros():
    menus = {"width": [4, 16, 64, 256], "bias": BIASES, "depth": (1, 20)}
    return Lab(measure_layers, SparsityPicture(), **network() | menus)


def penalty():
    picture = SparsityPicture(deepest=10, steps=1000)
    menus = {"depth": (1, 10), "activation": [*ACTIVATIONS], "l1": PENALTIES, "learning_rate": RATES}
    return LiveLab(Training, picture, steps_per_frame=20, **menus)


def overlap():
    return Lab(measure_overlap, OverlapPicture(), change=(0.0, 1.0, 0.05), **CODES)


def counts():
    return Lab(measure_counts, CountsPicture(), layer=(1, 3), **CODES)


def separability():
    return Lab(measure_separability, SeparabilityPicture(), width=[16, 64, 256], **CODES)


def code():
    return Lab(measure_code, CodePicture(), layer=(1, 3), dataset=["digits", *PLANES], width=[16, 64])


def killing():
    menus = {"killed_layer": (1, 5), "margin": [0.1, 1.0, 3.0, 10.0], "weight_decay": [0.0, 0.01]}
    return Lab(measure_killing, RasterPicture(), **menus)


def born_dead():
    return Lab(measure_born_dead, BornDeadPicture(), width=(2, 10), depth=(1, 60))


def plane():
    menus = {"dataset": PLANES, "depth": (1, 3), "width": [1, 2, 4, 8, 16, 32], "activation": [*ACTIVATIONS]}
    return LiveLab(PlaneTraining, HingePicture(), **menus, learning_rate=RATES)


def training():
    menus = {"dataset": [*DATASETS], **network(), "depth": (1, 20)}
    return LiveLab(Training, LossPicture(), **menus, learning_rate=RATES)


def duel():
    rivals = {"rival_activation": ["same", *ACTIVATIONS], "rival_init": ["same", *INITIALIZERS]}
    menus = {"dataset": ["digits", "two moons"], **network(), "depth": (1, 20)}
    return LiveLab(Duel, DuelPicture(), **menus, **rivals, learning_rate=RATES)


def race():
    everybody = ["nobody", *CONTENDERS]
    lanes = {lane: everybody for lane in ("first", "second", "third", "fourth")}
    menus = {"depth": (1, 20), "bias": BIASES, "slope": log_range(0.01, 1), "learning_rate": RATES}
    return LiveLab(Race, RacePicture(400), **lanes, **menus)


LABS = Menu(
    "lab",
    {
        lab.__name__: lab
        for lab in (
            slope, layers, leak, chain, zeros, penalty, overlap, counts, separability, code, killing, born_dead, plane,
            training, duel, race,
        )
    },
)  # fmt: skip


def open_lab(name: str, settings: dict) -> Lab:
    """A fresh lab of that name, at these settings. Raises UnknownName for a name that is not on the menu."""
    return LABS[name]().show(**settings)
