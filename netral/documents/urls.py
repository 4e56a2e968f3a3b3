"""Below `/v/`: one page per token."""

from django.urls import path

from netral.documents import views

app_name = "documents"
urlpatterns = [
    path("<str:token>/", views.verify, name="verify"),
    path("<str:token>/surat.json", views.data, name="data"),
]
