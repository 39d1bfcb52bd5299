"""Our ``@dataclass`` does what the standard library's does."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, replace
from dataclasses import dataclass as standard
from pathlib import Path
from typing import Any, ClassVar

import pytest

import sheetsales
from sheetsales.dataclass import dataclass as ours

Decorator = Callable[..., Any]
BOTH = pytest.mark.parametrize("dataclass", [standard, ours], ids=["standard", "ours"])


def point(dataclass: Decorator, **options: bool) -> Any:
    @dataclass(**options)
    class Point:
        x: int
        y: int = 2
        seen: list[int] = field(default_factory=list, repr=False, compare=False)
        unit: ClassVar[str] = "cm"

    return Point


@BOTH
@pytest.mark.parametrize("frozen", [True, False])
@pytest.mark.parametrize("slots", [True, False])
def test_made_compared_shown_and_replaced(dataclass: Decorator, frozen: bool, slots: bool) -> None:
    made = point(dataclass, frozen=frozen, slots=slots)
    one = made(1)
    assert (one.x, one.y, one.seen, one.unit) == (1, 2, [], "cm")
    assert one == made(y=2, x=1, seen=[5])
    assert one != made(1, 3)
    assert one != (1, 2)
    assert repr(one).endswith("Point(x=1, y=2)")
    assert replace(one, y=9) == made(1, 9)
    assert [f.name for f in dataclasses.fields(one)] == ["x", "y", "seen"]
    assert made(1).seen is not made(1).seen
    assert copy.deepcopy(one) == one
    assert hasattr(one, "__dict__") is not slots
    match one:
        case made(x, y):
            assert (x, y) == (1, 2)


@BOTH
@pytest.mark.parametrize("frozen", [True, False])
def test_the_first_objects_are_made_as_the_later_ones(dataclass: Decorator, frozen: bool) -> None:
    made_by = dataclass(frozen=frozen)

    @made_by
    class Base:
        x: int
        kept: int = field(default=7, init=False)
        seen: list[int] = field(default_factory=list, kw_only=True)

        def __post_init__(self) -> None:
            self.seen.append(self.x)

    made: Any = Base

    @made_by
    class More(Base):
        y: int = 0

        def __init__(self, x: int) -> None:
            made.__init__(self, x)
            object.__setattr__(self, "y", 5)

    assert {(m.x, m.kept, m.y, *m.seen) for m in (More(1), More(1), More(1), More(1))} == {(1, 7, 5, 1)}
    wrong: list[tuple[tuple[int, ...], dict[str, int]]] = [
        ((), {}), ((1, 2), {}), ((1,), {"x": 1}), ((1,), {"kept": 1}), ((1,), {"z": 1})
    ]  # fmt: skip
    for _ in range(4):
        for places, named in wrong:
            with pytest.raises(TypeError, match=r"__init__\(\)"):
                made(*places, **named)
        assert (made(x=1, seen=[2]).seen, made(1).kept) == ([2, 1], 7)


@BOTH
def test_a_wrong_call_is_told_by_name(dataclass: Decorator) -> None:
    made = point(dataclass, frozen=True, slots=True)
    with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required positional argument: 'x'"):
        made()
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        made(1, z=2)


@BOTH
@pytest.mark.parametrize("slots", [True, False])
def test_frozen_objects_neither_change_nor_lose_anything(dataclass: Decorator, slots: bool) -> None:
    one = point(dataclass, frozen=True, slots=slots)(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        one.x = 5
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del one.x
    assert hash(one) == hash(replace(one, seen=[1]))
    assert one.x == 1


@BOTH
def test_objects_that_change_have_no_hash(dataclass: Decorator) -> None:
    one = point(dataclass, slots=True)(1)
    one.x = 7
    assert one.x == 7
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


@BOTH
def test_without_eq_objects_are_only_themselves(dataclass: Decorator) -> None:
    made = point(dataclass, frozen=True, slots=True, eq=False)
    one = made(1)
    assert one != made(1)
    assert {one: 1}[one] == 1


@BOTH
def test_the_order_of_fields_orders(dataclass: Decorator) -> None:
    made = point(dataclass, frozen=True, slots=True, order=True)
    assert made(1, 5) < made(2, 0)


@BOTH
def test_what_a_class_says_itself_stands(dataclass: Decorator) -> None:
    @dataclass(frozen=True)
    class Named:
        name: str

        def __repr__(self) -> str:
            return self.name

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 3

    assert repr(Named("a")) == "a"
    assert Named("a") == Named("b")
    assert hash(Named("a")) == 3


@BOTH
def test_after_the_fields_comes_the_rest(dataclass: Decorator) -> None:
    @dataclass
    class Sum:
        parts: tuple[int, ...] = ()
        total: int = field(init=False, default=0)
        names: dict[str, int] = field(init=False, default_factory=dict)
        late: str = field(init=False)

        def __post_init__(self) -> None:
            self.total = sum(self.parts)
            self.late = "now"

    assert (Sum((1, 2)).total, Sum().names, Sum().late) == (3, {}, "now")


@BOTH
@pytest.mark.parametrize("slots", [True, False])
def test_what_is_inherited_comes_first(dataclass: Decorator, slots: bool) -> None:
    options: dict[str, Any] = {"frozen": True, "slots": slots}

    @dataclass(**options)
    class Base:
        x: int

    @dataclass(**options, kw_only=True)
    class Derived(Base):
        y: int
        z: int = 0

    class Plain(Derived):
        pass

    assert Derived(1, y=2) == Derived(x=1, y=2, z=0)
    assert Derived(1, y=2) != Base(1)
    assert Plain(1, y=2).z == 0
    with pytest.raises(TypeError):
        Derived(1, 2)  # type: ignore[call-arg]  # that it is refused is the point


@ours(frozen=True, slots=True)
class Kept:
    """A class that pickle can find."""

    name: str
    parts: tuple[int, ...] = ()


def test_frozen_slots_travel_between_processes() -> None:
    one = Kept("a", (1, 2))
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes
    assert copy.copy(one) == one


def test_nothing_is_compiled_before_the_third_object() -> None:
    made = point(ours, frozen=True)
    before = made.__init__
    assert made(1) == made(1)
    assert made.__init__ is before
    made(1)
    assert made.__init__ is not before
    assert made.__doc__ == "Point"


def test_an_object_that_holds_itself_is_shown() -> None:
    @ours
    class Ring:
        next: object = None

    ring = Ring()
    ring.next = ring
    assert repr(ring).endswith("Ring(next=...)")


def test_a_class_without_fields() -> None:
    @ours(frozen=True, slots=True)
    class Nothing:
        pass

    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


def test_every_module_takes_its_data_classes_from_here() -> None:
    modules = sorted(Path(sheetsales.__file__).parent.rglob("*.py"))
    standard_ones = re.compile(r"^\s*from dataclasses import .*\bdataclass\b", re.MULTILINE)
    others = [m.name for m in modules if standard_ones.search(m.read_text(encoding="utf-8"))]
    assert others == ["dataclass.py"]


@BOTH
def test_a_default_that_objects_would_share_is_refused(dataclass: Decorator) -> None:
    class Shared:
        names: list[str] = []  # noqa: RUF012 - that it is refused is the point

    with pytest.raises(ValueError, match="mutable default <class 'list'> for field names"):
        dataclass(Shared)


@BOTH
def test_slots_are_not_given_twice(dataclass: Decorator) -> None:
    class Slotted:
        __slots__ = ("x",)
        x: int

    with pytest.raises(TypeError, match="Slotted already specifies __slots__"):
        dataclass(slots=True)(Slotted)


@BOTH
@pytest.mark.parametrize("slots", [True, False])
def test_fields_are_noted_as_the_standard_library_notes_them(dataclass: Decorator, slots: bool) -> None:
    made = point(dataclass, slots=slots, kw_only=True)
    assert [(f.name, f.kw_only, f.default) for f in dataclasses.fields(made)][:2] == [
        ("x", True, dataclasses.MISSING),
        ("y", True, 2),
    ]
    assert dataclasses.asdict(made(x=1)) == {"x": 1, "y": 2, "seen": []}
    assert made.__match_args__ == ()
    assert made.__qualname__.endswith("point.<locals>.Point")

    @dataclass
    class Plain:
        x: int
        y: int = field(default=3, kw_only=True)
        __match_args__ = ("y", "x")

    assert (Plain(1).y, Plain.y, Plain.__match_args__) == (3, 3, ("y", "x"))


@BOTH
def test_one_of_a_class_that_comes_on_top_is_no_equal(dataclass: Decorator) -> None:
    base = point(dataclass, frozen=True)

    class Further(base):  # type: ignore[misc,valid-type]
        pass

    assert Further(1) == Further(1)
    assert base(1) == base(1)
    assert base(1) != Further(1)
    assert hash(base(1)) == hash(Further(1))
