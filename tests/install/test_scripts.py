"""The scripts that install: the shell one is run against a stand-in for uv, the PowerShell one is parsed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_powershell

SCRIPTS = Path(__file__).parents[2] / "install"
UV = """#!/bin/sh
echo "$@" >> "$HOME/calls"
case "$*" in
  "tool dir --bin") echo "$HOME/.local/bin" ;;
  "tool install"*) exit "${UV_SAYS:-0}" ;;
esac
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a blank and Chinese in its name, a uv in it, and a sheetsales that tells its version."""
    place = tmp_path / "小 王" / ".local" / "bin"
    place.mkdir(parents=True)
    for name, text in (("uv", UV), ("sheetsales", "#!/bin/sh\necho sheetsales 1\n")):
        (place / name).write_text(text)
        (place / name).chmod(0o755)
    return place.parents[1]


def ran(script: str, home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(SCRIPTS / script), *arguments],
        env={"HOME": str(home), "PATH": os.defpath, "LANG": "en_GB.UTF-8", **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("script", ["install.sh", "install.command"])
def test_the_wheel_is_installed_for_the_user_alone(script: str, home: Path) -> None:
    wheel = home / "sheetsales-1-py3-none-any.whl"
    wheel.touch()
    done = ran(script, home, str(wheel))
    assert done.returncode == 0
    assert done.stdout.splitlines()[-2:] == [
        "sheetsales 1",
        f"Done. See what it does: {home}/.local/bin/sheetsales demo",
    ]
    first = (home / "calls").read_text().splitlines()[0]
    assert first == f"tool install --quiet --force --python >=3.11 {wheel}"


def test_a_wheel_that_is_not_there_and_one_that_will_not_go_in_are_told(home: Path) -> None:
    done = ran("install.sh", home, LANG="zh_CN.UTF-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert "请把它放在这个脚本旁边" in done.stderr
    wheel = home / "sheetsales-1-py3-none-any.whl"
    wheel.touch()
    done = ran("install.sh", home, str(wheel), UV_SAYS="1")
    assert done.returncode == 2
    assert "what was installed before still works" in done.stderr


def test_without_uv_and_without_a_network_the_way_out_is_told(home: Path, tmp_path: Path) -> None:
    (home / ".local" / "bin" / "uv").unlink()
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dirname", "sh"):
        (tools / name).symlink_to(f"/usr/bin/{name}")
    (tools / "curl").write_text("#!/bin/sh\nexit 6\n")
    (tools / "curl").chmod(0o755)
    wheel = home / "sheetsales-1-py3-none-any.whl"
    wheel.touch()
    done = ran("install.sh", home, str(wheel), PATH=str(tools))
    assert done.returncode == 2
    assert "export HTTPS_PROXY=http://proxy:port" in done.stderr


def test_the_powershell_script_can_be_parsed_and_read_by_windows() -> None:
    text = (SCRIPTS / "install.ps1").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf"), (
        "Windows PowerShell takes Chinese for the system's code page without a mark"
    )
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
    assert not parser.parse(text.removeprefix(b"\xef\xbb\xbf")).root_node.has_error
    assert parser.parse(b"if (").root_node.has_error
