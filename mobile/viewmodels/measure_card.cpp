#include "measure_card.hpp"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <array>
#include <optional>

#include "form_titles.hpp"
#include "words.hpp"

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class MeasureWords {
    Q_DECLARE_TR_FUNCTIONS(MeasureWords)
};

QString q(const std::string& text) {
    return QString::fromStdString(text);
}

double asReal(std::int64_t value, int decimals) {
    auto real = static_cast<double>(value);
    for (int i = 0; i < decimals; ++i) real /= 10;
    return real;
}

QString numberText(std::int64_t value, int decimals) {
    return QLocale().toString(asReal(value, decimals), 'f', decimals);
}

/// The day on the clock that showed it.
QDate dayOf(const std::string& authored) {
    return momentOf(authored).date();
}

/// From the first to the last thing that is drawn. One day alone stands in the middle.
struct Span {
    qint64 first = 0, last = 0;
    [[nodiscard]] double at(qint64 ms) const {
        if (last <= first) return 0.5;
        return static_cast<double>(ms - first) / static_cast<double>(last - first);
    }
};

qint64 startOf(const std::string& date) {
    return QDate::fromString(q(date), Qt::ISODate).startOfDay(Qt::UTC).toMSecsSinceEpoch();
}
/// Days and hours of the person's own clock, laid beside session days that have no hour.
qint64 timeOf(const std::string& authored) {
    const auto moment = momentOf(authored);
    return QDateTime(moment.date(), moment.time(), Qt::UTC).toMSecsSinceEpoch();
}

Span spanOf(const patient::MeasureView& measure,
            const std::vector<patient::SessionView>& sessions) {
    std::optional<Span> span;
    const auto take = [&](qint64 ms) {
        if (!span) span = Span{ms, ms};
        span->first = std::min(span->first, ms);
        span->last = std::max(span->last, ms);
    };
    for (const auto& point : measure.points) take(timeOf(point.authored));
    for (const auto& session : sessions) take(startOf(session.date));
    return span.value_or(Span{});
}

/// A handful of round lines across the whole scale.
QVariantList ticksOf(const patient::MeasureView& measure) {
    const auto low = asReal(measure.lowest, measure.decimals);
    const auto high = asReal(measure.highest, measure.decimals);
    if (high <= low) return {};
    constexpr int linesMax = 5;
    double step = 1;
    for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 500.0, 1000.0}) {
        step = factor;
        if ((high - low) / step <= linesMax) break;
    }
    QVariantList ticks;
    for (double value = low; value <= high + step / 1000; value += step)
        ticks.append(QVariantMap{{"y", (value - low) / (high - low)},
                                 {"text", QLocale().toString(value, 'f', 0)}});
    return ticks;
}

QString valueText(const patient::MeasureView& measure, const patient::MeasurePoint& point,
                  bool numbersShown) {
    if (!numbersShown) return MeasureWords::tr("Answered");
    if (!point.value) return MeasureWords::tr("No number: some questions were left open");
    return numberText(*point.value, measure.decimals);
}

/// With the year where it is another one.
QString shortDayOf(const QDate& day, const QDate& today) {
    return day.year() == today.year() ? shortDay(day) : longDay(day);
}
QString dayText(const patient::MeasurePoint& point, const QDate& today) {
    return shortDayOf(dayOf(point.authored), today);
}
QString axisDay(qint64 ms, const QDate& today) {
    return shortDayOf(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date(), today);
}

/// What the drawing shows, for who listens: numbers and days.
QString summaryOf(const patient::MeasureView& measure,
                  const std::vector<patient::SessionView>& sessions, bool numbersShown,
                  const QDate& today) {
    const auto& points = measure.points;
    const auto title = formTitleOf(measure.title).title;
    QStringList parts;
    if (points.empty()) {
        parts.append(MeasureWords::tr("%1: no answers yet.").arg(title));
    } else {
        parts.append(
            MeasureWords::tr("%1: %n answer(s), from %2 to %3.", nullptr,
                             static_cast<int>(points.size()))
                .arg(title, dayText(points.front(), today), dayText(points.back(), today)));
        std::vector<std::int64_t> values;
        for (const auto& point : points)
            if (point.value) values.push_back(*point.value);
        if (numbersShown && !values.empty()) {
            const auto [low, high] = std::minmax_element(values.begin(), values.end());
            const auto say = [&](std::int64_t value) {
                return numberText(value, measure.decimals);
            };
            parts.append(MeasureWords::tr("First %1, last %2; between %3 and %4, on a scale from "
                                          "%5 to %6.")
                             .arg(say(values.front()), say(values.back()), say(*low), say(*high),
                                  say(measure.lowest), say(measure.highest)));
        }
        QStringList without;
        for (const auto& point : points)
            if (!point.value) without.append(dayText(point, today));
        if (numbersShown && !without.isEmpty())
            parts.append(MeasureWords::tr("No number on %1.").arg(without.join(u", ")));
    }
    for (const auto& session : sessions)
        parts.append(MeasureWords::tr("Session %1 on %2.")
                         .arg(QLocale().toString(session.number),
                              shortDayOf(QDate::fromString(q(session.date), Qt::ISODate), today)));
    return parts.join(u' ');
}
}  // namespace

int placeOf(std::string_view measure) {
    constexpr std::array<std::string_view, 4> main = {"phq-9", "gad-7", "who-5", "madrs"};
    return static_cast<int>(std::find(main.begin(), main.end(), measure) - main.begin());
}

QVariantMap measureCard(const patient::MeasureView& measure,
                        const std::vector<patient::SessionView>& sessions, bool numbersShown,
                        const QDate& today) {
    const auto title = formTitleOf(measure.title);
    const auto span = spanOf(measure, sessions);
    const auto height =
        static_cast<double>(std::max<std::int64_t>(1, measure.highest - measure.lowest));
    QVariantList points, rows, marks;
    bool drawn = false;
    for (const auto& point : measure.points) {
        const bool missing = !point.value.has_value();
        drawn = drawn || !missing;
        QVariantMap drawnPoint{{"x", span.at(timeOf(point.authored))},
                               {"missing", missing},
                               {"response", q(point.response)}};
        // Missing is never 0: it has no place on the scale.
        if (!missing)
            drawnPoint.insert("y", static_cast<double>(*point.value - measure.lowest) / height);
        points.append(drawnPoint);
        rows.prepend(QVariantMap{
            {"response", q(point.response)},
            {"day", dayText(point, today)},
            {"value", valueText(measure, point, numbersShown)},
            {"late", point.inWindow
                         ? QString()
                         : MeasureWords::tr("Given on another day than planned. It counts.")}});
    }
    for (const auto& session : sessions) {
        const auto number = QLocale().toString(session.number);
        marks.append(QVariantMap{{"x", span.at(startOf(session.date))},
                                 {"text", MeasureWords::tr("session %1").arg(number)}});
    }
    const auto last = measure.points.empty()
                          ? MeasureWords::tr("No answers yet.")
                          : MeasureWords::tr("Last answered %1. Your team sees this too.")
                                .arg(dayText(measure.points.back(), today));
    return {{"id", q(measure.id)},
            {"title", title.title},
            {"name", title.name},
            {"drawn", drawn},
            {"points", points},
            {"marks", marks},
            {"ticks", ticksOf(measure)},
            {"firstDay", drawn ? axisDay(span.first, today) : QString()},
            {"lastDay", drawn && span.last > span.first ? axisDay(span.last, today) : QString()},
            {"rows", rows},
            {"lastText", last},
            {"summary", summaryOf(measure, sessions, numbersShown, today)}};
}

}  // namespace landfall::viewmodels
