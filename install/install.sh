#!/bin/sh
# Installs sheetsales for the user who runs it: nothing is written outside the home folder, no administrator is needed.
# The wheel (sheetsales-….whl) lies beside this script, or is named: sh install.sh /path/to/sheetsales-….whl
# uv brings a Python of its own where there is none: https://docs.astral.sh/uv/
set -eu

say() {
  case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    zh*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$2" ;;
  esac
}

stop() {
  say "$1" "$2" >&2
  exit 2
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
wheel=${1:-}
if [ -z "$wheel" ]; then
  for found in "$here"/sheetsales-*.whl; do [ -f "$found" ] && wheel=$found; done
fi
[ -n "$wheel" ] && [ -f "$wheel" ] || stop \
  "没有找到 sheetsales-….whl。请把它放在这个脚本旁边，再运行一次。" \
  "There is no sheetsales-….whl. Put it beside this script and run it again."

uv=$(command -v uv || true)
[ -n "$uv" ] || { [ -x "$HOME/.local/bin/uv" ] && uv=$HOME/.local/bin/uv; } || true
if [ -z "$uv" ]; then
  say "先下载 uv（约 20 MB，用来装 Python 和 sheetsales）……" "Getting uv first (about 20 MB; it brings Python and sheetsales) ..."
  address=https://astral.sh/uv/install.sh
  if command -v curl >/dev/null; then
    script=$(curl -LsSf "$address") || script=
  else
    script=$(wget -qO- "$address") || script=
  fi
  [ -n "$script" ] || stop \
    "下载不了 uv。公司网络要走代理的话，先运行 export HTTPS_PROXY=http://代理:端口，再运行一次；不能上网的电脑见 docs/install.zh-CN.md。" \
    "uv cannot be downloaded. Behind a proxy, first run: export HTTPS_PROXY=http://proxy:port, then this again; for computers without a network see docs/install.md."
  printf '%s\n' "$script" | sh >/dev/null
  uv=$HOME/.local/bin/uv
fi

say "正在安装 sheetsales（约 250 MB）……" "Installing sheetsales (about 250 MB) ..."
"$uv" tool install --quiet --force --python ">=3.11" "$wheel" || stop \
  "没有装上，上面写了原因。改好后再运行一次；已经装的不会坏。" \
  "It was not installed; the reason stands above. Mend it and run this again; what was installed before still works."
"$uv" tool update-shell >/dev/null 2>&1 || true
command=$("$uv" tool dir --bin)/sheetsales
"$command" --version
say "装好了。先看看它能做什么：$command demo" "Done. See what it does: $command demo"
