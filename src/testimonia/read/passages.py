"""Passages as authors write them, held against the length of their document."""

from collections.abc import Iterable

from testimonia.model.passage import Passage
from testimonia.read.block import Block


class PassageReader:
    """Reads offsets; knows how long each document is that is read."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        documents = {block.key: block.fields.get("code-points") for block in blocks if block.kind == "document"}
        self._lengths = {key: length for key, length in documents.items() if isinstance(length, int) and length > 1}

    def read(self, source: str, written: str) -> Passage:
        """The passage behind ``start-end``.

        Raises:
            ValueError: The text is no passage, or the document has none such.
        """
        passage = Passage.parse(source, written)
        length = self._lengths.get(source)
        if length is not None and passage.end > length:
            raise ValueError(
                f"the passage {passage.key} reaches past the end of '{source}', which has {length} characters"
            )
        return passage
