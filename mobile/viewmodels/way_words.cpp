#include "way_words.hpp"

#include <QCoreApplication>
#include <QLocale>
#include <array>

#include "words.hpp"

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class Way {
    Q_DECLARE_TR_FUNCTIONS(Way)
};

QDate dateOf(const std::string& fhir) {
    return QDate::fromString(QString::fromStdString(fhir), Qt::ISODate);
}

int numberOf(const std::string& phase) {
    constexpr std::array<std::string_view, WayWords::phases> order = {
        "screening", "preparation", "session", "integration", "follow-up"};
    for (std::size_t i = 0; i < order.size(); ++i)
        if (order.at(i) == phase) return static_cast<int>(i) + 1;
    return 0;
}

QString nameOf(int phase) {
    switch (phase) {
        case 1:
            return Way::tr("Screening");
        case 2:
            return Way::tr("Preparation");
        case 3:
            return Way::tr("Session");
        case 4:
            return Way::tr("Integration");
        case 5:
            return Way::tr("Follow-up");
        default:
            return {};
    }
}

/// "Nine days" reads more calmly than "9 days". English alone: other languages inflect.
QString spelled(QString sentence) {
    if (QLocale().language() != QLocale::English) return sentence;
    constexpr std::array<const char*, 13> names = {"",     "One",    "Two",   "Three", "Four",
                                                   "Five", "Six",    "Seven", "Eight", "Nine",
                                                   "Ten",  "Eleven", "Twelve"};
    const auto end = sentence.indexOf(u' ');
    const auto number = sentence.left(end).toInt();
    if (number < 1 || number >= static_cast<int>(names.size())) return sentence;
    return sentence.replace(0, end,
                            QString::fromLatin1(names.at(static_cast<std::size_t>(number))));
}

constexpr int daysPerWeek = 7;
constexpr int daysCountedMax = 27;  // weeks after that

QString sinceText(int days) {
    if (days == 0) return Way::tr("Your session is today");
    if (days == 1) return Way::tr("Your session was yesterday");
    if (days <= daysCountedMax)
        return spelled(Way::tr("%n day(s) since your session", nullptr, days));
    return spelled(Way::tr("%n week(s) since your session", nullptr, days / daysPerWeek));
}

QString untilText(int days) {
    if (days == 1) return Way::tr("Your session is tomorrow");
    if (days <= daysCountedMax)
        return spelled(Way::tr("%n day(s) until your session", nullptr, days));
    return spelled(Way::tr("%n week(s) until your session", nullptr, days / daysPerWeek));
}
}  // namespace

WayWords wayWords(const patient::WayView& way, const QDate& today) {
    WayWords words;
    words.phase = numberOf(way.phase);
    words.phaseText = nameOf(words.phase);
    QDate last, ahead;
    for (const auto& session : way.sessions) {
        const auto day = dateOf(session.date);
        if (session.cancelled || !day.isValid()) continue;
        if (day <= today) last = day;
        if (day > today && !ahead.isValid()) ahead = day;
    }
    constexpr int preparation = 2;
    // While the next session is being prepared, that one is what counts.
    if (ahead.isValid() && (!last.isValid() || words.phase <= preparation))
        words.sinceText = untilText(static_cast<int>(today.daysTo(ahead)));
    else if (last.isValid())
        words.sinceText = sinceText(static_cast<int>(last.daysTo(today)));

    QDate nearest;
    for (const auto& visit : way.visits) {
        const auto day = dateOf(visit.due);
        if (visit.ended || visit.state == "done" || visit.state == "closed" || !day.isValid() ||
            day < today || (nearest.isValid() && day >= nearest))
            continue;
        nearest = day;
        words.nextText =
            Way::tr("%1, %2").arg(QString::fromStdString(visit.title), dayText(day, today));
    }
    return words;
}

}  // namespace landfall::viewmodels
