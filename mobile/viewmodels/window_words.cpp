#include "window_words.hpp"

#include <QCoreApplication>

#include "words.hpp"

namespace landfall::viewmodels {

namespace {
/// The context under which translators find these sentences.
class Window {
    Q_DECLARE_TR_FUNCTIONS(Window)
};

QDate dateOf(const std::string& fhir) {
    return QDate::fromString(QString::fromStdString(fhir), Qt::ISODate);
}

/// The day that was asked for is over, and what was not done is nothing to speak of.
QString stillOpen(const QDate& closes, const QDate& today) {
    if (!closes.isValid() || closes < today) return Window::tr("Still open.");
    if (closes == today) return Window::tr("Still open, until the end of today.");
    return Window::tr("Still open, until %1.").arg(dayText(closes, today));
}

QString bestOn(const QDate& best, const QDate& today) {
    if (best == today) return Window::tr("Best today.");
    return Window::tr("Best on %1.").arg(dayText(best, today));
}

QString openUntil(const QDate& closes, const QDate& today) {
    if (closes == today) return Window::tr("Open until the end of today.");
    return Window::tr("Open until %1.").arg(dayText(closes, today));
}

QString sentenceOf(const QDate& best, const QDate& closes, const QDate& today) {
    if (best.isValid() && best < today) return stillOpen(closes, today);
    if (!closes.isValid()) return best.isValid() ? bestOn(best, today) : QString();
    if (!best.isValid() || best >= closes) return openUntil(closes, today);
    return bestOn(best, today) + u' ' + openUntil(closes, today);
}
}  // namespace

QString windowText(const patient::DueView& due, const QDate& today) {
    return sentenceOf(dateOf(due.due), dateOf(due.closes), today);
}

}  // namespace landfall::viewmodels
