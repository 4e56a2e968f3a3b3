"""Criminal penalties: prison and fine, each version with its days, and which of them an act may still meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text

PENALTY_KINDS = {
    "penjara": Text("penjara", "prison"),
    "kurungan": Text("kurungan", "detention"),
    "denda": Text("denda", "fine"),
}
JOINED = {"and": Text("dan", "and"), "or": Text("atau", "or"), "and_or": Text("dan/atau", "and/or")}
MONTHS_A_YEAR = 12
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class FineCategory(Cited):
    """The highest fine of a category of the criminal code, in rupiah."""

    amount: int


@dataclass(frozen=True, kw_only=True)
class Penalty(Cited, Dated):
    """One version of a penalty. Prison in months, fines in rupiah; None where the law sets no such limit.

    `code`, `name`, `months`, `years`, `article` and `needs_review` are those of every other sanction.
    """

    code: str
    kind: str
    article: str
    prison_min: int | None
    prison_max: int | None
    fine_min: int | None
    fine_max: int
    category: str
    joined: str
    level: None = None
    years: None = None

    @property
    def months(self) -> int | None:
        """The longest it can last."""
        return self.prison_max

    @property
    def needs_review(self) -> bool:
        return self.assumption is not None

    @cached_property
    def name(self) -> Text:
        """The whole penalty as one phrase, with its limits."""
        fine = self._fine()
        if self.prison_max is None:
            return _sentence(fine)
        prison, join = self._prison(self.prison_max), JOINED[self.joined]
        return _sentence(Text(f"{prison.id} {join.id} {fine.id}", f"{prison.en} {join.en} {fine.en}"))

    def _prison(self, months: int) -> Text:
        kind, high = PENALTY_KINDS[self.kind], _length(months)
        if self.prison_min is None:
            return Text(f"{kind.id} paling lama {high.id}", f"{kind.en} of at most {high.en}")
        low = _length(self.prison_min)
        return Text(
            f"{kind.id} paling singkat {low.id} dan paling lama {high.id}", f"{kind.en} of {low.en} to {high.en}"
        )

    def _fine(self) -> Text:
        high = _rupiah(self.fine_max)
        if self.category:
            return Text(
                f"denda kategori {self.category} (paling banyak {high.id})",
                f"a fine of category {self.category} (at most {high.en})",
            )
        if self.fine_min is None:
            return Text(f"denda paling banyak {high.id}", f"a fine of at most {high.en}")
        low = _rupiah(self.fine_min)
        return Text(f"denda paling sedikit {low.id} dan paling banyak {high.id}", f"a fine of {low.en} to {high.en}")


def _sentence(text: Text) -> Text:
    return Text(text.id[0].upper() + text.id[1:], text.en[0].upper() + text.en[1:])


def _length(months: int) -> Text:
    """Whole years are said in years, as the law does."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    if years and not rest:
        return Text(f"{years} tahun", f"{years} year" if years == 1 else f"{years} years")
    return Text(f"{months} bulan", f"{months} month" if months == 1 else f"{months} months")


def _rupiah(amount: int) -> Text:
    spoken = f"Rp{amount:,}"
    return Text(spoken.replace(",", "."), spoken)


def open_penalties(versions: tuple[Penalty, ...], act_day: date, decided_on: date) -> tuple[Penalty, ...]:
    """The version of the day of the act and, when the law changed before the decision, the later one too.

    Which of the two is milder for the offender is for a judge to say; both are offered.
    """
    last = max(act_day, decided_on)
    return tuple([each for each in versions if each.in_force(act_day) or each.in_force(last)])


def load_fine_categories(law: Path) -> dict[str, FineCategory]:
    """Read `law/fines.toml`."""
    with read(law / "fines.toml", law) as table:
        return {code: _category(row) for code, row in table.entries().items()}


def _category(row: Table) -> FineCategory:
    with row:
        return FineCategory(amount=_amount(row, "amount"), **row.cited())


def read_penalties(row: Table, code: str, categories: Mapping[str, FineCategory]) -> tuple[Penalty, ...]:
    """The tables `[[penalty]]` of one provision, oldest first. Each must begin the day after the one before ended."""
    found: list[Penalty] = []
    for inner in row.tables("penalty"):
        penalty = _penalty(inner, f"{code}#{len(found) + 1}", categories)
        if found:
            _refuse_gap(inner, found[-1], penalty)
        found.append(penalty)
    return tuple(found)


def _refuse_gap(row: Table, earlier: Penalty, later: Penalty) -> None:
    expected = earlier.until + DAY if earlier.until else None
    if later.effective != expected or expected is None:
        wanted = expected.isoformat() if expected else "an earlier version that ends"
        row.refuse("effective", str(later.effective), wanted, "Let each version begin the day after the one before.")


def _penalty(row: Table, code: str, categories: Mapping[str, FineCategory]) -> Penalty:
    with row:
        kind = row.choice("kind", PENALTY_KINDS)
        category = row.choice("fine_category", categories, default="")
        return Penalty(
            code=code,
            kind=kind,
            article=row.string("article"),
            prison_min=row.integer("prison_min_months"),
            prison_max=_prison_max(row, kind),
            fine_min=row.integer("fine_min"),
            fine_max=categories[category].amount if category else _amount(row, "fine_max"),
            category=category,
            joined=row.choice("joined", JOINED, default="and"),
            **span(row),
            **row.cited(),
        )


def _prison_max(row: Table, kind: str) -> int | None:
    months = row.integer("prison_max_months")
    if (months is None) is not (kind == "denda"):
        remedy = "Write prison_max_months for penjara and kurungan, and leave it out for denda."
        row.refuse("prison_max_months", months, "a number of months exactly where the penalty can be served", remedy)
    return months


def _amount(row: Table, name: str) -> int:
    amount = row.integer(name)
    if amount is None:
        remedy = f"Write {name} = 12000000, or fine_category where the law has one."
        row.refuse(name, None, "an amount in rupiah", remedy)
    return amount
