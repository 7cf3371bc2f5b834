"""Stage 4: the rules, listed once, here."""

from testimonia.infer import arguments, arithmetic, comparable, roots, times
from testimonia.infer.rules import Rule

RULES: tuple[Rule, ...] = (roots.RULE, comparable.RULE, arithmetic.RULE, arguments.RULE, times.RULE)
