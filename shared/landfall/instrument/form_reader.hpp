#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/fhir/json.hpp"
#include "landfall/instrument/form.hpp"

namespace landfall::instrument {

/// Reads one Questionnaire and notes every fault on the way; for Form only.
class FormReader {
public:
    explicit FormReader(const fhir::Node& questionnaire);
    [[nodiscard]] const std::vector<Error>& faults() const { return faults_; }
    /// False when it is no questionnaire, or has more than the limits allow.
    [[nodiscard]] bool isWhole() const { return !isCutShort_; }
    [[nodiscard]] Form take() && { return std::move(form_); }

private:
    struct Around {
        std::optional<std::size_t> parent;
        std::optional<std::size_t> holder;
        std::vector<std::size_t> repeats;  ///< groups around that repeat
        std::size_t depth = 0;
        bool unsupported = false;
        bool hidden = false;
        bool readOnly = false;
    };

    void readHead(const fhir::Node& questionnaire);
    void readItems(const fhir::Node& items, const Around& around);
    void readItem(const fhir::Node& node, const Around& around);
    void readKind(const fhir::Node& node, Item& item);
    void readOptions(const fhir::Node& node, Item& item);
    void readOption(const fhir::Node& node, Item& item);
    void readControl(const fhir::Node& node, Item& item);
    void readUnits(const fhir::Node& node, Item& item);
    void readLimits(const fhir::Node& node, Item& item);
    void readLengths(const fhir::Node& node, Item& item);
    void readPattern(const fhir::Node& node, Item& item);
    void readInitial(const fhir::Node& node, Item& item);
    void attachDisplay(const Item& display, const std::string& control);
    void readConditions();
    void readConditionsOf(const fhir::Node& node, Item& item);
    [[nodiscard]] std::optional<Condition> conditionOf(const fhir::Node& node);
    void orderItems();
    void makePages();
    void readScoring(const fhir::Node& questionnaire);

    void note(Fault fault, const fhir::Node& at) { faults_.emplace_back(fault, at.path()); }
    void noteIn(Fault fault, const fhir::Node& object, std::string_view element);
    /// With the name of the extension behind its place: `item[0].extension[1] minValue`.
    void noteExtension(Fault fault, const fhir::Node& extension);
    void refuseModifier(const fhir::Node& node);
    /// An extension with a value that must be of this kind where it is there.
    bool flagExtension(const fhir::Node& node, std::string_view url);
    /// A member that must be a string where it is; "" and a fault otherwise.
    std::string textMember(const fhir::Node& object, std::string_view element, bool isRequired);
    bool flagMember(const fhir::Node& object, std::string_view element);

    Form form_;
    std::vector<Error> faults_;
    std::vector<fhir::Node> nodes_;  ///< of each item, for what can be read only when all are
    std::vector<std::vector<fhir::Node>> conditionNodes_;  ///< of each item's conditions
    std::vector<std::string> controls_;                    ///< itemControl of each item, or ""
    std::size_t patternSteps_ = 0;
    bool isCutShort_ = false;  ///< not read to its last item
};

/// The extension of that url on an element, or absent.
[[nodiscard]] fhir::Node extensionOf(const fhir::Node& element, std::string_view url);
/// Elements that change what is asked in a way not known here: without them the question
/// might be asked of the wrong person, so it is shown as not answerable.
[[nodiscard]] bool changesMeaning(const fhir::Node& node);
[[nodiscard]] fhir::Coding codingOf(const fhir::Node& node);

/// Reads one scoring extension against the items that were read; faults are appended.
[[nodiscard]] ScoringRule readScoringRule(const fhir::Node& extension, const Form& form,
                                          std::vector<Error>& faults);

}  // namespace landfall::instrument
