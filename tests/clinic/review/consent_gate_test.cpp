#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "clinic/review/planned_patient.hpp"
#include "clinic/store/bundles.hpp"
#include "landfall/fhir/build.hpp"
#include "unit/pathway/sample_consents.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

// The gate of the consent and what a withdrawal leaves to do. The clinic's clock stands at 21
// September 2026.
namespace {
/// What a patient does about the consent, step by step.
struct Consenting {
    TestClinic& clinic;
    std::string before{};

    std::string step(const std::string& event, const landfall::pathway::ConsentDocument& text,
                     const std::string& data = "keep") {
        landfall::fhir::ConsentRecord consent;
        consent.id = clinic.id();
        consent.follows = std::exchange(before, consent.id);
        consent.patient = clinic.patient;
        consent.event = event;
        consent.purpose = "participation";
        consent.at = {1'788'000'000'000, 60};
        consent.document = text.id();
        consent.documentVersion = text.version();
        consent.documentTitle = text.title();
        consent.sha256 = text.sha256();
        consent.signedName = "Sam Reed";
        if (event == "withdrawn") consent.dataChoice = data;
        const auto id = clinic.id();
        const auto answer = clinic.send(
            clinic.phone, id,
            bundle(id, {put({"Consent", consent.id, landfall::fhir::buildConsent(consent)})}));
        INFO(answer.body);
        CHECK(answer.status == 200);
        return consent.id;
    }
    void countersign(const std::string& consent) {
        CHECK(clinic
                  .run("consent countersign",
                       {{"patient", clinic.patient}, {"consent", consent}, {"name", "Dr Lin"}})
                  .has_value());
    }
    void signAndCountersign(const landfall::pathway::ConsentDocument& text) {
        countersign(step("signed", text));
    }
    landfall::pathway::ConsentLibrary::Document send(const sample::ConsentParts& parts) {
        const auto text = sample::consent(parts);
        const auto sent =
            clinic.run("consent send", {{"patient", clinic.patient}, {"content", text}});
        CHECK(sent.has_value());
        landfall::pathway::ConsentLibrary library;
        return library.add(text).value();
    }
    /// "open", or why not; and the state of the visit CON.
    std::pair<std::string, std::string> now() {
        const auto page = planOf(clinic);
        const auto gate = page.get("plan").get("sessions")[0].get("gates")[1];
        CHECK(gate.get("gate").textOr() == "consent");
        std::string state;
        for (const auto visit : page.get("plan").get("visits").elements())
            if (visit.get("visit").textOr() == "CON") state = visit.get("state").textOr();
        const bool open = gate.get("open").boolean().value_or(false);
        return {open ? "open" : std::string(gate.get("reason").textOr()), state};
    }
};
using Standing = std::pair<std::string, std::string>;
}  // namespace

TEST_CASE("clinical rules 4: a signed consent opens its gate, and taking it back closes it") {
    TestClinic clinic;
    clinic.beginPlan();
    Consenting consent{clinic};
    const auto text = consent.send({});
    CHECK(consent.now().first == "The consent is not signed.");
    consent.step("read", *text);
    CHECK(consent.now().first == "The consent is not signed.");
    const auto first = consent.step("signed", *text);
    // The person has done their part, and the clinic not yet.
    CHECK(consent.now() ==
          Standing{"The consent is signed, and not countersigned by the clinic.", "done"});
    consent.countersign(first);
    CHECK(consent.now() == Standing{"open", "done"});
    consent.step("withdrawn", *text);
    CHECK(consent.now().first == "The consent was withdrawn.");
    CHECK(consent.now().second != "done");
    consent.signAndCountersign(*text);
    CHECK(consent.now() == Standing{"open", "done"});
    // One that says nothing of what it follows ends everything.
    consent.before.clear();
    consent.step("withdrawn", *text, "erase");
    CHECK(consent.now().first == "The consent was withdrawn.");

    // Each is work for the staff, once, however often somebody looks.
    const auto page = planOf(clinic);
    std::vector<std::string> urgent;
    std::vector<std::string> ended;
    for (const auto task : page.get("staffTasks").elements()) {
        if (task.get("about").textOr() != "withdrawal") continue;
        if (task.get("urgent").boolean().value_or(false))
            urgent.emplace_back(task.get("title").textOr());
        else
            ended.emplace_back(task.get("reason").textOr());
    }
    REQUIRE(urgent.size() == 1);
    CHECK(urgent.front().find("erased as far as the law allows") != std::string::npos);
    // The first withdrawal was looked at while it stood, and ended with the new signature.
    CHECK(ended ==
          std::vector<std::string>{
              "The person signed anew on 29 August 2026 and takes part again, so nothing is to be "
              "done about the withdrawal."});
}

TEST_CASE("the template opens no gate, and its signature stands for no text of the clinic's own") {
    TestClinic clinic;
    clinic.beginPlan();
    Consenting consent{clinic};
    consent.signAndCountersign(*landfall::pathway::ConsentLibrary::bundled()->current());
    const auto reason = consent.now().first;
    CHECK(reason.find("template") != std::string::npos);
    CHECK(reason.find("Send the clinic's own text") != std::string::npos);
    const auto own = consent.send({});
    CHECK(consent.now().second == "due");
    consent.signAndCountersign(*own);
    CHECK(consent.now() == Standing{"open", "done"});
}

namespace {
/// The patient's tasks about withdrawals, the newest withdrawal last.
std::vector<landfall::fhir::Json> withdrawals(TestClinic& clinic) {
    planOf(clinic);
    return clinic.records("Task", "withdrawn-");
}
std::string said(const landfall::fhir::Json& task, std::string_view member) {
    return std::string(task.get(member).textOr());
}
std::string whyEnded(const landfall::fhir::Json& task) {
    return std::string(task.get("statusReason").get("coding")[0].get("code").textOr());
}
}  // namespace

TEST_CASE("whoever signs anew leaves no order to erase behind") {
    TestClinic clinic;
    clinic.beginPlan();
    Consenting consent{clinic};
    const auto text = consent.send({});
    consent.step("signed", *text);
    consent.step("withdrawn", *text, "erase");
    REQUIRE(withdrawals(clinic).size() == 1);
    CHECK(said(withdrawals(clinic).front(), "status") == "requested");
    // Reading again is no return yet.
    consent.step("read", *text);
    CHECK(said(withdrawals(clinic).front(), "status") == "requested");
    consent.step("signed", *text);
    const auto ended = withdrawals(clinic);
    REQUIRE(ended.size() == 1);
    CHECK(said(ended.front(), "status") == "cancelled");
    CHECK(whyEnded(ended.front()) == "signed-anew");
    const auto open = parsed(clinic.ask(clinic.clinician, {.target = "/review/api/tasks"}).body);
    for (const auto task : open.root().elements())
        CHECK(task.get("about").textOr() != "withdrawal");
    // What comes together leaves the same: only the last withdrawal is work.
    consent.step("withdrawn", *text, "erase");
    consent.step("signed", *text);
    consent.step("withdrawn", *text, "keep");
    const auto now = withdrawals(clinic);
    REQUIRE(now.size() == 2);
    CHECK(said(now[1], "status") == "requested");
    CHECK(said(now[1], "priority") == "routine");
}

TEST_CASE("a withdrawal that somebody has taken on stays, and says that the person came back") {
    TestClinic clinic;
    clinic.beginPlan();
    Consenting consent{clinic};
    const auto text = consent.send({});
    consent.step("signed", *text);
    consent.step("withdrawn", *text, "erase");
    const auto all = withdrawals(clinic);
    const auto& waiting = all.front();
    const auto task = said(waiting, "id");
    REQUIRE(clinic.clinic->store()
                .write([&](store::Writing& writing) -> landfall::Result<void> {
                    const store::RecordKey key{"Task", task};
                    LF_TRY(const auto bytes,
                           landfall::fhir::assignmentWithStatus(waiting, "in-progress", ""));
                    LF_TRY(const auto before, writing.state(key));
                    LF_TRY([[maybe_unused]] const auto written,
                           writing.append({.key = key,
                                           .patient = std::string_view(clinic.patient),
                                           .body = std::string_view(bytes),
                                           .device = std::nullopt,
                                           .receivedMs = 0},
                                          before));
                    return landfall::ok();
                })
                .has_value());
    consent.step("signed", *text);
    const auto later = withdrawals(clinic);
    const auto& taken = later.front();
    CHECK(said(taken, "status") == "in-progress");
    CHECK(said(taken, "description") ==
          "Has come back and signed anew on 29 August 2026: nothing is to be erased any more. "
          "Before that: Stopped taking part, and asks that the data be erased as far as the law "
          "allows");
    // Once, however often somebody looks.
    CHECK(said(withdrawals(clinic).front(), "description") == said(taken, "description"));
}

TEST_CASE("another choice about the data is a task of its own, and ends the one before") {
    TestClinic clinic;
    clinic.beginPlan();
    Consenting consent{clinic};
    const auto text = consent.send({});
    consent.step("signed", *text);
    consent.step("withdrawn", *text, "keep");
    CHECK(said(withdrawals(clinic).front(), "priority") == "routine");
    consent.step("withdrawn", *text, "erase");
    auto tasks = withdrawals(clinic);
    REQUIRE(tasks.size() == 2);
    CHECK(said(tasks[0], "status") == "cancelled");
    CHECK(whyEnded(tasks[0]) == "data-choice-changed");
    CHECK(said(tasks[1], "status") == "requested");
    CHECK(said(tasks[1], "priority") == "urgent");
    consent.step("withdrawn", *text, "keep");
    tasks = withdrawals(clinic);
    REQUIRE(tasks.size() == 3);
    CHECK(said(tasks[1], "status") == "cancelled");
    CHECK(said(tasks[2], "priority") == "routine");
}

TEST_CASE("a withdrawal is listed after a signature from a phone whose clock was ahead") {
    TestClinic clinic;
    clinic.beginPlan();
    Consenting consent{clinic};
    const auto text = consent.send({});
    constexpr std::int64_t hour = 3'600'000;
    clinic.clock.advanceMs(hour);
    consent.step("signed", *text);
    clinic.clock.advanceMs(-hour);
    consent.step("withdrawn", *text);
    std::vector<std::string> events;
    for (const auto one : planOf(clinic).get("consents").elements())
        events.emplace_back(one.get("event").textOr());
    CHECK(events == std::vector<std::string>{"signed", "withdrawn"});
}

TEST_CASE("clinical rules 4: a change that matters closes the gate until it is signed anew") {
    TestClinic clinic;
    clinic.beginPlan();
    Consenting consent{clinic};
    consent.signAndCountersign(*consent.send({}));
    CHECK(consent.now() == Standing{"open", "done"});
    consent.send({.version = "1.0.1", .replaces = "1.0.0", .material = false});
    CHECK(consent.now() == Standing{"open", "done"});
    const auto risk = consent.send({.version = "1.1.0", .replaces = "1.0.1"});
    CHECK(consent.now() ==
          Standing{"The text of the consent has changed in what matters; it has to "
                   "be signed again.",
                   "due"});
    consent.signAndCountersign(*risk);
    CHECK(consent.now() == Standing{"open", "done"});
}

TEST_CASE("nobody is asked after who has stopped taking part, and their withdrawal is work once") {
    TestClinic clinic;
    clinic.beginPlan();
    Consenting consent{clinic};
    const auto text = consent.send({});
    consent.signAndCountersign(*text);
    consent.step("withdrawn", *text);
    const auto page = planOf(clinic);
    CHECK(page.get("plan").get("missed").size() == 0);
    std::vector<std::string> tasks;
    for (const auto task : page.get("staffTasks").elements())
        tasks.emplace_back(task.get("title").textOr().substr(0, 44));
    std::sort(tasks.begin(), tasks.end());
    // The second is about the clinic's record and asks nobody after the person.
    CHECK(tasks == std::vector<std::string>{"Session 1 on 7 September 2026: was it held? ",
                                            "Stopped taking part; the data collected so f"});
    consent.signAndCountersign(*text);
    planOf(clinic);
    CHECK(staffTasks(clinic) >= 2);
}
