"""The words with which trails are told: headings, rows, and what is said where there is nothing."""

from collections.abc import Mapping
from typing import Final

from testimonia.infer.phrase import Pair

LABELS: Final[Mapping[str, Pair]] = {
    "who": Pair("Who says it", "Wer es sagt"),
    "holder": Pair("holder", "vertreten von"),
    "through": Pair("passed on by", "weitergegeben von"),
    "own": Pair("nobody: the narrator speaks here", "niemandem: Hier spricht die Erzählstimme selbst"),
    "own-reading": Pair("nobody: a reading of the curator", "niemandem: eine Lesart der Erfassung"),
    "recorded": Pair("recorded by", "erfasst von"),
    "on": Pair("{}, on {}", "{}, am {}"),
    "note": Pair("curator's note", "Anmerkung der Erfassung"),
    "flags": Pair("flags of the document's editors", "Marken der Redaktion des Dokuments"),
    "what": Pair("What is stated", "Was ausgesagt wird"),
    "question": Pair("question", "Frage"),
    "where": Pair("Where it stands", "Wo es steht"),
    "document": Pair("document", "Dokument"),
    "passage": Pair("passage", "Stelle"),
    "offsets": Pair("section {}, characters {} to {} (hash {})", "Abschnitt {}, Zeichen {} bis {} (Prüfsumme {})"),
    "file": Pair("file", "Datei"),
    "not-here": Pair(
        "Its words are not in the data. Whoever has the document finds the passage by its offsets; "
        "`testimonia verify` says whether it still reads as it was read.",
        "Ihr Wortlaut steht nicht in den Daten. Wer das Dokument hat, findet die Stelle an ihren Zeichen; "
        "`testimonia verify` sagt, ob sie noch so lautet, wie sie gelesen wurde.",
    ),
    "on-what": Pair("On what it rests", "Worauf es beruht"),
    "no-work": Pair("No work is cited.", "Kein Werk ist angegeben."),
    "above": Pair("see above", "siehe oben"),
    "roots": Pair("Roots", "Ursprünge"),
    "roots-known": Pair(
        "Known: every chain ends, and every work on it was read.",
        "Bekannt: Jede Kette endet, und jedes Werk auf ihr wurde gelesen.",
    ),
    "roots-unknown": Pair(
        "Unknown: not every chain ends in works that were read.",
        "Unbekannt: Nicht jede Kette endet in gelesenen Werken.",
    ),
    "root-known": Pair("{}: known ({})", "{}: bekannt ({})"),
    "root-unknown": Pair("{}: unknown ({})", "{}: unbekannt ({})"),
    "on-the-way": Pair("on the way, not read", "auf dem Weg, nicht gelesen"),
    "circle": Pair("in a circle", "im Kreis"),
    "more": Pair("{} more, not listed", "{} weitere, nicht aufgeführt"),
    "beside": Pair("Beside other claims on the question", "Neben anderen Aussagen zur Frage"),
    "counts": Pair(
        "Towards the others: {} independent, {} dependent, {} unknown.",
        "Zu den anderen: {} unabhängig, {} abhängig, {} unbekannt.",
    ),
    "alone": Pair(
        "No other claim answers this question. That says something about the archive, not about the claim.",
        "Keine andere Aussage beantwortet diese Frage. Das sagt etwas über das Archiv, nicht über die Aussage.",
    ),
    "independent": Pair("independent", "unabhängig"),
    "dependent": Pair("dependent", "abhängig"),
    "unknown": Pair("unknown whether independent", "unbekannt, ob unabhängig"),
    "elsewhere": Pair("answers another question", "beantwortet eine andere Frage"),
    "arguments": Pair("Arguments", "Argumente"),
    "unargued": Pair(
        "Nothing in the archive argues for or against this. That says something about the archive, not about the {}.",
        "Nichts im Archiv spricht dafür oder dagegen. Das sagt etwas über das Archiv, nicht über das Gesagte.",
    ),
    "in": Pair("Under these arguments it stands.", "Unter diesen Argumenten hat es Bestand."),
    "out": Pair(
        "An attack on it stands; the archive does not say who is right.",
        "Ein Angriff darauf hat Bestand; wer recht hat, sagt das Archiv nicht.",
    ),
    "open": Pair("Neither side stands first: it is open.", "Keine Seite steht zuerst: Es ist offen."),
    "argument-in": Pair("itself unanswered", "selbst unbeantwortet"),
    "argument-out": Pair("itself argued against", "selbst angegriffen"),
    "argument-open": Pair("itself open", "selbst offen"),
    "against": Pair("against {}", "gegen {}"),
    "because": Pair("because", "weil"),
    "premise-of": Pair("premise of the arguments", "Prämisse der Argumente"),
    "by": Pair("{} (by {})", "{} (von: {})"),
    "sums": Pair("Sums it takes part in", "Rechnungen, an denen es teilhat"),
    "no-sums": Pair("None.", "Keine."),
    "caveats": Pair("Caveats", "Einschränkungen"),
    "qualifies": Pair("qualifies", "schränkt ein"),
    "qualified-by": Pair("qualified by", "eingeschränkt durch"),
    "used-by": Pair("worked out from it", "daraus hergeleitet"),
    "findings": Pair("Further findings", "Weitere Befunde"),
    "found": Pair("What was found", "Was gefunden wurde"),
    "rests-on": Pair("What the argument rests on", "Worauf das Argument beruht"),
    "targets": Pair("What it speaks to", "Worauf es sich bezieht"),
    "rule": Pair("By which rule", "Nach welcher Regel"),
    "inputs": Pair("From which inputs", "Aus welchen Eingaben"),
    "about": Pair("about", "über"),
    "changes": Pair("What would change it", "Was ihn ändern würde"),
    "claims": Pair("Claims on it", "Aussagen dazu"),
    "pairs": Pair(
        "Of their pairs, {} are independent, {} dependent, {} unknown.",
        "Von ihren Paaren sind {} unabhängig, {} abhängig, {} unbekannt.",
    ),
    "uncounted": Pair(
        "There are too many claims to be compared in pairs.",
        "Es sind zu viele Aussagen für einen Vergleich zu zweit.",
    ),
    "no-findings": Pair("Nothing was found.", "Nichts wurde gefunden."),
}
