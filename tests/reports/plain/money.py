"""What was won, what is new, and what the open deals may bring."""

WON = """
CREATE TABLE won AS
SELECT 编号 AS id, 客户 AS customer, 负责人 AS owner, 关闭日期 AS day, "金额（元）" AS amount, 类别 AS kind,
       "折扣（让利%）" AS discount,
       ROW_NUMBER() OVER (PARTITION BY 客户 ORDER BY 关闭日期, 商机.rowid) = 1 AND 类别 = '新购' AS is_new
FROM 商机, asked WHERE 阶段 IN ('成交', '售后服务') AND 关闭日期 <= as_of
"""
"""``is_new``: the customer's first win on file, and new business by the deal's kind."""
COVER = """
SELECT SUM(CASE WHEN day >= first THEN amount END) AS amount, SUM(day >= first) AS count, SUM(day >= first AND is_new) AS new,
       SUM(amount) AS amount_to_date, SUM(is_new) AS new_to_date
FROM won, asked WHERE day >= SUBSTR(last, 1, 4) || '-01-01'
"""
PLAN_TO_DATE = """
SELECT SUM(目标值) FROM 目标, asked
WHERE 层级 = '公司' AND 衡量指标 = '签约额' AND 期间 BETWEEN SUBSTR(last, 1, 4) || '-01' AND SUBSTR(last, 1, 7)
"""
OUTLOOK = """
WITH fate AS (SELECT deal, kind FROM way WHERE left_on IS NULL AND kind IN ('成交', '售后', '输单')),
through AS (
    SELECT stay.stage, COUNT(DISTINCT fate.deal) AS ended, COUNT(DISTINCT CASE WHEN fate.kind <> '输单' THEN fate.deal END) AS won
    FROM stay JOIN fate USING (deal) GROUP BY stay.stage
), chance AS (
    SELECT stage.name, (20 * chance + COALESCE(won, 0)) / (20.0 + COALESCE(ended, 0)) AS p
    FROM stage LEFT JOIN through ON through.stage = stage.name WHERE kind = '在手'
), hand AS (
    SELECT way.deal, SUBSTR(deal.预计成交, 1, 7) AS month, deal."金额（元）" * CASE WHEN deal.概率 BETWEEN 0 AND 1 THEN deal.概率 ELSE chance.p END AS weighted,
           JULIANDAY(as_of) - JULIANDAY(way.entered) > way.days AND COALESCE((SELECT n FROM calendar WHERE day = as_of)
             - (SELECT n FROM calendar WHERE day = (SELECT MAX(日期) FROM 跟进记录 WHERE 商机 = way.deal AND 日期 <= as_of)), 999)
             > way.every AS stalled
    FROM way JOIN 商机 deal ON deal.编号 = way.deal JOIN chance ON chance.name = way.stage, asked
    WHERE way.left_on IS NULL AND way.kind = '在手' AND deal."金额（元）" IS NOT NULL AND deal.预计成交 IS NOT NULL
)
SELECT month, SUM(CASE WHEN NOT stalled THEN weighted END) AS weighted, SUM(CASE WHEN stalled THEN weighted END) AS aside
FROM hand GROUP BY month
"""
"""By month: amount × chance, the one typed on the deal, else the default drawn to what became of deals that came through the stage; stalled ones aside."""
