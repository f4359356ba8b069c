// landfall-bench-form [ROUNDS]: a questionnaire of 15,000 lines of JSON, opened, and its pages
// turned.
#include <cstdlib>
#include <memory>
#include <string>

#include "bench/measure.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/instrument/form_state.hpp"

namespace {
using namespace landfall;

constexpr int questions = 470;
constexpr int optionsOfEach = 5;
constexpr std::size_t linesMin = 15'000;

/// Questions with five weighted options; every tenth is asked only after an answer to the one
/// before.
std::string definition() {
    const std::string url = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
    std::string out =
        "{\n\"resourceType\": \"Questionnaire\",\n\"id\": \"big\",\n\"url\": \"https://x/big\",\n"
        "\"version\": \"1.0.0\",\n\"status\": \"active\",\n\"item\": [\n";
    for (int i = 0; i < questions; ++i) {
        const auto id = std::to_string(i);
        out += std::string(i == 0 ? "" : ",\n") + "{\n\"linkId\": \"q" + id +
               "\",\n\"type\": \"choice\",\n\"text\": \"How often was this the case, number " + id +
               "?\",\n";
        if (i % 10 == 9)
            out += "\"enableWhen\": [{\n\"question\": \"q" + std::to_string(i - 1) +
                   "\",\n\"operator\": \"exists\",\n\"answerBoolean\": true\n}],\n";
        out += "\"answerOption\": [\n";
        for (int k = 0; k < optionsOfEach; ++k)
            out += std::string(k == 0 ? "" : ",\n") + "{\n\"extension\": [{\"url\": \"" + url +
                   "\",\n\"valueDecimal\": " + std::to_string(k) +
                   "\n}],\n\"valueCoding\": {\n\"code\": \"a" + std::to_string(k) + "\"\n}}";
        out += "\n]\n}";
    }
    return out + "\n]\n}\n";
}

void opening(const std::string& text, int rounds) {
    std::size_t found = 0;
    const auto pair = bench::inTurns(
        rounds,
        [&] {
            const auto json = fhir::Json::borrow(text);
            if (json.has_error()) bench::giveUp("the definition is no JSON");
            auto form = instrument::Form::read(json->root());
            if (form.has_error()) bench::giveUp("the definition is refused");
            const auto state = instrument::FormState::start(
                std::make_shared<const instrument::Form>(*std::move(form)));
            found += state.steps().size();
        },
        [&] {
            const auto json = fhir::Json::borrow(text);
            if (json.has_error()) bench::giveUp("the definition is no JSON");
            found += json->root().size();
        });
    if (found == 0) bench::giveUp("nothing was opened");
    bench::print("open a questionnaire of 15,000 lines / read its JSON", pair, "us", "3");
}

/// A turn is: the answer, the bytes of the draft that is saved, and the next page.
void turning(const std::string& text, int rounds) {
    const auto json = fhir::Json::borrow(text);
    auto form = std::make_shared<const instrument::Form>(*instrument::Form::read(json->root()));
    auto state = instrument::FormState::start(form);
    std::size_t bytes = 0;
    const auto pair = bench::inTurns(
        rounds,
        [&] {
            if (state.atReview()) state.goToStep(0);
            auto changed = state;
            if (changed.answer(changed.item()->linkId, instrument::Chosen{1}).has_error())
                bench::giveUp("an answer is refused");
            bytes += changed.bytes().size();
            changed.next();
            state = std::move(changed);
        },
        [&] { bytes += state.bytes().size(); });
    if (bytes == 0) bench::giveUp("nothing was saved");
    bench::print("turn a page of it with an answer / write its draft", pair, "us", "below 8000 us");
}
}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 200;
    const auto text = definition();
    std::size_t lines = 0;
    for (const char c : text) lines += c == '\n' ? 1 : 0;
    if (lines < linesMin) bench::giveUp("the definition is too short");
    opening(text, rounds);
    turning(text, rounds);
}
