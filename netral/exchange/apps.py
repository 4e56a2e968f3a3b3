from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "netral.exchange"
    label = "exchange"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.exchange.states import VERBS

        register_verbs(VERBS)
