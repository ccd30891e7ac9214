"""A decorator for frozen dataclasses that are fast to define.

`dataclass` generates and compiles six functions for each class when its module is imported. Five of them are the same
for every class: `value` shares them. It makes the sixth, `__init__`, when the first value of a class is made. Most of the
time that a program takes to start would go into these functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
def value(cls: type[T], /) -> type[T]: ...
@overload
def value(*, kw_only: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: type[T] | None = None, /, *, kw_only: bool = True) -> type[T] | Callable[[type[T]], type[T]]:
    """Equal `@dataclass(frozen=True, slots=True, kw_only=True)` at a tenth of the cost."""
    if cls is None:
        return lambda made: _define(made, kw_only)
    return _define(cls, kw_only)


def _define(cls: type[T], kw_only: bool) -> type[T]:
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__
    made: Any = dataclass(slots=True, kw_only=kw_only, init=False, repr=False, eq=False)(cls)
    every = fields(made)
    names = tuple(each.name for each in every)
    shown_names = tuple(each.name for each in every if each.repr)
    compared = tuple(each.name for each in every if each.compare)
    parts: Callable[[object], Any] = attrgetter(*compared) if compared else lambda _: ()

    def init(self: object, *arguments: Any, **named: Any) -> None:
        made.__init__ = _compiled_init(made)
        made.__init__(self, *arguments, **named)

    def equal(self: object, other: object) -> bool:
        return parts(self) == parts(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(parts(self))

    def shown(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown_names)
        return f"{self.__class__.__qualname__}({values})"

    def state(self: object) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in names)

    def restore(self: object, values: tuple[object, ...]) -> None:
        for name, each in zip(names, values, strict=True):
            object.__setattr__(self, name, each)

    made.__init__, made.__eq__, made.__hash__, made.__repr__ = init, equal, hashed, shown
    # Copies and pickles of classes with slots would set each attribute.
    made.__getstate__, made.__setstate__ = state, restore
    made.__setattr__, made.__delattr__ = _refuse_assignment, _refuse_deletion
    result: type[T] = made
    return result


def _compiled_init(cls: type) -> Any:
    """Return the `__init__` that `dataclass` makes for the fields of a class, but which sets its slots directly."""
    known: dict[str, Any] = {"_missing": MISSING}
    positional: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for each in fields(cls):
        name, default, given = each.name, "", each.name
        if each.default_factory is not MISSING:
            known[f"_make_{name}"] = each.default_factory
            default, given = "=_missing", f"_make_{name}() if {name} is _missing else {name}"
        elif each.default is not MISSING:
            known[f"_default_{name}"] = each.default
            default = f"=_default_{name}"
        if each.init:
            (named if each.kw_only else positional).append(f"{name}{default}")
        elif default:
            given = f"_make_{name}()" if default == "=_missing" else f"_default_{name}"
        else:
            continue
        known[f"_set_{name}"] = getattr(cls, name).__set__
        body.append(f" _set_{name}(self, {given})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    parameters = ", ".join(["self", *positional, *(["*", *named] if named else [])])
    exec("\n".join((f"def __init__({parameters}):", *body, " return None")), known)  # noqa: S102 - as `dataclass` does
    known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return known["__init__"]


def _refuse_assignment(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
