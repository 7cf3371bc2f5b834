"""Blocks of a claims file to records: who holds it, through whom, where it stands, on what."""

from testimonia.model.archive import Records
from testimonia.model.claim import Citation, Claim
from testimonia.model.passage import Passage
from testimonia.model.problem import Problem

Read = tuple[Records, list[Problem]]


def claim(read: Read, key: str) -> Claim:
    return next(claim for claim in read[0].claims if claim.key == key)


def messages(read: Read) -> list[str]:
    return [f"{problem.location.line}: {problem.message}" for problem in read[1]]


def test_a_claim_with_everything(written: Read) -> None:
    """
    recorded = 2026-11-22T10:00:00+01:00

    [[claim]]
    key          = "full"
    paraphrase   = "Holm may have heard it from Anselm."
    passage      = ["40-50", "50-60"]
    holder       = "anselm"
    via          = ["holm"]
    stance       = "suggests"
    held         = "1440~"
    about        = "battle"
    aspect       = "deaths"
    quantity     = "5 persons"
    method       = "estimate"
    references   = ["holm-1987 p. 5-6", "anselm?"]
    derived-from = ["levy-900", "anselm-300-to-900"]
    qualifies    = "levy-900"
    note         = "To be looked at again."
    """
    found = claim(written, "full")

    assert messages(written) == []
    assert found.path == "claim/vey-chronicle/full"
    assert found.passages == (Passage("vey-chronicle", 40, 50), Passage("vey-chronicle", 50, 60))
    assert (found.holder, found.voices) == ("actor/anselm", ("actor/holm", "actor/marlow"))
    assert (found.stance, found.method, found.sourcing) == ("suggests", "estimate", "cited")
    assert found.held is not None
    assert found.held.edtf.text == "1440~"
    assert found.citations == (
        Citation("reference/vey-chronicle/anselm", is_doubtful=True),
        Citation("reference/vey-chronicle/holm-1987", "5-6"),
    )
    assert found.derived_from == ("claim/vey-chronicle/levy-900", "claim/vey-chronicle/anselm-300-to-900")
    assert found.qualifies == ("claim/vey-chronicle/levy-900",)
    assert found.note == "To be looked at again."
    assert found.curation == "curation/vey-chronicle/b"
    assert found.written_at.line == 7
    curations = {curation.path: curation.recorded for curation in written[0].curations}
    assert curations["curation/vey-chronicle/b"] == "2026-11-22T09:00:00Z"


def test_whose_view_it_is(written: Read) -> None:
    """
    [[claim]]
    key        = "narrated"
    paraphrase = "x"
    passage    = "40-50"
    states     = "levy-900"
    references = []

    [[claim]]
    key        = "own-reading"
    paraphrase = "x"
    passage    = "40-50"
    holder     = "curator"
    states     = "levy-900"
    references = []

    [[claim]]
    key        = "of-some"
    paraphrase = "x"
    passage    = "40-50"
    holder     = "unnamed: some of them (villagers, vey-levy)"
    states     = "levy-900"
    references = []

    [[claim]]
    key        = "of-the-same"
    paraphrase = "x"
    passage    = "40-50"
    holder     = "as in of-some"
    states     = "levy-900"
    references = []

    [[claim]]
    key        = "of-others"
    paraphrase = "x"
    passage    = "40-50"
    holder     = "unnamed: others"
    via        = ["marlow"]
    states     = "levy-900"
    references = []
    """
    assert messages(written) == []
    some = "actor/unnamed/vey-chronicle/of-some"
    holders = {claim.key: (claim.holder, claim.voices) for claim in written[0].claims}
    assert holders["narrated"] == ("actor/marlow", ())
    assert holders["own-reading"] == ("actor/curator", ())
    assert holders["of-some"] == (some, ("actor/marlow",))
    assert holders["of-the-same"] == (some, ("actor/marlow",))
    assert holders["of-others"] == ("actor/unnamed/vey-chronicle/of-others", ("actor/marlow",))
    unnamed = {entity.path: entity for entity in written[0].entities if entity.kind == "unnamed"}
    assert unnamed[some].related == ("actor/villagers", "actor/vey-levy")
    assert unnamed[some].names[0].words == "some of them"


def test_what_the_text_cites_for_it(written: Read) -> None:
    """
    [[claim]]
    key        = "none"
    paraphrase = "x"
    passage    = "40-50"
    states     = "levy-900"
    references = []

    [[claim]]
    key        = "doubtful"
    paraphrase = "x"
    passage    = "40-50"
    states     = "levy-900"
    references = ["anselm?"]

    [[claim]]
    key        = "sure"
    paraphrase = "x"
    passage    = "40-50"
    states     = "levy-900"
    references = ["anselm?", "holm-1987"]

    [[claim]]
    key        = "ours"
    paraphrase = "x"
    passage    = "40-50"
    holder     = "curator"
    states     = "levy-900"
    references = ["anselm"]

    [[claim]]
    key        = "flagged"
    paraphrase = "x"
    passage    = "40-50"
    states     = "levy-900"
    references = []

    [[claim]]
    key        = "flagged-and-cited"
    paraphrase = "x"
    passage    = "40-50"
    states     = "levy-900"
    references = ["anselm"]

    [[flag]]
    kind    = "citation-needed"
    passage = "50-60"
    on      = ["flagged", "flagged-and-cited"]
    """
    sourcing = {claim.key: claim.sourcing for claim in written[0].claims}

    assert messages(written) == []
    assert sourcing["none"] == "uncited"
    assert sourcing["doubtful"] == "perhaps-cited"
    assert sourcing["sure"] == "cited"
    assert sourcing["ours"] == "own-authority"
    assert sourcing["flagged"] == "flagged-uncited"
    assert sourcing["flagged-and-cited"] == "cited"


def test_a_claim_that_speaks_for_or_against_another_is_an_argument(written: Read) -> None:
    """
    [[claim]]
    key        = "against"
    paraphrase = "x"
    passage    = "40-50"
    holder     = "holm"
    about      = "anselm-300-to-900"
    aspect     = "reliability"
    value      = "massacre"
    references = []
    rebuts     = ["anselm-300-to-900"]
    undercuts  = ["argument:together", "levy-900"]

    [[argument]]
    key      = "together"
    premises = ["levy-900", "holm-30-percent"]
    narrows  = "anselm-300-to-900"
    passage  = "40-50"
    note     = "Both from the roll."
    """
    arguments = {argument.key: argument for argument in written[0].arguments}

    assert messages(written) == []
    assert set(arguments) == {"against-rebuts", "against-undercuts", "together"}
    assert arguments["against-rebuts"].premises == ("claim/vey-chronicle/against",)
    assert arguments["against-rebuts"].holder == "actor/holm"
    assert arguments["against-undercuts"].targets == (
        "argument/vey-chronicle/together",
        "claim/vey-chronicle/levy-900",
    )
    assert arguments["together"].holder == "actor/marlow"
    assert arguments["together"].note == "Both from the roll."


def test_an_argument_is_held_by_the_holder_of_its_first_premise(written: Read) -> None:
    """
    [[claim]]
    key        = "of-some"
    paraphrase = "x"
    passage    = "40-50"
    holder     = "unnamed: some"
    states     = "levy-900"
    references = []

    [[argument]]
    key      = "of-theirs"
    premises = ["of-some"]
    supports = "levy-900"
    passage  = "40-50"

    [[argument]]
    key      = "of-holm"
    holder   = "holm"
    premises = ["of-some"]
    supports = "levy-900"
    passage  = "40-50"

    [[argument]]
    key      = "of-ours"
    holder   = "curator"
    premises = ["of-some"]
    supports = "levy-900"
    passage  = "40-50"
    """
    holders = {argument.key: argument.holder for argument in written[0].arguments}

    assert messages(written) == []
    assert holders == {
        "of-theirs": "actor/unnamed/vey-chronicle/of-some",
        "of-holm": "actor/holm",
        "of-ours": "actor/curator",
    }


def test_flags_and_silences(written: Read) -> None:
    """
    [[flag]]
    kind    = "citation-needed"
    passage = "50-60"
    on      = ["levy-900"]
    note    = "Stands behind the number."

    [[flag]]
    key     = "second"
    kind    = "citation-error"
    passage = "50-60"
    on      = []

    [[without-claim]]
    passage = "60-70"
    reason  = "heading"
    """
    flags = {flag.path: flag for flag in written[0].flags}

    assert messages(written) == []
    assert set(flags) == {"flag/vey-chronicle/50-60", "flag/vey-chronicle/second"}
    assert flags["flag/vey-chronicle/50-60"].targets == ("claim/vey-chronicle/levy-900",)
    (silence,) = written[0].without_claim
    assert (silence.reason, silence.section, silence.passage.key) == ("heading", "A", "60-70")


def test_an_argument_has_one_way_to_speak(written: Read) -> None:
    """
    [[argument]]
    key      = "none"
    premises = ["levy-900"]
    passage  = "40-50"

    [[argument]]
    key      = "two"
    premises = ["levy-900"]
    supports = "levy-900"
    rebuts   = "levy-900"
    passage  = "40-50"
    """
    assert [problem.message for problem in written[1]] == [
        "argument 'none': an argument has exactly one of supports, rebuts, undercuts, narrows",
        "argument 'two': an argument has exactly one of supports, rebuts, undercuts, narrows",
    ]


def test_a_bad_claim_is_told_and_the_next_still_read(written: Read) -> None:
    """
    [[claim]]
    key        = "bad"
    paraphrase = "x"
    passage    = ["40-30", "40-9999"]
    holder     = "unnamed: some (nobody)"
    via        = "hom"
    stance     = "denied"
    states     = "levy-900"
    references = ["ansel"]
    derived-from = ["levy-90"]
    rebuts     = "nothing"
    held       = "1431-02-30"

    [[claim]]
    key        = "good"
    paraphrase = "x"
    passage    = "40-50"
    states     = "levy-900"
    references = []
    """
    assert [message.partition("; write")[0] for message in messages(written)] == [
        "8: claim 'bad': the passage 40-30 has no length",
        "8: claim 'bad': the passage 40-9999 reaches past the end of 'vey-chronicle', which has 255 characters",
        "9: claim 'bad': 'nobody' is in no register of actors",
        "10: claim 'bad': 'hom' is in no register of actors; did you mean 'holm'?",
        "11: claim 'bad': stance 'denied' is not in the vocabulary; did you mean 'denies'?",
        "13: claim 'bad': reference 'ansel' is not among those of 'vey-chronicle'; did you mean 'anselm'?",
        "14: claim 'bad': 'levy-90' is in no register of claims; did you mean 'levy-900'?",
        "15: claim 'bad': 'nothing' is in no register of claims or arguments",
        "16: claim 'bad': 30 February 1431 does not exist",
    ]
    assert "good" in {claim.key for claim in written[0].claims}
    assert "bad" not in {claim.key for claim in written[0].claims}
    assert not [entity for entity in written[0].entities if entity.kind == "unnamed"]


def test_the_first_and_last_character_can_be_cited(written: Read) -> None:
    """
    [[claim]]
    key        = "all-of-it"
    paraphrase = "x"
    passage    = "0-255"
    states     = "levy-900"
    references = []

    [[claim]]
    key        = "one-too-far"
    paraphrase = "x"
    passage    = "0-256"
    states     = "levy-900"
    references = []
    """
    assert [problem.message.partition(":")[0] for problem in written[1]] == ["claim 'one-too-far'"]


def test_a_key_that_a_claim_gives_to_its_own_argument_is_taken(written: Read) -> None:
    """
    [[claim]]
    key        = "against"
    paraphrase = "x"
    passage    = "40-50"
    states     = "levy-900"
    references = []
    supports   = "levy-900"

    [[argument]]
    key      = "against-supports"
    premises = ["levy-900"]
    supports = "levy-900"
    passage  = "40-50"

    [[argument]]
    key      = "against-rebuts"
    premises = ["levy-900"]
    supports = "levy-900"
    passage  = "40-50"
    """
    (message,) = messages(written)

    assert message.startswith("14: argument 'against-supports': the key 'against-supports' is taken")
