#include "landfall/patient/helping.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/base/log.hpp"
#include "landfall/fhir/json.hpp"

namespace landfall::patient {

namespace {
constexpr std::size_t cardBytesMax = 256 * 1024;

std::string textAt(const fhir::Node& node, std::string_view key) {
    return std::string(node.get(key).text().value_or(""));
}
struct WholeCard {
    HelpCard clinic;
    std::optional<safety::CrisisLine> line;
    std::optional<OwnHelp> own;
};

/// A card that cannot be read is an empty one: Help now works without it.
WholeCard readCard(const Folder& folder, const base::Files& files) {
    const auto bytes = files.read(folder.helpCard(), cardBytesMax);
    if (bytes.has_error()) return {};
    const auto json = fhir::Json::borrow(base::textOf(*bytes));
    if (json.has_error()) return {};
    const auto root = json->root();
    WholeCard card{.clinic = {.clinicName = textAt(root, "clinicName"),
                              .clinicPhone = textAt(root, "clinicPhone"),
                              .country = textAt(root, "country")},
                   .line = {},
                   .own = {}};
    if (auto line = safety::lineFrom(root.get("line")); line.has_value())
        card.line = *std::move(line);
    const auto own = root.get("own");
    if (!own.isObject()) return card;
    card.own = OwnHelp{textAt(own, "trustedName"), textAt(own, "trustedPhone"), {}};
    for (const auto part : own.get("plan").elements())
        card.own->plan.push_back(
            {textAt(part, "code"), textAt(part, "heading"), textAt(part, "text")});
    return card;
}

Result<void> writeCard(const Folder& folder, base::Files& files, const WholeCard& card) {
    boost::json::object json{{"clinicName", card.clinic.clinicName},
                             {"clinicPhone", card.clinic.clinicPhone},
                             {"country", card.clinic.country}};
    if (card.line) json["line"] = boost::json::parse(safety::lineJson(*card.line));
    if (card.own) {
        boost::json::array plan;
        for (const auto& part : card.own->plan)
            plan.push_back(boost::json::object{
                {"code", part.code}, {"heading", part.heading}, {"text", part.text}});
        json["own"] = boost::json::object{{"trustedName", card.own->trustedName},
                                          {"trustedPhone", card.own->trustedPhone},
                                          {"plan", std::move(plan)}};
    }
    return files.replace(folder.helpCard(), base::viewOf(boost::json::serialize(json)));
}
}  // namespace

Helping::Helping(const Folder& folder, const Surroundings& surroundings)
    : Helping(folder, surroundings.files) {}

Helping::Helping(const Folder& folder, base::Files& files) : folder_(folder), files_(files) {
    auto read = safety::CrisisContacts::bundled();
    // A test reads this data; should it ever be unreadable, 112 is still shown.
    if (read.has_value())
        contacts_ = std::move(*read);
    else
        base::log("crisis_contacts_unreadable");
}

safety::HelpContacts Helping::help(std::string_view elsewhere) const {
    const auto card = readCard(folder_, files_);
    const auto& clinic = card.clinic;
    auto help = contacts_.forCountry(elsewhere.empty() ? clinic.country : elsewhere,
                                     {.name = clinic.clinicName, .phone = clinic.clinicPhone});
    if (card.line && (elsewhere.empty() || elsewhere == clinic.country))
        return safety::withClinicLine(std::move(help), *card.line);
    return help;
}

const std::vector<safety::CountryContacts>& Helping::countries() const {
    return contacts_.countries();
}

HelpCard Helping::card() const {
    return readCard(folder_, files_).clinic;
}

Result<void> Helping::keepCard(const HelpCard& card) {
    auto whole = readCard(folder_, files_);
    whole.clinic = card;
    return writeCard(folder_, files_, whole);
}

Result<void> Helping::followClinic(store::Store& store) {
    LF_TRY(const auto records, store.records().documents(safety::helpLineCode));
    std::optional<safety::SentHelpLine> newest;
    for (const auto& record : records) {
        const auto json = fhir::Json::borrow(record);
        if (json.has_error()) continue;
        auto sent = safety::readHelpLine(json->root());
        if (sent.has_error()) continue;
        if (!newest || newest->sent.unixMs <= sent->sent.unixMs) newest = *std::move(sent);
    }
    if (!newest) return ok();
    auto whole = readCard(folder_, files_);
    whole.line.reset();
    if (newest->line) whole.line = newest->line->line;
    return writeCard(folder_, files_, whole);
}

std::optional<OwnHelp> Helping::own() const {
    return readCard(folder_, files_).own;
}

Result<void> Helping::keepOwn(const std::optional<OwnHelp>& own) {
    auto whole = readCard(folder_, files_);
    if (whole.own == own) return ok();
    whole.own = own;
    return writeCard(folder_, files_, whole);
}

}  // namespace landfall::patient
