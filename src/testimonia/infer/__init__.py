"""Stage 4: what follows from the claims. One module a rule, listed once, in ``rules``.

No rule gives a verdict. Each writes a graph of its own, names the inputs of
every finding, and says it in a sentence; none touches the authored graphs.
"""
