#include "server/fhir/change_feed.hpp"

#include <charconv>

#include "landfall/base/clock.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/fhir/splice.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;

namespace {

constexpr std::string_view sequenceExtension =
    "https://landfall.example/fhir/StructureDefinition/change-sequence";

Result<void> appendChange(std::string& body, const store::ChangeView& change) {
    const auto version = std::to_string(change.version);
    body += R"({"extension":[{"url":")";
    body.append(sequenceExtension).append(R"(","valuePositiveInt":)");
    body += std::to_string(change.sequence);
    body += R"(}],"fullUrl":"urn:uuid:)";
    body.append(change.id).append(R"(",)");
    if (!change.deleted) {
        LF_TRY(const auto resource, outgoing(change.body, change.version, change.receivedMs));
        body.append(R"("resource":)").append(resource).append(",");
    }
    body.append(R"("request":{"method":")").append(change.deleted ? "DELETE" : "PUT");
    body.append(R"(","url":")").append(change.type).append("/").append(change.id);
    body.append(R"("},"response":{"status":")").append(change.deleted ? "204" : "200");
    body.append(R"(","etag":"W/\")").append(version).append(R"(\"","lastModified":")");
    body.append(base::toFhirInstant(change.receivedMs)).append(R"("}})");
    return ok();
}

}  // namespace

std::string Cursor::text() const {
    const auto plain = epoch + '.' + std::to_string(after);
    return base::toBase64Url(base::viewOf(plain));
}

Result<Cursor> Cursor::parse(std::string_view text) {
    LF_TRY(const auto bytes, base::fromBase64Url(text));
    const auto plain = base::textOf(bytes);
    const auto dot = plain.rfind('.');
    if (dot == std::string_view::npos) return base::Fault::Malformed;
    Cursor cursor{std::string(plain.substr(0, dot)), 0};
    const auto digits = plain.substr(dot + 1);
    const auto [end, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), cursor.after);
    if (fault != std::errc() || end != digits.data() + digits.size() || cursor.after < 0)
        return base::Fault::Malformed;
    return cursor;
}

Result<std::string> outgoing(std::string_view body, std::int64_t version, std::int64_t receivedMs) {
    const auto number = std::to_string(version);
    const auto instant = base::toFhirInstant(receivedMs);
    return lf::stamped(body, {.versionId = number, .lastUpdated = instant});
}

Result<FeedPage> readFeed(store::Reading& reading, const FeedOrder& order) {
    FeedPage page;
    page.last = order.from.after;
    LF_TRY(page.head, reading.head(order.patient));
    std::string entries;
    const base::Fault pageIsFull = base::Fault::Cancelled;
    auto walked = reading.changes(
        order.patient, order.from.after, order.count,
        [&](const store::ChangeView& change) -> Result<void> {
            const auto before = entries.size();
            if (page.entries != 0) entries += ',';
            LF_CHECK(appendChange(entries, change));
            // One that is large by itself begins a page, so that no page is larger than a phone
            // takes.
            if (page.entries != 0 && entries.size() > changesBytesMax) {
                entries.resize(before);
                return pageIsFull;
            }
            page.last = change.sequence;
            ++page.entries;
            return entries.size() < changesBytesMax ? ok() : Result<void>(pageIsFull);
        });
    if (walked.has_error() && !walked.error().is(pageIsFull)) return std::move(walked).error();
    const Cursor next{order.from.epoch, page.last};
    page.body = R"({"resourceType":"Bundle","type":"history","link":[{"relation":"self","url":)" +
                lf::quoted(order.feedUrl + "?cursor=" + next.text()) + "}]";
    if (page.entries != 0) page.body.append(R"(,"entry":[)").append(entries).append("]");
    page.body += '}';
    return page;
}

}  // namespace landfall::clinic::fhirapi
