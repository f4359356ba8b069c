#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "landfall/fhir/types.hpp"
#include "landfall/instrument/danger.hpp"
#include "landfall/instrument/fault.hpp"
#include "landfall/instrument/scoring_rule.hpp"

namespace landfall::instrument {

constexpr std::size_t itemsMax = 2'000;  ///< security rule B-46
constexpr std::size_t depthMax = 16;     ///< security rule B-46
constexpr std::size_t optionsMax = 200;
constexpr std::size_t textCharsMax = 10'000;  ///< of a text answer, when the item says nothing

enum class ItemKind {
    Group,
    Display,
    Choice,
    Boolean,
    Integer,
    Text,         ///< string and text
    Unsupported,  ///< shown as "cannot be answered here"; the form is not lost for it
};

struct Option {
    fhir::Coding coding;
    std::string text;  ///< what a person reads
    std::optional<int> ordinal;
};

struct Item {
    std::string linkId;
    std::string text;
    std::string prefix;
    ItemKind kind = ItemKind::Unsupported;
    std::size_t depth = 0;              ///< 0 at the top of the form
    std::optional<std::size_t> parent;  ///< index of the group around it
    bool required = false;
    bool declinable = false;  ///< "prefer not to say" is offered
    bool multiline = false;   ///< a text rather than a string
    std::vector<Option> options;
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;
    std::size_t charsMax = textCharsMax;
    std::vector<DangerRule> danger;
    std::vector<fhir::Coding> codes;

    [[nodiscard]] bool isAnswerable() const;
    /// The number an option stands for: its ordinal, or its place (from 0) when no option of the
    /// item has an ordinal.
    [[nodiscard]] std::int64_t numberOf(std::size_t option) const;
    /// The option of that number.
    [[nodiscard]] std::optional<std::size_t> optionOf(std::int64_t number) const;
};

/// One screen: a question, and what is read before it (texts of the groups around it and of
/// display items since the question before).
struct Page {
    std::size_t item = 0;
    std::vector<std::string> leads;
};

/// A FHIR R4 Questionnaire as a form (http://hl7.org/fhir/R4/questionnaire.html). Pure data.
class Form {
public:
    /// Reads a definition, or returns the first fault with its place.
    [[nodiscard]] static Result<Form> read(const fhir::Node& questionnaire);
    /// Every fault of a definition, with places; empty when read() takes it.
    [[nodiscard]] static std::vector<Error> faultsOf(const fhir::Node& questionnaire);

    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] std::string canonical() const { return url_ + '|' + version_; }
    [[nodiscard]] const std::string& title() const { return title_; }
    [[nodiscard]] const std::string& description() const { return description_; }
    [[nodiscard]] const std::string& copyright() const { return copyright_; }
    /// The verdict of the licence block: SHIP, PACK, SCORE-ONLY, or "" without one.
    [[nodiscard]] const std::string& licenceVerdict() const { return licenceVerdict_; }

    /// All items in the order they are written, groups before what they hold.
    [[nodiscard]] const std::vector<Item>& items() const { return items_; }
    [[nodiscard]] const Item& item(std::size_t index) const { return items_.at(index); }
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view linkId) const;
    /// One page for each question, unsupported ones included.
    [[nodiscard]] const std::vector<Page>& pages() const { return pages_; }
    /// Pages up to the last required question: what "3 of 9" counts, when optional ones follow. All
    /// pages when none is required.
    [[nodiscard]] std::size_t countedPages() const;
    /// Scores in the order of the data; the first is the total.
    [[nodiscard]] const std::vector<ScoringRule>& scoring() const { return scoring_; }
    /// What the form says about danger beyond its single items.
    [[nodiscard]] const DangerData& danger() const { return danger_; }

private:
    friend class FormReader;
    Form() = default;

    std::string id_, url_, version_, title_, description_, copyright_, licenceVerdict_;
    std::vector<Item> items_;
    std::vector<Page> pages_;
    std::vector<ScoringRule> scoring_;
    DangerData danger_;
    std::unordered_map<std::string, std::size_t> byLinkId_;
};

}  // namespace landfall::instrument
