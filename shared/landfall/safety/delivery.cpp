#include "landfall/safety/delivery.hpp"

namespace landfall::safety {

Delivery deliveryOf(const FlagTraces& traces) {
    if (traces.acknowledged && !traces.raisedSince) return Delivery::Seen;
    return traces.received && !traces.waiting ? Delivery::Sent : Delivery::Saved;
}

std::string_view wordOf(Delivery delivery) {
    switch (delivery) {
        case Delivery::Saved:
            return "saved";
        case Delivery::Sent:
            return "sent";
        case Delivery::Seen:
            break;
    }
    return "seen";
}

}  // namespace landfall::safety
