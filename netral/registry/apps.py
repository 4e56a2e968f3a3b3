from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "netral.registry"
    label = "registry"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.registry.states import VERBS

        register_verbs(VERBS)
