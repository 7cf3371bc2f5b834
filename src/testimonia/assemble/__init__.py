"""Stage 2: records to triples. The only place that makes triples from records."""

from testimonia.assemble.archive import assemble, declare_unread
from testimonia.assemble.nodes import GRAPHS, Assembly

__all__ = ["GRAPHS", "Assembly", "assemble", "declare_unread"]
