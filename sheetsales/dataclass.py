"""``@dataclass`` as the standard library has it, made in a tenth of the time.

The standard one looks every annotation up, and writes, compiles and runs up to nine functions for every class when its
module is imported: 0.3 to 0.5 ms each, and a check imports some 220 of them, which was a tenth of a click. Here the
fields are the standard library's own, told without a look at what their annotations mean; showing is a shared function;
``__init__``, comparing and hashing are made when they are first called. Slots of frozen classes are set through their descriptors, which is also the quicker way.

Type checkers see the standard library's decorator. What is rarely used (``order=True``) is left to it altogether.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from functools import cache
from operator import attrgetter
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - the alias re-exports it
else:

    def dataclass(cls=None, /, **options):
        """The class as a data class; options: ``frozen``, ``slots``, ``eq``, ``order``, ``kw_only``."""
        if cls is None:
            return lambda undecorated: dataclass(undecorated, **options)
        if options.pop("order", False):
            return dataclasses.dataclass(cls, order=True, **options)
        return _made(cls, **options)


def _made(
    cls: type[Any], frozen: bool = False, slots: bool = False, eq: bool = True, kw_only: bool = False
) -> type[Any]:
    own = set(vars(cls))
    if not cls.__doc__:
        cls.__doc__ = cls.__name__  # the standard library would work out a signature for it
    if _is_plain(cls):
        cls = _with_fields(cls, slots, kw_only)
    else:
        cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
    given: dict[str, Any] = {"__init__": _first(cls, frozen), "__repr__": _shown}
    if eq:
        given |= {"__eq__": _comparing(cls), "__hash__": _hashing(cls) if frozen else None}
    if frozen:
        given |= {"__setattr__": _refused_set, "__delattr__": _refused_delete}
        given |= {"__getstate__": _state, "__setstate__": _restored} if slots else {}
    for name, value in given.items():
        if name not in own:
            setattr(cls, name, value)
    return cls


@dataclasses.dataclass(init=False, repr=False, eq=False)
class _Standard:
    """What the standard library notes of a class and of a field."""

    field: int


_NOTED = _Standard.__dataclass_params__  # type: ignore[attr-defined]  # there is no public way to any of these
_A_FIELD = _Standard.__dataclass_fields__["field"]._field_type  # type: ignore[attr-defined]  # noqa: SLF001 - the same
_FEW = 2
_NO_FIELDS = ("ClassVar", "InitVar", "KW_ONLY")


def _is_plain(cls: type[Any]) -> bool:
    """Whether its fields can be told without a look at what others they come on top of, or what is no field."""
    return (
        cls.__class__ is type
        and cls.__bases__ == (object,)
        and not any(
            not isinstance(annotation, str) or any(word in annotation for word in _NO_FIELDS)
            for annotation in cls.__annotations__.values()
        )
    )


def _with_fields(cls: type[Any], slots: bool, kw_only: bool) -> type[Any]:
    """As the standard library notes the fields, in a fifth of the time: it looks each annotation up in its module."""
    fields = {name: _field(cls, name, said, kw_only) for name, said in cls.__annotations__.items()}
    if slots:
        cls = _slotted(cls, tuple(fields))
    cls.__dataclass_params__, cls.__dataclass_fields__ = _NOTED, fields
    if "__match_args__" not in vars(cls):
        matched = tuple(f.name for f in fields.values() if f.init and not f.kw_only)
        setattr(cls, "__match_args__", matched)  # noqa: B010 - type checkers hold it for unchangeable
    return cls


def _field(cls: type[Any], name: str, annotation: str, kw_only: bool) -> Field[Any]:
    default = vars(cls).get(name, MISSING)
    if isinstance(default, Field):
        field = default
        if field.default is MISSING:
            delattr(cls, name)
        else:
            setattr(cls, name, field.default)
    else:
        field = dataclasses.field(default=default)
    if field.default.__class__.__hash__ is None:
        raise ValueError(
            f"mutable default {type(field.default)} for field {name} is not allowed: use default_factory"
        )
    field.name, field.type = name, annotation
    field._field_type = _A_FIELD  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way
    if field.kw_only is MISSING:
        field.kw_only = kw_only
    return field


def _slotted(cls: type[Any], names: tuple[str, ...]) -> type[Any]:
    """The same class again, for slots cannot be added to one that is there."""
    if "__slots__" in vars(cls):
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    left_out = {*names, "__dict__", "__weakref__"}
    kept = {name: value for name, value in vars(cls).items() if name not in left_out}
    made = type(cls.__name__, cls.__bases__, {**kept, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    return made


def _first(cls: type[Any], frozen: bool) -> Callable[..., None]:
    """An ``__init__`` that writes the real one when it is called for the third time: most classes have an object or two."""
    calls = 0

    def init(self: Any, *args: Any, **named: Any) -> None:
        nonlocal calls
        calls += 1
        if calls <= _FEW and _is_set(cls, self, frozen, args, named):
            return
        real = _initializer(cls, frozen)
        cls.__init__ = real
        real(self, *args, **named)

    return init


def _is_set(cls: type[Any], self: Any, frozen: bool, args: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Give the fields their values one by one; False, and nothing done, where the arguments are not just theirs."""
    fields = dataclasses.fields(cls)
    places = [field.name for field in fields if field.init and not field.kw_only]
    values = {**dict(zip(places, args, strict=False)), **named}
    if len(args) + len(named) != len(values) or any(not f.init and f.name in named for f in fields):
        return False
    for field in fields:
        if field.name not in values and field.default is not MISSING:
            values[field.name] = field.default
        elif field.name not in values and field.default_factory is not MISSING:
            values[field.name] = field.default_factory()
    if len(values) != len(fields) or any(field.name not in values for field in fields):
        return False
    put = object.__setattr__ if frozen else setattr
    for field in fields:
        put(self, field.name, values[field.name])
    if hasattr(cls, "__post_init__"):
        self.__post_init__()
    return True


def _initializer(cls: type[Any], frozen: bool) -> Callable[..., None]:
    """The class's ``__init__``: compiled for all classes of its shape, then given its own names."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    places: dict[str, str] = {}
    named: dict[str, str] = {}
    body: list[str] = []
    for number, field in enumerate(dataclasses.fields(cls)):
        parameter, value = _parameter(field, number, known)
        if parameter:
            (named if field.kw_only else places)[field.name] = parameter
        if value:
            body.append(_assignment(cls, field.name, number, value, frozen, known))
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    signature = ", ".join(["self", *places.values(), *(["*", *named.values()] if named else [])])
    exec(_compiled(signature, "\n    ".join(body or ["pass"])), known)  # noqa: S102 - numbers, and names of fields, which Python checked
    made: FunctionType = known["__init__"]
    made.__code__ = made.__code__.replace(co_varnames=("self", *places, *named))
    if made.__kwdefaults__:
        own = {parameter.partition("=")[0]: name for name, parameter in named.items()}
        made.__kwdefaults__ = {own[parameter]: value for parameter, value in made.__kwdefaults__.items()}
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


@cache
def _compiled(signature: str, body: str) -> CodeType:
    """Fields are written as numbers, so that what classes of a kind have in common is compiled once."""
    return compile(f"def __init__({signature}):\n    {body}", "<data class>", "exec")


def _parameter(field: Field[Any], number: int, known: dict[str, Any]) -> tuple[str, str]:
    """How a field stands among the parameters (blank: not at all), and the expression of its value."""
    name, default = f"p{number}", f"d{number}"
    if field.default_factory is not MISSING:
        known[default] = field.default_factory
        made = f"{default}()"
        return (f"{name}=_missing", f"{made} if {name} is _missing else {name}") if field.init else ("", made)
    if field.default is not MISSING:
        known[default] = field.default
        return (f"{name}={default}", name) if field.init else ("", default)
    return (name, name) if field.init else ("", "")


def _assignment(
    cls: type[Any], name: str, number: int, value: str, frozen: bool, known: dict[str, Any]
) -> str:
    if not frozen:
        return f"self.{name} = {value}"
    descriptor = vars(cls).get(name) if "__slots__" in vars(cls) else None
    if hasattr(descriptor, "__set__") and name in cls.__slots__:
        known[f"s{number}"] = descriptor.__set__  # type: ignore[union-attr]  # asked for one line above
        return f"s{number}(self, {value})"
    known[f"n{number}"] = name
    return f"_set(self, n{number}, {value})"


def _values(cls: type[Any]) -> Callable[[Any], Any]:
    compared = [f.name for f in dataclasses.fields(cls) if f.compare]
    return attrgetter(*compared) if compared else lambda _: ()


def _comparing(cls: type[Any]) -> Callable[[Any, Any], Any]:
    """An ``__eq__`` that makes the real one when it is called for the first time; most classes are never compared."""

    def first(self: Any, other: Any) -> Any:
        values = _values(cls)

        def equal(self: Any, other: Any) -> Any:
            if self is other:
                return True
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        cls.__eq__ = equal  # type: ignore[assignment]  # the same for all objects of the class
        return equal(self, other)

    return first


def _hashing(cls: type[Any]) -> Callable[[Any], int]:
    """The same for ``__hash__``."""

    def first(self: Any) -> int:
        values = _values(cls)

        def hashed(self: Any) -> int:
            return hash(values(self))

        cls.__hash__ = hashed  # type: ignore[assignment]  # as above
        return hashed(self)

    return first


@recursive_repr()
def _shown(self: Any) -> str:
    parts = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(parts)})"


def _refused_set(_: Any, name: str, value: object) -> None:  # noqa: ARG001 - Python's own signature
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refused_delete(_: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, f.name) for f in dataclasses.fields(self)]


def _restored(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
