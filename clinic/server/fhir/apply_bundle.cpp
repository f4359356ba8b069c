#include "server/fhir/apply_bundle.hpp"

#include <algorithm>

#include "server/fhir/entry_rules.hpp"
#include "server/fhir/receipt.hpp"
#include "server/fhir/recorder.hpp"
#include "server/fhir/refused.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;
using http::Refusal;
using store::Writing;

namespace {

constexpr std::size_t responseEntryBytes = 200;

struct Applied {
    std::int64_t version = 0;
    std::int64_t receivedMs = 0;
    bool deleted = false;
};

void appendEntry(std::string& body, const EntryRequest& entry, const Applied& applied) {
    const auto type = lf::nameOf(entry.type);
    const auto version = std::to_string(applied.version);
    if (body.back() == '}') body += ',';
    body += R"({"response":{"status":")";
    body += applied.deleted ? "204 No Content" : applied.version == 1 ? "201 Created" : "200 OK";
    body += R"(","location":")";
    body.append(type).append("/").append(entry.id).append("/_history/").append(version);
    body += R"(","etag":"W/\")" + version + R"(\"","lastModified":")";
    body += base::toFhirInstant(applied.receivedMs);
    body += R"("}})";
}

/// An operation that was applied before is answered as it was then, and not applied again.
Result<std::optional<Applied>> appliedBefore(Writing& writing, const BundleSender& sender,
                                             const EntryRequest& entry) {
    if (entry.operation.empty()) return std::optional<Applied>{};
    LF_TRY(const auto before, writing.appliedOperation(sender.device.id, entry.operation));
    if (!before) return std::optional<Applied>{};
    const bool same = before->type == lf::nameOf(entry.type) && before->id == entry.id &&
                      before->deleted == entry.deletes && before->body == entry.bytes;
    if (!same) return refused(Refusal::BundleIdReused, entry.where);
    return std::optional(Applied{before->version, before->receivedMs, before->deleted});
}

Result<std::optional<store::Record>> storedFor(Writing& writing, const EntryRequest& entry,
                                               std::string_view patient) {
    const store::RecordKey key{lf::nameOf(entry.type), entry.id};
    LF_TRY(const auto state, writing.state(key));
    if (!state) return std::optional<store::Record>{};
    // Somebody else's: the answer does not tell more than that it is not allowed.
    if (state->patient != patient) return refused(Refusal::Forbidden, entry.where);
    // What is in no feed is the clinic's own: a rating, the dosing record, work for the staff.
    LF_TRY(const bool isTheirs, writing.announced(patient, state->row));
    if (!isTheirs) return refused(Refusal::Forbidden, entry.where);
    return writing.current(key);
}

/// A value about answers that the clinic keeps to itself: a clinician's rating.
Result<void> checkAbout(Writing& writing, const EntryRequest& entry, std::string_view patient) {
    if (entry.type != lf::ResourceType::Observation || entry.deletes) return ok();
    for (const auto source : entry.resource.get("derivedFrom").elements()) {
        const auto target = lf::parseReference(source.get("reference").textOr());
        if (target.has_error()) continue;
        LF_TRY(const auto state, writing.state({lf::nameOf(target->type), target->id}));
        // Another patient's is not looked at: nothing is told of it, and nothing comes of it.
        if (!state || state->patient != patient) continue;
        LF_TRY(const bool isTheirs, writing.announced(patient, state->row));
        if (!isTheirs) return refused(Refusal::Forbidden, entry.where);
    }
    return ok();
}

Result<Applied> applyEntry(Writing& writing, Recorder& recorder, const EntryRequest& entry,
                           const BundleSender& sender, std::int64_t nowMs) {
    LF_TRY(const auto before, appliedBefore(writing, sender, entry));
    if (before) return *before;
    LF_TRY(const auto stored, storedFor(writing, entry, sender.device.patient));
    LF_CHECK(checkEntry(entry, stored));
    const store::RecordKey key{lf::nameOf(entry.type), entry.id};
    const auto state = stored ? std::optional<store::RecordState>(*stored) : std::nullopt;
    store::Written written;
    if (entry.deletes) {
        LF_TRY(written, recorder.remove(key, state));
    } else {
        LF_TRY(written, recorder.put(key, entry.bytes, entry.resource, state));
    }
    if (!entry.operation.empty())
        LF_CHECK(writing.rememberOperation(sender.device.id, entry.operation, written.row));
    return Applied{written.version, nowMs, entry.deletes};
}

}  // namespace

Result<BundleAnswer> applyBundle(Writing& writing, const Forms& forms, const BundleRequest& request,
                                 const BundleSender& sender, const base::Clock& clock,
                                 base::Random& random) {
    const auto& patient = sender.device.patient;
    LF_TRY(auto known, writing.appliedBundle(sender.device.id, request.id));
    if (known) {
        if (!std::equal(known->sha256.begin(), known->sha256.end(), request.hash.begin(),
                        request.hash.end()))
            return refused(Refusal::BundleIdReused);
        LF_TRY(const auto head, writing.head(patient));
        return BundleAnswer{std::move(known->response), head, true};
    }
    const auto nowMs = clock.now().unixMs;
    Recorder recorder(writing, forms,
                      {.patient = patient, .device = sender.device.id, .receivedMs = nowMs});
    BundleAnswer answer;
    answer.body.reserve(128 + request.entries.size() * responseEntryBytes);
    answer.body = R"({"resourceType":"Bundle","type":"transaction-response","entry":[)";
    // Before any of them is stored: what this bundle stores is announced at its end.
    for (const auto& entry : request.entries) LF_CHECK(checkAbout(writing, entry, patient));
    for (const auto& entry : request.entries) {
        LF_TRY(const auto applied, applyEntry(writing, recorder, entry, sender, nowMs));
        appendEntry(answer.body, entry, applied);
    }
    answer.body += "]}";
    LF_CHECK(receiveResponses(writing, forms, recorder, request.entries, clock, random));
    LF_TRY(answer.head, recorder.finish());
    LF_CHECK(writing.rememberBundle(
        sender.device.id, request.id,
        {base::Bytes(request.hash.begin(), request.hash.end()), answer.body}, nowMs));
    LF_CHECK(writing.audit({.actor = sender.device,
                            .action = http::Action::SyncWrite,
                            .object = request.id,
                            .patient = patient,
                            .requestId = sender.requestId,
                            .peer = sender.peer}));
    return answer;
}

}  // namespace landfall::clinic::fhirapi
