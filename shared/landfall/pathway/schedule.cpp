#include "landfall/pathway/schedule.hpp"

#include <algorithm>

#include "landfall/pathway/dated_visits.hpp"

namespace landfall::pathway {

std::string_view nameOf(State state) {
    switch (state) {
        case State::Later:
            return "later";
        case State::Due:
            return "due";
        case State::Overdue:
            return "overdue";
        case State::Closed:
            return "closed";
        case State::Done:
            return "done";
    }
    return "later";
}

const Visit* Schedule::find(const VisitKey& key) const {
    for (const auto& visit : visits)
        if (visit.key() == key) return &visit;
    return nullptr;
}

const GivenAnswer* Schedule::answer(std::string_view response) const {
    for (const auto& given : answers)
        if (given.response == response) return &given;
    return nullptr;
}

bool GivenAnswer::isOutOf(const VisitKey& visit) const {
    return std::find(outOf.begin(), outOf.end(), visit) != outOf.end();
}

namespace {
State stateByDate(const Visit& visit, Day today) {
    if (visit.ended) return State::Closed;
    if (!visit.opens || today < *visit.opens) return State::Later;
    if (visit.closes && today > *visit.closes) return State::Closed;
    return today <= visit.target.value_or(today) ? State::Due : State::Overdue;
}

/// Fills in forms and states of dated visits.
class Filling {
public:
    Filling(const ScheduleInput& input, Schedule& schedule) : input_(input), schedule_(schedule) {}

    void fill() {
        for (auto& visit : schedule_.visits) fill(visit);
    }

private:
    [[nodiscard]] bool isAssigned(const VisitForm& form) const {
        const auto& forms = input_.instance.plan().settings.assignedForms;
        return std::any_of(forms.begin(), forms.end(), [&](const std::string& assigned) {
            return urlOf(assigned) == urlOf(form.questionnaire);
        });
    }
    [[nodiscard]] bool isReady(int session) const {
        for (const auto& one : input_.instance.plan().sessions) {
            if (one.number != session || !one.experienceReady) continue;
            // Said of a day that the session has moved away from, it says nothing.
            const auto said = input_.instance.zone().dayOf(*one.experienceReady);
            const auto day = dayFrom(one.date());
            return day.has_value() && said >= *day;
        }
        return false;
    }

    [[nodiscard]] bool isAsked(const Visit& visit, const VisitForm& form) const {
        if (form.asked == Asked::WhenAssigned && !isAssigned(form)) return false;
        if (form.asked == Asked::WhenReady && !isReady(visit.session)) return false;
        if (form.unlessAnsweredIn.empty()) return true;
        const auto* const other = schedule_.find({visit.session, form.unlessAnsweredIn});
        return !other || !answersTo(*other, form).counting;
    }

    struct Answers {
        const GivenAnswer* counting = nullptr;   ///< the first that counts
        const GivenAnswer* partly = nullptr;     ///< the last that lacks what this form needs
        const GivenAnswer* movedPast = nullptr;  ///< the last that the session has moved past

        /// The one that is shown at the form.
        [[nodiscard]] const GivenAnswer* shown() const {
            return counting ? counting : partly ? partly : movedPast;
        }
    };
    /// The answers to this form that belong to the visit.
    [[nodiscard]] Answers answersTo(const Visit& visit, const VisitForm& form) const {
        const auto key = visit.key();
        Answers out;
        std::int64_t firstMs = 0;
        std::int64_t lastMs = 0;
        std::int64_t partlyMs = 0;
        for (std::size_t i = 0; i < input_.answers.size(); ++i) {
            const auto& answer = input_.answers[i];
            const auto& given = schedule_.answers[i];
            if (urlOf(answer.questionnaire) != urlOf(form.questionnaire)) continue;
            if (std::find(given.visits.begin(), given.visits.end(), key) == given.visits.end())
                continue;
            const auto atMs = answer.authored.unixMs;
            if (!counts(visit, input_.instance.zone().dayOf(answer.authored))) {
                if (given.isOutOf(key) && (!out.movedPast || atMs > lastMs)) {
                    out.movedPast = &given;
                    lastMs = atMs;
                }
            } else if (!isEnough(*visit.rule, form, answer)) {
                if (!out.partly || atMs > partlyMs) {
                    out.partly = &given;
                    partlyMs = atMs;
                }
            } else if (!out.counting || atMs < firstMs) {
                out.counting = &given;
                firstMs = atMs;
            }
        }
        return out;
    }

    /// A visit that waits for another one begins on the day of that one's last answer.
    void anchorAfter(Visit& visit) const {
        const auto* anchor = schedule_.find({0, visit.rule->after});
        visit.opens.reset();
        visit.target.reset();
        if (!anchor || anchor->state != State::Done) return;
        auto day = input_.instance.start();
        for (const auto& form : anchor->forms) {
            if (form.form->isConsent() && input_.consent.signedAt)
                day = std::max(day, input_.instance.zone().dayOf(*input_.consent.signedAt));
            for (const auto& answer : input_.answers)
                if (answer.response == form.response)
                    day = std::max(day, input_.instance.zone().dayOf(answer.authored));
        }
        visit.opens = visit.target = day;
        if (visit.closes) visit.closes = std::max(*visit.closes, day);
    }

    /// What was agreed to has changed: it is asked for anew from the day on which that was sent,
    /// whenever its visit was.
    void reopen(Visit& visit) const {
        const auto& consent = input_.consent;
        const auto sent =
            consent.changedAt ? input_.instance.zone().dayOf(*consent.changedAt) : schedule_.today;
        visit.opens = visit.target = std::min(sent, schedule_.today);
        visit.closes.reset();
    }

    /// What was over before the withdrawal stays as it was; the rest is asked of nobody. Whoever
    /// came back is asked for what comes, and not for what passed meanwhile.
    void endWithdrawn(Visit& visit) const {
        const auto& consent = input_.consent;
        if (visit.ended || (!consent.withdrawn && !consent.returnedAt)) return;
        const auto closesBefore = [&](const std::optional<base::WallTime>& at) {
            return at && visit.closes && *visit.closes < input_.instance.zone().dayOf(*at);
        };
        if (closesBefore(consent.withdrawnAt)) return;
        if (!consent.withdrawn && !closesBefore(consent.returnedAt)) return;
        visit.ended = visit.withdrawn = true;
    }

    [[nodiscard]] FormOfVisit consentOf(const VisitForm& form, State byDate) const {
        FormOfVisit one{.form = &form, .state = byDate};
        if (input_.consent.signedAt) {
            one.state = State::Done;
        } else if (input_.consent.withdrawn) {
            one.canBeAnswered = false;
            if (byDate != State::Closed) one.state = State::Later;
        }
        return one;
    }

    void fill(Visit& visit) {
        if (visit.rule->anchor == Anchor::After) anchorAfter(visit);
        const auto& rules = visit.rule->forms;
        const bool asksConsent = std::any_of(rules.begin(), rules.end(),
                                             [](const auto& form) { return form.isConsent(); });
        if (asksConsent && input_.consent.mustSignAgain) reopen(visit);
        if (!asksConsent) endWithdrawn(visit);
        const auto byDate = stateByDate(visit, schedule_.today);
        bool anyOpen = false;
        bool anyAsked = false;
        bool withdrawn = false;
        for (const auto& form : visit.rule->forms) {
            if (form.forClinic) continue;
            if (form.isConsent()) {
                auto consent = consentOf(form, byDate);
                anyAsked = anyAsked || consent.canBeAnswered;
                anyOpen = anyOpen || (consent.canBeAnswered && consent.state != State::Done);
                withdrawn = withdrawn || !consent.canBeAnswered;
                visit.forms.push_back(std::move(consent));
                continue;
            }
            const auto answers = answersTo(visit, form);
            const auto* given = answers.counting;
            if (!given && !isAsked(visit, form)) continue;
            FormOfVisit one{.form = &form};
            one.canBeAnswered = !input_.canAnswer || input_.canAnswer(form.questionnaire);
            one.state = given ? State::Done : byDate;
            if (const auto* shown = answers.shown()) {
                one.response = shown->response;
                one.outOfWindow = shown->isOutOf(visit.key());
                one.partly = shown == answers.partly;
            }
            anyAsked = anyAsked || one.canBeAnswered || given;
            anyOpen = anyOpen || (!given && one.canBeAnswered);
            visit.forms.push_back(std::move(one));
        }
        visit.state = anyAsked && !anyOpen ? State::Done : byDate;
        if (withdrawn && !anyAsked && byDate != State::Closed) visit.state = State::Later;
    }

    const ScheduleInput& input_;
    Schedule& schedule_;
};
}  // namespace

Schedule scheduleOf(const ScheduleInput& input) {
    const auto& instance = input.instance;
    Schedule schedule{.today = instance.zone().dayOf(input.now),
                      .visits = datedVisits(input.protocol, instance.start(), instance.sessions()),
                      .answers = {},
                      .withdrawn = input.consent.withdrawn};
    schedule.answers = attribute(input, schedule.visits);
    Filling(input, schedule).fill();
    return schedule;
}

}  // namespace landfall::pathway
