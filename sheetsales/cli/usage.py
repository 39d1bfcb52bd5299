"""What is wrong with a command line, in the user's language, and how to see what it takes."""

from __future__ import annotations

import click

from sheetsales.texts import Text, same


def usage_text(error: click.ClickException) -> Text:
    """One sentence about the mistake and the command that shows the usage."""
    wrong = _wrong(error)
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "sheetsales"
    return Text(f"{wrong.zh}看用法：{path} --help", f"{wrong.en} See: {path} --help")


def _wrong(error: click.ClickException) -> Text:
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities or []
        zh = f"没有选项 {error.option_name}。" + (f"是不是 {near[0]}？" if near else "")
        en = f"There is no option {error.option_name}." + (f" Did you mean {near[0]}?" if near else "")
        return Text(zh, en)
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        name = name or (error.param.name if error.param and error.param.name else "")
        return Text(f"缺少 {name}。", f"{name} is missing.")
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else ""
        return Text(f"{name} 的值不对：{error.message}", f"The value of {name} will not do: {error.message}")
    message = error.format_message()
    if message.startswith("No such command"):
        command, *near = message.split("'")[1::2]
        zh = f"没有“{command}”这条命令。" + (f"是不是“{near[0]}”？" if near else "")
        en = f"There is no command '{command}'." + (f" Did you mean '{near[0]}'?" if near else "")
        return Text(zh, en)
    return same(message)
