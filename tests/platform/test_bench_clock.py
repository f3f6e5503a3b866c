"""Is the CPU of another process read from the right clock?"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.clock import clock_of

# Works until it has used so much CPU by its own account, says how much, and waits.
WORK = "import time\nwhile time.process_time() < 0.2: pass\nprint(time.process_time(), flush=True)\ninput()"


def test_clock_of_another_process_is_its_own_account_of_its_cpu():
    with subprocess.Popen([sys.executable, "-c", WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        own = float(process.stdout.readline())
        program = Path(f"/proc/{process.pid}/comm").read_text().strip()
        seen = time.clock_gettime(clock_of(process.pid, program))
        process.communicate(b"\n")

    assert 0.2 <= own <= seen <= own + 0.1


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 + 1])
def test_stranger_and_nobody_are_refused_with_advice(pid):
    with pytest.raises(SystemExit, match="where the server runs"):
        clock_of(pid)
