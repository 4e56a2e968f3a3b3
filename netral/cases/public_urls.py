"""Below `/tautan/`: one page per right-of-answer link, for people without an account."""

from django.urls import path

from netral.cases.views import answers

app_name = "answers"
urlpatterns = [path("<str:token>/", answers.answer, name="answer")]
