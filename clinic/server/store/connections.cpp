#include "server/store/connections.hpp"

#include "server/store/schema.hpp"

namespace landfall::clinic::store {
namespace {

base::Key32 copyOf(const base::Key32& key) {
    base::Key32 copy;
    std::copy(key.bytes().begin(), key.bytes().end(), copy.bytes().begin());
    return copy;
}

db::Options optionsFor(const ConnectionOptions& options, db::Profile profile, bool create) {
    return {.path = options.path,
            .key = copyOf(options.key),
            .profile = profile,
            .schema = clinicSchema(),
            .uuid = options.uuid,
            .create = create,
            // The server's memory is not a lost phone's; wiping it costs half the throughput.
            .memorySecurity = false,
            .pagesMax = options.pagesMax,
            .provePages = options.provePages && profile == db::Profile::ClinicWriter};
}

Result<void> usable(db::Database& database) {
    return database.usable() ? ok() : database.reopen();
}

}  // namespace

Result<std::unique_ptr<Connections>> Connections::open(ConnectionOptions options) {
    LF_TRY(auto writer,
           db::Database::open(optionsFor(options, db::Profile::ClinicWriter, options.create)));
    auto connections = std::unique_ptr<Connections>(new Connections(std::move(writer)));
    for (std::size_t index = 0; index < options.readers; ++index) {
        LF_TRY(auto reader,
               db::Database::open(optionsFor(options, db::Profile::ClinicReader, false)));
        connections->readers_.push_back(std::make_unique<db::Database>(std::move(reader)));
        connections->idle_.push_back(index);
    }
    return connections;
}

Connections::~Connections() {
    readers_.clear();
}

Result<void> Connections::write(const Work& work) {
    const std::lock_guard lock(writing_);
    LF_CHECK(usable(writer_));
    LF_TRY(auto transaction, db::Transaction::begin(writer_));
    LF_CHECK(work(writer_));
    return transaction.commit();
}

Result<void> Connections::maintain(const Work& work) {
    const std::lock_guard lock(writing_);
    LF_CHECK(usable(writer_));
    return work(writer_);
}

Result<void> Connections::read(const Work& work) {
    const auto index = takeReader();
    const auto back = std::unique_ptr<Connections, std::function<void(Connections*)>>(
        this, [index](Connections* self) { self->giveReader(index); });
    auto& reader = *readers_[index];
    LF_CHECK(usable(reader));
    // A deferred transaction holds one snapshot until its end, so a page and its head agree.
    LF_CHECK(reader.run("BEGIN"));
    auto done = work(reader);
    if (reader.usable())
        if (auto ended = reader.run("COMMIT"); ended.has_error() && done.has_value()) return ended;
    return done;
}

std::size_t Connections::takeReader() {
    std::unique_lock lock(reading_);
    readerIdle_.wait(lock, [this] { return !idle_.empty(); });
    const auto index = idle_.back();
    idle_.pop_back();
    return index;
}

void Connections::giveReader(std::size_t index) {
    {
        const std::lock_guard lock(reading_);
        idle_.push_back(index);
    }
    readerIdle_.notify_one();
}

const base::Uuid& Connections::uuid() const {
    return writer_.uuid();
}

}  // namespace landfall::clinic::store
