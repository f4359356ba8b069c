#include "landfall/net/syncer.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>

#include "landfall/fhir/bundle.hpp"
#include "landfall/net/server_answer.hpp"
#include "landfall/net/token_source.hpp"
#include "landfall/sync/engine.hpp"
#include "landfall/sync/wire.hpp"

namespace landfall::net {

namespace {
constexpr const char* fhirJson = "application/fhir+json";

std::uint64_t headOf(const ports::Answer& answer) {
    const auto text = answer.header("Landfall-Head").value_or("");
    std::uint64_t head = 0;
    std::from_chars(text.data(), text.data() + text.size(), head);
    return head;
}
}  // namespace

class Syncer::Work : public std::enable_shared_from_this<Work> {
public:
    Work(Parts parts, Identity identity)
        : parts_(parts),
          endpoint_(identity.endpoint),
          patient_(std::move(identity.patient)),
          tokens_({parts.transport, parts.clock, parts.random}, std::move(identity.endpoint),
                  std::move(identity.clientId), std::move(identity.key)) {}

    void trigger(sync::Trigger trigger, Done done) {
        if (done) waiting_.push_back(std::move(done));
        dispatch(sync::event::Triggered{trigger, parts_.clock.monotonicMs(), tokens_.usable()});
    }

    void saved() {
        if (savedTimer_) return;
        savedTimer_ = after(savedDelayMs, [](Work& self) {
            self.savedTimer_.reset();
            self.trigger(sync::Trigger::Saved, {});
        });
    }

    void schedule() {
        if (periodTimer_) return;
        periodTimer_ = after(periodMs, [](Work& self) {
            self.periodTimer_.reset();
            self.schedule();
            self.trigger(sync::Trigger::Periodic, {});
        });
    }

    void stopTimers() {
        for (auto* timer : {&savedTimer_, &periodTimer_, &retryTimer_})
            if (*timer) parts_.timers.cancel(*std::exchange(*timer, std::nullopt));
    }

    void cancel() {
        stopTimers();
        dispatch(sync::event::Stop{});
    }

    void abandon() {
        waiting_.clear();
        listener_ = nullptr;
        cancel();
        tokens_.cancel();
    }

    [[nodiscard]] bool busy() const { return engine_.busy(); }
    void onFinished(Done listener) { listener_ = std::move(listener); }

private:
    using Exchange = sync::Exchange;
    struct Finished {
        std::vector<Done> callbacks;
        Result<sync::SyncReport> report;
    };

    template <class Then>
    ports::TimerId after(std::int64_t delayMs, Then then) {
        return parts_.timers.after(delayMs, [weak = weak_from_this(), then] {
            if (const auto self = weak.lock()) then(*self);
        });
    }

    /// A callback that does nothing once this is gone.
    template <class Then>
    auto guarded(Then then) {
        return [weak = weak_from_this(), then](auto outcome) {
            if (const auto self = weak.lock()) then(*self, std::move(outcome));
        };
    }

    // ---- events in, actions out -------------------------------------------------------------

    void dispatch(sync::Event event) {
        events_.push_back(std::move(event));
        if (dispatching_) return;
        dispatching_ = true;
        // A callback may destroy the Syncer.
        const auto self = shared_from_this();
        while (!events_.empty()) {
            const auto next = std::move(events_.front());
            events_.pop_front();
            perform(engine_.on(next));
        }
        dispatching_ = false;
        const auto finished = std::move(finished_);
        finished_.clear();
        for (const auto& each : finished) {
            for (const auto& done : each.callbacks) done(each.report);
            if (const auto listener = listener_) listener(each.report);
        }
    }

    void perform(const sync::Actions& actions) {
        for (const auto& action : actions) {
            const auto done = std::visit([this](const auto& a) { return handle(a); }, action);
            if (!done.has_error()) continue;
            storeError_ = done.error();
            events_.push_back(sync::event::StoreFailed{});
            return;
        }
    }

    // ---- the store --------------------------------------------------------------------------

    Result<void> handle(const sync::action::FreezeNext& a) {
        LF_TRY(auto frozen, parts_.outbox.freezeNext(a.limits, a.inFlight));
        sync::event::Frozen event;
        if (frozen) {
            event.bundle = frozen->id;
            event.entries = frozen->entries.size();
            bundles_.insert_or_assign(frozen->id, *std::move(frozen));
        }
        events_.push_back(event);
        return ok();
    }

    Result<void> handle(const sync::action::Acknowledge& a) {
        const auto body = takeBody(a.exchange);
        const auto applied = sync::readPushAnswer(body, bundles_.at(a.bundle).entries);
        if (!applied) {
            events_.push_back(sync::event::AnswerUnusable{a.bundle});
            return ok();
        }
        LF_TRY(const auto operations, parts_.outbox.acknowledge(a.bundle, *applied));
        bundles_.erase(a.bundle);
        events_.push_back(sync::event::Acknowledged{a.bundle, operations});
        return ok();
    }

    Result<void> handle(const sync::action::Split& a) {
        bundles_.erase(a.bundle);
        return parts_.outbox.split(a.bundle, a.at);
    }

    Result<void> handle(const sync::action::Reject& a) {
        bundles_.erase(a.bundle);
        return parts_.outbox.reject(a.bundle, a.code);
    }

    Result<void> handle(const sync::action::ResolveConflict& a) {
        const auto body = takeBody(a.exchange);
        const auto tag = std::exchange(tags_[a.exchange], {});
        tags_.erase(a.exchange);
        sync::ServerVersion server;
        server.gone = a.gone;
        const auto json = fhir::Json::borrow(body);
        if (!a.gone && json) {
            const auto meta = json->get("meta");
            server.resource = json->root().raw();
            server.versionId = fhir::versionOfTag(tag);
            if (server.versionId.empty()) server.versionId = meta.get("versionId").textOr();
            server.lastModified = meta.get("lastUpdated").textOr();
        }
        LF_TRY(const auto outcome, parts_.outbox.resolveConflict(a.bundle, server));
        bundles_.erase(a.bundle);
        events_.push_back(sync::event::ConflictResolved{a.bundle, outcome});
        return ok();
    }

    Result<void> handle(const sync::action::LoadPosition&) {
        LF_TRY(auto position, parts_.inbox.position());
        events_.push_back(sync::event::PositionLoaded{std::move(position)});
        return ok();
    }

    Result<void> handle(const sync::action::StartOver& a) {
        return parts_.inbox.startOver(a.epoch);
    }

    Result<void> handle(const sync::action::ApplyPage& a) {
        auto read = pages_.extract(a.exchange);
        read.mapped().page.next = a.next;
        LF_TRY(const auto outcome, parts_.inbox.applyPage(read.mapped().page));
        events_.push_back(sync::event::PageApplied{outcome});
        return ok();
    }

    // ---- the network ------------------------------------------------------------------------

    Result<void> handle(const sync::action::RequestToken& a) {
        tokens_.request(guarded([exchange = a.exchange](Work& self, TokenSource::Outcome outcome) {
            if (const auto* failure = std::get_if<ports::Failure>(&outcome))
                self.lost(exchange, *failure);
            else
                self.dispatch(sync::event::Answered{
                    exchange, std::get<sync::ServerAnswer>(std::move(outcome))});
        }));
        return ok();
    }

    Result<void> handle(const sync::action::DropToken&) {
        tokens_.drop();
        return ok();
    }

    Result<void> handle(const sync::action::SendBundle& a) {
        const auto& bundle = bundles_.at(a.bundle);
        ports::Request request;
        request.method = "POST";
        request.target = "fhir";
        request.headers = {{"Content-Type", fhirJson}, {"Landfall-Bundle", a.bundle.text()}};
        request.body = bundle.bytes;
        send(a.exchange, std::move(request), &Work::bundleAnswered);
        return ok();
    }

    Result<void> handle(const sync::action::FetchCurrent& a) {
        const auto& key = bundles_.at(a.bundle).entries.front();
        wanted_[a.exchange] = key;
        ports::Request request;
        request.target = "fhir/" + key.type + "/" + key.id;
        send(a.exchange, std::move(request), &Work::currentAnswered);
        return ok();
    }

    Result<void> handle(const sync::action::FetchPage& a) {
        ports::Request request;
        request.target = "fhir/Patient/" + patient_ +
                         "/$landfall-changes?_count=" + std::to_string(a.changesMax);
        if (!a.cursor.empty()) request.target += "&cursor=" + a.cursor;
        send(a.exchange, std::move(request), &Work::pageAnswered);
        return ok();
    }

    Result<void> handle(const sync::action::Cancel& a) {
        if (const auto at = exchanges_.find(a.exchange); at != exchanges_.end()) {
            parts_.transport.cancel(at->second);
            exchanges_.erase(at);
        } else {
            tokens_.cancel();
        }
        return ok();
    }

    void send(Exchange exchange, ports::Request request,
              void (Work::*then)(Exchange, ports::Answer)) {
        request.contentType = fhirJson;
        request.headers.push_back({"Accept", fhirJson});
        request.headers.push_back({"Landfall-Protocol", "1"});
        // Last, and only for the paired endpoint: the client sends nothing before its pin fits.
        if (auto authorization = tokens_.authorization())
            request.headers.push_back({"Authorization", *std::move(authorization)});
        exchanges_[exchange] = parts_.transport.send(
            endpoint_, std::move(request),
            guarded([exchange, then](Work& self, ports::Reply reply) {
                self.exchanges_.erase(exchange);
                if (const auto* failure = std::get_if<ports::Failure>(&reply)) {
                    self.lost(exchange, *failure);
                    return;
                }
                auto& answer = std::get<ports::Answer>(reply);
                if (answer.serverTimeMs) self.tokens_.learnServerTime(*answer.serverTimeMs);
                (self.*then)(exchange, std::move(answer));
            }));
    }

    void lost(Exchange exchange, const ports::Failure& failure) {
        if (failure.pins) seenPin_ = ports::pinText(failure.pins->seen);
        if (const auto loss = lossOf(failure)) dispatch(sync::event::Lost{exchange, *loss});
    }

    void unreadable(Exchange exchange) {
        dispatch(sync::event::Lost{exchange, sync::Loss::Unreadable});
    }

    void answered(Exchange exchange, ports::Answer answer) {
        auto summary = serverAnswerOf(answer, parts_.clock.now().unixMs);
        if (answer.status == 200) bodies_[exchange] = std::move(answer.body);
        dispatch(sync::event::Answered{exchange, std::move(summary)});
    }

    void bundleAnswered(Exchange exchange, ports::Answer answer) {
        answered(exchange, std::move(answer));
    }

    void currentAnswered(Exchange exchange, ports::Answer answer) {
        const auto wanted = std::exchange(wanted_[exchange], {});
        wanted_.erase(exchange);
        if (answer.status == 200) {
            const auto json = fhir::Json::borrow(answer.body);
            // Another record than the one that was asked for must never become its server version.
            if (!json || json->get("resourceType").textOr() != wanted.type ||
                json->get("id").textOr() != wanted.id) {
                unreadable(exchange);
                return;
            }
            tags_[exchange] = answer.header("ETag").value_or("");
        }
        answered(exchange, std::move(answer));
    }

    void pageAnswered(Exchange exchange, ports::Answer answer) {
        if (answer.status != 200) {
            answered(exchange, std::move(answer));
            return;
        }
        const std::string epoch(answer.header("Landfall-Epoch").value_or(""));
        const auto head = headOf(answer);
        auto read = sync::readFeedPage(std::move(answer.body));
        if (!read || !base::Uuid::parse(epoch)) {
            unreadable(exchange);
            return;
        }
        const auto weight = parts_.inbox.weigh(read->page);
        if (!weight) {
            storeError_ = weight.error();
            dispatch(sync::event::StoreFailed{});
            return;
        }
        auto summary = read->summary;
        summary.headSeq = head;
        summary.weight = *weight;
        pages_.insert_or_assign(exchange, *std::move(read));
        dispatch(sync::event::PageArrived{exchange, epoch, std::move(summary)});
    }

    // ---- timers and the end -----------------------------------------------------------------

    Result<void> handle(const sync::action::ScheduleRetry& a) {
        cancelRetry();
        const auto jitter = static_cast<std::int64_t>(parts_.random.below(
            static_cast<std::uint64_t>(std::max<std::int64_t>(a.ceilingMs, 1))));
        retryTimer_ = after(std::max(a.floorMs, jitter), [](Work& self) {
            self.retryTimer_.reset();
            self.trigger(sync::Trigger::Retry, {});
        });
        return ok();
    }

    Result<void> handle(const sync::action::CancelRetry&) {
        cancelRetry();
        return ok();
    }

    Result<void> handle(const sync::action::ScheduleResume& a) {
        cancelResume();
        resumeTimer_ = after(a.waitMs, [](Work& self) {
            self.resumeTimer_.reset();
            self.dispatch(sync::event::Resumed{});
        });
        return ok();
    }

    Result<void> handle(const sync::action::Finish& a) {
        cancelResume();
        bodies_.clear();
        pages_.clear();
        tags_.clear();
        wanted_.clear();
        bundles_.clear();
        auto report = a.report;
        if (report.refusal == sync::Refusal::PinMismatch) report.seenPin = seenPin_;
        Result<sync::SyncReport> result = report;
        if (a.storeFailed) {
            result = storeError_;
        } else if (const auto count = parts_.outbox.count()) {
            result->pending = count->pending;
            result->rejected = count->rejected;
        } else {
            result = count.error();
        }
        finished_.push_back({std::move(waiting_), std::move(result)});
        waiting_.clear();
        return ok();
    }

    void cancelRetry() {
        if (retryTimer_) parts_.timers.cancel(*std::exchange(retryTimer_, std::nullopt));
    }

    void cancelResume() {
        if (resumeTimer_) parts_.timers.cancel(*std::exchange(resumeTimer_, std::nullopt));
    }

    std::string takeBody(Exchange exchange) {
        auto body = std::exchange(bodies_[exchange], {});
        bodies_.erase(exchange);
        return body;
    }

    Parts parts_;
    ports::Endpoint endpoint_;
    std::string patient_;
    TokenSource tokens_;
    sync::Engine engine_;
    std::deque<sync::Event> events_;
    bool dispatching_ = false;
    std::vector<Finished> finished_;
    std::vector<Done> waiting_;
    Done listener_;
    Error storeError_;
    std::string seenPin_;

    std::map<sync::BundleId, sync::FrozenBundle> bundles_;
    std::map<Exchange, ports::ExchangeId> exchanges_;
    std::map<Exchange, std::string> bodies_;  ///< answers that an action will ask for
    std::map<Exchange, std::string> tags_;
    std::map<Exchange, sync::RecordKey> wanted_;
    std::map<Exchange, sync::ReadPage> pages_;
    std::optional<ports::TimerId> savedTimer_;
    std::optional<ports::TimerId> periodTimer_;
    std::optional<ports::TimerId> retryTimer_;
    std::optional<ports::TimerId> resumeTimer_;
};

Syncer::Syncer(Parts parts, Identity identity)
    : work_(std::make_shared<Work>(parts, std::move(identity))) {}

Syncer::~Syncer() {
    work_->abandon();
}

void Syncer::syncNow(sync::Trigger trigger, Done done) {
    work_->trigger(trigger, std::move(done));
}

void Syncer::saved() {
    work_->saved();
}

void Syncer::schedule() {
    work_->schedule();
}

void Syncer::cancel() {
    work_->cancel();
}

bool Syncer::busy() const {
    return work_->busy();
}

void Syncer::onFinished(Done listener) {
    work_->onFinished(std::move(listener));
}

}  // namespace landfall::net
