"""A piece of text people read, in the two languages of the house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """The same sentence in Indonesian (the source) and in English."""

    id: str
    en: str

    def text(self, language: str) -> str:
        """The English text for `en…`, the Indonesian one for every other language code."""
        return self.en if language.lower().startswith("en") else self.id

    def __str__(self) -> str:
        return self.id
