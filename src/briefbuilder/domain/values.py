"""A decorator for frozen dataclasses that are fast to define.

`dataclass` generates and compiles six functions for each class when its module is imported. Three of them are the
same for every class; `value` shares them, which makes programs start faster.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Equal `@dataclass(frozen=True, slots=True, kw_only=True)` at half the cost."""
    made = dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)(cls)
    every: Mapping[str, Field[Any]] = made.__dataclass_fields__  # type: ignore[attr-defined] # what makes it a dataclass
    names = tuple(name for name, part in every.items() if part.repr)
    compared = tuple(name for name, part in every.items() if part.compare)
    parts: Callable[[object], Any] = attrgetter(*compared) if compared else lambda _: ()

    def equal(self: object, other: object) -> bool:
        return parts(self) == parts(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(parts(self))

    def shown(self: object) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({values})"

    for name, function in (("__eq__", equal), ("__hash__", hashed), ("__repr__", shown)):
        setattr(made, name, function)
    return made
