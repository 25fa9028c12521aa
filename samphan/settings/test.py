"""The test suite: the app role on a clone of the template database, fast hashing, work run when asked."""

from samphan.kit.embedded import Server
from samphan.kit.environment import Environment
from samphan.settings.base import *  # noqa: F403 - settings are layered by import
from samphan.settings.base import database

_environment = Environment.from_os({"SAMPHAN_MODE": "test", "SAMPHAN_SECRET_KEY": "test-" * 10})
SECRET_KEY = _environment.secret_key
DATA_DIR = _environment.data_dir
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": database(Server(DATA_DIR).config("app"))}
DATABASES["default"]["OPTIONS"].pop("pool")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
