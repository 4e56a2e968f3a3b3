from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "netral.documents"
    label = "documents"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.documents.states import VERBS

        register_verbs(VERBS)
