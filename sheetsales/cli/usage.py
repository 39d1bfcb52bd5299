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
        from sheetsales.cli.help import in_chinese

        return Text(f"缺少{in_chinese(name)}。", f"{name} is missing.")
    if isinstance(error, click.BadOptionUsage):
        return _without_value(error)
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    message = error.format_message()
    if message.startswith("No such command"):
        return _no_command(message, error)
    if message.startswith("Got unexpected extra argument"):
        extra = message.partition("(")[2].rpartition(")")[0]
        return Text(f"“{extra}”多了，这里用不上。", f"'{extra}' is too much here.")
    return same(message)


def _without_value(error: click.BadOptionUsage) -> Text:
    if "requires" in error.message:
        return Text(f"{error.option_name} 后面要写值。", f"{error.option_name} takes a value after it.")
    return Text(f"{error.option_name} 后面不写值。", f"{error.option_name} takes no value.")


def _bad_value(error: click.BadParameter) -> Text:
    name = error.param.opts[0] if error.param else ""
    kind, said = (error.param.type if error.param else None), error.message
    value = said.split("'")[1] if said.startswith("'") and said.count("'") > 1 else ""
    if isinstance(kind, click.Choice) and value:
        choices = [str(choice) for choice in kind.choices]
        zh = f"{name} 不能是“{value}”，可以是：{'、'.join(choices)}。"
        return Text(zh, f"{name} cannot be '{value}'; it can be {', '.join(choices)}.")
    if isinstance(kind, click.IntRange) and kind.min is not None:
        value = value or said.split(" ")[0]
        zh = f"{name} 后面要写不小于 {kind.min} 的整数，不是“{value}”。"
        return Text(zh, f"{name} takes a whole number from {kind.min} on, not '{value}'.")
    if isinstance(kind, click.types.IntParamType) and value:
        return Text(f"{name} 后面要写整数，不是“{value}”。", f"{name} takes a whole number, not '{value}'.")
    return Text(f"{name} 的值不对：{said}", f"The value of {name} will not do: {said}")


def _no_command(message: str, error: click.ClickException) -> Text:
    command = message.split("'")[1]
    near = _nearest(command, error.ctx if isinstance(error, click.UsageError) else None)
    zh = f"没有“{command}”这条命令。" + (f"是不是“{near[0]}”？" if near else "")
    en = f"There is no command '{command}'." + (f" Did you mean '{near[0]}'?" if near else "")
    return Text(zh, en)


def _nearest(command: str, context: click.Context | None) -> list[str]:
    """The command that was meant, where one is spelled much like it."""
    from difflib import get_close_matches

    group = context.command if context else None
    names = group.list_commands(context) if isinstance(group, click.Group) and context else []
    return get_close_matches(command.casefold(), names, 1)
