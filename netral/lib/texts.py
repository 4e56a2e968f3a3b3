"""Small things about texts people type."""


def storable(text: str) -> bool:
    """Whether a database keeps it: JSON can spell half characters and NUL, which PostgreSQL or nobody can."""
    return not any("\ud800" <= character <= "\udfff" or character == "\0" for character in text)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text as typed: blank lines separate them, other line breaks do not."""
    parts = text.replace("\r", "").split("\n\n")
    return tuple(" ".join(part.split()) for part in parts if part.strip())
