from django.apps import AppConfig


class DisciplineConfig(AppConfig):
    name = "netral.discipline"
    label = "discipline"
