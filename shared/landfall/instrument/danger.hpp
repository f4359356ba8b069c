#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What a questionnaire's own data says about danger (clinical rules 5.1, 5.2, 5.5). Data only; the
// component safety applies it. Two extensions below
// https://landfall.example/fhir/StructureDefinition/ carry it:
//
// `danger` on an item, any number of times, looks at that item alone:
//     atLeast   valueInteger   answers of at least this number; a decimal with all its digits
//     option    valueCode      answers that choose the option of this code; may be repeated
//     declined  valueBoolean   "prefer not to say"
//     tier      valueInteger   1 to 3
//     offers    valueString    id of the questionnaire to offer next; with it the tier may be left
//     out
//
// `danger-rule` on the Questionnaire, any number of times, counts over items:
//     name      valueCode      what the clinic's data calls the rule
//     item      valueString    linkId of an item that is looked at; repeated
//     atLeast, option, declined   which answers of these items count, as above; an option counts
//                              for those of the items that have it
//     count     valueInteger   how many items must count; 1 when left out
//     needed    valueString    linkId of an item that must be among those that count; repeated
//     with      extension      a further item beside them: item (valueString), atLeast, option,
//                              declined as above, and unanswered (valueBoolean), which counts only
//                              once the form is submitted
//     tier, offers             as above; tier may be left out beside a result
//     result    valueCode      what the form says when this is the highest rule that applies
//     answered  valueString    linkId of an item that must have an answer before the result is said
//                              (the tier needs none); repeated. An item that the other answers
//                              switch off needs none; one that was not asked for want of an answer
//                              does
//     answeredAfterYes extension   items that must have an answer too, unless another item was
//                              answered with no: item (valueString, repeated), after (valueString)
//
// `danger-otherwise` on the Questionnaire, once: `result` (valueCode) when no rule with a result
// applies, and `answered` as above; a refusal is no answer here.
namespace landfall::instrument {

/// Which answers of an item count.
struct DangerTest {
    std::optional<std::int64_t> atLeast;
    std::vector<std::string> options;  ///< codes
    bool declined = false;
    friend bool operator==(const DangerTest&, const DangerTest&) = default;
};

/// `danger` of one item.
struct DangerRule {
    DangerTest test;
    int tier = 0;  ///< 1 to 3; 0 only when it offers something
    std::string offers;
    friend bool operator==(const DangerRule&, const DangerRule&) = default;
};

/// `danger-rule` of a form. Items are indexes into Form::items().
struct DangerCount {
    struct Companion {
        std::size_t item = 0;
        DangerTest test;
        bool unanswered = false;  ///< counts too when the form is submitted without an answer
        friend bool operator==(const Companion&, const Companion&) = default;
    };

    std::string name;
    std::vector<std::size_t> items;
    DangerTest test;
    std::size_t count = 1;
    std::vector<std::size_t> needed;
    std::optional<Companion> with;
    int tier = 0;  ///< 1 to 3; 0 only beside a result or an offer
    std::string result;
    std::vector<std::size_t> answered;
    /// Items that a form skips after a "no" and that are asked all the same where it has no pages.
    struct AfterYes {
        std::vector<std::size_t> items;
        std::size_t after = 0;
        friend bool operator==(const AfterYes&, const AfterYes&) = default;
    };
    std::optional<AfterYes> answeredAfterYes;
    std::string offers;
    friend bool operator==(const DangerCount&, const DangerCount&) = default;
};

/// Everything a form says about danger beyond its single items.
struct FormDanger {
    std::vector<DangerCount> rules;
    std::string otherwise;  ///< the result when no rule with a result applies, or ""
    std::vector<std::size_t> otherwiseAnswered;
};

}  // namespace landfall::instrument
