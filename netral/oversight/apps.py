from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "netral.oversight"
    label = "oversight"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.oversight.states import VERBS

        register_verbs(VERBS)
