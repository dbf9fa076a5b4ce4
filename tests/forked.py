"""`reading-list` for tests that call it often: a process that has it loaded, and forks for a call.

Loading takes most of a second and what a test asks of it a tenth. It is the same program: each call
has its own process, with the caller's folder, environment and streams.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import ROOT
from tests.builders import write_file

CALL = """\
import json, os, socket, sys
asked = {"words": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}
with socket.socket(socket.AF_UNIX) as line:
    line.connect(%r)
    socket.send_fds(line, [b" "], [0, 1, 2])
    line.sendall(json.dumps(asked).encode())
    line.shutdown(socket.SHUT_WR)
    sys.exit(int(line.recv(16) or b"70"))
"""
"""What is called in its place; it hands all that it has to the other process."""


@contextmanager
def forking(folder: Path) -> Iterator[Path]:
    """Yield a program that does what `reading-list` does."""
    place = folder / "line"
    program = write_file(folder / "reading-list", f"#!{sys.executable} -IS\n{CALL % str(place)}")
    program.chmod(0o755)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.forked", str(place)], cwd=ROOT, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout
        server.stdout.readline()  # it listens
        try:
            yield program
        finally:
            server.terminate()


def serve(place: str) -> None:
    """Answer calls until somebody ends it."""
    from generator.__main__ import main  # noqa: PLC0415 - it is what takes so long

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(place)
        line.listen()
        print(flush=True)  # noqa: T201 - it listens
        while True:
            call, _ = line.accept()
            with call:
                if os.fork() == 0:
                    os._exit(_answer(call, main))


def _answer(call: socket.socket, main: object) -> int:
    _, streams, _, _ = socket.recv_fds(call, 1, 3)
    with call.makefile("rb") as words:
        asked = json.loads(words.read())
    for own, theirs in enumerate(streams):
        os.dup2(theirs, own)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    code = 0
    try:
        main(asked["words"], prog_name="reading-list")  # type: ignore[operator]
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as Python does at the end of a program
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    call.sendall(str(code).encode())
    return 0


if __name__ == "__main__":
    serve(sys.argv[1])
