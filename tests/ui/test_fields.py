from netral.ui import fields
from tests.ui.builders import ReportForm


def test_the_shape_of_a_field_follows_its_widget() -> None:
    form = ReportForm()

    assert {bound.name: fields.kind(bound) for bound in form} == {
        "name": "isian",
        "when": "tanggal",
        "who": "pilihan",
        "seen": "pilihan",
        "proof": "isian",
        "true": "kotak",
    }


def test_a_control_keeps_the_classes_of_its_form() -> None:
    form = ReportForm()
    form.fields["name"].widget.attrs["class"] = "isi--kode"

    assert 'class="isi isi--kode"' in fields.control(form["name"])


def test_boxes_carry_label_target_and_hint() -> None:
    boxes = fields.boxes(ReportForm()["who"])

    assert [(box.target, box.label, box.hint) for box in boxes] == [
        ("id_who_0", "Resmi", "Disegel."),
        ("id_who_1", "Tanpa nama", ""),
    ]


def test_only_groups_have_boxes() -> None:
    assert fields.boxes(ReportForm()["name"]) == []


def test_a_message_of_the_form_itself_is_left_as_it_is() -> None:
    form = ReportForm({})
    form.fields["true"].error_messages["required"] = "Centang dulu pernyataannya."
    form.full_clean()

    messages = {problem.target: problem.message for problem in fields.problems(form)}

    assert messages["id_true"] == "Centang dulu pernyataannya."
    assert messages["id_when_0"].startswith("Kapan: ")
