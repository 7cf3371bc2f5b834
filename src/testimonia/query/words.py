"""The words of SPARQL as Oxigraph reads it: those of queries, of updates, and the names of its functions.

Oxigraph asks for no space after a word (``FROMNAMED`` is two), so the guard
knows the words by heart and lets no other pass. Source: SPARQL 1.1 and 1.2
Query, section 19.8; SPARQL 1.1 Update; checked against what the parser itself
says that it expects.
"""

from typing import Final

FORMS: Final = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))

CLAUSES: Final = frozenset(
    """
    PREFIX BASE VERSION FROM NAMED WHERE DISTINCT REDUCED AS GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES
    UNDEF OPTIONAL GRAPH SERVICE SILENT BIND MINUS UNION FILTER LATERAL EXISTS NOT IN A TRUE FALSE SEPARATOR
    """.split()  # noqa: SIM905  (words read best as words)
)

FUNCTIONS: Final = frozenset(
    """
    COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES LANGDIR DATATYPE BOUND IRI URI BNODE RAND ABS
    CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR
    MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF
    STRLANG STRLANGDIR STRDT SAMETERM SAMEVALUE ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC HASLANG HASLANGDIR
    ISTRIPLE TRIPLE SUBJECT PREDICATE OBJECT REGEX SUBSTR REPLACE ADJUST
    """.split()  # noqa: SIM905  (words read best as words)
)

UPDATES: Final = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"))
"""The words with which an update begins."""
IN_UPDATES: Final = UPDATES | frozenset(("DATA", "USING", "INTO", "TO", "DEFAULT", "ALL"))

VOLATILE: Final = frozenset(("NOW", "RAND", "UUID", "STRUUID", "BNODE"))
"""What gives another answer each time."""
READ_TWICE: Final = frozenset(("REGEX", "SUBSTR", "REPLACE"))
"""Oxigraph tries the longer form first and then begins again, so that each of these in another doubles its work."""
