"""What formulas come to: Excel's operators, coercions and functions, one line each."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sheetsales.cells.values import CellError
from sheetsales.formula.mistakes import Mistake
from sheetsales.formula.single import serial
from tests.formula.engine import TODAY, evaluate, one

E = CellError
LOOK: dict[str, list[Any]] = {
    "b": ["x1", "y", None, "X2"],
    "a": [1.0, 2.0, 3.0, 4.0],
    "t": ["5", "abc", True, CellError("#N/A")],
}

WORTH: tuple[tuple[str, Any], ...] = (
    ("1+2*3", 7.0), ("-2^2", 4.0), ("2^3^2", 64.0), ("10%+1", 1.1), ("5%%", 0.0005), ('--"3"', 3.0), ("+5", 5.0), ("8/2/2", 2.0),
    ('"a"&1&TRUE', "a1TRUE"), ("1E3", 1000.0), ("1.5e-2", 0.015), ("1E16&\"\"", "10000000000000000"), ('1/3&""', "0.333333333333333"),
    ('1E25&""', "1E+25"), ("0.1+0.2=0.3", True), ("1-0.9-0.1", 0.0), ("0^0", E("#NUM!")), ("0^-1", E("#DIV/0!")), ("1E200*1E200", E("#NUM!")),
    ("1=1=TRUE", True), ('"A"="a"', True), ('"abc"<5', False), ('TRUE>"z"', True), ('"b">"A"', True), ('"5"=5', False), ("1<>2", True),
    ('"5"+1', 6.0), ('"1,200"*1', 1200.0), ('"15%"+0', 0.15), ('"2026-11-02"+0', serial(TODAY)), ('"2026年11月2日"+0', serial(TODAY)),
    ('"2026-02-30"+0', E("#VALUE!")), ('"abc"+1', E("#VALUE!")), ("1/0", E("#DIV/0!")), ("#N/A+1", E("#N/A")), ('"abc"&#REF!', E("#REF!")),
    ("{1,2}+{1,2}", "many"),
    ('IF(1>2,"x")', False), ("IF(TRUE,5,1/0)", 5.0), ("IF(#N/A,1,2)", E("#N/A")), ('IF("true",1,2)', 1.0), ('IF("x",1,2)', E("#VALUE!")), ("IF(TRUE,,3)=0", True),
    ("IFERROR(1/0,7)", 7.0), ("IFNA(1/0,7)", E("#DIV/0!")), ("IFNA(NA(),7)", 7.0), ('IFS(FALSE,1,TRUE,"b")', "b"), ("IFS(FALSE,1)", E("#N/A")),
    ("SWITCH(2,1,\"a\",2,\"b\")", "b"), ('SWITCH(9,1,"a","c")', "c"), ("SWITCH(9,1,2)", E("#N/A")), ('CHOOSE(2,"x","y")', "y"), ("CHOOSE(3,1,2)", E("#VALUE!")),
    ("AND(TRUE,1,\"TRUE\")", True), ('AND("x")', E("#VALUE!")), ("AND(FALSE,#N/A)", E("#N/A")), ("OR(1=2,{1,2}=2)", True), ("XOR(TRUE,TRUE)", False), ("NOT(0)", True),
    ("AND(T[a]>0)", True), ("OR(T[b]=\"y\")", True), ("AND({\"a\",\"b\"})", E("#VALUE!")), ("TRUE()=TRUE", True), ("FALSE()", False),
    ("ISBLANK(\"\")", False), ("ISNUMBER(1)", True), ('ISTEXT("a")', True), ("ISNONTEXT(1)", True), ("ISLOGICAL(TRUE)", True), ("ISERROR(1/0)", True),
    ("ISERR(NA())", False), ("ISERR(1/0)", True), ("ISNA(NA())", True), ("ISEVEN(2.5)", True), ("ISODD(-3)", True), ('ISODD("x")', E("#VALUE!")),
    ('LEN("中文")', 2.0), ("LEN(1.5)", 3.0), ('LEFT("abc",2)', "ab"), ('LEFT("abc")', "a"), ('LEFT("abc",-1)', E("#VALUE!")), ('RIGHT("abc",2)', "bc"),
    ('RIGHT("abc",0)', ""), ('RIGHT("abc",-1)', E("#VALUE!")), ('MID("abcdef",2,3)', "bcd"), ('MID("abc",0,1)', E("#VALUE!")), ('MID("abc",9,1)', ""),
    ('TRIM("  a   b ")', "a b"), ('TRIM(" a ")', "a"), ('CLEAN("a"&"b")', "ab"), ('UPPER("ab")', "AB"), ('LOWER("AB")', "ab"),
    ('FIND("c","abc")', 3.0), ('FIND("C","abc")', E("#VALUE!")), ('FIND("a","abca",2)', 4.0), ('FIND("a","abc",9)', E("#VALUE!")), ('FIND("","abc")', 1.0),
    ('SEARCH("B*E","abcdef")', 2.0), ('SEARCH("c?e","abcde")', 3.0), ('SEARCH("~*","a*b")', 2.0), ('SEARCH("x","abc")', E("#VALUE!")), ('SEARCH("a*z","abc")', E("#VALUE!")),
    ('SEARCH(REPT("?",256),"abc")', E("#VALUE!")),
    ('SUBSTITUTE("aXbXc","X","-")', "a-b-c"), ('SUBSTITUTE("aXbXc","X","-",2)', "aXb-c"), ('SUBSTITUTE("abc","X","-",2)', "abc"), ('SUBSTITUTE("abc","","-")', "abc"),
    ('SUBSTITUTE("a","a","b",0)', E("#VALUE!")), ('REPLACE("abcdef",2,3,"-")', "a-ef"), ('REPLACE("abc",0,1,"")', E("#VALUE!")),
    ('EXACT("a","A")', False), ('REPT("ab",3)', "ababab"), ('REPT("ab",-1)', E("#VALUE!")), ('REPT("",99999999)', ""), ('REPT("ab",20000)', E("#VALUE!")),
    ('VALUE("15%")', 0.15), ('VALUE("x")', E("#VALUE!")), ("VALUE(TRUE)", E("#VALUE!")), ("VALUE(3)", 3.0), ('T("a")', "a"), ("T(1)", ""), ('N("a")', 0.0), ("N(TRUE)", 1.0), ("N(7)", 7.0),
    ('LEN(REPT("a",32767)&"b")', E("#VALUE!")), ('LEN(SUBSTITUTE(REPT("a",32767),"a","bb"))', E("#VALUE!")),
    ('TEXT(1234.5,"#,##0.00")', "1,234.50"), ('TEXT(0.126,"0.0%")', "12.6%"), ('TEXT(-5,"0;(0)")', "(5)"), ('TEXT(0,"0;-0;零")', "零"), ('TEXT(7,"000")', "007"),
    ('TEXT(1.5,"0.##")', "1.5"), ('TEXT(12345,"0,")', "12"), ('TEXT(12345,"0.0,\\k")', "12.3k"), ('TEXT(5,"General")', "5"), ('TEXT("abc","0")', "abc"), ('TEXT("5","0.0")', "5.0"),
    ('TEXT(TRUE,"0")', "TRUE"), ('TEXT(1,"0 0")', E("#VALUE!")), ('TEXT(1E30,"0")', E("#VALUE!")), ('TEXT(#N/A,"0")', E("#N/A")), ('TEXT(1,REPT("0",256))', E("#VALUE!")),
    ('TEXT(5,"0""元""")', "5元"), ('TEXT(-1234.5,"#,##0")', "-1,235"), ('TEXT(0.001,"0.0")', "0.0"), ('TEXT(-0.001,"0.0")', "0.0"), ('TEXT(0.5,"#")', "1"),
    ('TEXT(DATE(2026,1,5),"yyyy年m月d日 aaaa")', "2026年1月5日 星期一"), ('TEXT(DATE(2026,1,5),"ddd d mmm yy")', "Mon 5 Jan 26"), ('TEXT(0.5,"hh:mm:ss")', "12:00:00"),
    ('TEXT(-1,"yyyy")', E("#VALUE!")), ('TEXT(1.999999,"yyyy")', E("#VALUE!")), ('TEXT(0,"yyyy-mm-dd")', "1900-01-00"), ('TEXT(DATE(2026,1,5),"[$-804]m")', "1"),
    ("DATE(2026,14,-3)", serial(dt.date(2027, 1, 28))), ("DATE(126,1,1)", serial(dt.date(2026, 1, 1))), ("DATE(99999,1,1)", E("#NUM!")), ("DATE(1900,1,1)", 1.0),
    ("DATE(1900,1,-5)", E("#NUM!")), ("DATE(9999,13,1)", E("#NUM!")), ("YEAR(TODAY())", 2026.0), ("MONTH(TODAY())", 11.0), ("DAY(TODAY())", 2.0), ("DAY(0)", 0.0), ("YEAR(-1)", E("#NUM!")),
    ("DAY(59)", 28.0), ("DAY(61)", 1.0), ('DATEVALUE("2026/11/2")', serial(TODAY)), ('DATEVALUE("x")', E("#VALUE!")),
    ("WEEKDAY(TODAY())", 2.0), ("WEEKDAY(TODAY(),2)", 1.0), ("WEEKDAY(TODAY(),3)", 0.0), ("WEEKDAY(TODAY(),11)", 1.0), ("WEEKDAY(TODAY(),17)", 2.0), ("WEEKDAY(TODAY(),5)", E("#NUM!")), ("WEEKDAY(-1)", E("#NUM!")),
    ("ISOWEEKNUM(TODAY())", 45.0), ("WEEKNUM(TODAY())", 45.0), ("WEEKNUM(TODAY(),2)", 45.0), ("WEEKNUM(DATE(2026,11,1))", 45.0), ("WEEKNUM(DATE(2026,11,1),2)", 44.0), ("WEEKNUM(TODAY(),5)", E("#NUM!")), ("WEEKNUM(0)", E("#NUM!")),
    ("EDATE(DATE(2026,1,31),1)", serial(dt.date(2026, 2, 28))), ("EOMONTH(TODAY(),0)", serial(dt.date(2026, 11, 30))), ("EDATE(-1,1)", E("#NUM!")), ("EOMONTH(0,-1)", E("#NUM!")),
    ('DATEDIF(DATE(2020,2,29),DATE(2026,1,5),"Y")', 5.0), ('DATEDIF(DATE(2020,2,29),DATE(2026,1,5),"ym")', 10.0), ('DATEDIF(DATE(2020,2,29),DATE(2026,1,5),"MD")', 7.0),
    ('DATEDIF(DATE(2020,2,29),DATE(2026,1,5),"YD")', 310.0), ('DATEDIF(DATE(2026,1,5),DATE(2026,1,9),"MD")', 4.0), ('DATEDIF(2,1,"D")', E("#NUM!")), ('DATEDIF(1,2,"Q")', E("#NUM!")),
    ('DATEDIF(-1,2,"D")', E("#NUM!")), ("DAYS(TODAY(),TODAY()-3)", 3.0),
    ("NETWORKDAYS(DATE(2026,10,1),DATE(2026,10,31))", 22.0), ("NETWORKDAYS(DATE(2026,10,31),DATE(2026,10,1))", -22.0), ('NETWORKDAYS(DATE(2026,10,1),DATE(2026,10,31),"日历")', 21.0),
    ("NETWORKDAYS(DATE(2026,10,1),DATE(2026,10,31),{46295,46296})", 21.0), ("NETWORKDAYS(DATE(2026,10,1),DATE(2026,10,31),46296)", 21.0), ("NETWORKDAYS(-1,5)", E("#NUM!")),
    ("WORKDAY(TODAY(),-5)", serial(dt.date(2026, 10, 26))), ("WORKDAY(TODAY(),0)", serial(TODAY)), ("WORKDAY(TODAY(),1E9)", E("#NUM!")), ("WORKDAY(-5,1)", E("#NUM!")), ('WORKDAY(1,"x")', E("#VALUE!")), ('WORKDAY("x",1)', E("#VALUE!")),
    ("ROUND(2.675,2)", 2.68), ("ROUND(-1.5,0)", -2.0), ("ROUND(1234,-2)", 1200.0), ("ROUNDUP(1.1,0)", 2.0), ("ROUNDDOWN(-1.9,0)", -1.0), ("TRUNC(1.9)", 1.0), ("TRUNC(1.29,1)", 1.2), ("INT(-1.5)", -2.0),
    ("MOD(-3,2)", 1.0), ("MOD(3,0)", E("#DIV/0!")), ("CEILING(-2.5,2)", -2.0), ("CEILING(0.3,0.1)", 0.3), ("CEILING(2,-1)", E("#NUM!")), ("CEILING(2,0)", 0.0), ("FLOOR(-2.5,2)", -4.0), ("SQRT(-1)", E("#NUM!")),
    ("SQRT(9)", 3.0), ("POWER(2,10)", 1024.0), ("ABS(-3)", 3.0), ("SIGN(-3)", -1.0), ("EXP(0)", 1.0), ("LN(1)", 0.0), ("LOG10(100)", 2.0), ("ROUND(1E300,2)", 1e300),
    ('SUM(1,"2",TRUE)', 4.0), ('SUM("x")', E("#VALUE!")), ("SUM(T[a])", 10.0), ("SUM(T[t])", E("#N/A")), ("AVERAGE({1,2,3})", 2.0), ("AVERAGE(T[b])", E("#DIV/0!")), ("MAX(T[a],7)", 7.0), ("MIN(T[a])", 1.0), ("MAX(T[b])", 0.0),
    ('COUNT(1,"a","5",{1,"b"},T[a])', 7.0), ("COUNTA(T[b])", 3.0), ("COUNTA(1,2)", 2.0), ("COUNTBLANK(T[b])", 1.0), ('CONCAT("a",{1,2},T[a])', "a121234"), ("CONCAT(T[t])", E("#N/A")), ('CONCATENATE("a",1)', "a1"),
    ('SUMPRODUCT((T[b]="y")*T[a])', 2.0), ("SUMPRODUCT(T[a],T[a])", 30.0), ("SUMPRODUCT({1,2}*{3,4})", 11.0), ("SUMPRODUCT(5)", 5.0), ("SUMPRODUCT(T[t])", E("#N/A")),
    ('COUNTIF(T[a],">1")', 3.0), ('COUNTIF(T[a],2)', 1.0), ('COUNTIF(T[b],"x*")', 2.0), ('COUNTIF(T[b],"<>x*")', 2.0), ('COUNTIF(T[b],"")', 1.0), ('COUNTIF(T[b],"=")', 1.0), ('COUNTIF(T[b],"<>")', 3.0),
    ('COUNTIF(T[t],5)', 1.0), ('COUNTIF(T[t],TRUE)', 1.0), ('COUNTIF(T[t],"TRUE")', 1.0), ('COUNTIF(T[t],"#N/A")', 1.0), ('COUNTIF(T[b],">x1")', 2.0), ('COUNTIF(T[t],">TRUE")', 0.0), ('COUNTIF(T[b],REPT("*",300))', 0.0),
    ('SUM(COUNTIF(T[b],{"x1","y"}))', 2.0), ('SUMIF(T[b],"x*",T[a])', 5.0), ('SUMIF(T[a],">2")', 7.0), ('AVERAGEIF(T[b],"x*",T[a])', 2.5), ('AVERAGEIF(T[b],"none",T[a])', E("#DIV/0!")),
    ('COUNTIFS(T[b],"<>",T[a],"<3")', 2.0), ('SUMIFS(T[a],T[b],"x*")', 5.0), ('SUMIFS(T[t],T[b],"X2")', E("#N/A")), ('AVERAGEIFS(T[a],T[b],"x*")', 2.5), ('MINIFS(T[a],T[b],"x*")', 1.0), ('MAXIFS(T[a],T[b],"none")', 0.0),
    ('MATCH("Y",T[b],0)', 2.0), ('MATCH("x?",T[b],0)', 1.0), ("MATCH(9,T[a],0)", E("#N/A")), ('MATCH("b",{"a","b"},0)', 2.0), ("MATCH(#REF!,T[a],0)", E("#REF!")),
    ('XLOOKUP("y",T[b],T[a])', 2.0), ('XLOOKUP("n",T[b],T[a])', E("#N/A")), ('XLOOKUP("n",T[b],T[a],"-")', "-"), ('XLOOKUP("x*",T[b],T[a],,2,-1)', 4.0), ('XLOOKUP("x1",T[b],T[a],,0,-1)', 1.0),
    ('VLOOKUP("y",T[[b]:[a]],2,FALSE)', 2.0), ('VLOOKUP("y",T[[b]:[a]],3,FALSE)', E("#REF!")), ('VLOOKUP("n",T,2,0)', E("#N/A")), ("INDEX(T[a],2)", 2.0), ("INDEX(T[a],9)", E("#REF!")),
    ("INDEX(T[[b]:[a]],2,2)", 2.0), ("INDEX(T[[b]:[a]],2,5)", E("#REF!")), ("INDEX(T[a],1,2)", E("#REF!")), ("INDEX({5,6},2)", 6.0), ('INDEX(T[a],MATCH("y",T[b],0))', 2.0),
    ("IN(3,1,2,3)", True), ('IN("y",T[b])', True), ('IN("z",T[b],{"a","b"})', False), ("IN(1,#N/A,1)", E("#N/A")),
    ("（1＋2）＊3", 9.0), ("=1+1", 2.0), ("IF（1＜2，“是”，“否”）", "是"), ('"he said ""hi"""', 'he said "hi"'), ("_xlfn.CONCAT(1,2)", "12"), (" 1 \n+ 1 ", 2.0),
)  # fmt: skip


@pytest.mark.parametrize(("formula", "worth"), WORTH)
def test_a_formula_comes_to(formula: str, worth: Any) -> None:
    if worth == "many":
        with pytest.raises(Mistake):
            one(formula, T=LOOK)
        return
    found = one(formula, T=LOOK)
    assert type(found) is type(worth), found
    assert found == (pytest.approx(worth, rel=1e-12) if isinstance(worth, float) else worth)


ROWS: dict[str, list[Any]] = {
    "n": [1.0, None, -3.5, 1e20],
    "s": ["a", None, "B", "5"],
    "m": [None, "x", True, CellError("#N/A")],
}

EACH: tuple[tuple[str, list[Any]], ...] = (
    ("[@n]=0", [False, True, False, False]),
    ('[@s]=""', [False, True, False, False]),
    ("[@m]=FALSE", [True, False, False, E("#N/A")]),
    ("[@s]>[@n]", [True, False, True, True]),
    ("[@n]&[@s]", ["1a", "", "-3.5B", "1000000000000000000005"]),
    ("ISBLANK([@m])", [True, False, False, False]),
    ("AND([@m])", [E("#VALUE!"), E("#VALUE!"), True, E("#N/A")]),
    ("OR([@n]=1,[@s]={\"b\",\"5\"})", [True, False, True, True]),
    ("SUM([@n],[@s])", [1.0, 0.0, -3.5, 1e20]),
    ("MAX([@n],0)", [1.0, 0.0, 0.0, 1e20]),
    ("COUNT([@s],[@n])", [1.0, 0.0, 1.0, 1.0]),
    ("COUNTA([@m])", [0.0, 1.0, 1.0, 1.0]),
    ("IF([@n]>0,[@s],[@m])", ["a", "x", True, "5"]),
    ("IFERROR([@m],0)", [None, "x", True, 0.0]),
    ("LEN([@s])", [1.0, 0.0, 1.0, 1.0]),
    ("COUNTIFS(T[b],[@s])", [0.0, 0.0, 1.0, 1.0]),
    ("SUMIFS(T[a],T[b],[@s])", [0.0, 0.0, 2.0, 8.0]),
    ('COUNTIFS(T[a],">"&[@n])', [3.0, 0.0, 4.0, 0.0]),
    ('COUNTIFS(T[b],[@s]&"*",T[a],">0")', [0.0, 2.0, 2.0, 0.0]),
    ('SUMIFS(T[a],T[b],[@s],T[a],">="&[@n],T[a],"<9")', [0.0, 0.0, 2.0, 0.0]),
    ("XLOOKUP([@s],T[b],T[a],-1)", [-1.0, -1.0, 2.0, -1.0]),
    ("MATCH([@n],T[a],0)", [3.0, E("#N/A"), E("#N/A"), E("#N/A")]),
    ("INDEX(T[a],[@n])", [2.0, E("#REF!"), E("#REF!"), E("#REF!")]),
    ("IN([@s],T[b])", [False, False, True, False]),
    ("IN([@s],\"b\",\"A\")", [True, False, True, False]),
    ("CONCAT([@s],[@n])", ["a1", "", "B-3.5", "5100000000000000000000"]),
    ("ROUND([@n],0)", [1.0, 0.0, -4.0, 1e20]),
    ("TODAY()>0", [True, True, True, True]),
)  # fmt: skip
OTHERS: dict[str, list[Any]] = {"b": ["b", 5.0, "bc", None], "a": [2.0, 8.0, 1.0, 4.0]}


@pytest.mark.parametrize(("formula", "expected"), EACH)
def test_a_formula_over_rows(formula: str, expected: list[Any]) -> None:
    assert evaluate(formula, ROWS, {"T": OTHERS}) == expected


def test_an_empty_table_counts_nothing() -> None:
    none: dict[str, list[Any]] = {"b": [], "a": []}
    assert evaluate("COUNTIFS(T[b],[@s])", ROWS, {"T": none}) == [0.0] * 4
    assert evaluate("SUM(T[a])", ROWS, {"T": none}) == [0.0] * 4
    assert evaluate("IFNA(XLOOKUP([@s],T[b],T[a]),0)", ROWS, {"T": none}) == [0.0] * 4
    assert evaluate('COUNTIFS(T[b],[@s]&"*",T[a],[@n])', ROWS, {"T": none}) == [0.0] * 4


def test_ids_of_many_digits_are_not_taken_for_numbers() -> None:
    ids = {"id": ["110101199003070011", "110101199003070012"]}
    assert evaluate("COUNTIF(T[id],[@id])", ids, {"T": ids}) == [1.0, 1.0]
