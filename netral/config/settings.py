"""Settings: one file, every switch an environment variable with a working default.

Paths hang below NETRAL_HOME (default `var/` beside the code): database, files, keys, published roots.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
ROOT = Path(__file__).resolve().parents[2]
HOME = Path(env.str("NETRAL_HOME", default=str(ROOT / "var"))).resolve()

DEMO = env.bool("NETRAL_DEMO", default=False)
DEBUG = env.bool("NETRAL_DEBUG", default=False)
BASE_URL = env.str("NETRAL_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("NETRAL_HOSTS", default=["127.0.0.1", "localhost", urlsplit(BASE_URL).hostname or "localhost"])
# Forms come from where the browser says, whatever the proxy in front tells us of it.
CSRF_TRUSTED_ORIGINS = env.list("NETRAL_ORIGINS", default=[BASE_URL])
SECURE = BASE_URL.startswith("https://")

KEYS_DIR = HOME / "keys"
# A TOML file with this house's own periods where no law gives one (netral/intake/house_rules.toml).
HOUSE_RULES = env.str("NETRAL_HOUSE_RULES", default="")
ROOTS_DIR = HOME / "akar"
_secret_file = HOME / "secret_key"
# Without `netral init` there is no secret: commands that need none (assess, deadline, verify) still work.
NO_SECRET = "belum-dipasang-jalankan-netral-init"  # noqa: S105 - said not to be one
SECRET_KEY = env.str("NETRAL_SECRET_KEY", default="") or (
    _secret_file.read_text() if _secret_file.exists() else NO_SECRET
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "netral.ui",
    "netral.audit",
    "netral.offices",
    "netral.access",
    "netral.registry",
    "netral.procedure",
    "netral.evidence",
    "netral.documents",
    "netral.notices",
    "netral.exchange",
    "netral.intake",
    "netral.cases",
    "netral.tracks",
    "netral.discipline",
    "netral.oversight",
    "netral.links",
    "netral.insight",
    "netral.publishing",
    "netral.config",
    # Below our own rooms, so that our templates are found before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "netral.config.middleware.answer_head",
    "netral.config.middleware.store_nothing",
    "django.middleware.security.SecurityMiddleware",
    "netral.config.middleware.ask_for_length",
    "netral.config.middleware.refuse_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "netral.config.of_pages.content_security",
    "netral.config.of_pages.load_nothing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "netral.intake.trace_cookie.keep",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "netral.config.of_pages.messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "netral.config.of_pages.htmx",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "netral.config.urls"
WSGI_APPLICATION = "netral.config.wsgi.application"
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "netral.config.navigation.navigation",
            ],
            "builtins": ["netral.ui.templatetags.netral_ui"],
        },
    }
]

_database = env.str("NETRAL_DATABASE_URL", default=f"sqlite:///{HOME / 'netral.sqlite3'}")
# Nothing of a wrong address is repeated: a password may stand in it.
_unreadable = ImproperlyConfigured(
    "NETRAL_DATABASE_URL tidak terbaca. Tulis seperti postgresql://netral:SANDI@127.0.0.1:5432/netral."
)
if not _database.startswith(("sqlite://", "postgresql://", "postgres://")):
    raise _unreadable
try:
    DATABASES = {"default": env.db_url_config(_database)}
except ValueError:
    raise _unreadable from None
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # BEGIN IMMEDIATE: a transaction that will write takes the write lock at its start, so it waits instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
            # What is erased or overwritten is gone from the disk too, not only from the tables.
            "PRAGMA secure_delete=ON;"
        ),
    }
else:
    # A receipt shown must survive a power cut, whatever the server sets for others (docs/decisions/0001).
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options["options"] = f"{_options.get('options', '')} -c synchronous_commit=on".strip()
# A new connection per request reads the whole schema again, on SQLite too.
DATABASES["default"]["CONN_MAX_AGE"] = 60

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "netral" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "berkas"
STORAGES = {
    # Any storage class of Django's: NETRAL_STORAGE names it, NETRAL_STORAGE_OPTIONS its options as JSON.
    "default": {
        "BACKEND": env.str("NETRAL_STORAGE", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("NETRAL_STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
# Files of a form: small ones in memory, larger ones without a name and sealed. Nothing may ask for their path.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "netral.lib.upload_handlers.SealedFileUploadHandler",
]
# Bytes of a form or JSON body, files apart: large enough that a name of a megabyte is refused with its field named.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Where a client's address stands: of the connection, or in the header an operator's own proxy writes (X-Real-IP).
_client_header = env.str("NETRAL_CLIENT_HEADER", default="").upper().replace("-", "_")
CLIENT_ADDRESS_META = f"HTTP_{_client_header}" if _client_header else "REMOTE_ADDR"
# Reports one address may hand in within a minute: a training room of sixty, twice. And how many the whole house takes
# in a minute before senders are asked for a little work.
REPORTS_PER_CLIENT = env.int("NETRAL_REPORTS_PER_ADDRESS", default=120)
REPORTS_AT_REST = env.int("NETRAL_REPORTS_AT_REST", default=300)
# Bytes one file of the public may have.
EVIDENCE_LARGEST = env.int("NETRAL_EVIDENCE_LARGEST", default=25_000_000)
# Days a report on its way is kept after its last change; whoever holds its return code may go on until then.
DRAFT_DAYS = env.int("NETRAL_DRAFT_DAYS", default=3)
# The same for somebody with a seat.
EVIDENCE_LARGEST_STAFF = env.int("NETRAL_EVIDENCE_LARGEST_STAFF", default=2_147_483_648)
# Files on their way grow here, sealed, on a disk of this machine; finished ones move to the storage above.
UPLOADS_DIR = HOME / "unggahan"
# Bytes all unfinished uploads, and all files of drafts, may come to have, and bytes of the disk they never take.
UPLOADS_MOST = env.int("NETRAL_UPLOADS_MOST", default=20_000_000_000)
UPLOADS_RESERVE = env.int("NETRAL_UPLOADS_RESERVE", default=500_000_000)
# ClamAV: unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310; empty: files are not scanned.
CLAMD = env.str("NETRAL_CLAMD", default="")

# An authority for time-stamps (RFC 3161) and the PEM file with the root it is trusted by; without an address nobody is
# asked. Seconds to wait for one answer.
TSA_URL = env.str("NETRAL_TSA_URL", default="")
TSA_ROOTS = Path(env.str("NETRAL_TSA_ROOTS", default=str(HOME / "keys" / "tsa.pem")))
TSA_TIMEOUT = env.float("NETRAL_TSA_TIMEOUT", default=10.0)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

SESSION_ENGINE = "netral.access.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
# Goes with the browser window: for a year it would tell on a borrowed phone that somebody was here.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "netral.config.failures.form_refused"
# Nothing leaves for other sites; within ours the browser must send its origin, or no form could be trusted.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
# Where "Tutup cepat" leads: a page anybody may be looking at. Browsers hold form-action against redirects too.
QUICK_EXIT_URL = env.str("NETRAL_QUICK_EXIT_URL", default="https://www.bmkg.go.id/")
# Lines of the help column in the footer (telephone, hours), separated by "|".
HELP_LINES = [line.strip() for line in env.str("NETRAL_HELP", default="").split("|") if line.strip()]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, QUICK_EXIT_URL],
    }
}

# --- Signing in (netral.access) ----------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/kerja/"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 3_600
SESSION_COOKIE_AGE = 43_200  # one working day
ACCOUNT_ADAPTER = "netral.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # allauth wants them named; the door to sign-up is not mounted
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation that arrived is the proof
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {
    "login": "netral.access.forms.signing_in.SignInForm",
    "reset_password": "netral.access.forms.signing_in.ForgottenPasswordForm",
    "reset_password_from_key": "netral.access.forms.signing_in.NewPasswordForm",
    "change_password": "netral.access.forms.signing_in.ChangePasswordForm",
    "set_password": "netral.access.forms.signing_in.FirstPasswordForm",
    "reauthenticate": "netral.access.forms.signing_in.ConfirmPasswordForm",
}
MFA_ADAPTER = "netral.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Netral"
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG
MFA_FORMS = {
    "authenticate": "netral.access.forms.signing_in.SecondFactorForm",
    "reauthenticate": "netral.access.forms.signing_in.ConfirmSecondFactorForm",
    "activate_totp": "netral.access.forms.signing_in.ActivateAppForm",
    "add_webauthn": "netral.access.forms.signing_in.AddPasskeyForm",
    "edit_webauthn": "netral.access.forms.signing_in.RenamePasskeyForm",
}
# Counted in the cache, which every worker of this machine shares. In the demo everybody comes from one address.
if DEMO:
    ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = env.str("NETRAL_CLIENT_HEADER", default="") or None
CACHES = {"default": env.cache_url("NETRAL_CACHE_URL", default=f"filecache://{HOME / 'cache'}")}
# -----------------------------------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("NETRAL_EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 30  # seconds; a mail server that never answers must not keep the worker for ever
DEFAULT_FROM_EMAIL = env.str("NETRAL_FROM_EMAIL", default="netral@localhost")

# Short messages by WhatsApp: `mati`, `cloud` (a gateway that speaks like the WhatsApp Cloud API) or `berkas` (a folder
# whose messages somebody sends by hand). The address ends in the version and the id of the sending number.
WHATSAPP = env.str("NETRAL_WHATSAPP", default="mati")
WHATSAPP_URL = env.str("NETRAL_WHATSAPP_URL", default="").rstrip("/")
WHATSAPP_TOKEN = env.str("NETRAL_WHATSAPP_TOKEN", default="")
# The secret its reports are signed with, and the word it says when it first makes sure of our address.
WHATSAPP_SECRET = env.str("NETRAL_WHATSAPP_SECRET", default="")
WHATSAPP_VERIFY = env.str("NETRAL_WHATSAPP_VERIFY", default="")
WHATSAPP_SENDER = env.str("NETRAL_WHATSAPP_SENDER", default="")
WHATSAPP_FOLDER = env.str("NETRAL_WHATSAPP_FOLDER", default=str(HOME / "whatsapp"))
WHATSAPP_PER_MINUTE = env.int("NETRAL_WHATSAPP_PER_MINUTE", default=60)
WHATSAPP_TIMEOUT = env.float("NETRAL_WHATSAPP_TIMEOUT", default=10.0)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "netral.config.logs.HidesSecrets"}},
    "formatters": {"discreet": {} if DEBUG else {"()": "netral.config.logs.TellsNoValues"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["secrets"], "formatter": "discreet"},
        # A job that ends well says nothing: its rounds would fill the log. The worker sets its own loggers' level.
        "troubles": {
            "class": "logging.StreamHandler",
            "filters": ["secrets"],
            "formatter": "discreet",
            "level": "WARNING",
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # No line for what a visitor did wrong: an address nobody serves is whatever somebody typed.
        "django.request": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},  # greets whoever imports it
        "django_tasks": {"handlers": ["troubles"], "propagate": False},
        "django_tasks_db": {"handlers": ["troubles"], "propagate": False},
    },
}
