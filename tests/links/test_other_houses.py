"""A recommendation about what came from another house goes to an official without an account like every other one."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.desk_policies import allows
from netral.discipline.models import Penanganan
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of
from netral.exchange.actions.erasing import erase_texts
from netral.links import actions, policies, queries
from netral.links.actions.erasing import erase_expired
from netral.links.composing import record_of
from netral.links.models import LinkRefusal, OfficialLink
from netral.links.states import LinkState, Purpose, Read
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.states import NotAllowed
from tests.discipline.builders import AUDITOR, declined, imposition
from tests.discipline.foreign import NUMBER, TITLE, opened, recommended_from_afar
from tests.discipline.pages import client
from tests.exchange.builders import partner
from tests.intake.builders import day, staff
from tests.links.builders import ADDRESS, SAID, acknowledged, again, free
from tests.links.test_api import LINKS, bearer
from tests.links.test_api import sent as posted
from tests.links.test_views import DESK, come_in, place

pytestmark = pytest.mark.django_db
FORM = {"official": "Bupati", "channel": "surel", "role": "pejabat_pembina", "official_channel": "on"}


def foreign_link(penanganan: Penanganan | None = None, *, at: Any = None, acting: Acting = AUDITOR) -> OfficialLink:
    found = penanganan or recommended_from_afar()
    return actions.make(found, purpose=Purpose.RECOMMENDED, acting=acting, at=at or day(9), **SAID)


def recent() -> OfficialLink:
    return again(foreign_link(at=timezone.now() - timedelta(hours=1)))


def test_its_link_is_for_the_agency_and_told_on_the_handling_and_the_message() -> None:
    link = foreign_link()

    assert (link.penerusan, link.office.code, link.maker.code) == (None, "pemkab-99.07", "kasn")
    assert (link.number, link.title) == (NUMBER, TITLE)
    entry = Entry.objects.get(chain=link.reference)
    assert {link.about.reference, link.about.masukan.reference} <= set(entry.subjects)  # type: ignore[union-attr]


def _may_make(penanganan: Penanganan, who: Acting) -> None:
    policies.check_can_make(penanganan, Purpose.RECOMMENDED, who)


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        ("auditor", "kasn", True),
        ("auditor", "bkn", False),
        ("pemeriksa", "bawaslu-99.07", False),
        ("anggota", "bawaslu-99.07", False),
        ("pejabat_pembina", "pemkab-99.07", False),
        ("petugas_kepegawaian", "pemkab-99.07", False),
        ("anggota_kpu", "kpu-99.07", False),
        ("pemeriksa_kpu", "kpu-99.07", False),
        ("petugas_laporan", "bawaslu-99.07", False),
        ("kustodian", "bawaslu-99.07", False),
        ("admin", "bawaslu", False),
    ],
)
def test_who_makes_one_is_who_recommends(role: str, office: str, may: bool) -> None:
    penanganan, who = recommended_from_afar(), staff(role, office)

    assert allows(_may_make, penanganan, who) == may
    assert (queries.made_for(who, Purpose.RECOMMENDED, penanganan.key) == penanganan) == may
    assert queries.made_for(who, Purpose.HANDED, penanganan.key) is None


def test_before_a_recommendation_there_is_none_and_nothing_waits() -> None:
    with pytest.raises(NotAllowed, match="Belum ada rekomendasi"):
        foreign_link(opened())
    assert queries.waiting_without_account(AUDITOR) == []


def test_an_agency_with_a_house_of_its_own_is_reached_by_the_exchange() -> None:
    penanganan = recommended_from_afar()
    partner("pemkab-99.07")

    with pytest.raises(NotAllowed, match="kiriman antarlembaga"):
        foreign_link(penanganan)
    assert queries.waiting_without_account(AUDITOR) == []


def test_what_is_over_needs_none() -> None:
    penanganan = declined(recommended_from_afar())

    with pytest.raises(NotAllowed, match="sudah selesai"):
        foreign_link(penanganan)


def test_it_waits_in_the_list_until_there_is_one() -> None:
    penanganan = recommended_from_afar()

    (waiting,) = queries.waiting_without_account(AUDITOR)
    foreign_link(penanganan)

    assert (waiting.handed, waiting.number, waiting.title, waiting.office.code) == (
        penanganan, NUMBER, TITLE, "pemkab-99.07",
    )  # fmt: skip
    assert queries.waiting_without_account(AUDITOR) == []


def test_a_second_one_ends_the_first_and_a_renewed_one_takes_its_draft_along() -> None:
    first = foreign_link()
    second = foreign_link(Penanganan.objects.get())
    actions.save_draft(second, "jatuhkan_sanksi", {"number": "862"}, at=day(10))

    third = actions.renew(again(second), acting=AUDITOR, at=day(11))

    assert [queries.state_of(again(each), day(11)) for each in (first, second, third)] == [
        LinkState.REPLACED, LinkState.REPLACED, LinkState.OPEN,
    ]  # fmt: skip
    assert again(third).draft == {"jatuhkan_sanksi": {"number": "862"}}


def test_the_database_holds_one_open_link_a_handling_and_one_matter_a_link() -> None:
    link = foreign_link()
    open_twice = {"penanganan": link.penanganan, "purpose": link.purpose, "office": link.office, "maker": link.maker}
    days = {"made_at": day(9), "expires_at": day(20), "role": link.role, "channel": link.channel}

    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialLink.objects.create(token_hash="x", made_by="x", **open_twice, **days)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialLink.objects.filter(pk=link.pk).update(penanganan=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialLink.objects.filter(pk=link.pk).update(purpose=Purpose.HANDED)


def test_the_official_does_all_that_the_desk_does_and_the_sender_hears_of_it() -> None:
    link = free(again(foreign_link()))

    actions.take(link, "jatuhkan_sanksi", at=day(14), **{key: imposition()[key] for key in imposition() if key != "at"})

    penanganan = Penanganan.objects.get()
    assert (penanganan.status, penanganan.rekomendasi.acknowledged_at) == ("dijatuhi_sanksi", day(10))
    assert Entry.objects.get(verb="penanganan.jatuhkan_sanksi").actor == link.reference
    with pytest.raises(NotAllowed, match="Sudah ada keputusan"):
        actions.return_with_gaps(again(link), at=day(15), gaps="Surat")


def test_whoever_is_tied_decides_nothing_and_how_it_ended_comes_from_its_steps() -> None:
    link = acknowledged(again(foreign_link()))
    actions.declare(link, conflicted=True, note="Ipar terlapor.", at=day(10))

    with pytest.raises(NotAllowed, match="benturan kepentingan"):
        actions.take(again(link), "jatuhkan_sanksi", at=day(14))
    with pytest.raises(NotAllowed):
        actions.report(again(link), at=day(14), outcome="dihentikan", note="x")
    assert queries.matter_of(link).declared_as == Penanganan.objects.get().reference
    assert list(queries.wanting(AUDITOR)) == [link]


def test_led_around_it_opens_nothing_more_to_the_first_office() -> None:
    link = again(foreign_link())
    Penanganan.objects.update(agency=organisation("kemendagri"))

    assert queries.state_of(again(link), day(10)) == LinkState.MOVED


def test_its_words_and_channel_go_with_the_message_they_are_about() -> None:
    link = foreign_link()
    assert erase_expired(day(30)) == 0
    erase_texts(Penanganan.objects.get().masukan, at=day(30))  # type: ignore[arg-type]

    assert erase_expired(day(31)) == 1
    assert (again(link).address, again(link).erased_at) == ("", day(31))


def test_its_record_names_the_letter_of_the_other_house() -> None:
    told = dict(record_of(again(foreign_link()), at=day(10)).facts)

    assert (told["Perkara"], told["Surat penerusan"], told["Kantor"]) == (
        NUMBER, "1", organisation("pemkab-99.07").name,
    )  # fmt: skip


def test_the_only_hand_over_that_is_of_no_case_here_cannot_be_reported_on() -> None:
    with pytest.raises(ValueError, match="another house"):
        queries.handed_here(queries.matter_of(again(foreign_link())))


def test_the_sitting_shows_the_dossier_and_the_files_that_came() -> None:
    link = recent()
    somebody = come_in(link)
    (first, *_rest) = exhibits_of(link.about.masukan.origin.reference)  # type: ignore[union-attr]

    dossier = somebody.get(place(link, "berkas/"))
    file = somebody.get(place(link, f"bukti/{first.key}/"))
    b"".join(file)  # type: ignore[call-overload]

    assert dossier.status_code == 200, dossier
    for words in (NUMBER, "Ringkasan dari pengirim.", f"bukti/{first.key}/", "surat.pdf", "B1.pdf"):
        assert words in dossier.content.decode()
    assert "surat/surat/" not in dossier.content.decode()
    assert file.status_code == 200
    assert f"{Read.EXHIBIT}:{first.key}" in queries.was_read(link)


def test_files_of_other_matters_and_a_letter_that_is_no_document_are_not_there() -> None:
    link = recent()
    somebody = come_in(link)
    Exhibit.objects.update(subject="masukan:lain")

    for rest in (f"bukti/{Exhibit.objects.order_by('pk')[0].key}/", "surat/surat/"):
        assert somebody.get(place(link, rest)).status_code == 404
    assert LinkRefusal.objects.get(mark=link.key).count == 2


def test_files_that_have_not_come_are_said_with_who_sends_them() -> None:
    link = again(foreign_link(recommended_from_afar(fetched=False), at=timezone.now() - timedelta(hours=1)))
    type(link.about.masukan).objects.update(files_said="tidak_menjawab:B1.pdf")  # type: ignore[union-attr]

    said = come_in(link).get(place(link, "berkas/")).content.decode()

    assert f"B1.pdf belum terambil dari {organisation('bkn').name}" in said


def test_its_pages_are_the_same_by_link_and_record() -> None:
    link = recent()
    somebody = come_in(link)

    shown = somebody.get(place(link)).content.decode()
    assert TITLE in shown
    assert "Akui penerimaan" in shown
    assert NUMBER in somebody.get(place(link, "catatan/")).content.decode()


def test_the_authority_makes_it_from_the_page_of_the_handling() -> None:
    penanganan = recommended_from_afar()
    browser = client("auditor", "kasn")
    new = f"{DESK}baru/rekomendasi/{penanganan.key}/"

    assert new in browser.get(f"/kerja/disiplin/{penanganan.key}/").content.decode()
    assert NUMBER in browser.get(new).content.decode()
    made = browser.post(new, {**FORM, "address": ADDRESS})
    link = OfficialLink.objects.get()
    assert (made.status_code, made["Location"]) == (303, f"{DESK}{link.key}/")
    assert TITLE in browser.get(DESK).content.decode()
    assert client("auditor", "bkn").get(new).status_code == 404
    assert client("pemeriksa", "bawaslu-99.07").get(new).status_code == 404


def test_what_the_official_misses_is_asked_of_the_house_that_sent_it() -> None:
    link = recent()
    now = timezone.now()
    actions.acknowledge(link, at=now)
    actions.return_with_gaps(again(link), at=now, gaps="Surat keputusan pengangkatan")

    shown = client("auditor", "kasn").get(f"{DESK}{link.key}/").content.decode()

    assert f"Berkasnya disusun {organisation('bkn').name} di rumah lain" in shown
    assert f"/kerja/disiplin/{link.about.key}/" in shown


def test_a_program_makes_one_by_the_key_of_the_handling() -> None:
    penanganan, headers = recommended_from_afar(), bearer()
    body = {"penerusan": penanganan.key, "purpose": "rekomendasi", "channel": "surel", "address": ADDRESS,
            "official": "Bupati"}  # fmt: skip

    made = posted(LINKS, body, headers)

    assert made.status_code == 200, made.content
    told = made.json()
    assert (told["penerusan"], told["penanganan"], told["case"]) == (None, penanganan.key, NUMBER)
    assert posted(LINKS, {**body, "purpose": "penerusan"}, headers).status_code == 404


def test_makers_of_one_that_ran_out_are_told_once() -> None:
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    client("auditor", "kasn")
    link = recent()

    assert actions.tell_of_expired(link.expires_at) == 1
