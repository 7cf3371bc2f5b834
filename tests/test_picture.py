"""The picture in the README: it is drawn by hand, and shows nothing but what the example's claims say."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from testimonia.checking import read
from testimonia.model.claim import Claim
from testimonia.model.quantity import plain

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/alder-ford"
PICTURE = ROOT / "docs/dispute.svg"


def test_the_picture_shows_the_claims_of_the_example() -> None:
    records = read(EXAMPLE).records
    assert records is not None
    claims = {f"{claim.source}/{claim.key}": claim for claim in records.claims}
    picture = ET.parse(PICTURE).getroot()  # noqa: S314  (our own file)
    drawn = {node.attrib["data-claim"]: node for node in picture.iter() if "data-claim" in node.attrib}
    shown = {
        key
        for key, claim in claims.items()
        if claim.proposition.aspect == "deaths"
        and claim.proposition.about == "event/battle-of-alder-ford"
        and claim.stance != "denies"
    }
    axis = next(node for node in picture.iter() if "data-zero" in node.attrib)

    assert set(drawn) == shown
    for key, node in drawn.items():
        words, claim, levy = "".join(node.itertext()), claims[key], claims["vey-chronicle/levy-900"]
        assert claim.proposition.quantities[0].wording in words
        assert plain(persons(claim, levy) or Decimal(0)) in words or persons(claim, levy) is None
        assert positions(node) == expected_positions(claim, levy, axis.attrib)


def positions(node: ET.Element) -> set[str]:
    """Where on the axis a claim's mark begins and ends."""
    strokes = "".join(child.attrib.get("d", "") for child in node)
    return {*re.findall(r"M([\d.]+) ", strokes), *(child.attrib["cx"] for child in node if "cx" in child.attrib)}


def expected_positions(claim: Claim, levy: Claim, axis: dict[str, str]) -> set[str]:
    quantity = claim.proposition.quantities[0]
    ends = {end for end in (persons(claim, levy), quantity.least, quantity.most) if end is not None}
    if quantity.bound == "up-to":
        ends.add(Decimal(0))
    return {f"{float(Decimal(axis['data-zero']) + Decimal(axis['data-person']) * end):g}" for end in ends}


def persons(claim: Claim, levy: Claim) -> Decimal | None:
    """The figure of a claim in persons; a share of the levy is reckoned out, one of an uncounted whole is none."""
    quantity, counted = claim.proposition.quantities[0], levy.proposition.quantities[0].value
    if quantity.unit != "%" or quantity.value is None or counted is None:
        return quantity.value
    return quantity.value * counted / 100 if quantity.whole == levy.proposition.quantity_path() else None
