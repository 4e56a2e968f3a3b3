from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "netral.config"
    label = "config"

    def ready(self) -> None:
        from netral.config import checks  # noqa: F401 - importing registers them
