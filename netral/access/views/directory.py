"""Doors of `/kelola/` that show: organisations, users, roles, the journal."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from netral.access import policies, queries
from netral.access.forms.administration import KIND_NAMES, JournalFilter, ListForm
from netral.access.models import Role, User
from netral.access.policies import StaffRequest, staff_only
from netral.access.states import ROLE_NAMES, ROLE_SENTENCES
from netral.access.views.answers import ROWS, page_of
from netral.audit import queries as audit
from netral.audit.states import verb_text
from netral.offices import queries as places
from netral.offices.models import Organisation

SHOWN_BELOW = 50
administrators_only = staff_only(Role.ADMINISTRATOR)


@administrators_only
def index(request: StaffRequest) -> HttpResponse:
    """What there is to administer, in numbers."""
    who = request.acting
    counts = {
        "offices": queries.offices_administered(who).count(),
        "people": queries.people_seen_by(who).count(),
        "invitations": queries.waiting_invitations(who, at=timezone.now()).count(),
    }
    return render(request, "kelola/index.html", {**counts, "national": policies.administers_everything(who)})


@administrators_only
def organisations(request: StaffRequest) -> HttpResponse:
    form = ListForm(request.GET)
    rows = queries.offices_administered(request.acting, text=form.value("cari"), kind=form.value("jenis"))
    page = page_of(request, queries.with_people(rows, on=timezone.localdate()))
    national = policies.can_administer_everything(request.acting)
    return render(
        request, "kelola/organisations.html", {"form": form, "page": page, "kinds": KIND_NAMES, "national": national}
    )


def office_or_404(request: StaffRequest, code: str) -> Organisation:
    return get_object_or_404(queries.offices_administered(request.acting), code=code)


@administrators_only
def organisation(request: StaffRequest, code: str) -> HttpResponse:
    """One organisation: its days, what stands below it, and its people with their terms."""
    office = office_or_404(request, code)
    below = list(queries.offices_administered(request.acting).filter(parent=office)[: SHOWN_BELOW + 1])
    page = page_of(request, queries.people_in(office))
    context = {
        "office": office,
        "kind": KIND_NAMES[Organisation.Kind(office.kind)],
        "number": places.example_number(office, queries.today_in(office)),
        "below": below[:SHOWN_BELOW],
        "below_more": len(below) > SHOWN_BELOW,
        "page": page,
        "people": [(seat, ROLE_NAMES[seat.role], queries.seat_counts(seat)) for seat in page],
        "national": policies.can_administer_everything(request.acting),
    }
    return render(request, "kelola/organisation.html", context)


@administrators_only
def users(request: StaffRequest) -> HttpResponse:
    form = ListForm(request.GET)
    page = page_of(request, queries.people_seen_by(request.acting, text=form.value("cari")))
    people = [(person, [(ROLE_NAMES[seat.role], seat) for seat in person.shown_seats]) for person in page]
    return render(request, "kelola/users.html", {"form": form, "page": page, "people": people})


def person_or_404(request: StaffRequest, key: str) -> User:
    return get_object_or_404(queries.people_seen_by(request.acting), key=key)


@administrators_only
def roles(request: StaffRequest) -> HttpResponse:
    """Every role as a sentence, how many hold it, and who holds the one chosen by `?peran=`."""
    today = timezone.localdate()
    counts = queries.role_counts(request.acting, on=today)
    chosen = request.GET.get("peran", "")
    rows = [(role, ROLE_NAMES[role], ROLE_SENTENCES[role], counts[role]) for role in Role.values]
    holders = queries.running_seats(request.acting, on=today).filter(role=chosen)
    context = {"roles": rows, "chosen": ROLE_NAMES.get(chosen, ""), "peran": chosen, "page": page_of(request, holders)}
    return render(request, "kelola/roles.html", context)


@administrators_only
def journal(request: StaffRequest) -> HttpResponse:
    """The last entries, of one subject when asked, and how far the journal is sealed."""
    form = JournalFilter(request.GET)
    about = form.cleaned_data["subjek"] if form.is_valid() else ""
    rows = queries.journal_seen_by(request.acting, about=about, before=request.GET.get("sebelum", ""))[: ROWS + 1]
    entries = [(entry, verb_text(entry.verb).staff) for entry in rows]
    national = policies.administers_everything(request.acting)
    context = {
        "form": form,
        "entries": entries[:ROWS],
        "older": entries[ROWS - 1][0].pk if len(entries) > ROWS else None,
        "seal": audit.recent_anchors(1).first(),
        "checkable": national,
        "verdict": audit.verify(settings.ROOTS_DIR) if national and "periksa" in request.GET else None,
    }
    return render(request, "kelola/journal.html", context)
