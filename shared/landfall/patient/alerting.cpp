#include "landfall/patient/alerting.hpp"

#include "landfall/base/ids.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/read.hpp"

namespace landfall::patient {

namespace {
AlertView viewOf(const store::FlagRow& row) {
    return {.flag = row.id,
            .tier = safety::tierFrom(row.tier),
            .raised = base::toFhirDateTime(row.raised),
            .delivery = row.delivery};
}

// A flag of an answer names its response; the button has none.
bool isOfButton(const store::FlagRow& row) {
    return row.tier == safety::numberOf(safety::tierOfCrisisButton) && row.response.empty();
}
}  // namespace

std::vector<std::string> linesOf(const safety::HelpContacts& shown) {
    std::vector<std::string> lines;
    for (const auto& number : shown.emergency) lines.push_back("Emergency: " + number);
    for (const auto& line : shown.lines)
        for (const auto& channel : line.channels)
            lines.push_back(line.name + ": " + channel.number + " (" + safety::whatItIs(channel) +
                            ")");
    if (shown.clinic && !shown.clinic->phone.empty())
        lines.push_back((shown.clinic->name.empty() ? "Your clinic" : shown.clinic->name) + ": " +
                        shown.clinic->phone);
    return lines;
}

Result<AlertView> Alerting::raise() {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto patient, store->settings().get(store::Settings::patient));
    if (!patient) return Fault::NotPaired;
    const auto& surroundings = profile_.surroundings();
    const auto now = surroundings.clock.now();
    LF_TRY(const auto open, store->records().flags(true));
    for (const auto& row : open) {
        const auto ageMs = now.unixMs - row.raised.unixMs;
        // A clock that went back makes no call of an hour ago into this one.
        if (isOfButton(row) && ageMs >= 0 && ageMs < sameCallMs) return viewOf(row);
    }
    const auto newId = [&] {
        return base::makeUuidV7(surroundings.trueClock, surroundings.random);
    };
    const auto operation = newId();
    fhir::SafetyFlag flag;
    flag.id = newId().text();
    flag.patient = *patient;
    flag.tier = safety::numberOf(safety::tierOfCrisisButton);
    flag.raised = now;
    flag.evidenceAnswer = buttonText;
    flag.source = "urn:uuid:" + operation.text();
    LF_CHECK(store->records().write(
        {{fhir::ResourceType::Flag, flag.id, fhir::buildFlag(flag), operation}}));
    return AlertView{.flag = flag.id,
                     .tier = safety::tierOfCrisisButton,
                     .raised = base::toFhirDateTime(now),
                     .delivery = store::Delivery::Saved};
}

Result<std::optional<AlertView>> Alerting::newest(safety::Tier atLeast) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto flags, store->records().flags());
    for (const auto& row : flags)
        if (row.tier >= safety::numberOf(atLeast)) return std::optional(viewOf(row));
    return std::optional<AlertView>();
}

Result<void> Alerting::noteShown(const safety::HelpContacts& shown) {
    LF_TRY(auto* const store, profile_.store());
    LF_TRY(const auto patient, store->settings().get(store::Settings::patient));
    LF_TRY(const auto alert, newest(safety::Tier::Urgent));
    if (!patient || !alert) return ok();
    LF_TRY(const auto noted, store->records().all(fhir::ResourceType::Communication));
    for (const auto& record : noted) {
        const auto json = fhir::Json::borrow(record.bytes);
        if (json.has_error()) continue;
        const auto before = fhir::readCrisisShown(json->root());
        if (before.has_value() && before->flag == alert->flag) return ok();
    }
    const auto& surroundings = profile_.surroundings();
    const auto operation = base::makeUuidV7(surroundings.trueClock, surroundings.random);
    const fhir::CrisisShown note{
        .id = base::makeUuidV7(surroundings.trueClock, surroundings.random).text(),
        .patient = *patient,
        .flag = alert->flag,
        .shown = surroundings.clock.now(),
        .contacts = linesOf(shown),
        .source = "urn:uuid:" + operation.text()};
    return store->records().write(
        {{fhir::ResourceType::Communication, note.id, fhir::buildCrisisShown(note), operation}});
}

}  // namespace landfall::patient
