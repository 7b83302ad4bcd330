"""All settings, in one file, from the environment.

KITH_ENV is `production` (the default: nothing is assumed), `demo` (fictional people, its own folder
below the checkout) or `test`.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kith.config import environment
from kith.version import VERSION

BASE_DIR = Path(__file__).resolve().parent.parent.parent
KITH_VERSION = VERSION
KITH_ENV = environment.text("KITH_ENV", "production")
if KITH_ENV not in ("production", "demo", "test"):
    raise ImproperlyConfigured(f"KITH_ENV must be production, demo or test, not “{KITH_ENV}”.")
PRODUCTION = KITH_ENV == "production"
DEMO = KITH_ENV == "demo"
VAR_DIR = Path(environment.text("KITH_VAR_DIR", str(BASE_DIR / "var")))
DEMO_DIR = VAR_DIR / "demo"

DEBUG = False


def _made_once(name: str) -> Path:
    """The file of a secret that the demo (or a test run) makes for itself, once."""
    place = (DEMO_DIR if DEMO else VAR_DIR / "test") / "keys" / name
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_hex(32))
    return place


if KITH_ENV == "test":
    SECRET_KEY = "only-for-tests-" + "x" * 50
    KITH_AUDIT_KEY = b"only-for-tests-audit"
    KITH_HASH_KEY = b"only-for-tests-hashes"
else:
    SECRET_KEY = environment.secret("KITH_SECRET_KEY", 50, _made_once("secret") if DEMO else None)
    KITH_AUDIT_KEY = environment.secret("KITH_AUDIT_KEY", 32, _made_once("audit") if DEMO else None).encode()
    KITH_HASH_KEY = environment.secret("KITH_HASH_KEY", 32, _made_once("hash") if DEMO else None).encode()
SECRET_KEY_FALLBACKS = environment.words("KITH_SECRET_KEY_FALLBACKS")

_keys = DEMO_DIR if DEMO else VAR_DIR
KITH_AUDIT_SIGNING_KEY_FILE = environment.text("KITH_AUDIT_SIGNING_KEY_FILE", str(_keys / "keys" / "audit-signing.pem"))
KITH_AUDIT_HEADS_FILE = environment.text("KITH_AUDIT_HEADS_FILE", str(_keys / "audit-heads.jsonl"))

ALLOWED_HOSTS = environment.words("KITH_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1],testserver")
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("KITH_HOSTS must name the hosts that are answered; “*” would answer any.")
KITH_ADDRESS = environment.text("KITH_ADDRESS", "http://127.0.0.1:8000" if not PRODUCTION else "")
CSRF_TRUSTED_ORIGINS = environment.words("KITH_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "modelcluster",
    "taggit",
    "wagtail",
    "wagtail.search",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "kith.design",
    "kith.audit",
    "kith.access",
    "kith.decisions",
    "kith.people",
    "kith.toolkit",
    "kith.editing",
    "kith.services",
    "kith.concerns",
    "kith.contexts",
    "kith.thresholds",
    "kith.calibration",
    "kith.modules",
    "kith.training",
    "kith.confidence",
    "kith.learning",
    "kith.coaching",
    "kith.learning_systems",
    "kith.lti",
    "kith.screening",
    "kith.assessments",
    "kith.plans",
    "kith.sharing",
    "kith.handover",
    "kith.meetings",
    "kith.panel",
    "kith.desk",
]
if not PRODUCTION:
    INSTALLED_APPS.append("kith.demo")

MIDDLEWARE = [
    "kith.audit.middleware.RequestFacts",
    "kith.desk.middleware.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kith.access.middleware.SafeHeaders",
    "kith.access.middleware.Readable",
    "kith.people.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kith.people.middleware.SessionLimits",
    "kith.lti.middleware.WhileLinked",
    "kith.access.middleware.DeclaredRoutes",
    "kith.access.middleware.Keeping",
    "kith.people.middleware.FirstPassword",
    "kith.desk.middleware.Navigation",
    # Last, since it runs the view of Wagtail itself, in one transaction.
    "kith.editing.middleware.EditorsRoom",
]

ROOT_URLCONF = "kith.config.urls"
WSGI_APPLICATION = "kith.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Only what replaces a frame of Wagtail's stands here; everything else comes from the rooms.
        "DIRS": [BASE_DIR / "kith" / "editing" / "frame"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kith.design.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "kith.design.renderer.KithRenderer"

DEFAULT_DATABASE = f"sqlite:///{(DEMO_DIR if DEMO else VAR_DIR) / 'kith.sqlite3'}"
DATABASES = {"default": environment.database("DATABASE_URL", DEFAULT_DATABASE)}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a writer takes its place in the queue at once, so that no transaction fails half-way on a lock.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was answered with “saved” is on the disk, also after a power cut. NORMAL may lose the last moment
        # then (never the file), which is good enough for fictional people and for tests.
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'FULL' if PRODUCTION else 'NORMAL'}; "
        "PRAGMA foreign_keys=ON;",
    }
    if KITH_ENV == "test":
        # A file, as in life: a database in memory has other locks.
        (VAR_DIR / "test").mkdir(parents=True, exist_ok=True)
        _database["TEST"] = {"NAME": str(VAR_DIR / "test" / "test.sqlite3")}
else:
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"] = {
        **_database.get("OPTIONS", {}),
        # jit: compiling a page's query takes longer than the query.
        "options": "-c jit=off -c statement_timeout=15000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["kith.people.backends.PeopleBackend"]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "desk:home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if KITH_ENV == "test":
    # The real hasher is tried in its own test; elsewhere a quick one keeps the suite fast.
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

HTTPS = environment.switch("KITH_HTTPS", PRODUCTION)
# With the session and not in a cookie of its own, which the next person at this browser would be shown.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "__Host-kith" if HTTPS else "kith"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# In production a session can be made shorter than delivered, never longer.
KITH_IDLE_SECONDS, KITH_ABSOLUTE_SECONDS, KITH_FRESH_SECONDS = (
    environment.number(name, delivered, most=delivered if PRODUCTION else None)
    for name, delivered in (
        ("KITH_IDLE_SECONDS", 15 * 60),
        ("KITH_ABSOLUTE_SECONDS", 10 * 60 * 60),
        ("KITH_FRESH_SECONDS", 5 * 60),
    )
)
# Hosts of learning platforms that may be asked for keys and told of results (docs/lti.md); none as delivered.
KITH_LTI_HOSTS = [host.lower() for host in environment.words("KITH_LTI_HOSTS")]
KITH_LTI_ALSO: frozenset[tuple[str, int]] = frozenset()  # numbers and ports beside the open internet, in tests alone
KITH_MACHINES = ("/api/", "/oruk/", "/xapi/")  # below them nothing reads or writes a session
KITH_ORUK_PER_MINUTE = environment.number("KITH_ORUK_PER_MINUTE", 120)  # answers of the public directory to one asker
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "kith.access.views.forged"
SECURE_SSL_REDIRECT = HTTPS and environment.switch("KITH_REDIRECT_TO_HTTPS", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
KITH_BEHIND_PROXY = environment.switch("KITH_BEHIND_PROXY", False)
if KITH_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("KITH_SMTP_HOST", "")
EMAIL_PORT = environment.number("KITH_SMTP_PORT", 25)
EMAIL_HOST_USER = environment.text("KITH_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KITH_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.switch("KITH_SMTP_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("KITH_MAIL_FROM", "kith@localhost")

# The accounts shown on the sign-in page: in a demo alone.
KITH_SIGN_IN_HINT = "kith.demo.cast.accounts" if DEMO else ""
KITH_ACCESS_TABLE = "kith.config.access_table.TABLE"
KITH_FIELD_CLASSES = "kith.config.field_classes.CLASSES"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "kith.audit.logs.RequestIdFilter"}},
    "formatters": {
        "json": {
            "()": "kith.audit.logs.PlainJson",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
        }
    },
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]},
    },
    "root": {"handlers": ["out"], "level": environment.text("KITH_LOG_LEVEL", "WARNING")},
    # Django's own request log prints paths and tracebacks with content: only our line per request is kept.
    "loggers": {
        "django.request": {"handlers": ["out"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["out"], "level": "ERROR", "propagate": False},
        # A line for each request would scroll the demonstration’s accounts out of sight.
        "kith": {
            "handlers": ["out"],
            "level": environment.text("KITH_LOG_LEVEL", "WARNING" if DEMO else "INFO"),
            "propagate": False,
        },
    },
}
if KITH_ENV == "test":
    LOGGING["loggers"]["kith"]["level"] = "ERROR"


# The toolkit's editor (docs/adr/0010). It asks nothing of the network, and mails nobody.
WAGTAIL_SITE_NAME = "Kith"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "kith.editing.words_box.WordsBox"}}
WAGTAILADMIN_BASE_URL = KITH_ADDRESS
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_USER_TIME_ZONES = ["Europe/London"]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": True}}
TAGGIT_CASE_INSENSITIVE = True
