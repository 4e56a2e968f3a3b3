from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "netral.intake"
    label = "intake"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from netral.audit.states import register_verbs
        from netral.intake import traces
        from netral.intake.states import VERBS

        register_verbs(VERBS)
        user_logged_out.connect(traces.forget_at_sign_out, dispatch_uid="netral.intake.traces")
