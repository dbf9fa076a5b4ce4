"""Tests of the reading list, one module for each module of the generator."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
"""The repository's own folder."""
