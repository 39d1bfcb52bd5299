"""Formulas of rules over ledgers as trees. Made by ``python -m scripts.build_docs``."""
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
    'AND(COUNT([@price],[@floor_price])=2,[@price]<[@floor_price])':
        Call('AND', (Chain(Call('COUNT', (Cell('row', 'price'), Cell('row', 'floor_price'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'price'), (('<', Cell('row', 'floor_price')), )), )),
    'AND(COUNT([@floor_price],[@cost])=2,[@floor_price]<[@cost])':
        Call('AND', (Chain(Call('COUNT', (Cell('row', 'floor_price'), Cell('row', 'cost'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'floor_price'), (('<', Cell('row', 'cost')), )), )),
    'AND(COUNT([@price],[@cost])=2,[@floor_price]="",[@price]<[@cost])':
        Call('AND', (Chain(Call('COUNT', (Cell('row', 'price'), Cell('row', 'cost'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'floor_price'), (('=', Literal('')), )), Chain(Cell('row', 'price'), (('<', Cell('row', 'cost')), )), )),
    'AND(ISNUMBER([@overlap]),[@valid_from]<>"")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'overlap'), )), Chain(Cell('row', 'valid_from'), (('<>', Literal('')), )), )),
    'AND(ISNUMBER([@overlap]),[@valid_from]="")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'overlap'), )), Chain(Cell('row', 'valid_from'), (('=', Literal('')), )), )),
    '[@overlap_price]':
        Cell('row', 'overlap_price'),
    'AND([@tax_rate]="",[@price]<>"",OR(ISBLANK([@active]),[@active]),COUNT(products[tax_rate])>0)':
        Call('AND', (Chain(Cell('row', 'tax_rate'), (('=', Literal('')), )), Chain(Cell('row', 'price'), (('<>', Literal('')), )), Call('OR', (Call('ISBLANK', (Cell('row', 'active'), )), Cell('row', 'active'), )), Chain(Call('COUNT', (Whole('products', 'tax_rate'), )), (('>', Literal(0.0)), )), )),
    '[@price]<>""':
        Chain(Cell('row', 'price'), (('<>', Literal('')), )),
    'AND([@priced],[@listed_price]="",[@head_date]<>"",IN([@head_status],"draft","sent",""))':
        Call('AND', (Cell('row', 'priced'), Chain(Cell('row', 'listed_price'), (('=', Literal('')), )), Chain(Cell('row', 'head_date'), (('<>', Literal('')), )), Call('IN', (Cell('row', 'head_status'), Literal('draft'), Literal('sent'), Literal(''), )), )),
    '[@head_date]':
        Cell('row', 'head_date'),
    '[@head_owner]':
        Cell('row', 'head_owner'),
    'AND([@below_floor],[@live],NOT(IN([@head_status],"declined","withdrawn")))':
        Call('AND', (Cell('row', 'below_floor'), Cell('row', 'live'), Call('NOT', (Call('IN', (Cell('row', 'head_status'), Literal('declined'), Literal('withdrawn'), )), )), )),
    '[@net]':
        Cell('row', 'net'),
    '[@listed_floor]':
        Cell('row', 'listed_floor'),
    'AND(ISNUMBER([@own_limit]),[@given_away]>[@own_limit]+0.0005,NOT([@below_floor]),[@live],NOT(IN([@head_status],"declined","withdrawn")),[@head_approved_by]="",IF(agreed="",TRUE,ABS([@given_away]-agreed)>=0.005))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'own_limit'), )), Chain(Cell('row', 'given_away'), (('>', Chain(Cell('row', 'own_limit'), (('+', Literal(0.0005)), ))), )), Call('NOT', (Cell('row', 'below_floor'), )), Cell('row', 'live'), Call('NOT', (Call('IN', (Cell('row', 'head_status'), Literal('declined'), Literal('withdrawn'), )), )), Chain(Cell('row', 'head_approved_by'), (('=', Literal('')), )), Call('IF', (Chain(Cell('', 'agreed'), (('=', Literal('')), )), Literal(True), Chain(Call('ABS', (Chain(Cell('row', 'given_away'), (('-', Cell('', 'agreed')), )), )), (('>=', Literal(0.005)), )), )), )),
    'AND(ISNUMBER([@own_limit]),[@given_away]>[@own_limit]+0.0005,NOT([@below_floor]),[@live],NOT(IN([@head_status],"declined","withdrawn")),[@approved]="no",IF(agreed="",TRUE,ABS([@given_away]-agreed)>=0.005))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'own_limit'), )), Chain(Cell('row', 'given_away'), (('>', Chain(Cell('row', 'own_limit'), (('+', Literal(0.0005)), ))), )), Call('NOT', (Cell('row', 'below_floor'), )), Cell('row', 'live'), Call('NOT', (Call('IN', (Cell('row', 'head_status'), Literal('declined'), Literal('withdrawn'), )), )), Chain(Cell('row', 'approved'), (('=', Literal('no')), )), Call('IF', (Chain(Cell('', 'agreed'), (('=', Literal('')), )), Literal(True), Chain(Call('ABS', (Chain(Cell('row', 'given_away'), (('-', Cell('', 'agreed')), )), )), (('>=', Literal(0.005)), )), )), )),
    '[@given_away]':
        Cell('row', 'given_away'),
    '[@own_limit]':
        Cell('row', 'own_limit'),
    '[@head_approved_by]':
        Cell('row', 'head_approved_by'),
    'XLOOKUP([@head_opportunity],pipeline[id],pipeline[discount],"")':
        Call('XLOOKUP', (Cell('row', 'head_opportunity'), Whole('pipeline', 'id'), Whole('pipeline', 'discount'), Literal(''), )),
    'AND([@latest],IN([@head_status],"sent",""),ISNUMBER(ends),ends<TODAY(),XLOOKUP([@head_opportunity],pipeline[id],pipeline[stage_kind],"")="open")':
        Call('AND', (Cell('row', 'latest'), Call('IN', (Cell('row', 'head_status'), Literal('sent'), Literal(''), )), Call('ISNUMBER', (Cell('', 'ends'), )), Chain(Cell('', 'ends'), (('<', Call('TODAY', ())), )), Chain(Call('XLOOKUP', (Cell('row', 'head_opportunity'), Whole('pipeline', 'id'), Whole('pipeline', 'stage_kind'), Literal(''), )), (('=', Literal('open')), )), )),
    '[@ends]':
        Cell('row', 'ends'),
    '[@head_opportunity]':
        Cell('row', 'head_opportunity'),
    'XLOOKUP([@head_opportunity],pipeline[id],pipeline[stage],"")':
        Call('XLOOKUP', (Cell('row', 'head_opportunity'), Whole('pipeline', 'id'), Whole('pipeline', 'stage'), Literal(''), )),
    'AND([@latest],[@head_status]<>"draft",ISNUMBER(deal_amount),XLOOKUP([@head_opportunity],pipeline[id],pipeline[quoted],FALSE),ISNUMBER(total),ABS(total-deal_amount)>MAX(1,money_tolerance*ABS(deal_amount)))':
        Call('AND', (Cell('row', 'latest'), Chain(Cell('row', 'head_status'), (('<>', Literal('draft')), )), Call('ISNUMBER', (Cell('', 'deal_amount'), )), Call('XLOOKUP', (Cell('row', 'head_opportunity'), Whole('pipeline', 'id'), Whole('pipeline', 'quoted'), Literal(False), )), Call('ISNUMBER', (Cell('', 'total'), )), Chain(Call('ABS', (Chain(Cell('', 'total'), (('-', Cell('', 'deal_amount')), )), )), (('>', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('', 'deal_amount'), ))), )), ))), )), )),
    '[@total]':
        Cell('row', 'total'),
    'XLOOKUP([@head_opportunity],pipeline[id],pipeline[own_amount],"")':
        Call('XLOOKUP', (Cell('row', 'head_opportunity'), Whole('pipeline', 'id'), Whole('pipeline', 'own_amount'), Literal(''), )),
    'AND([@quote_no]<>"",[@stage_kind]="open",COUNT(quotes[date])>0,[@quoted_since]>=MIN(quotes[date]),NOT(IN([@quote_no],quotes[id])))':
        Call('AND', (Chain(Cell('row', 'quote_no'), (('<>', Literal('')), )), Chain(Cell('row', 'stage_kind'), (('=', Literal('open')), )), Chain(Call('COUNT', (Whole('quotes', 'date'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'quoted_since'), (('>=', Call('MIN', (Whole('quotes', 'date'), ))), )), Call('NOT', (Call('IN', (Cell('row', 'quote_no'), Whole('quotes', 'id'), )), )), )),
    '[@sent_quotation]<>""':
        Chain(Cell('row', 'sent_quotation'), (('<>', Literal('')), )),
    '[@sent_quotation]':
        Cell('row', 'sent_quotation'),
    '[@quote_stage]':
        Cell('row', 'quote_stage'),
    '[@rival]<>""':
        Chain(Cell('row', 'rival'), (('<>', Literal('')), )),
    '[@rival]':
        Cell('row', 'rival'),
    '[@other_customer]<>""':
        Chain(Cell('row', 'other_customer'), (('<>', Literal('')), )),
    '[@other_date]<>""':
        Chain(Cell('row', 'other_date'), (('<>', Literal('')), )),
    '[@other_valid_to]<>""':
        Chain(Cell('row', 'other_valid_to'), (('<>', Literal('')), )),
    '[@other_owner]<>""':
        Chain(Cell('row', 'other_owner'), (('<>', Literal('')), )),
    '[@other_status]<>""':
        Chain(Cell('row', 'other_status'), (('<>', Literal('')), )),
    '[@other_opportunity]<>""':
        Chain(Cell('row', 'other_opportunity'), (('<>', Literal('')), )),
    '[@other_approved_by]<>""':
        Chain(Cell('row', 'other_approved_by'), (('<>', Literal('')), )),
    '[@other_customer]':
        Cell('row', 'other_customer'),
    '[@other_date]':
        Cell('row', 'other_date'),
    '[@other_valid_to]':
        Cell('row', 'other_valid_to'),
    '[@other_owner]':
        Cell('row', 'other_owner'),
    '[@other_status]':
        Cell('row', 'other_status'),
    '[@other_opportunity]':
        Cell('row', 'other_opportunity'),
    '[@other_approved_by]':
        Cell('row', 'other_approved_by'),
    '[@other_ordered_on]<>""':
        Chain(Cell('row', 'other_ordered_on'), (('<>', Literal('')), )),
    '[@other_ordered_on]':
        Cell('row', 'other_ordered_on'),
    'AND([@contract_no]<>"",IN([@stage_kind],"won","after"),COUNT(contracts[signed_on])>0,[@closed_on]>=MIN(contracts[signed_on]),NOT(IN([@contract_no],contracts[id])))':
        Call('AND', (Chain(Cell('row', 'contract_no'), (('<>', Literal('')), )), Call('IN', (Cell('row', 'stage_kind'), Literal('won'), Literal('after'), )), Chain(Call('COUNT', (Whole('contracts', 'signed_on'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'closed_on'), (('>=', Call('MIN', (Whole('contracts', 'signed_on'), ))), )), Call('NOT', (Call('IN', (Cell('row', 'contract_no'), Whole('contracts', 'id'), )), )), )),
    'AND([@contract_no]<>"",IN([@stage_kind],"won","after"))':
        Call('AND', (Chain(Cell('row', 'contract_no'), (('<>', Literal('')), )), Call('IN', (Cell('row', 'stage_kind'), Literal('won'), Literal('after'), )), )),
    'AND([@opportunity]<>"",[@amount]<>0,[@status]<>"terminated",IN(XLOOKUP([@opportunity],pipeline[id],pipeline[stage_kind],""),"won","after"),ISNUMBER(deal_amount),ABS(signed-deal_amount)>MAX(1,money_tolerance*ABS(deal_amount)))':
        Call('AND', (Chain(Cell('row', 'opportunity'), (('<>', Literal('')), )), Chain(Cell('row', 'amount'), (('<>', Literal(0.0)), )), Chain(Cell('row', 'status'), (('<>', Literal('terminated')), )), Call('IN', (Call('XLOOKUP', (Cell('row', 'opportunity'), Whole('pipeline', 'id'), Whole('pipeline', 'stage_kind'), Literal(''), )), Literal('won'), Literal('after'), )), Call('ISNUMBER', (Cell('', 'deal_amount'), )), Chain(Call('ABS', (Chain(Cell('', 'signed'), (('-', Cell('', 'deal_amount')), )), )), (('>', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('', 'deal_amount'), ))), )), ))), )), )),
    '[@opportunity]':
        Cell('row', 'opportunity'),
    'SUMIFS(contracts[own_amount],contracts[opportunity],[@opportunity],contracts[status],"<>terminated")':
        Call('SUMIFS', (Whole('contracts', 'own_amount'), Whole('contracts', 'opportunity'), Cell('row', 'opportunity'), Whole('contracts', 'status'), Literal('<>terminated'), )),
    'XLOOKUP([@opportunity],pipeline[id],pipeline[own_amount],"")':
        Call('XLOOKUP', (Cell('row', 'opportunity'), Whole('pipeline', 'id'), Whole('pipeline', 'own_amount'), Literal(''), )),
    'AND([@customer]<>"",theirs<>"",theirs<>[@customer])':
        Call('AND', (Chain(Cell('row', 'customer'), (('<>', Literal('')), )), Chain(Cell('', 'theirs'), (('<>', Literal('')), )), Chain(Cell('', 'theirs'), (('<>', Cell('row', 'customer')), )), )),
    'XLOOKUP([@opportunity],pipeline[id],pipeline[customer],"")':
        Call('XLOOKUP', (Cell('row', 'opportunity'), Whole('pipeline', 'id'), Whole('pipeline', 'customer'), Literal(''), )),
    'AND(IN([@status],"running",""),[@end_on]>=TODAY(),[@end_on]<=TODAY()+renewal_days,COUNTIFS(pipeline[customer],[@customer],pipeline[kind],"renewal",pipeline[stage_kind],"open")=0,COUNTIFS(pipeline[customer],[@customer],pipeline[kind],"renewal",pipeline[closed_on],">="&(TODAY()-renewal_days),pipeline[quoted],TRUE)=0)':
        Call('AND', (Call('IN', (Cell('row', 'status'), Literal('running'), Literal(''), )), Chain(Cell('row', 'end_on'), (('>=', Call('TODAY', ())), )), Chain(Cell('row', 'end_on'), (('<=', Chain(Call('TODAY', ()), (('+', Cell('', 'renewal_days')), ))), )), Chain(Call('COUNTIFS', (Whole('pipeline', 'customer'), Cell('row', 'customer'), Whole('pipeline', 'kind'), Literal('renewal'), Whole('pipeline', 'stage_kind'), Literal('open'), )), (('=', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('pipeline', 'customer'), Cell('row', 'customer'), Whole('pipeline', 'kind'), Literal('renewal'), Whole('pipeline', 'closed_on'), Chain(Literal('>='), (('&', Chain(Call('TODAY', ()), (('-', Cell('', 'renewal_days')), ))), )), Whole('pipeline', 'quoted'), Literal(True), )), (('=', Literal(0.0)), )), )),
    'AND(IN([@status],"draft","review"),[@status]<>"terminated",ISNUMBER([@sent_on]))':
        Call('AND', (Call('IN', (Cell('row', 'status'), Literal('draft'), Literal('review'), )), Chain(Cell('row', 'status'), (('<>', Literal('terminated')), )), Call('ISNUMBER', (Cell('row', 'sent_on'), )), )),
    'AND(AND([@signed_on]="",NOT(IN([@status],"draft","review"))),[@status]<>"terminated",ISNUMBER([@sent_on]))':
        Call('AND', (Call('AND', (Chain(Cell('row', 'signed_on'), (('=', Literal('')), )), Call('NOT', (Call('IN', (Cell('row', 'status'), Literal('draft'), Literal('review'), )), )), )), Chain(Cell('row', 'status'), (('<>', Literal('terminated')), )), Call('ISNUMBER', (Cell('row', 'sent_on'), )), )),
    'ISNUMBER([@sent_on])':
        Call('ISNUMBER', (Cell('row', 'sent_on'), )),
    '[@sent_on]':
        Cell('row', 'sent_on'),
    '[@sent_order]':
        Cell('row', 'sent_order'),
    'IF([@sent_how]="shipped","发货","交付")':
        Call('IF', (Chain(Cell('row', 'sent_how'), (('=', Literal('shipped')), )), Literal('发货'), Literal('交付'), )),
    'IF([@sent_how]="shipped","shipped","was delivered")':
        Call('IF', (Chain(Cell('row', 'sent_how'), (('=', Literal('shipped')), )), Literal('shipped'), Literal('was delivered'), )),
    'AND([@quantity]>0,[@amount]>order_contract_above,[@head_status]<>"cancelled",COUNT(contracts[signed_on])>0,[@head_ordered_on]>=MIN(contracts[signed_on]),[@head_contract_no]="")':
        Call('AND', (Chain(Cell('row', 'quantity'), (('>', Literal(0.0)), )), Chain(Cell('row', 'amount'), (('>', Cell('', 'order_contract_above')), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), Chain(Call('COUNT', (Whole('contracts', 'signed_on'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'head_ordered_on'), (('>=', Call('MIN', (Whole('contracts', 'signed_on'), ))), )), Chain(Cell('row', 'head_contract_no'), (('=', Literal('')), )), )),
    'AND([@quantity]>0,[@amount]>order_contract_above,[@head_status]<>"cancelled",COUNT(contracts[signed_on])>0,[@head_ordered_on]>=MIN(contracts[signed_on]),[@head_contract_no]<>"",NOT(IN([@head_contract_no],contracts[id])))':
        Call('AND', (Chain(Cell('row', 'quantity'), (('>', Literal(0.0)), )), Chain(Cell('row', 'amount'), (('>', Cell('', 'order_contract_above')), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), Chain(Call('COUNT', (Whole('contracts', 'signed_on'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'head_ordered_on'), (('>=', Call('MIN', (Whole('contracts', 'signed_on'), ))), )), Chain(Cell('row', 'head_contract_no'), (('<>', Literal('')), )), Call('NOT', (Call('IN', (Cell('row', 'head_contract_no'), Whole('contracts', 'id'), )), )), )),
    '[@quantity]>0':
        Chain(Cell('row', 'quantity'), (('>', Literal(0.0)), )),
    '[@head_contract_no]':
        Cell('row', 'head_contract_no'),
    'AND(ISNUMBER([@shipped_on]),[@head_status]<>"cancelled",ISNUMBER([@confirmed_on]),[@confirmed_on]>[@shipped_on])':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'shipped_on'), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), Call('ISNUMBER', (Cell('row', 'confirmed_on'), )), Chain(Cell('row', 'confirmed_on'), (('>', Cell('row', 'shipped_on')), )), )),
    'AND(ISNUMBER([@shipped_on]),[@confirmed_on]="",[@head_status]<>"cancelled",COUNT(orders[confirmed_on])>0,[@shipped_on]>=MIN(orders[confirmed_on]))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'shipped_on'), )), Chain(Cell('row', 'confirmed_on'), (('=', Literal('')), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), Chain(Call('COUNT', (Whole('orders', 'confirmed_on'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'shipped_on'), (('>=', Call('MIN', (Whole('orders', 'confirmed_on'), ))), )), )),
    'ISNUMBER([@shipped_on])':
        Call('ISNUMBER', (Cell('row', 'shipped_on'), )),
    'AND([@confirmed_on]<[@ordered_on],COUNT([@confirmed_on],[@ordered_on])=2,[@head_status]<>"cancelled")':
        Call('AND', (Chain(Cell('row', 'confirmed_on'), (('<', Cell('row', 'ordered_on')), )), Chain(Call('COUNT', (Cell('row', 'confirmed_on'), Cell('row', 'ordered_on'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    'AND([@shipped_on]<[@ordered_on],COUNT([@shipped_on],[@ordered_on])=2,[@head_status]<>"cancelled")':
        Call('AND', (Chain(Cell('row', 'shipped_on'), (('<', Cell('row', 'ordered_on')), )), Chain(Call('COUNT', (Cell('row', 'shipped_on'), Cell('row', 'ordered_on'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    'AND([@delivered_on]<[@ordered_on],COUNT([@delivered_on],[@ordered_on])=2,[@head_status]<>"cancelled")':
        Call('AND', (Chain(Cell('row', 'delivered_on'), (('<', Cell('row', 'ordered_on')), )), Chain(Call('COUNT', (Cell('row', 'delivered_on'), Cell('row', 'ordered_on'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    'AND([@delivered_on]<[@shipped_on],COUNT([@delivered_on],[@shipped_on])=2,[@head_status]<>"cancelled",OR([@ordered_on]="",[@delivered_on]>=[@ordered_on]))':
        Call('AND', (Chain(Cell('row', 'delivered_on'), (('<', Cell('row', 'shipped_on')), )), Chain(Call('COUNT', (Cell('row', 'delivered_on'), Cell('row', 'shipped_on'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), Call('OR', (Chain(Cell('row', 'ordered_on'), (('=', Literal('')), )), Chain(Cell('row', 'delivered_on'), (('>=', Cell('row', 'ordered_on')), )), )), )),
    'AND([@ordered_on]>TODAY(),ISNUMBER([@ordered_on]),[@head_status]<>"cancelled")':
        Call('AND', (Chain(Cell('row', 'ordered_on'), (('>', Call('TODAY', ())), )), Call('ISNUMBER', (Cell('row', 'ordered_on'), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    'AND([@confirmed_on]>TODAY(),ISNUMBER([@confirmed_on]),[@head_status]<>"cancelled")':
        Call('AND', (Chain(Cell('row', 'confirmed_on'), (('>', Call('TODAY', ())), )), Call('ISNUMBER', (Cell('row', 'confirmed_on'), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    'AND([@shipped_on]>TODAY(),ISNUMBER([@shipped_on]),[@head_status]<>"cancelled")':
        Call('AND', (Chain(Cell('row', 'shipped_on'), (('>', Call('TODAY', ())), )), Call('ISNUMBER', (Cell('row', 'shipped_on'), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    'AND([@delivered_on]>TODAY(),ISNUMBER([@delivered_on]),[@head_status]<>"cancelled")':
        Call('AND', (Chain(Cell('row', 'delivered_on'), (('>', Call('TODAY', ())), )), Call('ISNUMBER', (Cell('row', 'delivered_on'), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    'AND([@quantity]>0,[@confirmed_on]="",[@shipped_on]="",[@delivered_on]="",[@head_status]<>"cancelled",[@head_ordered_on]<>"",COUNT(orders[confirmed_on])>0,waited>order_confirm_days)':
        Call('AND', (Chain(Cell('row', 'quantity'), (('>', Literal(0.0)), )), Chain(Cell('row', 'confirmed_on'), (('=', Literal('')), )), Chain(Cell('row', 'shipped_on'), (('=', Literal('')), )), Chain(Cell('row', 'delivered_on'), (('=', Literal('')), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), Chain(Cell('row', 'head_ordered_on'), (('<>', Literal('')), )), Chain(Call('COUNT', (Whole('orders', 'confirmed_on'), )), (('>', Literal(0.0)), )), Chain(Cell('', 'waited'), (('>', Cell('', 'order_confirm_days')), )), )),
    'NETWORKDAYS([@head_ordered_on]+1,TODAY(),"calendar")':
        Call('NETWORKDAYS', (Chain(Cell('row', 'head_ordered_on'), (('+', Literal(1.0)), )), Call('TODAY', ()), Literal('calendar'), )),
    'AND(ISNUMBER([@promised_on]),[@promised_on]<TODAY(),[@awaited],OR([@quantity]="",[@quantity]>0))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'promised_on'), )), Chain(Cell('row', 'promised_on'), (('<', Call('TODAY', ())), )), Cell('row', 'awaited'), Call('OR', (Chain(Cell('row', 'quantity'), (('=', Literal('')), )), Chain(Cell('row', 'quantity'), (('>', Literal(0.0)), )), )), )),
    'AND(ISNUMBER([@promised_on]),ISNUMBER(agreed),[@promised_on]>agreed,[@head_status]<>"cancelled")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'promised_on'), )), Call('ISNUMBER', (Cell('', 'agreed'), )), Chain(Cell('row', 'promised_on'), (('>', Cell('', 'agreed')), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    'XLOOKUP([@head_contract_no],contracts[id],contracts[delivery_on],"")':
        Call('XLOOKUP', (Cell('row', 'head_contract_no'), Whole('contracts', 'id'), Whole('contracts', 'delivery_on'), Literal(''), )),
    'AND([@head_contract_no]<>"",[@head_status]<>"cancelled",ISNUMBER(agreed),agreed>0,ordered>agreed+MAX(1,money_tolerance*ABS(agreed)))':
        Call('AND', (Chain(Cell('row', 'head_contract_no'), (('<>', Literal('')), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), Call('ISNUMBER', (Cell('', 'agreed'), )), Chain(Cell('', 'agreed'), (('>', Literal(0.0)), )), Chain(Cell('', 'ordered'), (('>', Chain(Cell('', 'agreed'), (('+', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('', 'agreed'), ))), )), ))), ))), )), )),
    'XLOOKUP([@head_contract_no],contracts[id],contracts[own_amount],"")':
        Call('XLOOKUP', (Cell('row', 'head_contract_no'), Whole('contracts', 'id'), Whole('contracts', 'own_amount'), Literal(''), )),
    'SUMIFS(orders[own_amount],orders[head_contract_no],[@head_contract_no],orders[head_status],"<>cancelled")':
        Call('SUMIFS', (Whole('orders', 'own_amount'), Whole('orders', 'head_contract_no'), Cell('row', 'head_contract_no'), Whole('orders', 'head_status'), Literal('<>cancelled'), )),
    'AND(ISNUMBER([@price]),ISNUMBER([@quantity]),ISNUMBER([@amount]),ABS(right-[@amount])>MAX(1,money_tolerance*ABS([@amount])),NOT([@own_discount]),[@head_status]<>"cancelled")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'price'), )), Call('ISNUMBER', (Cell('row', 'quantity'), )), Call('ISNUMBER', (Cell('row', 'amount'), )), Chain(Call('ABS', (Chain(Cell('', 'right'), (('-', Cell('row', 'amount')), )), )), (('>', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('row', 'amount'), ))), )), ))), )), Call('NOT', (Cell('row', 'own_discount'), )), Chain(Cell('row', 'head_status'), (('<>', Literal('cancelled')), )), )),
    '[@quantity]*[@price]*(1-off)':
        Chain(Cell('row', 'quantity'), (('*', Cell('row', 'price')), ('*', Chain(Literal(1.0), (('-', Cell('', 'off')), ))), )),
    'IF(ISNUMBER([@discount]),[@discount],0)':
        Call('IF', (Call('ISNUMBER', (Cell('row', 'discount'), )), Cell('row', 'discount'), Literal(0.0), )),
    'AND(ISNUMBER([@price]),ISNUMBER([@quantity]),ISNUMBER([@amount]),ABS(right-[@amount])>MAX(1,money_tolerance*ABS([@amount])),NOT([@own_discount]),NOT(IN([@head_status],"declined","withdrawn")))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'price'), )), Call('ISNUMBER', (Cell('row', 'quantity'), )), Call('ISNUMBER', (Cell('row', 'amount'), )), Chain(Call('ABS', (Chain(Cell('', 'right'), (('-', Cell('row', 'amount')), )), )), (('>', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('row', 'amount'), ))), )), ))), )), Call('NOT', (Cell('row', 'own_discount'), )), Call('NOT', (Call('IN', (Cell('row', 'head_status'), Literal('declined'), Literal('withdrawn'), )), )), )),
    'AND([@head_status]="delivered",[@delivered_on]="")':
        Call('AND', (Chain(Cell('row', 'head_status'), (('=', Literal('delivered')), )), Chain(Cell('row', 'delivered_on'), (('=', Literal('')), )), )),
    'AND([@head_status]="cancelled",[@delivered_on]<>"")':
        Call('AND', (Chain(Cell('row', 'head_status'), (('=', Literal('cancelled')), )), Chain(Cell('row', 'delivered_on'), (('<>', Literal('')), )), )),
    'AND([@head_status]="new",[@confirmed_on]<>"",[@delivered_on]="")':
        Call('AND', (Chain(Cell('row', 'head_status'), (('=', Literal('new')), )), Chain(Cell('row', 'confirmed_on'), (('<>', Literal('')), )), Chain(Cell('row', 'delivered_on'), (('=', Literal('')), )), )),
    'AND([@head_status]="shipped",[@shipped_on]="",[@delivered_on]="")':
        Call('AND', (Chain(Cell('row', 'head_status'), (('=', Literal('shipped')), )), Chain(Cell('row', 'shipped_on'), (('=', Literal('')), )), Chain(Cell('row', 'delivered_on'), (('=', Literal('')), )), )),
    'AND(IN([@head_status],"new","confirmed","production","shipped"),[@delivered_on]<>"")':
        Call('AND', (Call('IN', (Cell('row', 'head_status'), Literal('new'), Literal('confirmed'), Literal('production'), Literal('shipped'), )), Chain(Cell('row', 'delivered_on'), (('<>', Literal('')), )), )),
    '[@head_status]':
        Cell('row', 'head_status'),
    'AND(ISNUMBER([@open]),[@due_on]+payment_grace_days<TODAY(),[@open]>MAX(1,money_tolerance*ABS([@own_due])),[@contract_status]<>"terminated")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'open'), )), Chain(Chain(Cell('row', 'due_on'), (('+', Cell('', 'payment_grace_days')), )), (('<', Call('TODAY', ())), )), Chain(Cell('row', 'open'), (('>', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('row', 'own_due'), ))), )), ))), )), Chain(Cell('row', 'contract_status'), (('<>', Literal('terminated')), )), )),
    '[@open]':
        Cell('row', 'open'),
    'IF([@belongs]="",[@id],[@belongs])':
        Call('IF', (Chain(Cell('row', 'belongs'), (('=', Literal('')), )), Cell('row', 'id'), Cell('row', 'belongs'), )),
    'IF([@owner]<>"",[@owner],XLOOKUP([@belongs],contracts[id],contracts[owner],""))':
        Call('IF', (Chain(Cell('row', 'owner'), (('<>', Literal('')), )), Cell('row', 'owner'), Call('XLOOKUP', (Cell('row', 'belongs'), Whole('contracts', 'id'), Whole('contracts', 'owner'), Literal(''), )), )),
    'AND(ISNUMBER([@received_so_far]),[@amount]>0,ISNUMBER(agreed),agreed>0,[@received_so_far]>agreed+MAX(1,money_tolerance*ABS(agreed)),came>agreed+MAX(1,money_tolerance*ABS(agreed)))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'received_so_far'), )), Chain(Cell('row', 'amount'), (('>', Literal(0.0)), )), Call('ISNUMBER', (Cell('', 'agreed'), )), Chain(Cell('', 'agreed'), (('>', Literal(0.0)), )), Chain(Cell('row', 'received_so_far'), (('>', Chain(Cell('', 'agreed'), (('+', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('', 'agreed'), ))), )), ))), ))), )), Chain(Cell('', 'came'), (('>', Chain(Cell('', 'agreed'), (('+', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('', 'agreed'), ))), )), ))), ))), )), )),
    '[@belongs]':
        Cell('row', 'belongs'),
    'XLOOKUP([@belongs],contracts[id],contracts[own_amount],"")':
        Call('XLOOKUP', (Cell('row', 'belongs'), Whole('contracts', 'id'), Whole('contracts', 'own_amount'), Literal(''), )),
    '[@paid_for_contract]':
        Cell('row', 'paid_for_contract'),
    'came-agreed':
        Chain(Cell('', 'came'), (('-', Cell('', 'agreed')), )),
    'AND(ISNUMBER([@own_due]),ISNUMBER(agreed),agreed>0,IN(XLOOKUP([@belongs],contracts[id],contracts[status],""),"running","completed",""),ABS(gap)>MAX(1,money_tolerance*ABS(agreed)),gap<0)':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'own_due'), )), Call('ISNUMBER', (Cell('', 'agreed'), )), Chain(Cell('', 'agreed'), (('>', Literal(0.0)), )), Call('IN', (Call('XLOOKUP', (Cell('row', 'belongs'), Whole('contracts', 'id'), Whole('contracts', 'status'), Literal(''), )), Literal('running'), Literal('completed'), Literal(''), )), Chain(Call('ABS', (Cell('', 'gap'), )), (('>', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('', 'agreed'), ))), )), ))), )), Chain(Cell('', 'gap'), (('<', Literal(0.0)), )), )),
    'AND(ISNUMBER([@own_due]),ISNUMBER(agreed),agreed>0,IN(XLOOKUP([@belongs],contracts[id],contracts[status],""),"running","completed",""),ABS(gap)>MAX(1,money_tolerance*ABS(agreed)),gap>0)':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'own_due'), )), Call('ISNUMBER', (Cell('', 'agreed'), )), Chain(Cell('', 'agreed'), (('>', Literal(0.0)), )), Call('IN', (Call('XLOOKUP', (Cell('row', 'belongs'), Whole('contracts', 'id'), Whole('contracts', 'status'), Literal(''), )), Literal('running'), Literal('completed'), Literal(''), )), Chain(Call('ABS', (Cell('', 'gap'), )), (('>', Call('MAX', (Literal(1.0), Chain(Cell('', 'money_tolerance'), (('*', Call('ABS', (Cell('', 'agreed'), ))), )), ))), )), Chain(Cell('', 'gap'), (('>', Literal(0.0)), )), )),
    '[@due_for_contract]':
        Cell('row', 'due_for_contract'),
    'laid-agreed':
        Chain(Cell('', 'laid'), (('-', Cell('', 'agreed')), )),
    'ABS(gap)':
        Call('ABS', (Cell('', 'gap'), )),
    'AND(ISNUMBER([@amount]),[@amount]<>0,[@received_on]="")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'amount'), )), Chain(Cell('row', 'amount'), (('<>', Literal(0.0)), )), Chain(Cell('row', 'received_on'), (('=', Literal('')), )), )),
    'AND([@amount]="",ISNUMBER([@received_on]))':
        Call('AND', (Chain(Cell('row', 'amount'), (('=', Literal('')), )), Call('ISNUMBER', (Cell('row', 'received_on'), )), )),
    'AND(ISNUMBER([@received_on]),[@received_on]>TODAY())':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'received_on'), )), Chain(Cell('row', 'received_on'), (('>', Call('TODAY', ())), )), )),
    'AND(COUNTA(receipts[invoice_no])>0,[@amount]>0,[@received_on]+invoice_days<TODAY(),ISNUMBER([@received_on]),[@invoice_no]="",[@invoiced_on]="")':
        Call('AND', (Chain(Call('COUNTA', (Whole('receipts', 'invoice_no'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'amount'), (('>', Literal(0.0)), )), Chain(Chain(Cell('row', 'received_on'), (('+', Cell('', 'invoice_days')), )), (('<', Call('TODAY', ())), )), Call('ISNUMBER', (Cell('row', 'received_on'), )), Chain(Cell('row', 'invoice_no'), (('=', Literal('')), )), Chain(Cell('row', 'invoiced_on'), (('=', Literal('')), )), )),
    'AND([@amount]<0,ISNUMBER([@paid_before]),[@paid_before]+[@amount]<-1)':
        Call('AND', (Chain(Cell('row', 'amount'), (('<', Literal(0.0)), )), Call('ISNUMBER', (Cell('row', 'paid_before'), )), Chain(Chain(Cell('row', 'paid_before'), (('+', Cell('row', 'amount')), )), (('<', Signed(Literal(1.0), 1, 0)), )), )),
    'ABS([@amount])':
        Call('ABS', (Cell('row', 'amount'), )),
    '[@paid_before]':
        Cell('row', 'paid_before'),
    '[@other_currency]<>""':
        Chain(Cell('row', 'other_currency'), (('<>', Literal('')), )),
    '[@other_currency]':
        Cell('row', 'other_currency'),
    'IF([@first_currency]="","本位币"," "&[@first_currency]&" ")':
        Call('IF', (Chain(Cell('row', 'first_currency'), (('=', Literal('')), )), Literal('本位币'), Chain(Literal(' '), (('&', Cell('row', 'first_currency')), ('&', Literal(' ')), )), )),
    'IF([@first_currency]="","your own currency",[@first_currency])':
        Call('IF', (Chain(Cell('row', 'first_currency'), (('=', Literal('')), )), Literal('your own currency'), Cell('row', 'first_currency'), )),
    'AND(COUNT(orders[ordered_on])>0,[@returned_on]>=MIN(orders[ordered_on]),[@status]<>"refused",[@order_no]="")':
        Call('AND', (Chain(Call('COUNT', (Whole('orders', 'ordered_on'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'returned_on'), (('>=', Call('MIN', (Whole('orders', 'ordered_on'), ))), )), Chain(Cell('row', 'status'), (('<>', Literal('refused')), )), Chain(Cell('row', 'order_no'), (('=', Literal('')), )), )),
    'AND(COUNT(orders[ordered_on])>0,[@returned_on]>=MIN(orders[ordered_on]),[@status]<>"refused",AND([@order_no]<>"",NOT(IN([@order_no],orders[id]))))':
        Call('AND', (Chain(Call('COUNT', (Whole('orders', 'ordered_on'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'returned_on'), (('>=', Call('MIN', (Whole('orders', 'ordered_on'), ))), )), Chain(Cell('row', 'status'), (('<>', Literal('refused')), )), Call('AND', (Chain(Cell('row', 'order_no'), (('<>', Literal('')), )), Call('NOT', (Call('IN', (Cell('row', 'order_no'), Whole('orders', 'id'), )), )), )), )),
    'AND(COUNT(orders[ordered_on])>0,[@returned_on]>=MIN(orders[ordered_on]),[@status]<>"refused",AND([@customer]<>"",theirs<>"",theirs<>[@customer]))':
        Call('AND', (Chain(Call('COUNT', (Whole('orders', 'ordered_on'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'returned_on'), (('>=', Call('MIN', (Whole('orders', 'ordered_on'), ))), )), Chain(Cell('row', 'status'), (('<>', Literal('refused')), )), Call('AND', (Chain(Cell('row', 'customer'), (('<>', Literal('')), )), Chain(Cell('', 'theirs'), (('<>', Literal('')), )), Chain(Cell('', 'theirs'), (('<>', Cell('row', 'customer')), )), )), )),
    'AND(COUNT(orders[ordered_on])>0,[@returned_on]>=MIN(orders[ordered_on]),[@status]<>"refused",AND([@product]<>"",IN([@order_no],orders[id]),OR(theirs="",theirs=[@customer]),COUNTIFS(orders[id],[@order_no],orders[product],"?*")>0,COUNTIFS(orders[id],[@order_no],orders[product],[@product])=0))':
        Call('AND', (Chain(Call('COUNT', (Whole('orders', 'ordered_on'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'returned_on'), (('>=', Call('MIN', (Whole('orders', 'ordered_on'), ))), )), Chain(Cell('row', 'status'), (('<>', Literal('refused')), )), Call('AND', (Chain(Cell('row', 'product'), (('<>', Literal('')), )), Call('IN', (Cell('row', 'order_no'), Whole('orders', 'id'), )), Call('OR', (Chain(Cell('', 'theirs'), (('=', Literal('')), )), Chain(Cell('', 'theirs'), (('=', Cell('row', 'customer')), )), )), Chain(Call('COUNTIFS', (Whole('orders', 'id'), Cell('row', 'order_no'), Whole('orders', 'product'), Literal('?*'), )), (('>', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('orders', 'id'), Cell('row', 'order_no'), Whole('orders', 'product'), Cell('row', 'product'), )), (('=', Literal(0.0)), )), )), )),
    'XLOOKUP([@order_no],orders[id],orders[head_customer],"")':
        Call('XLOOKUP', (Cell('row', 'order_no'), Whole('orders', 'id'), Whole('orders', 'head_customer'), Literal(''), )),
    'AND([@quantity]>0,[@status]<>"refused",ordered>0,returned>ordered)':
        Call('AND', (Chain(Cell('row', 'quantity'), (('>', Literal(0.0)), )), Chain(Cell('row', 'status'), (('<>', Literal('refused')), )), Chain(Cell('', 'ordered'), (('>', Literal(0.0)), )), Chain(Cell('', 'returned'), (('>', Cell('', 'ordered')), )), )),
    'IF([@product]="",SUMIFS(orders[quantity],orders[id],[@order_no],orders[quantity],">0"),SUMIFS(orders[quantity],orders[id],[@order_no],orders[product],[@product],orders[quantity],">0"))':
        Call('IF', (Chain(Cell('row', 'product'), (('=', Literal('')), )), Call('SUMIFS', (Whole('orders', 'quantity'), Whole('orders', 'id'), Cell('row', 'order_no'), Whole('orders', 'quantity'), Literal('>0'), )), Call('SUMIFS', (Whole('orders', 'quantity'), Whole('orders', 'id'), Cell('row', 'order_no'), Whole('orders', 'product'), Cell('row', 'product'), Whole('orders', 'quantity'), Literal('>0'), )), )),
    'IF([@product]="",SUMIFS(returns[quantity],returns[order_no],[@order_no],returns[status],"<>refused"),SUMIFS(returns[quantity],returns[order_no],[@order_no],returns[product],[@product],returns[status],"<>refused"))':
        Call('IF', (Chain(Cell('row', 'product'), (('=', Literal('')), )), Call('SUMIFS', (Whole('returns', 'quantity'), Whole('returns', 'order_no'), Cell('row', 'order_no'), Whole('returns', 'status'), Literal('<>refused'), )), Call('SUMIFS', (Whole('returns', 'quantity'), Whole('returns', 'order_no'), Cell('row', 'order_no'), Whole('returns', 'product'), Cell('row', 'product'), Whole('returns', 'status'), Literal('<>refused'), )), )),
    '[@order_no]&"|"&[@product]':
        Chain(Cell('row', 'order_no'), (('&', Literal('|')), ('&', Cell('row', 'product')), )),
    'AND([@status]<>"refused",[@order_no]<>"",negative>0)':
        Call('AND', (Chain(Cell('row', 'status'), (('<>', Literal('refused')), )), Chain(Cell('row', 'order_no'), (('<>', Literal('')), )), Chain(Cell('', 'negative'), (('>', Literal(0.0)), )), )),
    'COUNTIFS(orders[id],[@order_no],orders[product],[@product],orders[quantity],"<0")+COUNTIFS(orders[id],[@order_no],orders[product],[@product],orders[quantity],">=0",orders[amount],"<0")':
        Chain(Call('COUNTIFS', (Whole('orders', 'id'), Cell('row', 'order_no'), Whole('orders', 'product'), Cell('row', 'product'), Whole('orders', 'quantity'), Literal('<0'), )), (('+', Call('COUNTIFS', (Whole('orders', 'id'), Cell('row', 'order_no'), Whole('orders', 'product'), Cell('row', 'product'), Whole('orders', 'quantity'), Literal('>=0'), Whole('orders', 'amount'), Literal('<0'), ))), )),
    'AND(NOT(IN([@status],"settled","refused")),[@settled_on]="",ISNUMBER([@returned_on]),waited>return_settle_days)':
        Call('AND', (Call('NOT', (Call('IN', (Cell('row', 'status'), Literal('settled'), Literal('refused'), )), )), Chain(Cell('row', 'settled_on'), (('=', Literal('')), )), Call('ISNUMBER', (Cell('row', 'returned_on'), )), Chain(Cell('', 'waited'), (('>', Cell('', 'return_settle_days')), )), )),
    'NETWORKDAYS([@returned_on]+1,TODAY(),"calendar")':
        Call('NETWORKDAYS', (Chain(Cell('row', 'returned_on'), (('+', Literal(1.0)), )), Call('TODAY', ()), Literal('calendar'), )),
    'AND([@status]<>"refused",IN([@order_no],orders[id]),COUNTIFS(orders[sent],TRUE)>0,COUNTIFS(orders[id],[@order_no],orders[sent],TRUE)=0)':
        Call('AND', (Chain(Cell('row', 'status'), (('<>', Literal('refused')), )), Call('IN', (Cell('row', 'order_no'), Whole('orders', 'id'), )), Chain(Call('COUNTIFS', (Whole('orders', 'sent'), Literal(True), )), (('>', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('orders', 'id'), Cell('row', 'order_no'), Whole('orders', 'sent'), Literal(True), )), (('=', Literal(0.0)), )), )),
    'AND([@status]<>"refused",ISNUMBER(first),[@returned_on]<first)':
        Call('AND', (Chain(Cell('row', 'status'), (('<>', Literal('refused')), )), Call('ISNUMBER', (Cell('', 'first'), )), Chain(Cell('row', 'returned_on'), (('<', Cell('', 'first')), )), )),
    'XLOOKUP([@order_no],orders[id],orders[head_ordered_on],"")':
        Call('XLOOKUP', (Cell('row', 'order_no'), Whole('orders', 'id'), Whole('orders', 'head_ordered_on'), Literal(''), )),
    'AND([@answered_on]="",[@answer_hours]="",[@closed_on]="",ISNUMBER([@opened_on]),waited>IF([@type]="complaint",0,service_answer_days))':
        Call('AND', (Chain(Cell('row', 'answered_on'), (('=', Literal('')), )), Chain(Cell('row', 'answer_hours'), (('=', Literal('')), )), Chain(Cell('row', 'closed_on'), (('=', Literal('')), )), Call('ISNUMBER', (Cell('row', 'opened_on'), )), Chain(Cell('', 'waited'), (('>', Call('IF', (Chain(Cell('row', 'type'), (('=', Literal('complaint')), )), Literal(0.0), Cell('', 'service_answer_days'), ))), )), )),
    'NETWORKDAYS([@opened_on]+1,TODAY(),"calendar")':
        Call('NETWORKDAYS', (Chain(Cell('row', 'opened_on'), (('+', Literal(1.0)), )), Call('TODAY', ()), Literal('calendar'), )),
    'AND([@closed_on]="",ISNUMBER([@due]),late>0)':
        Call('AND', (Chain(Cell('row', 'closed_on'), (('=', Literal('')), )), Call('ISNUMBER', (Cell('row', 'due'), )), Chain(Cell('', 'late'), (('>', Literal(0.0)), )), )),
    'AND([@closed_on]="",[@due]="",ISNUMBER([@opened_on]),unplanned>0)':
        Call('AND', (Chain(Cell('row', 'closed_on'), (('=', Literal('')), )), Chain(Cell('row', 'due'), (('=', Literal('')), )), Call('ISNUMBER', (Cell('row', 'opened_on'), )), Chain(Cell('', 'unplanned'), (('>', Literal(0.0)), )), )),
    'NETWORKDAYS([@due]+1,TODAY(),"calendar")-IF(ISNUMBER([@waited_days]),[@waited_days],0)':
        Chain(Call('NETWORKDAYS', (Chain(Cell('row', 'due'), (('+', Literal(1.0)), )), Call('TODAY', ()), Literal('calendar'), )), (('-', Call('IF', (Call('ISNUMBER', (Cell('row', 'waited_days'), )), Cell('row', 'waited_days'), Literal(0.0), ))), )),
    'NETWORKDAYS([@opened_on]+1,TODAY(),"calendar")-service_close_days-IF(ISNUMBER([@waited_days]),[@waited_days],0)':
        Chain(Call('NETWORKDAYS', (Chain(Cell('row', 'opened_on'), (('+', Literal(1.0)), )), Call('TODAY', ()), Literal('calendar'), )), (('-', Cell('', 'service_close_days')), ('-', Call('IF', (Call('ISNUMBER', (Cell('row', 'waited_days'), )), Cell('row', 'waited_days'), Literal(0.0), ))), )),
    'AND([@answered_on]<[@opened_on],COUNT([@answered_on],[@opened_on])=2,TRUE)':
        Call('AND', (Chain(Cell('row', 'answered_on'), (('<', Cell('row', 'opened_on')), )), Chain(Call('COUNT', (Cell('row', 'answered_on'), Cell('row', 'opened_on'), )), (('=', Literal(2.0)), )), Literal(True), )),
    'AND([@closed_on]<[@opened_on],COUNT([@closed_on],[@opened_on])=2,TRUE)':
        Call('AND', (Chain(Cell('row', 'closed_on'), (('<', Cell('row', 'opened_on')), )), Chain(Call('COUNT', (Cell('row', 'closed_on'), Cell('row', 'opened_on'), )), (('=', Literal(2.0)), )), Literal(True), )),
    'AND([@closed_on]<[@answered_on],COUNT([@closed_on],[@answered_on])=2,[@closed_on]>=[@opened_on])':
        Call('AND', (Chain(Cell('row', 'closed_on'), (('<', Cell('row', 'answered_on')), )), Chain(Call('COUNT', (Cell('row', 'closed_on'), Cell('row', 'answered_on'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'closed_on'), (('>=', Cell('row', 'opened_on')), )), )),
    'AND(ISNUMBER([@opened_on]),[@opened_on]>TODAY())':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'opened_on'), )), Chain(Cell('row', 'opened_on'), (('>', Call('TODAY', ())), )), )),
    'AND(ISNUMBER([@answered_on]),[@answered_on]>TODAY())':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'answered_on'), )), Chain(Cell('row', 'answered_on'), (('>', Call('TODAY', ())), )), )),
    'AND(ISNUMBER([@closed_on]),[@closed_on]>TODAY())':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'closed_on'), )), Chain(Cell('row', 'closed_on'), (('>', Call('TODAY', ())), )), )),
    'AND([@customer]<>"",ISNUMBER([@score]),[@score]<alert,[@kind]<>"staff",waited>=3,COUNTIFS(activities[customer],[@customer],activities[date],">="&[@date])=0,COUNTIFS(service[customer],[@customer],service[opened_on],">="&[@date])=0,COUNTIFS(problems[customer],[@customer],problems[found_on],">="&[@date])=0)':
        Call('AND', (Chain(Cell('row', 'customer'), (('<>', Literal('')), )), Call('ISNUMBER', (Cell('row', 'score'), )), Chain(Cell('row', 'score'), (('<', Cell('', 'alert')), )), Chain(Cell('row', 'kind'), (('<>', Literal('staff')), )), Chain(Cell('', 'waited'), (('>=', Literal(3.0)), )), Chain(Call('COUNTIFS', (Whole('activities', 'customer'), Cell('row', 'customer'), Whole('activities', 'date'), Chain(Literal('>='), (('&', Cell('row', 'date')), )), )), (('=', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('service', 'customer'), Cell('row', 'customer'), Whole('service', 'opened_on'), Chain(Literal('>='), (('&', Cell('row', 'date')), )), )), (('=', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('problems', 'customer'), Cell('row', 'customer'), Whole('problems', 'found_on'), Chain(Literal('>='), (('&', Cell('row', 'date')), )), )), (('=', Literal(0.0)), )), )),
    'IF(satisfaction_alert>satisfaction_full,satisfaction_alert*satisfaction_full/100,satisfaction_alert)':
        Call('IF', (Chain(Cell('', 'satisfaction_alert'), (('>', Cell('', 'satisfaction_full')), )), Chain(Cell('', 'satisfaction_alert'), (('*', Cell('', 'satisfaction_full')), ('/', Literal(100.0)), )), Cell('', 'satisfaction_alert'), )),
    'NETWORKDAYS([@date]+1,TODAY(),"calendar")':
        Call('NETWORKDAYS', (Chain(Cell('row', 'date'), (('+', Literal(1.0)), )), Call('TODAY', ()), Literal('calendar'), )),
    'IF([@rep]<>"",[@rep],XLOOKUP([@customer],customers[id],customers[owner],""))':
        Call('IF', (Chain(Cell('row', 'rep'), (('<>', Literal('')), )), Cell('row', 'rep'), Call('XLOOKUP', (Cell('row', 'customer'), Whole('customers', 'id'), Whole('customers', 'owner'), Literal(''), )), )),
    'AND(ISNUMBER([@score]),OR([@score]<0,[@score]>satisfaction_full))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'score'), )), Call('OR', (Chain(Cell('row', 'score'), (('<', Literal(0.0)), )), Chain(Cell('row', 'score'), (('>', Cell('', 'satisfaction_full')), )), )), )),
    'AND(ISNUMBER([@score]),satisfaction_full=100,[@score]>=0,[@score]<=5,MEDIAN(surveys[score])>20)':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'score'), )), Chain(Cell('', 'satisfaction_full'), (('=', Literal(100.0)), )), Chain(Cell('row', 'score'), (('>=', Literal(0.0)), )), Chain(Cell('row', 'score'), (('<=', Literal(5.0)), )), Chain(Call('MEDIAN', (Whole('surveys', 'score'), )), (('>', Literal(20.0)), )), )),
    'IF([@customer]="","员工",[@customer]&" ")':
        Call('IF', (Chain(Cell('row', 'customer'), (('=', Literal('')), )), Literal('员工'), Chain(Cell('row', 'customer'), (('&', Literal(' ')), )), )),
    'IF([@customer]="","Staff",[@customer])':
        Call('IF', (Chain(Cell('row', 'customer'), (('=', Literal('')), )), Literal('Staff'), Cell('row', 'customer'), )),
    'ROUND([@score]*20,1)':
        Call('ROUND', (Chain(Cell('row', 'score'), (('*', Literal(20.0)), )), Literal(1.0), )),
    'XLOOKUP([@customer],customers[id],customers[owner],"")':
        Call('XLOOKUP', (Cell('row', 'customer'), Whole('customers', 'id'), Whole('customers', 'owner'), Literal(''), )),
    'AND(ISNUMBER([@satisfaction]),last>0,ABS([@satisfaction]-latest)>0.5)':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'satisfaction'), )), Chain(Cell('', 'last'), (('>', Literal(0.0)), )), Chain(Call('ABS', (Chain(Cell('row', 'satisfaction'), (('-', Cell('', 'latest')), )), )), (('>', Literal(0.5)), )), )),
    'MAXIFS(surveys[date],surveys[customer],[@id],surveys[kind],"<>staff",surveys[date],"<="&TODAY())':
        Call('MAXIFS', (Whole('surveys', 'date'), Whole('surveys', 'customer'), Cell('row', 'id'), Whole('surveys', 'kind'), Literal('<>staff'), Whole('surveys', 'date'), Chain(Literal('<='), (('&', Call('TODAY', ())), )), )),
    'AVERAGEIFS(surveys[score],surveys[customer],[@id],surveys[kind],"<>staff",surveys[date],last)':
        Call('AVERAGEIFS', (Whole('surveys', 'score'), Whole('surveys', 'customer'), Cell('row', 'id'), Whole('surveys', 'kind'), Literal('<>staff'), Whole('surveys', 'date'), Cell('', 'last'), )),
    'AND([@stage_kind]="open",[@quoted],[@customer]<>"",COUNTIFS(contacts[customer],[@customer])>COUNTIFS(contacts[customer],[@customer],contacts[left],TRUE),COUNTIFS(contacts[customer],[@customer],contacts[role],"decides")=COUNTIFS(contacts[customer],[@customer],contacts[role],"decides",contacts[left],TRUE))':
        Call('AND', (Chain(Cell('row', 'stage_kind'), (('=', Literal('open')), )), Cell('row', 'quoted'), Chain(Cell('row', 'customer'), (('<>', Literal('')), )), Chain(Call('COUNTIFS', (Whole('contacts', 'customer'), Cell('row', 'customer'), )), (('>', Call('COUNTIFS', (Whole('contacts', 'customer'), Cell('row', 'customer'), Whole('contacts', 'left'), Literal(True), ))), )), Chain(Call('COUNTIFS', (Whole('contacts', 'customer'), Cell('row', 'customer'), Whole('contacts', 'role'), Literal('decides'), )), (('=', Call('COUNTIFS', (Whole('contacts', 'customer'), Cell('row', 'customer'), Whole('contacts', 'role'), Literal('decides'), Whole('contacts', 'left'), Literal(True), ))), )), )),
    'AND([@contact]<>"",COUNTIFS(contacts[customer],[@id],contacts[name],[@contact],contacts[left],TRUE)>0,COUNTIFS(contacts[customer],[@id],contacts[name],[@contact])=COUNTIFS(contacts[customer],[@id],contacts[name],[@contact],contacts[left],TRUE))':
        Call('AND', (Chain(Cell('row', 'contact'), (('<>', Literal('')), )), Chain(Call('COUNTIFS', (Whole('contacts', 'customer'), Cell('row', 'id'), Whole('contacts', 'name'), Cell('row', 'contact'), Whole('contacts', 'left'), Literal(True), )), (('>', Literal(0.0)), )), Chain(Call('COUNTIFS', (Whole('contacts', 'customer'), Cell('row', 'id'), Whole('contacts', 'name'), Cell('row', 'contact'), )), (('=', Call('COUNTIFS', (Whole('contacts', 'customer'), Cell('row', 'id'), Whole('contacts', 'name'), Cell('row', 'contact'), Whole('contacts', 'left'), Literal(True), ))), )), )),
    'AND(ISNUMBER([@due]),[@due]<TODAY(),NOT(IN([@status],"done","cancelled")))':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'due'), )), Chain(Cell('row', 'due'), (('<', Call('TODAY', ())), )), Call('NOT', (Call('IN', (Cell('row', 'status'), Literal('done'), Literal('cancelled'), )), )), )),
    'AND(IN([@kind],"problem","customer"),[@status]<>"cancelled",ISNUMBER([@found_on]),waited>=5,[@cause]="",[@action]<>"")':
        Call('AND', (Call('IN', (Cell('row', 'kind'), Literal('problem'), Literal('customer'), )), Chain(Cell('row', 'status'), (('<>', Literal('cancelled')), )), Call('ISNUMBER', (Cell('row', 'found_on'), )), Chain(Cell('', 'waited'), (('>=', Literal(5.0)), )), Chain(Cell('row', 'cause'), (('=', Literal('')), )), Chain(Cell('row', 'action'), (('<>', Literal('')), )), )),
    'AND(IN([@kind],"problem","customer"),[@status]<>"cancelled",ISNUMBER([@found_on]),waited>=5,[@action]="",[@cause]<>"")':
        Call('AND', (Call('IN', (Cell('row', 'kind'), Literal('problem'), Literal('customer'), )), Chain(Cell('row', 'status'), (('<>', Literal('cancelled')), )), Call('ISNUMBER', (Cell('row', 'found_on'), )), Chain(Cell('', 'waited'), (('>=', Literal(5.0)), )), Chain(Cell('row', 'action'), (('=', Literal('')), )), Chain(Cell('row', 'cause'), (('<>', Literal('')), )), )),
    'AND(IN([@kind],"problem","customer"),[@status]<>"cancelled",ISNUMBER([@found_on]),waited>=5,[@cause]="",[@action]="")':
        Call('AND', (Call('IN', (Cell('row', 'kind'), Literal('problem'), Literal('customer'), )), Chain(Cell('row', 'status'), (('<>', Literal('cancelled')), )), Call('ISNUMBER', (Cell('row', 'found_on'), )), Chain(Cell('', 'waited'), (('>=', Literal(5.0)), )), Chain(Cell('row', 'cause'), (('=', Literal('')), )), Chain(Cell('row', 'action'), (('=', Literal('')), )), )),
    'NETWORKDAYS([@found_on]+1,TODAY(),"calendar")':
        Call('NETWORKDAYS', (Chain(Cell('row', 'found_on'), (('+', Literal(1.0)), )), Call('TODAY', ()), Literal('calendar'), )),
    'AND([@status]="done",[@result]="")':
        Call('AND', (Chain(Cell('row', 'status'), (('=', Literal('done')), )), Chain(Cell('row', 'result'), (('=', Literal('')), )), )),
    'AND([@status]="done",[@done_on]="")':
        Call('AND', (Chain(Cell('row', 'status'), (('=', Literal('done')), )), Chain(Cell('row', 'done_on'), (('=', Literal('')), )), )),
    'AND(COUNT([@done_on],[@found_on])=2,[@done_on]<[@found_on])':
        Call('AND', (Chain(Call('COUNT', (Cell('row', 'done_on'), Cell('row', 'found_on'), )), (('=', Literal(2.0)), )), Chain(Cell('row', 'done_on'), (('<', Cell('row', 'found_on')), )), )),
    'AND(ISNUMBER([@done_on]),[@done_on]>TODAY())':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'done_on'), )), Chain(Cell('row', 'done_on'), (('>', Call('TODAY', ())), )), )),
    'AND(ISNUMBER([@found_on]),[@found_on]>TODAY())':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'found_on'), )), Chain(Cell('row', 'found_on'), (('>', Call('TODAY', ())), )), )),
    'AND(IN([@status],"watching",""),gravity>=6,[@response]="")':
        Call('AND', (Call('IN', (Cell('row', 'status'), Literal('watching'), Literal(''), )), Chain(Cell('', 'gravity'), (('>=', Literal(6.0)), )), Chain(Cell('row', 'response'), (('=', Literal('')), )), )),
    'AND(IN([@status],"watching",""),gravity>=6,[@response]<>"",[@strategy]="")':
        Call('AND', (Call('IN', (Cell('row', 'status'), Literal('watching'), Literal(''), )), Chain(Cell('', 'gravity'), (('>=', Literal(6.0)), )), Chain(Cell('row', 'response'), (('<>', Literal('')), )), Chain(Cell('row', 'strategy'), (('=', Literal('')), )), )),
    'IF([@likelihood]="high",3,IF([@likelihood]="mid",2,IF([@likelihood]="low",1,0)))*IF([@impact]="high",3,IF([@impact]="mid",2,IF([@impact]="low",1,0)))':
        Chain(Call('IF', (Chain(Cell('row', 'likelihood'), (('=', Literal('high')), )), Literal(3.0), Call('IF', (Chain(Cell('row', 'likelihood'), (('=', Literal('mid')), )), Literal(2.0), Call('IF', (Chain(Cell('row', 'likelihood'), (('=', Literal('low')), )), Literal(1.0), Literal(0.0), )), )), )), (('*', Call('IF', (Chain(Cell('row', 'impact'), (('=', Literal('high')), )), Literal(3.0), Call('IF', (Chain(Cell('row', 'impact'), (('=', Literal('mid')), )), Literal(2.0), Call('IF', (Chain(Cell('row', 'impact'), (('=', Literal('low')), )), Literal(1.0), Literal(0.0), )), )), ))), )),
    'AND(IN([@status],"watching",""),ISNUMBER([@due]),[@due]<TODAY())':
        Call('AND', (Call('IN', (Cell('row', 'status'), Literal('watching'), Literal(''), )), Call('ISNUMBER', (Cell('row', 'due'), )), Chain(Cell('row', 'due'), (('<', Call('TODAY', ())), )), )),
    'AND([@stage_kind]="lost",ISNUMBER([@own_amount]),[@own_amount]>loss_review_amount,ISNUMBER([@closed_on]),COUNT(meetings[date])>0,[@closed_on]>=MIN(meetings[date]),NETWORKDAYS([@closed_on]+1,TODAY(),"calendar")>10,COUNTIFS(meetings[opportunity],[@id],meetings[kind],"loss")=0)':
        Call('AND', (Chain(Cell('row', 'stage_kind'), (('=', Literal('lost')), )), Call('ISNUMBER', (Cell('row', 'own_amount'), )), Chain(Cell('row', 'own_amount'), (('>', Cell('', 'loss_review_amount')), )), Call('ISNUMBER', (Cell('row', 'closed_on'), )), Chain(Call('COUNT', (Whole('meetings', 'date'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'closed_on'), (('>=', Call('MIN', (Whole('meetings', 'date'), ))), )), Chain(Call('NETWORKDAYS', (Chain(Cell('row', 'closed_on'), (('+', Literal(1.0)), )), Call('TODAY', ()), Literal('calendar'), )), (('>', Literal(10.0)), )), Chain(Call('COUNTIFS', (Whole('meetings', 'opportunity'), Cell('row', 'id'), Whole('meetings', 'kind'), Literal('loss'), )), (('=', Literal(0.0)), )), )),
    'AND([@action]<>"",[@task]="",[@owner]="",[@due]<>"")':
        Call('AND', (Chain(Cell('row', 'action'), (('<>', Literal('')), )), Chain(Cell('row', 'task'), (('=', Literal('')), )), Chain(Cell('row', 'owner'), (('=', Literal('')), )), Chain(Cell('row', 'due'), (('<>', Literal('')), )), )),
    'AND([@action]<>"",[@task]="",[@owner]<>"",[@due]="")':
        Call('AND', (Chain(Cell('row', 'action'), (('<>', Literal('')), )), Chain(Cell('row', 'task'), (('=', Literal('')), )), Chain(Cell('row', 'owner'), (('<>', Literal('')), )), Chain(Cell('row', 'due'), (('=', Literal('')), )), )),
    'AND([@action]<>"",[@task]="",[@owner]="",[@due]="")':
        Call('AND', (Chain(Cell('row', 'action'), (('<>', Literal('')), )), Chain(Cell('row', 'task'), (('=', Literal('')), )), Chain(Cell('row', 'owner'), (('=', Literal('')), )), Chain(Cell('row', 'due'), (('=', Literal('')), )), )),
    'IF([@owner]="",[@host],[@owner])':
        Call('IF', (Chain(Cell('row', 'owner'), (('=', Literal('')), )), Cell('row', 'host'), Cell('row', 'owner'), )),
    'AND([@effective_on]=MAXIFS(sop_revisions[effective_on],sop_revisions[effective_on],"<="&TODAY()),ISNUMBER([@effective_on]),ISNUMBER([@next_review]),[@next_review]<TODAY())':
        Call('AND', (Chain(Cell('row', 'effective_on'), (('=', Call('MAXIFS', (Whole('sop_revisions', 'effective_on'), Whole('sop_revisions', 'effective_on'), Chain(Literal('<='), (('&', Call('TODAY', ())), )), ))), )), Call('ISNUMBER', (Cell('row', 'effective_on'), )), Call('ISNUMBER', (Cell('row', 'next_review'), )), Chain(Cell('row', 'next_review'), (('<', Call('TODAY', ())), )), )),
    '[@approved_by]':
        Cell('row', 'approved_by'),
    'AND([@owner_left],NOT(IN([@status],"done","cancelled")))':
        Call('AND', (Cell('row', 'owner_left'), Call('NOT', (Call('IN', (Cell('row', 'status'), Literal('done'), Literal('cancelled'), )), )), )),
    'AND([@owner_left],IN([@status],"watching",""))':
        Call('AND', (Cell('row', 'owner_left'), Call('IN', (Cell('row', 'status'), Literal('watching'), Literal(''), )), )),
    'AND([@owner_left],[@action]<>"",NOT(IN(XLOOKUP([@task],tasks[id],tasks[status],""),"done","cancelled")))':
        Call('AND', (Cell('row', 'owner_left'), Chain(Cell('row', 'action'), (('<>', Literal('')), )), Call('NOT', (Call('IN', (Call('XLOOKUP', (Cell('row', 'task'), Whole('tasks', 'id'), Whole('tasks', 'status'), Literal(''), )), Literal('done'), Literal('cancelled'), )), )), )),
    'AND(IN([@kind],"exhibition","advertising","samples","referral"),[@channel]="",OR(ISNUMBER([@amount]),ISNUMBER([@budget])))':
        Call('AND', (Call('IN', (Cell('row', 'kind'), Literal('exhibition'), Literal('advertising'), Literal('samples'), Literal('referral'), )), Chain(Cell('row', 'channel'), (('=', Literal('')), )), Call('OR', (Call('ISNUMBER', (Cell('row', 'amount'), )), Call('ISNUMBER', (Cell('row', 'budget'), )), )), )),
    'AND(AND(ISNUMBER([@amount]),OR([@amount]>cost_approval_above,AND(IN([@kind],"entertainment","gift"),[@amount]>gift_limit))),[@approved_by]="")':
        Call('AND', (Call('AND', (Call('ISNUMBER', (Cell('row', 'amount'), )), Call('OR', (Chain(Cell('row', 'amount'), (('>', Cell('', 'cost_approval_above')), )), Call('AND', (Call('IN', (Cell('row', 'kind'), Literal('entertainment'), Literal('gift'), )), Chain(Cell('row', 'amount'), (('>', Cell('', 'gift_limit')), )), )), )), )), Chain(Cell('row', 'approved_by'), (('=', Literal('')), )), )),
    'AND(AND(ISNUMBER([@amount]),OR([@amount]>cost_approval_above,AND(IN([@kind],"entertainment","gift"),[@amount]>gift_limit))),[@approved_by]<>"",XLOOKUP([@approved_by],team[id],team[role],"")<>"",NOT(IN(XLOOKUP([@approved_by],team[id],team[role],""),"lead","manager")))':
        Call('AND', (Call('AND', (Call('ISNUMBER', (Cell('row', 'amount'), )), Call('OR', (Chain(Cell('row', 'amount'), (('>', Cell('', 'cost_approval_above')), )), Call('AND', (Call('IN', (Cell('row', 'kind'), Literal('entertainment'), Literal('gift'), )), Chain(Cell('row', 'amount'), (('>', Cell('', 'gift_limit')), )), )), )), )), Chain(Cell('row', 'approved_by'), (('<>', Literal('')), )), Chain(Call('XLOOKUP', (Cell('row', 'approved_by'), Whole('team', 'id'), Whole('team', 'role'), Literal(''), )), (('<>', Literal('')), )), Call('NOT', (Call('IN', (Call('XLOOKUP', (Cell('row', 'approved_by'), Whole('team', 'id'), Whole('team', 'role'), Literal(''), )), Literal('lead'), Literal('manager'), )), )), )),
    'AND(AND(ISNUMBER([@amount]),OR([@amount]>cost_approval_above,AND(IN([@kind],"entertainment","gift"),[@amount]>gift_limit))),[@approved_by]<>"",[@approved_by]=[@owner],XLOOKUP([@approved_by],team[id],team[role],"")="lead")':
        Call('AND', (Call('AND', (Call('ISNUMBER', (Cell('row', 'amount'), )), Call('OR', (Chain(Cell('row', 'amount'), (('>', Cell('', 'cost_approval_above')), )), Call('AND', (Call('IN', (Cell('row', 'kind'), Literal('entertainment'), Literal('gift'), )), Chain(Cell('row', 'amount'), (('>', Cell('', 'gift_limit')), )), )), )), )), Chain(Cell('row', 'approved_by'), (('<>', Literal('')), )), Chain(Cell('row', 'approved_by'), (('=', Cell('row', 'owner')), )), Chain(Call('XLOOKUP', (Cell('row', 'approved_by'), Whole('team', 'id'), Whole('team', 'role'), Literal(''), )), (('=', Literal('lead')), )), )),
    'AND([@campaign]<>"",ISNUMBER([@amount]),budgeted>0,spent>budgeted*1.05)':
        Call('AND', (Chain(Cell('row', 'campaign'), (('<>', Literal('')), )), Call('ISNUMBER', (Cell('row', 'amount'), )), Chain(Cell('', 'budgeted'), (('>', Literal(0.0)), )), Chain(Cell('', 'spent'), (('>', Chain(Cell('', 'budgeted'), (('*', Literal(1.05)), ))), )), )),
    'SUMIFS(costs[amount],costs[campaign],[@campaign])':
        Call('SUMIFS', (Whole('costs', 'amount'), Whole('costs', 'campaign'), Cell('row', 'campaign'), )),
    'SUMIFS(costs[budget],costs[campaign],[@campaign])':
        Call('SUMIFS', (Whole('costs', 'budget'), Whole('costs', 'campaign'), Cell('row', 'campaign'), )),
    'spent/budgeted-1':
        Chain(Chain(Cell('', 'spent'), (('/', Cell('', 'budgeted')), )), (('-', Literal(1.0)), )),
    'AND(NOT(IN(LOWER([@competitor]),"","无","没有","none","no","n/a","-")),COUNTA(competitors[name])>0,[@created_on]>=TODAY()-180,met>=3,NOT(IN([@competitor],competitors[name])))':
        Call('AND', (Call('NOT', (Call('IN', (Call('LOWER', (Cell('row', 'competitor'), )), Literal(''), Literal('无'), Literal('没有'), Literal('none'), Literal('no'), Literal('n/a'), Literal('-'), )), )), Chain(Call('COUNTA', (Whole('competitors', 'name'), )), (('>', Literal(0.0)), )), Chain(Cell('row', 'created_on'), (('>=', Chain(Call('TODAY', ()), (('-', Literal(180.0)), ))), )), Chain(Cell('', 'met'), (('>=', Literal(3.0)), )), Call('NOT', (Call('IN', (Cell('row', 'competitor'), Whole('competitors', 'name'), )), )), )),
    'COUNTIFS(pipeline[competitor],[@competitor],pipeline[created_on],">="&TODAY()-180)':
        Call('COUNTIFS', (Whole('pipeline', 'competitor'), Cell('row', 'competitor'), Whole('pipeline', 'created_on'), Chain(Literal('>='), (('&', Chain(Call('TODAY', ()), (('-', Literal(180.0)), ))), )), )),
    'AND(ISNUMBER([@updated_on]),[@updated_on]<TODAY()-competitor_days,met>0)':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'updated_on'), )), Chain(Cell('row', 'updated_on'), (('<', Chain(Call('TODAY', ()), (('-', Cell('', 'competitor_days')), ))), )), Chain(Cell('', 'met'), (('>', Literal(0.0)), )), )),
    'COUNTIFS(pipeline[competitor],[@name],pipeline[created_on],">"&[@updated_on])':
        Call('COUNTIFS', (Whole('pipeline', 'competitor'), Cell('row', 'name'), Whole('pipeline', 'created_on'), Chain(Literal('>'), (('&', Cell('row', 'updated_on')), )), )),
    'AND(ISNUMBER([@valid_to]),[@valid_to]<TODAY())':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'valid_to'), )), Chain(Cell('row', 'valid_to'), (('<', Call('TODAY', ())), )), )),
    'AND(ISNUMBER([@valid_to]),[@valid_to]=TODAY())':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'valid_to'), )), Chain(Cell('row', 'valid_to'), (('=', Call('TODAY', ())), )), )),
    'AND(ISNUMBER([@valid_to]),[@valid_to]>TODAY(),[@valid_to]<=TODAY()+30)':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'valid_to'), )), Chain(Cell('row', 'valid_to'), (('>', Call('TODAY', ())), )), Chain(Cell('row', 'valid_to'), (('<=', Chain(Call('TODAY', ()), (('+', Literal(30.0)), ))), )), )),
    'AND(IN([@status],"active",""),ISNUMBER([@valid_to]),[@valid_to]<TODAY())':
        Call('AND', (Call('IN', (Cell('row', 'status'), Literal('active'), Literal(''), )), Call('ISNUMBER', (Cell('row', 'valid_to'), )), Chain(Cell('row', 'valid_to'), (('<', Call('TODAY', ())), )), )),
    'AND(ISNUMBER([@share]),[@share_source]="",[@as_of]<>"")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'share'), )), Chain(Cell('row', 'share_source'), (('=', Literal('')), )), Chain(Cell('row', 'as_of'), (('<>', Literal('')), )), )),
    'AND(ISNUMBER([@share]),[@share_source]<>"",[@as_of]="")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'share'), )), Chain(Cell('row', 'share_source'), (('<>', Literal('')), )), Chain(Cell('row', 'as_of'), (('=', Literal('')), )), )),
    'AND(ISNUMBER([@share]),[@share_source]="",[@as_of]="")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'share'), )), Chain(Cell('row', 'share_source'), (('=', Literal('')), )), Chain(Cell('row', 'as_of'), (('=', Literal('')), )), )),
    'AND(ISNUMBER([@balance_then]),taken>0,[@balance_then]<0)':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'balance_then'), )), Chain(Cell('', 'taken'), (('>', Literal(0.0)), )), Chain(Cell('row', 'balance_then'), (('<', Literal(0.0)), )), )),
    'AND(ISNUMBER([@points]),[@points]<0,[@kind]<>"adjusted")':
        Call('AND', (Call('ISNUMBER', (Cell('row', 'points'), )), Chain(Cell('row', 'points'), (('<', Literal(0.0)), )), Chain(Cell('row', 'kind'), (('<>', Literal('adjusted')), )), )),
    '-[@moved]':
        Signed(Cell('row', 'moved'), 1, 0),
    '[@balance_then]-[@moved]':
        Chain(Cell('row', 'balance_then'), (('-', Cell('row', 'moved')), )),
}
