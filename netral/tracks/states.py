"""The closed lists of the tracks. Statuses and steps stand in the procedure tables the tracks are pinned to."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText
from netral.cases.states import Result
from netral.offices.models import OrganisationKind
from netral.rulebook import Step

# The criminal track that runs beside a case, by the law of the election.
CRIMINAL: Mapping[str, str] = {"pemilu": "pidana_pemilu", "pilkada": "pidana_pilkada"}
CRIMINAL_SUBJECT = "pidana"
TO_POLICE, POLICE = "teruskan_ke_polri", "polri"

# Who sits at a place of a table: the supervisor who handed the person over, or the receiver's own office.
AT_SENDER = frozenset({"pengawas"})
GOVERNMENTS = frozenset(
    {OrganisationKind.PROVINCE_GOVERNMENT, OrganisationKind.REGENCY_GOVERNMENT, OrganisationKind.MINISTRY}
)
# At which kinds of organisation a place can be; a receiver of another kind gets no track of its own.
KINDS_AT: Mapping[str, frozenset[OrganisationKind]] = {
    "instansi": GOVERNMENTS,
    "kpu_kabkota": frozenset({OrganisationKind.KPU_REGENCY}),
    "kpu": frozenset({OrganisationKind.KPU}),
}

# What KPU opens by itself: the ethics of its ad hoc bodies, as which subject by the kind of office.
ETHICS, ETHICS_SERIES = "kpu_etik", "Etik"
ETHICS_SUBJECTS: Mapping[str, str] = {OrganisationKind.KPU_REGENCY: "adhoc", OrganisationKind.KPU: "luar_negeri"}
# The step that passes a matter on, the table it goes on under, as which subject, and where.
COUNCIL_STEP, COUNCIL, COUNCIL_SUBJECT, COUNCIL_OFFICE = "teruskan_ke_dkpp", "dkpp", "pengaduan", "dkpp"
# The step that only the people of the team take.
TEAM_STEP = "selesaikan_pemeriksaan"

# The step that puts other people in the place of some of them.
REPLACING_STEP = "ganti_tim_pemeriksa"

# How a requirement of a table is met. Whatever is not named here, the person who takes the step declares.
BY_LETTER = frozenset({"kabar_tertulis"})
BY_FILE = frozenset({"surat_teguran", "keputusan_diunggah"})
BY_REASON = frozenset({"alasan_tertulis"})
BY_MEETING = frozenset({"kuorum_kpu"})
BY_TEAM = frozenset({"tim_tiga"})
NOT_DECLARED = BY_LETTER | BY_FILE | BY_REASON | BY_MEETING | BY_TEAM


@dataclass(frozen=True)
class Wanted:
    """What a step asks for besides its day: a letter's number, a file, a reason, a meeting, a team, declarations."""

    letter: bool
    file: bool
    reason: bool
    meeting: bool
    team: bool
    declared: tuple[str, ...]


def wanted_by(step: Step) -> Wanted:
    """Read from the step's requirements in the table, and from the letter it issues."""
    needs = frozenset(step.needs)
    return Wanted(
        letter=bool(needs & BY_LETTER or step.letter),
        file=bool(needs & BY_FILE),
        reason=bool(needs & BY_REASON),
        meeting=bool(needs & BY_MEETING),
        team=bool(needs & BY_TEAM),
        declared=tuple(need for need in step.needs if need not in NOT_DECLARED),
    )


# How the hand-over ended, by the final status of its track.
OUTCOMES: Mapping[str, Result] = {
    "selesai_militer": Result.SANCTIONED,
    "tidak_dihukum_militer": Result.NOT_SANCTIONED,
    "selesai_polri": Result.SANCTIONED,
    "tidak_dihukum_polri": Result.NOT_SANCTIONED,
    "kades_diberhentikan": Result.SANCTIONED,
    "kades_selesai": Result.SANCTIONED,
    "kades_tanpa_sanksi": Result.NOT_SANCTIONED,
    "perangkat_diberhentikan": Result.SANCTIONED,
    "perangkat_selesai": Result.SANCTIONED,
    "perangkat_tanpa_sanksi": Result.NOT_SANCTIONED,
    "ditindak": Result.SANCTIONED,
    "tidak_ditindak": Result.NOT_SANCTIONED,
    "diperingatkan": Result.SANCTIONED,
    "direhabilitasi": Result.NOT_SANCTIONED,
    "diteruskan_dkpp": Result.REFORWARDED,
    "diputus_kpu": Result.SANCTIONED,
}

TEXTS_ERASED = "jalur.isi_dihapus"
VERBS = {
    TEXTS_ERASED: VerbText(staff=_("Keterangan pada jalur dihapus karena masa simpannya berakhir.")),
}
