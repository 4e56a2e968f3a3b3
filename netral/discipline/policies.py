"""What a penanganan must fulfil beyond its table: who may take it in, which days can be true, what says enough."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.access.models import Role
from netral.access.queries import today_in
from netral.access.states import NATIONAL_OFFICE, ROLE_NAMES, Acting
from netral.cases.models import Penerusan
from netral.cases.queries import declared_by, lacking
from netral.cases.states import SHORTEST_REASON
from netral.discipline import queries
from netral.discipline.models import Decision, Penanganan
from netral.discipline.states import (
    DECIDING,
    LIGHTER_THAN_RECOMMENDED,
    NOT_RECOMMENDED,
    OTHER_OFFICIAL,
    RECOMMENDED,
    SURE_ENOUGH,
    Refused,
    is_lighter,
)
from netral.exchange.models import Masukan
from netral.exchange.states import Answer
from netral.lib.dates import long_date
from netral.offices.models import Organisation, OrganisationKind
from netral.procedure.policies import Offer, check_can_take, offers
from netral.procedure.queries import say
from netral.procedure.states import NotAllowed
from netral.tracks.queries import status_of, worked_at


def check_can_take_in(penerusan: Penerusan, acting: Acting) -> None:
    """A hand-over is taken in by the people its receiver has for it: see `queries.takers`."""
    roles = queries.takers(penerusan.receiver)
    own = acting.reaches(penerusan.reference)
    if not own or not any(acting.holds(role, penerusan.receiver.code) for role in roles):
        names = _(" atau ").join(str(ROLE_NAMES[Role(role)]) for role in roles)
        words = _("Penerusan ini diakui oleh %(role)s di %(office)s.")
        raise NotAllowed(words % {"role": names, "office": penerusan.receiver.name})


def check_can_handle(penerusan: Penerusan) -> None:
    """A handling is about civil servants, at the authority that supervises them."""
    if penerusan.receiver.kind != OrganisationKind.ASN_SUPERVISOR:
        words = _("%(office)s bukan pengawas ASN. Akui penerimaannya saja, lalu catat hasilnya.")
        raise NotAllowed(words % {"office": penerusan.receiver.name})
    if not queries.is_asn(penerusan.accused):
        words = _("Terlapor ini bukan pegawai ASN: %(status)s. Akui penerimaannya saja, lalu catat hasilnya.")
        raise NotAllowed(words % {"status": say(rulebook.subjects[status_of(penerusan.accused)])})


def check_can_open_incoming(masukan: Masukan, acting: Acting) -> None:
    """A hand-over from another house is handled by the auditors of an authority that supervises ASN."""
    if not queries.is_handled_here_too(masukan):
        raise NotAllowed(_("Kiriman ini tidak ditangani di sini. Jawab pengirimnya, atau teruskan."))
    if not acting.holds(Role.AUDITOR, masukan.receiver.code):
        words = {"role": ROLE_NAMES[Role.AUDITOR], "office": masukan.receiver.name}
        raise NotAllowed(_("Penerusan ini diakui oleh %(role)s di %(office)s.") % words)


def check_can_take_incoming(masukan: Masukan, acting: Acting) -> None:
    """At an agency it is taken in by the people its own hand-overs are taken in by."""
    roles = queries.takers(masukan.receiver)
    if roles != queries.AT_AGENCY or not any(acting.holds(role, masukan.receiver.code) for role in roles):
        names = _(" atau ").join(str(ROLE_NAMES[Role(role)]) for role in roles)
        words = _("Penerusan ini diakui oleh %(role)s di %(office)s.")
        raise NotAllowed(words % {"role": names, "office": masukan.receiver.name})


def check_can_pass_on(penanganan: Penanganan, acting: Acting) -> Masukan:
    """Whoever may stop a handling may pass on what came from another house; what it was opened for."""
    if penanganan.masukan is None:
        raise NotAllowed(
            _("Penerusan ini berasal dari rumah ini. Penerimanya beralih hanya menurut aturan atau karena konflik.")
        )
    check_can_take(penanganan, "hentikan", acting)
    return penanganan.masukan


def can_pass_on(penanganan: Penanganan, acting: Acting) -> bool:
    try:
        check_can_pass_on(penanganan, acting)
    except NotAllowed:
        return False
    return True


def check_can_pass_further(penanganan: Penanganan, acting: Acting) -> Masukan:
    """Once it was recommended, what came from another house goes to one more receiver beside the handling, as a case of
    this house is handed over further: by the auditor of the authority, while the handling runs.
    """
    if penanganan.masukan is None:
        raise NotAllowed(_("Penerusan ini berasal dari rumah ini. Pengirimnya meneruskannya lagi dari perkaranya."))
    if not acting.holds(Role.AUDITOR, penanganan.authority.code):
        words = _("Diteruskan lagi oleh %(role)s di %(office)s.")
        raise NotAllowed(words % {"role": ROLE_NAMES[Role.AUDITOR], "office": penanganan.authority.name})
    if not penanganan.open:
        raise NotAllowed(_("Penanganan ini sudah berakhir."))
    if penanganan.status in NOT_RECOMMENDED:
        raise NotAllowed(_("Belum ada rekomendasi. Teruskan penanganannya, yang berakhir di sini karenanya."))
    return penanganan.masukan


def can_pass_further(penanganan: Penanganan, acting: Acting) -> bool:
    try:
        check_can_pass_further(penanganan, acting)
    except NotAllowed:
        return False
    return True


def check_not_answered(masukan: Masukan) -> None:
    """What was returned, passed on or ended is over here; what is being followed up by hand goes on by hand."""
    if masukan.answer not in (Answer.ARRIVED, Answer.RECEIVED):
        raise NotAllowed(_("Kiriman ini sudah dijawab: %(answer)s.") % {"answer": masukan.get_answer_display()})


def check_works_outside(penerusan: Penerusan) -> None:
    """What is handled here has its steps; of everything else its receiver only says how it ended."""
    if queries.is_handled_here(penerusan):
        raise NotAllowed(_("Hasilnya tercatat dari langkah penanganan; buka penanganannya."))
    if worked_at(penerusan):
        raise NotAllowed(_("Hasilnya tercatat dari langkah jalurnya; buka jalur itu."))
    if penerusan.acknowledged_at is None:
        raise NotAllowed(_("Akui dulu penerimaannya."))
    if penerusan.ended_at is not None:
        raise NotAllowed(_("Hasilnya sudah dicatat."))


def check_can_name_gaps(penerusan: Penerusan, acting: Acting) -> None:
    """Whoever takes it in says what it lacks, while it runs; the supervising authority in its own inbox."""
    check_can_take_in(penerusan, acting)
    if penerusan.receiver.kind == OrganisationKind.ASN_SUPERVISOR:
        raise NotAllowed(_("Pengawas ASN mengembalikannya dari kotak masuk verifikasi."))
    if penerusan.ended_at is not None:
        raise NotAllowed(_("Hasilnya sudah dicatat."))
    if lacking(penerusan) is not None:
        raise NotAllowed(_("Penerusan ini sudah dikembalikan dan belum dilengkapi pengirimnya."))


def can_name_gaps(penerusan: Penerusan, acting: Acting) -> bool:
    try:
        check_can_name_gaps(penerusan, acting)
    except NotAllowed:
        return False
    return True


def check_can_report(penerusan: Penerusan, acting: Acting) -> None:
    """Whoever takes it in says how it ended, unless something ties them to it."""
    check_can_take_in(penerusan, acting)
    check_works_outside(penerusan)
    check_not_tied(penerusan.reference, acting, seen_by=penerusan.case.office)


NO_WAY_AROUND = gettext_lazy("Penerima ini bukan jalur pengganti menurut aturan. Pilih salah satu yang ditawarkan.")
# Until somebody has decided; what was decided in a conflict is for a remedy, not for another decision.
UNDECIDED = frozenset({"terverifikasi", "direkomendasikan"})
WAITING = UNDECIDED | {"diterima"}  # the same, and before the person is found


def check_can_acknowledge(penanganan: Penanganan, acting: Acting) -> None:
    """The people of the agency a recommendation lies with, until somebody has decided."""
    _check_works_there(penanganan, acting)
    if penanganan.status != RECOMMENDED:
        raise NotAllowed(_("Tidak ada rekomendasi yang menunggu keputusan di sini."))


def can_acknowledge(penanganan: Penanganan, acting: Acting) -> bool:
    """Whether the button is there: allowed, and nobody has pressed it."""
    try:
        check_can_acknowledge(penanganan, acting)
    except NotAllowed:
        return False
    return penanganan.rekomendasi.acknowledged_at is None


def check_can_declare(penanganan: Penanganan, acting: Acting) -> None:
    """Who has it may say whether something ties them to it, while nobody has decided."""
    check_can_acknowledge(penanganan, acting)
    if penanganan.rekomendasi.acknowledged_at is None:
        raise NotAllowed(_("Akui dulu penerimaannya."))


def check_can_declare_of(penerusan: Penerusan, acting: Acting) -> None:
    """The same of a hand-over nothing is handled for here, while it runs."""
    check_can_take_in(penerusan, acting)
    if penerusan.receiver.kind == OrganisationKind.ASN_SUPERVISOR:
        raise NotAllowed(_("Pengawas ASN tidak memutus; yang menyatakan ialah pejabat di instansi."))
    if penerusan.acknowledged_at is None:
        raise NotAllowed(_("Akui dulu penerimaannya."))
    if penerusan.ended_at is not None:
        raise NotAllowed(_("Hasilnya sudah dicatat."))


def can_declare_of(penerusan: Penerusan, acting: Acting) -> bool:
    try:
        check_can_declare_of(penerusan, acting)
    except NotAllowed:
        return False
    return True


def can_declare(penanganan: Penanganan, acting: Acting) -> bool:
    try:
        check_can_declare(penanganan, acting)
    except NotAllowed:
        return False
    return True


def works_there(penanganan: Penanganan, acting: Acting) -> bool:
    """Whether somebody works at the agency a recommendation lies with."""
    agency = penanganan.agency
    seated = agency is not None and any(acting.holds(role, agency.code) for role in queries.AT_AGENCY)
    return seated and acting.reaches(penanganan.reference)


def _check_works_there(penanganan: Penanganan, acting: Acting) -> None:
    agency = penanganan.agency
    if not works_there(penanganan, acting):
        names = _(" atau ").join(str(ROLE_NAMES[Role(role)]) for role in queries.AT_AGENCY)
        words = _("Rekomendasi ini dikerjakan %(role)s di %(office)s.")
        raise NotAllowed(words % {"role": names, "office": agency.name if agency else _("instansi pegawai")})


def check_can_step(
    penanganan: Penanganan, step: str, acting: Acting, *, met: Collection[str] | None = None
) -> rulebook.Step:
    """A step of the table; one that decides only for whom nothing ties to the matter, by their own word."""
    found = check_can_take(penanganan, step, acting, met=met)
    if step in DECIDING:
        check_can_declare(penanganan, acting)
        check_untied(penanganan.reference, acting, seen_by=penanganan.authority)
    return found


def check_untied(subject: str, acting: Acting, *, seen_by: Organisation) -> None:
    """Who decides has said before that nothing ties them to the matter; whoever is tied does not decide."""
    said = declared_by(subject, acting.reference)
    if said is None:
        raise NotAllowed(_("Nyatakan dulu ada tidaknya benturan kepentingan."))
    check_not_tied(subject, acting, seen_by=seen_by)


def check_not_tied(subject: str, acting: Acting, *, seen_by: Organisation) -> None:
    """Whoever said that something ties them decides nothing, whether or not they had to say it."""
    said = declared_by(subject, acting.reference)
    if said is not None and said.conflicted:
        words = _("Anda menyatakan benturan kepentingan. Keputusan diambil pejabat lain; %(office)s sudah melihatnya.")
        raise NotAllowed(words % {"office": seen_by.name})


def offers_to(penanganan: Penanganan, acting: Acting, met: Collection[str]) -> list[Offer]:
    """The buttons for someone: `procedure.policies.offers`, and deciding as `check_can_step` has it."""
    return [_with_declaration(penanganan, offer, acting) for offer in offers(penanganan, acting, met)]


def _with_declaration(penanganan: Penanganan, offer: Offer, acting: Acting) -> Offer:
    if not offer.allowed:
        return offer
    try:
        check_can_step(penanganan, offer.step.code, acting)
    except NotAllowed as refusal:
        return Offer(offer.step, allowed=False, because=str(refusal))
    return offer


def check_can_lead_around(penanganan: Penanganan, acting: Acting, *, on: date) -> None:
    """The auditor of the authority, before a decision, where a conflict of who decides is on record or declared."""
    if not acting.holds(Role.AUDITOR, penanganan.authority.code):
        raise NotAllowed(_("Penanganan dialihkan auditor %(office)s.") % {"office": penanganan.authority.name})
    if penanganan.agency is None or penanganan.status not in UNDECIDED:
        raise NotAllowed(_("Penanganan dialihkan sesudah orangnya ditetapkan dan sebelum ada keputusan."))
    if not queries.is_flagged(penanganan, on) and not queries.ties(penanganan):
        raise NotAllowed(_("Tidak ada konflik kepentingan penerima yang tercatat."))


def can_lead_around(penanganan: Penanganan, acting: Acting, *, on: date) -> bool:
    try:
        check_can_lead_around(penanganan, acting, on=on)
    except NotAllowed:
        return False
    return True


def check_can_move_left_behind(acting: Acting) -> None:
    """National administrators have hand-overs move to their successors by hand."""
    if not acting.holds(Role.ADMINISTRATOR, NATIONAL_OFFICE):
        raise NotAllowed(_("Peralihan dijalankan pengelola nasional."))


def can_move_left_behind(acting: Acting) -> bool:
    try:
        check_can_move_left_behind(acting)
    except NotAllowed:
        return False
    return True


def check_day(field: str, day: date, *, earliest: date, office: Organisation, at: datetime) -> None:
    """A day between the one before it in the procedure and today, counted at the office."""
    if day > today_in(office, now=at):
        raise Refused(field, _("Tanggal ini belum tiba. Isi tanggal hari ini atau sebelumnya."))
    if day < earliest:
        raise Refused(field, _("Isi tanggal %(day)s atau sesudahnya.") % {"day": long_date(earliest)})


def check_filled(field: str, text: str) -> None:
    if not text.strip():
        raise Refused(field, _("Isi bagian ini."))


def check_says_why(field: str, text: str) -> None:
    if len(text.strip()) < SHORTEST_REASON:
        words = _("Tulis sedikitnya %(least)s huruf; baru ada %(length)s.")
        raise Refused(field, words % {"least": SHORTEST_REASON, "length": len(text.strip())})


def check_sure_enough(score: int, reason: str) -> None:
    """A person whose name fits badly is linked only with a reason others can follow."""
    if score < SURE_ENOUGH and not reason.strip():
        words = _("Kecocokan nama %(score)s persen. Tulis kenapa Anda yakin ini orangnya.")
        raise Refused("reason", words % {"score": score})


def check_explained(decision: Decision, ground: queries.Ground) -> list[str]:
    """What to note about a decision, as codes. Refused when something differs and nobody said why."""
    official, sanction = _about_official(decision, ground), _about_sanction(decision, ground)
    if official and not decision.deviation_reason:
        raise Refused("official", official[OTHER_OFFICIAL])
    if sanction and not decision.deviation_reason:
        words = " ".join(sanction.values())
        raise Refused("deviation_reason", _("%(words)s Tulis pertimbangannya.") % {"words": words})
    return [*sanction, *official]


def _about_sanction(decision: Decision, ground: queries.Ground) -> dict[str, str]:
    """Where the sanction differs from what was recommended and from what the law leaves open, code by code."""
    found: dict[str, str] = {}
    if is_lighter(decision.level, decision.penanganan.rekomendasi.level):
        found[LIGHTER_THAN_RECOMMENDED] = _("Hukuman ini lebih ringan dari rekomendasi; pengawas ASN melihatnya.")
    due = ground.range(decision.decided_on)
    if due and due.sanctions:
        judged = due.judge(decision.sanction, level=decision.level)
        found |= {rule.code: say(rule.says) for rule in (*judged.reasons, *judged.notes)}
    return found


def _about_official(decision: Decision, ground: queries.Ground) -> dict[str, str]:
    """Whose decision it should have been, where the law names somebody and it is not the one who decided."""
    found = ground.competent(decision.level, decision.decided_on)
    able = [each for each in found if not decision.sanction or decision.sanction in each.sanctions]
    if not able or decision.official in {each.official for each in able}:
        return {}
    sources: dict[str, list[str]] = {}
    for each in able:
        sources.setdefault(say(each.label), []).append(each.row.source)
    names = "; ".join(f"{label} ({', '.join(dict.fromkeys(cited))})" for label, cited in sources.items())
    words = _("Yang berwenang menjatuhkan hukuman ini: %(names)s. Pilih pejabat itu, atau tulis pertimbangannya.")
    return {OTHER_OFFICIAL: words % {"names": names}}
