from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "netral.access"
    label = "access"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from netral.access import adapters
        from netral.access.states import VERBS
        from netral.audit.states import register_verbs

        register_verbs(VERBS)
        # allauth tells of second factors only by its own signals; between our rooms there are none.
        authenticator_added.connect(adapters.journal_added)
        authenticator_removed.connect(adapters.journal_removed)
