"""Who may include whom: the table of ARCHITECTURE.md, held against the includes and the CMake link lists."""
import re

from tree import Finding, excused, line_of, without_comments

# A component of shared/landfall and what it may see beside itself.
SHARED = {
    "base": "",
    "fhir": "base",
    "instrument": "base fhir",
    "pathway": "base fhir",
    "safety": "base fhir instrument",
    "db": "base",
    "keys": "base",
    "ports": "base",
    "beast": "base",
    "store": "base fhir instrument pathway safety db",
    "sync": "base fhir instrument pathway safety",
    "net": "base fhir instrument pathway safety store sync ports beast",
    "patient": "base fhir instrument pathway safety db keys ports beast store sync net",
}
EVERYTHING = " ".join(SHARED)
# Folders outside shared/, longest first, and what they may see of shared/landfall.
OUTSIDE = {
    "mobile/app": EVERYTHING,
    "mobile/headless": EVERYTHING,
    "mobile/gallery": EVERYTHING,
    "mobile/bridge": "base ports net patient",
    "mobile/i18n": "",
    "mobile/viewmodels": "base instrument safety patient",
    "platform": "base pathway ports",
    "qml": "",
    "clinic": "base db fhir instrument pathway safety beast",
}
# Single headers that are allowed beyond the table, with the reason.
EXTRA = {
    ("mobile/viewmodels", "landfall/keys/passphrase.hpp"): "the rule for a passphrase is shown while it is typed",
}
QT_ALLOWED = ("platform", "mobile/app", "mobile/bridge", "mobile/i18n", "mobile/viewmodels", "mobile/gallery", "qml", "tests")
# What a header's name begins with, who may include it, and how the others get there.
OUTER = [
    (r"(?:Q[A-Z]|Qt[A-Z])", QT_ALLOWED, "Qt is for the app only"),
    (r"sqlite3?\b|sqlcipher", ("shared/landfall/db", "tests"), "only db sees SQLCipher"),
    (
        r"boost/beast",
        ("shared/landfall/net", "shared/landfall/beast", "clinic/server", "tests"),
        "Beast is for net and for the clinic",
    ),
]


def area_of(path):
    """The component or folder a file belongs to, and what it may see; None where the table says nothing."""
    parts = path.split("/")
    if path.startswith("shared/landfall/") and len(parts) > 3:
        component = parts[2]
        if component not in SHARED:
            return component, None
        return component, set(SHARED[component].split()) | {component}
    for folder, allowed in OUTSIDE.items():
        if path.startswith(folder + "/"):
            return folder, set(allowed.split())
    return None


def include_table(tree):
    """Includes follow the table of ARCHITECTURE.md."""
    found = []
    for path in tree.under("shared", "mobile", "platform", "qml", "clinic"):
        text = without_comments(tree.text(path))
        for match in re.finditer(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', text, re.M):
            header = match.group(1)
            line = line_of(text, match.start(1))
            for pattern, allowed, reason in OUTER:
                if re.match(pattern, header) and not path.startswith(tuple(folder + "/" for folder in allowed)):
                    found.append(Finding(path, line, f"includes {header}: {reason}"))
            if path.startswith("mobile/viewmodels/") and re.match(r"QQuick|QtQuick", header):
                found.append(Finding(path, line, f"includes {header}: a view model knows no Qt Quick"))
            other = re.match(r"landfall/(\w+)/(.+)", header)
            area = area_of(path)
            if not other or not area or excused(tree.text(path), match.start(1), "includes"):
                continue
            name, seen = area
            if seen is None:
                found.append(Finding(path, line, f"the component {name} is not in the table of tests/house/include_rules.py"))
            elif other.group(1) not in seen and (name, header) not in EXTRA:
                # The words for an error are chosen in a view model, so it may know every component's errors.
                if not (name == "mobile/viewmodels" and other.group(2) == "fault.hpp"):
                    found.append(Finding(path, line, f"{name} may not include {header}"))
    return found


def link_lists(tree):
    """CMake link lists follow the same table, and only the app links Qt."""
    found = []
    for path in [p for p in tree.paths if p.endswith("CMakeLists.txt")]:
        area = area_of(path)
        if not area or area[1] is None:
            continue
        name, seen = area
        text = re.sub(r"#[^\n]*", "", tree.text(path))
        for match in re.finditer(r"\b(?:Landfall::|landfall_)(\w+)", text):
            other = match.group(1)
            if other in SHARED and other not in seen and name != "mobile/viewmodels":
                found.append(Finding(path, line_of(text, match.start()), f"{name} may not link {match.group(0)}"))
        if not path.startswith(QT_ALLOWED):
            for match in re.finditer(r"\bQt6?::\w+", text):
                found.append(Finding(path, line_of(text, match.start()), f"links {match.group(0)}: Qt is for the app only"))
    return found


QML_IMPORTS = {
    # A file that uses a C++ type of its own module imports that module.
    "qml/Controls": r"(Qt\w*(\.\w+)*|Landfall\.Controls)$",
    "qml/Pages": r"(Qt\w*(\.\w+)*|Landfall\.(Controls|ViewModels))$",
}


def qml_imports(tree):
    """Controls import Qt Quick and their own module; pages import Controls and ViewModels beside it."""
    found = []
    for folder, allowed in QML_IMPORTS.items():
        for path in tree.under(folder, ends=(".qml",)):
            text = without_comments(tree.text(path))
            for match in re.finditer(r"^import\s+([\w.]+)", text, re.M):
                if not re.match(allowed, match.group(1)):
                    found.append(Finding(path, line_of(text, match.start()), f"{folder} may not import {match.group(1)}"))
    return found
