#!/usr/bin/env python3
"""Every sentence a person reads goes through translation.

QML: a string literal with words in it may not be given to a property that is shown or spoken. C++ of the view models: a literal with
a space between words is a sentence and has to be inside tr() or one of its kin. And lupdate has to agree: it finds every string in a
context that the programs ask for, and landfall_en.ts holds each plural form, finished.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHOWN = r"(?:text|title|label|hint|detail|placeholderText|description|heading|prompt|action|accessibleName|Accessible\.(?:name|description))"
LITERAL = r'"((?:[^"\\\n]|\\.)*)"'
WORD = re.compile(r"[A-Za-z]{2,}")
SOURCES = ["mobile/viewmodels", "mobile/app", "qml/Pages", "qml/Controls", "qml/App"]
WRAPPED = re.compile(r"(?:\btr|\bqsTr|\bQT_TR_NOOP|\bqsTranslate|\btranslate)\s*\(\s*$")
CATALOGUE = os.path.join(ROOT, "mobile/i18n/landfall_en.ts")
LUPDATE = next((p for p in (shutil.which("lupdate"), "/usr/lib/qt6/bin/lupdate") if p and os.path.exists(p)), None)


def files(folders, endings):
    for folder in folders:
        for where, _, names in os.walk(os.path.join(ROOT, folder)):
            for name in sorted(names):
                if name.endswith(endings):
                    with open(os.path.join(where, name), encoding="utf-8") as file:
                        yield os.path.relpath(os.path.join(where, name), ROOT), file.read()


def without_comments(text):
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.S)


def bare_in_qml(text):
    """Literals with a word in them that a shown property gets as they are."""
    found = []
    for line in without_comments(text).splitlines():
        given = re.search(rf"\b{SHOWN}\s*:\s*(.*)$", line)
        if not given:
            continue
        value = given.group(1)
        for literal in re.finditer(LITERAL, value):
            if WORD.search(literal.group(1)) and not WRAPPED.search(value[: literal.start()]):
                # The comparison of a state or a role is not a text.
                if not re.search(r"(?:===?|!==?|\[)\s*$", value[: literal.start()]):
                    found.append(literal.group(1))
    return found


def bare_in_cpp(text):
    """Literals that read as a sentence outside of tr()."""
    found = []
    code = without_comments(re.sub(r"^\s*#.*$", "", text, flags=re.M))
    code = re.sub(r"QML_UNCREATABLE\([^)]*\)", "", code)
    for literal in re.finditer(rf"{LITERAL}(?:\s*{LITERAL})*", code):
        whole = literal.group(0)
        is_sentence = re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", whole)
        before = code[: literal.start()]
        if is_sentence and not WRAPPED.search(before):
            found.append(whole)
    return found


class Translations(unittest.TestCase):
    def test_the_rules_find_what_they_are_for(self):
        self.assertEqual(bare_in_qml('Text { text: "Nothing here yet" }'), ["Nothing here yet"])
        self.assertEqual(bare_in_qml('Text { text: ready ? qsTr("Yes") : "No way" }'), ["No way"])
        self.assertEqual(bare_in_qml('Text { text: qsTr("Yes") + " · " + kind }'), [])
        self.assertEqual(bare_in_qml('Text { text: kind === "line" ? a : b }'), [])
        self.assertEqual(bare_in_cpp('error_ = "It did not work";'), ['"It did not work"'])
        self.assertEqual(bare_in_cpp('error_ = tr(\n    "It did not "\n    "work");'), [])
        self.assertEqual(bare_in_cpp('q("code"); // it is not a sentence'), [])

    def test_pages_and_controls_have_no_bare_text(self):
        found = [f"{path}: {text}" for path, source in files(["qml"], ".qml") for text in bare_in_qml(source)]
        self.assertEqual(found, [])

    def test_view_models_have_no_bare_sentence(self):
        found = [f"{path}: {text}" for path, source in files(["mobile/viewmodels"], (".cpp", ".hpp")) for text in bare_in_cpp(source)]
        self.assertEqual(found, [])

    @unittest.skipUnless(LUPDATE, "lupdate is not installed")
    def test_the_catalogue_has_every_plural_and_each_string_its_context(self):
        with tempfile.TemporaryDirectory(prefix="landfall-i18n-") as folder:
            plurals, whole = os.path.join(folder, "landfall_en.ts"), os.path.join(folder, "all.ts")
            shutil.copy(CATALOGUE, plurals)
            command = [LUPDATE, "-silent", "-locations", "none", *SOURCES, "-ts"]
            subprocess.run([*command[:1], "-pluralonly", *command[1:], plurals], cwd=ROOT, check=True, capture_output=True)
            subprocess.run([*command, whole, "-source-language", "en", "-target-language", "de"], cwd=ROOT, check=True, capture_output=True)
            messages = xml.parse(plurals).getroot().findall("./context/message")
            self.assertGreater(len(messages), 4)
            for message in messages:
                source, translation = message.findtext("source"), message.find("translation")
                self.assertIsNone(translation.get("type"), f"landfall_en.ts: {source!r} is not finished, or is not used any more")
                forms = [form.text for form in translation.findall("numerusform")]
                self.assertEqual(len(forms), 2, source)
                self.assertTrue(all(form and "%n" in form and "(s)" not in form for form in forms), source)
            contexts = {context.findtext("name") for context in xml.parse(whole).getroot().findall("./context")}
            # A context that is a namespace is a tr() that no program asks for: it would stay English for ever.
            self.assertEqual([name for name in contexts if name.endswith("viewmodels") or name == ""], [])
            self.assertTrue({"Words", "QuestionnaireWords", "landfall::viewmodels::StatusModel"} <= contexts, contexts)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
