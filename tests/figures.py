"""Facts made of figures, a line for each claim: what the tests of the arithmetic stand on."""

from pyoxigraph import RdfFormat, parse

from testimonia.infer.facts import Facts
from testimonia.model.quantity import Quantity, plain

BASE = "https://example.org/t/"
_PREFIXES = f"""
@base <{BASE}> .
@prefix tm: <https://w3id.org/testimonia/ns#> .
@prefix v: <https://w3id.org/testimonia/vocab/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def facts(*claims: str) -> Facts:
    """Facts of several claims, each as Turtle."""
    return Facts(parse(_PREFIXES + "\n".join(claims), format=RdfFormat.TURTLE), BASE)


def figure(
    key: str, written: str, about: str = "fire", aspect: str = "deaths", *, holder: str = "ann", **more: str
) -> str:
    """A claim by a figure in the authors' short form; ``of`` names the key of another claim, or people."""
    numbers = [Quantity.parse(part) for part in written.split(" and ")]
    paths = [f"quantity/{key}" + (f"/{index}" if index else "") for index in range(len(numbers))]
    quantities = "\n".join(_quantity(path, number) for path, number in zip(paths, numbers, strict=True))
    return quantities + _claim(key, about, aspect, f"tm:quantity {_several(paths)}", holder, more)


def dated(key: str, about: str, aspect: str, first: int, last: int, edtf: str = "1431", **more: str) -> str:
    """A claim by a time whose begin and end lie between two days."""
    path = f"time/{key}"
    ends = (f"tm:{end}Day {day}" for end, day in zip(_ENDS, (first, last, first, last), strict=True))
    time = f'<{path}> a tm:TimeExtent ; tm:edtf "{edtf}" ; {" ; ".join(ends)} .'
    return time + _claim(key, about, aspect, f"tm:time <{path}>", more.pop("holder", "ann"), more)


def part_of(event: str, other: str) -> str:
    """A claim that one event is part of another."""
    return _claim(f"{event}-in-{other}", event, "partOf", f"tm:value <event/{other}>", "ann", {})


_ENDS = ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd")


def _claim(key: str, about: str, aspect: str, answer: str, holder: str, more: dict[str, str]) -> str:
    proposition = f"proposition/event/{about}/{aspect}/{key}"
    stance = more.pop("stance", "asserts")
    scope = "".join(f" ; tm:{name} <{kind}/{value}>" for name, value in more.items() for kind in [_KINDS[name]])
    return (
        f"<claim/book/{key}> a tm:Claim ; tm:states <{proposition}> ;"
        f" tm:holder <actor/{holder}> ; tm:stance v:{stance} .\n"
        f"<{proposition}> a tm:Proposition ; tm:about <event/{about}> ; tm:aspect v:{aspect} ; {answer}{scope} .\n"
    )


_KINDS = {"population": "actor", "place": "place", "excludes": "event"}


def _quantity(path: str, number: Quantity) -> str:
    bound = number.bound.title().replace("-", "")
    pairs = {
        "tm:boundKind": f"v:{bound[0].lower()}{bound[1:]}",
        "schema:unitText": f'"{number.unit}"',
        "skos:notation": f'"{number.wording}"',
        **{
            name: f'"{plain(value)}"^^xsd:decimal'
            for name, value in (
                ("schema:value", number.value),
                ("schema:minValue", number.least),
                ("schema:maxValue", number.most),
            )
            if value is not None
        },
    }
    whole, _, taken = number.whole.partition("-without-")
    pairs |= {"tm:shareOf": f"<quantity/{whole}>"} if whole else {}
    pairs |= {"tm:excludes": f"<quantity/{taken}>"} if taken else {}
    people = ""
    if whole.startswith("all-"):
        people = f"<quantity/{whole}> a tm:Quantity ; tm:boundKind v:unstated ; tm:population <actor/{whole[4:]}> .\n"
    return (
        people + f"<{path}> a tm:Quantity ; " + " ; ".join(f"{name} {value}" for name, value in pairs.items()) + " .\n"
    )


def _several(paths: list[str]) -> str:
    return ", ".join(f"<{path}>" for path in paths)
