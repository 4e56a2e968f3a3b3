"""Questions of this room."""

from netral.notices.queries.standing import Standing, offices_watched, standing_of

__all__ = ["Standing", "offices_watched", "standing_of"]
