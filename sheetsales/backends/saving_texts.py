"""What is said when a workbook cannot be saved or restored, and what to do about it."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

OPEN_ELSEWHERE: Final = Text(
    "“{name}”正在 {program} 里打开{who}。请先保存并关闭，再试；若没人开着，删掉旁边的“{marker}”即可。",
    "“{name}” is open in {program}{who}. Save and close it, then try again; if nobody has it open, "
    "delete “{marker}” beside it.",
)
OTHER_RUN: Final = Text(
    "另一个 sheetsales 正在处理“{name}”{who}。请等它结束再试。",
    "Another sheetsales is working on “{name}”{who}. Wait until it has finished and try again.",
)
OTHER_OWNER: Final = Text(
    "另一个 sheetsales 正在处理“{name}”。请等它结束再试；若确定没有人在运行，删掉旁边的“{owner}”即可。",
    "Another sheetsales is working on “{name}”. Wait until it has finished and try again; if nobody is running it, "
    "delete “{owner}” beside it.",
)
WHO: Final = Text("（{user}）", " by {user}")
PROCESS: Final = Text("（进程 {pid}）", " (process {pid})")
HELD: Final = Text(
    "“{name}”被别的程序占用，没能替换；原文件没有动。请关掉它，再试。",
    "“{name}” is held by another program and could not be replaced; the old file stands. Close it and try again.",
)
READ_ONLY: Final = Text(
    "“{name}”是只读的，不予修改。请在文件属性里去掉“只读”，再试。",
    "“{name}” is read-only and was left alone. Take the read-only mark off and try again.",
)
FOLDER_CLOSED: Final = Text(
    "不能在“{folder}”里写文件（{reason}），原文件没有动。请检查文件夹权限和磁盘，或把工作簿复制到别处再试。",
    "Nothing can be written in “{folder}” ({reason}); the old file stands. Check the folder's permissions and the "
    "disk, or copy the workbook elsewhere.",
)
NOT_SAVED: Final = Text(
    "“{name}”没有存成（{reason}），原文件没有动。请检查磁盘空间和网络盘，再试。",
    "“{name}” was not saved ({reason}); the old file stands as it was. Check disk space and network drive, "
    "then try again.",
)
CHANGED: Final = Text(
    "“{name}”在处理期间被别人改过，没有覆盖；原文件没有动。请再试一次。",
    "“{name}” was changed by someone else meanwhile and was not overwritten. Try again.",
)
NOT_LISTED: Final = Text(
    "备份所在的文件夹“{folder}”读不了（{reason}）。请检查它的权限，再试。",
    "The folder with the backups, “{folder}”, cannot be read ({reason}). Check its permissions and try again.",
)
NO_BACKUP: Final = Text(
    "“{name}”没有第 {number} 份备份，现有 {count} 份。用 sheetsales restore --list 查看。",
    "“{name}” has no backup number {number}; there are {count}. See them with sheetsales restore --list.",
)
NO_BACKUPS: Final = Text(
    "“{name}”还没有备份。第一次修改之前会自动留一份。",
    "“{name}” has no backups yet. One is kept before every change.",
)
ALL_ALIKE: Final = Text(
    "“{name}”的备份都和现在的内容一样，没有可恢复的。",
    "Every backup of “{name}” is what stands there now; there is nothing to go back to.",
)
FOLDER_IS_LINK: Final = Text(
    "“{folder}”是个链接，备份不会写到链接指的地方；原文件没有动。请删掉这个链接，再试。",
    "“{folder}” is a link, and backups are not written where links lead; the old file stands. Delete the link and try "
    "again.",
)
IS_DEVICE: Final = Text(
    "“{name}”不是普通文件（是管道或设备），没有写。请换个文件名。",
    "“{name}” is a pipe or a device, not a file, and was not written to. Choose another name.",
)
EXISTS: Final = Text(
    "“{name}”已存在，没有覆盖。请换个文件名，或先移走它。",
    "“{name}” is there already and was not overwritten. Choose another name, or move it away.",
)
OTHER_KIND: Final = Text(
    "“{out}”和原工作簿（{kind}）不是同一种文件。请把输出命名为 {kind}。",
    "“{out}” is not of the workbook's kind ({kind}). Name the output {kind}.",
)
NAME_TOO_LONG: Final = Text(
    "“{name}”这个文件名太长，旁边放不下备份。请至少缩短 {over} 个字节（一个汉字占三个），再试。",
    "The name “{name}” is too long for backups beside it. Make it shorter by at least {over} letters, then try again.",
)
NO_FOLDER: Final = Text(
    "没有文件夹“{folder}”。请先建好，或换个位置。",
    "There is no folder “{folder}”. Make it first, or choose another place.",
)
IS_FOLDER: Final = Text(
    "“{name}”是文件夹。请给出文件名。",
    "“{name}” is a folder. Name a file.",
)
SAME_FILE: Final = Text(
    "-o 给的就是原工作簿“{name}”。要就地修改请去掉 -o，会先留备份。",
    "-o names the workbook “{name}” itself. Leave -o out to edit it in place, with a backup.",
)
