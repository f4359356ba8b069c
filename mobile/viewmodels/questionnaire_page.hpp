#pragma once

#include <QList>
#include <QString>
#include <QVariantList>

#include "landfall/patient/answering.hpp"

namespace landfall::viewmodels {

/// One look at a questionnaire under way, made on the core thread and shown on the GUI thread.
struct QuestionnairePage {
    enum class Kind { Choice, YesNo, Number, Text, Display, CannotAsk };

    QString title, lead, question, linkId;
    Kind kind = Kind::Display;
    int position = 0;
    int count = 0;  ///< of the questions up to the last required one
    bool isFirst = true;
    bool isExtra = false;  ///< an optional question after all that are required
    bool reviewing = false;
    QList<QVariantList> options;  ///< label, chosen
    QString number, text, minimum, maximum;
    bool mayDecline = false;
    bool declined = false;
    bool answered = false;
    QList<QVariantList> answers;  ///< label, question, answer, missing
    QStringList answerLinkIds;
};

[[nodiscard]] QuestionnairePage pageOf(const instrument::FormState& state);

}  // namespace landfall::viewmodels
