"""What the rulebook needs to know of one handling, read once: the person, the norms, the day, what came before."""

from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from netral import rulebook
from netral.cases.models import Kajian
from netral.cases.queries import chosen_for, kajian_of
from netral.discipline.models import AGENCY, Decision, Penanganan, Rekomendasi
from netral.discipline.queries.handed import provisions_of
from netral.discipline.queries.sanctions import all_sanctions, described
from netral.discipline.states import NOT_THE_EMPLOYERS, Level
from netral.offices.models import OrganisationKind
from netral.procedure.queries import say

Groups = list[tuple[str, list[tuple[str, str]]]]
PROVINCE, REGENCY, CENTRAL = "provinsi", "kabkota", "pusat"
# Kinds of agency in the rulebook's words. Secretariats of Bawaslu and KPU are central agencies, wherever they sit.
AGENCY_KINDS = {OrganisationKind.PROVINCE_GOVERNMENT: PROVINCE, OrganisationKind.REGENCY_GOVERNMENT: REGENCY}
OWN_OFFICIALS = {PROVINCE: "pembina_provinsi", REGENCY: "pembina_kabkota", CENTRAL: "pembina_pusat"}


class Ground:
    """The ground of one handling. Every answer is None, or empty, while the person is unknown."""

    def __init__(self, penanganan: Penanganan) -> None:
        self.penanganan, self.person = penanganan, penanganan.person

    @cached_property
    def kajian(self) -> Kajian | None:
        penerusan = self.penanganan.penerusan
        return kajian_of(penerusan.accused) if penerusan else None

    @cached_property
    def day(self) -> date | None:
        """The day of the act, whose law decides which sanctions there are and who imposes them."""
        said = self.kajian.facts.get("date") if self.kajian else None
        return date.fromisoformat(said) if said else None

    @cached_property
    def breaches(self) -> list[str]:
        """Norms the members found violated that an employer answers: the heaviest first, then others of its kind."""
        known = rulebook.current().provisions
        rows = [known[code] for code in self._norms() if code in known]
        answered = [row for row in rows if row.kind not in NOT_THE_EMPLOYERS]
        answered.sort(key=lambda row: -Level.values.index(row.level) if row.level in Level.values else 1)
        return [row.code for row in answered if row.kind == answered[0].kind]

    def _norms(self) -> list[str]:
        """What the members chose; of a hand-over from another house, what its sender names."""
        handed = self.penanganan
        if handed.masukan:
            return provisions_of(handed.masukan)
        chosen = chosen_for([handed.penerusan.accused], self.kajian) if self.kajian and handed.penerusan else []
        return [row["provision"] for row in chosen]

    @cached_property
    def previous(self) -> Decision | None:
        """The last sanction this person was given here before the act: a repetition is punished more heavily."""
        if self.person is None:
            return None
        same = {"penanganan__person__nip": self.person.nip} if self.person.nip else {"penanganan__person": self.person}
        found = Decision.objects.filter(**same, outside_list=False).exclude(penanganan=self.penanganan)
        before = found.filter(decided_on__lte=self.day) if self.day else found
        return before.order_by("-decided_on", "-pk").first()

    def range(self, on: date) -> rulebook.SanctionRange | None:
        """What the law leaves open for these norms; where none was chosen, for the level recommended."""
        if self.person is None:
            return None
        breaches = self.breaches or list(
            Rekomendasi.objects.filter(penanganan=self.penanganan).values_list("level", flat=True)
        )
        if not breaches:
            return None
        return rulebook.sanction_range(
            breaches[0],
            self.day or on,
            subject=self.person.employment,
            last=self.previous.sanction if self.previous else "",
            others=breaches[1:],
        )

    def choices(self, on: date) -> Groups:
        """Sanctions in groups to pick from: those that fit the law first, then every other one by its level."""
        due = self.range(on)
        inside = list(due.sanctions) if due else []
        rest = [each for each in all_sanctions(self.penanganan, on) if each not in inside]
        groups = [(str(level.label), [each for each in rest if each.level == level]) for level in Level]
        named = [(_("Sesuai aturan untuk perkara ini"), inside), *groups]
        return [(title, [(each.code, described(each)) for each in group]) for title, group in named if group]

    @property
    def agency_kind(self) -> str:
        return AGENCY_KINDS.get(OrganisationKind(self.penanganan.office_at(AGENCY).kind), CENTRAL)

    @property
    def own_official(self) -> str:
        """The official who signs for the agency unless another one is named: its appointing official."""
        return OWN_OFFICIALS[self.agency_kind]

    def competent(self, level: str, on: date) -> tuple[rulebook.CompetentOfficial, ...]:
        """Who may impose a sanction of this level on this person."""
        found = self.competence(level, on)
        return found.officials if found else ()

    def competence(self, level: str, on: date) -> rulebook.Competent | None:
        """The same with the facts that would decide among them, and the permissions needed."""
        if self.person is None:
            return None
        return rulebook.competent_officials(
            self.person.employment,
            level,
            self.day or on,
            position=self.person.position_class or None,
            agency=self.agency_kind,
        )

    def officials(self, on: date) -> list[tuple[str, str]]:
        """Officials who may impose something on this person, each with the levels that are theirs."""
        levels: dict[str, list[str]] = {}
        labels: dict[str, str] = {}
        for level in Level:
            for each in self.competent(level, on):
                labels[each.official] = say(each.label)
                levels.setdefault(each.official, []).append(str(level.label))
        return [(code, f"{label}: {', '.join(dict.fromkeys(levels[code])).lower()}") for code, label in labels.items()]
