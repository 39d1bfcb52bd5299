"""Tasks, activity against quotas, and scores by person."""

TASKS = """
SELECT 姓名 AS name,
       每周工时 * 销售时间占比 * (SELECT SUM(works) FROM calendar WHERE day BETWEEN :monday AND DATE(:monday, '+6 days')) / 5 AS capacity,
       COALESCE(SUM(CASE WHEN still AND 截止日期 BETWEEN :monday AND DATE(:monday, '+6 days') AND own IS NULL THEN 工时 END), 0) AS hours,
       COALESCE(SUM(still), 0) AS open, COALESCE(SUM(still AND 截止日期 <= as_of), 0) AS overdue,
       COALESCE(SUM(inside), 0) AS due, COALESCE(SUM(inside AND 状态 = '完成' AND COALESCE(完成日期, 截止日期) <= 截止日期), 0) AS in_time
FROM 人员 LEFT JOIN (
    SELECT 任务.*, 状态 IN ('待办', '进行中') OR (状态 = '完成' AND 完成日期 > as_of) AS still,
           截止日期 BETWEEN first AND as_of AND 状态 <> '取消' AS inside,
           CASE WHEN 任务 LIKE '%主持%会%' AND 客户 IS NULL AND 商机 IS NULL THEN 1 END AS own
    FROM 任务, asked) t ON t.执行人 = 姓名, asked
WHERE COALESCE(离职日期, '9999') > as_of AND COALESCE(入职日期, '') <= as_of GROUP BY 姓名
"""
QUOTAS = """
WITH work AS (SELECT SUM(works) AS days FROM calendar, asked WHERE day BETWEEN first AND last)
SELECT 姓名 AS name, 角色 AS role, work.days AS days,
       (SELECT COUNT(*) FROM 跟进记录 a, asked WHERE a.销售 = 姓名 AND 日期 BETWEEN first AND as_of AND 方式 = '电话') AS calls,
       (SELECT COUNT(*) FROM 跟进记录 a, asked WHERE a.销售 = 姓名 AND 日期 BETWEEN first AND as_of AND 方式 IN ('拜访', '演示')) AS visits,
       (SELECT COUNT(*) FROM 客户 c, asked WHERE c.负责人 = 姓名 AND 创建日期 BETWEEN first AND as_of) AS leads,
       8 * work.days AS calls_quota, 4 * work.days / 5.0 AS visits_quota, 10 AS leads_quota
FROM 人员, work, asked WHERE 角色 IN ('销售', '组长') AND COALESCE(离职日期, '9999') >= first AND COALESCE(入职日期, '') <= as_of
"""
SCORES = """
WITH quarter AS (
    SELECT SUBSTR(last, 1, 4) || PRINTF('-%02d-01', (CAST(SUBSTR(last, 6, 2) AS INTEGER) - 1) / 3 * 3 + 1) AS since, as_of, last FROM asked
), mine AS (
    SELECT 姓名 AS name,
        (SELECT SUM(amount) FROM won, quarter WHERE owner = 姓名 AND day BETWEEN since AND as_of) AS won,
        (SELECT SUM(目标值) FROM 目标, quarter WHERE 层级 = '个人' AND 负责人 = 姓名 AND 衡量指标 = '签约额'
           AND LENGTH(期间) = 7 AND 期间 LIKE '____-__' AND 期间 BETWEEN SUBSTR(since, 1, 7) AND SUBSTR(last, 1, 7)) AS goal,
        (SELECT 1 - SUM(amount) / SUM(amount / (1 - discount)) FROM won, quarter
           WHERE owner = 姓名 AND discount IS NOT NULL AND day BETWEEN since AND as_of) AS discount,
        (SELECT COUNT(*) FROM kept WHERE due AND owner = 姓名) + (SELECT COUNT(*) FROM deal_contact WHERE owner = 姓名) AS contacts,
        (SELECT COALESCE(SUM(met), 0) FROM kept WHERE due AND owner = 姓名)
          + (SELECT COALESCE(SUM(met), 0) FROM deal_contact WHERE owner = 姓名) AS contacts_met,
        (SELECT COUNT(on_time) FROM step WHERE who = 姓名) AS steps, (SELECT SUM(on_time) FROM step WHERE who = 姓名) AS steps_met,
        (SELECT COUNT(*) FROM 客户 WHERE 负责人 = 姓名) + (SELECT COUNT(*) FROM 商机 WHERE 负责人 = 姓名)
          + (SELECT COUNT(*) FROM 任务 WHERE 执行人 = 姓名) AS records,
        (SELECT COUNT(*) FROM kept WHERE owner = 姓名 AND score IS NOT NULL) AS scored,
        (SELECT AVG(score) FROM kept WHERE owner = 姓名) AS satisfaction,
        JULIANDAY(as_of) - JULIANDAY(入职日期) <= 90 AS is_new
    FROM 人员, quarter WHERE 角色 IN ('销售', '组长') AND COALESCE(离职日期, '9999') > as_of
)
SELECT name, is_new,
       CASE WHEN goal > 0 THEN MIN(120, 100.0 * COALESCE(won, 0) / goal) END AS S1,
       CASE WHEN discount IS NOT NULL THEN MAX(0, MIN(100, 100 - 1000 * (discount - 0.05))) END AS S3,
       CASE WHEN contacts >= 5 THEN 100.0 * contacts_met / contacts END AS S4,
       CASE WHEN steps >= 5 THEN 100.0 * steps_met / steps END AS S5,
       MAX(0, 100 - 100.0 * (5 * :errors_of + :warnings_of) / records) AS S6,
       CASE WHEN scored >= 5 THEN satisfaction END AS S7
FROM mine WHERE name = :name
"""
"""S1 to S3 look at the quarter to date, since one month's result is thin; S2, S8, S9 and S10 have no data in the sample."""
WEIGHTS = {"S1": 0.35, "S3": 0.07, "S4": 0.08, "S5": 0.07, "S6": 0.05, "S7": 0.15}
PARTS = {"results": ("S1", "S3"), "process": ("S4", "S5", "S6"), "satisfaction": ("S7",)}
IN_THE_FIRST_DAYS = {"results": 0.6, "process": 2.0, "satisfaction": 1.0}
