#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QLocale>
#include <QTime>
#include <algorithm>

#include "questionnaire_page.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class QuestionnaireWords {
    Q_DECLARE_TR_FUNCTIONS(QuestionnaireWords)
};
using instrument::Answer;
using instrument::ItemKind;
using Kind = QuestionnairePage::Kind;

std::vector<instrument::Single> chosenIn(const QuestionnairePage& page) {
    std::vector<instrument::Single> out;
    if (!page.given) return out;
    for (const auto& single : instrument::singlesOf(*page.given))
        if (std::holds_alternative<instrument::Chosen>(single)) out.push_back(single);
    return out;
}

TypedAnswer wholeNumber(const QString& typed) {
    bool good = false;
    const auto value = QLocale().toLongLong(typed, &good);
    if (good) return {Answer{static_cast<std::int64_t>(value)}, {}};
    return {{}, QuestionnaireWords::tr("Please write a whole number.")};
}

TypedAnswer number(const QuestionnairePage& page) {
    const auto typed = page.number.trimmed();
    if (typed.isEmpty()) return {};
    if (page.item.kind == ItemKind::Integer) return wholeNumber(typed);
    const auto decimal = decimalIn(typed);
    if (!decimal) return {{}, QuestionnaireWords::tr("Please write a number.")};
    if (page.item.kind == ItemKind::Decimal) return {Answer{*decimal}, {}};
    fhir::Quantity quantity{*decimal, {}, page.item.unit, {}, {}};
    for (int i = 0; i < static_cast<int>(page.item.units.size()); ++i) {
        const bool isChosen = page.units.isEmpty() || page.units[i].at(1).toBool();
        if (!isChosen) continue;
        const auto& unit = page.item.units[static_cast<std::size_t>(i)];
        quantity.unit = unit.display.empty() ? unit.code : unit.display;
        quantity.system = unit.system;
        quantity.code = unit.code;
        break;
    }
    return {Answer{std::move(quantity)}, {}};
}

TypedAnswer slider(const QuestionnairePage& page) {
    if (page.sliderAt < 0 || page.sliderAt >= page.sliderTexts.size()) return {};
    const auto digits = page.sliderTexts[page.sliderAt].toStdString();
    const auto decimal = fhir::Decimal::parse(digits);
    if (page.item.kind == ItemKind::Decimal) return {Answer{*decimal}, {}};
    return {Answer{*decimal->whole()}, {}};
}

TypedAnswer text(const QuestionnairePage& page) {
    if (page.text.isEmpty()) return {};
    const auto single = [&](const QString& typed) -> instrument::Single {
        if (page.item.kind == ItemKind::Url) return fhir::Uri{typed.trimmed().toStdString()};
        return typed.toStdString();
    };
    if (!page.item.repeats)
        return {std::visit([](const auto& one) { return Answer{one}; }, single(page.text)), {}};
    instrument::Several several;  // one on each line
    for (const auto& line : page.text.split(u'\n', Qt::SkipEmptyParts))
        several.values.push_back(single(line));
    if (several.values.empty()) return {};
    return {Answer{std::move(several)}, {}};
}

/// Own words beside options: they take the place of the one that was chosen, or join the several.
TypedAnswer ownWords(const QuestionnairePage& page) {
    const auto words = page.text.trimmed().toStdString();
    auto chosen = chosenIn(page);
    if (page.item.repeats) {
        if (!words.empty()) {
            std::erase_if(chosen, [&](const instrument::Single& one) {
                return page.item.options[std::get<instrument::Chosen>(one).option].exclusive;
            });
            chosen.push_back(words);
        }
        if (chosen.empty()) return {};
        return {Answer{instrument::Several{std::move(chosen)}}, {}};
    }
    if (!words.empty()) return {Answer{words}, {}};
    if (chosen.empty()) return {};
    return {Answer{std::get<instrument::Chosen>(chosen.front())}, {}};
}

QTime timeIn(const QString& typed) {
    const auto text = typed.trimmed();
    auto time = QTime::fromString(text, QStringLiteral("H:mm"));
    if (!time.isValid()) time = QLocale().toTime(text, QLocale::ShortFormat);
    return time;
}

TypedAnswer moment(const QuestionnairePage& page) {
    const bool asksDate = page.kind != Kind::Time;
    const bool asksTime = page.kind != Kind::Date;
    const bool hasDate = asksDate && !page.date.trimmed().isEmpty();
    const bool hasTime = asksTime && !page.time.trimmed().isEmpty();
    if (!hasDate && !hasTime) return {};
    const auto day = hasDate ? dayIn(page.date) : QDate();
    const auto time = hasTime ? timeIn(page.time) : QTime();
    if (asksDate && !day.isValid())
        return {{},
                QuestionnaireWords::tr("Please write a date, for example %1.")
                    .arg(longDay(QDate(2026, 3, 1)))};
    if (hasTime && !time.isValid())
        return {{}, QuestionnaireWords::tr("Please write a time, for example 08:30.")};
    const auto date = day.toString(Qt::ISODate).toStdString();
    const auto clock = time.toString(QStringLiteral("HH:mm:ss")).toStdString();
    if (page.kind == Kind::Date) return {Answer{fhir::Date{date}}, {}};
    if (page.kind == Kind::Time) return {Answer{fhir::Time{clock}}, {}};
    if (!hasTime) return {Answer{fhir::DateTime{date}}, {}};
    const QDateTime local(day, time);
    const auto exact = local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate);
    auto written = exact.toStdString();
    return {Answer{fhir::DateTime{std::move(written)}}, {}};
}
}  // namespace

std::optional<fhir::Decimal> decimalIn(const QString& typed) {
    auto digits = typed.trimmed();
    digits.remove(QLocale().groupSeparator());
    digits.replace(QLocale().decimalPoint(), QStringLiteral("."));
    return fhir::Decimal::parse(digits.toStdString());
}

TypedAnswer typedAnswer(const QuestionnairePage& page) {
    switch (page.kind) {
        case Kind::Text:
            return text(page);
        case Kind::Choice:
            return ownWords(page);
        case Kind::Number:
            return number(page);
        case Kind::Slider:
            return slider(page);
        case Kind::Date:
        case Kind::Time:
        case Kind::DateTime:
            return moment(page);
        default:
            return {};
    }
}

Answer withOption(const QuestionnairePage& page, std::size_t option) {
    const instrument::Chosen touched{option};
    if (!page.item.repeats) return touched;
    instrument::Several several;
    if (page.given) several.values = instrument::singlesOf(*page.given);
    auto& values = several.values;
    const instrument::Single single = touched;
    if (const auto found = std::find(values.begin(), values.end(), single); found != values.end()) {
        values.erase(found);
        return several;
    }
    const auto isExclusive = [&](const instrument::Single& one) {
        const auto* chosen = std::get_if<instrument::Chosen>(&one);
        return chosen && page.item.options[chosen->option].exclusive;
    };
    if (isExclusive(single))
        values.clear();
    else
        std::erase_if(values, isExclusive);
    values.push_back(single);
    return several;
}

}  // namespace landfall::viewmodels
