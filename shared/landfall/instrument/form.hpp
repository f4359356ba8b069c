#pragma once

#include <cstdint>
#include <memory>
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

constexpr std::size_t conditionsMax = 200;       ///< of one item
constexpr std::size_t rowsMax = 50;              ///< of a group that repeats
constexpr std::size_t answersMax = 200;          ///< of a question that repeats
constexpr std::size_t patternBytesMax = 1'000;   ///< of one regex
constexpr std::size_t patternStepsMax = 50'000;  ///< of all regexes of a form, in RE2's own unit

class Pattern;

/// The item types of FHIR R4 (http://hl7.org/fhir/R4/valueset-item-type.html).
enum class ItemKind {
    Group,
    Display,
    Choice,
    Boolean,
    Integer,
    Text,  ///< string and text
    Decimal,
    Date,
    DateTime,
    Time,
    Url,
    OpenChoice,  ///< an option, or one's own words
    Quantity,
    Attachment,   ///< shown as "cannot be answered here", like the next two
    Reference,    ///< the form is not lost for it
    Unsupported,  ///< something that changes what is asked in a way not known here
};

struct Option {
    fhir::Coding coding;  ///< empty for an option that is a number, a date, a time or a text
    std::string text;     ///< what a person reads
    /// The whole number it stands for: its ordinalValue or itemWeight, or the integer it is.
    std::optional<int> ordinal;
    /// The weight as it was written, whole or not.
    std::optional<fhir::Decimal> weight;
    bool exclusive = false;     ///< goes with no other option
    fhir::ResponseValue value;  ///< what is stored when it is chosen
};

enum class Operator { Exists, Equal, NotEqual, Greater, Less, GreaterOrEqual, LessOrEqual };

/// One enableWhen: what the answer to another question must be.
struct Condition {
    std::size_t question = 0;  ///< index into Form::items()
    Operator op = Operator::Exists;
    fhir::ResponseValue answer;
};
struct EnableWhen {
    std::vector<Condition> conditions;
    bool any = false;  ///< one of them is enough; otherwise all of them
    [[nodiscard]] bool empty() const { return conditions.empty(); }
};

struct Item {
    std::string linkId;
    std::string text;
    std::string prefix;
    std::string help;  ///< help text and other displays that belong to this question
    ItemKind kind = ItemKind::Unsupported;
    std::size_t depth = 0;              ///< 0 at the top of the form
    std::optional<std::size_t> parent;  ///< index of the group around it
    /// Index of what it is written in: a group, or the question it is asked below.
    std::optional<std::size_t> holder;
    /// Indexes of the groups around it that repeat, the outermost first.
    std::vector<std::size_t> repeatsAround;
    bool required = false;
    bool readOnly = false;    ///< shown with its initial value and not changed here
    bool hidden = false;      ///< never shown, or in something that never is
    bool repeats = false;     ///< takes several answers, or is a group that can be asked again
    bool declinable = false;  ///< "prefer not to say" is offered
    bool multiline = false;   ///< a text rather than a string
    /// Shown as a slider (itemControl `slider` on a number with limits). It has no position before
    /// it was moved: not moved is unanswered.
    bool slider = false;
    bool isPage = false;                       ///< a group with itemControl `page`
    fhir::Decimal step{fhir::Decimal::of(1)};  ///< of a slider
    std::string lowLabel, highLabel;           ///< of a slider: what its ends mean
    EnableWhen enableWhen;
    std::vector<Option> options;
    std::string unit;                 ///< what a person reads behind a number, or ""
    std::vector<fhir::Coding> units;  ///< of a quantity, in the order of the form
    std::optional<std::int64_t> min;  ///< of an integer
    std::optional<std::int64_t> max;
    /// minValue and maxValue of a decimal, date, dateTime, time or quantity.
    std::optional<fhir::ResponseValue> lowest, highest;
    std::size_t charsMin = 0;
    std::size_t charsMax = textCharsMax;
    bool hasCharsMax = false;  ///< the item itself says it (maxLength)
    std::optional<int> decimalsMax;
    std::optional<fhir::Decimal> sizeMegabytesMax;  ///< of an attachment (maxSize)
    std::shared_ptr<const Pattern> pattern;         ///< null without a regex
    std::vector<fhir::ResponseValue> initial;
    std::vector<DangerRule> danger;
    std::vector<fhir::Coding> codes;

    [[nodiscard]] bool isAnswerable() const;
    /// A question rather than a group or a text, answerable here or not.
    [[nodiscard]] bool isQuestion() const;
    /// The number an option stands for: its ordinal, or its place (from 0) when no option of the
    /// item has an ordinal. Nothing when only others have one.
    [[nodiscard]] std::optional<std::int64_t> numberOf(std::size_t option) const;
    /// The first option of that number.
    [[nodiscard]] std::optional<std::size_t> optionOf(std::int64_t number) const;
    [[nodiscard]] bool hasOrdinals() const;
};

/// One screen: a question, and what is read before it (texts of the groups around it and of
/// display items since the question before). When `item` is a display, it is a page to read, where
/// no question follows; when it is a group, the page asks whether the group is needed once more.
struct Page {
    std::size_t item = 0;
    std::vector<std::string> leads;
    std::vector<std::size_t> leadItems;  ///< the items whose texts the leads are
    std::optional<std::size_t> section;  ///< the innermost group with itemControl `page`
};

/// A FHIR R4 Questionnaire as a form (http://hl7.org/fhir/R4/questionnaire.html). Pure data.
class Form {
public:
    /// Reads a definition, or returns the first fault with its place.
    [[nodiscard]] static Result<Form> read(const fhir::Node& questionnaire);
    /// Every fault of a definition, with places; empty when read() takes it.
    [[nodiscard]] static std::vector<Error> faultsOf(const fhir::Node& questionnaire);

    /// What could be read of a definition, and its faults: for looking for further ones only.
    struct WithFaults;
    [[nodiscard]] static WithFaults readWithFaults(const fhir::Node& questionnaire);

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
    /// One page for each question that is not hidden, unsupported ones included, in item order, and
    /// one for each text that no question follows and each group that repeats. Which of them are
    /// shown depends on the answers: ask FormState.
    [[nodiscard]] const std::vector<Page>& pages() const { return pages_; }
    /// The questions that are not hidden, in item order: what answers are typed for.
    [[nodiscard]] const std::vector<std::size_t>& questions() const { return questions_; }
    /// Items in an order in which each comes after all that its enableWhen depends on.
    [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }
    /// Whether what is asked depends on answers at all.
    [[nodiscard]] bool isConditional() const { return isConditional_; }
    /// Questions up to the last required one, as if all were asked: how long a form is, before it
    /// is begun. All of them when none is required.
    [[nodiscard]] std::size_t countedPages() const;
    /// Scores in the order of the data; the first is the total.
    [[nodiscard]] const std::vector<ScoringRule>& scoring() const { return scoring_; }
    /// What the form says about danger beyond its single items.
    [[nodiscard]] const FormDanger& danger() const { return danger_; }

private:
    friend class FormReader;
    friend class RuleHeir;
    Form() = default;

    std::string id_, url_, version_, title_, description_, copyright_, licenceVerdict_;
    std::vector<Item> items_;
    std::vector<Page> pages_;
    std::vector<std::size_t> questions_, order_;
    bool isConditional_ = false;
    std::vector<ScoringRule> scoring_;
    FormDanger danger_;
    std::unordered_map<std::string, std::size_t> byLinkId_;
};

struct Form::WithFaults {
    Form form;
    std::vector<Error> faults;
    bool isWhole = true;  ///< false when a limit ended the reading before the last item
};

}  // namespace landfall::instrument
