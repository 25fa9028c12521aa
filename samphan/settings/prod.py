"""An installation for real use, behind https."""

from samphan.settings.base import *  # noqa: F403 - settings are layered by import
from samphan.settings.base import BASE_URL

OUTBOX_IS_OPEN = False  # the page, where an operator asked for it, holds the links of new passwords
_https = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; the health check comes by plain http
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
USE_X_FORWARDED_HOST = False
