import django.db.models.deletion
from django.db import migrations, models

# Whoever decided until now decided as this body.
BODY = "pleno_pengawas"


def move_counts(apps, schema_editor):
    """Every decision until now gets a meeting with its counts; who was there was never written down."""
    Meeting = apps.get_model("procedure", "Meeting")
    for pleno in apps.get_model("cases", "Pleno").objects.select_related("case").iterator():
        pleno.meeting = Meeting.objects.create(
            subject=f"perkara:{pleno.case.key}",
            office_id=pleno.case.office_id,
            body=BODY,
            held_on=pleno.held_on,
            seats=pleno.seats,
            present=pleno.present,
            in_favour=pleno.in_favour,
            seats_reason="",
            recorded_at=pleno.recorded_at,
            recorded_by=pleno.recorded_by,
        )
        pleno.save(update_fields=["meeting"])
    check_now(schema_editor)


def move_back(apps, schema_editor):
    for pleno in apps.get_model("cases", "Pleno").objects.select_related("meeting").iterator():
        for name in ("held_on", "seats", "present", "in_favour"):
            setattr(pleno, name, getattr(pleno.meeting, name))
        pleno.save(update_fields=["held_on", "seats", "present", "in_favour"])
    check_now(schema_editor)


def check_now(schema_editor):
    """PostgreSQL alters no table while checks of its new rows still wait for the end of the transaction."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def count(name):
    """A column as it was, empty while nothing was moved back yet."""
    return migrations.AlterField("pleno", name, models.PositiveSmallIntegerField(null=True))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_people_of_a_case"),
        ("documents", "0002_minutes_of_the_pleno"),
        ("procedure", "0003_meetings"),
    ]

    operations = [
        migrations.RemoveConstraint("pleno", "pleno_votes_possible"),
        migrations.AlterField("pleno", "held_on", models.DateField(null=True)),
        count("seats"),
        count("present"),
        count("in_favour"),
        migrations.AddField(
            "pleno",
            "meeting",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedure.meeting"
            ),
        ),
        migrations.AddField(
            "pleno",
            "document",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
            ),
        ),
        migrations.RunPython(move_counts, move_back),
        migrations.AlterField(
            "pleno",
            "meeting",
            models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedure.meeting"),
        ),
        migrations.RemoveField("pleno", "held_on"),
        migrations.RemoveField("pleno", "seats"),
        migrations.RemoveField("pleno", "present"),
        migrations.RemoveField("pleno", "in_favour"),
    ]
