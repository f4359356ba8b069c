#include "forms_model.hpp"

#include "form_titles.hpp"

namespace landfall::viewmodels {

FormsModel::FormsModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      forms_(new RowsModel({"questionnaireId", "title", "detail"}, this)) {}

void FormsModel::show() {
    bridge_.ask<Result<std::vector<patient::FormView>>>(
        this, [](patient::Phone& phone) { return phone.overview.forms(); },
        [this](Result<std::vector<patient::FormView>> found) {
            QList<QVariantList> rows;
            if (found.has_value())
                for (const auto& form : *found) {
                    const auto title = formTitleOf(form.title);
                    rows.append({QString::fromStdString(form.id), title.title,
                                 title.detailWith(QString::fromStdString(form.description))});
                }
            forms_->setRows(std::move(rows));
            opened_ = true;
            Q_EMIT openedChanged();
        });
}

void FormsModel::close() {
    if (!opened_) return;
    opened_ = false;
    Q_EMIT openedChanged();
}

}  // namespace landfall::viewmodels
