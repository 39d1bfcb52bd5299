"""Formulas of rules as trees. Made by ``python -m scripts.build_docs``."""
# fmt: off

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.formula.syntax import (
    Call,
    Cell,
    Chain,
    Literal,
    Node,
)

TREES: Mapping[str, Node] = {
    'AND([@grade]="",NOT(IN([@lifecycle],"lost","dormant")))':
        Call('AND', (Chain(Cell('row', 'grade'), (('=', Literal('')), )), Call('NOT', (Call('IN', (Cell('row', 'lifecycle'), Literal('lost'), Literal('dormant'), )), )), )),
    'NOT(IN([@lifecycle],"lost","dormant"))':
        Call('NOT', (Call('IN', (Cell('row', 'lifecycle'), Literal('lost'), Literal('dormant'), )), )),
    'AND(ISNUMBER([@satisfaction]),[@satisfaction]<alert,[@lifecycle]<>"lost")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'satisfaction'), )), Chain(Cell('row', 'satisfaction'), (('<', Cell('', 'alert')), )), Chain(Cell('row', 'lifecycle'), (('<>', Literal('lost')), )), )),
    '[@satisfaction]<>""':
        Chain(Cell('row', 'satisfaction'), (('<>', Literal('')), )),
    'IF(satisfaction_alert>satisfaction_full,satisfaction_alert*satisfaction_full/100,satisfaction_alert)':
        Call('IF', (Chain(Cell('', 'satisfaction_alert'), (('>', Cell('', 'satisfaction_full')), )), Chain(Cell('', 'satisfaction_alert'), (('*', Cell('', 'satisfaction_full')), ('/', Literal(100.0)), )), Cell('', 'satisfaction_alert'), )),
    'AND(ISNUMBER([@closed_on]),[@closed_on]>TODAY(),NOT(IN([@stage_kind],"open","hold","plan")))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'closed_on'), )), Chain(Cell('row', 'closed_on'), (('>', Call('TODAY', ())), )), Call('NOT', (Call('IN', (Cell('row', 'stage_kind'), Literal('open'), Literal('hold'), Literal('plan'), )), )), )),
    'AND(ISNUMBER([@closed_on]),ISNUMBER([@created_on]),[@closed_on]<[@created_on])':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'closed_on'), )), Call('ISNUMBER', (Cell('row', 'created_on'), )), Chain(Cell('row', 'closed_on'), (('<', Cell('row', 'created_on')), )), )),
    'AND(ISNUMBER([@expected_close]),ISNUMBER([@created_on]),[@expected_close]<[@created_on])':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'expected_close'), )), Call('ISNUMBER', (Cell('row', 'created_on'), )), Chain(Cell('row', 'expected_close'), (('<', Cell('row', 'created_on')), )), )),
    'AND(ISNUMBER([@closed_on]),IN([@stage_kind],"open","hold"))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'closed_on'), )), Call('IN', (Cell('row', 'stage_kind'), Literal('open'), Literal('hold'), )), )),
    'IN([@stage_kind],"open","hold")':
        Call('IN', (Cell('row', 'stage_kind'), Literal('open'), Literal('hold'), )),
    'AND(ISNUMBER([@expected_close]),[@expected_close]<TODAY(),[@stage_kind]="open")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'expected_close'), )), Chain(Cell('row', 'expected_close'), (('<', Call('TODAY', ())), )), Chain(Cell('row', 'stage_kind'), (('=', Literal('open')), )), )),
    'AND(ISNUMBER([@expected_close]),[@expected_close]>TODAY()+MAX(0,INT(close_horizon_days)),[@stage_kind]="open")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'expected_close'), )), Chain(Cell('row', 'expected_close'), (('>', Chain(Call('TODAY', ()), (('+', Call('MAX', (Literal(0.0), Call('INT', (Cell('', 'close_horizon_days'), )), ))), ))), )), Chain(Cell('row', 'stage_kind'), (('=', Literal('open')), )), )),
    '[@stage_kind]="open"':
        Chain(Cell('row', 'stage_kind'), (('=', Literal('open')), )),
    'AND(ISNUMBER([@next_step_on]),[@next_step_on]<TODAY(),[@stage_kind]="open")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'next_step_on'), )), Chain(Cell('row', 'next_step_on'), (('<', Call('TODAY', ())), )), Chain(Cell('row', 'stage_kind'), (('=', Literal('open')), )), )),
    'AND(ISNUMBER([@next_step_on]),[@next_step_on]<TODAY(),[@stage_kind]="hold")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'next_step_on'), )), Chain(Cell('row', 'next_step_on'), (('<', Call('TODAY', ())), )), Chain(Cell('row', 'stage_kind'), (('=', Literal('hold')), )), )),
    'AND([@closed_on]="",IN([@stage_kind],"won","after","lost"))':
        Call('AND', (Chain(Cell('row', 'closed_on'), (('=', Literal('')), )), Call('IN', (Cell('row', 'stage_kind'), Literal('won'), Literal('after'), Literal('lost'), )), )),
    'AND([@reason]="",[@stage_kind]="lost")':
        Call('AND', (Chain(Cell('row', 'reason'), (('=', Literal('')), )), Chain(Cell('row', 'stage_kind'), (('=', Literal('lost')), )), )),
    'AND([@done_on]="",[@status]="done")':
        Call('AND', (Chain(Cell('row', 'done_on'), (('=', Literal('')), )), Chain(Cell('row', 'status'), (('=', Literal('done')), )), )),
    '[@status]="done"':
        Chain(Cell('row', 'status'), (('=', Literal('done')), )),
}
