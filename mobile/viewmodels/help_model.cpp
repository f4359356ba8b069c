#include "help_model.hpp"

#include <QPointer>
#include <QUrl>

#include "landfall/base/log.hpp"

namespace landfall::viewmodels {

struct HelpModel::Snapshot {
    safety::HelpContacts help;
    QString trustedName, trustedPhone;
    QList<QVariantList> plan;
    bool unlocked = false;
    std::optional<patient::AlertView> alert;
};

namespace {
QString q(const std::string& text) {
    return QString::fromStdString(text);
}

/// Where a line is known by its number alone, its name here is what it is.
bool isNamed(const safety::CrisisLine& line) {
    return !safety::isDiallable(line.name);
}

/// safety::whatItIs() in the person's language.
QString kindOf(const safety::CrisisLine& line, const safety::ContactChannel& channel) {
    switch (channel.channel) {
        case safety::Channel::Call:
            return isNamed(line) ? HelpModel::tr("Crisis line: somebody to talk to")
                                 : HelpModel::tr("Somebody to talk to");
        case safety::Channel::Text:
            return channel.message.empty()
                       ? HelpModel::tr("Crisis line by text message")
                       : HelpModel::tr("Crisis line by text message. Send the word %1")
                             .arg(q(channel.message));
        case safety::Channel::Chat:
            break;
    }
    return HelpModel::tr("Crisis line: they answer by chat too");
}

QString lineDetail(const safety::CrisisLine& line, const safety::ContactChannel& channel) {
    QStringList parts{kindOf(line, channel)};
    if (!line.hours.empty()) parts.append(q(line.hours));
    return parts.join(QStringLiteral(", "));
}

QUrl addressOf(const safety::ContactChannel& channel) {
    QUrl address;
    address.setScheme(channel.channel == safety::Channel::Text ? QStringLiteral("sms")
                                                               : QStringLiteral("tel"));
    address.setPath(q(channel.dialled()));
    return address;
}

/// Each state as it is, and never more than is known (clinical rules 5.1).
QString stateText(store::Delivery delivery) {
    using store::Delivery;
    switch (delivery) {
        case Delivery::Seen:
            return HelpModel::tr("Somebody at your clinic has seen it.");
        case Delivery::Received:
            return HelpModel::tr(
                "Your clinic's server has received it. Nobody there has said yet that they read "
                "it.");
        case Delivery::Sent:
            return HelpModel::tr("It is being sent. Your clinic has not answered yet.");
        default:
            return HelpModel::tr("It is saved on this phone and not sent yet.");
    }
}
}  // namespace

HelpModel::HelpModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      contacts_(new RowsModel({"key", "kind", "name", "number", "detail", "address"}, this)),
      countries_(new RowsModel({"code", "name"}, this)),
      plan_(new RowsModel({"part", "heading", "words"}, this)),
      offers_(new RowsModel({"questionnaireId", "title", "detail"}, this)) {
    bridge_.toCore([receiver = QPointer<QObject>(this), this](bridge::Core& core) {
        QList<QVariantList> rows;
        for (const auto& country : core.helping().countries())
            rows.append({q(country.country), q(country.name)});
        bridge::Bridge::toGui(receiver, [this, rows] { countries_->setRows(rows); });
    });
}

// The numbers never wait for the store: whatever fails there only leaves out what is in it.
HelpModel::Snapshot HelpModel::look(bridge::Core& core, const std::string& elsewhere) {
    Snapshot out;
    out.help = core.helping().help(elsewhere);
    const auto takePlan = [&out](const std::vector<fhir::PlanSection>& sections) {
        for (const auto& section : sections)
            if (!section.text.empty())
                out.plan.append({q(section.code), q(section.heading), q(section.text)});
    };
    const auto phone = core.phone();
    out.unlocked = phone.has_value() && (*phone)->profile.standing() == patient::Standing::Unlocked;
    if (!out.unlocked) {
        if (const auto own = core.helping().own()) {
            out.trustedName = q(own->trustedName);
            out.trustedPhone = q(own->trustedPhone);
            takePlan(own->plan);
        }
        return out;
    }
    if (const auto person = (*phone)->safetyPlanning.trustedPerson(); person.has_value()) {
        out.trustedName = q(person->name);
        out.trustedPhone = q(person->phone);
    }
    if (const auto plan = (*phone)->safetyPlanning.show(); plan.has_value())
        takePlan(plan->sections);
    if (const auto alert = (*phone)->alerting.newest(safety::Tier::Urgent); alert.has_value())
        out.alert = *alert;
    return out;
}

void HelpModel::refresh() {
    bridge_.toCore(
        [receiver = QPointer<QObject>(this), this, elsewhere = elsewhere_](bridge::Core& core) {
            bridge::Bridge::toGui(receiver,
                                  [this, snapshot = look(core, elsewhere)] { show(snapshot); });
        });
}

void HelpModel::show(const Snapshot& snapshot) {
    const auto& help = snapshot.help;
    QList<QVariantList> rows;
    const auto add = [&](const char* kind, const QString& name, const QString& number,
                         const QString& detail, const QUrl& address) {
        rows.append({QString::number(rows.size()) + number, QString::fromLatin1(kind), name, number,
                     detail, address});
    };
    for (const auto& number : help.emergency)
        add("emergency", tr("Emergency %1").arg(q(number)), q(number),
            help.localNumberMayDiffer ? tr("The number may be another one where you are")
                                      : tr("If you are in danger now"),
            addressOf({.number = number}));
    for (const auto& line : help.lines)
        for (const auto& channel : line.channels)
            add("line", isNamed(line) ? q(line.name) : tr("Crisis line %1").arg(q(channel.number)),
                q(channel.number), lineDetail(line, channel), addressOf(channel));
    if (!snapshot.trustedPhone.isEmpty())
        add("trusted",
            snapshot.trustedName.isEmpty() ? tr("The person you chose") : snapshot.trustedName,
            snapshot.trustedPhone, tr("The person you chose"),
            addressOf({.number = snapshot.trustedPhone.toStdString()}));
    // Unlocked it is offered although it is empty: it can be written from here.
    if (!snapshot.plan.isEmpty() || snapshot.unlocked)
        add("plan", tr("My safety plan"), {}, tr("In your own words"), {});
    if (help.clinic && !help.clinic->phone.empty())
        add("clinic", help.clinic->name.empty() ? tr("Your clinic") : q(help.clinic->name),
            q(help.clinic->phone), tr("Your clinic"), addressOf({.number = help.clinic->phone}));
    add("ground", tr("Find the ground"), {}, tr("What you can see, touch and hear"), {});
    add("breathe", tr("Breathe with me"), {}, tr("Two quiet minutes"), {});
    contacts_->setRows(std::move(rows));
    plan_->setRows(snapshot.plan);
    countryName_ = q(help.countryName);
    mayEditPlan_ = snapshot.unlocked;
    alertText_ = snapshot.alert ? stateText(snapshot.alert->delivery) : QString();
    Q_EMIT changed();
}

QString HelpModel::reasonText() const {
    if (cause_ == Cause::LostAnswer)
        return tr(
            "Thank you for saying this. This answer could not be saved on this phone, so your "
            "clinic does not know it. Please reach out now if you need somebody.");
    if (level_ == Emergency)
        return tr(
            "Please stay with someone, or ask someone to come. Move away from anything you could "
            "harm yourself with.");
    switch (cause_) {
        case Cause::Person:
        case Cause::LostAnswer:
            return {};
        case Cause::Answer:
            return tr("Thank you for saying this. Please reach out now if you need somebody.");
        case Cause::SavedAnswer:
            break;
    }
    if (level_ == Urgent)
        return tr(
            "Thank you for saying this. Your care team will see your answer when this phone is "
            "online, and the clinic will be asked to call you today. They may not read it at once, "
            "so please reach out now if you need somebody.");
    return tr(
        "Thank you for saying this. Your care team will see your answer when this phone is "
        "online. They may not read it at once, so please reach out now if you need somebody.");
}

QString HelpModel::deliveryText() const {
    if (told_ == Told::Locked)
        return tr(
            "This phone is locked or belongs to no clinic, so your clinic has not been told. "
            "Please call.");
    if (told_ == Told::Failed)
        return tr("This could not be saved, so your clinic has not been told. Please call.");
    if (level_ != Calm && !alertText_.isEmpty()) return alertText_;
    return deliveryText_;
}

QString HelpModel::limitText() const {
    if (level_ == Calm) return tr("This app is not watched all the time.");
    return tr(
        "This app is not watched all the time. If you are offline the clinic has not received this "
        "yet.");
}

void HelpModel::setOffers(const QList<QVariantList>& offers) {
    offers_->setRows(offers);
    Q_EMIT changed();
}

void HelpModel::openedBy(Cause cause, int tier) {
    const bool isNew = cause == Cause::Person || cause == Cause::Answer;
    cause_ = cause;
    if (isNew) {
        offers_->setRows({});
        told_ = Told::NotAsked;
    }
    // What becomes of the answer afterwards does not change how urgent it is.
    if (isNew || tier > 0) level_ = tier >= 3 ? Emergency : tier == 2 ? Urgent : Calm;
    Q_EMIT changed();
    // The page is there already; what is kept of it for the clinic holds nobody up.
    if (cause == Cause::SavedAnswer && level_ != Calm)
        bridge_.toCore(
            [elsewhere = elsewhere_](bridge::Core& core) { keepShown(core, elsewhere); });
}

void HelpModel::keepShown(bridge::Core& core, const std::string& elsewhere) {
    const auto phone = core.phone();
    if (phone.has_value() &&
        (*phone)->alerting.noteShown(core.helping().help(elsewhere)).has_error())
        base::log("crisis_shown_not_kept");
}

void HelpModel::setDeliveryText(const QString& text) {
    if (deliveryText_ == text) return;
    deliveryText_ = text;
    Q_EMIT changed();
}

void HelpModel::call(int index) {
    const auto address = contacts_->value(index, "address").toUrl();
    if (!address.isEmpty()) Q_EMIT dial(address);
}

void HelpModel::chooseCountry(const QString& code) {
    elsewhere_ = code.toStdString();
    refresh();
}

void HelpModel::inDanger() {
    // The page changes before anything is asked of the store: whom to call matters most.
    level_ = Emergency;
    Q_EMIT changed();
    bridge_.toCore(
        [receiver = QPointer<QObject>(this), this, elsewhere = elsewhere_](bridge::Core& core) {
            auto told = Told::Locked;
            if (auto phone = core.phone(); phone.has_value()) {
                const auto raised = (*phone)->alerting.raise();
                if (raised.has_value()) {
                    told = Told::Raised;
                    keepShown(core, elsewhere);
                } else if (!raised.error().is(patient::Fault::Locked) &&
                           !raised.error().is(patient::Fault::NotPaired))
                    told = Told::Failed;
            }
            bridge::Bridge::toGui(receiver, [this, told] {
                told_ = told;
                refresh();
                if (told == Told::Raised) Q_EMIT alerted();
                Q_EMIT changed();
            });
        });
}

}  // namespace landfall::viewmodels
