#include "model_clinic.hpp"

#include "landfall/base/ids.hpp"
#include "landfall/fhir/bundle.hpp"

namespace landfall::simulation {

namespace {
const std::string type = "DocumentReference";

std::string parameter(const std::string& target, const std::string& name) {
    const auto at = target.find(name + "=");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 1;
    return target.substr(begin, target.find('&', begin) - begin);
}

std::string tag(std::size_t version) {
    return "W/\\\"" + std::to_string(version) + "\\\"";
}
}  // namespace

std::string modelResource(const std::string& id, const std::string& operation,
                          const std::string& text) {
    return R"({"resourceType":")" + type + R"(","id":")" + id + R"(","meta":{"source":"urn:uuid:)" +
           operation + R"("},"description":")" + text + R"("})";
}

ports::Answer ModelClinic::answer(int status, std::string body) const {
    ports::Answer out;
    out.status = status;
    out.headers = {{"Landfall-Epoch", epoch_}, {"Landfall-Head", std::to_string(feed_.size())}};
    out.body = std::move(body);
    return out;
}

ports::Answer ModelClinic::refuse(int status, const std::string& code,
                                  std::optional<std::size_t> entry) const {
    std::string body =
        R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing",)"
        R"("details":{"coding":[{"system":"https://landfall.example/fhir/CodeSystem/refusal","code":")" +
        code + R"("}]})";
    if (entry) body += R"(,"expression":["Bundle.entry[)" + std::to_string(*entry) + R"(]"])";
    return answer(status, body + "}]}");
}

void ModelClinic::newEpoch() {
    epoch_ = base::makeUuidV4(random_).text();
}

ports::Answer ModelClinic::handle(const ports::Request& request) {
    if (request.target == "token") return token();
    std::string authorization;
    std::string bundle;
    for (const auto& header : request.headers) {
        if (header.name == "Authorization") authorization = header.value;
        if (header.name == "Landfall-Bundle") bundle = header.value;
    }
    if (token_.empty() || authorization != "Bearer " + token_) return refuse(401, "token_expired");
    if (request.method == "POST") return transaction(bundle, *request.body);
    if (request.target.find("$landfall-changes") != std::string::npos) return page(request.target);
    return read(request.target.substr(request.target.rfind('/') + 1));
}

ports::Answer ModelClinic::token() {
    token_ = base::makeUuidV4(random_).text();
    return answer(200,
                  R"({"access_token":")" + token_ +
                      R"(","token_type":"bearer","expires_in":600,"scope":"patient/*.cruds"})");
}

ports::Answer ModelClinic::transaction(const std::string& bundle, const std::string& body) {
    if (const auto known = bundles_.find(bundle); known != bundles_.end() && !forgetsBundles) {
        if (known->second.first != body) return refuse(409, "bundle_id_reused");
        return answer(200, known->second.second);
    }
    const auto json = *fhir::Json::borrow(body);
    struct Write {
        std::string id;
        Version version;
    };
    std::vector<Write> writes;
    for (const auto entry : json.get("entry").elements()) {
        const auto url = std::string(entry.get("request").get("url").textOr());
        const auto id = url.substr(url.find('/') + 1);
        const auto expected =
            std::string(fhir::versionOfTag(entry.get("request").get("ifMatch").textOr()));
        const auto& versions = records_[id];
        const auto current = versions.empty() ? std::string() : std::to_string(versions.size());
        if (!versions.empty() && versions.back().deleted) return refuse(410, "gone", writes.size());
        if (expected != current && !forgetsBundles)
            return refuse(412, "version_conflict", writes.size());
        const auto resource = entry.get("resource");
        std::string operation(resource.get("meta").get("source").textOr());
        operation = operation.substr(operation.rfind(':') + 1);
        writes.push_back({id,
                          {std::string(resource.raw()), operation,
                           std::string(resource.get("description").textOr()), false}});
    }
    std::string entries;
    for (auto& write : writes) {
        commit(write.id, std::move(write.version));
        const auto version = records_[write.id].size();
        entries += (entries.empty() ? "" : ",") +
                   std::string(R"({"response":{"status":"200","location":")") + type + "/" +
                   write.id + "/_history/" + std::to_string(version) + R"(","etag":")" +
                   tag(version) + R"(","lastModified":"2026-03-01T09:00:00.000Z"}})";
    }
    auto out =
        R"({"resourceType":"Bundle","type":"transaction-response","entry":[)" + entries + "]}";
    bundles_[bundle] = {body, out};
    return answer(200, std::move(out));
}

void ModelClinic::commit(const std::string& id, Version version) {
    records_[id].push_back(std::move(version));
    feed_.push_back({id, records_[id].size()});
}

void ModelClinic::writeElsewhere(const std::string& id, const std::string& text) {
    const auto operation = base::makeUuidV4(random_).text();
    commit(id, {modelResource(id, operation, text), operation, text, false});
}

ports::Answer ModelClinic::page(const std::string& target) {
    const auto cursor = parameter(target, "cursor");
    const auto count = std::stoul(parameter(target, "_count"));
    std::size_t from = 0;
    if (!cursor.empty()) {
        if (cursor.substr(0, epoch_.size()) != epoch_) return refuse(410, "gone");
        from = std::stoul(cursor.substr(epoch_.size() + 1));
    }
    const auto to = std::min(feed_.size(), from + std::min<std::size_t>(count, 7));
    std::string entries;
    for (auto n = from; n < to; ++n) {
        const auto& change = feed_[n];
        const auto& version = records_[change.id][change.version - 1];
        entries +=
            (n == from ? "" : ",") +
            std::string(
                R"({"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/change-sequence","valuePositiveInt":)") +
            std::to_string(n + 1) + R"(}],"resource":)" + version.resource +
            R"(,"request":{"method":"PUT","url":")" + type + "/" + change.id +
            R"("},"response":{"status":"200","etag":")" + tag(change.version) + R"("}})";
    }
    return answer(
        200,
        R"({"resourceType":"Bundle","type":"history","link":[{"relation":"self","url":"https://h/x?cursor=)" +
            epoch_ + ":" + std::to_string(to) + R"("}],"entry":[)" + entries + "]}");
}

ports::Answer ModelClinic::read(const std::string& id) {
    const auto at = records_.find(id);
    if (at == records_.end() || at->second.empty()) return refuse(404, "not_found");
    auto out = answer(200, at->second.back().resource);
    out.headers.push_back({"ETag", "W/\"" + std::to_string(at->second.size()) + "\""});
    return out;
}

}  // namespace landfall::simulation
