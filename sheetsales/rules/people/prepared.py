"""Formulas of rules over people as trees. Made by ``python -m scripts.build_docs``."""
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
    'AND([@missed]<>"",ISNUMBER([@date]),TODAY()-[@date]>makeup_days)':
        Call('AND', (Chain(Cell('row', 'missed'), (('<>', Literal('')), )), Call('ISNUMBER', (Cell('row', 'date'), )), Chain(Chain(Call('TODAY', ()), (('-', Cell('row', 'date')), )), (('>', Cell('', 'makeup_days')), )), )),
    '[@missed]':
        Cell('row', 'missed'),
    '[@manager]':
        Cell('row', 'manager'),
    'AND([@here],NOT([@trained]),ISNUMBER([@hired_on]),TODAY()-[@hired_on]>newcomer_days,TODAY()-[@hired_on]<=180,COUNT(training[date])>0,[@hired_on]>=MIN(training[date]))':
        Call('AND', (Cell('row', 'here'), Call('NOT', (Cell('row', 'trained'), )), Call('ISNUMBER', (Cell('row', 'hired_on'), )), Chain(Chain(Call('TODAY', ()), (('-', Cell('row', 'hired_on')), )), (('>', Cell('', 'newcomer_days')), )), Chain(Chain(Call('TODAY', ()), (('-', Cell('row', 'hired_on')), )), (('<=', Literal(180.0)), )), Chain(Call('COUNT', (Whole('training', 'date'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'hired_on'), (('>=', Call('MIN', (Whole('training', 'date'), ))), )), )),
    '[@superior]':
        Cell('row', 'superior'),
    'AND([@training]=TRUE,ISNUMBER([@effective_on]),TODAY()-[@effective_on]>makeup_days,COUNTIFS(sop_revisions[effective_on],">"&[@effective_on],sop_revisions[effective_on],"<="&TODAY())=0,COUNT(training[date])>0,[@untrained]<>"")':
        Call('AND', (Chain(Cell('row', 'training'), (('=', Literal(True)), )), Call('ISNUMBER', (Cell('row', 'effective_on'), )), Chain(Chain(Call('TODAY', ()), (('-', Cell('row', 'effective_on')), )), (('>', Cell('', 'makeup_days')), )), Chain(Call('COUNTIFS', (Whole('sop_revisions', 'effective_on'), Chain(Literal('>'), (('&', Cell('row', 'effective_on')), )), Whole('sop_revisions', 'effective_on'), Chain(Literal('<='), (('&', Call('TODAY', ())), )), )), (('=', Literal(0.0)), )), Chain(Call('COUNT', (Whole('training', 'date'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'untrained'), (('<>', Literal('')), )), )),
    '[@untrained]':
        Cell('row', 'untrained'),
    '[@strangers]<>""':
        Chain(Cell('row', 'strangers'), (('<>', Literal('')), )),
    '[@strangers]':
        Cell('row', 'strangers'),
    '[@lacking_people]<>""':
        Chain(Cell('row', 'lacking_people'), (('<>', Literal('')), )),
    '[@lacking_people]':
        Cell('row', 'lacking_people'),
    '[@lacking_period]':
        Cell('row', 'lacking_period'),
    'AND(ISNUMBER([@commitments]),OR([@commitments]<1,[@commitments]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'commitments'), )), Call('OR', (Chain(Cell('row', 'commitments'), (('<', Literal(1.0)), )), Chain(Cell('row', 'commitments'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@teamwork]),OR([@teamwork]<1,[@teamwork]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'teamwork'), )), Call('OR', (Chain(Cell('row', 'teamwork'), (('<', Literal(1.0)), )), Chain(Cell('row', 'teamwork'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@learning]),OR([@learning]<1,[@learning]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'learning'), )), Call('OR', (Chain(Cell('row', 'learning'), (('<', Literal(1.0)), )), Chain(Cell('row', 'learning'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@conduct]),OR([@conduct]<1,[@conduct]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'conduct'), )), Call('OR', (Chain(Cell('row', 'conduct'), (('<', Literal(1.0)), )), Chain(Cell('row', 'conduct'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@response]),OR([@response]<1,[@response]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'response'), )), Call('OR', (Chain(Cell('row', 'response'), (('<', Literal(1.0)), )), Chain(Cell('row', 'response'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@competence]),OR([@competence]<1,[@competence]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'competence'), )), Call('OR', (Chain(Cell('row', 'competence'), (('<', Literal(1.0)), )), Chain(Cell('row', 'competence'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@closure]),OR([@closure]<1,[@closure]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'closure'), )), Call('OR', (Chain(Cell('row', 'closure'), (('<', Literal(1.0)), )), Chain(Cell('row', 'closure'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@communication]),OR([@communication]<1,[@communication]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'communication'), )), Call('OR', (Chain(Cell('row', 'communication'), (('<', Literal(1.0)), )), Chain(Cell('row', 'communication'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@attitude]),OR([@attitude]<1,[@attitude]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'attitude'), )), Call('OR', (Chain(Cell('row', 'attitude'), (('<', Literal(1.0)), )), Chain(Cell('row', 'attitude'), (('>', Literal(5.0)), )), )), )),
    'AND(ISNUMBER([@service_quality]),OR([@service_quality]<1,[@service_quality]>5))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'service_quality'), )), Call('OR', (Chain(Cell('row', 'service_quality'), (('<', Literal(1.0)), )), Chain(Cell('row', 'service_quality'), (('>', Literal(5.0)), )), )), )),
    'IF([@evaluator]<>"",[@evaluator],[@manager])':
        Call('IF', (Chain(Cell('row', 'evaluator'), (('<>', Literal('')), )), Cell('row', 'evaluator'), Cell('row', 'manager'), )),
    'AND([@person]<>"",[@evaluator]=[@person])':
        Call('AND', (Chain(Cell('row', 'person'), (('<>', Literal('')), )), Chain(Cell('row', 'evaluator'), (('=', Cell('row', 'person')), )), )),
    'XLOOKUP([@person],team[id],team[superior],"")':
        Call('XLOOKUP', (Cell('row', 'person'), Whole('team', 'id'), Whole('team', 'superior'), Literal(''), )),
    '[@again]':
        Cell('row', 'again'),
    '[@away]':
        Cell('row', 'away'),
    'AND(ISNUMBER([@due]),[@due]<TODAY(),NOT(IN([@status],"done","cancelled")))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'due'), )), Chain(Cell('row', 'due'), (('<', Call('TODAY', ())), )), Call('NOT', (Call('IN', (Cell('row', 'status'), Literal('done'), Literal('cancelled'), )), )), )),
    'AND([@status]="done",[@result]="")':
        Call('AND', (Chain(Cell('row', 'status'), (('=', Literal('done')), )), Chain(Cell('row', 'result'), (('=', Literal('')), )), )),
    'IF([@coach]<>"",[@coach],XLOOKUP([@person],team[id],team[superior],""))':
        Call('IF', (Chain(Cell('row', 'coach'), (('<>', Literal('')), )), Cell('row', 'coach'), Call('XLOOKUP', (Cell('row', 'person'), Whole('team', 'id'), Whole('team', 'superior'), Literal(''), )), )),
    'AND([@person_gone],NOT(IN([@status],"done","cancelled")))':
        Call('AND', (Cell('row', 'person_gone'), Call('NOT', (Call('IN', (Cell('row', 'status'), Literal('done'), Literal('cancelled'), )), )), )),
    'AND([@coach_gone],NOT([@person_gone]),NOT(IN([@status],"done","cancelled")))':
        Call('AND', (Cell('row', 'coach_gone'), Call('NOT', (Cell('row', 'person_gone'), )), Call('NOT', (Call('IN', (Cell('row', 'status'), Literal('done'), Literal('cancelled'), )), )), )),
    'AND(ISNUMBER([@due]),[@due]<TODAY(),ISNUMBER([@planned]),[@in_post]<[@planned],[@is_latest],[@known_team])':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'due'), )), Chain(Cell('row', 'due'), (('<', Call('TODAY', ())), )), Call('ISNUMBER', (Cell('row', 'planned'), )), Chain(Cell('row', 'in_post'), (('<', Cell('row', 'planned')), )), Cell('row', 'is_latest'), Cell('row', 'known_team'), )),
    '[@in_post]':
        Cell('row', 'in_post'),
    'AND([@team]<>"",NOT([@known_team]))':
        Call('AND', (Chain(Cell('row', 'team'), (('<>', Literal('')), )), Call('NOT', (Cell('row', 'known_team'), )), )),
}
