#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "landfall/patient/profile.hpp"

namespace landfall::patient {

/// A submitted form as its writer reads it again: what was asked and what was said, in the order of
/// the form, without what was left out.
struct RereadView {
    struct Line {
        std::string item;  ///< linkId
        std::string question;
        std::string answer;
    };
    std::string response;
    std::string authored;  ///< FHIR dateTime
    std::vector<Line> lines;
    store::Delivery delivery = store::Delivery::Saved;
};

/// Reading own answers again, under the version of the form they were given in.
class Rereading {
public:
    explicit Rereading(Profile& profile) : profile_(profile) {}

    /// The newest response to this form; nothing when it was never answered.
    /// UnknownQuestionnaire.
    [[nodiscard]] Result<std::optional<RereadView>> newest(std::string_view questionnaire);

private:
    Profile& profile_;
};

}  // namespace landfall::patient
