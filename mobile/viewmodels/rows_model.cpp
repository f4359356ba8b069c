#include "rows_model.hpp"

#include <algorithm>

namespace landfall::viewmodels {

RowsModel::RowsModel(QByteArrayList roles, QObject* parent)
    : QAbstractListModel(parent), roles_(std::move(roles)) {}

void RowsModel::setRows(QList<QVariantList> rows) {
    const bool sameKeys =
        rows.size() == rows_.size() &&
        std::equal(rows.begin(), rows.end(), rows_.begin(),
                   [](const auto& a, const auto& b) { return a.value(0) == b.value(0); });
    if (!sameKeys) {
        const bool counts = rows.size() != rows_.size();
        beginResetModel();
        rows_ = std::move(rows);
        endResetModel();
        if (counts) Q_EMIT countChanged();
        return;
    }
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows_[i] == rows[i]) continue;
        rows_[i] = rows[i];
        const auto at = index(static_cast<int>(i));
        Q_EMIT dataChanged(at, at);
    }
}

QVariant RowsModel::value(int row, const QByteArray& role) const {
    if (row < 0 || row >= rows_.size()) return {};
    return rows_[row].value(roles_.indexOf(role));
}

int RowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant RowsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return rows_[index.row()].value(role - Qt::UserRole);
}

QHash<int, QByteArray> RowsModel::roleNames() const {
    QHash<int, QByteArray> names;
    for (qsizetype i = 0; i < roles_.size(); ++i)
        names.insert(Qt::UserRole + static_cast<int>(i), roles_[i]);
    return names;
}

}  // namespace landfall::viewmodels
