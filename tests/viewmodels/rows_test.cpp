#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <catch2/catch_test_macros.hpp>

#include "rows_model.hpp"

using landfall::viewmodels::RowsModel;

namespace {
struct WatchedRows {
    RowsModel model{{"key", "text"}};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};
    QSignalSpy updates{&model, &QAbstractItemModel::dataChanged};
    QSignalSpy counts{&model, &RowsModel::countChanged};
};
}  // namespace

TEST_CASE("rows are read by role and by nothing else") {
    WatchedRows rows;
    rows.model.setRows({{"a", "first"}, {"b", "second"}});
    CHECK(rows.model.rowCount() == 2);
    CHECK(rows.model.count() == 2);
    CHECK(rows.model.value(1, "text") == "second");
    CHECK_FALSE(rows.model.value(2, "text").isValid());
    CHECK_FALSE(rows.model.value(-1, "text").isValid());
    CHECK_FALSE(rows.model.value(0, "colour").isValid());
    CHECK_FALSE(rows.model.data(rows.model.index(0), Qt::DisplayRole).isValid());
    CHECK(rows.model.rowCount(rows.model.index(0)) == 0);
}

TEST_CASE("rows with the same keys are updated in place, so that a list keeps its place") {
    WatchedRows rows;
    rows.model.setRows({{"a", "first"}, {"b", "second"}, {"c", "third"}});
    rows.resets.clear();
    rows.counts.clear();
    rows.model.setRows({{"a", "first"}, {"b", "changed"}, {"c", "third"}});
    CHECK(rows.resets.isEmpty());
    CHECK(rows.counts.isEmpty());
    REQUIRE(rows.updates.size() == 1);
    CHECK(rows.updates.front().at(0).toModelIndex().row() == 1);
    CHECK(rows.model.value(1, "text") == "changed");
}

TEST_CASE("other keys are a new list, and the count says so only when it changes") {
    WatchedRows rows;
    rows.model.setRows({{"a", "first"}, {"b", "second"}});
    CHECK(rows.counts.size() == 1);
    rows.model.setRows({{"c", "third"}, {"b", "second"}});
    CHECK(rows.resets.size() == 2);
    CHECK(rows.counts.size() == 1);
    rows.model.setRows({});
    CHECK(rows.model.rowCount() == 0);
    CHECK(rows.counts.size() == 2);
}
