from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "netral.audit"
    label = "audit"

    def ready(self) -> None:
        from netral.audit.guard import stand_again
        from netral.audit.states import VERBS, register_verbs

        register_verbs(VERBS)
        # Changing a table on SQLite copies it and drops its triggers, so every migration ends with a look at them.
        post_migrate.connect(stand_again, sender=self, dispatch_uid="netral.audit.guard")
