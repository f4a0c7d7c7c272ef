"""The machine is what the notebooks run on: this Python, and the packages of requirements.txt that it finds."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements.txt"
OLDEST_PYTHON = (3, 11)
CURE = "open a terminal in the repository's folder and run: python -m pip install -r requirements.txt"


def describe_machine() -> str:
    """What is installed, a line each, and in words whether it will do; where it will not, what to do about it."""
    lines = [_python_line(), *(_package_line(Requirement(line)) for line in _required())]
    trouble = any("✗" in line for line in lines)
    return "\n".join([*lines, f"To repair it, {CURE}" if trouble else "All is well: the notebooks will run."])


def _required():
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _python_line():
    wanted = ".".join(map(str, OLDEST_PYTHON))
    enough = sys.version_info >= OLDEST_PYTHON
    return f"Python {platform.python_version()}: " + ("✓ fine" if enough else f"✗ too old; {wanted} or newer is needed")


def _package_line(required):
    try:
        found = version(required.name)
    except PackageNotFoundError:
        return f"{required.name}: ✗ not installed"
    fits = required.specifier.contains(found, prereleases=True)
    return f"{required.name} {found}: " + ("✓ fine" if fits else f"✗ does not fit; {required.specifier} is needed")
