"""A Chromium without a window, driven through two pipes: what a test needs of its protocol, and no more."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
"""The program; None where there is none."""

LAUNCH = """
import fcntl, os, sys
pipes = [fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3]]
os.dup2(pipes[0], 3)
os.dup2(pipes[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""A program that becomes the browser, which looks for its pipes at descriptors 3 and 4."""

PATIENCE = 60.0
"""Seconds after which an answer is no longer waited for."""


class Page:
    """A page that is open in a browser.

    Parameters
    ----------
    commands, answers : int
        What the browser reads, and what it writes, as file descriptors.
    """

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers, self._unread, self._number = commands, answers, b"", 0
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._events: list[dict[str, Any]] = []
        self.call("Page.enable")
        self.call("Runtime.enable")

    def call(self, method: str, **values: Any) -> dict[str, Any]:
        """What the browser answers to a command about this page."""
        return self._call(method, self._session, **values)

    def open(self, path: Path, width: int = 1280, height: int = 900) -> None:
        """Show a file in a window of some size, and wait until it is loaded and its scripts have run."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self._events.clear()
        self.call("Page.navigate", url=path.resolve().as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self._events):
            self._take(self._read())

    def save_into(self, folder: Path) -> None:
        """Let it put into a folder what a page gives away."""
        self._call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def __call__(self, script: str) -> Any:
        """The value of an expression of JavaScript in the page; a promise is waited for.

        Raises
        ------
        AssertionError
            It throws.
        """
        found = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    @property
    def errors(self) -> list[str]:
        """What scripts of the page threw since it was opened, and what its own rules forbade."""
        return [
            json.dumps(event["params"])
            for event in self._events
            if event.get("method") == "Runtime.exceptionThrown"
            or (event.get("method") == "Runtime.consoleAPICalled" and event["params"]["type"] == "error")
        ]

    def _call(self, method: str, session: str | None = None, **values: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": values}
        message |= {"sessionId": session} if session else {}
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                found: dict[str, Any] = answer["result"]
                return found
            self._take(answer)

    def _take(self, answer: dict[str, Any]) -> None:
        if "id" not in answer and "_events" in vars(self):
            self._events.append(answer)

    def _read(self) -> dict[str, Any]:
        """The next message of the browser."""
        while b"\0" not in self._unread:
            assert select([self._answers], [], [], PATIENCE)[0], "the browser does not answer"
            more = os.read(self._answers, 1 << 20)
            assert more, "the browser has ended"
            self._unread += more
        first, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """A browser with one page, whose files lie in a folder; it ends with the block."""
    assert CHROMIUM is not None
    (theirs, commands), (answers, written) = os.pipe(), os.pipe()
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe"]
    started = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, str(theirs), str(written), CHROMIUM, *options, f"--user-data-dir={folder / 'profile'}"],
        pass_fds=(theirs, written), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(theirs)
    os.close(written)
    try:
        yield Page(commands, answers)
    finally:
        started.terminate()
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
        os.close(commands)
        os.close(answers)
