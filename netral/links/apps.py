from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "netral.links"
    label = "links"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.links.states import VERBS

        register_verbs(VERBS)
