#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/form_fuzz.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"
#include "landfall/instrument/form_state.hpp"
#include "landfall/instrument/library.hpp"
#include "landfall/instrument/response.hpp"
#include "landfall/instrument/scoring.hpp"

// One input is up to three texts with a zero byte between them: a Questionnaire, a
// QuestionnaireResponse and typed answers. Nothing in them may end the program, and what is taken
// must come back from a draft and a response as it was.
namespace {
using namespace landfall;

constexpr std::size_t stepsMax = 200;

void demand(bool holds) {
    if (!holds) std::abort();
}

std::string_view part(std::string_view& rest) {
    const auto end = rest.find('\0');
    const auto text = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return text;
}

void roundTrip(const std::shared_ptr<const instrument::Form>& form,
               const instrument::Answers& answers) {
    const auto asked = instrument::askedOnly(*form, answers);
    const auto response = instrument::toResponse(*form, answers, {"r", "p", base::WallTime{}, ""});
    const auto bytes = fhir::buildResponse(response);
    const auto json = fhir::Json::borrow(bytes);
    demand(json.has_value());
    const auto read = fhir::readResponse(json->root());
    // A text with a control character is taken from a person and refused by nobody else.
    demand(read.has_value());
    demand(instrument::fromResponse(*form, *read).has_value());
    static_cast<void>(instrument::scoresOf(*form, asked));
    static_cast<void>(answers.missing(*form));
}

void walk(const std::shared_ptr<const instrument::Form>& form) {
    auto state = instrument::FormState::start(form);
    for (std::size_t i = 0; i < stepsMax && !state.atReview(); ++i) {
        const auto& item = *state.item();
        static_cast<void>(state.leads());
        const instrument::Answer answers[] = {instrument::Chosen{0}, true,
                                              std::int64_t{1},       std::string("a"),
                                              fhir::Decimal::of(1),  fhir::Date{"2026-05-12"}};
        for (const auto& answer : answers)
            if (state.answer(item.linkId, answer).has_value()) break;
        if (item.kind == instrument::ItemKind::Group && i % 3 == 0)
            static_cast<void>(state.addRow());
        else
            state.next();
    }
    const auto restored = instrument::FormState::restore(form, state.bytes());
    demand(restored.has_value());
    demand(restored->answers() == state.answers());
    demand(restored->position() == state.position());
    roundTrip(form, state.answers());
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const auto definition = part(rest);
    const auto given = part(rest);
    const auto typed = part(rest);
    const auto json = fhir::Json::borrow(definition);
    if (json.has_error()) return 0;
    const auto faults = instrument::Form::faultsOf(json->root());
    auto read = instrument::Form::read(json->root());
    demand(read.has_value() == faults.empty());
    if (read.has_error()) return 0;
    const auto form = std::make_shared<const instrument::Form>(*std::move(read));
    walk(form);
    if (const auto answers = fhir::Json::borrow(given); answers.has_value())
        if (const auto response = fhir::readAnswers(answers->root()); response.has_value())
            static_cast<void>(instrument::fromResponse(*form, *response));
    std::vector<std::string> tokens(1);
    for (const char c : typed) {
        if (c == ' ')
            tokens.emplace_back();
        else
            tokens.back() += c;
    }
    if (const auto answers = instrument::answersFromOrdinals(*form, tokens); answers.has_value())
        roundTrip(form, *answers);
    return 0;
}
