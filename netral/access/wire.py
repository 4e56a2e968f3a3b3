"""What every wire door for staff shares, whatever its room: the token, who comes with it, and texts of programs."""

from typing import Annotated

from django.http import HttpRequest
from ninja.security import HttpBearer
from pydantic import AfterValidator, BaseModel, ConfigDict

from netral.access.queries import acting as acting_of
from netral.access.queries import user_for_token
from netral.access.states import Acting
from netral.lib.texts import storable


def _storable(text: str) -> str:
    if not storable(text):
        raise ValueError("half a character, or NUL")
    return text


# A text in the body of a program: one that can be stored, and looked for.
Said = Annotated[str, AfterValidator(_storable)]


class Body(BaseModel):
    """Nothing but the keys named."""

    model_config = ConfigDict(extra="forbid")


class StaffToken(HttpBearer):
    """A bearer token of someone who holds a seat today."""

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        user = user_for_token(token)
        acting = acting_of(user) if user else None
        return acting if acting and acting.seats else None


def acting_in(request: HttpRequest) -> Acting:
    """Who comes with the token of a request that a door with `StaffToken` let in."""
    return request.auth  # type: ignore[attr-defined, no-any-return]
