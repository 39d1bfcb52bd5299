"""The choice lists that only modules use."""

from sheetsales.schema.choices import ChoiceList, choice_list

LISTS: tuple[ChoiceList, ...] = (
    choice_list("contact_role", "决策角色", "Part in the decision", "decides|决策人|Decides; screens|把关人|Screens; buys|采购经办|Buys; uses|使用人|Uses; helps|内部支持者|Helps us"),
    choice_list("contact_attitude", "态度", "Attitude", "for|支持|For us; neutral|中立|Neutral; against|反对|Against; unknown|不清楚|Unknown"),
    choice_list("quote_status", "报价状态", "Quote status", "draft|草稿|Draft; sent|已发出|Sent; accepted|已接受|Accepted; declined|未接受|Declined; withdrawn|已作废|Withdrawn"),
    choice_list("contract_status", "合同状态", "Contract status", "draft|起草|Drafting; review|评审|In review; running|执行中|Running; completed|完成|Completed; terminated|终止|Terminated"),
    choice_list("order_status", "订单状态", "Order status", "new|待确认|To confirm; confirmed|已确认|Confirmed; production|生产中|In production; shipped|已发货|Shipped; delivered|已交付|Delivered; cancelled|取消|Cancelled", suggests=True),
    choice_list("order_fault", "订单差错", "Order fault", "item|发错货|Wrong item; quantity|数量不符|Wrong quantity; price|价格错|Wrong price; address|送错地方|Wrong address; damaged|破损|Damaged; documents|单据错|Wrong paperwork"),
    choice_list("instalment", "款项", "Instalment", "deposit|预付款|Deposit; delivery|发货款|On delivery; acceptance|验收款|On acceptance; retention|质保金|Retention; full|全款|In full; refund|退款|Refund", suggests=True),
    choice_list("pay_method", "收款方式", "Paid by", "transfer|转账|Transfer; bill|承兑汇票|Bill of exchange; cheque|支票|Cheque; cash|现金|Cash; card|刷卡|Card; offset|抵扣|Offset", suggests=True),
    choice_list("return_reason", "退货原因", "Return reason", "faulty|质量问题|Faulty; wrong|发错或规格不符|Wrong or not to spec; damaged|运输破损|Damaged in transit; late|交货太晚|Too late; no_need|客户不要了|No longer needed; other|其他|Other", suggests=True),
    choice_list("return_remedy", "处理方式", "Remedy", "refund|退款|Refund; exchange|换货|Exchange; credit|抵扣货款|Credit; repair|维修|Repair"),
    choice_list("return_status", "退货状态", "Return status", "requested|已申请|Requested; received|已收货|Received; settled|已结清|Settled; refused|不予退货|Refused"),
    choice_list("service_type", "服务类型", "Kind of service", "fault|故障|Fault; question|咨询|Question; complaint|投诉|Complaint; installation|安装|Installation; maintenance|维保|Maintenance", suggests=True),
    choice_list("survey_kind", "调查对象", "Asked", "customer|客户|Customer; staff|员工|Staff"),
    choice_list("plan_kind", "方案类别", "Kind of rule", "tier|档位|Tier; factor|系数|Factor; cap|封顶|Cap; share|分成|Share; bonus|奖金|Bonus; minimum|最低|Minimum; guarantee|保底|Guarantee; hold|暂扣|Hold; method|计法|Method; honour|荣誉|Honour; tie|并列|Tie-break; rule|说明|Rule"),
    choice_list("plan_basis", "方案依据", "Basis of a plan",
        "attainment|签约完成率|Attainment; amount|签约金额|Amount; received_attainment|回款完成率|Attainment of cash; received_amount|回款金额|Cash received; "
        "discount|折扣|Discount; days_late|迟付天数|Days late; net_of_tax|不含税|Net of tax; net_of_freight|不含运费|Net of freight; margin|毛利|Margin; "
        "whole|全额按所到档|Whole at the tier reached; split|分成|Split; hold|暂扣|Hold; return|退货|Return; leave|离职接手|Leavers; "
        "guarantee|保底|Guarantee; bonus|奖金|Bonus; honour|荣誉|Honour; tie|并列|Tie-break"),
    choice_list("plan_period", "方案周期", "Period of a plan", "month|月度|Month; quarter|季度|Quarter; year|年度|Year; deal|每单|Each deal; all|不限|Any"),
    choice_list("pay_status", "发放状态", "Pay status", "draft|草稿|Draft; approved|已批|Approved; paid|已发|Paid"),
    choice_list("training_kind", "培训类别", "Kind of training", "product|产品|Product; market|市场|Market; competitor|竞品|Competitors; skills|技巧|Skills; process|流程|Process", suggests=True),
    choice_list("problem_kind", "改进类别", "Kind", "problem|问题|Problem; suggestion|建议|Suggestion; customer|客户反馈|Customer feedback; strategy|策略调整|Change of strategy"),
    choice_list("risk_strategy", "应对方式", "Way", "prevent|预防|Prevent; transfer|转移|Transfer; control|控制|Control; accept|接受|Accept"),
    choice_list("risk_status", "风险状态", "Risk status", "watching|监控中|Watching; happened|已发生|Happened; over|已解除|Over"),
    choice_list("risk_kind", "风险类别", "Risk category", "customer|客户|Customer; price|价格|Price; delivery|交付|Delivery; payment|回款|Payment; people|人员|People; compliance|合规|Compliance", suggests=True),
    choice_list("meeting_kind", "会议类别", "Kind of meeting", "weekly|周会|Weekly; monthly|月度总结|Monthly review; quarterly|季度总结|Quarterly review; loss|输单复盘|Loss review; process|流程评审|Process review; account|客户回顾|Account review; other|其他|Other", suggests=True),
    choice_list("revision_source", "修订由来", "Prompted by", "data|数据|Data; reps|销售反馈|Reps; customers|客户反馈|Customers; market|市场变化|Market; compliance|合规要求|Compliance", suggests=True),
    choice_list("cost_kind", "费用类别", "Kind of cost", "exhibition|展会|Exhibition; advertising|广告|Advertising; travel|差旅|Travel; entertainment|招待|Entertainment; gift|礼品|Gifts; samples|样品|Samples; referral|佣金|Referral fees; payroll|人工|Payroll; other|其他|Other", suggests=True),
    choice_list("partner_type", "伙伴类型", "Kind of partner", "reseller|代理|Reseller; supplier|供应商|Supplier; carrier|物流|Carrier; service|服务|Service", suggests=True),
    choice_list("partner_status", "合作状态", "Partner status", "active|合作中|Active; paused|暂停|Paused; ended|终止|Ended"),
    choice_list("library_kind", "资料类别", "Kind of material", "brochure|样本|Brochure; proposal|方案|Proposal; reference|案例|Reference; form|合同模板|Contract form; training|培训|Training; video|视频|Video; certificate|资质证书|Certificate", suggests=True),
    choice_list("loyalty_kind", "积分类别", "Kind of entry", "earned|获得|Earned; used|使用|Used; expired|过期|Expired; adjusted|调整|Adjusted"),
    choice_list("pay_kind", "提成单类别", "Kind of pay", "commission|提成|Commission; clawback|扣回|Clawback; guarantee|保底|Guarantee; bonus|奖金|Bonus; honour|荣誉|Honour; adjustment|补差|Adjustment; carried|结转|Carried forward; held|暂扣|Held back; released|释放|Released"),
)  # fmt: skip
