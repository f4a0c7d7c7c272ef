"""How fast the arithmetic is, as ratios against peers that take turns with it in one run, on one BLAS thread.

Run it from the repository's root, after `pip install -r requirements-bench.txt`:  python tests/benchmarks/arithmetic.py
Every figure is processor time: the median over rounds, and the median of the ratios round by round.
"""

import os
import sys
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import helpers  # noqa: F401, E402, I001  (sets the threads before numpy is imported)
import numpy as np  # noqa: E402

from helpers import probes  # noqa: E402
from helpers.datasets import DATASETS  # noqa: E402
from helpers.experiments import measure_layers  # noqa: E402
from helpers.network import Network  # noqa: E402
from helpers.optimizers import SGD, update  # noqa: E402
from helpers.pictures import LayerPicture  # noqa: E402
from tests.benchmarks import pytorch_peers  # noqa: E402
from tests.benchmarks.machine import machine_and_versions  # noqa: E402

LEARNING_RATE = 0.01


def interleaved(tasks: dict, rounds: int = 30, seconds: float = 0.01) -> dict[str, np.ndarray]:
    """Processor seconds a call, shape (rounds,) for each task; in each round every task has its turn."""
    repeats = {name: repeats_for(task, seconds) for name, task in tasks.items()}
    times = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            times[name].append(timed(task, repeats[name]))
    return {name: np.array(values) for name, values in times.items()}


def repeats_for(task, seconds):
    task()  # warm up
    return max(1, round(seconds / max(timed(task, 1), 1e-6)))


def timed(task, repeats):
    start = time.process_time()
    for _ in range(repeats):
        task()
    return (time.process_time() - start) / repeats


def ratio(times, one, other):
    return float(np.median(times[one] / times[other]))


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def table(*heads):
    print()
    row(*heads)
    row(*["---"] * len(heads))


def batch_of(examples, seed=0):
    split = DATASETS["digits"].load(seed)
    return split.train_inputs[:examples], split.train_targets[:examples]


class Step:
    """One training step of a network, or of a stack, plain or probed."""

    def __init__(self, depth, width, examples, replicas=None):
        self.network = Network([64, *[width] * depth, 10], replicas=replicas)
        self.x, self.y = batch_of(examples)
        self.optimizer = SGD()

    def plain(self):
        trace = self.network.backward(self.network.forward(self.x), self.y)
        update(self.network, trace, self.optimizer, LEARNING_RATE)
        return trace

    def probed(self):
        trace = self.plain()
        return [
            probe(trace)
            for probe in (
                probes.gradient_rms,
                probes.weight_gradient_rms,
                probes.activation_mean,
                probes.activation_std,
                probes.zero_fraction,
            )
        ]


class BareProducts:
    """The matrix products of a training step and nothing else, into memory that is kept."""

    def __init__(self, depth, width, examples):
        generator = np.random.default_rng(0)
        widths = [64, *[width] * depth, 10]
        self.weights = [generator.standard_normal(pair, np.float32) for pair in zip(widths, widths[1:])]
        self.signals = [generator.standard_normal((examples, count), np.float32) for count in widths]
        self.signals_out = [np.empty_like(signal) for signal in self.signals]
        self.weights_out = [np.empty_like(matrix) for matrix in self.weights]

    def __call__(self):
        for signal, matrix, out in zip(self.signals, self.weights, self.signals_out[1:]):
            np.matmul(signal, matrix, out=out)
        for delta, matrix, out in zip(self.signals[2:], self.weights[1:], self.signals_out[1:]):
            np.matmul(delta, matrix.T, out=out)
        for signal, delta, out in zip(self.signals, self.signals[1:], self.weights_out):
            np.matmul(signal.T, delta, out=out)


def against_pytorch():
    table("depth", "width", "batch", "probed step, ms", "PyTorch with hooks", "PyTorch by hand")
    for depth, width in [(10, 64), (10, 16), (10, 128), (2, 64), (50, 64), (50, 16), (2, 128)]:
        ours = Step(depth, width, 128)
        start = [ours.network.weights, ours.network.biases, ours.x, ours.y, LEARNING_RATE]
        tasks = {"ours": ours.probed, "hooks": pytorch_peers.WithHooks(*start), "by hand": pytorch_peers.ByHand(*start)}
        times = interleaved(tasks)
        milliseconds = f"{np.median(times['ours']) * 1e3:.2f}"
        row(depth, width, 128, milliseconds, *(f"{ratio(times, peer, 'ours'):.1f}×" for peer in ("hooks", "by hand")))


def against_bare_products():
    table("depth", "width", "batch", "plain step, ms", "bare products, ms", "ratio")
    for depth, width, examples in [(5, 64, 128), (10, 64, 128), (10, 64, 512), (10, 128, 128), (50, 64, 128)]:
        times = interleaved({"plain": Step(depth, width, examples).plain, "bare": BareProducts(depth, width, examples)})
        milliseconds = (f"{np.median(times[name]) * 1e3:.2f}" for name in ("plain", "bare"))
        row(depth, width, examples, *milliseconds, f"{ratio(times, 'plain', 'bare'):.2f}")


def with_depth_and_replicas():
    table("what", "goal", "measured")
    times = interleaved({depth: Step(depth, 64, 128).probed for depth in (10, 50)})
    row("time of a probed step at depth 50 over depth 10", "≤ 5.5", f"{ratio(times, 50, 10):.2f}")
    for width, depth, examples, goal in [(16, 2, 32, "≤ 0.33"), (64, 10, 128, "about 1")]:
        singles = [Step(depth, width, examples) for _ in range(16)]
        stack = Step(depth, width, examples, replicas=16)
        times = interleaved({"stack": stack.plain, "singles": lambda: [single.plain() for single in singles]}, 20)
        row(f"a stack of 16 over 16 single nets (width {width}, depth {depth}, batch {examples})", goal,
            f"{ratio(times, 'stack', 'singles'):.2f}")  # fmt: skip


def slider_move():
    settings = dict(depth=20, width=64, examples=512)
    picture, results = LayerPicture(), [measure_layers(**settings, seed=seed) for seed in range(2)]
    turns = iter(range(10**9))
    times = interleaved({
        "measure": lambda: measure_layers(**settings, seed=next(turns) % 50),
        "draw": lambda: picture.frame(results[next(turns) % 2]),
        "draft": lambda: picture.frame(results[next(turns) % 2], draft=True),
    })  # fmt: skip
    for drawn, name in (("its sharp picture", "draw"), ("the draft that comes before", "draft")):
        row(f"one slider move (depth 20, width 64, 512 examples) over drawing {drawn}", "< 1",
            f"{ratio(times, 'measure', name):.2f}")  # fmt: skip
    row("the same, ms", "", f"{np.median(times['measure']) * 1e3:.1f}")


if __name__ == "__main__":
    print(machine_and_versions("numpy", "torch"))
    against_pytorch()
    against_bare_products()
    with_depth_and_replicas()
    slider_move()
