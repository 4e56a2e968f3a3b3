from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "netral.offices"
    label = "offices"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.offices.states import VERBS

        register_verbs(VERBS)
