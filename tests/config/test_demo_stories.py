"""The told stories stand where they say they stand, and the citizen can follow every one of them to its end."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from netral import rulebook
from netral.access.models import Seat, User
from netral.access.queries import acting
from netral.audit.queries import entries_about
from netral.audit.states import verb_text
from netral.cases.models import Case, Joined, Penerusan, PutusanTerlapor
from netral.cases.queries import links_of
from netral.config.demo import build
from netral.config.demo.walk import Walk
from netral.discipline.models import Penanganan, Pengalihan
from netral.exchange.models import Kiriman, Masukan, Reply
from netral.insight.models import Reconciliation
from netral.intake.models import Laporan
from netral.intake.queries import headline, laporan_by_code, public_status
from netral.links.models import OfficialLink
from netral.offices.models import Organisation
from netral.oversight.models import Block, Measure
from netral.oversight.queries import deviating, deviations
from netral.oversight.states import LETTERS, MeasureState, Rung
from netral.procedure.models import Clock, Tracked
from netral.procedure.queries import table
from netral.registry.models import Connection, Election, Person
from netral.tracks.models import Track
from tests.config.town import in_demo
from tests.config.world import World, world

__all__ = ["in_demo", "world"]
pytestmark = pytest.mark.django_db

IN_FORCE = {
    "id": [
        "Laporan Anda sudah diterima dan menunggu kajian awal.",
        "Laporan memenuhi syarat.",
        "Laporan diregistrasi.",
        "Pengawas meminta klarifikasi.",
        "Pemeriksaan selesai dan diajukan ke rapat pleno.",
        "Rapat pleno menyatakan dugaan pelanggaran terbukti.",
        "Perkara diteruskan kepada instansi yang berwenang.",
        "Instansi yang berwenang menerima penerusan.",
        "Penerusan sudah diterima pengawas ASN dan menunggu verifikasi.",
        "Pengawas ASN memverifikasi penerusan.",
        "Rekomendasi dikirim kepada instansi pegawai.",
        "Instansi pegawai mengakui sudah menerima rekomendasi.",
        "Pejabat yang berwenang menjatuhkan sanksi.",
        "Keputusan disampaikan kepada pegawai.",
        "Perkara selesai.",
        "Sanksi mulai berlaku.",
    ],
    "en": [
        "Your report has been received and waits for the initial study.",
        "The report meets the requirements.",
        "The report was registered.",
        "The supervisor heard a clarification.",
        "The examination ended and went to the plenary.",
        "The plenary found the allegation proven.",
        "The case was forwarded to the competent agency.",
        "The competent agency received the case.",
        "The supervisor of civil servants received the case and will verify it.",
        "The supervisor of civil servants verified the case.",
        "The recommendation was sent to the person's agency.",
        "The person's agency acknowledged that it has received the recommendation.",
        "The competent official imposed a sanction.",
        "The decision was delivered to the person.",
        "The case is closed.",
        "The sanction took effect.",
    ],
}


def furthest(walk: Walk) -> Tracked:
    """What a story has become: its laporan, the case it was registered as, or the handling or track it went on as."""
    laporan = Laporan.objects.get(pk=walk.laporan.pk)
    handled = Penanganan.objects.filter(case__laporan=laporan).first()
    beside = Track.objects.filter(case__laporan=laporan).first()
    return handled or beside or Case.objects.filter(laporan=laporan).first() or laporan


def laporan_of(walk: Walk) -> Laporan:
    return Laporan.objects.get(pk=walk.laporan.pk)


def test_every_story_stands_in_the_status_it_names(world: World) -> None:
    stands = [(number, furthest(walk).status) for number, walk in enumerate(world.walks)]

    assert stands == [(number, walk.story.ends.removeprefix("penanganan_")) for number, walk in enumerate(world.walks)]


def test_what_lies_behind_a_story_stands_where_it_must(world: World) -> None:
    closed = {"disampaikan", "dilaksanakan", "dihentikan", "tidak_dijatuhi_sanksi"}

    for case in Case.objects.select_related("laporan"):
        handled = Penanganan.objects.filter(case=case).first()

        assert case.laporan.status == "diregistrasi"
        if handled:
            assert case.status == ("selesai" if handled.status in closed else "diteruskan")


def test_the_stories_show_almost_every_status_of_the_tables(world: World) -> None:
    shown = {(subject.KIND, subject.status) for walk in world.walks for subject in (furthest(walk), laporan_of(walk))}
    shown |= {("perkara", case.status) for case in Case.objects.all()}
    followed = [subject for subject in map(furthest, world.walks) if not isinstance(subject, Track)]
    tables = {(subject.procedure, subject.procedure_version): table(subject) for subject in followed}
    known = {(status.subject, code) for each in tables.values() for code, status in each.statuses.items()}

    assert known - shown == {
        ("laporan", "diperbaiki"),
        ("laporan", "selesai_digabung"),
        ("perkara", "bukan_kewenangan"),
    }


def test_a_case_of_three_reports_waits_for_the_accused_and_another_was_answered_by_the_link(world: World) -> None:
    joined = Joined.objects.values_list("case__title", flat=True)
    asked = {case.title: case for case in Case.objects.exclude(hearing_invitations=None)}

    assert list(joined) == [world.walk("digabung").story.joins] * 2
    assert {title: (links_of(case)[0].used_at is not None) for title, case in asked.items()} == {
        "Hadir di kampanye, diduga memakai kendaraan dinas": False,
        "Pertemuan di aula kecamatan, diduga mengarahkan dukungan": True,
    }


def test_of_two_people_in_one_case_one_is_cleared(world: World) -> None:
    (walk,) = (each for each in world.walks if each.story.beside)

    rulings = PutusanTerlapor.objects.filter(pleno__case=walk.case).order_by("accused__pk").select_related("accused")
    found = [(ruling.accused.name, ruling.decision) for ruling in rulings]
    assert walk.case.status == "terbukti"
    assert found == [("Yosua Tanaem", "terbukti"), ("Rosalinda Kase", "tidak_terbukti")]


def test_a_track_of_every_kind_is_told() -> None:
    assert {(track.procedure, track.subject) for track in Track.objects.all()} == {
        ("tni", "penerusan_tni"),
        ("polri", "penerusan_polri"),
        ("desa", "kades"),
        ("desa", "perangkat"),
        ("kontrak", "penerusan_kontrak"),
        ("pidana_pilkada", "pidana"),
        ("kpu_etik", "adhoc"),
        ("dkpp", "pengaduan"),
    }


def test_the_receiver_follows_the_date_of_forwarding(world: World) -> None:
    sent = {}
    for handed in Penerusan.objects.filter(track=None).select_related("receiver"):
        sent.setdefault(f"{handed.sent_at:%Y-%m}", set()).add(handed.receiver.code)

    assert sent.pop("2024-06") == sent.pop("2024-08") == {"kasn"}
    assert sent.pop("2024-10") == {"bkn"}
    assert sent
    assert set().union(*sent.values()) == {"bkn", "kemendagri"}  # around a mayor whose wife stands


def test_every_clock_names_its_source_and_runs_in_the_zone_of_the_office_that_must_act(world: World) -> None:
    of_reference = {subject.reference: subject for subject in (*Laporan.objects.all(), *Case.objects.all())}
    of_reference |= {subject.reference: subject for subject in (*Penanganan.objects.all(), *Track.objects.all())}
    zones = {"Asia/Jakarta", "Asia/Makassar"}

    for clock in Clock.objects.all():
        subject = of_reference[clock.subject]

        assert clock.source
        assert clock.confidence in ("high", "medium", "low")
        assert clock.zone in zones & set(Organisation.objects.values_list("zone", flat=True))
        if not isinstance(subject, Penanganan):
            assert clock.zone == subject.office.zone


def test_some_deadlines_were_kept_and_some_are_missed(world: World) -> None:
    kept = [clock for clock in Clock.objects.all() if clock.met]
    late = Clock.objects.filter(stopped_at=None, due_at__lt=world.now)

    assert len(kept) > 20
    assert late.exists()


def test_nothing_in_the_demo_happens_before_its_story_or_after_its_building(world: World) -> None:
    for walk in world.walks:
        moments = [entry.at for entry in entries_about(walk.laporan.reference)]

        assert moments == sorted(moments)
        assert moments[0].astimezone(walk.zone).date() == walk.story.received
        assert moments[-1] <= world.now


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_citizen_reads_every_step_until_the_sanction_is_in_force(world: World, language: str) -> None:
    told = public_status(laporan_of(world.walk("dilaksanakan")), language)

    assert [line["what"] for line in told["milestones"]] == IN_FORCE[language]
    assert told["milestones"][-1]["by"] == "Pemerintah Kabupaten Tirta Buana"
    assert told["number"] == "TT-99.07-2024-000002"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_story_tells_its_citizen_every_step_the_law_makes_public(world: World, language: str) -> None:
    for walk in world.walks:
        laporan = laporan_of(walk)
        lines = public_status(laporan, language)["milestones"]

        public = [entry for entry in entries_about(laporan.reference) if said_in_public(entry.verb, furthest(walk))]
        assert [line["at"] for line in lines] == [
            entry.at.astimezone(walk.zone).isoformat(timespec="seconds") for entry in public
        ]
        assert all(line["what"] for line in lines)


def said_in_public(verb: str, subject: Tracked) -> bool:
    """An opening, but for that of a case, which the registration tells; a step when its table has public words."""
    kind, _dot, code = verb.partition(".")
    tables = [each for versions in rulebook.current().procedures.values() for each in versions]
    kinds = {kind} if kind != Track.KIND else {subject.subject} if isinstance(subject, Track) else set()
    steps = [step for each in tables for step in each.steps if step.subject in kinds and step.code == code]
    return (
        bool(verb_text(verb).public)
        or verb in {"laporan.dibuka", "penanganan.dibuka"} | ({"jalur.dibuka"} if kind == Track.KIND else set())
        or any(step.public for step in steps)
    )


def test_both_languages_tell_the_same_and_neither_names_anybody(world: World) -> None:
    for walk in world.walks:
        told = {language: public_status(laporan_of(walk), language) for language in ("id", "en")}
        sentences = {language: [line["what"] for line in each["milestones"]] for language, each in told.items()}

        assert len(sentences["id"]) == len(sentences["en"])
        assert not set(sentences["id"]) & set(sentences["en"])
        name = walk.story.person.name
        assert not name or name not in str(told)


def test_the_headline_says_how_the_story_stands(world: World) -> None:
    for walk in world.walks:
        subject = furthest(walk)
        expected = table(subject).statuses[subject.status].headline

        if subject.status == "digabung":
            (joined,) = (each for each in Case.objects.all() if each.title == walk.story.joins)
            assert headline(laporan_of(walk)) == table(joined).statuses[joined.status].headline
        elif getattr(subject, "case", None) is None or subject.status == "dilaksanakan":
            assert headline(laporan_of(walk)) == expected


@pytest.mark.parametrize(("language", "last"), [("id", "Sanksi mulai berlaku."), ("en", "The sanction took effect.")])
def test_the_code_on_the_sheet_opens_the_status_page_in_both_languages(
    world: World, in_demo: None, language: str, last: str
) -> None:
    walk, client = world.walk("dilaksanakan"), Client()

    with translation.override(language):
        client.post(reverse("intake:check"), {"code": walk.code})
        page = client.get(reverse("intake:status")).content.decode()

    assert last in page
    assert walk.story.person.name not in page
    assert laporan_by_code(walk.code) == walk.laporan


def test_everybody_in_the_demo_is_marked_as_an_example(world: World) -> None:
    people = build.cast()

    assert User.objects.filter(example=True).count() == User.objects.count() == len(people["staff"])
    assert Person.objects.filter(example=True).count() == Person.objects.count() == len(people["person"])
    assert Election.objects.get(code="latihan").example
    assert all(email.endswith(".example") for email in User.objects.values_list("email", flat=True))


def test_service_numbers_of_invented_people_can_exist_in_no_calendar(world: World) -> None:
    numbers = list(Person.objects.values_list("nip", flat=True))

    assert len(set(numbers)) == len(numbers)
    assert {number[4:8] for number in numbers} == {"0000"}


def test_the_seat_at_kasn_ended_with_kasn(world: World) -> None:
    user = User.objects.get(email="auditor@kasn.example")

    assert Seat.objects.get(user=user).valid_until == Organisation.objects.get(code="kasn").valid_until
    assert acting(user, on=datetime(2024, 9, 3, tzinfo=UTC).date()).holds("auditor", "kasn")
    assert not acting(user).seats


ROOMS = {
    "auditor@bkn.example": [
        "/kerja/wasdal/", "/kerja/wasdal/instansi/pemkot-99.08/", "/kerja/wasdal/konsep/", "/kerja/wasdal/blokir/",
        "/kerja/wasdal/penyimpangan/", "/kerja/wasdal/verifikasi/", "/kerja/wasdal/kontak/", "/kerja/tautan-dinas/",
        "/kerja/kiriman/?tampilan=sampai", "/kerja/kiriman/masuk/", "/kerja/disiplin/", "/kerja/pencocokan/",
    ],
    "pemeriksa@tirtabuana.example": [
        "/kerja/wasdal/pengembalian/", "/kerja/kiriman/", "/kerja/kiriman/?tampilan=sampai", "/kerja/pencocokan/",
        "/kerja/calon/", "/kerja/calon/?tampilan=hubungan", "/kerja/jalur/", "/kerja/waktu/",
    ],
    "bupati@tirtabuana.example": ["/kerja/disiplin/", "/kerja/wasdal/kontak/"],
    "": ["/hitungan-diam/"],
}  # fmt: skip


@pytest.mark.parametrize("email", ROOMS)
def test_no_page_between_institutions_stands_empty(world: World, in_demo: None, email: str) -> None:
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))

    for address in ROOMS[email]:
        page = client.get(address, follow=True)

        assert page.status_code == 200, address
        assert re.search(r"<tbody>\s*<tr", page.content.decode()), address
        assert 'class="kosong"' not in page.content.decode(), address


def test_silence_is_answered_letter_by_letter_up_to_a_block_by_two_people(world: World) -> None:
    blocks = {block.state: block for block in Block.objects.all()}
    asked, lifted = blocks["diminta"], blocks["dibuka"]

    assert sorted(blocks) == ["dibuka", "diminta"]
    assert lifted.decided_by not in ("", lifted.requested_by)
    for block in (asked, lifted):
        sent = Measure.objects.filter(penanganan=block.penanganan, state=MeasureState.SENT).order_by("closed_at")
        assert [each.rung for each in sent][: len(LETTERS)] == list(LETTERS)
    assert Measure.objects.filter(state=MeasureState.DRAFT, rung=Rung.FIRST).count() == 1


def test_two_decisions_deviate_and_one_is_led_around_a_mayor_whose_wife_stands(world: World) -> None:
    auditor = acting(User.objects.get(email="auditor@bkn.example"))
    [led] = Pengalihan.objects.all()

    told = [
        (each.decision.level if each.decision else "", bool(each.reason)) for each in deviations(deviating(auditor))
    ]
    assert sorted(told) == [("", True), ("ringan", True)]
    assert (led.origin.code, led.receiver.code) == ("pemkot-99.08", "pemprov-99")
    assert list(Connection.objects.values_list("kind", "agency__code")) == [("suami_istri", "pemkot-99.08")]


def test_an_office_without_an_account_is_half_way_through_its_link(world: World) -> None:
    [link] = OfficialLink.objects.select_related("declaration")

    assert link.acknowledged_at
    assert (link.ended_at, link.declaration.conflicted, link.office.code) == (None, False, "pemprov-99")


def test_another_house_answered_what_it_got_and_was_answered_what_it_sent(world: World) -> None:
    sent = Kiriman.objects.filter(matter="penerusan").order_by("pk").values_list("delivery", "answer")
    came = Masukan.objects.filter(matter="penerusan").order_by("pk").values_list("answer", flat=True)
    returned = Reply.objects.get(answer="dikembalikan")

    assert list(sent) == [("sampai", "ditindaklanjuti"), ("sampai", "dikembalikan"), ("menunggu", "")]
    assert list(came) == ["diterima", "dikembalikan", "masuk"]
    assert len(returned.gaps) == 2
    assert not Reply.objects.filter(applied_at=None).exists()


def test_two_lists_differ_in_every_way_and_one_side_has_signed(world: World) -> None:
    [found] = Reconciliation.objects.all()

    assert all(found.counts[finding] for finding in ("cocok", "berbeda", "hanya_di_daftar", "hanya_di_sini"))
    assert [each.office.code for each in found.signatures.all()] == ["bawaslu-99.07"]
