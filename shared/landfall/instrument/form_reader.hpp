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
    [[nodiscard]] Form take() && { return std::move(form_); }

private:
    struct Around {
        std::optional<std::size_t> parent;
        std::size_t depth = 0;
        bool unsupported = false;
    };

    void readHead(const fhir::Node& questionnaire);
    void readItems(const fhir::Node& items, const Around& around);
    void readItem(const fhir::Node& node, const Around& around);
    void readKind(const fhir::Node& node, Item& item);
    void readOptions(const fhir::Node& node, Item& item);
    void readLimits(const fhir::Node& node, Item& item);
    void makePages();
    void readScoring(const fhir::Node& questionnaire);

    void note(Fault fault, const fhir::Node& at) { faults_.emplace_back(fault, at.path()); }
    void noteIn(Fault fault, const fhir::Node& object, std::string_view element);
    /// A member that must be a string where it is; "" and a fault otherwise.
    std::string textMember(const fhir::Node& object, std::string_view element, bool isRequired);
    bool flagMember(const fhir::Node& object, std::string_view element);

    Form form_;
    std::vector<Error> faults_;
};

/// The extension of that url on an element, or absent.
[[nodiscard]] fhir::Node extensionOf(const fhir::Node& element, std::string_view url);
[[nodiscard]] fhir::Coding codingOf(const fhir::Node& node);

/// Reads one scoring extension against the items that were read; faults are appended.
[[nodiscard]] ScoringRule readScoringRule(const fhir::Node& extension, const Form& form,
                                          std::vector<Error>& faults);

}  // namespace landfall::instrument
