"""What was declared by links goes where every declaration stands. It is read and written under the key of the house."""

from typing import Any

from django.db import migrations

RECOMMENDED = "rekomendasi"


def move(apps: Any, schema_editor: Any) -> None:
    declaration, link = apps.get_model("cases", "Declaration"), apps.get_model("links", "OfficialLink")
    handling = apps.get_model("discipline", "Penanganan")
    for row in apps.get_model("links", "ConflictDeclared").objects.select_related("link__penerusan"):
        handled = handling.objects.filter(penerusan=row.link.penerusan).values_list("key", flat=True).first()
        recommended = row.link.purpose == RECOMMENDED and handled
        made = declaration.objects.create(
            subject=f"penanganan:{handled}" if recommended else f"penerusan:{row.link.penerusan.key}",
            office=row.link.office,
            conflicted=row.conflicted,
            note=row.note,
            at=row.at,
            by=f"tautan:{row.link.key}",
        )
        link.objects.filter(pk=row.link_id).update(declaration=made)


def move_back(apps: Any, schema_editor: Any) -> None:
    """What was declared by a link, before or since, stands beside its link again; what accounts declared stays."""
    declared, link = apps.get_model("links", "ConflictDeclared"), apps.get_model("links", "OfficialLink")
    for row in link.objects.exclude(declaration=None).select_related("declaration"):
        said = row.declaration
        declared.objects.create(link=row, conflicted=said.conflicted, note=said.note, at=said.at)
        link.objects.filter(pk=row.pk).update(declaration=None)
        said.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_declarations_of_conflict"),
        ("discipline", "0007_of_another_house"),
        ("links", "0002_declarations_of_their_own"),
    ]

    operations = [migrations.RunPython(move, move_back)]
