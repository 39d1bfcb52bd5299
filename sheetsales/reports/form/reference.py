"""The docs page on templates: how one is made, and every name with its columns, from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.reports.form.declared import listed_columns, table_keys, title_of
from sheetsales.reports.form.listed import name_lines
from sheetsales.reports.form.words import TABLE_WORDS
from sheetsales.schema import defaults
from sheetsales.texts import Lang, Text

_HOW: Final[dict[Lang, str]] = {
    "zh": """# 用你们自己的模板出月报

[English](report-template.md)

```
sheetsales report 工作簿.xlsx --template-new 模板.xlsx                    先要一个能用的模板，再改成你们的样子
sheetsales report 工作簿.xlsx --template 模板.xlsx --template-check       只看会填什么、有什么问题，不写文件
sheetsales report 工作簿.xlsx --template 模板.xlsx --month 2026-10        填好，另存在工作簿旁边
```

模板是普通的 `.xlsx` 或 `.xlsm`。只填里面叫得出名字的三样东西，别的一个字节都不动：公式、图表、图片、数据透视表、宏、格式、打印设置都在。
不在你们的表里插行，不从单元格里读代码，只认名称。模板里没有点名的，报告里就没有。

## 三样东西

| | 怎么做 | 填的是 |
|---|---|---|
| 单元格 | 选中它，在左上角名称框里输入名称后回车，如 `kpi_won_amount` 或 `签约额` | 一个数、一句话、一个日期；格式是你们的，没设格式的给一个合适的 |
| 表 | 选中标题和下面一行，Ctrl+T 做成表，在“表设计”里把表名改成 `tbl_targets` 或 `表_目标` | 标题认得的列，顺序随意；行往下长到空白处，汇总行跟着走，公式列自动填满，引用它的图表、名称、透视表跟着走 |
| 区域 | 选中一块，命名为 `each_targets` 或 `每_目标`，里面写 `{name}`、`{完成率}` | 每行一块，往下排，格式、合并、行高、条件格式都带着；要放在那几列的最下面 |

`rp_` 开头的表和 `tbl_` 一样填，只是没有数的格子空着（`tbl_` 里是 `—`），给数据透视表、图表、公式用：先放一张数据表，版面怎么画都行。

- **列**：标题写中文、英文或键都认；也可以在标题的批注里写 `[attainment]`。不认识的列原样留着，是你们自己的；批注写 `[-]` 就不再提示。
- **你们写的字跟着行走**：“备注”这样的列，重出同一期或接着出下一期时，按第一列对上的行带过来。
- **挑行**：在表的第一个标题（或区域左上角）的批注里写 `top=5; sort=gap desc; where level=person`，也可写 `前=5；排序 缺口 降序；筛选 层级=个人`。
- **区域里的写法**：`{#}` 是序号，`{attainment|0%}` 带格式；整格只有一个 `{…}` 时填的是数，夹在字里的是文字。
- **没有数**：写 `—`，原因在 `…_reason` 里；被图表引用的格子空着，免得画成 0。
- **某个人、某个团队的**：`kpi_won_amount__S03`、`签约额_目标__华东组`。
- **工作表名**：名称里的 `{month}`（或 `{期间}`）换成期间，如“2026-10 目标”。名称里有 `{person}`（或 `{姓名}`）的表，人员表里每个在职的人各有一张，填的是他
  个人版里的数：表上的 `kpi_won_amount` 就是这个人的。图表、批注、表、打印区域、名称每张各有自己的；别处的公式、图表、链接原来指 `{person}` 的，指第一张。团队版里
  这样的表没有评分和提成；个人版里只有自己一张。
- **公式**：模板自己的公式按填进去的数重算，手机预览看到的也是新的；算不了的先空着，Excel 打开时算。

## 出了问题

先列全，再写文件。`✕` 停下，什么都不写；`▲` 填其余的，退出码是 1。

| 说的是 | 怎么办 |
|---|---|
| 没有一个可填的名称 | 放一张表 `rp_process`，或命名一个单元格 `kpi_won_amount` |
| 不认识的名称、表、列、`{…}` | 照提示里最接近的改；自己的列不用管 |
| 没有地方 | 表下面空出那么多行，或把表挪到最下面 |
| 这张表不能按人复制 | 把提示里的透视表、切片器、控件移到别的表 |
| 一个名称在两张表里 | 复制工作表时会多出来，在名称管理器里删掉一个 |
| 合并单元格、数组公式、受保护、单元格里是公式 | 提示里写着是哪一格；取消保护，或把名称挪到空格 |
| 模板是 .xls、就是工作簿本身、加了密 | 另存为 .xlsx，或换一个文件 |

`--html`、`--week` 不能和 `--template` 一起用；`--pdf`、`--png` 可以。主管版、团队版、个人版都行：那一版不该有的，`—`。

""",
    "en": """# A report in your own template

[中文](report-template.zh-CN.md)

```
sheetsales report BOOK.xlsx --template-new T.xlsx                    a template that works, to be made yours
sheetsales report BOOK.xlsx --template T.xlsx --template-check       what would be filled and what is wrong; writes nothing
sheetsales report BOOK.xlsx --template T.xlsx --month 2026-10        filled, beside the workbook
```

A template is an ordinary `.xlsx` or `.xlsm`. Three things in it are filled, by their names; all else stays byte for byte: formulas, charts,
pictures, pivot tables, macros, formats, print set-up. No rows are inserted into your sheets and no code is read from cells. What a template
does not name is not in the report.

## Three things

| | how | gets |
|---|---|---|
| a cell | select it, type a name into the box at the upper left, press Enter: `kpi_won_amount` | a figure, sentence or day; its format is yours, a cell without one gets one that suits |
| a Table | select the headings and a row below, Ctrl+T, call it `tbl_targets` in Table Design | the columns whose headings are known, in any order; rows grow down into blank cells, the totals row moves, calculated columns are filled, charts, names and pivot tables over it follow |
| a block | select a rectangle, name it `each_targets`, write `{name}`, `{attainment}` into its cells | one for each row, downwards, with looks, merges, heights and conditional formats; it has to be the lowest thing in its columns |

A Table called `rp_…` is filled like `tbl_…`, but what is unknown is blank (`—` in `tbl_…`): for pivot tables, charts and formulas. Data first, and
any layout over it.

- **Columns**: headings may be Chinese, English or the key; or write `[attainment]` into a note on the heading. Headings nobody knows are your own and
  keep what they hold; `[-]` in their note says so, and nothing is told of them.
- **What you type stays with its row**: of columns such as Remarks it is taken over, by the first column, when the same period is made again and
  into the next one.
- **Choosing rows**: in a note on the Table's first heading (or the block's first cell): `top=5; sort=gap desc; where level=person`.
- **In blocks**: `{#}` is a running number, `{attainment|0%}` sets a format; a cell that is only `{…}` gets the value, one with words around it a text.
- **Unknown** is `—`, with the reason in `…_reason`; blank where a chart draws it, which would show 0.
- **Of one person or team**: `kpi_won_amount__S03`, `kpi_won_amount_target__East`.
- **Names of sheets**: `{month}` in a sheet's name becomes the period (`2026-10 Targets`). A sheet with `{person}` in its name is there once for
  each person in Team who has not left, filled with what that person's own edition says: `kpi_won_amount` on it is that person's. `{期间}` and `{姓名}` are the same. Charts, notes,
  Tables, print areas and names are each copy's own; formulas, charts and links elsewhere that mean `{person}` mean the first one. In the team's
  edition such a sheet holds nothing of scores or pay; in a personal edition it is there once.
- **Formulas** of the template are worked out anew over what was filled, so that previews show them right; those we cannot work out are left without a
  stored value until Excel opens the file.

## When something is wrong

All of it is listed before anything is written. `✕` stops; `▲` fills the rest, and the exit code is 1.

| it says | do |
|---|---|
| no name that can be filled | put in a Table `rp_process`, or name a cell `kpi_won_amount` |
| no such name, Table, column, `{…}` | take the nearest it tells; leave columns of your own |
| no room | clear as many rows below, or move the Table to the bottom |
| a sheet that cannot be copied for each person | move the pivot table, slicer or control it names to another sheet |
| a name on two sheets | copying a sheet makes them; delete one in Name Manager |
| merged cells, array formula, protected, a formula in the cell | it names the cell: unprotect, or move the name to a blank cell |
| .xls, the workbook itself, encrypted | save as .xlsx, or use another file |

`--html` and `--week` do not go with `--template`; `--pdf` and `--png` do. Manager, team and personal editions all work: what an edition may not show is `—`.

""",
}
_NAMES: Final[dict[Lang, str]] = {
    "zh": "## 全部名称\n\n| 名称 | 也可以写 | 填的是 |\n|---|---|---|\n",
    "en": "## All names\n\n| name | or | gets |\n|---|---|---|\n",
}
_TABLES: Final[dict[Lang, str]] = {
    "zh": "\n## 全部表和列\n\n每张表都可以用 `tbl_`、`rp_`、`each_` 三种名称，`sheetsales report --json` 里也是这些键。\n",
    "en": "\n## All tables and columns\n\nEach goes as `tbl_…`, `rp_…` and `each_…`; `sheetsales report --json` has the same keys.\n",
}


def template_page(lang: Lang) -> str:
    """The page in one language."""
    return _HOW[lang] + _NAMES[lang] + "".join(_names(lang)) + _TABLES[lang] + "".join(_tables(lang))


def _names(lang: Lang) -> Iterator[str]:
    indicators = [(row["code"], Text(row["zh"], row["en"])) for row in defaults.table("indicators")]
    for line in name_lines(indicators):
        if not line.columns.zh:
            yield f"| `{line.name}` | `{line.also}` | {line.gives.in_(lang)} |\n"


def _tables(lang: Lang) -> Iterator[str]:
    for key in table_keys():
        words = "".join(f" · `表_{word}`" for word in TABLE_WORDS.get(key, ()))
        yield f"\n### `{key}` {title_of(key).in_(lang)}{words}\n\n"
        yield (
            ", ".join(
                f"`{column}` {title.in_(lang)}".strip() for column, title in listed_columns(key).items()
            )
            + "\n"
        )
