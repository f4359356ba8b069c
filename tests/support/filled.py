"""A questionnaire filled in by the names of its items, as a QuestionnaireResponse for `answer --response`.

For forms with text, which numbers cannot give."""
import json
from pathlib import Path

INSTRUMENTS = Path(__file__).resolve().parents[2] / "shared" / "instruments"


def value_of(item, given):
    if item["type"] == "boolean":
        return {"valueBoolean": given}
    if item["type"] == "integer":
        return {"valueInteger": given}
    if item["type"] == "date":
        return {"valueDate": given}
    if item["type"] == "choice":
        codings = [option["valueCoding"] for option in item["answerOption"]]
        return {"valueCoding": next(coding for coding in codings if coding["code"] == given)}
    return {"valueString": given}


def items_of(items, given):
    out = []
    for item in items:
        inner = items_of(item.get("item", []), given)
        if item["linkId"] in given:
            out.append({"linkId": item["linkId"], "answer": [value_of(item, given[item["linkId"]])]})
        elif inner:
            out.append({"linkId": item["linkId"], "item": inner})
    return out


def questions_of(items):
    for item in items:
        if item["type"] not in ("group", "display"):
            yield item
        yield from questions_of(item.get("item", []))


def one_answer(questionnaire, version="1.0.0"):
    """An answer to the first question that takes a yes or no, an option, a number or a text."""
    form = json.loads((INSTRUMENTS / questionnaire / f"{version}.json").read_text())
    for item in questions_of(form["item"]):
        if "enableWhen" in item or item.get("repeats"):
            continue
        if item["type"] == "choice" and "answerOption" in item:
            return {item["linkId"]: item["answerOption"][0]["valueCoding"]["code"]}
        for kind, value in (("boolean", False), ("integer", 0), ("string", "None"), ("text", "None")):
            if item["type"] == kind:
                return {item["linkId"]: value}
    raise AssertionError(f"{questionnaire} has no question for one answer")


def response(questionnaire, given, version="1.0.0"):
    form = json.loads((INSTRUMENTS / questionnaire / f"{version}.json").read_text())
    return json.dumps(
        {
            "resourceType": "QuestionnaireResponse",
            "questionnaire": f"{form['url']}|{form['version']}",
            "status": "completed",
            "item": items_of(form["item"], given),
        }
    )
