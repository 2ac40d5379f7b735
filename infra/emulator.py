"""MiniStack as a process of ours: started in an environment without surprises, stopped so that it keeps its state.

Functions run on its interpreter and inherit its environment. Hence a virtual environment of its own, without our
libraries, and a process environment of these few variables: what is missing from the package is missing at home too.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from infra.generate import ROOT

PYTHON = ROOT / ".venv-ministack/bin/python"
HOST = "127.0.0.1"
START = STOP = 60
"""Seconds to wait; both take one or two."""


class EmulatorError(Exception):
    """The emulator did not start or stop; the message says what to look at."""


@dataclass(frozen=True)
class Emulator:
    """The emulator of one port, whose files are all under `folder/<port>`."""

    folder: Path
    port: int
    rights: bool = False
    """Check signatures and rights, as AWS does; otherwise anybody may do anything."""

    @property
    def home(self) -> Path:
        return self.folder.resolve() / str(self.port)

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        return self.home / "emulator.log"

    @property
    def _pid_file(self) -> Path:
        return self.home / "emulator.pid"

    def pid(self) -> int | None:
        """The process's id while it runs. A recycled id is not mistaken for it."""
        if not self._pid_file.is_file():
            return None
        pid = int(self._pid_file.read_text())
        command = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True)  # noqa: S603, S607
        return pid if "ministack" in command.stdout and "<defunct>" not in command.stdout else None

    def start(self) -> bool:
        """Start it and wait until it answers; False when it was running already."""
        if self.pid() is not None:
            return False
        if _taken(self.port):
            raise EmulatorError(f"port {self.port} is taken by another program; choose one: make up PORT=4567")
        for name in ("state", "s3", "tmp"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603
                [str(PYTHON), "-m", "ministack"],
                cwd=self.home,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._pid_file.write_text(str(process.pid))
        self._await(process)
        return True

    def stop(self) -> bool:
        """Ask it to end (it saves its state first) and wait; False when it was not running."""
        pid = self.pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGTERM)
        for _ in range(STOP * 20):
            _reap(pid)
            if self.pid() is None:
                self._pid_file.unlink(missing_ok=True)
                return True
            time.sleep(0.05)
        raise EmulatorError(f"process {pid} does not end; see {self.log}")

    def forget(self) -> None:
        """Stop it and delete what it holds."""
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TMPDIR": str(self.home / "tmp"),
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": HOST,
            "MINISTACK_HOST": "localhost",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.home / "state"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self.home / "s3"),
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "AUTH": str(self.rights).lower(),
        }

    def _await(self, process: "subprocess.Popen[bytes]") -> None:
        for _ in range(START * 20):
            if process.poll() is not None:
                raise EmulatorError(f"the emulator ended at once; see {self.log}")
            if answers(self.endpoint):
                return
            time.sleep(0.05)
        raise EmulatorError(f"the emulator does not answer on {self.endpoint}; see {self.log}")


def answers(endpoint: str) -> bool:
    """Whether an emulator, MiniStack or LocalStack, is healthy there."""
    try:
        with urlopen(f"{endpoint}/_localstack/health", timeout=2) as response:  # noqa: S310
            return bool(response.status == 200)
    except (URLError, OSError, http.client.HTTPException):
        return False


def scale_waits(endpoint: str, factor: float) -> bool:
    """How long Step Functions waits: 1 in real time, 0 not at all. False where the emulator has no such switch."""
    body = json.dumps({"stepfunctions._SFN_WAIT_SCALE": factor}).encode()
    try:
        with urlopen(Request(f"{endpoint}/_ministack/config", body), timeout=5) as response:  # noqa: S310
            return bool(json.load(response)["applied"])
    except (URLError, OSError, ValueError, KeyError):
        return False


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _reap(pid: int) -> None:
    """A child of this very process stays a zombie until it is waited for."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
