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
    Whole,
)

TREES: Mapping[str, Node] = {
    'SUMIFS(targets[value],targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[period],month)':
        Call('SUMIFS', (Whole('targets', 'value'), Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'period'), Cell('', 'month'), )),
    'COUNTIFS(targets[measure],measure,targets[level],[@level],targets[owner],[@name],targets[period],month)=0':
        Chain(Call('COUNTIFS', (Whole('targets', 'measure'), Cell('', 'measure'), Whole('targets', 'level'), Cell('row', 'level'), Whole('targets', 'owner'), Cell('row', 'name'), Whole('targets', 'period'), Cell('', 'month'), )), (('=', Literal(0.0)), )),
    'SUMIFS(deals[amount],deals[state],won,deals[closed],">="&month_start,deals[closed],"<="&month_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'month_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'month_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )),
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
    'SUMIFS(deals[amount],deals[state],won,deals[closed],">="&year_start,deals[closed],"<="&month_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Call('SUMIFS', (Whole('deals', 'amount'), Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'year_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'month_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )),
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
    'COUNTIFS(deals[state],won,deals[closed],">="&month_start,deals[closed],"<="&month_end,deals[team],[@team_is],deals[owner],[@owner_is],deals[amount],"<>")':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'month_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'month_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), Whole('deals', 'amount'), Literal('<>'), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&month_start,deals[closed],"<="&month_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'month_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'month_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&year_start,deals[closed],"<="&month_end,deals[team],[@team_is],deals[owner],[@owner_is],deals[amount],"<>")':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'year_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'month_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), Whole('deals', 'amount'), Literal('<>'), )),
    'COUNTIFS(deals[state],won,deals[closed],">="&year_start,deals[closed],"<="&month_end,deals[team],[@team_is],deals[owner],[@owner_is])':
        Call('COUNTIFS', (Whole('deals', 'state'), Cell('', 'won'), Whole('deals', 'closed'), Chain(Literal('>='), (('&', Cell('', 'year_start')), )), Whole('deals', 'closed'), Chain(Literal('<='), (('&', Cell('', 'month_end')), )), Whole('deals', 'team'), Cell('row', 'team_is'), Whole('deals', 'owner'), Cell('row', 'owner_is'), )),
}
