#include "server/admin/packs.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/base/at_most.hpp"
#include "landfall/fhir/canonical.hpp"
#include "landfall/fhir/fault.hpp"
#include "landfall/fhir/json.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/instrument/response_size.hpp"
#include "landfall/safety/eligibility.hpp"
#include "server/admin/admin_socket.hpp"
#include "server/admin/clinic.hpp"
#include "server/admin/fault.hpp"

namespace landfall::clinic::admin {
namespace fs = std::filesystem;
namespace json = boost::json;
namespace lf = landfall::fhir;

namespace {

constexpr std::size_t faultsMax = 200;

bool isLicence(const fs::path& path) {
    const auto extension = path.extension();
    const auto stem = path.stem();
    return (extension.empty() || extension == ".txt" || extension == ".md") &&
           (stem == "LICENCE" || stem == "LICENSE");
}

/// Every fault of every file, each with the file's name and the place in it.
class FaultList {
public:
    void add(const PackFile& file, const Error& error) {
        if (count_ == 0) only_ = {error.code, placed(file, error.where)};
        add(placed(file, error.line()));
    }
    void addUnread(const PackFile& file) {
        if (count_ == 0) only_ = {};
        add(placed(file, file.unread));
    }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    /// One fault keeps its own reason; several are told in one sentence.
    [[nodiscard]] Error error() const {
        if (count_ == 1 && only_.code.category() == make_error_code(Fault::PackEmpty).category())
            return only_;
        const auto left = count_ > faultsMax ? count_ - faultsMax : 0;
        return {Fault::QuestionnaireMalformed,
                left == 0 ? text_ : text_ + "; and " + std::to_string(left) + " more"};
    }

private:
    void add(const std::string& line) {
        if (++count_ > faultsMax) return;
        if (!text_.empty()) text_ += "; ";
        text_ += line;
    }
    static std::string placed(const PackFile& file, const std::string& what) {
        return file.name.empty() ? what : file.name + ": " + what;
    }

    Error only_;
    std::string text_;
    std::size_t count_ = 0;
};

lf::Node partOf(const lf::Node& element, std::string_view url) {
    for (const auto one : element.get("extension").elements())
        if (one.get("url").textOr() == url) return one;
    return {};
}

bool isSameContent(const std::string& a, const std::string& b) {
    if (a == b) return true;
    const auto left = lf::Json::borrow(a);
    const auto right = lf::Json::borrow(b);
    return left.has_value() && right.has_value() &&
           lf::canonicalHash(left->root()) == lf::canonicalHash(right->root());
}

/// Nobody is asked anew what its publisher has withdrawn.
void checkNotRetired(const PackFile& file, FaultList& faults) {
    const auto document = lf::Json::borrow(file.content);
    if (document.has_value() && document->root().get("status").textOr() == "retired")
        faults.add(file, {instrument::Fault::BadStatus, "status"});
}

/// What a person has to look at before the form is asked (clinical rules 3.1). A pack has its
/// licence in a file of its own.
std::vector<std::string> toLookAt(const PackFile& file) {
    std::vector<std::string> out;
    const auto document = lf::Json::borrow(file.content);
    if (document.has_error()) return out;
    const auto root = document->root();
    const auto licence = partOf(root, lf::names::licence);
    if (file.name.empty() && (partOf(licence, "status").get("valueCode").textOr().empty() ||
                              partOf(licence, "text").get("valueString").textOr().empty()))
        out.emplace_back(
            "It has no licence block: check on what terms its words may be used here.");
    if (root.get("status").textOr() != "active")
        out.emplace_back("Its status is not active: check that its publisher means it to be used.");
    return out;
}

/// The url|version and id of a definition without faults.
instrument::Form formOf(const PackFile& file) {
    const auto document = lf::Json::borrow(file.content);
    return *instrument::Form::read(document->root());
}

/// What the rules of a review find in a definition that can be read, faulty beside or not.
std::vector<Error> reviewedFaultsOf(const PackFile& file) {
    const auto document = lf::Json::borrow(file.content);
    if (document.has_error()) return {};
    const auto form = instrument::Form::read(document->root());
    return form.has_value() ? safety::faultsOfReviewed(*form) : std::vector<Error>{};
}

/// Whether something is told of this item already.
bool isTold(const std::vector<Error>& faults, const Error& fault) {
    const auto item = fault.where.substr(0, fault.where.find(": "));
    return std::any_of(faults.begin(), faults.end(), [&](const Error& told) {
        return told.where == item || told.where.starts_with(item + ": ");
    });
}

Result<std::vector<std::string>> everyPatient(store::RecordStore& store) {
    std::vector<std::string> ids;
    LF_CHECK(store.read([&](store::Reading& reading) {
        return reading.everyCurrent([&](const store::Record& record) {
            if (record.type == "Patient") ids.push_back(record.id);
            return ok();
        });
    }));
    return ids;
}

Result<void> shareWithEverybody(store::Writing& writing, const fhirapi::Forms& forms,
                                const std::vector<std::string>& patients, std::int64_t nowMs,
                                AddedPack& added) {
    for (const auto& patient : patients) {
        fhirapi::Recorder recorder(
            writing, forms, {.patient = patient, .device = std::nullopt, .receivedMs = nowMs});
        LF_CHECK(shareForms(writing, recorder, added.forms));
        LF_TRY(const auto head, recorder.finish());
        added.refreshed.push_back({patient, head});
    }
    return ok();
}

Result<void> check(store::RecordStore& store, const fhirapi::Forms& forms,
                   const std::vector<PackFile>& files) {
    FaultList faults;
    std::vector<std::string> canonicals;
    for (const auto& file : files) {
        if (!file.unread.empty()) {
            faults.addUnread(file);
            continue;
        }
        // More than this no phone takes.
        if (file.content.size() > lf::questionnaireBytesMax) {
            faults.add(file, {base::Fault::TooLarge, base::atMost(lf::questionnaireBytesMax)});
            continue;
        }
        const auto own = forms.faultsIn(file.content);
        for (const auto& fault : own) faults.add(file, fault);
        checkNotRetired(file, faults);
        for (const auto& fault : reviewedFaultsOf(file))
            if (!isTold(own, fault)) faults.add(file, fault);
        if (!own.empty()) continue;
        const auto form = formOf(file);
        const auto known = forms.bytesOf(form.canonical());
        // What is there already is answered already: refusing it again would help nobody.
        if (known.empty())
            if (const auto fits = instrument::checkFullestResponse(form); fits.has_error())
                faults.add(file, fits.error());
        const bool isTwice =
            std::find(canonicals.begin(), canonicals.end(), form.canonical()) != canonicals.end();
        if (isTwice || (!known.empty() && !isSameContent(known, file.content)))
            faults.add(file, {Fault::QuestionnaireIdTaken, "version"});
        canonicals.push_back(form.canonical());
        bool isTaken = false;
        LF_CHECK(store.read([&](store::Reading& reading) -> Result<void> {
            LF_TRY(const auto other, reading.questionnaireById(form.id()));
            isTaken = other && other->url != form.url();
            return ok();
        }));
        if (isTaken) faults.add(file, {Fault::QuestionnaireIdTaken, "id"});
    }
    return faults.empty() ? ok() : Result<void>(faults.error());
}

}  // namespace

Result<void> shareForms(store::Writing& writing, fhirapi::Recorder& recorder,
                        const std::vector<fhirapi::Forms::Form>& forms) {
    for (const auto& form : forms) {
        LF_TRY(const auto definition, writing.questionnaire(form->url(), form->version()));
        if (definition) LF_CHECK(recorder.share(definition->row));
    }
    return ok();
}

Result<std::string> readText(const fs::path& path, std::size_t bytesMax, const base::Files& files) {
    LF_TRY(const auto bytes, files.read(path, bytesMax));
    std::string text(base::textOf(bytes));
    if (!lf::isText(text)) return lf::Fault::InvalidUtf8;
    return text;
}

Result<std::string> readPack(const fs::path& folder, const base::Files& files) {
    std::vector<fs::path> paths;
    bool isLicensed = false;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        isLicensed = isLicensed || isLicence(at->path());
        if (at->path().extension() == ".json") paths.push_back(at->path());
    }
    if (error) return Error(base::Fault::NotFound, folder.string());
    if (!isLicensed) return Error(Fault::PackWithoutLicence, folder.string());
    if (paths.empty()) return Error(Fault::PackEmpty, folder.string());
    if (paths.size() > packFilesMax) return Error(base::Fault::TooLarge, folder.string());
    std::sort(paths.begin(), paths.end());
    json::array list;
    std::size_t left = packBytesMax;
    for (const auto& path : paths) {
        const auto name = path.filename().string();
        const auto read = readText(path, lf::questionnaireBytesMax, files);
        const auto bytes = read.has_value() ? read->size() : 0;
        if (bytes > left) return Error(base::Fault::TooLarge, folder.string());
        left -= bytes;
        list.push_back(read.has_value()
                           ? json::object{{"name", name}, {"content", *read}}
                           : json::object{{"name", name}, {"unread", read.error().code.message()}});
    }
    return json::serialize(list);
}

Result<std::vector<PackFile>> filesOfPack(std::string_view pack) {
    const lf::Limits limits{.bytesMax = adminLineBytesMax, .stringBytesMax = packBytesMax};
    LF_TRY(const auto document, lf::Json::borrow(pack, limits));
    std::vector<PackFile> files;
    for (const auto one : document.root().elements())
        files.push_back({std::string(one.get("name").textOr()),
                         std::string(one.get("content").textOr()),
                         std::string(one.get("unread").textOr())});
    if (files.empty() || files.size() > packFilesMax) return base::Fault::Malformed;
    return files;
}

Result<AddedPack> addPack(
    store::RecordStore& store, fhirapi::Forms& forms, const std::vector<PackFile>& files,
    const Machine& machine,
    const std::function<Result<void>(store::Writing&, const instrument::Form&)>& alongside) {
    LF_CHECK(check(store, forms, files));
    LF_TRY(const auto patients, everyPatient(store));
    AddedPack added;
    for (const auto& file : files) {
        auto& inherited = added.inherited.emplace_back(forms.inheritance(file.content));
        for (auto& note : toLookAt(file)) inherited.compare.push_back(std::move(note));
    }
    const auto addAll = [&](store::Writing& writing) -> Result<void> {
        std::vector<std::string> fresh;
        for (const auto& file : files) {
            const auto form = formOf(file);
            if (!forms.bytesOf(form.canonical()).empty()) continue;
            LF_TRY(const auto stored,
                   fhirapi::putClinicRecord(writing, forms, {"Questionnaire", form.id()},
                                            file.content, machine.clock.now().unixMs));
            static_cast<void>(stored);
            LF_CHECK(alongside(writing, form));
            fresh.push_back(form.canonical());
        }
        // Late, because it cannot be undone; what could be refused was checked before.
        for (const auto& file : files) {
            LF_TRY(auto form, forms.add(file.content));
            added.forms.push_back(std::move(form));
        }
        for (const auto& canonical : fresh) {
            LF_TRY(const auto some, fhirapi::refreshAnswersTo(writing, forms, canonical,
                                                              machine.clock, machine.random));
            added.refreshed.insert(added.refreshed.end(), some.begin(), some.end());
        }
        return shareWithEverybody(writing, forms, patients, machine.clock.now().unixMs, added);
    };
    LF_CHECK(store.write(addAll));
    return added;
}

}  // namespace landfall::clinic::admin
