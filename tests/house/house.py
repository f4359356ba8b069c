#!/usr/bin/env python3
"""The house rules, run as tests.

    house.py ROOT              every rule
    house.py ROOT --rule NAME  one rule
    house.py --self-test       every rule finds what is planted for it and leaves alone what keeps it
    house.py --list            the names

A place may stand against a rule when a comment on its line or on the line before says `house(<key>): <reason>`, with the
keys sql, regex, clock, context, text, sleep, name, mark, words, place and includes.
"""
import sys
import tempfile
from pathlib import Path

import code_rules
import include_rules
import word_rules
from planted import PLANTED
from tree import Tree

RULES = {
    "include table": include_rules.include_table,
    "link lists": include_rules.link_lists,
    "qml imports": include_rules.qml_imports,
    "no built SQL": code_rules.built_sql,
    "no std::regex": code_rules.std_regex,
    "clock is a port": code_rules.wall_clock,
    "no context property": code_rules.context_property,
    "text is plain": code_rules.plain_text,
    "no sleeps in tests": code_rules.sleeping_tests,
    "names say something": code_rules.names,
    "no marks left behind": word_rules.left_marks,
    "words a patient reads": word_rules.patient_text,
    "no verdict on a person": word_rules.no_verdict,
    "stands alone": word_rules.foreign_places,
    "migrations are frozen": code_rules.frozen_migrations,
    "lengths": code_rules.lengths,
}
ONLY_NOTES = {"lengths"}


def run(tree, chosen):
    failed = False
    for name in chosen:
        for finding in RULES[name](tree):
            print(f"{finding}  [{name}: {RULES[name].__doc__.strip()}]")
            failed = True
    return failed


def self_test():
    wrong = 0
    for name in RULES:
        examples = PLANTED.get(name, [])
        kinds = {example[2] for example in examples}
        if name not in ONLY_NOTES and kinds != {True, False}:
            print(f"{name}: needs an example that breaks it and one that keeps it")
            wrong += 1
        for path, text, must_find, *beside in examples:
            with tempfile.TemporaryDirectory() as folder:
                for other, content in {path: text, **(beside[0] if beside else {})}.items():
                    file = Path(folder, other)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(content, encoding="utf-8")
                findings = [finding for finding in RULES[name](Tree(folder)) if finding.path == path]
                if bool(findings) != must_find:
                    print(f"{name}: {'missed' if must_find else 'wrongly found'} in {path}: {text!r}")
                    wrong += 1
    return wrong > 0


def main(arguments):
    if arguments == ["--list"]:
        print("\n".join(RULES))
        return 0
    if arguments == ["--self-test"]:
        return 1 if self_test() else 0
    if len(arguments) == 1:
        return 1 if run(Tree(arguments[0]), RULES) else 0
    if len(arguments) == 3 and arguments[1] == "--rule" and arguments[2] in RULES:
        return 1 if run(Tree(arguments[0]), [arguments[2]]) else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))
