"""How does everything that the commands started come to rest?"""

from __future__ import annotations

import contextlib
import shutil

from . import console, places, postgres, processes, settings


def main(command, _words):
    """`stop`: end our processes.  `clean`: also delete what the commands made."""
    ended = stop_everything()
    console.say(f"stopped: {', '.join(ended)}" if ended else "nothing was running")
    if command == "clean":
        litter = [folder for folder in places.ROOT.rglob("__pycache__") if places.HOME not in folder.parents]
        for folder in (places.HOME, places.BUILD, places.ROOT / ".hypothesis", places.ROOT / ".ruff_cache", *litter):
            if folder.exists():
                with console.step(f"deleting {folder}") if folder not in litter else contextlib.nullcontext():
                    shutil.rmtree(folder)
        if not settings.is_embedded():
            console.say("databases on the server you named stay: drop those that begin with dg_ and your own by hand")
    return 0


def stop_everything():
    """End every process on record and our PostgreSQL; returns what was running."""
    ended = ["PostgreSQL"] if postgres.running() else []
    for name in processes.alive():  # a command comes before its servers and ends them itself
        data = processes.recorded(name)
        if data:
            processes.end(data)
            processes.forget(name)
            ended.append(data.get("title", name))
    postgres.stop()
    return ended
