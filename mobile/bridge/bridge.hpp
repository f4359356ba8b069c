#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "landfall/net/event_loop.hpp"
#include "landfall/patient/phone.hpp"

namespace landfall::bridge {

/// Everything the core thread owns. Made and destroyed on that thread, so that no file, key or
/// socket is ever touched by another.
class Core {
public:
    virtual ~Core() = default;
    virtual net::EventLoop& loop() = 0;
    /// The phone, or the reason why its folder cannot be used. Called on the core thread.
    virtual Result<patient::Phone*> phone() = 0;
    /// Opens the folder again after a problem that the person may have mended.
    virtual Result<patient::Phone*> reopen() = 0;
    /// Help now works even when there is no phone to speak of.
    virtual patient::Helping& helping() = 0;
};

/// Two threads, one crossing. View models post work to the core and get results back on the GUI
/// thread, if they still exist.
class Bridge final : public QObject {
    Q_OBJECT

public:
    using Work = std::function<void(Core&)>;

    explicit Bridge(std::function<std::unique_ptr<Core>()> makeCore, QObject* parent = nullptr);
    /// Waits for the core thread to end its work at hand and close the store.
    ~Bridge() override;

    /// Runs `work` on the core thread, in order.
    void toCore(Work work);
    /// Runs `then` on the GUI thread if `receiver` still exists.
    static void toGui(QPointer<QObject> receiver, std::function<void()> then);

    /// `work` runs on the core thread with the phone, and its result comes to `then` on the GUI
    /// thread. When there is no phone nothing is called: the shell shows the problem.
    template <class Outcome>
    void ask(QObject* receiver, std::function<Outcome(patient::Phone&)> work,
             std::function<void(Outcome)> then) {
        toCore([receiver = QPointer<QObject>(receiver), work = std::move(work),
                then = std::move(then)](Core& core) {
            auto phone = core.phone();
            if (phone.has_error()) return;
            auto outcome = std::make_shared<Outcome>(work(**phone));
            toGui(receiver, [outcome, then] { then(std::move(*outcome)); });
        });
    }

    /// True on the thread that owns the store; debug builds assert with it.
    [[nodiscard]] bool onCoreThread() const;

private:
    std::unique_ptr<Core> core_;  // touched by the core thread only
    net::EventLoop* loop_ = nullptr;
    std::thread thread_;
};

}  // namespace landfall::bridge
