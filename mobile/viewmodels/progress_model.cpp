#include "progress_model.hpp"

#include <QLocale>
#include <algorithm>

#include "form_titles.hpp"
#include "measure_card.hpp"
#include "questionnaire_page.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

struct ProgressModel::Snapshot {
    Result<patient::ProgressView> view;
    base::WallTime now;
};

ProgressModel::ProgressModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      answers_(new RowsModel({"key", "question", "answer", "missing"}, this)) {}

QString ProgressModel::emptyText() const {
    return measures_.isEmpty() && error_.isEmpty()
               ? tr("Nothing is here yet. What you answer shows up on this page, day by day.")
               : QString();
}

void ProgressModel::refresh() {
    bridge_.ask<Snapshot>(
        this,
        [](patient::Phone& phone) {
            return Snapshot{phone.progress.look(), phone.profile.surroundings().clock.now()};
        },
        [this](Snapshot snapshot) { show(snapshot); });
}

void ProgressModel::show(const Snapshot& snapshot) {
    measures_.clear();
    error_ = snapshot.view.has_error() ? sentenceFor(snapshot.view.error()) : QString();
    if (snapshot.view.has_value()) {
        const auto& view = *snapshot.view;
        auto measures = view.measures;
        std::stable_sort(measures.begin(), measures.end(), [](const auto& a, const auto& b) {
            return placeOf(a.id) < placeOf(b.id);
        });
        const auto today = momentOf(snapshot.now).date();
        leadText_ =
            view.numbersShown
                ? tr("What you answered, over time. Ups and downs are part of it.")
                : tr("When you answered. Your clinic goes through the numbers with you in person.");
        effectsText_ = view.effects.empty()
                           ? tr("No side effects reported.")
                           : tr("%n side effect(s) reported, the last one on %1.", nullptr,
                                static_cast<int>(view.effects.size()))
                                 .arg(shortDay(momentOf(view.effects.back()).date()));
        for (const auto& measure : measures)
            measures_.append(measureCard(measure, view.sessions, view.numbersShown, today));
    }
    Q_EMIT changed();
}

void ProgressModel::forget() {
    measures_.clear();
    leadText_.clear();
    effectsText_.clear();
    error_.clear();
    answers_->setRows({});
    answersTitle_.clear();
    answersName_.clear();
    answersDay_.clear();
    answersOpen_ = false;
    Q_EMIT changed();
    Q_EMIT answersChanged();
}

void ProgressModel::open(const QString& responseId) {
    bridge_.ask<Result<patient::AnswersView>>(
        this,
        [id = responseId.toStdString()](patient::Phone& phone) {
            return phone.progress.answers(id);
        },
        [this](Result<patient::AnswersView> view) {
            error_ = view.has_error() ? sentenceFor(view.error()) : QString();
            Q_EMIT changed();
            if (view.has_error()) return;
            const auto title = formTitleOf(view->title);
            answersTitle_ = title.title;
            answersName_ = title.name;
            answersDay_ =
                QLocale().toString(momentOf(view->authored).date(), tr("dddd d MMMM yyyy"));
            QList<QVariantList> rows;
            for (const auto& line : view->lines)
                rows.append({QString::number(rows.size()), QString::fromStdString(line.item.text),
                             answerText(line.item, line.answer), !line.answer.has_value()});
            answers_->setRows(std::move(rows));
            answersOpen_ = true;
            Q_EMIT answersChanged();
        });
}

void ProgressModel::closeAnswers() {
    if (!answersOpen_) return;
    answersOpen_ = false;
    Q_EMIT answersChanged();
}

}  // namespace landfall::viewmodels
