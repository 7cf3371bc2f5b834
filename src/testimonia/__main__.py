"""``python -m testimonia`` is the command ``testimonia``."""

from testimonia.cli import main

main()
