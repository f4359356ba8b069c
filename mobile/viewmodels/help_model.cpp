#include "help_model.hpp"

#include <QUrl>

namespace landfall::viewmodels {

namespace {
QString q(const std::string& text) {
    return QString::fromStdString(text);
}

QString lineDetail(const safety::CrisisLine& line, const safety::ContactChannel& channel) {
    QStringList parts;
    if (channel.channel == safety::Channel::Text)
        parts.append(channel.message.empty()
                         ? HelpModel::tr("Send a text message")
                         : HelpModel::tr("Send the word %1").arg(q(channel.message)));
    if (channel.channel == safety::Channel::Chat) parts.append(HelpModel::tr("Chat"));
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
}  // namespace

HelpModel::HelpModel(bridge::Bridge& bridge, QObject* parent)
    : QObject(parent),
      bridge_(bridge),
      contacts_(new RowsModel({"key", "kind", "name", "number", "detail", "address"}, this)),
      countries_(new RowsModel({"code", "name"}, this)) {
    bridge_.toCore([receiver = QPointer<QObject>(this), this](bridge::Core& core) {
        QList<QVariantList> rows;
        for (const auto& country : core.helping().countries())
            rows.append({q(country.country), q(country.name)});
        bridge::Bridge::toGui(receiver, [this, rows] { countries_->setRows(rows); });
    });
}

void HelpModel::refresh() {
    bridge_.toCore(
        [receiver = QPointer<QObject>(this), this, elsewhere = elsewhere_](bridge::Core& core) {
            bridge::Bridge::toGui(receiver,
                                  [this, help = core.helping().help(elsewhere)] { show(help); });
        });
}

void HelpModel::show(const safety::HelpContacts& help) {
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
            add("line", q(line.name), q(channel.number), lineDetail(line, channel),
                addressOf(channel));
    if (help.clinic && !help.clinic->phone.empty())
        add("clinic", help.clinic->name.empty() ? tr("Your clinic") : q(help.clinic->name),
            q(help.clinic->phone), tr("Your clinic"), addressOf({.number = help.clinic->phone}));
    add("breathe", tr("Breathe with me"), {}, tr("Two quiet minutes"), {});
    contacts_->setRows(std::move(rows));
    countryName_ = q(help.countryName);
    Q_EMIT changed();
}

QString HelpModel::reasonText() const {
    switch (cause_) {
        case Cause::Person:
            return {};
        case Cause::Answer:
            return tr("Thank you for saying this. Please reach out now if you need somebody.");
        case Cause::SavedAnswer:
            return tr(
                "Thank you for saying this. Your care team will see your answer when this phone is "
                "online. They may not read it at once, so please reach out now if you need "
                "somebody.");
        case Cause::LostAnswer:
            return tr(
                "Thank you for saying this. This answer could not be saved on this phone, so your "
                "clinic does not know it. Please reach out now if you need somebody.");
    }
    return {};
}

QString HelpModel::limitText() const {
    return tr("This app is not watched all the time.");
}

void HelpModel::openedBy(Cause cause) {
    cause_ = cause;
    Q_EMIT changed();
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

}  // namespace landfall::viewmodels
