"""The values of a YAML file, each of which remembers its line and column."""

from __future__ import annotations

from dataclasses import dataclass, field

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A line and a column of a file, both counted from 1; `file` where it is another than the template's own."""

    line: int
    column: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class TreeFault:
    """One thing wrong with the file: a code, its parameters and its spot."""

    code: str
    spot: Spot
    parameters: dict[str, str] = field(default_factory=dict)


class TreeError(Exception):
    """The file cannot be read as YAML at all; `fault` says why and where."""

    def __init__(self, fault: TreeFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Tree:
    """The values of a file with the spots of every key and every value, by path."""

    value: Value
    keys: dict[Path, Spot]
    values: dict[Path, Spot]
    faults: tuple[TreeFault, ...] = ()

    def spot(self, path: Path, *, of_key: bool = False) -> Spot:
        """Return where a path stands, else the nearest of its ancestors."""
        if of_key and path in self.keys:
            return self.keys[path]
        for length in range(len(path), -1, -1):
            if path[:length] in self.values:
                return self.values[path[:length]]
        return Spot(1, 1)

    def at(self, path: Path) -> Value:
        """Return the value at a path, None where there is none."""
        here = self.value
        for step in path:
            if isinstance(here, dict) and isinstance(step, str):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here
