#include "server/audit/audit_row.hpp"

#include <initializer_list>

namespace landfall::clinic::audit {
namespace {

void appendField(std::string& form, std::string_view field) {
    form += std::to_string(field.size());
    form += ':';
    form += field;
    form += ',';
}

}  // namespace

base::Sha256 chainHash(const base::Sha256& previous, std::int64_t seq, const Row& row) {
    std::string form;
    appendField(form, std::to_string(seq));
    appendField(form, std::to_string(row.atMs));
    for (const std::string_view field :
         {std::string_view(row.actor), std::string_view(row.role), std::string_view(row.action),
          std::string_view(row.object), std::string_view(row.patient),
          std::string_view(row.outcome), std::string_view(row.addressHash),
          std::string_view(row.request)})
        appendField(form, field);
    return base::sha256({base::ByteView(previous), base::viewOf(form)});
}

}  // namespace landfall::clinic::audit
