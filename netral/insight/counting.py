"""The journal laid out for counting: every step with the time it was waited for, every story with its route.

Plain SQL over the journal, into temporary tables of this connection: nothing is locked for those who work meanwhile,
and nothing is left behind. A step is waited for since the step before it in its own chain; an opening, since the last
step of the story it belongs to.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from netral.audit.traces import ROOTS
from netral.procedure.models import WITHOUT_DUTY

Row = tuple[Any, ...]
MOST_ROUTES = 10
# What the two databases call the same thing.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "sqlite": {
        "seconds": "CAST(strftime('%%s', entry.at) AS INTEGER)",
        "procedure": "json_extract(opening.facts, '$.procedure')",
        "version": "json_extract(opening.facts, '$.procedure_version')",
        "joined": "group_concat",
    },
    "postgresql": {
        "seconds": "CAST(EXTRACT(EPOCH FROM entry.at) AS BIGINT)",
        "procedure": "opening.facts ->> 'procedure'",
        "version": "opening.facts ->> 'procedure_version'",
        "joined": "string_agg",
    },
}
_CHAINS = """
    CREATE TEMPORARY TABLE insight_chain AS
    SELECT story.chain, story.root, office.code AS office, {procedure} AS procedure, {version} AS version,
        COALESCE(perkara.election, laporan.election, '') AS election,
        COALESCE(perkara.open, laporan.open, jalur.open) AS running
    FROM ({roots}) story
    JOIN audit_entry opening ON opening.chain = story.chain AND opening.position = 1
    LEFT JOIN cases_case perkara ON story.root LIKE 'perkara:%%' AND perkara.key = SUBSTR(story.root, 9)
    LEFT JOIN intake_laporan laporan ON story.root LIKE 'laporan:%%' AND laporan.key = SUBSTR(story.root, 9)
    LEFT JOIN tracks_track jalur ON story.root LIKE 'jalur:%%' AND jalur.key = SUBSTR(story.root, 7)
    JOIN offices_organisation office ON office.id = COALESCE(perkara.office_id, laporan.office_id, jalur.office_id)
"""
# What the authority that supervises ASN handles is its own story as well, from the day it began there; also what came
# from another house and has no case here.
_HANDLED = """
    INSERT INTO insight_chain
    SELECT opening.chain, opening.chain, office.code, {procedure}, {version}, COALESCE(perkara.election, ''),
        penanganan.open
    FROM discipline_penanganan penanganan
    JOIN audit_entry opening ON opening.chain = 'penanganan:' || penanganan.key AND opening.position = 1
    LEFT JOIN cases_case perkara ON perkara.id = penanganan.case_id
    JOIN offices_organisation office ON office.id = penanganan.authority_id
"""
_STEPS = """
    CREATE TEMPORARY TABLE insight_step AS
    SELECT told.root, told.office, told.election, told.running, told.procedure, told.version, entry.verb,
        entry.before AS came_from, entry.after AS led_to,
        LAG(entry.after, 1, '') OVER of_chain AS stood_at,
        {seconds} AS moment,
        {seconds} - COALESCE(LAG({seconds}) OVER of_chain, LAG({seconds}) OVER of_story) AS waited,
        ROW_NUMBER() OVER of_story AS place
    FROM audit_entry entry JOIN insight_chain told ON told.chain = entry.chain
    WHERE entry.after <> ''
    WINDOW of_chain AS (PARTITION BY told.root, entry.chain ORDER BY entry.position),
        of_story AS (PARTITION BY told.root ORDER BY entry.at, entry.id)
"""
# A step taken twice in a row, and one that leaves the status as it was, make no other route.
_STORIES = """
    CREATE TEMPORARY TABLE insight_story AS
    SELECT office, election, MAX(ended_at) - MIN(begun_at) AS took, MAX(route) AS route
    FROM (
        SELECT root, office, election, MIN(moment) OVER whole AS begun_at,
            MAX(moment) OVER whole AS ended_at,
            {joined}(verb, ' ') OVER (
                PARTITION BY root ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS route
        FROM (
            SELECT root, office, election, moment, place, verb,
                LAG(verb, 1, '') OVER (PARTITION BY root ORDER BY place) AS verb_before
            FROM insight_step WHERE NOT running AND led_to <> came_from
        ) moved
        WHERE verb <> verb_before
        WINDOW whole AS (PARTITION BY root)
    ) told
    GROUP BY root, office, election
"""
_LAYING = (_CHAINS, _HANDLED, _STEPS, _STORIES)
_TABLES = ("insight_chain", "insight_step", "insight_story")
# The nearest rank: a duration that was really met, in whole numbers on both databases.
_PLACED = """
    SELECT election, what, MAX(number),
        MAX(CASE WHEN place = (number + 1) / 2 THEN took END),
        MAX(CASE WHEN place = (9 * number + 9) / 10 THEN took END)
    FROM (
        SELECT election, what, took, COUNT(*) OVER (PARTITION BY election, what) AS number,
            ROW_NUMBER() OVER (PARTITION BY election, what ORDER BY took) AS place
        FROM (
            SELECT election, {what} AS what, {took} AS took FROM {source} WHERE office IN ({offices}) AND election <> ''
            UNION ALL SELECT '', {what}, {took} FROM {source} WHERE office IN ({offices})
        ) both_ways
        WHERE took IS NOT NULL
    ) placed
    GROUP BY election, what ORDER BY election, MAX(number) DESC, what
"""
_TAKEN = """
    SELECT office, election, procedure, version, verb, came_from, led_to, stood_at, COUNT(*)
    FROM insight_step GROUP BY office, election, procedure, version, verb, came_from, led_to, stood_at
"""
_ENDED = """
    SELECT told.office, told.election, clock.rule, clock.stopped_by, COUNT(*),
        SUM(CASE WHEN COALESCE(clock.stopped_at, %s) > clock.due_at THEN 1 ELSE 0 END)
    FROM procedure_clock clock JOIN insight_chain told ON told.chain = clock.subject
    WHERE clock.extended_into = '' AND clock.bound NOT IN ({without_duty})
        AND clock.due_at IS NOT NULL AND (clock.stopped_at IS NOT NULL OR clock.due_at < %s)
    GROUP BY told.office, told.election, clock.rule, clock.stopped_by
"""


@contextmanager
def laid_out() -> Iterator[None]:
    """The temporary tables, as of now; gone when the block ends."""
    words = {**_WORDS[connection.vendor], "roots": ROOTS}
    try:
        for statement in _LAYING:
            _ask(statement.format(**words))
        _ask("CREATE INDEX insight_step_office ON insight_step (office)")
        yield
    finally:
        for name in reversed(_TABLES):
            _ask(f"DROP TABLE IF EXISTS {name}")


def step_count() -> int:
    return int(_ask("SELECT COUNT(*) FROM insight_step")[0][0])


def offices_told() -> list[str]:
    """Codes of the offices that have a story at all."""
    return [code for (code,) in _ask("SELECT DISTINCT office FROM insight_chain ORDER BY office")]


def steps(offices: Collection[str]) -> list[Row]:
    """(election, verb, times taken, median, 90th percentile) of the offices together; election "" is all of them."""
    return _placed("insight_step", what="verb", took="CASE WHEN waited < 0 THEN 0 ELSE waited END", offices=offices)


def wholes(offices: Collection[str]) -> list[Row]:
    """The same of finished stories from their first step to the last; the verb is empty."""
    return _placed("insight_story", what="''", took="took", offices=offices)


def routes(offices: Collection[str]) -> list[Row]:
    """The same by route; of each election only the most frequent."""
    found: list[Row] = []
    shown: dict[str, int] = {}
    for row in _placed("insight_story", what="route", took="took", offices=offices):
        shown[row[0]] = shown.get(row[0], 0) + 1
        if shown[row[0]] <= MOST_ROUTES:
            found.append(row)
    return found


def taken() -> list[Row]:
    """(office, election, procedure, version, verb, from, to, status it stood in, how often) of all steps."""
    return _ask(_TAKEN)


def ended(now: datetime) -> list[Row]:
    """(office, election, rule, verb that stopped it, how many, how many late); a clock still running and late has no
    verb. Rights and days of coming into force are nobody's duty and not among them."""
    at = connection.ops.adapt_datetimefield_value(now)
    return _ask(_ENDED.format(without_duty=_places(WITHOUT_DUTY)), [at, *WITHOUT_DUTY, at])


def _placed(source: str, *, what: str, took: str, offices: Collection[str]) -> list[Row]:
    statement = _PLACED.format(source=source, what=what, took=took, offices=_places(offices))
    return _ask(statement, [*offices, *offices])


def _places(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))


def _ask(statement: str, values: Sequence[Any] = ()) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
