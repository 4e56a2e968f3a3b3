from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "netral.offices"
    label = "offices"
