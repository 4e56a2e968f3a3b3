from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "netral.intake"
    label = "intake"
