"""A sweep runs one function over many settings, here or on an executor's workers, and can be stopped on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, as_completed
from contextlib import closing, suppress


def sweep(function: Callable, cells: Sequence[dict], executor=None, progress: Callable | None = None) -> list:
    """`function(**cell)` for each cell, in their order; None for the cells that a stopped sweep did not reach.

    `executor` is anything with `submit` as in concurrent.futures: None computes here, a ProcessPoolExecutor on all cores,
    a Dask client's `get_executor()` on a cluster. A cell that was lost with its worker is computed again.
    `progress(done, total)` is called at the start and after each cell.
    A keyboard interrupt (the notebook's stop button), also one raised by `progress`, ends the sweep and keeps what is done.
    Raises ValueError for arguments of which no sweep can be made.
    """
    check_sweep(function, cells, executor, progress)
    results = [None] * len(cells)
    with suppress(KeyboardInterrupt), closing(finished(function, cells, executor)) as arriving:
        report(progress, 0, len(cells))
        for done, (place, result) in enumerate(arriving, start=1):
            results[place] = result
            report(progress, done, len(cells))
    return results


def check_sweep(function, cells, executor, progress) -> None:
    """ValueError naming what cannot be called, or cannot be computed with."""
    if not callable(function):
        raise ValueError(f"function must be a function of the settings in a cell, not {function!r}")
    if not isinstance(cells, Sequence) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError(f"cells must be a list of dicts of settings, such as [{{'seed': 0}}], not {cells!r}")
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise ValueError(f"executor must be None or have submit, as ProcessPoolExecutor() has, not {executor!r}")
    if progress is not None and not callable(progress):
        raise ValueError(f"progress must be None or a function of (done, total), not {progress!r}")


def report(progress: Callable | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def finished(function: Callable, cells: Sequence[dict], executor=None) -> Iterator[tuple[int, object]]:
    """(place, result) of each cell as soon as it is there; closing the iterator calls off the cells not begun."""
    if executor is None:
        yield from computed_here(function, cells, range(len(cells)))
        return
    missing = set(range(len(cells)))
    try:
        for place, result in computed_there(function, cells, executor):
            missing.discard(place)
            yield place, result
    except BrokenExecutor:
        # A process pool that lost a worker gives up all its cells and takes no more: the rest is done here.
        yield from computed_here(function, cells, sorted(missing))


def computed_here(function, cells, places):
    for place in places:
        yield place, function(**cells[place])


def computed_there(function, cells, executor):
    places = {}
    try:
        for place, cell in enumerate(cells):
            places[executor.submit(function, **cell)] = place
        for future in as_completed(places):
            yield places[future], future.result()
    finally:
        for future in places:
            future.cancel()


def check_axis(name: str, values) -> list:
    """The values along one axis of a map, as a list; ValueError if there are none, or no list of them."""
    values = check_list(name, values)
    if not values:
        raise ValueError(f"{name} must hold at least one value; it is empty")
    return values


def check_list(name: str, values) -> list:
    """The values as a list, which may be empty; ValueError if they are no list."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise ValueError(f"{name} must be a list of values, not {values!r}")
    return list(values)
