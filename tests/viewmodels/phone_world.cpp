#include "viewmodels/phone_world.hpp"

#include "landfall/fhir/build.hpp"
#include "landfall/patient/pairing_record.hpp"

namespace landfall::viewmodels::testing {

namespace {
constexpr keys::Stretch cheapest{.passes = 1, .memoryKib = 8};
constexpr int patienceMs = 30'000;
constexpr std::int64_t msPerDay = 24 * 60 * 60 * 1'000;
}  // namespace

TestCore::TestCore(std::filesystem::path folder)
    : folder_{std::move(folder)},
      surroundings_{.clock = clock,
                    .trueClock = clock,
                    .random = random_,
                    .files = files_,
                    .transport = transport,
                    .timers = loop_},
      helping_(folder_, surroundings_),
      phone_(open()) {}

Result<std::unique_ptr<patient::Phone>> TestCore::open() {
    return patient::Phone::open(
        folder_, surroundings_,
        {.stretch = keys::StretchPolicy{.stretch = cheapest, .floor = cheapest},
         .pagesMax = pagesMax});
}

Result<patient::Phone*> TestCore::phone() {
    if (phone_.has_error()) return phone_.error();
    return phone_->get();
}

Result<patient::Phone*> TestCore::reopen() {
    phone_ = base::Fault::Cancelled;  // lets go of the folder before it is taken again
    phone_ = open();
    return phone();
}

PhoneWorld::PhoneWorld() {
    base::setLogEnabled(false);
    start();
    REQUIRE(until([&] { return shell().place() != ShellModel::Starting; }));
}

PhoneWorld::~PhoneWorld() {
    const auto refused = onCore([](TestCore& core) { return core.transport.refused(); });
    CHECK(refused.empty());
    stop();
}

void PhoneWorld::start() {
    bridge_ = std::make_unique<bridge::Bridge>(
        [this] { return std::make_unique<TestCore>(folder_.path()); });
    shell_ = std::make_unique<ShellModel>(*bridge_);
}

void PhoneWorld::stop() {
    shell_.reset();
    bridge_.reset();
}

void PhoneWorld::restart() {
    stop();
    start();
    onCore([](TestCore& core) { core.transport.beOffline(true); });
    REQUIRE(until([&] { return shell().place() != ShellModel::Starting; }));
}

void PhoneWorld::pair() {
    const bool paired = onPhone([](patient::Phone& phone) {
        const auto enrolled = support::confirmedPairing();
        const auto kept = patient::writePairing(enrolled);
        const auto& folder = phone.profile.folder();
        return phone.profile.surroundings()
                   .files.replace(folder.pendingPairing(), base::viewOf(kept.reveal()))
                   .has_value() &&
               phone.helping
                   .keepCard({enrolled.clinic.name, enrolled.clinic.phone, enrolled.clinic.country})
                   .has_value();
    });
    REQUIRE(paired);
    shell().refresh();
    REQUIRE(untilPlace(ShellModel::SetPassphrase));
}

void PhoneWorld::setUp() {
    onCore([](TestCore& core) { core.transport.beOffline(true); });
    pair();
    const bool ready = onPhone([](patient::Phone& phone) {
        if (phone.access.create(base::SecretText(passphrase.toStdString())).has_error())
            return false;
        auto code = phone.access.unconfirmedCode();
        if (code.has_error() || !code->has_value()) return false;
        const auto confirmed = phone.access.confirmCode(0, (**code)[0], 3, (**code)[3]);
        return confirmed.has_value() && *confirmed;
    });
    REQUIRE(ready);
    shell().refresh();
    REQUIRE(untilPlace(ShellModel::Home));
    settle();
}

void PhoneWorld::unlock() {
    REQUIRE(untilPlace(ShellModel::Locked));
    shell().unlock()->unlock(passphrase);
    REQUIRE(untilPlace(ShellModel::Home));
    settle();
}

bool PhoneWorld::until(const std::function<bool()>& condition) {
    const QDeadlineTimer deadline(patienceMs);
    // The event that a waiting loop wakes up for at last, should nothing else come.
    QTimer::singleShot(patienceMs, [] {});
    while (!condition()) {
        if (deadline.hasExpired()) return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

void PhoneWorld::settle() {
    // A step of a page goes to the core and back, and what it sets off does so again.
    constexpr int rounds = 6;
    QObject receiver;
    for (int round = 0; round < rounds; ++round) {
        bool back = false;
        bridge_->toCore([&receiver, &back](bridge::Core&) {
            bridge::Bridge::toGui(&receiver, [&back] { back = true; });
        });
        REQUIRE(until([&] { return back; }));
    }
}

void PhoneWorld::assign(const std::string& questionnaire, const std::string& due,
                        const std::string& taskId) {
    const auto bytes = fhir::buildAssignment(
        {.id = taskId,
         .patient = support::confirmedPairing().patient,
         .questionnaire = "https://landfall.example/fhir/Questionnaire/" + questionnaire + "|1.0.0",
         .title = questionnaire == "phq-9" ? "PHQ-9" : questionnaire,
         .assigned = morning,
         .opens = morning,
         .due = due,
         .status = "requested",
         .response = {},
         .source = {}});
    receive("Task", taskId, bytes);
}

void PhoneWorld::receive(const std::string& type, const std::string& id, const std::string& bytes) {
    const auto seq = static_cast<std::uint64_t>(++fedChanges_);
    const bool stored = onPhone([&](patient::Phone& phone) {
        store::FeedPage page;
        page.changes.push_back({.seq = seq,
                                .key = {type, id},
                                .versionId = "1",
                                .lastModified = "2026-03-01T08:00:00.000Z",
                                .resource = bytes,
                                .deleted = false});
        page.next = {"epoch-1", "cursor-" + std::to_string(seq), seq};
        const auto outcome = (*phone.profile.store())->inbox().applyPage(page);
        return outcome.has_value() && outcome->applied == 1 && outcome->quarantined == 0;
    });
    REQUIRE(stored);
    shell().refresh();
    settle();
}

void PhoneWorld::advanceDays(int days) {
    onCore([days](TestCore& core) { core.clock.advanceMs(days * msPerDay); });
}

void PhoneWorld::leaveRoom(std::int64_t bytes) {
    constexpr std::int64_t pageBytes = 4'096;
    const auto size =
        static_cast<std::int64_t>(std::filesystem::file_size(folder() / "landfall.db"));
    onCore([pages = (size + bytes) / pageBytes](TestCore& core) {
        core.pagesMax = pages;
        (void)core.reopen();
    });
    shell().refresh();
    unlock();
}

QVariant cell(QAbstractListModel* model, int row, const char* role) {
    return model->data(model->index(row, 0), model->roleNames().key(role));
}

QStringList column(QAbstractListModel* model, const char* role) {
    QStringList values;
    for (int row = 0; row < model->rowCount(); ++row)
        values.append(cell(model, row, role).toString());
    return values;
}

}  // namespace landfall::viewmodels::testing
