"""Arguments: which claims stand attacked and by what, which attacks are themselves attacked, what holds under them.

A claim or argument is *in* where every attack on it is out, *out* where one
attack is in, and *open* otherwise. An argument needs its premises besides: one
that is out takes it out. *Narrows* says that something holds for less, so it
is told and takes nothing out.

Source:
    P. M. Dung, On the acceptability of arguments and its fundamental role in
    nonmonotonic reasoning, logic programming and n-person games, Artificial
    Intelligence 77 (1995), grounded semantics, as labelling after M. Caminada
    (2006). Premises as in support by necessity (F. Nouioua, V. Risch, 2010).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from testimonia.infer.facts import ArgumentFact, Facts
from testimonia.infer.finding import Finding
from testimonia.infer.rules import Rule, Unit

IN, OUT, OPEN = "in", "out", "open"
_DEFEATS = ("rebuts", "undercuts")
_ATTACKS = (*_DEFEATS, "narrows")
_WORDS = {
    "rebuts": ("argued to be otherwise by", "das Gegenteil vertritt"),
    "undercuts": ("its ground is disputed by", "den Grund bestreitet"),
    "narrows": ("said to hold for less by", "für enger gültig hält es"),
}


@dataclass(frozen=True, slots=True)
class Attack:
    """One row of the table of arguments: what is attacked or supported, by which argument, whose, from what."""

    target: str
    kind: str
    argument: str
    holder: str
    premises: tuple[str, ...]
    label: str


def labels(arguments: Iterable[ArgumentFact]) -> dict[str, str]:
    """Grounded labelling of all arguments, their targets and premises: in, out or open.

    Every node is settled at most once and every link looked at once, so the
    time grows with their number, circles and chains of any length included.
    """
    links = _links(arguments)
    wants = {node: len(links.attackers[node]) + len(links.premises.get(node, ())) for node in links.nodes}
    found: dict[str, str] = {}
    ready = [(node, IN) for node in sorted(links.nodes) if not wants[node]]
    while ready:
        node, label = ready.pop()
        if node in found:
            continue
        found[node] = label
        for other, meets in links.consequences(node, label):
            if other not in found:
                wants[other] -= meets
                if not meets:
                    ready.append((other, OUT))
                elif not wants[other]:
                    ready.append((other, IN))
    return {node: found.get(node, OPEN) for node in links.nodes}


class _Links:
    """Who attacks whom, and which argument needs what."""

    def __init__(self) -> None:
        self.nodes: set[str] = set()
        self.attackers: dict[str, set[str]] = defaultdict(set)
        self.attacked: dict[str, set[str]] = defaultdict(set)
        self.premises: dict[str, set[str]] = {}
        self.carries: dict[str, set[str]] = defaultdict(set)

    def add(self, argument: ArgumentFact) -> None:
        """One argument, with what it needs and what it attacks."""
        self.nodes |= {argument.path, *argument.premises, *argument.targets}
        self.premises[argument.path] = set(argument.premises)
        for premise in argument.premises:
            self.carries[premise].add(argument.path)
        for target in argument.targets if argument.kind in _DEFEATS else ():
            self.attackers[target].add(argument.path)
            self.attacked[argument.path].add(target)

    def consequences(self, node: str, label: str) -> list[tuple[str, int]]:
        """What a settled node does to others: 1 where it is one worry less for them, 0 where it takes them out."""
        on_targets, on_carried = (1, 0) if label == OUT else (0, 1)
        targets = [(other, on_targets) for other in self.attacked.get(node, ())]
        return targets + [(other, on_carried) for other in self.carries.get(node, ())]


def _links(arguments: Iterable[ArgumentFact]) -> _Links:
    links = _Links()
    for argument in arguments:
        links.add(argument)
    return links


def defensible(facts: Facts, holder: str) -> list[str]:
    """The claims that a holder asserts and that stand under the holder's own arguments."""
    own = [argument for argument in facts.arguments.values() if argument.holder == holder]
    found = labels(own)
    claims = (claim for claim in facts.claims.values() if claim.holder == holder and claim.stance == "asserts")
    return sorted(claim.path for claim in claims if found.get(claim.path, IN) == IN)


def argument_table(facts: Facts, about: str = "") -> list[Attack]:
    """Every argument with its target, all of them or those on one claim, argument or thing."""
    found = labels(facts.arguments.values())
    rows = [
        Attack(target, argument.kind, argument.path, argument.holder, argument.premises, found[target])
        for argument in facts.arguments.values()
        for target in argument.targets
        if not about or about in (target, _subject(facts, target))
    ]
    return sorted(rows, key=lambda row: (row.target, row.kind, row.argument))


def _subject(facts: Facts, path: str) -> str:
    """What a claim speaks of; nothing for an argument."""
    claim = facts.claims.get(path)
    answer = facts.answers.get(claim.answer) if claim else None
    return answer.about if answer else ""


def units(facts: Facts) -> list[Unit]:
    """The connected parts of the net of arguments."""
    net = nx.Graph()
    for argument in facts.arguments.values():
        net.add_node(argument.path)
        net.add_edges_from((argument.path, other) for other in (*argument.targets, *argument.premises))
    parts = []
    for component in nx.connected_components(net):
        arguments = tuple(facts.arguments[path] for path in sorted(component) if path in facts.arguments)
        names = tuple((path, facts.label(path), facts.label(path, "de")) for path in sorted(_named(arguments)))
        parts.append(Unit(arguments[0].path, (arguments, names)))
    return sorted(parts, key=lambda unit: unit.key)


def _named(arguments: Iterable[ArgumentFact]) -> set[str]:
    return {path for argument in arguments for path in (argument.holder, *argument.targets)}


def find(facts: Facts, unit: Unit) -> list[Finding]:
    """For each thing attacked: by whom and how; whether an attack is itself attacked; what attacks itself."""
    arguments = [facts.arguments[path] for path in _paths(unit)]
    found = labels(arguments)
    against: dict[str, list[ArgumentFact]] = defaultdict(list)
    for argument in arguments:
        if argument.kind in _ATTACKS:
            for target in argument.targets:
                against[target].append(argument)
    findings = [_attacked(facts, target, attacks, found, against) for target, attacks in against.items()]
    return findings + [_against_itself(facts, argument) for argument in arguments if _is_against_itself(argument)]


def _paths(unit: Unit) -> list[str]:
    arguments = unit.content[0] if isinstance(unit.content, tuple) else ()
    return [argument.path for argument in arguments]


def _attacked(
    facts: Facts,
    target: str,
    attacks: list[ArgumentFact],
    found: Mapping[str, str],
    against: Mapping[str, list[ArgumentFact]],
) -> Finding:
    answered = [attack for attack in attacks if attack.path in against]
    english = "; ".join(f"{_WORDS[a.kind][0]} {facts.label(a.holder)}" for a in attacks)
    german = "; ".join(f"{_WORDS[a.kind][1]} {facts.label(a.holder, 'de')}" for a in attacks)
    more = (f" {len(answered)} of the {len(attacks)} attacks are themselves argued against.") if answered else ""
    mehr = (f" Gegen {len(answered)} von {len(attacks)} Einwänden wird selbst etwas vorgebracht.") if answered else ""
    state = {IN: "attackAnswered", OUT: "attacked", OPEN: "attackOpen"}[found.get(target, OPEN)]
    kind = "narrowed" if all(attack.kind == "narrows" for attack in attacks) else state
    return Finding(
        rule=RULE.name,
        kind=kind,
        about=target,
        inputs=(target, *sorted(attack.path for attack in attacks)),
        english=f"“{facts.label(target)}”: {english}.{more}",
        german=f"„{facts.label(target, 'de')}“: {german}.{mehr}",
    )


def _is_against_itself(argument: ArgumentFact) -> bool:
    return argument.kind in _ATTACKS and bool({argument.path, *argument.premises} & set(argument.targets))


def _against_itself(facts: Facts, argument: ArgumentFact) -> Finding:
    name, name_de = facts.label(argument.holder), facts.label(argument.holder, "de")
    return Finding(
        rule=RULE.name,
        kind="attacksItself",
        about=argument.path,
        inputs=(argument.path, *sorted(set(argument.targets))),
        english=f"An argument of {name} attacks itself or one of its own premises.",
        german=f"Ein Argument von {name_de} richtet sich gegen sich selbst oder eine seiner Prämissen.",
    )


RULE = Rule("arguments", "which claims stand attacked, and which attacks are themselves attacked", units, find)
