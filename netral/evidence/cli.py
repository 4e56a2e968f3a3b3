"""`netral evidence`: check every kept file. Answers in words, or as a JSON line with --json."""

import json
from dataclasses import asdict
from typing import Any

from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from netral.evidence.models import Exhibit
from netral.evidence.verification import Checked, verify

FINE, BROKEN, WRONG_USAGE = 0, 1, 2


def add_arguments(subparsers: Any) -> None:
    """Mount `verify`. It sets `run`, a function of the parsed arguments that returns the exit code."""
    parser = subparsers.add_parser("verify", help="membaca ulang semua bukti dan mencocokkan sidiknya")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=lambda args: run_verify(as_json=args.json))


def run_verify(*, as_json: bool = False) -> int:
    """Read everything again; 1 if anything is broken, 2 where there is no database yet."""
    if Exhibit._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's own way to ask
        message = _("Basis data ini belum dipasang. Jalankan `netral init`.")
        print(json.dumps({"error": message}, ensure_ascii=False) if as_json else message)
        return WRONG_USAGE
    checked = verify()
    print(json.dumps({"ok": checked.ok, **asdict(checked)}) if as_json else _sentence(checked))
    return FINE if checked.ok else BROKEN


def _sentence(checked: Checked) -> str:
    counts = _("%(exhibits)s bukti, %(copies)s salinan, %(size)s; %(promised)s masih menyusul") % {
        **asdict(checked),
        "size": filesizeformat(checked.size),
    }
    if checked.broken is None:
        return _("Semua bukti utuh: %(counts)s.") % {"counts": counts}
    where = _("%(label)s dari %(subject)s (bukti:%(exhibit)s)") % asdict(checked.broken)
    lines = [
        _("BUKTI TIDAK UTUH: %(where)s") % {"where": where},
        _("Ditemukan: %(found)s") % {"found": _found(checked.broken.found)},
        _("Tindakan: jangan ubah apa-apa; cocokkan dengan salinan netral backup terakhir, lalu catat temuannya."),
        _("Diperiksa sampai ketemu: %(counts)s.") % {"counts": counts},
    ]
    return "\n".join(lines)


def _found(problem: str) -> str:
    return {
        "hilang": _("berkasnya tidak ada"),
        "rusak": _("isinya diubah, terpotong, atau tertukar"),
        "kunci": _("kunci yang menyegelnya tidak ada di KEYS_DIR"),
        "sidik": _("sidiknya lain dari yang tercatat"),
        "jurnal": _("sidiknya tidak ada di jurnal"),
    }[problem]
