from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Node:
    key: str
    children: list[Node] = field(default_factory=list)

    def walk(self, depth=0):
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)

    def show(self):
        return "\n".join("  " * depth + node.key for depth, node in self.walk())


root = Node("a", [Node("b"), Node("c", [Node("d")])])
print(root.show())
