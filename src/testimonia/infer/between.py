"""What the rule on comparison finds between some holders alone: their statements on one question, held together."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from testimonia.infer.comparable import pairs_of
from testimonia.infer.conflicts import Found
from testimonia.infer.facts import Facts
from testimonia.infer.readings import FOR, Question, key_of_question, questions


def between(facts: Facts, holders: Collection[str]) -> Iterator[tuple[Question, list[Found], bool]]:
    """Each question that these holders make two statements on or more, the pairs found, and whether some were cut."""
    claims = (claim for claim in facts.claims.values() if claim.holder in holders)
    answers = (facts.answers.get(claim.answer) for claim in claims)
    for _, question in questions(facts, {key_of_question(answer) for answer in answers if answer}):
        own = among(question, holders)
        if len(own.statements) > 1:
            yield own, *pairs_of(own)


def among(question: Question, holders: Collection[str]) -> Question:
    """A question with the statements of some holders only."""
    statements = tuple(statement for statement in question.statements if statement.holder in holders)
    weights = Counter(statement.answer for statement in statements if statement.stance in FOR)
    readings = tuple(replace(reading, weight=weights[reading.answer]) for reading in question.readings)
    return replace(question, statements=statements, readings=readings)
