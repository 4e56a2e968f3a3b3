"""The answer of `netral assess`: what was found, in the shape of the wire contract."""

from collections.abc import Mapping
from typing import Any

from netral.rulebook.elements import UNKNOWN
from netral.rulebook.facts import parse
from netral.rulebook.findings import Allegation, Findings, Law, find
from netral.rulebook.penalties import Penalty
from netral.rulebook.reasons import missing, reviews
from netral.rulebook.sanctioning import Sanction
from netral.rulebook.stages import ElectionLaw


def assess(
    law: Law, row: Mapping[str, Any], elections: Mapping[str, ElectionLaw] | None = None, language: str = "id"
) -> dict[str, Any]:
    """The answer to one row. `elections` adds to (or replaces) those of the rulebook. Raises AssessError."""
    facts = parse(row, law.vocabulary, {**law.elections, **elections} if elections else law.elections)
    return _answer(law, find(law, facts), language)


def _answer(law: Law, found: Findings, language: str) -> dict[str, Any]:
    return {
        "id": found.situation.facts.id,
        "rulebook": law.version,
        "phase": found.situation.phase or UNKNOWN,
        "allegations": [_allegation(each, language) for each in found.allegations],
        "referrals": [
            {"to": each.to, "via": each.via, "basis": each.basis, "because": each.because.text(language)}
            for each in found.receivers
        ],
        "review": [text.text(language) for text in reviews(found, law)],
        "missing": [{"fact": fact, "because": text.text(language)} for fact, text in missing(found, law)],
    }


def _allegation(allegation: Allegation, language: str) -> dict[str, Any]:
    row = allegation.provision
    return {
        "kind": row.kind,
        "provision": row.code,
        "basis": list(row.basis),
        "level": row.level,
        "sanctions": [_sanction(each, language) for each in allegation.sanctions],
        "elements": [
            {"element": each.name.text(language), "state": each.state, "because": each.because.text(language)}
            for each in allegation.elements
        ],
        "confidence": allegation.confidence,
    }


def _sanction(sanction: Sanction | Penalty, language: str) -> dict[str, Any]:
    return {
        "code": sanction.code,
        "name": sanction.name.text(language),
        "months": sanction.months,
        "years": sanction.years,
        "article": sanction.article,
    }
