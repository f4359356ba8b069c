#include "landfall/instrument/same_answers.hpp"

#include <algorithm>
#include <set>

namespace landfall::instrument {

namespace {
constexpr std::size_t nameCharsMax = 40;

/// An answer there is, as it is compared.
struct Meaning {
    std::string system, code, text;
    std::optional<std::int64_t> number;
};

/// Letters and digits in lower case: "Not at all." is "not at all".
std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isKept = isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                            (static_cast<unsigned char>(c) & 0x80U) != 0;
        if (isKept) out += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

/// The beginning of a long text, cut between characters.
std::string beginningOf(const std::string& text) {
    if (text.size() <= nameCharsMax) return text;
    auto end = nameCharsMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "...";
}

std::string nameOf(const Meaning& one) {
    if (one.code.empty() || one.code == one.text) return "the option " + beginningOf(one.text);
    return "the option " + beginningOf(one.code) + " (" + beginningOf(one.text) + ')';
}

std::vector<Meaning> optionsOf(const Item& item) {
    std::vector<Meaning> out;
    for (const auto& option : item.options)
        out.push_back({option.coding.system, option.coding.code, option.text, option.ordinal});
    return out;
}

std::vector<Meaning> yesAndNo(YesAndNo words) {
    if (words == YesAndNo::Free) return {{"", "", "", 1}, {"", "", "", 0}};
    return {{"", "yes", "Yes", 1}, {"", "no", "No", 0}};
}

/// What is wrong, one after the other.
class Sentences {
public:
    void add(const std::string& one) {
        if (!text_.empty()) text_ += "; ";
        text_ += one;
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// Options beside options: which one of `theirs` each of `own` is.
class Pairing {
public:
    Pairing(std::vector<Meaning> own, std::vector<Meaning> theirs)
        : own_(std::move(own)),
          theirs_(std::move(theirs)),
          hasNumbers_(std::any_of(theirs_.begin(), theirs_.end(),
                                  [](const Meaning& one) { return one.number.has_value(); })) {}

    [[nodiscard]] std::string differences() const {
        Sentences out;
        std::set<const Meaning*> taken;
        // A code of theirs is claimed before a number: what is one more is told by its own name.
        std::vector<const Meaning*> ofOwn(own_.size(), nullptr);
        for (const bool byCode : {true, false})
            for (std::size_t i = 0; i < own_.size(); ++i) {
                if (ofOwn[i] != nullptr) continue;
                const auto* same = byCode ? withCodeOf(own_[i]) : withNumberOf(own_[i]);
                if (same != nullptr && taken.insert(same).second) ofOwn[i] = same;
            }
        for (std::size_t i = 0; i < own_.size(); ++i) compare(own_[i], ofOwn[i], out);
        for (const auto& one : theirs_)
            if (taken.count(&one) == 0) out.add(missing(one));
        return out.text();
    }

private:
    [[nodiscard]] const Meaning* withCodeOf(const Meaning& own) const {
        if (own.code.empty()) return nullptr;
        const Meaning* found = nullptr;
        for (const auto& one : theirs_) {
            if (one.code != own.code) continue;
            if (one.system == own.system) return &one;
            // In another system the same code may be another answer, which its number says.
            if (!hasNumbers_ || !own.number || own.number == one.number) found = &one;
        }
        return found;
    }
    [[nodiscard]] const Meaning* withNumberOf(const Meaning& own) const {
        if (!hasNumbers_ || !own.number) return nullptr;
        const auto found = std::find_if(theirs_.begin(), theirs_.end(), [&](const Meaning& one) {
            return one.number == own.number;
        });
        return found == theirs_.end() ? nullptr : &*found;
    }
    /// Another one there that has these words.
    [[nodiscard]] const Meaning* withWordsOf(const Meaning& own, const Meaning& same) const {
        const auto words = folded(own.text);
        if (words.empty() || words == folded(same.text)) return nullptr;
        const auto found = std::find_if(theirs_.begin(), theirs_.end(), [&](const Meaning& one) {
            return folded(one.text) == words;
        });
        return found == theirs_.end() ? nullptr : &*found;
    }
    void compare(const Meaning& own, const Meaning* same, Sentences& out) const {
        if (same == nullptr) return out.add(nameOf(own) + " is one more than there: leave it out");
        if (hasNumbers_ && own.number != same->number)
            return out.add(
                nameOf(own) +
                (own.number ? " counts " + std::to_string(*own.number) : " has no number") +
                ": give it " + numberOf(*same));
        if (const auto* other = withWordsOf(own, *same); other != nullptr)
            out.add(nameOf(own) + " has the words of another answer there: give them " +
                    (hasNumbers_ ? numberOf(*other) : "the code " + other->code));
    }
    [[nodiscard]] static std::string numberOf(const Meaning& one) {
        return "the ordinalValue " + (one.number ? std::to_string(*one.number) : "that is there");
    }
    [[nodiscard]] std::string missing(const Meaning& one) const {
        if (one.code.empty() && one.text.empty())
            return "no option counts " + std::to_string(one.number.value_or(0)) + ": add one";
        return nameOf(one) + " is missing: add it" +
               (one.number ? " with " + numberOf(one) : std::string());
    }

    std::vector<Meaning> own_, theirs_;
    bool hasNumbers_;
};

/// Words for the numbers from `low` to `high`.
std::string wordsForNumbers(const Item& own, std::int64_t low, std::int64_t high) {
    Sentences out;
    std::set<std::int64_t> counted;
    for (const auto& one : optionsOf(own)) {
        if (!one.number || *one.number < low || *one.number > high)
            out.add(nameOf(one) +
                    (one.number ? " counts " + std::to_string(*one.number) : " has no number") +
                    ": give it an ordinalValue from " + std::to_string(low) + " to " +
                    std::to_string(high));
        else
            counted.insert(*one.number);
    }
    for (auto number = low; number <= high; ++number)
        if (counted.count(number) == 0) {
            // One is enough to see what is meant.
            out.add("no option counts " + std::to_string(number) + ": add one");
            break;
        }
    return out.text();
}

std::string ofNumber(const Item& own, const Item& theirs) {
    if (own.slider && own.step.compare(theirs.step) != 0)
        return "its slider leaves numbers out: take the step that is there";
    if (own.kind == ItemKind::Integer)
        return own.min == theirs.min && own.max == theirs.max
                   ? ""
                   : "its lowest or highest number is another one: take those that are there";
    if (own.kind != ItemKind::Choice || !theirs.min || !theirs.max)
        return "it is of another type: make it an integer";
    return wordsForNumbers(own, *theirs.min, *theirs.max);
}

/// A whole number that takes just the numbers of the options.
std::string ofOptionsAsNumber(const Item& own, const Item& theirs) {
    std::set<std::int64_t> numbers;
    for (const auto& option : theirs.options)
        if (option.ordinal) numbers.insert(*option.ordinal);
    const bool isSame = numbers.size() == theirs.options.size() && own.min && own.max &&
                        *own.min == *numbers.begin() && *own.max == *numbers.rbegin() &&
                        *own.max - *own.min + 1 == static_cast<std::int64_t>(numbers.size());
    return isSame ? "" : "it takes other numbers than the options there: make it a choice";
}

std::string ofOptions(const Item& own, const Item& theirs) {
    if (own.kind == ItemKind::Integer) return ofOptionsAsNumber(own, theirs);
    if (own.kind != ItemKind::Choice) return "it is of another type: make it a choice";
    for (const auto& option : own.options) {
        const auto isSame = [&](const Option& one) {
            return one.coding.code == option.coding.code;
        };
        const auto there = std::find_if(theirs.options.begin(), theirs.options.end(), isSame);
        if (option.exclusive && (there == theirs.options.end() || !there->exclusive))
            return nameOf({"", option.coding.code, option.text, {}}) +
                   " goes with no other, and there it does: leave its optionExclusive out";
    }
    return Pairing(optionsOf(own), optionsOf(theirs)).differences();
}
}  // namespace

std::string otherAnswersOf(const Item& version, const Item& form, YesAndNo words) {
    if (version.kind == ItemKind::OpenChoice && form.kind != ItemKind::OpenChoice)
        return "it takes own words beside its options: make it a choice";
    if (version.repeats != form.repeats)
        return version.repeats ? "it takes several answers: leave its repeats out"
                               : "it takes one answer, and there several: let it repeat";
    switch (form.kind) {
        case ItemKind::Integer:
            return ofNumber(version, form);
        case ItemKind::Choice:
            return ofOptions(version, form);
        case ItemKind::Boolean:
            if (version.kind == ItemKind::Boolean) return {};
            if (version.kind != ItemKind::Choice) return "it is of another type: make it a boolean";
            return Pairing(optionsOf(version), yesAndNo(words)).differences();
        default:
            return version.kind == form.kind ? ""
                                             : "it is of another type: take the one that is there";
    }
}

bool isFixedIn(const Item& version, const Item& form) {
    return !version.isAnswerable() || version.hidden || (version.readOnly && !form.readOnly) ||
           (!version.initial.empty() && form.initial.empty());
}

}  // namespace landfall::instrument
