#include "server/fhir/handlers.hpp"

#include <charconv>

#include "landfall/fhir/bundle.hpp"
#include "server/fhir/apply_bundle.hpp"
#include "server/fhir/change_feed.hpp"
#include "server/fhir/metadata.hpp"
#include "server/fhir/refused.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;
using http::Call;
using http::Refusal;
using http::Response;

namespace {

constexpr std::int64_t searchCountDefault = 100;
constexpr std::int64_t searchCountMax = 1000;
/// A page ends early beyond this, as one of the feed does: a thousand big records are not held.
constexpr std::size_t searchBytesMax = 4 * 1024 * 1024;

std::optional<std::int64_t> countOf(const Call& call, std::int64_t otherwise, std::int64_t most) {
    const auto text = call.request.queryValue("_count");
    if (!text) return otherwise;
    std::int64_t count = 0;
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), count);
    if (fault != std::errc() || end != text->data() + text->size() || count < 1)
        return std::nullopt;
    return std::min(count, most);
}

Response refuseFor(const Call& call, const Error& error) {
    const auto refusal = refusalOf(error);
    return call.refuse(refusal.refusal, refusal.detail);
}

/// Everything under /fhir that speaks of records tells the epoch, refusals too: a phone must notice
/// a restored server whatever it asks first.
Response withEpoch(Response response, const Services& services) {
    response.with("Landfall-Epoch", services.clinic.epoch);
    return response;
}

/// A refusal is remembered too. It is its own transaction, because that of the action is gone; if
/// it fails, the refusal is still sent, as nothing was disclosed.
void auditRefusal(Services& services, const Call& call, const http::Refusal refusal) {
    const auto written = services.store.write([&](store::Writing& writing) {
        return writing.audit({.actor = call.actor,
                              .action = call.route.action,
                              .patient = call.actor.patient,
                              .outcome = auth::Outcome::Refused,
                              .reason = http::formOf(refusal).code,
                              .requestId = call.request.requestId,
                              .peer = call.request.peer});
    });
    static_cast<void>(written.has_error());
}

Result<BundleAnswer> answerBundle(Services& services, const Call& call) {
    const auto header = call.request.header("Landfall-Bundle").value_or("");
    LF_TRY(const auto request, readBundleRequest(call.request.body, header, call.actor.patient));
    BundleAnswer answer;
    LF_CHECK(services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(answer, applyBundle(writing, services.forms, request,
                                   {call.actor, call.request.requestId, call.request.peer},
                                   services.clock, services.random));
        return ok();
    }));
    return answer;
}

Response postBundle(Services& services, const Call& call) {
    if (!call.authorizePatient(true)) return call.refuse(Refusal::Forbidden);
    auto answer = answerBundle(services, call);
    if (answer.has_error()) {
        auditRefusal(services, call, refusalOf(answer.error()).refusal);
        return refuseFor(call, answer.error());
    }
    // After the commit, so that a page that asks at once finds what it was told of.
    if (!answer->again) services.events.publishChange(call.actor.patient, answer->head);
    auto response = Response::fhir(200, std::move(answer->body));
    response.with("Landfall-Head", std::to_string(answer->head));
    return response;
}

/// Another patient's things: a phone of ours does not ask for them, so that somebody did is kept.
Response refuseForeign(Services& services, const Call& call) {
    auditRefusal(services, call, Refusal::Forbidden);
    return call.refuse(Refusal::Forbidden);
}

/// What a phone reads is audited before it is sent.
auth::AuditEntry readEntry(const Call& call, std::string_view object) {
    return {.actor = call.actor,
            .action = call.route.action,
            .object = object,
            .patient = call.actor.patient,
            .requestId = call.request.requestId,
            .peer = call.request.peer};
}

Response getChanges(Services& services, const Call& call) {
    const auto& patient = call.parameters.at(0);
    if (!call.authorizePatient(patient == call.actor.patient)) return refuseForeign(services, call);
    const auto count = countOf(call, changesCountDefault, changesCountMax);
    if (!count) return call.refuse(Refusal::BadRequest);
    FeedOrder order{.patient = patient,
                    .feedUrl = "https://" + call.request.host + "/fhir/Patient/" + patient +
                               "/$landfall-changes",
                    .from = {services.clinic.epoch, 0},
                    .count = *count};
    if (const auto text = call.request.queryValue("cursor")) {
        auto cursor = Cursor::parse(*text);
        if (cursor.has_error()) return call.refuse(Refusal::BadRequest);
        if (cursor->epoch != services.clinic.epoch) return call.refuse(Refusal::Gone);
        order.from = *std::move(cursor);
    }
    FeedPage page;
    auto done = services.store.read([&](store::Reading& reading) -> Result<void> {
        LF_TRY(page, readFeed(reading, order));
        return ok();
    });
    // An empty page discloses nothing, and phones ask for one every few minutes.
    if (done.has_value() && page.entries != 0)
        done = services.store.write(
            [&](store::Writing& writing) { return writing.audit(readEntry(call, "changes")); });
    if (done.has_error()) return refuseFor(call, done.error());
    // A cursor beyond the head is from a future that was lost: the store is not what it was.
    if (order.from.after > page.head) return call.refuse(Refusal::Gone);
    auto response = Response::fhir(200, std::move(page.body));
    response.with("Landfall-Head", std::to_string(page.head));
    return response;
}

/// Is the record this phone's to see? Its own patient's, or a record of the clinic in its feed.
Result<bool> visible(store::Reading& reading, const store::Record& record,
                     std::string_view patient) {
    if (record.deleted) return false;
    if (record.patient && *record.patient != patient) return false;
    // What is about the patient and in no feed is the clinic's own: work for the staff, ratings,
    // the dosing record.
    return reading.announced(patient, record.row);
}

Response getRecord(Services& services, const Call& call) {
    const auto& type = call.parameters.at(0);
    const auto& id = call.parameters.at(1);
    const bool foreign = type == "Patient" && id != call.actor.patient;
    if (!call.authorizePatient(!foreign)) return refuseForeign(services, call);
    if (!lf::resourceTypeFrom(type)) return call.refuse(Refusal::NotFound);
    std::optional<store::Record> record;
    const auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(record, writing.current({type, id}));
        bool seen = false;
        if (record) {
            LF_TRY(seen, visible(writing, *record, call.actor.patient));
        }
        // Not there and not theirs look the same.
        if (!seen) return refused(Refusal::NotFound);
        return writing.audit(readEntry(call, id));
    });
    if (done.has_error()) return refuseFor(call, done.error());
    auto body = outgoing(record->body, record->version, record->receivedMs);
    if (body.has_error()) return call.refuse(Refusal::Internal);
    auto response = Response::fhir(200, *std::move(body));
    response.with("ETag", "W/\"" + std::to_string(record->version) + "\"");
    return response;
}

struct SearchPage {
    std::vector<std::string> bodies;
    std::vector<std::string> urls;
    std::string lastId;
    std::size_t bytes = 0;
    bool more = false;
};

Result<SearchPage> search(store::Writing& writing, const Call& call, std::string_view afterId,
                          std::int64_t count) {
    const auto& type = call.parameters.at(0);
    SearchPage page;
    std::int64_t seen = 0;
    const auto add = [&](const store::Record& record) -> Result<void> {
        if (page.more || page.bytes >= searchBytesMax || seen == count) {
            page.more = true;
            return ok();
        }
        ++seen;
        page.lastId = record.id;
        // What the clinic keeps to itself is in no feed, and therefore not for a phone. It counts
        // all the same: a page may be shorter than asked for, and the next one goes on behind it.
        LF_TRY(const bool theirs, writing.announced(call.actor.patient, record.row));
        if (!theirs) return ok();
        LF_TRY(auto body, outgoing(record.body, record.version, record.receivedMs));
        page.bytes += body.size();
        page.bodies.push_back(std::move(body));
        page.urls.push_back("https://" + call.request.host + "/fhir/" + record.type + '/' +
                            record.id);
        return ok();
    };
    // One more than asked for tells whether there is another page.
    if (type == "Questionnaire" || type == "PlanDefinition") {
        LF_CHECK(writing.searchShared(call.actor.patient, type, afterId, count + 1, add));
    } else {
        LF_CHECK(writing.search(call.actor.patient, type, afterId, count + 1, add));
    }
    LF_CHECK(writing.audit(readEntry(call, type)));
    return page;
}

std::string searchBundle(const Call& call, const SearchPage& page, std::int64_t count) {
    const auto base = "https://" + call.request.host + "/fhir/" + call.parameters.at(0) +
                      "?patient=" + call.actor.patient + "&_count=" + std::to_string(count);
    std::string next;
    if (page.more) next = base + "&_page=" + base::toBase64Url(base::viewOf(page.lastId));
    lf::BundleParts parts;
    parts.type = "searchset";
    parts.self = base;
    parts.next = next;
    for (std::size_t index = 0; index < page.bodies.size(); ++index) {
        lf::EntryParts entry;
        entry.fullUrl = page.urls[index];
        entry.resource = page.bodies[index];
        parts.entries.push_back(entry);
    }
    return lf::buildBundle(parts);
}

Response getSearch(Services& services, const Call& call) {
    auto patient = call.request.queryValue("patient").value_or("");
    if (patient.starts_with("Patient/")) patient.remove_prefix(8);
    if (!call.authorizePatient(patient == call.actor.patient)) return refuseForeign(services, call);
    if (!lf::resourceTypeFrom(call.parameters.at(0))) return call.refuse(Refusal::NotFound);
    const auto count = countOf(call, searchCountDefault, searchCountMax);
    if (!count) return call.refuse(Refusal::BadRequest);
    std::string afterId;
    if (const auto text = call.request.queryValue("_page")) {
        const auto bytes = base::fromBase64Url(*text);
        if (bytes.has_error()) return call.refuse(Refusal::BadRequest);
        afterId = base::textOf(*bytes);
    }
    SearchPage page;
    const auto done = services.store.write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(page, search(writing, call, afterId, *count));
        return ok();
    });
    if (done.has_error()) return refuseFor(call, done.error());
    return Response::fhir(200, searchBundle(call, page, *count));
}

}  // namespace

void bindHandlers(http::Handlers& handlers, Services& services) {
    using http::RouteId;
    handlers.bind(RouteId::WellKnown, [&services](const Call&) {
        return Response::json(200, wellKnownLandfall(services.clinic, services.limits));
    });
    handlers.bind(RouteId::SmartConfiguration, [&services](const Call&) {
        return Response::json(200, smartConfiguration(services.clinic));
    });
    handlers.bind(RouteId::Metadata,
                  [](const Call&) { return Response::fhir(200, capabilityStatement()); });
    const auto bind = [&](RouteId id, Response (*answer)(Services&, const Call&)) {
        handlers.bind(id, [&services, answer](const Call& call) {
            return withEpoch(answer(services, call), services);
        });
    };
    bind(RouteId::FhirBundle, postBundle);
    bind(RouteId::FhirChanges, getChanges);
    bind(RouteId::FhirRead, getRecord);
    bind(RouteId::FhirSearch, getSearch);
}

}  // namespace landfall::clinic::fhirapi
