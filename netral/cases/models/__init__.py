"""The case and what its chapters leave behind. Narratives and names stand here, never in the journal."""

from netral.cases.models.answers import AccusedAnswer, AnswerLink
from netral.cases.models.cases import Case
from netral.cases.models.examination import Kajian, SendBack
from netral.cases.models.handover import BASIS_LENGTH, Penerusan
from netral.cases.models.joined import Joined
from netral.cases.models.people import Accused
from netral.cases.models.pleno import Pleno

__all__ = ["BASIS_LENGTH", "Accused", "Case", "Joined", "Kajian", "Klarifikasi", "Penerusan", "Pleno", "SendBack"]
from netral.cases.models.hearing import HearingInvitation, Klarifikasi

__all__ = [
    "BASIS_LENGTH",
    "Accused",
    "AccusedAnswer",
    "AnswerLink",
    "Case",
    "HearingInvitation",
    "Kajian",
    "Klarifikasi",
    "Penerusan",
    "Pleno",
    "SendBack",
]
