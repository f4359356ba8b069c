#include "server/fhir/bundle_request.hpp"

#include <charconv>
#include <set>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/bundle.hpp"
#include "landfall/fhir/sizes.hpp"
#include "server/fhir/refused.hpp"

namespace landfall::clinic::fhirapi {
namespace lf = landfall::fhir;
using http::Refusal;

namespace {

constexpr std::string_view operationExtension =
    "https://landfall.example/fhir/StructureDefinition/operation";
constexpr std::string_view urnUuid = "urn:uuid:";

bool phoneMayWrite(lf::ResourceType type) {
    // The way through a protocol is the clinic's to plan, and what was given and what came of it is
    // the clinic's to record.
    return type != lf::ResourceType::Patient && type != lf::ResourceType::Questionnaire &&
           type != lf::ResourceType::PlanDefinition && type != lf::ResourceType::CarePlan &&
           type != lf::ResourceType::MedicationAdministration &&
           type != lf::ResourceType::AdverseEvent;
}

/// The first entry whose url another one has before it.
std::string repeatedEntry(const lf::Json& json) {
    std::set<std::string_view> urls;
    std::size_t index = 0;
    for (const auto entry : json.get("entry").elements()) {
        if (!urls.insert(entry.get("request").get("url").textOr()).second)
            return "Bundle.entry[" + std::to_string(index) + "]";
        ++index;
    }
    return {};
}

// Shape faults of the bundle: too many entries is a size, everything else is the form.
Error bundleFault(const Error& error, const lf::Json& json) {
    if (error.is(lf::Fault::DuplicateEntry))
        return refused(Refusal::BadBundle, repeatedEntry(json));
    const auto where = entryExpression(error.where);
    if (error.is(lf::Fault::TooManyEntries)) return refused(Refusal::TooLarge);
    if (error.is(lf::Fault::UnknownResource) && !where.empty())
        return refused(Refusal::Forbidden, where);
    return refused(Refusal::BadBundle, where);
}

Result<std::string> operationOf(const EntryRequest& entry, const lf::Node& node) {
    std::string_view source;
    if (entry.deletes) {
        for (const auto extension : node.get("extension").elements())
            if (extension.get("url").textOr() == operationExtension)
                source = extension.get("valueUri").textOr();
    } else {
        source = entry.resource.get("meta").get("source").textOr();
    }
    if (!source.starts_with(urnUuid)) return std::string();
    LF_TRY(const auto uuid, base::Uuid::parse(source.substr(urnUuid.size())));
    return uuid.text();
}

Result<std::optional<std::int64_t>> versionOf(std::string_view tag) {
    if (tag.empty()) return std::optional<std::int64_t>{};
    std::int64_t version = 0;
    const auto [end, fault] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
    if (fault != std::errc() || end != tag.data() + tag.size() || version < 1)
        return Error(base::Fault::Malformed);
    return std::optional(version);
}

Result<void> checkResource(const EntryRequest& entry, std::string_view patient) {
    if (entry.bytes.size() > lf::bytesMaxOf(entry.type))
        return refused(Refusal::TooLarge, entry.where);
    const auto envelope = lf::validateResource(entry.resource);
    if (envelope.has_error()) {
        const bool other = envelope.error().is(lf::Fault::OtherPatient);
        if (entry.type == lf::ResourceType::QuestionnaireResponse &&
            envelope.error().where.ends_with("authored"))
            return refused(Unfit::AuthoredTime, entry.where);
        return refused(other ? Refusal::WrongPatient : Refusal::InvalidResource, entry.where);
    }
    if (envelope->patient != patient || lf::checkOnlyPatient(*envelope, patient).has_error())
        return refused(Refusal::WrongPatient, entry.where);
    return ok();
}

Result<EntryRequest> readEntry(const lf::EntryView& view, const lf::Node& node, std::size_t index,
                               std::string_view patient) {
    EntryRequest entry;
    entry.where = "Bundle.entry[" + std::to_string(index) + "]";
    entry.type = *view.urlType;
    entry.id = view.urlId;
    entry.deletes = view.method == lf::Method::Delete;
    entry.resource = view.resource;
    entry.bytes = view.resource.raw();
    if (!phoneMayWrite(entry.type)) return refused(Refusal::Forbidden, entry.where);
    // The phone makes its ids, so they have to be ones that no two phones make (UUIDs).
    if (base::Uuid::parse(entry.id).has_error()) return refused(Refusal::BadBundle, entry.where);
    if (!view.fullUrl.empty() &&
        (!view.fullUrl.starts_with(urnUuid) || view.fullUrl.substr(urnUuid.size()) != entry.id))
        return refused(Refusal::BadBundle, entry.where);
    auto version = versionOf(view.ifMatch);
    if (version.has_error()) return refused(Refusal::BadBundle, entry.where);
    entry.ifMatch = *version;
    auto operation = operationOf(entry, node);
    if (operation.has_error()) return refused(Refusal::BadBundle, entry.where);
    entry.operation = *std::move(operation);
    if (!entry.deletes) LF_CHECK(checkResource(entry, patient));
    return entry;
}

}  // namespace

Result<BundleRequest> readBundleRequest(std::string_view body, std::string_view headerId,
                                        std::string_view patient) {
    auto json = lf::Json::borrow(body);
    if (json.has_error()) return refused(Refusal::BadJson);
    auto bundle = lf::readTransaction(json->root());
    if (bundle.has_error()) return bundleFault(bundle.error(), *json);
    const auto id = base::Uuid::parse(bundle->identifier);
    if (id.has_error() || id->text() != headerId) return refused(Refusal::BadBundle);

    BundleRequest request{.id = id->text(),
                          .hash = base::sha256(base::viewOf(body)),
                          .json = *std::move(json),
                          .entries = {}};
    request.entries.reserve(bundle->entries.size());
    std::size_t index = 0;
    for (const auto node : request.json.get("entry").elements()) {
        LF_TRY(auto entry, readEntry(bundle->entries.at(index), node, index, patient));
        request.entries.push_back(std::move(entry));
        ++index;
    }
    return request;
}

}  // namespace landfall::clinic::fhirapi
