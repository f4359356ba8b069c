#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/pathway/consent_document.hpp"

namespace landfall::pathway {

/// Whether a text was understood. Every question has to be answered right, as often as it takes; a
/// wrong answer is met with the explanation. Nothing here is a mark: only whether it has passed
/// counts, and how many answers it took is kept as evidence that it was asked.
class ConsentComprehension {
public:
    [[nodiscard]] static ConsentComprehension begin(const ConsentDocument& document);
    /// Goes on from `bytes()`. What was kept of another text is not taken over: it begins anew.
    [[nodiscard]] static ConsentComprehension restore(const ConsentDocument& document,
                                                      std::string_view bytes);

    struct Outcome {
        bool right = false;
        std::string explanation;  ///< after a wrong answer, else ""
        bool passed = false;      ///< now every question is answered right
    };
    /// UnknownQuestion, UnknownOption. The latest answer to a question is the one that counts.
    [[nodiscard]] Result<Outcome> answer(const ConsentDocument& document, std::string_view question,
                                         std::string_view option);

    [[nodiscard]] bool passed(const ConsentDocument& document) const;
    /// Ids of the questions that have no right answer yet, in their order.
    [[nodiscard]] std::vector<std::string> left(const ConsentDocument& document) const;
    /// Answers given in all.
    [[nodiscard]] int tries() const { return tries_; }
    [[nodiscard]] std::string bytes() const;

private:
    std::string sha256_;
    std::map<std::string, bool, std::less<>> right_;
    int tries_ = 0;
};

}  // namespace landfall::pathway
