"""Contested history as linked data: every statement a claim, with its holder, its passage and its sources."""

__version__ = "0.1.0"
