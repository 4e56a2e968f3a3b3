from django.apps import AppConfig


class TracksConfig(AppConfig):
    name = "netral.tracks"
    label = "tracks"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.tracks.states import VERBS

        register_verbs(VERBS)
