from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "netral.insight"
    label = "insight"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.insight.states import VERBS

        register_verbs(VERBS)
