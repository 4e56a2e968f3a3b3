"""The case and what its chapters leave behind. Narratives and names stand here, never in the journal."""

from netral.cases.models.answers import AccusedAnswer, AnswerLink
from netral.cases.models.cases import Case
from netral.cases.models.desk import Note, NoteEdition, SavedView, Task
from netral.cases.models.examination import Kajian, SendBack
from netral.cases.models.handover import BASIS_LENGTH, Declaration, Kekurangan, Penerusan, Peralihan
from netral.cases.models.hearing import HearingInvitation, Klarifikasi
from netral.cases.models.joined import Joined
from netral.cases.models.kajian_texts import KajianText
from netral.cases.models.labels import CaseLabel, Label
from netral.cases.models.matrix import ElementAssessment, Pin, ProofRequest, TakenNorm
from netral.cases.models.people import Accused
from netral.cases.models.pleno import Pleno, PutusanTerlapor

__all__ = [
    "BASIS_LENGTH",
    "Accused",
    "AccusedAnswer",
    "AnswerLink",
    "Case",
    "CaseLabel",
    "Declaration",
    "ElementAssessment",
    "HearingInvitation",
    "Joined",
    "Kajian",
    "KajianText",
    "Kekurangan",
    "Klarifikasi",
    "Label",
    "Note",
    "NoteEdition",
    "Penerusan",
    "Peralihan",
    "Pin",
    "Pleno",
    "ProofRequest",
    "PutusanTerlapor",
    "SavedView",
    "SendBack",
    "TakenNorm",
    "Task",
]
