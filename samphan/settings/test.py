"""The test suite: the app role on a clone of the template database, fast hashing, work run when asked."""

from samphan.settings.base import *  # noqa: F403 - settings are layered by import
from samphan.settings.base import database
from samphan.kit.embedded import Server
from samphan.kit.environment import Environment

ENVIRONMENT = Environment.from_os({"SAMPHAN_MODE": "test", "SAMPHAN_SECRET_KEY": "test-" * 10})
SECRET_KEY = ENVIRONMENT.secret_key
DATA_DIR = ENVIRONMENT.data_dir
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database(Server(DATA_DIR).config("app"))}
DATABASES["default"]["OPTIONS"].pop("pool")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
