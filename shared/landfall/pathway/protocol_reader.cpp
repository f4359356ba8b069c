#include <algorithm>
#include <map>

#include "landfall/base/ids.hpp"
#include "landfall/fhir/names.hpp"
#include "landfall/pathway/protocol.hpp"

namespace landfall::pathway {

namespace names = fhir::names;
using fhir::Node;

namespace {
constexpr int missedHoursMax = 24 * 90;

Node extensionOf(const Node& element, std::string_view url) {
    for (const auto one : element.get("extension").elements())
        if (one.get("url").textOr() == url) return one;
    return {};
}

/// A code stands in lists and in records beside others: a short word.
bool isVisitCode(std::string_view code) {
    constexpr std::size_t codeCharsMax = 20;
    return !code.empty() && code.size() <= codeCharsMax &&
           std::all_of(code.begin(), code.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '+' || c == '_' || c == '.';
           });
}

/// Reads one PlanDefinition and notes every fault on the way.
class Reader {
public:
    explicit Reader(const Node& definition) {
        if (definition.get("resourceType").textOr() != "PlanDefinition") {
            note(Fault::NotAProtocol, "resourceType");
            return;
        }
        readHead(definition);
        const auto phases = definition.get("action");
        if (!phases.isArray() || phases.size() == 0)
            noteIn(Fault::BadElement, definition, "action");
        for (const auto phase : phases.elements()) readPhase(phase);
        const auto dosingDays =
            std::count_if(protocol_.visits.begin(), protocol_.visits.end(),
                          [](const VisitRule& visit) { return visit.isDosingDay; });
        if (dosingDays != 1) noteIn(Fault::NoDosingDay, definition, "action");
        checkAnchors();
    }
    [[nodiscard]] const std::vector<Error>& faults() const { return faults_; }
    [[nodiscard]] Protocol take() && { return std::move(protocol_); }

private:
    struct Pending {
        std::size_t visit;
        std::string actionId;
        std::string path;
    };

    void note(Fault fault, std::string where) { faults_.emplace_back(fault, std::move(where)); }
    void noteAt(Fault fault, const Node& node) { note(fault, node.path()); }
    void noteIn(Fault fault, const Node& object, std::string_view element) {
        auto path = object.path();
        if (!path.empty()) path += '.';
        note(fault, path.append(element));
    }
    std::string word(const Node& object, std::string_view element, bool isRequired) {
        const auto member = object.get(element);
        if (!member && !isRequired) return {};
        if (member.textOr().empty()) noteIn(Fault::BadElement, object, element);
        return std::string(member.textOr());
    }

    void readHead(const Node& definition) {
        for (const auto* element : {"modifierExtension", "implicitRules"})
            if (const auto node = definition.get(element)) noteAt(Fault::BadElement, node);
        protocol_.id = word(definition, "id", true);
        if (!protocol_.id.empty() && !base::isFhirId(protocol_.id))
            noteIn(Fault::BadElement, definition, "id");
        protocol_.url = word(definition, "url", true);
        protocol_.version = word(definition, "version", true);
        for (const auto& [text, element] :
             {std::pair(&protocol_.url, "url"), std::pair(&protocol_.version, "version")})
            if (text->find_first_of("| \t\r\n") != std::string::npos)
                noteIn(Fault::BadElement, definition, element);
        protocol_.title = word(definition, "title", true);
        word(definition, "status", true);
    }

    /// The code of an action in one of our code systems, or "".
    static std::string codeOf(const Node& action, std::string_view system) {
        for (const auto one : action.get("code").elements())
            for (const auto coding : one.get("coding").elements())
                if (coding.get("system").textOr() == system)
                    return std::string(coding.get("code").textOr());
        return {};
    }

    void readPhase(const Node& action) {
        if (!action.isObject()) return noteAt(Fault::BadElement, action);
        refuseModifiers(action);
        const auto phase = phaseFrom(codeOf(action, names::phaseSystem));
        if (!phase) return noteIn(Fault::BadCode, action, "code");
        const auto visits = action.get("action");
        if (!visits.isArray()) return noteIn(Fault::BadElement, action, "action");
        for (const auto visit : visits.elements()) {
            if (protocol_.visits.size() >= visitsMax) {
                noteAt(Fault::TooManyVisits, visit);
                return;
            }
            readVisit(visit, *phase);
        }
    }

    /// Conditions and the like would change when a visit is due in a way not known here.
    void refuseModifiers(const Node& action) {
        for (const auto* element :
             {"modifierExtension", "condition", "trigger", "timingTiming", "timingDuration",
              "timingDateTime", "timingPeriod", "timingRange", "timingAge"})
            if (const auto node = action.get(element)) noteAt(Fault::BadElement, node);
    }

    bool flag(const Node& element, std::string_view url) {
        const auto one = extensionOf(element, url);
        if (!one) return false;
        if (!one.get("valueBoolean").isBoolean()) noteAt(Fault::BadElement, one);
        return one.get("valueBoolean").boolean().value_or(false);
    }

    /// A whole number of an extension within limits.
    std::optional<int> number(const Node& extension, int most, Fault fault) {
        if (!extension) return std::nullopt;
        const auto value = extension.get("valueInteger").integer();
        if (!value || *value < 0 || *value > most) {
            noteAt(fault, extension);
            return std::nullopt;
        }
        return static_cast<int>(*value);
    }

    void readVisit(const Node& action, Phase phase) {
        if (!action.isObject()) return noteAt(Fault::BadElement, action);
        refuseModifiers(action);
        VisitRule visit;
        visit.phase = phase;
        visit.code = codeOf(action, names::visitSystem);
        if (!isVisitCode(visit.code)) noteIn(Fault::BadElement, action, "code");
        visit.title = word(action, "title", true);
        if (protocol_.find(visit.code)) noteIn(Fault::DuplicateVisit, action, "code");
        const auto id = word(action, "id", true);
        if (!id.empty() && !ids_.emplace(id, visit.code).second)
            noteIn(Fault::DuplicateVisit, action, "id");

        visit.isDosingDay = flag(action, names::dosingDay);
        visit.askedAgainWhenMoved = flag(action, names::askedAgainWhenMoved);
        readAnchor(action, visit);
        const auto window = extensionOf(action, names::visitWindow);
        visit.daysBefore = number(extensionOf(window, "before"), windowDaysMax, Fault::BadWindow);
        visit.daysAfter = number(extensionOf(window, "after"), windowDaysMax, Fault::BadWindow);
        const bool isWhole = visit.daysBefore.has_value() && visit.daysAfter.has_value();
        if (window && !isWhole) noteAt(Fault::BadWindow, window);
        // Without a window a visit around dosing would never close, and its absence never show.
        if (!window && (visit.isDosingDay || visit.anchor == Anchor::Dosing))
            noteIn(Fault::BadWindow, action, "extension");
        visit.missedAfterHours =
            number(extensionOf(extensionOf(action, names::missedAfterHours), "any-form"),
                   missedHoursMax, Fault::BadElement);
        if (const auto hours =
                number(extensionOf(extensionOf(action, names::missedAfterHours), "safety-form"),
                       missedHoursMax, Fault::BadElement))
            visit.safetyMissedAfterHours = *hours;
        visit.gate = gateOf(action);
        const auto forms = action.get("action");
        if (forms && (!forms.isArray() || forms.size() > formsMax))
            noteIn(Fault::BadForm, action, "action");
        else
            for (const auto form : forms.elements()) readForm(form, visit);
        protocol_.visits.push_back(std::move(visit));
    }

    void readAnchor(const Node& action, VisitRule& visit) {
        const bool anyTime = flag(action, names::anyTime);
        const auto related = action.get("relatedAction");
        if (anyTime || visit.isDosingDay || !related) {
            if (related) noteAt(Fault::BadAnchor, related);
            if (anyTime && visit.isDosingDay) noteIn(Fault::BadAnchor, action, "extension");
            visit.anchor = anyTime             ? Anchor::AnyTime
                           : visit.isDosingDay ? Anchor::Dosing
                                               : Anchor::Start;
            return;
        }
        if (!related.isArray() || related.size() != 1) return noteAt(Fault::BadAnchor, related);
        const auto one = related[0];
        const auto relationship = one.get("relationship").textOr();
        const auto actionId = word(one, "actionId", true);
        anchors_.push_back({protocol_.visits.size(), actionId, one.path()});
        const auto offset = one.get("offsetDuration");
        if (relationship == "after-end") {
            visit.anchor = Anchor::After;
            if (offset) noteAt(Fault::BadAnchor, offset);
            return;
        }
        if (relationship != "before" && relationship != "after")
            return noteIn(Fault::BadCode, one, "relationship");
        visit.anchor = Anchor::Dosing;
        const auto value = offset.get("value").integer();
        if (offset.get("system").textOr() != "http://unitsofmeasure.org" ||
            offset.get("code").textOr() != "d" || !value || *value < 1 || *value > windowDaysMax)
            return noteIn(Fault::BadAnchor, one, "offsetDuration");
        visit.day = relationship == "before" ? -static_cast<int>(*value) : static_cast<int>(*value);
    }

    GateMark gateOf(const Node& element) {
        const auto one = extensionOf(element, names::gate);
        if (!one) return GateMark::None;
        const auto code = one.get("valueCode").textOr();
        if (code == "day-before") return GateMark::DayBefore;
        if (code == "transport") return GateMark::Transport;
        if (code == "consent") return GateMark::Consent;
        // A gate that nobody guards is worse than a protocol that is refused.
        noteAt(Fault::BadCode, one);
        return GateMark::None;
    }

    void readForm(const Node& action, VisitRule& visit) {
        if (!action.isObject()) return noteAt(Fault::BadElement, action);
        refuseModifiers(action);
        VisitForm form;
        form.title = word(action, "title", true);
        const auto who = action.get("participant")[0].get("type").textOr();
        if (who != "patient" && who != "practitioner")
            noteIn(Fault::BadCode, action, "participant");
        form.forClinic = who == "practitioner";
        form.gate = gateOf(action);
        form.questionnaire =
            word(action, "definitionCanonical", !form.forClinic && !form.isConsent());
        // It would never be asked: a consent is signed.
        if (form.isConsent() && !form.questionnaire.empty())
            noteIn(Fault::BadForm, action, "definitionCanonical");
        form.safety = flag(action, names::safetyForm);
        if (const auto when = extensionOf(action, names::askedWhen)) {
            const auto code = when.get("valueCode").textOr();
            if (code == "assigned")
                form.asked = Asked::WhenAssigned;
            else if (code == "ready")
                form.asked = Asked::WhenReady;
            else
                noteAt(Fault::BadCode, when);
        }
        if (const auto unless = extensionOf(action, names::unlessAnsweredIn)) {
            form.unlessAnsweredIn = unless.get("valueCode").textOr();
            if (!protocol_.find(form.unlessAnsweredIn)) noteAt(Fault::BadAnchor, unless);
        }
        for (const auto& other : visit.forms)
            if (!form.questionnaire.empty() && other.forClinic == form.forClinic &&
                urlOf(other.questionnaire) == urlOf(form.questionnaire))
                noteIn(Fault::BadForm, action, "definitionCanonical");
        visit.forms.push_back(std::move(form));
    }

    void checkAnchors() {
        for (const auto& pending : anchors_) {
            if (pending.visit >= protocol_.visits.size()) continue;
            auto& visit = protocol_.visits[pending.visit];
            const auto found = ids_.find(pending.actionId);
            const auto* anchor = found == ids_.end() ? nullptr : protocol_.find(found->second);
            // The dosing day, or a visit before this one: so there can be no circle.
            const bool good = anchor && (visit.anchor == Anchor::Dosing
                                             ? anchor->isDosingDay
                                             : anchor < &visit && anchor->anchor == Anchor::Start);
            if (!good)
                note(Fault::BadAnchor, pending.path + ".actionId");
            else if (visit.anchor == Anchor::After)
                visit.after = anchor->code;
        }
    }

    Protocol protocol_;
    std::vector<Error> faults_;
    std::map<std::string, std::string, std::less<>> ids_;  ///< action id -> visit code
    std::vector<Pending> anchors_;
};

/// One error for all the faults: the first one's reason, and every place with its own.
Error joined(const std::vector<Error>& faults) {
    constexpr std::size_t placesMax = 20;
    std::string where;
    for (std::size_t i = 0; i < faults.size() && i < placesMax; ++i) {
        if (i > 0) where += "; " + faults[i].code.message() + " at ";
        where += faults[i].where.empty() ? "the top" : faults[i].where;
    }
    if (faults.size() > placesMax)
        where += "; and " + std::to_string(faults.size() - placesMax) + " more";
    return {faults.front().code, where};
}
}  // namespace

Result<Protocol> readProtocol(const Node& definition) {
    Reader reader(definition);
    if (!reader.faults().empty()) return joined(reader.faults());
    return std::move(reader).take();
}

std::vector<Error> protocolFaults(const Node& definition) {
    return Reader(definition).faults();
}

}  // namespace landfall::pathway
