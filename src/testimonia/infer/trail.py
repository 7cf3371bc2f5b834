"""The trail of a claim, argument, finding or question: who says it, where, on what, and all that follows from it.

A trail is data, with every text in both languages; words, pictures and pages
are made from it. Nothing is inferred here: roots come from the chains of
sources, all else from the record and from the findings of the last build.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from testimonia.infer import phrase
from testimonia.infer.derivations import question_of, questions
from testimonia.infer.facts import ClaimFact, Facts
from testimonia.infer.finding import Finding
from testimonia.infer.found import FINDING, Findings
from testimonia.infer.readings import wording
from testimonia.infer.roots import count_pairs
from testimonia.infer.source_graph import source_graph
from testimonia.infer.trail_beside import (
    argued,
    as_argued,
    beside,
    of_rule,
    standing,
    told,
    told_of,
)
from testimonia.infer.trail_ground import ground, roots_of, roots_on
from testimonia.infer.trail_net import Drawing
from testimonia.infer.trail_parts import (
    NOTHING,
    ArgumentTrail,
    ClaimTrail,
    FindingTrail,
    Named,
    Net,
    Node,
    QuestionTrail,
    Told,
    Trail,
)
from testimonia.infer.trail_record import brief, briefs, cited, named, record, stated
from testimonia.infer.trail_words import READ_WORK, RULES, changes, meaning

LISTED: Final = 60
"""So many claims of a question, or inputs of a finding, are listed; the rest are counted."""

UNREAD: Final = 5

_ON_ARGUMENTS: Final = "finding/arguments/"


def trail(facts: Facts, findings: Findings, path: str) -> Trail:
    """The trail of a claim, argument, finding or question.

    Args:
        facts: The archive as authored.
        findings: What the last build found.
        path: Its path, such as ``claim/source/key`` or ``finding/rule/digits``.

    Raises:
        KeyError: There is no such thing, or none that has a trail.
    """
    if path in facts.claims:
        return _claim(facts, findings, path)
    if path in facts.arguments:
        return _argument(facts, findings, path)
    if path in questions(facts):
        return _question(facts, findings, path)
    if path.startswith(FINDING) and (finding := findings.finding(path)):
        return _finding(facts, findings, finding, path)
    raise KeyError(path)


def _claim(facts: Facts, findings: Findings, path: str) -> ClaimTrail:
    claim, roots = facts.claims[path], roots_of(facts, path)
    arguments, arguments_left_out = argued(facts, path)
    others, others_left_out = told_of(findings, of_rule(findings, path, "roots", "arguments", "times"))
    written = record(facts, path, claim.source, claim.holder, claim.voices)
    drawing = Drawing(facts, [roots])
    drawing.claim(path, is_subject=True)
    drawing.arguments(arguments, arguments_left_out)
    drawing.voices(path, written)
    drawing.ground()
    return ClaimTrail(
        claim=brief(facts, path),
        question=named(facts, question_of(facts, claim)),
        stated=stated(facts, claim),
        record=written,
        cited=tuple(cited(facts, call) for call in claim.calls),
        ground=ground(facts, roots),
        beside=beside(facts, findings, path),
        arguments=arguments,
        arguments_left_out=arguments_left_out,
        standing=standing(facts, path),
        premise_of=_premise_of(facts, path),
        sums=told_of(findings, of_rule(findings, path, "arithmetic"))[0],
        findings=others,
        findings_left_out=others_left_out,
        flags=tuple(phrase.word(flag) for flag in facts.flags.get(path, ())),
        qualifies=briefs(facts, claim.qualifies),
        qualified_by=briefs(facts, (other.path for other in facts.claims.values() if path in other.qualifies)),
        derived_from=tuple(named(facts, used) for used in claim.derived_from),
        used_by=_used_by(facts, claim),
        net=drawing.net(),
    )


def _premise_of(facts: Facts, path: str) -> tuple[Named, ...]:
    """The arguments that rest on a claim."""
    found = (argument for argument in facts.arguments.values() if path in argument.premises)
    return tuple(Named(argument.path, phrase.name(facts, argument.holder)) for argument in found)


def _used_by(facts: Facts, claim: ClaimFact) -> tuple[Named, ...]:
    """The claims that were worked out from a claim, or from a figure that it states."""
    answer = facts.answers.get(claim.answer)
    own = {claim.path, *(figure.path for figure in (answer.figures if answer else ()))}
    return tuple(named(facts, other.path) for other in facts.claims.values() if own.intersection(other.derived_from))


def _argument(facts: Facts, findings: Findings, path: str) -> ArgumentTrail:
    argument = facts.arguments[path]
    arguments, left_out = argued(facts, path)
    listed, findings_left_out = told_of(findings, findings.on(path))
    own = as_argued(facts, argument, next(iter(argument.targets), ""))
    roots = [roots_of(facts, premise) for premise in argument.premises if premise in facts.claims]
    drawing = Drawing(facts, roots)
    drawing.argument(own, is_subject=True)
    for target in argument.targets:
        _target(drawing, facts, target)
        drawing.edge(path, target, argument.kind)
    drawing.arguments(arguments, left_out)
    drawing.starts(path, "premise")
    drawing.ground()
    return ArgumentTrail(
        argument=own,
        record=record(facts, path, f"source/{path.split('/')[1]}", argument.holder, ()),
        targets=tuple(brief(facts, t) if t in facts.claims else named(facts, t) for t in argument.targets),
        arguments=arguments,
        arguments_left_out=left_out,
        findings=listed,
        findings_left_out=findings_left_out,
        net=drawing.net(),
    )


def _target(drawing: Drawing, facts: Facts, target: str) -> None:
    if target in facts.claims:
        drawing.claim(target)
    elif target in facts.arguments:
        argument = facts.arguments[target]
        drawing.argument(as_argued(facts, argument, next(iter(argument.targets), "")))


def _finding(facts: Facts, findings: Findings, finding: Finding, path: str) -> FindingTrail:
    short = told(findings, path)
    claims = [used for used in finding.inputs if used in facts.claims]
    others = [used for used in finding.inputs if used not in facts.claims]
    graph = source_graph(facts)
    unread = [used for used in others if used in graph.works and not graph.is_read(used)]
    reading = (
        [READ_WORK.filled(phrase.name(facts, used)) for used in unread[:UNREAD]] if finding.rule == "roots" else []
    )
    return FindingTrail(
        finding=short,
        rule=Named(f"rule/{finding.rule}", RULES.get(finding.rule, phrase.Pair(finding.rule, finding.rule))),
        meaning=meaning(finding.kind),
        about=named(facts, finding.about) if finding.about else None,
        claims=tuple(brief(facts, used) for used in claims[:LISTED]),
        others=tuple(named(facts, used) for used in others[:LISTED]),
        left_out=max(0, len(claims) - LISTED) + max(0, len(others) - LISTED),
        changes=(*reading, *changes(finding.rule)),
        net=_finding_net(facts, short, claims, others),
    )


def _finding_net(facts: Facts, finding: Told, claims: Sequence[str], others: Sequence[str]) -> Net:
    drawing = Drawing(facts, [roots_of(facts, claim) for claim in claims])
    drawing.node(Node(finding.path, "finding", finding.label, (finding.sentence,), is_subject=True))
    drawing.starts(finding.path, "restsOn")
    arguments = [facts.arguments[used] for used in others if used in facts.arguments]
    for one in arguments:
        drawing.argument(as_argued(facts, one, next(iter(one.targets), "")))
        drawing.edge(finding.path, one.path, "restsOn")
    for target in [*claims, *(one.path for one in arguments)] if finding.path.startswith(_ON_ARGUMENTS) else []:
        drawing.arguments(*argued(facts, target))
    drawing.ground()
    drawing.others(finding.path, others)
    return drawing.net()


def _question(facts: Facts, findings: Findings, path: str) -> QuestionTrail:
    roots = roots_on(facts, path)
    count = count_pairs(source_graph(facts), roots)
    listed, left_out = told_of(findings, _on_question(findings, path, [found.claim.path for found in roots]))
    question = named(facts, path)
    drawing = Drawing(facts, roots)
    drawing.node(Node(path, "question", question.name, is_subject=True))
    drawing.starts(path, "answeredBy")
    drawing.ground()
    return QuestionTrail(
        question=question,
        claims=tuple(
            (brief(facts, found.claim.path), _worded(facts, found.claim), ground(facts, found))
            for found in roots[:LISTED]
        ),
        left_out=max(0, len(roots) - LISTED),
        independent=count.independent if count else None,
        dependent=count.dependent if count else None,
        unknown=count.unknown if count else None,
        findings=listed,
        findings_left_out=left_out,
        net=drawing.net(),
    )


def _worded(facts: Facts, claim: ClaimFact) -> phrase.Pair:
    answer = facts.answers.get(claim.answer)
    return wording(facts, answer) if answer else NOTHING


def _on_question(findings: Findings, path: str, claims: Iterable[str]) -> set[str]:
    """What was found of the question itself, and of any two claims on it."""
    seen: set[str] = set()
    twice: set[str] = set()
    for claim in claims:
        for found in of_rule(findings, claim, "comparable", "arithmetic", "times"):
            (twice if found in seen else seen).add(found)
    return {*findings.on(path), *twice}
