from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from netral.access import actions
from netral.access.models import ApiToken, Invitation, Role, Seat, User
from netral.access.queries import acting, invitation_token, user_for_token
from netral.access.states import SYSTEM, VERBS, InvitationUnusable, NotAllowed
from netral.audit.models import Entry
from netral.audit.queries import entries_about
from tests.access.builders import AT, LONG_AGO, PASSWORD, invitation, national_admin, office, person, seated

pytestmark = pytest.mark.django_db


def last_entry(user: User) -> Entry:
    return entries_about(user.reference).last()


def verbs(user: User) -> list[str]:
    return list(entries_about(user.reference).values_list("verb", flat=True))


# Accounts


def test_a_new_account_has_its_password_and_no_seat():
    user = person("Nur@Contoh.ID")

    assert (user.email, user.check_password(PASSWORD), user.seats.count()) == ("nur@contoh.id", True, 0)
    assert verbs(user) == ["akun.dibuat"]


def test_an_account_without_password_lets_nobody_in():
    assert not person(password=None).has_usable_password()


def test_an_address_has_one_account_however_it_is_written():
    person("nur@contoh.id")

    with pytest.raises(NotAllowed, match="sudah dipakai"):
        person("NUR@contoh.id")


def test_switching_an_account_off_and_on_is_journalled_once_each():
    user, admin = seated(Role.MEMBER), acting(national_admin())

    actions.deactivate(user, acting=admin, at=AT)
    actions.deactivate(user, acting=admin, at=AT)
    assert not User.objects.get(pk=user.pk).is_active
    actions.reactivate(user, acting=admin, at=AT)

    assert User.objects.get(pk=user.pk).is_active
    assert verbs(user)[-2:] == ["akun.dinonaktifkan", "akun.diaktifkan"]
    assert last_entry(user).actor == admin.reference


def test_switching_off_asks_the_policy():
    user = seated(Role.MEMBER, "bawaslu-99")

    with pytest.raises(NotAllowed):
        actions.deactivate(user, acting=acting(seated(Role.ADMINISTRATOR, "bawaslu-98")), at=AT)

    assert User.objects.get(pk=user.pk).is_active


def test_resetting_the_second_factor_removes_every_one_and_says_how_many():
    user = seated(Role.MEMBER)
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=user, type=kind, data={})

    actions.reset_second_factor(user, acting=acting(national_admin()), at=AT)

    assert not Authenticator.objects.filter(user=user).exists()
    assert (last_entry(user).verb, last_entry(user).facts) == ("akun.langkah_kedua_dihapus", {"removed": 2})


def test_resetting_the_second_factor_asks_the_policy():
    admin = national_admin()

    with pytest.raises(NotAllowed):
        actions.reset_second_factor(admin, acting=acting(admin), at=AT)


@pytest.mark.parametrize(("added", "verb"), [(True, "dipasang"), (False, "dilepas")])
def test_the_holder_s_second_factor_is_noted_with_its_kind(added, verb):
    user = person()

    actions.note_second_factor(user, kind="totp", added=added, at=AT)

    entry = last_entry(user)
    assert (entry.verb, entry.actor, entry.facts) == (f"akun.langkah_kedua_{verb}", user.reference, {"kind": "totp"})


def test_a_password_change_is_noted_without_the_password():
    user = person()

    actions.note_password_change(user, at=AT)

    assert (last_entry(user).verb, last_entry(user).facts) == ("akun.sandi_diganti", {})


# Seats


def test_a_seat_is_given_with_its_term_and_its_entry():
    user, admin, where = person(), acting(national_admin()), office()

    seat = actions.give_seat(
        user,
        role=Role.MEMBER,
        office=where,
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
        acting=admin,
        at=AT,
    )

    entry = last_entry(user)
    assert (seat.role, seat.office) == ("anggota", where)
    assert (entry.verb, entry.office, entry.actor) == ("akun.jabatan_diberikan", where.code, admin.reference)
    assert entry.facts == {"role": "anggota", "from": "2026-01-01", "until": "2026-12-31"}


def give(user: User, **fields: object) -> Seat:
    values = {"role": Role.MEMBER, "office": office(), "valid_from": LONG_AGO, "acting": SYSTEM, "at": AT, **fields}
    return actions.give_seat(user, **values)


def test_a_term_that_ends_before_it_begins_is_refused():
    with pytest.raises(NotAllowed, match="berakhir sebelum dimulai"):
        give(person(), valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 31))


def test_a_term_of_one_day_is_fine():
    assert give(person(), valid_from=date(2026, 2, 1), valid_until=date(2026, 2, 1))


def test_the_same_seat_from_the_same_day_is_refused_and_journalled_once():
    user = person()
    give(user)

    with pytest.raises(NotAllowed, match="sudah diberikan"):
        give(user)

    assert verbs(user) == ["akun.dibuat", "akun.jabatan_diberikan"]


def test_an_unknown_role_is_refused_by_the_code_and_by_the_database():
    user = person()

    with pytest.raises(ValueError, match="raja"):
        give(user, role="raja")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(user=user, office=office(), role="raja", valid_from=LONG_AGO)


def test_giving_a_seat_asks_the_policy():
    with pytest.raises(NotAllowed):
        give(person(), acting=acting(seated(Role.ADMINISTRATOR, "bawaslu-99")))


def test_a_seat_ends_on_its_last_day_and_stays_as_history():
    user, admin = seated(Role.MEMBER), acting(national_admin())

    actions.end_seat(user.seats.get(), last_day=date(2026, 11, 20), acting=admin, at=AT)

    assert user.seats.get().valid_until == date(2026, 11, 20)
    assert (last_entry(user).verb, last_entry(user).facts["until"]) == ("akun.jabatan_diakhiri", "2026-11-20")


@pytest.mark.parametrize("last_day", [date(2026, 6, 30), date(2026, 7, 1)])
def test_a_seat_is_not_ended_later_than_it_ends_anyway(last_day):
    user = seated(Role.MEMBER, until=date(2026, 6, 30))

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        actions.end_seat(user.seats.get(), last_day=last_day, acting=SYSTEM, at=AT)


def test_a_seat_that_ends_later_may_end_earlier():
    user = seated(Role.MEMBER, until=date(2026, 6, 30))

    assert actions.end_seat(user.seats.get(), last_day=date(2026, 3, 1), acting=SYSTEM, at=AT).valid_until.month == 3


def test_ending_a_seat_asks_the_policy():
    admin = national_admin()

    with pytest.raises(NotAllowed):
        actions.end_seat(admin.seats.get(), last_day=date(2026, 1, 1), acting=acting(admin), at=AT)


# Invitations


def test_an_invitation_is_journalled_on_the_chain_of_who_invites_without_the_address():
    admin = national_admin()

    made = invitation(admin, office(), seat_until=date(2027, 1, 31))

    entry = last_entry(admin)
    assert (entry.verb, entry.office) == ("akun.undangan_dibuat", "bawaslu-99.07")
    assert entry.facts == {"invitation": made.key, "role": "pemeriksa", "until": "2027-01-31"}


def test_an_invitation_for_a_term_that_is_over_is_refused():
    with pytest.raises(NotAllowed, match="sudah lewat"):
        invitation(national_admin(), office(), seat_until=date(2026, 11, 19))


def test_inviting_asks_the_policy():
    with pytest.raises(NotAllowed):
        invitation(seated(Role.ADMINISTRATOR, "bawaslu-99"), office("bawaslu-98"))


def test_taking_an_invitation_makes_the_account_and_the_seat():
    admin = national_admin()
    made = invitation(admin, office(), seat_until=date(2027, 1, 31))

    seat = actions.accept_invitation(invitation_token(made.key), name="Orang Baru, S.H.", password=PASSWORD, at=AT)

    user = User.objects.get(email="baru@contoh.id")
    assert (user.name, user.check_password(PASSWORD)) == ("Orang Baru, S.H.", True)
    assert (seat.user, seat.valid_from, seat.valid_until) == (user, date(2026, 11, 20), date(2027, 1, 31))
    assert verbs(user) == ["akun.dibuat", "akun.jabatan_diberikan"]
    assert entries_about(user.reference).first().facts == {"invitation": made.key}


def take(made: Invitation, **given: object) -> Seat:
    values = {"name": "Orang Baru", "password": PASSWORD, "at": AT, **given}
    return actions.accept_invitation(invitation_token(made.key), **values)


def test_a_seat_begins_on_the_day_of_the_office():
    late = AT.replace(hour=16, minute=30)
    made = invitation(national_admin(), office("bawaslu-99.07"))

    assert take(made, at=late).valid_from == date(2026, 11, 21)


def test_a_link_is_taken_once():
    made = invitation(national_admin(), office())
    take(made)

    with pytest.raises(InvitationUnusable):
        take(made)

    assert Seat.objects.filter(user__email="baru@contoh.id").count() == 1


def test_a_link_is_dead_after_its_last_day():
    made = invitation(national_admin(), office())

    with pytest.raises(InvitationUnusable):
        take(made, at=AT + timedelta(days=7))

    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_a_withdrawn_link_is_dead():
    admin = national_admin()
    made = invitation(admin, office())
    actions.withdraw_invitation(made, acting=acting(admin), at=AT)

    with pytest.raises(InvitationUnusable):
        take(made)

    assert last_entry(admin).verb == "akun.undangan_dibatalkan"


def test_someone_faster_leaves_nothing_for_the_slower(monkeypatch):
    made = invitation(national_admin(), office())
    seen = Invitation.objects.select_related("office", "invited_by").get(pk=made.pk)
    take(made)
    monkeypatch.setattr("netral.access.queries.open_invitation", lambda token, at: seen)

    with pytest.raises(InvitationUnusable):
        take(made)


def test_a_used_invitation_is_not_withdrawn():
    admin = national_admin()
    made = invitation(admin, office())
    take(made)

    with pytest.raises(NotAllowed, match="sudah dipakai"):
        actions.withdraw_invitation(made, acting=acting(admin), at=AT)


def test_withdrawing_asks_the_policy():
    made = invitation(national_admin(), office())

    with pytest.raises(NotAllowed):
        actions.withdraw_invitation(made, acting=acting(seated(Role.ADMINISTRATOR, "bawaslu-98")), at=AT)


def test_an_address_with_an_account_takes_the_seat_only_signed_in():
    user = person("nur@contoh.id")
    made = invitation(national_admin(), office(), email="Nur@contoh.id")

    with pytest.raises(NotAllowed, match="Masuk dengan akun itu"):
        take(made, password="sandi-orang-lain-yang-panjang")
    with pytest.raises(NotAllowed):
        take(made, signed_in=national_admin_elsewhere())
    seat = take(made, signed_in=user)

    assert (seat.user, User.objects.get(pk=user.pk).check_password(PASSWORD)) == (user, True)


def national_admin_elsewhere() -> User:
    return seated(Role.ADMINISTRATOR, "bawaslu-98")


# Tokens


def test_a_token_is_journalled_by_its_key():
    user = person()

    raw = actions.create_token(user, at=AT)

    token = ApiToken.objects.get()
    assert last_entry(user).facts == {"token": token.key, "expires": "2027-02-18T03:00:00+00:00"}
    assert actions.user_for_token(raw, at=AT) == user


def test_a_token_without_end_says_so():
    user = person()

    actions.create_token(user, at=AT, lifetime=None)

    assert last_entry(user).facts["expires"] is None


def test_a_revoked_token_opens_nothing():
    user = person()
    raw = actions.create_token(user)

    actions.revoke_token(ApiToken.objects.get(), actor=user.reference, at=AT)

    assert user_for_token(raw) is None
    assert last_entry(user).verb == "akun.token_dicabut"


def test_two_tokens_are_never_the_same():
    user = person()

    assert actions.create_token(user) != actions.create_token(user)


# The journal


def test_every_verb_of_this_room_has_words_and_no_entry_names_anybody():
    admin = national_admin()
    made = invitation(admin, office(), name="Sri Wahyuni", email="sri.wahyuni@contoh.id")
    user = take(made, name="Sri Wahyuni").user
    actions.create_token(user)
    actions.deactivate(user, acting=acting(admin), at=AT)

    written = [str(row).lower() for row in Entry.objects.filter(verb__startswith="akun.").values_list()]

    assert set(Entry.objects.filter(verb__startswith="akun.").values_list("verb", flat=True)) <= set(VERBS)
    assert not [row for row in written if "sri" in row or "wahyuni" in row or "@" in row]
    assert not [row for row in written if invitation_token(made.key).lower() in row]
