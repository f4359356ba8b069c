#include "landfall/base/error.hpp"

#include <cerrno>

namespace landfall::base {

std::string Error::line() const {
    std::string text = code.message();
    if (!where.empty()) text += " (" + where + ")";
    return text;
}

namespace {
const char* sentence(int value) {
    switch (static_cast<Fault>(value)) {
        case Fault::NotFound:
            return "the file or folder is not there";
        case Fault::AccessDenied:
            return "access to the file or folder is denied";
        case Fault::DiskFull:
            return "the disk is full; nothing was changed";
        case Fault::ReadOnly:
            return "the folder is read-only; nothing was changed";
        case Fault::InputOutput:
            return "reading or writing the disk failed";
        case Fault::TooLarge:
            return "it is larger than the limit";
        case Fault::Malformed:
            return "it is not of the expected form";
        case Fault::Unsupported:
            return "it was written by a newer Landfall";
        case Fault::Busy:
            return "another program is using it";
        case Fault::Cancelled:
            return "it was stopped before it ended";
    }
    return "unknown fault";
}
}  // namespace

const boost::system::error_category& faultCategory() {
    static const SentenceCategory category{"landfall.base", &sentence};
    return category;
}

Fault faultFromErrno(int errnoValue) {
    switch (errnoValue) {
        case ENOENT:
        case ENOTDIR:
            return Fault::NotFound;
        case EACCES:
        case EPERM:
            return Fault::AccessDenied;
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return Fault::DiskFull;
        case EROFS:
            return Fault::ReadOnly;
        case EAGAIN:
        case EBUSY:
            return Fault::Busy;
        default:
            return Fault::InputOutput;
    }
}

}  // namespace landfall::base
