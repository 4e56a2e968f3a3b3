from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "netral.notices"
    label = "notices"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.notices.states import verbs
        from netral.procedure.queries import kinds

        register_verbs(verbs(model.KIND for model in kinds()))
