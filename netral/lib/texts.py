"""Small things about texts people type."""


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text as typed: blank lines separate them, other line breaks do not."""
    parts = text.replace("\r", "").split("\n\n")
    return tuple(" ".join(part.split()) for part in parts if part.strip())
