from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "netral.procedure"
    label = "procedure"
