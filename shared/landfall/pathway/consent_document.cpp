#include "landfall/pathway/consent_document.hpp"

#include <algorithm>
#include <array>

#include "landfall/base/bytes.hpp"
#include "landfall/base/ids.hpp"
#include "landfall/fhir/json.hpp"

namespace landfall::pathway {

namespace {
constexpr std::int64_t formatNow = 1;
constexpr std::array<std::string_view, 7> sectionKinds = {"known",  "certainty", "unknown", "risks",
                                                          "rights", "data",      "legal"};
constexpr std::array<std::string_view, 4> grades = {"high", "moderate", "low", "very-low"};
}  // namespace

std::string_view nameOf(Evidence grade) {
    return grades.at(static_cast<std::size_t>(grade));
}

/// Reads one document; the first fault with its place ends it.
class ConsentDocumentReader {
public:
    Result<ConsentDocument> read(std::string bytes) {
        if (bytes.size() > consentBytesMax) return Error{ConsentFault::BadDocument, "size"};
        LF_TRY(const auto json, fhir::Json::borrow(bytes));
        const auto root = json.root();
        if (root.get("format").integer() != formatNow) return bad(root, "format");
        LF_CHECK(readHead(root));
        LF_CHECK(readSections(root));
        LF_CHECK(readQuestions(root));
        LF_CHECK(readOptIns(root));
        out_.sha256_ = base::toHex(base::sha256(base::viewOf(bytes)));
        out_.bytes_ = std::move(bytes);
        return std::move(out_);
    }

private:
    static Error bad(const fhir::Node& object, std::string_view element) {
        auto where = object.path();
        if (!where.empty()) where += '.';
        return {ConsentFault::BadDocument, where.append(element)};
    }

    static Result<std::string> text(const fhir::Node& object, std::string_view element,
                                    bool isRequired = true) {
        const auto member = object.get(element);
        if (!member && !isRequired) return std::string();
        if (member.textOr().empty()) return bad(object, element);
        return std::string(member.textOr());
    }

    static Result<bool> flag(const fhir::Node& object, std::string_view element) {
        const auto value = object.get(element).boolean();
        if (!value) return bad(object, element);
        return *value;
    }

    Result<void> readHead(const fhir::Node& root) {
        LF_TRY(out_.id_, text(root, "id"));
        if (!base::isFhirId(out_.id_)) return bad(root, "id");
        LF_TRY(out_.version_, text(root, "version"));
        if (!base::isFhirId(out_.version_)) return bad(root, "version");
        LF_TRY(out_.language_, text(root, "language"));
        LF_TRY(out_.title_, text(root, "title"));
        LF_TRY(out_.isTemplate_, flag(root, "template"));
        LF_TRY(out_.notice_, text(root, "notice", out_.isTemplate_));
        LF_TRY(out_.isMaterial_, flag(root, "material"));
        LF_TRY(out_.replaces_, text(root, "replaces", false));
        if (out_.replaces_ == out_.version_) return bad(root, "replaces");
        LF_TRY(out_.changes_, text(root, "changes", !out_.replaces_.empty()));
        return ok();
    }

    Result<void> readSections(const fhir::Node& root) {
        for (const auto node : root.get("sections").elements()) {
            ConsentSection section;
            LF_TRY(section.kind, text(node, "kind"));
            const bool isKind = std::find(sectionKinds.begin(), sectionKinds.end(), section.kind) !=
                                sectionKinds.end();
            if (!isKind || has(section.kind)) return bad(node, "kind");
            LF_TRY(section.heading, text(node, "heading"));
            for (const auto one : node.get("statements").elements()) {
                LF_TRY(auto statement, readStatement(one, section.kind == "known"));
                section.statements.push_back(std::move(statement));
            }
            if (section.statements.empty()) return bad(node, "statements");
            out_.sections_.push_back(std::move(section));
        }
        // A consent that is silent about any of these would be no informed one.
        for (const auto kind : sectionKinds)
            if (!has(kind)) return bad(root, "sections");
        return ok();
    }

    [[nodiscard]] bool has(std::string_view kind) const {
        return std::any_of(out_.sections_.begin(), out_.sections_.end(),
                           [&](const auto& section) { return section.kind == kind; });
    }

    /// What is called known has to say how well and from where.
    static Result<ConsentStatement> readStatement(const fhir::Node& node, bool isKnown) {
        ConsentStatement out;
        LF_TRY(out.text, text(node, "text"));
        LF_TRY(out.source, text(node, "source", isKnown));
        LF_TRY(const auto grade, text(node, "evidence", isKnown));
        if (grade.empty()) return out;
        const auto* const found = std::find(grades.begin(), grades.end(), grade);
        if (found == grades.end()) return bad(node, "evidence");
        out.evidence = static_cast<Evidence>(found - grades.begin());
        return out;
    }

    Result<void> readQuestions(const fhir::Node& root) {
        for (const auto node : root.get("questions").elements()) {
            ConsentQuestion question;
            LF_TRY(question.id, text(node, "id"));
            if (out_.question(question.id) != nullptr) return bad(node, "id");
            LF_TRY(question.text, text(node, "text"));
            LF_TRY(question.explanation, text(node, "explanation"));
            LF_TRY(question.right, text(node, "right"));
            bool rightIsThere = false;
            for (const auto one : node.get("options").elements()) {
                ConsentOption option;
                LF_TRY(option.id, text(one, "id"));
                for (const auto& other : question.options)
                    if (other.id == option.id) return bad(one, "id");
                LF_TRY(option.text, text(one, "text"));
                rightIsThere = rightIsThere || option.id == question.right;
                question.options.push_back(std::move(option));
            }
            if (question.options.size() < 2) return bad(node, "options");
            if (!rightIsThere) return bad(node, "right");
            out_.questions_.push_back(std::move(question));
        }
        if (out_.questions_.empty()) return bad(root, "questions");
        return ok();
    }

    Result<void> readOptIns(const fhir::Node& root) {
        for (const auto node : root.get("optIns").elements()) {
            ConsentOptIn optIn;
            LF_TRY(optIn.purpose, text(node, "purpose"));
            if (out_.asksFor(optIn.purpose)) return bad(node, "purpose");
            LF_TRY(optIn.text, text(node, "text"));
            LF_TRY(optIn.detail, text(node, "detail", false));
            out_.optIns_.push_back(std::move(optIn));
        }
        return ok();
    }

    ConsentDocument out_;
};

Result<ConsentDocument> ConsentDocument::read(std::string bytes) {
    return ConsentDocumentReader().read(std::move(bytes));
}

const ConsentQuestion* ConsentDocument::question(std::string_view id) const {
    for (const auto& question : questions_)
        if (question.id == id) return &question;
    return nullptr;
}

bool ConsentDocument::asksFor(std::string_view purpose) const {
    return purpose == participation ||
           std::any_of(optIns_.begin(), optIns_.end(),
                       [&](const auto& optIn) { return optIn.purpose == purpose; });
}

}  // namespace landfall::pathway
