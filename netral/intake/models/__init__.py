"""The tables of the front door, one file per chapter."""

from netral.intake.models.alike import Fingerprint
from netral.intake.models.drafts import Draft, DraftFile, ReturnCode
from netral.intake.models.elections import ElectionChoice
from netral.intake.models.identity import IdentityOpening, IdentityRequest, SealedIdentity
from netral.intake.models.imports import ImportedTable
from netral.intake.models.keeping import Keeping, ReleaseCopy
from netral.intake.models.load import Arrivals, SpentProof
from netral.intake.models.mailbox import CheckIn, Message, Supplement
from netral.intake.models.receipts import FailedLookup, IdempotencyKey, Receipt, ReceiptProof
from netral.intake.models.reports import Laporan, Link, Terlapor, Witness
from netral.intake.models.reviews import KajianAwal
from netral.intake.models.searching import SearchMark

__all__ = [
    "Arrivals",
    "CheckIn",
    "Draft",
    "DraftFile",
    "ElectionChoice",
    "FailedLookup",
    "Fingerprint",
    "IdempotencyKey",
    "IdentityOpening",
    "IdentityRequest",
    "ImportedTable",
    "KajianAwal",
    "Keeping",
    "Laporan",
    "Link",
    "Message",
    "Receipt",
    "ReceiptProof",
    "ReleaseCopy",
    "ReturnCode",
    "SealedIdentity",
    "SearchMark",
    "SpentProof",
    "Supplement",
    "Terlapor",
    "Witness",
]
