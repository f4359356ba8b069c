#include "pairing_model.hpp"

#include <QPointer>

#include "landfall/net/fault.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

namespace {
constexpr int pollMs = 2000;
}

PairingModel::PairingModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent), bridge_(bridge) {
    poll_.setInterval(pollMs);
    connect(&poll_, &QTimer::timeout, this, &PairingModel::ask);
}

QString PairingModel::warning() const {
    if (view_.digits.empty() || view_.hasBackupPin) return {};
    return tr(
        "This clinic gave no spare key. If it ever changes its server, you will need a new "
        "code from it.");
}

void PairingModel::wait(const patient::PairingView& view) {
    view_ = view;
    busy_ = false;
    if (!view.confirmed) poll_.start();
    Q_EMIT changed();
}

void PairingModel::begin(const QString& code) {
    if (busy_) return;
    busy_ = true;
    error_.clear();
    Q_EMIT changed();
    bridge_.toCore([receiver = QPointer<QObject>(this), this,
                    text = code.trimmed().toStdString()](bridge::Core& core) {
        auto phone = core.phone();
        if (phone.has_error()) return;
        (*phone)->pairing.begin(text, [receiver, this](Result<patient::PairingView> outcome) {
            bridge::Bridge::toGui(receiver, [this, outcome = std::move(outcome)]() mutable {
                take(std::move(outcome), false);
            });
        });
    });
}

void PairingModel::ask() {
    if (asking_) return;
    asking_ = true;
    bridge_.toCore([receiver = QPointer<QObject>(this), this](bridge::Core& core) {
        auto phone = core.phone();
        if (phone.has_error()) return;
        (*phone)->pairing.ask([receiver, this](Result<patient::PairingView> outcome) {
            bridge::Bridge::toGui(receiver, [this, outcome = std::move(outcome)]() mutable {
                take(std::move(outcome), true);
            });
        });
    });
}

void PairingModel::take(Result<patient::PairingView> outcome, bool whileWaiting) {
    busy_ = false;
    asking_ = false;
    if (outcome.has_error() && outcome.error().is(net::Fault::Cancelled)) {
        Q_EMIT changed();  // the person gave up; there is nothing to say about it
        return;
    }
    if (outcome.has_error()) {
        if (whileWaiting)
            waitingText_ = sentenceFor(outcome.error());
        else
            error_ = sentenceFor(outcome.error());
        Q_EMIT changed();
        return;
    }
    view_ = *outcome;
    waitingText_.clear();
    if (view_.confirmed) poll_.stop();
    Q_EMIT changed();
    if (!whileWaiting)
        Q_EMIT begun();
    else if (view_.confirmed)
        Q_EMIT moved();
}

void PairingModel::cancel() {
    poll_.stop();
    view_ = {};
    error_.clear();
    waitingText_.clear();
    bridge_.ask<bool>(
        this, [](patient::Phone& phone) { return phone.pairing.abandon().has_value(); },
        [this](bool) { Q_EMIT moved(); });
    Q_EMIT changed();
}

}  // namespace landfall::viewmodels
