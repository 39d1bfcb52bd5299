"""Why a file of another program cannot be read."""

from typing import Final

from sheetsales.texts import Text

NO_FILE: Final = Text(
    "没有文件“{path}”。请检查文件名和所在文件夹。",
    "There is no file “{path}”. Check its name and the folder.",
)
KIND: Final = Text(
    "“{path}”读不了：要 .csv、.txt、.tsv、.xlsx、.xlsm、.xls 或 .ods。",
    "“{path}” cannot be read: .csv, .txt, .tsv, .xlsx, .xlsm, .xls or .ods is needed.",
)
TOO_LARGE: Final = Text(
    "“{path}”超过 {most} MB，一次读不下，什么都没导入。请分几段导出（例如按年）再导入。",
    "“{path}” is larger than {most} MB, which is more than is read at once; nothing was imported. Export it in parts, by year for "
    "example.",
)
ENDLESS: Final = Text(
    "“{path}”有一行超过 {most} MB，不像是表格，什么都没导入。请重新导出。",
    "A line of “{path}” is longer than {most} MB: that is no table, and nothing was imported. Export the file once more.",
)
TOO_MANY_ROWS: Final = Text(
    "“{path}”超过 {most} 行，Excel 也放不下，什么都没导入。请分几段导出。",
    "“{path}” has more than {most} rows, more than Excel holds; nothing was imported. Export it in parts.",
)
NO_TEXT: Final = Text(
    "“{path}”的文字认不出编码，请另存为 UTF-8。", "The encoding of “{path}” is unknown; save it as UTF-8."
)
TORN: Final = Text(
    "“{path}”有引号没有配对，前后几行会连成一格，什么都没导入。请用 Excel 打开看看，另存为 .xlsx 再导入。",
    "A quotation mark of “{path}” has no partner, so that rows would run together in one cell; nothing was imported. Look at the file in "
    "Excel, save it as .xlsx and import that.",
)
DAMAGED: Final = Text(
    "“{path}”打不开：文件坏了、有密码，或者内容不是它的后缀所说的。请重新导出，或用 Excel 打开后另存为 .xlsx。",
    "“{path}” cannot be opened: it is damaged, has a password, or is not what its ending says. Export it once more, or open it in Excel "
    "and save it as .xlsx.",
)
EMPTY: Final = Text("“{path}”是空的。", "“{path}” is empty.")
