#include "landfall/instrument/response_size.hpp"

#include <algorithm>
#include <limits>

#include "landfall/base/at_most.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/fhir/sizes.hpp"
#include "landfall/fhir/values.hpp"
#include "landfall/instrument/fault.hpp"
#include "landfall/instrument/never_asked.hpp"

namespace landfall::instrument {

namespace {
using Values = std::vector<fhir::ResponseValue>;

std::size_t bytesOf(const fhir::ResponseValue& value) {
    return fhir::memberOf(value).size();
}
std::size_t bytesOf(const Values& values) {
    std::size_t bytes = 0;
    for (const auto& value : values) bytes += bytesOf(value);
    return bytes;
}
/// Of a response with this item only; good for comparing two.
std::size_t bytesOf(const fhir::ResponseItem& item) {
    fhir::Response response;
    response.items = {item};
    return fhir::buildResponse(response).size();
}
Values larger(Values a, Values b) {
    return bytesOf(a) < bytesOf(b) ? std::move(b) : std::move(a);
}

std::string longestText(const Item& item) {
    return std::string(item.hasCharsMax ? item.charsMax : textBytesCounted, 'x');
}

/// What can be chosen at once: all that go together, or the largest that goes with no other.
Values fullestChoice(const Item& item) {
    Values together, alone;
    for (const auto& option : item.options) {
        if (item.repeats && !option.exclusive)
            together.push_back(option.value);
        else
            alone = larger(std::move(alone), {option.value});
    }
    if (item.kind == ItemKind::OpenChoice) {
        if (item.repeats)
            together.emplace_back(longestText(item));
        else
            alone = larger(std::move(alone), {longestText(item)});
    }
    return larger(std::move(together), std::move(alone));
}

fhir::Decimal longestDecimal() {
    return *fhir::Decimal::parse("-1234567890.123456789");
}

fhir::Quantity longestQuantity(const Item& item) {
    fhir::Quantity out;
    out.unit = item.unit;
    const auto sizeOf = [](const fhir::Coding& unit) {
        return unit.display.size() + unit.system.size() + unit.code.size();
    };
    const auto longest =
        std::max_element(item.units.begin(), item.units.end(),
                         [&](const auto& a, const auto& b) { return sizeOf(a) < sizeOf(b); });
    if (longest != item.units.end()) {
        out.unit = longest->display;
        out.system = longest->system;
        out.code = longest->code;
    }
    out.value = longestDecimal();
    return out;
}

Values fullestValues(const Item& item) {
    // Nobody can choose another.
    if (item.readOnly) return item.initial;
    switch (item.kind) {
        case ItemKind::Choice:
        case ItemKind::OpenChoice:
            return fullestChoice(item);
        case ItemKind::Boolean:
            return {false};
        case ItemKind::Integer:
            return larger({item.min.value_or(std::numeric_limits<std::int64_t>::min())},
                          {item.max.value_or(std::numeric_limits<std::int64_t>::max())});
        case ItemKind::Text:
            return {longestText(item)};
        case ItemKind::Url:
            return {fhir::Uri{longestText(item)}};
        case ItemKind::Decimal:
            return {longestDecimal()};
        case ItemKind::Date:
            return {fhir::Date{"2026-12-31"}};
        case ItemKind::DateTime:
            return {fhir::DateTime{"2026-12-31T23:59:59.000+01:00"}};
        case ItemKind::Time:
            return {fhir::Time{"23:59:59"}};
        case ItemKind::Quantity:
            return {longestQuantity(item)};
        default:
            return {};
    }
}

/// The fullest response to a form, item by item.
class Fullest {
public:
    explicit Fullest(const Form& form) : form_(form), isLeftOut_(form.items().size(), false) {
        below_.resize(form.items().size());
        for (const auto item : neverAsked(form)) isLeftOut_[item] = true;
        for (std::size_t i = 0; i < form.items().size(); ++i) {
            if (form.item(i).hidden) isLeftOut_[i] = true;
            const auto& holder = form.item(i).holder;
            (holder ? below_[*holder] : top_).push_back(i);
        }
    }
    [[nodiscard]] std::vector<fhir::ResponseItem> items() const { return below(top_); }

private:
    [[nodiscard]] std::vector<fhir::ResponseItem> below(
        const std::vector<std::size_t>& items) const {
        std::vector<fhir::ResponseItem> out;
        for (const auto index : items) {
            if (isLeftOut_[index]) continue;
            auto one = itemOf(index);
            if (!one.answers.empty() || one.declined || !one.items.empty())
                out.push_back(std::move(one));
        }
        return out;
    }
    [[nodiscard]] fhir::ResponseItem itemOf(std::size_t index) const {
        const auto& item = form_.item(index);
        fhir::ResponseItem one;
        one.linkId = item.linkId;
        one.answers = fullestValues(item);
        one.items = below(below_[index]);
        if (!item.declinable || !item.isAnswerable()) return one;
        // A refusal takes more than a short answer; below it nothing is asked.
        fhir::ResponseItem declined;
        declined.linkId = item.linkId;
        declined.declined = true;
        return bytesOf(declined) > bytesOf(one) ? declined : one;
    }

    const Form& form_;
    std::vector<bool> isLeftOut_;
    std::vector<std::vector<std::size_t>> below_;
    std::vector<std::size_t> top_;
};

bool isOwnWords(const Single& single) {
    return std::holds_alternative<std::string>(single) || std::holds_alternative<fhir::Uri>(single);
}
}  // namespace

std::size_t fullestResponseBytes(const Form& form) {
    const std::string anId(36, '0');
    fhir::Response response;
    response.id = anId;
    response.patient = anId;
    response.questionnaire = form.canonical();
    response.source = "urn:uuid:" + anId;
    response.items = Fullest(form).items();
    return fhir::buildResponse(response).size() + marksBytesCounted;
}

Result<void> checkFullestResponse(const Form& form) {
    const auto bytes = fullestResponseBytes(form);
    if (bytes <= fhir::responseBytesMax) return ok();
    constexpr std::size_t kibibyte = 1024;
    return Error{Fault::AnswersTooLarge, std::to_string((bytes + kibibyte - 1) / kibibyte) +
                                             " KiB, " + base::atMost(fhir::responseBytesMax)};
}

std::vector<std::size_t> longestAnswers(const Form& form, const Answers& answers,
                                        std::size_t countMax) {
    struct Answered {
        std::size_t item;
        std::size_t bytes;
    };
    std::vector<Answered> own, other;
    for (std::size_t i = 0; i < form.items().size(); ++i) {
        std::size_t ownBytes = 0;
        std::size_t otherBytes = 0;
        for (const auto& answer : answers.all(i))
            for (const auto& single : singlesOf(answer))
                (isOwnWords(single) ? ownBytes : otherBytes) +=
                    bytesOf(valueOf(form.item(i), single));
        if (ownBytes > 0) own.push_back({i, ownBytes});
        if (otherBytes > 0) other.push_back({i, otherBytes});
    }
    auto& named = own.empty() ? other : own;
    std::stable_sort(named.begin(), named.end(),
                     [](const Answered& a, const Answered& b) { return a.bytes > b.bytes; });
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < named.size() && i < countMax; ++i) out.push_back(named[i].item);
    return out;
}

}  // namespace landfall::instrument
