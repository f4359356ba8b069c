#include "landfall/sync/wire.hpp"

#include <algorithm>
#include <charconv>

#include "landfall/fhir/bundle.hpp"

namespace landfall::sync {

namespace {
constexpr std::string_view refusalSystem = "https://landfall.example/fhir/CodeSystem/refusal";
constexpr std::string_view sequenceExtension =
    "https://landfall.example/fhir/StructureDefinition/change-sequence";

const char* sentence(int value) {
    switch (static_cast<WireFault>(value)) {
        case WireFault::NotABundle:
            return "the answer is not the bundle that was asked for";
        case WireFault::CountDiffers:
            return "the answer has another number of entries";
        case WireFault::EntryDiffers:
            return "an entry answers another record";
        case WireFault::NotStored:
            return "an entry does not say that it was stored";
        case WireFault::NoCursor:
            return "the page does not say where the next one begins";
    }
    return "unknown fault of an answer";
}

std::optional<std::size_t> entryIndex(std::string_view expression) {
    constexpr std::string_view prefix = "Bundle.entry[";
    if (!expression.starts_with(prefix)) return std::nullopt;
    const auto digits = expression.substr(prefix.size());
    std::size_t index = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (read.ec != std::errc{} || read.ptr == digits.data() + digits.size() || *read.ptr != ']')
        return std::nullopt;
    return index;
}

/// Splits `Type/id` or `Type/id/_history/version`, also behind an absolute URL's path.
struct Location {
    RecordKey key;
    std::string_view version;
};
Location readLocation(std::string_view text) {
    Location location;
    constexpr std::string_view history = "/_history/";
    if (const auto at = text.find(history); at != std::string_view::npos) {
        location.version = text.substr(at + history.size());
        text = text.substr(0, at);
    }
    const auto idAt = text.rfind('/');
    if (idAt == std::string_view::npos) return location;
    const auto head = text.substr(0, idAt);
    const auto typeAt = head.rfind('/');
    location.key.type = head.substr(typeAt == std::string_view::npos ? 0 : typeAt + 1);
    location.key.id = text.substr(idAt + 1);
    return location;
}

std::optional<std::uint64_t> sequenceOf(const fhir::Node& entry) {
    for (const auto extension : entry.get("extension").elements()) {
        if (extension.get("url").textOr() != sequenceExtension) continue;
        const auto number = extension.get("valuePositiveInt").integer();
        if (number && *number > 0) return static_cast<std::uint64_t>(*number);
    }
    return std::nullopt;
}

FeedChange readChange(const fhir::Node& entry) {
    FeedChange change;
    const auto request = entry.get("request");
    const auto response = entry.get("response");
    const auto resource = entry.get("resource");
    change.deleted = request.get("method").textOr() == "DELETE";
    change.lastModified = response.get("lastModified").textOr();
    change.versionId = fhir::versionOfTag(response.get("etag").textOr());
    auto named = readLocation(request.get("url").textOr());
    if (change.deleted) {
        change.key = std::move(named.key);
    } else if (resource.isObject()) {
        change.resource = resource.raw();
        if (change.versionId.empty())
            change.versionId = resource.get("meta").get("versionId").textOr();
        RecordKey inside{std::string(resource.get("resourceType").textOr()),
                         std::string(resource.get("id").textOr())};
        // Two names for one record: neither is believed.
        if (inside == named.key) change.key = std::move(inside);
    }
    const bool usable =
        base::isFhirId(change.key.id) && !change.key.type.empty() && !change.versionId.empty();
    if (!usable) {
        change.key = {};
        change.resource = entry.raw();
    }
    return change;
}

std::string cursorOf(const fhir::Node& bundle) {
    for (const auto link : bundle.get("link").elements()) {
        if (link.get("relation").textOr() != "self") continue;
        const auto url = link.get("url").textOr();
        const auto query = url.find('?');
        if (query == std::string_view::npos) continue;
        auto rest = url.substr(query + 1);
        while (!rest.empty()) {
            const auto end = std::min(rest.find('&'), rest.size());
            const auto parameter = rest.substr(0, end);
            constexpr std::string_view name = "cursor=";
            if (parameter.starts_with(name)) return std::string(parameter.substr(name.size()));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return {};
}

/// A cursor goes back into a request line as it is, so nothing but these may be in it.
bool isCursor(std::string_view text) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.' || c == '~' || c == '%' || c == ':';
    };
    return !text.empty() && text.size() <= cursorBytesMax &&
           std::all_of(text.begin(), text.end(), plain);
}
}  // namespace

const boost::system::error_category& wireFaultCategory() {
    static const base::SentenceCategory category{"landfall.sync", &sentence};
    return category;
}

RefusalText readRefusal(std::string_view body) {
    RefusalText refusal;
    const auto json = fhir::Json::borrow(body);
    if (!json || json->get("resourceType").textOr() != "OperationOutcome") return refusal;
    for (const auto issue : json->get("issue").elements()) {
        for (const auto coding : issue.get("details").get("coding").elements())
            if (refusal.code.empty() && coding.get("system").textOr() == refusalSystem)
                refusal.code = coding.get("code").textOr();
        for (const auto expression : issue.get("expression").elements())
            if (!refusal.entryAt) refusal.entryAt = entryIndex(expression.textOr());
    }
    return refusal;
}

Result<std::vector<AppliedEntry>> readPushAnswer(std::string_view body,
                                                 std::span<const RecordKey> sent) {
    LF_TRY(const auto json, fhir::Json::borrow(body));
    if (json.get("resourceType").textOr() != "Bundle" ||
        json.get("type").textOr() != "transaction-response")
        return WireFault::NotABundle;
    const auto entries = json.get("entry");
    if (entries.size() != sent.size()) return WireFault::CountDiffers;
    std::vector<AppliedEntry> applied;
    applied.reserve(sent.size());
    for (const auto entry : entries.elements()) {
        const auto response = entry.get("response");
        const auto status = response.get("status").textOr();
        if (!status.starts_with("2")) return Error{WireFault::NotStored, response.path()};
        const auto& expected = sent[applied.size()];
        const auto location = readLocation(response.get("location").textOr());
        // A deletion may have nothing to locate; everything else must be named.
        const bool mayBeUnnamed = status.starts_with("204") && location.key.id.empty();
        if (!mayBeUnnamed && location.key != expected)
            return Error{WireFault::EntryDiffers, response.path()};
        auto version = fhir::versionOfTag(response.get("etag").textOr());
        if (version.empty()) version = location.version;
        if (version.empty()) return Error{WireFault::NotStored, response.path()};
        applied.push_back(
            {expected, std::string(version), std::string(response.get("lastModified").textOr())});
    }
    return applied;
}

Result<ReadPage> readFeedPage(std::string body) {
    LF_TRY(auto json, fhir::Json::parse(std::move(body)));
    if (json.get("resourceType").textOr() != "Bundle" || json.get("type").textOr() != "history")
        return WireFault::NotABundle;
    FeedPage page;
    PageSummary summary;
    page.next.cursor = cursorOf(json.root());
    if (!isCursor(page.next.cursor)) return WireFault::NoCursor;
    const auto entries = json.get("entry");
    page.changes.reserve(entries.size());
    std::uint64_t last = 0;
    for (const auto entry : entries.elements()) {
        auto change = readChange(entry);
        const auto sequence = sequenceOf(entry);
        change.seq = sequence.value_or(0);
        if (page.changes.empty()) summary.firstSeq = change.seq;
        summary.gapless = summary.gapless && sequence && (last == 0 || change.seq == last + 1);
        last = change.seq;
        page.changes.push_back(std::move(change));
    }
    summary.changes = page.changes.size();
    summary.nextCursor = page.next.cursor;
    return ReadPage{std::move(json), std::move(page), std::move(summary)};
}

}  // namespace landfall::sync
