"""A cell that is run again replaces what its last run made.

Widgets live in the kernel until they are closed, so a lab made by a cell is closed when that cell
runs again; labs of other cells, and others of the same run, stay.
"""

from IPython import get_ipython

_made = {}  # cell -> (run, what that run made)


def replace(thing):
    """Register `thing`, made by the running cell, and close what an earlier run of that cell made.

    Outside a kernel nothing is registered.
    """
    cell, run = _running_cell()
    if cell is None:
        return
    last_run, things = _made.get(cell, (run, []))
    if run != last_run:
        for old in things:
            old.close()
        things = []
    _made[cell] = (run, [*things, thing])


def _running_cell():
    """What identifies the running cell (its id, else its code) and this run of it."""
    kernel = getattr(get_ipython(), "kernel", None)
    request = kernel.get_parent("shell") if kernel else {}
    if not request:
        return None, None
    cell = request.get("metadata", {}).get("cellId") or request["content"].get("code")
    return cell, request["header"]["msg_id"]
