#include "form_titles.hpp"

#include <QCoreApplication>
#include <QHash>

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class FormTitles {
    Q_DECLARE_TR_FUNCTIONS(FormTitles)
};

QString plainTitleOf(const QString& name) {
    const QHash<QString, QString> known{
        {"5D-ASC", FormTitles::tr("What the experience was like")},
        {"ASQ", FormTitles::tr("Thoughts in hard times")},
        {"AUDIT-C", FormTitles::tr("What you drink")},
        {"BDI-II", FormTitles::tr("Mood and energy in the last two weeks")},
        {"C-SSRS", FormTitles::tr("More about thoughts in hard times")},
        {"CEQ", FormTitles::tr("Hard moments of the experience")},
        {"DAST-10", FormTitles::tr("What you take, other than alcohol")},
        {"DUDIT", FormTitles::tr("What you take, other than alcohol")},
        {"EBI", FormTitles::tr("Feelings during the experience")},
        {"EDI", FormTitles::tr("Your sense of self during the experience")},
        {"GAD-7", FormTitles::tr("Worry and tension in the last two weeks")},
        {"MADRS", FormTitles::tr("Mood and sleep, asked by your clinician")},
        {"MADRS-S", FormTitles::tr("Mood and sleep in the last days")},
        {"MEQ-30", FormTitles::tr("What the experience was like")},
        {"PC-PTSD-5", FormTitles::tr("After frightening events")},
        {"PCL-5", FormTitles::tr("After a very stressful experience")},
        {"PHQ-2", FormTitles::tr("Mood and interest in the last two weeks")},
        {"PHQ-4", FormTitles::tr("Mood and worry in the last two weeks")},
        {"PHQ-9", FormTitles::tr("Mood in the last two weeks")},
        {"PIQ", FormTitles::tr("What you saw more clearly")},
        {"QIDS-SR16", FormTitles::tr("Mood and sleep in the last week")},
        {"SHAPS", FormTitles::tr("What gives you pleasure")},
        {"STAI", FormTitles::tr("How calm or tense you feel")},
        {"SWEMWBS", FormTitles::tr("How well you have been")},
        {"WEMWBS", FormTitles::tr("How well you have been")},
        {"WHO-5", FormTitles::tr("How well you have been in the last two weeks")},
    };
    return known.value(name);
}
}  // namespace

QString FormTitle::detailWith(const QString& detail) const {
    if (name.isEmpty()) return detail;
    return detail.isEmpty() ? name : name + QStringLiteral(" · ") + detail;
}

FormTitle formTitleOf(const std::string& fileTitle) {
    const auto title = QString::fromStdString(fileTitle);
    // "C-SSRS screener": the name is the first word.
    const auto plain = plainTitleOf(title.section(u' ', 0, 0));
    if (plain.isEmpty()) return {title, {}};
    return {plain, title};
}

}  // namespace landfall::viewmodels
