"""Lives of units made up by hand, so that the pictures of how units die are tested without any training."""

import numpy as np

SETTINGS = dict(
    activation="ReLU", init="He", weight_scale=1.0, bias=0.0, dataset="digits", seed=0, optimizer="SGD",
    learning_rate=0.1, examples=256,
)  # fmt: skip
KINDS = {"births_dead": "born dead", "deaths": "died", "revivals": "revived"}


def life_result(dead=None, shares=None, every=10, **others):
    """Units that are dead where `dead` (frames, depth, width) says so, and else active on a half of the examples."""
    dead = some_deaths() if dead is None else np.asarray(dead, bool)
    frames, depth, width = dead.shape
    steps = every * np.arange(frames)
    shares = np.where(dead, 0, 0.5) if shares is None else np.asarray(shares, float)
    events = events_of(dead, steps)
    counts = {
        key: np.bincount([event[2] for event in events if event[4] == kind], minlength=depth)
        for key, kind in KINDS.items()
    }
    losses = np.geomspace(2, 0.1, frames)
    result = dict(
        depth=depth, width=width, step=steps[-1], step_history=steps, unit_history=shares.astype(np.float16),
        dead_history=dead, dead_units=dead[-1], dead_fraction_history=dead.mean(axis=2),
        zero_fraction_history=1 - shares.mean(axis=2), test_accuracy_history=np.linspace(0.1, 0.9, frames),
        train_loss_history=losses, test_loss_history=losses, events=events, diverged=False, divergence="",
    )  # fmt: skip
    return SETTINGS | result | counts | others


def events_of(dead, steps):
    """(step, frame, layer, unit, kind) of each change."""
    before = np.concatenate([np.zeros_like(dead[:1]), dead[:-1]])
    return tuple(
        (steps[frame], frame, layer, unit, kind_of(frame, dead[frame, layer, unit]))
        for frame, layer, unit in np.argwhere(dead != before).tolist()
    )


def kind_of(frame, dead):
    return ("died" if frame else "born dead") if dead else "revived"


def some_deaths(frames=6, depth=3, width=8):
    """In layer 1 all goes well; in layer 2 unit 3 dies and comes back; in layer 3 one is born dead, and two more die."""
    dead = np.zeros((frames, depth, width), bool)
    dead[2:4, 1, 2] = dead[:, 2, 0] = dead[3:, 2, 4:6] = True
    return dead


def diverged_life(frames=4, depth=3, width=8):
    """All goes well until the last frame, in which layers 2 and 3 have become nan."""
    shares = np.full((frames, depth, width), 0.5)
    shares[-1, 1:] = np.nan
    fractions = np.where(np.isnan(shares), np.nan, 0).mean(axis=2)
    return life_result(np.zeros(shares.shape), shares, diverged=True, dead_fraction_history=fractions)


def plane_result(**others):
    """Three units over two clouds of points: one line between them, one to the right of all with them on its off side, one far left."""
    points = np.array([[-1, 0], [-1, 1], [1, 0], [1, 1]], np.float32)
    dead = np.zeros((4, 1, 3), bool)
    dead[2:, 0, 1] = True
    hinges = np.array([[1, 0, 0], [1, 0, -2], [2, 0, 20]], np.float32)
    plane = dict(
        hinges=hinges, hinge_share=np.array([0.5, 0, 1]), points=points, point_classes=np.array([0, 0, 1, 1]),
        reach=3, regions=np.repeat([[0] * 5 + [1] * 5], 10, axis=0).astype(np.int8),
    )  # fmt: skip
    shares = np.where(dead, 0, [0.5, 0.25, 1.0])
    return life_result(dead, shares, dataset="two moons") | plane | others


def followed_result(follow_layer=2, follow_unit=3, **others):
    """The lives of `life_result`, with a gradient that arrives everywhere and passes none who is dead."""
    life = life_result()
    arriving = np.full(life["dead_history"].shape, 0.1)
    edges = np.sinh(np.linspace(-7.6, 7.6, 9))
    histogram = np.array([0, 0, 0.2, 0.1, 0.4, 0.3, 0, 0])
    followed = dict(
        follow_layer=follow_layer, follow_unit=follow_unit, pre_activation_edges=edges,
        pre_activation_histogram=histogram, arriving_history=arriving,
        passing_history=np.where(life["dead_history"], 0, arriving / 2),
    )  # fmt: skip
    return life | followed | others


def overview_result(gradient=(1e-3, 1e-2, 0.1), **others):
    """A life, with the gradient of its layers."""
    gradient = np.array(gradient)
    layers = {name: np.full(len(gradient), 0.5) for name in ("activation_std", "dead_fraction")}
    return life_result(**layers, gradient_rms=gradient, predicted_gradient_rms=2 * gradient, **others)
