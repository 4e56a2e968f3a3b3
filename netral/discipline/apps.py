from django.apps import AppConfig


class DisciplineConfig(AppConfig):
    name = "netral.discipline"
    label = "discipline"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.discipline.states import VERBS

        register_verbs(VERBS)
