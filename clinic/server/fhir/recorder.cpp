#include "server/fhir/recorder.hpp"

#include "server/fhir/contact_tasks.hpp"
#include "server/fhir/projection.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;

Result<store::Written> Recorder::append(store::RecordKey key, std::optional<std::string_view> bytes,
                                        const lf::Node& resource,
                                        const std::optional<store::RecordState>& before) {
    LF_TRY(
        const auto written,
        writing_.append({.key = key,
                         .patient = about_.patient,
                         .body = bytes,
                         .device = about_.device ? std::optional<std::string_view>(*about_.device)
                                                 : std::nullopt,
                         .receivedMs = about_.receivedMs},
                        before));
    if (!about_.forClinic) rows_.push_back(written.row);
    const store::RecordState version{.row = written.row,
                                     .patient = about_.patient,
                                     .type = std::string(key.type),
                                     .id = std::string(key.id),
                                     .version = written.version,
                                     .receivedMs = about_.receivedMs,
                                     .deleted = !bytes.has_value()};
    LF_CHECK(project(writing_, forms_, version, resource));
    if (key.type == "Flag" && bytes)
        LF_CHECK(keepContactTask(writing_, about_.patient, resource, about_.receivedMs));
    return written;
}

Result<store::Written> Recorder::put(store::RecordKey key, std::string_view bytes,
                                     const lf::Node& resource,
                                     const std::optional<store::RecordState>& before) {
    return append(key, bytes, resource, before);
}

Result<store::Written> Recorder::putMade(store::RecordKey key, const std::string& bytes) {
    LF_TRY(const auto json, lf::Json::borrow(bytes));
    LF_TRY(const auto before, writing_.state(key));
    return append(key, std::string_view(bytes), json.root(), before);
}

Result<store::Written> Recorder::remove(store::RecordKey key,
                                        const std::optional<store::RecordState>& before) {
    return append(key, std::nullopt, {}, before);
}

Result<void> Recorder::share(std::int64_t row) {
    LF_TRY(const bool there, writing_.announced(about_.patient, row));
    if (!there) rows_.push_back(row);
    return ok();
}

Result<std::int64_t> Recorder::finish() {
    if (rows_.empty()) return writing_.head(about_.patient);
    LF_TRY(const auto first,
           writing_.takeNumbers(about_.patient, static_cast<std::int64_t>(rows_.size())));
    std::int64_t number = first;
    for (const auto row : rows_) LF_CHECK(writing_.announce(about_.patient, number++, row));
    if (about_.device) LF_CHECK(writing_.markReceived(about_.patient, about_.receivedMs));
    return number - 1;
}

Result<store::RecordState> putClinicRecord(store::Writing& writing, const Forms& forms,
                                           store::RecordKey key, const std::string& bytes,
                                           std::int64_t nowMs) {
    LF_TRY(const auto before, writing.current(key));
    if (before && !before->deleted && before->body == bytes) return store::RecordState(*before);
    LF_TRY(const auto written,
           writing.append({.key = key,
                           .patient = std::nullopt,
                           .body = std::string_view(bytes),
                           .device = std::nullopt,
                           .receivedMs = nowMs},
                          before ? std::optional<store::RecordState>(*before) : std::nullopt));
    store::RecordState version{.row = written.row,
                               .patient = std::nullopt,
                               .type = std::string(key.type),
                               .id = std::string(key.id),
                               .version = written.version,
                               .receivedMs = nowMs,
                               .deleted = false};
    LF_TRY(const auto json, lf::Json::borrow(bytes));
    LF_CHECK(project(writing, forms, version, json.root()));
    return version;
}

}  // namespace landfall::clinic::fhirapi
