#include "safety_plan_model.hpp"

#include "landfall/base/log.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

namespace {
constexpr int pauseMs = 400;

QString q(const std::string& text) {
    return QString::fromStdString(text);
}
}  // namespace

struct SafetyPlanModel::Opened {
    patient::SafetyPlanView plan;
    patient::TrustedPerson person;
    std::vector<patient::SafetyPlanView> copies;
    bool isShownWhileLocked = false;
};

SafetyPlanModel::SafetyPlanModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent), bridge_(bridge), parts_(new RowsModel({"part", "heading", "words"}, this)) {
    pause_.setSingleShot(true);
    pause_.setInterval(pauseMs);
    connect(&pause_, &QTimer::timeout, this, &SafetyPlanModel::flush);
}

void SafetyPlanModel::open() {
    bridge_.ask<Result<Opened>>(
        this,
        [](patient::Phone& phone) -> Result<Opened> {
            Opened opened;
            LF_TRY(opened.plan, phone.safetyPlanning.show());
            LF_TRY(opened.person, phone.safetyPlanning.trustedPerson());
            for (const auto& id : opened.plan.otherCopies) {
                LF_TRY(auto copy, phone.safetyPlanning.copy(id));
                opened.copies.push_back(std::move(copy));
            }
            opened.isShownWhileLocked = phone.safetyPlanning.isShownWhileLocked();
            return opened;
        },
        [this](Result<Opened> outcome) {
            error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
            if (outcome.has_value()) take(*std::move(outcome));
            Q_EMIT changed();
            Q_EMIT this->opened();
        });
}

void SafetyPlanModel::take(Opened opened) {
    QList<QVariantList> rows;
    for (const auto& section : opened.plan.sections)
        rows.append({q(section.code), q(section.heading), q(section.text)});
    parts_->setRows({});  // an editor of before would keep its own text
    parts_->setRows(std::move(rows));
    trustedName_ = q(opened.person.name);
    trustedPhone_ = q(opened.person.phone);
    QStringList others;
    for (const auto& copy : opened.copies)
        for (const auto& section : copy.sections)
            if (!section.text.empty()) others.append(q(section.heading) + u'\n' + q(section.text));
    otherText_ = others.join(QStringLiteral("\n\n"));
    whereText_ = tr("Your care team can read the plan after it was sent.");
    shownWhileLocked_ = opened.isShownWhileLocked;
    asksWhileLocked_ = false;
    savedText_.clear();
    typed_.clear();
    personTyped_ = false;
}

void SafetyPlanModel::forget() {
    pause_.stop();
    typed_.clear();
    personTyped_ = false;
    for (auto* text : {&trustedName_, &trustedPhone_, &otherText_, &savedText_, &error_})
        text->clear();
    asksWhileLocked_ = false;
    parts_->setRows({});
    Q_EMIT changed();
}

void SafetyPlanModel::write(const QString& part, const QString& words) {
    typed_[part.toStdString()] = words.toStdString();
    if (!savedText_.isEmpty()) {
        savedText_.clear();
        Q_EMIT changed();
    }
    pause_.start();
}

void SafetyPlanModel::writePerson(const QString& name, const QString& phone) {
    if (name == trustedName_ && phone == trustedPhone_) return;
    trustedName_ = name;
    trustedPhone_ = phone;
    personTyped_ = true;
    savedText_.clear();
    pause_.start();
    Q_EMIT changed();
}

void SafetyPlanModel::keep(std::function<void()> then) {
    pause_.stop();
    if (typed_.empty() && !personTyped_) {
        if (then) then();
        return;
    }
    auto typed = std::exchange(typed_, {});
    const bool withPerson = std::exchange(personTyped_, false);
    bridge_.ask<Result<void>>(
        this,
        [typed, withPerson,
         person = patient::TrustedPerson{trustedName_.toStdString(), trustedPhone_.toStdString()}](
            patient::Phone& phone) -> Result<void> {
            if (withPerson) LF_CHECK(phone.safetyPlanning.setTrustedPerson(person));
            for (const auto& [part, words] : typed) {
                LF_TRY([[maybe_unused]] const auto view, phone.safetyPlanning.set(part, words));
            }
            return ok();
        },
        [this, typed, withPerson, then = std::move(then)](Result<void> outcome) {
            if (outcome.has_error()) {
                // The text stays here and is tried again with the next pause; what was typed since
                // is newer.
                error_ = sentenceFor(outcome.error());
                for (const auto& [part, words] : typed) typed_.try_emplace(part, words);
                personTyped_ = personTyped_ || withPerson;
            } else {
                error_.clear();
                if (typed_.empty() && !personTyped_) savedText_ = tr("Saved on this phone");
            }
            Q_EMIT changed();
            // Never close over a text that is not stored.
            if (outcome.has_value() && then) keep(then);
        });
}

void SafetyPlanModel::done() {
    // Asked already and closed all the same: that is a "not now".
    if (asksWhileLocked_) return notNow();
    keep([this] {
        bridge_.ask<Result<bool>>(
            this, [](patient::Phone& phone) { return phone.safetyPlanning.isLockedDecided(); },
            [this](Result<bool> decided) {
                asksWhileLocked_ = decided.has_value() && !*decided;
                if (!asksWhileLocked_) return close();
                Q_EMIT changed();
            });
    });
}

void SafetyPlanModel::close() {
    keep([this] {
        bridge_.ask<Result<bool>>(
            this, [](patient::Phone& phone) { return phone.safetyPlanning.lookedThrough(); },
            [this](Result<bool> outcome) {
                // The plan itself is stored: whoever is done is not kept here by the rest.
                if (outcome.has_error()) base::log("plan_not_answered");
                Q_EMIT finished();
            });
    });
}

void SafetyPlanModel::decide(bool shown, std::function<void()> then) {
    bridge_.ask<Result<void>>(
        this,
        [shown](patient::Phone& phone) { return phone.safetyPlanning.showWhileLocked(shown); },
        [this, shown, then = std::move(then)](Result<void> outcome) {
            error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
            if (outcome.has_value()) {
                shownWhileLocked_ = shown;
                asksWhileLocked_ = false;
            }
            Q_EMIT changed();
            if (outcome.has_value() && then) then();
        });
}

void SafetyPlanModel::showWhileLocked() {
    keep([this] { decide(true, [this] { close(); }); });
}

void SafetyPlanModel::notNow() {
    decide(false, [this] { close(); });
}

}  // namespace landfall::viewmodels
