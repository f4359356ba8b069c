"""House rules about words: marks left behind, what a patient must never read, and places of one machine."""
import json
import os
import re

from tree import CPP, SCRIPTS, TEXT, Finding, excused, line_of, matches, without_comments

# The rules and their planted examples have to spell what they forbid.
OWN_FOLDER = "tests/house/"


def others(paths):
    return [path for path in paths if not path.startswith(OWN_FOLDER)]


def left_marks(tree):
    """What is unfinished is in an issue, not in a comment."""
    pattern = r"\b(?:TODO|FIXME|XXX|HACK)\b|(?://|#|\*|<!--)[^\n]*\b(?i:not implemented|for now|stubbed|placeholder)\b"
    paths = others(tree.under("", ends=CPP + SCRIPTS + (".qml", ".md", ".cmake", "CMakeLists.txt", ".sql")))
    return matches(tree, paths, pattern, "mark", "left behind: {}")


# Claims that no text of ours makes, verdicts that no program can give, and words that hurt.
NEVER_SAID = [
    r"\bcur(?:e|es|ed|ing)\b",
    r"\bguarantee[sd]?\b",
    r"\bcommit(?:s|ted|ting)? suicide\b",
    r"\byou(?:'re| are) (?:now )?(?:safe|eligible|fine|healthy)\b",
    r"\b(?:low|no|high) risk\b",
    r"\b(?:completely|perfectly|entirely) safe\b",
    r"\bsafe (?:drug|medicine|dose|treatment|substance)\b",
    r"\bworks? in minutes\b",
    r"\bnatural(?:ly)?\b",
    r"\bbody makes\b",
    r"\bmicrodos\w+",
    r"\btry (?:it )?at home\b",
    r"\bdiagnos(?:is|ed|es) (?:is|of|with)\b",
]
SAID = re.compile("|".join(NEVER_SAID), re.I)


def strings_of_json(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings_of_json(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of_json(inner, key)
    elif isinstance(value, str):
        yield key, value


def patient_text(tree):
    """Words a patient reads: qsTr and tr texts, instruments, contacts and translations."""
    found = []
    code = tree.under("qml", "mobile", ends=(".qml",) + CPP)
    for path in code:
        text = without_comments(tree.text(path))
        for match in re.finditer(r'"((?:\\.|[^"\\\n])*)"', text):
            said = SAID.search(match.group(1))
            if said and not excused(tree.text(path), match.start(), "words"):
                found.append(Finding(path, line_of(text, match.start()), f'a patient never reads "{said.group(0)}"'))
    for path in tree.under("shared/instruments", "shared/contacts", "shared/consent", "shared/pathways", "shared/medicines", "shared/safety", ends=(".json",)):
        text = tree.text(path)
        try:
            document = json.loads(text)
        except ValueError:
            found.append(Finding(path, 1, "is not JSON"))
            continue
        for key, value in strings_of_json(document):
            said = SAID.search(value)
            # Licence and source blocks are not shown as advice, and quote others.
            if said and key not in ("copyright", "source", "license", "licence", "purpose"):
                found.append(Finding(path, line_of(text, max(text.find(value[:40]), 0)), f'a patient never reads "{said.group(0)}"'))
    for path in tree.under("", ends=(".ts",)):
        if "<TS " in tree.text(path)[:400]:
            found += matches(tree, [path], SAID.pattern.join(["(?i:", ")"]), "words", 'a patient never reads "{}"')
    return found


# A verdict on a person, which only a clinician gives (clinical rules 6.3), in the languages of the interface.
VERDICTS = [
    r"\b(?:in)?eligible\b",
    r"^(?:safe|passed|pass|approved|cleared|suitable|unsuitable|fit|unfit|qualified)[.!]?$",
    r"\byou(?:'ve| have)? (?:passed|failed|qualif(?:y|ied)|been (?:accepted|approved|cleared))\b",
    r"\b(?:safe|suitable|cleared|approved|fit|qualified|unfit|unsuitable) (?:for|to) (?:you|take part|start|proceed|begin|go ahead|dose|dosing|treatment|the (?:trial|study|session))\b",
    r"\byou (?:are|have) (?:a |an )?(?:safe|suitable|good candidate|candidate|contraindicat\w+)\b",
    r"\bno contraindications?\b",
    r"\bapply now\b",
    r"\b(?:geeignet|ungeeignet|teilnahmeberechtigt|bestanden|unbedenklich)\b",
    r"\b(?:elegibles?|apt[oa]s?|no apt[oa]s?|aprobad[oa]s?|has aprobado)\b",
    r"\b(?:eleg\u00edve(?:l|is)|aprovad[oa]s?|voc\u00ea passou)\b",
    "(?:\u0645\u0624\u0647\u0644|\u0627\u062c\u062a\u0632\u062a|\u0646\u062c\u062d\u062a)",
]
VERDICT = re.compile("|".join(VERDICTS), re.I)


def no_verdict(tree):
    """No string of a program, of its data or of a catalogue gives a verdict on a person."""
    found = []

    def note(path, position, said):
        if not excused(tree.text(path), position, "words"):
            found.append(Finding(path, line_of(tree.text(path), position), f'a verdict that no program gives: "{said}"'))

    code = [p for p in tree.under("shared", "clinic", "mobile", "qml", "platform", ends=CPP + (".qml", ".ts", ".tsx"))]
    for path in code:
        # Tests quote what is refused; a catalogue of Qt has the same ending as TypeScript.
        if ".test." in path or "/tests/" in path or "<TS " in tree.text(path)[:400]:
            continue
        text = without_comments(tree.text(path))
        for match in re.finditer(r'"((?:\\.|[^"\\\n])*)"|`([^`]*)`', text):
            said = VERDICT.search(match.group(1) or match.group(2) or "")
            if said:
                note(path, match.start(), said.group(0))
    for path in tree.under("shared", "mobile", "qml", "clinic/server", ends=(".json",)):
        try:
            document = json.loads(tree.text(path))
        except ValueError:
            continue  # told by the rule of the words
        for key, value in strings_of_json(document):
            said = VERDICT.search(value)
            if said and key not in ("copyright", "source", "license", "licence", "purpose"):
                note(path, max(tree.text(path).find(value[:40]), 0), said.group(0))
    for path in tree.under("", ends=(".ts",)):
        text = tree.text(path)
        if "<TS " in text[:400]:
            for match in re.finditer(r"<(?:source|translation)[^>]*>([^<]*)<", text):
                said = VERDICT.search(match.group(1).strip())
                if said:
                    note(path, match.start(), said.group(0))
    return found


def foreign_places(tree):
    """The repository stands alone: no file names a folder outside it, or one of the machine it was written on."""
    absolute = r"(?<![\w.:/~}\)$-])/(?:work|workspace|Users|mnt|home/(?!newcomer\b))[/\w]|(?<![\w.:/~}\)$])/root/\.?\w"
    paths = others(tree.under("", ends=TEXT + ("CMakeLists.txt", "run", "test")))
    paths += [path for path in tree.paths if path.startswith("tools/") and path not in paths]
    paths = [path for path in paths if not path.endswith("package-lock.json")]
    found = matches(tree, paths, absolute, "place", "names a place of one machine: {}")
    for path in paths:
        if not path.endswith((".md", ".cmake", "CMakeLists.txt", ".json")):
            continue
        for match in re.finditer(r"(?<![\w./])(?:\.\./)+[\w.-]+", tree.text(path)):
            target = os.path.normpath(os.path.join(os.path.dirname(path), match.group(0)))
            if target.startswith(".."):
                found.append(Finding(path, line_of(tree.text(path), match.start()), f"leads out of the repository: {match.group(0)}"))
    return found
