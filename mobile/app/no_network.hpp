#pragma once

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QQmlNetworkAccessManagerFactory>

namespace landfall::app {

/// A page that asks for anything from a network gets nothing: only the core talks to the clinic,
/// over its pinned connection.
class NoNetwork final : public QQmlNetworkAccessManagerFactory {
public:
    QNetworkAccessManager* create(QObject* parent) override;
};

}  // namespace landfall::app
