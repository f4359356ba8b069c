#pragma once

#include <QDeadlineTimer>
#include <QSignalSpy>
#include <QTimer>
#include <catch2/catch_test_macros.hpp>
#include <future>
#include <optional>

#include "landfall/base/log.hpp"
#include "rows_model.hpp"
#include "shell_model.hpp"
#include "support/scripted_clinic.hpp"
#include "support/scripted_transport.hpp"
#include "support/temp_folder.hpp"

namespace landfall::viewmodels::testing {

/// Sunday 1 March 2026, nine in the morning in Berlin.
constexpr base::WallTime morning{1772352000000, 60};
inline const QString passphrase = QStringLiteral("quiet harbour lantern");

/// What the core thread owns in a test: real files and store, a clock that stands, chance that
/// repeats, a scripted network and a cheap key stretch.
class TestCore final : public bridge::Core {
public:
    explicit TestCore(std::filesystem::path folder);

    net::EventLoop& loop() override { return loop_; }
    Result<patient::Phone*> phone() override;
    Result<patient::Phone*> reopen() override;
    patient::Helping& helping() override { return helping_; }

    base::FixedClock clock{morning};
    std::int64_t pagesMax = 0;

private:
    [[nodiscard]] Result<std::unique_ptr<patient::Phone>> open();

    base::SeededRandom random_{20260301};
    base::PosixFiles files_;
    net::EventLoop loop_;

public:
    support::ScriptedTransport transport{loop_};
    support::ScriptedClinic clinic{transport};

private:
    patient::Folder folder_;
    patient::Surroundings surroundings_;
    patient::Helping helping_;
    Result<std::unique_ptr<patient::Phone>> phone_;
};

/// One phone from start to end of its process; `restart` ends it and starts it on the same folder.
class PhoneWorld {
public:
    PhoneWorld();
    ~PhoneWorld();
    PhoneWorld(const PhoneWorld&) = delete;
    PhoneWorld& operator=(const PhoneWorld&) = delete;

    [[nodiscard]] ShellModel& shell() { return *shell_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

    /// A confirmed pairing without a passphrase: the shell asks for one.
    void pair();
    /// Paired, set up, the recovery code confirmed, unlocked; the network is gone.
    void setUp();
    void restart();
    /// From the lock screen to Home.
    void unlock();

    /// True as soon as the condition holds; false when it never does. Looks after every event.
    [[nodiscard]] bool until(const std::function<bool()>& condition);
    [[nodiscard]] bool untilPlace(ShellModel::Place place) {
        return until([&] { return shell().place() == place; });
    }
    /// Until everything that is under way between the two threads has come to rest.
    void settle();

    /// Runs on the core thread and waits for it.
    template <class Work>
    auto onCore(Work work) {
        using Outcome = decltype(work(std::declval<TestCore&>()));
        std::promise<Outcome> promise;
        auto future = promise.get_future();
        bridge_->toCore([&](bridge::Core& core) {
            if constexpr (std::is_void_v<Outcome>) {
                work(static_cast<TestCore&>(core));
                promise.set_value();
            } else {
                promise.set_value(work(static_cast<TestCore&>(core)));
            }
        });
        return future.get();
    }
    /// The same with the phone, which has to be there.
    template <class Work>
    auto onPhone(Work work) {
        return onCore([&](TestCore& core) {
            auto phone = core.phone();
            return work(**phone);
        });
    }

    /// The clinic asks for a questionnaire; it is in the store as after a sync.
    void assign(const std::string& questionnaire, const std::string& due,
                const std::string& taskId);
    /// A record of the clinic's, as after a sync.
    void receive(const std::string& type, const std::string& id, const std::string& bytes);
    void advanceDays(int days);
    /// From now on the database may grow by this much and no more.
    void leaveRoom(std::int64_t bytes);

private:
    void start();
    void stop();

    support::TempFolder folder_;
    int fedChanges_ = 0;
    std::unique_ptr<bridge::Bridge> bridge_;
    std::unique_ptr<ShellModel> shell_;
};

/// A role of a row, as a page reads it.
[[nodiscard]] QVariant cell(QAbstractListModel* model, int row, const char* role);
[[nodiscard]] QStringList column(QAbstractListModel* model, const char* role);

}  // namespace landfall::viewmodels::testing
