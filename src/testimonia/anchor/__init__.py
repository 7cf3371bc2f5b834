"""Passages against the source files: where words stand, what a passage hashes to, and whether it still does.

The archive keeps digests and offsets, never the words. The lock file
``anchors.csv`` holds the hash of every passage; whoever has the source files
can check it against them.
"""
