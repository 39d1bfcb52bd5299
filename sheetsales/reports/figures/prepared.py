"""Formulas of figures as trees. Made by ``python -m scripts.build_docs``."""
# fmt: off

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.formula.syntax import (
    Call,
    Cell,
    Chain,
    Literal,
    Node,
    Signed,
    Whole,
)

TREES: Mapping[str, Node] = {
    'COUNTIFS(steps[stage],[@stage_is],steps[code],[@step_is],steps[who],[@who_is])':
        Call('COUNTIFS', (Whole('steps', 'stage'), Cell('row', 'stage_is'), Whole('steps', 'code'), Cell('row', 'step_is'), Whole('steps', 'who'), Cell('row', 'who_is'), )),
    'COUNTIFS(steps[stage],[@stage_is],steps[code],[@step_is],steps[who],[@who_is],steps[done],1)':
        Call('COUNTIFS', (Whole('steps', 'stage'), Cell('row', 'stage_is'), Whole('steps', 'code'), Cell('row', 'step_is'), Whole('steps', 'who'), Cell('row', 'who_is'), Whole('steps', 'done'), Literal(1.0), )),
    '[@done]/[@due]':
        Chain(Cell('row', 'done'), (('/', Cell('row', 'due')), )),
    '[@due]=0':
        Chain(Cell('row', 'due'), (('=', Literal(0.0)), )),
    'COUNTIFS(steps[stage],[@stage_is],steps[code],[@step_is],steps[who],[@who_is],steps[on_time],1)':
        Call('COUNTIFS', (Whole('steps', 'stage'), Cell('row', 'stage_is'), Whole('steps', 'code'), Cell('row', 'step_is'), Whole('steps', 'who'), Cell('row', 'who_is'), Whole('steps', 'on_time'), Literal(1.0), )),
    'COUNTIFS(steps[stage],[@stage_is],steps[code],[@step_is],steps[who],[@who_is],steps[undated],1)':
        Call('COUNTIFS', (Whole('steps', 'stage'), Cell('row', 'stage_is'), Whole('steps', 'code'), Cell('row', 'step_is'), Whole('steps', 'who'), Cell('row', 'who_is'), Whole('steps', 'undated'), Literal(1.0), )),
    '[@on_time]/([@due]-[@undated])':
        Chain(Cell('row', 'on_time'), (('/', Chain(Cell('row', 'due'), (('-', Cell('row', 'undated')), ))), )),
    'OR([@due]=[@undated],[@undated]*5>[@due])':
        Call('OR', (Chain(Cell('row', 'due'), (('=', Cell('row', 'undated')), )), Chain(Chain(Cell('row', 'undated'), (('*', Literal(5.0)), )), (('>', Cell('row', 'due')), )), )),
    'SUMIFS(deals[amount],deals[id],[@deal])':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'id'), Cell('row', 'deal'), )),
    'COUNTIFS(deals[id],[@deal],deals[amount],"<>")=0':
        Chain(Call('COUNTIFS', (Whole('deals', 'id'), Cell('row', 'deal'), Whole('deals', 'amount'), Literal('<>'), )), (('=', Literal(0.0)), )),
    'SUMIFS(targets[value],targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[in_period],1)':
        Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )),
    'COUNTIFS(targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[in_period],1)=0':
        Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('=', Literal(0.0)), )),
    'SUMIFS(deals[amount],deals[state],won,deals[closed],">="&period_start,deals[closed],"<="&period_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )),
    'AND([@won]>0,[@n]=0)':
        Call('AND', (Chain(Cell('row', 'won'), (('>', Literal(0.0)), )), Chain(Cell('row', 'n'), (('=', Literal(0.0)), )), )),
    '[@actual]/[@target]':
        Chain(Cell('row', 'actual'), (('/', Cell('row', 'target')), )),
    '[@target]<=0':
        Chain(Cell('row', 'target'), (('<=', Literal(0.0)), )),
    '[@target]-[@actual]':
        Chain(Cell('row', 'target'), (('-', Cell('row', 'actual')), )),
    '[@actual]/([@target]*[@elapsed])':
        Chain(Cell('row', 'actual'), (('/', Chain(Cell('row', 'target'), (('*', Cell('row', 'elapsed')), ))), )),
    '[@target]*[@elapsed]<=0':
        Chain(Chain(Cell('row', 'target'), (('*', Cell('row', 'elapsed')), )), (('<=', Literal(0.0)), )),
    'IF(COUNTIFS(targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[period],year)>0,SUMIFS(targets[value],targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[period],year),SUMIFS(targets[value],targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[in_year],1))':
        Call('IF', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'period'), Cell('', 'year'), )), (('>', Literal(0.0)), )), Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'period'), Cell('', 'year'), )), Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_year'), Literal(1.0), )), )),
    'AND(COUNTIFS(targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[period],year)=0,COUNTIFS(targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[in_year],1)=0)':
        Call('AND', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'period'), Cell('', 'year'), )), (('=', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_year'), Literal(1.0), )), (('=', Literal(0.0)), )), )),
    'SUMIFS(deals[amount],deals[state],won,deals[closed],">="&year_start,deals[closed],"<="&period_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'year_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )),
    'AND([@ytd_won]>0,[@ytd_n]=0)':
        Call('AND', (Chain(Cell('row', 'ytd_won'), (('>', Literal(0.0)), )), Chain(Cell('row', 'ytd_n'), (('=', Literal(0.0)), )), )),
    '[@ytd]/[@year]':
        Chain(Cell('row', 'ytd'), (('/', Cell('row', 'year')), )),
    '[@year]<=0':
        Chain(Cell('row', 'year'), (('<=', Literal(0.0)), )),
    '[@ytd]+SUMIFS(deals[weighted],deals[expected],">"&as_of,deals[expected],"<="&year_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Chain(Cell('row', 'ytd'), (('+', Call('SUMIFS', (Whole('deals', 'weighted'), Whole('deals', 'expected'), Chain(Literal('>'), (('&', Cell('', 'as_of')), )), Whole('deals', 'expected'), Chain(Literal('<='), (('&', Cell('', 'year_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), ))), )),
    'AND(COUNTIFS(deals[awaited],1,deals[expected],">"&as_of,deals[expected],"<="&year_end,deals[team],[@team_is],deals[owner],[@owner_is])>0,COUNTIFS(deals[chance],"<>",deals[expected],">"&as_of,deals[expected],"<="&year_end,deals[team],[@team_is],deals[owner],[@owner_is])=0)':
        Call('AND', (Chain(Call('COUNTIFS', (Whole('deals', 'awaited'), Literal(1.0), Whole('deals', 'expected'), Chain(Literal('>'), (('&', Cell('', 'as_of')), )), Whole('deals', 'expected'), Chain(Literal('<='), (('&', Cell('', 'year_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )), (('>', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('deals', 'chance'), Literal('<>'), Whole('deals', 'expected'), Chain(Literal('>'), (('&', Cell('', 'as_of')), )), Whole('deals', 'expected'), Chain(Literal('<='), (('&', Cell('', 'year_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )), (('=', Literal(0.0)), )), )),
    '[@forecast]/[@year]':
        Chain(Cell('row', 'forecast'), (('/', Cell('row', 'year')), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&period_start,deals[closed],"<="&period_end,deals[team],[@team_is],deals[owner],[@owner_is],deals[amount],"<>")':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), Whole('deals', 'amount'), Literal('<>'), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&period_start,deals[closed],"<="&period_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&year_start,deals[closed],"<="&period_end,deals[team],[@team_is],deals[owner],[@owner_is],deals[amount],"<>")':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'year_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), Whole('deals', 'amount'), Literal('<>'), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&year_start,deals[closed],"<="&period_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'year_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )),
    'COUNTIFS(deals[state],lost,deals[reason],[@reason],deals[closed],">="&window_start,deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'lost'), Whole('deals', 'reason'), Cell('row', 'reason'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(deals[amount],deals[state],lost,deals[reason],[@reason],deals[closed],">="&window_start,deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'lost'), Whole('deals', 'reason'), Cell('row', 'reason'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    '[@unpriced]=[@count]':
        Chain(Cell('row', 'unpriced'), (('=', Cell('row', 'count')), )),
    'COUNTIFS(deals[state],lost,deals[reason],[@reason],deals[closed],">="&window_start,deals[closed],"<="&period_end,deals[amount],"")':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'lost'), Whole('deals', 'reason'), Cell('row', 'reason'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'amount'), Literal(''), )),
    'SUMIFS(tasks[hours],tasks[owner],[@name],tasks[week],1)':
        Call('SUMIFS', (Whole('tasks', 'hours'), Whole('tasks', 'owner'), Cell('row', 'name'), Whole('tasks', 'week'), Literal(1.0), )),
    '[@hours]/[@capacity]':
        Chain(Cell('row', 'hours'), (('/', Cell('row', 'capacity')), )),
    '[@capacity]<=0':
        Chain(Cell('row', 'capacity'), (('<=', Literal(0.0)), )),
    'COUNTIFS(tasks[owner],[@name],tasks[open],1)':
        Call('COUNTIFS', (Whole('tasks', 'owner'), Cell('row', 'name'), Whole('tasks', 'open'), Literal(1.0), )),
    'COUNTIFS(tasks[owner],[@name],tasks[late],1)':
        Call('COUNTIFS', (Whole('tasks', 'owner'), Cell('row', 'name'), Whole('tasks', 'late'), Literal(1.0), )),
    'COUNTIFS(tasks[owner],[@name],tasks[due_in],1)':
        Call('COUNTIFS', (Whole('tasks', 'owner'), Cell('row', 'name'), Whole('tasks', 'due_in'), Literal(1.0), )),
    'COUNTIFS(tasks[owner],[@name],tasks[in_time],1)':
        Call('COUNTIFS', (Whole('tasks', 'owner'), Cell('row', 'name'), Whole('tasks', 'in_time'), Literal(1.0), )),
    '[@in_time]/[@due]':
        Chain(Cell('row', 'in_time'), (('/', Cell('row', 'due')), )),
    'SUMIFS(activities[calls],activities[owner],[@name],activities[start],">="&period_start,activities[start],"<="&period_end)':
        Call('SUMIFS', (Whole('activities', 'calls'), Whole('activities', 'owner'), Cell('row', 'name'), Whole('activities', 'start'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('activities', 'start'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'IF(COUNTIFS(targets[measure],calls,targets[level],person,targets[owner],[@name],targets[in_period],1)>0,SUMIFS(targets[value],targets[measure],calls,targets[level],person,targets[owner],[@name],targets[in_period],1),calls_a_day*[@carries]*[@days])':
        Call('IF', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'calls'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('>', Literal(0.0)), )), Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'calls'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), Chain(Cell('', 'calls_a_day'), (('*', Cell('row', 'carries')), ('*', Cell('row', 'days')), )), )),
    'AND(COUNTIFS(targets[measure],calls,targets[level],person,targets[owner],[@name],targets[in_period],1)=0,calls_a_day*[@carries]=0)':
        Call('AND', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'calls'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('=', Literal(0.0)), )), Chain(Chain(Cell('', 'calls_a_day'), (('*', Cell('row', 'carries')), )), (('=', Literal(0.0)), )), )),
    '[@calls]/([@calls_quota]*[@elapsed])':
        Chain(Cell('row', 'calls'), (('/', Chain(Cell('row', 'calls_quota'), (('*', Cell('row', 'elapsed')), ))), )),
    '[@calls_quota]*[@elapsed]<=0':
        Chain(Chain(Cell('row', 'calls_quota'), (('*', Cell('row', 'elapsed')), )), (('<=', Literal(0.0)), )),
    'SUMIFS(activities[visits],activities[owner],[@name],activities[start],">="&period_start,activities[start],"<="&period_end)':
        Call('SUMIFS', (Whole('activities', 'visits'), Whole('activities', 'owner'), Cell('row', 'name'), Whole('activities', 'start'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('activities', 'start'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'IF(COUNTIFS(targets[measure],visits,targets[level],person,targets[owner],[@name],targets[in_period],1)>0,SUMIFS(targets[value],targets[measure],visits,targets[level],person,targets[owner],[@name],targets[in_period],1),visits_a_week*[@carries]*[@days]/5)':
        Call('IF', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'visits'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('>', Literal(0.0)), )), Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'visits'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), Chain(Cell('', 'visits_a_week'), (('*', Cell('row', 'carries')), ('*', Cell('row', 'days')), ('/', Literal(5.0)), )), )),
    'AND(COUNTIFS(targets[measure],visits,targets[level],person,targets[owner],[@name],targets[in_period],1)=0,visits_a_week*[@carries]=0)':
        Call('AND', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'visits'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('=', Literal(0.0)), )), Chain(Chain(Cell('', 'visits_a_week'), (('*', Cell('row', 'carries')), )), (('=', Literal(0.0)), )), )),
    '[@visits]/([@visits_quota]*[@elapsed])':
        Chain(Cell('row', 'visits'), (('/', Chain(Cell('row', 'visits_quota'), (('*', Cell('row', 'elapsed')), ))), )),
    '[@visits_quota]*[@elapsed]<=0':
        Chain(Chain(Cell('row', 'visits_quota'), (('*', Cell('row', 'elapsed')), )), (('<=', Literal(0.0)), )),
    'COUNTIFS(customers[owner],[@name],customers[created],">="&period_start,customers[created],"<="&as_of)':
        Call('COUNTIFS', (Whole('customers', 'owner'), Cell('row', 'name'), Whole('customers', 'created'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('customers', 'created'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'IF(COUNTIFS(targets[measure],new_leads,targets[level],person,targets[owner],[@name],targets[in_period],1)>0,SUMIFS(targets[value],targets[measure],new_leads,targets[level],person,targets[owner],[@name],targets[in_period],1),leads_asked*[@carries]*[@present])':
        Call('IF', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'new_leads'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('>', Literal(0.0)), )), Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'new_leads'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), Chain(Cell('', 'leads_asked'), (('*', Cell('row', 'carries')), ('*', Cell('row', 'present')), )), )),
    'AND(COUNTIFS(targets[measure],new_leads,targets[level],person,targets[owner],[@name],targets[in_period],1)=0,leads_asked*[@carries]=0)':
        Call('AND', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'new_leads'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('=', Literal(0.0)), )), Chain(Chain(Cell('', 'leads_asked'), (('*', Cell('row', 'carries')), )), (('=', Literal(0.0)), )), )),
    '[@leads]/([@leads_quota]*[@elapsed])':
        Chain(Cell('row', 'leads'), (('/', Chain(Cell('row', 'leads_quota'), (('*', Cell('row', 'elapsed')), ))), )),
    '[@leads_quota]*[@elapsed]<=0':
        Chain(Chain(Cell('row', 'leads_quota'), (('*', Cell('row', 'elapsed')), )), (('<=', Literal(0.0)), )),
    '[@calls]/([@days]*[@elapsed])':
        Chain(Cell('row', 'calls'), (('/', Chain(Cell('row', 'days'), (('*', Cell('row', 'elapsed')), ))), )),
    '[@days]*[@elapsed]<=0':
        Chain(Chain(Cell('row', 'days'), (('*', Cell('row', 'elapsed')), )), (('<=', Literal(0.0)), )),
    'SUMIFS(activities[all],activities[owner],[@name],activities[start],">="&period_start,activities[start],"<="&period_end)-[@calls]-[@visits]':
        Chain(Call('SUMIFS', (Whole('activities', 'all'), Whole('activities', 'owner'), Cell('row', 'name'), Whole('activities', 'start'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('activities', 'start'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('-', Cell('row', 'calls')), ('-', Cell('row', 'visits')), )),
    'SUMIFS(deals[amount],deals[state],won,deals[closed],">="&period_start,deals[closed],"<="&period_end,deals[team],[@team_is])':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), )),
    '[@won]/[@heads]':
        Chain(Cell('row', 'won'), (('/', Cell('row', 'heads')), )),
    '[@heads]<=0':
        Chain(Cell('row', 'heads'), (('<=', Literal(0.0)), )),
    'COUNTIFS(customers[kept],1,customers[grade],[@grade_is])':
        Call('COUNTIFS', (Whole('customers', 'kept'), Literal(1.0), Whole('customers', 'grade'), Cell('row', 'grade_is'), )),
    'SUMIFS(customers[won],customers[grade],[@grade_is])':
        Call('SUMIFS', (Whole('customers', 'won'), Whole('customers', 'grade'), Cell('row', 'grade_is'), )),
    '[@won]/SUM(customers[won])':
        Chain(Cell('row', 'won'), (('/', Call('SUM', (Whole('customers', 'won'), ))), )),
    'SUM(customers[won])=0':
        Chain(Call('SUM', (Whole('customers', 'won'), )), (('=', Literal(0.0)), )),
    'COUNTIFS(customers[kept],1,customers[grade],[@grade_is],customers[due],1)':
        Call('COUNTIFS', (Whole('customers', 'kept'), Literal(1.0), Whole('customers', 'grade'), Cell('row', 'grade_is'), Whole('customers', 'due'), Literal(1.0), )),
    'contacts_known=0':
        Chain(Cell('', 'contacts_known'), (('=', Literal(0.0)), )),
    'COUNTIFS(customers[kept],1,customers[grade],[@grade_is],customers[met],1)':
        Call('COUNTIFS', (Whole('customers', 'kept'), Literal(1.0), Whole('customers', 'grade'), Cell('row', 'grade_is'), Whole('customers', 'met'), Literal(1.0), )),
    'COUNTIFS(customers[kept],1,customers[grade],[@grade_is],customers[carried],1)':
        Call('COUNTIFS', (Whole('customers', 'kept'), Literal(1.0), Whole('customers', 'grade'), Cell('row', 'grade_is'), Whole('customers', 'carried'), Literal(1.0), )),
    'COUNTIFS(customers[kept],1,customers[grade],[@grade_is],customers[caught_up],1)':
        Call('COUNTIFS', (Whole('customers', 'kept'), Literal(1.0), Whole('customers', 'grade'), Cell('row', 'grade_is'), Whole('customers', 'caught_up'), Literal(1.0), )),
    '[@caught_up]&"/"&[@carried]':
        Chain(Cell('row', 'caught_up'), (('&', Literal('/')), ('&', Cell('row', 'carried')), )),
    'COUNTIFS(customers[kept],1,customers[grade],[@grade_is],customers[over],">0")':
        Call('COUNTIFS', (Whole('customers', 'kept'), Literal(1.0), Whole('customers', 'grade'), Cell('row', 'grade_is'), Whole('customers', 'over'), Literal('>0'), )),
    'COUNTIFS(customers[kept],1,customers[grade],[@grade_is],customers[score],"<>")':
        Call('COUNTIFS', (Whole('customers', 'kept'), Literal(1.0), Whole('customers', 'grade'), Cell('row', 'grade_is'), Whole('customers', 'score'), Literal('<>'), )),
    'SUMIFS(customers[score],customers[kept],1,customers[grade],[@grade_is])/[@scored]':
        Chain(Call('SUMIFS', (Whole('customers', 'score'), Whole('customers', 'kept'), Literal(1.0), Whole('customers', 'grade'), Cell('row', 'grade_is'), )), (('/', Cell('row', 'scored')), )),
    '[@scored]=0':
        Chain(Cell('row', 'scored'), (('=', Literal(0.0)), )),
    '[@met]/[@due]':
        Chain(Cell('row', 'met'), (('/', Cell('row', 'due')), )),
    'SUMIFS(customers[won12],customers[id],[@id])':
        Call('SUMIFS', (Whole('customers', 'won12'), Whole('customers', 'id'), Cell('row', 'id'), )),
    'COUNTIFS(deals[state],won,deals[kind],[@kind],deals[closed],">="&period_start,deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(deals[amount],deals[state],won,deals[kind],[@kind],deals[closed],">="&period_start,deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    '[@won]/SUMIFS(deals[amount],deals[state],won,deals[closed],">="&period_start,deals[closed],"<="&period_end)':
        Chain(Cell('row', 'won'), (('/', Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), ))), )),
    'SUMIFS(deals[amount],deals[state],won,deals[closed],">="&period_start,deals[closed],"<="&period_end)=0':
        Chain(Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('=', Literal(0.0)), )),
    'COUNTIFS(deals[state],won,deals[kind],[@kind],deals[closed],">="&window_start,deals[closed],"<="&period_end)+COUNTIFS(deals[state],lost,deals[kind],[@kind],deals[closed],">="&window_start,deals[closed],"<="&period_end)':
        Chain(Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('+', Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'lost'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), ))), )),
    'COUNTIFS(deals[state],won,deals[kind],[@kind],deals[closed],">="&window_start,deals[closed],"<="&period_end)/[@n]':
        Chain(Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('/', Cell('row', 'n')), )),
    '[@n]<least':
        Chain(Cell('row', 'n'), (('<', Cell('', 'least')), )),
    'COUNTIFS(deals[state],won,deals[kind],[@kind],deals[closed],">="&window_start,deals[closed],"<="&period_end,deals[amount],"<>")':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'amount'), Literal('<>'), )),
    'SUMIFS(deals[amount],deals[state],won,deals[kind],[@kind],deals[closed],">="&window_start,deals[closed],"<="&period_end)/[@priced]':
        Chain(Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('/', Cell('row', 'priced')), )),
    '[@priced]=0':
        Chain(Cell('row', 'priced'), (('=', Literal(0.0)), )),
    'COUNTIFS(deals[state],won,deals[kind],[@kind],deals[closed],">="&window_start,deals[closed],"<="&period_end,deals[cycle],"<>")':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'cycle'), Literal('<>'), )),
    'MEDIANIFS(deals[cycle],deals[state],won,deals[kind],[@kind],deals[closed],">="&window_start,deals[closed],"<="&period_end)':
        Call('MEDIANIFS', (Whole('deals', 'cycle'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'kind'), Cell('row', 'kind'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    '[@closed]=0':
        Chain(Cell('row', 'closed'), (('=', Literal(0.0)), )),
    'COUNTIFS(customers[type],[@class])':
        Call('COUNTIFS', (Whole('customers', 'type'), Cell('row', 'class'), )),
    'COUNTIFS(customers[type],[@class],customers[buys],">0")':
        Call('COUNTIFS', (Whole('customers', 'type'), Cell('row', 'class'), Whole('customers', 'buys'), Literal('>0'), )),
    'SUMIFS(customers[won12],customers[type],[@class])':
        Call('SUMIFS', (Whole('customers', 'won12'), Whole('customers', 'type'), Cell('row', 'class'), )),
    'SUMIFS(customers[buys],customers[type],[@class])/[@buyers]':
        Chain(Call('SUMIFS', (Whole('customers', 'buys'), Whole('customers', 'type'), Cell('row', 'class'), )), (('/', Cell('row', 'buyers')), )),
    '[@buyers]=0':
        Chain(Cell('row', 'buyers'), (('=', Literal(0.0)), )),
    'COUNTIFS(customers[type],[@class],customers[new12],1)':
        Call('COUNTIFS', (Whole('customers', 'type'), Cell('row', 'class'), Whole('customers', 'new12'), Literal(1.0), )),
    'COUNTIFS(customers[type],[@class],customers[new12],1,customers[bought],1)/[@new]':
        Chain(Call('COUNTIFS', (Whole('customers', 'type'), Cell('row', 'class'), Whole('customers', 'new12'), Literal(1.0), Whole('customers', 'bought'), Literal(1.0), )), (('/', Cell('row', 'new')), )),
    '[@new]=0':
        Chain(Cell('row', 'new'), (('=', Literal(0.0)), )),
    'COUNTIFS(customers[source],[@class])':
        Call('COUNTIFS', (Whole('customers', 'source'), Cell('row', 'class'), )),
    'COUNTIFS(customers[source],[@class],customers[buys],">0")':
        Call('COUNTIFS', (Whole('customers', 'source'), Cell('row', 'class'), Whole('customers', 'buys'), Literal('>0'), )),
    'SUMIFS(customers[won12],customers[source],[@class])':
        Call('SUMIFS', (Whole('customers', 'won12'), Whole('customers', 'source'), Cell('row', 'class'), )),
    'SUMIFS(customers[buys],customers[source],[@class])/[@buyers]':
        Chain(Call('SUMIFS', (Whole('customers', 'buys'), Whole('customers', 'source'), Cell('row', 'class'), )), (('/', Cell('row', 'buyers')), )),
    'COUNTIFS(customers[source],[@class],customers[new12],1)':
        Call('COUNTIFS', (Whole('customers', 'source'), Cell('row', 'class'), Whole('customers', 'new12'), Literal(1.0), )),
    'COUNTIFS(customers[source],[@class],customers[new12],1,customers[bought],1)/[@new]':
        Chain(Call('COUNTIFS', (Whole('customers', 'source'), Cell('row', 'class'), Whole('customers', 'new12'), Literal(1.0), Whole('customers', 'bought'), Literal(1.0), )), (('/', Cell('row', 'new')), )),
    'COUNTIFS(customers[suggested],[@grade],customers[kept],1)':
        Call('COUNTIFS', (Whole('customers', 'suggested'), Cell('row', 'grade'), Whole('customers', 'kept'), Literal(1.0), )),
    'COUNTIFS(customers[suggested],[@grade],customers[grade],[@grade],customers[kept],1)':
        Call('COUNTIFS', (Whole('customers', 'suggested'), Cell('row', 'grade'), Whole('customers', 'grade'), Cell('row', 'grade'), Whole('customers', 'kept'), Literal(1.0), )),
    'COUNTIFS(customers[grade],[@grade],customers[kept],1)':
        Call('COUNTIFS', (Whole('customers', 'grade'), Cell('row', 'grade'), Whole('customers', 'kept'), Literal(1.0), )),
    'SUMIFS(deals[amount],deals[state],won,deals[closed],">="&results_start,deals[closed],"<="&period_end,deals[owner],[@name])':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'owner'), Cell('row', 'name'), )),
    'AND(COUNTIFS(targets[measure],won_amount,targets[level],person,targets[owner],[@name],targets[value],">0",targets[length],1,targets[start],">="&results_start,targets[start],"<"&period_start)=0,COUNTIFS(targets[measure],won_amount,targets[level],person,targets[owner],[@name],targets[value],">0",targets[in_period],1)=0)':
        Call('AND', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'won_amount'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'value'), Literal('>0'), Whole('targets', 'length'), Literal(1.0), Whole('targets', 'start'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('targets', 'start'), Chain(Literal('<'), (('&', Cell('', 'period_start')), )), )), (('=', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'won_amount'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'value'), Literal('>0'), Whole('targets', 'in_period'), Literal(1.0), )), (('=', Literal(0.0)), )), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&results_start,deals[closed],"<="&period_end,deals[owner],[@name],deals[new],1)':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'owner'), Cell('row', 'name'), Whole('deals', 'new'), Literal(1.0), )),
    'AND(COUNTIFS(targets[measure],new_customers,targets[level],person,targets[owner],[@name],targets[value],">0",targets[length],1,targets[start],">="&results_start,targets[start],"<"&period_start)=0,COUNTIFS(targets[measure],new_customers,targets[level],person,targets[owner],[@name],targets[value],">0",targets[in_period],1)=0)':
        Call('AND', (Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'new_customers'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'value'), Literal('>0'), Whole('targets', 'length'), Literal(1.0), Whole('targets', 'start'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('targets', 'start'), Chain(Literal('<'), (('&', Cell('', 'period_start')), )), )), (('=', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'new_customers'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'value'), Literal('>0'), Whole('targets', 'in_period'), Literal(1.0), )), (('=', Literal(0.0)), )), )),
    'SUMIFS(deals[list],deals[state],won,deals[closed],">="&results_start,deals[closed],"<="&period_end,deals[owner],[@name])-SUMIFS(deals[amount],deals[state],won,deals[closed],">="&results_start,deals[closed],"<="&period_end,deals[owner],[@name],deals[list],">0")':
        Chain(Call('SUMIFS', (Whole('deals', 'list'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'owner'), Cell('row', 'name'), )), (('-', Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'owner'), Cell('row', 'name'), Whole('deals', 'list'), Literal('>0'), ))), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&results_start,deals[closed],"<="&period_end,deals[owner],[@name],deals[list],">0")=0':
        Chain(Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'owner'), Cell('row', 'name'), Whole('deals', 'list'), Literal('>0'), )), (('=', Literal(0.0)), )),
    'SUMIFS(contacts[met],contacts[owner],[@name])':
        Call('SUMIFS', (Whole('contacts', 'met'), Whole('contacts', 'owner'), Cell('row', 'name'), )),
    'SUMIFS(steps[on_time],steps[who],[@name])':
        Call('SUMIFS', (Whole('steps', 'on_time'), Whole('steps', 'who'), Cell('row', 'name'), )),
    'COUNTIFS(findings[owner],[@name],findings[severity],error)*5+COUNTIFS(findings[owner],[@name],findings[severity],warning)':
        Chain(Chain(Call('COUNTIFS', (Whole('findings', 'owner'), Cell('row', 'name'), Whole('findings', 'severity'), Cell('', 'error'), )), (('*', Literal(5.0)), )), (('+', Call('COUNTIFS', (Whole('findings', 'owner'), Cell('row', 'name'), Whole('findings', 'severity'), Cell('', 'warning'), ))), )),
    'SUMIFS(scores[score],scores[owner],[@name],scores[span],score_span)':
        Call('SUMIFS', (Whole('scores', 'score'), Whole('scores', 'owner'), Cell('row', 'name'), Whole('scores', 'span'), Cell('', 'score_span'), )),
    '[@rated]':
        Cell('row', 'rated'),
    'COUNTIFS(requests[owner],[@name],requests[closed_on],">="&period_start,requests[closed_on],"<="&period_end,requests[in_time],1)':
        Call('COUNTIFS', (Whole('requests', 'owner'), Cell('row', 'name'), Whole('requests', 'closed_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('requests', 'closed_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('requests', 'in_time'), Literal(1.0), )),
    '0':
        Literal(0.0),
    '0=0':
        Chain(Literal(0.0), (('=', Literal(0.0)), )),
    'SUMIFS(targets[value],targets[measure],won_amount,targets[level],person,targets[owner],[@name],targets[length],1,targets[start],">="&results_start,targets[start],"<"&period_start)+SUMIFS(targets[value],targets[measure],won_amount,targets[level],person,targets[owner],[@name],targets[in_period],1)*gone':
        Chain(Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'won_amount'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'length'), Literal(1.0), Whole('targets', 'start'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('targets', 'start'), Chain(Literal('<'), (('&', Cell('', 'period_start')), )), )), (('+', Chain(Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'won_amount'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('*', Cell('', 'gone')), ))), )),
    'SUMIFS(targets[value],targets[measure],new_customers,targets[level],person,targets[owner],[@name],targets[length],1,targets[start],">="&results_start,targets[start],"<"&period_start)+SUMIFS(targets[value],targets[measure],new_customers,targets[level],person,targets[owner],[@name],targets[in_period],1)*gone':
        Chain(Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'new_customers'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'length'), Literal(1.0), Whole('targets', 'start'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('targets', 'start'), Chain(Literal('<'), (('&', Cell('', 'period_start')), )), )), (('+', Chain(Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'new_customers'), Whole('targets', 'level'), Cell('', 'person'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'in_period'), Literal(1.0), )), (('*', Cell('', 'gone')), ))), )),
    'SUMIFS(deals[list],deals[state],won,deals[closed],">="&results_start,deals[closed],"<="&period_end,deals[owner],[@name])':
        Call('SUMIFS', (Whole('deals', 'list'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'results_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('deals', 'owner'), Cell('row', 'name'), )),
    'COUNTIFS(contacts[owner],[@name])':
        Call('COUNTIFS', (Whole('contacts', 'owner'), Cell('row', 'name'), )),
    'COUNTIFS(steps[who],[@name])-COUNTIFS(steps[who],[@name],steps[undated],1)':
        Chain(Call('COUNTIFS', (Whole('steps', 'who'), Cell('row', 'name'), )), (('-', Call('COUNTIFS', (Whole('steps', 'who'), Cell('row', 'name'), Whole('steps', 'undated'), Literal(1.0), ))), )),
    '[@records]/100':
        Chain(Cell('row', 'records'), (('/', Literal(100.0)), )),
    '[@records]=0':
        Chain(Cell('row', 'records'), (('=', Literal(0.0)), )),
    'COUNTIFS(scores[owner],[@name],scores[span],score_span)*full':
        Chain(Call('COUNTIFS', (Whole('scores', 'owner'), Cell('row', 'name'), Whole('scores', 'span'), Cell('', 'score_span'), )), (('*', Cell('', 'full')), )),
    '[@top]':
        Cell('row', 'top'),
    'COUNTIFS(requests[owner],[@name],requests[closed_on],">="&period_start,requests[closed_on],"<="&period_end)+SUMIFS(requests[overdue],requests[owner],[@name])':
        Chain(Call('COUNTIFS', (Whole('requests', 'owner'), Cell('row', 'name'), Whole('requests', 'closed_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('requests', 'closed_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('+', Call('SUMIFS', (Whole('requests', 'overdue'), Whole('requests', 'owner'), Cell('row', 'name'), ))), )),
    'COUNTIFS(scores[owner],[@name],scores[span],score_span)':
        Call('COUNTIFS', (Whole('scores', 'owner'), Cell('row', 'name'), Whole('scores', 'span'), Cell('', 'score_span'), )),
    '[@raters]':
        Cell('row', 'raters'),
    'MIN(cap,100*[@num]/[@den])':
        Call('MIN', (Cell('', 'cap'), Chain(Literal(100.0), (('*', Cell('row', 'num')), ('/', Cell('row', 'den')), )), )),
    'MAX(0,MIN(100,100-1000*([@num]/[@den]-allowed)))':
        Call('MAX', (Literal(0.0), Call('MIN', (Literal(100.0), Chain(Literal(100.0), (('-', Chain(Literal(1000.0), (('*', Chain(Chain(Cell('row', 'num'), (('/', Cell('row', 'den')), )), (('-', Cell('', 'allowed')), ))), ))), )), )), )),
    '100*[@num]/[@den]':
        Chain(Literal(100.0), (('*', Cell('row', 'num')), ('/', Cell('row', 'den')), )),
    'MAX(0,100-[@num]/[@den])':
        Call('MAX', (Literal(0.0), Chain(Literal(100.0), (('-', Chain(Cell('row', 'num'), (('/', Cell('row', 'den')), ))), )), )),
    '[@num]':
        Cell('row', 'num'),
    '[@points]*[@weight]':
        Chain(Cell('row', 'points'), (('*', Cell('row', 'weight')), )),
    'ROUND(SUMIFS(score_detail[weighted],score_detail[name],[@name],score_detail[part],results)/SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0",score_detail[part],results),1)':
        Call('ROUND', (Chain(Call('SUMIFS', (Whole('score_detail', 'weighted'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'part'), Cell('', 'results'), )), (('/', Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'part'), Cell('', 'results'), ))), )), Literal(1.0), )),
    'SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0",score_detail[part],results)=0':
        Chain(Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'part'), Cell('', 'results'), )), (('=', Literal(0.0)), )),
    'ROUND(SUMIFS(score_detail[weighted],score_detail[name],[@name],score_detail[part],process)/SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0",score_detail[part],process),1)':
        Call('ROUND', (Chain(Call('SUMIFS', (Whole('score_detail', 'weighted'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'part'), Cell('', 'process'), )), (('/', Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'part'), Cell('', 'process'), ))), )), Literal(1.0), )),
    'SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0",score_detail[part],process)=0':
        Chain(Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'part'), Cell('', 'process'), )), (('=', Literal(0.0)), )),
    'ROUND(SUMIFS(score_detail[weighted],score_detail[name],[@name],score_detail[part],satisfaction)/SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0",score_detail[part],satisfaction),1)':
        Call('ROUND', (Chain(Call('SUMIFS', (Whole('score_detail', 'weighted'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'part'), Cell('', 'satisfaction'), )), (('/', Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'part'), Cell('', 'satisfaction'), ))), )), Literal(1.0), )),
    'SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0",score_detail[part],satisfaction)=0':
        Chain(Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'part'), Cell('', 'satisfaction'), )), (('=', Literal(0.0)), )),
    'ROUND(SUMIFS(score_detail[weighted],score_detail[name],[@name],score_detail[part],conduct)/SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0",score_detail[part],conduct),1)':
        Call('ROUND', (Chain(Call('SUMIFS', (Whole('score_detail', 'weighted'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'part'), Cell('', 'conduct'), )), (('/', Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'part'), Cell('', 'conduct'), ))), )), Literal(1.0), )),
    'SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0",score_detail[part],conduct)=0':
        Chain(Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'part'), Cell('', 'conduct'), )), (('=', Literal(0.0)), )),
    'ROUND(SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0")/SUMIFS(score_detail[weight],score_detail[name],[@name]),2)':
        Call('ROUND', (Chain(Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), )), (('/', Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), ))), )), Literal(2.0), )),
    'ROUND(SUMIFS(score_detail[weighted],score_detail[name],[@name])/SUMIFS(score_detail[weight],score_detail[name],[@name],score_detail[points],">=0"),1)':
        Call('ROUND', (Chain(Call('SUMIFS', (Whole('score_detail', 'weighted'), Whole('score_detail', 'name'), Cell('row', 'name'), )), (('/', Call('SUMIFS', (Whole('score_detail', 'weight'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), ))), )), Literal(1.0), )),
    '[@known]=0':
        Chain(Cell('row', 'known'), (('=', Literal(0.0)), )),
    'ROUND([@total]*10,0)*4004001+ROUND(10*SUMIFS(score_detail[points],score_detail[name],[@name],score_detail[points],">=0",score_detail[code],"S1"),0)*2001+ROUND(10*SUMIFS(score_detail[points],score_detail[name],[@name],score_detail[points],">=0",score_detail[code],"S3"),0)':
        Chain(Chain(Call('ROUND', (Chain(Cell('row', 'total'), (('*', Literal(10.0)), )), Literal(0.0), )), (('*', Literal(4004001.0)), )), (('+', Chain(Call('ROUND', (Chain(Literal(10.0), (('*', Call('SUMIFS', (Whole('score_detail', 'points'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'code'), Literal('S1'), ))), )), Literal(0.0), )), (('*', Literal(2001.0)), ))), ('+', Call('ROUND', (Chain(Literal(10.0), (('*', Call('SUMIFS', (Whole('score_detail', 'points'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'code'), Literal('S3'), ))), )), Literal(0.0), ))), )),
    'ROUND(10*SUMIFS(score_detail[points],score_detail[name],[@name],score_detail[points],">=0",score_detail[code],"S7"),0)*2001+ROUND(10*SUMIFS(score_detail[points],score_detail[name],[@name],score_detail[points],">=0",score_detail[code],"S2"),0)':
        Chain(Chain(Call('ROUND', (Chain(Literal(10.0), (('*', Call('SUMIFS', (Whole('score_detail', 'points'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'code'), Literal('S7'), ))), )), Literal(0.0), )), (('*', Literal(2001.0)), )), (('+', Call('ROUND', (Chain(Literal(10.0), (('*', Call('SUMIFS', (Whole('score_detail', 'points'), Whole('score_detail', 'name'), Cell('row', 'name'), Whole('score_detail', 'points'), Literal('>=0'), Whole('score_detail', 'code'), Literal('S2'), ))), )), Literal(0.0), ))), )),
    'IF(AND([@in_post]=1,[@known]>=0.5),1,0)':
        Call('IF', (Call('AND', (Chain(Cell('row', 'in_post'), (('=', Literal(1.0)), )), Chain(Cell('row', 'known'), (('>=', Literal(0.5)), )), )), Literal(1.0), Literal(0.0), )),
    '1+COUNTIFS([ranked],1,[first],">"&[@first])+COUNTIFS([ranked],1,[first],[@first],[second],">"&[@second])':
        Chain(Literal(1.0), (('+', Call('COUNTIFS', (Whole('row', 'ranked'), Literal(1.0), Whole('row', 'first'), Chain(Literal('>'), (('&', Cell('row', 'first')), )), ))), ('+', Call('COUNTIFS', (Whole('row', 'ranked'), Literal(1.0), Whole('row', 'first'), Cell('row', 'first'), Whole('row', 'second'), Chain(Literal('>'), (('&', Cell('row', 'second')), )), ))), )),
    '[@in_post]=0':
        Chain(Cell('row', 'in_post'), (('=', Literal(0.0)), )),
    '[@ranked]=0':
        Chain(Cell('row', 'ranked'), (('=', Literal(0.0)), )),
    'COUNTIFS(findings[owner],[@name],findings[severity],error)':
        Call('COUNTIFS', (Whole('findings', 'owner'), Cell('row', 'name'), Whole('findings', 'severity'), Cell('', 'error'), )),
    'IF(AND([@ranked]=1,[@errors]=0,[@total]>=60),1,0)':
        Call('IF', (Call('AND', (Chain(Cell('row', 'ranked'), (('=', Literal(1.0)), )), Chain(Cell('row', 'errors'), (('=', Literal(0.0)), )), Chain(Cell('row', 'total'), (('>=', Literal(60.0)), )), )), Literal(1.0), Literal(0.0), )),
    'IF([@able]=1,IF(COUNTIFS([able],1,[first],">"&[@first])+COUNTIFS([able],1,[first],[@first],[second],">"&[@second])=0,star,fit),IF([@ranked]=0,only,IF([@errors]=0,low,unfit)))':
        Call('IF', (Chain(Cell('row', 'able'), (('=', Literal(1.0)), )), Call('IF', (Chain(Chain(Call('COUNTIFS', (Whole('row', 'able'), Literal(1.0), Whole('row', 'first'), Chain(Literal('>'), (('&', Cell('row', 'first')), )), )), (('+', Call('COUNTIFS', (Whole('row', 'able'), Literal(1.0), Whole('row', 'first'), Cell('row', 'first'), Whole('row', 'second'), Chain(Literal('>'), (('&', Cell('row', 'second')), )), ))), )), (('=', Literal(0.0)), )), Cell('', 'star'), Cell('', 'fit'), )), Call('IF', (Chain(Cell('row', 'ranked'), (('=', Literal(0.0)), )), Cell('', 'only'), Call('IF', (Chain(Cell('row', 'errors'), (('=', Literal(0.0)), )), Cell('', 'low'), Cell('', 'unfit'), )), )), )),
    'SUMIFS(receipts[amount],receipts[day],">="&period_start,receipts[day],"<="&period_end)':
        Call('SUMIFS', (Whole('receipts', 'amount'), Whole('receipts', 'day'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('receipts', 'day'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUM(accounts[amount])-SUM(accounts[received])-SUM(accounts[returned])':
        Chain(Call('SUM', (Whole('accounts', 'amount'), )), (('-', Call('SUM', (Whole('accounts', 'received'), ))), ('-', Call('SUM', (Whole('accounts', 'returned'), ))), )),
    'SUMIFS(instalments[open],instalments[late],">0")':
        Call('SUMIFS', (Whole('instalments', 'open'), Whole('instalments', 'late'), Literal('>0'), )),
    'SUMIFS(instalments[received],instalments[due_on],"<="&as_of)':
        Call('SUMIFS', (Whole('instalments', 'received'), Whole('instalments', 'due_on'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'COUNTIFS(instalments[in_time],1,instalments[due_on],"<="&as_of)':
        Call('COUNTIFS', (Whole('instalments', 'in_time'), Literal(1.0), Whole('instalments', 'due_on'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'SUMIFS(instalments[open],instalments[due_on],">"&period_end,instalments[due_on],"<="&EOMONTH(period_end,months))':
        Call('SUMIFS', (Whole('instalments', 'open'), Whole('instalments', 'due_on'), Chain(Literal('>'), (('&', Cell('', 'period_end')), )), Whole('instalments', 'due_on'), Chain(Literal('<='), (('&', Call('EOMONTH', (Cell('', 'period_end'), Cell('', 'months'), ))), )), )),
    'COUNTIFS(quotes[outcome],accepted,quotes[quoted_on],">="&window_start,quotes[quoted_on],"<="&period_end)':
        Call('COUNTIFS', (Whole('quotes', 'outcome'), Cell('', 'accepted'), Whole('quotes', 'quoted_on'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('quotes', 'quoted_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'MEDIANIFS(orders[confirm_days],orders[confirmed_on],">="&period_start,orders[confirmed_on],"<="&period_end)':
        Call('MEDIANIFS', (Whole('orders', 'confirm_days'), Whole('orders', 'confirmed_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('orders', 'confirmed_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'MEDIANIFS(orders[lead_days],orders[delivered_on],">="&period_start,orders[delivered_on],"<="&period_end)':
        Call('MEDIANIFS', (Whole('orders', 'lead_days'), Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(orders[kept],1,orders[delivered_on],">="&period_start,orders[delivered_on],"<="&period_end)':
        Call('COUNTIFS', (Whole('orders', 'kept'), Literal(1.0), Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(orders[right],1,orders[delivered_on],">="&period_start,orders[delivered_on],"<="&period_end)':
        Call('COUNTIFS', (Whole('orders', 'right'), Literal(1.0), Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(returns[amount],returns[day],">="&period_start,returns[day],"<="&period_end)':
        Call('SUMIFS', (Whole('returns', 'amount'), Whole('returns', 'day'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('returns', 'day'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(requests[closed_on],">="&period_start,requests[closed_on],"<="&period_end,requests[in_time],1)':
        Call('COUNTIFS', (Whole('requests', 'closed_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('requests', 'closed_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('requests', 'in_time'), Literal(1.0), )),
    'COUNTIFS(problems[in_time],1,problems[due],">="&period_start,problems[due],"<="&period_end,problems[due],"<="&as_of)':
        Call('COUNTIFS', (Whole('problems', 'in_time'), Literal(1.0), Whole('problems', 'due'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('problems', 'due'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('problems', 'due'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'SUMIFS(costs[amount],costs[day],">="&period_start,costs[day],"<="&period_end,costs[day],"<="&as_of)':
        Call('SUMIFS', (Whole('costs', 'amount'), Whole('costs', 'day'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('costs', 'day'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('costs', 'day'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'SUMIFS(costs[amount],costs[day],">="&window_start,costs[day],"<="&period_end,costs[day],"<="&as_of)':
        Call('SUMIFS', (Whole('costs', 'amount'), Whole('costs', 'day'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('costs', 'day'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('costs', 'day'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'SUMIFS(instalments[due],instalments[due_on],"<="&as_of)':
        Call('SUMIFS', (Whole('instalments', 'due'), Whole('instalments', 'due_on'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'COUNTIFS(instalments[due],">0",instalments[due_on],"<="&as_of)':
        Call('COUNTIFS', (Whole('instalments', 'due'), Literal('>0'), Whole('instalments', 'due_on'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'COUNTIFS(quotes[outcome],accepted,quotes[quoted_on],">="&window_start,quotes[quoted_on],"<="&period_end)+COUNTIFS(quotes[outcome],declined,quotes[quoted_on],">="&window_start,quotes[quoted_on],"<="&period_end)':
        Chain(Call('COUNTIFS', (Whole('quotes', 'outcome'), Cell('', 'accepted'), Whole('quotes', 'quoted_on'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('quotes', 'quoted_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('+', Call('COUNTIFS', (Whole('quotes', 'outcome'), Cell('', 'declined'), Whole('quotes', 'quoted_on'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('quotes', 'quoted_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), ))), )),
    'COUNTIFS(orders[kept],">=0",orders[delivered_on],">="&period_start,orders[delivered_on],"<="&period_end)':
        Call('COUNTIFS', (Whole('orders', 'kept'), Literal('>=0'), Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(orders[delivered_on],">="&period_start,orders[delivered_on],"<="&period_end)':
        Call('COUNTIFS', (Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(orders[amount],orders[delivered_on],">="&period_start,orders[delivered_on],"<="&period_end)':
        Call('SUMIFS', (Whole('orders', 'amount'), Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(requests[closed_on],">="&period_start,requests[closed_on],"<="&period_end)+SUM(requests[overdue])':
        Chain(Call('COUNTIFS', (Whole('requests', 'closed_on'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('requests', 'closed_on'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('+', Call('SUM', (Whole('requests', 'overdue'), ))), )),
    'COUNTIFS(problems[judged],1,problems[due],">="&period_start,problems[due],"<="&period_end,problems[due],"<="&as_of)':
        Call('COUNTIFS', (Whole('problems', 'judged'), Literal(1.0), Whole('problems', 'due'), Chain(Literal('>='), (('&', Cell('', 'period_start')), )), Whole('problems', 'due'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('problems', 'due'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'SUMIFS(deals[amount],deals[state],won,deals[closed],">="&window_start,deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(deals[new],1,deals[state],won,deals[closed],">="&window_start,deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('deals', 'new'), Literal(1.0), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    '[@num]/[@den]':
        Chain(Cell('row', 'num'), (('/', Cell('row', 'den')), )),
    '[@score]-[@previous]':
        Chain(Cell('row', 'score'), (('-', Cell('row', 'previous')), )),
    'SUMIFS(points[earned],points[customer],[@customer])':
        Call('SUMIFS', (Whole('points', 'earned'), Whole('points', 'customer'), Cell('row', 'customer'), )),
    'SUMIFS(points[used],points[customer],[@customer])':
        Call('SUMIFS', (Whole('points', 'used'), Whole('points', 'customer'), Cell('row', 'customer'), )),
    'SUMIFS(points[expired],points[customer],[@customer])':
        Call('SUMIFS', (Whole('points', 'expired'), Whole('points', 'customer'), Cell('row', 'customer'), )),
    'SUMIFS(points[adjusted],points[customer],[@customer])':
        Call('SUMIFS', (Whole('points', 'adjusted'), Whole('points', 'customer'), Cell('row', 'customer'), )),
    '[@earned]-[@used]-[@expired]+[@adjusted]':
        Chain(Cell('row', 'earned'), (('-', Cell('row', 'used')), ('-', Cell('row', 'expired')), ('+', Cell('row', 'adjusted')), )),
    'SUMIFS(points[left],points[customer],[@customer],points[soon],1)':
        Call('SUMIFS', (Whole('points', 'left'), Whole('points', 'customer'), Cell('row', 'customer'), Whole('points', 'soon'), Literal(1.0), )),
    'SUMIFS(points[left],points[customer],[@customer],points[lapsed],1)':
        Call('SUMIFS', (Whole('points', 'left'), Whole('points', 'customer'), Cell('row', 'customer'), Whole('points', 'lapsed'), Literal(1.0), )),
    'COUNTIFS(points[grade],[@asked],points[first],1)':
        Call('COUNTIFS', (Whole('points', 'grade'), Cell('row', 'asked'), Whole('points', 'first'), Literal(1.0), )),
    'SUMIFS(points[earned],points[grade],[@asked])':
        Call('SUMIFS', (Whole('points', 'earned'), Whole('points', 'grade'), Cell('row', 'asked'), )),
    'SUMIFS(points[used],points[grade],[@asked])':
        Call('SUMIFS', (Whole('points', 'used'), Whole('points', 'grade'), Cell('row', 'asked'), )),
    'SUMIFS(points[expired],points[grade],[@asked])':
        Call('SUMIFS', (Whole('points', 'expired'), Whole('points', 'grade'), Cell('row', 'asked'), )),
    'SUMIFS(points[adjusted],points[grade],[@asked])':
        Call('SUMIFS', (Whole('points', 'adjusted'), Whole('points', 'grade'), Cell('row', 'asked'), )),
    'SUMIFS(points[left],points[grade],[@asked],points[soon],1)':
        Call('SUMIFS', (Whole('points', 'left'), Whole('points', 'grade'), Cell('row', 'asked'), Whole('points', 'soon'), Literal(1.0), )),
    'SUMIFS(points[left],points[grade],[@asked],points[lapsed],1)':
        Call('SUMIFS', (Whole('points', 'left'), Whole('points', 'grade'), Cell('row', 'asked'), Whole('points', 'lapsed'), Literal(1.0), )),
    'COUNTIFS(orders[delivered_on],">="&[@start],orders[delivered_on],"<="&[@end])':
        Call('COUNTIFS', (Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('row', 'start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('row', 'end')), )), )),
    'COUNTIFS(orders[kept],">=0",orders[delivered_on],">="&[@start],orders[delivered_on],"<="&[@end])':
        Call('COUNTIFS', (Whole('orders', 'kept'), Literal('>=0'), Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('row', 'start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('row', 'end')), )), )),
    'COUNTIFS(orders[kept],1,orders[delivered_on],">="&[@start],orders[delivered_on],"<="&[@end])':
        Call('COUNTIFS', (Whole('orders', 'kept'), Literal(1.0), Whole('orders', 'delivered_on'), Chain(Literal('>='), (('&', Cell('row', 'start')), )), Whole('orders', 'delivered_on'), Chain(Literal('<='), (('&', Cell('row', 'end')), )), )),
    '[@kept]/[@promised]':
        Chain(Cell('row', 'kept'), (('/', Cell('row', 'promised')), )),
    '[@promised]=0':
        Chain(Cell('row', 'promised'), (('=', Literal(0.0)), )),
    'SUMIFS(accounts[amount],accounts[contract],[@contract_is])-SUMIFS(accounts[received],accounts[contract],[@contract_is])-SUMIFS(accounts[returned],accounts[contract],[@contract_is])':
        Chain(Call('SUMIFS', (Whole('accounts', 'amount'), Whole('accounts', 'contract'), Cell('row', 'contract_is'), )), (('-', Call('SUMIFS', (Whole('accounts', 'received'), Whole('accounts', 'contract'), Cell('row', 'contract_is'), ))), ('-', Call('SUMIFS', (Whole('accounts', 'returned'), Whole('accounts', 'contract'), Cell('row', 'contract_is'), ))), )),
    'SUMIFS(instalments[open],instalments[contract],[@contract_is],instalments[late],"<=0")':
        Call('SUMIFS', (Whole('instalments', 'open'), Whole('instalments', 'contract'), Cell('row', 'contract_is'), Whole('instalments', 'late'), Literal('<=0'), )),
    'SUMIFS(instalments[open],instalments[contract],[@contract_is],instalments[late],">0",instalments[late],"<="&first_limit)':
        Call('SUMIFS', (Whole('instalments', 'open'), Whole('instalments', 'contract'), Cell('row', 'contract_is'), Whole('instalments', 'late'), Literal('>0'), Whole('instalments', 'late'), Chain(Literal('<='), (('&', Cell('', 'first_limit')), )), )),
    'SUMIFS(instalments[open],instalments[contract],[@contract_is],instalments[late],">"&first_limit,instalments[late],"<="&second_limit)':
        Call('SUMIFS', (Whole('instalments', 'open'), Whole('instalments', 'contract'), Cell('row', 'contract_is'), Whole('instalments', 'late'), Chain(Literal('>'), (('&', Cell('', 'first_limit')), )), Whole('instalments', 'late'), Chain(Literal('<='), (('&', Cell('', 'second_limit')), )), )),
    'SUMIFS(instalments[open],instalments[contract],[@contract_is],instalments[late],">"&second_limit)':
        Call('SUMIFS', (Whole('instalments', 'open'), Whole('instalments', 'contract'), Cell('row', 'contract_is'), Whole('instalments', 'late'), Chain(Literal('>'), (('&', Cell('', 'second_limit')), )), )),
    '[@late_1]+[@late_2]+[@late_3]':
        Chain(Cell('row', 'late_1'), (('+', Cell('row', 'late_2')), ('+', Cell('row', 'late_3')), )),
    '[@receivable]-[@not_due]-[@overdue]':
        Chain(Cell('row', 'receivable'), (('-', Cell('row', 'not_due')), ('-', Cell('row', 'overdue')), )),
    'SUMIFS(accounts[amount],accounts[contract],[@contract_is])':
        Call('SUMIFS', (Whole('accounts', 'amount'), Whole('accounts', 'contract'), Cell('row', 'contract_is'), )),
    'SUMIFS(accounts[received],accounts[contract],[@contract_is])':
        Call('SUMIFS', (Whole('accounts', 'received'), Whole('accounts', 'contract'), Cell('row', 'contract_is'), )),
    'SUMIFS(accounts[returned],accounts[contract],[@contract_is])':
        Call('SUMIFS', (Whole('accounts', 'returned'), Whole('accounts', 'contract'), Cell('row', 'contract_is'), )),
    'SUMIFS(instalments[open],instalments[late],">="&[@least],instalments[late],"<="&[@most])':
        Call('SUMIFS', (Whole('instalments', 'open'), Whole('instalments', 'late'), Chain(Literal('>='), (('&', Cell('row', 'least')), )), Whole('instalments', 'late'), Chain(Literal('<='), (('&', Cell('row', 'most')), )), )),
    'COUNTIFS(instalments[open],">0",instalments[late],">="&[@least],instalments[late],"<="&[@most])':
        Call('COUNTIFS', (Whole('instalments', 'open'), Literal('>0'), Whole('instalments', 'late'), Chain(Literal('>='), (('&', Cell('row', 'least')), )), Whole('instalments', 'late'), Chain(Literal('<='), (('&', Cell('row', 'most')), )), )),
    '[@after]-[@before]':
        Chain(Cell('row', 'after'), (('-', Cell('row', 'before')), )),
    '[@after]/[@before]-1':
        Chain(Chain(Cell('row', 'after'), (('/', Cell('row', 'before')), )), (('-', Literal(1.0)), )),
    '[@before]=0':
        Chain(Cell('row', 'before'), (('=', Literal(0.0)), )),
    'COUNTIFS(risks[watched],1,risks[likelihood],[@is],risks[impact],low)':
        Call('COUNTIFS', (Whole('risks', 'watched'), Literal(1.0), Whole('risks', 'likelihood'), Cell('row', 'is'), Whole('risks', 'impact'), Cell('', 'low'), )),
    'COUNTIFS(risks[watched],1,risks[likelihood],[@is],risks[impact],mid)':
        Call('COUNTIFS', (Whole('risks', 'watched'), Literal(1.0), Whole('risks', 'likelihood'), Cell('row', 'is'), Whole('risks', 'impact'), Cell('', 'mid'), )),
    'COUNTIFS(risks[watched],1,risks[likelihood],[@is],risks[impact],high)':
        Call('COUNTIFS', (Whole('risks', 'watched'), Literal(1.0), Whole('risks', 'likelihood'), Cell('row', 'is'), Whole('risks', 'impact'), Cell('', 'high'), )),
    '[@low]+[@mid]+[@high]':
        Chain(Cell('row', 'low'), (('+', Cell('row', 'mid')), ('+', Cell('row', 'high')), )),
    'COUNTIFS(risks[watched],1,risks[likelihood],[@is],risks[level],">=6")':
        Call('COUNTIFS', (Whole('risks', 'watched'), Literal(1.0), Whole('risks', 'likelihood'), Cell('row', 'is'), Whole('risks', 'level'), Literal('>=6'), )),
    'SUMIFS(risks[amount],risks[watched],1,risks[likelihood],[@is],risks[level],">=6")':
        Call('SUMIFS', (Whole('risks', 'amount'), Whole('risks', 'watched'), Literal(1.0), Whole('risks', 'likelihood'), Cell('row', 'is'), Whole('risks', 'level'), Literal('>=6'), )),
    'SUMIFS(costs[amount],costs[channel],[@is],costs[day],">="&window_start,costs[day],"<="&period_end)':
        Call('SUMIFS', (Whole('costs', 'amount'), Whole('costs', 'channel'), Cell('row', 'is'), Whole('costs', 'day'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('costs', 'day'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(customers[source],[@is],customers[new12],1)':
        Call('COUNTIFS', (Whole('customers', 'source'), Cell('row', 'is'), Whole('customers', 'new12'), Literal(1.0), )),
    'COUNTIFS(market_deals[source],[@is],market_deals[created],">="&window_start,market_deals[created],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'source'), Cell('row', 'is'), Whole('market_deals', 'created'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'created'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(market_deals[source],[@is],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'source'), Cell('row', 'is'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(market_deals[amount],market_deals[source],[@is],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'source'), Cell('row', 'is'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(market_deals[source],[@is],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end,market_deals[new],1)':
        Call('COUNTIFS', (Whole('market_deals', 'source'), Cell('row', 'is'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('market_deals', 'new'), Literal(1.0), )),
    '[@cost]/[@new]':
        Chain(Cell('row', 'cost'), (('/', Cell('row', 'new')), )),
    '[@is]=unsaid':
        Chain(Cell('row', 'is'), (('=', Cell('', 'unsaid')), )),
    'COUNTIFS(market_deals[source],[@is],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end,market_deals[margin],"<>")':
        Call('COUNTIFS', (Whole('market_deals', 'source'), Cell('row', 'is'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('market_deals', 'margin'), Literal('<>'), )),
    'SUMIFS(market_deals[margin],market_deals[source],[@is],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('market_deals', 'margin'), Whole('market_deals', 'source'), Cell('row', 'is'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'AND([@priced]=0,[@won]>0)':
        Call('AND', (Chain(Cell('row', 'priced'), (('=', Literal(0.0)), )), Chain(Cell('row', 'won'), (('>', Literal(0.0)), )), )),
    '([@margin]-[@cost])/[@cost]':
        Chain(Chain(Cell('row', 'margin'), (('-', Cell('row', 'cost')), )), (('/', Cell('row', 'cost')), )),
    '[@cost]<=0':
        Chain(Cell('row', 'cost'), (('<=', Literal(0.0)), )),
    'COUNTIFS(market_deals[product],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'product'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(market_deals[market],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'market'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(market_deals[amount],market_deals[product],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'product'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(market_deals[amount],market_deals[market],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'market'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    '[@value]/SUMIFS(market_deals[amount],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Chain(Cell('row', 'value'), (('/', Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), ))), )),
    'SUMIFS(market_deals[amount],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)=0':
        Chain(Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('=', Literal(0.0)), )),
    'COUNTIFS(market_deals[product],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end,market_deals[margin],"<>")':
        Call('COUNTIFS', (Whole('market_deals', 'product'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('market_deals', 'margin'), Literal('<>'), )),
    'COUNTIFS(market_deals[market],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end,market_deals[margin],"<>")':
        Call('COUNTIFS', (Whole('market_deals', 'market'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('market_deals', 'margin'), Literal('<>'), )),
    'SUMIFS(market_deals[margin],market_deals[product],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)/SUMIFS(market_deals[amount],market_deals[product],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end,market_deals[margin],"<>")':
        Chain(Call('SUMIFS', (Whole('market_deals', 'margin'), Whole('market_deals', 'product'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('/', Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'product'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('market_deals', 'margin'), Literal('<>'), ))), )),
    'SUMIFS(market_deals[margin],market_deals[market],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)/SUMIFS(market_deals[amount],market_deals[market],[@name],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end,market_deals[margin],"<>")':
        Chain(Call('SUMIFS', (Whole('market_deals', 'margin'), Whole('market_deals', 'market'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('/', Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'market'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('market_deals', 'margin'), Literal('<>'), ))), )),
    'COUNTIFS(market_deals[product],[@name],market_deals[state],lost,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'product'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'lost'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(market_deals[market],[@name],market_deals[state],lost,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'market'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'lost'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    '[@deals]/([@deals]+[@lost])':
        Chain(Cell('row', 'deals'), (('/', Chain(Cell('row', 'deals'), (('+', Cell('row', 'lost')), ))), )),
    '[@deals]+[@lost]<least':
        Chain(Chain(Cell('row', 'deals'), (('+', Cell('row', 'lost')), )), (('<', Cell('', 'least')), )),
    'SUMIFS(market_deals[amount],market_deals[product],[@name],market_deals[state],won,market_deals[closed],">="&EDATE(window_start,-12),market_deals[closed],"<"&window_start)':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'product'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Call('EDATE', (Cell('', 'window_start'), Signed(Literal(12.0), 1, 0), ))), )), Whole('market_deals', 'closed'), Chain(Literal('<'), (('&', Cell('', 'window_start')), )), )),
    'SUMIFS(market_deals[amount],market_deals[market],[@name],market_deals[state],won,market_deals[closed],">="&EDATE(window_start,-12),market_deals[closed],"<"&window_start)':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'market'), Cell('row', 'name'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Call('EDATE', (Cell('', 'window_start'), Signed(Literal(12.0), 1, 0), ))), )), Whole('market_deals', 'closed'), Chain(Literal('<'), (('&', Cell('', 'window_start')), )), )),
    '[@value]/[@year]-1':
        Chain(Chain(Cell('row', 'value'), (('/', Cell('row', 'year')), )), (('-', Literal(1.0)), )),
    'told_since>EDATE(window_start,-12)':
        Chain(Cell('', 'told_since'), (('>', Call('EDATE', (Cell('', 'window_start'), Signed(Literal(12.0), 1, 0), ))), )),
    'COUNTIFS(market_deals[product],[@product],market_deals[market],[@market],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'product'), Cell('row', 'product'), Whole('market_deals', 'market'), Cell('row', 'market'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(market_deals[amount],market_deals[product],[@product],market_deals[market],[@market],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'product'), Cell('row', 'product'), Whole('market_deals', 'market'), Cell('row', 'market'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(market_deals[product],[@product],market_deals[market],[@market],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end,market_deals[margin],"<>")':
        Call('COUNTIFS', (Whole('market_deals', 'product'), Cell('row', 'product'), Whole('market_deals', 'market'), Cell('row', 'market'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('market_deals', 'margin'), Literal('<>'), )),
    'SUMIFS(market_deals[margin],market_deals[product],[@product],market_deals[market],[@market],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)/SUMIFS(market_deals[amount],market_deals[product],[@product],market_deals[market],[@market],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end,market_deals[margin],"<>")':
        Chain(Call('SUMIFS', (Whole('market_deals', 'margin'), Whole('market_deals', 'product'), Cell('row', 'product'), Whole('market_deals', 'market'), Cell('row', 'market'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )), (('/', Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'product'), Cell('row', 'product'), Whole('market_deals', 'market'), Cell('row', 'market'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), Whole('market_deals', 'margin'), Literal('<>'), ))), )),
    'COUNTIFS(market_deals[product],[@product],market_deals[market],[@market],market_deals[state],lost,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'product'), Cell('row', 'product'), Whole('market_deals', 'market'), Cell('row', 'market'), Whole('market_deals', 'state'), Cell('', 'lost'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'SUMIFS(market_deals[amount],market_deals[product],[@product],market_deals[market],[@market],market_deals[state],won,market_deals[closed],">="&EDATE(window_start,-12),market_deals[closed],"<"&window_start)':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'product'), Cell('row', 'product'), Whole('market_deals', 'market'), Cell('row', 'market'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Call('EDATE', (Cell('', 'window_start'), Signed(Literal(12.0), 1, 0), ))), )), Whole('market_deals', 'closed'), Chain(Literal('<'), (('&', Cell('', 'window_start')), )), )),
    '[@won]+[@lost]':
        Chain(Cell('row', 'won'), (('+', Cell('row', 'lost')), )),
    'COUNTIFS(market_deals[rival],[@rival],market_deals[state],won,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'rival'), Cell('row', 'rival'), Whole('market_deals', 'state'), Cell('', 'won'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(market_deals[rival],[@rival],market_deals[state],lost,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('COUNTIFS', (Whole('market_deals', 'rival'), Cell('row', 'rival'), Whole('market_deals', 'state'), Cell('', 'lost'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    '[@won]/[@met]':
        Chain(Cell('row', 'won'), (('/', Cell('row', 'met')), )),
    '[@met]<least':
        Chain(Cell('row', 'met'), (('<', Cell('', 'least')), )),
    'SUMIFS(market_deals[amount],market_deals[rival],[@rival],market_deals[state],lost,market_deals[closed],">="&window_start,market_deals[closed],"<="&period_end)':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'rival'), Cell('row', 'rival'), Whole('market_deals', 'state'), Cell('', 'lost'), Whole('market_deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('market_deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    'COUNTIFS(market_deals[rival],[@rival],market_deals[state],open)':
        Call('COUNTIFS', (Whole('market_deals', 'rival'), Cell('row', 'rival'), Whole('market_deals', 'state'), Cell('', 'open'), )),
    'SUMIFS(costs[budget],costs[campaign],[@campaign])':
        Call('SUMIFS', (Whole('costs', 'budget'), Whole('costs', 'campaign'), Cell('row', 'campaign'), )),
    'SUMIFS(costs[budget],costs[campaign],[@campaign])=0':
        Chain(Call('SUMIFS', (Whole('costs', 'budget'), Whole('costs', 'campaign'), Cell('row', 'campaign'), )), (('=', Literal(0.0)), )),
    'SUMIFS(costs[amount],costs[campaign],[@campaign])':
        Call('SUMIFS', (Whole('costs', 'amount'), Whole('costs', 'campaign'), Cell('row', 'campaign'), )),
    'MAX(0,[@spent]-[@budget])':
        Call('MAX', (Literal(0.0), Chain(Cell('row', 'spent'), (('-', Cell('row', 'budget')), )), )),
    'COUNTIFS(customers[source],[@channel],customers[created],">="&[@from],customers[created],"<="&[@until])':
        Call('COUNTIFS', (Whole('customers', 'source'), Cell('row', 'channel'), Whole('customers', 'created'), Chain(Literal('>='), (('&', Cell('row', 'from')), )), Whole('customers', 'created'), Chain(Literal('<='), (('&', Cell('row', 'until')), )), )),
    'SUMIFS(market_deals[amount],market_deals[customer_source],[@channel],market_deals[customer_since],">="&[@from],market_deals[customer_since],"<="&[@until])':
        Call('SUMIFS', (Whole('market_deals', 'amount'), Whole('market_deals', 'customer_source'), Cell('row', 'channel'), Whole('market_deals', 'customer_since'), Chain(Literal('>='), (('&', Cell('row', 'from')), )), Whole('market_deals', 'customer_since'), Chain(Literal('<='), (('&', Cell('row', 'until')), )), )),
    'SUMIFS(costs[amount],costs[partner],[@partner],costs[day],">="&window_start,costs[day],"<="&period_end)':
        Call('SUMIFS', (Whole('costs', 'amount'), Whole('costs', 'partner'), Cell('row', 'partner'), Whole('costs', 'day'), Chain(Literal('>='), (('&', Cell('', 'window_start')), )), Whole('costs', 'day'), Chain(Literal('<='), (('&', Cell('', 'period_end')), )), )),
    '[@planned]-[@now]':
        Chain(Cell('row', 'planned'), (('-', Cell('row', 'now')), )),
    'SUMIFS(costs[amount],costs[team],[@team],costs[day],">="&[@from],costs[day],"<="&[@until],costs[day],"<="&as_of)':
        Call('SUMIFS', (Whole('costs', 'amount'), Whole('costs', 'team'), Cell('row', 'team'), Whole('costs', 'day'), Chain(Literal('>='), (('&', Cell('row', 'from')), )), Whole('costs', 'day'), Chain(Literal('<='), (('&', Cell('row', 'until')), )), Whole('costs', 'day'), Chain(Literal('<='), (('&', Cell('', 'as_of')), )), )),
    'costs_kept=0':
        Chain(Cell('', 'costs_kept'), (('=', Literal(0.0)), )),
    '[@from]>as_of':
        Chain(Cell('row', 'from'), (('>', Cell('', 'as_of')), )),
    '[@results]/[@target]':
        Chain(Cell('row', 'results'), (('/', Cell('row', 'target')), )),
    '[@target]=0':
        Chain(Cell('row', 'target'), (('=', Literal(0.0)), )),
    'SUMIFS(pay_slices[base],pay_slices[line],[@line])':
        Call('SUMIFS', (Whole('pay_slices', 'base'), Whole('pay_slices', 'line'), Cell('row', 'line'), )),
    '[@unknown]=1':
        Chain(Cell('row', 'unknown'), (('=', Literal(1.0)), )),
    '[@pay]/[@base]':
        Chain(Cell('row', 'pay'), (('/', Cell('row', 'base')), )),
    '[@base]=0':
        Chain(Cell('row', 'base'), (('=', Literal(0.0)), )),
    'SUMIFS(pay_slices[amount],pay_slices[line],[@line])':
        Call('SUMIFS', (Whole('pay_slices', 'amount'), Whole('pay_slices', 'line'), Cell('row', 'line'), )),
    'SUMIFS(pay_slices[amount],pay_slices[who],[@name])':
        Call('SUMIFS', (Whole('pay_slices', 'amount'), Whole('pay_slices', 'who'), Cell('row', 'name'), )),
    '[@attended]/[@due]':
        Chain(Cell('row', 'attended'), (('/', Cell('row', 'due')), )),
    '[@before_won]/[@before_n]':
        Chain(Cell('row', 'before_won'), (('/', Cell('row', 'before_n')), )),
    '[@before_n]<least':
        Chain(Cell('row', 'before_n'), (('<', Cell('', 'least')), )),
    '[@after_won]/[@after_n]':
        Chain(Cell('row', 'after_won'), (('/', Cell('row', 'after_n')), )),
    '[@over]=0':
        Chain(Cell('row', 'over'), (('=', Literal(0.0)), )),
    '[@after_n]<least':
        Chain(Cell('row', 'after_n'), (('<', Cell('', 'least')), )),
    '100*([@after]-[@before])':
        Chain(Literal(100.0), (('*', Chain(Cell('row', 'after'), (('-', Cell('row', 'before')), ))), )),
    '[@weighted]-[@actual]':
        Chain(Cell('row', 'weighted'), (('-', Cell('row', 'actual')), )),
    'MAX(0,1-ABS([@error])/[@actual])':
        Call('MAX', (Literal(0.0), Chain(Literal(1.0), (('-', Chain(Call('ABS', (Cell('row', 'error'), )), (('/', Cell('row', 'actual')), ))), )), )),
    '[@actual]<=0':
        Chain(Cell('row', 'actual'), (('<=', Literal(0.0)), )),
}
