from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "netral.publishing"
    label = "publishing"
