from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "netral.access"
    label = "access"
