#include "forms_model.hpp"

#include "form_titles.hpp"

namespace landfall::viewmodels {

FormsModel::FormsModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      forms_(new RowsModel({"questionnaireId", "title", "detail", "heading"}, this)) {}

namespace {
/// What is told in plain words comes before the questionnaires that clinics know by a name; the
/// first of each has the heading.
QList<QVariantList> rowsOf(const std::vector<patient::FormView>& forms) {
    QList<QVariantList> plain, named;
    for (const auto& form : forms) {
        const auto title = formTitleOf(form.title);
        auto& rows = title.name.isEmpty() ? plain : named;
        const auto heading = !rows.isEmpty()        ? QString()
                             : title.name.isEmpty() ? FormsModel::tr("About you and your treatment")
                                                    : FormsModel::tr("Questionnaires with a score");
        rows.append({QString::fromStdString(form.id), title.title,
                     title.detailWith(QString::fromStdString(form.description)), heading});
    }
    return plain + named;
}
}  // namespace

void FormsModel::show() {
    bridge_.ask<Result<std::vector<patient::FormView>>>(
        this, [](patient::Phone& phone) { return phone.overview.forms(); },
        [this](Result<std::vector<patient::FormView>> found) {
            forms_->setRows(found.has_value() ? rowsOf(*found) : QList<QVariantList>());
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
