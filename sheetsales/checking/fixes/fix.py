"""One mended cell or row, one that was left, and why."""

from __future__ import annotations

from enum import Enum

from sheetsales.cells.address import CellRef
from sheetsales.cells.edits import Edit
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.texts import Text


class What(Enum):
    """What is done to a cell or a row; the value is what it is called in a sentence."""

    TRIMMED = Text("去掉空格和看不见的字符", "blanks and invisible characters removed")
    NARROWED = Text("全角改半角", "full width made half width")
    NUMBER = Text("文本改成数字", "text made a number")
    TEXT = Text("数字改成文本", "a number made text")
    DATE = Text("文本改成日期", "text made a date")
    DATE_SHOWN = Text("数字显示成日期", "a number shown as a date")
    INTO_TABLE = Text("表格外的行收进表格", "a row taken into its table")
    NEAREST = Text("改成最接近的选项", "the closest choice taken")
    DROPDOWN = Text("恢复下拉选项", "drop-downs put back")
    FORMAT = Text("恢复数字格式", "number formats put back")
    FOLLOWED = Text("按跟进记录更新", "brought up to the activities")
    FILLED = Text("按价目表和本行的数填上", "filled from the price list and the row itself")
    SUMMED = Text("按回款和退货合计", "summed from receipts and returns")
    SURVEYED = Text("按最近一次调查更新", "brought up to the last survey")
    DUE = Text("按付款条件和交付日期排", "due by the terms and the day of delivery")
    BOUGHT = Text("按成交、合同、订单和退货更新", "brought up to deals won, contracts, orders and returns")
    GRADED = Text("按可能性和影响定级", "graded by likelihood and impact")
    BALANCED = Text("按流水算出余额", "balances worked out from the ledger")
    LINKED = Text("填上生成的任务编号", "numbers of the tasks they became")
    ROW_ADDED = Text("补上一行", "a row added")
    READ_AS = Text("按读到的日期写", "a date written as it was read")

    @property
    def text(self) -> Text:
        return self.value


class Why(Enum):
    """Why something was left as it is."""

    FORMULA = Text("是公式", "formulas are left alone")
    PROTECTED = Text("工作表有保护", "the sheet is protected")
    MERGED = Text("是合并单元格", "the cells are merged")
    UNSAFE = Text("只是猜测", "only a guess")
    TWO_WAYS = Text("日期有两种读法，要人定", "the date can be read two ways")
    TWO_READINGS = Text("数字有两种读法，要人定", "the number can be read two ways")
    HAS_TIME = Text("带时间，改成日期会丢掉", "the time of day would be lost")
    CURRENCY = Text("写着别的币种", "it names another currency")
    DIGITS = Text("位数太多，Excel 存不下", "it has more digits than Excel keeps")
    PERCENT = Text("分不清是百分之几，要人定", "which percentage is meant is for a person to say")
    LOST = Text("丢掉的数字要照原件补", "what was lost must come from the original")
    SCATTERED = Text(
        "格式丢得太零散，可从好的单元格用格式刷整列刷一遍",
        "too scattered; copy the format of a good cell over the column",
    )
    IN_THE_WAY = Text("旁边或下面还有别的内容", "something else stands beside or below it")

    @property
    def text(self) -> Text:
        return self.value


@dataclass(frozen=True, slots=True)
class Fix:
    """One cell that is to hold ``after`` instead of ``before``; a row taken into its table shows its first cells.

    Of looks put back, ``before`` and ``after`` are formats, or what a drop-down offers, and ``last_row`` is where the
    stretch of cells ends.
    """

    at: CellRef
    before: CellValue
    after: CellValue
    what: What
    last_row: int | None = None

    @property
    def count(self) -> int:
        """How many cells it is."""
        return 1 if self.last_row is None else self.last_row - self.at.row + 1

    @property
    def a1(self) -> str:
        """``E8``, or ``E8:E20`` for a stretch."""
        end = "" if self.count == 1 else f":{CellRef(self.at.sheet, self.last_row or 0, self.at.column).a1}"
        return self.at.a1 + end


@dataclass(frozen=True, slots=True)
class Left:
    """One cell that was not mended."""

    at: CellRef
    value: CellValue
    why: Why


@dataclass(frozen=True, slots=True)
class Fixes:
    """All that is mended by ``edits``, and what is left."""

    fixed: tuple[Fix, ...] = ()
    left: tuple[Left, ...] = ()
    edits: tuple[Edit, ...] = ()
