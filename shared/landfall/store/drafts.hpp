#pragma once

#include <optional>
#include <string>
#include <vector>

#include "landfall/base/clock.hpp"
#include "landfall/store/records.hpp"

namespace landfall::store {

constexpr std::size_t draftBytesMax = 704 * 1024;  ///< as large as the response it becomes

/// A response being answered. Its ids are fixed when it begins, so that a flag can name the
/// response before that exists.
struct Draft {
    std::string response;       ///< id of the QuestionnaireResponse it will become
    std::string flag;           ///< id of the Flag it writes if an answer signals danger
    std::string questionnaire;  ///< canonical
    std::string state;          ///< the form's own bytes; "" at the beginning
    base::WallTime begun;
    base::WallTime saved;
    int tier = 0;  ///< highest tier any answer of this draft had; it never falls
};

struct AnswerSave {
    std::string response;  ///< id of the draft
    std::string state;     ///< the form's bytes with this answer
    base::WallTime at;
    /// The tier of this answer; a lower one than before changes nothing.
    int tier = 0;
    /// The Flag with the tier it now has; written and sent with the answer. Only when it changed.
    std::optional<RecordWrite> flag{};
};

/// Questionnaires that are being answered; one open draft for each questionnaire.
class Drafts {
public:
    explicit Drafts(Core& core) : core_(core) {}

    /// Goes on with the open draft of this questionnaire, or begins one.
    [[nodiscard]] Result<Draft> begin(std::string_view questionnaire, const base::WallTime& at);
    [[nodiscard]] Result<std::optional<Draft>> find(std::string_view questionnaire);
    /// Most recently saved first.
    [[nodiscard]] Result<std::vector<Draft>> open();
    /// Draft, tier, Flag and the Flag's operation in one transaction: what it returns after is
    /// durable. On a full disk it spends the reserve and tries once more. Returns the draft's tier.
    [[nodiscard]] Result<int> saveAnswer(const AnswerSave& save);
    /// Throws the answers away. A flag they raised stays.
    Result<void> discard(std::string_view response);

private:
    Core& core_;
};

}  // namespace landfall::store
