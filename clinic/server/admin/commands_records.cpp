// Records and the store: assign, questionnaire add, check, reindex.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "server/admin/commands.hpp"
#include "server/admin/fault.hpp"
#include "server/admin/packs.hpp"
#include "server/fhir/projection.hpp"
#include "server/review/assignments.hpp"

namespace landfall::clinic::admin {
namespace json = boost::json;

namespace {

const http::Actor& theOperator() {
    static const http::Actor actor = http::Actor::operatorOfMachine();
    return actor;
}

Result<void> auditMaintenance(store::Writing& writing, std::string_view what) {
    return writing.audit(
        {.actor = theOperator(), .action = http::Action::MaintainStore, .object = what});
}

/// SQLite's own check of every page and index, and SQLCipher's of every page's authentication code.
Result<void> checkPages(db::Database& database) {
    {
        LF_TRY(auto rows, database.query("PRAGMA cipher_integrity_check"));
        // One row for each page that fails; none is good. All are read, as the pragma runs with
        // them.
        bool damaged = false;
        for (;;) {
            LF_TRY(const bool found, rows.next());
            if (!found) break;
            damaged = true;
        }
        if (damaged) return Fault::DatabaseDamaged;
    }
    LF_TRY(auto rows, database.query("PRAGMA integrity_check(1)"));
    LF_TRY(const bool found, rows.next());
    if (!found || rows.text(0) != "ok") return Fault::DatabaseDamaged;
    return ok();
}

}  // namespace

Result<json::value> assignCommand(Clinic& clinic, const Command& command) {
    const auto patient = command.option("patient");
    review::Assigned assigned;
    LF_CHECK(clinic.store().write([&](store::Writing& writing) -> Result<void> {
        LF_TRY(const auto found, writing.patient(patient));
        if (!found) return Fault::PatientUnknown;
        auto made = review::assign(writing, clinic.forms(),
                                   {.patient = patient,
                                    .questionnaire = command.option("questionnaire"),
                                    .due = command.option("due")},
                                   clinic.machine().clock, clinic.machine().random);
        if (made.has_error() && made.error().is(base::Fault::NotFound))
            return Fault::QuestionnaireUnknown;
        if (made.has_error() && made.error().is(base::Fault::Malformed))
            return Fault::DateMalformed;
        LF_TRY(assigned, std::move(made));
        return writing.audit({.actor = theOperator(),
                              .action = http::Action::Assign,
                              .object = assigned.id,
                              .patient = patient});
    }));
    clinic.events().publishChange(patient, assigned.head);
    return json::value(json::object{{"id", assigned.id}});
}

Result<json::value> questionnaireAdd(Clinic& clinic, const Command& command) {
    std::vector<PackFile> files{{"", command.option("content")}};
    if (command.has("pack")) {
        LF_TRY(files, filesOfPack(command.option("pack")));
    }
    LF_TRY(const auto added,
           addPack(clinic.store(), clinic.forms(), files, clinic.machine(),
                   [](store::Writing& writing, const instrument::Form& form) {
                       return writing.audit({.actor = theOperator(),
                                             .action = http::Action::AddQuestionnaire,
                                             .object = form.id()});
                   }));
    for (const auto& each : added.refreshed) clinic.events().publishChange(each.patient, each.head);
    json::array list;
    for (std::size_t i = 0; i < added.forms.size(); ++i) {
        const auto& form = *added.forms[i];
        const auto& inherited = added.inherited[i];
        list.push_back(json::object{
            {"id", form.id()},
            {"title", form.title()},
            {"version", form.version()},
            // What holds beside the file's own rules, and what a person has to look at.
            {"added", json::array(inherited.added.begin(), inherited.added.end())},
            {"compare", json::array(inherited.compare.begin(), inherited.compare.end())}});
    }
    if (command.has("pack")) return json::value(std::move(list));
    return list.front();
}

Result<json::value> checkCommand(Clinic& clinic, const Command& command) {
    static_cast<void>(command);
    LF_CHECK(clinic.connections().maintain(checkPages));
    audit::ChainCheck chain;
    std::int64_t records = 0;
    const auto count = [&](store::Reading& reading) -> Result<void> {
        LF_CHECK(reading.auditTrail([&](const audit::ChainedRow& row) -> Result<void> {
            return chain.add(row) ? ok() : Result<void>(Fault::AuditBroken);
        }));
        return reading.everyCurrent([&](const store::Record&) {
            ++records;
            return ok();
        });
    };
    LF_CHECK(clinic.store().read(count));
    LF_CHECK(clinic.store().write(
        [](store::Writing& writing) { return auditMaintenance(writing, "check"); }));
    json::array notices;
    for (const auto& notice : clinic.notices(base::toFhirDate(clinic.machine().clock.now())))
        notices.emplace_back(notice);
    return json::value(json::object{{"ok", true},
                                    {"records", records},
                                    {"auditRows", chain.rows()},
                                    {"notices", std::move(notices)}});
}

Result<json::value> reindexCommand(Clinic& clinic, const Command& command) {
    static_cast<void>(command);
    const auto replay = [&](store::Writing& writing) -> Result<void> {
        LF_CHECK(fhirapi::reindex(writing, clinic.forms()));
        return auditMaintenance(writing, "reindex");
    };
    LF_CHECK(clinic.store().write(replay));
    return json::value(json::object{{"ok", true}});
}

}  // namespace landfall::clinic::admin
