from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "netral.insight"
    label = "insight"
