"""House rules about code: what is not written, and where."""
import hashlib
import re

from tree import CPP, Finding, excused, line_of, matches, without_comments

SQL = r"(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|ATTACH|WITH)\s"
CLAUSE = r"(?:WHERE|AND|OR|VALUES|FROM|SET|ORDER BY|GROUP BY|LIMIT|IN)\b"


def built_sql(tree):
    """SQL is a literal with parameters; it is never put together from strings."""
    pattern = (
        rf'"\s*{SQL}[^"\n]*"s?\s*(?:\+|<<)'
        rf'|\+\s*"\s*{CLAUSE}[^"\n]*"'
        rf'|format(?:_to)?\s*\([^"\n]{{0,40}}"\s*{SQL}'
        rf'|\)sql"s?\s*(?:\+|<<)'
        rf'|arg\([^)\n]*\)[^;\n]*"\s*{SQL}'
        rf'|"\s*{SQL}[^"\n]*"\)?\s*\.\s*(?:arg|append)\('
    )
    paths = tree.under("shared", "mobile", "clinic")
    return matches(tree, paths, pattern, "sql", "SQL put together from strings: {}", without_comments)


def std_regex(tree):
    """Patterns from outside go to RE2; std::regex overflows its stack on long input."""
    pattern = r"\bstd::(?:basic_)?regex\b|#\s*include\s*<regex>"
    return matches(tree, tree.under(""), pattern, "regex", "{} is not used", without_comments)


def wall_clock(tree):
    """In shared/ the time of day comes from the Clock port."""
    pattern = r"\bsystem_clock::now\b|\bstd::time\s*\(|\btime\s*\(\s*(?:nullptr|NULL|0)\s*\)|\bgettimeofday\b|\bCLOCK_REALTIME\b"
    paths = [path for path in tree.under("shared") if path != "shared/landfall/base/clock.cpp"]
    return matches(tree, paths, pattern, "clock", "{} outside base/clock.cpp", without_comments)


def context_property(tree):
    """What a page uses is handed down as a required property, so that qmllint sees it."""
    pattern = r"\bsetContextProperty\b|\bsetContextObject\b"
    return matches(tree, tree.under("mobile", "qml", "tests"), pattern, "context", "{} hides a type from qmllint", without_comments)


def plain_text(tree):
    """Text is PlainText, so that nothing a person wrote can become markup."""
    found = matches(
        tree,
        tree.under("qml", "mobile", ends=(".qml",)),
        r"textFormat\s*:\s*(?:Text|TextEdit|Label)\.(?!PlainText\b)\w+",
        "text",
        "{}: only PlainText is shown",
        without_comments,
    )
    for path in tree.under("qml", "mobile", ends=(".qml",)):
        text = without_comments(tree.text(path))
        for match in re.finditer(r"(?<![\w.])(?:\w+\.)?(?:Text|Label)\s*\{", text):
            if not re.search(r"\btextFormat\s*:", own_block(text, match.end())) and not excused(
                tree.text(path), match.start(), "text"
            ):
                found.append(
                    Finding(path, line_of(text, match.start()), "a Text without textFormat: Text.PlainText (or use a control)")
                )
    return found


def own_block(text, start):
    """The text of a QML object from behind its opening brace, without the objects inside it."""
    depth, own = 1, []
    for character in text[start:]:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            break
        if depth == 1:
            own.append(character)
    return "".join(own)


def sleeping_tests(tree):
    """A test waits for a condition, never for a time."""
    cpp = r"\bsleep_(?:for|until)\s*\(|\bQTest::q(?:Wait|Sleep)\s*\(|\bQThread::[mu]?sleep\s*\(|(?<![\w:.])[un]?sleep\s*\("
    found = matches(tree, tree.under("tests", "mobile", "shared"), cpp, "sleep", "{} in a test", without_comments)
    found += matches(tree, tree.under("tests", ends=(".qml",)), r"(?<![\w.])wait\s*\(", "sleep", "{} in a test", without_comments)
    # A short pause between two looks at a condition is polling; from a tenth of a second on it is a sleep.
    web = r"\bwaitForTimeout\s*\(|\bsetTimeout\s*\(\s*\w+\s*,\s*\d[\d_]{2,}"
    found += matches(tree, tree.under("clinic/web/tests", ends=(".ts", ".tsx", ".mjs")), web, "sleep", "{} in a test")
    return found


def names(tree):
    """No type is called Manager, Helper, Util, Data or Info: the name says what it is."""
    pattern = r"\b(?:class|struct|enum class)\s+(?:\[\[nodiscard\]\]\s+)?\w*(?:Manager|Helper|Helpers|Utils?|Data|Info)\b(?=[^;]*\{)"
    return matches(tree, tree.under("shared", "mobile", "clinic", "tests"), pattern, "name", "{} says nothing", without_comments)


RELEASED = "shared/migrations/released.sha256"


def frozen_migrations(tree):
    """A migration that was released is never changed: databases that ran it are out there."""
    found = []
    if RELEASED not in tree.paths:
        return found
    for number, line in enumerate(tree.text(RELEASED).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        digest, name = line.split(maxsplit=1)
        path = "shared/migrations/" + name
        if path not in tree.paths or hashlib.sha256((tree.root / path).read_bytes()).hexdigest() != digest:
            found.append(Finding(RELEASED, number, f"{path} is not what was released"))
    return found


def lengths(tree):
    """Files past 400 lines (QML 250) are named; this rule never fails."""
    for path in tree.under("", ends=CPP + (".qml", ".ts", ".tsx", ".py")):
        count = tree.text(path).count("\n")
        limit = 250 if path.endswith(".qml") else 400
        if count > limit:
            print(f"note: {path} has {count} lines; is it still one thing?")
    return []
