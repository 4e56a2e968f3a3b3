from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "netral.cases"
    label = "cases"

    def ready(self) -> None:
        from netral.access.holding import register_holding
        from netral.audit.states import register_verbs
        from netral.cases.berkas_states import VERBS as BERKAS_VERBS
        from netral.cases.matrix_states import VERBS as MATRIX_VERBS
        from netral.cases.queries.holding import held_by
        from netral.cases.states import VERBS

        register_verbs(VERBS)
        register_verbs(MATRIX_VERBS)
        register_verbs(BERKAS_VERBS)
        register_holding(held_by)
