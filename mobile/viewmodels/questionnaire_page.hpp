#pragma once

#include <QDate>
#include <QList>
#include <QString>
#include <QVariantList>

#include "landfall/patient/answering.hpp"

namespace landfall::viewmodels {

/// One look at a questionnaire under way, made on the core thread and shown on the GUI thread.
struct QuestionnairePage {
    enum class Kind {
        Choice,
        YesNo,
        Number,
        Text,
        Display,
        CannotAsk,
        Slider,
        Date,
        Time,
        DateTime,
        Again,  ///< whether a group is needed once more
    };

    QString title, lead, question, help, linkId;
    Kind kind = Kind::Display;
    int step = 0;  ///< of FormState::steps()
    int position = 0;
    int count = 0;  ///< of the questions up to the last required one
    bool isFirst = true;
    bool isExtra = false;    ///< an optional question after all that are required
    bool mayFinish = false;  ///< isExtra, and every required question is answered
    bool isLast = false;     ///< the review follows
    bool reviewing = false;
    QList<QVariantList> options;  ///< label, chosen
    bool several = false;         ///< more than one option may be chosen
    bool open = false;            ///< own words beside the options
    bool multiline = false;
    QString number, text, minimum, maximum;
    bool isDecimal = false;
    QString unit;
    QList<QVariantList> units;  ///< label, chosen; only when there is a choice
    QString date, time;         ///< as they are typed
    QDate today;                ///< on the phone's clock
    int sliderCount = 0;        ///< positions
    int sliderAt = -1;          ///< -1 until it was moved
    QStringList sliderTexts;    ///< what each position says; only of a slider
    QString lowLabel, highLabel;
    int rows = 1;  ///< of the group, at Again
    bool mayDecline = false;
    bool declined = false;
    bool answered = false;
    QList<QVariantList> answers;  ///< label, question, answer, missing
    QList<int> answerSteps;
    bool anyAnswered = false;  ///< at the review: there is something to send
    QStringList stillOpen;     ///< required questions that are neither answered nor declined
    bool needsWhole = false;   ///< they keep the form from doing what it is asked for

    instrument::Item item;  ///< what is asked, to read what is typed
    std::optional<instrument::Answer> given;
};

[[nodiscard]] QuestionnairePage pageOf(const instrument::FormState& state);

/// What was answered as this locale writes it; a sentence for what was not.
[[nodiscard]] QString answerText(const instrument::Item& item,
                                 const std::optional<instrument::Answer>& answer);

/// The decimal digits of a number as a person of this locale writes it; nothing when it is none.
[[nodiscard]] std::optional<fhir::Decimal> decimalIn(const QString& typed);

/// The answer that the fields of a page say; the reason as a sentence when they say none. An empty
/// field is no answer and no fault.
struct TypedAnswer {
    std::optional<instrument::Answer> answer;
    QString fault;
};
[[nodiscard]] TypedAnswer typedAnswer(const QuestionnairePage& page);

/// The answer after an option was touched: of several it joins or leaves the others, and an option
/// that goes with no other sends them away.
[[nodiscard]] instrument::Answer withOption(const QuestionnairePage& page, std::size_t option);

}  // namespace landfall::viewmodels
