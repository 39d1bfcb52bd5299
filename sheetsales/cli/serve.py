"""``sheetsales serve [FOLDER]``: answers clicks at once, and checks workbooks when they are saved into a folder."""

from __future__ import annotations

import datetime as dt
import io
import logging
import os
import signal
import threading
import time
from contextlib import ExitStack
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

import click

from sheetsales.backends.clicks import watcher
from sheetsales.backends.clicks.job import home
from sheetsales.cli.output import (
    CLEAN,
    FAILED,
    echo,
    lang_option,
    say,
    terminal_language,
)
from sheetsales.errors import BadRequest
from sheetsales.texts import Lang, Text

_LARGEST_LOG: Final = 1 << 20
_OLD_LOGS: Final = 3
_PATIENCE: Final = 15.0
_ALREADY = Text(
    "已经有一个 sheetsales serve 在运行（进程 {pid}），不用再开。要停掉它：sheetsales serve --stop",
    "A sheetsales serve is running already (process {pid}); no other is needed. To stop it: sheetsales serve --stop",
)
_FOLDER_TAKEN = Text(
    "“{folder}”已经有一个 sheetsales serve 在监视，不用再开。",
    "“{folder}” is being watched by a sheetsales serve already; no other is needed.",
)
_CLICKS = Text(
    "正在等按钮的点击。按 Ctrl+C 停止，或运行 sheetsales serve --stop。记录在 {log}",
    "Waiting for clicks of the buttons. Ctrl+C stops it, and so does sheetsales serve --stop. Log: {log}",
)
_FOLDER = Text(
    "正在监视“{folder}”：工作簿存到这里就会检查。按 Ctrl+C 停止。记录在 {log}",
    "Watching “{folder}”: a workbook saved there is checked. Ctrl+C stops it. Log: {log}",
)
_COLLECTING = Text(
    "正在监视“{folder}”：存到这里的副本会收进它的工作簿，别的工作簿会检查。按 Ctrl+C 停止。记录在 {log}",
    "Watching “{folder}”: a copy saved there is collected into its workbook, any other workbook is checked. Ctrl+C stops it. Log: {log}",
)
_NO_FOLDER = Text(
    "要收副本，请写明监视哪个文件夹：sheetsales serve 文件夹 --collect。",
    "Say in which folder copies are dropped: sheetsales serve FOLDER --collect.",
)
_NONE = Text("没有 sheetsales serve 在运行。", "No sheetsales serve is running.")
_ENDED = Text("sheetsales serve 已停止。", "sheetsales serve has stopped.")
_STAYS = Text(
    "sheetsales serve（进程 {pid}）还没有停下来；它手上的事做完就停。过一会儿再看 sheetsales doctor。",
    "sheetsales serve (process {pid}) has not stopped yet; it ends once what it is doing is done. Look again with "
    "sheetsales doctor.",
)


@click.command(help=say(Text(
    "让按钮一点就有结果：在后台等着点击。给出文件夹时，存到里面的工作簿也会自动检查，不需要宏。",
    "Make the buttons answer at once: waits for clicks. With a folder, workbooks saved there are checked as well, without "
    "any macro.",
)))  # fmt: skip
@click.argument("folder", type=click.Path(path_type=Path), metavar="[FOLDER]", required=False)
@click.option("--collect", "collects", is_flag=True, help=say(Text(
    "文件夹里存进来的副本，收进分出它的工作簿（在这个文件夹或上一级）", "Collect copies saved there into the workbook they were made "
    "from, which lies in the folder or the one above")))  # fmt: skip
@click.option("--stop", "end", is_flag=True, help=say(Text("停掉正在运行的", "Stop the one that is running")))
@click.option(
    "--debug", is_flag=True, help=say(Text("记录里也写工作簿的名字", "Log the names of workbooks as well"))
)
@click.option("--worker", is_flag=True, hidden=True)
@lang_option
def serve(folder: Path | None, collects: bool, end: bool, debug: bool, worker: bool, lang: str | None) -> int:
    """Exit code 0 once it was stopped, 2 where it could not be started or does not stop."""
    if worker:
        return _work()
    if collects and folder is None:
        raise BadRequest(_NO_FOLDER)
    watcher.job_folder()
    language = terminal_language(lang)
    return _stop(language) if end else _watch(folder, collects, debug, language)


def _work() -> int:
    """What the watcher starts: tasks come on stdin; nothing but their outcomes may go to stdout."""
    from sheetsales.workflow.serving.worker import work

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the watcher, which closes stdin
    outcomes = io.TextIOWrapper(os.fdopen(os.dup(1), "wb"), encoding="utf-8")
    os.dup2(2, 1)
    tasks = io.TextIOWrapper(os.fdopen(0, "rb", closefd=False), encoding="utf-8")
    work(tasks, outcomes, dt.date.today)
    return CLEAN


def _watch(folder: Path | None, collects: bool, debug: bool, language: Lang) -> int:
    from sheetsales.workflow.serving.folder import Folder
    from sheetsales.workflow.serving.serve import Watch, serve, worker_command

    watched = Folder(folder.resolve()) if folder is not None else None
    with ExitStack() as seats:
        clicks = seats.enter_context(watcher.seat())
        if watched is not None and not seats.enter_context(watcher.seat(watched.path)):
            echo(_FOLDER_TAKEN.fill(folder=watched.path).in_(language), err=True)
            return FAILED
        if not clicks and watched is None:
            running = watcher.last_watcher()
            echo(_ALREADY.fill(pid=running.pid if running else "?").in_(language), err=True)
            return FAILED
        place = home() / (watcher.LOG if clicks else f"serve-{os.getpid()}.log")
        log = _log(debug, place)
        what = _CLICKS if watched is None else _COLLECTING if collects else _FOLDER
        echo(what.fill(folder=watched and watched.path, log=place).in_(language))
        serve(
            Watch(worker_command(), log, lambda t: echo(t.in_(language)), clicks, watched, collects),
            _stopped_by_signal(),
        )
    return CLEAN


def _stopped_by_signal() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _log(debug: bool, place: Path) -> logging.Logger:
    """A log of our own; it never names workbooks or what stands in them unless that was asked for."""
    handler = RotatingFileHandler(place, maxBytes=_LARGEST_LOG, backupCount=_OLD_LOGS, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.Logger("sheetsales.serve", logging.DEBUG if debug else logging.INFO)
    log.addHandler(handler)
    return log


def _stop(language: Lang) -> int:
    running = watcher.last_watcher()
    if running is None or not running.is_alive:
        watcher.end_beating()
        echo(_NONE.in_(language))
        return CLEAN
    watcher.ask_to_stop()
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if watcher.last_watcher() is None:
            echo(_ENDED.in_(language))
            return CLEAN
        time.sleep(0.05)
    echo(_STAYS.fill(pid=running.pid).in_(language), err=True)
    return FAILED
