"""The files the house rules look at, and how a finding is written."""
import os
import re
from dataclasses import dataclass
from pathlib import Path

FOLDERS_LEFT_OUT = {".git", "node_modules", "dist", "__pycache__"}
CPP = (".cpp", ".hpp", ".h")
SCRIPTS = (".ts", ".tsx", ".mjs", ".js", ".py", ".sh")
TEXT = CPP + SCRIPTS + (".qml", ".md", ".txt", ".cmake", ".json", ".sql", ".toml", ".css", ".html")


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    sentence: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.sentence}"


class Tree:
    """All files below a folder, without what is built, fetched or kept by git."""

    def __init__(self, root):
        self.root = Path(root)
        self.paths = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(
                name for name in folders if name not in FOLDERS_LEFT_OUT and name != "build" and not name.startswith("build-")
            )
            self.paths += [os.path.relpath(os.path.join(folder, name), self.root) for name in sorted(files)]
        self._texts = {}

    def text(self, path):
        if path not in self._texts:
            self._texts[path] = (self.root / path).read_text(encoding="utf-8", errors="replace")
        return self._texts[path]

    def under(self, *folders, ends=CPP):
        """Paths below one of the folders ("" is the whole tree) that end in one of the given ways."""
        return [
            path
            for path in self.paths
            if path.endswith(tuple(ends)) and any(folder == "" or path.startswith(folder + "/") for folder in folders)
        ]


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def excused(text, position, rule):
    """A place may stand against a rule with `house(rule): reason` in a comment on its line or on the line before."""
    start = text.rfind("\n", 0, text.rfind("\n", 0, position) if "\n" in text[:position] else 0) + 1
    end = text.find("\n", position)
    return re.search(rf"house\({rule}\): \w", text[start : end if end >= 0 else len(text)]) is not None


def matches(tree, paths, pattern, rule, sentence, prepare=None):
    """One finding for every match of the pattern in the files, except where the place is excused."""
    found = []
    for path in paths:
        original = tree.text(path)
        text = prepare(original) if prepare else original
        for match in re.finditer(pattern, text):
            if not excused(original, match.start(), rule):
                said = sentence.format(match.group(0).strip())
                found.append(Finding(path, line_of(text, match.start()), said))
    return found


def without_comments(text):
    """C++ or QML text with comments blanked out, so that every position stays the same."""

    def blank(match):
        piece = match.group(0)
        return piece if piece[0] in "\"'R" else re.sub(r"[^\n]", " ", piece)

    return re.sub(
        r'R"([^()\s\\]{0,16})\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*(?:.|\n)*?\*/', blank, text
    )
