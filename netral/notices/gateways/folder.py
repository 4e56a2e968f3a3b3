"""Messages written to a folder, one file each, for somebody who sends them by hand and then deletes the file."""

import os
from pathlib import Path

from netral.notices.gateways import Letter, TryLater
from netral.notices.whatsapp_states import sentences


class FolderGateway:
    """The file is named by the message's key: written twice it is the same file. Only its owner may read it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: Letter) -> str:
        text = sentences()[letter.template].filled(letter.language, letter.parameters)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial = self.folder / f".{letter.key}"
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                out.write(f"{letter.number}\n\n{text}\n")
            partial.replace(self.folder / f"{letter.key}.txt")
        except OSError as problem:
            raise TryLater(f"folder:{problem.errno}") from problem
        return letter.key
