"""Printing a whole case file. Nothing of it is kept; who printed which edition, and its fingerprint, is journalled."""

import hashlib
from datetime import datetime

from django.db import transaction

from netral.access.states import Acting
from netral.audit.actions import record
from netral.cases import berkas_policies
from netral.cases.berkas import compose
from netral.cases.berkas_states import PRINTED, Edition
from netral.cases.models import Case
from netral.documents.actions import bound


def print_berkas(case: Case, *, edition: Edition, acting: Acting, at: datetime) -> bytes:
    """The case file as PDF. Raises NotAllowed; an edition that was not recorded was not handed out either."""
    berkas_policies.check_can_print(case, acting, edition)
    pdf = bound(compose(case, acting, edition, at), office=case.office, at=at, number=case.number)
    with transaction.atomic():
        record(
            case.reference,
            PRINTED,
            actor=acting.reference,
            office=case.office.code,
            at=at,
            facts={"edition": str(edition)},
            hashes=[hashlib.sha256(pdf).hexdigest()],
        )
    return pdf
