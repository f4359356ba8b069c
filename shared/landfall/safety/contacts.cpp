#include "landfall/safety/contacts.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>

#include "landfall/base/bytes.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/safety/days.hpp"

namespace landfall::safety {
namespace json = boost::json;

namespace {
constexpr std::string_view everywhere = "112";  ///< works on most mobile networks of the world

bool isCountryCode(std::string_view text) {
    return text.size() == 2 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

/// Digits with single spaces or dashes between them, as numbers are printed.
bool isNumber(std::string_view text) {
    if (text.empty() || text.size() > 24) return false;
    bool digit = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            digit = true;
        else if (c != ' ' && c != '-' && c != '+')
            return false;
    }
    return digit;
}

using fhir::Fault;

Result<ContactChannel> readChannel(const fhir::Node& node) {
    ContactChannel out;
    LF_TRY(const auto kind, textIn(node, "channel"));
    if (kind == "call")
        out.channel = Channel::Call;
    else if (kind == "text")
        out.channel = Channel::Text;
    else if (kind == "chat")
        out.channel = Channel::Chat;
    else
        return faultAt(Fault::BadCode, node, "channel");
    LF_TRY(out.number, textIn(node, "number"));
    if (!isNumber(out.number)) return faultAt(Fault::BadValue, node, "number");
    out.message = node.get("message").textOr();
    return out;
}

Result<CrisisLine> readLine(const fhir::Node& node) {
    CrisisLine out;
    LF_TRY(out.name, textIn(node, "name"));
    const auto channels = node.get("channels");
    if (channels.size() == 0) return faultAt(Fault::Missing, node, "channels");
    for (const auto channel : channels.elements()) {
        LF_TRY(auto one, readChannel(channel));
        out.channels.push_back(std::move(one));
    }
    out.hours = node.get("hours").textOr();
    for (const auto language : node.get("languages").elements()) {
        if (language.textOr().empty()) return Error{Fault::BadCode, language.path()};
        out.languages.emplace_back(language.textOr());
    }
    return out;
}

Result<CountryContacts> readCountry(const fhir::Node& node) {
    CountryContacts out;
    LF_TRY(out.country, textIn(node, "country"));
    if (!isCountryCode(out.country)) return faultAt(Fault::BadCode, node, "country");
    LF_TRY(out.name, textIn(node, "name"));
    const auto emergency = node.get("emergency");
    if (emergency.size() == 0) return faultAt(Fault::Missing, node, "emergency");
    for (const auto number : emergency.elements()) {
        if (!isNumber(number.textOr())) return Error{Fault::BadValue, number.path()};
        out.emergency.emplace_back(number.textOr());
    }
    for (const auto line : node.get("lines").elements()) {
        LF_TRY(auto one, readLine(line));
        out.lines.push_back(std::move(one));
    }
    // null says that nobody has called the numbers yet; leaving the element out says nothing.
    const auto verified = node.get("verifiedOn");
    if (!verified) return faultAt(Fault::Missing, node, "verifiedOn");
    if (!verified.isNull() && !base::isFhirDate(verified.textOr()))
        return faultAt(Fault::BadDateTime, node, "verifiedOn");
    out.verifiedOn = verified.textOr();
    LF_TRY(out.source, textIn(node, "source"));
    LF_TRY(const auto confidence, textIn(node, "confidence"));
    if (confidence != "S" && confidence != "M-high")
        return faultAt(Fault::BadCode, node, "confidence");
    out.confidence = confidence == "S" ? Confidence::Sourced : Confidence::Likely;
    return out;
}
}  // namespace

bool isDiallable(std::string_view number) {
    return isNumber(number);
}

std::string ContactChannel::dialled() const {
    std::string out;
    for (const char c : number)
        if ((c >= '0' && c <= '9') || c == '+') out += c;
    return out;
}

std::string whatItIs(const ContactChannel& channel) {
    switch (channel.channel) {
        case Channel::Call:
            return "Crisis line: somebody to talk to";
        case Channel::Text:
            return channel.message.empty()
                       ? "Crisis line by text message"
                       : "Crisis line by text message: send the word " + channel.message;
        case Channel::Chat:
            break;
    }
    // No source gives an address to chat at.
    return "Crisis line: they answer by chat too";
}

Result<CrisisContacts> CrisisContacts::bundled() {
    LF_TRY(const auto json, bundledJson("contacts/crisis-contacts.json"));
    return read(json.root());
}

Result<CrisisContacts> CrisisContacts::read(const fhir::Node& root) {
    CrisisContacts out;
    const auto countries = root.get("countries");
    if (countries.size() == 0) return faultAt(Fault::Missing, root, "countries");
    for (const auto node : countries.elements()) {
        LF_TRY(auto country, readCountry(node));
        for (const auto& other : out.countries_)
            if (other.country == country.country)
                return faultAt(Fault::DuplicateEntry, node, "country");
        out.countries_.push_back(std::move(country));
    }
    for (const auto code : root.get("europeanUnion").elements()) {
        if (!isCountryCode(code.textOr())) return Error{Fault::BadCode, code.path()};
        out.europeanUnion_.emplace_back(code.textOr());
    }
    return out;
}

HelpContacts CrisisContacts::forCountry(std::string_view isoCode,
                                        const ClinicContact& clinic) const {
    HelpContacts out;
    if (!clinic.phone.empty()) out.clinic = clinic;
    const auto code = upper(isoCode);
    for (const auto& country : countries_)
        if (country.country == code) {
            out.country = country.country;
            out.countryName = country.name;
            out.emergency = country.emergency;
            out.lines = country.lines;
            out.verifiedOn = country.verifiedOn;
            return out;
        }
    out.emergency = {std::string(everywhere)};
    if (std::find(europeanUnion_.begin(), europeanUnion_.end(), code) != europeanUnion_.end())
        out.country = code;
    else
        out.localNumberMayDiffer = true;
    return out;
}

HelpContacts withClinicLine(HelpContacts help, CrisisLine line) {
    std::erase_if(line.channels, [](const ContactChannel& one) { return !isNumber(one.number); });
    if (!line.channels.empty()) help.lines.insert(help.lines.begin(), std::move(line));
    return help;
}

std::string_view wordOf(Channel channel) {
    switch (channel) {
        case Channel::Call:
            return "call";
        case Channel::Text:
            return "text";
        case Channel::Chat:
            break;
    }
    return "chat";
}

namespace {
json::object toJson(const CrisisLine& line) {
    json::array channels;
    for (const auto& one : line.channels) {
        json::object channel{{"channel", wordOf(one.channel)}, {"number", one.number}};
        if (!one.message.empty()) channel["message"] = one.message;
        channels.push_back(std::move(channel));
    }
    json::array languages;
    for (const auto& language : line.languages) languages.emplace_back(language);
    return {{"name", line.name},
            {"channels", std::move(channels)},
            {"hours", line.hours},
            {"languages", std::move(languages)}};
}
}  // namespace

std::string lineJson(const CrisisLine& line) {
    return json::serialize(toJson(line));
}

Result<CrisisLine> lineFrom(const fhir::Node& node) {
    return readLine(node);
}

std::string buildHelpLine(std::string_view id, std::string_view patient, const base::WallTime& sent,
                          const std::optional<ClinicLine>& line) {
    json::object content;
    if (line) {
        content = toJson(line->line);
        content["verifiedOn"] = line->verifiedOn;
        content["source"] = line->source;
    }
    const json::object attachment{{"contentType", "application/json"},
                                  {"data", base::toBase64(base::viewOf(json::serialize(content)))}};
    return json::serialize(json::object{
        {"resourceType", "DocumentReference"},
        {"id", id},
        {"status", line ? "current" : "superseded"},
        {"type",
         {{"coding",
           json::array{{{"system", fhir::names::documentSystem}, {"code", helpLineCode}}}}}},
        {"subject", {{"reference", "Patient/" + std::string(patient)}}},
        {"date", base::toFhirDateTime(sent)},
        {"content", json::array{{{"attachment", attachment}}}}});
}

Result<SentHelpLine> readHelpLine(const fhir::Node& document) {
    const auto coding = document.get("type").get("coding")[0];
    if (coding.get("system").textOr() != fhir::names::documentSystem ||
        coding.get("code").textOr() != helpLineCode)
        return Error{Fault::BadCode, "type"};
    SentHelpLine out;
    const auto sent = base::fromFhirDateTime(document.get("date").textOr());
    if (sent.has_error()) return faultAt(Fault::BadDateTime, document, "date");
    out.sent = *sent;
    if (document.get("status").textOr() != "current") return out;
    const auto data = document.get("content")[0].get("attachment").get("data");
    LF_TRY(const auto bytes, base::fromBase64(data.textOr()));
    LF_TRY(const auto content, fhir::Json::borrow(base::textOf(bytes)));
    LF_TRY(auto line, readLine(content.root()));
    out.line = ClinicLine{std::move(line), std::string(content.get("verifiedOn").textOr()),
                          std::string(content.get("source").textOr())};
    return out;
}

bool contactsExpired(std::string_view verifiedOn, std::string_view today) {
    const auto from = dayOf(verifiedOn);
    const auto now = dayOf(today);
    if (!from || !now) return true;
    return *now - *from > std::chrono::days{contactsValidDays};
}

}  // namespace landfall::safety
