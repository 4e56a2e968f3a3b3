from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "netral.config"
    label = "config"
