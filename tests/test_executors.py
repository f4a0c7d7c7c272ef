"""On other processes, and on a Dask cluster, a sweep finds what it finds here, also when a worker is killed on the way."""

import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from helpers.experiments import born_dead_map, compare, death_map, phase_map, sweep

# Workers that are started afresh, as on Windows, macOS and in Python 3.14: they share nothing with this process.
FRESH = get_context("spawn")


def experiments(executor):
    """A small instance of each experiment that takes an executor."""
    settings = {"executor": executor, "width": 12, "dataset": "two moons"}
    return {
        "phase map": phase_map([1, 3, 6], [0.5, 1.0, 2.0], activation="tanh", **settings),
        "born dead": born_dead_map([2, 3, 4], [5, 10], networks=2000, executor=executor),
        "death map": death_map([0.1, 0.8], [0.0, -1.0], seeds=2, steps=30, depth=2, **settings),
        "compare": compare({"ReLU": {}, "tanh": {"activation": "tanh"}}, seeds=3, steps=30, depth=2, **settings),
    }


@pytest.fixture(scope="module")
def serial():
    return experiments(None)


def assert_same(one, other):
    """Equal to the last bit, down to the arrays inside."""
    assert type(one) is type(other)
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            assert_same(one[key], other[key])
    else:
        np.testing.assert_array_equal(one, other)


def slow_square(base, folder):
    """Leaves a mark that names its process, so that the test sees which worker is at it."""
    (folder / f"{base}-{os.getpid()}").touch()
    time.sleep(0.05)
    return base**2


def kill_first_worker(folder):
    """A `progress` that kills one of the workers, once, after the second cell; the lists tell which one, and all that was told."""
    killed, told = [], []

    def progress(done, total):
        told.append(done)
        if done == 2 and not killed:
            killed.append(int(max(folder.iterdir(), key=os.path.getmtime).name.split("-")[1]))
            os.kill(killed[0], signal.SIGKILL)

    return progress, killed, told


def test_a_process_pool_finds_the_same_to_the_last_bit(serial):
    with ProcessPoolExecutor(2, mp_context=FRESH) as pool:
        assert_same(experiments(pool), serial)


def test_a_killed_worker_of_a_pool_loses_nothing(tmp_path):
    cells = [{"base": base, "folder": tmp_path} for base in range(30)]
    progress, killed, told = kill_first_worker(tmp_path)
    with ProcessPoolExecutor(2) as pool:
        assert sweep(slow_square, cells, pool, progress) == [base**2 for base in range(30)]
    assert killed and killed[0] != os.getpid()
    assert told == list(range(31))


def test_an_interrupt_calls_off_the_cells_not_begun(tmp_path):
    def stop(done, total):
        if done == 1:
            raise KeyboardInterrupt

    cells = [{"base": base, "folder": tmp_path} for base in range(40)]
    with ProcessPoolExecutor(1) as pool:
        results = sweep(slow_square, cells, pool, stop)
    assert results[0] == 0 and results[10:] == [None] * 30
    assert len(list(tmp_path.iterdir())) < 10


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_dask_cluster_finds_the_same_to_the_last_bit(cluster, serial):
    assert_same(experiments(cluster.get_executor()), serial)


def test_a_killed_worker_of_a_cluster_loses_nothing(cluster, tmp_path):
    cells = [{"base": base, "folder": tmp_path} for base in range(30)]
    progress, killed, told = kill_first_worker(tmp_path)
    assert sweep(slow_square, cells, cluster.get_executor(), progress) == [base**2 for base in range(30)]
    assert killed and killed[0] != os.getpid()
    assert told == list(range(31))
