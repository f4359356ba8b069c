#include "questionnaire_page.hpp"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>
#include <algorithm>

#include "words.hpp"

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class QuestionnaireWords {
    Q_DECLARE_TR_FUNCTIONS(QuestionnaireWords)
};
using Kind = QuestionnairePage::Kind;
using instrument::ItemKind;
constexpr int sliderPositionsMax = 1'001;

QString q(const std::string& text) {
    return QString::fromStdString(text);
}

/// The digits of a record as this locale writes them.
QString localNumber(const std::string& digits) {
    return q(digits).replace(u'.', QLocale().decimalPoint());
}

QString localDate(const std::string& date) {
    const auto day = QDate::fromString(q(date).left(10), Qt::ISODate);
    return day.isValid() ? longDay(day) : q(date);
}

/// A date and time on the clock that showed it.
QString localDateTime(const std::string& moment) {
    const auto text = q(moment);
    const auto shown = localDate(moment);
    return text.size() > 10 ? shown + QStringLiteral(", ") + text.mid(11, 5) : shown;
}

QString singleText(const instrument::Item& item, const instrument::Single& single) {
    if (const auto* yes = std::get_if<bool>(&single))
        return *yes ? QuestionnaireWords::tr("Yes") : QuestionnaireWords::tr("No");
    if (const auto* date = std::get_if<fhir::Date>(&single)) return localDate(date->text);
    if (const auto* moment = std::get_if<fhir::DateTime>(&single))
        return localDateTime(moment->text);
    if (const auto* time = std::get_if<fhir::Time>(&single)) return q(time->text).left(5);
    if (const auto* decimal = std::get_if<fhir::Decimal>(&single)) {
        const auto digits = localNumber(decimal->text());
        return item.unit.empty() ? digits : digits + u' ' + q(item.unit);
    }
    return q(instrument::textOf(
        item, std::visit([](const auto& one) { return instrument::Answer{one}; }, single)));
}

}  // namespace

QString answerText(const instrument::Item& item, const std::optional<instrument::Answer>& answer) {
    if (!answer) return QuestionnaireWords::tr("Not answered");
    if (instrument::isDeclined(*answer)) return QuestionnaireWords::tr("I would rather not say");
    QStringList texts;
    for (const auto& single : instrument::singlesOf(*answer))
        texts.append(singleText(item, single));
    return texts.join(QStringLiteral(", "));
}

namespace {

template <class Value>
const Value* only(const std::vector<instrument::Single>& singles) {
    for (const auto& single : singles)
        if (const auto* value = std::get_if<Value>(&single)) return value;
    return nullptr;
}

void fillOptions(QuestionnairePage& page, const std::vector<instrument::Single>& given) {
    page.kind = Kind::Choice;
    page.several = page.item.repeats;
    page.open = page.item.kind == ItemKind::OpenChoice;
    for (std::size_t i = 0; i < page.item.options.size(); ++i) {
        const instrument::Single option = instrument::Chosen{i};
        page.options.append({q(page.item.options[i].text),
                             std::find(given.begin(), given.end(), option) != given.end()});
    }
    if (const auto* own = only<std::string>(given)) page.text = q(*own);
}

/// The positions of a slider, counted in whole steps so that no digit is rounded.
void fillSlider(QuestionnairePage& page, const std::vector<instrument::Single>& given) {
    const auto& item = page.item;
    const bool isWhole = item.kind == ItemKind::Integer;
    const auto decimalOf = [](const fhir::ResponseValue& value) {
        const auto* whole = std::get_if<std::int64_t>(&value);
        return whole ? fhir::Decimal::of(*whole) : std::get<fhir::Decimal>(value);
    };
    const auto low = isWhole ? fhir::Decimal::of(*item.min) : decimalOf(*item.lowest);
    const auto high = isWhole ? fhir::Decimal::of(*item.max) : decimalOf(*item.highest);
    const int places = std::max({low.places(), high.places(), item.step.places()});
    constexpr int placesMax = 6;
    const auto hasExponent = [](const fhir::Decimal& value) {
        return value.text().find_first_of("eE") != std::string::npos;
    };
    if (places > placesMax || hasExponent(low) || hasExponent(high) || hasExponent(item.step))
        return;
    const auto scaled = [&](const fhir::Decimal& value) {
        return fhir::Decimal::parse(value.text() + "e" + std::to_string(places))
            .value_or(value)
            .whole();
    };
    const auto from = scaled(low);
    const auto to = scaled(high);
    const auto step = scaled(item.step);
    if (!from || !to || !step || *step <= 0 || (*to - *from) / *step >= sliderPositionsMax) return;
    page.kind = Kind::Slider;
    std::optional<fhir::Decimal> at;
    if (const auto* whole = only<std::int64_t>(given)) at = fhir::Decimal::of(*whole);
    if (const auto* decimal = only<fhir::Decimal>(given)) at = *decimal;
    for (auto value = *from; value <= *to; value += *step) {
        auto digits = std::to_string(value < 0 ? -value : value);
        const auto size = static_cast<std::size_t>(places);
        if (digits.size() <= size) digits.insert(0, size + 1 - digits.size(), '0');
        if (places > 0) digits.insert(digits.size() - size, ".");
        if (value < 0) digits.insert(0, "-");
        if (at && at->compare(*fhir::Decimal::parse(digits)) == 0)
            page.sliderAt = static_cast<int>(page.sliderTexts.size());
        page.sliderTexts.append(q(digits));
    }
    page.sliderCount = static_cast<int>(page.sliderTexts.size());
    page.lowLabel = q(item.lowLabel);
    page.highLabel = q(item.highLabel);
}

void fillNumber(QuestionnairePage& page, const std::vector<instrument::Single>& given) {
    const auto& item = page.item;
    page.kind = Kind::Number;
    page.isDecimal = item.kind != ItemKind::Integer;
    if (const auto* whole = only<std::int64_t>(given)) page.number = QString::number(*whole);
    if (const auto* decimal = only<fhir::Decimal>(given))
        page.number = localNumber(decimal->text());
    const auto* quantity = only<fhir::Quantity>(given);
    if (quantity && quantity->value) page.number = localNumber(quantity->value->text());
    const auto bound = [](const std::optional<fhir::ResponseValue>& value) {
        if (!value) return QString();
        if (const auto* whole = std::get_if<std::int64_t>(&*value)) return QString::number(*whole);
        if (const auto* decimal = std::get_if<fhir::Decimal>(&*value))
            return localNumber(decimal->text());
        const auto* quantity = std::get_if<fhir::Quantity>(&*value);
        return quantity && quantity->value ? localNumber(quantity->value->text()) : QString();
    };
    page.minimum = item.min ? QString::number(*item.min) : bound(item.lowest);
    page.maximum = item.max ? QString::number(*item.max) : bound(item.highest);
    page.unit = q(item.unit);
    if (item.kind != ItemKind::Quantity || item.units.size() < 2) return;
    const auto& chosen = quantity ? quantity->code : item.units.front().code;
    for (const auto& unit : item.units)
        page.units.append(
            {q(unit.display.empty() ? unit.code : unit.display), unit.code == chosen});
}

void fillQuestion(QuestionnairePage& page) {
    const auto& item = page.item;
    const auto& answer = page.given;
    page.linkId = q(item.linkId);
    page.question = q(item.text);
    page.help = q(item.help);
    page.mayDecline = item.declinable && !item.readOnly;
    page.declined = answer && instrument::isDeclined(*answer);
    page.answered = answer.has_value();
    const auto given = answer ? instrument::singlesOf(*answer) : std::vector<instrument::Single>();
    if (item.readOnly && item.isAnswerable()) {
        page.kind = Kind::Display;
        page.text = answerText(item, answer);
        return;
    }
    switch (item.kind) {
        case ItemKind::Choice:
        case ItemKind::OpenChoice:
            return fillOptions(page, given);
        case ItemKind::Boolean: {
            page.kind = Kind::YesNo;
            const auto* yes = only<bool>(given);
            page.options.append({QuestionnaireWords::tr("Yes"), yes && *yes});
            page.options.append({QuestionnaireWords::tr("No"), yes && !*yes});
            return;
        }
        case ItemKind::Integer:
        case ItemKind::Decimal:
        case ItemKind::Quantity:
            fillNumber(page, given);
            if (item.slider) fillSlider(page, given);
            return;
        case ItemKind::Text:
        case ItemKind::Url: {
            page.kind = Kind::Text;
            page.several = item.repeats;
            page.multiline = item.multiline || item.repeats;
            QStringList texts;
            for (const auto& single : given) texts.append(singleText(item, single));
            page.text = texts.join(u'\n');
            return;
        }
        case ItemKind::Date:
            page.kind = Kind::Date;
            if (const auto* date = only<fhir::Date>(given)) page.date = localDate(date->text);
            return;
        case ItemKind::Time:
            page.kind = Kind::Time;
            if (const auto* time = only<fhir::Time>(given)) page.time = q(time->text).left(5);
            return;
        case ItemKind::DateTime:
            page.kind = Kind::DateTime;
            if (const auto* moment = only<fhir::DateTime>(given)) {
                page.date = localDate(moment->text);
                if (moment->text.size() > 10) page.time = q(moment->text).mid(11, 5);
            }
            return;
        case ItemKind::Display:
            page.kind = Kind::Display;
            return;
        case ItemKind::Group:
            page.kind = Kind::Again;
            return;
        default:
            page.kind = Kind::CannotAsk;
    }
}

void fillReview(QuestionnairePage& page, const instrument::FormState& state) {
    int number = 0;
    for (std::size_t i = 0; i < state.steps().size(); ++i) {
        const auto& step = state.steps()[i];
        const auto index = state.form().pages()[step.page].item;
        const auto& item = state.form().item(index);
        if (!item.isQuestion()) continue;
        ++number;
        const auto answer = state.answers().at(index, step.rows);
        page.answers.append({item.prefix.empty() ? QString::number(number) : q(item.prefix),
                             q(item.text), answerText(item, answer), !answer.has_value()});
        page.answerSteps.append(static_cast<int>(i));
        page.anyAnswered = page.anyAnswered || (answer.has_value() && !item.readOnly);
        if (!answer && item.required) page.stillOpen.append(q(item.text));
    }
}

bool isRequiredAnswered(const instrument::FormState& state) {
    return std::all_of(state.steps().begin(), state.steps().end(), [&](const auto& step) {
        const auto index = state.form().pages()[step.page].item;
        return !state.form().item(index).required ||
               state.answers().at(index, step.rows).has_value();
    });
}
}  // namespace

QuestionnairePage pageOf(const instrument::FormState& state) {
    QuestionnairePage page;
    page.title = q(state.form().title());
    const auto progress = state.progress();
    const auto counted = state.countedSteps();
    page.position = static_cast<int>(std::min(progress.current, counted));
    page.count = static_cast<int>(counted);
    page.step = static_cast<int>(state.position());
    page.reviewing = state.atReview();
    page.isFirst = state.position() == 0;
    page.isExtra = !page.reviewing && progress.current > counted;
    page.isLast = state.position() + 1 >= state.steps().size();
    page.mayFinish = page.isExtra && isRequiredAnswered(state);
    if (page.reviewing) {
        fillReview(page, state);
        return page;
    }
    QStringList leads;
    for (const auto& lead : state.leads()) leads.append(q(lead));
    page.lead = leads.join(QStringLiteral("\n"));
    page.item = *state.item();
    page.given = state.given(state.page()->item);
    if (page.item.kind == ItemKind::Group)
        page.rows =
            static_cast<int>(state.answers().rowsOf(state.page()->item, state.step()->rows));
    fillQuestion(page);
    return page;
}

}  // namespace landfall::viewmodels
