"""A data file is used only when it is, to the last byte, the one this project was published with."""

from hashlib import sha256
from pathlib import Path

from .menu import Menu

DATA = Path(__file__).resolve().parent.parent / "data"


class DataFileError(OSError):
    """A file of `data/` that is missing, truncated or altered; the message says how to get it back."""


def read_data_file(name: str, folder: Path = DATA) -> bytes:
    """Bytes of `folder/name`, checked against `folder/SHA256SUMS`.

    Raises `DataFileError` if they differ, UnknownName for a file that is not among them.
    """
    expected = Menu("data file", _checksums(folder))[name]
    content = _bytes_of(folder / name)
    found = sha256(content).hexdigest()
    if found != expected:
        raise DataFileError(
            f"{folder / name} is not the published file: expected SHA-256 {expected}, "
            f"found {found} ({len(content):,} bytes). {_way_back(name)}"
        )
    return content


def _checksums(folder: Path) -> dict[str, str]:
    lines = _bytes_of(folder / "SHA256SUMS").decode().splitlines()
    return {name: checksum for checksum, name in (line.split() for line in lines)}


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataFileError(f"{path} cannot be read ({error.strerror}). {_way_back(path.name)}") from error


def _way_back(name: str) -> str:
    return f"To get it back: git checkout -- data/{name} (data/README.md tells how it was made)."
