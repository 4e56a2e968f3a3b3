"""Making, handing out, renewing and revoking a link."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from netral.access.queries import hash_of
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.desk_policies import allows
from netral.exchange.models import Partner
from netral.links import actions, policies, queries
from netral.links.models import OfficialLink
from netral.links.states import MADE, REPLACED, REVOKED, TAKEN, Channel, LinkState, LinkUnusable, Purpose, Refused
from netral.offices.queries import organisation
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, forwarded
from tests.discipline.builders import AUDITOR, declined, recommended, verified
from tests.intake.builders import day, staff
from tests.links.builders import ADDRESS, AGENCY, SAID, again, handed_link, link_for
from tests.tracks.builders import handed

pytestmark = pytest.mark.django_db


def verbs(link: OfficialLink) -> list[str]:
    return list(Entry.objects.filter(chain=link.reference).order_by("pk").values_list("verb", flat=True))


def test_a_link_is_for_one_matter_of_one_office_until_the_fourteenth_day_ends_there() -> None:
    link = link_for(at=day(9))

    assert (link.office.code, link.maker.code, link.purpose) == (AGENCY, "kasn", "rekomendasi")
    assert queries.state_of(link, link.expires_at - timedelta(seconds=1)) == LinkState.OPEN
    assert queries.state_of(link, link.expires_at) == LinkState.EXPIRED
    assert link.expires_at.astimezone(day(0).tzinfo).date() == day(9 + 14).date()
    assert verbs(link) == [MADE]


def test_of_the_token_only_a_hash_is_kept_and_nothing_personal_reaches_the_journal() -> None:
    link = link_for()
    token = queries.token_of(link)
    [row] = OfficialLink.objects.filter(pk=link.pk).values()

    assert link.token_hash == hash_of(token)
    assert token not in str(row)
    told = str(list(Entry.objects.filter(chain=link.reference).values()))
    assert not [word for word in (token, ADDRESS, "Bupati", link.token_hash) if word in told]


def test_a_token_is_found_by_its_hash_and_another_is_not() -> None:
    link = link_for()
    token = queries.token_of(link)

    assert queries.link_by_token(token) == link
    assert queries.link_by_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_the_next_link_for_a_matter_ends_the_one_before() -> None:
    first = link_for()
    second = actions.make(first.penerusan, purpose=Purpose.RECOMMENDED, acting=AUDITOR, at=day(10), **SAID)

    assert queries.state_of(again(first), day(10)) == LinkState.REPLACED
    assert queries.state_of(second, day(10)) == LinkState.OPEN
    assert verbs(first) == [MADE, REPLACED]


def test_the_address_is_handed_out_once() -> None:
    link = link_for()

    actions.hand_out(link, acting=AUDITOR, at=day(9))

    assert link.taken_at == day(9)
    with pytest.raises(SomeoneWasFaster):
        actions.hand_out(again(link), acting=AUDITOR, at=day(9))
    assert verbs(link) == [MADE, TAKEN]


def test_a_revoked_link_hands_out_nothing_and_is_revoked_once() -> None:
    link = link_for()
    actions.revoke(link, acting=AUDITOR, at=day(9))

    assert queries.state_of(again(link), day(9)) == LinkState.REVOKED
    with pytest.raises(LinkUnusable) as unusable:
        actions.hand_out(again(link), acting=AUDITOR, at=day(9))
    assert unusable.value.state == LinkState.REVOKED
    with pytest.raises(SomeoneWasFaster):
        actions.revoke(again(link), acting=AUDITOR, at=day(10))
    assert verbs(link) == [MADE, REVOKED]


def test_renewed_it_has_another_address_new_days_and_what_was_typed() -> None:
    link = link_for(at=day(9))
    OfficialLink.objects.filter(pk=link.pk).update(draft={"hasil": {"note": ["Baru sebagian"]}}, acknowledged_at=day(9))

    made = actions.renew(again(link), acting=AUDITOR, at=day(30))

    assert made.token_hash != link.token_hash
    assert made.expires_at > day(30 + 13)
    assert (made.draft, made.acknowledged_at) == ({"hasil": {"note": ["Baru sebagian"]}}, day(9))
    assert queries.state_of(again(link), day(30)) == LinkState.REPLACED


def test_an_erased_link_is_not_renewed() -> None:
    link = link_for()
    OfficialLink.objects.filter(pk=link.pk).update(address="")

    with pytest.raises(NotAllowed, match="Buat tautan baru"):
        actions.renew(again(link), acting=AUDITOR, at=day(10))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "bukan alamat"}, "address"),
        ({"channel": "pos"}, "channel"),
        ({"channel": Channel.WHATSAPP, "address": "0812-3456-7890"}, "channel"),
        ({"role": "auditor"}, "role"),
    ],
)
def test_a_channel_no_code_can_go_to_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        link_for(**changes)

    assert refused.value.field == field
    assert not OfficialLink.objects.exists()


def test_where_short_messages_are_sent_a_number_will_do(settings: Any, tmp_path: Any) -> None:
    settings.WHATSAPP, settings.WHATSAPP_FOLDER = "berkas", tmp_path
    penanganan = recommended()

    assert link_for(penanganan, channel=Channel.WHATSAPP, address="0812-3456-7890").address == "+6281234567890"
    with pytest.raises(Refused, match="nomor ponsel"):
        link_for(penanganan, channel=Channel.WHATSAPP, address="021-555")


# Who makes a link for a recommendation of KASN, and who one for a hand-over of Bawaslu Tirta Buana.
PERSONAS = [
    ("auditor", "kasn", True, False),
    ("auditor", "bkn", False, False),
    ("pemeriksa", "bawaslu-99.07", False, True),
    ("pemeriksa", "bawaslu-99.08", False, False),
    ("pemeriksa", "bawaslu-99", False, False),
    ("petugas_laporan", "bawaslu-99.07", False, False),
    ("anggota", "bawaslu-99.07", False, False),
    ("kustodian", "bawaslu-99.07", False, False),
    ("pejabat_pembina", AGENCY, False, False),
    ("petugas_kepegawaian", AGENCY, False, False),
    ("anggota_kpu", "kpu-99.07", False, False),
    ("pemeriksa_kpu", "kpu-99.07", False, False),
    ("admin", "kasn", False, False),
    ("admin", "bawaslu", False, False),
    ("pemeriksa", "kasn", False, False),
    ("auditor", "bawaslu-99.07", False, False),
]


def _checked(link: OfficialLink, acting: Acting) -> None:
    policies.check_can_make(link.penerusan, link.purpose, acting)


def test_who_makes_sees_renews_and_revokes() -> None:
    of_kasn, of_bawaslu = link_for(), handed_link()

    for role, office, recommends, hands in PERSONAS:
        for link, may in ((of_kasn, recommends), (of_bawaslu, hands)):
            acting = staff(role, office)
            assert allows(_checked, link, acting) is may, (role, office)
            assert queries.links_seen_by(acting).filter(pk=link.pk).exists() is may, (role, office)
            refused = [
                verb for verb in (actions.hand_out, actions.renew, actions.revoke) if _refused(verb, link, acting)
            ]
            assert len(refused) == (0 if may else 3), (role, office)
            assert again(link).ending == ""


def _refused(verb: Any, link: OfficialLink, acting: Acting) -> bool:
    """Tried and undone."""
    try:
        with transaction.atomic():
            verb(again(link), acting=acting, at=day(10))
            transaction.set_rollback(True)
    except NotAllowed:
        return True
    return False


def test_nobody_without_a_seat_sees_a_link() -> None:
    link_for()

    assert not queries.links_seen_by(Acting("akun:tanpa", ())).exists()
    assert list(queries.wanting(Acting("akun:tanpa", ()))) == []


def test_without_a_recommendation_there_is_nothing_to_open() -> None:
    with pytest.raises(NotAllowed, match="Belum ada rekomendasi"):
        policies.check_can_make(verified().penerusan, Purpose.RECOMMENDED, AUDITOR)


def test_what_is_over_gets_no_link() -> None:
    with pytest.raises(NotAllowed, match="sudah selesai"):
        policies.check_can_make(declined().penerusan, Purpose.RECOMMENDED, AUDITOR)


def test_a_supervisor_of_asn_works_with_accounts() -> None:
    with pytest.raises(NotAllowed, match="akunnya sendiri"):
        policies.check_can_make(forwarded(), Purpose.HANDED, EXAMINER)


def test_an_office_with_a_house_of_its_own_is_reached_by_the_exchange() -> None:
    penerusan = handed("TNI", "tni")
    Partner.objects.create(organisation=organisation("tni"), door="paket", changed_at=day(0))

    with pytest.raises(NotAllowed, match="kiriman antarlembaga"):
        policies.check_can_make(penerusan, Purpose.HANDED, EXAMINER)
