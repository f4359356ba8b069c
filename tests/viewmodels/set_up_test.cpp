#include <fstream>

#include "viewmodels/phone_world.hpp"

using namespace landfall;
using namespace landfall::viewmodels;
using namespace landfall::viewmodels::testing;

TEST_CASE("a passphrase is typed twice, long enough and not one that everybody uses") {
    PhoneWorld world;
    world.pair();
    auto* const model = world.shell().passphrase();
    CHECK(model->minimumChars() == 12);
    const auto refusal = [&](const QString& first, const QString& again) {
        model->set(first, again);
        REQUIRE(world.until([&] { return !model->busy() && !model->error().isEmpty(); }));
        return model->error();
    };
    CHECK(refusal("quiet harbour lantern", "quiet harbour lantren").contains("do not match"));
    CHECK(refusal("short one", "short one").contains("12 characters"));
    CHECK(refusal("password1234", "password1234").contains("easy to guess"));
    CHECK(world.shell().place() == ShellModel::SetPassphrase);
    CHECK_FALSE(std::filesystem::exists(world.folder() / "landfall.db"));
}

TEST_CASE("the recovery code is shown in seven groups and two of them are typed back") {
    PhoneWorld world;
    world.onCore([](TestCore& core) { core.transport.beOffline(true); });
    world.pair();
    world.shell().passphrase()->set(passphrase, passphrase);
    REQUIRE(world.untilPlace(ShellModel::ShowRecoveryCode));
    auto* const code = world.shell().recoveryCode();
    const auto groups = code->groups();
    REQUIRE(groups.size() == 7);
    for (const auto& group : groups) CHECK(group.size() == 4);
    CHECK_FALSE(code->fromSettings());

    code->startCheck();
    REQUIRE(world.until([&] { return code->checking(); }));
    CHECK(code->askFirst() >= 1);
    CHECK(code->askFirst() < code->askSecond());
    CHECK(code->askSecond() <= 7);

    SECTION("wrong groups: said plainly, and the code can be looked at again") {
        code->check("AAAA", "BBBB");
        REQUIRE(world.until([&] { return !code->error().isEmpty(); }));
        CHECK(world.shell().place() == ShellModel::ShowRecoveryCode);
        code->backToCode();
        CHECK_FALSE(code->checking());
        CHECK(code->error().isEmpty());
        CHECK(code->groups() == groups);
    }
    SECTION("right groups, in small letters: Today, and the code is gone") {
        code->check(groups[code->askFirst() - 1].toLower(), groups[code->askSecond() - 1]);
        REQUIRE(world.untilPlace(ShellModel::Home));
        world.settle();
        CHECK(code->groups().isEmpty());
    }
    SECTION("ended before it was confirmed: asked again after the next unlock") {
        world.restart();
        world.shell().unlock()->unlock(passphrase);
        REQUIRE(world.untilPlace(ShellModel::ShowRecoveryCode));
        CHECK(world.shell().recoveryCode()->groups() == groups);
    }
}

TEST_CASE("a wrong passphrase says so and changes nothing; the right one opens") {
    PhoneWorld world;
    world.setUp();
    world.restart();
    REQUIRE(world.shell().place() == ShellModel::Locked);
    auto* const unlock = world.shell().unlock();
    unlock->unlock("quiet harbour lanterns");
    REQUIRE(world.until([&] { return !unlock->busy(); }));
    CHECK(unlock->error().contains("Nothing was changed"));
    CHECK(world.shell().place() == ShellModel::Locked);

    unlock->unlock(passphrase);
    CHECK(unlock->error().isEmpty());
    CHECK(world.untilPlace(ShellModel::Home));
}

TEST_CASE("the recovery code opens the same data and sets a new passphrase") {
    PhoneWorld world;
    world.setUp();
    const auto code = world.onPhone([](patient::Phone& phone) {
        auto entry = phone.journaling.add("the gulls were loud", true);
        const auto groups = phone.access.renewCode();
        if (entry.has_error() || groups.has_error()) return std::string();
        (void)phone.access.confirmCode(0, (*groups)[0], 1, (*groups)[1]);
        std::string text;
        for (const auto& group : *groups) text += (text.empty() ? "" : "-") + group;
        return text;
    });
    REQUIRE_FALSE(code.empty());
    world.restart();
    auto* const unlock = world.shell().unlock();
    unlock->showForgotten();
    CHECK(unlock->forgotten());
    const QString fresh = "another lantern in the fog";

    SECTION("a code with a slip says where") {
        auto slipped = QString::fromStdString(code);
        slipped[1] = slipped[1] == u'A' ? u'B' : u'A';
        unlock->recover(slipped, fresh, fresh);
        REQUIRE(world.until([&] { return !unlock->busy() && !unlock->error().isEmpty(); }));
        CHECK(world.shell().place() == ShellModel::Locked);
        CHECK(unlock->forgotten());
        unlock->hideForgotten();
        CHECK(unlock->error().isEmpty());
        world.unlock();  // the old passphrase still fits
    }
    SECTION("two passphrases that differ are not taken") {
        unlock->recover(QString::fromStdString(code), fresh, passphrase);
        CHECK(unlock->error().contains("do not match"));
    }
    SECTION("the whole code: the same entries, and the old passphrase is no more") {
        unlock->recover(QString::fromStdString(code), fresh, fresh);
        REQUIRE(world.untilPlace(ShellModel::Home));
        world.settle();
        CHECK_FALSE(unlock->forgotten());
        CHECK(column(world.shell().journal()->entries(), "text") ==
              QStringList{"the gulls were loud"});
        world.restart();
        world.shell().unlock()->unlock(passphrase);
        REQUIRE(world.until([&] { return !world.shell().unlock()->error().isEmpty(); }));
        world.shell().unlock()->unlock(fresh);
        CHECK(world.untilPlace(ShellModel::Home));
    }
}

TEST_CASE("locking closes the store, goes to the lock screen and keeps no word in the models") {
    PhoneWorld world;
    world.setUp();
    world.assign("phq-9", "2026-03-08", "task-1");
    world.onPhone([](patient::Phone& phone) {
        return phone.journaling.add("a word for nobody", true).has_value();
    });
    world.shell().journal()->write();
    REQUIRE(world.until([&] { return world.shell().entryOpen(); }));
    world.shell().entry()->setText("typed and not finished");

    world.shell().me()->lock();
    REQUIRE(world.untilPlace(ShellModel::Locked));
    world.settle();
    CHECK_FALSE(world.shell().entryOpen());
    CHECK(world.shell().entry()->text().isEmpty());
    CHECK(world.shell().journal()->entries()->rowCount() == 0);
    CHECK(world.shell().today()->cards()->rowCount() == 0);
    CHECK(world.onPhone([](patient::Phone& phone) { return phone.profile.standing(); }) ==
          patient::Standing::Locked);

    world.unlock();
    world.shell().journal()->write();
    REQUIRE(world.until([&] { return world.shell().entryOpen(); }));
    CHECK(world.shell().entry()->text() == "typed and not finished");
}

TEST_CASE("a new recovery code is shown from the settings and has to be confirmed") {
    PhoneWorld world;
    world.setUp();
    world.shell().me()->newRecoveryCode();
    REQUIRE(world.untilPlace(ShellModel::ShowRecoveryCode));
    auto* const code = world.shell().recoveryCode();
    CHECK(code->fromSettings());
    CHECK(code->groups().size() == 7);
    const auto groups = code->groups();
    code->startCheck();
    REQUIRE(world.until([&] { return code->checking(); }));
    code->check(groups[code->askFirst() - 1], groups[code->askSecond() - 1]);
    CHECK(world.untilPlace(ShellModel::Home));
}

TEST_CASE("Me shows the clinic, this phone and the last contact") {
    PhoneWorld world;
    world.setUp();
    auto* const me = world.shell().me();
    CHECK(me->clinicName() == "Harbour Clinic");
    CHECK(me->clinicPhone() == "+49 30 5550100");
    CHECK(me->lastSyncText() == "This phone has not reached your clinic yet.");
    REQUIRE(me->devices()->rowCount() == 1);
    CHECK(cell(me->devices(), 0, "isThis").toBool());
    CHECK(cell(me->devices(), 0, "state") == "Connected");
}
