from django.apps import AppConfig


class TracksConfig(AppConfig):
    name = "netral.tracks"
    label = "tracks"

    def ready(self) -> None:
        from netral.audit.states import register_verbs
        from netral.procedure.moving import register_mover
        from netral.tracks.actions.moving import move_tracks
        from netral.tracks.states import VERBS

        register_verbs(VERBS)
        register_mover(move_tracks)
