"""The choice lists: codes and what each language calls them. A workbook's Lists sheet adds to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sheetsales.dataclass import dataclass
from sheetsales.schema.lazily import Lazily
from sheetsales.schema.modules import listed_choices, load_choices
from sheetsales.texts import Text


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """``open`` lists only suggest: a value that is not on them is kept as it is and is no finding. ``fixed`` ones have
    codes that logic knows by heart: their labels may be changed, but no code added. A ``sample`` list is that of the packaged
    example: what another team's cells say is none of it, until its own Lists sheet has it."""

    key: str
    title: Text
    choices: tuple[Choice, ...]
    open: bool = False

    @property
    def fixed(self) -> bool:
        return self.key in _FIXED

    @property
    def sample(self) -> bool:
        return self.key in _SAMPLES


_FIXED = frozenset(
    {"yes_no", "stage_kind", "limit_from", "target_level", "severity", "direction", "forecast"}
)


_SAMPLES = frozenset({"product"})


def choice_list(key: str, zh: str, en: str, rows: str, *, suggests: bool = False) -> ChoiceList:
    """A list in one line: ``code|中文|English`` parted by semicolons; ``suggests`` leaves it open."""
    choices = []
    for row in rows.split(";"):
        code, label_zh, label_en = (part.strip() for part in row.split("|"))
        choices.append(Choice(code, Text(label_zh, label_en)))
    return ChoiceList(key, Text(zh, en), tuple(choices), suggests)


LISTS: tuple[ChoiceList, ...] = (
    choice_list("yes_no", "是否", "Yes or no", "yes|是|Yes; no|否|No"),
    choice_list("customer_type", "客户类型", "Customer type", "high|高价值|High-value; potential|潜在|Potential; general|一般|General"),
    choice_list("grade", "客户等级", "Grade", "A|A|A; B|B|B; C|C|C; D|D|D"),
    choice_list("level3", "高中低", "High to low", "high|高|High; mid|中|Medium; low|低|Low"),
    choice_list("industry", "行业", "Industry",
          "machining|机械加工|Machining; auto|汽车零部件|Auto parts; food|食品饮料|Food; electronics|电子制造|Electronics; "
          "textiles|纺织印染|Textiles; chemicals|化工建材|Chemicals and building materials; other|其他|Other", suggests=True),
    choice_list("size", "规模", "Size", "micro|50人以下|Under 50; small|50–299人|50–299; medium|300–999人|300–999; large|1000人以上|1,000 and more", suggests=True),
    choice_list("region", "区域", "Region", "east|华东|South East; north|华北|North; south|华南|South West; southwest|西南|Scotland; central|华中|Midlands; national|全国|National", suggests=True),
    choice_list("source", "来源", "Source", "referral|转介绍|Referral; exhibition|展会|Exhibition; website|官网|Website; cold_call|电话开发|Cold call; partner|合作伙伴|Partner; other|其他|Other", suggests=True),
    choice_list("lifecycle", "生命周期", "Lifecycle", "lead|线索|Lead; prospect|在谈|Prospect; customer|客户|Customer; dormant|休眠|Dormant; lost|流失|Lost"),
    choice_list("deal_kind", "商机类别", "Kind of deal", "new|新购|New; repeat|复购|Repeat; renewal|续约|Renewal"),
    choice_list("forecast", "预测类别", "Forecast category", "pipeline|储备|Pipeline; best_case|争取|Best case; commit|承诺|Commit; omitted|不计入|Omitted"),
    choice_list("reason", "输赢原因", "Reason",
          "price|价格|Price; function|功能或性能|Function or performance; relationship|关系|Relationship; service|服务|Service; delivery|交期|Delivery time; "
          "brand|品牌|Brand; budget|预算取消|No budget; competitor|选择对手|Went with a competitor; no_decision|项目取消|Project cancelled; "
          "no_response|联系不上|No response; other|其他|Other", suggests=True),
    choice_list("activity_kind", "跟进方式", "Kind of activity", "call|电话|Call; visit|拜访|Visit; wechat|微信|WeChat; email|邮件|E-mail; demo|演示|Demo; meeting|会议|Meeting"),
    choice_list("currency", "币种", "Currency", "CNY|CNY|CNY; USD|USD|USD; EUR|EUR|EUR; GBP|GBP|GBP; HKD|HKD|HKD; JPY|JPY|JPY"),
    choice_list("product", "产品", "Product", "P1|能耗采集网关|Energy data gateway; P2|空压机监测套件|Compressor monitoring kit; "
          "P3|能耗管理平台（年费）|Energy platform, yearly; P4|现场节能诊断|On-site energy audit; P5|产线节能改造包|Line retrofit package; P6|年度维保服务|Annual maintenance", suggests=True),
    choice_list("role", "角色", "Role", "rep|销售|Rep; lead|组长|Lead; manager|主管|Manager"),
    choice_list("seniority", "级别", "Level", "junior|新人|Junior; mid|熟手|Mid; senior|资深|Senior"),
    choice_list("target_level", "目标层级", "Target level", "company|公司|Company; team|团队|Team; person|个人|Person"),
    choice_list("priority", "优先级", "Priority", "high|高|High; mid|中|Medium; low|低|Low"),
    choice_list("task_status", "任务状态", "Task status", "open|待办|Open; doing|进行中|Doing; done|完成|Done; cancelled|取消|Cancelled"),
    choice_list("task_from", "任务来由", "Task from", "step|步骤|Step; target|目标|Target; cadence|周期|Cadence; manual|手工|Manual; meeting|会议|Meeting"),
    choice_list("stage_kind", "阶段类别", "Kind of stage", "open|在手|Open; won|成交|Won; lost|输单|Lost; after|售后|After-sales; hold|暂缓|On hold; plan|筹划|Planning"),
    choice_list("limit_from", "期限起算", "Limit counts from", "stage_since|进入阶段日期|Stage since; delivery_on|交付日期|Delivery on"),
    choice_list("severity", "严重程度", "Severity", "error|错误|Error; warning|提醒|Warning; info|信息|Information"),
    choice_list("direction", "方向", "Direction", "higher|越高越好|Higher; lower|越低越好|Lower; range|区间|Range"),
    choice_list("setting_group", "参数分组", "Setting group", "general|一般|General; fiscal|财年|Fiscal year; calendar|日历|Calendar; threshold|界线|Thresholds; "
          "discount|折扣|Discounts; quota|定额|Quotas; forecast|预测|Forecast; score|评分|Score; "
          "orders|订单回款|Orders and cash; service|售后|Service; people|人员|People; market|市场|Market", suggests=True),
)  # fmt: skip

BY_KEY: Mapping[str, ChoiceList] = Lazily({c.key: c for c in LISTS}, listed_choices(), load_choices)
"""Every list, those of modules as well, which are read when they are asked for."""


def lists_of(keys: Iterable[str]) -> tuple[ChoiceList, ...]:
    """The lists every workbook has, and of the keys those that only modules bring, in the order of the registry."""
    own = {choices.key for choices in LISTS}
    wanted = {key for key in keys if key and key not in own}
    return (*LISTS, *(BY_KEY[key] for key in listed_choices() if key in wanted)) if wanted else LISTS
