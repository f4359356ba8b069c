#include "server/admin/command_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "landfall/fhir/json.hpp"
#include "server/admin/admin_socket.hpp"

namespace landfall::clinic::admin {
namespace json = boost::json;

namespace {

void appendPlain(std::string& out, const json::value& value) {
    if (value.is_string()) {
        out += std::string_view(value.get_string());
    } else if (value.is_object()) {
        for (const auto& [key, member] : value.get_object()) {
            out.append(key).append(": ");
            if (member.is_object()) out += '\n';
            appendPlain(out, member);
            if (out.back() != '\n') out += '\n';
        }
    } else if (value.is_array()) {
        for (const auto& element : value.get_array()) appendPlain(out, element);
    } else {
        out += json::serialize(value);
    }
}

}  // namespace

std::string toLine(const Command& command) {
    json::object options;
    for (const auto& [name, value] : command.options) options[name] = value;
    return json::serialize(
        json::object{{"command", command.name}, {"options", std::move(options)}});
}

Result<Command> commandFromLine(std::string_view line) {
    const landfall::fhir::Limits limits{.bytesMax = adminLineBytesMax,
                                        .stringBytesMax = adminLineBytesMax};
    LF_TRY(const auto document, landfall::fhir::Json::borrow(line, limits));
    Command command;
    command.name = document.get("command").textOr();
    for (const auto option : document.get("options").members())
        command.options.emplace(option.key(), option.textOr());
    return command;
}

std::string answerLine(const Result<json::value>& answer) {
    if (answer.has_error()) return json::serialize(json::object{{"error", answer.error().line()}});
    return json::serialize(json::object{{"ok", *answer}});
}

Result<Answer> answerFromLine(std::string_view line) {
    boost::system::error_code fault;
    auto value = json::parse(line, fault);
    if (fault || !value.is_object()) return base::Fault::Malformed;
    auto& object = value.get_object();
    Answer answer;
    if (const auto* refusal = object.if_contains("error"); refusal && refusal->is_string())
        answer.refusal = std::string(refusal->get_string());
    else if (auto* ok = object.if_contains("ok"))
        answer.value = std::move(*ok);
    else
        return base::Fault::Malformed;
    return answer;
}

std::string plainText(const json::value& value) {
    std::string out;
    appendPlain(out, value);
    if (!out.empty() && out.back() != '\n') out += '\n';
    return out;
}

}  // namespace landfall::clinic::admin
