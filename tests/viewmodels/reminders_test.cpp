#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

namespace {
constexpr ports::Notifier::Capability able{
    .shows = true, .permitted = true, .survivesExit = true, .isExact = true};

RemindersModel& opened(PhoneWorld& world) {
    world.shell().me()->openReminders();
    REQUIRE(world.until([&] { return world.shell().leaf() == ShellModel::RemindersLeaf; }));
    return *world.shell().reminders();
}
}  // namespace

TEST_CASE("reminders are moved in steps, round the clock, and what is set is there again") {
    PhoneWorld world;
    world.setUp();
    auto& reminders = opened(world);
    CHECK(reminders.isOn());
    const auto before = reminders.atText();
    QSignalSpy planned(&reminders, &RemindersModel::planChanged);
    reminders.move(RemindersModel::At, 1);
    reminders.move(RemindersModel::At, 1);
    world.settle();
    CHECK(planned.size() == 2);
    const auto after = reminders.atText();
    CHECK(after != before);
    reminders.move(RemindersModel::QuietFrom, 6);  // 21:00 and three hours
    world.settle();
    CHECK(reminders.error().isEmpty());
    world.restart();
    world.unlock();
    auto& again = opened(world);
    CHECK(again.atText() == after);
    again.move(RemindersModel::At, -2);
    world.settle();
    CHECK(again.atText() == before);
}

TEST_CASE("it says whether reminders will arrive, and every reason why they may not") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "0195a000-0000-7000-8000-0000000000a1");
    auto& reminders = *world.shell().reminders();
    reminders.askDeviceBy([] { return able; });
    (void)opened(world);
    CHECK(reminders.willArrive());
    CHECK(reminders.doubts()->rowCount() == 0);
    CHECK(reminders.checkText().contains("will arrive"));
    reminders.askDeviceBy([] {
        auto device = able;
        device.survivesExit = false;
        return device;
    });
    reminders.open();
    world.settle();
    CHECK_FALSE(reminders.willArrive());
    CHECK(column(reminders.doubts(), "words").first().contains("only while Landfall is open"));
    reminders.toggle();
    world.settle();
    CHECK_FALSE(reminders.isOn());
    CHECK(column(reminders.doubts(), "words").contains("Reminders are off."));
}

TEST_CASE("without a device that was asked nothing is promised") {
    PhoneWorld world;
    world.setUp();
    CHECK_FALSE(opened(world).willArrive());
    CHECK(world.shell().reminders()->doubts()->rowCount() > 0);
}

TEST_CASE("later puts everything off and plans anew") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "0195a000-0000-7000-8000-0000000000a1");
    const auto first = [&] {
        return world.onPhone([](patient::Phone& phone) {
            const auto planned = phone.reminding.planned();
            return planned.has_value() && !planned->empty() ? planned->front() : std::int64_t(0);
        });
    };
    const auto before = first();
    REQUIRE(before > 0);
    auto& reminders = opened(world);
    QSignalSpy planned(&reminders, &RemindersModel::planChanged);
    reminders.later(24);
    world.settle();
    CHECK(planned.size() == 1);
    CHECK(reminders.laterText().contains("24"));
    CHECK(first() > before);
    reminders.later(24 * 365);
    world.settle();
    CHECK_FALSE(reminders.error().isEmpty());
}
