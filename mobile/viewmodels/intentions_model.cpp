#include "intentions_model.hpp"

#include "words.hpp"

namespace landfall::viewmodels {

IntentionsModel::IntentionsModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent), bridge_(bridge), lines_(new RowsModel({"item", "asked", "said"}, this)) {}

void IntentionsModel::open() {
    using Outcome = Result<std::optional<patient::RereadView>>;
    bridge_.ask<Outcome>(
        this, [](patient::Phone& phone) { return phone.rereading.newest("intentions"); },
        [this](Outcome outcome) {
            error_ = outcome.has_error() ? sentenceFor(outcome.error()) : QString();
            QList<QVariantList> rows;
            writtenText_.clear();
            if (outcome.has_value() && outcome->has_value()) {
                for (const auto& line : (*outcome)->lines)
                    rows.append({QString::fromStdString(line.item),
                                 QString::fromStdString(line.question),
                                 QString::fromStdString(line.answer)});
                writtenText_ = tr("Written on %1. Your care team can read it after it was sent.")
                                   .arg(shortDay(momentOf((*outcome)->authored).date()));
            }
            lines_->setRows(std::move(rows));
            Q_EMIT changed();
            Q_EMIT opened();
        });
}

void IntentionsModel::forget() {
    lines_->setRows({});
    writtenText_.clear();
    error_.clear();
    Q_EMIT changed();
}

}  // namespace landfall::viewmodels
