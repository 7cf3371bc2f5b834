"""Processes with walls: what comes from outside is parsed and answered in them, and they can be ended at any moment."""
