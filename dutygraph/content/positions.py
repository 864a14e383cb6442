"""Read one YAML file into plain text values that remember their lines.

Every scalar stays text (`3.10` is not 3.1 and `no` is not false); anchors, tags and repeated keys are faults.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dutygraph.errors import Fault

Place = tuple[str | int, ...]


@dataclass
class YamlFile:
    """A file's values, the line of each, and what was wrong with its form.

    `path` is relative to the content folder; `lines` maps a place such as ("provisions", 0, "at") to a line.
    """

    path: Path
    tree: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, message: str) -> Fault:
        """Make a fault at a place, or at the nearest enclosing place that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return Fault(self.path, self.lines.get(place, 1), message)


def read_yaml(path: Path, shown_as: Path) -> YamlFile:
    """Read `path`; messages name it `shown_as`. Faults of form are in the result, never raised."""
    file = YamlFile(shown_as)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        file.faults.append(Fault(shown_as, 1, f"not UTF-8 text (byte {error.start}). Save the file as UTF-8."))
        return file
    try:
        try:
            node = _compose(text, file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError:
            file.faults.clear()
            node = _compose(text, file, yaml.SafeLoader)  # ten times slower, and says more of what is wrong
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        file.faults.append(Fault(shown_as, line, f"not valid YAML: {error.problem}. {_advice(str(error.problem))}"))
        return file
    except yaml.YAMLError as error:
        file.faults.append(Fault(shown_as, 1, f"not valid YAML: {error}. Remove the character."))
        return file
    if file.faults:
        return file
    if node is None:
        file.tree = {}
        return file
    file.tree = _value(node, (), file)
    return file


def _compose(text: str, file: YamlFile, loader: Any) -> yaml.Node | None:
    """Return the root node; what our files do not use is put among the file's faults."""
    for token in yaml.scan(text, Loader=loader):
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)):
            line = token.start_mark.line + 1
            message = "anchors, aliases and tags are not used. Write the value out."
            file.faults.append(Fault(file.path, line, message))
    node: yaml.Node | None = yaml.compose(text, Loader=loader)
    return node


def _advice(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "Put a text that holds a colon in quotes, or write it as a >- block."
    if "found character '\\t'" in problem or "tab" in problem:
        return "Indent with spaces."
    return "Check the indentation, quotes and brackets at this line."


def _value(node: yaml.Node, place: Place, file: YamlFile) -> Any:
    file.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*place, index), file) for index, child in enumerate(node.value)]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            file.faults.append(Fault(file.path, line, "a key must be a word, not a list or mapping."))
            continue
        key = key_node.value
        if key in result:
            first = file.lines[(*place, key)]
            message = f'key "{key}" stands here again (first at line {first}). Keep one of the two.'
            file.faults.append(Fault(file.path, line, message))
            continue
        result[key] = _value(value_node, (*place, key), file)
        file.lines[(*place, key)] = line
    return result
