"""Sessions whose rows are no keys: the browser holds a random key, the table only a hash of it.

Whoever reads the rows, in a stolen copy or over somebody's shoulder, opens no seat with them.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models import QuerySet
from django.utils import timezone

WIDTH = 40  # characters of the column


class SessionStore(db.SessionStore):
    """Django's store in the database, but for the name a row is found by. `session_key` is what the cookie holds."""

    def name_of(self, key: str | None) -> str:
        """The row's name for a cookie's key: SHA-256 in hex as far as the column is wide. No key has no row.

        Unsalted on purpose: the key is 165 random bits, which nobody guesses. The kind of store goes along, so that
        the key of one kind opens nothing of another.
        """
        return hashlib.sha256(f"{self.key_salt}:{key}".encode()).hexdigest()[:WIDTH] if key else ""

    def load(self) -> dict[str, Any]:
        return self._read(self._rows().first())

    async def aload(self) -> dict[str, Any]:
        return self._read(await self._rows().afirst())

    def _rows(self) -> QuerySet[AbstractBaseSession]:
        """The row of this key, while it lasts."""
        found: QuerySet[AbstractBaseSession] = self.model.objects.filter(
            session_key=self.name_of(self.session_key), expire_date__gt=timezone.now()
        )
        return found

    def _read(self, row: AbstractBaseSession | None) -> dict[str, Any]:
        """What is in a row. Without one the key is dropped: nobody chooses the key of a new session."""
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.session_data)

    def exists(self, session_key: str) -> bool:
        return super().exists(self.name_of(session_key))

    async def aexists(self, session_key: str) -> bool:
        return await super().aexists(self.name_of(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = self.name_of(row.session_key)
        return row

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = await super().acreate_model_instance(data)
        row.session_key = self.name_of(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        name = self.name_of(session_key or self.session_key)
        if name:
            super().delete(name)

    async def adelete(self, session_key: str | None = None) -> None:
        name = self.name_of(session_key or self.session_key)
        if name:
            await super().adelete(name)
