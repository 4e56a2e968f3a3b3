from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "netral.evidence"
    label = "evidence"
