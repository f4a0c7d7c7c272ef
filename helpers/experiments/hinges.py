"""A hinge is the line on which a unit of the first layer has pre-activation zero; it can be seen where inputs are points of a plane."""

from __future__ import annotations

import numpy as np

from ..datasets import Split
from ..network import Network, quietly

GRID = 48  # places along each side of the plane at which the network is asked
REACHES = 3, 4, 6, 10, 20, 40, 100  # standard deviations from the center to the edges of the plane


@quietly
def read_hinges(network: Network, split: Split) -> dict:
    """What the first layer looks like in the plane of its two inputs; nothing where there are not two.

    Returns `hinges` of shape (width, 3), of each unit of layer 1 the two weights and the bias; `hinge_share` (width,), the
    share of training examples on the side where its pre-activation is above zero; `points` (examples, 2) and
    `point_classes` (examples,), the training examples; `reach`, the plane is a square from -reach to reach; `regions`
    (GRID, GRID), the class the network gives to each place of the plane, the lowest row first, -1 where it gives none.
    """
    x = split.train_inputs
    if x.shape[1] != 2:
        return {}
    weights, bias = network.weights[0], network.biases[0]
    reach = reach_of(x)
    return {
        "hinges": np.column_stack([weights.T, bias]),
        "hinge_share": (x @ weights + bias > 0).mean(axis=0),
        "points": x,
        "point_classes": split.train_targets,
        "reach": reach,
        "regions": regions(network, reach),
    }


def reach_of(points: np.ndarray) -> float:
    """The first of REACHES that leaves room around the points, for lines that leave them."""
    far = np.abs(points).max() + 0.5
    return float(next((reach for reach in REACHES if reach >= far), far))


def regions(network: Network, reach: float) -> np.ndarray:
    """The class that the network gives to each place of a grid, -1 where its outputs are not finite."""
    places = np.linspace(-reach, reach, GRID, dtype=np.float32)
    plane = np.stack(np.meshgrid(places, places), axis=-1).reshape(-1, 2)
    output = network.forward(plane).output
    classes = np.where(np.isfinite(output).all(axis=1), output.argmax(axis=1), -1)
    return classes.reshape(GRID, GRID).astype(np.int8)
