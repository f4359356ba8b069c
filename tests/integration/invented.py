"""A questionnaire that no program knows: words, a dangerous choice and a number of evenings, scored by its own rule."""
import json

BASE = "https://landfall.example/fhir/StructureDefinition/"
ID = "lighthouse-check"
URL = "https://landfall.example/fhir/Questionnaire/" + ID
CHOICES = ("Never", "Once", "Often")


def option(ordinal, text):
    weight = {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": ordinal}
    return {"extension": [weight], "valueCoding": {"system": URL + "/answers", "code": f"a{ordinal}", "display": text}}


def choice(link, text, danger=()):
    rules = [
        {"url": BASE + "danger", "extension": [{"url": "atLeast", "valueInteger": least}, {"url": "tier", "valueInteger": tier}]}
        for least, tier in danger
    ]
    item = {"linkId": link, "text": text, "type": "choice", "answerOption": [option(i, t) for i, t in enumerate(CHOICES)]}
    return {"extension": rules, **item} if rules else item


def questionnaire():
    def part(url, **value):
        return {"url": url, **value}

    def band(code, low, high):
        inner = [part("code", valueCode=code), part("low", valueInteger=low), part("high", valueInteger=high)]
        return {"url": "band", "extension": inner}

    scoring = [
        part("algorithm", valueString="lighthouse/1.0.0"),
        part("method", valueCode="sum"),
        part("code", valueCoding={"system": URL + "/scores", "code": "lighthouse-total", "display": "Lighthouse total"}),
        part("item", valueString="lh-2"),
        part("item", valueString="lh-3"),
        part("missing", valueCode="complete"),
        band("calm", 0, 2),
        band("rough", 3, 4),
    ]
    licence = [part("verdict", valueCode="SHIP"), part("status", valueCode="public-domain"), part("text", valueString="Invented.")]
    return {
        "resourceType": "Questionnaire",
        "id": ID,
        "extension": [part(BASE + "licence", extension=licence), part(BASE + "scoring", extension=scoring)],
        "url": URL,
        "version": "1.0.0",
        "name": "LighthouseCheck",
        "title": "Lighthouse check",
        "status": "active",
        "subjectType": ["Patient"],
        "item": [
            {"linkId": "lh-1", "text": "What did you see?", "type": "text"},
            choice("lh-2", "How often did you turn back?"),
            choice("lh-3", "How often did you think of not coming back?", danger=((1, 1), (2, 2))),
        ],
    }


def write(folder):
    """Into this folder; gives the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{ID}.json"
    file.write_text(json.dumps(questionnaire(), indent=2))
    return file


def response(words, turned, thought):
    """A QuestionnaireResponse for `answer --response`."""

    def chosen(ordinal):
        return [{"valueCoding": option(ordinal, CHOICES[ordinal])["valueCoding"]}]

    items = [
        {"linkId": "lh-1", "answer": [{"valueString": words}]},
        {"linkId": "lh-2", "answer": chosen(turned)},
        {"linkId": "lh-3", "answer": chosen(thought)},
    ]
    return {"resourceType": "QuestionnaireResponse", "questionnaire": URL + "|1.0.0", "status": "completed", "item": items}
