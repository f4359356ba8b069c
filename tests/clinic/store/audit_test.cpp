#include <catch2/catch_test_macros.hpp>

#include "clinic/store/test_clinic.hpp"

using namespace landfall::clinic;
using namespace landfall::clinic::test;

TEST_CASE("the audit trail is a chain in which every change shows") {
    TestClinic clinic;
    std::vector<audit::ChainedRow> rows;
    REQUIRE(clinic.clinic->store()
                .read([&](store::Reading& reading) {
                    return reading.auditTrail([&](const audit::ChainedRow& row) {
                        rows.push_back(row);
                        return landfall::ok();
                    });
                })
                .has_value());
    REQUIRE(rows.size() >= 5);
    const auto holds = [](const std::vector<audit::ChainedRow>& trail) {
        audit::ChainCheck check;
        for (const auto& row : trail)
            if (!check.add(row)) return false;
        return true;
    };
    CHECK(holds(rows));
    SECTION("a changed field") {
        rows[2].outcome += 'x';
    }
    SECTION("a text moved from one field to the next") {
        rows[2].action += rows[2].object;
        rows[2].object.clear();
    }
    SECTION("a missing row") {
        rows.erase(rows.begin() + 2);
    }
    SECTION("two rows in the other order") {
        std::swap(rows[1], rows[2]);
    }
    CHECK_FALSE(holds(rows));
}

TEST_CASE("rows of the audit trail cannot be changed or deleted through the database") {
    TestClinic clinic;
    auto& connections = clinic.clinic->connections();
    CHECK(connections
              .write([](landfall::db::Database& database) {
                  return database.run("UPDATE audit SET outcome = 'ok' WHERE seq = 1");
              })
              .has_error());
    CHECK(connections
              .write([](landfall::db::Database& database) {
                  return database.run("DELETE FROM audit WHERE seq = 1");
              })
              .has_error());
    CHECK(clinic.run("check", {}).has_value());
}

TEST_CASE(
    "an action that is rolled back leaves no audit row, and a row without its action neither") {
    TestClinic clinic;
    const auto before = clinic.audited().size();
    const auto done = clinic.clinic->store().write([&](store::Writing& writing) {
        const auto audited =
            writing.audit({.actor = clinic.clinician, .action = http::Action::ReadPatient});
        REQUIRE(audited.has_value());
        return landfall::Result<void>(landfall::base::Fault::Cancelled);
    });
    CHECK(done.has_error());
    CHECK(clinic.audited().size() == before);
}
