#include "bridge/bridge.hpp"

#include <future>

namespace landfall::bridge {

Bridge::Bridge(std::function<std::unique_ptr<Core>()> makeCore, QObject* parent) : QObject(parent) {
    std::promise<net::EventLoop*> started;
    auto loop = started.get_future();
    thread_ = std::thread([this, makeCore = std::move(makeCore), &started] {
        core_ = makeCore();
        started.set_value(&core_->loop());
        core_->loop().run();
        core_.reset();  // the store closes on the thread that used it
    });
    loop_ = loop.get();
}

Bridge::~Bridge() {
    // Behind what was posted before: what was typed last is stored before the store closes.
    loop_->post([this] { loop_->stop(); });
    thread_.join();
}

void Bridge::toCore(Work work) {
    loop_->post([this, work = std::move(work)] { work(*core_); });
}

void Bridge::toGui(QPointer<QObject> receiver, std::function<void()> then) {
    // Posted to the application object and checked there: a QPointer may only be read on the thread
    // on which its object dies.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [receiver = std::move(receiver), then = std::move(then)] {
            if (receiver) then();
        },
        Qt::QueuedConnection);
}

bool Bridge::onCoreThread() const {
    return std::this_thread::get_id() == thread_.get_id();
}

}  // namespace landfall::bridge
