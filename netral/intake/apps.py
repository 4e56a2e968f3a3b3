from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "netral.intake"
    label = "intake"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.intake.states import VERBS

        register_verbs(VERBS)
