"""The ledger lays every claim's evidence and verdict side by side, and opens the lab behind each."""

from .ledger import Ledger

__all__ = ["Ledger"]
