"""M16: the paper of a dossier with 60 pages and 40 photographs, as the worker makes it: seconds, CPU, memory, pages.

    PYTHONPATH=. python bench/dossier.py

Six projects with every part written, as many tables as the records give, and 40 photographs of 2,400 × 1,800 pixels full
of detail. The paper is made twice in a process that does nothing else, as a worker does; the second time counts, the
memory is the most that both took. Reading the records is part of it, and so are both files. Ends with 1 when a target is
missed.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

SECONDS, MEMORY_MB, PAGES, PHOTOS, PROJECTS = 5.0, 400, 60, 40, 6
ROUNDS: Final = 2
LINE: Final = (
    "ชาวบ้านและอาจารย์ร่วมกันสำรวจพื้นที่ พูดคุยกับผู้เฒ่าผู้แก่ เก็บตัวอย่างสี ทดลองพิมพ์ลาย และนำผลกลับมาคุยกันในที่ประชุมหมู่บ้านทุกเดือน"
)


def main() -> int:
    """Make an installation, let a process of its own measure, judge."""
    from stage import Stage, database_url
    from targets import samphan

    with Stage() as stage:
        samphan.make_tables(stage)
        stage.make_database("bench_dossier", template="samphan")
        variables = {
            "SAMPHAN_MODE": "prod",
            "SAMPHAN_DATA": str(stage.folder / "dossier"),
            "SAMPHAN_BASE_URL": "http://127.0.0.1:1",
            "DATABASE_URL": database_url(stage.server.config("app", "bench_dossier")),
            "DJANGO_SETTINGS_MODULE": "samphan.settings.prod",
        }

        def child(*words: str) -> Any:
            command = [sys.executable, str(Path(__file__)), *words]
            done = subprocess.run(
                command,
                cwd=stage.folder,
                env=stage.environment(variables),
                check=True,
                stdout=subprocess.PIPE,
            )
            return json.loads(done.stdout.splitlines()[-1])

        found = child("--make", *map(str, child("--fill")))
    met = found["seconds"] <= SECONDS and found["memory"] <= MEMORY_MB and found["pages"] >= PAGES
    print(f"load {os.getloadavg()[0]:.1f}; {json.dumps(found)}")
    print(
        f"M16: {found['pages']} pages, {found['photographs']} photographs: {found['seconds']:.2f} s (at most {SECONDS:g}),"
        f" {found['cpu']:.2f} s CPU, {found['memory']} MB (at most {MEMORY_MB}): {'met' if met else 'missed'}"
    )
    return 0 if met else 1


def make(issue: int, network: int) -> None:
    """Make the paper, say what it took."""
    from samphan.kit.processes import give_memory_back
    from samphan.knowledge import tasks
    from samphan.knowledge.models import DossierIssue
    from samphan.tenancy import files
    from samphan.tenancy.scope import system_scope

    give_memory_back()  # as the worker does when it starts
    took: dict[str, Any] = {}
    for _round in range(ROUNDS):
        began, cpu = time.perf_counter(), time.process_time()
        tasks.make_dossier.func(issue=issue, network=network)
        took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    with system_scope("bench", network):
        made = DossierIssue.objects.select_related("pdf", "docx").get(pk=issue)
        if made.pdf is None or made.docx is None:
            raise RuntimeError(made.problem)
        pdf, docx = files.read(made.pdf), files.read(made.docx)
    print(
        json.dumps(
            took
            | {
                "pages": _pages(pdf),
                "photographs": PHOTOS,
                "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "pdf MB": round(len(pdf) / 2**20, 1),
                "docx MB": round(len(docx) / 2**20, 1),
            }
        )
    )


def _pages(content: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(content))


def fill() -> tuple[int, int]:
    """A network, its person with a dossier about full projects, and an issue that waits; their ids."""
    from django.utils import timezone

    from samphan.accounts.models import User
    from samphan.engagement.models import Evidence, EvidenceKind, Situation, Strength, Supports
    from samphan.knowledge.actions.dossier import Chosen, begin_dossier, choose_projects, write_part
    from samphan.knowledge.actions.papers import ask_dossier_paper
    from samphan.knowledge.queries.rules import all_rules
    from samphan.projects.models import ProjectYear
    from samphan.tenancy import files
    from samphan.tenancy.actions import create_network, grant
    from samphan.tenancy.scope import system_scope, user_scope
    from tests.factories.knowledge import full_project

    user = User.objects.make(email="holder@example.org", name="Holder", password="only for the bench")
    with system_scope("bench") as by:
        network = create_network(
            by=by, slug="bench", name_th="เครือข่ายทดสอบ", name_en="Bench", kind="association"
        )
    with system_scope("bench", network.pk) as by:
        grant(by=by, user=user, role="project_lead")
    with user_scope(user, "bench") as by:
        projects = []
        for number in range(PROJECTS):
            project = full_project(by, f"ลำดับที่ {number + 1}")
            projects.append(project)
            for part in ("before", "process", "change", "sustaining"):
                Situation.objects.filter(project=project).update(**{part: "\n\n".join([LINE * 6] * 4)})
            for year in range(2004, 2026):
                ProjectYear.objects.create(
                    network_id=by.network_id, project=project, year=year, words=LINE, at=timezone.now()
                )
        for number in range(PHOTOS):
            stored = files.store(
                _photograph(number), network_id=by.network_id, name=f"{number}.jpg", media_type=files.JPEG
            )
            Evidence.objects.create(
                network_id=by.network_id,
                project=projects[number % PROJECTS],
                kind=EvidenceKind.PHOTO,
                title=f"ภาพที่ {number + 1}",
                supports=Supports.PROCESS,
                strength=Strength.DOCUMENT,
                file=stored,
            )
        dossier = begin_dossier(by=by, pack="social_2560", title_th="แฟ้มทดสอบ", holder_name="ผศ.ดร.สมศรี ใจดี")
        choose_projects(by=by, dossier=dossier, rows=[Chosen(each, LINE) for each in projects])
        for part in all_rules()["social_2560"].parts:
            write_part(by=by, dossier=dossier, part=part.code, words_th="\n\n".join([LINE * 4] * 3))
        issue = ask_dossier_paper(by=by, dossier=dossier, language="th", now=timezone.now())
    return issue.pk, network.pk


def _photograph(seed: int) -> bytes:
    """A picture with as much detail as a camera's, always the same for a number."""
    from PIL import Image

    noise = random.Random(seed)
    small = Image.frombytes("RGB", (300, 225), noise.randbytes(300 * 225 * 3))
    out = io.BytesIO()
    small.resize((2400, 1800), Image.Resampling.BICUBIC).save(out, "JPEG", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    import django

    django.setup()
    if sys.argv[1] == "--fill":
        print(json.dumps(fill()))
    else:
        make(*map(int, sys.argv[2:]))
