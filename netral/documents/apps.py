from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "netral.documents"
    label = "documents"
