"""What we say when a file is no workbook we can work on: the obstacle, and the way out."""

from __future__ import annotations

from typing import Final

from sheetsales.texts import Text

MISSING: Final = Text(
    "找不到文件“{name}”。请检查文件名和所在文件夹。",
    "There is no file “{name}”. Check its name and the folder.",
)
FOLDER: Final = Text(
    "“{name}”是文件夹，不是工作簿。请指定其中的某个 .xlsx 文件。",
    "“{name}” is a folder, not a workbook. Name one .xlsx file inside it.",
)
NO_FILE: Final = Text(
    "“{name}”不是普通文件（是管道或设备），没有读。请指定 .xlsx 文件。",
    "“{name}” is a pipe or a device, not a file, and was not read. Name an .xlsx file.",
)
NO_NAME: Final = Text(
    "“{name}”不能作文件名。请检查文件名。",
    "“{name}” cannot be the name of a file. Check the name.",
)
UNREADABLE: Final = Text(
    "无法读取“{name}”（系统提示：{reason}）。请检查是否有权限打开该文件，以及磁盘或网络盘是否可用。",
    "“{name}” cannot be read ({reason}). Check that you may open it and that its disk or share is available.",
)
OWNER_FILE: Final = Text(
    "“{name}”是 Excel 打开工作簿时留下的临时文件。请改用文件名不带“~$”的那个工作簿。",
    "“{name}” is the small file Excel keeps while a workbook is open. Use the workbook without “~$” in its name.",
)
EMPTY: Final = Text(
    "“{name}”是空文件（0 字节），可能没有下载或复制完整。请重新获取，或用备份恢复。",
    "“{name}” is empty (0 bytes); the download or copy probably failed. Get it again, or restore a backup.",
)
ENCRYPTED: Final = Text(
    "“{name}”设有打开密码，无法读取。请在 Excel 中打开，在“文件 → 信息 → 保护工作簿 → 用密码进行加密”里清空密码，保存后再试。",
    "“{name}” is encrypted with a password. Open it in Excel, clear the password under File > Info > Protect "
    "Workbook > Encrypt with Password, save, and try again.",
)
OLD_XLS: Final = Text(
    "“{name}”是旧版 .xls 工作簿。请用 Excel 打开，另存为“Excel 工作簿 (*.xlsx)”，再用新文件。",
    "“{name}” is an old .xls workbook. Open it in Excel, save it as “Excel Workbook (*.xlsx)” and use the new file.",
)
BINARY: Final = Text(
    "“{name}”是二进制工作簿 (.xlsb)，无法处理。请用 Excel 打开，另存为“Excel 工作簿 (*.xlsx)”，再用新文件。",
    "“{name}” is a binary workbook (.xlsb). Open it in Excel, save it as “Excel Workbook (*.xlsx)” and use the "
    "new file.",
)
TEMPLATE: Final = Text(
    "“{name}”是 Excel 模板，不是工作簿。请双击它新建一个工作簿，保存为 .xlsx 后再用新文件。",
    "“{name}” is an Excel template, not a workbook. Double-click it to start a workbook from it, save that as "
    ".xlsx and use the new file.",
)
ADD_IN: Final = Text(
    "“{name}”是 Excel 加载项，里面没有可用的数据。请指定存放数据的 .xlsx 或 .xlsm 工作簿。",
    "“{name}” is an Excel add-in and holds no data. Name the .xlsx or .xlsm workbook with the data.",
)
OPEN_DOCUMENT: Final = Text(
    "“{name}”是 OpenDocument 表格 (.ods)。请用 LibreOffice 或 Excel 打开，另存为 .xlsx，再用新文件。",
    "“{name}” is an OpenDocument spreadsheet (.ods). Open it in LibreOffice or Excel, save it as .xlsx and use "
    "the new file.",
)
TEXT: Final = Text(
    "“{name}”是文本文件（如 CSV），不是工作簿。请用 Excel 打开，另存为“Excel 工作簿 (*.xlsx)”，再用新文件。",
    "“{name}” is a text file such as CSV, not a workbook. Open it in Excel, save it as “Excel Workbook (*.xlsx)” "
    "and use the new file.",
)
WEB_PAGE: Final = Text(
    "“{name}”其实是网页或 XML 文件，只是用了表格的扩展名。请用 Excel 打开，另存为“Excel 工作簿 (*.xlsx)”，再用新文件。",
    "“{name}” is really a web page or XML file with a spreadsheet's name. Open it in Excel, save it as “Excel "
    "Workbook (*.xlsx)” and use the new file.",
)
NOT_EXCEL: Final = Text(
    "“{name}”不是 Excel 工作簿。请指定一个 .xlsx 或 .xlsm 文件。",
    "“{name}” is not an Excel workbook. Name an .xlsx or .xlsm file.",
)
WRONG_SUFFIX: Final = Text(
    "“{name}”的内容是 Excel 工作簿，扩展名却是 {suffix}，Excel 也打不开它。请把扩展名改为 .xlsx（含宏时改为 .xlsm）后再试。",
    "“{name}” holds an Excel workbook but is named {suffix}. Rename it to end in .xlsx (.xlsm if it has macros) "
    "and try again.",
)
DAMAGED: Final = Text(
    "“{name}”不是工作簿，或已损坏。请在 Excel 中确认能否打开；打不开时请重新获取，或用备份恢复。",
    "“{name}” is no workbook, or is damaged. See whether Excel opens it; if not, get it again or restore a backup.",
)
TRUNCATED: Final = Text(
    "“{name}”已损坏或不完整，可能没有下载或复制完。请重新获取，或用备份恢复。",
    "“{name}” is damaged or cut short; the download or copy probably broke off. Get it again, or restore a backup.",
)
DAMAGED_PART: Final = Text(
    "“{name}”已损坏：其中的 {part} 无法读取。请用 Excel 打开，让它修复并另存，或用备份恢复。",
    "“{name}” is damaged: its part {part} cannot be read. Open it in Excel, let it repair and save the file, or "
    "restore a backup.",
)
NO_WORKBOOK_PART: Final = Text(
    "“{name}”是压缩包，里面没有 Excel 工作簿。若工作簿在压缩包内，请先解压再使用。",
    "“{name}” is an archive without an Excel workbook in it. If it contains one as a file, unpack it first.",
)
ZIP_PASSWORD: Final = Text(
    "“{name}”的内容被压缩软件加了密码。请先用该软件解密，再使用得到的工作簿。",
    "The contents of “{name}” are locked with an archive password. Unpack it first and use the workbook inside.",
)
DOUBLED_PART: Final = Text(
    "“{name}”中的 {part} 出现了两次，不知以哪一份为准。请用 Excel 打开并另存为新文件，再用新文件。",
    "“{name}” contains {part} twice, and there is no telling which one counts. Open it in Excel, save it as a "
    "new file and use that.",
)
UNSAFE_PART: Final = Text(
    "“{name}”中的 {part} 带有实体声明，可能是恶意文件，已停止读取。若来源可信，请用 Excel 打开并另存为新文件。",
    "Part {part} of “{name}” declares XML entities, as hostile files do, so it was not read. If you trust its "
    "source, open it in Excel and save it as a new file.",
)
FILE_TOO_LARGE: Final = Text(
    "“{name}”大小为 {size}，超过上限 {limit}。请删去用不到的工作表或图片后另存。",
    "“{name}” is {size}, more than the limit of {limit}. Remove sheets or pictures nobody needs and save it. "
    "",
)
TOO_MANY_PARTS: Final = Text(
    "“{name}”由 {count} 个部件组成，超过上限 {limit}，不像正常的工作簿，已停止读取。若来源可信，请用 Excel 打开并另存为新文件。",
    "“{name}” consists of {count} parts, more than the limit of {limit}; that is no ordinary workbook, so it was "
    "not read. If you trust its source, save it anew in Excel.",
)
UNPACKS_TOO_LARGE: Final = Text(
    "“{name}”解压后有 {size}，超过上限 {limit}，可能是恶意文件，已停止读取。若来源可信，请拆分工作簿。",
    "“{name}” unpacks to {size}, more than the limit of {limit}, as hostile files do, so it was not read. If you "
    "trust its source, split the workbook.",
)
TOO_MANY_ELEMENTS: Final = Text(
    "“{name}”中的 {part} 有超过 {limit} 个 XML 元素，超过本工具一次能读的上限，没有读取；文件本身没有损坏。请用 Excel 打开，删去用不到的内容后另存。",
    "Part {part} of “{name}” has more than {limit} XML elements, which is more than is read at once here. The file itself "
    "is not damaged. Remove what nobody needs in Excel and save it.",
)
TOO_DEEP: Final = Text(
    "“{name}”中的 {part} 嵌套超过 {limit} 层，超过本工具的上限，没有读取；文件本身不一定损坏。请用 Excel 打开并另存为新文件。",
    "Part {part} of “{name}” is nested more than {limit} levels deep, which is more than is read here. The file itself need "
    "not be damaged. Open it in Excel and save it as a new file.",
)
TOO_MANY_FORMATS: Final = Text(
    "“{name}”已有 {limit} 种单元格格式，这是 Excel 的上限，再加不了新的格式，所以什么都没改。请在 Excel 里清除用不到的单元格样式和格式后另存。",
    "“{name}” has {limit} cell formats already, the most that Excel takes, so no new one can be added and nothing was "
    "changed. Clear cell styles and formats nobody needs in Excel and save it.",
)
PART_TOO_LARGE: Final = Text(
    "“{name}”中的 {part} 有 {size}，超过上限 {limit}。请用 Excel 打开，删去用不到的内容后另存。",
    "Part {part} of “{name}” is {size}, more than the limit of {limit}. Remove what nobody needs in Excel and "
    "save it.",
)
BOMB: Final = Text(
    "“{name}”中的 {part} 压缩了 {ratio} 倍（上限 {limit} 倍），可能是恶意文件，已停止读取。若来源可信，请用 Excel 打开并另存为新文件。",
    "Part {part} of “{name}” is packed {ratio} times over (limit {limit}), as hostile files do, so it was not "
    "read. If you trust its source, save it anew in Excel.",
)
