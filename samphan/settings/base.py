"""Settings that hold everywhere. What depends on the surroundings comes from ``kit.environment`` alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from samphan.kit.embedded import Server
from samphan.kit.environment import Environment

ENVIRONMENT: Final = Environment.from_os()
PACKAGE: Final = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
BASE_URL = ENVIRONMENT.base_url
DATA_DIR = ENVIRONMENT.data_dir
DEMO = ENVIRONMENT.demo
EMBEDDED = ENVIRONMENT.embedded
OUTBOX_PAGE = ENVIRONMENT.outbox_page
OUTBOX_IS_OPEN = True  # without signing in: it is on one's own machine, and somebody forgot the password

INSTALLED_APPS = [
    "samphan.web",  # first, so that its templates come before those of allauth
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "samphan.kit",
    "samphan.accounts",
    "samphan.tenancy",
    "samphan.comms",
    "samphan.directory",
    "samphan.networks",
    "samphan.frameworks",
    "samphan.governance",
    "samphan.agreements",
    "samphan.surveys",
    "samphan.projects",
    "samphan.engagement",
    "samphan.events",
    "samphan.boards",
    "samphan.evaluation",
    "samphan.knowledge",
    "samphan.reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "samphan.web.middleware.LanguageMiddleware",
    "samphan.web.middleware.SizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samphan.web.middleware.ScopeMiddleware",
]

ROOT_URLCONF = "samphan.urls"
WSGI_APPLICATION = "samphan.web.server.pages"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samphan.kit.context.page",
            ],
            "builtins": ["samphan.kit.templatetags.samphan", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "samphan.kit.forms.Renderer"


def database(config: Any) -> dict[str, Any]:
    """A ``DATABASES`` entry with the connection pool: a page must not pay for a connection."""
    entry: dict[str, Any] = dict(config.django())
    entry["OPTIONS"] = {
        **entry["OPTIONS"],
        "pool": {"min_size": 1, "max_size": 12, "timeout": 10},
        "application_name": "samphan",
    }
    return entry


DATABASES = {"default": database(ENVIRONMENT.database or Server(ENVIRONMENT.data_dir).config("app"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        # Counts of failed sign-ins: nobody makes room by filling it with others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "samphan.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes us write to strangers
# A hall of people comes from one address, and some of them mistype; who guesses is stopped by the account before that.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "30/m/ip,5/5m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "samphan.accounts.forms.LoginForm",
    "change_password": "samphan.accounts.forms.ChangePasswordForm",
    "set_password": "samphan.accounts.forms.SetPasswordForm",
    "reset_password": "samphan.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "samphan.accounts.forms.ResetPasswordKeyForm",
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "samphan.web.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.SELF],
    "object-src": [CSP.NONE],
}

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "samphan_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

STATIC_URL = "/static/"
STATIC_ROOT: str | None = (
    None  # files are served from the package, where the build puts them under hashed names
)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9a-zA-Z_-]{8,12}\..+$"
LARGEST_REQUEST = 36 * 1024 * 1024  # with its files: a list may have 30 MB, any other file 10 MB
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_TEMP_DIR = None

# Everything goes into the outbox; the worker sends it on through "server" where one is configured.
MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "samphan.comms.mail.OutboxBackend"}}
if ENVIRONMENT.email:
    MAILERS["server"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": ENVIRONMENT.email.host,
            "port": ENVIRONMENT.email.port,
            "username": ENVIRONMENT.email.user,
            "password": ENVIRONMENT.email.password,
            "use_tls": ENVIRONMENT.email.use_tls,
            "use_ssl": ENVIRONMENT.email.use_ssl,
            "timeout": 20,
        },
    }
DEFAULT_FROM_EMAIL = ENVIRONMENT.from_email
SERVER_EMAIL = ENVIRONMENT.from_email

TASKS = {"default": {"BACKEND": "samphan.kit.jobs.ProcrastinateBackend"}}
PROCRASTINATE_ON_APP_READY = "samphan.kit.jobs.register"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "brief": {"()": "samphan.kit.brief.Brief"},
        "no_secrets": {"()": "samphan.kit.secrets.NoSecrets"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["brief", "no_secrets"]}
    },
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    "loggers": {
        "django": {"level": "WARNING"},
        "django.request": {"filters": ["no_secrets"]},
        "procrastinate": {"level": "WARNING"},
    },
}
