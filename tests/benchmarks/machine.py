"""What a benchmark ran on: without it a figure says nothing."""

import importlib.metadata
import os
import platform
from pathlib import Path


def machine_and_versions(*packages: str) -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    return (
        f"{processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}."
    )


def processor() -> str:
    listing = Path("/proc/cpuinfo")
    names = (
        [line.split(":")[1] for line in listing.read_text().splitlines() if "model name" in line]
        if listing.exists()
        else []
    )
    return names[0].strip() if names else platform.processor()
