"""Of one person one hand-over runs at a receiver; earlier ones that ended there stay. What moved on says so outside."""

from typing import Any

from django.db import migrations, models


def mark_moved_on(apps: Any, schema_editor: Any) -> None:
    """Messages of hand-overs that went on with another receiver before messages said so themselves."""
    Kiriman = apps.get_model("exchange", "Kiriman")
    moved = apps.get_model("cases", "Peralihan").objects.order_by("pk")
    for key, origin, at in moved.values_list("penerusan__key", "origin", "moved_at").iterator():
        before = Kiriman.objects.filter(subject=f"penerusan:{key}", receiver=origin, made_at__lte=at, moved_on_at=None)
        before.update(moved_on_at=at)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_encrypt_the_rest"),
        ("exchange", "0004_looked_after_moved_on_replaced"),
    ]

    operations = [
        migrations.RemoveConstraint("penerusan", "penerusan_person_once_each"),
        migrations.AddConstraint(
            "penerusan",
            models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("accused", "receiver"),
                name="penerusan_person_once_each",
            ),
        ),
        migrations.RunPython(mark_moved_on, migrations.RunPython.noop),
    ]
