// export: every current record, one file for each type, one line for each record; and the outcomes.
#include <fcntl.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstdio>
#include <map>

#include "server/admin/commands.hpp"
#include "server/admin/fault.hpp"
#include "server/fhir/change_feed.hpp"
#include "server/review/outcomes.hpp"

namespace landfall::clinic::admin {
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// The files of one export, written to `<Type>.ndjson` as records come.
class Export {
public:
    explicit Export(fs::path folder) : folder_(std::move(folder)) {}

    Result<void> add(const store::Record& record) {
        LF_TRY(auto line, fhirapi::outgoing(record.body, record.version, record.receivedMs));
        // A line break can stand only between the parts of JSON, never inside a string.
        for (auto& c : line)
            if (c == '\n' || c == '\r') c = ' ';
        return addLine(record.type, std::move(line));
    }

    /// What clinicians wrote for each other is no FHIR record: decisions and their reasons, what
    /// was done about a flag or a task.
    Result<void> add(const store::Note& note) {
        return addLine(
            "notes", json::serialize(json::object{{"id", note.id},
                                                  {"patient", note.patient},
                                                  {"about", note.flag.value_or("")},
                                                  {"author", note.author},
                                                  {"written", base::toFhirInstant(note.writtenMs)},
                                                  {"text", note.text}}));
    }

    /// What was derived from the records, so that nobody has to do the rules over again.
    Result<void> addOutcome(const json::value& row) {
        return addLine("outcomes", json::serialize(row));
    }

    Result<json::object> finish() {
        json::object counts;
        for (auto& [type, file] : files_) {
            if (std::fflush(file.get()) != 0) return base::faultFromErrno(errno);
            counts[type] = counts_[type];
        }
        return counts;
    }

private:
    Result<void> addLine(const std::string& type, std::string line) {
        line += '\n';
        LF_TRY(auto* const file, fileOf(type));
        if (std::fwrite(line.data(), 1, line.size(), file) != line.size())
            return base::faultFromErrno(errno);
        ++counts_[type];
        return ok();
    }

    Result<std::FILE*> fileOf(const std::string& type) {
        auto& file = files_[type];
        if (!file) {
            // O_EXCL: what is there already is never written over.
            const auto path = folder_ / (type + ".ndjson");
            const int descriptor =
                ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
            if (descriptor < 0) return base::faultFromErrno(errno);
            file.reset(::fdopen(descriptor, "w"));
            if (!file) return base::faultFromErrno(errno);
        }
        return file.get();
    }

    fs::path folder_;
    std::map<std::string, File> files_;
    std::map<std::string, std::int64_t> counts_;
};

}  // namespace

Result<json::value> exportCommand(Clinic& clinic, const Command& command) {
    const fs::path folder = command.option("to");
    LF_CHECK(clinic.machine().files.makeFolder(folder));
    std::error_code error;
    if (!fs::is_empty(folder, error)) return Fault::ExportFolderUsed;
    // Before anything is written, so that an export that was broken off is on record too.
    LF_CHECK(clinic.store().write([](store::Writing& writing) {
        const auto actor = http::Actor::operatorOfMachine();
        return writing.audit({.actor = actor, .action = http::Action::ExportRecords});
    }));
    Export out(folder);
    const auto done = clinic.store().read([&](store::Reading& reading) -> Result<void> {
        std::vector<std::string> patients;
        LF_CHECK(reading.everyCurrent([&](const store::Record& record) {
            if (record.type == "Patient") patients.push_back(record.id);
            return out.add(record);
        }));
        LF_CHECK(reading.everyNote([&](const store::Note& note) { return out.add(note); }));
        const review::PlanSources sources{clinic.forms(), clinic.protocols(),
                                          clinic.machine().clock.now()};
        for (const auto& patient : patients) {
            LF_TRY(const auto rows, review::outcomesOf(reading, sources, patient));
            for (const auto& row : rows) LF_CHECK(out.addOutcome(row));
        }
        return ok();
    });
    LF_CHECK(done);
    LF_TRY(auto counts, out.finish());
    return json::value(json::object{{"to", folder.string()}, {"records", std::move(counts)}});
}

}  // namespace landfall::clinic::admin
