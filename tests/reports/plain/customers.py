"""Customers and open deals that a contact fell due with, and whether it was made."""

CADENCE = """
CREATE TABLE cadence AS
WITH kinds AS (SELECT 类型 AS kind, MAX("联系周期（天）") AS days FROM 客户维护 GROUP BY 类型),
     grades AS (SELECT 等级 AS grade, MAX("联系周期（天）") AS days FROM 客户维护 GROUP BY 等级)
SELECT c.编号 AS customer,
       CASE WHEN own.days IS NOT NULL AND (c.类型, c.等级) NOT IN (VALUES ('高价值', 'D'), ('一般', 'A')) THEN own.days
            ELSE MIN(COALESCE(own.days, 9999), COALESCE(kinds.days, 9999), COALESCE(grades.days, 9999)) END AS days
FROM 客户 c LEFT JOIN (SELECT 类型 AS kind, 等级 AS grade, "联系周期（天）" AS days FROM 客户维护) own
       ON own.kind = c.类型 AND own.grade = c.等级
LEFT JOIN kinds ON kinds.kind = c.类型 LEFT JOIN grades ON grades.grade = c.等级
"""
"""By type and grade; where the two disagree, or the pair is not there, the tighter of what type and grade ask for."""

CONTACT = """
CREATE TABLE contact AS
WITH logged AS (
    SELECT DISTINCT COALESCE(act.客户, deal.客户) AS customer, 日期 AS day
    FROM 跟进记录 act LEFT JOIN 商机 deal ON deal.编号 = act.商机, asked WHERE 日期 <= as_of
), last AS (SELECT customer, MAX(day) AS day FROM logged GROUP BY customer), touch AS (
    SELECT * FROM logged
    UNION ALL
    SELECT 编号, 上次联系 FROM 客户 LEFT JOIN last ON last.customer = 编号, asked
    WHERE 上次联系 <= as_of AND 上次联系 > COALESCE(last.day, '')
), points AS (
    SELECT c.编号 AS customer, COALESCE(MAX(touch.day), c.创建日期) AS day
    FROM 客户 c LEFT JOIN touch ON touch.customer = c.编号 AND touch.day < (SELECT first FROM asked), asked
    WHERE c.创建日期 <= as_of AND COALESCE(c.生命周期, '') NOT IN ('休眠', '流失') GROUP BY c.编号
    UNION ALL
    SELECT touch.customer, touch.day FROM touch JOIN 客户 c ON c.编号 = touch.customer, asked
    WHERE touch.day >= first AND c.创建日期 <= as_of AND COALESCE(c.生命周期, '') NOT IN ('休眠', '流失')
)
SELECT points.customer, points.day, DATE(points.day, '+' || days || ' days') AS due, days,
       LEAD(points.day) OVER (PARTITION BY points.customer ORDER BY points.day) AS next,
       ROW_NUMBER() OVER (PARTITION BY points.customer ORDER BY points.day) = 1 AS at_start
FROM points JOIN cadence USING (customer) WHERE days < 9999
"""
"""Each contact from the last one before the period on, with the day the next one is due by and the day it was made; the last
contact typed in Customers counts where it is later than all that are logged."""

KEPT = """
CREATE TABLE kept AS
SELECT c.编号 AS customer, c.等级 AS grade, c.负责人 AS owner, c."满意度（分）" AS score,
       MAX(due BETWEEN first AND as_of) AS due,
       MAX(due BETWEEN first AND as_of) AND MIN(CASE WHEN due BETWEEN first AND as_of THEN COALESCE(next <= due, 0) ELSE 1 END) AS met,
       MAX(at_start AND due < first) AS carried, MAX(at_start AND due < first AND next IS NOT NULL) AS caught_up,
       MAX(CASE WHEN next IS NULL THEN JULIANDAY(as_of) - JULIANDAY(day) - days END) AS over
FROM contact JOIN 客户 c ON c.编号 = contact.customer, asked GROUP BY c.编号
"""
GRADES = """
WITH sums AS (
    SELECT grade, COUNT(*) AS count, SUM(due) AS due, SUM(met) AS met, SUM(carried) AS carried, SUM(caught_up) AS caught_up,
           SUM(over > 0) AS overdue, AVG(score) AS satisfaction FROM kept GROUP BY grade
)
SELECT sums.*, COALESCE((SELECT SUM(amount) FROM won JOIN 客户 c ON c.编号 = won.customer, asked
                         WHERE c.等级 = sums.grade AND day >= first), 0) AS won FROM sums
"""
OVERDUE = "SELECT customer, over FROM kept WHERE over > 0"

DEAL_CONTACT = """
CREATE TABLE deal_contact AS
WITH points AS (
    SELECT deal, number, every, entered AS day, left_on FROM way WHERE kind = '在手' AND every IS NOT NULL
    UNION
    SELECT way.deal, number, every, act.日期, left_on FROM way JOIN 跟进记录 act ON act.商机 = way.deal, asked
    WHERE kind = '在手' AND every IS NOT NULL AND act.日期 > entered AND act.日期 <= COALESCE(left_on, as_of)
), pairs AS (
    SELECT *, LEAD(day) OVER (PARTITION BY deal, number ORDER BY day) AS next,
           (SELECT MIN(c.day) FROM calendar c WHERE works AND n = every + (SELECT n FROM calendar WHERE calendar.day = points.day)) AS due
    FROM points
)
SELECT pairs.deal, deal.负责人 AS owner, MIN(COALESCE(next <= due, 0)) AS met
FROM pairs JOIN 商机 deal ON deal.编号 = pairs.deal, asked
WHERE due BETWEEN first AND as_of AND COALESCE(left_on, as_of) >= first AND (next IS NOT NULL OR left_on IS NULL OR left_on > due)
GROUP BY pairs.deal
"""
"""Deals of which an interval of their stage ended in the period, without their having left before."""
