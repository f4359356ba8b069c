#pragma once

#include <QAbstractListModel>
#include <QByteArrayList>
#include <QVariant>
#include <QVariantList>

namespace landfall::viewmodels {

/// A list for QML whose rows are plain values. Setting rows that begin with the same keys updates
/// in place, so that a page does not lose its scroll position or focus.
class RowsModel final : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    /// The first role is the key of a row.
    explicit RowsModel(QByteArrayList roles, QObject* parent = nullptr);

    void setRows(QList<QVariantList> rows);
    [[nodiscard]] int count() const { return static_cast<int>(rows_.size()); }
    [[nodiscard]] QVariant value(int row, const QByteArray& role) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    QByteArrayList roles_;
    QList<QVariantList> rows_;
};

}  // namespace landfall::viewmodels
