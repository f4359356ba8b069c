#include "server/admin/help_line.hpp"

#include <algorithm>
#include <map>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/json.hpp"

namespace landfall::clinic::admin {
namespace lf = landfall::fhir;

namespace {

constexpr std::size_t saidBytesMax = 64 * 1024;

/// Everything that makes two lines different.
std::string textOf(const std::optional<safety::ClinicLine>& line) {
    if (!line) return "none";
    return safety::lineJson(line->line) + '\n' + line->verifiedOn + '\n' + line->source;
}

/// What one patient's feed says of the line.
struct Sent {
    std::string id;
    std::string text = "none";
};

/// Every patient, by id.
Result<std::map<std::string, Sent>> sentTo(store::Reading& reading) {
    std::map<std::string, Sent> patients;
    LF_CHECK(reading.everyCurrent([&](const store::Record& record) -> Result<void> {
        if (record.type == "Patient") patients.try_emplace(record.id);
        if (record.type != "DocumentReference" || !record.patient ||
            record.body.find(safety::helpLineCode) == std::string::npos)
            return ok();
        LF_TRY(const auto document, lf::Json::borrow(record.body));
        if (const auto sent = safety::readHelpLine(document.root()); sent.has_value())
            patients[*record.patient] = {record.id, textOf(sent->line)};
        return ok();
    }));
    return patients;
}

Result<void> give(store::Writing& writing, Clinic& clinic, const std::string& patient,
                  const Sent& before) {
    const auto& line = clinic.settings().help.line;
    const auto now = clinic.machine().clock.now();
    const auto id = before.id.empty()
                        ? base::makeUuidV7(clinic.machine().clock, clinic.machine().random).text()
                        : before.id;
    fhirapi::Recorder recorder(
        writing, clinic.forms(),
        {.patient = patient, .device = std::nullopt, .receivedMs = now.unixMs});
    LF_TRY(
        [[maybe_unused]] const auto written,
        recorder.putMade({"DocumentReference", id}, safety::buildHelpLine(id, patient, now, line)));
    LF_TRY([[maybe_unused]] const auto head, recorder.finish());
    return ok();
}

std::string notVerified(std::string_view what, const std::string& verifiedOn,
                        std::string_view setting) {
    std::string text(what);
    text += verifiedOn.empty() ? " were verified by nobody."
                               : " were verified last on " + verifiedOn + ", over 180 days ago.";
    text += " Phones go on showing them. Call each once, then write " + std::string(setting) +
            " in [help] of clinic.toml and start the server again.";
    return text;
}

}  // namespace

Result<void> shareHelpLine(Clinic& clinic) {
    const auto& line = clinic.settings().help.line;
    const auto& files = clinic.machine().files;
    const auto path = clinic.folder() / helpLineFile;
    // A backup that was restored is another store, and its patients may have been told otherwise.
    const auto saying = clinic.store().epoch() + '\n' + textOf(line);
    if (!files.exists(path)) {
        if (!line) return ok();
    } else {
        LF_TRY(const auto said, files.read(path, saidBytesMax));
        if (base::textOf(said) == saying) return ok();
    }
    const auto tell = [&](store::Writing& writing) -> Result<void> {
        LF_TRY(const auto patients, sentTo(writing));
        const auto wanted = textOf(line);
        for (const auto& [patient, before] : patients)
            if (before.text != wanted) LF_CHECK(give(writing, clinic, patient, before));
        return ok();
    };
    LF_CHECK(clinic.store().write(tell));
    // Last: after a crash it is compared again, and nobody is told twice.
    return clinic.machine().files.replace(path, base::viewOf(saying));
}

Result<void> giveHelpLine(fhirapi::Recorder& recorder, const Clinic& clinic,
                          const std::string& patient) {
    const auto& line = clinic.settings().help.line;
    if (!line) return ok();
    const auto& machine = clinic.machine();
    const auto id = base::makeUuidV7(machine.clock, machine.random).text();
    LF_TRY([[maybe_unused]] const auto written,
           recorder.putMade({"DocumentReference", id},
                            safety::buildHelpLine(id, patient, machine.clock.now(), line)));
    return ok();
}

std::vector<std::string> helpNotices(const Settings& settings, std::string_view today) {
    std::vector<std::string> notices;
    const auto& help = settings.help;
    if (settings.country.empty()) {
        notices.emplace_back(
            "No country is set, so that phones show 112 and no crisis line of a country. Write "
            "country in clinic.toml and start the server again.");
    } else {
        std::string verifiedOn;
        if (const auto contacts = safety::CrisisContacts::bundled(); contacts.has_value())
            verifiedOn = contacts->forCountry(settings.country).verifiedOn;
        // FHIR dates of full precision are in the order of their text.
        verifiedOn = std::max(verifiedOn, help.numbersVerifiedOn);
        if (safety::contactsExpired(verifiedOn, today))
            notices.push_back(notVerified(
                "The emergency and crisis numbers that phones show for " + settings.country,
                verifiedOn, "numbers_verified_on"));
    }
    if (help.line && safety::contactsExpired(help.line->verifiedOn, today))
        notices.push_back(notVerified("The numbers of the clinic's own crisis line",
                                      help.line->verifiedOn, "line_verified_on"));
    return notices;
}

}  // namespace landfall::clinic::admin
