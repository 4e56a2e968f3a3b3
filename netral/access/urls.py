"""`/akun/`: allauth's views under Indonesian addresses and allauth's own names; `/kelola/`: administration.

There is no `app_name` here, because allauth looks for its names at the root. What it offers beyond this list (sign-up,
changing the address, codes by e-mail) has no door.
"""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path, re_path

from netral.access.views import administration, directory, signing_in
from netral.access.views.answers import answering


def _theirs(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    return path(route, answering(view), name=name)


account_patterns = [
    path("", signing_in.own_account, name="account_index"),
    path("tombol/", signing_in.single_keys, name="account_single_keys"),
    path("undangan/<str:token>/", signing_in.accept_invitation, name="account_accept_invitation"),
    _theirs("masuk/", account.login, "account_login"),
    _theirs("masuk/kunci-sandi/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _theirs("masuk/langkah-kedua/", mfa.authenticate, "mfa_authenticate"),
    _theirs("keluar/", account.logout, "account_logout"),
    _theirs("belum-bisa-masuk/", account.account_inactive, "account_inactive"),
    _theirs("pastikan/", account.reauthenticate, "account_reauthenticate"),
    _theirs("pastikan/kode/", mfa.reauthenticate, "mfa_reauthenticate"),
    _theirs("pastikan/kunci-sandi/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _theirs("sandi/", account.password_change, "account_change_password"),
    _theirs("sandi/pasang/", account.password_set, "account_set_password"),
    _theirs("sandi/lupa/", account.password_reset, "account_reset_password"),
    _theirs("sandi/lupa/terkirim/", account.password_reset_done, "account_reset_password_done"),
    _theirs("sandi/baru/selesai/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        answering(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _theirs("dua-langkah/", mfa.index, "mfa_index"),
    _theirs("dua-langkah/aplikasi/pasang/", totp.activate_totp, "mfa_activate_totp"),
    _theirs("dua-langkah/aplikasi/lepas/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _theirs("dua-langkah/cadangan/", recovery_codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _theirs("dua-langkah/cadangan/baru/", recovery_codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _theirs("dua-langkah/kunci-sandi/", webauthn.list_webauthn, "mfa_list_webauthn"),
    _theirs("dua-langkah/kunci-sandi/tambah/", webauthn.add_webauthn, "mfa_add_webauthn"),
    _theirs("dua-langkah/kunci-sandi/<int:pk>/lepas/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    _theirs("dua-langkah/kunci-sandi/<int:pk>/ubah/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
]

kelola_patterns = [
    path("", directory.index, name="index"),
    path("organisasi/", directory.organisations, name="organisations"),
    path("organisasi/baru/", administration.create_organisation, name="create_organisation"),
    path("organisasi/<str:code>/", directory.organisation, name="organisation"),
    path("organisasi/<str:code>/ubah/", administration.edit_organisation, name="edit_organisation"),
    path("organisasi/<str:code>/nomor/", administration.number_pattern, name="number_pattern"),
    path("organisasi/<str:code>/tutup/", administration.close_organisation, name="close_organisation"),
    path("pengguna/", directory.users, name="users"),
    path("pengguna/<str:key>/", administration.user, name="user"),
    path("pengguna/<str:key>/jabatan/", administration.give_seat, name="give_seat"),
    path("pengguna/<str:key>/<slug:verb>/", administration.change_account, name="change_account"),
    path("jabatan/<str:key>/akhiri/", administration.end_seat, name="end_seat"),
    path("peran/", directory.roles, name="roles"),
    path("undangan/", administration.invitations, name="invitations"),
    path("undangan/baru/", administration.invite, name="invite"),
    path("undangan/<str:key>/batalkan/", administration.withdraw_invitation, name="withdraw_invitation"),
    path("jurnal/", directory.journal, name="journal"),
]

urlpatterns = [
    path("akun/", include(account_patterns)),
    path("kelola/", include((kelola_patterns, "kelola"))),
]
