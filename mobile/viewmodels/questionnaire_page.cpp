#include "questionnaire_page.hpp"

#include <QCoreApplication>
#include <algorithm>

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class QuestionnaireWords {
    Q_DECLARE_TR_FUNCTIONS(QuestionnaireWords)
};
QString q(const std::string& text) {
    return QString::fromStdString(text);
}

QString answerText(const instrument::Item& item, const std::optional<instrument::Answer>& answer) {
    if (!answer) return QuestionnaireWords::tr("Not answered");
    if (instrument::isDeclined(*answer)) return QuestionnaireWords::tr("I would rather not say");
    if (const auto* yes = std::get_if<bool>(&*answer))
        return *yes ? QuestionnaireWords::tr("Yes") : QuestionnaireWords::tr("No");
    return q(instrument::textOf(item, *answer));
}

void fillQuestion(QuestionnairePage& page, const instrument::Item& item,
                  const std::optional<instrument::Answer>& answer) {
    using Kind = QuestionnairePage::Kind;
    page.linkId = q(item.linkId);
    page.question = q(item.text);
    page.mayDecline = item.declinable;
    page.declined = answer && instrument::isDeclined(*answer);
    page.answered = answer.has_value();
    switch (item.kind) {
        case instrument::ItemKind::Choice: {
            page.kind = Kind::Choice;
            const auto* chosen = answer ? std::get_if<instrument::Chosen>(&*answer) : nullptr;
            for (std::size_t i = 0; i < item.options.size(); ++i)
                page.options.append({q(item.options[i].text), chosen && chosen->option == i});
            break;
        }
        case instrument::ItemKind::Boolean: {
            page.kind = Kind::YesNo;
            const auto* given = answer ? std::get_if<bool>(&*answer) : nullptr;
            page.options.append({QuestionnaireWords::tr("Yes"), given && *given});
            page.options.append({QuestionnaireWords::tr("No"), given && !*given});
            break;
        }
        case instrument::ItemKind::Integer: {
            page.kind = Kind::Number;
            if (const auto* given = answer ? std::get_if<std::int64_t>(&*answer) : nullptr)
                page.number = QString::number(*given);
            if (item.min) page.minimum = QString::number(*item.min);
            if (item.max) page.maximum = QString::number(*item.max);
            break;
        }
        case instrument::ItemKind::Text:
            page.kind = Kind::Text;
            if (const auto* given = answer ? std::get_if<std::string>(&*answer) : nullptr)
                page.text = q(*given);
            break;
        case instrument::ItemKind::Display:
        case instrument::ItemKind::Group:
            page.kind = Kind::Display;
            break;
        default:
            page.kind = Kind::CannotAsk;
            break;
    }
}

void fillReview(QuestionnairePage& page, const instrument::FormState& state) {
    for (std::size_t i = 0; i < state.steps().size(); ++i) {
        const auto& step = state.steps()[i];
        const auto index = state.form().pages()[step.page].item;
        const auto& item = state.form().item(index);
        const auto answer = state.answers().at(index, step.rows);
        page.answers.append({item.prefix.empty() ? QString::number(i + 1) : q(item.prefix),
                             q(item.text), answerText(item, answer), !answer.has_value()});
        page.answerLinkIds.append(q(item.linkId));
    }
}
}  // namespace

QuestionnairePage pageOf(const instrument::FormState& state) {
    QuestionnairePage page;
    page.title = q(state.form().title());
    const auto progress = state.progress();
    const auto counted = state.countedSteps();
    page.position = static_cast<int>(std::min(progress.current, counted));
    page.count = static_cast<int>(counted);
    page.reviewing = state.atReview();
    page.isFirst = state.position() == 0;
    page.isExtra = !page.reviewing && progress.current > counted;
    if (page.reviewing) {
        fillReview(page, state);
        return page;
    }
    QStringList leads;
    for (const auto& lead : state.leads()) leads.append(q(lead));
    page.lead = leads.join(QStringLiteral("\n"));
    fillQuestion(page, *state.item(), state.given(state.page()->item));
    return page;
}

}  // namespace landfall::viewmodels
