"""Whatever people type about a person or a case stands encrypted: a column of plain text needs a reason to be here."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import CharField, Field, JSONField, Model, TextField

pytestmark = pytest.mark.once

# Names that mean the same in every room: opaque keys, hashes and signatures, and who did it as an opaque reference.
OPAQUE = frozenset(
    [
        "key",
        "token_hash",
        "code_hash",
        "key_hash",
        "body_hash",
        "proof_hash",
        "entry_hash",
        "list_hash",
        "sha256",
        "salt",
        "key_id",
        "signature",
        "public_key",
        "mark",
        "locator",
        "head",
        "previous",
        "root",
        "leaf",
        "hash",
        "by",
    ]
)
# A step, status or rule of the rulebook, or the day's edition of it.
OF_THE_RULEBOOK = frozenset(
    [
        "status",
        "procedure",
        "procedure_version",
        "rulebook_version",
        "rule",
        "rule_version",
        "provision",
        "provisions",
        "confidence",
        "unit",
    ]
)
# What journal entries and rows call each other: `perkara:<key>`.
REFERENCES = frozenset(["subject", "chain", "actor", "account", "owner", "client"])
SHORT = 60  # letters of an opaque reference; whoever writes more tells something
REGISTER = "the register of all who are bound by neutrality: searched by name and number, says nothing of any act"
STAFF = "who works here signs in with it, and colleagues are listed by it"
PUBLIC = "public knowledge: a place, an office, an election, a day off"
LAW = "an article, written by the rulebook"
NUMBER = "the number of a letter, a report or a case: an office gives it, and it is asked for"
CODES = "codes of the rulebook or of a closed list"
MADE_HERE = "written by the house itself, in its own words"
MACHINE = "an address, an answer or a name that machines exchange"
EXCEPTIONS: dict[str, dict[str, str]] = {
    "access.Invitation": dict.fromkeys(("email", "name"), STAFF),
    "access.User": dict.fromkeys(("email", "name", "password"), STAFF),
    "audit.AnchorLeaf": {"entries": MADE_HERE},
    "audit.SealedHead": {"peaks": MADE_HERE},
    "audit.Entry": {
        "office": CODES, "verb": CODES, "subjects": MADE_HERE, "before": CODES, "after": CODES, "hashes": MADE_HERE,
        "facts": "the journal holds no personal data; tests/config/test_replay.py reads all of it",
    },
    "cases.Case": {"number": NUMBER, "election": CODES},
    "cases.ElementAssessment": {"element": CODES},
    "cases.Kajian": {
        "assessment": "the rulebook's answer in its own sentences", "english": "the same in English",
        "explanations": "the same, by norm", "parts": CODES,
    },
    "cases.HearingInvitation": {"zone": PUBLIC},
    "cases.Penerusan": {"via": LAW},
    "cases.Peralihan": {"basis": LAW},
    "cases.ProofRequest": {"element": CODES, "proof": CODES},
    "cases.SavedView": {"view": CODES},
    "discipline.Decision": {"sanction": CODES, "number": NUMBER, "official": CODES, "flags": CODES},
    "discipline.Penanganan": {"handed_number": NUMBER},
    "discipline.Pengalihan": {"basis": LAW},
    "discipline.Rekomendasi": {"sanctions": CODES},
    "documents.Document": {"token": MADE_HERE, "number": NUMBER},
    "evidence.Copy": {"media_type": CODES, "boxes": "numbers of thousandths"},
    "evidence.WithdrawnCopy": {"boxes": "numbers of thousandths"},
    "evidence.Exhibit": {"label": MADE_HERE, "purpose": CODES, "media_type": CODES},
    "evidence.Upload": {
        "expected": MADE_HERE, "spool": MADE_HERE, "media_type": CODES, "file": MADE_HERE, "problem": CODES,
    },
    "exchange.Kiriman": {"about": MADE_HERE, "said_last": MACHINE, "receipt": MACHINE},
    "exchange.Masukan": {
        "message": MACHINE,
        "receipt": MACHINE,
        "work": MADE_HERE,
        "files_said": MACHINE,
        "replaced": MACHINE,
    },
    "exchange.Partner": {"address": MACHINE, "keys": MACHINE},
    "exchange.Refusal": {"sender": MACHINE},
    "exchange.Reply": dict.fromkeys(("outcome", "led_to"), CODES),
    "insight.Figure": {"cell": CODES, "election": CODES, "what": "verbs of the journal"},
    "insight.ReconciledRow": {"reasons": CODES},
    "insight.Reconciliation": {"counts": MADE_HERE},
    "insight.ReconciliationSignature": {"person": "who signed, as an opaque reference"},
    "intake.DraftFile": {"file": MADE_HERE},
    "intake.ElectionChoice": {"election": CODES},
    "intake.Fingerprint": {"people": "a keyed mark"},
    "intake.ImportedTable": {"office": CODES},
    "intake.KajianAwal": {"step": CODES, "checklist": CODES},
    "intake.Laporan": {"number": NUMBER, "election": CODES, "conducts": CODES},
    "intake.Receipt": {"statement": MADE_HERE, "warnings": MADE_HERE},
    "intake.ReceiptProof": {"anchored": MADE_HERE},
    "links.LinkCode": {"language": CODES},
    "notices.PhoneNumber": {"language": CODES},
    "notices.ShortMessage": {"gateway_id": MACHINE, "reason": MACHINE},
    "offices.Holiday": {"name": PUBLIC, "source": PUBLIC},
    "offices.Organisation": dict.fromkeys(
        ("code", "name", "other_names", "search_name", "zone", "number_pattern"), PUBLIC
    ),
    "offices.Region": dict.fromkeys(("code", "name", "zone", "search_name", "search_path"), PUBLIC),
    "oversight.Pengembalian": {"gaps": CODES},
    "procedure.Clock": {
        "source": LAW, "bound": CODES, "zone": PUBLIC, "skipped": PUBLIC, "assumptions": "sentences of the rulebook",
        "extended_into": MADE_HERE, "extends": MADE_HERE, "document": NUMBER, "permitted_by": LAW,
    },
    "procedure.Meeting": {"body": CODES},
    "procedure.NumberSeries": {"series": CODES},
    "procedure.Transfer": {"number": NUMBER, "letter_number": NUMBER, "basis": LAW},
    "registry.Candidate": {"office": CODES},
    "registry.Election": dict.fromkeys(("code", "name", "name_en", "offices"), PUBLIC),
    "registry.ElectionStage": dict.fromkeys(("code", "offices", "source"), PUBLIC),
    "registry.Person": dict.fromkeys(
        ("name", "front_titles", "back_titles", "nip", "position", "search_name"), REGISTER
    ),
    "tracks.StepRecord": {"step": CODES, "letter_number": NUMBER},
    "tracks.Track": {"number": NUMBER},
    "tracks.WithoutTrack": {"rulebook": CODES},
}  # fmt: skip
PLAIN = (CharField, TextField, JSONField)


def plain_columns(model: type[Model]) -> Iterator[str]:
    """Columns that hold readable text nobody gave a closed list of choices."""
    for field in model._meta.local_concrete_fields:
        if isinstance(field, PLAIN) and not field.choices and not _means_the_same_everywhere(field):
            yield field.name


def _means_the_same_everywhere(field: "Field[object, object]") -> bool:
    if field.name.endswith("_by"):
        return (field.max_length or SHORT + 1) <= SHORT
    return field.name in OPAQUE | OF_THE_RULEBOOK | REFERENCES


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("netral.")]


def test_whoever_adds_a_column_of_plain_text_says_why_it_is_none_about_people() -> None:
    plain = {model._meta.label: set(plain_columns(model)) for model in own_models()}

    assert {label: found for label, found in plain.items() if found} == {
        label: set(reasons) for label, reasons in EXCEPTIONS.items() if reasons
    }


def test_every_room_is_looked_at() -> None:
    rooms = {model._meta.app_label for model in own_models()}

    assert {"intake", "cases", "tracks", "discipline", "oversight", "exchange", "links", "registry"} <= rooms


def test_a_new_column_of_words_would_be_noticed() -> None:
    """What people type about people is on no list here: neither by its name nor by an exception."""
    for name in ("summary", "reason", "note", "told", "title", "minutes", "text", "place", "what", "answer", "name"):
        assert not _means_the_same_everywhere(TextField(name=name))
