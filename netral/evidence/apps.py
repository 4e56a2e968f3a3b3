from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "netral.evidence"
    label = "evidence"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.evidence.states import VERBS

        register_verbs(VERBS)
