#include <catch2/catch_test_macros.hpp>

#include "clinic/store/bundles.hpp"
#include "clinic/store/test_clinic.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;
using landfall::clinic::http::Response;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::int64_t headOf(TestClinic& clinic, const std::string& patient) {
    std::int64_t head = 0;
    REQUIRE(clinic.clinic->store()
                .read([&](store::Reading& reading) -> landfall::Result<void> {
                    LF_TRY(head, reading.head(patient));
                    return landfall::ok();
                })
                .has_value());
    return head;
}

/// Sends and expects a refusal that leaves nothing behind.
void refusedWhole(TestClinic& clinic, const std::string& bundleId, const std::string& body,
                  int status, const std::string& code, const std::string& expression) {
    const auto before = headOf(clinic, clinic.patient);
    const auto answer = clinic.send(clinic.phone, bundleId, body);
    CHECK(answer.status == status);
    CHECK(codeOf(answer) == code);
    CHECK(expressionOf(answer) == expression);
    CHECK(headOf(clinic, clinic.patient) == before);
}

}  // namespace

TEST_CASE("a bundle is stored, answered in order, and numbered without a gap") {
    TestClinic clinic;
    const auto bundleId = clinic.id();
    const auto response = clinic.id();
    const auto entry = clinic.id();
    const auto before = headOf(clinic, clinic.patient);
    const auto answer = clinic.send(
        clinic.phone, bundleId,
        bundle(bundleId,
               {put({"QuestionnaireResponse", response,
                     phq9({response, clinic.patient, {1, 1, 1, 1, 0, 0, 0, 0, 0}})}),
                put({"DocumentReference", entry, journal(entry, clinic.patient, "a quiet day")})}));
    REQUIRE(answer.status == 200);
    const auto json = parsed(answer.body);
    CHECK(json.get("type").textOr() == "transaction-response");
    REQUIRE(json.get("entry").size() == 2);
    const auto first = json.get("entry")[0].get("response");
    CHECK(first.get("status").textOr() == "201 Created");
    CHECK(first.get("location").textOr() == "QuestionnaireResponse/" + response + "/_history/1");
    CHECK(first.get("etag").textOr() == "W/\"1\"");
    CHECK(json.get("entry")[1].get("response").get("location").textOr() ==
          "DocumentReference/" + entry + "/_history/1");
    CHECK(headOf(clinic, clinic.patient) == before + 2);
    CHECK(headerOf(answer, "Landfall-Epoch") == clinic.clinic->store().epoch());
}

TEST_CASE(
    "the same bundle again gets the stored answer, also after a restart, and changes nothing") {
    TestClinic clinic;
    const auto bundleId = clinic.id();
    const auto entry = clinic.id();
    const auto body = bundle(
        bundleId,
        {put({"DocumentReference", entry, journal(entry, clinic.patient, "once", clinic.id())})});
    const auto first = clinic.send(clinic.phone, bundleId, body);
    const auto head = headOf(clinic, clinic.patient);
    clinic.clock.advanceMs(5000);
    CHECK(clinic.send(clinic.phone, bundleId, body).body == first.body);
    clinic.reopen();
    CHECK(clinic.send(clinic.phone, bundleId, body).body == first.body);
    CHECK(headOf(clinic, clinic.patient) == head);
}

TEST_CASE("the same bundle id with other bytes is refused") {
    TestClinic clinic;
    const auto bundleId = clinic.id();
    const auto entry = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, bundleId,
                      bundle(bundleId, {put({"DocumentReference", entry,
                                             journal(entry, clinic.patient, "first")})}))
                .status == 200);
    const auto answer = clinic.send(
        clinic.phone, bundleId,
        bundle(bundleId,
               {put({"DocumentReference", entry, journal(entry, clinic.patient, "other")})}));
    CHECK(answer.status == 409);
    CHECK(codeOf(answer) == "bundle_id_reused");
}

TEST_CASE("an operation that was applied in another bundle is answered and not applied again") {
    TestClinic clinic;
    const auto entry = clinic.id();
    const auto operation = clinic.id();
    const auto resource = journal(entry, clinic.patient, "once", operation);
    const auto one = clinic.id();
    REQUIRE(
        clinic.send(clinic.phone, one, bundle(one, {put({"DocumentReference", entry, resource})}))
            .status == 200);
    const auto head = headOf(clinic, clinic.patient);
    const auto two = clinic.id();
    const auto again =
        clinic.send(clinic.phone, two, bundle(two, {put({"DocumentReference", entry, resource})}));
    REQUIRE(again.status == 200);
    CHECK(parsed(again.body).get("entry")[0].get("response").get("etag").textOr() == "W/\"1\"");
    CHECK(headOf(clinic, clinic.patient) == head);

    const auto three = clinic.id();
    const auto other = journal(entry, clinic.patient, "another text", operation);
    CHECK(codeOf(clinic.send(clinic.phone, three,
                             bundle(three, {put({"DocumentReference", entry, other})}))) ==
          "bundle_id_reused");
}

TEST_CASE("one entry at fault rolls the whole bundle back and is named") {
    TestClinic clinic;
    const auto good = clinic.id();
    const auto bad = clinic.id();
    const auto goodEntry =
        put({"DocumentReference", good, journal(good, clinic.patient, "kept out")});
    const auto badResource = journal(bad, clinic.patient, "x");
    const auto badEntry = put({"DocumentReference", bad, badResource});
    const auto bundleId = clinic.id();
    const auto with = [&](const std::string& entry) {
        return bundle(bundleId, {goodEntry, entry});
    };
    const auto at1 = std::string("Bundle.entry[1]");

    SECTION("the same resource twice") {
        refusedWhole(clinic, bundleId, with(goodEntry), 400, "bad_bundle", at1);
    }
    SECTION("a fullUrl of another id") {
        refusedWhole(clinic, bundleId,
                     with(replaced(badEntry, "\"fullUrl\":\"urn:uuid:" + bad,
                                   "\"fullUrl\":\"urn:uuid:" + good)),
                     400, "bad_bundle", at1);
    }
    SECTION("a POST") {
        refusedWhole(clinic, bundleId, with(replaced(badEntry, "\"PUT\"", "\"POST\"")), 400,
                     "bad_bundle", at1);
    }
    SECTION("a conditional url") {
        refusedWhole(clinic, bundleId,
                     with(replaced(badEntry, "\"url\":\"DocumentReference/" + bad,
                                   "\"url\":\"DocumentReference?identifier=7")),
                     400, "bad_bundle", at1);
    }
    SECTION("a record of another patient") {
        refusedWhole(clinic, bundleId,
                     with(put({"DocumentReference", bad, journal(bad, clinic.otherPatient, "x")})),
                     422, "wrong_patient", at1);
    }
    SECTION("a reference to another patient inside an own record") {
        const auto resource = replaced(
            badResource, "\"status\"",
            "\"authenticator\":{\"reference\":\"Patient/" + clinic.otherPatient + "\"},\"status\"");
        refusedWhole(clinic, bundleId, with(put({"DocumentReference", bad, resource})), 422,
                     "wrong_patient", at1);
    }
    SECTION("another type than phones write") {
        refusedWhole(
            clinic, bundleId,
            with(R"({"resource":{"resourceType":"Patient","id":")" + clinic.patient +
                 R"("},"request":{"method":"PUT","url":"Patient/)" + clinic.patient + "\"}}"),
            403, "forbidden", at1);
    }
    SECTION("an update of what is not there") {
        refusedWhole(clinic, bundleId, with(put({"DocumentReference", bad, badResource, 3})), 412,
                     "version_conflict", at1);
    }
    SECTION("a resource larger than the limit") {
        refusedWhole(clinic, bundleId,
                     with(put({"DocumentReference", bad,
                               journal(bad, clinic.patient, std::string(300'000, 'a'))})),
                     413, "too_large", at1);
    }
}

TEST_CASE("a response to a long questionnaire may be larger than other resources") {
    TestClinic clinic;
    const auto sent = [&](std::size_t bytes) {
        const auto id = clinic.id();
        const auto bundleId = clinic.id();
        const auto text = replaced(phq9({id, clinic.patient, {1, 1, 1, 1, 0, 0, 0, 0, 0}}),
                                   R"("linkId":"phq9-1","text":")",
                                   R"("linkId":"phq9-1","text":")" + std::string(bytes, 'x'));
        return clinic
            .send(clinic.phone, bundleId,
                  bundle(bundleId, {put({"QuestionnaireResponse", id, text})}))
            .status;
    };
    CHECK(sent(750'000) == 413);
    CHECK(sent(600'000) == 200);
}

TEST_CASE("bundles of the wrong form are refused") {
    TestClinic clinic;
    const auto id = clinic.id();
    const auto entryId = clinic.id();
    const auto entry = put({"DocumentReference", entryId, journal(entryId, clinic.patient, "x")});
    SECTION("not JSON") {
        refusedWhole(clinic, id, "{\"resourceType\":", 400, "bad_json", "");
    }
    SECTION("a duplicate key") {
        refusedWhole(clinic, id, "{\"a\":1,\"a\":2}", 400, "bad_json", "");
    }
    SECTION("a batch") {
        refusedWhole(clinic, id, replaced(bundle(id, {entry}), "\"transaction\"", "\"batch\""), 400,
                     "bad_bundle", "");
    }
    SECTION("10,000 entries") {
        std::vector<std::string> entries;
        for (int count = 0; count < 10'000; ++count)
            entries.push_back(R"({"request":{"method":"DELETE","url":"Flag/)" +
                              std::to_string(count) + "\"}}");
        refusedWhole(clinic, id, bundle(id, entries), 413, "too_large", "");
    }
    SECTION("a header that names another bundle") {
        refusedWhole(clinic, clinic.id(), bundle(id, {entry}), 400, "bad_bundle", "");
    }
}

TEST_CASE("a phone cannot overwrite or read another patient's record by its id") {
    TestClinic clinic;
    const auto entry = clinic.id();
    const auto one = clinic.id();
    REQUIRE(clinic
                .send(clinic.otherPhone, one,
                      bundle(one, {put({"DocumentReference", entry,
                                        journal(entry, clinic.otherPatient, "theirs")})}))
                .status == 200);
    const auto two = clinic.id();
    refusedWhole(
        clinic, two,
        bundle(two, {put({"DocumentReference", entry, journal(entry, clinic.patient, "mine"), 1})}),
        403, "forbidden", "Bundle.entry[0]");
    const auto theirs = clinic.ask(clinic.phone, {.target = "/fhir/DocumentReference/" + entry});
    const auto nobodys =
        clinic.ask(clinic.phone, {.target = "/fhir/DocumentReference/" + clinic.id()});
    CHECK(theirs.status == 404);
    CHECK(nobodys.status == 404);
    CHECK(clinic.ask(clinic.otherPhone, {.target = "/fhir/DocumentReference/" + entry}).status ==
          200);
}

TEST_CASE("a submitted answer changes only by a correction") {
    TestClinic clinic;
    const auto response = clinic.id();
    const auto send = [&](const std::string& resource, std::optional<int> ifMatch) {
        const auto id = clinic.id();
        return clinic.send(
            clinic.phone, id,
            bundle(id, {put({"QuestionnaireResponse", response, resource, ifMatch})}));
    };
    const std::vector<int> numbers(9, 0);
    REQUIRE(send(phq9({response, clinic.patient, numbers}), {}).status == 200);
    CHECK(codeOf(send(phq9({response, clinic.patient, {1, 1, 1, 1, 1, 1, 1, 1, 0}}), 1)) ==
          "immutable");
    CHECK(codeOf(send(phq9({response, clinic.patient, numbers, "amended"}), {})) ==
          "version_conflict");
    const auto amended =
        send(phq9({response, clinic.patient, {1, 0, 0, 0, 0, 0, 0, 0, 0}, "amended"}), 1);
    REQUIRE(amended.status == 200);
    CHECK(parsed(amended.body).get("entry")[0].get("response").get("etag").textOr() == "W/\"2\"");
    const auto id = clinic.id();
    CHECK(
        codeOf(clinic.send(clinic.phone, id,
                           bundle(id, {del("QuestionnaireResponse", response, 2, clinic.id())}))) ==
        "immutable");
}

TEST_CASE("a phone raises a flag's tier and never lowers, closes or deletes it") {
    TestClinic clinic;
    const auto flagId = clinic.id();
    const auto response = clinic.id();
    const auto send = [&](int tier, bool active, std::optional<int> ifMatch) {
        const auto id = clinic.id();
        return clinic.send(
            clinic.phone, id,
            bundle(id, {put({"Flag", flagId, flag(flagId, clinic.patient, response, tier, active),
                             ifMatch})}));
    };
    REQUIRE(send(1, true, {}).status == 200);
    REQUIRE(send(2, true, 1).status == 200);
    CHECK(codeOf(send(1, true, 2)) == "immutable");
    CHECK(codeOf(send(2, false, 2)) == "immutable");
    const auto id = clinic.id();
    CHECK(codeOf(clinic.send(clinic.phone, id,
                             bundle(id, {del("Flag", flagId, 2, clinic.id())}))) == "immutable");
}

TEST_CASE("an assignment's status moves forward only and nothing else of it changes") {
    TestClinic clinic;
    const auto assigned = clinic.run(
        "assign", {{"patient", clinic.patient}, {"questionnaire", "gad-7"}, {"due", "2026-12-01"}});
    REQUIRE(assigned.has_value());
    const std::string task(assigned->at("id").as_string());
    const auto read = clinic.ask(clinic.phone, {.target = "/fhir/Task/" + task});
    REQUIRE(read.status == 200);
    const auto send = [&](const std::string& resource, int ifMatch) {
        const auto id = clinic.id();
        return clinic.send(clinic.phone, id, bundle(id, {put({"Task", task, resource, ifMatch})}));
    };
    const auto started = replaced(read.body, "\"requested\"", "\"in-progress\"");
    REQUIRE(send(started, 1).status == 200);
    CHECK(codeOf(send(replaced(read.body, "\"requested\"", "\"received\""), 2)) == "immutable");
    CHECK(codeOf(send(replaced(started, "2026-12-01", "2027-12-01"), 2)) == "immutable");
    const auto own = clinic.id();
    const auto id = clinic.id();
    CHECK(codeOf(clinic.send(clinic.phone, id,
                             bundle(id, {put({"Task", own, replaced(read.body, task, own)})}))) ==
          "forbidden");
}

TEST_CASE("a deleted entry leaves a tombstone whose id is never used again") {
    TestClinic clinic;
    const auto entry = clinic.id();
    const auto first = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, first,
                      bundle(first, {put({"DocumentReference", entry,
                                          journal(entry, clinic.patient, "to be withdrawn")})}))
                .status == 200);
    const auto second = clinic.id();
    const auto deletion = bundle(second, {del("DocumentReference", entry, 1, clinic.id())});
    const auto deleted = clinic.send(clinic.phone, second, deletion);
    REQUIRE(deleted.status == 200);
    CHECK(parsed(deleted.body).get("entry")[0].get("response").get("status").textOr() ==
          "204 No Content");
    CHECK(clinic.ask(clinic.phone, {.target = "/fhir/DocumentReference/" + entry}).status == 404);
    const auto third = clinic.id();
    CHECK(codeOf(clinic.send(clinic.phone, third,
                             bundle(third, {put({"DocumentReference", entry,
                                                 journal(entry, clinic.patient, "again"), 2})}))) ==
          "gone");
}

TEST_CASE("applied and refused bundles are audited in the trail") {
    TestClinic clinic;
    const auto entry = clinic.id();
    const auto one = clinic.id();
    REQUIRE(clinic
                .send(clinic.phone, one,
                      bundle(one, {put({"DocumentReference", entry,
                                        journal(entry, clinic.patient, "x")})}))
                .status == 200);
    CHECK(clinic.audited().back() == "device sync-write ok");
    CHECK(clinic.send(clinic.phone, clinic.id(), "{}").status == 400);
    CHECK(clinic.audited().back() == "device sync-write bad_bundle");
    CHECK(clinic.run("check", {}).has_value());
}
