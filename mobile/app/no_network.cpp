#include "app/no_network.hpp"

#include <QNetworkRequest>
#include <QUrl>

namespace landfall::app {

namespace {
class Refusing final : public QNetworkAccessManager {
public:
    using QNetworkAccessManager::QNetworkAccessManager;

protected:
    QNetworkReply* createRequest(Operation, const QNetworkRequest&, QIODevice*) override {
        // An empty address of an unknown scheme: it fails at once and opens nothing.
        return QNetworkAccessManager::createRequest(GetOperation, QNetworkRequest(QUrl("refused:")),
                                                    nullptr);
    }
};
}  // namespace

QNetworkAccessManager* NoNetwork::create(QObject* parent) {
    return new Refusing(parent);
}

}  // namespace landfall::app
