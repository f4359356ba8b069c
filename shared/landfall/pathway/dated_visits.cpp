#include "landfall/pathway/dated_visits.hpp"

#include <algorithm>
#include <tuple>

namespace landfall::pathway {

namespace {
/// The neighbours of a session among those that take place.
struct Around {
    std::optional<Day> before;
    std::optional<Day> next;
};

Around aroundOf(const std::vector<SessionDay>& sessions, const SessionDay& session) {
    Around around;
    for (const auto& other : sessions) {
        if (other.cancelled || other.number == session.number) continue;
        // What was planned later cannot have changed what was asked before.
        if (session.known && !other.known) continue;
        if (other.day < session.day) around.before = other.day;
        if (other.day > session.day && !around.next) around.next = other.day;
    }
    return around;
}

/// Of a visit that does not take place the days stay those it would have had.
Visit ended(Visit visit) {
    visit.ended = true;
    return visit;
}

Visit ofSession(const VisitRule& rule, const SessionDay& session, const Around& around) {
    Visit visit{.session = session.number, .rule = &rule};
    visit.target = session.day + days{rule.day};
    visit.opens = *visit.target - days{rule.daysBefore.value_or(0)};
    visit.closes = *visit.target + days{rule.daysAfter.value_or(0)};
    visit.ended = session.cancelled;
    if (rule.day < 0 && around.before) {
        // The days up to the session before belong to its own preparation.
        const auto opens = std::max(*visit.opens, *around.before + days{1});
        if (opens > *visit.closes) return ended(visit);
        visit.opens = opens;
        visit.target = std::max(*visit.target, opens);
    }
    if (rule.day > 0 && around.next) {
        if (*visit.opens >= *around.next) return ended(visit);
        visit.closes = std::min(*visit.closes, *around.next - days{1});
        visit.target = std::min(*visit.target, *visit.closes);
    }
    return visit;
}

Visit ofStart(const VisitRule& rule, Day start, const std::vector<SessionDay>& sessions) {
    Visit visit{.session = 0, .rule = &rule};
    visit.opens = start - days{rule.daysBefore.value_or(0)};
    visit.target = start;
    if (rule.daysAfter) {
        visit.closes = start + days{*rule.daysAfter};
        return visit;
    }
    // What decides whether somebody may be dosed is of no use on the day itself.
    for (const auto& session : sessions)
        if (!session.cancelled && session.known) {
            visit.closes = std::max(session.day - days{1}, start);
            break;
        }
    return visit;
}
}  // namespace

std::vector<Visit> datedVisits(const Protocol& protocol, Day start,
                               const std::vector<SessionDay>& sessions) {
    std::vector<Visit> out;
    for (const auto& rule : protocol.visits)
        if (rule.anchor == Anchor::Start || rule.anchor == Anchor::After)
            out.push_back(ofStart(rule, start, sessions));
    for (const auto& session : sessions) {
        const auto around = aroundOf(sessions, session);
        for (const auto& rule : protocol.visits)
            if (rule.anchor == Anchor::Dosing) out.push_back(ofSession(rule, session, around));
    }
    return out;
}

bool isInWindow(const Visit& visit, Day day) {
    return visit.opens && day >= *visit.opens && (!visit.closes || day <= *visit.closes);
}

bool counts(const Visit& visit, Day day) {
    const auto& rule = *visit.rule;
    const bool ofSession = rule.anchor == Anchor::Dosing && rule.day >= 0;
    if (!ofSession && !rule.askedAgainWhenMoved) return true;
    return !visit.opens || day >= *visit.opens;
}

const VisitForm* formOf(const VisitRule& rule, std::string_view questionnaire) {
    if (questionnaire.empty()) return nullptr;
    for (const auto& form : rule.forms)
        if (!form.forClinic && urlOf(form.questionnaire) == urlOf(questionnaire)) return &form;
    return nullptr;
}

bool isEnough(const VisitRule& rule, const VisitForm& form, const Answered& answer) {
    if (answer.extent == fhir::Extent::Nothing) return false;
    return answer.extent == fhir::Extent::Whole || !needsWhole(rule, form);
}

namespace {
/// Gives each answer its visits, oldest first.
class Attribution {
public:
    /// `visits` as they are dated now.
    Attribution(const ScheduleInput& input, const std::vector<Visit>& visits)
        : input_(input), visits_(visits) {}

    GivenAnswer give(const Answered& answer) {
        GivenAnswer given{.response = answer.response, .visits = {}, .outOfWindow = false};
        if (answer.extent == fhir::Extent::Nothing) return given;
        auto marks = saidBy(answer);
        // The dates that held when it was given, so that no later move shifts it.
        if (marks.empty()) marks = decide(answer, input_.instance.sessionsAt(answer.authored));
        const auto day = input_.instance.zone().dayOf(answer.authored);
        const bool asked = isAsked(answer);
        bool inAny = false;
        for (auto& mark : marks) {
            given.visits.push_back({mark.session, std::move(mark.visit)});
            const auto& key = given.visits.back();
            if (does(key, answer))
                answered_.push_back({key, std::string(urlOf(answer.questionnaire)), day});
            const bool movedPast = isMovedPast(key, day);
            // A baseline was given when it was asked for, though the session has moved since.
            const bool saysNothing = movedPast && isOfItsDay(key);
            inAny = inAny || (!mark.outOfWindow && !saysNothing);
            if (movedPast || (mark.outOfWindow && asked)) given.outOf.push_back(key);
        }
        given.outOfWindow = !inAny && asked;
        return given;
    }

    [[nodiscard]] std::vector<fhir::VisitMark> decide(
        const Answered& answer, const std::vector<SessionDay>& sessions) const {
        const auto& instance = input_.instance;
        const auto day = instance.zone().dayOf(answer.authored);
        std::vector<Visit> visits;
        std::vector<Visit> plannedLater;
        for (auto& visit : datedVisits(input_.protocol, instance.start(), sessions)) {
            const bool known = std::none_of(
                sessions.begin(), sessions.end(),
                [&](const SessionDay& one) { return one.number == visit.session && !one.known; });
            (known ? visits : plannedLater).push_back(std::move(visit));
        }
        auto marks = openOn(answer.questionnaire, day, visits);
        if (marks.empty()) marks = lateFor(answer.questionnaire, day, visits);
        // A session that was written down later takes nothing away; it may only add.
        for (auto& mark : openOn(answer.questionnaire, day, plannedLater))
            marks.push_back(std::move(mark));
        if (marks.empty()) marks = lateFor(answer.questionnaire, day, plannedLater);
        return marks;
    }

private:
    struct Taken {
        VisitKey key;
        std::string url;
        Day day;
    };

    [[nodiscard]] bool does(const VisitKey& key, const Answered& answer) const {
        const auto* rule = input_.protocol.find(key.visit);
        const auto* form = rule == nullptr ? nullptr : formOf(*rule, answer.questionnaire);
        return form != nullptr && isEnough(*rule, *form, answer);
    }

    /// The session's own day, or a visit that follows it.
    [[nodiscard]] bool isOfItsDay(const VisitKey& key) const {
        const auto* rule = input_.protocol.find(key.visit);
        return rule != nullptr && rule->day >= 0;
    }

    /// The session of this visit has moved since, to after this day.
    [[nodiscard]] bool isMovedPast(const VisitKey& key, Day day) const {
        return std::any_of(visits_.begin(), visits_.end(), [&](const Visit& visit) {
            return visit.key() == key && visit.rule->anchor == Anchor::Dosing &&
                   !counts(visit, day);
        });
    }

    /// What the phone said, as far as the plan knows such visits.
    [[nodiscard]] std::vector<fhir::VisitMark> saidBy(const Answered& answer) const {
        std::vector<fhir::VisitMark> out;
        for (const auto& mark : answer.marks) {
            const auto* rule = input_.protocol.find(mark.visit);
            if (!rule || !formOf(*rule, answer.questionnaire)) continue;
            const auto& sessions = input_.instance.plan().sessions;
            const bool there = std::any_of(sessions.begin(), sessions.end(), [&](const auto& one) {
                return one.number == mark.session;
            });
            if (rule->anchor == Anchor::Dosing ? there : mark.session == 0) out.push_back(mark);
        }
        return out;
    }

    /// The visits that ask for this on that day. Those that have an answer to it take another one
    /// only where none still waits; and the screening takes none beside a session's own visits, or
    /// after them: a baseline is no screening (clinical rules 4).
    [[nodiscard]] std::vector<fhir::VisitMark> openOn(std::string_view questionnaire, Day day,
                                                      const std::vector<Visit>& visits) const {
        std::vector<fhir::VisitMark> waiting;
        std::vector<fhir::VisitMark> ofSession;
        std::vector<fhir::VisitMark> others;
        for (const auto& visit : visits) {
            if (visit.ended || !isInWindow(visit, day) || !formOf(*visit.rule, questionnaire))
                continue;
            const fhir::VisitMark mark{visit.session, visit.rule->code, false};
            if (!isTaken(visit, questionnaire)) waiting.push_back(mark);
            (visit.session == 0 ? others : ofSession).push_back(mark);
        }
        if (!waiting.empty()) return waiting;
        if (!ofSession.empty() || isTakenBySession(questionnaire)) return ofSession;
        return others;
    }

    [[nodiscard]] bool isTakenBySession(std::string_view questionnaire) const {
        return std::any_of(answered_.begin(), answered_.end(), [&](const Taken& taken) {
            return taken.key.session != 0 && taken.url == urlOf(questionnaire);
        });
    }

    /// The last visit that closed without this answer.
    [[nodiscard]] std::vector<fhir::VisitMark> lateFor(std::string_view questionnaire, Day day,
                                                       const std::vector<Visit>& visits) const {
        const Visit* last = nullptr;
        for (const auto& visit : visits) {
            if (visit.ended || !visit.closes || *visit.closes >= day) continue;
            if (!formOf(*visit.rule, questionnaire)) continue;
            if (!last || *visit.closes >= *last->closes) last = &visit;
        }
        if (!last || isTaken(*last, questionnaire)) return {};
        return {{last->session, last->rule->code, true}};
    }

    [[nodiscard]] bool isTaken(const Visit& visit, std::string_view questionnaire) const {
        return std::any_of(answered_.begin(), answered_.end(), [&](const Taken& taken) {
            return taken.key == visit.key() && taken.url == urlOf(questionnaire) &&
                   counts(visit, taken.day);
        });
    }

    /// Whether the protocol asks for this on some day. What may be answered at any time is never
    /// out of a window, and neither is what was answered before the pathway began.
    [[nodiscard]] bool isAsked(const Answered& answer) const {
        if (input_.instance.zone().dayOf(answer.authored) < input_.instance.start()) return false;
        bool asked = false;
        for (const auto& rule : input_.protocol.visits) {
            if (!formOf(rule, answer.questionnaire)) continue;
            if (rule.anchor == Anchor::AnyTime) return false;
            asked = true;
        }
        return asked;
    }

    const ScheduleInput& input_;
    const std::vector<Visit>& visits_;
    std::vector<Taken> answered_;
};
/// Positions of the answers, oldest first; two of one moment always in the same order.
std::vector<std::size_t> byTime(const std::vector<Answered>& answers) {
    std::vector<std::size_t> order(answers.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(answers[a].authored.unixMs, answers[a].response) <
               std::tie(answers[b].authored.unixMs, answers[b].response);
    });
    return order;
}
}  // namespace

std::vector<GivenAnswer> attribute(const ScheduleInput& input, const std::vector<Visit>& visits) {
    std::vector<GivenAnswer> out(input.answers.size());
    Attribution attribution(input, visits);
    for (const auto i : byTime(input.answers)) out[i] = attribution.give(input.answers[i]);
    return out;
}

std::vector<fhir::VisitMark> visitsAnsweredBy(const ScheduleInput& input,
                                              std::string_view questionnaire) {
    const auto visits =
        datedVisits(input.protocol, input.instance.start(), input.instance.sessions());
    Attribution attribution(input, visits);
    for (const auto i : byTime(input.answers))
        static_cast<void>(attribution.give(input.answers[i]));
    // By the dates that hold now: they are what the person was shown.
    return attribution.decide(
        {.response = {}, .questionnaire = std::string(questionnaire), .authored = input.now},
        input.instance.sessions());
}

}  // namespace landfall::pathway
