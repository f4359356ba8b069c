#pragma once

#include <QObject>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <memory>

#include "app/no_network.hpp"
#include "app/options.hpp"
#include "bridge/bridge.hpp"
#include "shell_model.hpp"

namespace landfall::app {

/// The composition root: the only place that names concrete classes.
class App final : public QObject {
    Q_OBJECT

public:
    explicit App(const Options& options);
    ~App() override;

    /// Null when the QML could not be loaded.
    [[nodiscard]] QQuickWindow* window() const { return window_; }
    [[nodiscard]] viewmodels::ShellModel& shell() { return *shell_; }
    /// Loads every page once and reports; 0 when all of them came up.
    [[nodiscard]] int selfTest();

private:
    /// After every change of what is due; the plan is made on the core thread.
    void renewReminders();

    NoNetwork noNetwork_;
    std::unique_ptr<bridge::Bridge> bridge_;
    std::unique_ptr<viewmodels::ShellModel> shell_;
    std::unique_ptr<QQmlApplicationEngine> engine_;
    base::SystemClock clock_;
    std::unique_ptr<ports::Notifier> notifier_;
    QQuickWindow* window_ = nullptr;
};

/// What has to be set before the first QGuiApplication: a private process, no core files.
void hardenProcess();

}  // namespace landfall::app
