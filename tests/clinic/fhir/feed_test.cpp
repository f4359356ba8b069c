#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"
#include "server/fhir/change_feed.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

namespace {

std::string changesOf(const std::string& patient) {
    return "/fhir/Patient/" + patient + "/$landfall-changes";
}

std::string cursorOf(const landfall::fhir::Json& page) {
    const auto url = page.get("link")[0].get("url").textOr();
    const auto at = url.find("cursor=");
    REQUIRE(at != std::string_view::npos);
    return std::string(url.substr(at + 7));
}

void write(TestClinic& clinic, const std::string& text) {
    const auto id = clinic.id();
    const auto entry = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, id,
                      bundle(id, {put({"DocumentReference", entry,
                                       journal(entry, clinic.patient, text)})}))
                .status == 200);
}

}  // namespace

TEST_CASE(
    "the feed gives every change once, in order, page by page, and an empty page at the end") {
    TestClinic clinic;
    for (int count = 0; count < 7; ++count) write(clinic, "entry " + std::to_string(count));
    std::int64_t expected = 1;
    std::string query = "?_count=3";
    for (;;) {
        const auto answer = clinic.ask(clinic.phone, {.target = changesOf(clinic.patient) + query});
        REQUIRE(answer.status == 200);
        CHECK(headerOf(answer, "Landfall-Head") == "8");
        const auto page = parsed(answer.body);
        CHECK(page.get("type").textOr() == "history");
        for (const auto entry : page.get("entry").elements())
            CHECK(entry.get("extension")[0].get("valuePositiveInt").integer() == expected++);
        query = "?_count=3&cursor=" + cursorOf(page);
        if (page.get("entry").size() == 0) break;
    }
    CHECK(expected == 9);  // the Patient itself is the first change
}

TEST_CASE("record bytes go out as they came, with version and time spliced in") {
    TestClinic clinic;
    const auto id = clinic.id();
    const auto entry = clinic.id();
    auto resource = journal(entry, clinic.patient, "words");
    // An element nobody here knows, and a number whose digits must survive.
    resource.insert(1, R"( "futureElement" : {"weight": 1.500} , )");
    REQUIRE(clinic.send(clinic.phone, id, bundle(id, {put({"DocumentReference", entry, resource})}))
                .status == 200);
    const auto read = clinic.ask(clinic.phone, {.target = "/fhir/DocumentReference/" + entry});
    REQUIRE(read.status == 200);
    CHECK(read.body.find(R"( "futureElement" : {"weight": 1.500} , )") != std::string::npos);
    const auto json = parsed(read.body);
    CHECK(json.get("meta").get("versionId").textOr() == "1");
    CHECK(json.get("meta").get("lastUpdated").textOr() ==
          landfall::base::toFhirInstant(clinic.clock.now().unixMs));
    CHECK(headerOf(read, "ETag") == "W/\"1\"");
}

TEST_CASE("a deletion is in the feed as a DELETE without a body") {
    TestClinic clinic;
    const auto entry = clinic.id();
    const auto one = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, one,
                      bundle(one, {put({"DocumentReference", entry,
                                        journal(entry, clinic.patient, "secret words")})}))
                .status == 200);
    const auto two = clinic.id();
    REQUIRE(
        clinic
            .send(clinic.phone, two, bundle(two, {del("DocumentReference", entry, 1, clinic.id())}))
            .status == 200);
    const auto page = parsed(clinic.ask(clinic.phone, {.target = changesOf(clinic.patient)}).body);
    const auto last = page.get("entry")[2];
    CHECK(last.get("request").get("method").textOr() == "DELETE");
    CHECK(last.get("request").get("url").textOr() == "DocumentReference/" + entry);
    CHECK_FALSE(last.get("resource"));
    CHECK(last.get("response").get("etag").textOr() == "W/\"2\"");
}

TEST_CASE("cursors of another epoch or from a lost future are gone, nonsense is refused") {
    TestClinic clinic;
    const auto with = [&](const std::string& cursor) {
        return codeOf(
            clinic.ask(clinic.phone, {.target = changesOf(clinic.patient) + "?cursor=" + cursor}));
    };
    CHECK(with(fhirapi::Cursor{"another-epoch", 1}.text()) == "gone");
    CHECK(with(fhirapi::Cursor{clinic.clinic->store().epoch(), 99}.text()) == "gone");
    CHECK(with("nonsense!") == "bad_request");
    CHECK(codeOf(clinic.ask(clinic.phone, {.target = changesOf(clinic.patient) + "?_count=0"})) ==
          "bad_request");
}

TEST_CASE("another patient's feed, record and search are forbidden whether they exist or not") {
    TestClinic clinic;
    const auto nobody = clinic.id();
    for (const auto& other : {clinic.otherPatient, nobody}) {
        for (const auto& target :
             {changesOf(other), "/fhir/Patient/" + other, "/fhir/Flag?patient=" + other}) {
            const auto answer = clinic.ask(clinic.phone, {.target = target});
            CHECK(answer.status == 403);
            CHECK(codeOf(answer) == "forbidden");
            CHECK(clinic.audited().back().ends_with(" forbidden"));
        }
    }
    CHECK(clinic.ask(clinic.phone, {.target = "/fhir/Flag"}).status == 403);
}

TEST_CASE("an assignment brings its questionnaire into the feed, once") {
    TestClinic clinic;
    for (int count = 0; count < 2; ++count)
        REQUIRE(clinic.run("assign", {{"patient", clinic.patient}, {"questionnaire", "gad-7"}})
                    .has_value());
    const auto page = parsed(clinic.ask(clinic.phone, {.target = changesOf(clinic.patient)}).body);
    std::vector<std::string> urls;
    for (const auto entry : page.get("entry").elements())
        urls.emplace_back(entry.get("request").get("url").textOr());
    REQUIRE(urls.size() == 4);
    CHECK(urls[1] == "Questionnaire/gad-7");
    CHECK(urls[2].starts_with("Task/"));
    CHECK(urls[3].starts_with("Task/"));
    CHECK(clinic.ask(clinic.phone, {.target = "/fhir/Questionnaire/gad-7"}).status == 200);
    // It is not in the other patient's feed, so the other phone does not see it.
    CHECK(clinic.ask(clinic.otherPhone, {.target = "/fhir/Questionnaire/gad-7"}).status == 404);
}

TEST_CASE("search pages through a type") {
    TestClinic clinic;
    for (int count = 0; count < 5; ++count) write(clinic, "entry");
    std::string target = "/fhir/DocumentReference?patient=" + clinic.patient + "&_count=2";
    std::size_t found = 0;
    int pages = 0;
    while (!target.empty()) {
        const auto page = parsed(clinic.ask(clinic.phone, {.target = target}).body);
        CHECK(page.get("type").textOr() == "searchset");
        found += page.get("entry").size();
        ++pages;
        target.clear();
        for (const auto link : page.get("link").elements())
            if (link.get("relation").textOr() == "next")
                target = std::string(link.get("url").textOr())
                             .substr(std::string("https://127.0.0.1:8443").size());
    }
    CHECK(found == 5);
    CHECK(pages == 3);
}

TEST_CASE("with several writers and a reader at once the feed has no gap and loses nothing") {
    TestClinic clinic;
    constexpr int writers = 4;
    constexpr int bundlesEach = 12;
    // Bodies are made first: the ids come from one random source that is not for several threads.
    std::vector<std::vector<std::pair<std::string, std::string>>> work(writers);
    for (auto& list : work)
        for (int count = 0; count < bundlesEach; ++count) {
            const auto id = clinic.id();
            const auto a = clinic.id();
            const auto b = clinic.id();
            list.emplace_back(
                id, bundle(id, {put({"DocumentReference", a, journal(a, clinic.patient, "one")}),
                                put({"DocumentReference", b, journal(b, clinic.patient, "two")})}));
        }
    landfall::base::SystemRandom random;
    fhirapi::Services services{clinic.clinic->store(),
                               clinic.clinic->forms(),
                               clinic.clinic->events(),
                               clinic.clock,
                               random,
                               clinic.clinic->facts(),
                               {}};
    http::Handlers handlers;
    fhirapi::bindHandlers(handlers, services);
    const auto& route = *http::matchRoute(http::Method::Post, {"fhir"}).route;
    std::atomic<int> applied{0};
    std::vector<std::thread> threads;
    for (const auto& list : work)
        threads.emplace_back([&] {
            for (const auto& [id, body] : list) {
                http::Request request;
                request.headers = {{"Landfall-Bundle", id}};
                request.body = body;
                const http::Call call(request, route, {}, clinic.phone);
                if (handlers.of(http::RouteId::FhirBundle)(call).status == 200) ++applied;
            }
        });
    std::int64_t last = 0;
    bool gap = false;
    const auto readOn = [&] {
        const auto read = clinic.clinic->store().read([&](store::Reading& reading) {
            return reading.changes(clinic.patient, last, 50, [&](const store::ChangeView& change) {
                gap = gap || change.sequence != last + 1;
                last = change.sequence;
                return landfall::ok();
            });
        });
        REQUIRE(read.has_value());
    };
    while (applied < writers * bundlesEach && !gap) readOn();
    for (auto& thread : threads) thread.join();
    std::int64_t before = -1;
    while (before != last) {
        before = last;
        readOn();
    }
    CHECK_FALSE(gap);
    CHECK(last == 1 + 2 * writers * bundlesEach);
}
