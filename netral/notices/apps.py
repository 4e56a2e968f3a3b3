from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "netral.notices"
    label = "notices"
