"""One's own views of the queue. No verb of the journal: they are a convenience, and nobody else sees them."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from netral.access.models import User
from netral.cases import desk_policies
from netral.cases.models import SavedView
from netral.cases.policies import check_filled
from netral.cases.states import Refused


@transaction.atomic
def save_view(user: User, *, name: str, view: str, line: str) -> SavedView:
    """Keep a view under a name; one of that name is replaced. The person's row is locked: two saves get two places."""
    check_filled("name", name)
    User.objects.select_for_update().get(pk=user.pk)
    rows = list(SavedView.objects.filter(user=user))
    same = next((row for row in rows if row.name.casefold() == name.strip().casefold()), None)
    if same:
        same.name, same.view, same.line = name.strip(), view, line
        same.save(update_fields=["name", "view", "line"])
        return same
    if len(rows) >= desk_policies.MOST_VIEWS:
        words = _("Sudah ada %(most)s tampilan. Hapus salah satu dulu.")
        raise Refused("name", words % {"most": desk_policies.MOST_VIEWS})
    last = SavedView.objects.filter(user=user).aggregate(last=Max("place"))["last"] or 0
    return SavedView.objects.create(user=user, name=name.strip(), view=view, line=line, place=last + 1)


def drop_view(user: User, key: str) -> bool:
    """Forget one view; whether there was one."""
    deleted, _rows = SavedView.objects.filter(user=user, key=key).delete()
    return bool(deleted)


@transaction.atomic
def move_up(user: User, key: str) -> bool:
    """Change places with the view before; whether there was one."""
    User.objects.select_for_update().get(pk=user.pk)
    rows = list(SavedView.objects.filter(user=user))
    place = next((number for number, row in enumerate(rows) if row.key == key), 0)
    if not place:
        return False
    above, moved, free = rows[place - 1], rows[place], rows[-1].place + 1
    # Through a place nobody has: the table keeps two views from standing at one.
    for row, to in ((moved, free), (above, moved.place), (moved, above.place)):
        SavedView.objects.filter(pk=row.pk).update(place=to)
    return True
