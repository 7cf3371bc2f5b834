"""Stage 2: records to triples. The only place that makes triples from records."""

from testimonia.assemble.archive import assemble
from testimonia.assemble.nodes import GRAPHS, Assembly

__all__ = ["GRAPHS", "Assembly", "assemble"]
