#include <array>
#include <boost/json/serialize.hpp>
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "landfall/fhir/visit_mark.hpp"
#include "landfall/instrument/scoring.hpp"
#include "server/admin/admin_socket.hpp"
#include "server/admin/command_text.hpp"
#include "server/admin/fault.hpp"
#include "server/admin/packs.hpp"
#include "server/admin/questionnaires.hpp"
#include "server/fhir/recorder.hpp"

using namespace landfall;
using namespace landfall::clinic;
using namespace landfall::clinic::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> linesOf(const fs::path& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("commands about what is not there refuse by name") {
    TestClinic clinic;
    const auto nobody = clinic.id();
    const auto fault = [&](const std::string& name,
                           std::map<std::string, std::string, std::less<>> options) {
        return clinic.run(name, std::move(options)).error();
    };
    CHECK(fault("invite", {{"patient", nobody}}).is(admin::Fault::PatientUnknown));
    CHECK(fault("assign", {{"patient", nobody}, {"questionnaire", "phq-9"}})
              .is(admin::Fault::PatientUnknown));
    CHECK(fault("assign", {{"patient", clinic.patient}, {"questionnaire", "phq-99"}})
              .is(admin::Fault::QuestionnaireUnknown));
    CHECK(fault("assign",
                {{"patient", clinic.patient}, {"questionnaire", "phq-9"}, {"due", "tomorrow"}})
              .is(admin::Fault::DateMalformed));
    CHECK(fault("patient add", {{"name", "X"}, {"clinician", "nobody@example.org"}})
              .is(admin::Fault::ClinicianUnknown));
    CHECK(fault("patient add-clinician", {{"patient", nobody}, {"clinician", "lin@example.org"}})
              .is(admin::Fault::PatientUnknown));
    CHECK(fault("patient add-clinician",
                {{"patient", clinic.patient}, {"clinician", "admin@example.org"}})
              .is(admin::Fault::ClinicianUnknown));
    CHECK(fault("patient add", {{"name", "X"}, {"clinician", "admin@example.org"}})
              .is(admin::Fault::ClinicianUnknown));
    CHECK(fault("patient add",
                {{"name", "X"}, {"clinician", "lin@example.org"}, {"birth-date", "1980-02-30"}})
              .is(admin::Fault::DateMalformed));
    CHECK(fault("patient add",
                {{"name", "X"}, {"clinician", "lin@example.org"}, {"phone", "ring the bell"}})
              .is(admin::Fault::PhoneMalformed));
    CHECK(fault("patient set-phone", {{"patient", nobody}, {"phone", "020 7946 0003"}})
              .is(admin::Fault::PatientUnknown));
    CHECK(fault("device revoke", {{"device", nobody}}).is(admin::Fault::DeviceUnknown));
    CHECK(fault("confirm", {{"device", nobody}, {"digits", "123456"}})
              .is(admin::Fault::DeviceUnknown));
    CHECK(fault("user add", {{"email", "a@b.example"},
                             {"name", "A"},
                             {"role", "emperor"},
                             {"password", "quiet boats at noon"}})
              .is(admin::Fault::RoleUnknown));
    CHECK(fault("questionnaire add", {{"content", "{}"}}).is(admin::Fault::QuestionnaireMalformed));
    CHECK(fault("make coffee", {}).is(admin::Fault::CommandUnknown));
}

TEST_CASE("a patient is shared with another clinician, who then has them in the list") {
    TestClinic clinic;
    const auto share = [&](const std::string& patient, const std::string& email) {
        return clinic.run("patient add-clinician", {{"patient", patient}, {"clinician", email}});
    };
    CHECK(share(clinic.id(), "ito@example.org").error().is(admin::Fault::PatientUnknown));
    CHECK(share(clinic.patient, "admin@example.org").error().is(admin::Fault::ClinicianUnknown));
    const auto read = [&] {
        return clinic
            .ask(clinic.otherClinician, {.target = "/review/api/patients/" + clinic.patient})
            .status;
    };
    CHECK(read() == 403);
    REQUIRE(share(clinic.patient, "ito@example.org").has_value());
    CHECK(clinic.audited().back() == "operator add-clinician ok");
    CHECK(read() == 200);
    // Only this one; and said twice it is the same.
    CHECK(share(clinic.patient, "ito@example.org").has_value());
    const auto list =
        parsed(clinic.ask(clinic.otherClinician, {.target = "/review/api/patients"}).body);
    CHECK(list.root().size() == 1);
}

TEST_CASE("a clinician who is taken off a patient sees nothing more of them, at once") {
    TestClinic clinic;
    const auto change = [&](const std::string& what, const std::string& email) {
        return clinic.run("patient " + what, {{"patient", clinic.patient}, {"clinician", email}});
    };
    const auto read = [&](const http::Actor& actor) {
        return clinic.ask(actor, {.target = "/review/api/patients/" + clinic.patient}).status;
    };
    REQUIRE(change("add-clinician", "ito@example.org").has_value());
    CHECK(read(clinic.otherClinician) == 200);
    const auto stream = clinic.ask(clinic.otherClinician, {.target = "/review/api/events"}).events;
    REQUIRE(stream);

    const auto removed = change("remove-clinician", "ito@example.org");
    REQUIRE(removed.has_value());
    CHECK(removed->at("patient").as_string() == std::string_view(clinic.patient));
    CHECK(removed->at("clinician").as_string() == std::string_view(clinic.otherClinician.id));
    CHECK(clinic.audited().back() == "operator remove-clinician ok");
    CHECK(read(clinic.otherClinician) == 403);
    CHECK(parsed(clinic.ask(clinic.otherClinician, {.target = "/review/api/patients"}).body)
              .root()
              .size() == 0);
    // Not even that something came: the page asks for the events of its own patients again.
    clinic.clinic->events().publishChange(clinic.patient, 99);
    CHECK(stream->take().closed);
    CHECK(stream->take().bytes.empty());
    CHECK(read(clinic.clinician) == 200);
}

TEST_CASE("the last clinician of a patient is not taken away") {
    TestClinic clinic;
    const auto remove = [&](const std::string& patient, const std::string& email) {
        return clinic.run("patient remove-clinician", {{"patient", patient}, {"clinician", email}})
            .error();
    };
    CHECK(remove(clinic.id(), "lin@example.org").is(admin::Fault::PatientUnknown));
    CHECK(remove(clinic.patient, "nobody@example.org").is(admin::Fault::ClinicianUnknown));
    CHECK(remove(clinic.patient, "ito@example.org").is(admin::Fault::ClinicianNotTheirs));
    const auto last = remove(clinic.patient, "lin@example.org");
    CHECK(last.is(admin::Fault::LastClinician));
    CHECK(last.line().find("add-clinician") != std::string::npos);
    CHECK(
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient}).status ==
        200);
    // An account that is closed looks after nobody.
    REQUIRE(clinic
                .run("patient add-clinician",
                     {{"patient", clinic.patient}, {"clinician", "ito@example.org"}})
                .has_value());
    REQUIRE(clinic.clinic->connections()
                .write([&](landfall::db::Database& database) {
                    return database.run("UPDATE user_account SET disabled = 1 WHERE id = ?",
                                        clinic.otherClinician.id);
                })
                .has_value());
    CHECK(remove(clinic.patient, "lin@example.org").is(admin::Fault::LastClinician));
}

TEST_CASE("an invitation is a pairing code with this clinic's host and pins") {
    TestClinic clinic;
    REQUIRE(clinic.clinic->serveOn(40123).has_value());
    const auto invited = clinic.run("invite", {{"patient", clinic.patient}});
    REQUIRE(invited.has_value());
    const std::string uri(invited->at("uri").as_string());
    CHECK(uri.starts_with("landfall://pair?v=1&h=127.0.0.1:40123&b=/&t="));
    CHECK(clinic.audited().back() == "operator invite-patient ok");
    CHECK(uri.find("&q=") != std::string::npos);
    // The same after a restart, until it is served elsewhere.
    clinic.reopen();
    CHECK(std::string(clinic.run("invite", {{"patient", clinic.patient}})->at("uri").as_string())
              .find("h=127.0.0.1:40123&") != std::string::npos);
}

TEST_CASE("export writes every current record as one line") {
    TestClinic clinic;
    const auto id = clinic.id();
    const auto entry = clinic.id();
    auto resource = journal(entry, clinic.patient, "line\nbreak");
    resource.insert(1, "\n");
    REQUIRE(clinic.send(clinic.phone, id, bundle(id, {put({"DocumentReference", entry, resource})}))
                .status == 200);
    TempFolder out;
    const auto to = out.path() / "export";
    REQUIRE(clinic.run("export", {{"to", to.string()}}).has_value());
    const auto patients = linesOf(to / "Patient.ndjson");
    CHECK(patients.size() == 2);
    const auto entries = linesOf(to / "DocumentReference.ndjson");
    REQUIRE(entries.size() == 1);
    CHECK(parsed(entries[0]).get("content")[0].get("attachment").get("data").textOr() ==
          base::toBase64(base::viewOf("line\nbreak")));
    CHECK((fs::status(to / "Patient.ndjson").permissions() &
           (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    CHECK(clinic.run("export", {{"to", to.string()}}).error().is(admin::Fault::ExportFolderUsed));
    CHECK(clinic.audited().back() == "operator export-records ok");
}

TEST_CASE("export has a row of the same members for better, worse, the same and missing outcomes") {
    constexpr std::int64_t dayMs = 24LL * 60 * 60 * 1000;
    constexpr std::int64_t nowMs = 1'790'000'000'000;
    TestClinic clinic;
    clinic.beginPlan();
    const auto answer = [&](const std::vector<int>& numbers, int daysAgo,
                            const std::string& visit) {
        const auto bundleId = clinic.id();
        const auto id = clinic.id();
        const auto response =
            landfall::fhir::withAnsweredVisits(phq9({.id = id,
                                                     .patient = clinic.patient,
                                                     .numbers = numbers,
                                                     .authoredMs = nowMs - daysAgo * dayMs}),
                                               {{1, visit, false}});
        REQUIRE(response.has_value());
        REQUIRE(clinic
                    .send(clinic.phone, bundleId,
                          bundle(bundleId, {put({"QuestionnaireResponse", id, *response})}))
                    .status == 200);
        return id;
    };
    answer({2, 2, 2, 2, 2, 2, 2, 2, 0}, 16, "BASE");
    const auto better = answer({1, 1, 1, 1, 1, 1, 1, 0, 0}, 7, "W1");
    const auto incomplete = answer({1, -1, -1, -1, -1, 1, 1, 0, 0}, 3, "W2");
    REQUIRE(clinic
                .ask(clinic.clinician,
                     {.method = "POST",
                      .target = "/review/api/patients/" + clinic.patient + "/adverse-events",
                      .body = R"({"term":"Headache","grade":1,"causality":"possible",)"
                              R"("expectedness":"expected","outcome":"resolved"})"})
                .status == 201);
    TempFolder out;
    const auto to = out.path() / "export";
    REQUIRE(clinic.run("export", {{"to", to.string()}}).has_value());
    const auto lines = linesOf(to / "outcomes.ndjson");
    REQUIRE_FALSE(lines.empty());
    std::string members;
    int notAnswered = 0;
    for (const auto& line : lines) {
        INFO(line);
        const auto row = parsed(line);
        std::string names;
        for (const auto member : row.root().members()) names += std::string(member.key()) + ' ';
        if (members.empty()) members = names;
        CHECK(names == members);
        CHECK(row.get("patient").textOr() == clinic.patient);
        CHECK(row.get("adverseEvents").integer() == 1);
        CHECK(row.get("seriousAdverseEvents").integer() == 0);
        CHECK(row.get("withdrawn").boolean() == false);
        if (row.get("missing").textOr() == "not-answered") {
            ++notAnswered;
            CHECK(row.get("visit").isString());
            CHECK(row.get("value").isNull());
            CHECK(row.get("change").textOr() == "not-applicable");
        }
        if (row.get("response").textOr() == better) {
            CHECK(row.get("visit").textOr() == "W1");
            CHECK(row.get("session").integer() == 1);
            CHECK(row.get("baseline").integer() == 16);
            CHECK(row.get("difference").integer() == -9);
            CHECK(row.get("responded").boolean() == true);
            CHECK(row.get("remission").boolean() == false);
            CHECK(row.get("change").textOr() == "reliable-improvement");
            CHECK(row.get("complete").boolean() == true);
        }
        if (row.get("response").textOr() == incomplete) {
            CHECK(row.get("value").isNull());
            CHECK(row.get("missing").textOr() == "incomplete");
        }
    }
    CHECK(notAnswered > 0);
}

namespace {
constexpr const char* licence =
    R"(,"extension":[{"url":"https://landfall.example/fhir/StructureDefinition/licence","extension":[{"url":"status","valueCode":"open-licence"},{"url":"text","valueString":"Drink it."}]}])";
}  // namespace

TEST_CASE("a questionnaire's id and version mean one definition only") {
    TestClinic clinic;
    const auto add = [&](const std::string& url, const std::string& version,
                         const std::string& text) {
        return clinic.run(
            "questionnaire add",
            {{"content", R"({"resourceType":"Questionnaire","id":"tea","status":"active","url":")" +
                             url + R"(","version":")" + version + '"' + licence +
                             R"(,"title":"Tea","item":[{"linkId":"1","text":")" + text +
                             R"(","type":"integer"}]})"}});
    };
    REQUIRE(add("https://a.example/tea", "1.0.0", "Cups").has_value());
    CHECK(add("https://a.example/tea", "1.0.0", "Cups").has_value());
    CHECK(add("https://a.example/tea", "1.0.0", "Pots")
              .error()
              .is(admin::Fault::QuestionnaireIdTaken));
    CHECK(add("https://b.example/tea", "1.0.0", "Cups")
              .error()
              .is(admin::Fault::QuestionnaireIdTaken));
    CHECK(add("https://a.example/tea", "1.1.0", "Pots").has_value());
}

TEST_CASE("a questionnaire from before that would be refused today keeps its answers readable") {
    TestClinic clinic;
    const std::string url = "https://landfall.example/fhir/Questionnaire/phq-9";
    // In the store from a program that asked for less: nobody is asked for danger in it.
    const auto old = R"({"resourceType":"Questionnaire","id":"phq-9","status":"active","url":")" +
                     url + R"(","version":"2.0.0","title":"Ours","item":[{"linkId":"own",)" +
                     R"("type":"string","text":"In your own words"}]})";
    REQUIRE(clinic.clinic->store()
                .write([&](store::Writing& writing) -> Result<void> {
                    LF_TRY([[maybe_unused]] const auto put,
                           fhirapi::putClinicRecord(writing, clinic.clinic->forms(),
                                                    {"Questionnaire", "phq-9"}, old,
                                                    clinic.clock.now().unixMs));
                    return ok();
                })
                .has_value());
    clinic.reopen();
    CHECK(clinic.clinic->forms().find("phq-9")->version() == "1.0.0");

    const auto bundleId = clinic.id();
    const auto id = clinic.id();
    const auto answer =
        R"({"resourceType":"QuestionnaireResponse","id":")" + id +
        R"(","status":"completed","questionnaire":")" + url +
        R"(|2.0.0","subject":{"reference":"Patient/)" + clinic.patient +
        R"("},"authored":"2026-09-21T10:00:00+01:00","item":[{"linkId":"own","answer":)" +
        R"([{"valueString":"Better"}]}]})";
    REQUIRE(clinic
                .send(clinic.phone, bundleId,
                      bundle(bundleId, {put({"QuestionnaireResponse", id, answer})}))
                .status == 200);
    const auto page =
        clinic.ask(clinic.clinician, {.target = "/review/api/patients/" + clinic.patient}).body;
    CHECK(page.find("In your own words") != std::string::npos);

    // The clinic is told, by the command and on its page.
    const auto checked = clinic.run("check", {});
    REQUIRE(checked.has_value());
    const auto told = boost::json::serialize(checked->at("notices"));
    CHECK(told.find(url + "|2.0.0 is kept for the answers") != std::string::npos);
    CHECK(clinic.clinic->facts().notices("2026-09-21").back().find("|2.0.0") != std::string::npos);
    // And it is not in the store of a clinic that has none.
    CHECK(boost::json::serialize(TestClinic().run("check", {})->at("notices")).find("kept for") ==
          std::string::npos);
}

namespace {
void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}
std::string tea(const std::string& id, const std::string& type = "integer") {
    return R"({"resourceType":"Questionnaire","id":")" + id +
           R"(","status":"active","url":"https://a.example/)" + id +
           R"(","version":"1.0.0","title":"Tea","item":[{"linkId":"1","text":"Cups","type":")" +
           type + R"("},{"linkId":"2","text":"Pots","type":"integer"}]})";
}
}  // namespace

TEST_CASE("a pack is added whole, with one command") {
    TestClinic clinic;
    const auto folder = clinic.folder.path() / "pack";
    const base::PosixFiles files;
    write(folder / "black.json", tea("black-tea"));
    write(folder / "green.json", tea("green-tea"));
    CHECK(admin::readPack(folder, files).error().is(admin::Fault::PackWithoutLicence));
    write(folder / "LICENCE.txt", "Drink it.");
    const auto pack = *admin::readPack(folder, files);
    const auto added = clinic.run("questionnaire add", {{"pack", pack}});
    REQUIRE(added.has_value());
    CHECK(added->as_array().size() == 2);
    CHECK(clinic.clinic->forms().find("black-tea"));
    CHECK(clinic.clinic->forms().find("green-tea"));
    CHECK(clinic.run("questionnaire add", {{"pack", pack}}).has_value());
    write(clinic.folder.path() / "empty" / "LICENSE", "Nothing.");
    CHECK(
        admin::readPack(clinic.folder.path() / "empty", files).error().is(admin::Fault::PackEmpty));
}

TEST_CASE("a malformed pack is refused with every fault by place, and nothing of it is added") {
    TestClinic clinic;
    const auto folder = clinic.folder.path() / "pack";
    auto twice = tea("white-tea");
    twice.replace(twice.find(R"("linkId":"2")"), 12, R"("linkId":"1")");
    write(folder / "LICENCE", "Drink it.");
    write(folder / "a-good.json", tea("black-tea"));
    write(folder / "b-broken.json", "{");
    write(folder / "c-twice.json", twice);
    write(folder / "d-taken.json", tea("phq-9"));
    // Bytes that are no text hide no other file's faults.
    write(folder / "e-bytes.json", "{\"x\":\"\xff\"}");
    const auto pack = *admin::readPack(folder, base::PosixFiles{});
    const auto refused = clinic.run("questionnaire add", {{"pack", pack}});
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(admin::Fault::QuestionnaireMalformed));
    CHECK(refused.error().where.find("a-good.json") == std::string::npos);
    CHECK(refused.error().where.find("b-broken.json: ") != std::string::npos);
    CHECK(refused.error().where.find("c-twice.json: ") != std::string::npos);
    CHECK(refused.error().where.find("item[1].linkId") != std::string::npos);
    CHECK(refused.error().where.find("d-taken.json: ") != std::string::npos);
    CHECK(refused.error().where.find("e-bytes.json: the JSON is not valid UTF-8") !=
          std::string::npos);
    CHECK_FALSE(clinic.clinic->forms().find("black-tea"));
}

TEST_CASE("a questionnaire by itself without its terms, or a draft, is to be looked at") {
    TestClinic clinic;
    const auto add = [&](const std::string& id, const std::string& from, const std::string& to) {
        auto text = tea(id);
        const auto at = text.find(R"(,"item")");
        text.insert(at, licence);
        text.replace(text.find(from), from.size(), to);
        return clinic.run("questionnaire add", {{"content", text}});
    };
    const auto refused = add("mint-tea", R"("status":"active")", R"("status":"retired")");
    REQUIRE(refused.has_error());
    CHECK(refused.error().is(admin::Fault::QuestionnaireMalformed));
    CHECK(refused.error().where.find("status") != std::string::npos);
    CHECK_FALSE(clinic.clinic->forms().find("mint-tea"));
    const auto toLookAt = [&](const std::string& id, const std::string& from,
                              const std::string& to) {
        const auto added = add(id, from, to);
        REQUIRE(added.has_value());
        return added->as_object().at("compare").as_array();
    };
    CHECK(toLookAt("mint-tea", "Tea", "Mint tea").empty());
    const auto terms = toLookAt("dry-tea", licence, "");
    REQUIRE(terms.size() == 1);
    CHECK(terms[0].as_string().find("licence") != std::string_view::npos);
    const auto draft = toLookAt("new-tea", R"("status":"active")", R"("status":"draft")");
    REQUIRE(draft.size() == 1);
    CHECK(draft[0].as_string().find("status") != std::string_view::npos);
}

TEST_CASE("adding a clinic's text says which danger rules hold beside its own") {
    TestClinic clinic;
    auto text = clinic.clinic->forms().bytesOf("phq-9");
    const auto edit = [&](const std::string& from, const std::string& to) {
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 1))
            text.replace(at, from.size(), to);
    };
    edit(R"("version": "1.0.0")", R"("version": "2.0.0")");
    edit(R"(/StructureDefinition/danger")", R"(/StructureDefinition/note")");
    const auto added = clinic.run("questionnaire add", {{"content", text}});
    REQUIRE(added.has_value());
    const auto& told = added->as_object().at("added").as_array();
    REQUIRE(told.size() == 3);
    CHECK(told[0].as_string().find("item phq9-9") != std::string::npos);
    CHECK(added->as_object().at("compare").as_array().empty());
    edit(R"("linkId": "phq9-9")", R"("linkId": "other")");
    edit(R"("valueString": "phq9-9")", R"("valueString": "other")");
    edit(R"("version": "2.0.0")", R"("version": "2.0.1")");
    const auto refused = clinic.run("questionnaire add", {{"content", text}});
    REQUIRE(refused.has_error());
    CHECK(refused.error().where.find("item phq9-9") != std::string::npos);
    CHECK(clinic.clinic->forms().find("phq-9")->version() == "2.0.0");
}

TEST_CASE("an eligibility check that the rules do not fit is refused with every place") {
    TestClinic clinic;
    const auto edited = [&](const std::string& id,
                            const std::vector<std::array<std::string, 2>>& edits) {
        auto text = clinic.clinic->forms().bytesOf(id);
        const auto edit = [&](const std::string& from, const std::string& to) {
            REQUIRE(text.find(from) != std::string::npos);
            text.replace(text.find(from), from.size(), to);
        };
        edit(R"("version": "1.0.0")", R"("version": "2.0.0")");
        for (const auto& [from, to] : edits) edit(from, to);
        return text;
    };
    const auto refused = clinic.run(
        "questionnaire add",
        {{"content", edited("eligibility", {{R"("linkId": "el-4")", R"("linkId": "own-4")"},
                                            {R"("linkId": "el-11")", R"("linkId": "own-11")"}})}});
    REQUIRE(refused.has_error());
    for (const auto* place : {"item el-4: missing", "item el-11: missing", "item own-4: no rule"})
        CHECK(refused.error().where.find(place) != std::string::npos);
    const auto list = clinic.run(
        "questionnaire add",
        {{"content", edited("medicines", {{R"("linkId": "recent")", R"("linkId": "lately")"}})}});
    REQUIRE(list.has_error());
    CHECK(list.error().where.find("item recent: missing") != std::string::npos);
    // Each item once, whichever of the two checks has found it first.
    const std::string options = R"("answerOption": [)";
    const std::string often =
        R"({"valueCoding":{"system":"https://a.example","code":"often","display":"Often"}},)";
    auto both =
        edited("eligibility", {{R"("linkId": "el-10",)", R"("linkId": "el-10","readOnly":true,)"}});
    both.insert(both.find(options, both.find(R"("linkId": "el-2")")) + options.size(), often);
    const auto told = clinic.run("questionnaire add", {{"content", both}});
    REQUIRE(told.has_error());
    CHECK(told.error().where.find("item el-10: hidden, fixed or not asked") != std::string::npos);
    const auto second = told.error().where.find("item el-2: ");
    REQUIRE(second != std::string::npos);
    CHECK(told.error().where.find("item el-2: ", second + 1) == std::string::npos);
    CHECK(clinic.clinic->forms().find("eligibility")->version() == "1.0.0");
    // Another wording of the same questions is what a clinic may want.
    CHECK(clinic.run("questionnaire add", {{"content", edited("eligibility", {})}}).has_value());
    CHECK(clinic.run("questionnaire add", {{"content", edited("medicines", {})}}).has_value());
}

TEST_CASE("a questionnaire of 2,000 questions is taken, and one too large says what the limit is") {
    TestClinic clinic;
    const auto made = [](const std::string& id, std::size_t words) {
        std::string items;
        for (int i = 0; i < 2'000; ++i) {
            std::string options;
            for (const char* code : {"a", "b", "c", "d"})
                options += std::string(options.empty() ? "" : ",") +
                           R"({"valueCoding":{"system":"https://a.example/codes","code":")" + code +
                           R"(","display":")" + std::string(words, 'w') + R"("}})";
            items += std::string(i == 0 ? "" : ",") + R"({"linkId":")" + std::to_string(i) +
                     R"(","type":"choice","text":")" + std::string(words, 'w') +
                     R"(","answerOption":[)" + options + "]}";
        }
        return R"({"resourceType":"Questionnaire","id":")" + id +
               R"(","status":"active","url":"https://a.example/)" + id +
               R"(","version":"1.0.0","title":"Long")" + licence + R"(,"item":[)" + items + "]}";
    };
    const auto line = admin::toLine({"questionnaire add", {{"content", made("long", 200)}}});
    const auto command = admin::commandFromLine(line);
    REQUIRE(command.has_value());
    CHECK(admin::runCommand(*clinic.clinic, *command).has_value());
    const auto refused = clinic.run("questionnaire add", {{"content", made("longer", 450)}});
    REQUIRE(refused.has_error());
    CHECK(refused.error().line().find("at most 4 MiB") != std::string::npos);
    // Within that, but the answers to it would fit no response: a patient could not save them.
    const auto unsaved = clinic.run("questionnaire add", {{"content", made("wordy", 300)}});
    REQUIRE(unsaved.has_error());
    CHECK(unsaved.error().is(admin::Fault::QuestionnaireMalformed));
    const auto said = unsaved.error().line();
    CHECK(said.find("larger than one response may be") != std::string::npos);
    CHECK(said.find("KiB, at most 704 KiB") != std::string::npos);
    CHECK(said.find("make two forms of it") != std::string::npos);
    CHECK(clinic.clinic->forms().find("wordy") == nullptr);
    CHECK(admin::addQuestionnaire(clinic.clinic->store(), clinic.clinic->forms(),
                                  made("wordy", 300), clinic.clinic->machine())
              .error()
              .is(admin::Fault::QuestionnaireMalformed));
}

TEST_CASE("a questionnaire that is added reaches every patient's phone, assigned or not") {
    TestClinic clinic;
    auto text = tea("mint-tea");
    text.insert(text.find(R"(,"item")"), licence);
    const auto sent = [&](const std::string& patient) {
        int count = 0;
        REQUIRE(clinic.clinic->store()
                    .read([&](store::Reading& reading) {
                        return reading.changes(patient, 0, 1'000,
                                               [&](const store::ChangeView& change) {
                                                   count += change.id == "mint-tea" ? 1 : 0;
                                                   return ok();
                                               });
                    })
                    .has_value());
        return count;
    };
    CHECK(sent(clinic.patient) == 0);
    REQUIRE(clinic.run("questionnaire add", {{"content", text}}).has_value());
    CHECK(sent(clinic.patient) == 1);
    // Once for each patient, however often the command is repeated.
    REQUIRE(clinic.run("questionnaire add", {{"content", text}}).has_value());
    CHECK(sent(clinic.patient) == 1);
    const auto later =
        clinic.run("patient add", {{"name", "Later"}, {"clinician", "lin@example.org"}});
    REQUIRE(later.has_value());
    CHECK(sent(std::string(later->as_object().at("id").as_string())) == 1);
}

TEST_CASE("the WHO pack gives words to the two questionnaires that come with numbers only") {
    TestClinic clinic;
    const auto pack =
        admin::readPack(fs::path(LANDFALL_SOURCE_DIR) / "packs" / "who", base::PosixFiles{});
    REQUIRE(pack.has_value());
    REQUIRE(clinic.run("questionnaire add", {{"pack", *pack}}).has_value());
    for (const auto* id : {"who-5", "audit-c"}) {
        const auto form = clinic.clinic->forms().find(id);
        CHECK(form->version() == "1.1.0");
        CHECK(form->licenceVerdict() == "PACK");
        REQUIRE(form->scoring().size() == 1);
    }
    // Never: the other two questions are not asked, and count 0.
    const auto form = clinic.clinic->forms().find("audit-c");
    const std::vector<std::string> never{"0"};
    const auto score =
        instrument::scoresOf(*form, *instrument::answersFromOrdinals(*form, never)).at(0);
    CHECK(score.value == 0);
    // The answers of the reference, in its order from 0 to 4 (clinical 3.6).
    const std::vector<std::vector<std::string>> codes = {
        {"LA6270-8", "LA18926-8", "LA18927-6", "LA18928-4", "LA18929-2"},
        {"LA15694-5", "LA15695-2", "LA18930-0", "LA18931-8", "LA18932-6"},
        {"LA6270-8", "LA18933-4", "LA18876-5", "LA18891-4", "LA18934-2"}};
    const std::vector<std::string> items = {"68518-0", "68519-8", "68520-6"};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto& item = form->item(form->questions().at(i));
        CHECK(item.codes.at(0).code == items[i]);
        REQUIRE(item.options.size() == codes[i].size());
        for (std::size_t k = 0; k < codes[i].size(); ++k) {
            CHECK(item.options[k].coding.code == codes[i][k]);
            CHECK(item.numberOf(k) == static_cast<std::int64_t>(k));
        }
    }
    const std::vector<std::string> who{"3", "2", "3", "2", "3"};
    const auto wellBeing = clinic.clinic->forms().find("who-5");
    CHECK(instrument::scoresOf(*wellBeing, *instrument::answersFromOrdinals(*wellBeing, who))
              .at(0)
              .value == 52);
}

TEST_CASE("questionnaires in the clinic's instruments folder are there after a start") {
    TestClinic clinic;
    fs::create_directories(clinic.folder.path() / "instruments" / "own");
    std::ofstream(clinic.folder.path() / "instruments" / "own" / "sleep.json")
        << R"({"resourceType":"Questionnaire","id":"sleep","status":"active",)"
           R"("url":"https://a.example/sleep","version":"1.0.0","title":"Sleep",)"
           R"("item":[{"linkId":"1","text":"Hours","type":"integer"}]})";
    std::ofstream(clinic.folder.path() / "instruments" / "broken.json") << "{";
    clinic.reopen();
    CHECK(clinic.run("assign", {{"patient", clinic.patient}, {"questionnaire", "sleep"}})
              .has_value());
    clinic.reopen();
    CHECK(clinic.run("check", {}).has_value());
}

TEST_CASE("a command means the same over the socket, and the socket is the owner's alone") {
    TestClinic clinic;
    const auto path = clinic.folder / admin::socketFile;
    auto door = admin::AdminSocket::listen(path, [&](const std::string& line) {
        const auto command = admin::commandFromLine(line);
        return admin::answerLine(command.has_error() ? Result<boost::json::value>(command.error())
                                                     : admin::runCommand(*clinic.clinic, *command));
    });
    REQUIRE(door.has_value());
    CHECK((fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
          fs::perms::none);
    const auto asked = [&](const admin::Command& command) {
        return admin::answerFromLine(*admin::askAdmin(path, admin::toLine(command)));
    };
    const auto assigned =
        asked({"assign", {{"patient", clinic.patient}, {"questionnaire", "phq-9"}}});
    REQUIRE(assigned.has_value());
    CHECK(assigned->value.at("id").as_string().size() == 36);
    const auto refused = asked({"assign", {{"patient", "x\n\"y"}, {"questionnaire", "phq-9"}}});
    CHECK(refused->refusal == Error(admin::Fault::PatientUnknown).line());
    CHECK_FALSE(asked({"nonsense", {}})->refusal.empty());
    door->reset();
    CHECK(admin::askAdmin(path, "x").error().is(base::Fault::NotFound));
}
