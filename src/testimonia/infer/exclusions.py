"""What a total leaves out is kept out: figures of an excluded event or group stand beside the total, not in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from testimonia.infer.finding import Finding
from testimonia.infer.intervals import CONSISTENT
from testimonia.infer.rules import Unit
from testimonia.infer.stated import Stated, Statements, has_number
from testimonia.infer.wording import finding, joined, said, worded


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A total, and the figures of what it excludes."""

    total: Stated
    outside: tuple[Stated, ...]


def units(statements: Statements) -> Iterable[Unit]:
    """One unit for each total that is no part itself and excludes something with a number."""
    for total in statements.held:
        if total.answer is None or total.figure.whole or total.is_curators or not has_number(total.figure):
            continue
        outside = {
            other
            for path in total.answer.excludes
            for other in statements.by_subject.get((total.answer.aspect, path), ())
            if has_number(other.figure) and other.figure.unit == total.figure.unit and other.figure.whole != total.path
        }
        if outside:
            yield Unit(f"outside:{total.path}", KeptOut(total, tuple(sorted(outside, key=lambda one: one.path))))


def find(content: KeptOut) -> list[Finding]:
    """One finding a total."""
    outside = [said("{w} ({n})", "{w} ({n})", w=worded(one.figure), n=one.names) for one in content.outside]
    words = said(
        "{total} ({name}) leaves out {outside}; no sum here adds the two.",
        "{total} ({name}) schließt {outside} aus; keine Summe hier addiert beides.",
        total=worded(content.total.figure), name=content.total.names,
        outside=joined(outside, ", "),
    )  # fmt: skip
    return [finding("excludedKeptOut", CONSISTENT, content.total.about, [content.total, *content.outside], words)]
