"""Stays in stages, and the steps that fell due in them."""

from __future__ import annotations

import sqlite3

STAGE = """
CREATE TABLE stage AS
SELECT rowid AS place, 中文名称 AS name, 类别 AS kind, 赢率 AS chance, "期限（天）" AS days, "联系间隔（工作日）" AS every,
       类别 IN ('在手', '成交', '售后') AS forward
FROM 流程阶段
"""

STAY = """
CREATE TABLE stay AS
WITH seen AS (
    SELECT 阶段记录.rowid AS line, 商机 AS deal, 发现日期 AS day, 新阶段 AS stage,
           LAG(新阶段) OVER (PARTITION BY 商机 ORDER BY 发现日期, 阶段记录.rowid) AS before
    FROM 阶段记录, asked WHERE 发现日期 <= as_of
), moved AS (SELECT * FROM seen WHERE before IS NULL OR before <> stage)
SELECT deal, stage, day AS entered,
       LEAD(day) OVER one AS left_on, LEAD(stage) OVER one AS next,
       ROW_NUMBER() OVER one AS number,
       ROW_NUMBER() OVER (PARTITION BY deal, stage ORDER BY day, line) AS time
FROM moved WINDOW one AS (PARTITION BY deal ORDER BY day, line)
"""
"""Rows that leave the stage as it is only move the expected close."""

WAY = """
CREATE TABLE way AS
SELECT stay.*, here.place, here.kind, here.days, here.every,
       COALESCE(next.place > here.place AND next.forward, 0) AS went_on, next.kind AS next_kind,
       EXISTS (SELECT 1 FROM stay later JOIN stage there ON there.name = later.stage
               WHERE later.deal = stay.deal AND later.number > stay.number
                 AND there.place > here.place AND there.forward) AS passed
FROM stay JOIN stage here ON here.name = stay.stage LEFT JOIN stage next ON next.name = stay.next
"""
"""Stays with where they led: on to a later stage at once, or later at any time."""

OWED = """
CREATE TABLE owed AS
WITH due AS (
    SELECT way.deal, way.stage, way.entered, way.left_on, way.number, way.time, way.went_on,
           step.代码 AS code, step.责任角色 AS role, step.产出文件 AS document, deal.负责人 AS owner, deal.客户 AS customer,
           (SELECT MIN(day) FROM calendar WHERE works AND n = COALESCE(
               (SELECT n FROM calendar WHERE day = way.entered), 0) + step."期限（工作日）") AS by_step,
           CASE WHEN way.kind = '在手' AND way.days IS NOT NULL THEN MAX(way.entered,
               (SELECT MAX(day) FROM calendar WHERE works AND day <= DATE(way.entered, '+' || way.days || ' days'))) END AS by_stage
    FROM way JOIN 商机 deal ON deal.编号 = way.deal JOIN 流程步骤 step ON step.阶段 = way.stage
    LEFT JOIN 人员 person ON person.姓名 = deal.负责人
    WHERE step."期限（工作日）" IS NOT NULL AND step.代码 IN (SELECT code FROM proof)
      AND (step.证据条件 IS NULL OR deal."折扣（让利%）" >
           CASE person.角色 WHEN '组长' THEN 0.10 WHEN '主管' THEN 0.15 ELSE 0.05 END)
      AND (step.代码 <> 'LO2' OR deal."金额（元）" > 100000)
), sooner AS (SELECT *, MIN(by_step, COALESCE(by_stage, by_step)) AS by_both FROM due)
SELECT *, CASE WHEN left_on < by_both THEN left_on ELSE by_both END AS due
FROM sooner, asked
WHERE (left_on IS NULL OR left_on >= by_both OR went_on)
  AND CASE WHEN left_on < by_both THEN left_on ELSE by_both END BETWEEN first AND as_of
"""
"""A step for each stay: due so many working days after entering, not later than the stage's limit, on leaving forward at the
latest; nothing where the deal was lost, held or moved back before. Evidence that cannot be looked up asks for nothing."""

SHOWN = """
CREATE TABLE shown AS
WITH spans AS (
    SELECT deal, code, number, 'now' AS what, entered AS first, COALESCE(left_on, as_of) AS last FROM owed
    UNION ALL
    SELECT owed.deal, owed.code, owed.number, 'before', earlier.entered, earlier.left_on
    FROM owed JOIN stay earlier ON earlier.deal = owed.deal AND earlier.stage = owed.stage AND earlier.number < owed.number
), parts AS (
    SELECT spans.deal, spans.code, spans.number, spans.what AS at, proof.way, proof.part,
           CASE proof.sort
             WHEN 'activity' THEN MIN(CASE WHEN act.方式 = proof.what THEN act.日期 END)
             WHEN 'document' THEN MIN(CASE WHEN INSTR(COALESCE(act.内容, '') || ' ' || COALESCE(act.结果, ''), owed.document) THEN act.日期 END)
             WHEN 'note' THEN MIN(CASE WHEN CASE proof.what WHEN '结果' THEN act.结果 ELSE act.客户反馈 END IS NOT NULL THEN act.日期 END)
           END AS day,
           CASE proof.sort
             WHEN '商机' THEN EXISTS (SELECT 1 FROM filled WHERE sheet = '商机' AND id = owed.deal AND what = proof.what)
             WHEN '客户' THEN EXISTS (SELECT 1 FROM filled WHERE sheet = '客户' AND id = owed.customer AND what = proof.what)
           END AS column_filled
    FROM spans JOIN owed USING (deal, code, number) JOIN proof ON proof.code = spans.code
    LEFT JOIN 跟进记录 act ON act.商机 = spans.deal AND act.日期 BETWEEN spans.first AND spans.last
    GROUP BY spans.deal, spans.code, spans.number, spans.what, proof.way, proof.part
), ways AS (
    SELECT deal, code, number, at, way, MIN(COALESCE(column_filled, day IS NOT NULL)) AS done, MAX(day) AS day
    FROM parts GROUP BY deal, code, number, at, way
)
SELECT deal, code, number, at, MAX(done) AS done, MIN(CASE WHEN done THEN day END) AS day
FROM ways GROUP BY deal, code, number, at
"""
"""Whether each step's evidence is there, and the first day it all was; a column that is filled has no day. ``before`` is what
was already there in earlier stays of the same stage."""

STEP = """
CREATE TABLE step AS
SELECT owed.deal, owed.stage, owed.code, owed.due, now.done,
       CASE WHEN NOT now.done THEN 0 WHEN now.day IS NOT NULL THEN now.day <= owed.due
            WHEN owed.left_on <= owed.due THEN 1 END AS on_time,
       CASE WHEN owed.role = '销售' OR person.角色 IN ('组长', '主管') THEN owed.owner
            ELSE COALESCE(person.上级, (SELECT 姓名 FROM 人员 WHERE 角色 = '主管')) END AS who
FROM owed JOIN shown now ON (now.deal, now.code, now.number) = (owed.deal, owed.code, owed.number) AND now.at = 'now'
LEFT JOIN shown before
  ON (before.deal, before.code, before.number) = (owed.deal, owed.code, owed.number) AND before.at = 'before'
LEFT JOIN 人员 person ON person.姓名 = owed.owner
WHERE owed.time = 1 OR NOT COALESCE(before.done, 0)
"""

STEPS = """
SELECT stage, code, COUNT(*) AS due, SUM(done) AS done, COALESCE(SUM(on_time), 0) AS on_time, SUM(on_time IS NULL) AS undated
FROM step GROUP BY stage, code
"""
PEOPLE = "SELECT who, COUNT(*) AS due, SUM(done) AS done, COALESCE(SUM(on_time), 0) AS on_time FROM step GROUP BY who"

FLOW = """
SELECT stage.name AS stage,
       SUM(entered < first AND (left_on IS NULL OR left_on >= first)) AS start,
       SUM(entered BETWEEN first AND as_of) AS entered,
       SUM(COALESCE(left_on BETWEEN first AND as_of AND went_on, 0)) AS advanced,
       SUM(COALESCE(left_on BETWEEN first AND as_of AND next_kind = '输单', 0)) AS lost,
       SUM(COALESCE(left_on BETWEEN first AND as_of AND NOT went_on AND next_kind <> '输单', 0)) AS other,
       SUM(left_on IS NULL) AS open
FROM stage JOIN way ON way.stage = stage.name, asked GROUP BY stage.name
"""
OVER = """
SELECT stage, SUM(JULIANDAY(as_of) - JULIANDAY(entered) > days) AS over
FROM way, asked WHERE left_on IS NULL AND kind = '在手' GROUP BY stage
"""
MEDIAN = """
WITH ended AS (
    SELECT stage, JULIANDAY(left_on) - JULIANDAY(entered) AS days,
           ROW_NUMBER() OVER (PARTITION BY stage ORDER BY JULIANDAY(left_on) - JULIANDAY(entered)) AS at,
           COUNT(*) OVER (PARTITION BY stage) AS n
    FROM way, asked WHERE kind = '在手' AND left_on BETWEEN first AND as_of
)
SELECT stage, AVG(days) AS days, MAX(n) AS days_n FROM ended WHERE at IN ((n + 1) / 2, (n + 2) / 2) GROUP BY stage
"""
PASSED = """
SELECT stage, SUM(passed) * 1.0 / (SUM(passed) + SUM(dropped)) AS through, SUM(passed) + SUM(dropped) AS decided
FROM (SELECT way.*, NOT passed AND left_on IS NOT NULL AND deal.阶段 = '输单' AS dropped
      FROM way JOIN 商机 deal ON deal.编号 = way.deal, asked
      WHERE kind = '在手' AND time = 1 AND entered BETWEEN DATE(last, 'start of month', '-11 months') AND as_of)
GROUP BY stage
"""
"""First entries of twelve months: came to a later stage, or was lost before."""
FUNNEL = """
WITH cohort AS (
    SELECT 编号 AS deal FROM 商机, asked WHERE 创建日期 BETWEEN DATE(last, 'start of month', '-11 months') AND as_of
), furthest AS (
    SELECT cohort.deal, MAX(stage.place) AS place
    FROM cohort JOIN stay USING (deal) JOIN stage ON stage.name = stay.stage WHERE stage.forward GROUP BY cohort.deal
)
SELECT stage.name AS stage, (SELECT COUNT(*) FROM furthest WHERE furthest.place >= stage.place) AS reached
FROM stage WHERE kind IN ('在手', '成交')
"""


def prepare(base: sqlite3.Connection) -> None:
    for made in (STAGE, STAY, WAY, OWED, SHOWN, STEP):
        base.execute(made)
